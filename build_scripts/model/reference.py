"""A bibliographic reference with typed values; whatever could not be understood keeps its printed text.

Types and field meanings follow CSL 1.0.2; the printed form (``raw``) and document marker (``[J/OL]``) follow GB/T 7714.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class RefType(StrEnum):
    """What kind of work it is, in CSL's names."""

    ARTICLE_JOURNAL = "article-journal"
    ARTICLE_NEWSPAPER = "article-newspaper"
    BOOK = "book"
    CHAPTER = "chapter"
    PAPER_CONFERENCE = "paper-conference"
    PROCEEDINGS = "proceedings"
    THESIS = "thesis"
    REPORT = "report"
    STANDARD = "standard"
    PATENT = "patent"
    WEBPAGE = "webpage"
    DATASET = "dataset"
    PREPRINT = "article"
    PERIODICAL = "periodical"
    SOFTWARE = "software"
    MAP = "map"
    ARCHIVE = "manuscript"
    LEGISLATION = "legislation"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Name:
    """A person or a body. ``family`` alone holds a whole Chinese name or a corporate body (``literal`` true)."""

    family: str
    given: str = ""
    literal: bool = False
    printed: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, order=True)
class Date:
    """A date as exact as printed: ``month`` and ``day`` 0 where not printed. ``printed`` is kept when it says more."""

    year: int
    month: int = 0
    day: int = 0
    circa: bool = False
    printed: str = field(default="", compare=False)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@dataclass(frozen=True)
class Reference:
    """One printed reference, read.

    ``pages`` is the range of a part (article, chapter) or the plate of a newspaper as printed; ``locator`` the places of
    a book that are cited. ``container`` is the journal, newspaper, agency, site or host book. ``extra`` holds what has
    no field of its own (``genre``, ``version``, ``year-suffix``, ``collection-title`` …: keys in CSL's names where CSL has
    one). ``number`` is that of a report, standard, patent or archive. ``relation`` is the word that leads a note
    (``参见``, ``转引自``, ``同上``); only ``同上``, ``同上书``, ``ibid`` and their like point at the work of the note before.
    ``raw`` is the printed string.
    """

    type: RefType
    title: str = ""
    authors: tuple[Name, ...] = ()
    et_al: bool = False
    subtitle: str = ""
    container: str = ""
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    date: Date | None = None
    volume: str = ""
    number_of_volumes: str = ""
    issue: str = ""
    pages: str = ""
    locator: str = ""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    number: str = ""
    url: str = ""
    doi: str = ""
    accessed: Date | None = None
    marker: str = ""
    language: str = ""
    title_full: str = ""
    relation: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    raw: str = field(default="", compare=False)
