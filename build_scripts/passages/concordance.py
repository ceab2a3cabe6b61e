"""Keyword in context (Luhn 1960), and the words that keep a keyword company (log-likelihood, Dunning 1993)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log
from typing import NamedTuple

CONTEXT = 26
"""Characters of context on either side."""
_BREAK = re.compile(r"[\n|\ufffc]")
_SPACE = re.compile(r"\s+")
_STOP = re.compile(r"[。！？!?\n|]")


class Line(NamedTuple):
    """One use in its line. ``url`` and ``anchor`` lead to the paragraph, ``label`` names it, ``slug`` is the text's."""

    slug: str
    url: str
    anchor: str
    label: str
    left: str
    word: str
    right: str


def context(text: str, start: int, end: int, size: int = CONTEXT) -> tuple[str, str, str]:
    """What stands before, at and after the place, within its line or table cell, white space single."""
    left = _BREAK.split(text[max(0, start - size) : start])[-1]
    right = _BREAK.split(text[end : end + size], maxsplit=1)[0]
    return _SPACE.sub(" ", left).lstrip(), _SPACE.sub(" ", text[start:end]), _SPACE.sub(" ", right).rstrip()


def sentence(text: str, start: int, end: int, most: int = 240) -> tuple[str, int]:
    """The sentence around the place and where in it the place begins."""
    first = start
    while first > max(0, start - most) and not _STOP.match(text[first - 1]):
        first -= 1
    stop = _STOP.search(text, end, end + most)
    last = stop.end() if stop else min(len(text), end + most)
    words = text[first:last]
    kept = words.lstrip()
    return kept.rstrip("\n|"), start - first - (len(words) - len(kept))


@dataclass(frozen=True, slots=True)
class Collocate:
    """A neighbour: how often it stands near the keyword, and how far that is beyond chance (log-likelihood)."""

    word: str
    count: int
    score: float


def collocates(
    contexts: Iterable[tuple[str, str]], cut: Callable[[str], Iterable[str]], chance: Callable[[str], float], most: int = 12
) -> list[Collocate]:
    """The words of two and more characters that stand near a keyword more often than chance has it, the strongest first.

    ``contexts`` are what stands left and right of each use, ``cut`` cuts running text into words, ``chance`` is a word's
    share of all words of the language. A word counts once a use and must stand near two.
    """
    counts: Counter[str] = Counter()
    total = 0
    for left, right in contexts:
        words = [*cut(left), *cut(right)]
        total += len(words)
        counts.update({word for word in words if len(word) > 1})
    found = []
    for word, count in counts.items():
        expected = max(total * chance(word), 1e-4)
        if count > 1 and count > expected:
            found.append(Collocate(word, count, 2 * (count * log(count / expected) - (count - expected))))
    found.sort(key=lambda one: (-one.score, one.word))
    return [one for one in found if one.score > 6.63][:most]  # 6.63: chi square, one degree of freedom, p < 0.01
