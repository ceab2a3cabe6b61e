"""The body of a page, changed at places: citations, notes, printed lists, tables, page marks, paragraph numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from build_scripts.formats.marks import find_ref_comment
from build_scripts.model.page import Block, BlockKind, CitedItem, Mark, MarkKind, Page
from build_scripts.publish.markup import element, plain
from build_scripts.publish.page.citations import Citations, note_link, note_sign
from build_scripts.publish.page.strays import stray_signs
from build_scripts.publish.uses import number_paragraphs
from build_scripts.publish.works import Works
from build_scripts.text.edit import Edit, apply_edits
from build_scripts.text.source import Span

LinkTerms = Callable[[Page], Iterable[Edit]]
"""What links the glossary's terms in a page: edits of plain words and of ``[[term]]`` marks, of nothing else."""

_TABLE_TAG = re.compile(r"(<(?:table|thead|tbody|tfoot|tr|td|th))\b(?![^<>]*\bmarkdown=)", re.I)
_MARKED = ' markdown="{}"'
_PAGE_BREAK = re.compile(r"^<span class=\"pb\"")


@dataclass
class Body:
    """The changed body and what the rest of the page needs to know of it.

    ``cited`` are the keys in order of first citation, ``listed`` those with an entry in a printed list of this page,
    ``unresolved`` how many citations lead nowhere, ``missing`` keys that the library does not hold.
    """

    text: str = ""
    cited: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    unresolved: int = 0
    missing: list[str] = field(default_factory=list)


class BodyWriter:
    """Makes the body of one page. ``numbered`` gives paragraphs their numbers; ``entry_href`` leads to the bibliography.

    ``raw`` leads from the start of a paragraph's block to the raw lines it came from.
    """

    def __init__(self, page: Page, works: Works, citations: Citations, entry_href: Callable[[str], str],
                 numbered: bool = True, link_terms: LinkTerms | None = None, raw: Mapping[int, str] | None = None) -> None:  # fmt: skip
        self.page, self.works, self.citations, self.entry_href = page, works, citations, entry_href
        self.numbers = number_paragraphs(page) if numbered else {}
        self.link_terms = link_terms
        self.raw = raw or {}
        self.body = Body()
        self.order: dict[str, int] = {}
        self.anchors: set[str] = set()

    def write(self) -> Body:
        """The body with all changes."""
        page = self.page
        self._note_works()
        links = [edit for edit in self.link_terms(page) if edit.span.start >= page.body] if self.link_terms else []
        edits = [edit for block in page.blocks for edit in self._block(block)]
        edits += clear_of(edits, stray_signs(page))
        edits += clear_of(edits, links)
        moved = [Edit(Span(e.span.start - page.body, e.span.end - page.body), e.new) for e in edits]
        self.body.text = apply_edits(page.text[page.body :], moved)
        return self.body

    def _note_works(self) -> None:
        for mark in self.page.marks:
            if mark.kind is MarkKind.CITATION:
                self._cite(mark.items)
            self.body.unresolved += mark.kind is MarkKind.UNRESOLVED
        for block in self.page.blocks:
            named = find_ref_comment(block.text.cut(self.page.text)) if _may_name(block) else None
            if named and "references" in block.within and self.citations.as_printed:
                self.body.listed += [item.key for item in named[0] if item.key in self.works]
            elif named and "references" not in block.within:
                self._cite(named[0])

    def _cite(self, items: Iterable[CitedItem]) -> None:
        missing = False
        for item in items:
            if item.key in self.works:
                if item.key not in self.order:
                    self.order[item.key] = len(self.order) + 1
                    self.body.cited.append(item.key)
            else:
                missing = True
                self.body.missing.append(item.key)
        self.body.unresolved += missing

    def _block(self, block: Block) -> Iterator[Edit]:
        if "references" in block.within and block.kind is BlockKind.ITEM:
            yield from self._reference(block)
            return
        yield from self._marks(block)
        if block.kind is BlockKind.BOX_TITLE and (anchor := self._anchor_behind(block)):
            yield Edit(Span(block.text.start, block.text.start), f"<span class='anchor' id='{anchor.id}'></span>")
            yield Edit(anchor.text, "")
        elif self._is_anchor(block) and self._anchor_behind(self.page.blocks[self._places[block.span.start] - 1]) is block:
            return  # it went into the title
        elif block.kind is BlockKind.NOTE:
            yield from self._note(block)
            if way := self.raw.get(block.span.start):
                yield Edit(Span(block.text.end, block.text.end), f" {_raw_lines(way, f'注{block.id}')}")
        elif block.span.start in self.numbers:
            yield self._number(block, self.numbers[block.span.start])
        elif self._is_anchor(block):
            tag = "span" if block.indent else "div"  # inside an indented box Markdown takes inline HTML only
            yield Edit(block.text, element(tag, "", class_="anchor", id=block.id or None))
        elif block.kind is BlockKind.TABLE or (block.kind is BlockKind.HTML and self._is_table(block)):
            yield from self._table(block)

    def _is_anchor(self, block: Block) -> bool:
        return block.kind is BlockKind.HTML and block.text.cut(self.page.text).startswith(("<span", "<a "))

    def _anchor_behind(self, block: Block) -> Block | None:
        """The anchor that a box begins with, where its title (which is printed in quotation marks) can take it: the box has no id of its own."""
        after = self._places[block.span.start] + 1
        if block.kind is not BlockKind.BOX_TITLE or after == len(self.page.blocks) or not self.page.text.startswith('"', block.text.end):
            return None
        behind = self.page.blocks[after]
        return behind if self._is_anchor(behind) and behind.within == block.within and re.fullmatch(r"[\w.:-]+", behind.id) else None

    def _marks(self, block: Block) -> Iterator[Edit]:
        for mark in self.page.marks_in(block.text):
            source = mark.span.cut(self.page.text)
            if mark.kind is MarkKind.CITATION and self._is_citation(mark):
                yield Edit(mark.span, self.citations.render(mark, source, self.order))
            elif mark.kind is MarkKind.UNRESOLVED:
                yield Edit(Span(mark.span.start, mark.span.start + 5), '<cite title="未能对应到文献"')
            elif mark.kind is MarkKind.TERM and self.link_terms is None:
                yield Edit(mark.span, mark.text.cut(self.page.text))
            elif mark.kind is MarkKind.PAGE_BREAK and mark.label:
                new = f'<span role="separator" aria-label="第{mark.label}页" class="pb"'
                yield Edit(Span(mark.span.start, mark.span.end), _PAGE_BREAK.sub(new, source))

    def _is_citation(self, mark: Mark) -> bool:
        """A lone ``@word`` that names nothing in the library is a word of the text."""
        return not mark.narrative or bool(mark.printed) or mark.items[0].key in self.works

    def _number(self, block: Block, number: int) -> Edit:
        here = f"p{number}"
        anchor = element("a", str(number), class_="permalink headerlink", href=f"#{here}", title=f"第{number}段的链接",
                         aria_label=f"第{number}段")  # fmt: skip
        if way := self.raw.get(block.span.start):
            anchor += _raw_lines(way, f"第{number}段")
        given = f" #{block.id}" if block.id else ""
        place = Span(block.text.end, block.span.end)
        extra = element("span", "", id=here) if given else ""
        return Edit(place, f"{extra}{anchor}\n{block.indent}{{: #{block.id or here} }}")

    def _note(self, block: Block) -> Iterator[Edit]:
        words = block.text.cut(self.page.text)
        named = find_ref_comment(words)
        if named is None:
            return
        items, cut = named
        known = [item for item in items if item.key in self.works]
        marks = self.page.marks_in(block.text)
        plain_words = all(mark.kind is MarkKind.COMMENT for mark in marks)
        linked = note_link(known[0], words[:cut], self.works) if len(known) == 1 and plain_words else None
        if linked:
            start, end, new = linked
            yield Edit(Span(block.text.start + start, block.text.start + end), new)
            yield Edit(Span(block.text.start + cut, block.text.end), "")
            return
        signs = " ".join(note_sign(item) for item in known)
        if signs:
            yield Edit(Span(block.text.start + cut, block.text.end), f" {signs}")

    def _reference(self, block: Block) -> Iterator[Edit]:
        """A line of a printed list: ``- … <!-- ref: key -->`` becomes an item with the entry's anchor."""
        words = block.text.cut(self.page.text).replace("\n", " ")
        named = find_ref_comment(words)
        items, cut = named if named else ((), len(words))
        known = [item for item in items if item.key in self.works]
        kind = "ref" if self.citations.as_printed else "print"  # in the site's style the list of the page holds the entries
        anchors = [key for key in (f"{kind}-{item.key}" for item in known) if key not in self.anchors]
        self.anchors.update(anchors)
        more = "".join(element("span", "", id=anchor) for anchor in anchors[1:])
        ways = "".join(
            element("a", "文献", class_="entry-link page-meta", href=self.entry_href(item.key), title="在文献库中查看")
            for item in known
        )
        content = more + words[:cut].rstrip() + (f" {ways}" if ways else "")
        item_html = element("li", content, class_="reference", id=anchors[0] if anchors else None,
                            data_key=known[0].key if known else None, markdown="span")  # fmt: skip
        opening = '<ul class="reference-list" markdown="block">\n' if self._edge(block, -1) else ""
        closing = "\n</ul>" if self._edge(block, 1) else ""
        yield Edit(block.span, opening + item_html + closing)

    def _edge(self, block: Block, step: int) -> bool:
        """Whether no further line of the same list stands on that side."""
        at = self._places[block.span.start] + step
        blocks = self.page.blocks
        if not 0 <= at < len(blocks):
            return True
        other = blocks[at]
        return other.kind is not BlockKind.ITEM or "references" not in other.within

    @property
    def _places(self) -> dict[int, int]:
        if not hasattr(self, "_place_cache"):
            self._place_cache = {block.span.start: place for place, block in enumerate(self.page.blocks)}
        return self._place_cache

    def _is_table(self, block: Block) -> bool:
        return block.text.cut(self.page.text).lstrip().startswith("<table")

    def _table(self, block: Block) -> Iterator[Edit]:
        """A table scrolls in its own frame, which the keyboard can reach."""
        label = self._caption_of(block) or "表格"
        frame = f'<div class="table-scroll" tabindex="0" role="region" aria-label="{_attribute(label)}"'
        start, end = Span(block.text.start, block.text.start), Span(block.text.end, block.text.end)
        indent = "\n" + block.indent
        if block.kind is BlockKind.TABLE:
            yield Edit(start, f'{frame} markdown="block">\n{indent}')
            yield Edit(end, f"\n{indent}</div>")
            return
        source = block.text.cut(self.page.text)
        rich = re.search(r"\[\^|\[-?@|\*\*|`|\[\[|\bmarkdown=", source) is not None
        yield Edit(start, f"{frame}{_MARKED.format('block') if rich else ''}>{indent}")
        for match in _TABLE_TAG.finditer(source) if rich else ():
            at = block.text.start + match.end(1)
            yield Edit(Span(at, at), _MARKED.format("span" if match[1].lower() in ("<td", "<th") else "block"))
        yield Edit(end, f"{indent}</div>")

    def _caption_of(self, block: Block) -> str:
        at = self._places[block.span.start]
        for other in reversed(self.page.blocks[max(0, at - 3) : at]):
            if other.kind is BlockKind.CAPTION:
                return plain(self.page, other.text)
        return ""


def clear_of(ours: list[Edit], theirs: list[Edit]) -> list[Edit]:
    """Those of ``theirs`` that touch no stretch which ``ours`` replace (a note whose title became a link, a citation)."""
    taken = sorted((edit.span for edit in ours if edit.span.end > edit.span.start), key=lambda span: span.start)
    starts = [span.start for span in taken]
    kept = []
    for edit in theirs:
        at = bisect_left(starts, max(edit.span.end, edit.span.start + 1)) - 1
        if at < 0 or taken[at].end <= edit.span.start:
            kept.append(edit)
    return kept


def _raw_lines(way: str, what: str) -> str:
    return element("a", "源", class_="raw-lines page-meta", href=way, title="转换前的原始文本", aria_label=f"{what}的原始文本")


def _may_name(block: Block) -> bool:
    return block.kind in (BlockKind.NOTE, BlockKind.ITEM)


def _attribute(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
