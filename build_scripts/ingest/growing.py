"""A paragraph while further stretches are joined to it: linear in what is joined, whatever its length."""

from __future__ import annotations

from dataclasses import replace

from build_scripts.ingest.block import Block, Mark
from build_scripts.ingest.lines.clean import glue
from build_scripts.text.traced import Traced, join

_EDGE = 256
"""Characters of either end that tell how a paragraph begins and ends."""


class Growing:
    """A block and the blocks that go on with it; marks keep their places."""

    def __init__(self, first: Block) -> None:
        self.first = first
        self._parts: list[Traced] = []
        self._tail = first.text
        self._size = 0
        self._marks = list(first.marks)
        self._other = list(first.other)
        self._last = first.last
        self._grown = False

    def add(self, block: Block) -> None:
        """Joins a block to the end."""
        joined = glue(self._tail, block.text)
        shift = self._size + len(joined) - len(block.text)
        self._marks += [Mark(m.start + shift, m.end + shift, m.kind, m.value) for m in block.marks]
        self._other += block.other
        self._last, self._grown = block.last, True
        cut = max(0, len(joined) - _EDGE)
        if cut:
            self._parts.append(joined[:cut])
            self._size += cut
        self._tail = joined[cut:] if cut else joined

    @property
    def ends(self) -> str:
        """The text; of a long one its first and its last characters."""
        tail = self._tail.text
        head = (self._parts[0].text if self._parts else tail)[:_EDGE]
        return tail if not self._parts and len(tail) <= 2 * _EDGE else head + tail[-_EDGE:]

    def block(self) -> Block:
        """The whole paragraph."""
        if not self._grown:
            return self.first
        text = join([*self._parts, self._tail])
        return replace(self.first, text=text, last=self._last, marks=tuple(self._marks), other=tuple(self._other))
