"""One assembled page: head, title, panel, notices, the body with its changes, and the list of works it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy

from build_scripts.model.corpus import Corpus, Text
from build_scripts.model.page import BlockKind, Page, page_url
from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import element, join_blocks, plain, relative, words_in_markdown
from build_scripts.publish.page.body import Body, BodyWriter, LinkTerms
from build_scripts.publish.page.citations import Citations
from build_scripts.publish.page.citethis import cite_this, own_reference
from build_scripts.publish.page.contribute import contribute
from build_scripts.publish.page.metadata import head_metas, json_ld
from build_scripts.publish.page.panel import chapter_panel, contents, notice, panel
from build_scripts.publish.page.source_view import SourceView
from build_scripts.publish.page.takeaway import takeaway
from build_scripts.publish.works import Works
from build_scripts.text.edit import Edit

_KEPT = ("hide", "robots")
_DESCRIPTION = 150


class PageMaker:
    """Makes the pages of one site."""

    def __init__(self, corpus: Corpus, works: Works, link_terms: LinkTerms | None = None, taken: Mapping[str, str] | None = None,
                 sources: SourceView | _Ways | None = None) -> None:  # fmt: skip
        self.corpus, self.works, self.link_terms, self.taken = corpus, works, link_terms, taken or {}
        self.citations, self.sources = Citations(corpus.config, works), sources

    def to_share(self) -> PageMaker:
        """Without the downloads, of which a page asks whether there are any, and the raw lines of all texts."""
        shared = copy(self)
        shared.taken, shared.sources = dict.fromkeys(self.taken, ""), None
        return shared

    def alone(self, edits: Sequence[Edit], hrefs: Mapping[int, str]) -> PageMaker:
        """One for a single page, whose links and ways to raw lines are known."""
        own = copy(self)
        own.link_terms, own.sources = lambda page: edits, _Ways(hrefs)
        return own

    def text_page(self, whole: Text, page: Page) -> str:
        """A page of a text."""
        body = self._body(page, numbered=True)
        first = page is whole.pages[0]
        over = [panel(whole), cite_this(self.corpus, whole), takeaway(whole, self.taken, self.corpus.config)] if first else [chapter_panel(whole, page)]
        over.append(notice(body.unresolved, body.missing))
        if first and len(whole.pages) > 1:
            over.append(contents(whole))
        head = self._head(page, whole)
        under = contribute(self.corpus.config, page)
        return front_matter(head) + join_blocks([_under_title(page, body.text, over), self.cited_works(page, body), under])

    def other_page(self, page: Page) -> str:
        """A page that is no text: citations and terms linked, nothing numbered."""
        head, *blocks = self.other_parts(page)
        return head + join_blocks(blocks)

    def other_parts(self, page: Page) -> tuple[str, str, str]:
        """Its front matter, its body, and the list of the works it cites: for pages that go on between the two."""
        body = self._body(page, numbered=False)
        head: dict[str, object] = {key: value for key, value in page.meta.items() if key in (*_KEPT, "description")}
        head |= {"title": page.title, "metas": _search_metas(page)}
        return front_matter(head), body.text, self.cited_works(page, body)

    def _body(self, page: Page, numbered: bool) -> Body:
        here = page_url(page.path)
        writer = BodyWriter(page, self.works, self.citations, lambda key: relative(here, self.works.url(key)), numbered, self.link_terms,
                            self.sources.hrefs(page) if self.sources else None)  # fmt: skip
        return writer.write()

    def _head(self, page: Page, whole: Text) -> dict[str, object]:
        site = self.corpus.config.site_url.rstrip("/")
        address = f"{site}/{page_url(page.path)}" if site else ""
        head: dict[str, object] = {key: page.meta[key] for key in _KEPT if key in page.meta}
        head |= {
            "title": page.title if page is whole.pages[0] else f"{page.title} · {whole.title}",
            "description": str(whole.meta.get("abstract") or _opening(page))[:_DESCRIPTION],
            "kind": "text",
            "slug": whole.slug,
            "text_title": whole.title,
            "cite": own_reference(self.corpus, whole),
            "metas": [list(pair) for pair in head_metas(whole, address, self.corpus.lists)] + _search_metas(page),
            "jsonld": json_ld(whole, address, self.corpus.lists),
        }
        return head

    def cited_works(self, page: Page, body: Body) -> str:
        """The list 参考文献 of what the page cites and does not itself print."""
        keys = [key for key in body.cited if key not in body.listed]
        if not keys:
            return ""
        here = page_url(page.path)
        numbered = self.citations.numeric
        shown = keys if numbered else self.works.sorted(keys)
        items = []
        for key in shown:
            way = element("a", "文献库", class_="entry-link", href=relative(here, self.works.url(key)))
            value = body.cited.index(key) + 1 if numbered else None
            items.append(element("li", f"{self.works.html(key)} {way}", id=f"ref-{key}", data_key=key, value=value))
        head = element("h2", "本页所引文献" if body.listed else "参考文献", id="cited-works")
        listing = element("ol" if numbered else "ul", "\n" + "\n".join(items) + "\n")
        return element("section", f"\n{head}\n{listing}\n", class_="page-meta cited-works", aria_labelledby="cited-works")


class _Ways:
    """Ways to raw lines that are known already."""

    def __init__(self, hrefs: Mapping[int, str]) -> None:
        self._hrefs = hrefs

    def hrefs(self, page: Page) -> Mapping[int, str]:
        """Those of the page."""
        return self._hrefs


def _search_metas(page: Page) -> list[list[str]]:
    """``search: off`` in the front matter keeps a page out of the search index."""
    return [["zj-search-index", "off"]] if page.meta.get("search") in ("off", False) else []


def _opening(page: Page) -> str:
    for block in page.blocks:
        if block.kind is BlockKind.PARAGRAPH and not block.within:
            return plain(page, block.text)
    return ""


def _under_title(page: Page, body: str, over: list[str]) -> str:
    """The body with the panel under its first title; a body without a title gets the page's."""
    panels = [part for part in over if part]
    match = re.match(r"\s*#[ \t]+[^\n]*\n?", body)
    if match:
        return join_blocks([match.group(), *panels, body[match.end() :]])
    return join_blocks([f"# {words_in_markdown(page.title)}", *panels, body])

