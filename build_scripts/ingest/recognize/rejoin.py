"""Paragraphs cut by a page end, by notes at its foot, by a figure or a running head, joined again by sense."""

from __future__ import annotations

import re

from build_scripts.ingest.block import Block, Findings, Kind
from build_scripts.ingest.growing import Growing
from build_scripts.ingest.patterns import (
    ADDRESS,
    BOX_NAMED,
    BOX_TITLE,
    BYLINE,
    CAPTION,
    CAPTION_PROSE,
    LABEL,
    LIST_DASH,
    SALUTATION,
    SOURCE_LINE,
    VERSE,
    bare_end,
    finished,
    head_style,
    is_formula,
)
from build_scripts.text.han import CLOSERS, is_han, width

_SKIPPED = (Kind.ASIDE, Kind.NOTE, Kind.TABLE, Kind.FIGURE, Kind.SOURCE, Kind.CAPTION, Kind.META)
_COVER = ("title", "subtitle", "authors", "date")
"""Lines of a cover: nothing goes on past them."""
_ENDS = ("：", ":", "——", "——”", "；", ";")
_INSIDE = re.compile(r"[，。、；：！？）》」』”’…,.;:!?)]")
_STATES_SOURCE = re.compile(r"\s*(?:资料|数据|图片)?\s*来\s*源\s*[:：]")
_COUNTS = re.compile(r"\s*(?:——|—|[-•●■·]|[其第]?[一二三四五六七八九十]{1,2}[是则来、，,]|第[一二三四五六七八九十\d]+|首先|其次|再次|最后|[①-⑳]|\d)")
"""How the items of a list count: the semicolon that closes one of them is its end."""
_MIN_CUT = 12.0
_LONGEST_CAPTION = 36.0
_LONGEST_ENTRY = 30.0
_NO_ENTRY = re.compile(r"[\d:：]")


def rejoin_paragraphs(blocks: list[Block], found: Findings) -> list[Block]:
    """Running text that stops inside a sentence goes on at the next running text; what interrupted it follows it."""
    out: list[Block] = []
    places: list[tuple[int, Growing]] = []
    going: Growing | None = None  # the running text that may go on
    for block in blocks:
        if block.kind is Kind.TEXT:
            if going is not None and _goes_on(going, block, len(out) - 1 > places[-1][0]):
                going.add(block)
                continue
            going = Growing(block)
            places.append((len(out), going))
        elif block.kind not in _SKIPPED or (block.kind is Kind.META and block.label in _COVER):
            going = None
        elif block.kind is Kind.TABLE and going is not None and len(out) - 1 == places[-1][0] and _names_table(going):
            going = None
        out.append(block)
    for place, paragraph in places:
        out[place] = paragraph.block()
    return out


def _names_table(paragraph: Growing) -> bool:
    """Whether a short line directly above a table is its caption without a number, and no paragraph that the table cuts."""
    first = paragraph.first
    return first.line == first.last and width(first.text.text) <= _LONGEST_CAPTION and not re.search(r"[，。；]", paragraph.ends)


def _goes_on(paragraph: Growing, right: Block, interrupted: bool) -> bool:
    left = paragraph.first
    a, b = paragraph.ends.rstrip(), right.text.text.lstrip()
    if not a or not b or left.level or right.level:
        return False
    if _INSIDE.match(b) and not b.startswith((".", "…", "![")):
        return True
    a = bare_end(a) or a
    if _begins_construct(a, heading=False) or _begins_construct(b) or is_formula(a) or is_formula(b):
        return False
    if len(a) == len(b) and VERSE.fullmatch(a) and VERSE.fullmatch(b):
        return False
    if interrupted and right.page and _cut_at_semicolon(left.text.text, a, b):
        return True
    if right.goes_on and finished(a) and not head_style(b):
        return True
    if finished(a) or a.endswith(_ENDS) or _closed_bracket(a) or (_STATES_SOURCE.match(a) and not _odd_quotes(a)):
        return False
    if LABEL.match(b) or LABEL.match(a) or BYLINE.match(b) or LIST_DASH.match(b) or LIST_DASH.match(a) and width(a) < 20:
        return False
    if right.indent >= 1.5 and left.indent < 8 and not interrupted:
        return False
    if not interrupted and (_entries(left, right, a) or ADDRESS.fullmatch(b.rstrip()) or SALUTATION.fullmatch(b.rstrip())):
        return False
    style = head_style(b)
    counted = style is not None and style[0].name in ("part", "chapter", "section") and a[-1] in "，、," and finished(b)
    if style and not style[0].name.endswith("blank") and not counted:
        return False
    if width(a) < _MIN_CUT and not (a[-1] in "，、," or _odd_quotes(a)):
        return False
    if _odd_quotes(a) or a[-1] in "-+＋/×":
        return True
    return is_han(a[-1]) or a[-1] in "，、,“‘（(《" + CLOSERS or a[-1].isalnum()


def _entries(left: Block, right: Block, ends: str) -> bool:
    """Whether two short lines of which neither ends a sentence stand below one another: entries of a list (某某 某县某校教师)."""
    alone = left.line == left.last and right.line == right.last
    short = width(left.text.text) <= _LONGEST_ENTRY and width(right.text.text) <= _LONGEST_ENTRY
    words = left.text.text + right.text.text
    return alone and short and not finished(right.text.text) and ends[-1] not in "，、,“（《" and not (_NO_ENTRY.search(words) or _odd_quotes(ends))


def _cut_at_semicolon(whole: str, a: str, b: str) -> bool:
    """Whether a page ends at a semicolon inside a paragraph: prose before it and behind it, and no list whose items end so."""
    prose = "。" in whole and not _COUNTS.match(whole) and not _COUNTS.match(b)
    return prose and a[-1] in "；;" and head_style(whole) is None and head_style(b) is None and finished(b)


def _begins_construct(text: str, heading: bool = True) -> bool:
    """Whether the text is a caption, a source line or a box title, which no paragraph goes on into or from."""
    if SOURCE_LINE.match(text):
        return heading
    caption = CAPTION.match(text)
    boxed = BOX_TITLE.match(text) or BOX_NAMED.match(text)
    return width(text) < 60 and ((caption is not None and not CAPTION_PROSE.match(caption.group("title"))) or boxed is not None)


def _closed_bracket(text: str) -> bool:
    return text[0] in "（(" and text[-1] in "）)"


def _odd_quotes(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count("（") > text.count("）") or text.count("《") > text.count("》")
