"""Seeds: pairs of equal shingles in different texts, found by one sort of the hashes of all shingles. Needs numpy.

Only shingles that stand in more than one text are ever looked at again. Each place is paired with the nearest ones of
other texts before and behind it, so that the pairs are no more than twice the places.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from build_scripts.passages.shingles import Sketch

FREQUENT = 2000
"""A shingle that stands in more places is set phrase or page furniture and seeds nothing."""

_COARSE = 10
"""A table of so many bits less than the hash has is asked before the exact one: it stays in the processor's cache."""

_Numbers = npt.NDArray[np.intp]


def find_seeds(sketches: Sequence[Sketch], owners: Sequence[str]) -> tuple[list[int], list[int], list[int], list[int]]:
    """Pairs of places with equal hashes in different texts: stretches and letters of the one, stretches and letters of the other.

    In order of the shingles' first places. ``owners`` names the text of each stretch. Two shingles may share a hash by
    chance, so whoever takes a pair compares the letters.
    """
    hashes, stretch, at = _repeated(sketches)
    order, starts = _in_groups(hashes)
    stretch, at = stretch[order], at[order]
    numbers: dict[str, int] = {}
    owner = np.array([numbers.setdefault(name, len(numbers)) for name in owners], np.intp)[stretch]
    one, other = _pairs(starts, owner)
    return stretch[one].tolist(), at[one].tolist(), stretch[other].tolist(), at[other].tolist()


def _repeated(sketches: Sequence[Sketch]) -> tuple[npt.NDArray[np.uint64], _Numbers, _Numbers]:
    """Hash, stretch and letter of the shingles that stand more than once, as far as 32 bits tell, in order of their places."""
    near = np.concatenate([each.near for each in sketches] or [np.zeros(0, np.uint32)])
    near.sort()
    twice = near[1:][near[1:] == near[:-1]]  # np.unique would load numpy.ma, for nothing but to leave out what does no harm twice
    del near
    coarse = np.zeros(1 << (32 - _COARSE), bool)
    coarse[twice >> np.uint32(_COARSE)] = True
    found, hashes, begin = [np.zeros(0, np.intp)], [np.zeros(0, np.uint64)], 0
    for each in sketches if len(twice) else ():
        hits = np.flatnonzero(coarse[each.near >> np.uint32(_COARSE)])
        high = each.near[hits]
        exact = twice[np.minimum(np.searchsorted(twice, high), len(twice) - 1)] == high
        found.append(hits[exact] + begin)
        hashes.append(high[exact].astype(np.uint64) << np.uint64(32) | each.check[hits[exact]])
        begin += len(each.near)
    ends = np.cumsum(np.concatenate([np.zeros(0, np.uint32), *(each.counts for each in sketches)]), dtype=np.intp)
    places = np.concatenate(found)
    stretch = np.searchsorted(ends, places, side="right")
    return np.concatenate(hashes), stretch, places - np.append(0, ends)[stretch]


def _in_groups(hashes: npt.NDArray[np.uint64]) -> tuple[_Numbers, _Numbers]:
    """The places sorted into groups of one shingle, in order of their first places, without the frequent; where groups begin."""
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    sizes = np.diff(np.append(starts, len(ordered)))
    kept = np.flatnonzero((sizes > 1) & (sizes <= FREQUENT))
    kept = kept[np.argsort(order[starts[kept]])]
    sizes = sizes[kept]
    begins = np.cumsum(sizes) - sizes
    inside = np.arange(int(sizes.sum())) - np.repeat(begins, sizes)
    return order[np.repeat(starts[kept], sizes) + inside], begins


def _pairs(starts: _Numbers, owner: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Within each group every place and the nearest ones of other texts: runs of one text side by side, run by run.

    Each place of a run is paired with the first of the next run, then its last with the further ones of the next.
    """
    if not len(owner):
        return owner, owner
    new_group = np.zeros(len(owner), bool)
    new_group[starts] = True
    new_run = new_group.copy()
    new_run[1:] |= owner[1:] != owner[:-1]
    begins = np.flatnonzero(new_run)
    run = np.cumsum(new_run) - 1
    goes_on = np.append(~new_group[begins[1:]], False)  # whether the next run is of the same group
    one = np.flatnonzero(goes_on[run])
    follows = np.append(False, goes_on[:-1])
    further = np.flatnonzero(follows[run] & ~new_run)
    step = np.concatenate([run[one] * 2, run[further] * 2 - 1])
    order = np.argsort(step, kind="stable")
    firsts = np.concatenate([one, begins[run[further]] - 1])
    seconds = np.concatenate([begins[np.minimum(run[one] + 1, len(begins) - 1)], further])
    return firsts[order], seconds[order]
