"""Passages that recur across texts, also with small differences: shingles, seed and extend (Broder 1997; Altschul 1990).

A stretch is one paragraph or note. Only its letters count (Han, Latin, digits; width and case aside), so that white
space and punctuation never part two passages. Near linear in the number of letters: a shingle that stands only once
costs one look at a table of bytes, and a seed inside a passage already found costs one look at a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LEAST = 15
"""Letters that both sides of a passage must have in common."""
SEED = 10
"""Letters of a shingle: a passage has at least one run of so many equal letters."""
_BITS = 25
_GAP = 4
_ANCHOR = 3
"""A difference is bridged when at most ``_GAP`` letters differ and ``_ANCHOR`` equal letters follow."""
_SHARE = 5
"""At most one letter in so many may differ."""
_FREQUENT = 2000
"""A shingle that stands in more places is set phrase or page furniture and seeds nothing."""

_LETTER = re.compile(r"[^\W_]")
_HEAD = re.compile(r"[^。！？；]{0,3}[。！？；]+[”’」』）)]*\s*")
_TAIL = re.compile(r"[。！？；][”’」』）)]*[^。！？；]{1,3}\Z")


@dataclass(frozen=True)
class Stretch:
    """One paragraph: the text it belongs to, a key that finds it again, and its words as a reader sees them."""

    text: str
    key: Hashable
    words: str


class Occurrence(NamedTuple):
    """A place: ``words[start:end]`` of the stretch with this number."""

    stretch: int
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """One passage and all its places, the longest first in order of the stretches; ``letters`` counts its longest."""

    letters: int
    occurrences: tuple[Occurrence, ...]


class _Match(NamedTuple):
    a: int
    a0: int
    a1: int
    b: int
    b0: int
    b1: int


def find_parallels(stretches: Sequence[Stretch], least: int = LEAST) -> list[Passage]:
    """The passages of at least ``least`` letters that stand in two or more texts, in order of first occurrence."""
    read = [_letters(stretch.words) for stretch in stretches]
    owners = [stretch.text for stretch in stretches]
    matches = list(_matches([letters for letters, _ in read], owners, least))
    out = []
    for group in _groups(matches):
        if len({owners[place.stretch] for place in group}) < 2:
            continue
        places = [_trim(stretches[i].words, Occurrence(i, read[i][1][start], read[i][1][end - 1] + 1)) for i, start, end in group]
        longest = max(sum(map(str.isalnum, stretches[i].words[start:end])) for i, start, end in places)
        if longest >= least:
            out.append(Passage(longest, tuple(places)))
    return sorted(out, key=lambda passage: passage.occurrences[0])


def _trim(words: str, place: Occurrence) -> Occurrence:
    """Without the first or last few letters of a neighbouring sentence that happen to agree."""
    number, start, end = place
    head, tail = _HEAD.match(words, start, end), _TAIL.search(words[start:end])
    if head and end - head.end() > LEAST:
        start = head.end()
    if tail and tail.start() > LEAST:
        end = max(start + 1, place.start + tail.start() + 1)
    return Occurrence(number, start, end)


def _letters(words: str) -> tuple[str, array[int]]:
    """The letters in comparable form, and where each stands."""
    plain = unicodedata.normalize("NFKC", words).lower()
    if len(plain) != len(words):
        plain = "".join(_one(c) for c in words)
    places = array("L", (match.start() for match in _LETTER.finditer(plain)))
    return "".join(plain[place] for place in places), places


def _one(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character


def _seeds(texts: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
    """Places (stretch, letter) of every shingle that stands more than once, shingle by shingle in order of first place."""
    mask = (1 << _BITS) - 1  # by hash, which differs from run to run: whoever takes a seed compares the letters
    seen, twice = bytearray(1 << _BITS), bytearray(1 << _BITS)
    for letters in texts:
        for at in range(len(letters) - SEED + 1):
            slot = hash(letters[at : at + SEED]) & mask
            if seen[slot]:
                twice[slot] = 1
            else:
                seen[slot] = 1
    del seen
    first: dict[int, tuple[int, int]] = {}
    further: dict[int, list[tuple[int, int]]] = {}
    for number, letters in enumerate(texts):
        for at in range(len(letters) - SEED + 1):
            shingle = hash(letters[at : at + SEED])
            if twice[shingle & mask]:
                if shingle in first:
                    further.setdefault(shingle, []).append((number, at))
                else:
                    first[shingle] = (number, at)
    for shingle in sorted(further, key=first.__getitem__):
        if len(further[shingle]) < _FREQUENT:
            yield [first[shingle], *further[shingle]]


def _matches(texts: Sequence[str], owners: Sequence[str], least: int) -> Iterator[_Match]:
    """Pairs of places in different texts that have a passage in common."""
    covered: dict[tuple[int, int, int], int] = {}
    for found in _seeds(texts):
        for (a, i), (b, j) in _pairs(found, owners):
            if covered.get((a, b, i - j), -1) >= i or texts[a][i : i + SEED] != texts[b][j : j + SEED]:
                continue
            match = _extend(texts[a], texts[b], i, j)
            _cover(covered, a, b, i - j, match)
            a0, a1, b0, b1 = match[:4]
            if min(a1 - a0, b1 - b0) >= least:
                yield _Match(a, a0, a1, b, b0, b1)


def _cover(covered: dict[tuple[int, int, int], int], a: int, b: int, diagonal: int, match: tuple[int, int, int, int, list[int]]) -> None:
    for each in (diagonal, *match[4]):
        covered[a, b, each] = max(covered.get((a, b, each), -1), match[1] - SEED)


def _pairs(found: list[tuple[int, int]], owners: Sequence[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each place with the nearest ones of other texts before and behind it."""
    runs: list[list[tuple[int, int]]] = []
    for place in found:
        if runs and owners[runs[-1][0][0]] == owners[place[0]]:
            runs[-1].append(place)
        else:
            runs.append([place])
    for before, after in zip(runs, runs[1:], strict=False):
        yield from ((place, after[0]) for place in before)
        yield from ((before[-1], place) for place in after[1:])


def _extend(a: str, b: str, i: int, j: int) -> tuple[int, int, int, int, list[int]]:
    """The widest passage around two equal shingles, and the further diagonals on which it runs."""
    forward = _run(a, b, i + SEED, j + SEED, 1, i, j)
    back = _run(a, b, i - 1, j - 1, -1, i, j)
    return back[0] + 1, forward[0], back[1] + 1, forward[1], [*back[2], *forward[2]]


def _run(a: str, b: str, i: int, j: int, step: int, seed_i: int, seed_j: int) -> tuple[int, int, list[int]]:
    """Walks both texts in one direction as long as they agree, small differences aside; one past the last equal letters."""
    differences, run = 0, SEED
    diagonals: list[int] = []
    while True:
        while 0 <= i < len(a) and 0 <= j < len(b) and a[i] == b[j]:
            i, j, run = i + step, j + step, run + 1
        gap = _bridge(a, b, i, j, step)
        if gap is None or (differences + max(gap)) * _SHARE > run:
            return i, j, diagonals
        differences += max(gap)
        i, j = i + step * gap[0], j + step * gap[1]
        diagonals.append(i - j)


_WAYS = sorted(((x, y) for x in range(_GAP + 1) for y in range(_GAP + 1) if x or y), key=lambda way: (max(way), abs(way[0] - way[1])))


def _bridge(a: str, b: str, i: int, j: int, step: int) -> tuple[int, int] | None:
    """The smallest difference behind which the texts agree again."""
    for x, y in _WAYS:
        u, v = i + step * x, j + step * y
        if step > 0:
            one, other = a[u : u + _ANCHOR], b[v : v + _ANCHOR]
        else:
            one, other = a[max(0, u - _ANCHOR + 1) : u + 1] if u >= 0 else "", b[max(0, v - _ANCHOR + 1) : v + 1] if v >= 0 else ""
        if len(one) == _ANCHOR and one == other:
            return x, y
    return None


def _groups(matches: Sequence[_Match]) -> list[list[Occurrence]]:
    """Places that belong together: those that match, and those in one stretch that lie (nearly) within each other."""
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for match in matches:
        places[match.a].append((match.a0, match.a1))
        places[match.b].append((match.b0, match.b1))
    home = {number: _hulls(found) for number, found in places.items()}
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def find(node: tuple[int, int]) -> tuple[int, int]:
        root = node
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[node] != root:
            parent[node], node = root, parent[node]
        return root

    for match in matches:
        one = find((match.a, home[match.a][match.a0, match.a1][0]))
        other = find((match.b, home[match.b][match.b0, match.b1][0]))
        if one != other:
            parent[max(one, other)] = min(one, other)
    groups: dict[tuple[int, int], set[Occurrence]] = defaultdict(set)
    for number, hulls in home.items():
        for hull in set(hulls.values()):
            groups[find((number, hull[0]))].add(Occurrence(number, *hull))
    return [sorted(group) for group in groups.values()]


def _hulls(found: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each interval the one that stands for it: intervals of which half and more lies in each other become one."""
    out: dict[tuple[int, int], tuple[int, int]] = {}
    group: list[tuple[int, int]] = []
    start = end = 0
    for interval in sorted(set(found)):
        shared = end - interval[0]
        if group and shared * 2 >= min(end - start, interval[1] - interval[0]):
            end = max(end, interval[1])
        else:
            out.update(dict.fromkeys(group, (start, end)))
            group, (start, end) = [], interval
        group.append(interval)
    out.update(dict.fromkeys(group, (start, end)))
    return out
