"""A staged page without the Markdown parser: its front matter, and its HTML where plain reading gives it. Nothing here knows MkDocs' site."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from mkdocs.utils import meta

from build_scripts.formats.safe_html import sanitize_html
from build_scripts.publish.rendering.quick import Reader
from build_scripts.publish.rendering.shelter import anchors_in


@dataclass(frozen=True, slots=True)
class Content:
    """What a page says: ``html`` may be published as it is, ``tokens`` are the entries of its list of contents, ``title`` the words of
    the title it begins with, ``anchors`` its ids."""

    html: str
    tokens: list[Any]
    title: str | None
    anchors: set[str]


def content_of(reader: Reader, text: str) -> Content | None:
    """The content of a page that can be read wholly without the parser; None for any other."""
    read = reader.read(split(text)[0])
    html = read.join("") if read is not None and not read.rest else None
    if read is None or html is None:
        return None
    html = sanitize_html(html)
    return Content(html, read.tokens, read.title, anchors_in(html))


def split(text: str) -> tuple[str, dict[str, Any]]:
    """The Markdown and the front matter of a staged page: what MkDocs would read, but that ours is JSON, line by line."""
    front = front_of(text)
    if not front:
        return meta.get_data(text)
    return text[text.index("\n---\n") + 5 :].lstrip("\n"), front


def front_of(text: str) -> dict[str, Any]:
    """The front matter as ``publish/head.py`` writes it; empty where it is none, or written otherwise."""
    if not text.startswith("---\n"):
        return {}
    end = text.find("\n---\n", 3)
    values: dict[str, Any] = {}
    for line in text[4:end].split("\n") if end > 0 else ():
        name, colon, value = line.partition(": ")
        try:
            values[name] = json.loads(value)
        except ValueError:
            return {}
        if not colon or not name.isidentifier():
            return {}
    return values
