"""Bytes of the index: variable length numbers, posting lists, key shards. `assets/codec.js` reads what is written here.

Numbers are little-endian base 128. A file is one zlib stream, whose check sum tells the script of a cut file.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from operator import sub

_LEVEL = 9
_ONE = tuple(bytes((n,)) for n in range(0x80))
_TWO = (*_ONE, *(bytes((n & 0x7F | 0x80, n >> 7)) for n in range(0x80, 0x4000)))


def varint(number: int) -> bytes:
    """A number >= 0 in groups of seven bits, lowest first."""
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def pack_postings(values: Sequence[int]) -> bytes:
    """Rising numbers >= 0 as their differences (the first as it is)."""
    if len(values) == 1:
        return _TWO[values[0]] if values[0] < 0x4000 else varint(values[0])
    gaps = [values[0], *map(sub, values[1:], values)]
    top = max(gaps)
    if top < 0x80:
        return bytes(gaps)
    if top < 0x4000:
        return b"".join([_TWO[gap] for gap in gaps])
    return b"".join([_TWO[gap] if gap < 0x4000 else varint(gap) for gap in gaps])


def pack_shard(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Key shard of entries in order of code points: count; per key: letters shared with the key before, bytes of the
    rest, the rest in UTF-8, bytes of its postings; then all postings. Not yet deflated."""
    head: list[bytes] = []
    bodies: list[bytes] = []
    before = ""
    for key, postings in entries:
        size = len(postings)
        # Most keys are pairs of letters: the first letter shared with the pair before, or nothing.
        shared = 0 if key[0] != before[:1] else shared_prefix(before, key)
        rest = key[shared:].encode()
        head += (_ONE[shared], _TWO[len(rest)], rest, _TWO[size] if size < 0x4000 else varint(size))
        bodies.append(postings)
        before = key
    return b"".join((varint(len(bodies)), *head, *bodies))


def shared_prefix(a: str, b: str) -> int:
    """How many leading code points two strings share."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def deflate(raw: bytes) -> bytes:
    """One zlib stream."""
    return zlib.compress(raw, _LEVEL)


def digest(data: bytes) -> str:
    """Six hexadecimal digits that stand, beside the number of a file, for its content in its name."""
    return blake2b(data, digest_size=3).hexdigest()
