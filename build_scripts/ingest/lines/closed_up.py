"""Heads whose number an extraction closed up with their words (``二投入与绩效`` for ``二 投入与绩效``), parted again.

Only a count tells such a head from a sentence: short lines that begin with 一, 二, 三 … one after another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.patterns import finished
from build_scripts.text.traced import Traced

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_CLOSED_UP = re.compile(r"([一二三四五六七八九十])(?=[一-鿿“《])(?![一二三四五六七八九十百千万个是年月日者方些种时样切般直定旦来]|带一路)[^，。；！？、]{2,30}")
_LEAST = 3


def with_numbers_parted(lines: list[Line]) -> list[Line]:
    """The lines with a blank behind the numbers of such heads, at least three of which count from one."""
    found = [(i, _NUMERALS.index(match.group(1))) for i, line in enumerate(lines) if (match := _closed_up(line))]
    heads = _counting(found)
    if len(heads) < _LEAST:
        return lines
    return [replace(line, text=line.text[:1] + Traced.invented(" ") + line.text[1:]) if i in heads else line for i, line in enumerate(lines)]


def _closed_up(line: Line) -> re.Match[str] | None:
    text = line.text.text
    match = None if line.aside or line.level else _CLOSED_UP.fullmatch(text)
    return None if match is None or finished(text) else match


def _counting(found: Sequence[tuple[int, int]]) -> set[int]:
    """The lines that count on from the first 一: each takes the next number at its next line."""
    out: set[int] = set()
    wanted = 0
    for i, number in found:
        if number == wanted:
            out.add(i)
            wanted += 1
    return out
