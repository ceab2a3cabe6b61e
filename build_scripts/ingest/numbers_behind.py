"""Reference lists whose numbers an extraction put behind their entries: words in lines, then ``[1]`` alone on a line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.lines.clean import glue
from build_scripts.text.han import count_han
from build_scripts.text.traced import Traced

_NUMBER = re.compile(r"[\[［〔]\s*(\d{1,3})\s*[\]］〕]")
_CLOSED = re.compile(r"[.。．]\s*$")
_MOST_PIECES = 10
_LONGEST = 600


def numbered_behind(blocks: list[Block], start: int) -> tuple[list[Block], int] | None:
    """The entries from ``start`` on with their numbers before them, and where the list ends; None for any other list."""
    out: list[Block] = []
    pieces: list[Block] = []
    between: list[Block] = []
    number, end = 1, start
    for i in range(start, len(blocks)):
        block = blocks[i]
        if block.kind in (Kind.ASIDE, Kind.NOTE):
            between.append(block)
            continue
        match = _NUMBER.fullmatch(block.text.text.strip()) if block.kind is Kind.TEXT else None
        if match:
            if not pieces or int(match.group(1)) != number:
                break
            out += [_entry(pieces, block, match.group(1)), *between]
            pieces, between, number, end = [], [], number + 1, i + 1
        elif block.kind is Kind.TEXT and len(pieces) < _MOST_PIECES and len(block.text) <= _LONGEST and not _NUMBER.match(block.text.text):
            pieces.append(block)
        else:
            break
    if number <= 2:
        return None
    last = max(k for k, block in enumerate(out) if block.kind is Kind.REFERENCE)
    if pieces and not _CLOSED.search(out[last].text.text):
        rest = pieces[: 1 + sum(1 for _ in takewhile(lambda b: not count_han(b.text.text), pieces[1:]))]
        out[last] = _longer(out[last], rest)  # the number stood at a page's foot, its entry goes on over the page
        out, end = [*out, *between], blocks.index(rest[-1], end) + 1
    return out, end


def _longer(entry: Block, rest: list[Block]) -> Block:
    text = entry.text
    for piece in rest:
        text = glue(text, piece.text)
    return replace(entry, text=text, last=rest[-1].last, other=(*entry.other, *(part for block in rest for part in block.other)))


def _entry(pieces: list[Block], number: Block, label: str) -> Block:
    text = pieces[0].text
    for piece in pieces[1:]:
        text = glue(text, piece.text)
    other = tuple(part for block in (*pieces, number) for part in block.other)
    return replace(pieces[0], kind=Kind.REFERENCE, text=number.text.strip() + Traced.invented(" ") + text, label=label, level=0,
                   line=pieces[0].line, last=number.last, other=other, marks=())  # fmt: skip
