"""The body of a table: which blocks are its rows, in whatever manner they are printed."""

from __future__ import annotations

import re

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.captions import is_source_line, parse_caption
from build_scripts.ingest.reasons import RUNNING_HEAD
from build_scripts.ingest.tables.cells import holds_figures, read_listed, read_mixed
from build_scripts.ingest.tables.columns import read_columns
from build_scripts.ingest.tables.flow import AHEAD, HEADLIKE, Body, is_continued, is_image
from build_scripts.ingest.tables.printed import pipe_row, tab_rows
from build_scripts.text.han import ends_sentence, width
from build_scripts.text.normalize import canon, squeeze

_SIGN = re.compile(r"[|｜\t]")
_WORDS = re.compile(r"\w")
_SPAN_WIDTH = 16.0


def read_body(blocks: list[Block], start: int, captioned: bool) -> Body | None:
    """The table's body that begins at ``start`` (behind notes, furniture and images), or None."""
    first = start
    last = min(len(blocks), start + AHEAD)
    while captioned and first < last and (blocks[first].kind in (Kind.ASIDE, Kind.NOTE) or is_image(blocks[first])):
        first += 1
    if first >= len(blocks):
        return None
    body = _rows(blocks, first, captioned)
    if body is None and blocks[first].kind is Kind.TEXT:
        body = read_columns(blocks, first, captioned)
        if captioned and (body is None or len({len(row) for row in body.grid}) > 1):
            cell = _first_cell(blocks, start, first)
            listed = read_listed(blocks, cell) if body is None else None
            mixed = read_mixed(blocks, cell) if listed is None or any(holds_figures(c.text) for c in listed.cells) else None
            body = mixed or listed or body
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
    mistaken = first > start and blocks[first - 1].kind is Kind.ASIDE and blocks[first - 1].label == RUNNING_HEAD
    return first - 1 if mistaken else first


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
            if len(pending) >= AHEAD:
                break
            pending.append(block)
        elif _is_between(block) and _row_follows(blocks, at):
            kept += pending
            pending = []
            lines.append(block)
        else:
            break
        at += 1
    if not captioned and _surely_narrow(lines):
        return None
    body = _parsed(lines)
    body.kept, body.end = kept, end
    return body if _is_table(body, captioned) else None


def _surely_narrow(lines: list[Block]) -> bool:
    """Whether most rows have but one cell, as a glance tells: such lines are tried again and again and must cost little."""
    texts = [block.text.text for block in lines]
    wide = sum(sum(map(bool, map(str.strip, _SIGN.split(text)))) > 1 for text in texts)
    full = sum(_WORDS.search(text) is not None for text in texts)
    return wide * 2 < full and not any("--" in text for text in texts)


def _is_html(block: Block) -> bool:
    return "<table" in block.text.text.lower()


def _is_between(block: Block) -> bool:
    """Whether a line among rows may be a row of its own (the name of a group of rows)."""
    text = block.text.text
    if block.kind is not Kind.TEXT or block.level or not text.strip() or width(text.strip()) > _SPAN_WIDTH:
        return False
    return not (ends_sentence(text) or is_source_line(text) or is_continued(text) or parse_caption(text, "表") or HEADLIKE.match(text))


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
