"""Where a page uses the terms of the glossary, and which of these places become links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from build_scripts.diagnostics import Diagnostic, Report, Severity, silent
from build_scripts.model.glossary import Glossary, Linking
from build_scripts.model.page import BlockKind, MarkKind, Page
from build_scripts.terms.matcher import Matcher
from build_scripts.terms.regions import Region, read_regions
from build_scripts.text.edit import Edit
from build_scripts.text.source import Span

Href = Callable[[str], str]
"""From a term's id to the address of its entry as seen from the page."""

_PAGE = -2
"""The section that stands for the whole page."""
_OFF = re.compile(r"<!--\s*terms?:\s*(off|on)\b\s*((?:(?!<!--).)*?)-->", re.S)


@dataclass(frozen=True)
class Use:
    """One place where a term stands: in ``region.shown[start:end]``; ``span`` in the page (None: not to be linked)."""

    term: str
    region: Region
    start: int
    end: int
    span: Span | None
    forced: bool = False


@dataclass(frozen=True)
class LinkOptions:
    """``mode`` holds for terms that say nothing of their own; ``off`` are ids of terms that are not linked here."""

    mode: Linking = Linking.SECTION
    off: frozenset[str] = frozenset()


def page_options(page: Page, glossary: Glossary, site: Linking = Linking.SECTION) -> LinkOptions:
    """The options of a page: the site's, changed by front matter and comments.

    Front matter: ``terms: off|section|page|every`` or ``terms: {link: …, off: [name, …]}``. Comments: ``<!-- term: off -->``
    for the page, ``<!-- term: off name、name -->`` for some terms.
    """
    mode, off = site, set[str]()
    value = page.meta.get("terms")
    if isinstance(value, Mapping):
        mode = _mode(value.get("link"), mode)
        off.update(_ids(value.get("off"), glossary))
    elif value is not None:
        mode = _mode(value, mode)
    for mark in _comments(page):
        words = mark[1].strip()
        if mark[0] == "off" and not words:
            mode = Linking.OFF
        elif mark[0] == "off":
            off.update(_ids(re.split(r"[、,，;；]\s*", words), glossary))
    return LinkOptions(mode, frozenset(off))


def _comments(page: Page) -> Iterator[tuple[str, str]]:
    spans = [mark.span for mark in page.marks if mark.kind is MarkKind.COMMENT]
    spans += [block.text for block in page.blocks if block.kind is BlockKind.COMMENT]
    for span in spans:
        match = _OFF.match(span.cut(page.text))
        if match:
            yield match[1], match[2]


def _mode(value: Any, otherwise: Linking) -> Linking:
    if value is False:
        return Linking.OFF
    return Linking(value) if value in list(Linking) else otherwise


def _ids(names: Any, glossary: Glossary) -> Iterator[str]:
    for name in [names] if isinstance(names, str) else names or ():
        term = glossary.find(str(name))
        if term:
            yield term.id


def find_uses(page: Page, matcher: Matcher, regions: Iterable[Region] | None = None, report: Report = silent) -> list[Use]:
    """Every use of a term on the page, in order, marks ``[[term]]`` included. Terms of one name never overlap.

    ``TRM010`` reports a ``[[name]]`` that names no term.
    """
    uses: list[Use] = []
    for region in read_regions(page) if regions is None else regions:
        found = [Use(one.term, region, one.start, one.end, region.span(one.start, one.end)) for one in matcher.find(region.words)]
        for start, end, mark in region.forced:
            term = matcher.glossary.find(mark.label)
            if term:
                found.append(Use(term.id, region, start, end, mark.span, True))
            else:
                line, column = page.position(mark.span.start)
                report(Diagnostic("TRM010", f"术语表里没有“{mark.label}”。", "改正名称，或在 references/glossary.yml 里补上这一条。",
                                  Severity.WARNING, f"docs/{page.path}", line, column))  # fmt: skip
        if region.forced:
            found.sort(key=lambda use: use.start)
        uses += found
    return uses


def link_terms(page: Page, uses: Sequence[Use], glossary: Glossary, href: Href, options: LinkOptions = LinkOptions()) -> list[Edit]:
    """The edits that turn uses into links, and every ``[[term]]`` into a link or plain words.

    By default the first use in a section becomes a link; notes count as one section. Never in heads.
    """
    edits = _plain_marks(page, {use.span.start for use in uses if use.forced and use.span})
    seen: set[tuple[str, int]] = set()
    for use in uses:
        if use.span is None:
            continue
        way = href(use.term)
        if use.forced:
            seen |= {(use.term, use.region.section), (use.term, _PAGE)}
            words = use.region.shown[use.start : use.end]
            edits.append(Edit(use.span, f"{_opening(use.term, way)}{words}</a>"))
            continue
        own = glossary[use.term].link
        mode = Linking.OFF if options.mode is Linking.OFF or use.term in options.off else own or options.mode
        if mode is Linking.OFF:
            continue
        key = (use.term, use.region.section if mode is Linking.SECTION else _PAGE)
        if mode is not Linking.EVERY and key in seen:
            continue
        seen |= {key, (use.term, use.region.section), (use.term, _PAGE)}
        edits.append(Edit(use.span, f"{_opening(use.term, way)}{use.span.cut(page.text)}</a>"))
    return edits


def _plain_marks(page: Page, linked: set[int]) -> list[Edit]:
    """``[[term]]`` in heads, or of unknown terms, as plain words; printed lists are left to who writes them."""
    lists = [block.span for block in page.blocks if "references" in block.within and block.kind is BlockKind.ITEM]
    inside = _Inside(lists)
    return [
        Edit(mark.span, mark.text.cut(page.text))
        for mark in page.marks
        if mark.kind is MarkKind.TERM and mark.span.start not in linked and mark.span.start not in inside
    ]


@dataclass
class _Inside:
    """Whether an offset lies in one of some ordered spans."""

    spans: list[Span]
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [span.start for span in self.spans]

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self.spans[at].end


def _opening(term: str, href: str) -> str:
    return f'<a class="term" data-term="{escape(term)}" href="{escape(href)}">'
