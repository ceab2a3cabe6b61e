"""Which field of which BibTeX type holds what of a ``Reference``: the dialect that we write, and what we read beyond it.

Written so that pandoc, biblatex and Zotero read it alike; fields of our own begin with ``x-``.
"""

from __future__ import annotations

from build_scripts.model.reference import RefType

WRITE_TYPE = {
    RefType.ARTICLE_JOURNAL: ("article", ""), RefType.ARTICLE_NEWSPAPER: ("article", "newspaper"), RefType.BOOK: ("book", ""),
    RefType.CHAPTER: ("incollection", ""), RefType.PAPER_CONFERENCE: ("inproceedings", ""),
    RefType.PROCEEDINGS: ("proceedings", ""), RefType.THESIS: ("phdthesis", ""), RefType.REPORT: ("techreport", ""),
    RefType.STANDARD: ("standard", ""), RefType.PATENT: ("patent", ""), RefType.WEBPAGE: ("online", ""),
    RefType.DATASET: ("dataset", ""), RefType.PREPRINT: ("preprint", ""), RefType.PERIODICAL: ("periodical", ""),
    RefType.SOFTWARE: ("software", ""), RefType.MAP: ("misc", "map"), RefType.ARCHIVE: ("misc", "archive"),
    RefType.LEGISLATION: ("misc", "legislation"), RefType.DOCUMENT: ("misc", ""),
}  # fmt: skip
READ_TYPE = {
    "article": RefType.ARTICLE_JOURNAL, "newspaper": RefType.ARTICLE_NEWSPAPER, "news": RefType.ARTICLE_NEWSPAPER,
    "book": RefType.BOOK, "mvbook": RefType.BOOK, "booklet": RefType.BOOK, "collection": RefType.BOOK, "manual": RefType.BOOK,
    "reference": RefType.BOOK, "incollection": RefType.CHAPTER, "inbook": RefType.CHAPTER, "inreference": RefType.CHAPTER,
    "suppbook": RefType.CHAPTER, "inproceedings": RefType.PAPER_CONFERENCE, "conference": RefType.PAPER_CONFERENCE,
    "proceedings": RefType.PROCEEDINGS, "phdthesis": RefType.THESIS, "mastersthesis": RefType.THESIS, "thesis": RefType.THESIS,
    "bachelorthesis": RefType.THESIS, "techreport": RefType.REPORT, "report": RefType.REPORT, "standard": RefType.STANDARD,
    "patent": RefType.PATENT, "online": RefType.WEBPAGE, "electronic": RefType.WEBPAGE, "www": RefType.WEBPAGE,
    "webpage": RefType.WEBPAGE, "dataset": RefType.DATASET, "database": RefType.DATASET, "data": RefType.DATASET,
    "preprint": RefType.PREPRINT, "periodical": RefType.PERIODICAL, "software": RefType.SOFTWARE, "map": RefType.MAP,
    "archive": RefType.ARCHIVE, "unpublished": RefType.ARCHIVE, "letter": RefType.ARCHIVE, "legislation": RefType.LEGISLATION,
    "misc": RefType.DOCUMENT,
}  # fmt: skip
SUBTYPES = {
    ("article", "newspaper"): RefType.ARTICLE_NEWSPAPER, ("article", "news"): RefType.ARTICLE_NEWSPAPER,
    ("misc", "map"): RefType.MAP, ("misc", "archive"): RefType.ARCHIVE, ("misc", "legislation"): RefType.LEGISLATION,
    ("online", "preprint"): RefType.PREPRINT,
}  # fmt: skip
GENRES = {"mastersthesis": "硕士学位论文", "bachelorthesis": "学士学位论文"}

LANGID = {"zh": "chinese", "en": "english", "ja": "japanese", "ko": "korean", "ru": "russian", "de": "german", "fr": "french",
          "es": "spanish", "it": "italian", "pt": "portuguese", "la": "latin"}  # fmt: skip
LANGUAGE = {name: code for code, name in LANGID.items()} | {
    "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en", "ngerman": "de", "中文": "zh", "英文": "en",
}  # fmt: skip

ARTICLES = frozenset({RefType.ARTICLE_JOURNAL, RefType.ARTICLE_NEWSPAPER, RefType.PERIODICAL})
CITED = frozenset({RefType.BOOK, RefType.PROCEEDINGS, RefType.THESIS, RefType.REPORT, RefType.STANDARD, RefType.PATENT,
                   RefType.ARCHIVE, RefType.MAP})  # fmt: skip
"""Works of their own, whose ``pages`` are the cited ones (``Reference.locator``)."""
ELECTRONIC = frozenset({RefType.WEBPAGE, RefType.DATASET, RefType.PREPRINT, RefType.SOFTWARE})

CONTAINER_READ = ("journal", "journaltitle", "booktitle", "maintitle", "organization", "howpublished")
PLACE_READ = ("address", "location")
OWN_FIELDS = frozenset(
    "author editor translator title subtitle x-title entrysubtype edition volume volumes pages x-locator x-pages x-relation doi url urldate "
    "langid language mark medium date year month x-date x-printed number issue eid".split()
)
"""Fields that hold what the typed reference has a place for; every other field is carried along as ``extra``."""


def container_field(kind: RefType) -> str:
    """The field of the journal, host book, site or platform."""
    if kind in ARTICLES:
        return "journal"
    return "organization" if kind in ELECTRONIC else "booktitle"


def publisher_field(kind: RefType) -> str:
    """The field of the publisher, school or institute."""
    return {RefType.THESIS: "school", RefType.REPORT: "institution"}.get(kind, "publisher")


def publisher_read(kind: RefType) -> tuple[str, ...]:
    """Fields that may name the publisher, the likeliest first."""
    first = publisher_field(kind)
    rest = ("publisher", "institution", "school", *(() if kind in ELECTRONIC else ("organization",)))
    return (first, *(name for name in rest if name != first))


def number_fields(kind: RefType) -> tuple[str, str]:
    """The fields of the issue and of the work's own number."""
    return ("number", "eid") if kind in ARTICLES else ("issue", "number")
