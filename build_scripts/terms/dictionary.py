"""jieba's dictionary, read only where it is asked: words by the two letters that they begin with.

Loading all of its half million words and beginnings takes as long as assembling a small site, and a site asks for a tenth of
them. The file lists the words in order of code points, so the lines of a letter are found by halving.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.util import find_spec
from math import log
from typing import Protocol, cast

TOTAL = 60_101_967
"""The sum of all counts; a test holds it against jieba's own."""
_FIRST = "\n一 "
"""Before this line stand some seventy words with Latin letters, in no order."""

Block = dict[str, float]
"""Words that begin with the same two letters, with their counts; 0 for what is only the beginning of a longer word."""


class _Loader(Protocol):
    def get_data(self, path: str) -> bytes: ...


@cache
def lines() -> tuple[str, int]:
    """The file, a word a line, and where its ordered part begins. jieba itself is not imported: that takes a tenth of a second."""
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("jieba", name="jieba")
    data = cast(_Loader, found.loader).get_data(found.origin.replace("__init__.py", "dict.txt"))
    text = "\n" + data.decode("utf-8")
    return text, text.index(_FIRST)


class Beginning(dict[str, Block]):
    """What begins with one letter: blocks by the second letter, empty until they are read (``block``).

    ``count`` is that of the letter as a word: 0 where it only begins words, None where it does not even do that; ``chance`` its logarithm.
    """

    __slots__ = ("_letter", "_lines", "chance", "count")

    def __init__(self, letter: str) -> None:
        self._letter, self._lines = letter, _lines_of(letter)
        super().__init__(dict.fromkeys([line[1] for line in self._lines], _UNREAD))
        self.count: float | None = None
        if self._lines:
            self.count = int(self._lines[0].split(" ", 2)[1]) if self._lines[0][1] == " " else 0  # a space sorts before every letter
            self.pop(" ", None)
        self.chance = log(self.count or 1.0)

    def block(self, second: str) -> Block:
        """The words that go on with this letter, read now if they were not. Raises ``KeyError`` where there are none."""
        block = self[second]
        if block is _UNREAD:
            block = self[second] = _block(self._lines, self._letter, second)
        return block

    def put(self, word: str, count: float) -> None:
        """Makes the word, of two letters at least, known with at least this count."""
        if self.count is None:
            self.count = 0
        block = self.block(word[1]) if word[1] in self else self.setdefault(word[1], {})
        for stop in range(2, len(word)):
            block.setdefault(word[:stop], 0)
        block[word] = max(block.get(word) or 0, count)


_UNREAD: Block = {}


class Counts(dict[str, Beginning]):
    """How often words stand in the language, by their first letter: the dictionary's counts, and those that are put over them."""

    def __missing__(self, letter: str) -> Beginning:
        self[letter] = found = Beginning(letter)
        return found

    def count(self, word: str) -> float | None:
        """The count of a word; 0 where it is only the beginning of one, None where it is not even that."""
        if len(word) < 2:
            return self[word].count if word else None
        begun = self[word[0]]
        return begun.block(word[1]).get(word) if word[1] in begun else None

    def put(self, word: str, count: float) -> None:
        """Makes the word, of two letters at least, known with at least this count."""
        self[word[0]].put(word, count)


@cache
def _unordered() -> dict[str, list[str]]:
    """The lines before the ordered part, by the letter that they begin with."""
    text, first = lines()
    found: dict[str, list[str]] = {}
    for line in text[:first].split("\n"):
        found.setdefault(line[:1], []).append(line)
    return found


def _lines_of(letter: str) -> list[str]:
    """The lines of the words that begin with a letter, in order."""
    text, first = lines()
    start = _place(text, first, letter)
    end = _place(text, start, chr(min(ord(letter) + 1, 0x10FFFF)))
    found = text[start + 1 : end].split("\n") if start < end else []
    return sorted(_unordered().get(letter, []) + found)  # a few words were added behind those of their first letter


def _place(text: str, low: int, letter: str) -> int:
    """The line end before the first line at or behind ``low`` that does not sort before the letter. ``low`` is a line end."""
    high = len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        at = text.rfind("\n", low, middle)
        if text[at + 1] < letter:
            after = text.find("\n", middle)
            low = high if after < 0 else min(after, high)
        else:
            high = at
    return low


def _block(ordered: list[str], letter: str, second: str) -> Block:
    """The words among the lines of a letter that go on with another."""
    start = bisect_left(ordered, letter + second)
    end = bisect_left(ordered, letter + chr(min(ord(second) + 1, 0x10FFFF)), start)
    block: Block = {letter + second: 0}
    for line in ordered[start:end]:
        word, count, _ = line.split(" ", 2)
        block[word] = int(count)
        for stop in range(3, len(word)):
            block.setdefault(word[:stop], 0)
    return block
