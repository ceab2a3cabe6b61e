"""Assembled pages, made once for the same page, library, glossary and settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from build_scripts.formats.cache import Memo, Work, key_of
from build_scripts.model.corpus import Corpus, Text
from build_scripts.model.page import Page
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.page.maker import PageMaker
from build_scripts.publish.page.source_view import SourceView
from build_scripts.publish.parallels.pages import Parallels
from build_scripts.publish.texts import length_of
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works
from build_scripts.text.edit import Edit


def overview_key(corpus: Corpus, works: Works, uses: Uses, terms: SiteTerms) -> str:
    """A key for what the figures, the charts and the list for machines show of a site: its texts, works and terms, and how often they meet."""
    texts = ((whole.slug, whole.title, whole.urls, sorted(whole.meta.items(), key=str), length_of(whole.pages)) for whole in corpus.texts)
    cited = ((key, len(uses.citing(key)), uses.slugs(key)) for key in uses.by_key)
    used = ((name, len(found.lines), list(found.by_text.items())) for name, found in terms.used.items())
    parts = (repr(list(texts)), repr(uses.by_slug), repr(list(cited)), repr(list(used)))
    return key_of(repr(corpus.config), works.key, terms.key, *parts)


class KeptPages:
    """Makes pages, or takes them from the memo. ``terms_key`` stands for the glossary and how its terms are linked."""

    def __init__(self, corpus: Corpus, maker: PageMaker, parallels: Parallels, sources: SourceView, terms_key: str, memo: Memo) -> None:
        self._corpus, self._maker, self._parallels, self._sources, self._memo = corpus, maker, parallels, sources, memo
        self._base = key_of(terms_key, maker.works.key, repr(corpus.config), corpus.lists.key)

    def texts(self) -> dict[str, str]:
        """Path and text of every page of every text."""
        pages = [(page.path, self._text(whole, key, page)) for whole in self._corpus.texts for key in [self._whole(whole)] for page in whole.pages]
        self._memo.prepare([[work] for _, work in pages])
        return {path: self._memo.data(work.kind, work.key, work.make).decode("utf-8", "surrogatepass") for path, work in pages}

    def _whole(self, whole: Text) -> str:
        """A key for the text a page is part of: its panel, contents and neighbours speak of all pages."""
        return key_of(*(part for page in whole.pages for part in (page.path, page.digest)))

    def _text(self, whole: Text, key: str, page: Page) -> Work:
        around = repr((self._parallels.edits(page), sorted(self._sources.hrefs(page).items())))
        make = partial(self._maker.text_page, whole, page)
        return Work.text("page", key_of(self._base, key, page.path, around), make, partial(self._elsewhere, whole, page))

    def _elsewhere(self, whole: Text, page: Page) -> Callable[[], str]:
        """The same from what is known of this page alone."""
        return partial(_made, self._maker, whole, page, list(self._maker.link_terms(page)) if self._maker.link_terms else [], self._sources.hrefs(page))

    def other(self, page: Page) -> str:
        """A page that is no text."""
        around = repr(self._parallels.edits(page))
        return self._memo.text("page", key_of(self._base, page.path, page.digest, around), lambda: self._maker.other_page(page))


def _made(maker: PageMaker, whole: Text, page: Page, edits: Sequence[Edit], hrefs: Mapping[int, str]) -> str:
    return maker.alone(edits, hrefs).text_page(whole, page)
