"""A document as we write it: what ingest makes of one text and what a page of ``docs/texts`` is printed from.

Not to be mixed up with ``model.page``: a *document* is printed by us, a *page* belongs to people and is only edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """Characters to be read as they are."""

    text: str


@dataclass(frozen=True)
class NoteMark:
    """The mark of note ``number`` of its page, from 1."""

    number: int


@dataclass(frozen=True)
class CitationMark:
    """A citation in the page format's syntax (``[@key, 12]``), or empty when unresolved, and what the print shows."""

    citation: str
    printed: str


@dataclass(frozen=True)
class Link:
    """A cross-reference to an anchor of the same text."""

    text: str
    target: str


@dataclass(frozen=True)
class PageMark:
    """Where page ``label`` of the print begins."""

    label: str


@dataclass(frozen=True)
class Emphasis:
    """Characters that the print sets apart (italic Latin titles)."""

    text: str


Inline = Text | NoteMark | CitationMark | Link | PageMark | Emphasis
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A head of the text; level 1 is the top below the title. ``anchor`` is ASCII and stable, made of numbers."""

    level: int
    content: Inlines
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Running text. ``role`` is empty, or ``source`` for the source and note lines of tables and figures."""

    content: Inlines
    role: str = ""
    lines: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class TableCell:
    """A cell; spans count rows and columns."""

    content: Inlines
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Table:
    """A table with the first ``header_rows`` rows as its head."""

    anchor: str
    caption: Inlines
    rows: tuple[tuple[TableCell, ...], ...]
    header_rows: int
    notes: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure without image: its caption and the lines below it."""

    anchor: str
    caption: Inlines
    notes: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Box:
    """A box (专栏) with its title and what stands in it."""

    anchor: str
    title: Inlines
    content: tuple[Element, ...]


@dataclass(frozen=True)
class Quote:
    """An epigraph or a set-off quotation; ``attribution`` is its last line, empty without one."""

    content: tuple[Inlines, ...]
    attribution: Inlines = ()


@dataclass(frozen=True)
class ReferenceItem:
    """One entry of a printed list as printed, and the library key (with locator) it stands for, empty if unknown."""

    content: Inlines
    key: str = ""
    locator: str = ""


@dataclass(frozen=True)
class ReferenceList:
    """A printed list of references."""

    items: tuple[ReferenceItem, ...]


Element = Heading | Paragraph | Table | Figure | Box | Quote | ReferenceList


@dataclass(frozen=True)
class Note:
    """Note ``number`` of its page; ``refs`` names the library entries that it prints, as ``key`` or ``key, locator``."""

    number: int
    content: Inlines
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentPage:
    """One page of a document: ``path`` below ``docs/texts``, its front matter, title, elements and notes;
    ``title_marks`` are the note marks that the title carries."""

    path: str
    meta: Mapping[str, object]
    title: str
    body: tuple[Element, ...]
    notes: tuple[Note, ...] = ()
    title_marks: Inlines = ()


@dataclass(frozen=True)
class Document:
    """One text: all its pages in reading order; the first carries the metadata of the whole."""

    slug: str
    pages: tuple[DocumentPage, ...]
    meta: Mapping[str, object] = field(default_factory=dict)
