"""Seed and extend (Altschul 1990): the widest passage that two texts have in common around a run of equal letters."""

from __future__ import annotations

SEED = 10
"""Letters of a seed: a passage has at least one run of so many equal letters."""
_GAP = 4
_ANCHOR = 3
"""A difference is bridged when at most ``_GAP`` letters differ and ``_ANCHOR`` equal letters follow."""
_REACH = _GAP + _ANCHOR
_SHARE = 5
"""At most one letter in so many may differ."""

Extent = tuple[int, int, int, int, list[int]]
"""Begin and end of the passage in the one text and in the other, and the further diagonals (place in the one less place
in the other) on which it runs behind letters that only one of them has."""


def extend(a: str, b: str, i: int, j: int) -> Extent:
    """The widest passage around two seeds: ``a[i : i + SEED]`` equals ``b[j : j + SEED]``."""
    forward = _run(a, b, i + SEED, j + SEED, 1, i, j)
    back = _run(a, b, i - 1, j - 1, -1, i, j)
    return back[0] + 1, forward[0], back[1] + 1, forward[1], [*back[2], *forward[2]]


def _run(a: str, b: str, i: int, j: int, step: int, seed_i: int, seed_j: int) -> tuple[int, int, list[int]]:
    """Walks both texts in one direction as long as they agree, small differences aside; one past the last equal letters."""
    differences, run = 0, SEED
    diagonals: list[int] = []
    while True:
        same = _ahead(a, b, i, j) if step > 0 else _back(a, b, i, j)
        i, j, run = i + step * same, j + step * same, run + same
        gap = _bridge(a, b, i, j, step)
        if gap is None or (differences + max(gap)) * _SHARE > run:
            return i, j, diagonals
        differences += max(gap)
        i, j = i + step * gap[0], j + step * gap[1]
        diagonals.append(i - j)


def _ahead(a: str, b: str, i: int, j: int) -> int:
    """How many letters agree from the two places onwards, found by slices, so that a text against itself costs little."""
    most, same, size = min(len(a) - i, len(b) - j), 0, 1
    while same + size <= most and a[i + same : i + same + size] == b[j + same : j + same + size]:
        same, size = same + size, size * 2
    while size > 1:
        size //= 2
        if same + size <= most and a[i + same : i + same + size] == b[j + same : j + same + size]:
            same += size
    return same


def _back(a: str, b: str, i: int, j: int) -> int:
    """How many letters agree from the two places backwards."""
    most, same, size = min(i, j) + 1, 0, 1
    while same + size <= most and a[i - same - size + 1 : i - same + 1] == b[j - same - size + 1 : j - same + 1]:
        same, size = same + size, size * 2
    while size > 1:
        size //= 2
        if same + size <= most and a[i - same - size + 1 : i - same + 1] == b[j - same - size + 1 : j - same + 1]:
            same += size
    return same


_WAYS = sorted(((x, y) for x in range(_GAP + 1) for y in range(_GAP + 1) if x or y), key=lambda way: (max(way), abs(way[0] - way[1])))


def _bridge(a: str, b: str, i: int, j: int, step: int) -> tuple[int, int] | None:
    """The smallest difference behind which the texts agree again."""
    one, other = (a[i : i + _REACH], b[j : j + _REACH]) if step > 0 else (_before(a, i), _before(b, j))
    anchors = {one[x : x + _ANCHOR] for x in range(len(one) - _ANCHOR + 1)}
    if not any(other[y : y + _ANCHOR] in anchors for y in range(len(other) - _ANCHOR + 1)):
        return None
    for x, y in _WAYS:
        anchor = one[x : x + _ANCHOR]
        if len(anchor) == _ANCHOR and anchor == other[y : y + _ANCHOR]:
            return x, y
    return None


def _before(words: str, at: int) -> str:
    """What a bridge may reach to backwards, the nearest letter first."""
    return words[max(0, at - _REACH + 1) : at + 1][::-1]
