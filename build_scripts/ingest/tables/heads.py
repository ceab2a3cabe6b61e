"""Where the head of a table ends, and what its cells span, when the print shows neither."""

from __future__ import annotations

import re

from build_scripts.ingest.block import Cell
from build_scripts.ingest.tables.printed import is_figure, is_numeric, is_year
from build_scripts.text.han import HAN
from build_scripts.text.normalize import canon, squeeze
from build_scripts.text.traced import EMPTY, Traced

Grid = list[list[Traced]]
_GAP = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")


def same_row(left: list[Traced], right: list[Traced]) -> bool:
    """Whether two rows print the same words (blanks, widths and empty cells aside)."""
    return words(left) == words(right)


def words(cells: list[Traced]) -> list[str]:
    """The comparable words of the cells that are not empty."""
    return [squeeze(canon(cell.text)) for cell in cells if cell.text.strip()]


def closed_up(row: list[Traced], again: list[Traced]) -> list[Traced]:
    """The row without the blanks at which its cells wrapped, where the same row, printed again, has the words whole."""
    whole = {squeeze(canon(cell.text)) for cell in again if not _GAP.search(cell.text)}
    return [cell.without([m.span() for m in _GAP.finditer(cell.text)]) if squeeze(canon(cell.text)) in whole else cell for cell in row]


def even(grid: Grid) -> Grid:
    """All rows of one length: short rows filled up with empty cells, at the left where a second head row needs it."""
    columns = max((len(row) for row in grid), default=0)
    out = [row + [EMPTY] * (columns - len(row)) for row in grid]
    if len(grid) > 2 and 1 < len(grid[1]) < columns and all(not is_numeric(c.text) for c in grid[1]):
        top = len([cell for cell in grid[0] if cell.text])
        if grid[0][:top] == [cell for cell in grid[0] if cell.text] and top + len(grid[1]) - 1 == columns:
            out[1] = [EMPTY] * (columns - len(grid[1])) + grid[1]
    return [row for row in out if any(cell.text for cell in row)]


def is_two_level(grid: Grid) -> bool:
    """Whether the second row completes the first: words under the empty cells of a spanning head, none elsewhere."""
    if len(grid) < 3:
        return False
    top, low = grid[0], grid[1]
    gaps = [i for i, cell in enumerate(top) if not cell.text]
    filled = [i for i, cell in enumerate(low) if cell.text]
    if not filled or any(is_figure(low[i].text) and not is_year(low[i].text) for i in filled):
        return False
    if any(is_figure(cell.text) and not is_year(cell.text) for cell in top):
        return False
    inner = [i for i in gaps if i > 0]
    return bool(inner) and all(low[i].text for i in inner) and all(top[i].text for i in range(len(top)) if not low[i].text)


def head_rows(grid: Grid) -> int:
    """How many rows at the top are head: 0, 1 or 2. A first row of years under a blank corner is a head as well,
    and so is one that numbers the columns."""
    if len(grid) < 2:
        return 0
    if is_two_level(grid):
        return 2
    top = grid[0]
    figures = [cell for cell in top if is_figure(cell.text)]
    if not figures:
        return 1
    if all(cell.text.strip().strip("（()）") == str(k) != cell.text.strip() for k, cell in enumerate(figures, 1)) and len(figures) > 1:
        return 1  # the columns are numbered: (1) (2) (3)
    if all(is_year(cell.text) for cell in figures) and (not top[0].text or not is_figure(top[0].text)):
        return 1
    return 0


def spanned(grid: Grid) -> tuple[list[tuple[Cell, ...]], int]:
    """The grid as rows of cells with the spans of a two-level head, and the number of head rows."""
    count = head_rows(grid)
    if count == 2:
        top, low = _two_rows(grid[0], grid[1])
        rest = [tuple(Cell(cell) for cell in row) for row in grid[2:]]
        return [top, low, *rest], 2
    return [tuple(Cell(cell, header=i < count) for cell in row) for i, row in enumerate(grid)], count


def _two_rows(top: list[Traced], low: list[Traced]) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    upper: list[Cell] = []
    at = 0
    while at < len(top):
        end = at + 1
        if low[at].text:
            while end < len(top) and not top[end].text and top[at].text:
                end += 1
            upper.append(Cell(top[at], colspan=end - at, header=True))
        else:
            upper.append(Cell(top[at], rowspan=2, header=True))
        at = end
    return tuple(upper), tuple(Cell(cell, header=True) for cell in low if cell.text)
