"""The whole search of a site: its pages and `corpus.json` in, the files of index, script and style out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_scripts.search.assets import search_assets
from build_scripts.search.corpus import TextMeta, parse_corpus
from build_scripts.search.index import File, Options, build_index
from build_scripts.search.page import PageText, parse_page

GENERATED = ("concordance/", "parallels/", "bibliography/charts/", "catalogue/", "search/", "tags/", "404.html")
"""Pages that repeat what stands elsewhere, by the beginning of their address."""


def index_site(pages: Iterable[tuple[str, str]], corpus_json: str, options: Options | None = None) -> Iterator[File]:
    """Files of the search for published pages, given as (address relative to the site, HTML).

    The order of the pages decides the numbers of the index: sort them for the same bytes. Pages that repeat others are
    left out: those of `GENERATED`, and those that say so in their head (`parse_page`).
    """
    texts = parse_corpus(corpus_json) if corpus_json else ()
    yield from search_assets()
    yield from build_index(_chosen(pages, texts), replace(options or Options(), texts=texts))


def _chosen(pages: Iterable[tuple[str, str]], texts: tuple[TextMeta, ...]) -> Iterator[PageText]:
    of_texts = {page for text in texts for page in text.pages}
    for url, html in pages:
        if url in of_texts or not url.startswith(GENERATED):
            yield parse_page(url, html)


def page_order(urls: Iterable[str], corpus_json: str) -> list[str]:
    """Addresses in the order that suits readers: texts as the corpus has them, then the others by name."""
    texts = parse_corpus(corpus_json) if corpus_json else ()
    place = {page: n for n, page in enumerate(page for text in texts for page in text.pages)}
    return sorted(urls, key=lambda url: (place.get(url, len(place)), url))
