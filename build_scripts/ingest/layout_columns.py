"""Columns side by side in a layout that counts every character as one place, Han or Western: pages read down, column by column.

Such an extraction (``pdftotext -layout``) lets the right column of a page begin at the same count of characters on every
line, whatever their printed width; where the left half is too long, the right one is pushed on by a blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median, median_high

from build_scripts.ingest.furniture.page_numbers import page_number
from build_scripts.ingest.lines.line import Line
from build_scripts.text.han import HAN, count_han, width

_RUN = re.compile(r"(?<=\S)[ \u00a0]+(?=\S)")
_WIDE_SIGN = re.compile(rf"[{HAN}，。、；：！？”’）》」】…—％]")
_LEAST = 5
"""So many lines of a page make two columns, of prose with so many Han characters on either side (the median)."""
_PROSE = 8
_NEAREST, _FARTHEST = 0.75, 14
"""Where a right half may begin behind a wide blank: at this share of the edge, where Western signs made the left one short,
and so many characters behind it (set in, hanging, in smaller print)."""
_OVERHANG = 1.5


@dataclass(frozen=True)
class _Page:
    lines: list[Line]
    edge: int
    splits: list[tuple[int, int] | None]
    """For each line the blank between its halves."""

    @property
    def parted(self) -> int:
        return sum(split is not None for split in self.splits)


def read_pages_down(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines with every page of two columns put in reading order, and how many lines were parted; linear."""
    out: list[Line] = []
    parted = 0
    for page in _pages(lines):
        found = _page(page)
        parted += found.parted
        out += _down(found) if found.parted else page
    return out, parted


def _pages(lines: list[Line]) -> Iterator[list[Line]]:
    start = 0
    for i, line in enumerate(lines):
        if line.page and i > start:
            yield lines[start:i]
            start = i
    yield lines[start:]


def _lead(line: Line) -> int:
    return round(line.indent * 2)


def _page(lines: list[Line]) -> _Page:
    """Where a page is parted; nowhere, if it has one column."""
    runs = [[] if line.aside or line.level or "\t" in line.text.text else [m.span() for m in _RUN.finditer(line.text.text)] for line in lines]
    ends = Counter(_lead(line) + end for line, spans in zip(lines, runs, strict=True) for start, end in spans if end - start > 1)
    none: list[tuple[int, int] | None] = [None] * len(lines)
    wide = [sum(end - start > 1 for start, end in spans) for spans in runs if spans]
    if not ends or 2 * sum(count > 1 for count in wide) >= len(wide):
        return _Page(lines, 0, none)  # one column, or more than two
    edge, _ = max(ends.items(), key=lambda item: (item[1], -item[0]))
    while ends[edge - 1] * 3 > ends[edge]:
        edge -= 1
    splits = [_split(line, spans, edge) for line, spans in zip(lines, runs, strict=True)]
    full = _full(_left_width(line, s) for line, s in zip(lines, splits, strict=True) if s is not None)
    splits = [s or _pushed(line, spans, full) for line, spans, s in zip(lines, runs, splits, strict=True)]
    halves = [(line.text.text[: s[0]], line.text.text[s[1] :]) for line, s in zip(lines, splits, strict=True) if s is not None]
    if len(halves) < _LEAST or min(median(count_han(half[side]) for half in halves) for side in (0, 1)) < _PROSE:
        return _Page(lines, 0, none)
    return _Page(lines, edge, splits)


def _split(line: Line, spans: list[tuple[int, int]], edge: int) -> tuple[int, int] | None:
    """The wide blank of a line that ends where the right column begins, or a little behind it."""
    lead = _lead(line)
    wide = [(start, end) for start, end in spans if end - start > 1 and _NEAREST * edge <= lead + end <= edge + _FARTHEST]
    return max(wide, key=lambda s: s[1] - s[0], default=None)


def _pushed(line: Line, spans: list[tuple[int, int]], full: float) -> tuple[int, int] | None:
    """The blank behind a left half that fills its column, so that hardly one was left before the right half."""
    fits = [s for s in spans if abs(_left_width(line, s) - full) <= _OVERHANG and _WIDE_SIGN.match(line.text.text[s[0] - 1])]
    return min(fits, key=lambda s: abs(_left_width(line, s) - full), default=None)


def _full(widths: Iterable[float]) -> float:
    """The width of a left column: what most of the longer left halves measure, in ems."""
    longer = sorted(widths)
    return float(median_high(longer[len(longer) // 2 :])) if longer else 0.0


def _left_width(line: Line, split: tuple[int, int]) -> float:
    return line.indent + width(line.text.text[: split[0]])


def _down(page: _Page) -> list[Line]:
    """The lines of a page, every stretch of two columns read down; a line across both ends a stretch."""
    out: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    broad = _full(_left_width(line, s) for line, s in zip(page.lines, page.splits, strict=True) if s is not None)
    last = max(i for i, s in enumerate(page.splits) if s is not None)
    for i, (line, split) in enumerate(zip(page.lines, page.splits, strict=True)):
        if split is not None:
            left.append(replace(line, text=line.text[: split[0]]))
            start = _lead(line) + split[1] - page.edge
            right.append(replace(line, text=line.text[split[1] :], indent=_own_indent(start, split), gap=0, page=False, other=()))
        elif _lead(line) >= _NEAREST * page.edge and not (i > last and page_number(line.text.text)):
            right.append(replace(line, indent=_own_indent(_lead(line) - page.edge, None)))
        elif not left or line.width + line.indent > broad + 2 * _OVERHANG or (i > last and page_number(line.text.text)):
            out += [*left, *right, line]
            left, right = [], []
        else:
            left.append(line)
    return [*out, *left, *right]


def _own_indent(places: int, split: tuple[int, int] | None) -> float:
    """The indent of a right half that begins so many places behind its column's edge: none where the left one pushed it on."""
    pushed = split is not None and split[1] - split[0] == 1
    return 2.0 if places > 1 and not pushed else 0.0
