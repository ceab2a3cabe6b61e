"""The cells of a table that was extracted one cell a line."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.captions import is_source_line
from build_scripts.ingest.metadata.pieces import cut
from build_scripts.ingest.reasons import RUNNING_HEAD
from build_scripts.ingest.tables.flow import HEADLIKE, Body, is_continued, is_free, run
from build_scripts.ingest.tables.listed import Shape, find_shape
from build_scripts.ingest.tables.printed import is_figure
from build_scripts.text.han import count_han, ends_sentence, width
from build_scripts.text.normalize import canon, squeeze
from build_scripts.text.traced import Traced

_CELL_WIDTH, _LINE_WIDTH = 18.0, 80.0
_SURE = 0.98
"""How well the cells of mixed lines must fit, where only the order tells them apart."""
_TITLES, _LEAST_SURE, _MOST_SURE = 3, 9, 400
_FIGURES = 4
"""So many figures one a line below a caption are the cells of a table, whatever their order."""
_SIGNS = re.compile(r"[，。；！？]")


def read_listed(blocks: list[Block], start: int) -> Body | None:
    """The cells that begin at ``start``, if they have the shape of a table."""
    cells, kept, end = run(blocks, start, _is_cell)
    follows = end < len(blocks) and is_continued(blocks[end].text.text)
    found = _shaped(blocks, start, cells, kept, end)
    if any(block.label == RUNNING_HEAD for block in kept):
        again = _shaped(blocks, start, *run(blocks, start, _is_cell, strays=True))
        found = again if again is not None and (found is None or fit_of(again) >= fit_of(found)) else found
    if found is None and follows and len(cells) > 4:
        return _cells(blocks, cells, kept, end)
    return found or _unshaped(blocks, start, cells, kept)


def _unshaped(blocks: list[Block], start: int, cells: list[Block], kept: list[Block]) -> Body | None:
    """Cells below a caption whose order the extraction destroyed, up to the last figure: kept together, for a person to set."""
    figures = [k for k, block in enumerate(cells) if is_figure(block.text.text) or holds_figures(block.text.text)]
    words = sum(count_han(block.text.text) > 1 for block in cells)
    if len(figures) < _FIGURES or 2 * len(figures) < figures[-1] + 1 or words < 2:
        return None  # the ticks of a chart's axes have no words
    taken = cells[: figures[-1] + 1]
    end = next(i for i in range(start, len(blocks)) if blocks[i].line == taken[-1].line) + 1
    return _cells(blocks, taken, kept, end)


def read_mixed(blocks: list[Block], start: int) -> Body | None:
    """The table whose lines print now one cell, now several with single blanks between (``集聚指数`` / ``2830 1.026 0.417``),
    if the cells in their order have the shape of a table."""
    lines, kept, end = run(blocks, start, _is_cells)
    pieces = [_pieces(line) for line in lines]
    for drop in range(min(4, len(lines))):
        taken = [piece for line in pieces[: len(lines) - drop] for piece in line]
        shape = find_shape([piece.text.text for piece in taken]) if len(taken) > 4 else None
        if shape is not None and shape.fit >= _SURE and (len(taken) - shape.head) // shape.columns > 1:
            last = lines[len(lines) - drop - 1]
            place = next(i for i in range(end - 1, start - 1, -1) if blocks[i].line == last.line)
            return _cells(blocks, taken, kept, place + 1)
    return None


def holds_figures(text: str) -> bool:
    """Whether a cell holds several figures with blanks between, as a line of several cells does."""
    return sum(map(is_figure, text.split())) > 1


def read_sure(blocks: list[Block], start: int) -> Body | None:
    """Cells without a caption whose columns of figures below a head leave no doubt. Tried only where such cells begin."""
    if not _is_cells(blocks[start]) or all(k >= 0 and _is_cells(blocks[k]) for k in range(start - _TITLES, start)):
        return None
    lines, kept, end = run(blocks, start, _is_cells, _MOST_SURE)
    for drop in range(min(4, len(lines))):
        taken = [piece for line in lines[: len(lines) - drop] for piece in _pieces(line)]
        shape = find_shape([piece.text.text for piece in taken]) if len(taken) >= _LEAST_SURE else None
        if shape is not None and shape.head == shape.columns and _has_figures([piece.text.text for piece in taken], shape):
            last = lines[len(lines) - drop - 1]
            return _cells(blocks, taken, kept, next(i for i in range(start, end) if blocks[i].line == last.line) + 1)
    return None


def _has_figures(cells: list[str], shape: Shape) -> bool:
    """Whether all but the names at the left are figures, in at least two rows and two columns, below words or years."""
    body = cells[shape.head :]
    names, rest = body[:: shape.columns], [cell for k, cell in enumerate(body) if k % shape.columns]
    return shape.columns > 2 and len(names) > 1 and not any(map(is_figure, names)) and all(map(is_figure, rest))


def _is_cells(block: Block) -> bool:
    text = block.text.text.strip()
    if not text or width(text) > _LINE_WIDTH or ends_sentence(text) or block.level or not is_free(text) or HEADLIKE.match(text):
        return False
    pieces = text.split()
    return all(width(piece) <= _CELL_WIDTH and piece[-1] not in "，；,;" for piece in pieces) and (len(pieces) == 1 or not _SIGNS.search(text))


def _pieces(block: Block) -> list[Block]:
    """The block as one block a cell."""
    cuts = cut(block, *(m.end() for m in re.finditer(r"\s+(?=\S)", block.text.text)))
    return [replace(piece, text=piece.text.strip()) for piece in cuts if piece.text.text.strip()]


def _shaped(blocks: list[Block], start: int, cells: list[Block], kept: list[Block], end: int) -> Body | None:
    """The cells as a table if they have a shape. What does not fit at the end is a head after the table, or page
    furniture before its continuation."""
    sourced = end < len(blocks) and is_source_line(blocks[end].text.text)
    for drop in range(1 if sourced else 4):
        taken = cells[: len(cells) - drop]
        if len(taken) > 4 and find_shape([block.text.text for block in taken]):
            places = [i for i in range(start, end) if blocks[i].line == taken[-1].line]
            return _cells(blocks, taken, kept, places[-1] + 1)
    return None


def fit_of(body: Body) -> float:
    """How well the cells fit the columns found for them; 0 without a shape."""
    shape = find_shape([cell.text for cell in body.cells])
    return shape.fit if shape is not None else 0.0


def _cells(blocks: list[Block], taken: list[Block], kept: list[Block], end: int) -> Body:
    inside = [b for b in kept if b.line <= taken[-1].line]
    if end < len(blocks) and _continues_soon(blocks, end):
        while not is_continued(blocks[end].text.text):
            # What stands between the parts of one table, short and no cell of it, is the foot or head of a page.
            inside.append(blocks[end].aside(RUNNING_HEAD) if blocks[end].kind is Kind.TEXT else blocks[end])
            end += 1
    return Body(cells=[b.text.strip() for b in taken], blocks=taken, signs=[b.other for b in taken], kept=inside, end=end)


def _continues_soon(blocks: list[Block], at: int) -> bool:
    """Whether only furniture (recognized or not) stands before a line that continues the table."""
    for block in blocks[at : at + 6]:
        if block.kind is Kind.TEXT and is_continued(block.text.text):
            return True
        if block.kind not in (Kind.ASIDE, Kind.NOTE) and not (block.kind is Kind.TEXT and _is_cell(block)):
            return False
    return False


def _is_cell(block: Block) -> bool:
    text = block.text.text.strip()
    if not text or width(text) > _CELL_WIDTH or ends_sentence(text) or block.level or not is_free(text):
        return False
    return not HEADLIKE.match(text) and text[-1] not in "，；,;"


def read_cells(blocks: list[Block], start: int, before: list[Traced]) -> Body | None:
    """Further cells of a table that is known to stand one cell a line and begins with the cells ``before``."""
    cells, kept, end = run(blocks, start, _is_cell)
    if any(block.label == RUNNING_HEAD for block in kept) or (start < len(blocks) and blocks[start].label == RUNNING_HEAD):
        again = run(blocks, start, _is_cell, strays=True)
        if again[0] and before and squeeze(canon(again[0][0].text.text)) == squeeze(canon(before[0].text)):
            cells, kept, end = again
    if not cells:
        return None
    return Body(cells=[b.text.strip() for b in cells], blocks=cells, signs=[b.other for b in cells], kept=kept, end=end)
