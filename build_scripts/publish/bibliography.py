"""The pages of the bibliography: every work, what cites it, and its record to copy."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, partial
from html import escape
from itertools import groupby
from urllib.parse import quote

from build_scripts.cite.gbt7714.format_citation import CitationItem, format_citation
from build_scripts.formats.cache import Memo, key_of
from build_scripts.model.corpus import Corpus
from build_scripts.publish.figures.charts import works_by_year
from build_scripts.publish.head import front_matter
from build_scripts.publish.markup import counted, element, join_blocks, relative, text
from build_scripts.publish.uses import Use, Uses
from build_scripts.publish.works import Shown, Works, list_url, site_style

DOWNLOADS = (("references.bib", "BibTeX"), ("references.ris", "RIS"), ("references.csl.json", "CSL-JSON"))
FACETS = "bibliography/facets.json"
"""What the filters of a list over several pages read, below the site's root."""
_IN_CONTEXT = 5
"""Places of a work that are shown with the words around them."""
_WEB = re.compile(r"(?:https?|ftp)://", re.I)
"""What may be a link: a library is text that people paste, and ``javascript:`` is an address too."""


class BibliographyMaker:
    """Makes the bibliography of one site."""

    def __init__(self, corpus: Corpus, works: Works, uses: Uses, downloads: Mapping[str, str], memo: Memo = Memo()) -> None:  # noqa: B008 - holds nothing
        self.corpus, self.works, self.uses, self.downloads, self._memo = corpus, works, uses, downloads, memo
        self.titles = {whole.slug: whole.title for whole in corpus.texts}
        self._named_by = replace(site_style(corpus.config), layout="author-date")
        self._key = key_of(works.key, repr(self.titles), repr([uses.slugs(key) for key in works.order]))

    def pages(self) -> dict[str, str]:
        """Path and text of each page."""
        lists = self.works.list_pages
        out = {}
        for number, keys in enumerate(lists):
            uses = repr([self.uses.by_key.get(key) for key in keys])
            out[_path(number)] = self._memo.text("works", key_of(self._key, str(number), uses), partial(self._page, number, lists))
        if len(lists) > 1:
            out[FACETS] = self._memo.text("works", key_of(self._key, FACETS), partial(self._facets, lists))
        return out

    def _facets(self, lists: list[list[str]]) -> str:
        """For each page its entries as ``[type, year, texts]``: so that the filters of one page can count on the others."""
        entries = [[[self.works.shown(key).kind, self.works.shown(key).year, self.uses.slugs(key)] for key in keys] for keys in lists]
        return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))

    def _page(self, number: int, lists: list[list[str]]) -> str:
        keys, count, here = lists[number], len(lists), list_url(number)
        title = "文献" if number == 0 else f"文献（{number + 1}）"
        head = {"title": title, "description": "本站所引文献的目录", "kind": "bibliography", "hide": ["toc"]}
        entries = "\n".join(self._entry(key, here) for key in keys)
        blocks = [f"# {title}"]
        if number == 0:
            blocks.append(counted(f"共 {len(self.works.order)} 条，被 {len(self.uses.by_slug)} 篇文本引用或列出。"))
            blocks.append(self._downloads(here))
            blocks.append(works_by_year(self.works))
        blocks.append(self._filters(number, count, here))
        blocks.append(element("ul", f"\n{entries}\n", class_="bibliography"))
        blocks.append(_pager(number, count, here))
        return front_matter(head) + join_blocks(blocks)

    def _downloads(self, here: str) -> str:
        links = [
            element("a", name, href=relative(here, f"bibliography/{file}"), download=file)
            for file, name in DOWNLOADS
            if f"bibliography/{file}" in self.downloads
        ]
        return element("p", "下载全部：" + "　".join(links), class_="page-meta downloads") if links else ""

    def _filters(self, number: int, count: int, here: str) -> str:
        """The form that a script brings to life; hidden until then. It counts all works and leads to matches on other pages."""
        output = element("output", "", aria_live="polite")
        pages = {"data_page": number, "data_facets": relative(here, FACETS)} if count > 1 else {}
        return element("form", self._choices + output, class_="page-meta filters", hidden=True, aria_label="筛选文献", **pages)

    @cached_property
    def _choices(self) -> str:
        """What the filters offer, the same on every page of the list."""
        entries = [self.works.shown(key) for key in self.works.order]
        kinds = Counter(entry.kind for entry in entries)
        years = Counter(entry.year for entry in entries if entry.year)
        texts = Counter(slug for key in self.works.order for slug in self.uses.slugs(key))
        fields = (
            _select("type", "类型", [(name, f"{name}（{n}）") for name, n in kinds.most_common()]),
            _select("year", "年份", [(year, f"{year}（{n}）") for year, n in sorted(years.items(), reverse=True)]),
            _select("text", "文本", [(slug, f"{self.titles.get(slug, slug)}（{n}）") for slug, n in texts.items()]),
        )
        return "".join(fields)

    def _entry(self, key: str, here: str) -> str:
        entry = self.works.shown(key)
        citing = self.uses.citing(key)
        slugs = self.uses.slugs(key)
        tools = [element("span", entry.kind, class_="kind")]
        if entry.doi and "https://doi.org/" not in entry.html:  # what the entry prints is a link already
            tools.append(element("a", "DOI", href=f"https://doi.org/{quote(entry.doi)}", rel="noopener"))
        if _WEB.match(entry.url) and f'href="{escape(entry.url)}"' not in entry.html:
            tools.append(element("a", "网址", href=entry.url, rel="noopener"))
        parts = [
            element("p", entry.html, class_="entry-text"),
            element("p", "　".join(tools), class_="entry-tools page-meta"),
            _records(entry),
            self._backlinks(citing, slugs, here),
        ]
        return element("li", "\n".join(part for part in parts if part), class_="entry", id=f"ref-{key}", data_key=key,
                       data_type=entry.kind, data_year=entry.year, data_text=" ".join(slugs))  # fmt: skip

    def _backlinks(self, citing: list[Use], slugs: list[str], here: str) -> str:
        if not citing:
            named = "、".join(f"《{text(self.titles.get(slug, slug))}》" for slug in slugs)
            return element("p", f"列于{named}的参考文献" if named else "未被引用", class_="backlinks uncited")
        items = "\n".join([*(element("li", self._use(use, here)) for use in citing[:_IN_CONTEXT]), _further(citing[_IN_CONTEXT:], here)]).rstrip()
        summary = element("summary", f"被引 {len(citing)} 处")
        return element("details", f"{summary}\n{element('ul', items)}", class_="backlinks")

    def _use(self, use: Use, here: str) -> str:
        name = f"《{text(use.title)}》{text(use.label)}" if use.slug else f"{text(use.title)}：{text(use.label)}"
        way = element("a", name, href=_way(use, here))
        cited = self._named(use.key) if use.cited == f"@{use.key}" else use.cited
        context = f"{text(use.before)}{element('mark', text(cited))}{text(use.after)}" if cited else ""
        where = f"，引第 {text(use.locator)} 页" if use.locator else ""
        return f"{way}{where}　{element('span', context, class_='context')}"

    def _named(self, key: str) -> str:
        """How a citation that no print has names its work on its page: the key is the editor's, not the reader's. Remembered, so that a
        library that stayed is not read again."""
        return self._memo.text("named", key_of(self.works.key, key), partial(self._format, key))

    def _format(self, key: str) -> str:
        return format_citation([CitationItem(self.works[key].reference, year_suffix=self.works.suffix(key))], self._named_by)


def _records(entry: Shown) -> str:
    """What a script offers to copy."""
    forms = {"BibTeX": entry.bibtex, "RIS": entry.ris.replace("\r\n", "\n")}
    return "".join(element("template", text(form.strip()), data_copy=name) for name, form in forms.items())


def _further(citing: list[Use], here: str) -> str:
    """More places, page by page, without their words: a work that a hundred texts cite must not make the list heavy."""
    named = []
    for title, uses in groupby(citing, key=lambda use: f"《{text(use.title)}》" if use.slug else text(use.title)):
        named.append(title + "、".join(element("a", text(use.label) or "此页", href=_way(use, here)) for use in uses))
    return element("li", f"另见{'；'.join(named)}", class_="further") if named else ""


def _way(use: Use, here: str) -> str:
    return relative(here, f"{use.url}#{use.anchor}" if use.anchor else use.url)


def _select(name: str, label: str, options: list[tuple[str, str]]) -> str:
    every = element("option", f"全部{label}", value="")
    inner = every + "".join(element("option", text(shown), value=value) for value, shown in options)
    field = element("select", inner, name=name, id=f"filter-{name}")
    return element("span", element("label", label, for_=f"filter-{name}") + " " + field)


def _path(number: int) -> str:
    return f"bibliography/{number + 1}.md" if number else "bibliography/index.md"


def _pager(number: int, count: int, here: str) -> str:
    if count < 2:
        return ""
    links = [
        element("a", f"第 {at + 1} 页", href=relative(here, list_url(at)), aria_current="page" if at == number else None)
        for at in range(count)
    ]
    return element("nav", "　".join(links), class_="page-meta pager", aria_label="文献分页")
