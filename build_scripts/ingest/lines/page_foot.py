"""What stands at the foot of a printed page: which line of the running text is the last above the page's notes."""

from __future__ import annotations

import re
from collections.abc import Container

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.measure import Measure, extent
from build_scripts.ingest.patterns import NOTE_START, finished, head_style
from build_scripts.text.han import count_han, width
from build_scripts.text.numerals import CIRCLED

_FOOT = 30
"""Lines that the notes of one page fill at most."""
_LONGEST_NOTE = 8
_DIGITS = re.compile(r"\d+")
_LEAST = 10
"""Han characters that a line of running text has."""
_LONGEST_HEAD = 16.0
_SIGNS = re.compile(r"[，。；：！？、（）《》“”]")


def above_notes(lines: list[Line], i: int, numbers: Container[int] = ()) -> int:
    """The place of the last line of running text above line ``i``, page numbers, running heads and the notes of the page's
    foot passed over; -1 where there is none near. ``numbers`` are places of page numbers that are not yet set aside."""
    first = last = -1
    wanted: int | None = None
    for j in range(i - 1, max(-1, i - 1 - _FOOT), -1):
        if lines[j].aside or j in numbers:
            if last >= 0:
                break
            continue
        last = j if last < 0 else last
        number = _note_number(lines[j].text.text)
        if number is not None and wanted in (None, number):
            first, wanted = j, number - 1
        if wanted == 0 or (first if first >= 0 else last) - j >= _LONGEST_NOTE:
            break
    at = (first if first >= 0 else last + 1) - 1
    while at >= 0 and (lines[at].aside or at in numbers):
        at -= 1
    return at


def _note_number(text: str) -> int | None:
    """The number of the note that the line begins, 1 for a star; None for another line."""
    match = NOTE_START.match(text)
    if match is None:
        return None
    digits = _DIGITS.search(match.group())
    circled = next((CIRCLED.index(c) + 1 for c in match.group() if c in CIRCLED), 1)
    return int(digits.group()) if digits else circled


def heads_page_of_cut_sentence(lines: list[Line], i: int, numbers: Container[int]) -> bool:
    """Whether a short line directly below a page number parts a sentence that the page before, above its notes, left open."""
    line = lines[i]
    if i - 1 not in numbers or i + 1 >= len(lines) or width(line.text.text) > _LONGEST_HEAD or _SIGNS.search(line.text.text):
        return False
    after, at = lines[i + 1], above_notes(lines, i, numbers)
    if at < 0 or after.aside or after.indent >= 1.5 or line.level or after.level or lines[at].level or count_han(line.text.text) < 2:
        return False
    if head_style(line.text.text) or head_style(after.text.text):
        return False
    before = lines[at].text.text
    return count_han(before) >= _LEAST and not finished(before) and before[-1].isalpha() | (before[-1] in "，、") and len(after.text) >= _LEAST


def goes_on_over_notes(lines: list[Line], around: list[Measure]) -> frozenset[int]:
    """The numbers of lines that begin a page without the indent which paragraphs have there, above the notes of the page
    before a full line: the paragraph goes on, though a sentence ends with that page."""
    out: set[int] = set()
    for i, line in enumerate(lines):
        own = around[i]
        if not line.page or line.aside or not own.indents or line.indent - own.base >= 0.9 or head_style(line.text.text):
            continue
        at = above_notes(lines, i)
        if at < 0 or lines[i - 1] is lines[at] or NOTE_START.match(line.text.text):
            continue
        before = lines[at]
        full = abs(around[at].em - own.em) <= 1.5 and extent(before) >= own.em - 1.3
        if full and count_han(before.text.text) >= _LEAST and finished(before.text.text):
            out.add(line.number)
    return frozenset(out)
