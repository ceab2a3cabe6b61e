"""Shingles: runs of so many letters, told apart by a hash (Broder 1997).

What a text adds to the search for passages is a ``Sketch``: the hashes of its shingles. Needs numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from build_scripts.passages.extend import SEED
from build_scripts.passages.letters import Letters

_BASE = 0x9E3779B97F4A7C15
_MIX = 0xD6E8FEB86659FD93
"""Odd numbers of 64 bits with no pattern: the golden ratio's, and a multiplier of well-mixing finalizers."""

@dataclass(frozen=True)
class Sketch:
    """The shingles of some stretches: ``counts`` how many each has, ``near`` and ``check`` 32 bits each of each one's hash.

    Two parts, because sorting the one is enough to leave out nearly every shingle that stands alone.
    """

    counts: npt.NDArray[np.uint32]
    near: npt.NDArray[np.uint32]
    check: npt.NDArray[np.uint32]


def sketch(letters: Letters) -> Sketch:
    """The sketch of some stretches; no shingle runs from one into the next."""
    counts = np.maximum(letters.sizes, SEED - 1) - np.uint32(SEED - 1)
    if not counts.any():
        return Sketch(counts, np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    owner = np.repeat(np.arange(len(counts), dtype=np.uint32), letters.sizes)
    hashes = _hashes(letters.codes)[owner[: 1 - SEED] == owner[SEED - 1 :]]
    return Sketch(counts, (hashes >> np.uint64(32)).astype(np.uint32), hashes.astype(np.uint32))


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
    for _ in range(2):
        total = (total ^ (total >> np.uint64(32))) * np.uint64(_MIX)
    return total ^ (total >> np.uint64(32))
