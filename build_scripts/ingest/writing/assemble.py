"""Recognized blocks to a document: elements in reading order, notes numbered through each page, chapters as pages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from build_scripts.ingest.block import Block, Kind, walk
from build_scripts.ingest.recognize.crossrefs import anchor
from build_scripts.ingest.writing.anchors import Anchors, number_of
from build_scripts.ingest.writing.inlines import NumberOf, heading_inlines, inlines, plain_text
from build_scripts.model.document import (
    Box,
    Document,
    DocumentPage,
    Element,
    Figure,
    Heading,
    Inlines,
    Note,
    NoteMark,
    PageMark,
    Paragraph,
    Quote,
    ReferenceItem,
    ReferenceList,
    Table,
    TableCell,
    Text,
)
from build_scripts.text.traced import Traced

LONG_TEXT = 20_000
"""Characters from which a text with chapters becomes one page a chapter."""
MIN_CHAPTERS = 3


@dataclass
class _Page:
    """A page being assembled: which notes it holds, in the order of their marks."""

    blocks: list[Block]
    numbers: dict[str, int] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def number_of(self, value: str) -> int:
        """The number of the note on this page; given out in reading order."""
        if value not in self.numbers:
            self.order.append(value)
            self.numbers[value] = len(self.order)
        return self.numbers[value]


def assemble(blocks: Sequence[Block], slug: str, meta: Mapping[str, object], layout: str, refs: Mapping[int, str], title_notes: Sequence[str] = ()) -> Document:
    """The document of one text.

    ``refs`` maps the source offset at which a printed reference begins to the library key (and locator) it stands for.
    ``layout`` is ``auto``, ``single`` or ``chapters``.
    """
    notes = {str(b.text.start()): b for b in walk(blocks) if b.kind is Kind.NOTE}
    body = [b for b in blocks if b.kind not in (Kind.NOTE, Kind.META, Kind.ASIDE)]
    title = str(meta.get("title") or "")
    chapters = _chapters(body) if _splits(body, layout) else []
    loose = _loose_notes(body, notes, title_notes)
    if not chapters:
        page = _page(f"{slug}.md", meta, title or slug, body, notes, refs, 0, title_notes)
        return Document(slug, (_with_notes(_begun(page, blocks), loose),), meta)
    pages = [_page(f"{slug}/index.md", meta, title or slug, body[: chapters[0]], notes, refs, 0, title_notes)]
    for n, (start, end) in enumerate(zip(chapters, [*chapters[1:], len(body)], strict=True), 1):
        pages.append(_chapter_page(slug, n, body[start:end], notes, refs))
    heads = [body[at].text.start() for at in chapters]
    own: dict[int, list[Block]] = {}
    for note in loose:
        own.setdefault(bisect_right(heads, note.text.start()), []).append(note)
    pages[0] = _begun(pages[0], blocks)
    return Document(slug, tuple(_with_notes(page, own.get(n, [])) for n, page in enumerate(pages)), meta)


def _begun(page: DocumentPage, blocks: Sequence[Block]) -> DocumentPage:
    """The page with the marks of printed pages that begin on its title page."""
    front = takewhile(lambda b: b.kind in (Kind.META, Kind.ASIDE), blocks)
    marks = tuple(PageMark(m.value) for b in front for m in b.marks if m.kind == "page")
    return replace(page, title_marks=(*marks, *page.title_marks)) if marks else page


def _splits(body: list[Block], layout: str) -> bool:
    if layout != "auto":
        return layout == "chapters"
    size = sum(len(b.text) for b in walk(body))
    return size >= LONG_TEXT and len(_chapters(body)) >= MIN_CHAPTERS


def _chapters(body: list[Block]) -> list[int]:
    return [i for i, b in enumerate(body) if b.kind is Kind.HEADING and b.level == 1]


def _chapter_page(slug: str, n: int, blocks: list[Block], notes: Mapping[str, Block], refs: Mapping[int, str]) -> DocumentPage:
    head = blocks[0]
    title = plain_text(heading_inlines(head, lambda _: 0))
    meta = {"title": title, "part_of": slug, "order": n}
    name = Anchors().anchor(head.text.text, 1)
    called = [m.value for m in head.marks if m.kind == "note"]
    page = _page(f"{slug}/{n:02d}-{name}.md", meta, title, blocks[1:], notes, refs, 1, called, number_of(head.text.text) or str(n))
    return replace(page, title_marks=(*(PageMark(m.value) for m in head.marks if m.kind == "page"), *page.title_marks))


def _page(
    path: str, meta: Mapping[str, object], title: str, blocks: list[Block], notes: Mapping[str, Block], refs: Mapping[int, str],
    above: int, title_notes: Sequence[str] = (), chapter: str = "",
) -> DocumentPage:  # fmt: skip
    page = _Page(blocks)
    called = tuple(NoteMark(page.number_of(value)) for value in title_notes)
    body = _elements(blocks, page.number_of, refs, Anchors(chapter), above)
    return DocumentPage(path, meta, title, tuple(body), _notes(page, notes, refs), called)


def _notes(page: _Page, notes: Mapping[str, Block], refs: Mapping[int, str]) -> tuple[Note, ...]:
    out: list[Note] = []
    for done, value in enumerate(page.order, 1):  # a note may call a note: the list grows
        block = notes.get(value)
        content = inlines(block, page.number_of) if block is not None else ()
        keys = refs.get(block.text.start(), "") if block is not None else ""
        out.append(Note(done, content, tuple(k for k in keys.split("; ") if k)))
    return tuple(out)


def _loose_notes(body: list[Block], notes: Mapping[str, Block], title_notes: Sequence[str]) -> list[Block]:
    """Definitions that no mark calls."""
    called = {m.value for b in walk(body) for m in b.marks if m.kind == "note"} | {
        m.value for b in notes.values() for m in b.marks if m.kind == "note"} | set(title_notes)  # fmt: skip
    return [b for value, b in notes.items() if value not in called]


def _with_notes(page: DocumentPage, loose: list[Block]) -> DocumentPage:
    """The page with notes that nothing calls as paragraphs at its end: nothing of the print is lost."""
    if not loose:
        return page
    extra = tuple(Paragraph((*_printed_mark(b), *inlines(b, lambda _: 0)), "note", (b.line, b.last)) for b in loose)
    return replace(page, body=(*page.body, *extra))


def _printed_mark(block: Block) -> Inlines:
    return (Text("".join(piece.text for piece in block.other) + " "),) if block.other else ()


# --- elements ---------------------------------------------------------------------------------------------------


def _elements(blocks: Sequence[Block], number_of: NumberOf, refs: Mapping[int, str], anchors: Anchors, above: int) -> list[Element]:
    out: list[Element] = []
    items: list[ReferenceItem] = []
    for block in blocks:
        if block.kind is Kind.REFERENCE:
            key, _, locator = refs.get(block.text.start(), "").partition(", ")
            items.append(ReferenceItem(inlines(block, number_of, heading=True), key, locator))
            continue
        if items:
            out.append(ReferenceList(tuple(items)))
            items = []
        out.extend(_element(block, number_of, refs, anchors, above))
    if items:
        out.append(ReferenceList(tuple(items)))
    return out


def _element(block: Block, number_of: NumberOf, refs: Mapping[int, str], anchors: Anchors, above: int) -> list[Element]:
    match block.kind:
        case Kind.HEADING:
            level = max(1, block.level - above)
            return [Heading(level, heading_inlines(block, number_of), anchors.anchor(block.text.text, block.level))]
        case Kind.TABLE:
            return [_table(block, number_of, anchors)]
        case Kind.FIGURE:
            caption, below = _captioned(block, number_of)
            return [Figure(_own_anchor(block, anchors), caption, below)]
        case Kind.BOX:
            own = _own_anchor(block, anchors)
            inside = _elements(block.children, number_of, refs, anchors, above)
            return [Box(own, heading_inlines(block, number_of), tuple(inside))]
        case Kind.EPIGRAPH | Kind.QUOTE:
            return [_quote(block, number_of)]
        case Kind.TERM:
            return [Paragraph(inlines(b, number_of), "", (b.line, b.last)) for b in (block, *block.children) if b.text]
        case _:
            role = "source" if block.kind is Kind.SOURCE else ""
            content = inlines(block, number_of)
            return [Paragraph(content, role, (block.line, block.last))] if content else []


def _own_anchor(block: Block, anchors: Anchors) -> str:
    return anchors.first(anchor(block.kind, block.label)) if block.label else ""


def _captioned(block: Block, number_of: NumberOf) -> tuple[Inlines, tuple[Paragraph, ...]]:
    caption: Inlines = ()
    below: list[Paragraph] = []
    for child in block.children:
        if child.kind is Kind.CAPTION and not caption:
            caption = heading_inlines(child, number_of)
        elif child.kind is not Kind.ASIDE:
            below.append(Paragraph(inlines(child, number_of), "source", (child.line, child.last)))
    return caption, tuple(below)


def _table(block: Block, number_of: NumberOf, anchors: Anchors) -> Table:
    caption, below = _captioned(block, number_of)
    starts = [m.start for m in block.marks]
    rows = tuple(tuple(TableCell(_cell(cell.text, block, starts, number_of), cell.colspan, cell.rowspan) for cell in row) for row in block.rows)
    return Table(_own_anchor(block, anchors), caption, rows, block.header_rows, below)


def _cell(text: Traced, block: Block, starts: Sequence[int], number_of: NumberOf) -> Inlines:
    """A cell's inlines; the marks of a table (in order, beginning at ``starts``) are found by their place in the source."""
    inside = block.marks[bisect_left(starts, text.start()) : bisect_left(starts, text.end())]
    if not inside:
        return inlines(Block(Kind.TEXT, text), number_of)
    shift = {offset: i for i, offset in enumerate(text.at)}
    marks = tuple(type(m)(shift[m.start], shift[m.end - 1] + 1, m.kind, m.value) for m in inside if m.start in shift and m.end - 1 in shift)
    return inlines(Block(Kind.TEXT, text, marks=marks), number_of)


def _quote(block: Block, number_of: NumberOf) -> Quote:
    lines = [inlines(child, number_of) for child in block.children]
    last = plain_text(lines[-1]) if lines else ""
    if len(lines) > 1 and last.startswith(("——", "—", "--")):
        return Quote(tuple(lines[:-1]), lines[-1])
    return Quote(tuple(lines))
