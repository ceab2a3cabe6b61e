"""The postings of a group of neighbouring pages, as columns from which the shards cut what they need.

A posting is the number of a piece within its group; it comes as often as the key stands there. The keys of a group come
in order: pairs by their codes, then words. The columns are planes of bytes, so that cutting is slicing: differences of
codes (lowest byte, second, upper two), how many postings a key has (lower, upper byte), differences of postings (the
same; the first of a key as it is).
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, chain
from typing import Any

import numpy as np
import numpy.typing as npt

from build_scripts.search.pack import digest
from build_scripts.search.part import Part
from build_scripts.search.table import Shape, pack_segment

LAST_CELL = 1 << 32
_LARGEST = 0xFFFF
"""The most postings that a key may have in a group, which are counted in two bytes."""
_OFTEN = 255
_Number = np.uint32
_Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Group:
    """A group that was read back. Arrays are views of its bytes.

    `cells` are the codes of its pairs, `word_cells` those of its words, `starts` where each word begins in `words` (bytes,
    a line each), `bounds` where the postings of each key begin, of pairs and words together; then the planes.
    """

    pieces: int
    pages: int
    table: bytes
    cells: memoryview
    word_cells: memoryview
    starts: memoryview
    bounds: memoryview
    words: memoryview
    codes: tuple[memoryview, ...]
    """Three columns; the last has two bytes a pair."""
    counts: tuple[memoryview, ...]
    gaps: tuple[memoryview, ...]


def cell_of(word: str) -> int:
    """The place of a word among the codes of pairs: its first four letters where they are ASCII, else the first two.

    Rises with the word in order of code points. `assets/lookup.js` does the same.
    """
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    if first < 0x80:
        # A letter that is none of ASCII counts as the highest, and so does what follows it.
        ascii_part = word[:4].encode("ascii") if word[:4].isascii() else _clamped(word[:4])
        a, b, c, d = ascii_part.ljust(4, b"\0")
        return a << 21 | b << 14 | c << 7 | d
    if first > 0xFFFF:
        return LAST_CELL - 1
    return max(1 << 28, first << 16 | min(second, 0xFFFF))


def _clamped(letters: str) -> bytes:
    plain = letters.encode("ascii", "ignore")[: next(n for n, letter in enumerate(letters) if not letter.isascii())]
    return plain.ljust(4, b"\x7f")


def group_key(parts: Sequence[Part], texts: Sequence[int]) -> str:
    """A name for what `group_of` of the same arguments depends on."""
    hashed = blake2b(repr(list(texts)).encode(), digest_size=20)
    for part in parts:
        hashed.update(part.digest)
    return hashed.hexdigest()


def group_of(parts: Sequence[Part], texts: Sequence[int]) -> bytes:
    """The group of these parts; `texts` are the numbers of their texts within the group plus one (0: none)."""
    codes, places = _sorted_pairs(parts)
    words = _gather_words(parts)
    names = sorted(words)
    starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1])) if len(codes) else np.zeros(0, np.intp)
    cells = codes[starts]
    sizes = np.fromiter(map(len, map(words.__getitem__, names)), np.intp, len(names))
    bounds = np.concatenate((starts, len(codes) + np.cumsum(np.append(0, sizes))))
    postings = np.append(places, np.fromiter(chain.from_iterable(map(words.__getitem__, names)), _Number, int(sizes.sum())))
    gaps = np.diff(postings, prepend=_Number(0))
    gaps[bounds[:-1]] = postings[bounds[:-1]]
    rows = [name.encode() for name in names]
    sections = [
        pack_segment(_shapes(parts, texts)), cells.tobytes(), _packed(map(cell_of, names)),
        _packed(accumulate((len(row) + 1 for row in rows), initial=0)), bounds.astype(_Number).tobytes(), b"".join([row + b"\n" for row in rows]),
        *_code_planes(np.diff(cells, prepend=_Number(0))), *_two_planes(np.diff(bounds)), *_two_planes(gaps),
    ]  # fmt: skip
    header = [sum(len(part.kinds) for part in parts), len(parts), [len(each) for each in sections]]
    # Padded to whole words, so that the arrays can be looked at where they lie.
    head = json.dumps(header).encode()
    head += b" " * (-(len(head) + 4) % 4)
    return b"".join((len(head).to_bytes(4, "little"), head, *(_padded(each) for each in sections)))


def _packed(numbers: Iterable[int]) -> bytes:
    return array("I", numbers).tobytes()


def _sorted_pairs(parts: Sequence[Part]) -> tuple[_Numbers, _Numbers]:
    """Codes of pairs and their postings, in the order of both."""
    letters = np.frombuffer(b"".join([part.han for part in parts]), "<u2").astype(np.uint64)
    sizes = np.concatenate([np.frombuffer(part.sizes_han, np.uint32) for part in parts]) if parts else np.zeros(0, np.uint32)
    pieces = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    following = np.append(letters[1:], np.uint64(0))
    pairs = (letters << np.uint64(32) | following << np.uint64(16) | pieces)[letters > 0]  # a zero is the border of a run
    pairs.sort()
    for most in (_OFTEN, 1):
        pairs = _thinned(pairs, most)
    return (pairs >> np.uint64(16)).astype(_Number), (pairs & np.uint64(0xFFFF)).astype(_Number)


def _thinned(pairs: npt.NDArray[np.uint64], most: int) -> npt.NDArray[np.uint64]:
    """The same, each pair no more than ``most`` times for a piece, where one stands so often that its postings could not be counted:
    how often beyond that is no matter of rank.
    """
    codes = pairs >> np.uint64(16)
    borders = np.flatnonzero(codes[1:] != codes[:-1]) + 1
    if len(pairs) <= _LARGEST or int(np.diff(borders, prepend=0, append=len(pairs)).max()) <= _LARGEST:
        return pairs
    kept: npt.NDArray[np.uint64] = pairs[np.append(np.ones(most, bool), pairs[most:] != pairs[:-most])]
    return kept


def _gather_words(parts: Sequence[Part]) -> dict[str, list[int]]:
    """Postings by word."""
    words: defaultdict[str, list[int]] = defaultdict(list)
    piece = 0
    for part in parts:
        for row in part.words:
            for word in row.split():
                words[word].append(piece)
            piece += 1
    return {word: found if len(found) <= _LARGEST else sorted(set(found)) for word, found in words.items()}


def _shapes(parts: Sequence[Part], texts: Sequence[int]) -> Iterator[Shape]:
    for part, text in zip(parts, texts, strict=True):
        yield text, part.sizes, part.kinds, bytes.fromhex(page_digest(part))


def page_digest(part: Part) -> str:
    """What stands for the content of a page in the names of its chunks."""
    return digest(b"".join(part.chunks))


def _code_planes(numbers: _Numbers) -> tuple[bytes, bytes, bytes]:
    data = numbers.astype("<u4").view(np.uint8).reshape(-1, 4)
    return data[:, 0].tobytes(), data[:, 1].tobytes(), data[:, 2:].tobytes()


def _two_planes(numbers: npt.NDArray[Any]) -> tuple[bytes, bytes]:
    """Of numbers below 2¹⁶: a key stands in a group less often, and its pieces are fewer."""
    if numbers.size and int(numbers.max()) > _LARGEST:
        raise ValueError("a group too large")
    data = numbers.astype("<u2").view(np.uint8).reshape(-1, 2)
    return data[:, 0].tobytes(), data[:, 1].tobytes()


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def read_group(data: memoryview) -> Group:
    """Reads a group where it lies. Raises `ValueError` on what is none."""
    start = 4 + int.from_bytes(data[:4], "little")
    pieces, pages, sizes = json.loads(bytes(data[4:start]))
    sections = []
    for size in sizes:
        sections.append(data[start : start + size])
        start += size + -size % 4
    if start != len(data) or len(sections) != 13:
        raise ValueError("group")
    table, cells, word_cells, starts, bounds, words, *planes = sections
    return Group(
        pieces, pages, bytes(table), cells.cast("I"), word_cells.cast("I"), starts.cast("I"), bounds.cast("I"), words,
        tuple(planes[:3]), tuple(planes[3:5]), tuple(planes[5:]),
    )  # fmt: skip
