"""What the search for parallel passages needs of a page, as bytes that can be kept: its letters and its paragraphs.

A paragraph is kept as places in the page's text, so that what is kept stays small, and a page of which everything is
kept need not be parsed again. Bytes of one page: its ``Letters``, then one line of JSON a paragraph.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from build_scripts.formats.marks import find_ref_comment
from build_scripts.model.corpus import Text
from build_scripts.model.page import BlockKind, MarkKind, Page, page_url
from build_scripts.publish.glossary.site_terms import find_places
from build_scripts.terms.regions import GAP, Region

_BEHIND = 40
"""Characters behind a passage in which a note or citation still speaks of it."""
_MARKED = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE)
_GAPS = re.compile(f"{GAP}+")
_STOP = re.compile(r"[。！？\n]")


def keep_stretches(page: Page, regions: Iterable[Region]) -> bytes:
    """The bytes of a page with the given regions; the page's text alone decides them."""
    from build_scripts.passages.letters import read_letters

    found = list(regions)
    named = dict(find_places(page))
    notes = {block.id: block for block in page.blocks if block.kind is BlockKind.NOTE}
    keys = {label: _keys_in(block.text.cut(page.text)) for label, block in notes.items()}
    rows = [json.dumps(_row(page, region, named, keys), ensure_ascii=False, separators=(",", ":")) for region in found]
    return read_letters([_compared(region) for region in found]).to_bytes() + "\n".join(rows).encode("utf-8", "surrogatepass")


def _keys_in(note: str) -> list[str]:
    named = find_ref_comment(note)
    return [item.key for item in named[0]] if named else []


def _compared(region: Region) -> str:
    """What is compared: in notes only what is no printed reference, else every work's title would be a passage."""
    return region.words if region.section == -1 else region.shown


def _row(page: Page, region: Region, named: dict[int, tuple[str, str]], notes: dict[str, list[str]]) -> list[Any]:
    block = region.block
    pieces = [[piece.at, piece.end - piece.start if piece.literal else region.shown[piece.start : piece.end]] for piece in region.pieces]
    gaps = [list(match.span()) for match in _GAPS.finditer(region.words)] if region.section == -1 else []
    cited = []
    for mark in page.marks_in(block.text):
        if mark.kind is MarkKind.CITATION:
            cited.append([mark.span.start, mark.span.end, [item.key for item in mark.items]])
        elif mark.kind is MarkKind.NOTE_MARK and notes.get(mark.label):
            cited.append([mark.span.start, mark.span.end, notes[mark.label]])
    return [block.text.start, block.text.end, int(block.kind in _MARKED), *named.get(block.span.start, ("", "")), pieces, gaps, cited]


@dataclass(frozen=True)
class Place:
    """One paragraph of a text as a reader sees it (``shown``), and where it can be linked to.

    ``start`` and ``end`` are its block's words in the page; ``marked`` says whether a mark in the margin can stand there.
    """

    whole: Text
    page: Page = field(repr=False)
    start: int
    end: int
    marked: bool
    anchor: str
    label: str
    shown: str
    _gaps: list[list[int]] = field(repr=False)
    _pieces: list[tuple[int, int, bool]] = field(repr=False)
    _cited: list[tuple[int, int, list[str]]] = field(repr=False)

    @property
    def url(self) -> str:
        """The address below the site's root."""
        return page_url(self.page.path) + (f"#{self.anchor}" if self.anchor else "")

    @cached_property
    def compared(self) -> str:
        """The words that are compared with other texts, as long as ``shown``."""
        words = self.shown
        for start, end in self._gaps:
            words = words[:start] + GAP * (end - start) + words[end:]
        return words

    def source(self, at: int) -> int:
        """Where in the page the character ``shown[at]`` comes from; the block's end for the end of ``shown``."""
        if at >= len(self.shown):
            return self.end
        start, place, literal = self._pieces[bisect_right(self._pieces, at, key=lambda piece: piece[0]) - 1]
        return place + (at - start) if literal else place

    def cited_for(self, start: int, end: int) -> Iterator[str]:
        """The keys that citations and notes name within ``shown[start:end]`` or right behind it."""
        stop = _STOP.search(self.shown[end : end + _BEHIND])
        last = min(end + (stop.end() if stop else _BEHIND), len(self.shown))
        first, over = self.source(start), min(self.end, self.source(last) + 1)
        for begin, close, keys in self._cited:
            if begin < first or close > min(self.end, over + _BEHIND):
                continue
            if begin > over and self.page.text[over:begin].strip("”’」』）)。，；"):
                break
            yield from keys


@dataclass(frozen=True)
class Sheet:
    """The paragraphs of one page, each read from what is kept when it is asked for."""

    whole: Text
    page: Page
    rows: bytes = field(repr=False)

    @cached_property
    def _lines(self) -> list[str]:
        return self.rows.decode("utf-8", "surrogatepass").split("\n")

    def place(self, number: int) -> Place:
        """The paragraph with this number on the page, from 0."""
        start, end, marked, anchor, label, kept, gaps, cited = json.loads(self._lines[number])
        shown, pieces, size = [], [], 0
        for at, what in kept:
            literal = isinstance(what, int)
            words = self.page.text[at : at + what] if literal else what
            shown.append(words)
            pieces.append((size, at, literal))
            size += len(words)
        return Place(self.whole, self.page, start, end, bool(marked), anchor, label, "".join(shown), gaps, pieces, cited)
