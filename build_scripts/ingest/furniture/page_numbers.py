"""Page numbers: dressed ones that stand alone, bare ones that grow slowly through the text, those beside running heads."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from build_scripts.ingest.furniture.page_edges import ISSUE_WORDS, cuts_sentence
from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.patterns import (
    finished,
)
from build_scripts.ingest.reasons import PAGE_NUMBER
from build_scripts.text.normalize import squeeze
from build_scripts.text.numerals import parse_numeral

_BARE = re.compile(r"(\d{1,4})$")
_DRESSED = re.compile(
    r"(?:[-－—–·•∙．.\s|/\\~～]+\s*(\d{1,4})\s*[-－—–·•∙．.\s|/\\~～]+|第\s*(\d{1,4}|[一二三四五六七八九十百]+)\s*页(?:[，,\s]*共\s*\d+\s*页)?|[Pp]age\s+(\d+)(?:\s+of\s+\d+)?|(\d{1,4})\s*/\s*\d{1,4}|[(（]\s*(\d{1,4})\s*[)）])$"
)
_HAN_NUMBER = re.compile(r"[·—\-\s]*[一二三四五六七八九十百〇零]{1,4}[·—\-\s]*$")
_NUMBERED_HEAD = re.compile(
    r"(?:[·•—\-]?\s*(?P<first>\d{1,4})\s*[·•—\-]?[\s\u3000]+(?P<right>\D\S.{1,70})"
    r"|(?P<left>\S.{1,70}?\D)[\s\u3000]+[·•—\-]?\s*(?P<last>\d{1,4})\s*[·•—\-]?)$"
)
_NO_HEAD = re.compile(r"[年月日卷期号]|[\d.,，%％‰\-–—*()（）]+$")
_ROW = re.compile(r"\d{1,4}(?:\s{2,}|\u3000+)\S{1,24}(?:(?:\s{2,}|\u3000+)\S{1,18}){2,}$")
"""A row of a table that counts its rows: more than a number, a name and an issue stand apart by wide blanks."""
_OF_ISSUE = ("No", "No.", "NO.", "Vol", "Vol.", "VOL.")
_FIGURE_CELL = re.compile(r"(?:^|(?<=\s\s)|(?<=\u3000))[-+−]?\d[\d.,，]*[%％]?(?=\s\s|\u3000|$)")
"""A figure between wide blanks: two of them make a row of a table."""
_PIPED = re.compile(r"\d{1,4}\s*[|｜]\s*(?P<right>[^|｜]{4,60})|(?P<left>[^|｜]{4,60}?)\s*[|｜]\s*\d{1,4}")
"""A page number parted from the running head by a stroke: 12 | 某报告."""
_EDGE_NUMBER = re.compile(r"[·•—\-]?\s*\d|.*\d\s*[·•—\-]?$")
_FAR_NUMBER = re.compile(r"^\s*[·•—\-]?\s*\d{1,4}(?:[ \t]{2}|[ \t]*\u3000)|(?:[ \t]{2}|\u3000[ \t]*)[·•—\-]?\s*\d{1,4}\s*[·•—\-]?$")
_TWO_FIGURES = re.compile(r"\d[%％]?(?:[ \t]{2}|[ \t]*\u3000)[ \t\u3000]*[\d.,%％-]+\s*$")
"""Two figures set apart end a row of a table."""
_START = 40
"""Among so many first lines the title stands whose words may come again beside page numbers."""
_DASHED = re.compile(r"[-－—–·]+\s*\d{1,4}\s*[-－—–·]+")
_CENTRED = 12.0
_WITNESSES = 3
_FARTHEST = 12
"""Pages that may be missing between two printed numbers."""
_ROMAN = re.compile(r"[-—·\s]*([ivxlIVXL]{1,6}|[Ⅰ-Ⅻ])[-—·\s]*$")


def page_number(text: str) -> tuple[int, bool] | None:
    """The number that a line of nothing else prints, and whether it is dressed as a page number (— 11 —, ·685·)."""
    text = text.strip()
    if len(text) > 24:
        return None
    bare = _BARE.match(text)
    if bare:
        return int(bare.group(1)), False
    dressed = _DRESSED.match(text)
    if dressed:
        value = parse_numeral(next(g for g in dressed.groups() if g))
        return None if value is None else (value, True)
    if _HAN_NUMBER.match(text):
        value = parse_numeral(text.strip("·—-　 "))
        return None if value is None else (value, False)
    roman = _ROMAN.match(text)
    if roman:
        value = parse_numeral(roman.group(1))
        return None if value is None else (value, False)
    return None


def numbered_head(text: str) -> tuple[str, int] | None:
    """A running head with the page number on its line: its words and the number."""
    text = text.strip()
    if not _EDGE_NUMBER.match(text) and "|" not in text and "｜" not in text:
        return None
    if _ROW.match(text) or text[:1] == "0" or len(_FIGURE_CELL.findall(text)) > 1:
        return None
    piped = _PIPED.fullmatch(text) if "|" in text or "｜" in text else None
    if piped:
        return squeeze(piped.group("right") or piped.group("left")), int(re.sub(r"\D", "", text.replace(piped.group("right") or piped.group("left"), "")))
    match = _NUMBERED_HEAD.match(text) if _EDGE_NUMBER.match(text) else None
    if not match:
        return None
    words = squeeze(match.group("right") or match.group("left"))
    if _NO_HEAD.match(words) or words.endswith(_OF_ISSUE):
        return None  # the year of an issue, a row of figures
    return words, int(match.group("first") or match.group("last"))


def _heads_with_numbers(lines: list[Line]) -> list[tuple[int, int]]:
    """Lines that print a running head and a page number, where the words come again elsewhere in the text."""
    found = [(i, *value) for i, line in enumerate(lines)
             if not line.aside and not line.level and (value := numbered_head(line.text.text)) and len(squeeze(line.text.text)) <= 70
             and not _TWO_FIGURES.search(line.text.text)]  # fmt: skip
    piped = [(i, n) for i, _, n in found if _PIPED.fullmatch(lines[i].text.text.strip())]
    if len(piped) > 1 and len(piped) == len(found):
        return piped
    if len(found) < 2:
        return [(i, n) for i, words, n in found
                if len(words) >= 6 and (ISSUE_WORDS.search(words) or _cuts(lines, i) or words in {squeeze(line.text.text) for line in lines[:40]})]  # fmt: skip
    # A head that stands in the contents list with its number is no page.
    whole = Counter(squeeze(line.text.text) for line in lines)
    found = [f for f in found if whole[squeeze(lines[f[0]].text.text)] == 1]
    start = squeeze("".join(line.text.text for line in lines[:_START]))
    again = Counter(words for _, words, _ in found)
    known = [again[words] > 1 or start.count(words) > 1 or ISSUE_WORDS.search(words) is not None
             or (words in start and not re.search(r"\d", words) and not lines[i].text.text.strip()[0].isdigit()) for i, words, _ in found]  # fmt: skip
    if sum(known) * 2 >= len(found):
        return [(i, n) for i, _, n in found]
    return [(i, n) for i, words, n in found if (len(words) >= 6 and (ISSUE_WORDS.search(words) or _cuts(lines, i)))
            or (_FAR_NUMBER.search(lines[i].text.text) and not re.search(r"\d", words)
                and (again[words] > 1 or (len(words) >= 6 and start.count(words) > (i < _START))))]  # fmt: skip


def _cuts(lines: list[Line], i: int) -> bool:
    """Whether a line of words and, far from them, a number stands inside a sentence."""
    return _FAR_NUMBER.search(lines[i].text.text) is not None and cuts_sentence(lines, i)


def _same_words(lines: list[Line], keep: set[int]) -> set[int]:
    """Further lines that print the words of an accepted running head with a number that breaks the count."""
    words = {value[0] for i in keep if (value := numbered_head(lines[i].text.text))}
    if not words:
        return set()
    return {i for i, line in enumerate(lines) if not line.aside and len(line.text) <= 80
            and (value := numbered_head(line.text.text)) and value[0] in words}  # fmt: skip


def find_page_numbers(lines: list[Line]) -> set[int]:
    """The lines that are page numbers: dressed ones that are alone, bare ones that grow slowly through the text."""
    found = [(i, *value) for i, line in enumerate(lines) if not line.aside and (value := page_number(line.text.text))]
    found = [f for f in found if not _bare_han(lines[f[0]].text.text) or f[1] >= 10 or cuts_sentence(lines, f[0])]
    roman = _growing(sorted((i, n) for i, n, _ in found if _ROMAN.fullmatch(lines[i].text.text.strip())))
    found = [f for f in found if not _single_letter(lines[f[0]].text.text) or cuts_sentence(lines, f[0])]
    alone = [(i, n, dressed) for i, n, dressed in found if not _in_column(lines, i) or _DASHED.fullmatch(lines[i].text.text.strip())]
    with_words = _heads_with_numbers(lines)
    chain = _growing(sorted([(i, n) for i, n, _ in alone] + with_words))
    keep = set(chain) if len(chain) >= 2 else {i for i, _ in with_words} if len(with_words) == 1 else set()
    keep.update(roman if len(roman) >= 2 else [i for i in roman if lines[i].indent >= _CENTRED])
    keep.update(i for i, _ in with_words if (head := numbered_head(lines[i].text.text)) and ISSUE_WORDS.search(head[0]))
    keep.update(_same_words(lines, keep))
    for i, _n, dressed in alone:
        # A dressed number is a page number by its dress, unless it numbers a run of things beside it.
        if dressed and not re.match(r"[(（]", lines[i].text.text):
            keep.add(i)
        elif (_beside_break(lines, i) and len(alone) <= 2) or (cuts_sentence(lines, i) and not re.fullmatch(r"\d{4}", lines[i].text.text)):
            keep.add(i)
    return keep


def numbers_between(lines: list[Line]) -> set[int]:
    """Bare numbers that stand alone and, together with those already set aside, grow through the whole text: pages of whose
    neighbours the numbers are lost (pictures, leaves between parts)."""
    known = [(i, int(line.text.text)) for i, line in enumerate(lines) if line.aside == PAGE_NUMBER and _BARE.match(line.text.text)]
    open_ = [(i, int(line.text.text)) for i, line in enumerate(lines) if not line.aside and line.text.text.isdecimal() and len(line.text) <= 3]
    if len(known) < _WITNESSES or not open_ or any(_in_column(lines, i) for i, _ in open_):
        return set()
    both = sorted(known + open_)
    grows = all(0 < b[1] - a[1] <= _FARTHEST for a, b in pairwise(both))
    return {i for i, _ in open_} if grows else set()


def _bare_han(text: str) -> bool:
    """Whether Han numerals stand alone, as they do above the sections of a speech too."""
    return re.fullmatch(r"[一二三四五六七八九十]{1,3}", text.strip()) is not None


def _single_letter(text: str) -> bool:
    return len(text.strip()) == 1 and text.strip().isalpha()


def _in_column(lines: list[Line], i: int) -> bool:
    """Whether the line stands among other short cells, as a number in a table printed one cell a line does."""
    near = [lines[j].text.text for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(lines)]
    beside = [lines[j].text.text for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    cells = sum(1 for text in near if len(text) <= 8 and not finished(text))
    number_beside = any(re.fullmatch(r"[-+]?[\d,.]+\s*[%％]?", text) for text in beside)
    return cells >= 3 or (number_beside and cells >= 2)


def _growing(found: list[tuple[int, int]]) -> list[int]:
    """The longest run of lines whose numbers grow by 1 to 3 from one to the next (quadratic only in near numbers)."""
    best: dict[int, tuple[int, int]] = {}  # index in found -> (length, previous)
    by_number: dict[int, int] = {}
    for k, (_, n) in enumerate(found):
        length, previous = 1, -1
        for step in (1, 2, 3):
            j = by_number.get(n - step)
            if j is not None and best[j][0] + 1 > length:
                length, previous = best[j][0] + 1, j
        best[k] = (length, previous)
        if n not in by_number or best[by_number[n]][0] <= length:
            by_number[n] = k
    if not best:
        return []
    k = max(best, key=lambda key: best[key][0])
    out = []
    while k >= 0:
        out.append(found[k][0])
        k = best[k][1]
    return out[::-1]


def _beside_break(lines: list[Line], i: int) -> bool:
    return lines[i].page or i == 0 or i == len(lines) - 1 or (i + 1 < len(lines) and lines[i + 1].page)
