"""What a published page says, cut into the pieces that search answers with: HTML → `PageText`.

Reads the published form that other machines rely on too: the text stands in `.md-content__inner`, site furniture in
`page-meta`, `cite-this` and `backlinks`, notes are `li#fn:…`, references `li.reference` and `#ref-KEY`, glossary
entries `#term-ID`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import takewhile

import lxml.html
from lxml.html import HtmlElement

KINDS = ("title", "head", "glossary", "abstract", "body", "caption", "table", "note", "bibliography")
"""Kinds of pieces, in the order in which they weigh; their places are the codes of the index."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BLOCK = _set(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_HEADS = _set("h2 h3 h4 h5 h6")
_SILENT = _set("script style template button svg math input select textarea nav noscript rt rp iframe")
_FURNITURE = _set(
    "page-meta cite-this backlinks headerlink footnote-ref footnote-backref md-content__button md-source-file"
)
_ARTICLE = re.compile(r"<(\w+)\b[^>]*\bclass=[\"'][^\"']*\bmd-content__inner\b[^>]*>")
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_NAME_MARKS = ".//dfn|" + "|".join(
    f".//*[contains(concat(' ',@class,' '),' {name} ')]" for name in ("term-name", "term-alias")
)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading, note, reference, table row… with the id that a link to it needs (may be empty)."""

    kind: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry of the page: its anchor, and its names, the preferred one first."""

    anchor: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """A page in reading order. `url` is relative to the site; `""` is the front page."""

    url: str
    title: str
    pieces: tuple[Piece, ...]
    terms: tuple[Term, ...] = ()
    listed: bool = True
    """False when the page asks not to be indexed (meta `robots` with noindex, or meta `zj-search-index` with off)."""


@dataclass
class _Reading:
    pieces: list[Piece] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    anchor: str = ""


def parse_page(url: str, html: str) -> PageText:
    """Reads one published page. Never raises on odd markup; a page without a text area has no pieces."""
    meta = dict(_metas(html))
    content = _content(html)
    reading = _Reading()
    if content is not None:
        _walk(content, "body", "", reading)
    title = next((piece.text for piece in reading.pieces if piece.kind == "title"), "") or _window_title(html)
    pieces = [*reading.pieces]
    pieces[1:1] = _abstract(meta, pieces)
    listed = "noindex" not in meta.get("robots", "") and meta.get("zj-search-index", "on") != "off"
    return PageText(url, title, tuple(pieces), tuple(reading.terms), listed)


def _metas(html: str) -> Iterator[tuple[str, str]]:
    """Name and content of each meta element of the head, the first of a name last, so that it wins in a dict."""
    head = html[: max(html.find("</head>"), 0)]
    for match in reversed(_META.findall(head)):
        values = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match)}
        yield values.get("name", "").lower(), values.get("content", "")


def _content(html: str) -> HtmlElement | None:
    """The text area. Only it is parsed: navigation outweighs the text on many pages."""
    start = _ARTICLE.search(html)
    if start is None:
        return None
    tag = start.group(1)
    end = html.find(f"</{tag}>", start.end()) if tag == "article" else -1
    if end >= 0:
        return lxml.html.fragment_fromstring(html[start.start() : end] + f"</{tag}>")
    document: HtmlElement = lxml.html.document_fromstring(html)
    return next(iter(document.find_class("md-content__inner")), None)


def _window_title(html: str) -> str:
    match = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return _BLANKS.sub(" ", unescape(match.group(1))).strip() if match else ""


def _abstract(meta: dict[str, str], pieces: list[Piece]) -> Iterator[Piece]:
    """Abstract and keywords, which stand in the metadata panel, unless the text shows them too."""
    shown = "".join(_BLANKS.sub("", piece.text) for piece in pieces[:40]) if meta.get("citation_abstract") else ""
    abstract = meta.get("citation_abstract", "").strip()
    if abstract and _BLANKS.sub("", abstract)[:40] not in shown:
        yield Piece("abstract", "", abstract)
    keywords = meta.get("citation_keywords", "").strip()
    if keywords:
        yield Piece("abstract", "", keywords)


def _walk(element: HtmlElement, kind: str, anchor: str, reading: _Reading) -> None:
    """Adds the pieces of a block element: runs of inline content become pieces, blocks inside are walked in turn."""
    if _is_silent(element):
        return
    tag, own = str(element.tag), element.get("id", "")
    kind = _kind(element, tag, own, kind)
    anchor = own or (_next_id(element) if element.get("class") == "admonition-title" else "") or anchor
    if tag in _HEADS or tag == "h1":
        reading.anchor = anchor
    if own.startswith("term-"):
        reading.terms.append(Term(own, _names(element)))
    if tag == "tr":
        _add(" | ".join(filter(None, (_inline(cell).strip() for cell in element))), kind, anchor, reading)
        return
    run, inside = [element.text or ""], kind
    for child in element:
        if child.tag in _BLOCK or _holds_block(child):
            _add("".join(run), inside, anchor, reading)
            if child.tag in _HEADS:  # a glossary whose entries are headings: what follows belongs to the entry
                inside = "glossary" if child.get("id", "").startswith("term-") else kind
            _walk(child, inside, anchor, reading)
            run = [child.tail or ""]
        else:
            run += (_inline(child), child.tail or "")
    _add("".join(run), inside, anchor, reading)


def _add(text: str, kind: str, anchor: str, reading: _Reading) -> None:
    text = _BLANKS.sub(" ", text).strip() if text else ""
    if text and text != "¶":
        reading.pieces.append(Piece(kind, "" if kind == "title" else anchor or reading.anchor, text))


def _kind(element: HtmlElement, tag: str, own: str, inherited: str) -> str:
    if tag == "h1":
        return "title"
    if own.startswith("fn:"):
        return "note"
    classes = (element.get("class") or "").split()
    if own.startswith("ref-") or "reference" in classes or "references" in classes:
        return "bibliography"
    if own.startswith("term-") or inherited == "glossary":
        return "glossary"
    if tag in _HEADS:
        return "head"
    if tag in ("figcaption", "caption"):
        return "caption"
    if "admonition-title" in classes:
        return "head"
    if tag == "table":
        return "table"
    return inherited


def _names(element: HtmlElement) -> tuple[str, ...]:
    """The names of a glossary entry: what stands in `dfn`, `.term-name` and `.term-alias`, its heading first.

    Where the entry is a heading, the paragraphs up to the next heading belong to it.
    """
    area = [element]
    if element.tag in _HEADS:
        heads = [element]
        area += takewhile(lambda each: each.tag not in _HEADS, element.itersiblings())
    else:
        heads = element.xpath("(.//h2|.//h3|.//h4|.//dt|.//strong)[1]")
    marked = [found for each in area if isinstance(each.tag, str) for found in each.xpath(_NAME_MARKS)]
    found = [_BLANKS.sub(" ", _inline(each)).strip() for each in [*heads, *marked] or [element]]
    return tuple(dict.fromkeys(name for name in found if name and len(name) <= 60))


def _next_id(element: HtmlElement) -> str:
    """The id of what follows: the title of a box has none of its own."""
    return next((each.get("id", "") for each in element.itersiblings("p", "div", "ul", "ol", "figure") if each.get("id")), "")


def _holds_block(element: HtmlElement) -> bool:
    return any(inner.tag in _BLOCK for inner in element.iterdescendants())


def _is_silent(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true" or element.get("data-search") == "off":
        return True
    classes = element.get("class")
    return classes is not None and not _FURNITURE.isdisjoint(classes.split())


def _inline(element: HtmlElement) -> str:
    """The text of inline content, marks of notes and other furniture left out, line breaks as blanks."""
    if _is_silent(element):
        return ""
    if element.tag == "br":
        return " "
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)
