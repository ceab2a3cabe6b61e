"""Lines that begin a block by what stands in other lines: speakers, headlines above an item of news, an English byline, heads
without number that are set over two lines, the lines of a poem."""

from __future__ import annotations

import re
from itertools import pairwise

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.measure import Measure, extent, is_latin_line
from build_scripts.ingest.names import is_rubric
from build_scripts.ingest.patterns import (
    BYLINE,
    CAPTION,
    CLOSING_NOTE,
    LABEL,
    NEWS_START,
    NOTE_START,
    PLAIN_TOP,
    REFERENCE_HEAD,
    SOURCE_LINE,
    VERSE,
    finished,
    head_style,
)
from build_scripts.ingest.reasons import MASTHEAD
from build_scripts.text.han import count_han

_SPEAKER = re.compile(r"(《[^《》]{1,8}》|[一-鿿·]{1,8}|[一-鿿][ \u3000][一-鿿])[:：]")
CUT_HEAD = re.compile(r"[的和与及：:]$")
"""Where a head's first line stops before its sense does."""
COLUMN = 21.0
"""A newspaper's column is no wider, in ems."""
_SIGNED = re.compile(r"(?:记者|通讯员|评论员|编辑)[\s\u3000：:]|^文\s*[/／]|[\s\u3000][著译编]$|摄$|年.{1,6}日$")
"""Who wrote it, and when: no part of a head."""
_STANZA = 4
_SQUEEZED = 1.5
"""A line of running text is no wider than its column by more, in ems; a caption across columns is."""
_HALVES = re.compile(r"[一-鿿]{4,9}[，。；！？]")
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


def wrapped_heads(lines: list[Line], around: list[Measure]) -> dict[int, bool]:
    """The two lines of a head without number, behind a finished paragraph and above the prose of the next one."""
    out: dict[int, bool] = {}
    for i in range(1, len(lines) - 2):
        before, first, second, prose = lines[i - 1 : i + 3]
        em = around[i + 2].em
        short = 0.2 if finished(before.text.text) else 0.3
        if second.gap > around[i + 2].gap or not em or before.aside == MASTHEAD or (before.width < short * em and not before.aside):
            continue
        if not _half_head(first, em, "") or not _half_head(second, em, "，"):
            continue
        if not (before.aside or finished(before.text.text)) or second.gap > first.gap:
            continue
        if prose.aside or NEWS_START.match(prose.text.text):
            continue
        ends = finished(prose.text.text)
        if extent(prose) < em - 3.3 or (ends and extent(prose) > em - 1) or finished(before.text.text) and _half_head(before, em, "，"):
            continue
        inside = not around[i + 2].gap or (not before.aside and prose.width <= em + _SQUEEZED and finished(before.text.text))
        alike = inside and first.width >= 6 and second.width >= 5 and abs(first.width - second.width) <= 2
        wrapped = em <= COLUMN and first.width >= 6 and first.width > second.width
        parted = first.text.text.endswith("，") and first.text.text.count("“") > first.text.text.count("”")
        if not parted and (CUT_HEAD.search(first.text.text) or first.text.text.endswith("，") or alike or wrapped):
            out |= {i: False, i + 1: True, i + 2: False}
    return out


def _half_head(line: Line, em: float, no_end: str) -> bool:
    """Whether a line may be one of the two of a head: short, in the column, and no other construct."""
    text = line.text.text
    widest = em if line.text.text.endswith("：") and not no_end else min(em - 4, 0.75 * em)  # who says it, above what is said
    if line.aside or not 3 <= line.width <= widest or "，" in text[:-1] or line.level:
        return False
    if finished(text) or count_han(text) < 3 or head_style(text):
        return False
    if text[-1] in "；;）)、" + no_end or text[0] in "（(《—" or _SIGNED.search(text):
        return False
    others = (LABEL, BYLINE, SOURCE_LINE, CAPTION, NOTE_START, NEWS_START, CLOSING_NOTE, PLAIN_TOP)
    return not is_rubric(text) and not any(pattern.match(text) for pattern in others)


def _quotes_couplets(lines: list[Line], run: list[int]) -> bool:
    """Whether lines of two halves each stand behind a colon: couplets that the text quotes."""
    before = lines[run[0] - 1].text.text if run[0] else ""
    return before.endswith(("：", ":")) and all(len(_HALVES.findall(lines[i].text.text)) == 2 for i in run)


def verses(lines: list[Line]) -> dict[int, bool]:
    """The lines of a poem in one metre, four or more of one length with a sign at the end of each: none goes on with another."""
    out: dict[int, bool] = {}
    run: list[int] = []
    for i, line in enumerate([*lines, None]):
        metre = VERSE.fullmatch(line.text.text) if line is not None and not line.aside else None
        if run and (metre is None or line is None or len(line.text) != len(lines[run[-1]].text)):
            if len(run) >= _STANZA or (len(run) > 1 and _quotes_couplets(lines, run)):
                out |= dict.fromkeys([*run, run[-1] + 1], False)
            run = []
        if metre is not None:
            run.append(i)
    return {i: goes_on for i, goes_on in out.items() if i < len(lines)}
