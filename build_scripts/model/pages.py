"""Pages as references print them: ``14-23``, ``e123``, ``xii-xv``, ``201,96``, ``1-3+15``, ``008``.

``parse_pages`` reads what it can and keeps the printed text as fallback; a value prints itself (``str``), sorts itself
and answers whether another one lies within it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from build_scripts.text.normalize import canon
from build_scripts.text.numerals import parse_numeral

_NUMBER = re.compile(r"([A-Za-z]{0,4}?)(\d{1,9})([A-Za-z]?)\Z")
_ROMAN = re.compile(r"[ivxlcdm]{1,10}\Z", re.IGNORECASE)
_SPLIT = re.compile(r"[,+;&、]|\band\b")
_WORDS = re.compile(r"^(?:第|页|pp?\.?(?=\s*\d)|pages?\b)|(?:页|页码)$", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class PageRange:
    """One page or run of pages. ``prefix`` is what stands before the number (``e``, ``S``; ``roman`` for xii)."""

    prefix: str
    first: int
    last: int
    printed: str = field(default="", compare=False)

    def __contains__(self, other: object) -> bool:
        if not isinstance(other, PageRange):
            return False
        return self.prefix == other.prefix and self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return self.printed


@dataclass(frozen=True)
class Pages:
    """Several ranges in printed order; ``ranges`` is empty where the printed text could not be read."""

    ranges: tuple[PageRange, ...]
    printed: str

    def __bool__(self) -> bool:
        return bool(self.printed)

    def __str__(self) -> str:
        return ",".join(str(part) for part in self.ranges) if self.ranges else self.printed

    def __lt__(self, other: Pages) -> bool:
        return (self.ranges, self.printed) < (other.ranges, other.printed)

    def holds(self, other: Pages) -> bool:
        """Whether every range of ``other`` lies within one of ours; equal text counts where numbers are missing."""
        if not self.ranges or not other.ranges:
            return canon(self.printed) == canon(other.printed)
        return all(any(theirs in ours for ours in self.ranges) for theirs in other.ranges)


def parse_pages(text: str) -> Pages:
    """The pages that ``text`` prints, ``第`` and ``页``, ``p.`` and ``pp.`` left aside. Never raises."""
    plain = canon(text).replace("~", "-").strip(" .,:;")
    plain = _WORDS.sub("", _WORDS.sub("", plain).strip()).strip()
    ranges = []
    for part in _SPLIT.split(plain):
        found = _range(part.strip()) if part.strip() else None
        if found is None:
            return Pages((), text.strip())
        ranges.append(found)
    return Pages(tuple(ranges), text.strip())


def _range(part: str) -> PageRange | None:
    first_text, dash, last_text = part.partition("-")
    first = _page(first_text.strip())
    last = _page(last_text.strip()) if dash else first
    if first is None or last is None or "-" in last_text:
        return None
    prefix, low = first
    end_prefix, high = last
    if end_prefix not in ("", prefix):
        return None
    if high < low and not end_prefix and prefix != "roman":  # 1321-5 means 1321-1325
        digits = str(low)
        high = int(digits[: -len(str(high))] + str(high)) if len(str(high)) < len(digits) else high
    return PageRange(prefix, low, max(low, high), part)


def _page(text: str) -> tuple[str, int] | None:
    if match := _NUMBER.match(text):
        return (match[1] + match[3]).lower(), int(match[2])
    if _ROMAN.match(text) and (value := parse_numeral(text)) is not None:
        return "roman", value
    return None
