"""Cutting a block into pieces and moving a piece to the front matter, every character kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from build_scripts.ingest.block import Block, Kind, Mark
from build_scripts.text.traced import Traced


def cut(block: Block, *places: int) -> list[Block]:
    """The block cut at the places of its text; the first piece keeps what belongs to no character."""
    edges = [0, *places, len(block.text)]
    out = []
    for i, (a, b) in enumerate(pairwise(edges)):
        inside = (m for m in block.marks if a <= m.start and (m.end <= b if m.start < m.end else m.start < b or i == len(places)))
        marks = tuple(_moved(m, a) for m in inside)
        piece = replace(block, text=block.text[a:b], marks=marks)
        out.append(piece if i == 0 else replace(piece, other=(), page=False, indent=0.0))
    return out


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start - by, end=mark.end - by)


def meta(block: Block, key: str, start: int = 0, end: int | None = None, *other: Traced) -> Block:
    """``text[start:end]`` of the block as metadata; all characters around it go to ``other``."""
    end = len(block.text) if end is None else end
    text = block.text.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    around = [part.strip() for part in (block.text[:start], block.text[end:])]
    marks = tuple(_moved(m, start) for m in block.marks if start <= m.start and m.end <= end)
    return block.to(
        Kind.META, label=key, text=block.text[start:end], level=0, marks=marks,
        other=(*block.other, *(part for part in around if part), *other),
    )  # fmt: skip


def merged(first: Block, second: Block, between: str = " ") -> Block:
    """Two metadata blocks as one, as where a title runs over two lines; ``between`` stands in no source."""
    gap = Traced.invented(between)
    shift = len(first.text) + len(gap)
    marks = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in second.marks)
    return replace(first, text=first.text + gap + second.text, last=second.last, marks=first.marks + marks,
                   other=first.other + second.other)  # fmt: skip
