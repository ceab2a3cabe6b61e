"""Photo captions printed within a text: how a photographer's credit reads, and which lines are such a caption."""

from __future__ import annotations

import re

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.measure import Measure, extent
from build_scripts.ingest.patterns import finished, head_style
from build_scripts.text.han import ends_sentence, width

_WHO = r"(?:(?:特约)?记者|通讯员|摄影)?\s*[一-鿿]{1,3}(?:\s?[一-鿿]){0,4}\s*摄(?:影(?:报道)?)?"
_STROKE = r"(?:(?:特约)?记者)?\s*[一-鿿]{1,3}(?:\s?[一-鿿]){0,3}\s*[/／]\s*(?:摄|图|供图)"
_GIVEN = r"(?:本文|本版|文中|本组)?(?:图片|照片|配图)(?:均)?由[一-鿿]{2,12}(?:提供|拍摄)"
_AGENCY = r"(?:新华社|本报|中新社|人民网|光明网|资料图片)?"
CREDIT = re.compile(rf"{_AGENCY}\s*[（(]?{_WHO}[）)]?\s*$|新华社发\s*$|[一-鿿]{{2,12}}供图\s*$")
"""The credit that ends a caption, or stands alone below it."""
CREDIT_BEHIND = re.compile(rf"(?<=[。！？”）])\s*((?:[（(]\s*)?{_AGENCY}\s*(?:{_WHO}|{_STROKE}|{_GIVEN})[）)]?)\s*$")
"""The credit behind a caption's last sentence."""
_CREDIT_ENDS = frozenset("摄影道图供）)")
"""What the last of a credit's characters can be."""
_PICTURED = re.compile(r"图为|^(?:[上下左右]|题|资料)图\s*[:：为]")
_PICTURE_TAKEN = ("摄", "摄影", "摄影报道")
_LONGEST_CREDIT = 20
_EDGE = 3
"""Lines of page numbers and running heads between a caption and the text that goes on."""
_LINE_OF_CAPTION = 24.0
"""A line of a photo caption that runs across columns is no narrower, in ems."""
_RAGGED = 3.0
"""The full lines of one caption differ by no more, in ems: an indent that was lost, a sign that was squeezed."""


def ends_with_credit(text: str) -> bool:
    """Whether a photographer's credit stands behind the last sentence of the text."""
    return text.rstrip()[-1:] in _CREDIT_ENDS and CREDIT_BEHIND.search(text) is not None


def credits_over_lines(group: list[Line]) -> bool:
    """Whether a photographer's credit that is set over two lines closes a caption."""
    return len(group) > 1 and group[-1].text.text.endswith(_PICTURE_TAKEN) and ends_with_credit(group[-2].text.text + group[-1].text.text)


def ends_caption(text: str) -> bool:
    """Whether a paragraph is a caption by its own words: it says what the picture shows, and who took it."""
    return _PICTURED.search(text) is not None or CREDIT_BEHIND.search(text) is not None


def inserted_captions(lines: list[Line], around: list[Measure]) -> dict[int, bool]:
    """The lines of photo captions that stand between two lines of the running text; whether each goes on with the one before.

    A caption that runs across columns has its own measure and no running text of that measure behind it: it is left alone.
    """
    out: dict[int, bool] = {}
    for k in range(1, len(lines) - 1):
        first = _first_of(lines, around, k)
        if first is None or first < 1:
            continue
        before, after = _beside(lines, first, -1), _beside(lines, k, 1)
        if before < 0 or after < 0 or not _inside(lines, around, before, after):
            continue
        out |= {j: j > first for j in range(first, k + 1)} | {after: False}
    return out


def _first_of(lines: list[Line], around: list[Measure], k: int) -> int | None:
    """The first line of the caption whose credit ends line ``k``; None where no caption ends there."""
    text = lines[k].text.text
    if lines[k].aside or not text.endswith(("摄", "摄影", "摄影报道", "摄）", "摄)", "提供", "拍摄")):
        return None
    before = lines[k - 1]
    if ends_with_credit(text):
        short = not before.aside and not finished(before.text.text) and extent(before) < around[k - 1].em - 3
        return k - 1 if short else k
    if len(text) <= _LONGEST_CREDIT and CREDIT.fullmatch(text) and not before.aside and finished(before.text.text):
        return k - 1
    return None


def _beside(lines: list[Line], i: int, step: int) -> int:
    """The place of the next line of text in one direction, the edge of a page passed over; -1 where there is none near."""
    for far in range(1, _EDGE + 2):
        j = i + step * far
        if not 0 <= j < len(lines):
            return -1
        if not lines[j].aside:
            return j
    return -1


def _inside(lines: list[Line], around: list[Measure], first: int, last: int) -> bool:
    """Whether the lines before a caption and behind it are running text of one measure."""
    before, after = lines[first], lines[last]
    em = around[last].em
    if not em or abs(around[first].em - em) > 1.5 or extent(before) > em + 2.5:
        return False
    if finished(before.text.text):
        return extent(before) > 0.4 * em
    return extent(before) >= em - 1.3 and not head_style(after.text.text) and (extent(after) >= em - 3.3 or finished(after.text.text))


def wide_captions(blocks: list[Block]) -> set[int]:
    """The blocks that go on with the line before them in a photo caption that runs across columns, up to its credit."""
    out: set[int] = set()
    widths = [width(block.text.text) for block in blocks]
    for end, block in enumerate(blocks):
        if block.kind is not Kind.TEXT or not (ends_with_credit(block.text.text) or _credited_below(blocks, end)):
            continue
        i = end
        while i and i not in out and _is_caption_line(blocks[i - 1]) and (i == end or abs(widths[i - 1] - widths[i]) <= _RAGGED):
            out.add(i)
            i -= 1
    return out


def _credited_below(blocks: list[Block], i: int) -> bool:
    return ends_sentence(blocks[i].text.text) and i + 1 < len(blocks) and CREDIT.fullmatch(blocks[i + 1].text.text.strip()) is not None


def _is_caption_line(block: Block) -> bool:
    """Whether one printed line is as wide as a caption's lines are and stops inside a sentence."""
    text = block.text.text
    return block.kind is Kind.TEXT and block.line == block.last and width(text) >= _LINE_OF_CAPTION and not ends_sentence(text)
