"""The whole search of a site: its pages and `corpus.json` in, the files of index, script and style out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from build_scripts.search.assets import search_assets
from build_scripts.search.corpus import TextMeta, parse_corpus
from build_scripts.search.index import File, Options, merge
from build_scripts.search.keep import PART
from build_scripts.search.part import part_key, part_of

GENERATED = ("concordance/", "parallels/", "bibliography/charts/", "catalogue/", "search/", "tags/", "404.html")
"""Pages that repeat what stands elsewhere, by the beginning of their address."""

Html = str | bytes
Given = tuple[str, Html, TextMeta | None, int]
"""The arguments of `part_of`."""
Share = Callable[[Callable[[Given], bytes], Iterable[Given]], Iterable[bytes]]


def index_site(pages: Iterable[tuple[str, Html]], corpus_json: str, options: Options | None = None) -> Iterator[File]:
    """Files of the search for published pages, given as (address relative to the site, HTML).

    The order of the pages decides the numbers of the index: sort them for the same bytes. Pages that repeat others are
    left out: those of `GENERATED`, and those that say so in their head (`parse_page`). Parts of pages are looked up in
    `options.keep` and made where they are not there.
    """
    options = options or Options()
    of_page = texts_of_pages(corpus_json)
    parts = (named_part(url, html, of_page.get(url), options)[1] for url, html in pages if is_indexed(url, of_page))
    yield from index_parts(parts, corpus_json, options)


def index_parts(parts: Iterable[bytes], corpus_json: str, options: Options | None = None) -> Iterator[File]:
    """The same from parts of pages (`part_of`), wherever they were made, in the order of the pages."""
    texts = parse_corpus(corpus_json) if corpus_json else ()
    yield from search_assets()
    yield from merge(parts, replace(options or Options(), texts=texts))


def texts_of_pages(corpus_json: str) -> dict[str, TextMeta]:
    """Address of a page → the text that it belongs to."""
    return {url: text for text in (parse_corpus(corpus_json) if corpus_json else ()) for url in text.pages}


def is_indexed(url: str, of_page: dict[str, TextMeta]) -> bool:
    """Whether a page is one of a text, or at least none that repeats others."""
    return url in of_page or not url.startswith(GENERATED)


def named_part(url: str, html: Html, text: TextMeta | None, options: Options) -> tuple[str, bytes]:
    """The part of a page, from `options.keep` if it is there, else made and kept; with the key under which it is."""
    key = part_key(url, html, text, options.chunk_size)
    part = options.keep.get(PART, key)
    if part is None:
        part = part_of(url, html, text, options.chunk_size)
        options.keep.put(PART, key, part)
    return key, part


def shared_parts(pages: Iterable[tuple[str, Html]], of_page: dict[str, TextMeta], options: Options, share: Share) -> list[bytes]:
    """The parts of some pages, in order; those that are not kept are made by ``share(do, given)``, which maps wherever it likes."""
    found: list[bytes | None] = []
    missing: list[Given] = []
    keys: list[str] = []
    for url, html in pages:
        key = part_key(url, html, of_page.get(url), options.chunk_size)
        found.append(options.keep.get(PART, key))
        if found[-1] is None:
            missing.append((url, html, of_page.get(url), options.chunk_size))
            keys.append(key)
    made = iter(zip(keys, share(_part, missing), strict=True))
    out = []
    for part in found:
        if part is None:
            key, part = next(made)
            options.keep.put(PART, key, part)
        out.append(part)
    next(made, None)
    return out


def _part(given: Given) -> bytes:
    return part_of(*given)


def page_order(urls: Iterable[str], corpus_json: str) -> list[str]:
    """Addresses in the order that suits readers: texts as the corpus has them, then the others by name."""
    texts = parse_corpus(corpus_json) if corpus_json else ()
    place = {page: n for n, page in enumerate(page for text in texts for page in text.pages)}
    return sorted(urls, key=lambda url: (place.get(url, len(place)), url))
