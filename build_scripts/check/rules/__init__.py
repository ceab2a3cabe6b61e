"""The rules, one theme a file. Importing this package registers them all."""

from __future__ import annotations

from build_scripts.check.rules import citations, headings, notes, titles

__all__ = ["citations", "headings", "notes", "titles"]
