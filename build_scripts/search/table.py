"""The table of pieces: what must be known of every piece to rank it before its text is fetched.

One segment for each group of pages; segments of neighbouring groups share a file. A segment: number of pages; per page the number of its text plus
one, counted from the least of the group (0: none), of chunks, and of pieces in each chunk; then a byte per piece (kind,
and how long it is in the upper half); then three bytes of hash per page, which with the numbers of its chunks make
their file names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_scripts.search.names import NAME_KINDS
from build_scripts.search.pack import varint
from build_scripts.search.page import KINDS

CODES = {kind: code for code, kind in enumerate((*KINDS, *NAME_KINDS))}

Shape = tuple[int, Sequence[int], bytes, bytes]
"""Of a page: its text (0: none), the pieces of each chunk, a byte per piece, three bytes of hash."""


def pack_segment(pages: Iterable[Shape]) -> bytes:
    """The segment of these pages."""
    rows = list(pages)
    shape = bytearray(varint(len(rows)))
    for text, sizes, _, _ in rows:
        shape += varint(text) + varint(len(sizes))
        for size in sizes:
            shape += varint(size)
    return b"".join((bytes(shape), *(kinds for _, _, kinds, _ in rows), *(hashed for _, _, _, hashed in rows)))


def length_class(size: int) -> int:
    """0 below 32 characters, 1 below 128, 2 below 512, 3 for more. Coarse, because every bit of it is sent."""
    return min(max(size.bit_length() - 4, 0) // 2, 3)
