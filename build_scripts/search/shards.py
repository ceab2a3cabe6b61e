"""Cuts the key space into shards of about equal size, and writes each from the columns of all groups.

The space of 32-bit cells is halved as long as a half is too heavy; neighbouring light pieces are then put together. What
decides over a border are the weights near it, so a small change of the texts moves few borders. The script learns the
borders from a string of bits (`Tree.bits`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from build_scripts.search.group import LAST_CELL, Group
from build_scripts.search.pack import deflate_columns, varint

_KEY, _POSTING, _LETTER = 2.3, 1.5, 0.6
"""Bytes that a pair, a posting and a letter of a word take, about, once deflated."""
_AT_ONCE = 128
_COLUMNS = ("upper", "second", "more", "fewer", "lowest", "near", "words", "far")
_FAMILY = 16
"""Pieces are put together only within a stretch of the space that weighs so many shards."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What lies below one cell, in each group: pairs and words."""

    cell: int
    pairs: tuple[int, ...]
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The borders of the shards, and the halvings as bits in pre-order: 1 a stretch that is halved, 0 one that is not,
    followed by 1 where a shard begins with it."""

    bits: bytes
    cuts: list[Cut]


def weight(groups: Sequence[Group], start: Cut, end: Cut) -> float:
    """Bytes that a stretch takes, about."""
    total = 0.0
    for group, i, j, k, m in zip(groups, start.pairs, end.pairs, start.words, end.words, strict=True):
        if j > i:
            total += _KEY * (j - i) + _POSTING * (group.bounds[j] - group.bounds[i])
        if m > k:
            pairs = len(group.cells)
            total += _LETTER * (group.starts[m] - group.starts[k]) + _POSTING * (group.bounds[pairs + m] - group.bounds[pairs + k])
    return total


def shard_size(total: float) -> int:
    """The size that keeps small what a question fetches: some shards, and a name for each shard in the manifest.

    A power of two, so that a small change of the texts seldom moves it.
    """
    size = 4_096
    while size < 65_536 and size * size < 2 * total:
        size *= 2
    return size


def cut_tree(groups: Sequence[Group], size: int = 0) -> Tree:
    """The borders for these groups; `size` 0: as `shard_size` says."""
    start, end = Cut(0, (0,) * len(groups), (0,) * len(groups)), _cut(groups, LAST_CELL)
    total = weight(groups, start, end)
    return _Cutter(groups, size or shard_size(total)).tree(start, end, total)


def _cut(groups: Sequence[Group], cell: int, low: Cut | None = None, high: Cut | None = None) -> Cut:
    if low is None or high is None:
        pairs = tuple(bisect_left(group.cells, cell) for group in groups)
        return Cut(cell, pairs, tuple(bisect_left(group.word_cells, cell) for group in groups))
    pairs = tuple([bisect_left(g.cells, cell, i, j) if i < j else i for g, i, j in zip(groups, low.pairs, high.pairs, strict=True)])
    words = tuple([bisect_left(g.word_cells, cell, i, j) if i < j else i for g, i, j in zip(groups, low.words, high.words, strict=True)])
    return Cut(cell, pairs, words)


class _Cutter:
    """`held` is the weight since the last border; `fresh` says that the next piece shall begin a shard, however light."""

    def __init__(self, groups: Sequence[Group], size: int) -> None:
        self.groups, self.size = groups, size
        self.bits: list[int] = []
        self.cuts: list[Cut] = []
        self.held = 0.0
        self.fresh = False

    def tree(self, start: Cut, end: Cut, total: float) -> Tree:
        self.cuts.append(start)
        self._halve(start, end, total, False)
        self.cuts.append(end)
        bits = "".join(map(str, self.bits))
        bits += "0" * (-len(bits) % 8)
        return Tree(int(bits, 2).to_bytes(len(bits) // 8, "big"), self.cuts)

    def _halve(self, start: Cut, end: Cut, heavy: float, within: bool) -> None:
        """`within`: a stretch that this one is part of is light enough for its pieces to be put together."""
        family = within or heavy <= _FAMILY * self.size
        self.fresh |= family and not within
        if heavy <= self.size or end.cell - start.cell < 2:
            self._leaf(start, heavy)
            return
        self.bits.append(1)
        middle = _cut(self.groups, (start.cell + end.cell) // 2, start, end)
        left = weight(self.groups, start, middle)
        self._halve(start, middle, left, family)
        self._halve(middle, end, heavy - left, family)

    def _leaf(self, start: Cut, heavy: float) -> None:
        begins = self.held > 0 and heavy > 0 and (self.fresh or self.held + heavy > self.size)
        self.bits += (0, int(begins))
        if begins:
            self.cuts.append(start)
            self.held = 0.0
        self.held += heavy
        self.fresh &= heavy <= 0


def shards(groups: Sequence[Group], tree: Tree) -> Iterator[bytes]:
    """The shards in order, deflated.

    Numbers: for each group its pairs, its words and, where it has pairs, the first code less that of the border; then the
    bytes of the words of all groups. Columns follow, each of all groups in turn: upper two bytes of the differences of
    codes (of the first pair of a group they mean nothing), second byte, upper and lower bytes of the numbers of postings
    (of the pairs of a group, then of its words), lowest byte of the differences of codes, lower bytes of the differences
    of postings, words (a line each), upper bytes of the differences of postings.
    """
    for at in range(0, len(tree.cuts) - 1, _AT_ONCE):
        yield from _Batch(tree.cuts[at : at + _AT_ONCE + 1]).shards(groups)


class _Batch:
    """Some shards at a time: each column of a group is cut for all of them at once."""

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self.cuts = cuts
        self.heads: list[list[bytes]] = [[] for _ in cuts[1:]]
        self.columns: dict[str, list[list[memoryview]]] = {name: [] for name in _COLUMNS}

    def shards(self, groups: Sequence[Group]) -> Iterator[bytes]:
        for number, group in enumerate(groups):
            self._cut(group, [cut.pairs[number] for cut in self.cuts], [cut.words[number] for cut in self.cuts])
        joined = {name: map(b"".join, zip(*column, strict=True)) if column else repeat(b"") for name, column in self.columns.items()}
        for head, upper, second, more, fewer, lowest, near, words, far in zip(self.heads, *joined.values(), strict=False):
            head.append(varint(len(words)))
            yield deflate_columns((b"".join((*head, upper, second, more, fewer)), lowest + near, words, far))

    def _cut(self, group: Group, pairs: list[int], words: list[int]) -> None:
        self._head(group, pairs, words)
        if pairs[0] < pairs[-1]:
            self._add("lowest", group.codes[0], pairs)
            self._add("second", group.codes[1], pairs)
            self._add("upper", group.codes[2], [2 * at for at in pairs])
            self._postings(group, pairs)
        if words[0] < words[-1]:
            self._add("words", group.words, list(map(group.starts.__getitem__, words)))
            self._postings(group, [len(group.cells) + at for at in words])

    def _head(self, group: Group, pairs: list[int], words: list[int]) -> None:
        cells = group.cells
        for head, cut, i, j, k, m in zip(self.heads, self.cuts, pairs, pairs[1:], words, words[1:], strict=False):
            head.append(varint(j - i) + varint(m - k) + varint(cells[i] - cut.cell) if i < j else b"\0" + varint(m - k))

    def _postings(self, group: Group, keys: list[int]) -> None:
        self._add("fewer", group.counts[0], keys)
        self._add("more", group.counts[1], keys)
        bounds = list(map(group.bounds.__getitem__, keys))
        self._add("near", group.gaps[0], bounds)
        self._add("far", group.gaps[1], bounds)

    def _add(self, name: str, plane: memoryview, borders: list[int]) -> None:
        self.columns[name].append(list(map(plane.__getitem__, map(slice, borders, borders[1:]))))
