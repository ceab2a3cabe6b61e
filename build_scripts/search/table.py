"""The table of pieces: what must be known of every piece to rank it before its text is fetched.

Cut into segments of some pages each. A segment, before deflating: number of pages; per page the number of its text
plus one (0: none), of chunks, and of pieces in each chunk; then a byte per piece (kind, and how long it is in the
upper half); then three bytes of hash per chunk, which with its number make the chunk's file name.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.search.names import NAME_KINDS
from build_scripts.search.pack import varint
from build_scripts.search.page import KINDS

PAGES_PER_SEGMENT = 256
CODES = {kind: code for code, kind in enumerate((*KINDS, *NAME_KINDS))}

Shape = tuple[list[tuple[str, int]], str]
"""Of a chunk: kind and length in characters of each piece; the hash of its file."""


class Table:
    """Gathers the segments. `starts` holds for each the number of its first piece, page and chunk."""

    def __init__(self) -> None:
        self.pages = self.chunks = self.pieces = 0
        self.starts: list[tuple[int, int, int]] = [(0, 0, 0)]
        self._shape, self._kinds, self._hashes = bytearray(), bytearray(), bytearray()

    def add_page(self, text: int, chunks: list[Shape]) -> None:
        """A page of text number `text` (-1: none) with the shapes of its chunks."""
        self._shape += varint(text + 1) + varint(len(chunks))
        for pieces, hashed in chunks:
            self._shape += varint(len(pieces))
            self._kinds += bytes(CODES[kind] | _length_class(size) << 4 for kind, size in pieces)
            self._hashes += bytes.fromhex(hashed)
            self.pieces += len(pieces)
        self.pages += 1
        self.chunks += len(chunks)

    def take_full(self, last: bool = False) -> Iterator[bytes]:
        """The segment, once it is full (or whatever is there, at the last)."""
        count = self.pages - self.starts[-1][1]
        if count >= PAGES_PER_SEGMENT or (last and count):
            yield varint(count) + bytes(self._shape + self._kinds + self._hashes)
            self.starts.append((self.pieces, self.pages, self.chunks))
            self._shape, self._kinds, self._hashes = bytearray(), bytearray(), bytearray()


def _length_class(size: int) -> int:
    """0 below 32 characters, 1 below 128, 2 below 512, 3 for more. Coarse, because every bit of it is sent."""
    return min(max(size.bit_length() - 4, 0) // 2, 3)
