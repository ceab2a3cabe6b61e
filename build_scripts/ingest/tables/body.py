"""The body of a table in the flow of blocks: which blocks are its rows, and what stands between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.captions import is_source_line, is_unit_line, parse_caption
from build_scripts.ingest.tables.listed import find_shape
from build_scripts.ingest.tables.printed import (
    blank_cells,
    gap_cells,
    is_column_line,
    is_figure,
    pipe_row,
    tab_rows,
)
from build_scripts.text.han import ends_sentence, width
from build_scripts.text.normalize import canon, squeeze
from build_scripts.text.traced import Traced

CONTINUED = re.compile(
    r"\s*[（(【]?\s*(?:接|续)\s*(?:上|前)?\s*表\s*(?P<number>[A-Za-z]?\d[\d.．\-—–]*|[一二三四五六七八九十]+)?\s*[)）】]?(?P<title>.{0,60})",
    re.DOTALL,
)
_CONTINUED_TITLE = re.compile(r"[（(\[]?\s*(?:续\s*表?\s*\d*|continued|cont\.?)\s*[)）\]]?\s*", re.IGNORECASE)
_CONTINUED_END = re.compile(r"[（(\[]\s*(?:续\s*表?\s*\d*|continued|cont\.?)\s*[)）\]]\s*$", re.IGNORECASE)
_HEADLIKE = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*[、．]|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十\d]+[章节条]"
    r"|\d{1,2}(?:\.\d{1,2})+\s*[^\d\s.%]|\d{1,2}[ \u3000]+[\u4e00-\u9fff]{2})"
)
_IMAGE = re.compile(r"\s*(?:!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)|<img\b[^<>]{0,1000}>)\s*", re.IGNORECASE)
_CELL_WIDTH = 18.0
_SPAN_WIDTH = 16.0
_LINE_WIDTH = 90.0
_AHEAD = 40
"""How many notes and pieces of furniture may stand between the parts of one table."""
_MOST_CELLS = 3000
_MISTAKEN = "running head"


@dataclass
class Body:
    """Rows as they were found. ``blocks`` holds the block of every row of ``grid`` (or cell of ``cells``)."""

    html: Block | None = None
    grid: list[list[Traced]] = field(default_factory=list)
    cells: list[Traced] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    signs: list[tuple[Traced, ...]] = field(default_factory=list)
    """For every one of ``blocks``, its characters that stand in no cell."""
    other: list[Traced] = field(default_factory=list)
    """Characters that belong to no row (the line that rules off a head, the address of an image)."""
    kept: list[Block] = field(default_factory=list)
    """Blocks that stood between the rows and are none (notes, page furniture)."""
    ruled: int = 0
    """How many rows stand above the line that rules off the head; 0 without such a line."""
    end: int = 0
    """Index of the first block behind the body."""


def is_image(block: Block) -> bool:
    """Whether the block only points at an image file."""
    return block.kind is Kind.TEXT and _IMAGE.fullmatch(block.text.text) is not None


def is_continued(text: str) -> bool:
    """Whether the line says that a table goes on (续表, 续表8.2, 表8.2（续）)."""
    if width(text) > 70 or ends_sentence(text):
        return False
    match = CONTINUED.fullmatch(text)
    if match is not None:
        return match["number"] is not None or not match["title"].strip()
    caption = parse_caption(text, "表")
    if caption is None:
        return False
    return _CONTINUED_TITLE.fullmatch(caption.title) is not None or _CONTINUED_END.search(caption.title) is not None


def read_body(blocks: list[Block], start: int, captioned: bool) -> Body | None:
    """The table's body that begins at ``start`` (behind notes, furniture and images), or None."""
    first = start
    last = min(len(blocks), start + _AHEAD)
    while captioned and first < last and (blocks[first].kind in (Kind.ASIDE, Kind.NOTE) or is_image(blocks[first])):
        first += 1
    if first >= len(blocks):
        return None
    body = _rows(blocks, first, captioned)
    if body is None and blocks[first].kind is Kind.TEXT:
        body = _columns(blocks, first, captioned) or (_listed(blocks, _first_cell(blocks, start, first)) if captioned else None)
        if body is not None and first > start:
            taken = {block.line for block in body.blocks}
            body.kept = [block for block in body.kept if block.line >= blocks[first].line]
            body.kept[:0] = [b for b in blocks[start:first] if not is_image(b) and b.line not in taken]
            start = first
    if body is not None:
        body.kept[:0] = [b for b in blocks[start:first] if not is_image(b)]
        body.other += [b.text for b in blocks[start:first] if is_image(b)]
        body.other += [piece for b in blocks[start:first] if is_image(b) for piece in b.other]
    return body


def _first_cell(blocks: list[Block], start: int, first: int) -> int:
    """Where the cells begin when their first was taken for a running head."""
    mistaken = first > start and blocks[first - 1].kind is Kind.ASIDE and blocks[first - 1].label == _MISTAKEN
    return first - 1 if mistaken else first


# --- rows with signs between the cells ---------------------------------------------------------------------------


def _rows(blocks: list[Block], start: int, captioned: bool) -> Body | None:
    if blocks[start].kind is not Kind.ROW:
        return None
    if _is_html(blocks[start]):
        return Body(html=blocks[start], end=start + 1)
    lines: list[Block] = []
    kept: list[Block] = []
    pending: list[Block] = []
    at = end = start
    while at < len(blocks):
        block = blocks[at]
        if block.kind is Kind.ROW and not _is_html(block):
            if pending and squeeze(canon(block.text.text)) == squeeze(canon(lines[0].text.text)):
                break  # the head again, on a new page: a continuation
            kept += pending
            pending = []
            lines.append(block)
            end = at + 1
        elif block.kind in (Kind.ASIDE, Kind.NOTE):
            if len(pending) >= _AHEAD:
                break
            pending.append(block)
        elif _is_between(block) and _row_follows(blocks, at):
            kept += pending
            pending = []
            lines.append(block)
        else:
            break
        at += 1
    body = _parsed(lines)
    body.kept, body.end = kept, end
    return body if _is_table(body, captioned) else None


def _is_html(block: Block) -> bool:
    return "<table" in block.text.text.lower()


def _is_between(block: Block) -> bool:
    """Whether a line among rows may be a row of its own (the name of a group of rows)."""
    text = block.text.text
    if block.kind is not Kind.TEXT or block.level or not text.strip() or width(text.strip()) > _SPAN_WIDTH:
        return False
    return not (ends_sentence(text) or is_source_line(text) or is_continued(text) or parse_caption(text, "表") or _HEADLIKE.match(text))


def _row_follows(blocks: list[Block], at: int) -> bool:
    return at + 1 < len(blocks) and blocks[at + 1].kind is Kind.ROW and not _is_html(blocks[at + 1])


def _parsed(lines: list[Block]) -> Body:
    body = Body()
    tabs = any("\t" in block.text.text for block in lines)
    rows = tab_rows([block.text for block in lines]) if tabs else [pipe_row(block.text) for block in lines]
    for block, row in zip(lines, rows, strict=True):
        if row.rule or not any(cell.text for cell in row.cells):
            body.ruled = body.ruled or (len(body.grid) if row.rule else 0)
            body.other += [*row.other, *block.other]
        else:
            body.grid.append(list(row.cells))
            body.blocks.append(block)
            body.signs.append((*row.other, *block.other))
    return body


def _is_table(body: Body, captioned: bool) -> bool:
    """Whether the rows make a table: two of them at least (one under a caption), mostly of more than one cell."""
    wide = sum(len([c for c in row if c.text]) > 1 for row in body.grid)
    if captioned or body.ruled:
        return wide > 0
    if len(body.grid) < 2 or wide * 2 < len(body.grid):
        return False
    sentences = sum(ends_sentence(cell.text) and len(cell) > 30 for row in body.grid for cell in row)
    return sentences * 2 <= len(body.grid)


# --- lines whose cells stand apart by blanks ----------------------------------------------------------------------


def _columns(blocks: list[Block], start: int, captioned: bool) -> Body | None:
    if not captioned and not is_column_line(blocks[start].text.text):
        return None
    lines, kept, _ = _run(blocks, start, _is_line, 0 if captioned else 8)
    wide = [gap_cells(block.text) for block in lines]
    leading = 0
    while leading < len(lines) and is_column_line(lines[leading].text.text):
        leading += 1
    if leading >= (2 if captioned else 3) and _agree(wide[:leading], 2 if captioned else 3, figures=not captioned):
        if leading == 8 and not captioned:
            lines, kept, _ = _run(blocks, start, lambda block: _is_line(block) and is_column_line(block.text.text), 0)
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
    stop = next(i for i in range(start, min(len(blocks), start + 2 * _MOST_CELLS)) if blocks[i].line == last.line) + 1
    return Body(grid=rows, blocks=lines[:size], signs=[b.other for b in lines[:size]], kept=inside, end=stop)


def _with_strays(
    blocks: list[Block], start: int, lines: list[Block], kept: list[Block], wide: list[list[Traced]], leading: int
) -> tuple[list[Block], list[Block], list[list[Traced]], int]:
    """The rows with those lines among them that were taken for running heads and have as many cells."""
    count = Counter(len(row) for row in wide[:leading]).most_common(1)[0][0]
    again, others, _ = _run(blocks, start, lambda b: _is_line(b) and len(gap_cells(b.text)) == count and is_column_line(b.text.text), strays=True)
    if len(again) > leading:
        return again, others, [gap_cells(block.text) for block in again], len(again)
    return lines, kept, wide, leading


def _is_line(block: Block) -> bool:
    text = block.text.text.strip()
    return bool(text) and width(text) <= _LINE_WIDTH and not ends_sentence(text) and not block.level and _is_free(text)


def _is_free(text: str) -> bool:
    plain = text.strip("*_ ")
    return not (is_source_line(plain) or is_continued(plain) or is_unit_line(plain) or parse_caption(plain, "表") or parse_caption(plain, "图"))


def _agree(rows: list[list[Traced]], least: int, figures: bool) -> bool:
    """Whether three lines out of four have one number of cells, and half of them ``figures``, if that is asked."""
    count, times = Counter(len(row) for row in rows).most_common(1)[0]
    figured = sum(any(is_figure(cell.text) for cell in row) for row in rows)
    return count >= least and times * 4 >= len(rows) * 3 and (not figures or figured * 2 >= len(rows))


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


# --- one cell a line ----------------------------------------------------------------------------------------------


def _listed(blocks: list[Block], start: int) -> Body | None:
    cells, kept, end = _run(blocks, start, _is_cell)
    follows = end < len(blocks) and is_continued(blocks[end].text.text)
    found = _shaped(blocks, start, cells, kept, end)
    if any(block.label == _MISTAKEN for block in kept):
        again = _shaped(blocks, start, *_run(blocks, start, _is_cell, strays=True))
        found = again if again is not None and (found is None or fit_of(again) >= fit_of(found)) else found
    if found is None and follows and len(cells) > 4:
        return _cells(blocks, cells, kept, end)
    return found


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
            inside.append(blocks[end].aside(_MISTAKEN) if blocks[end].kind is Kind.TEXT else blocks[end])
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
    if not text or width(text) > _CELL_WIDTH or ends_sentence(text) or block.level or not _is_free(text):
        return False
    return not _HEADLIKE.match(text) and text[-1] not in "，；,;"


def read_cells(blocks: list[Block], start: int, before: list[Traced]) -> Body | None:
    """Further cells of a table that is known to stand one cell a line and begins with the cells ``before``."""
    cells, kept, end = _run(blocks, start, _is_cell)
    if any(block.label == _MISTAKEN for block in kept) or (start < len(blocks) and blocks[start].label == _MISTAKEN):
        again = _run(blocks, start, _is_cell, strays=True)
        if again[0] and before and squeeze(canon(again[0][0].text.text)) == squeeze(canon(before[0].text)):
            cells, kept, end = again
    if not cells:
        return None
    return Body(cells=[b.text.strip() for b in cells], blocks=cells, signs=[b.other for b in cells], kept=kept, end=end)


def _run(
    blocks: list[Block], start: int, fits: Callable[[Block], bool], most: int = 0, strays: bool = False
) -> tuple[list[Block], list[Block], int]:
    """The blocks from ``start`` that fit, those passed over, and the index behind the last that fits.

    A head that a table repeats on every page looks like a running head: with ``strays`` such lines are taken back.
    """
    taken: list[Block] = []
    kept: list[Block] = []
    pending: list[Block] = []
    end = at = start
    while at < len(blocks) and len(taken) < (most or _MOST_CELLS) and len(pending) < _AHEAD:
        block = blocks[at]
        if strays and block.kind is Kind.ASIDE and block.label == _MISTAKEN:
            block = block.to(Kind.TEXT, label="")
        if block.kind is Kind.TEXT and not is_image(block) and fits(block):
            kept += pending
            pending = []
            taken.append(block)
            end = at + 1
        elif blocks[at].kind in (Kind.ASIDE, Kind.NOTE):
            block = blocks[at]
            pending.append(block)
        else:
            break
        at += 1
    return taken, kept, end
