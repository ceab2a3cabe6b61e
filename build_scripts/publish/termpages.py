"""The page of each term that the texts use or define, and the small files from which its popover is filled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import copy
from functools import cached_property, partial

from build_scripts.formats.cache import Memo, Work, key_of
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Corpus, Text
from build_scripts.model.glossary import Term
from build_scripts.model.page import Page, page_url
from build_scripts.passages.concordance import Line, collocates
from build_scripts.publish.figures.of_terms import uses_by_text, uses_by_year
from build_scripts.publish.glossary.concordance import PER_PAGE, by_line, kwic, neighbours, sayings
from build_scripts.publish.glossary.index import also_line, definition, names_line, term_path
from build_scripts.publish.glossary.origins import Origins
from build_scripts.publish.glossary.site_terms import SiteTerms, TermUses
from build_scripts.publish.markup import element, join_blocks, relative, text, words_in_markdown
from build_scripts.publish.page.maker import PageMaker
from build_scripts.publish.texts import length_of

SHARDS = 64
"""Files over which the popovers' contents are spread."""
_SAMPLE = 100
"""Uses of a term from which its collocations are taken."""
_COMPANY = 10
"""Terms that are named as standing near."""
_CITED = re.compile(r"\[-?@[^\]]*\]|(?<![\w.])-?@[\w:.#$%&+?~/-]+(?:\s\[[^\]]*\])?")


class TermPages:
    """Makes the pages of the terms of one site."""

    def __init__(self, corpus: Corpus, terms: SiteTerms, origins: Origins, maker: PageMaker, memo: Memo = Memo()) -> None:  # noqa: B008 - holds nothing
        self.terms, self.origins, self.maker, self._memo = terms, origins, maker, memo
        self.texts: dict[str, Text] = {whole.slug: whole for whole in corpus.texts}
        self._lengths = {slug: length_of(whole.pages) for slug, whole in self.texts.items()}
        self._about = {slug: f"{whole.title}\n{by_line(whole)}\n{whole.urls[0]}\n{self._lengths[slug]}" for slug, whole in self.texts.items()}
        self._base = key_of(terms.key, maker.works.key, repr(corpus.config))

    def pages(self) -> dict[str, str]:
        """Path and text of every page; a concordance too long for one page goes on at ``glossary/<id>/2/``."""
        works = dict(self._works())
        self._memo.prepare([[work] for work in works.values()])
        return {path: self._memo.data(work.kind, work.key, work.make).decode("utf-8", "surrogatepass") for path, work in works.items()}

    def _works(self) -> Iterator[tuple[str, Work]]:
        for term in self.terms.ordered:
            uses = self.terms.used.get(term.id)
            if uses is None:
                continue
            chunks = [uses.lines[at : at + PER_PAGE] for at in range(0, len(uses.lines), PER_PAGE)] or [[]]
            key = self._key(term, uses)
            for number, lines in enumerate(chunks):
                path = term_path(term.id) if number == 0 else f"glossary/{term.id}/{number + 1}.md"
                of = (number, len(chunks), len(uses.lines))
                yield path, Work.text("term", key_of(key, path), partial(self._page, path, term, uses if number == 0 else None, lines, of))

    def to_share(self) -> TermPages:
        """With the heads of the texts alone."""
        shared = copy(self)
        shared.texts = {slug: Text(slug, (_head(whole),)) for slug, whole in self.texts.items()}
        shared._about, shared._near, shared._memo = {}, dict(self._near), Memo()
        return shared

    @cached_property
    def _near(self) -> dict[str, list[tuple[str, int]]]:
        """The terms that stand near each term most often, and how often."""
        return {term: found.most_common(_COMPANY) for term, found in self.terms.company.items()}

    def _key(self, term: Term, uses: TermUses) -> str:
        """A key for everything that decides the pages of a term."""
        said = [line for saying in uses.sayings for line in (*_cells(saying.line), saying.words, str(saying.start))]
        slugs = dict.fromkeys([*uses.by_text, *(saying.line.slug for saying in uses.sayings)])
        parts = (
            "\n".join(cell for line in uses.lines for cell in _cells(line)),
            "\n".join(said),
            "\n".join(self._about[slug] for slug in slugs),
            repr(self._near.get(term.id, [])),
        )
        return key_of(self._base, term.id, self.origins.url(term), *parts)

    def _page(self, path: str, term: Term, uses: TermUses | None, lines: list[Line], place: tuple[int, int, int]) -> str:
        """``place`` is the number of the page, of how many, and of how many uses; ``uses`` are for the first page."""
        here, (number, of, total) = page_url(path), place
        key = key_of(self._base, path, term.id, str(number))
        head, body, cited = self._memo.value("term-head", key, partial(self._opening, path, term, number))
        more = list(self._facts(term, uses, here)) if uses else []
        more += _section("uses", f"全部用例（{total} 处）", kwic(lines, self.texts, here))
        if of > 1:
            paths = [term_path(term.id)] + [f"glossary/{term.id}/{n}.md" for n in range(2, of + 1)]
            links = (element("a", str(n + 1), href=relative(here, page_url(p))) if n != number else element("b", str(n + 1))
                     for n, p in enumerate(paths))  # fmt: skip
            more.append(element("nav", " ".join(links), class_="page-meta pager", aria_label="用例分页"))
        return str(head) + join_blocks([body, *more, cited])

    def _opening(self, path: str, term: Term, number: int) -> tuple[str, str, str]:
        """What of the page no use of the term decides: its title, names and definition, and the works that the definition cites."""
        here = page_url(path)
        blocks = [f"# {words_in_markdown(term.term)}"]
        if number == 0:
            ways = {name: relative(here, self.terms.url(name)) for name in term.see_also if name in self.terms.glossary}
            blocks += [names_line(term), definition(term), also_line(term, self.terms.glossary, ways)]
        title = json.dumps(term.term if number == 0 else f"{term.term}（{number + 1}）", ensure_ascii=False)
        head = f"---\ntitle: {title}\ndescription: 术语的释义与用例\nsearch: off\nhide: [toc]\n---\n\n"
        return self.maker.other_parts(parse_page(path, head + "\n\n".join(filter(None, blocks)) + "\n"))

    def _facts(self, term: Term, uses: TermUses, here: str) -> Iterator[str]:
        entry = element("a", "术语表中的条目", href=relative(here, self.terms.url(term.id)))
        source = self.origins.line(term, here)
        yield element("p", "　".join(filter(None, (source, entry))), class_="page-meta term-facts")
        yield from _section("meanings", "各家怎么说", sayings(uses.sayings, self.texts, here))
        charts = uses_by_text(uses.by_text, self.texts, self._lengths, here) + uses_by_year(uses.by_text, self.texts)
        yield from _section("numbers", "用例的分布", charts)
        yield from _section("collocations", "常见搭配", self._neighbours(uses.lines[:: max(1, len(uses.lines) // _SAMPLE)]))
        yield from _section("related", "常在一处的术语", self._company(term, here))

    def _neighbours(self, sample: list[Line]) -> str:
        """Decided by the words alone: when only the numbers of paragraphs moved, nothing is cut into words again."""
        words = self.terms.matcher.words
        contexts = [(line.left, line.right) for line in sample]
        key = key_of(self.terms.key, "\n".join(side for pair in contexts for side in pair))
        return self._memo.text("neighbours", key, lambda: neighbours(collocates(contexts, words.cut, words.chance)))

    def _company(self, term: Term, here: str) -> str:
        items = "".join(
            element("li", element("a", text(self.terms.glossary[other].term), class_="term", data_term=other,
                                  href=relative(here, self.terms.url(other))) + f" {element('small', str(number))}")
            for other, number in self._near.get(term.id, [])
        )  # fmt: skip
        return element("ul", items, class_="page-meta collocates") if items else ""

    def data(self) -> dict[str, str]:
        """Path and JSON of the files from which popovers are filled: definition, source, numbers of uses and texts, page."""
        shards: dict[int, dict[str, object]] = {}
        for term in self.terms.glossary:
            uses = self.terms.used.get(term.id)
            shards.setdefault(shard_of(term.id), {})[term.id] = {
                "term": term.term,
                "en": term.en,
                "definition": plain_definition(term),
                "source": term.source,
                "uses": len(uses.lines) if uses else 0,
                "texts": len(uses.by_text) if uses else 0,
                "page": page_url(term_path(term.id)) if uses else "",
            }
        return {f"glossary/data/{number}.json": json.dumps(data, ensure_ascii=False) for number, data in sorted(shards.items())}


def _head(whole: Text) -> Page:
    """The first page of a text without its words."""
    return Page(whole.pages[0].path, "", {**whole.meta, "title": whole.title})


def _cells(line: Line) -> tuple[str, ...]:
    return line.slug, line.url, line.anchor, line.label, line.left, line.word, line.right


def shard_of(term: str) -> int:
    """The file that holds a term's popover: the sum of its id's code points; ``terms.js`` computes the same."""
    return sum(map(ord, term)) % SHARDS


def plain_definition(term: Term) -> str:
    """The definition without its citations and marks."""
    words = _CITED.sub("", " ".join(term.definition.split()))
    return re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|\[([^\]]*)\]\([^)]*\)", r"\1\2", words).replace("*", "")


def _section(name: str, title: str, content: str) -> list[str]:
    return [f'<h2 id="{name}" class="page-meta">{title}</h2>', content] if content else []
