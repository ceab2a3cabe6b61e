"""Three-way merge of texts: what both started from, what people made of it, what the machine makes now.

Paragraph by paragraph (Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007), and word by word inside a paragraph that
both sides changed. Where both changed the same words the person's paragraph stays as it is, and the clash is handed back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

_UNIT = re.compile(r"[^\n]*\n\n+|[^\n]*\n|[^\n]+")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+|\d+|[ \t]+|.|\n+")
_SMALL = 4_000
"""Stretches with no line in common that is unique are compared in full up to this product of hundreds of units."""


@dataclass(frozen=True)
class Clash:
    """A stretch that both sides changed differently; ``line`` (from 1) is where it stands in the merged text."""

    base: str
    ours: str
    theirs: str
    line: int = 0


@dataclass(frozen=True)
class Merged:
    """The merged text and the clashes, in order; in a clash the text is ours."""

    text: str
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True)
class _Region:
    """A stretch of each of the three; ``same`` where nobody changed it."""

    base: tuple[int, int]
    ours: tuple[int, int]
    theirs: tuple[int, int]
    same: bool


Decide = Callable[[Clash], str | None]
"""What shall stand where both sides clash: a text, or None to keep ours and hand the clash back."""


def keep_ours(_: Clash) -> str | None:
    """Nobody decides: ours stays and the clash is handed back."""
    return None


def merge3(base: str, ours: str, theirs: str, decide: Decide = keep_ours) -> Merged:
    """``ours`` with what changed from ``base`` to ``theirs``.

    Where one side left a paragraph alone the other side's version stands; no line that stands in ``ours`` and not in ``base`` is
    ever lost, save that words which only ``theirs`` changed in it follow ``theirs``, and that ``decide`` may choose.
    """
    if ours in (base, theirs):
        return Merged(theirs if ours == base else ours)
    if theirs == base:
        return Merged(ours)
    b, o, t = (_UNIT.findall(text) for text in (base, ours, theirs))
    out: list[str] = []
    clashes: list[Clash] = []
    line = 1
    for region in _regions(b, o, t):
        pieces = (b[slice(*region.base)], o[slice(*region.ours)], t[slice(*region.theirs)])
        for text, clash in [("".join(pieces[1]), None)] if region.same else _settle(*pieces):
            if clash is not None:
                placed = replace(clash, line=line)
                decided = decide(placed)
                if decided is None:
                    clashes.append(placed)
                else:
                    text = decided
            out.append(text)
            line += text.count("\n")
    return Merged("".join(out), tuple(clashes))


def _settle(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple[str, Clash | None]]:
    """The text of one changed stretch, with the clash where there is one."""
    chosen = _choose(base, ours, theirs)
    if chosen is not None:
        yield "".join(chosen), None
        return
    whole = "".join(base), "".join(ours), "".join(theirs)
    merged = _by_words(*whole)
    if merged is not None:
        yield merged, None
    elif len(base) == len(ours) == len(theirs) > 1:
        for trio in zip(base, ours, theirs, strict=True):
            yield from _settle(*([unit] for unit in trio))
    else:
        yield whole[1], Clash(*whole)


def _choose(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str] | None:
    """The one version that says all, or None."""
    if ours in (base, theirs):
        return theirs if ours == base else ours
    return ours if theirs == base else None


def _by_words(base: str, ours: str, theirs: str) -> str | None:
    """Both sides' changed words in one text, or None where they touch the same words or hardly anything is left in common."""
    b, o, t = (_WORD.findall(text) for text in (base, ours, theirs))
    out: list[str] = []
    kept = 0
    for region in _regions(b, o, t):
        if region.same:
            chosen: Sequence[str] | None = b[slice(*region.base)]
            kept += sum(len(word) for word in chosen or ())
        else:
            chosen = _choose(b[slice(*region.base)], o[slice(*region.ours)], t[slice(*region.theirs)])
        if chosen is None:
            return None
        out += chosen
    return "".join(out) if kept * 2 >= len(base) > 0 else None


def _regions(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Region]:
    """The three cut into stretches, in order, alternately unchanged and changed."""
    b = o = t = 0
    for start, length, in_ours, in_theirs in _common(match_runs(base, ours), match_runs(base, theirs)):
        if (start, in_ours, in_theirs) != (b, o, t):
            yield _Region((b, start), (o, in_ours), (t, in_theirs), same=False)
        b, o, t = start + length, in_ours + length, in_theirs + length
        yield _Region((start, b), (in_ours, o), (in_theirs, t), same=True)
    if (b, o, t) != (len(base), len(ours), len(theirs)):
        yield _Region((b, len(base)), (o, len(ours)), (t, len(theirs)), same=False)


def _common(ours: list[tuple[int, int, int]], theirs: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Where the runs of both sides cover the same units of the base: (base, length, ours, theirs)."""
    i = j = 0
    while i < len(ours) and j < len(theirs):
        b1, o1, n1 = ours[i]
        b2, t2, n2 = theirs[j]
        start, end = max(b1, b2), min(b1 + n1, b2 + n2)
        if start < end:
            yield start, end - start, o1 + start - b1, t2 + start - b2
        if b1 + n1 <= b2 + n2:
            i += 1
        if b2 + n2 <= b1 + n1:
            j += 1


def match_runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal items in the same order, as (place in ``a``, place in ``b``, length); near linear.

    Items that are unique on both sides are the anchors (patience diff, Bram Cohen); between two anchors the runs grow from both ends,
    and what is left is compared in full where it is small.
    """
    runs: list[tuple[int, int, int]] = []
    todo = [(0, len(a), 0, len(b))]
    while todo:
        a0, a1, b0, b1 = todo.pop()
        head = a0
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            a0, b0 = a0 + 1, b0 + 1
        if a0 > head:
            runs.append((head, b0 - (a0 - head), a0 - head))
        tail = a1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
        if a1 < tail:
            runs.append((a1, b1, tail - a1))
        if a0 == a1 or b0 == b1:
            continue
        anchors = _anchors(a, b, (a0, a1, b0, b1))
        if anchors:
            edges = [(a0, b0), *anchors, (a1, b1)]
            todo += [(x0, x1, y0, y1) for (x0, y0), (x1, y1) in pairwise(edges)]
        elif (a1 - a0) * (b1 - b0) <= _SMALL * 1000:
            blocks = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False).get_matching_blocks()
            runs += [(a0 + x, b0 + y, n) for x, y, n in blocks if n]
    return sorted(runs)


def _anchors(a: Sequence[str], b: Sequence[str], window: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Places of items that occur once in each window, the longest rising chain of them."""
    a0, a1, b0, b1 = window
    in_a, in_b = _once(a, a0, a1), _once(b, b0, b1)
    pairs = [(i, in_b[item]) for item, i in in_a.items() if item in in_b and item.strip()]
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before[n] = last[at - 1] if at else -1
        if at == len(ends):
            ends.append(j)
            last.append(n)
        else:
            ends[at], last[at] = j, n
    chain = []
    n = last[-1] if last else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def _once(items: Sequence[str], start: int, end: int) -> dict[str, int]:
    """The items that occur exactly once in the window, with their places, in order."""
    seen: dict[str, int] = {}
    for i in range(start, end):
        seen[items[i]] = -1 if items[i] in seen else i
    return {item: i for item, i in seen.items() if i >= 0}
