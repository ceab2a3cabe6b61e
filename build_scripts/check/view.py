"""One page as the rules look at it: its words with everything else blanked out, so that a match knows its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from build_scripts.check.spot import Spot
from build_scripts.diagnostics import Severity
from build_scripts.formats.marks import find_ref_comment
from build_scripts.model.page import Block, BlockKind, Mark, MarkKind, Page
from build_scripts.text.edit import Edit
from build_scripts.text.source import Span

BLANK = "\0"
"""Stands for every character that is no word of the text."""

_WORDY = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CAPTION, BlockKind.BOX_TITLE, BlockKind.NOTE,
                    BlockKind.TABLE})  # fmt: skip
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.CAPTION})
_SHOWN_INSIDE = frozenset({MarkKind.LINK, MarkKind.TERM})
_NOT_NEWLINE = re.compile(r"[^\n]+")
_BARE_URL = re.compile(r"(?:https?://|www\.|doi:|DOI:?)[^\s\0\u3000-\u9fff\uff00-\uffef“”‘’]+")
_TAG = re.compile(r"<!--|</?[A-Za-z][^<>]*>")
_FENCED = re.compile(r"(?P<fence>~{3,}|`{3,})[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*)[ ]*\n(?:.*\n)?(?P=fence)[ ]*", re.S)
"""A fenced block as Python-Markdown knows it."""
_NO_COMMENT = re.compile(r"<!---?>|<!--.*?--!>", re.S)
"""What a browser takes for a comment that ends at once."""
_ID = re.compile(r"\bid\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_ATTRIBUTE_ID = re.compile(r"\{:?[^{}\n]*?#([\w.:-]+)[^{}\n]*\}")


class View:
    """A page with what rules ask after, each computed once. Offsets are those of ``page.text``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.text
        self.path = f"docs/{page.path}"
        self.is_text = page.path.startswith("texts/") and page.path != "texts/index.md"

    def spot(self, at: int, message: str, hint: str = "", severity: Severity | None = None, edits: Iterable[Edit] = ()) -> Spot:
        """A finding at an offset of the page."""
        return Spot(self.path, *self.page.position(at), message, hint, severity, tuple(edits))

    def whole(self, message: str, hint: str = "", severity: Severity | None = None) -> Spot:
        """A finding about the page as a whole."""
        return Spot(self.path, 1, 1, message, hint, severity)

    def meta_spot(self, key: str, message: str, hint: str = "", severity: Severity | None = None) -> Spot:
        """A finding about a key of the front matter, at its line."""
        found = re.compile(rf"^[{{ ]*(?:.*[{{,] )?{re.escape(key)}\s*:", re.M).search(self.text, 0, self.page.body)
        if found is None:
            return self.whole(message, hint, severity)
        return self.spot(self.text.index(key, found.start()), message, hint, severity)

    def words(self, block: Block) -> str:
        """A block's words, markup blanked out."""
        return self.prose[block.text.start : block.text.end]

    def blocks(self, *kinds: BlockKind) -> Iterator[Block]:
        """The blocks of these kinds, in order."""
        return (block for block in self.page.blocks if block.kind in kinds)

    def marks(self, *kinds: MarkKind) -> Iterator[Mark]:
        """The marks of these kinds, in order."""
        return (mark for mark in self.page.marks if mark.kind in kinds)

    @cached_property
    def headings(self) -> list[Block]:
        """The heads below the title that stand in no container."""
        return [b for b in self.page.blocks if b.kind is BlockKind.HEADING and not b.within]

    @cached_property
    def comments(self) -> list[Span]:
        """Every HTML comment, in blocks and on lines of its own; those in code are none."""
        spans = [mark.span for mark in self.marks(MarkKind.COMMENT)]
        spans += [block.text for block in self.blocks(BlockKind.COMMENT)]
        return sorted(spans)

    @cached_property
    def prose(self) -> str:
        """The page with everything but the reader's words blanked: markup, code, comments, addresses, citations, note marks."""
        spans: list[Span] = [block.text for block in self.page.blocks if block.kind in _WORDY]
        spans += [span for block in self.blocks(BlockKind.HTML) for span in _outside_tags(self.text, block.text)]
        return _BARE_URL.sub(lambda m: BLANK * len(m[0]), _kept(self.text, _without(sorted(spans), self._silent())))

    def _silent(self) -> list[Span]:
        out: list[Span] = []
        for mark in self.page.marks:
            if mark.kind is MarkKind.ESCAPE:
                out.append(Span(mark.span.start, mark.span.start + 1))
            elif mark.kind in _SHOWN_INSIDE:
                out += [Span(mark.span.start, mark.text.start), Span(mark.text.end, mark.span.end)]
                out += [Span(mark.text.start + m.start(), mark.text.start + m.end())
                        for m in re.finditer(r"!?\[[^\]]*\]\([^)]*\)|<[^<>]*>", mark.text.cut(self.text))]  # fmt: skip
            else:
                out.append(mark.span)
        return sorted(out)

    @cached_property
    def is_reference(self) -> frozenset[int]:
        """Starts of the blocks that print a reference, where the half-width signs of GB/T 7714 are right."""
        return frozenset(
            block.span.start
            for block in self.blocks(BlockKind.ITEM, BlockKind.NOTE, BlockKind.PARAGRAPH)
            if "references" in block.within or find_ref_comment(block.text.cut(self.text)) is not None
        )

    @cached_property
    def running(self) -> str:
        """``prose`` of running text alone: no heads, tables, printed references or front matter."""
        spans = [b.text for b in self.page.blocks if b.kind in _RUNNING and b.span.start not in self.is_reference]
        return _kept(self.prose, sorted(spans))

    @cached_property
    def open_html(self) -> str:
        """The page's body with code and comments blanked: what Markdown may hand on as HTML.

        Where two readers may differ on whether something is code or a comment, it is neither: a fence that never closes, ``<!-->``.
        """
        silent = [b.span for b in self.blocks(BlockKind.FENCE) if _FENCED.fullmatch(_unindented(b, self.text))]
        silent += [span for span in self.comments if not _NO_COMMENT.match(span.cut(self.text))]
        silent += [mark.span for mark in self.marks(MarkKind.CODE)]
        whole = [Span(self.page.body, len(self.text))]
        return _kept(self.text, _without(whole, sorted(silent)))

    @cached_property
    def ids(self) -> list[tuple[str, int]]:
        """Every explicit id of the page and where it is given: heads, attribute lists, HTML."""
        out = []
        for block in self.blocks(BlockKind.HEADING):
            if block.id:
                out.append((block.id, self.text.find(f"#{block.id}", block.text.end, block.span.end)))
        for tag in _tags(self.open_html, Span(0, len(self.open_html))):
            for found in _ID.finditer(tag.cut(self.open_html)):
                out.append((found[1] or found[2] or found[3] or "", tag.start + found.start()))
        for block in self.blocks(BlockKind.PARAGRAPH, BlockKind.ITEM):
            for found in _ATTRIBUTE_ID.finditer(self.open_html, block.span.start, block.span.end):
                out.append((found[1], found.start()))
        return sorted(out, key=lambda pair: pair[1])


def _unindented(block: Block, text: str) -> str:
    """A block's lines without what the container puts before them."""
    return "\n".join(line.removeprefix(block.indent) for line in block.text.cut(text).split("\n"))


def _tags(text: str, within: Span) -> Iterator[Span]:
    """Tags and comments. What begins like a comment and never ends is none; that it never ends is found out once."""
    at, last = within.start, text.rfind("-->", within.start, within.end)
    while found := _TAG.search(text, at, within.end):
        at = found.end()
        if found[0] != "<!--":
            yield Span(found.start(), at)
        elif at <= last:
            at = text.index("-->", at) + 3
            yield Span(found.start(), at)


def _outside_tags(text: str, span: Span) -> Iterator[Span]:
    """The stretches of raw HTML that are text."""
    at = span.start
    for tag in _tags(text, span):
        if tag.start > at:
            yield Span(at, tag.start)
        at = tag.end
    if at < span.end and text[span.start] == "<" and at > span.start:
        yield Span(at, span.end)


def _without(spans: list[Span], silent: list[Span]) -> Iterator[Span]:
    """The parts of ``spans`` that no span of ``silent`` covers. Both are sorted."""
    first = 0
    for span in spans:
        at = span.start
        while first < len(silent) and silent[first].end <= at:
            first += 1
        index = first
        while index < len(silent) and silent[index].start < span.end:
            if silent[index].start > at:
                yield Span(at, silent[index].start)
            at = max(at, silent[index].end)
            index += 1
        if at < span.end:
            yield Span(at, span.end)


def _kept(text: str, spans: Iterable[Span]) -> str:
    """The text with everything outside the spans blanked, newlines kept."""
    out: list[str] = []
    at = 0
    for span in spans:
        if span.end <= at:
            continue
        start = max(at, span.start)
        out.append(_NOT_NEWLINE.sub(lambda m: BLANK * len(m[0]), text[at:start]))
        out.append(text[start : span.end])
        at = span.end
    out.append(_NOT_NEWLINE.sub(lambda m: BLANK * len(m[0]), text[at:]))
    return "".join(out)
