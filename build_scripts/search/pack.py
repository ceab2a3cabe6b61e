"""Bytes of the index: variable length numbers, columns, text. `assets/codec.js` reads what is written here.

A file is one zlib stream, whose check sum tells the script of a cut file.
"""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterable
from hashlib import blake2b

_LEVEL = 6
_SMALL = tuple(bytes((number,)) for number in range(0x80))


def varint(number: int) -> bytes:
    """A number >= 0 in groups of seven bits, lowest first."""
    if number < 0x4000:
        return _SMALL[number] if number < 0x80 else bytes((number & 0x7F | 0x80, number >> 7))
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2)), error.end


codecs.register_error("zj-json", _escape)


def json_bytes(value: object) -> bytes:
    r"""JSON in GBK, which deflates Chinese to seven eighths of what UTF-8 does; letters that GBK lacks as ``\uXXXX``.

    Every browser decodes GBK (Encoding Standard, "gbk"). The euro sign, which its tables place elsewhere, is escaped too.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("€", "\\u20ac").encode("gbk", "zj-json")


def deflate(raw: bytes) -> bytes:
    """One zlib stream."""
    return zlib.compress(raw, _LEVEL)


def deflate_columns(columns: Iterable[bytes]) -> bytes:
    """One zlib stream of columns, each with a code of its own.

    Of repetitions only runs of one byte are looked for: in columns of numbers others are chance, and cost more than they
    save.
    """
    stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, 13, 6, zlib.Z_RLE)
    out: list[bytes] = []
    for column in columns:
        if column:
            out += (stream.compress(column), stream.flush(zlib.Z_BLOCK))
    return b"".join((*out, stream.flush()))


def digest(data: bytes) -> str:
    """Six hexadecimal digits that stand, beside the number of a file, for its content in its name."""
    return blake2b(data, digest_size=3).hexdigest()
