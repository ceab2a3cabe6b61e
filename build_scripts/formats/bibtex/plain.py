"""Plainly written BibTeX entries, as nearly all are, cut out by one pattern; anything else is left to the parser.

Plain is an entry whose fields stand in braces, one a line or not, each followed by a comma (the last may go without), with at most one
pair of braces inside a value and no escaped brace. Only a run of such entries at the front of a file is cut out here: behind anything
else nothing is certain about where entries begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_VALUE = r"\{(?:[^{}\\@]|\\[^{}]|\{(?:[^{}\\@]|\\[^{}])*\})*\}"
_FIELD = rf"[ \t\n]*([A-Za-z][\w-]*)[ \t]*=[ \t]*({_VALUE})[ \t]*(?:,|(?=[ \t\n]*\}}))"
_NEXT_FIELD = re.compile(_FIELD)
_HEAD = re.compile(r"[ \t\n]*(@([A-Za-z]+)\{([\w:./+-]+)),")
_END = re.compile(r"[ \t\n]*\}")
_KINDS_OF_THEIR_OWN = frozenset({"string", "comment", "preamble"})


class Field(NamedTuple):
    """A field: its name in lower case, its value as written, braces or quotes included, the offset of the value."""

    name: str
    raw: str
    at: int


class PlainEntry(NamedTuple):
    """An entry that stands at ``[start, end)``; ``kind`` in lower case."""

    kind: str
    key: str
    start: int
    end: int
    fields: tuple[Field, ...]


def plain_entries(text: str) -> Iterator[PlainEntry]:
    """The plain entries with which the text begins, as far as nothing else stands between them."""
    at = 0
    while (entry := plain_entry(text, at)) is not None:
        yield entry
        at = entry.end


def plain_entry(text: str, at: int) -> PlainEntry | None:
    """The plain entry that stands there, blanks before it aside; None where there is none."""
    head = _HEAD.match(text, at)
    if head is None or head[2].lower() in _KINDS_OF_THEIR_OWN:
        return None
    fields: dict[str, Field] = {}
    at = head.end()
    while field := _NEXT_FIELD.match(text, at):
        name = field[1].lower()
        if name in fields:
            return None
        fields[name] = Field(name, field[2], field.start(2))
        at = field.end()
    end = _END.match(text, at)
    if end is None:
        return None
    return PlainEntry(head[2].lower(), head[3], head.start(1), end.end(), tuple(fields.values()))
