"""Printed lines of a table that were joined like the lines of a paragraph, taken apart again.

Whether short lines are cells or wrapped text is only sure once they turn out to make a table: below a caption the
lines are tried as they were printed, and stay apart where that gives rows.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.captions import bare, is_source_line, parse_caption
from build_scripts.ingest.metadata.pieces import cut
from build_scripts.ingest.tables.body import read_body
from build_scripts.ingest.tables.cells import fit_of
from build_scripts.ingest.tables.flow import is_continued
from build_scripts.ingest.tables.printed import is_column_line, is_numeric
from build_scripts.text.han import ends_sentence, width
from build_scripts.text.source import Source

_CELL_WIDTH, _ROW_WIDTH = 18.0, 80.0
_SIGNS = re.compile(r"[，。；！？]")
_FURTHEST = 600


def unjoin_rows(blocks: list[Block], source: Source) -> list[Block]:
    """The blocks, with joined lines below a table's caption apart where they make a table only so."""
    if not source.text:
        return blocks
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        out.append(blocks[at])
        at += 1
        above = out[-1]
        if above.kind is not Kind.TEXT or above.text.text.lstrip("*_（( \u3000")[:1] not in "表附续Tt":
            continue
        text = bare(above.text)[0].text
        goes_on = is_continued(text)
        if not goes_on and parse_caption(text, "表") is None:
            continue
        end = _region_end(blocks, at, source)
        region = blocks[at:end]
        apart = [piece for block in region for piece in lines_of(block, source)]
        if len(apart) > len(region) and (goes_on or _is_better(region, apart, blocks[end : end + 1])):
            out += apart
            at = end
    return out


def _region_end(blocks: list[Block], start: int, source: Source) -> int:
    at = start
    while at < len(blocks) and at - start < _FURTHEST:
        block = blocks[at]
        if block.kind not in (Kind.ASIDE, Kind.NOTE):
            if block.kind is not Kind.TEXT or block.level or not all(_may_be_row(line) for line in lines_of(block, source)):
                break
        at += 1
    return at


def _may_be_row(line: Block) -> bool:
    text = line.text.text.strip()
    if is_source_line(text) or is_continued(text) or parse_caption(text, "表") or ends_sentence(text):
        return False
    return width(text) <= _CELL_WIDTH or is_column_line(text) or _is_cells(text)


def _is_cells(text: str) -> bool:
    """Whether single blanks part short words and figures, half of them figures, as some extractions print rows."""
    pieces = text.split()
    short = len(pieces) > 1 and all(width(piece) <= _CELL_WIDTH for piece in pieces) and width(text) <= _ROW_WIDTH
    return short and not _SIGNS.search(text) and (sum(map(is_numeric, pieces)) * 2 >= len(pieces) - 1 or len(pieces) > 2)


def lines_of(block: Block, source: Source) -> list[Block]:
    """The block as the lines it was printed in."""
    if block.kind is not Kind.TEXT or block.line >= block.last:
        return [block]
    at, places = block.text.at, []
    last = -1
    for i, offset in enumerate(at):
        if offset < 0:
            continue
        if last >= 0 and "\n" in source.text[last + 1 : offset]:
            places.append(i)
        last = offset
    out = []
    for piece in cut(block, *places):
        line = source.position(piece.text.start())[0] if piece.text.start() >= 0 else block.line
        out.append(replace(piece, text=piece.text.strip(), line=line, last=line))
    return [piece for piece in out if piece.text] or [block]


def _is_better(joined: list[Block], apart: list[Block], after: list[Block]) -> bool:
    """Whether the lines as printed make the better table: more rows, or cells that fit their columns as well."""
    left = read_body([*joined, *after], 0, captioned=True)
    right = read_body([*apart, *after], 0, captioned=True)
    if right is None or left is None:
        return right is not None
    if right.grid or left.grid:
        return len(right.grid) > len(left.grid)
    return fit_of(right) >= fit_of(left)
