"""Bytes of the index: variable length numbers, posting lists, key shards. `assets/codec.js` reads what is written here.

Numbers are little-endian base 128. A file is one zlib stream, whose check sum tells the script of a cut file.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from operator import sub

_SMALL = 1 << 14
_LEVEL = 9


def varint(number: int) -> bytes:
    """A number >= 0 in groups of seven bits, lowest first."""
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


@cache
def _varints() -> tuple[bytes, ...]:
    return tuple(map(varint, range(_SMALL)))


def pack_postings(values: Sequence[int]) -> bytes:
    """Rising numbers >= 0 as their differences (the first as it is)."""
    gaps = [values[0], *map(sub, values[1:], values)]
    top = max(gaps)
    if top < 0x80:
        return bytes(gaps)
    if top < _SMALL:
        return b"".join(map(_varints().__getitem__, gaps))
    return b"".join(map(varint, gaps))


def pack_shard(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Key shard of entries in order of code points: count; per key: letters shared with the key before, bytes of the
    rest, the rest in UTF-8, bytes of its postings; then all postings. Not yet deflated."""
    head, bodies, before, count = bytearray(), [], "", 0
    for key, postings in entries:
        shared = shared_prefix(before, key)
        rest = key[shared:].encode()
        head += varint(shared) + varint(len(rest)) + rest + varint(len(postings))
        bodies.append(postings)
        before, count = key, count + 1
    return varint(count) + bytes(head) + b"".join(bodies)


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
    """Eight hexadecimal digits that stand for the content of a file in its name."""
    return blake2b(data, digest_size=4).hexdigest()
