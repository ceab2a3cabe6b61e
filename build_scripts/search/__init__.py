"""Static full text search: an index built from the published pages, answered in the browser without a server.

How a door uses it after the pages are published (`site` is the folder of the site, `urls` the addresses of its pages):

    order = page_order(urls, corpus_json)
    pages = ((url, (site / url / "index.html").read_bytes()) for url in order)
    options = Options(scratch=tempfile.TemporaryFile, keep=store)   # as_scripts=True: also from file://
    for name, data in index_site(pages, corpus_json, options):      # name is relative to the site
        write(site / name, data)

`store` has `get(kind, key)` and `put(kind, key, content)`; what a page adds to the index, and what a group of pages makes
of it, is made once and kept there. To make the parts elsewhere, on any executor: `part_of` (pure, its arguments and its
result can be pickled), then `index_parts` with the parts in the order of the pages. All names but those of the manifest,
of `search.js` and of `search.css` carry the hash of the content: a file that is there under its name need not be
written again.

Each page needs `search/search.css` and `search/search.js` (`head_tags(base)` writes the tags; as `extra_css` and
`extra_javascript` of MkDocs they do as well: the script finds the index in its own folder, or where
`<meta name="zj-search" content="…/manifest.json">` says). The box opens from any element with `data-search-open`, from
`/` and from Ctrl-K. A page with `<div id="zj-search-page">` becomes the search page; the box links to it at `search/`.
What stands inside that element is shown where scripts are off.

Modules: `normalize` (comparable form and keys), `tree` and `page` (HTML → pieces), `part` (what a page adds), `group` (the
postings of neighbouring pages), `shards`, `table`, `names`, `pinyin`, `pack` (the bytes), `index` (parts → files), `keep`,
`assets` (script and style), `site` (all of it). The script in `assets/` mirrors
them: `normalize.js`, `codec.js`, `lookup.js`, `table.js`, `names.js`; `query.js` and `filters.js` read questions, `found.js`, `far.js`, `rank.js` and
`engine.js` answer them, `render.js`, `dialog.js`, `concordance.js` and `page.js` show them, `mark.js` marks the hit on
arrival, `open.js` is the small part that every page loads.
"""

from __future__ import annotations

from build_scripts.search.assets import head_tags, search_assets
from build_scripts.search.corpus import TextMeta, parse_corpus
from build_scripts.search.index import Options, build_index, merge
from build_scripts.search.keep import PART, Keep
from build_scripts.search.page import PageText, Piece, parse_page
from build_scripts.search.part import part_key, part_of
from build_scripts.search.site import (
    index_parts,
    index_site,
    is_indexed,
    named_part,
    page_order,
    shared_parts,
    texts_of_pages,
)

__all__ = [
    "PART",
    "Keep",
    "Options",
    "PageText",
    "Piece",
    "TextMeta",
    "build_index",
    "head_tags",
    "index_parts",
    "index_site",
    "is_indexed",
    "merge",
    "named_part",
    "page_order",
    "parse_corpus",
    "parse_page",
    "part_key",
    "part_of",
    "search_assets",
    "shared_parts",
    "texts_of_pages",
]
