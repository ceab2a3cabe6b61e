"""Small parts of HTML and Markdown, escaped so that no text of a page, a library or a glossary can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape, unescape

from build_scripts.model.page import Mark, MarkKind, Page
from build_scripts.text.source import Span

_MARKDOWN = re.compile(r"([\\`*_\[\]{}#~|])")
_LINE_START = re.compile(r"(?m)^([ ]{0,3})([-+>=]|\d+(?=[.)]))")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|(?<![0-9A-Za-z])_{1,3}|_{1,3}(?![0-9A-Za-z]))")
_UNESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPECIAL = re.compile("[&<>\"']")
_SIGN = re.compile(r"[*_\\&]")
_TAGS = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_SILENT = frozenset({MarkKind.COMMENT, MarkKind.TAG, MarkKind.NOTE_MARK, MarkKind.IMAGE, MarkKind.PAGE_BREAK})


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """One HTML element around ``content`` (already HTML). ``class_`` is ``class``, ``data_key`` is ``data-key``.

    An attribute that is None or False is left out, one that is True stands without a value.
    """
    out = tag
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        out += f" {_spelt(name)}" if value is True else f' {_spelt(name)}="{quoted(str(value))}"'
    return f"<{out}>{content}</{tag}>"


@cache
def _spelt(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def text(words: str) -> str:
    """Plain words as HTML."""
    return escape(words, quote=False) if _SPECIAL.search(words) else words


def quoted(words: str) -> str:
    """Plain words as the value of an attribute."""
    return escape(words) if _SPECIAL.search(words) else words


def words_in_markdown(words: str) -> str:
    """Plain words so that Markdown shows exactly these characters, also inside inline HTML."""
    return _LINE_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", escape(words, quote=False)))


def relative(page_url: str, target: str) -> str:
    """The address of ``target`` (below the site's root, may end in ``#anchor``) as seen from the page at ``page_url``."""
    address, _, anchor = target.partition("#")
    hash_ = f"#{anchor}" if anchor else ""
    if address == page_url and hash_:
        return hash_
    return _way(page_url, address) + hash_


@lru_cache(maxsize=1 << 16)
def _way(page_url: str, address: str) -> str:
    """From folder to folder or file; addresses on a site have no empty steps and no dots."""
    here, there = page_url.rstrip("/").split("/") if page_url else [], address.rstrip("/").split("/") if address else []
    common = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        common += 1
    path = "../" * (len(here) - common) + "/".join(there[common:])
    if address.endswith("/") or not address:
        return path if path.endswith("/") else f"{path}/" if path else "./"
    return path or "."


def plain(page: Page, span: Span) -> str:
    """What a reader sees of a stretch of the page: without markup, note marks and comments, white space single."""
    out: list[str] = []
    at = span.start
    for mark in page.marks_in(span):
        if mark.span.start < at:
            continue
        out.append(_bare(page.text[at : mark.span.start]))
        out.append(shown(page, mark))
        at = mark.span.end
    out.append(_bare(page.text[at : span.end]))
    return _SPACE.sub(" ", "".join(out)).strip()


def shown(page: Page, mark: Mark) -> str:
    """What a reader sees of one mark."""
    if mark.kind in _SILENT:
        return ""
    if mark.kind is MarkKind.CITATION:
        return mark.printed
    if mark.kind is MarkKind.ESCAPE:
        return mark.text.cut(page.text)[1:]
    if mark.kind is MarkKind.CODE:
        return mark.text.cut(page.text).strip("`").strip()
    if mark.kind is MarkKind.URL:
        return mark.text.cut(page.text).strip("<>")
    return _bare(_TAGS.sub("", mark.text.cut(page.text)))


def _bare(markdown: str) -> str:
    if _SIGN.search(markdown) is None:
        return markdown
    return unescape(_UNESCAPE.sub(r"\1", _EMPHASIS.sub("", markdown)))


def counted(words: str) -> str:
    """A line that says how much there is: it changes with every text and is none, so search leaves it out."""
    return element("p", text(words), class_="page-meta") if words else ""


def join_blocks(blocks: Iterable[str]) -> str:
    """Blocks with a blank line between them, empty ones left out, one newline at the end."""
    return "\n\n".join(block.strip("\n") for block in blocks if block.strip()) + "\n"
