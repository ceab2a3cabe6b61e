"""What a page says by itself: where it cites and lists works, where it uses and explains terms, its length, its plain words.

All of it is decided by the page and the glossary, so it is read once and remembered: a site built again after one change
reads one page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Any

from build_scripts.formats.cache import Memo, Work, key_of
from build_scripts.model.glossary import Term
from build_scripts.model.page import BlockKind, Page, page_url
from build_scripts.passages.concordance import context, sentence
from build_scripts.publish.markup import plain
from build_scripts.publish.texts import length_of
from build_scripts.publish.uses import Use, number_paragraphs, uses_of
from build_scripts.terms.link import Use as TermUse

_SAYS = re.compile(
    r"[”\"』」’]?\s*(?:[（(][^（）()]{0,80}[）)])?\s*(?:的(?:定义|含义|内涵|核心要义|本质)[，,]?)?\s*[，,]?\s*"
    r"(?:是指|指的是|系指|意指|是一种|是一个|是一类|定义为|被定义为|(?:refers?|referred) to|is defined as)"
)
_IS = re.compile(r"[”\"』」’]?\s*(?:[（(][^（）()]{0,80}[）)])?\s*(?:[，,]\s*)?是(?![不否由在从对因为与和]|什么|多么)[^。！？\n]{8,}的")
_CALLED = re.compile(r"(?:称为|称作|称之为|叫做|叫作|谓之|所谓的?)\s*[“\"『「]?$")
_HEAD_NUMBER = re.compile(r"^[（(]?[\d一二三四五六七八九十.、．）)\s]+")

Row = list[str]
"""One use of a term: anchor and label of its place, what stands left of it, itself, what stands right of it."""


@dataclass(frozen=True)
class Reading:
    """``cited`` are the fields of the places that cite works, ``lines`` the uses of each term in reading order, ``sayings``
    sentences that explain one: term, row, words and where in them the term begins (-1: nowhere); ``company`` how many blocks two
    terms share; ``length`` counts characters."""

    length: int = 0
    cited: list[list[Any]] = field(default_factory=list)
    lines: dict[str, list[Row]] = field(default_factory=dict)
    sayings: list[tuple[str, Row, str, int]] = field(default_factory=list)
    company: list[tuple[str, str, int]] = field(default_factory=list)

    def uses(self, page: Page, slug: str) -> Iterator[Use]:
        """The places of the page that cite or list a work."""
        url, title = page_url(page.path), page.title
        for key, anchor, label, locator, before, cited, after, listed in self.cited:
            yield Use(key, slug, url, title, anchor, label, locator, before, cited, after, listed)


class Readings:
    """The readings of a site's pages. ``key`` stands for everything beside a page that decides what is found in it."""

    def __init__(self, memo: Memo, key: str, uses_on: Callable[[Page], Sequence[TermUse]], find: Callable[[str], Term | None]) -> None:
        self._memo, self._key, self._uses_on, self._find = memo, key, uses_on, find
        self._held: dict[tuple[str, bool], tuple[Page, Reading]] = {}

    def to_share(self) -> Readings:
        """Without the readings that it holds and remembers."""
        return Readings(Memo(), self._key, self._uses_on, self._find)

    def of(self, page: Page, is_text: bool = True) -> Reading:
        """The reading of a page; one that is no text has no terms and no numbered paragraphs."""
        held = self._held.get((page.path, is_text))
        if held is None or held[0] is not page:
            found = self._memo.value("reading", self._key_of(page, is_text), lambda: self._read(page, is_text))
            held = self._held[page.path, is_text] = (page, Reading(*found))
            page.__dict__.setdefault("_length", held[1].length)  # what length_of would count again
        return held[1]

    def work(self, page: Page) -> Work:
        """The reading of a page of a text, to be made ahead."""
        return Work.value("reading", self._key_of(page, True), partial(self._read, page, True))

    def _key_of(self, page: Page, is_text: bool) -> str:
        return key_of(self._key, str(is_text), page.path, page.digest)

    def _read(self, page: Page, is_text: bool) -> list[Any]:
        cited = [[use.key, use.anchor, use.label, use.locator, use.before, use.cited, use.after, use.listed] for use in uses_of(page, is_text)]
        if not is_text:
            return [0, cited]
        places = dict(find_places(page))
        lines: dict[str, list[Row]] = defaultdict(list)
        sayings: list[tuple[str, Row, str, int]] = []
        uses = self._uses_on(page)
        for use in uses:
            shown = use.region.shown
            row = [*places.get(use.region.block.span.start, ("", "")), *context(shown, use.start, use.end)]
            lines[use.term].append(row)
            if _defines(shown, use.start, use.end):
                sayings.append((use.term, row, *sentence(shown, use.start, use.end)))
        sayings += [(term, row, words, -1) for term, row, words in _printed_entries(page, places, self._find)]
        return [length_of([page]), cited, lines, sayings, _company(uses)]


def _company(uses: Sequence[TermUse]) -> list[tuple[str, str, int]]:
    blocks: dict[int, set[str]] = defaultdict(set)
    for use in uses:
        blocks[use.region.block.span.start].add(use.term)
    found = Counter(pair for terms in blocks.values() for pair in combinations(sorted(terms), 2))
    return [(one, other, number) for (one, other), number in found.items()]


def _defines(text: str, start: int, end: int) -> bool:
    """Whether the sentence says what the term at the place means."""
    if _SAYS.match(text, end) or _CALLED.search(text, max(0, start - 12), start):
        return True
    begins = start == 0 or text[start - 1] in "。！？\n" or (text[start - 1] in "“\"" and (start == 1 or text[start - 2] in "。！？\n"))
    return begins and _IS.match(text, end) is not None


def find_places(page: Page) -> Iterator[tuple[int, tuple[str, str]]]:
    """Anchor and name of every block's place: its paragraph, its note, its figure, else the head above."""
    numbers = number_paragraphs(page)
    here = ("", "")
    figure = ("", "")
    for block in page.blocks:
        if block.kind is BlockKind.HTML and block.id and not block.text.cut(page.text).startswith(("<span", "<a ")):
            figure = (block.id, "图表")
        elif "figure" not in block.within:
            figure = ("", "")
        if block.kind is BlockKind.HEADING:
            here = (block.id, plain(page, block.text))
        elif block.span.start in numbers:
            number = numbers[block.span.start]
            here = (f"p{number}", f"第{number}段")
        if block.kind is BlockKind.NOTE:
            yield block.span.start, (f"fn:{block.id}", f"注{block.id}")
        elif block.span.start in numbers:
            yield block.span.start, here
        else:
            yield block.span.start, figure if figure[0] else here


def _printed_entries(
    page: Page, places: Mapping[int, tuple[str, str]], find: Callable[[str], Term | None]
) -> Iterator[tuple[str, Row, str]]:
    """Entries of glossaries that a text prints: a head that is a term, and the paragraph under it that says what it means."""
    blocks = page.blocks
    for head, block in zip(blocks, blocks[1:], strict=False):
        if head.kind is not BlockKind.HEADING or block.kind is not BlockKind.PARAGRAPH:
            continue
        term = find(_HEAD_NUMBER.sub("", plain(page, head.text)))
        words = plain(page, block.text)
        if term and re.match(r"是|指|即|[（(]", words):
            yield term.id, [*places.get(block.span.start, ("", "")), "", term.term, words[:40]], words[:240]
