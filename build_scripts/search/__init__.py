"""Static full text search: an index built from the published pages, answered in the browser without a server.

How a door uses it after the pages are published (`site` is the folder of the site, `urls` the addresses of its pages):

    order = page_order(urls, corpus_json)
    pages = ((url, (site / url / "index.html").read_text("utf-8")) for url in order)
    options = Options(scratch=tempfile.TemporaryFile)            # as_scripts=True: also from file://
    for name, data in index_site(pages, corpus_json, options):   # name is relative to the site
        write(site / name, data)

Each page needs `search/search.css` and `search/search.js` (`head_tags(base)` writes the tags; as `extra_css` and
`extra_javascript` of MkDocs they do as well: the script finds the index in its own folder, or where
`<meta name="zj-search" content="…/manifest.json">` says). The box opens from any element with `data-search-open`, from
`/` and from Ctrl-K. A page with `<div id="zj-search-page">` becomes the search page; the box links to it at `search/`.
What stands inside that element is shown where scripts are off.

Parts: `normalize` (comparable form and keys), `page` (HTML → pieces), `postings`, `table`, `names`, `pinyin`, `pack`
(the bytes), `index` (pages → files), `assets` (script and style), `site` (all of it). The script in `assets/` mirrors
them: `normalize.js`, `codec.js`, `lookup.js`, `table.js`, `names.js`; `query.js` reads questions, `found.js`, `rank.js` and
`engine.js` answer them, `render.js`, `dialog.js`, `concordance.js` and `page.js` show them, `mark.js` marks the hit on
arrival, `open.js` is the small part that every page loads.
"""

from __future__ import annotations

from build_scripts.search.assets import head_tags, search_assets
from build_scripts.search.corpus import TextMeta, parse_corpus
from build_scripts.search.index import Options, build_index
from build_scripts.search.page import PageText, Piece, parse_page
from build_scripts.search.site import index_site, page_order

__all__ = [
    "Options",
    "PageText",
    "Piece",
    "TextMeta",
    "build_index",
    "head_tags",
    "index_site",
    "page_order",
    "parse_corpus",
    "parse_page",
    "search_assets",
]
