"""Lines that begin a paragraph by what stands in other lines: speakers of a conversation, headlines above an item of news."""

from __future__ import annotations

import re
from itertools import pairwise

from build_scripts.ingest.lines import Line
from build_scripts.ingest.measure import Measure
from build_scripts.ingest.patterns import NEWS_START, finished

_SPEAKER = re.compile(r"(《[^《》]{1,8}》|[一-鿿·]{1,8}|[一-鿿][ \u3000][一-鿿])[:：]")
_OFTEN = 3


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
