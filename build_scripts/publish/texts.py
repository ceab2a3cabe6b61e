"""What a text says about itself, as typed values: people, date, genre, and the reference that cites the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.model.corpus import Text
from build_scripts.model.lists import DEFAULT_LISTS
from build_scripts.model.page import BlockKind, Page
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.publish.markup import plain
from build_scripts.text.han import HAN_RE

_HAN_NAME = re.compile(r"[\u3400-\u9fff\uf900-\ufaff·]{2,6}\Z")
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


def genre_of(meta: Mapping[str, Any]) -> Genre:
    """The genre by the front matter, or by what the text was printed in."""
    named = str(meta.get("genre") or "")
    if named in GENRES:
        return GENRES[named]
    if meta.get("journal"):
        return GENRES["journal-article"]
    if meta.get("newspaper"):
        return GENRES["newspaper-article"]
    return next((genre for key, genre in GENRES.items() if named and (key in named or named in key)), OTHER)


def strings(value: Any) -> list[str]:
    """The words in a value of the front matter that may be one word or a list."""
    if value is None or value == "":
        return []
    return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]


def authors_of(meta: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and affiliation (empty where not known) of each author."""
    value = meta.get("authors")
    out = []
    for item in value if isinstance(value, list | tuple) else strings(value):
        if isinstance(item, Mapping):
            if item.get("name"):
                out.append((str(item["name"]), "；".join(strings(item.get("affiliation")))))
        elif item:
            out.append((str(item), ""))
    return out


def is_person(name: str) -> bool:
    """Whether a printed name is a person's rather than a body's."""
    if not HAN_RE.search(name):
        return not any(name.endswith(end) for end in DEFAULT_LISTS.body_endings if end.isascii())
    if not _HAN_NAME.match(name) or name in DEFAULT_LISTS.bodies:
        return False
    if len(name) > 3 and any(name.endswith(end) for end in DEFAULT_LISTS.body_endings):
        return False
    known = name[0] in DEFAULT_LISTS.surnames or name[:2] in DEFAULT_LISTS.compound_surnames or "·" in name
    return known and (len(name) <= 4 or "·" in name)


def split_name(name: str) -> tuple[str, str]:
    """Family and given name; a body has its whole name in the first. ``欧阳明`` → 欧阳, 明; ``John Smith`` → Smith, John."""
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    if not is_person(name):
        return name, ""
    if HAN_RE.search(name):
        if "·" in name:
            return name, ""
        cut = 2 if name[:2] in DEFAULT_LISTS.compound_surnames and len(name) > 2 else 1
        return name[:cut], name[cut:]
    given, _, family = name.strip().rpartition(" ")
    return family, given


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


def reference_of(text: Text) -> Reference:
    """The reference that cites the text itself."""
    meta = text.meta
    genre = genre_of(meta)
    people = [split_name(name) for name, _ in authors_of(meta)]
    names = tuple(Name(f"{family}{given}" if HAN_RE.search(family) else family,
                       "" if HAN_RE.search(family) else given, literal=not given) for family, given in people)  # fmt: skip
    kind = genre.type
    if kind is RefType.ARTICLE_JOURNAL and not container_of(meta):
        kind = RefType.DOCUMENT
    return Reference(
        type=kind,
        title=text.title,
        subtitle=str(meta.get("subtitle") or ""),
        authors=names,
        container=container_of(meta),
        date=date_of(meta.get("date") or meta.get("year")),
        volume=str(meta.get("volume") or ""),
        issue=str(meta.get("issue") or ""),
        pages=str(meta.get("pages") or ""),
        publisher=str(meta.get("publisher") or ""),
        place=str(meta.get("place") or ""),
        url=str(meta.get("url") or ""),
        doi=str(meta.get("doi") or ""),
        language=str(meta.get("lang") or "zh"),
    )


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
