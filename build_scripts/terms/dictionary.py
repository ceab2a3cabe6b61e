"""jieba's dictionary, read only where it is asked: words by the two letters that they begin with.

Loading all of its half million words and beginnings takes as long as assembling a small site, and a site asks for a tenth of
them. The file lists the words in order of code points, so the lines of a letter are found by halving.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.util import find_spec
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


class _Lines(dict[str, list[str]]):
    """The lines of the words that begin with a letter, in order."""

    def __missing__(self, letter: str) -> list[str]:
        text, first = lines()
        start = _place(text, first, letter)
        end = _place(text, start, chr(min(ord(letter) + 1, 0x10FFFF)))
        found = [line for line in text[:first].split("\n") if line.startswith(letter)]
        found += text[start + 1 : end].split("\n") if start < end else []
        self[letter] = found = sorted(found)
        return found


class _Pairs(dict[str, Block | None]):
    """Blocks by their two letters, None where no word begins so; each is read when it is first asked for."""

    def __init__(self, of_letter: _Lines) -> None:
        super().__init__()
        self._lines = of_letter
        self._seconds: dict[str, frozenset[str]] = {}

    def __missing__(self, pair: str) -> Block | None:
        letter, second = pair[0], pair[1]
        seconds = self._seconds.get(letter)
        if seconds is None:
            seconds = self._seconds[letter] = frozenset([line[1] for line in self._lines[letter]]) - {" "}
        self[pair] = block = _block(self._lines[letter], letter, second) if second in seconds else None
        return block


class _Letters(dict[str, float | None]):
    """Counts of single letters as words, 0 for one that only begins words, None for others."""

    def __init__(self, of_letter: _Lines) -> None:
        super().__init__()
        self._lines = of_letter

    def __missing__(self, letter: str) -> float | None:
        found = self._lines[letter]
        alone = f"{letter} "
        at = bisect_left(found, alone)
        count = int(found[at].split(" ", 2)[1]) if at < len(found) and found[at].startswith(alone) else 0 if found else None
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


def _put(block: Block, word: str, count: float) -> None:
    for stop in range(2, len(word)):
        block.setdefault(word[:stop], 0)
    block[word] = max(block.get(word) or 0, count)
