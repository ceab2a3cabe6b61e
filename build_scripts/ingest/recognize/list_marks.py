"""The signs by which OCR Markdown marks the items of a list (``- …``, ``- ■ …``): markup, no words of the item."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Findings, Kind

_SIGN = re.compile(r"[-*+]\s+(?:[■□●○◆•·▪]\s*)?(?=[^\s\d\-*+|])")
_ENOUGH = 2


def recognize_list_marks(blocks: list[Block], found: Findings) -> list[Block]:
    """Items of a Markdown list without their sign, where the text prints Markdown heads."""
    if sum(0 < block.level < 7 for block in blocks) < _ENOUGH:
        return blocks
    return [_unmarked(block) for block in blocks]


def _unmarked(block: Block) -> Block:
    match = _SIGN.match(block.text.text) if block.kind is Kind.TEXT and not block.level else None
    if match is None:
        return block
    n = match.end()
    marks = tuple(replace(m, start=max(0, m.start - n), end=max(0, m.end - n)) for m in block.marks)
    return replace(block, text=block.text[n:], marks=marks, other=(*block.other, block.text[:n].strip()))
