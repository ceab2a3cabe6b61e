"""The printed lines of a source: stripped text, first-line indent, Markdown depth, page breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from build_scripts.text.han import CJK_PUNCT, HAN, width
from build_scripts.text.source import Source
from build_scripts.text.traced import Traced

_LOOSE_BLANK = re.compile(rf"(?<=[{HAN}{CJK_PUNCT},;:?!)\]])\s+|\s+(?=[{HAN}{CJK_PUNCT}])")
_HALF_SIGN = re.compile(rf"(?<=[{HAN}”’])[,;:?!()]|[(](?=[{HAN}])")
_NARROW_SIGN = re.compile(r"[\s,;:?!()]")
_BREAK = re.compile(r"[\n\f\v\x85\u2028\u2029]")
_LONG_BLANK = re.compile(r"(\s{200})\s+")
"""No print keeps its cells this far apart; the rest of such a blank is left out, so that looking past one costs little."""
_MARKDOWN_HEAD = re.compile(r"(#{1,6})(?:\s+|(?=[^\s#]))")
_FIGURE = re.compile(r"[-+−–]?[\d.,]+[%％‰]?(?:[\s|]+[-+−–]?[\d.,]+[%％‰]?)*")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1$")


@dataclass(frozen=True)
class Line:
    """One printed line. ``number`` counts from 1; ``indent`` is in ems; ``gap`` counts the blank lines before it.

    ``level`` is the number of ``#`` before it (7 for a line printed bold as a whole, 0 for neither); ``aside`` is the
    reason why the line is set aside, empty for a line of the text; ``page`` is true when a page of the print begins here,
    ``page_label`` its printed number where known.
    """

    number: int
    text: Traced
    indent: float = 0.0
    gap: int = 0
    level: int = 0
    page: bool = False
    page_label: str = ""
    aside: str = ""
    other: tuple[Traced, ...] = field(default=(), repr=False)
    _width: float | None = field(default=None, init=False, repr=False, compare=False)
    """Kept as a field, for ``cached_property`` would slow down all other fields of an object that it was asked of."""

    @property
    def width(self) -> float:
        """Printed width in ems. Blanks beside Han characters are left aside (extractions put them there at will), and a
        half-width sign beside one counts as the full-width sign that was printed."""
        if self._width is None:
            object.__setattr__(self, "_width", _printed_width(self.text.text))
        return self._width  # type: ignore[return-value]

    def set_aside(self, reason: str) -> Line:
        """The same line, set aside."""
        return replace(self, aside=reason)


def _printed_width(text: str) -> float:
    if not _NARROW_SIGN.search(text):
        return width(text)
    text = _LOOSE_BLANK.sub("", text)
    return width(text) + 0.5 * len(_HALF_SIGN.findall(text))


def split_lines(source: Source) -> list[Line]:
    """The lines of the source that print something, in order; linear in the text."""
    out: list[Line] = []
    number, gap, page, last = 1, 0, False, 0
    edges = [m.start() for m in _BREAK.finditer(source.text)] + [len(source.text)]
    for edge in edges:
        raw = source.text[last:edge]
        line = _line(raw, last, number, gap, page)
        if line is None:
            gap += 1
        else:
            out.append(line)
            gap, page = 0, False
        if edge < len(source.text):
            number += source.text[edge] == "\n"
            page = page or source.text[edge] == "\f"
        last = edge + 1
    return [_unheaded(out, i) for i in range(len(out))]


def _unheaded(lines: list[Line], i: int) -> Line:
    """The line with its ``#`` as text where that marks an item among the figures of a table (#制造业), no head."""
    line = lines[i]
    if line.level != 1 or not line.other or line.other[0].end() != line.text.start():
        return line
    near = (lines[j].text.text for j in (i - 1, i + 1) if 0 <= j < len(lines))
    if not any(_FIGURE.fullmatch(text) for text in near):
        return line
    return replace(line, text=line.other[0] + line.text, level=0, other=line.other[1:])


def _line(raw: str, start: int, number: int, gap: int, page: bool) -> Line | None:
    text = raw.strip()
    if not text:
        return None
    lead = len(raw) - len(raw.lstrip())
    traced = Traced.of(text, start + lead)
    if len(text) > 200 and _LONG_BLANK.search(text):
        traced = traced.without([(m.end(1), m.end()) for m in _LONG_BLANK.finditer(text)])
        text = traced.text
    indent = width(raw[:lead].replace("\t", "  ")) if lead else 0.0
    level, other = 0, []
    head = _MARKDOWN_HEAD.match(text) if text[0] == "#" else None
    if head and len(text) > head.end():
        level = len(head.group(1))
        other.append(traced[: head.end()].strip())
        traced = traced[head.end() :].strip()
    bold = _BOLD_LINE.match(traced.text) if traced.text[:1] in ("*", "_") else None
    if bold:
        other += [traced[:2], traced[len(traced) - 2 :]]
        traced, level = traced[2 : len(traced) - 2], level or 7
    return Line(number, traced, indent, gap, level, page, other=tuple(other))
