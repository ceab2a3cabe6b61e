"""Marks of notes that OCR took for a sign of another kind (@ for ②), found by the place where the mark must stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from build_scripts.ingest.block import Block, Kind
from build_scripts.text.han import HAN

_LOOK_ALIKE = re.compile(rf"(?<=[{HAN}。，；！？”’）》])[@®©](?=[{HAN}“《]|$)")
"""A sign with a ring around it between Chinese words, where no address and no trade name is."""


def lone_signs(flat: Sequence[Block], kinds: Iterable[Kind]) -> list[tuple[int, int, int]]:
    """Every sign that may be a misread mark: its place in the source, the index of its block, its place there."""
    out = []
    for i, block in enumerate(flat):
        if block.kind in kinds and not block.text.text.isascii():
            out += [(block.text.at[m.start()], i, m.start()) for m in _LOOK_ALIKE.finditer(block.text.text)]
    return sorted(out)


def between(signs: list[tuple[int, int, int]], lower: int, upper: int) -> tuple[int, int, int] | None:
    """The only sign between two places of the source; None where there is none or more than one."""
    first, last = bisect_right(signs, (lower, len(signs), 0)), bisect_left(signs, (upper, -1, -1))
    return signs[first] if last - first == 1 else None
