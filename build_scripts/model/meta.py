"""What the front matter of a text says, in the shapes that it is meant in: people write a list where a line belongs, or nothing.

``check`` tells an author of that (``MET101``); what is published never shows how a program writes lists and tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

LINES = frozenset(
    "title subtitle title_en title_full date year container journal newspaper publisher institution place edition volume issue pages doi isbn issn "
    "url abstract abstract_en genre lang citekey series clc document_code article_id article_no licence license description".split()
)
"""Keys whose value is one stretch of text."""
GENRES = frozenset(
    "journal-article newspaper-article news-article photo-caption text essay speech book book-chapter report policy law thesis webpage".split()
)
"""The genres that a text can be named; each has a Chinese name and a type of reference of its own where texts are published."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What no text shows: controls but tab and line feed, and signs that turn the writing round."""


def shaped(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The front matter with every value of ``LINES`` as text (numbers stay numbers); what has no words is left out."""
    out: dict[str, Any] = {}
    for key, value in meta.items():
        if key not in LINES:
            out[key] = value
        elif words := in_words(value):
            out[key] = value if isinstance(value, int | float) else words
    return out


def in_words(value: Any) -> str:
    """A value as the words that it holds: a list's one behind the other, nothing for tables, truth values and what is not there."""
    if isinstance(value, list | tuple):
        return "；".join(filter(None, map(in_words, value)))
    if value is None or isinstance(value, bool | Mapping):
        return ""
    return _CONTROLS.sub("", str(value)).strip()
