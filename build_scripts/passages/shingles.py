"""Shingles: runs of so many letters, told apart by a hash, and where those stand that stand more than once (Broder 1997).

What a text adds to the search is a ``Sketch``: the hashes of its shingles. Sketches are made text by text, can be kept
as bytes, and mean the same on every machine. All of them together are sorted once; only shingles that stand in more
than one text are ever looked at again, and then their letters are compared. Needs numpy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from build_scripts.passages.extend import SEED
from build_scripts.passages.letters import find_letters

FREQUENT = 2000
"""A shingle that stands in more places is set phrase or page furniture and seeds nothing."""

_BASE = 0x9E3779B97F4A7C15
_MIX = 0xD6E8FEB86659FD93
"""Odd numbers of 64 bits with no pattern: the golden ratio's, and a multiplier of well-mixing finalizers."""
_COARSE = 10
"""A table of so many bits less than the hash has is asked before the exact one: it stays in the processor's cache."""

Place = tuple[int, int]
"""A stretch and the letter in it at which a shingle begins."""


@dataclass(frozen=True)
class Sketch:
    """The shingles of some stretches: ``counts`` how many each has, ``near`` and ``check`` 32 and 16 bits of each one's hash.

    Two parts, because sorting the one is enough to leave out nearly every shingle that stands alone.
    """

    counts: npt.NDArray[np.uint32]
    near: npt.NDArray[np.uint32]
    check: npt.NDArray[np.uint16]

    def to_bytes(self) -> bytes:
        """The sketch as bytes, little-endian."""
        sizes = np.array([len(self.counts), len(self.near)])
        parts = (sizes.astype("<u4"), self.counts.astype("<u4"), self.near.astype("<u4"), self.check.astype("<u2"))
        return b"".join(part.tobytes() for part in parts)

    @staticmethod
    def from_bytes(data: bytes) -> tuple[Sketch, bytes]:
        """The sketch at the beginning of the bytes, and what follows it."""
        stretches, shingles = np.frombuffer(data, "<u4", 2).tolist()
        near = 8 + 4 * stretches
        check = near + 4 * shingles
        end = check + 2 * shingles
        counts = np.frombuffer(data, "<u4", stretches, 8)
        return Sketch(counts, np.frombuffer(data, "<u4", shingles, near), np.frombuffer(data, "<u2", shingles, check)), data[end:]


def sketch(stretches: Sequence[str]) -> Sketch:
    """The sketch of stretches given by their words; no shingle runs from one into the next."""
    codes, places = find_letters("\n".join(stretches))
    ends = np.cumsum([len(words) + 1 for words in stretches])
    sizes = np.diff(np.searchsorted(places, ends), prepend=0)
    counts = np.maximum(sizes - (SEED - 1), 0).astype(np.uint32)
    if not counts.any():
        return Sketch(counts, np.zeros(0, np.uint32), np.zeros(0, np.uint16))
    owner = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    hashes = _hashes(codes)[owner[: 1 - SEED] == owner[SEED - 1 :]]
    return Sketch(counts, (hashes >> np.uint64(32)).astype(np.uint32), (hashes >> np.uint64(16)).astype(np.uint16))


def _hashes(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """A hash of 64 bits for each run of ``SEED`` letters: a polynomial, built from runs of 1, 2, 4 and 8, then mixed."""
    one = codes.astype(np.uint64)
    powers = [pow(_BASE, n, 1 << 64) for n in range(SEED)]
    total, covered = one, 1
    for size in (1, 2, 4):
        total = total[:-size] * np.uint64(powers[size]) + total[size:]
        covered += size
    for at in range(covered, SEED):
        total = total[: len(one) - at] * np.uint64(_BASE) + one[at:]
    total ^= total >> np.uint64(32)
    return total * np.uint64(_MIX)


def repeated(sketches: Sequence[Sketch], owners: Sequence[str], letters: Callable[[int], str]) -> Iterator[list[Place]]:
    """The places of every shingle that stands in two or more texts, shingle by shingle in order of its first place.

    ``owners`` names the text of each stretch, ``letters`` gives a stretch's letters; it is asked for few.
    """
    keys, stretch, at = _again(sketches)
    if not len(keys):
        return
    order = np.argsort(keys, kind="stable")
    keys, stretch, at = keys[order], stretch[order], at[order]
    numbers: dict[str, int] = {}
    owner = np.array([numbers.setdefault(name, len(numbers)) for name in owners], np.uint32)[stretch]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    ends = np.append(starts[1:], len(keys))
    changes = np.concatenate([[0], np.cumsum(owner[1:] != owner[:-1]), [0]])  # texts in which a shingle stands follow each other
    shared = changes[ends - 1] > changes[starts]
    first = order[starts]
    places = list(zip(stretch.tolist(), at.tolist(), strict=True))
    groups = [(int(first[n]), places[starts[n] : ends[n]]) for n in np.flatnonzero(shared).tolist()]
    yield from _by_letters(groups, letters)


def _by_letters(groups: list[tuple[int, list[Place]]], letters: Callable[[int], str]) -> Iterator[list[Place]]:
    """The groups in order, each parted by the letters themselves, since two shingles may share a hash."""
    sure: list[list[Place]] = []
    for _, places in sorted(groups):
        by_words: dict[str, list[Place]] = defaultdict(list)
        for number, at in places:
            by_words[letters(number)[at : at + SEED]].append((number, at))
        sure += by_words.values()
    sure.sort(key=lambda places: places[0])
    yield from (places for places in sure if 1 < len(places) <= FREQUENT)


def _again(sketches: Sequence[Sketch]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Hash, stretch and letter of the shingles that stand more than once, as far as 32 bits tell, in order of their places."""
    near = np.concatenate([each.near for each in sketches] or [np.zeros(0, np.uint32)])
    near.sort()
    twice = np.unique(near[1:][near[1:] == near[:-1]])
    del near
    coarse = np.zeros(1 << (32 - _COARSE), bool)
    coarse[twice >> np.uint32(_COARSE)] = True
    found, keys, begin = [np.zeros(0, np.intp)], [np.zeros(0, np.uint64)], 0
    for each in sketches:
        hits = np.flatnonzero(coarse[each.near >> np.uint32(_COARSE)])
        hashes = each.near[hits]
        exact = twice[np.minimum(np.searchsorted(twice, hashes), len(twice) - 1)] == hashes if len(hits) else np.zeros(0, bool)
        found.append(hits[exact] + begin)
        keys.append(hashes[exact].astype(np.uint64) << np.uint64(16) | each.check[hits[exact]])
        begin += len(each.near)
    ends = np.cumsum(np.concatenate([np.zeros(0, np.uint32), *(each.counts for each in sketches)]), dtype=np.intp)
    places = np.concatenate(found)
    stretch = np.searchsorted(ends, places, side="right")
    return np.concatenate(keys), stretch, places - np.append(0, ends)[stretch]
