"""What of a page is running text in which terms may stand, as a reader sees it, with the way back to the source.

A region is one block. Its ``shown`` text is what a reader sees; ``words`` is as long and has ``GAP`` wherever no term
is sought: links, code, citations, titles in 《…》, addresses, printed references, lines that name a source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_scripts.model.page import Block, BlockKind, Mark, MarkKind, Page
from build_scripts.text.source import Span

GAP = "\ufffc"
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.NOTE, BlockKind.HTML})
_INLINE = frozenset("span em strong b i u s sub sup small mark abbr q ruby rb rt rp bdi bdo wbr ins del dfn".split())
_CLOSED = frozenset("a code kbd samp pre cite script style textarea button select svg math var".split())
"""Elements whose content is no running text."""
_TAG = re.compile(r"</?([A-Za-z][\w-]*)")
_LITERAL = re.compile(r"(?<!\\)\*{1,3}|(?<![0-9A-Za-z])_{1,3}|_{1,3}(?![0-9A-Za-z])|&(?:amp|lt|gt|quot|nbsp|#\d+|#x[0-9a-fA-F]+);")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " "}
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉|『[^『』]*』")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s，。；、）】》]+|\b(?:doi:\s*)?10\.\d{4,9}/[^\s，。；、）】》]+|"
    r"(?<![0-9A-Za-z_.+-])[0-9A-Za-z_.+-]+@[\w-]+\.[\w.-]+",  # begun only where its name begins: else a long run is read once for each letter
    re.I,
)
_SOURCE = re.compile(
    r"(?:^|(?<=[\n|。；;]))\s*(?:(?:资料|数据|图片|图表|文献|信息|表格)?来源|出处|原载|(?:data )?sources?)\s*[:：][^\n|]*", re.I
)
_PRINTED = ((_TITLE, "《〈『"), (_ADDRESS, ("//", ".", "@")), (_SOURCE, ":："))
"""What no term is sought in, and signs of which each holds one at least: most running text has none of them."""
_SENTENCE = re.compile(r"[^。\n]*(?:[。\n]|\Z)")
_MARKER = re.compile(r"\[[A-Z]{1,2}(?:/[A-Z]{2,3})?\]")
_CITED = re.compile(r"出版社|印书馆|书局|书社|https?://|\bpp?\.\s*\d|\bVol\.|\bNo\.\s*\d|University Press|"
                    r"Publish(?:ing|ers)|\bIbid|(?:》|”)[，,]?\s*(?:[^。]{0,30})?(?:\d{4}\s*年|第\s*\d+\s*[卷期版页])")  # fmt: skip
_LEADS = re.compile(r"\s*(?:参见|详见|转引自|引自|同上|同注|见)?\s*[^，。《]{0,40}[:：,，]?\s*(?:《|“|[A-Z][\w.]+,)")


@dataclass(frozen=True)
class _Piece:
    """``shown[start:end]`` comes from ``source[at:to]``; both are as long when ``literal``."""

    start: int
    end: int
    at: int
    to: int
    literal: bool


@dataclass(frozen=True)
class Region:
    """One block's readable text. ``section`` counts the heads before it; notes share the section -1.

    ``forced`` are the places of ``[[term]]`` marks: start and end in ``shown``, and the mark.
    """

    block: Block
    section: int
    head: str
    shown: str
    words: str
    forced: tuple[tuple[int, int, Mark], ...] = ()
    pieces: tuple[_Piece, ...] = field(default=(), repr=False)
    starts: tuple[int, ...] = field(default=(), repr=False)

    def source(self, at: int) -> int:
        """Where in the page the character ``shown[at]`` comes from; the block's end for the end of ``shown``."""
        if at >= len(self.shown):
            return self.block.text.end
        piece = self.pieces[bisect_right(self.starts, at) - 1]
        return piece.at + (at - piece.start) if piece.literal else piece.at

    def span(self, start: int, end: int) -> Span | None:
        """The place of ``shown[start:end]`` in the page, None where markup stands inside."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        for index in range(first, last):
            if self.pieces[index].to != self.pieces[index + 1].at:
                return None
        one, other = self.pieces[first], self.pieces[last]
        begin = one.at + (start - one.start) if one.literal else one.at
        stop = other.at + (end - other.start) if other.literal else other.to
        return Span(begin, stop)


def read_regions(page: Page) -> Iterator[Region]:
    """The regions of a page in order. Heads, titles of boxes, printed lists, code and comments are none."""
    section, head = 0, ""
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            section += 1
            head = block.id
            continue
        if block.kind not in _KINDS or "references" in block.within:
            continue
        if block.kind is BlockKind.HTML and not page.text.startswith("<table", block.text.start):
            continue
        note = block.kind is BlockKind.NOTE or "note" in block.within
        yield _Reader(page, block).region(-1 if note else section, head)


class _Reader:
    """Reads one block into a region."""

    def __init__(self, page: Page, block: Block) -> None:
        self.page, self.block = page, block
        self.shown: list[str] = []
        self.words: list[str] = []
        self.pieces: list[_Piece] = []
        self.forced: list[tuple[int, int, Mark]] = []
        self.size = 0
        self.closed: list[str] = []
        self.cites = False

    def region(self, section: int, head: str) -> Region:
        at = self.block.text.start
        for mark in self.page.marks_in(self.block.text):
            if mark.span.start < at:
                continue
            self._plain(at, mark.span.start)
            self._mark(mark)
            at = mark.span.end
        self._plain(at, self.block.text.end)
        shown = "".join(self.shown)
        words = self._without_references("".join(self.words))
        starts = tuple(piece.start for piece in self.pieces)
        return Region(self.block, section, head, shown, words, tuple(self.forced), tuple(self.pieces), starts)

    def _add(self, shown: str, words: str, at: int, to: int, literal: bool = False) -> None:
        if shown:
            self.shown.append(shown)
            self.words.append(words)
            self.pieces.append(_Piece(self.size, self.size + len(shown), at, to, literal))
            self.size += len(shown)

    def _gap(self, shown: str, at: int, to: int) -> None:
        self._add(shown, GAP * len(shown), at, to)

    def _plain(self, start: int, end: int) -> None:
        """Words without emphasis signs, entities as the letters they stand for."""
        text = self.page.text
        at = start
        for match in _LITERAL.finditer(text, start, end):
            self._literal(at, match.start())
            sign = _ENTITIES.get(match.group(), "" if match.group()[0] != "&" else GAP)
            self._add(sign, GAP if self.closed and sign else sign, match.start(), match.end())
            at = match.end()
        self._literal(at, end)

    def _literal(self, start: int, end: int) -> None:
        words = self.page.text[start:end]
        self._add(words, GAP * len(words) if self.closed else words, start, end, True)

    def _mark(self, mark: Mark) -> None:
        text, span = self.page.text, mark.span
        kind, inner = mark.kind, mark.text.cut(text)
        if kind is MarkKind.TERM:
            self.forced.append((self.size, self.size + len(inner), mark))
            self._gap(inner, span.start, span.end)
        elif kind is MarkKind.TAG:
            self._tag(span)
        elif kind is MarkKind.COMMENT:
            self.cites = self.cites or re.match(r"<!--\s*ref:", span.cut(text)) is not None
        elif kind is MarkKind.CITATION:
            self._gap(mark.printed, span.start, span.end)
        elif kind is MarkKind.CODE:
            self._gap(inner.strip("`").strip(), span.start, span.end)
        elif kind is MarkKind.ESCAPE:
            self._add(inner[1:], GAP, span.start, span.end)
        elif kind is MarkKind.URL:
            self._gap(inner.strip("<>"), span.start, span.end)
        elif kind in (MarkKind.LINK, MarkKind.UNRESOLVED):
            self._gap(re.sub(r"<[^<>]*>|\*+", "", inner), span.start, span.end)

    def _tag(self, span: Span) -> None:
        tag = span.cut(self.page.text)
        match = _TAG.match(tag)
        name = match[1].lower() if match else ""
        if name in _CLOSED:
            if tag.startswith("</"):
                while self.closed and self.closed.pop() != name:
                    pass
            elif not tag.endswith("/>"):
                self.closed.append(name)
        elif name not in _INLINE:
            self._gap("\n" if name in ("tr", "br", "p", "li", "div") else " ", span.start, span.end)

    def _without_references(self, words: str) -> str:
        """Gaps for titles, addresses, source lines, and whatever is a printed reference."""
        for pattern, signs in _PRINTED:
            if any(sign in words for sign in signs):
                words = pattern.sub(lambda match: GAP * len(match.group()), words)
        if self.block.kind is BlockKind.ITEM and self.cites:
            return GAP * len(words)
        if self.block.kind is BlockKind.NOTE or self.cites or "note" in self.block.within:
            return self._without_cited_sentences(words)
        return words

    def _without_cited_sentences(self, words: str) -> str:
        shown = "".join(self.shown)
        sentences = [match.span() for match in _SENTENCE.finditer(shown) if match.group()]
        cited = [span for span in sentences if is_reference(shown[span[0] : span[1]])]
        if self.cites and (not cited or len(sentences) == 1):
            return GAP * len(words)
        for start, end in cited:
            words = words[:start] + GAP * (end - start) + words[end:]
        return words


def is_reference(sentence: str) -> bool:
    """Whether a sentence of a note prints a reference rather than explains something."""
    if _MARKER.search(sentence):
        return True
    return _CITED.search(sentence) is not None and _LEADS.match(sentence) is not None
