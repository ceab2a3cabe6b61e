"""Changing a text at places and nowhere else: what people wrote between two edits stays as they wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_scripts.text.source import Span


@dataclass(frozen=True, order=True)
class Edit:
    """Put ``new`` where ``span`` stands now; an empty span inserts."""

    span: Span
    new: str


class OverlapError(ValueError):
    """Two edits want the same characters."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with all edits made, in linear time.

    Edits may come in any order; insertions at one place keep the order in which they came.
    Raises ``OverlapError`` where two edits overlap, ``ValueError`` where one lies outside the text.
    """
    out: list[str] = []
    last = 0
    for edit in sorted(edits, key=lambda item: (item.span.start, item.span.end)):
        if edit.span.end < edit.span.start or edit.span.end > len(text) or edit.span.start < 0:
            raise ValueError(f"edit outside the text: {edit.span}")
        if edit.span.start < last:
            raise OverlapError(f"edits overlap at {edit.span.start}")
        out.append(text[last : edit.span.start])
        out.append(edit.new)
        last = edit.span.end
    out.append(text[last:])
    return "".join(out)
