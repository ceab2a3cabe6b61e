"""Epigraphs: a quotation under a chapter's head with its attribution on the next line."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Findings, Kind
from build_scripts.ingest.patterns import MARK_SIGN, NOTE_MARK
from build_scripts.text.han import width

_ATTRIBUTION = re.compile(r"\s*(?:——|—|--|\*)\s*\S.{0,40}$")
_LONGEST = 8


def recognize_epigraphs(blocks: list[Block], found: Findings) -> list[Block]:
    """Up to a few paragraphs behind a head that end in an attribution (——某人) become one ``Kind.EPIGRAPH``."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        end = _epigraph(blocks, i) if _may_begin(blocks, i) else 0
        if not end:
            out.append(blocks[i])
            i += 1
            continue
        inside = [b for b in blocks[i:end] if b.kind is Kind.TEXT]
        out.append(replace(blocks[i], kind=Kind.EPIGRAPH, text=blocks[i].text[:0], marks=(), other=(), children=tuple(inside), last=inside[-1].last))
        out.extend(b for b in blocks[i:end] if b.kind is not Kind.TEXT)
        i = end
    return out


def _may_begin(blocks: list[Block], i: int) -> bool:
    before = next((b for b in reversed(blocks[max(0, i - 6) : i]) if b.kind not in (Kind.ASIDE, Kind.NOTE)), None)
    at_head = before is None or before.kind in (Kind.HEADING, Kind.META)
    return at_head and blocks[i].kind is Kind.TEXT and not _ATTRIBUTION.match(blocks[i].text.text)


def _epigraph(blocks: list[Block], start: int) -> int:
    """One past the attribution line of the epigraph that begins here, or 0."""
    count = 0
    for i in range(start, min(len(blocks), start + _LONGEST + 4)):
        block = blocks[i]
        if block.kind in (Kind.ASIDE, Kind.NOTE):
            continue
        if block.kind is not Kind.TEXT:
            return 0
        printed = block.text.text
        text = (NOTE_MARK.sub("", printed) if MARK_SIGN.search(printed) else printed).strip()
        if count and _ATTRIBUTION.match(text) and width(text) <= 30 and text[-1] not in "。；：":
            return i + 1
        count += 1
        if count > 4 or width(text) > 240:
            return 0
    return 0
