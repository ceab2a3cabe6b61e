"""The stretches of a block that are more than plain words: code, links, citations, note marks, comments, HTML.

The syntax is Markdown's with pandoc's citations (pandoc manual, "Citation syntax"); a citation may be followed by
``<!-- print: … -->`` with the words of the print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.formats.safe_html import NAMES
from build_scripts.model.page import CitedItem, Mark, MarkKind
from build_scripts.text.source import Span

KEY = r"[A-Za-z0-9_](?:[\w:.#$%&+?~/-]*[A-Za-z0-9_])?"
"""A citation key as pandoc reads it: it ends in a letter or digit, so that a stop behind it is the sentence's."""

_PRINT = r"(?:[ ]?<!--[ ]*print:(?P<{0}>(?:(?!<!--).)*?)-->)?"
_INNER = r"(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*"
_TARGET = r"\([ ]*(?P<{0}><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ ]*\)"
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<comment><!--.*?-->)"
    r"|(?P<unresolved><cite class=\"unresolved\"[^<>]*>(?P<asprinted>.*?)</cite>)"
    r"|(?P<pagebreak><span class=\"pb\"[^<>]*>\s*</span>)"
    r"|(?P<url><(?:https?|ftp|mailto):[^<>\s]*>)"
    r"|(?P<anchor><a\b[^<>]*>(?P<anchortext>.*?)</a>)"
    r"|(?P<tag></?(?P<element>[A-Za-z][^\s/<>]*)[^<>]*>)"
    rf"|(?P<image>!\[(?P<alt>{_INNER})\]{_TARGET.format('source')}(?P<imageattr>\{{[^{{}}\n]*\}})?)"
    r"|(?P<note>\[\^(?P<label>[^\]\s]{1,200})\])"
    r"|(?P<term>\[\[(?P<name>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]+))?\]\])"
    rf"|(?P<cited>\[(?P<items>-?@{KEY}[^\[\]]*)\]{_PRINT.format('print1')})"
    rf"|(?P<link>\[(?P<linktext>{_INNER})\]{_TARGET.format('target')}(?P<linkattr>\{{[^{{}}\n]*\}})?)"
    rf"|(?P<narrative>(?<![A-Za-z0-9._%+@/-])@(?P<key>{KEY})"
    rf"(?:[ ]\[(?P<place>[^\[\]\n]*)\])?{_PRINT.format('print2')})",
    re.S,
)
_COMMENT = "<!--"
_SIGN = re.compile(r"[\\`<!\[@]")
"""What every mark begins with: looking for one of these first spares the long pattern most of a text."""
_ITEM = re.compile(rf"\s*(?P<minus>-?)@(?P<key>{KEY})(?:\s*[,，]\s*(?P<locator>.*?))?\s*\Z", re.S)
_DATA_PAGE = re.compile(r"data-page=\"([^\"]*)\"")
_SIMPLE = {
    "escape": MarkKind.ESCAPE,
    "code": MarkKind.CODE,
    "comment": MarkKind.COMMENT,
    "tag": MarkKind.TAG,
    "url": MarkKind.URL,
}


def find_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """The marks in ``text[start:end]``, in order and disjoint."""
    at = start
    last = text.rfind("-->", start, end)
    while sign := _SIGN.search(text, at, end):
        if sign.start() > last and text.startswith(_COMMENT, sign.start(), end):  # one that never ends: no use in looking for its end
            at = sign.end()
            continue
        match = _TOKEN.match(text, sign.start(), end)
        mark = _mark(match) if match else None
        if mark is None:
            at = sign.end()
        else:
            at = mark.span.end
            yield mark


def _mark(match: re.Match[str]) -> Mark | None:
    kind = match.lastgroup or ""
    whole = Span(*match.span())
    name = next(n for n in _GROUPS if match.group(n) is not None)
    if name == "tag" and not is_element(match.group("element")):
        return None
    if name in _SIMPLE:
        return Mark(_SIMPLE[name], whole, whole)
    if name == "unresolved":
        return Mark(MarkKind.UNRESOLVED, whole, Span(*match.span("asprinted")))
    if name == "pagebreak":
        page = _DATA_PAGE.search(match.group())
        return Mark(MarkKind.PAGE_BREAK, whole, Span(whole.end, whole.end), label=page.group(1) if page else "")
    if name == "anchor":
        return Mark(MarkKind.LINK, whole, Span(*match.span("anchortext")))
    if name == "image":
        return Mark(MarkKind.IMAGE, whole, Span(*match.span("alt")), label=match.group("source"))
    if name == "note":
        return Mark(MarkKind.NOTE_MARK, whole, whole, label=match.group("label"))
    if name == "term":
        shown = "words" if match.group("words") else "name"
        return Mark(MarkKind.TERM, whole, Span(*match.span(shown)), label=match.group("name").strip())
    if name == "link":
        return Mark(MarkKind.LINK, whole, Span(*match.span("linktext")), label=match.group("target"))
    assert kind
    return _citation(match, whole, name)


def is_element(name: str) -> bool:
    """Whether a tag of this name is one: ``List<String>`` and ``a<b;b>a`` are words."""
    return name.lower() in NAMES


def _citation(match: re.Match[str], whole: Span, name: str) -> Mark | None:
    if name == "narrative":
        place = (match.group("place") or "").strip()
        items = (CitedItem(match.group("key"), place),)
        printed = (match.group("print2") or "").strip()
        return Mark(MarkKind.CITATION, whole, whole, items=items, printed=printed, narrative=True)
    found = parse_cited(match.group("items"))
    if not found:
        return None
    return Mark(MarkKind.CITATION, whole, whole, items=found, printed=(match.group("print1") or "").strip())


def parse_cited(text: str) -> tuple[CitedItem, ...]:
    """The works of what stands between the brackets of a citation; empty where one of them is no work."""
    items = []
    for part in text.split(";"):
        match = _ITEM.match(part)
        if match is None:
            return ()
        items.append(CitedItem(match["key"], (match["locator"] or "").strip(), bool(match["minus"])))
    return tuple(items)


_GROUPS = ("escape", "code", "comment", "unresolved", "pagebreak", "url", "anchor", "tag", "image", "note", "term",
           "cited", "link", "narrative")  # fmt: skip
_REF_COMMENT = re.compile(r"<!--[ ]*ref:[ ]*(?P<items>.*?)[ ]*-->\s*\Z", re.S)


def find_ref_comment(text: str) -> tuple[tuple[CitedItem, ...], int] | None:
    """The works that a note or list item names in its closing ``<!-- ref: a; b, 12 -->``, and where its words end."""
    match = _REF_COMMENT.match(text, text.rfind(_COMMENT)) if _COMMENT in text else None
    if match is None:
        return None
    spelt = "; ".join(f"@{part.strip().removeprefix('@')}" for part in match["items"].split(";") if part.strip())
    items = parse_cited(spelt)
    return (items, len(text[: match.start()].rstrip())) if items else None
