"""Tables: caption, rows, the lines of unit, source and note, and what continues them behind a page's end.

A table's body may be printed with tabs or pipes between its cells, as HTML, in columns of blanks, or one cell a line.
The repeated head of a continuation is set aside; notes and paragraphs that stand between the parts keep their place.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice

from build_scripts.diagnostics import Severity
from build_scripts.ingest.block import Block, Cell, Findings, Kind
from build_scripts.ingest.captions import bare, continues_source, is_source_line, is_unit_line, parse_caption
from build_scripts.ingest.patterns import NOTE_START
from build_scripts.ingest.reasons import TABLE_AGAIN
from build_scripts.ingest.tables.body import read_body
from build_scripts.ingest.tables.cells import read_cells, read_sure
from build_scripts.ingest.tables.flow import CONTINUED, Body, is_continued, is_image
from build_scripts.ingest.tables.heads import closed_up, even, same_row, spanned, words
from build_scripts.ingest.tables.listed import body_of, find_shape, head_of
from build_scripts.ingest.tables.markup import html_head_rows, parse_html_table
from build_scripts.ingest.tables.printed import is_figure, is_year
from build_scripts.ingest.tables.unjoin import unjoin_rows
from build_scripts.text.han import ends_sentence, width
from build_scripts.text.traced import EMPTY, Traced

_FEW = 8
_FURTHEST = 200
"""How many blocks may stand between a table and its continuation."""


@dataclass
class _Table:
    """A table while it is put together from its parts."""

    first: Block
    number: str = ""
    captions: list[Block] = field(default_factory=list)
    sources: list[Block] = field(default_factory=list)
    asides: list[Block] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    other: list[Traced] = field(default_factory=list)


def recognize_tables(blocks: list[Block], found: Findings) -> list[Block]:
    """Every table as one block with its caption and source lines as children and its cells in ``rows``."""
    blocks = unjoin_rows(blocks, found.source)
    out: list[Block | _Table] = []
    at = 0
    attempts = _Attempts()
    while at < len(blocks):
        after = _continuation(blocks, at, out, found) or _captioned(blocks, at, out, found)
        if after is None and attempts.worth(blocks, at):
            after = attempts.noted(_uncaptioned(blocks, at, out), at)
        if after is None:
            out.append(_prose(blocks[at]))
            at += 1
        else:
            at = after
    return [_built(item, found) if isinstance(item, _Table) else item for item in out]


class _Attempts:
    """Where in a run of rows that are no table it is tried again: at the first few, then ever more rarely, so that thousands
    of such rows cost no more than their number."""

    def __init__(self) -> None:
        self._misses = 0
        self._next = 0

    def worth(self, blocks: list[Block], at: int) -> bool:
        """Whether a table without a caption may begin here."""
        if blocks[at].kind is not Kind.ROW:
            if at and blocks[at - 1].kind is not Kind.ROW:
                self._misses = self._next = 0
            return True
        return at >= self._next

    def noted(self, after: int | None, at: int) -> int | None:
        """The outcome ``after`` of a try, remembered."""
        self._misses = 0 if after is not None else self._misses + 1
        self._next = at + (1 << max(0, self._misses - _FEW))
        return after


def _prose(block: Block) -> Block:
    """A line with a tab or a pipe that is no row of a table after all."""
    return block.to(Kind.TEXT) if block.kind is Kind.ROW and "<table" not in block.text.text.lower() else block


# --- the three ways in which a table begins -------------------------------------------------------------------------


def _continuation(blocks: list[Block], at: int, out: list[Block | _Table], found: Findings) -> int | None:
    line = blocks[at]
    if line.kind is not Kind.TEXT or not is_continued(bare(line.text)[0].text):
        return None
    table = _continued_table(line, out)
    if table is None:
        found("STR201", line, "续表之前没有它的表", "补上前一页的表，或改写此处的表题", Severity.WARNING)
        return _captioned(blocks, at, out, found)
    start = at + 1
    asides = [line.aside(TABLE_AGAIN)]
    while start < len(blocks) and blocks[start].kind is Kind.TEXT and is_unit_line(blocks[start].text.text):
        asides.append(blocks[start].aside(TABLE_AGAIN))
        start += 1
    listed = bool(table.bodies) and bool(table.bodies[-1].cells)
    body = read_cells(blocks, start, table.bodies[0].cells) if listed else read_body(blocks, start, captioned=True)
    table.asides += asides
    if body is None:
        return start
    _extend(table, body)
    out.extend(body.kept)
    return _sources(blocks, body.end, table, out)


def _continued_table(line: Block, out: list[Block | _Table]) -> _Table | None:
    """The table that the line continues: the last one, or the last one of the printed number."""
    text = bare(line.text)[0].text
    caption = parse_caption(text.replace("续", "", 1), "表") if CONTINUED.match(text) else parse_caption(text, "表")
    tables = [item for item in islice(reversed(out), _FURTHEST) if isinstance(item, _Table)][:6]
    for table in tables:
        if caption is None or not caption.number or table.number == caption.number:
            return table
    # 续表1 may count the continuation instead of naming the table.
    return tables[0] if tables and caption is not None and caption.number.isdigit() else None


def _captioned(blocks: list[Block], at: int, out: list[Block | _Table], found: Findings) -> int | None:
    block = blocks[at]
    if block.kind not in (Kind.TEXT, Kind.HEADING):
        return None
    text = bare(block.text)[0].text
    caption = parse_caption(text, "表") or (parse_caption(text.replace("续", "", 1), "表") if is_continued(text) else None)
    if caption is None:
        return None
    table = _Table(block, caption.number)
    start = _caption(blocks, at, table, untitled=not caption.title)
    if start < len(blocks) and _is_translation(blocks[start], caption.number):
        table.captions.append(_child(blocks[start], Kind.CAPTION, "en"))
        start += 1
    while start < len(blocks) and blocks[start].kind is Kind.TEXT and is_unit_line(bare(blocks[start].text)[0].text):
        table.sources.append(_child(blocks[start], Kind.SOURCE, "unit"))
        start += 1
    body = read_body(blocks, start, captioned=True)
    if body is None and (not caption.title or text.lstrip()[0] == "图"):
        return None
    out.append(table)
    if body is not None:
        table.bodies.append(body)
        out.extend(body.kept)
        return _sources(blocks, body.end, table, out)
    while start < len(blocks) and is_image(blocks[start]):
        table.other += [blocks[start].text, *blocks[start].other]
        start += 1
    found("STR202", block, "只有表题，没有表身", "对照原书补录此表，或以图片代替", Severity.WARNING)
    return _sources(blocks, start, table, out)


def _is_translation(block: Block, number: str) -> bool:
    """Whether the line gives the caption once more in English (Table 1 … under 表1 …)."""
    caption = parse_caption(block.text.text, "表") if block.kind is Kind.TEXT and block.text.text.lstrip()[:1] in "Tt" else None
    return caption is not None and caption.number == number


def _caption(blocks: list[Block], at: int, table: _Table, untitled: bool) -> int:
    """Takes the caption line, and the next line for its words where the first prints the number only."""
    table.captions.append(_child(blocks[at], Kind.CAPTION))
    if untitled and at + 1 < len(blocks):
        title = blocks[at + 1]
        text = title.text.text.strip()
        if title.kind is Kind.TEXT and 0 < width(text) <= 45 and not ends_sentence(text) and not is_unit_line(text):
            if read_body(blocks, at + 2, captioned=True) is not None and not is_source_line(text):
                first = table.captions[0]
                joined = first.text + Traced.invented(" ") + title.text.strip()
                table.captions[0] = replace(first, text=joined, last=title.last, other=first.other + title.other)
                return at + 2
    return at + 1


def _uncaptioned(blocks: list[Block], at: int, out: list[Block | _Table]) -> int | None:
    body = read_body(blocks, at, captioned=False) if blocks[at].kind in (Kind.ROW, Kind.TEXT) else None
    body = body or (read_sure(blocks, at) if blocks[at].kind is Kind.TEXT else None)
    if body is None:
        return None
    table = _Table(blocks[at])
    while out and isinstance(out[-1], Block) and out[-1].kind is Kind.TEXT and is_unit_line(out[-1].text.text):
        unit = out.pop()
        assert isinstance(unit, Block)
        table.sources.append(_child(unit, Kind.SOURCE, "unit"))
    last = _last_table(out)
    if last is not None and _goes_on(last, body):
        _extend(last, body)
        out.extend(body.kept)
        return _sources(blocks, body.end, last, out)
    table.bodies.append(body)
    out.append(table)
    out.extend(body.kept)
    return _sources(blocks, _caption_below(blocks, body.end, table), table, out)


def _caption_below(blocks: list[Block], at: int, table: _Table) -> int:
    """Takes a caption that stands under the rows and is not the caption of a further table."""
    if at >= len(blocks) or blocks[at].kind is not Kind.TEXT:
        return at
    caption = parse_caption(bare(blocks[at].text)[0].text, "表")
    if caption is None or not caption.title or read_body(blocks, at + 1, captioned=True) is not None:
        return at
    table.number = caption.number
    table.captions.append(_child(blocks[at], Kind.CAPTION))
    return at + 1


def _last_table(out: list[Block | _Table]) -> _Table | None:
    """The table before, when only notes and page furniture stand between."""
    for item in islice(reversed(out), 60):
        if isinstance(item, _Table):
            return item
        if item.kind not in (Kind.NOTE, Kind.ASIDE) and not (item.kind is Kind.TEXT and NOTE_START.match(item.text.text)):
            return None
    return None


def _goes_on(table: _Table, body: Body) -> bool:
    """Whether rows without a caption of their own repeat the head of the table before, or go on with its rows."""
    if any(source.label != "unit" for source in table.sources) or not table.bodies:
        return False
    before = table.bodies[0].grid
    if not before or not body.grid:
        return False
    return (len(words(before[0])) > 1 and same_row(before[0], body.grid[0])) or _alike(table.bodies[-1].grid[-1], body.grid)


def _alike(last: list[Traced], rows: list[list[Traced]]) -> bool:
    """Whether rows have words and figures in the very columns in which the last row before the page's end has them."""
    shape = [is_figure(cell.text) for cell in last]
    return len(shape) >= 3 and sum(shape) >= 2 and not all(shape) and all([is_figure(cell.text) for cell in row] == shape for row in rows)


# --- the parts of a table -------------------------------------------------------------------------------------------


def _child(block: Block, kind: Kind, label: str = "") -> Block:
    text, signs = bare(block.text)
    if signs:
        return block.to(kind, text=text, label=label, level=0, marks=(), other=block.other + signs)
    return block.to(kind, label=label, level=0)


def _sources(blocks: list[Block], at: int, table: _Table, out: list[Block | _Table]) -> int:
    """Takes the lines of source, note and unit under the table; page furniture before them keeps its place."""
    while at < len(blocks):
        ahead = at
        while ahead < min(len(blocks), at + 8) and blocks[ahead].kind is Kind.ASIDE:
            ahead += 1
        if ahead >= len(blocks) or blocks[ahead].kind is not Kind.TEXT:
            return at
        text = bare(blocks[ahead].text)[0].text
        before = table.sources[-1].text.text if table.sources else ""
        if not (is_source_line(text) or is_unit_line(text) or continues_source(before, text)):
            return at
        out.extend(blocks[at:ahead])
        table.sources.append(_child(blocks[ahead], Kind.SOURCE, "unit" if is_unit_line(text) else ""))
        at = ahead + 1
    return at


def _extend(table: _Table, body: Body) -> None:
    """Adds a continuation; what it repeats of the head is set aside."""
    head = table.bodies[0] if table.bodies else None
    if head is not None and head.grid and body.grid:
        count = 0
        while count < min(3, len(body.grid) - 1, len(head.grid)) and same_row(head.grid[count], body.grid[count]):
            count += 1
        if count == 1 and len(body.grid) > 2 and len(head.grid) > 1 and same_row(head.grid[1], body.grid[1]):
            count = 2
        for row in range(count):
            head.grid[row] = closed_up(head.grid[row], body.grid[row])
        _set_aside(table, body, count)
    elif head is not None and head.cells and body.cells:
        count = 0
        while count < min(len(head.cells), len(body.cells)) and words([head.cells[count]]) == words([body.cells[count]]):
            count += 1
        if count > 1:
            _set_aside(table, body, count)
    table.bodies.append(body)


def _set_aside(table: _Table, body: Body, count: int) -> None:
    table.asides += [block.aside(TABLE_AGAIN) for block in body.blocks[:count]]
    body.blocks, body.signs = body.blocks[count:], body.signs[count:]
    body.grid, body.cells = body.grid[count:], body.cells[count:]


def _built(table: _Table, found: Findings) -> Block:
    rows, head = _rows(table, found)
    children = (*table.captions, *table.sources, *table.asides)
    lines = [table.first, *children, *(block for body in table.bodies for block in body.blocks)]
    other = [piece for body in table.bodies for piece in (*body.other, *(sign for signs in body.signs for sign in signs))]
    return Block(
        Kind.TABLE, EMPTY, table.first.line, max(block.last for block in lines), table.number, page=table.first.page,
        rows=tuple(rows), header_rows=head, children=children, other=(*table.other, *other),
    )  # fmt: skip


def _rows(table: _Table, found: Findings) -> tuple[list[tuple[Cell, ...]], int]:
    if any(body.html is not None for body in table.bodies):
        return _html_rows(table)
    cells = [cell for body in table.bodies for cell in body.cells]
    if cells:
        shape = find_shape([cell.text for cell in cells])
        if shape is None:
            found("STR203", table.first, "逐格成行的表认不出列数", "对照原书重排此表", Severity.WARNING)
            return body_of(cells, 1), 0
        head = head_of(cells, shape)
        return [*head, *body_of(cells[shape.head :], shape.columns)], len(head)
    grid = even([row for body in table.bodies for row in body.grid])
    return spanned(grid) if grid else ([], 0)


def _html_rows(table: _Table) -> tuple[list[tuple[Cell, ...]], int]:
    rows: list[tuple[Cell, ...]] = []
    head = 0
    for body in table.bodies:
        if body.html is None:
            rows += [tuple(Cell(cell) for cell in row) for row in even(body.grid)]
            continue
        parsed = parse_html_table(body.html.text)
        body.other += [*parsed.other, *body.html.other]
        if parsed.caption and not table.captions:
            caption = parse_caption(parsed.caption.text, "表")
            table.number = table.number or (caption.number if caption else "")
            table.captions.append(body.html.to(Kind.CAPTION, text=parsed.caption, other=()))
        elif parsed.caption:
            body.other.append(parsed.caption)
        if not rows:
            figures = [cell for cell in (parsed.rows[0] if parsed.rows else ()) if is_figure(cell.text.text)]
            head = html_head_rows(parsed.rows, bool(figures) and not all(is_year(cell.text.text) for cell in figures))
            rows += parsed.rows
            continue
        count = 0
        while count < min(head, len(parsed.rows)) and _same(rows[count], parsed.rows[count]):
            body.other += [cell.text for cell in parsed.rows[count]]
            count += 1
        rows += parsed.rows[count:]
    return [tuple(replace(cell, header=cell.header or i < head) for cell in row) for i, row in enumerate(rows)], head


def _same(left: tuple[Cell, ...], right: tuple[Cell, ...]) -> bool:
    return same_row([cell.text for cell in left], [cell.text for cell in right])
