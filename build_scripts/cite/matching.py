"""How well the names of a citation fit those of an entry, and where an entry's names stand in a run of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_scripts.cite.citation import CitedItem
from build_scripts.model.pages import Pages, parse_pages
from build_scripts.model.reference import Name, Reference
from build_scripts.text.normalize import fold
from build_scripts.text.numerals import parse_numeral

_NO_DIGIT = re.compile(r"[^\d①-⑳㉑-㊿]")
_HAN_SIGN = re.compile(r"[\u3400-\u9fff]")
_ET_AL = re.compile(r"[\s,、]*(?:等人?|等学者|et\.? al\.?)\s*\Z")
MOST_NEAR = 200
_JOIN = r"\s*(?:和|与|及|以及|、|,|，|&|\band\b|,\s*and)\s*"


@dataclass(frozen=True)
class Entry:
    """What resolving needs of an entry of the list."""

    key: str
    names: tuple[str, ...]
    et_al: bool
    year: int
    suffix: str
    pages: Pages
    number: int
    label: str
    title: str


def entries_of(references: Sequence[tuple[str, Reference, str]]) -> list[Entry]:
    """The entries of a list, in order; an entry without a printed number counts from 1."""
    out = []
    for i, (key, reference, mark) in enumerate(references, 1):
        names = tuple(_short(name) for name in reference.authors or reference.editors)
        digits = _NO_DIGIT.sub("", mark)
        number = parse_numeral(digits) if digits else None
        label = f"{'、'.join(names[:2])}（{reference.date.year if reference.date else '无年份'}）{reference.title[:24]}"
        year = reference.date.year if reference.date else 0
        suffix = dict(reference.extra).get("year-suffix", "")
        pages = parse_pages(reference.pages or reference.locator) if reference.pages or reference.locator else Pages((), "")
        out.append(Entry(key, names, reference.et_al, year, suffix, pages, number or i, label, fold(reference.title)))
    return out


def _short(name: Name) -> str:
    """The part of a name that a citation prints: a Chinese name or body whole, the family name of a Western one."""
    return name.family.replace(" ", "") if _HAN_SIGN.search(name.family) else name.family


class _Fits:
    """Callable with a reader beside it: ``fits(item, entry)``, ``fits.read(printed)``."""

    def __call__(self, item: CitedItem, entry: Entry) -> int:
        """3: as the standard asks. 2: 等 stands for one or two names. 1: first name fits, the others disagree. 0: no."""
        if not entry.names:
            return 2 if item.names and fold(item.names[0]) in (entry.title, entry.title[: len(fold(item.names[0]))]) and len(item.names[0]) > 3 else 0
        if not item.names:
            return 0
        cited = [_key(name) for name in item.names]
        listed = [_key(name) for name in entry.names]
        if not _same(cited[0], listed[0]):
            return 1 if len(cited) == len(listed) == 1 and _misread(cited[0], listed[0]) else 0
        if cited == listed[: len(cited)] and len(cited) == len(listed):
            return 3 if not item.et_al or entry.et_al else 2
        agree = all(_same(a, b) for a, b in zip(cited, listed, strict=False))
        if item.et_al:
            return (3 if len(listed) > 2 else 2) if agree else 1
        if agree and len(cited) == len(listed):
            return 3
        return 1

    @staticmethod
    def read(printed: str) -> tuple[tuple[str, ...], bool]:
        """The names of a printed run and whether 等 follows them."""
        bare = _ET_AL.sub("", printed)
        names = tuple(name.strip() for name in re.split(_JOIN, bare) if name.strip())
        return names, len(bare) < len(printed)


fits = _Fits()


class Shelf:
    """Entries among which those that may fit a citation are found without looking at all of them."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: list[Entry] = []
        self._by_end: dict[str, list[int]] = {}
        self._by_surname: dict[str, list[int]] = {}
        self._by_title: dict[str, list[int]] = {}
        self._by_names: dict[tuple[str, ...], Entry] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Puts a further entry behind the others."""
        at = len(self._entries)
        self._entries.append(entry)
        self._by_names.setdefault(entry.names, entry)
        if not entry.names:
            self._by_title.setdefault(entry.title[:1], []).append(at)
            return
        key = _key(entry.names[0])
        self._by_end.setdefault(key[-1:], []).append(at)
        if len(key) == 3:
            self._by_surname.setdefault(key[0], []).append(at)

    def near(self, item: CitedItem) -> list[Entry]:
        """The entries, in order, that ``fits`` may give more than 0: first names that end alike (or are misread), titles that begin so.

        Of more than ``MOST_NEAR`` of one kind, which no citation could tell apart, only the first are given.
        """
        if not item.names:
            return []
        key, title = _key(item.names[0]), fold(item.names[0])
        places = set(self._by_end.get(key[-1:], [])[:MOST_NEAR])
        if len(key) == 3:
            places.update(self._by_surname.get(key[0], [])[:MOST_NEAR])
        places.update(self._by_title.get(title[:1], [])[:MOST_NEAR])
        return [self._entries[at] for at in sorted(places)]

    def by_names(self) -> Iterator[Entry]:
        """One entry for each run of names."""
        return iter(self._by_names.values())


@lru_cache(maxsize=16384)
def _key(name: str) -> str:
    return fold(re.sub(r"^[\[(（［].*?[\])）］]", "", name)).replace(" ", "")


def _same(cited: str, listed: str) -> bool:
    """Equal, or one is the family name of the other (``Smith`` and ``John Smith``, ``萨缪尔森`` and ``保罗·萨缪尔森``)."""
    if cited == listed:
        return True
    if not cited or not listed:
        return False
    if "·" in cited + listed:
        return listed.endswith("·" + cited) or cited.endswith("·" + listed)
    return cited.isascii() and listed.isascii() and len(listed) > 2 and (cited.endswith(listed) or listed.endswith(cited))


def _misread(cited: str, listed: str) -> bool:
    """One character differs in names of the same length and surname (a slip of the press or of OCR)."""
    return len(cited) == len(listed) == 3 and cited[0] == listed[0] and sum(a != b for a, b in zip(cited, listed, strict=True)) == 1


def spot_names(window: str, entry: Entry) -> str:
    """The end of ``window`` that prints the entry's names in any manner (all, two and 等, first and 等), or nothing."""
    if not entry.names or entry.names[0].lower() not in window.lower():
        return ""
    names = [re.escape(name) for name in entry.names]
    for count in range(len(names), 0, -1):
        run = _JOIN.join(names[:count])
        match = re.search(run + r"\s*(?:等人?|等学者|et\.? al\.?)?\s*\Z", window, re.IGNORECASE)
        if match:
            dotted = re.search(r"[\u3400-\u9fff]{1,6}·\Z", window[: match.start()])
            return window[match.start() - (len(dotted[0]) if dotted else 0) :]
    return ""
