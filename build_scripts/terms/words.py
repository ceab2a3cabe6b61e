"""Whether a stretch of Chinese is a whole word there, judged with jieba's dictionary and the names of the glossary.

The most probable cut of the clause around the stretch decides (a unigram model, as in jieba itself); a few syllables
that only ever stand behind a word (化, 性, 者 …) make a longer word even where no dictionary lists it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from math import log

from build_scripts.terms.dictionary import TOTAL, Counts
from build_scripts.text.han import HAN

_HAN_RUN = re.compile(f"[{HAN}]+")
_REACH = 8
"""Characters on either side of a stretch that take part in the cut; punctuation parts words by itself."""
_LONGEST = 6
"""Longest dictionary word that may cross an edge."""
_SUFFIXES = frozenset("化性型者学家式率界观论")
_PREFIXES = frozenset("非准泛伪亚")
_MISSING = "新局面 新高 新低 新纪录 新篇章 新辉煌 新境界 新天地 新路 新路子 新业态 新阶段 新时代 新格局 新风尚 新风 新品"
"""Words that the dictionary lacks or counts too low, so that 开创新局面 would be cut as 开 创新 局面."""
_MISSING_COUNT = 400
_LONG_NAME, _NAME_COUNT, _SHORT_COUNT = 4, 2000, 1200
"""The names of the glossary are words of this collection: they count as frequent, those of four letters and more as very
frequent (基础研究 所占, not 基础 研究所 占; 写 出处, not 写出 处)."""


_BASE = log(TOTAL)

Judgment = tuple[str, int, int, bool]
"""A clause, start and end in it, and whether a word stands there."""


class Words:
    """Word boundaries for one glossary. The dictionary is loaded at the first question that needs it."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = [name for name in dict.fromkeys(names) if len(name) > 1 and _HAN_RUN.fullmatch(name)]
        self._held: Counts | None = None
        self._known: dict[tuple[str, int, int], bool] = {}
        self.fresh: list[Judgment] = []
        """What was judged here; who keeps it may empty the list."""

    def is_whole(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is no piece of a longer word. Linear in the length of the stretch."""
        before = start > 0 and _is_han(text[start]) and _is_han(text[start - 1])
        after = end < len(text) and _is_han(text[end - 1]) and _is_han(text[end])
        if not before and not after:
            return True
        left = max(0, start - _REACH) if before else start
        right = end + _REACH if after else end
        key = (text[left:right], start - left, end - left)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > 200_000:
                self._known.clear()
            known = self._known[key] = self._judge(*key)
            self.fresh.append((*key, known))
        return known

    def trust(self, judged: Iterable[Judgment]) -> None:
        """Takes over judgments made with the same glossary."""
        self._known.update(((clause, start, end), whole) for clause, start, end, whole in judged)

    def cut(self, text: str) -> list[str]:
        """The Han words of a text, in order, clause by clause."""
        out: list[str] = []
        for run in _HAN_RUN.findall(text):
            cuts = self._cut(run)
            out += [run[left:right] for left, right in pairwise(cuts)]
        return out

    def chance(self, word: str) -> float:
        """A word's share of all words of the language, by the dictionary."""
        return (self._counts.count(word) or 1.0) / TOTAL

    def _judge(self, clause: str, start: int, end: int) -> bool:
        bound = clause[end : end + 1] in _SUFFIXES or clause[start - 1 : start] in _PREFIXES
        if not bound and not self._crossed(clause, start) and not self._crossed(clause, end):
            return True
        cuts = self._cut(clause)
        if start in cuts and end in cuts:
            return not self._bound(clause, start, end, cuts)
        before = max(cut for cut in cuts if cut <= start)
        after = min(cut for cut in cuts if cut >= end)
        inside = any(before < cut < after for cut in cuts)
        return not inside and self._is_compound(clause, before, start, end, after)

    def _crossed(self, clause: str, at: int) -> bool:
        """Whether any word of the dictionary or the glossary has letters on both sides of the place."""
        counts, size = self._counts, len(clause)
        for left in range(at - 1, max(-1, at - _LONGEST), -1) if at < size else ():
            begun, second = counts[clause[left]], clause[left + 1]
            if second not in begun:
                continue
            block = begun[second] or begun.block(second)
            for right in range(at + 1, size + 1):
                count = block.get(clause[left:right])
                if count:
                    return True
                if count is None:
                    break
        return False

    def _cut(self, clause: str) -> list[int]:
        """The edges of the words in the most probable cut, 0 and the length included."""
        counts, size = self._counts, len(clause)
        score = [0.0] * (size + 1)
        next_cut = [size] * (size + 1)
        following, behind = "", 0.0
        for at in range(size - 1, -1, -1):
            letter = clause[at]
            begun = counts[letter]
            best, cut = begun.chance + behind, at + 1
            block = begun.get(following)
            if block is not None:
                block = block or begun.block(following)
                for stop in range(at + 2, size + 1):
                    count = block.get(clause[at:stop])
                    if count is None:
                        break
                    if count and (chance := log(count) + score[stop]) >= best:
                        best, cut = chance, stop
            score[at] = behind = best - _BASE
            next_cut[at] = cut
            following = letter
        cuts = [0]
        while cuts[-1] < size:
            cuts.append(next_cut[cuts[-1]])
        return cuts

    def _bound(self, clause: str, start: int, end: int, cuts: list[int]) -> bool:
        """Whether a lone syllable beside the word makes a longer one of it."""
        if end < len(clause) and clause[end] in _SUFFIXES and end + 1 in cuts:
            return clause[end] != "论" or "以" not in clause[max(0, start - 6) : start]
        return start > 0 and clause[start - 1] in _PREFIXES and start - 1 in cuts

    def _is_compound(self, clause: str, before: int, start: int, end: int, after: int) -> bool:
        """Whether the dictionary's word ``clause[before:after]`` is made of whole words, ours among them (技术|创新)."""
        counts = self._counts
        for rest in (clause[before:start], clause[end:after]):
            if rest and (len(rest) < 2 or not counts.count(rest)):
                return False
        grown = (clause[start : end + 1] if end < after else "", clause[start - 1 : end] if before < start else "")
        return not any(counts.count(word) for word in grown)

    @property
    def _counts(self) -> Counts:
        """The dictionary and the glossary's names."""
        if self._held is None:
            counts = self._held = Counts()
            for word in _MISSING.split():
                counts.put(word, _MISSING_COUNT)
            for name in self.names:
                chance = 1.0
                for left, right in pairwise(self._cut(name)):
                    chance *= (counts.count(name[left:right]) or 1.0) / TOTAL
                counts.put(name, max(chance * TOTAL + 1, _NAME_COUNT if len(name) >= _LONG_NAME else _SHORT_COUNT))
        return self._held


def _is_han(c: str) -> bool:
    return "\u3400" <= c <= "\u9fff" or c == "〇" or "\uf900" <= c <= "\ufaff" or c > "\U0001ffff"
