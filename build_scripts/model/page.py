"""A page that people own: its front matter, its text, and where in the text everything stands.

A page is never printed again from what was read of it. It is read into blocks and marks that know their places, and
changed by edits at those places (``text.edit``). Offsets are code points of ``Page.text``, the whole file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from typing import Any

from build_scripts.model.meta import in_words
from build_scripts.text.source import Source, Span


class BlockKind(StrEnum):
    """What a line, or a run of lines, is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CAPTION = "caption"
    BOX_TITLE = "box-title"
    NOTE = "note"
    FENCE = "fence"
    HTML = "html"
    COMMENT = "comment"
    RULE = "rule"


@dataclass(frozen=True)
class Block:
    """One block. ``span`` covers whole lines without the last newline, ``text`` the words without marker or attributes.

    ``within`` names the containers from outside in: ``box``, ``quote``, ``figure``, ``references``, ``html``, ``item``,
    ``note``.
    ``indent`` is what a further line of the block must begin with (blanks and ``>``), ``level`` the depth of a heading,
    ``id`` the explicit anchor of a heading or the label of a note.
    """

    kind: BlockKind
    span: Span
    text: Span
    within: tuple[str, ...] = ()
    indent: str = ""
    level: int = 0
    id: str = ""


class MarkKind(StrEnum):
    """A stretch inside a block that is more than plain words."""

    CODE = "code"
    COMMENT = "comment"
    TAG = "tag"
    LINK = "link"
    IMAGE = "image"
    URL = "url"
    CITATION = "citation"
    UNRESOLVED = "unresolved"
    NOTE_MARK = "note-mark"
    TERM = "term"
    PAGE_BREAK = "page-break"
    ESCAPE = "escape"


@dataclass(frozen=True)
class CitedItem:
    """One work within a citation. ``suppress_author`` is pandoc's ``-@key``."""

    key: str
    locator: str = ""
    suppress_author: bool = False


@dataclass(frozen=True)
class Mark:
    """One stretch inside a block; ``text`` is the part that a reader sees.

    For a citation ``items`` are the works and ``printed`` what the print had (empty when the page gives none);
    ``label`` is the label of a note mark, the target of a link, the name of a term or the printed page of a page break.
    """

    kind: MarkKind
    span: Span
    text: Span
    label: str = ""
    items: tuple[CitedItem, ...] = ()
    printed: str = ""
    narrative: bool = False


@dataclass(frozen=True)
class Page:
    """One page of ``docs/``. ``path`` is relative to ``docs/`` with ``/``; ``body`` is where the front matter ends."""

    path: str
    text: str = field(repr=False)
    meta: Mapping[str, Any] = field(default_factory=dict, repr=False)
    body: int = 0
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    marks: tuple[Mark, ...] = field(default=(), repr=False)

    @cached_property
    def digest(self) -> str:
        """The hash of the text, for keys of what the text decides; the same text has the same one everywhere."""
        return blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()

    @cached_property
    def _source(self) -> Source:
        return Source(self.path, self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (from 1) of an offset."""
        return self._source.position(offset)

    @property
    def title(self) -> str:
        """The title by the front matter, else by the first head, else the file's name."""
        if title := " ".join(in_words(self.meta.get("title")).split()):
            return title
        for block in self.blocks:
            if block.kind is BlockKind.HEADING and block.level == 1:
                return block.text.cut(self.text).strip()
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    def marks_in(self, span: Span) -> list[Mark]:
        """The marks inside a span, in order."""
        first = bisect_left(self._mark_starts, span.start)
        found = []
        for mark in islice(self.marks, first, None):
            if mark.span.start >= span.end:
                break
            if mark.span.end <= span.end:
                found.append(mark)
        return found

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [mark.span.start for mark in self.marks]


def page_url(path: str) -> str:
    """The address of a page below the site's root: ``texts/a.md`` → ``texts/a/``, ``index.md`` → the empty string."""
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        stem = stem.removesuffix("index").rstrip("/")
    return f"{stem}/" if stem else ""
