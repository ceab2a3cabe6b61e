"""What `corpus.json` tells the search about the texts: titles, authors, genre, year, pages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TextMeta:
    """A text of the corpus; `pages` are addresses relative to the site, in reading order."""

    slug: str
    title: str
    authors: tuple[str, ...] = ()
    genre: str = ""
    year: int = 0
    """0 where the text states none."""
    pages: tuple[str, ...] = ()


def parse_corpus(text: str) -> tuple[TextMeta, ...]:
    """The texts of `corpus.json`, in its order. Raises `ValueError` on what is not JSON; missing keys are empty."""
    return tuple(_text(entry) for entry in json.loads(text).get("texts", []))


def _text(entry: dict[str, Any]) -> TextMeta:
    authors = [_name(author) for author in entry.get("authors") or []]
    year = re.search(r"\d{4}", str(entry.get("date") or ""))
    return TextMeta(
        slug=str(entry.get("slug") or ""),
        title=str(entry.get("title") or entry.get("slug") or ""),
        authors=tuple(filter(None, authors)),
        genre=str(entry.get("genre") or ""),
        year=int(year.group()) if year else 0,
        pages=tuple(map(str, entry.get("pages") or [])),
    )


def _name(author: object) -> str:
    if isinstance(author, dict):
        return str(author.get("name") or "")
    return str(author or "").replace(", ", "")
