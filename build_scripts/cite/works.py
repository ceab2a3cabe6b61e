"""Whether two printed references are the same work, and the library's one entry for all that are.

Cited pages, the width of signs, the spelling of volumes (第2卷, 第二卷, 卷2) and the order of printing tell no works
apart; title, volume, year, issue and edition do.  What disagrees in one lesser field is doubtful and is reported, not
merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache

from build_scripts.diagnostics import Diagnostic, Report, Severity, silent
from build_scripts.model.reference import Date, Reference, RefType
from build_scripts.text.normalize import fold

_CITED_BY_PAGE = frozenset(
    (RefType.BOOK, RefType.THESIS, RefType.REPORT, RefType.PROCEEDINGS, RefType.STANDARD, RefType.PATENT, RefType.ARCHIVE, RefType.MAP)
)
_SIGNS = re.compile(r"[\s\"'“”‘’《》〈〉:,.;!?()\[\]·—\-~、]+")
_PAGE_RANGE = re.compile(r"\s*(\d{1,5})(?:\s*[-–—~]\s*(\d{1,5}))?\s*")


class Same(StrEnum):
    """The answer to whether two references are the same work."""

    YES = "yes"
    NO = "no"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Work:
    """One entry of the library and the places (``indexes``) among the given references that print it."""

    reference: Reference
    indexes: tuple[int, ...]


def same_work(a: Reference, b: Reference) -> Same:
    """Compare field by field: a clash of title, volume, issue, edition or identifier is a no; lesser ones are doubts."""
    if a.doi and b.doi:
        return Same.YES if a.doi.lower() == b.doi.lower() else Same.NO
    if work_title(a) != work_title(b) or not work_title(a):
        return Same.NO
    if _volume(a) != _volume(b) or _clash(a.issue, b.issue) or _clash(a.number, b.number):
        return Same.NO
    if a.edition != b.edition and (a.edition or "1") != (b.edition or "1"):
        return Same.NO
    doubts = _years(a.date, b.date)
    if doubts is Same.NO:
        return Same.NO
    if _containers(a, b):
        return Same.NO if a.date is None or b.date is None or a.date != b.date else Same.DOUBTFUL
    soft = doubts is Same.DOUBTFUL or _people(a, b) or _types(a, b) or _clash(_press(a), _press(b))
    soft = soft or (a.type is b.type is RefType.WEBPAGE and _clash(a.url.rstrip("/"), b.url.rstrip("/")))
    soft = soft or _other_pages(a, b)
    if not a.authors and not b.authors and not (a.date and b.date) and not _volume(a):
        soft = True
    return Same.DOUBTFUL if soft else Same.YES


def surely_same(a: Reference, b: Reference) -> bool:
    """Whether the answer is yes. Articles of one title are mostly told apart by their pages, which are looked at first."""
    if a.pages != b.pages and not (a.doi and b.doi) and _other_pages(a, b):
        return False
    return same_work(a, b) is Same.YES


def work_title(reference: Reference) -> str:
    """The title without signs, width and case, in which titles are compared; the container's where there is none."""
    return _bare(reference.title or reference.container)


@lru_cache(maxsize=1 << 15)
def _bare(text: str) -> str:
    """The text without signs, width and case; asked again for every pair of works that may be the same."""
    return _SIGNS.sub("", fold(text))


def _volume(reference: Reference) -> str:
    return "" if reference.volume == "全" else fold(reference.volume)


def _clash(a: str, b: str) -> bool:
    return bool(a and b) and a != b and fold(a) != fold(b)


def _press(reference: Reference) -> str:
    return _bare(reference.publisher) if reference.publisher else ""


def _containers(a: Reference, b: Reference) -> bool:
    if not a.container or not b.container or a.container == b.container:
        return False
    left, right = _bare(a.container), _bare(b.container)
    return bool(left and right) and left != right


def _years(a: Date | None, b: Date | None) -> Same:
    """Years must agree where both are printed; 2009 and 2009-12 agree, two months do not quite."""
    if a is None or b is None:
        return Same.YES if a is b else Same.DOUBTFUL
    if a.year != b.year:
        return Same.NO
    if a.month and b.month and (a.month, a.day or b.day) != (b.month, b.day or a.day):
        return Same.NO if a.day and b.day else Same.DOUBTFUL
    return Same.YES


def _people(a: Reference, b: Reference) -> bool:
    """Whether the creators disagree; one that prints none, or fewer with 等, agrees."""
    left = [fold(name.family) for name in a.authors or a.editors]
    right = [fold(name.family) for name in b.authors or b.editors]
    if not left or not right:
        return False
    short = min(len(left), len(right))
    if left[:short] != right[:short]:
        return True
    return len(left) != len(right) and not (a.et_al or b.et_al)


def _types(a: Reference, b: Reference) -> bool:
    return a.type is not b.type and RefType.DOCUMENT not in (a.type, b.type) and not _kin(a.type, b.type)


def _kin(a: RefType, b: RefType) -> bool:
    kin = ({RefType.WEBPAGE, RefType.REPORT, RefType.ARTICLE_NEWSPAPER}, {RefType.BOOK, RefType.REPORT, RefType.PROCEEDINGS},
           {RefType.CHAPTER, RefType.PAPER_CONFERENCE})  # fmt: skip
    return any(a in group and b in group for group in kin)


def _other_pages(a: Reference, b: Reference) -> bool:
    """Whether both are parts of something, on different pages of it."""
    if not _own_pages(a) or not _own_pages(b) or fold(a.pages).lstrip("0") == fold(b.pages).lstrip("0"):
        return False
    return not _holds(a.pages, b.pages) and not _holds(b.pages, a.pages)


def _holds(whole: str, cited: str) -> bool:
    """Whether one page or range, cited without the rest, lies within the range that a part fills (128 in 128-152)."""
    outer, inner = _PAGE_RANGE.fullmatch(whole), _PAGE_RANGE.fullmatch(cited)
    if outer is None or inner is None or not outer[2]:
        return False
    return int(outer[1]) <= int(inner[1]) <= int(inner[2] or inner[1]) <= int(outer[2])


def _own_pages(reference: Reference) -> bool:
    return bool(reference.pages) and reference.type not in _CITED_BY_PAGE


def entry_of(reference: Reference) -> Reference:
    """The reference as an entry of the library: without cited pages, which belong to the citation, and without 参见."""
    pages = "" if reference.type in _CITED_BY_PAGE else reference.pages
    if not reference.locator and not reference.relation and reference.pages == pages:
        return reference
    return replace(reference, locator="", pages=pages, relation="")


def merge_works(references: Sequence[Reference], report: Report = silent) -> list[Work]:
    """One work for all references that are surely the same, in order of first appearance; doubtful pairs are reported.

    Each work keeps the fullest value of every field; ``REF030`` names a doubtful pair, which stays two works.
    """
    works: list[tuple[Reference, list[int]]] = []
    by_title: dict[str, list[int]] = {}
    for index, reference in enumerate(references):
        entry = entry_of(reference)
        home = by_title.setdefault(work_title(entry) or f"\x00{index}", [])
        joined = False
        for at in home:
            answer = same_work(works[at][0], entry)
            if answer is Same.YES:
                works[at] = (fuller(works[at][0], entry), [*works[at][1], index])
                joined = True
                break
            if answer is Same.DOUBTFUL:
                _doubt(works[at][0], entry, report)
        if not joined:
            home.append(len(works))
            works.append((entry, [index]))
    return [Work(reference, tuple(indexes)) for reference, indexes in works]


def _doubt(a: Reference, b: Reference, report: Report) -> None:
    message = f"两条文献可能是同一著作，未合并：{(a.raw or a.title)[:60]} ／ {(b.raw or b.title)[:60]}"
    report(Diagnostic("REF030", message, "确为同一著作时在文献库中删去一条，并改用保留的引文键。", Severity.WARNING))


def fuller(a: Reference, b: Reference) -> Reference:
    """``a`` with the values of ``b`` where ``a`` has none, and the more exact date."""
    more = {
        field.name: getattr(b, field.name)
        for field in fields(Reference)
        if field.name not in ("type", "raw", "extra", "et_al") and not getattr(a, field.name) and getattr(b, field.name)
    }
    if a.date and b.date and (b.date.month, b.date.day) > (a.date.month, a.date.day):
        more["date"] = b.date
    if a.pages != b.pages and _holds(b.pages, a.pages):
        more["pages"] = b.pages
    if "authors" in more:
        more["et_al"] = b.et_al
    keys = {key for key, _ in a.extra}
    extra = a.extra + tuple(pair for pair in b.extra if pair[0] not in keys)
    return replace(a, extra=extra, **more)


def find_work(reference: Reference, works: Iterable[tuple[str, Reference]]) -> tuple[str, Same]:
    """The key of the work in a library that the reference prints, and how sure that is (``("", NO)`` for none)."""
    doubtful = ""
    for key, work in works:
        answer = same_work(work, entry_of(reference))
        if answer is Same.YES:
            return key, answer
        if answer is Same.DOUBTFUL and not doubtful:
            doubtful = key
    return (doubtful, Same.DOUBTFUL) if doubtful else ("", Same.NO)
