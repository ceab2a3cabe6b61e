"""Which lines of a raw text a passage came from, found from the words alone, whatever conversion and editors did since.

Both sides are compared by their letters and digits (width and case aside). Short pieces of every passage are sought in one
sweep over the raw text; of the places found, the longest run in which passages and text keep the same order is believed,
and a passage that stands elsewhere (a note, a box moved behind its paragraph) goes where most of its pieces stand together.
Linear in the text and the passages (the run takes n log n in the pieces found).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PIECE = 8
"""Characters of a piece: eight of Chinese prose seldom come twice by chance."""
STRIDE = 28
"""Characters from piece to piece inside a passage."""
_MOST = 24
"""Places of one piece beyond which it says nothing (a formula, a running head)."""
_SLACK = 240
"""Characters by which a passage may be longer in the raw text than it is twice: notes and page heads that stand in it."""
_EDGE = 4
"""The shortest piece by which the edge of a passage is known when its first or last full piece is changed."""
_NO_LETTER = re.compile(r"[\W_]+")
_CHANGED = re.compile(r"[A-Z\u2460-\u24ff\u3200-\u33ff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, order=True)
class Lines:
    """A run of raw lines, ``first`` to ``last``, both counted from 1 and both in it."""

    first: int
    last: int


Hit = tuple[int, int, int]
"""A piece that was found: number of the passage, its place in the passage's letters, its place in the text's letters."""


def letters(words: str) -> str:
    """What is compared: letters and digits, full width and capitals as their plain forms, everything else left out."""
    bare = _NO_LETTER.sub("", words)
    if not _CHANGED.search(bare):
        return bare
    return "".join(c if len(plain := unicodedata.normalize("NFKC", c)) != 1 else plain.lower() for c in bare)


def align(raw: str, passages: Sequence[str]) -> list[Lines | None]:
    """For each passage the lines of ``raw`` it stands on; None where nothing tells.

    ``passages`` are the words that a reader sees, in the order of the page or pages; white space and signs do not matter.
    """
    return RawLines(raw).find(passages)


class RawLines:
    """The lines of one raw text, read once for several rows of passages, each of which has an order of its own."""

    def __init__(self, raw: str) -> None:
        self.starts = [0]
        parts = []
        for line in raw.split("\n"):
            parts.append(letters(line))
            self.starts.append(self.starts[-1] + len(parts[-1]))
        self.text = "".join(parts)

    def find(self, passages: Sequence[str]) -> list[Lines | None]:
        """As ``align``."""
        if not passages:
            return []
        stretches = _stretches(self.text, [letters(words) for words in passages], frozenset(self.starts))
        return [_lines(self.starts, *stretch) if stretch else None for stretch in stretches]


def _lines(starts: list[int], start: int, end: int) -> Lines:
    """The lines of ``text[start:end]``: the first that ends behind the start, the last that begins before the end."""
    return Lines(bisect_left(starts, start + 1), bisect_left(starts, end))


def _stretches(text: str, wanted: list[str], bounds: frozenset[int]) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = [None] * len(wanted)
    for stride in (STRIDE, 1):  # what a few pieces do not find, because it was changed, all its pieces may
        _place(text, {number: words for number, words in enumerate(wanted) if not found[number] and len(words) >= PIECE}, stride, bounds, found)
    _place_short(text, wanted, found)
    return found


def _place(text: str, wanted: dict[int, str], stride: int, bounds: frozenset[int], found: list[tuple[int, int] | None]) -> None:
    """Enters the stretches of those passages whose pieces are found."""
    hits = _sweep(text, wanted, stride) if wanted else []
    settled = [(number, 0, stretch[0]) for number, stretch in enumerate(found) if stretch]
    chained: dict[int, list[Hit]] = defaultdict(list)
    for hit in _chain(hits + settled):
        chained[hit[0]].append(hit)
    own: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        own[hit[0]].append(hit)
    for number, seen in own.items():
        best = _cluster(seen, len(wanted[number]), chained.get(number, []))
        if best:
            found[number] = _edges(text, wanted[number], best, bounds)


def _pieces(words: str, stride: int) -> Iterator[tuple[int, str]]:
    """Pieces of a passage with their places: its first, its last, and between them one a stride."""
    last = len(words) - PIECE
    for at in (*range(0, last, stride), last):
        yield at, words[at : at + PIECE]


def _sweep(text: str, wanted: dict[int, str], stride: int) -> list[Hit]:
    """Where the pieces of the passages stand in the text, in the order of passages, pieces, places."""
    sought: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, words in wanted.items():
        for at, piece in _pieces(words, stride):
            sought[piece].append((number, at))
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(len(text) - PIECE + 1):
        piece = text[at : at + PIECE]
        if piece in sought:
            places[piece].append(at)
    return sorted((number, at, place)
                  for piece, there in places.items() if len(there) <= _MOST and len(there) * len(sought[piece]) <= _MOST * _MOST
                  for number, at in sought[piece] for place in there)  # fmt: skip


def _chain(hits: list[Hit]) -> list[Hit]:
    """The longest run of hits that goes up in both texts (Hunt and Szymanski 1977)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(hits)
    order = sorted(range(len(hits)), key=lambda i: (hits[i][0], hits[i][1], -hits[i][2]))
    for i in order:
        place = hits[i][2]
        at = bisect_left(tails, place)
        before[i] = ends[at - 1] if at else -1
        if at == len(tails):
            tails.append(place)
            ends.append(i)
        else:
            tails[at], ends[at] = place, i
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(hits[at])
        at = before[at]
    return run[::-1]


def _cluster(hits: list[Hit], size: int, chained: list[Hit]) -> list[Hit]:
    """The hits of one passage that stand together, in its order; those in the common run where as many speak for them."""
    reach = 2 * size + _SLACK
    best = max(_windows(sorted(chained, key=lambda hit: hit[2]), reach), key=len, default=[])
    for window in _windows(sorted(hits, key=lambda hit: hit[2]), reach):
        if len({hit[1] for hit in window}) > len(best):
            rising = _chain(window)
            best = rising if len(rising) > len(best) else best
    return best


def _windows(hits: list[Hit], reach: int) -> Iterator[list[Hit]]:
    """Runs of hits that lie within ``reach`` characters of the text, each as long as it can be."""
    first = 0
    for last, hit in enumerate(hits):
        while hit[2] - hits[first][2] > reach:
            first += 1
        if last + 1 == len(hits) or hits[last + 1][2] - hits[first][2] > reach:
            yield hits[first : last + 1]


def _edges(text: str, words: str, hits: list[Hit], bounds: frozenset[int]) -> tuple[int, int]:
    """Start and end in the text, from the first and the last piece that was found. ``bounds`` are the ends of lines."""
    _, at, start = hits[0]
    while at and start and words[at - 1] == text[start - 1]:
        at, start = at - 1, start - 1
    if at >= _EDGE:
        low = max(0, start - 2 * at - _SLACK)
        start = next((found - k for k in range(0, at - _EDGE + 1) if (found := text.rfind(words[k : k + _EDGE], low, start)) >= 0), start - at)
    elif at:
        start = max(0, start - at)
    _, at, place = hits[-1]
    at, end = at + PIECE, place + PIECE
    while at < len(words) and end < len(text) and words[at] == text[end]:
        at, end = at + 1, end + 1
    return start, min(len(text), max(start + 1, _end(text, words[at:], end, bounds)))


def _end(text: str, rest: str, end: int, bounds: frozenset[int]) -> int:
    """Where the rest of a passage ends that does not go on at ``end``: behind a note, a page head, a change."""
    size = len(rest)
    high = end + 2 * size + _SLACK
    if size >= _EDGE:
        for k in range(size - _EDGE + 1):
            found = text.find(rest[size - k - _EDGE : size - k], end, high)
            if found >= 0:
                return _end(text, rest[size - k :], found + _EDGE, bounds) if k < _EDGE else found + _EDGE + k
        return end + size
    found = text.find(rest, end, high) if rest else -1
    while found >= 0 and not (found in bounds and found + size in bounds):  # so short a rest must be a line of its own
        found = text.find(rest, found + 1, high)
    return found + size if found >= 0 else end + size


def _place_short(text: str, wanted: list[str], found: list[tuple[int, int] | None]) -> None:
    """Passages too short or too common for pieces: as a whole, between the passages before and behind them."""
    settled = _chain([(number, 0, stretch[0]) for number, stretch in enumerate(found) if stretch])
    ordered = {number for number, _, _ in settled}
    ceilings = [len(text)] * (len(found) + 1)
    for number in range(len(found) - 1, -1, -1):
        stretch = found[number]
        ceilings[number] = stretch[0] if stretch and number in ordered else ceilings[number + 1]
    floor = 0
    for number, words in enumerate(wanted):
        stretch = found[number]
        if stretch is None and words:
            at = text.find(words, floor, max(ceilings[number + 1], floor))
            if at >= 0:
                found[number] = (at, at + len(words))
                floor = at + len(words)
        elif stretch and number in ordered:
            floor = max(floor, stretch[1])
