"""What a published page says, cut into the pieces that search answers with: HTML → `PageText`.

Reads the published form that other machines rely on too: the text stands in `.md-content__inner`, site furniture in
`page-meta`, `cite-this` and `backlinks`, notes are `li#fn:…`, references `li.reference` and `#ref-KEY`, glossary
entries `#term-ID`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import takewhile

from build_scripts.search.tree import Element, text_area

KINDS = ("title", "head", "glossary", "abstract", "body", "caption", "table", "note", "bibliography")
"""Kinds of pieces, in the order in which they weigh; their places are the codes of the index."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BLOCK = _set(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_HEADS = _set("h2 h3 h4 h5 h6")
_TITLES = _HEADS | {"h1"}
_NAMING = _set("h2 h3 h4 dt strong")
_SILENT = _set("script style template button svg math input select textarea nav noscript rt rp iframe")
_FURNITURE = _set(
    "page-meta cite-this backlinks headerlink footnote-ref footnote-backref md-content__button md-source-file"
)
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_NAME_MARKS = _set("term-name term-alias")
_BESIDE = _set("p div ul ol figure")
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
    content = text_area(html)
    reading = _Reading()
    if content is not None:
        _walk(content, (), "body", "", reading)
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


def _walk(element: Element, after: Sequence[Element], kind: str, anchor: str, reading: _Reading) -> None:
    """Adds the pieces of a block element: runs of inline content become pieces, blocks inside are walked in turn.

    `after` are the siblings behind it, where it is of those that speak for what follows.
    """
    tag: str = element.tag
    own = ""
    if element.keys():
        if _is_silent(element):
            return
        own = element.get("id", "")
    elif tag in _SILENT:
        return
    kind = _kind(element, tag, own, kind)
    anchor = own or (_next_id(after) if after and element.get("class") == "admonition-title" else "") or anchor
    if tag in _TITLES:
        reading.anchor = anchor
    if own.startswith("term-"):
        reading.terms.append(Term(own, _names(element, after)))
    if tag == "tr":
        _add(" | ".join(filter(None, (_inline(cell).strip() for cell in element))), kind, anchor, reading)
        return
    if not len(element):
        _add(element.text or "", kind, anchor, reading)
        return
    run, inside = [element.text or ""], kind
    for place, child in enumerate(element):
        if child.tag in _BLOCK or (len(child) and _holds_block(child)):
            _add("".join(run), inside, anchor, reading)
            if child.tag in _HEADS:  # a glossary whose entries are headings: what follows belongs to the entry
                inside = "glossary" if child.get("id", "").startswith("term-") else kind
            _walk(child, list(element)[place + 1 :] if _speaks(child) else (), inside, anchor, reading)
            run = [child.tail or ""]
        else:
            run += (_inline(child), child.tail or "")
    _add("".join(run), inside, anchor, reading)


def _speaks(element: Element) -> bool:
    """Whether an element is about what follows it: a heading that is a term, the title of a box."""
    return element.get("id", "").startswith("term-") or element.get("class") == "admonition-title"


def _add(text: str, kind: str, anchor: str, reading: _Reading) -> None:
    text = " ".join(text.split())
    if text and text != "¶":
        reading.pieces.append(Piece(kind, "" if kind == "title" else anchor or reading.anchor, text))


def _kind(element: Element, tag: str, own: str, inherited: str) -> str:
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


def _names(element: Element, after: Sequence[Element]) -> tuple[str, ...]:
    """The names of a glossary entry: what stands in `dfn`, `.term-name` and `.term-alias`, its heading first.

    Where the entry is a heading, the paragraphs up to the next heading belong to it.
    """
    area = [element]
    if element.tag in _HEADS:
        heads = [element]
        area += takewhile(lambda each: each.tag not in _HEADS, after)
    else:
        heads = [each for each in element.iter() if each is not element and each.tag in _NAMING][:1]
    marked = [each for one in area for each in one.iter() if each is not one and _is_name(each)]
    found = [" ".join(_inline(each).split()) for each in [*heads, *marked] or [element]]
    return tuple(dict.fromkeys(name for name in found if name and len(name) <= 60))


def _is_name(element: Element) -> bool:
    return isinstance(element.tag, str) and (element.tag == "dfn" or not _NAME_MARKS.isdisjoint(element.get("class", "").split()))


def _next_id(after: Sequence[Element]) -> str:
    """The id of what follows: the title of a box has none of its own."""
    return next((each.get("id", "") for each in after if each.tag in _BESIDE and each.get("id")), "")


def _holds_block(element: Element) -> bool:
    return any(inner.tag in _BLOCK for inner in element.iter() if inner is not element)


def _is_silent(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return True
    names = element.keys()
    if not names:
        return False
    if "hidden" in names or element.get("aria-hidden") == "true" or element.get("data-search") == "off":
        return True
    return "class" in names and not _FURNITURE.isdisjoint(element.get("class").split())


def _inline(element: Element) -> str:
    """The text of inline content, marks of notes and other furniture left out, line breaks as blanks."""
    if _is_silent(element):
        return ""
    if element.tag == "br":
        return " "
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join([_inline(child) + (child.tail or "") for child in element])
