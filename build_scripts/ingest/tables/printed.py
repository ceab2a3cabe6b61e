"""Cells of a printed line: between tabs, between pipes, or between runs of blanks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from build_scripts.text.traced import Traced, join

_RULE = frozenset(" \t\u3000|｜:+-—")
_PIPE = re.compile(r"(?<!\\)[|｜]")
_HAS_GAP = re.compile(r"[ \u00a0]{2}|[\u2000-\u200a\u3000\t]")
_GAP = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*[\u2000-\u200a\u3000\t]+[ \u00a0]*")
_BLANKS = re.compile(r"\s+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\d*)）\\])(?P<open>\*\*|__)(?=[^\s*_])[^*\n]*?(?<=[^\s*_])(?P<close>(?P=open))(?!\*)")
"""Words printed bold: stars behind a figure tell a level of significance."""
_NUMERIC = re.compile(
    r"[（(<＜≥≤>~～约]*[-+−–—－]?[\d.,，．％%‰:：∶/()（）~～\-–—*＊\s]*\d[\d.,，．％%‰:：∶/()（）~～\-–—*＊†\s]*[万亿]?"
)
_NOTHING = {"", "-", "—", "–", "－", "——", "…", "……", "/", "N/A", "NA", "n.a.", "·", "×", "√"}
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?|(?:19|20)\d\d[-—–~～](?:19|20)?\d\d\s*年?")


@dataclass(frozen=True)
class Row:
    """The cells of one printed line as they stand side by side, and the signs that stood between them."""

    cells: tuple[Traced, ...]
    other: tuple[Traced, ...] = ()
    rule: bool = False
    """Whether the line only rules off the head (``| --- | --- |``)."""


def is_numeric(text: str) -> bool:
    """Whether a cell holds a figure or the sign for none (37.9, 5%, 2010—2019, —)."""
    plain = text.strip()
    return plain in _NOTHING or (len(plain) <= 60 and _NUMERIC.fullmatch(plain) is not None)


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure with at least one digit."""
    return any(c.isdigit() for c in text) and is_numeric(text)


def is_year(text: str) -> bool:
    """Whether a cell names a year or years (2019年), as a head may."""
    return _YEAR.fullmatch(text.strip()) is not None


def pipe_row(line: Traced) -> Row:
    """A row of a pipe table; ``\\|`` stands for a pipe inside a cell."""
    if "--" in line.text and _RULE.issuperset(line.text):
        return Row((), (line.strip(),), rule=True)
    cells, signs, last = [], [], 0
    for match in _PIPE.finditer(line.text):
        cells.append(line[last : match.start()])
        signs.append(line[match.start() : match.end()])
        last = match.end()
    cells.append(line[last:])
    if not cells[0].text.strip():
        cells = cells[1:]
    if cells and not cells[-1].text.strip():
        cells = cells[:-1]
    plain: list[Traced] = []
    for cell in cells:
        kept, marks = _unmarked(cell)
        plain.append(kept)
        signs += marks
    return Row(tuple(plain), tuple(signs))


def _unmarked(cell: Traced) -> tuple[Traced, list[Traced]]:
    """A cell without its Markdown: bold signs, ``<br>`` and the sign before a pipe."""
    signs: list[Traced] = []
    for pattern, new in ((_BREAK, " "), (_BOLD, ""), (re.compile(r"\\(?=\|)"), "")):
        found = pattern.finditer(cell.text)
        places = [m.span(name) for m in found for name in ("open", "close")] if pattern is _BOLD else [m.span() for m in found]
        if not places:
            continue
        signs += [cell[a:b] for a, b in places]
        parts, last = [], 0
        for a, b in places:
            parts += [cell[last:a], Traced.invented(new)]
            last = b
        cell = join([*parts, cell[last:]])
    return cell.strip(), signs


def tab_rows(lines: list[Traced]) -> list[Row]:
    """Rows of tab-separated lines.

    One tab ends one cell where that makes even rows; where runs of tabs only align the print, a run ends a cell.
    """
    single = [_pieces(line, re.compile(r"\t")) for line in lines]
    if _evenness(single) >= 0.6:
        return [Row(tuple(cells)) for cells in single]
    runs = [_pieces(line, re.compile(r"\t+")) for line in lines]
    return [Row(tuple(cells)) for cells in (runs if _evenness(runs) > _evenness(single) else single)]


def _pieces(line: Traced, pattern: re.Pattern[str]) -> list[Traced]:
    return [piece.strip() for piece in line.split(pattern)]


def _evenness(rows: list[list[Traced]]) -> float:
    """Which part of the rows has the commonest number of cells."""
    return Counter(len(row) for row in rows).most_common(1)[0][1] / len(rows) if rows else 0.0


def gap_cells(line: Traced) -> list[Traced]:
    """Cells between runs of at least two blanks (or one ideographic blank)."""
    return _pieces(line.strip(), _GAP)


def blank_cells(line: Traced) -> list[Traced]:
    """Cells between any blanks, as text extraction often leaves a table."""
    return _pieces(line.strip(), _BLANKS)


def is_column_line(text: str) -> bool:
    """Whether a line looks like cells kept apart by wide blanks: two cells at least, none of them a sentence."""
    plain = text.strip()
    return _HAS_GAP.search(plain) is not None and not re.search(r"[。；！？]", plain)
