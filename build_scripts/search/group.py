"""The postings of a group of neighbouring pages, as columns from which the shards cut what they need.

A posting is the number of a piece within its group; it comes as often as the key stands there. The keys of a group come
in order: pairs by their codes, then words. The columns are planes of bytes, so that cutting is slicing: differences of
codes (lowest byte, second, upper two), how many postings a key has (lower, upper byte), differences of postings (the
same; the first of a key as it is).
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, chain, compress, count

from build_scripts.search.pack import digest
from build_scripts.search.part import Part
from build_scripts.search.table import Shape, pack_segment

LAST_CELL = 1 << 32
_PORTION = 40_000
_ONE, _FIRST, _SECOND, _PIECE = (b"\0\0\0\0\0\0\xf0\x3f", 2, 1, 0) if sys.byteorder == "little" else (b"\x3f\xf0\0\0\0\0\0\0", 1, 2, 3)
"""The number 1 as a float, and its 16-bit lanes from the highest below the exponent."""


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
    codes, postings = _sorted_pairs(parts)
    words = _gather_words(parts)
    names = sorted(words)
    cells, bounds = _runs(codes)
    counts = array("I", map(len, map(words.__getitem__, names)))
    bounds.extend(accumulate(counts, initial=bounds.pop()))
    postings.extend(chain.from_iterable(map(words.__getitem__, names)))
    before = array("I", (0,)) + postings[:-1]
    for at in bounds[:-1]:
        before[at] = 0
    rows = [name.encode() for name in names]
    starts = array("I", accumulate((len(row) + 1 for row in rows), initial=0))
    sections = [
        pack_segment(_shapes(parts, texts)), cells.tobytes(), array("I", map(cell_of, names)).tobytes(), starts.tobytes(), bounds.tobytes(),
        b"".join([row + b"\n" for row in rows]), *_code_planes(_less(cells, array("I", (0,)) + cells[:-1])),
        *_two_planes(_less(bounds[1:], bounds[:-1])), *_two_planes(_less(postings, before)),
    ]  # fmt: skip
    header = [sum(len(part.kinds) for part in parts), len(parts), [len(each) for each in sections]]
    # Padded to whole words, so that the arrays can be looked at where they lie.
    head = json.dumps(header).encode()
    head += b" " * (-(len(head) + 4) % 4)
    return b"".join((len(head).to_bytes(4, "little"), head, *(_padded(each) for each in sections)))


def _less(numbers: array[int], others: array[int]) -> array[int]:
    """Differences of two rows of numbers, none negative. As two numbers of many digits: the only subtraction of rows that
    Python does at once."""
    size, order = 4 * len(numbers), sys.byteorder
    return array("I", (int.from_bytes(numbers, order) - int.from_bytes(others[: len(numbers)], order)).to_bytes(size, order))


def _runs(codes: array[int]) -> tuple[array[int], array[int]]:
    """The different ones of sorted numbers, and where each begins (and the end of all)."""
    if not codes:
        return array("I"), array("I", (0,))
    changes = _changes(codes)
    return array("I", compress(codes, changes)), array("I", (*compress(count(), changes), len(codes)))


def _changes(numbers: array[int]) -> array[int]:
    """For each number nothing where it equals the one before, else something. The first must not be zero."""
    before = array(numbers.typecode, (0,)) + numbers[:-1]
    size, order = len(numbers) * numbers.itemsize, sys.byteorder
    return array(numbers.typecode, (int.from_bytes(numbers, order) ^ int.from_bytes(before, order)).to_bytes(size, order))


def _sorted_pairs(parts: Sequence[Part]) -> tuple[array[int], array[int]]:
    """Codes of pairs and their postings, in the order of both.

    Floats are what Python sorts fastest: for each pair, its letters and the number of its piece become the bits of a number
    between 1 and 2.
    """
    letters, places = array("H"), array("H")
    pieces = 0
    for part in parts:
        letters.frombytes(part.han)
        for size in part.sizes_han:
            places.extend(array("H", (pieces,)) * size)
            pieces += 1
    if not letters:
        return array("I"), array("I")
    if sys.byteorder == "big":
        letters.byteswap()
    following = letters[1:] + array("H", (0,))
    lanes = array("H", _ONE) * len(letters)
    lanes[_FIRST::4], lanes[_SECOND::4], lanes[_PIECE::4] = letters, following, places
    del following, places
    ordered = array("H", _sorted_floats(array("d", lanes.tobytes())).tobytes())
    codes, postings = array("H", letters.tobytes() * 2), array("H", bytes(4 * len(letters)))
    low = 0 if sys.byteorder == "little" else 1
    codes[low::2], codes[1 - low :: 2], postings[low::2] = ordered[_SECOND::4], ordered[_FIRST::4], ordered[_PIECE::4]
    # What comes first are pairs whose first letter is the border of a run.
    found = array("I", codes.tobytes())
    start = bisect_left(found, 1 << 16)
    return found[start:], array("I", postings.tobytes())[start:]


def _sorted_floats(numbers: array[float]) -> array[float]:
    """Sorted first in portions that the caches of a processor hold: half the time."""
    portions = array("d")
    for at in range(0, len(numbers), _PORTION):
        portions.extend(array("d", sorted(numbers[at : at + _PORTION])))
    return array("d", sorted(portions))


def _gather_words(parts: Sequence[Part]) -> dict[str, list[int]]:
    """Postings by word."""
    words: defaultdict[str, list[int]] = defaultdict(list)
    piece = 0
    for part in parts:
        for row in part.words:
            for word in row.split():
                words[word].append(piece)
            piece += 1
    return words


def _shapes(parts: Sequence[Part], texts: Sequence[int]) -> Iterator[Shape]:
    for part, text in zip(parts, texts, strict=True):
        yield text, part.sizes, part.kinds, bytes.fromhex(page_digest(part))


def page_digest(part: Part) -> str:
    """What stands for the content of a page in the names of its chunks."""
    return digest(b"".join(part.chunks))


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _code_planes(numbers: array[int]) -> tuple[bytes, bytes, bytes]:
    data = _little(numbers)
    upper = bytearray(2 * len(numbers))
    upper[0::2], upper[1::2] = data[2::4], data[3::4]
    return data[0::4], data[1::4], bytes(upper)


def _two_planes(numbers: array[int]) -> tuple[bytes, bytes]:
    """Of numbers below 2¹⁶: a key stands in a group less often, and its pieces are fewer."""
    data = _little(numbers)
    if any(data[2::4]):
        raise ValueError("a group too large")
    return data[0::4], data[1::4]


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
