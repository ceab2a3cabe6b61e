"""One document of a source, as splitting hands it on to the recognizers."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.ingest.block import Block

PHOTO_CAPTION = "photo-caption"
LONGEST_TITLE = 50.0
"""No headline is wider, in ems."""


@dataclass(frozen=True)
class Part:
    """One document of a source: its blocks, its headline where splitting found it, and its genre where clear."""

    blocks: tuple[Block, ...]
    headline: Block | None = None
    genre: str = ""
