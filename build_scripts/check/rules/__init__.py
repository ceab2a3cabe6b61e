"""The rules, one theme a file. Importing this package registers them all."""

from __future__ import annotations

from build_scripts.check.rules import (
    built_links,
    characters,
    citations,
    headings,
    identifiers,
    layout,
    library,
    links,
    metadata,
    notes,
    paragraphs,
    punctuation,
    series,
    sources,
    tables,
    terms,
    titles,
    unsafe,
    unsafe_files,
    works,
)

__all__ = [
    "built_links", "characters", "citations", "headings", "identifiers", "layout", "library", "links", "metadata", "notes", "paragraphs", "punctuation",
    "series", "sources", "tables", "terms", "titles", "unsafe", "unsafe_files", "works",
]  # fmt: skip
