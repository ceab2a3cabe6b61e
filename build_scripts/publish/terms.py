"""The glossary on the pages: which words become links, where each term is used, and where its entry stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from build_scripts.cite.gbt7714.order import collate
from build_scripts.cite.pinyin import plain as plain_syllable
from build_scripts.cite.pinyin import readings
from build_scripts.model.corpus import Corpus, Text
from build_scripts.model.glossary import Linking, Term
from build_scripts.model.page import BlockKind, Page, page_url
from build_scripts.passages.concordance import Line, context, sentence
from build_scripts.publish.markup import plain, relative
from build_scripts.publish.uses import number_paragraphs
from build_scripts.terms.link import Use, find_uses, link_terms, page_options
from build_scripts.terms.matcher import Matcher
from build_scripts.terms.regions import Region, read_regions
from build_scripts.text.edit import Edit
from build_scripts.text.han import is_han

PER_PAGE = 300
"""Entries on one page of the glossary."""

_SAYS = re.compile(
    r"[”\"』」’]?\s*(?:[（(][^（）()]{0,80}[）)])?\s*(?:的(?:定义|含义|内涵|核心要义|本质)[，,]?)?\s*[，,]?\s*"
    r"(?:是指|指的是|系指|意指|是一种|是一个|是一类|定义为|被定义为|(?:refers?|referred) to|is defined as)"
)
_IS = re.compile(r"[”\"』」’]?\s*(?:[（(][^（）()]{0,80}[）)])?\s*(?:[，,]\s*)?是(?![不否由在从对因为与和]|什么|多么)[^。！？\n]{8,}的")
_CALLED = re.compile(r"(?:称为|称作|称之为|叫做|叫作|谓之|所谓的?)\s*[“\"『「]?$")
_HEAD_NUMBER = re.compile(r"^[（(]?[\d一二三四五六七八九十.、．）)\s]+")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence in which a text says what the term means; the term stands at ``start``."""

    line: Line
    words: str
    start: int


@dataclass
class TermUses:
    """Every use of one term in the texts, in reading order."""

    lines: list[Line] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    by_text: Counter[str] = field(default_factory=Counter)


class SiteTerms:
    """The terms of one site. ``edits`` is what links them on a page."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus, self.glossary = corpus, corpus.glossary
        wanted = corpus.config.extra.get("terms")
        wanted = wanted if isinstance(wanted, Mapping) else {}
        self.linking = Linking(wanted["link"]) if wanted.get("link") in list(Linking) else Linking.SECTION
        self.matcher = Matcher(corpus.glossary, english=wanted.get("english") is not False)
        self._read_once: dict[str, tuple[Page, tuple[Region, ...]]] = {}
        self._found: dict[str, tuple[Page, list[Use]]] = {}

    def regions_on(self, page: Page) -> tuple[Region, ...]:
        """The running text of a page; each page is read once."""
        known = self._read_once.get(page.path)
        if known is None or known[0] is not page:
            known = self._read_once[page.path] = (page, tuple(read_regions(page)))
        return known[1]

    def uses_on(self, page: Page) -> list[Use]:
        """The uses on a page; each page is read once."""
        known = self._found.get(page.path)
        if known is None or known[0] is not page:
            known = self._found[page.path] = (page, find_uses(page, self.matcher, self.regions_on(page)))
        return known[1]

    def edits(self, page: Page) -> list[Edit]:
        """The edits that link the terms of a page. An entry of the glossary does not link to itself."""
        here = page_url(page.path)
        uses = self.uses_on(page)
        if here.startswith("glossary/"):
            uses = [use for use in uses if use.region.head != f"term-{use.term}"]
        options = page_options(page, self.glossary, self.linking)
        return link_terms(page, uses, self.glossary, lambda term: relative(here, self.url(term)), options)

    @cached_property
    def ordered(self) -> list[Term]:
        """The terms by pinyin."""
        return sorted(self.glossary, key=spoken)

    @cached_property
    def index_pages(self) -> list[tuple[str, list[Term]]]:
        """Path and terms of each page of the glossary; one page for a small glossary."""
        terms = self.ordered
        if len(terms) <= PER_PAGE:
            return [("glossary/index.md", terms)]
        chunks = [terms[at : at + PER_PAGE] for at in range(0, len(terms), PER_PAGE)]
        return [("glossary/index.md" if n == 0 else f"glossary/page/{n + 1}.md", chunk) for n, chunk in enumerate(chunks)]

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {term.id: f"{page_url(path)}#term-{term.id}" for path, terms in self.index_pages for term in terms}

    def url(self, term: str) -> str:
        """The address of a term's entry below the site's root."""
        return self._urls[term]

    @cached_property
    def used(self) -> dict[str, TermUses]:
        """The uses of every term in the texts."""
        found: dict[str, TermUses] = defaultdict(TermUses)
        for whole in self.corpus.texts:
            for page in whole.pages:
                self._read(whole, page, found)
        return dict(found)

    @cached_property
    def company(self) -> dict[str, Counter[str]]:
        """How many blocks each two terms share."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for uses in (self.uses_on(page) for text in self.corpus.texts for page in text.pages):
            blocks: dict[int, set[str]] = defaultdict(set)
            for use in uses:
                blocks[use.region.block.span.start].add(use.term)
            for terms in blocks.values():
                for one, other in combinations(sorted(terms), 2):
                    found[one][other] += 1
                    found[other][one] += 1
        return found

    def _read(self, whole: Text, page: Page, found: dict[str, TermUses]) -> None:
        url, places = page_url(page.path), dict(find_places(page))
        for use in self.uses_on(page):
            anchor, label = places.get(use.region.block.span.start, ("", ""))
            shown = use.region.shown
            line = Line(whole.slug, url, anchor, label, *context(shown, use.start, use.end))
            of_term = found[use.term]
            of_term.lines.append(line)
            of_term.by_text[whole.slug] += 1
            if _defines(shown, use.start, use.end):
                of_term.sayings.append(Saying(line, *sentence(shown, use.start, use.end)))
        for term, line, words in _printed_entries(page, whole.slug, url, places, self.matcher.glossary.find):
            found[term].sayings.append(Saying(line, words, -1))


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
    page: Page, slug: str, url: str, places: Mapping[int, tuple[str, str]], find: Callable[[str], Term | None]
) -> Iterator[tuple[str, Line, str]]:
    """Entries of glossaries that a text prints: a head that is a term, and the paragraph under it that says what it means."""
    blocks = page.blocks
    for head, block in zip(blocks, blocks[1:], strict=False):
        if head.kind is not BlockKind.HEADING or block.kind is not BlockKind.PARAGRAPH:
            continue
        term = find(_HEAD_NUMBER.sub("", plain(page, head.text)))
        words = plain(page, block.text)
        if term and re.match(r"是|指|即|[（(]", words):
            anchor, label = places.get(block.span.start, ("", ""))
            yield term.id, Line(slug, url, anchor, label, "", term.term, words[:40]), words[:240]


def spoken(term: Term) -> tuple[tuple[str, ...], str]:
    """The key by which terms are sorted: the reading, as given or derived."""
    if term.pinyin:
        return tuple(_bare(word) for word in term.pinyin.split()), term.term
    return collate(term.term), term.term


def initial(term: Term) -> str:
    """The letter under which the term stands in the index; ``#`` for what has none."""
    first = term.pinyin[:1] or next((c for c in term.term if c.isalnum()), "")
    if is_han(first):
        first = plain_syllable(readings(term.term)[0]) if is_han(term.term[0]) else plain_syllable(readings(first)[0])
    letter = _bare(first)[:1].upper()
    return letter if "A" <= letter <= "Z" else "#"


def pinyin_of(term: Term) -> str:
    """The term's reading as a reader sees it, with tone marks."""
    if term.pinyin or not any(map(is_han, term.term)):
        return term.pinyin
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(term.term, style=Style.TONE))


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
