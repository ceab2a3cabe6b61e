"""Where every work is cited: page, paragraph or note, locator, and a line of context. And the numbers of paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build_scripts.formats.marks import find_ref_comment
from build_scripts.model.page import Block, BlockKind, CitedItem, MarkKind, Page
from build_scripts.publish.markup import plain
from build_scripts.text.source import Span

_NUMBERED = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_APART = ("references", "note")
CONTEXT = 28
"""Characters of context on either side of a citation."""
WINDOW = 400
"""Characters of Markdown that are read for them."""


def number_paragraphs(page: Page) -> dict[int, int]:
    """The number of each paragraph of the text, by the start of its block: 1, 2 … per page, boxes and lists included."""
    found: dict[int, int] = {}
    for block in page.blocks:
        if block.kind in _NUMBERED and not set(_APART) & set(block.within):
            found[block.span.start] = len(found) + 1
    return found


class Use(NamedTuple):
    """One place that cites a work.

    ``slug`` is the text's, empty on a page that is no text; ``anchor`` the paragraph's, the note's or the head's;
    ``listed`` marks a line of a printed list.
    """

    key: str
    slug: str
    url: str
    title: str
    anchor: str
    label: str
    locator: str = ""
    before: str = ""
    cited: str = ""
    after: str = ""
    listed: bool = False


def uses_of(page: Page, is_text: bool) -> Iterator[Use]:
    """Every place of a page that cites or lists a work, in reading order; whose text it is, is left open."""
    numbers = number_paragraphs(page) if is_text else {}
    current, label = "", ""
    for block in page.blocks:
        if block.span.start in numbers:
            current = f"p{numbers[block.span.start]}"
            label = f"第{numbers[block.span.start]}段"
        elif block.kind is BlockKind.NOTE:
            current, label = f"fn:{block.id}", f"注{block.id}"
        elif block.kind is BlockKind.HEADING and block.id:
            current, label = block.id, plain(page, block.text)
        yield from _uses_in(page, block, current, label)


def _uses_in(page: Page, block: Block, anchor: str, label: str) -> Iterator[Use]:
    base = Use("", "", "", "", anchor, label)
    for mark in page.marks_in(block.text):
        if mark.kind is not MarkKind.CITATION:
            continue
        start = _outside(page, block, max(block.text.start, mark.span.start - WINDOW))
        before = plain(page, Span(start, mark.span.start))[-CONTEXT:]
        after = plain(page, Span(mark.span.end, min(block.text.end, mark.span.end + WINDOW)))[:CONTEXT]
        for item in mark.items:
            yield _with(base, item, before, mark.printed or f"@{item.key}", after)
    named = find_ref_comment(block.text.cut(page.text))
    if named and (block.kind is BlockKind.NOTE or "references" in block.within):
        words = plain(page, Span(block.text.start, block.text.start + named[1]))
        for item in named[0]:
            yield _with(base, item, "", words[: 2 * CONTEXT], "", "references" in block.within)


def _outside(page: Page, block: Block, at: int) -> int:
    """``at``, or the end of the mark that it would cut."""
    cut = next((mark for mark in page.marks_in(block.text) if mark.span.start < at < mark.span.end), None) if at > block.text.start else None
    return cut.span.end if cut else at


def _with(base: Use, item: CitedItem, before: str, cited: str, after: str, listed: bool = False) -> Use:
    return Use(item.key, base.slug, base.url, base.title, base.anchor, base.label, item.locator, before, cited, after,
               listed)  # fmt: skip


class Uses:
    """The uses, by work and by text."""

    def __init__(self, found: Iterable[Use]) -> None:
        self.by_key: dict[str, list[Use]] = defaultdict(list)
        by_slug: dict[str, dict[str, None]] = defaultdict(dict)
        for use in found:
            self.by_key[use.key].append(use)
            if use.slug:
                by_slug[use.slug][use.key] = None
        self.by_slug = {slug: list(keys) for slug, keys in by_slug.items()}

    def citing(self, key: str) -> list[Use]:
        """The places that cite the work (its lines in printed lists left aside)."""
        return [use for use in self.by_key.get(key, ()) if not use.listed]

    def slugs(self, key: str) -> list[str]:
        """The texts that cite or list the work."""
        return list(dict.fromkeys(use.slug for use in self.by_key.get(key, ()) if use.slug))
