"""What the recognizers pass on: stretches of the source whose construct is found out step by step.

Every recognizer takes the blocks of one source in reading order and gives blocks again; it changes the kind of what it
recognizes, groups blocks under one (``children``) or splits one, and leaves everything else as it was. Text keeps its
printed characters; a construct inside running text (a note mark, a citation, a cross-reference) is a ``Mark`` over the
stretch it was printed in. So the ledger can ask every block where its characters went.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate

from build_scripts.diagnostics import Diagnostic, Report, Severity
from build_scripts.text.source import Source
from build_scripts.text.traced import EMPTY, Traced


class Kind(StrEnum):
    """The construct of a block."""

    TEXT = "text"
    """Running text, or not yet known to be anything else."""
    ROW = "row"
    """A printed line of a table, or a whole HTML table; cells not yet cut."""
    HEADING = "heading"
    NOTE = "note"
    """The definition of a note; ``label`` is its printed mark."""
    CAPTION = "caption"
    SOURCE = "source"
    """A source or note line under a table or figure (资料来源：, 注：)."""
    TABLE = "table"
    FIGURE = "figure"
    BOX = "box"
    EPIGRAPH = "epigraph"
    QUOTE = "quote"
    META = "meta"
    """Moved to the front matter; ``label`` is the key."""
    REFERENCE = "reference"
    """One entry of a printed reference list; ``label`` is its printed number or empty."""
    TERM = "term"
    """A term of a printed glossary with its definition as children."""
    ASIDE = "aside"
    """Set aside; ``label`` is the reason."""


@dataclass(frozen=True)
class Mark:
    """A construct over ``text[start:end]`` of its block: ``kind`` is note, citation, crossref, page or strong.

    ``value`` names the target: the note's number in its document, the citation in the page format, an anchor.
    """

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True)
class Cell:
    """A cell of a table; spans count rows and columns, at least 1."""

    text: Traced
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


@dataclass(frozen=True)
class Block:
    """A stretch of the source. ``line``/``last`` are its first and last raw lines, from 1.

    ``level`` is a heading's depth (1 = top in its document) or the count of ``#`` that a Markdown source printed.
    ``indent`` is the printed first-line indent in ems. ``page`` is true when a page or column of the print begins here,
    ``goes_on`` when the print shows by its indents that it begins inside a paragraph.
    ``other`` holds characters of the block that stand in no field of the result (a label, markup), for the ledger.
    """

    kind: Kind
    text: Traced = EMPTY
    line: int = 0
    last: int = 0
    label: str = ""
    level: int = 0
    indent: float = 0.0
    page: bool = False
    goes_on: bool = False
    marks: tuple[Mark, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    header_rows: int = 0
    children: tuple[Block, ...] = ()
    other: tuple[Traced, ...] = field(default=(), repr=False)

    def to(self, kind: Kind, **changes: object) -> Block:
        """The same stretch recognized as something else."""
        return replace(self, kind=kind, **changes)  # type: ignore[arg-type]

    def aside(self, reason: str) -> Block:
        """Set aside with its reason (furniture, contents list, repeated head row …)."""
        return replace(self, kind=Kind.ASIDE, label=reason)


@dataclass(frozen=True)
class Findings:
    """Where recognizers send what they notice: a report that knows the source, so that places come out right."""

    source: Source
    report: Report

    def __call__(self, code: str, where: Block | Traced | None, message: str, hint: str = "",
                 severity: Severity = Severity.WARNING) -> None:  # fmt: skip
        """Report a finding at the first character of ``where``."""
        text = where.text if isinstance(where, Block) else where
        start = text.start() if text is not None else -1
        if start < 0 and isinstance(where, Block):
            line, column = where.line, 1
        else:
            line, column = self.source.position(start) if start >= 0 else (0, 0)
        self.report(Diagnostic(code, message, hint, severity, self.source.name, line, column))


Recognizer = Callable[[list[Block], Findings], list[Block]]
"""The one signature of a recognizer: blocks in reading order and where to report, to blocks in reading order."""


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, children after their parent."""
    for block in blocks:
        yield block
        yield from walk(block.children)


def map_blocks(blocks: Iterable[Block], change: Callable[[Block], Block]) -> list[Block]:
    """Every block changed, children before their parent."""
    out = []
    for block in blocks:
        if block.children:
            block = replace(block, children=tuple(map_blocks(block.children, change)))
        out.append(change(block))
    return out


def with_marks(block: Block, marks: Iterable[Mark]) -> Block:
    """The block with further marks, in order."""
    return replace(block, marks=tuple(sorted((*block.marks, *marks), key=lambda m: (m.start, m.end))))


class Taken:
    """The stretches of a text that marks hold already, asked in logarithmic time."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        held = sorted((m.start, m.end) for m in marks)
        self._starts = [start for start, _ in held]
        self._reach = list(accumulate((end for _, end in held), max))

    def meets(self, start: int, end: int) -> bool:
        """Whether a mark shares a character with the stretch ``[start, end)``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


class Free:
    """Numbers that are still free, of which the next one from any place on is found in nearly constant time."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = sorted(numbers)
        self._next = list(range(len(self._numbers) + 1))

    def first(self, least: int) -> int | None:
        """The smallest free number that is no less than ``least``."""
        at = bisect_left(self._numbers, least)
        end = at
        while self._next[end] != end:
            end = self._next[end]
        while self._next[at] != end:
            self._next[at], at = end, self._next[at]
        return self._numbers[end] if end < len(self._numbers) else None

    def take(self, number: int) -> None:
        """The number is free no more."""
        at = bisect_left(self._numbers, number)
        self._next[at] = at + 1


def traced_parts(block: Block) -> Iterator[Traced]:
    """Every stretch of source that the block itself holds (children left out)."""
    yield block.text
    for row in block.rows:
        for cell in row:
            yield cell.text
    yield from block.other
