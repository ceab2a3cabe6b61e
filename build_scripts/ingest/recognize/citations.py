"""Citations in running text and printed references in lists and notes, tied to works by the cite craft.

Works are named by numbers here (``{0}``, ``{1}`` …), in the order of their first print; the caller gives them the keys
of its library, so that reading a text needs nothing but the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.gbt7714.recognize import looks_like_reference, split_references
from build_scripts.ingest.block import Block, Findings, Kind, walk
from build_scripts.model.reference import Reference


@dataclass(frozen=True)
class PrintedWork:
    """A work as one text prints it: ``place`` is the source offset, ``number`` the printed number in its list (or empty)."""

    reference: Reference
    place: int
    number: str = ""
    in_list: bool = False


def printed_works(blocks: Sequence[Block], found: Findings, supplied: Sequence[str] = ()) -> list[PrintedWork]:
    """Every printed reference of the text: entries of lists, notes that print one, and a supplied list."""
    out: list[PrintedWork] = []
    for block in walk(blocks):
        if block.kind is Kind.REFERENCE:
            out.append(PrintedWork(parse_reference(block.text.text), block.text.start(), block.label, True))
        elif block.kind is Kind.NOTE and looks_like_reference(block.text.text):
            for piece in split_references(block.text.text):
                reference = parse_reference(piece)
                if reference.title:
                    out.append(PrintedWork(reference, block.text.start()))
    out.extend(PrintedWork(parse_reference(text), -1, str(n), True) for n, text in enumerate(supplied, 1))
    return out


def cite(blocks: list[Block], works: Sequence[PrintedWork], found: Findings) -> tuple[list[Block], dict[int, str], int]:
    """Citations of running text as marks, the work of each printed reference by place, and how many stay unresolved."""
    refs: dict[int, str] = {}
    for n, work in enumerate(works):
        if work.place >= 0:
            key = f"{{{n}}}" + (f", {work.reference.locator}" if work.reference.locator and not work.in_list else "")
            refs[work.place] = f"{refs[work.place]}; {key}" if work.place in refs else key
    return blocks, refs, 0
