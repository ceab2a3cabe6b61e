"""Rows whose cells stand apart by blanks, wide ones or single ones under a caption."""

from __future__ import annotations

from collections import Counter

from build_scripts.ingest.block import Block
from build_scripts.ingest.tables.flow import MOST_CELLS, Body, is_free, run
from build_scripts.ingest.tables.printed import blank_cells, gap_cells, is_column_line, is_figure, is_year
from build_scripts.text.han import ends_sentence, width
from build_scripts.text.traced import EMPTY, Traced

_LINE_WIDTH = 90.0
_SHORT_CELL = 12


def read_columns(blocks: list[Block], start: int, captioned: bool) -> Body | None:
    """The rows that begin at ``start``; without a caption only three lines with figures are sure to be a table."""
    if not captioned and not is_column_line(blocks[start].text.text):
        return None
    lines, kept, _ = run(blocks, start, _is_line, 0 if captioned else 8)
    wide = _padded([gap_cells(block.text) for block in lines], lines)
    leading = 0
    while leading < len(lines) and is_column_line(lines[leading].text.text):
        leading += 1
    if leading >= (2 if captioned else 3) and _agree(wide[:leading], 2 if captioned else 3, figures=not captioned):
        if leading == 8 and not captioned:
            lines, kept, _ = run(blocks, start, lambda block: _is_line(block) and is_column_line(block.text.text), 0)
            leading, wide = len(lines), [gap_cells(block.text) for block in lines]
        lines, kept, wide, leading = _with_strays(blocks, start, lines, kept, wide, leading)
        size, rows = leading, wide[:leading]
    elif captioned:
        rows = [blank_cells(block.text) for block in lines]
        size = _figured(rows)
        rows = _heads_fitted(rows[:size], wide)
    else:
        return None
    if size < (2 if captioned else 3):
        return None
    last = lines[size - 1]
    inside = [b for b in kept if b.line <= last.line]
    stop = next(i for i in range(start, min(len(blocks), start + 2 * MOST_CELLS)) if blocks[i].line == last.line) + 1
    return Body(grid=rows, blocks=lines[:size], signs=[b.other for b in lines[:size]], kept=inside, end=stop)


def _padded(rows: list[list[Traced]], lines: list[Block]) -> list[list[Traced]]:
    """Rows that lack one cell of the common number and begin behind a blank, or with a bracket, have an empty first cell."""
    count = max((size for size, times in Counter(len(row) for row in rows).items() if times > 1), default=0)
    return [
        [EMPTY, *row] if len(row) == count - 1 > 1 and (line.indent >= 0.9 or row[0].text[:1] in "(（") else row
        for row, line in zip(rows, lines, strict=True)
    ]


def _with_strays(
    blocks: list[Block], start: int, lines: list[Block], kept: list[Block], wide: list[list[Traced]], leading: int
) -> tuple[list[Block], list[Block], list[list[Traced]], int]:
    """The rows with those lines among them that were taken for running heads and have as many cells."""
    count = Counter(len(row) for row in wide[:leading]).most_common(1)[0][0]
    again, others, _ = run(blocks, start, lambda b: _is_line(b) and len(gap_cells(b.text)) == count and is_column_line(b.text.text), strays=True)
    if len(again) > leading:
        return again, others, [gap_cells(block.text) for block in again], len(again)
    return lines, kept, wide, leading


def _is_line(block: Block) -> bool:
    text = block.text.text.strip()
    return bool(text) and width(text) <= _LINE_WIDTH and not ends_sentence(text) and not block.level and is_free(text)


def _agree(rows: list[list[Traced]], least: int, figures: bool) -> bool:
    """Whether three lines out of four have one number of cells, and half of them ``figures``, if that is asked."""
    count, times = Counter(len(row) for row in rows).most_common(1)[0]
    figured = sum(any(is_figure(cell.text) for cell in row) for row in rows)
    return count >= least and times * 4 >= len(rows) * 3 and (not figures or figured * 2 >= len(rows) or _headed_by_years(rows, count))


def _headed_by_years(rows: list[list[Traced]], count: int) -> bool:
    """Whether short words stand in an even grid below years (湖泊  2000年  2010年)."""
    even = all(len(row) == count and all(len(cell) <= _SHORT_CELL for cell in row) for row in rows)
    return even and sum(is_year(cell.text) for cell in rows[0]) * 2 >= count


def _figured(rows: list[list[Traced]]) -> int:
    """How many lines from the first belong to a table of figures: the last line of the common length ends it."""
    data = [len(row) for row in rows if len(row) > 2 and sum(is_figure(c.text) for c in row) * 2 >= len(row) - 1]
    if len(data) < 2:
        return 0
    count, times = Counter(data).most_common(1)[0]
    fits = [len(row) == count and is_figure(row[-1].text) for row in rows]
    if times < 2 or not any(fits[:4]):
        return 0
    end = next(i for i, fit in enumerate(fits) if fit)
    while end < len(fits) and fits[end]:
        end += 1
    return end if sum(fits[:end]) >= 2 else 0


def _heads_fitted(rows: list[list[Traced]], wide: list[list[Traced]]) -> list[list[Traced]]:
    """Head lines cut at wide blanks where single blanks cut them into too many cells."""
    if not rows:
        return rows
    count = len(rows[-1])
    return [wide[i] if len(row) > count >= len(wide[i]) else row for i, row in enumerate(rows)]
