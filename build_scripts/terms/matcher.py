"""All terms of a glossary in one pass over a text (Aho and Corasick 1975); where they overlap the longest wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import ahocorasick

from build_scripts.model.glossary import Glossary
from build_scripts.terms.words import Words
from build_scripts.text.han import HAN_RE

_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\t\n"), 0x20) | dict.fromkeys(map(ord, "‐‑–−"), 0x2D) | {0x2019: 0x27}
_CASE = {code: code + 32 for code in range(0x41, 0x5B)} | {
    code: ord(chr(code).lower()) for code in range(0xC0, 0x250) if len(chr(code).lower()) == 1
}
_NARROW = _WIDTH | _SIGNS
_IS_WIDE, _IS_UPPER = (re.compile(f"[{''.join(map(re.escape, map(chr, table)))}]").search for table in (_NARROW, _CASE))
"""Most stretches of text hold nothing to be changed, which a search finds out several times as fast."""


def narrow(text: str) -> str:
    """The text with full width letters, blanks and dashes in their plain form; as long as before."""
    return text.translate(_NARROW) if _IS_WIDE(text) else text


def lower(text: str) -> str:
    """``text`` with Latin letters in lower case; as long as before."""
    return text.translate(_CASE) if _IS_UPPER(text) else text


@dataclass(frozen=True, slots=True)
class Found:
    """One occurrence of a term: its place in the text, the term's id, the name that stands there."""

    start: int
    end: int
    term: str
    name: str


@dataclass(frozen=True, slots=True)
class _Key:
    """One name in the automaton; ``exact`` is its spelling where letter case counts (TFP, not tfp)."""

    size: int
    term: str
    name: str
    exact: str
    latin_start: bool
    latin_end: bool
    unless: tuple[tuple[str, int], ...]


class Matcher:
    """Finds the terms of one glossary. Names of one character are never sought."""

    def __init__(self, glossary: Glossary, english: bool = True) -> None:
        self.glossary, self._english = glossary, english
        self._keys: dict[str, _Key] = {}
        for term in glossary:
            for name in (term.term, *term.aliases, *((term.en,) if english and term.en else ())):
                self._add(term.id, name, term.unless_in)
        self.words = Words(key.name for key in self._keys.values())

    def __reduce__(self) -> tuple[object, ...]:
        """Made again where it arrives."""
        return (Matcher, (self.glossary, self._english))

    def _add(self, term: str, name: str, unless: Iterable[str]) -> None:
        plain = narrow(name)
        spelt = lower(plain)
        if len(spelt) < 2 or spelt in self._keys or not any(c.isalnum() for c in spelt):
            return
        acronym = plain != spelt and plain.upper() == plain and HAN_RE.search(plain) is None and " " not in plain
        longer = tuple(
            (word, match.start()) for word in map(lower, map(narrow, unless)) for match in re.finditer(re.escape(spelt), word)
        )
        ends = (_LATIN.match(spelt[0]) is not None, _LATIN.match(spelt[-1]) is not None)
        self._keys[spelt] = _Key(len(spelt), term, name, plain if acronym else "", *ends, longer)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for spelt, key in self._keys.items():
            automaton.add_word(spelt, key)
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> list[Found]:
        """The occurrences in order, none overlapping another; near linear in the text, whatever the number of terms."""
        if not self._keys:
            return []
        plain = narrow(text)
        spelt = lower(plain)
        found: list[Found] = []
        for group in self._groups(spelt):
            found += self._choose(group, spelt, plain)
        return found

    def _groups(self, spelt: str) -> Iterator[list[tuple[int, int, _Key]]]:
        """Candidates that touch each other through overlaps, group by group."""
        found = [(stop + 1 - key.size, stop + 1, key) for stop, key in self._automaton.iter(spelt)]
        found.sort(key=lambda item: item[:2])
        group: list[tuple[int, int, _Key]] = []
        last = 0
        for candidate in found:
            if candidate[0] >= last and group:
                yield group
                group = []
            group.append(candidate)
            last = max(last, candidate[1])
        if group:
            yield group

    def _choose(self, group: list[tuple[int, int, _Key]], spelt: str, plain: str) -> list[Found]:
        if len(group) == 1:
            start, end, key = group[0]
            return [Found(start, end, key.term, key.name)] if self._stands(group[0], spelt, plain) else []
        first = group[0][0]
        taken = bytearray(max(end for _, end, _ in group) - first)
        chosen = []
        for candidate in sorted(group, key=lambda item: (item[0] - item[1], item[0])):
            start, end, key = candidate
            if taken.find(1, start - first, end - first) < 0 and self._stands(candidate, spelt, plain):
                taken[start - first : end - first] = b"\1" * key.size
                chosen.append(Found(start, end, key.term, key.name))
        return sorted(chosen, key=lambda item: item.start)

    def _stands(self, candidate: tuple[int, int, _Key], spelt: str, plain: str) -> bool:
        """Whether the candidate is the term there and no piece of a longer word."""
        start, end, key = candidate
        if key.exact and plain[start:end] != key.exact:
            return False
        if key.latin_start and start and _LATIN.match(spelt, start - 1):
            return False
        if key.latin_end and end < len(spelt) and _LATIN.match(spelt, end):
            return False
        if any(spelt.startswith(word, start - at) for word, at in key.unless if start >= at):
            return False
        return self.words.is_whole(spelt, start, end)
