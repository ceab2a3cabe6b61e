"""The rules, one theme a file. Importing this package registers them all."""

from __future__ import annotations

from build_scripts.check.rules import (
    built_links,
    characters,
    citations,
    headings,
    layout,
    links,
    notes,
    punctuation,
    tables,
    titles,
    unsafe,
)

__all__ = ["built_links", "characters", "citations", "headings", "layout", "links", "notes", "punctuation", "tables", "titles", "unsafe"]
