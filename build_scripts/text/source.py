"""A raw text and places in it. Offsets count Unicode code points from 0; lines and columns count from 1."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, order=True)
class Span:
    """The half-open stretch ``[start, end)`` of a raw text, in code points."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The stretch of ``text`` that this span names."""
        return text[self.start : self.end]


@dataclass(frozen=True)
class Source:
    """One raw text as it came: ``name`` is its file name, ``text`` its decoded characters (newlines are ``\\n``)."""

    name: str
    text: str = field(repr=False)
    encoding: str = "utf-8"

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1) of a code point offset."""
        row = bisect_right(self._starts, offset) - 1
        return row + 1, offset - self._starts[row] + 1
