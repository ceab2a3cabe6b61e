"""Lines that begin a block by what stands in other lines: speakers, headlines above an item of news, an English byline."""

from __future__ import annotations

import re
from itertools import pairwise

from build_scripts.ingest.lines import Line
from build_scripts.ingest.measure import Measure, is_latin_line
from build_scripts.ingest.patterns import NEWS_START, REFERENCE_HEAD, finished

_SPEAKER = re.compile(r"(《[^《》]{1,8}》|[一-鿿·]{1,8}|[一-鿿][ \u3000][一-鿿])[:：]")
_OFTEN = 3
_ABSTRACT = re.compile(r"\s*[\[【]?\s*(?:Abstract|Summary)\s*[\]】]?\s*[:：]", re.IGNORECASE)
_CAPITAL_NAME = r"[A-Z]{2,}(?:-[A-Z]+)?\s+[A-Z][a-z]+(?:[-’'\s][A-Za-z][a-z]+)?\s*[\d,*]{0,5}"
_ENGLISH_NAMES = re.compile(rf"{_CAPITAL_NAME}(?:\s*(?:[,，;；]|and\s|&)\s*{_CAPITAL_NAME})*\s*[,，;；]?")
"""Names as Chinese journals print them in English, the surname in capitals (WANG Yucong1, LI Ming2)."""
_ENGLISH_BODY = re.compile(r"[(（]\s*(?:[\da-e]\s*[.．:：]?\s*)?[A-Z].*(?:Univ|Inst|College|School|Academy|Cent|Co\.|Depart|Labor|Bureau|Ministry)")
_FARTHEST = 16
_NUMBER_ALONE = re.compile(r"[\[［〔]\s*(\d{1,3})\s*[\]］〕]")


def speakers_of(lines: list[Line]) -> frozenset[str]:
    """Who speaks in a conversation: names before a colon that begin several lines behind finished ones."""
    counts: dict[str, int] = {}
    for before, line in pairwise(lines):
        match = _SPEAKER.match(line.text.text)
        if match and not line.aside and (before.aside or finished(before.text.text)):
            counts[match.group(1)] = counts.get(match.group(1), 0) + 1
    return frozenset(name for name, count in counts.items() if count >= _OFTEN)


def speaks(line: Line, before: Line, speakers: frozenset[str]) -> bool:
    match = _SPEAKER.match(line.text.text) if speakers else None
    return match is not None and match.group(1) in speakers and finished(before.text.text)


def wrapped_headlines(lines: list[Line], around: list[Measure]) -> dict[int, bool]:
    """The lines of a headline wrapped over two, between an article's end and the next item of news; whether each goes on."""
    out: dict[int, bool] = {}
    for i in range(3, len(lines)):
        if not NEWS_START.match(lines[i].text.text) or any(line.aside for line in lines[i - 3 : i]):
            continue
        end, first, second = (line.text.text for line in lines[i - 3 : i])
        em = around[i - 2].em
        wraps = 0.6 * em <= lines[i - 2].width <= em and lines[i - 1].width + 2 <= lines[i - 2].width
        if em and wraps and finished(end) and not finished(first) and not finished(second) and not first.startswith(("（", "(", "图为")):
            out |= {i - 2: False, i - 1: True}
    return out


def english_matter(lines: list[Line]) -> frozenset[int]:
    """The lines that begin the byline and the affiliation in English between an English title and its abstract."""
    out: set[int] = set()
    for at, line in enumerate(lines):
        if line.aside or not _ABSTRACT.match(line.text.text):
            continue
        first = at
        while first and at - first < _FARTHEST and (lines[first - 1].aside or _is_english(lines[first - 1].text.text)):
            first -= 1
        names = next((i for i in range(first + 1, at) if not lines[i].aside and _ENGLISH_NAMES.fullmatch(lines[i].text.text)), None)
        if names is not None:
            start = names - 1
            while start > first and not finished(lines[start - 1].text.text):
                start -= 1
            out.update((start, names, at))
            out.update(i for i in range(names + 1, at) if _ENGLISH_BODY.match(lines[i].text.text))
    return frozenset(out)


def _is_english(text: str) -> bool:
    return is_latin_line(text) or re.fullmatch(r"[\W\d]+", text) is not None


def numbers_behind_entries(lines: list[Line]) -> frozenset[int]:
    """Numbers in brackets that stand alone below a reference head and count 1, 2, 3 …, and the lines behind them."""
    out: set[int] = set()
    number = 0  # the last one counted; 0 above any reference head
    for i, line in enumerate(lines):
        if line.aside:
            continue
        if REFERENCE_HEAD.match(line.text.text):
            number = 1
        match = _NUMBER_ALONE.fullmatch(line.text.text) if number else None
        if match and int(match.group(1)) == number:
            out.update((i, i + 1))
            number += 1
    return frozenset(out) if len(out) > 2 else frozenset()
