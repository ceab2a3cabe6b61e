"""Columns of figures in the tables of a page, set flush right, so that units stand below units (CY/T 170—2019).

Published HTML says ``class="number"`` for such a cell and its head. What an editor aligned by hand stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

_TABLE = re.compile(r"<table\b.*?</table>", re.S)
_ROW = re.compile(r"<tr\b[^<>]*>.*?</tr>", re.S)
_CELL = re.compile(r"<(td|th)\b([^<>]*)>(.*?)</\1>", re.S)
_TAG = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r'\b(col|row)span="(\d{1,3})"')
_SET = re.compile(r"\b(?:class|align|style)=")
_FIGURE = re.compile(r"[(（]?[-+−–±<＜]?\s?\d[\d,，.\s]*[%％‰]?[)）]?\*{0,3}")
_VOID = frozenset(("", "-", "—", "——", "–", "−", "…", "……", "..", "/", "无", "NA", "N/A"))
"""What stands where there is no figure."""


@dataclass(frozen=True, slots=True)
class _Cell:
    name: str
    alone: bool
    """Whether it has one column, and nobody set it otherwise."""
    words: str
    at: int
    """Where its tag ends, but for the sign that closes it."""


def align_numbers(html: str) -> str:
    """The HTML with the cells of such columns marked. A column is one of figures where each of its cells is a figure or void, and two
    are figures; the first column, which names the rows, never is. A table within a table is left alone. Linear in the length."""
    return _TABLE.sub(lambda table: _aligned(table[0]), html) if "<td" in html else html


def _aligned(table: str) -> str:
    if table.count("<table") > 1 or not any(map(str.isdigit, table)):
        return table
    places = sorted(cell.at for column in _columns(table)[1:] if _is_of_figures(column) for cell in column if cell.alone)
    out: list[str] = []
    last = 0
    for place in places:
        out += (table[last:place], ' class="number"')
        last = place
    return "".join((*out, table[last:]))


def _is_of_figures(column: list[_Cell]) -> bool:
    words = [cell.words for cell in column if cell.name == "td"]
    figures = sum(_FIGURE.fullmatch(word) is not None for word in words)
    return figures >= 2 and all(word in _VOID or _FIGURE.fullmatch(word) for word in words)


def _columns(table: str) -> list[list[_Cell]]:
    """The cells of each column; those over several columns stand in none."""
    columns: defaultdict[int, list[_Cell]] = defaultdict(list)
    taken: defaultdict[int, int] = defaultdict(int)
    """Rows for which a cell above still holds a column."""
    for row in _ROW.finditer(table):
        column = 0
        held = {at for at, rows in taken.items() if rows > 0}
        for at in held:
            taken[at] -= 1
        for cell in _CELL.finditer(table, row.start() + 3, row.end()):
            while column in held:
                column += 1
            spans = {name: int(number) for name, number in _SPAN.findall(cell[2])}
            wide, high = min(spans.get("col", 1), 100), spans.get("row", 1)
            words = " ".join(_TAG.sub("", cell[3]).split())
            if wide == 1:
                columns[column].append(_Cell(cell[1], not _SET.search(cell[2]), words, cell.end(2)))
            for at in range(column, column + wide):
                taken[at] = high - 1
            column += wide
    return [columns[at] for at in range(max(columns, default=-1) + 1)]
