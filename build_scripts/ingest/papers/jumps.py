"""Articles of a newspaper that leave their page (下转第3版) and go on elsewhere (上接第1版)."""

from __future__ import annotations

from dataclasses import replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.papers.bylines import is_byline
from build_scripts.ingest.papers.columns import is_column
from build_scripts.ingest.papers.newspaper import is_headline
from build_scripts.ingest.papers.photos import ends_caption
from build_scripts.ingest.patterns import JUMP_IN
from build_scripts.ingest.reasons import JUMP

_MAX_JUMPS = 40


def follow_jumps(blocks: list[Block]) -> list[Block]:
    """Articles that go on elsewhere (下转第3版 … 上接第1版) put together; the marks are set aside."""
    out = list(blocks)
    leaves = [i for i, b in enumerate(out) if b.kind is Kind.ASIDE and b.label == JUMP]
    for leave in leaves[:_MAX_JUMPS]:
        place = next((i for i, b in enumerate(out) if b is blocks[leave]), -1)
        start = next((i for i in range(place + 1, len(out)) if out[i].kind is Kind.TEXT and JUMP_IN.match(out[i].text.text)), -1)
        if place < 0 or start < 0:
            continue
        end = next((i for i in range(start + 1, len(out)) if out[i].kind is Kind.TEXT and _ends_jump(out, i)), len(out))
        mark = JUMP_IN.match(out[start].text.text)
        cut = mark.end() if mark else 0
        rest, lead = out[start].text[cut:], out[start].text[:cut].strip()
        goes_on = replace(out[start], text=rest, other=(*out[start].other, lead), marks=(), indent=0.0)
        first = goes_on if rest.text.strip() else out[start].aside(JUMP)
        moved = [first, *out[start + 1 : end]]
        del out[start:end]
        out[place + 1 : place + 1] = moved
    return out


def _ends_jump(blocks: list[Block], i: int) -> bool:
    text = blocks[i].text.text
    if is_byline(text) or JUMP_IN.match(text) is not None or is_column(blocks[i]):
        return True
    below = blocks[i + 1].text.text if i + 1 < len(blocks) else ""
    return bool(below) and is_headline(blocks, i) and (is_byline(below) or ends_caption(below))
