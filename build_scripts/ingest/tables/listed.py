"""Tables that were extracted one cell a line: how many columns they have, and where the head ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from build_scripts.ingest.block import Cell
from build_scripts.ingest.tables.printed import is_figure, is_numeric, is_year
from build_scripts.text.normalize import canon, squeeze
from build_scripts.text.traced import EMPTY, Traced

_MOST_COLUMNS = 12
_LEADS = re.compile(r"其中|[:：]$")


@dataclass(frozen=True)
class Shape:
    """``columns`` of the table and ``head``, the number of cells before its first body row; ``fit`` is about 1."""

    columns: int
    head: int
    fit: float = field(default=0.0, compare=False)


def find_shape(cells: list[str]) -> Shape | None:
    """The shape under which the columns of the body hold things of one kind, or None without such evidence."""
    best: tuple[float, Shape] | None = None
    kinds = [is_numeric(cell) for cell in cells]
    for columns in range(2, min(_MOST_COLUMNS, len(cells) // 2) + 1):
        for head in range(columns, min(2 * columns, len(cells) - columns + 1)):
            if (len(cells) - head) % columns or (head > columns and len(cells) - head < 2 * columns):
                continue
            score = _score(cells, kinds, Shape(columns, head))
            if score is not None and (best is None or score > best[0]):
                best = (score, Shape(columns, head, score))
        if _lacks_corner(kinds, columns) and (best is None or best[0] < 1.1):
            best = (1.1, Shape(columns, columns - 1, 1.0))
    return best[1] if best else None


def _lacks_corner(kinds: list[bool], columns: int) -> bool:
    """Whether the head has no cell above the names: words for every column but the first, then rows of a name and figures."""
    rows, rest = divmod(len(kinds) - columns + 1, columns)
    body = kinds[columns - 1 :]
    return columns > 2 and rows >= 3 and not rest and not any(kinds[: columns - 1]) and body == [i % columns > 0 for i in range(len(body))]


def _score(cells: list[str], kinds: list[bool], shape: Shape) -> float | None:
    """How well the shape fits: the part of body cells of their column's kind; None where it cannot be."""
    head = cells[: shape.head]
    if any(is_figure(cell) and not is_year(cell) for cell in head) or is_figure(head[0]):
        return None
    rows = (len(cells) - shape.head) // shape.columns
    body = kinds[shape.head :]
    fits = figures = 0
    for column in range(shape.columns):
        numeric = sum(body[column :: shape.columns])
        fits += max(numeric, rows - numeric)
        figures += numeric * 10 >= rows * 8
    cells_in_body = rows * shape.columns
    if not figures or cells_in_body - fits > cells_in_body // 25:
        return None
    if figures == shape.columns and not _counts(cells[shape.head :: shape.columns]):
        # Without a column of names only running numbers or years show where a row begins.
        return None
    score = fits / cells_in_body
    score += 0.3 if _counts(cells[shape.head :: shape.columns]) else 0.0
    score += 0.1 if not body[0] else 0.0
    return score - 0.02 * (shape.head != shape.columns) - 0.005 * shape.columns


def _counts(column: list[str]) -> bool:
    """Whether a first column counts 1, 2, 3 … or goes through the years."""
    plain = [cell.strip().rstrip("年.．") for cell in column]
    if len(plain) < 2 or not all(cell.isascii() and cell.isdigit() for cell in plain):
        return False
    numbers = [int(cell) for cell in plain]
    if numbers[0] == 1:
        return numbers == list(range(1, len(numbers) + 1))
    return all(1900 <= n <= 2100 for n in numbers) and len({b > a for a, b in pairwise(numbers) if a != b}) == 1 and len(set(numbers)) == len(numbers)


def head_of(cells: list[Traced], shape: Shape) -> list[tuple[Cell, ...]]:
    """The head rows: one, or two where there are more head cells than columns (as many spanning heads)."""
    if shape.head < shape.columns:
        return [tuple(Cell(cell, header=True) for cell in (EMPTY, *cells[: shape.head]))]
    if shape.head == shape.columns:
        return [tuple(Cell(cell, header=True) for cell in cells[: shape.head])]
    spanning = shape.head - shape.columns
    corner = _corner(cells[: shape.head], shape.columns, spanning)
    width, extra = divmod(shape.columns - corner, spanning)
    top = [Cell(cell, rowspan=2, header=True) for cell in cells[:corner]]
    for i, cell in enumerate(cells[corner : corner + spanning]):
        top.append(Cell(cell, colspan=width + (extra if i == spanning - 1 else 0), header=True))
    return [tuple(top), tuple(Cell(cell, header=True) for cell in cells[corner + spanning : shape.head])]


def _corner(head: list[Traced], columns: int, spanning: int) -> int:
    """How many head cells stand alone at the left: up to the 其中 that leads in, or so that the rest repeats evenly."""
    if spanning == 1:
        leads = [i for i, cell in enumerate(head) if _LEADS.search(cell.text.strip()) and i < columns - 1]
        return leads[0] if leads else columns - 2
    even = [c for c in range(1, columns) if (columns - c) % spanning == 0 and (columns - c) // spanning > 1]
    for corner in even:
        below = [squeeze(canon(cell.text)) for cell in head[corner + spanning :]]
        width = (columns - corner) // spanning
        if all(below[i] == below[i % width] for i in range(len(below))):
            return corner
    return even[0] if even else max(columns - 2 * spanning, 0)


def body_of(cells: list[Traced], columns: int) -> list[tuple[Cell, ...]]:
    """Body rows of ``columns`` cells each; the last may be short."""
    return [tuple(Cell(cell) for cell in cells[i : i + columns]) for i in range(0, len(cells), columns)]
