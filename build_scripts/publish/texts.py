"""What a text says about itself, as typed values: date, genre, and the reference that cites the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from build_scripts.model.corpus import Text
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.page import BlockKind, Page
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.publish.markup import plain
from build_scripts.publish.people import Author, people_of
from build_scripts.text.han import HAN_RE

_NUMBERS = re.compile(r"\d+")


_COUNTED = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.NOTE, BlockKind.TABLE, BlockKind.CAPTION)


@dataclass(frozen=True)
class Genre:
    """One genre: its Chinese name, the type of reference, schema.org's type and Zotero's."""

    name: str
    type: RefType
    schema: str
    zotero: str


GENRES: dict[str, Genre] = {
    "journal-article": Genre("期刊论文", RefType.ARTICLE_JOURNAL, "ScholarlyArticle", "journalArticle"),
    "newspaper-article": Genre("报纸文章", RefType.ARTICLE_NEWSPAPER, "NewsArticle", "newspaperArticle"),
    "news-article": Genre("新闻报道", RefType.ARTICLE_NEWSPAPER, "NewsArticle", "newspaperArticle"),
    "photo-caption": Genre("图片新闻", RefType.ARTICLE_NEWSPAPER, "NewsArticle", "newspaperArticle"),
    "text": Genre("文章", RefType.DOCUMENT, "Article", "document"),
    "essay": Genre("文章", RefType.ARTICLE_JOURNAL, "Article", "journalArticle"),
    "speech": Genre("讲话", RefType.DOCUMENT, "Article", "document"),
    "book": Genre("图书", RefType.BOOK, "Book", "book"),
    "book-chapter": Genre("图书章节", RefType.CHAPTER, "Chapter", "bookSection"),
    "report": Genre("报告", RefType.REPORT, "Report", "report"),
    "policy": Genre("政策文件", RefType.DOCUMENT, "GovernmentService", "document"),
    "law": Genre("法律法规", RefType.LEGISLATION, "Legislation", "statute"),
    "thesis": Genre("学位论文", RefType.THESIS, "Thesis", "thesis"),
    "webpage": Genre("网页", RefType.WEBPAGE, "WebPage", "webpage"),
}
OTHER = Genre("文献", RefType.DOCUMENT, "Article", "document")


_VAGUE = frozenset({"", "text"})
"""What the front matter says of the genre where it says nothing."""
_SERIAL = ("issn", "article_no", "article_id", "文章编号")
"""Numbers that only what stands in a periodical has."""


def genre_of(meta: Mapping[str, Any]) -> Genre:
    """The genre by the front matter, or by what the text was printed in.

    An article of a journal is cited as one where the metadata show the periodical: its name, a number that only periodicals give,
    or an issue. Where nothing does, the type is that of a document: the print may have stood anywhere.
    """
    named = str(meta.get("genre") or "")
    if named in _VAGUE:
        genre = _printed_in(meta)
    else:
        genre = GENRES.get(named) or next((genre for key, genre in GENRES.items() if key in named or named in key), _printed_in(meta))
    if genre.type is RefType.ARTICLE_JOURNAL and not (container_of(meta) or _in_periodical(meta)):
        return replace(genre, type=RefType.DOCUMENT, zotero="document")
    return genre


def _printed_in(meta: Mapping[str, Any]) -> Genre:
    """The genre that imprint and numbers show, where the text is named none."""
    if meta.get("newspaper"):
        return GENRES["newspaper-article"]
    if meta.get("journal") or (_in_periodical(meta) and not meta.get("isbn")):
        return GENRES["journal-article"]
    return GENRES["text"] if meta.get("genre") else OTHER


def _in_periodical(meta: Mapping[str, Any]) -> bool:
    """Whether the numbers are those of a part of a periodical. A volume alone may be a book's, a DOI anything's."""
    return any(meta.get(key) for key in ("journal", "issue", *_SERIAL))


def date_of(value: Any) -> Date | None:
    """The date in a value of the front matter: ``2024``, ``2024-05``, ``2024-01-31``, ``2024年5月``."""
    found = [int(part) for part in _NUMBERS.findall(str(value or ""))][:3]
    if not found or not 1000 <= found[0] <= 9999:
        return None
    month = found[1] if len(found) > 1 and 1 <= found[1] <= 12 else 0
    day = found[2] if month and len(found) > 2 and 1 <= found[2] <= 31 else 0
    return Date(found[0], month, day)


def container_of(meta: Mapping[str, Any]) -> str:
    """What the text was printed in: journal, newspaper or host book."""
    return str(meta.get("journal") or meta.get("newspaper") or meta.get("container") or "")


def reference_of(text: Text, lists: Lists = DEFAULT_LISTS) -> Reference:
    """The reference that cites the text itself."""
    meta = text.meta
    return Reference(
        type=genre_of(meta).type,
        title=text.title,
        subtitle=str(meta.get("subtitle") or ""),
        authors=tuple(_name(author) for author in people_of(meta, lists)),
        container=container_of(meta),
        date=date_of(meta.get("date") or meta.get("year")),
        volume=str(meta.get("volume") or ""),
        issue=str(meta.get("issue") or ""),
        pages=str(meta.get("pages") or ""),
        publisher=str(meta.get("publisher") or meta.get("institution") or ""),
        place=str(meta.get("place") or ""),
        url=str(meta.get("url") or ""),
        doi=str(meta.get("doi") or ""),
        language=str(meta.get("lang") or "zh"),
        extra=tuple((key, str(meta[key])) for key in ("issn", "isbn") if meta.get(key)),
    )


def _name(author: Author) -> Name:
    """A Chinese name stands whole, as it is printed; a body stays whole whatever its name looks like."""
    if author.body or HAN_RE.search(author.name) or not author.given:
        return Name(author.name, literal=author.body)
    return Name(author.family, author.given)


def length_of(pages: Iterable[Page]) -> int:
    """How many characters the pages' texts have, white space, markup and printed reference lists left aside."""
    return sum(_length(page) for page in pages)


def _length(page: Page) -> int:
    """Counted once a page: several pages of the site state the length."""
    kept = page.__dict__.get("_length")
    if kept is None:
        kept = sum(len("".join(plain(page, b.text).split())) for b in page.blocks if b.kind in _COUNTED and "references" not in b.within)
        object.__setattr__(page, "_length", kept)
    return int(kept)
