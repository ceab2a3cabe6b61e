"""jieba's dictionary, read only where it is asked: words by the two letters that they begin with.

Loading all of its half million words and beginnings takes as long as assembling a small site, and a site asks for a tenth of
them. The file lists the words in order of code points, so the lines of a letter are found by halving.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import Protocol, cast

TOTAL = 60_101_967
"""The sum of all counts; a test holds it against jieba's own."""
_WORD = re.compile(r"(\S+) (\d+) ")
_SECOND = re.compile(r"\n.(\S)")
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


class _Lines(dict[str, str]):
    """The lines of the words that begin with a letter, each behind a line end."""

    def __missing__(self, letter: str) -> str:
        text, first = lines()
        start = _place(text, first, letter)
        end = _place(text, start, chr(min(ord(letter) + 1, 0x10FFFF)))
        unordered = [line for line in text[:first].split("\n") if line.startswith(letter)]
        self[letter] = found = "".join(f"\n{line}" for line in unordered) + text[start : end + 1]
        return found


class _Pairs(dict[str, Block | None]):
    """Blocks by their two letters, None where no word begins so; each is read when it is first asked for."""

    def __init__(self, of_letter: _Lines) -> None:
        super().__init__()
        self._lines = of_letter
        self._seconds: dict[str, frozenset[str]] = {}

    def __missing__(self, pair: str) -> Block | None:
        letter, second = pair[0], pair[1]
        text, seconds = self._lines[letter], self._seconds.get(letter)
        if seconds is None:
            seconds = self._seconds[letter] = frozenset(_SECOND.findall(text))
        self[pair] = block = _block(text, "\n" + pair) if second in seconds else None
        return block


class _Letters(dict[str, float | None]):
    """Counts of single letters as words, 0 for one that only begins words, None for others."""

    def __init__(self, of_letter: _Lines) -> None:
        super().__init__()
        self._lines = of_letter

    def __missing__(self, letter: str) -> float | None:
        text = self._lines[letter]
        found = _WORD.match(text, text.find(f"\n{letter} ") + 1)
        count = int(found[2]) if found and found[1] == letter else 0 if f"\n{letter}" in text else None
        self[letter] = count
        return count


class Counts:
    """How often words stand in the language: the dictionary's counts, and those that are put over them."""

    def __init__(self) -> None:
        of_letter = _Lines()
        self.letters: dict[str, float | None] = _Letters(of_letter)
        self.pairs: dict[str, Block | None] = _Pairs(of_letter)

    def get(self, word: str) -> float | None:
        """The count of a word; 0 where it is only the beginning of one, None where it is not even that."""
        if len(word) < 2:
            return self.letters[word] if word else None
        block = self.pairs[word[:2]]
        return None if block is None else block.get(word)

    def put(self, word: str, count: float) -> None:
        """Makes the word, of two letters at least, known with at least this count."""
        self.letters[word[0]] = self.letters[word[0]] or 0
        block = self.pairs[word[:2]]
        if block is None:
            block = self.pairs[word[:2]] = {}
        _put(block, word, count)


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


def _block(text: str, beginning: str) -> Block:
    block: Block = {}
    at = text.find(beginning)
    while at >= 0:
        if found := _WORD.match(text, at + 1):
            _put(block, found[1], int(found[2]))
        at = text.find(beginning, at + 1)
    return block


def _put(block: Block, word: str, count: float) -> None:
    for stop in range(2, len(word)):
        block.setdefault(word[:stop], 0)
    block[word] = max(block.get(word) or 0, count)
