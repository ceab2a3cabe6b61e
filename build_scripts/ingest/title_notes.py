"""Notes that the title calls (题名^{*}): they stay notes, anchored in the title, and their matter is metadata as well."""

from __future__ import annotations

from collections.abc import Sequence

from build_scripts.ingest.block import Block, Findings, Kind
from build_scripts.ingest.patterns import NOTE_MARK
from build_scripts.ingest.recognize.metadata import metadata_values, recognize_metadata_notes
from build_scripts.ingest.recognize.notes import mark_number


def settle_matter_notes(blocks: list[Block], found: Findings) -> list[Block]:
    """Notes that state matter become metadata, except those that the title calls."""
    called = _called_by_title(blocks)
    kept: list[tuple[int, Block]] = []
    rest: list[Block] = []
    for block in blocks:
        if block.kind is Kind.NOTE and block.label in called:
            called.discard(block.label)
            kept.append((len(rest), block))
        else:
            rest.append(block)
    if not kept:
        return recognize_metadata_notes(blocks, found)
    settled = recognize_metadata_notes(rest, found)
    shift = len(settled) - len(rest)
    for at, block in reversed(kept):
        settled.insert(at + max(0, shift), block)
    return settled


def matter(blocks: Sequence[Block], found: Findings) -> dict[str, object]:
    """The front matter that the blocks state, the notes of the title read as metadata too."""
    return metadata_values(recognize_metadata_notes(list(blocks), found))


def title_note_values(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The notes that the title calls, as the values of its marks."""
    return tuple(m.value for b in blocks if b.kind is Kind.META and b.label == "title" for m in b.marks if m.kind == "note")


def _called_by_title(blocks: list[Block]) -> set[str]:
    return {mark_number(m.group()) for b in blocks if b.kind is Kind.META and b.label == "title" for m in NOTE_MARK.finditer(b.text.text)}
