"""What one page adds to the index: a pure function of its HTML and of what the corpus says of its text.

A part is made anywhere (another process, another machine), kept as bytes under `part_key`, and merged by `index.py`.
"""

from __future__ import annotations

import json
import pkgutil
import sys
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from typing import Any

from build_scripts.search.corpus import TextMeta
from build_scripts.search.names import Name
from build_scripts.search.normalize import normalize, runs_and_words, variant_letters
from build_scripts.search.pack import deflate, json_bytes
from build_scripts.search.page import PageText, Piece, parse_page
from build_scripts.search.pinyin import pinyin_keys
from build_scripts.search.table import CODES, length_class

CHUNK_SIZE = 1_600
"""Characters of text in one file, about."""
_NAMES_PER_CHUNK = 48
_MODULES = ("normalize", "names", "pack", "page", "part", "pinyin", "table", "tree")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that was read back.

    `sizes` are the pieces of each chunk, `kinds` a byte per piece (as in the table), `han` the runs of CJK letters of all
    pieces, each with a zero behind it (UTF-16, little-endian), `sizes_han` its units per piece, `words` the words of each
    piece. With the zero, the last letter of a run makes a pair too: (letter, 0).
    """

    url: str
    slug: str
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    letters: str
    characters: int
    sizes: tuple[int, ...]
    kinds: bytes
    han: bytes
    sizes_han: array[int]
    words: tuple[str, ...]
    chunks: tuple[bytes, ...]
    digest: bytes
    """Of the bytes that the part was read from."""


def part_of(url: str, html: str | bytes, text: TextMeta | None = None, chunk_size: int = CHUNK_SIZE) -> bytes:
    """The part of one published page (`url` relative to the site). `text`: the text of the corpus that it is a page of.

    Empty where the page asks not to be indexed or has no text. Never raises on odd markup; bytes are read as UTF-8.
    """
    page = parse_page(url, html.decode("utf-8", "replace") if isinstance(html, bytes) else html)
    return page_part(page, text, chunk_size)


def part_key(url: str, html: str | bytes, text: TextMeta | None = None, chunk_size: int = CHUNK_SIZE) -> str:
    """A name for exactly what `part_of` of the same arguments depends on, this code included: 40 hexadecimal digits."""
    data = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    about = repr((code_version(), url, chunk_size, _about(text, url), len(data)))
    return blake2b(about.encode("utf-8", "surrogatepass") + b"\n" + data, digest_size=20).hexdigest()


@cache
def code_version() -> str:
    """Changes with the code that makes parts, and with the Unicode tables of the Python that runs it."""
    hashed = blake2b(f"{unicodedata.unidata_version} {sys.byteorder}".encode(), digest_size=8)
    for name in _MODULES:
        hashed.update(pkgutil.get_data(__package__, f"{name}.py") or b"")
    hashed.update(pkgutil.get_data(__package__, "variants.txt") or b"")
    return hashed.hexdigest()


def _about(text: TextMeta | None, url: str) -> list[Any]:
    return [text.title, list(text.authors), text.genre, text.year, text.slug, url == text.pages[0]] if text else []


def page_part(page: PageText, text: TextMeta | None = None, chunk_size: int = CHUNK_SIZE) -> bytes:
    """The part of a page that was read already."""
    if not page.listed or not page.pieces:
        return b""
    # Abstract and keywords belong to the first page of a text only.
    first = text is None or page.url == text.pages[0]
    pieces = [piece for piece in page.pieces if first or piece.kind != "abstract"]
    about = _about(text, page.url)[:5]
    heads: list[tuple[str, str]] = [("", "")]
    chunks, sizes = [], []
    for group in _cut(pieces, chunk_size):
        chunk = {"u": page.url, "t": page.title, "m": about, **_records(group, heads)}
        chunks.append(deflate(json_bytes(chunk)))
        sizes.append(len(group))
    header = {
        "u": page.url, "s": text.slug if text else "", "t": [[f"{page.url}#{term.anchor}", term.names] for term in page.terms],
    }  # fmt: skip
    return _packed(header, [(piece.kind, piece.text, ()) for piece in pieces], sizes, chunks)


def name_parts(names: Sequence[Name]) -> Iterator[bytes]:
    """The parts of names, each of one chunk."""
    for start in range(0, len(names), _NAMES_PER_CHUNK):
        group = names[start : start + _NAMES_PER_CHUNK]
        chunk = deflate(json_bytes({"n": [name.record() for name in group]}))
        pieces = [(name.kind, name.text, pinyin_keys(name.pinyin)) for name in group]
        yield _packed({"u": "", "s": "", "t": []}, pieces, [len(group)], [chunk])


def _records(group: Sequence[Piece], heads: list[tuple[str, str]]) -> dict[str, object]:
    """The pieces of a chunk and the headings they stand under; the last of `heads` is the one before the chunk."""
    records: list[tuple[int, str, int, str]] = []
    used: dict[int, int] = {}
    for piece in group:
        if piece.kind == "head":
            heads.append((piece.anchor, piece.text))
        section = used.setdefault(len(heads) - 1, len(used))
        records.append((CODES[piece.kind], piece.anchor, section, piece.text))
    return {"h": [heads[n] for n in used], "p": records}


def _cut(pieces: Sequence[Piece], size: int) -> Iterator[list[Piece]]:
    """Runs of pieces of about equal length, none much longer than `size` characters unless one piece is."""
    total = sum(len(piece.text) for piece in pieces)
    share = total / max(1, -(-total // size))
    group: list[Piece] = []
    held = 0
    for piece in pieces:
        if group and held + len(piece.text) / 2 > share:
            yield group
            group, held = [], 0
        group.append(piece)
        held += len(piece.text)
    if group:
        yield group


def _packed(header: dict[str, Any], pieces: Sequence[tuple[str, str, Iterable[str]]], sizes: list[int], chunks: list[bytes]) -> bytes:
    """A part: bytes of the header, the header (JSON), and the sections whose sizes it states."""
    counts, letters, words, kinds = array("I"), [], [], bytearray()
    for kind, text, more in pieces:
        kinds.append(CODES[kind] | length_class(len(text)) << 4)
        runs, found = runs_and_words(normalize(text))
        if runs:
            runs.append("")
            units = "\0".join(runs).encode("utf-16-le")
            letters.append(units)
            counts.append(len(units) // 2)
        else:
            counts.append(0)
        words.append(" ".join((*found, *sorted(more))))
    if sys.byteorder == "big":
        counts.byteswap()
    sections = [bytes(kinds), counts.tobytes(), b"".join(letters), "\n".join(words).encode(), *chunks]
    header |= {
        "l": variant_letters("".join([text for _, text, _ in pieces])), "n": sum([len(text) for _, text, _ in pieces]),
        "c": sizes, "z": [len(each) for each in sections],
    }  # fmt: skip
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((len(head).to_bytes(4, "little"), head, *sections))


def read_part(data: bytes) -> Part:
    """Reads a part that is not empty. Raises `ValueError`, `KeyError` or `IndexError` on what is none."""
    start = 4 + int.from_bytes(data[:4], "little")
    header = json.loads(data[4:start])
    sections = []
    for size in header["z"]:
        sections.append(data[start : start + size])
        start += size
    if start != len(data):
        raise ValueError("part")
    kinds, counts, han, words, *chunks = sections
    sizes = array("I", counts)
    if sys.byteorder == "big":
        sizes.byteswap()
    return Part(
        header["u"], header["s"], tuple((address, tuple(names)) for address, names in header["t"]), header["l"], header["n"],
        tuple(header["c"]), kinds, han, sizes, tuple(words.decode().split("\n")), tuple(chunks),
        blake2b(data, digest_size=16).digest(),
    )  # fmt: skip


def split_part(part: Part, most: int) -> Iterator[Part]:
    """The part itself, or parts of at most so many pieces (and at least one chunk) where it has more."""
    if len(part.kinds) <= most:
        yield part
        return
    chunk = piece = unit = 0
    while chunk < len(part.sizes):
        end = chunk + 1
        while end < len(part.sizes) and sum(part.sizes[chunk : end + 1]) <= most:
            end += 1
        last = piece + sum(part.sizes[chunk:end])
        units = unit + sum(part.sizes_han[piece:last])
        yield replace(
            part, terms=part.terms if chunk == 0 else (), characters=part.characters if chunk == 0 else 0, sizes=part.sizes[chunk:end],
            kinds=part.kinds[piece:last], han=part.han[2 * unit : 2 * units], sizes_han=part.sizes_han[piece:last],
            words=part.words[piece:last], chunks=part.chunks[chunk:end], digest=part.digest + chunk.to_bytes(4, "little"),
        )  # fmt: skip
        chunk, piece, unit = end, last, units
