"""Each text, and all texts together, as EPUB: made from the published pages, so that a book says what the site says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape, unescape
from typing import cast
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import etree

from build_scripts.formats.cache import Memo, Work, key_of
from build_scripts.formats.epub import Book, Chapter, format_epub
from build_scripts.model.corpus import Corpus, Text
from build_scripts.publish.markup import element, text
from build_scripts.publish.page.takeaway import offers_epub
from build_scripts.publish.people import authors_of
from build_scripts.publish.termpages import plain_definition

Element = etree._Element
ReadHtml = Callable[[str], str]
"""From an address below the site's root (``texts/a/``) to the published HTML."""
IsThere = Callable[[str, str], bool]
"""Whether a file of the site, by its path, was made under this key and is still there."""

_SILENT = "script|style|button|form|nav|iframe|noscript|template|svg|input|object|audio|video|img"
_FURNITURE = frozenset(
    "headerlink permalink raw-lines parallel-marks cite-this notice contents downloads entry-link md-source-file backlinks zj-term-bar part-of reading".split()
)
_KEPT = frozenset("id class href src alt title lang colspan rowspan scope start value cite".split())
_ROLES = {"footnote-ref": ("noteref", "doc-noteref"), "footnote-backref": ("backlink", "doc-backlink")}
_ALIGNED = {"left", "center", "right"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROOT = "https://site.invalid/"
STYLE = """body { line-height: 1.8; overflow-wrap: anywhere; }
p { margin: 0; text-indent: 2em; text-align: justify; }
h1, h2, h3, h4 { line-height: 1.4; text-align: left; text-indent: 0; } h1 { font-size: 1.5em; } h2 { font-size: 1.25em; } h3, h4 { font-size: 1.05em; }
h2, h3, h4, figcaption { break-after: avoid; page-break-after: avoid; } figcaption { font-weight: bold; text-align: center; }
sup { font-size: 0.7em; line-height: 1; } a.footnote-ref, a.footnote-backref { text-decoration: none; }
em:not(:lang(en)) { font-style: normal; -webkit-text-emphasis: filled circle; text-emphasis: filled circle; }
em:not(:lang(en)) { -webkit-text-emphasis-position: under right; text-emphasis-position: under right; }
.metadata p { text-indent: 0; } .author + .author::before { content: "、"; } blockquote > p:last-child:not(:first-child) { text-align: right; }
a { color: inherit; } a.citation, a.term { text-decoration: underline dotted; }
blockquote { font-size: 0.95em; margin: 0.8em 2em; } figure { margin: 1em 0; } figcaption, th, td, li p, .page-meta p { text-indent: 0; }
table { border-collapse: collapse; font-size: 0.85em; } th, td { border: 1px solid #888; padding: 0.2em 0.5em; }
.admonition { border: 1px solid #888; margin: 1em 0; padding: 0.5em 1em; } .admonition-title { font-weight: bold; text-indent: 0; }
.footnote, .references, .cited-works, .metadata { font-size: 0.9em; } .reference-list, .cited-works ul { list-style: none; padding: 0; }
.reference, .cited-works li { padding-left: 2em; text-align: left; text-indent: -2em; } .footnote::before { content: "注释"; font-weight: bold; }
.right, .number { text-align: right; } .center { text-align: center; } .unresolved { font-style: normal; }
"""


_PLAIN = re.compile(r"(?!/)[\w/-]*(?:#[\w.:-]*)?", re.A)
"""The rest of a link from the root of the site in which nothing has to be resolved."""
_HREF = re.compile(r'(<a\b[^<>]*?) href="([^"]*)"')


def _never(path: str, key: str) -> bool:
    return False


@dataclass
class _Draft:
    """A published page as XHTML whose links still lead where they lead on the site."""

    url: str
    title: str
    body: str = ""
    ids: set[str] = field(default_factory=set)
    heads: list[tuple[str, str]] = field(default_factory=list)

    def outline(self) -> list[object]:
        """Everything but the address, for JSON."""
        return [self.title, self.body, sorted(self.ids), self.heads]


def epub_files(
    corpus: Corpus, read: ReadHtml, memo: Memo = Memo(), digests: Mapping[str, str] | None = None, is_there: IsThere = _never  # noqa: B008 - holds nothing
) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Path below the site's root, key and maker of every book: ``texts/<slug>.epub``, and ``collection.epub``, as far as the site offers them.

    ``memo`` remembers books and their chapters; ``digests`` are the hashes of pages' HTML as far as they are known, by address; a book
    that ``is_there`` already, made under this key, is not made ahead.
    """
    if not offers_epub(corpus.config):
        return
    shelf = _Drafts(read, memo, digests or {})
    every = key_of(corpus.config.site_name, corpus.config.site_url, *(repr(term) for term in corpus.glossary))
    keys = {whole.slug: key_of(every, *_facts(whole), *map(shelf.digest, whole.urls)) for whole in corpus.texts}
    together = len(corpus.texts) > 1 and offers_epub(corpus.config, len(corpus.texts))
    books = {f"texts/{whole.slug}.epub": _book(corpus, shelf, whole, keys[whole.slug]) for whole in corpus.texts}
    memo.prepare([works for path, works in books.items() if not is_there(path, memo.name_of(works[-1].key))])
    for path, works in books.items():
        yield _file(path, memo, works[-1])
        if not together:
            shelf.forget()
    if together:
        drafts = [chapter for whole in corpus.texts for chapter in _chapters(whole)]
        yield _file("collection.epub", memo, Work("epub", key_of("all", *keys.values()), partial(_bound, corpus, shelf, drafts, corpus.texts)))


def _file(path: str, memo: Memo, book: Work) -> tuple[str, str, Callable[[], bytes]]:
    return path, memo.name_of(book.key), partial(memo.data, book.kind, book.key, book.make)


def _book(corpus: Corpus, shelf: _Drafts, whole: Text, key: str) -> list[Work]:
    """The chapters of a text and the book of them; elsewhere they are made from the HTML that is sent along."""
    chapters = _chapters(whole)
    alone = cache(lambda: shelf.alone(url for url, _ in chapters))
    works = [shelf.work(*chapter, alone) for chapter in chapters]
    send = lambda: partial(_bound, corpus, alone(), chapters, [whole])  # noqa: E731 - a partial would read the HTML now
    return [*works, Work("epub", key, partial(_bound, corpus, shelf, chapters, [whole]), send=send)]


def _outline(shelf: _Drafts, url: str, title: str) -> list[object]:
    return shelf.draft(url, title).outline()


def _chapters(whole: Text) -> list[tuple[str, str]]:
    """Address of each page, and its title if it has none of its own."""
    return [(url, whole.title) for url in whole.urls]


def _bound(corpus: Corpus, shelf: _Drafts, pages: Sequence[tuple[str, str]], texts: Sequence[Text]) -> bytes:
    return format_epub(_Binder(corpus, [shelf.draft(*page) for page in pages], texts).book())


def _facts(whole: Text) -> Iterator[str]:
    """What a book of a text takes from its head."""
    yield from (whole.slug, whole.title, *map(str, authors_of(whole.meta)))
    yield from (str(whole.meta.get(name) or "") for name in ("lang", "date", "licence"))


class _Drafts:
    """The pages as chapters, each made once."""

    def __init__(self, read: ReadHtml, memo: Memo, digests: Mapping[str, str]) -> None:
        self._read, self._memo, self._digests = read, memo, dict(digests)
        self._drafts: dict[str, _Draft] = {}

    def alone(self, urls: Iterable[str]) -> _Drafts:
        """Those of some pages, with all that is needed for them."""
        pages = {url: self._read(url) for url in urls}
        return _Drafts(pages.__getitem__, Memo(), {})

    def digest(self, url: str) -> str:
        """The hash of the page's HTML."""
        if url not in self._digests:
            self._digests[url] = key_of(self._read(url))
        return self._digests[url]

    def work(self, url: str, title: str, alone: Callable[[], _Drafts] | None = None) -> Work:
        """A chapter, to be made ahead; ``alone`` gives what is needed for it elsewhere."""
        send = (lambda: partial(_outline, alone(), url, title)) if alone else None
        return Work.value("chapter", key_of(url, title, self.digest(url)), lambda: _draft(url, self._read(url), title).outline(), send=send)

    def draft(self, url: str, title: str) -> _Draft:
        """The page as a chapter; ``title`` for a page without one."""
        if url not in self._drafts:
            work = self.work(url, title)
            found = json.loads(self._memo.data(work.kind, work.key, work.make))
            shown, body, ids, heads = found
            self._drafts[url] = _Draft(url, shown, body, set(ids), [(anchor, words) for anchor, words in heads])
        return self._drafts[url]

    def forget(self) -> None:
        """Lets the chapters go."""
        self._drafts.clear()


class _Binder:
    """Makes one book of some texts."""

    def __init__(self, corpus: Corpus, drafts: Sequence[_Draft], texts: Sequence[Text]) -> None:
        self.corpus, self.texts, self.drafts = corpus, texts, drafts
        self.used: dict[str, None] = {}
        self._ways: dict[str, str] = {}
        self.names = {draft.url: f"c{n + 1:04d}" for n, draft in enumerate(drafts)}
        self.places: Mapping[str, _Draft] = {draft.url: draft for draft in drafts}
        self.firsts = {whole.urls[0] for whole in texts}

    def book(self) -> Book:
        """The book."""
        config, first = self.corpus.config, self.texts[0]
        chapters = [self._chapter(draft) for draft in self.drafts]
        if self.used:
            chapters.append(self._glossary())
        alone = len(self.texts) == 1
        names = dict.fromkeys(name for whole in self.texts for name, _ in authors_of(whole.meta))
        return Book(
            title=first.title if alone else config.site_name,
            address=urljoin(config.site_url or f"urn:{config.site_name}/", first.urls[0] if alone else "collection"),
            chapters=tuple(chapters),
            authors=tuple(names)[:20],
            language=str(first.meta.get("lang") or "zh") if alone else "zh",
            date=str(first.meta.get("date") or "") if alone else "",
            publisher=config.site_name,
            rights=str(first.meta.get("licence") or "") if alone else "",
            style=STYLE,
        )

    def _chapter(self, draft: _Draft) -> Chapter:
        def settle(match: re.Match[str]) -> str:
            target = self._target(draft, unescape(match[2]) if "&" in match[2] else match[2])
            return f'{match[1]} href="{escape(target)}"' if target else match[1]

        body = _HREF.sub(settle, draft.body)
        return Chapter(self.names[draft.url], draft.title, body, tuple(draft.heads), int(draft.url not in self.firsts))

    def _target(self, draft: _Draft, href: str) -> str:
        """Where a link leads in the book: a place in it, an address on the web, or nowhere (empty)."""
        up = "../" * draft.url.count("/")
        if href.startswith("#"):
            return self._place(draft, draft.url, href[1:])
        if not href.startswith(up) or not _PLAIN.fullmatch(href, len(up)):
            return self._far(draft, href)
        way = href[len(up) :]  # from the root of the site: the same for every page
        if way not in self._ways:
            url, _, anchor = way.partition("#")
            if url == draft.url:
                return self._place(draft, url, anchor)
            self._ways[way] = self._place(draft, url, anchor)
        return self._ways[way]

    def _far(self, draft: _Draft, href: str) -> str:
        address = urljoin(_ROOT + draft.url, href.strip())
        if not address.startswith(_ROOT):
            return quote(address, safe=":/?#[]@!$&'()*+,;=%~") if urlsplit(address).scheme in ("http", "https", "mailto") else ""
        url, _, anchor = address.removeprefix(_ROOT).partition("#")
        return self._place(draft, url, anchor)

    def _place(self, draft: _Draft, url: str, anchor: str) -> str:
        """The same for an address below the site's root."""
        anchor = _xml_id(unquote(anchor))
        if url.startswith("glossary/") and anchor.startswith("term-") and anchor[5:] in self.corpus.glossary:
            self.used[anchor[5:]] = None
            return f"glossary.xhtml#{anchor}"
        if url in self.places:
            there = self.places[url]
            file = "" if there is draft else f"{self.names[url]}.xhtml"
            if anchor in there.ids:
                return f"{file}#{anchor}"
            return file if not anchor else ""
        return urljoin(self.corpus.config.site_url, url + (f"#{anchor}" if anchor else "")) if self.corpus.config.site_url else ""

    def _glossary(self) -> Chapter:
        entries = []
        for term in sorted((self.corpus.glossary[name] for name in self.used), key=lambda one: one.id):
            english = f" {element('span', text(term.en), lang='en')}" if term.en else ""
            source = element("dd", f"来源：{text(term.source)}") if term.source else ""
            entries.append(element("dt", text(term.term) + english, id=f"term-{term.id}") + element("dd", text(plain_definition(term)) or "—") + source)
        return Chapter("glossary", "术语", f"<h1>术语</h1><dl>{''.join(entries)}</dl>")


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser()


def _draft(url: str, html: str, fallback: str) -> _Draft:
    start, end = html.find('<article class="md-content__inner'), html.rfind("</article>")
    page = etree.fromstring(_NOT_XML.sub("", html[start : end + 10] if 0 <= start < end else html), _parser())
    found = cast(list[Element], page.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' md-content__inner ')]"))
    body = found[0] if found else etree.fromstring(f"<div><h1>{text(fallback)}</h1></div>")
    draft = _Draft(url, fallback)
    _strip(body)
    for part in body.iter(etree.Element):
        _settle(part, draft)
    title = next(iter(body.iter("h1")), None)
    if title is not None:
        draft.title = _words(title) or fallback
    draft.heads = [(head.get("id") or "", _words(head)) for head in body.iter("h2") if head.get("id")]
    draft.body = "".join(etree.tostring(child, method="xml", encoding="unicode") for child in body).replace(' epub-type="', ' epub:type="')
    return draft


def _words(head: Element) -> str:
    """The words of a head for the list of contents, where the mark of a note would be a number of the title."""
    pieces = cast(list[str], head.xpath(".//text()[not(ancestor::a[@role='doc-noteref'])]"))
    return " ".join("".join(pieces).split())


def _strip(body: Element) -> None:
    """Takes out what is furniture of the site: tools, marks in the margin, comments."""
    etree.strip_elements(body, etree.Comment, etree.ProcessingInstruction, *_SILENT.split("|"), with_tail=False)
    for part in list(body.iter(etree.Element)):
        if part is not body and _FURNITURE.intersection((part.get("class") or "").split()):
            _drop(part)


def _drop(part: Element) -> None:
    """Takes an element out and leaves what follows it where it is."""
    parent, before, tail = part.getparent(), part.getprevious(), part.tail
    if parent is None:
        return
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(part)


def _settle(part: Element, draft: _Draft) -> None:
    """Keeps the attributes that a book may have; ids are unique and fit for XML; notes say what they are."""
    if not part.keys():
        return
    classes = (part.get("class") or "").split()
    aligned = part.get("align") or ""
    for name in list(part.attrib):
        if name not in _KEPT:
            del part.attrib[name]
    if aligned in _ALIGNED:
        part.set("class", " ".join([*classes, aligned]))
    own = _xml_id(part.get("id") or "")
    if own and own not in draft.ids:
        draft.ids.add(own)
        part.set("id", own)
    elif "id" in part.attrib:
        del part.attrib["id"]
    for mark, (kind, role) in _ROLES.items():
        if mark in classes:
            part.set("epub-type", kind)
            part.set("role", role)
    if part.tag == "li" and own.startswith("fn-"):
        part.set("epub-type", "footnote")
    if part.tag not in ("td", "th"):
        for name in ("colspan", "rowspan", "scope"):
            part.attrib.pop(name, "")


def _xml_id(name: str) -> str:
    kept = re.sub(r"[^\w.-]", "-", name)
    return f"x{kept}" if kept and not (kept[0].isalpha() or kept[0] == "_") else kept

