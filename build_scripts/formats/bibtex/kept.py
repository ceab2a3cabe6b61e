"""A library that stayed is not read again: what was read of it is remembered under its text."""

from __future__ import annotations

from typing import Any

from build_scripts.formats.bibtex.library import Library, LibraryEntry, hold_library, parse_if_known, parse_library
from build_scripts.formats.cache import Memo, key_of
from build_scripts.formats.records import from_json, to_json
from build_scripts.model.reference import Reference

_FEW = 200
"""So many entries are read sooner than what is remembered of a whole library."""


def recall_library(text: str, memo: Memo) -> None:
    """Reads the library, or takes what was read of it from the memo; ``parse_library(text)`` then costs nothing."""
    if not text or not memo.keeps or parse_if_known(text, _FEW):
        return
    read: list[Library] = []

    def rows() -> list[Any] | None:
        read.append(parse_library(text))
        if read[0].strings:  # they decide about entries and are no part of any
            return None
        entries = [[entry.key, to_json(entry.reference, Reference), entry.line, entry.start, entry.end] for entry in read[0].entries]
        return [read[0].plain, entries]

    kept = memo.value("library", key_of(text), rows)
    if not read and kept is not None:
        plain, rows_kept = kept
        entries = (LibraryEntry(key, from_json(said, Reference), text[start:end], line, start, end) for key, said, line, start, end in rows_kept)
        hold_library(Library(text, tuple(entries), plain=plain))
