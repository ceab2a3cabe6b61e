"""Passages that recur across texts, also with small differences: shingles, seed and extend (Broder 1997; Altschul 1990).

A stretch is one paragraph or note. Only its letters count (Han, Latin, digits; width and case aside), so that white
space and punctuation never part two passages. Near linear in the number of letters: a shingle that stands in one text
only costs its share of one sort of numbers, and a seed inside a passage already found one look at a dictionary.

numpy is loaded when passages are sought, not before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from build_scripts.passages.extend import SEED, Extent, extend

if TYPE_CHECKING:
    from build_scripts.passages.letters import Letters

LEAST = 15
"""Letters that both sides of a passage must have in common."""
_BATCH = 64
"""Stretches whose letters are read at once."""

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
    from build_scripts.passages.letters import read_letters

    letters = [read_letters([stretch.words for stretch in stretches[at : at + _BATCH]]) for at in range(0, len(stretches), _BATCH)]
    return find_among(letters, [stretch.text for stretch in stretches], lambda number: stretches[number].words, least)


def find_among(letters: Sequence[Letters], owners: Sequence[str], words: Callable[[int], str], least: int = LEAST) -> list[Passage]:
    """The same from the letters of the stretches, in their order: ``owners`` names the text of each stretch, ``words`` gives
    a stretch's words. Only those are asked for in which a passage stands."""
    out = []
    for group in _groups(list(_matches(letters, owners, least))):
        if len({owners[place.stretch] for place in group}) > 1:
            places, counts = zip(*(_standing(words(number), number, start, end) for number, start, end in group), strict=True)
            if max(counts) >= least:
                out.append(Passage(max(counts), places))
    return sorted(out, key=lambda passage: passage.occurrences[0])


def _standing(words: str, number: int, start: int, end: int) -> tuple[Occurrence, int]:
    """Where the letters ``start`` to ``end`` of the stretch stand in its words, and how many are left of them."""
    from build_scripts.passages.letters import find_letters

    at = find_letters(words)[1]
    place = _trim(words, Occurrence(number, int(at[start]), int(at[end - 1]) + 1))
    return place, sum(map(str.isalnum, words[place.start : place.end]))


def _trim(words: str, place: Occurrence) -> Occurrence:
    """Without the first or last few letters of a neighbouring sentence that happen to agree."""
    number, start, end = place
    head, tail = _HEAD.match(words, start, end), _TAIL.search(words[start:end])
    if head and end - head.end() > LEAST:
        start = head.end()
    if tail and tail.start() > LEAST:
        end = max(start + 1, place.start + tail.start() + 1)
    return Occurrence(number, start, end)


def _matches(parts: Sequence[Letters], owners: Sequence[str], least: int) -> Iterator[_Match]:
    """Pairs of places in different texts that have a passage in common."""
    from build_scripts.passages.seeds import find_seeds
    from build_scripts.passages.shingles import sketch

    seeds = find_seeds([sketch(part) for part in parts], owners)
    letters = _letters({*seeds[0], *seeds[2]}, parts)
    covered: dict[tuple[int, int, int], int] = {}
    for a, i, b, j in zip(*seeds, strict=True):
        if covered.get((a, b, i - j), -1) >= i or letters[a][i : i + SEED] != letters[b][j : j + SEED]:
            continue
        match = extend(letters[a], letters[b], i, j)
        _cover(covered, a, b, i - j, match)
        a0, a1, b0, b1 = match[:4]
        if min(a1 - a0, b1 - b0) >= least:
            yield _Match(a, a0, a1, b, b0, b1)


def _letters(wanted: Container[int], parts: Sequence[Letters]) -> dict[int, str]:
    """The letters of the wanted stretches."""
    numbers = count()
    return {number: part[at] for part in parts for at, number in zip(range(len(part.sizes)), numbers, strict=False) if number in wanted}


def _cover(covered: dict[tuple[int, int, int], int], a: int, b: int, diagonal: int, match: Extent) -> None:
    for each in (diagonal, *match[4]):
        covered[a, b, each] = max(covered.get((a, b, each), -1), match[1] - SEED)


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
