"""The glossary on the pages: which words become links, where each term is used, and where its entry stands."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, partial

from build_scripts.cite.gbt7714.order import collate
from build_scripts.cite.pinyin import plain as plain_syllable
from build_scripts.cite.pinyin import readings
from build_scripts.formats.cache import Memo, Work, key_of
from build_scripts.model.corpus import Corpus
from build_scripts.model.glossary import Linking, Term
from build_scripts.model.page import Page, page_url
from build_scripts.passages.concordance import Line
from build_scripts.publish.glossary.readings import Readings
from build_scripts.publish.glossary.readings import find_places as find_places
from build_scripts.publish.markup import relative
from build_scripts.terms.link import Use, find_uses, link_terms, page_options
from build_scripts.terms.matcher import Matcher
from build_scripts.terms.regions import Region, read_regions
from build_scripts.text.edit import Edit
from build_scripts.text.han import is_han
from build_scripts.text.source import Span

PER_PAGE = 300
"""Entries on one page of the glossary."""
_JUDGED = 2000
"""Judgments that are remembered of one page."""

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

    def __init__(self, corpus: Corpus, memo: Memo = Memo()) -> None:  # noqa: B008 - holds nothing
        self.corpus, self.glossary = corpus, corpus.glossary
        wanted = corpus.config.extra.get("terms")
        wanted = wanted if isinstance(wanted, Mapping) else {}
        self.linking = Linking(wanted["link"]) if wanted.get("link") in list(Linking) else Linking.SECTION
        self.matcher = Matcher(corpus.glossary, english=wanted.get("english") is not False)
        self.key = key_of(repr(corpus.glossary.terms), repr(wanted))
        self._memo = memo
        self.readings = Readings(memo, self.key, self.uses_on, corpus.glossary.find)
        self._read_last: tuple[Page, tuple[Region, ...]] | None = None
        self._found_last: tuple[Page, list[Use]] | None = None

    def regions_on(self, page: Page) -> tuple[Region, ...]:
        """The running text of a page. That of the last one is at hand: whoever wants several things of a page wants them one after the
        other, and that of all pages would fill half the memory of a build."""
        if self._read_last is None or self._read_last[0] is not page:
            self._read_last = (page, tuple(read_regions(page)))
        return self._read_last[1]

    def uses_on(self, page: Page) -> list[Use]:
        """The uses on a page, at hand in the same way."""
        if self._found_last is None or self._found_last[0] is not page:
            self._found_last = (page, self._judge(page))
        return self._found_last[1]

    def _judge(self, page: Page) -> list[Use]:
        """Finds the uses; what was judged of the page before its last change mostly holds still, and spares loading jieba."""
        words = self.matcher.words
        key = key_of(self.key, page.path)
        before = self._memo.recall("judged", key) or []
        words.trust(before)
        words.fresh.clear()
        found = find_uses(page, self.matcher, self.regions_on(page))
        if words.fresh:
            self._memo.note("judged", key, [*before, *words.fresh][-_JUDGED:])
        return found

    def edits(self, page: Page) -> list[Edit]:
        """The edits that link the terms of a page. An entry of the glossary does not link to itself."""
        work = self.work(page)
        found = json.loads(self._memo.data(work.kind, work.key, work.make))
        return [Edit(Span(start, end), new) for start, end, new in found]

    def work(self, page: Page) -> Work:
        """The edits of a page, to be made ahead."""
        key = key_of(self.key, page.path, page.digest)
        return Work.value("links", key, partial(self._rows, page), along=True)

    def to_share(self) -> SiteTerms:
        """Without what is gathered from all texts."""
        shared = copy(self)
        held = ("corpus", "glossary", "linking", "matcher", "key")
        shared.__dict__ = {name: self.__dict__[name] for name in held} | {
            "_urls": self._urls, "_memo": Memo(), "_read_last": None, "_found_last": None,
        }  # fmt: skip
        return shared

    def _rows(self, page: Page) -> list[tuple[int, int, str]]:
        return [(edit.span.start, edit.span.end, edit.new) for edit in self._edits(page)]

    def _edits(self, page: Page) -> list[Edit]:
        here = page_url(page.path)
        uses = self.uses_on(page)
        if here.startswith("glossary/"):
            uses = [use for use in uses if use.region.head != f"term-{use.term}"]
        options = page_options(page, self.glossary, self.linking)
        return link_terms(page, uses, self.glossary, lambda term: relative(here, self.url(term)), options)

    @cached_property
    def ordered(self) -> list[Term]:
        """The terms by pinyin."""
        names = self._memo.value("order", self.key, lambda: [term.id for term in sorted(self.glossary, key=spoken)])
        return [self.glossary[name] for name in names]

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
                url, reading = page_url(page.path), self.readings.of(page)
                for term, rows in reading.lines.items():
                    of_term = found[term]
                    of_term.lines += [Line(whole.slug, url, *row) for row in rows]
                    of_term.by_text[whole.slug] += len(rows)
                for term, row, words, start in reading.sayings:
                    found[term].sayings.append(Saying(Line(whole.slug, url, *row), words, start))
        return dict(found)

    @cached_property
    def company(self) -> dict[str, Counter[str]]:
        """How many blocks each two terms share."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for page in (page for text in self.corpus.texts for page in text.pages):
            for one, other, number in self.readings.of(page).company:
                found[one][other] += number
                found[other][one] += number
        return found


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
