"""How wide a column is set: the measure that tells a full line from a last line, found from the lines themselves."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.patterns import finished
from build_scripts.text.han import HAN_RE, OPENERS, is_han

_NOT_FIRST = "，。、；：！？）》”’」』】,.;:!?)%％"
_APART = re.compile(r"[^ ] {4,}[^ ]")
"""Blanks that keep the cells of a row apart: such a line tells nothing of the column."""
_WESTERN = re.compile(r"[0-9A-Za-z]")
_STRIDE = 4
_REACH = 12
_NARROWEST, _NARROW, _WIDEST = 7.0, 12.5, 72.0
_MOST = 0.6
_LEAST_BESIDE_WHOLE = 18.0
"""Ems of a column beside paragraphs that stand on one line each: narrower lines there are heads, cells and lines of a title page."""


class Measure(NamedTuple):
    """The measure around a line: ``em`` its width in ems (0 where lines are not wrapped), ``base`` the left edge.

    ``gap`` is the usual number of blank lines between the lines of one paragraph there; ``indents`` tells whether
    paragraphs there begin with a printed indent.
    """

    em: float
    base: float = 0.0
    gap: int = 0
    indents: bool = False


_NONE = Measure(0)


class _Row(NamedTuple):
    """What finding the measure needs of a line."""

    width: float
    half: float
    """The width to half ems: a candidate for the measure."""
    indent: float
    gap: int
    ends: bool
    """Whether the line ends a sentence."""


def measures(lines: list[Line]) -> list[Measure]:
    """One measure for each line; linear in the number of lines."""
    around = Around(lines)
    return [around.measure(i) for i in range(len(lines))]


class Around:
    """The measures around lines, each found when it is asked for: whoever needs few of them spares himself the others."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._widths = [
            0.0 if line.aside or "\t" in line.text.text or ("    " in line.text.text and _APART.search(line.text.text)) else extent(line) for line in lines
        ]
        self._rows: list[_Row | None] = [None] * len(lines)
        self._least = _LEAST_BESIDE_WHOLE if _is_unwrapped(self._widths) else 0.0
        self._near: dict[int, list[Measure]] = {}
        self._last: dict[int, Measure] = {-1: _NONE}
        self._known: dict[int, Measure] = {-1: _NONE}

    def measure(self, i: int) -> Measure:
        """The measure of one line. A line that fills no column belongs to that of the line before it."""
        first = i
        while first not in self._known and not self._fills(first):
            first -= 1
        for at in range(first + 1, i + 1):
            self._known[at] = _of_before(self._widths[at], self._candidates(at // _STRIDE), self._known[at - 1])
        return self._known[i]

    def _fills(self, i: int) -> bool:
        """Whether the line tells its own measure, which is then known: it fills a column, or there is none."""
        width, candidates = self._widths[i], self._candidates(i // _STRIDE)
        fitting = [m for m in candidates if abs(width - m.em) <= 1.5]
        if fitting or not candidates:
            self._known[i] = min(fitting, key=lambda m: abs(width - m.em)) if len(fitting) > 1 else fitting[0] if fitting else _NONE
        return i in self._known

    def _candidates(self, group: int) -> list[Measure]:
        """The measures around a few lines; where they show none, that of the lines before may still hold."""
        if group not in self._near:
            first, own = group, dict[int, list[Measure]]()
            while first not in self._last:
                own[first] = _candidates(self._window(first))
                if any(m.em >= self._least for m in own[first]):
                    self._settle(first, own[first], _NONE)
                    break
                first -= 1
            for at in range(first + 1, group + 1):
                self._settle(at, own[at], self._last[at - 1])
        return self._near[group]

    def _settle(self, group: int, own: list[Measure], last: Measure) -> None:
        found = self._near[group] = [m for m in own or _still(self._window(group), last) if m.em >= self._least]
        self._last[group] = found[0] if found else last

    def _window(self, group: int) -> list[_Row]:
        start = group * _STRIDE
        return [self._row(i) for i in range(max(0, start - _REACH), min(start + _STRIDE + _REACH, len(self._lines))) if self._widths[i] >= _NARROWEST]

    def _row(self, i: int) -> _Row:
        row = self._rows[i]
        if row is None:
            line, width = self._lines[i], self._widths[i]
            row = self._rows[i] = _Row(width, round(width * 2) / 2, line.indent, line.gap, finished(line.text.text))
        return row


def _is_unwrapped(widths: list[float]) -> bool:
    """Whether the paragraphs stand on one line each: most of the text is in lines wider than any column."""
    return sum(w for w in widths if w > _WIDEST) > _MOST * sum(widths)


def extent(line: Line) -> float:
    """Where the line ends, in ems from the left edge; a deep indent (a centred line) does not count."""
    return line.width + (line.indent if line.indent <= 6 else 0.0)


def _of_before(width: float, candidates: list[Measure], before: Measure) -> Measure:
    """The measure of a line that fills none: that of the column of the line before it, if it is shorter, else the commonest."""
    same = [m for m in candidates if abs(m.em - before.em) <= 1]
    return same[0] if same and width < same[0].em else candidates[0]


def _candidates(near: list[_Row]) -> list[Measure]:
    """The measures that lines around share, the commonest first (two columns of different width may meet)."""
    out: list[Measure] = []
    rest, widths = near, sorted([row[0] for row in near])
    while len(rest) >= 3 and len(out) < 3:
        em = _mode(rest, widths)
        if not em:
            break
        if not out or (em >= 10 and _neighbours(near, em) >= 3):
            measure = _at(near, em)
            out += [measure] if measure.em else []
        rest = [row for row in rest if abs(row[0] - em) > 3.5]
        widths = widths[: bisect_left(widths, em - 3.5)] + widths[bisect_right(widths, em + 3.5) :]
    return out


def _still(near: list[_Row], last: Measure) -> list[Measure]:
    """The column of the lines before, where the cells of a table or a list of works hide that it goes on."""
    full = [row for row in near if last.em and abs(row.width - last.em) <= 1.5]
    return [last] if len(full) >= 2 and sum(row.ends for row in full) * 2 < len(full) else []


def _neighbours(near: list[_Row], em: float) -> int:
    """How many lines of this width are followed by another one, as the lines of a paragraph are and heads are not."""
    count, before = 0, False
    for row in near:
        here = abs(row[0] - em) <= 1.5
        count += before and here
        before = here
    return count


def _at(near: list[_Row], em: float) -> Measure:
    least = em - 1.3
    full = [row for row in near if least <= row[0] <= em + 2]
    if sum([row[4] for row in full]) > 0.6 * len(full):
        return _NONE
    base = _left_edge(near, full)
    inside: list[int] = []
    begun = indented = 0
    before = near[0]
    for row in near[1:]:
        width, ends = before[0], before[4]
        if not ends and width >= least:
            inside.append(row[3])
        elif ends and width < em - 2.5 and row[0] >= least:  # a paragraph begins behind a short line that ends a sentence; heads are short
            begun += 1
            indented += row[2] - base >= 0.9
        before = row
    gap = sorted(inside)[len(inside) // 2] if inside else 0
    return Measure(em, base, gap, indented * 2 > begun > 0)


def _left_edge(near: list[_Row], full: list[_Row]) -> float:
    """The indent at which lines inside paragraphs begin: the smallest that more than one line has."""
    edges = sorted([row[2] for row in near])
    for a, b in pairwise(edges):
        if b - a < 0.6:
            return a
    return sorted(row[2] for row in full)[len(full) // 4]


def _mode(near: list[_Row], widths: list[float]) -> float:
    """The width around which most lines lie, when enough do (punctuation and half-width signs give some freedom); ``widths`` are theirs, sorted.

    Enough is a third of the lines, or a few directly behind one another; a wide column may hold many short lines (the
    articles of a law), but hardly a longer one.
    """
    many = len(widths)
    best, score = 0.0, 0
    for em in sorted({row[1] for row in near if row[0] <= _WIDEST}):
        low = bisect_left(widths, em - 1.25)
        high = bisect_right(widths, em + 1.25, low)
        count = high - low
        if count < 3 or 3 * count < score:
            continue
        close = bisect_right(widths, em + 0.5, low, high) - bisect_left(widths, em - 0.5, low, high)
        if count + 2 * close < score:
            continue
        longer = many - bisect_right(widths, em + 2.5, high)
        if em < _NARROW and longer > 0.25 * many:
            continue  # heads of one length above the lines of a wider column
        enough = count >= (0.2 if em >= 18 and longer <= 0.1 * many else 0.34) * many
        if enough or (em >= 10 and _neighbours(near, em) >= 3):
            best, score = em, count + 2 * close
    return best


def is_full(line: Line, measure: Measure, following: Line | None) -> bool:
    """Whether the line fills its column: nothing more of the next line's first word or character fits on it."""
    used = extent(line)
    slack = 1.3
    if following is not None:
        text = following.text.text
        slack = max(slack, _first_word(text) + 0.4)
        # A sign that may not begin a line takes the character before it along.
        slack += 1.0 if len(text) > 1 and text[1] in _NOT_FIRST else 0.0
    return used >= measure.em - slack


def squeezed(line: Line, following: Line) -> bool:
    """Whether a line of nothing but full-width signs was squeezed at its punctuation, and the next character would still
    have fitted on it were it not two characters short: a first line that shows only one of them."""
    text, after = line.text.text, following.text.text
    if _WESTERN.search(text) or sum(c in _NOT_FIRST for c in text) < 2 or text[-1] in OPENERS:
        return False
    return is_han(after[0]) and after[1:2] not in tuple(_NOT_FIRST) and not after[1:2].isascii()


def _first_word(text: str) -> float:
    """Width in ems of the unbreakable Latin word or number that begins the text."""
    n = 0
    while n < len(text) and n < 60 and ord(text[n]) < 0x250 and not text[n].isspace():
        n += 1
    return 0.5 * n


def is_latin_line(text: str) -> bool:
    """Whether the line is Western: letters, and no Han character."""
    return not HAN_RE.search(text) and any(c.isalpha() and ord(c) < 0x250 for c in text)
