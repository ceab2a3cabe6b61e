"""Printed lines to blocks: wrapped lines rejoined, everything that begins a block of its own kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from build_scripts.ingest.block import Block, Kind, Mark
from build_scripts.ingest.lines.beginnings import (
    COLUMN,
    CUT_HEAD,
    english_matter,
    numbers_behind_entries,
    speakers_of,
    speaks,
    verses,
    wrapped_headlines,
    wrapped_heads,
)
from build_scripts.ingest.lines.broken import with_broken_lines
from build_scripts.ingest.lines.clean import joint
from build_scripts.ingest.lines.joints import (
    cites_quotation,
    closes_aside,
    closes_bracket,
    closes_quote,
    ends_bracket,
    in_block_quotation,
    is_address,
    is_cell_row,
    is_speech,
    is_tick_below_caption,
    is_whole_byline,
    is_whole_caption,
    joins_keywords,
    leaves_western,
    runs_over,
    stands_alone,
    too_short,
    western_goes_on,
)
from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.measure import Measure, extent, is_full, measures, squeezed
from build_scripts.ingest.lines.openings import is_head, opens_block
from build_scripts.ingest.lines.page_foot import goes_on_over_notes
from build_scripts.ingest.lines.torn import known_words, torn_latin, with_drop_caps, with_lone_signs
from build_scripts.ingest.papers.photos import credits_over_lines, ends_with_credit, inserted_captions
from build_scripts.ingest.patterns import (
    BYLINE,
    LABEL,
    LETTERHEAD,
    LIST_DASH,
    MARK_SIGN,
    NEWS_START,
    NOTE_MARK,
    NOTE_START,
    PLAIN_TOP,
    SOURCE_LINE,
    WEAK_MARK,
    finished,
    head_style,
    is_formula,
    starts_note,
)
from build_scripts.ingest.reasons import JUMP
from build_scripts.text.han import OPENERS, is_han
from build_scripts.text.normalize import squeeze
from build_scripts.text.traced import Traced, join

_NUMBER_START = re.compile(r"(?:[\[［〔]\s*(?P<bracket>\d{1,3})\s*[\]］〕]|(?P<plain>\d{1,3})[.．]?\s)\s*(?=[^\s\d，。、；,.;])")
_TITLED_NOTE = re.compile(r"\d{1,3}\s+《[^》]{2,60}》\s*[，,]")
"""A number before a title in its brackets and what goes on behind it: no head does."""
_NOTE_WORDS = re.compile(r"[《“：:]|参见|同上|转引|See|[.。]$")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_TAIL = re.compile(r"第\s*\d+\s*[卷期页版辑册]|\d{4}\s*年|[一-鿿]{2,8}出版社|Vol\.|pp?\.")
_CUT_WORD = re.compile(r"[A-Za-z]-$")
_LEADS_IN = ("：", ":", "——", "；", ";")
_STARTS_INSIDE = re.compile(r"[，。、；：！？,.;:!?”’）》】〉」』…]")
_PLACES = re.compile(r"[（(]\s*(?:\d\s*[.．、]|作者|本文|\S{2,20}(?:大学|学院|研究[院所]))")
_LONG_LABEL = re.compile(r"\s*[\[【〔［]?\s*(?:内容)?(?:摘\s*要|提\s*要|第一作者|作者\s*[简介单]|通[讯信]作者|基金|项目|资助)")
_ENDS_ADDRESS = re.compile(r"https?://[!-~]+$")
_LONGEST_MATTER = 8
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?$")
"""The hour with which a site's line of source and date ends."""
_IMAGE = "!["
_FAR = 6
"""What stands so many lines below a line tells nothing of it."""
_TAIL = 40
"""So much of what stands before a line is looked at to see how the line is joined to it."""
_HTML_TABLE = re.compile(r"<table\b", re.I)
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*$|[^|]+\|[^|]+\|")


def segment(lines: list[Line]) -> list[Block]:
    """Blocks in reading order. A line set aside becomes a block of its own behind the paragraph that it interrupts."""
    lines = with_drop_caps(with_broken_lines(with_lone_signs(lines)))
    around = measures(lines)
    known = known_words(lines)
    inside = goes_on_over_notes(lines, around)
    out: list[Block] = []
    for group, asides in _groups(lines, around):
        block = _block(group, known)
        out.append(replace(block, goes_on=True) if block.line in inside else block)
        out.extend(_aside(line) for line in asides)
    return out


def _aside(line: Line) -> Block:
    return Block(Kind.ASIDE, line.text, line.number, line.number, line.aside, other=line.other)


def _groups(lines: list[Line], around: list[Measure]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines of one block, and the lines set aside that interrupt or follow it."""
    group: list[Line] = []
    asides: list[Line] = []
    torn = torn_latin(lines)
    settled = wrapped_heads(lines, around) | wrapped_headlines(lines, around) | inserted_captions(lines, around) | verses(lines)
    speakers = speakers_of(lines)
    begins = english_matter(lines) | numbers_behind_entries(lines)
    html = False
    last = 0
    called: set[str] = set()
    after = _following(lines)
    for i, line in enumerate(lines):
        if line.aside:
            if group and line.aside == JUMP:
                yield group, [*asides, line]
                group, asides = [], []
            elif group:
                asides.append(line)
            else:
                yield [line], []
            continue
        noted = i in begins or (bool(called) and _defines(line, called) and not cites_quotation(lines[last], line))
        noted = noted or (bool(speakers) and speaks(line, lines[last], speakers))
        if html or (group and not noted and i in settled and settled[i]):
            group.append(line)
        elif (
            group and not noted and i not in settled
            and _joins(group, lines[last], line, around[last], around[i], i in torn and last in torn, after[i])
        ):  # fmt: skip
            group.append(line)
        else:
            if group:
                yield group, asides
            group, asides = [line], []
        html = _open_region(line.text.text, html)
        if MARK_SIGN.search(line.text.text):
            called.update(m.group(1) for m in WEAK_MARK.finditer(line.text.text) if m.start())
            called.update(re.sub(r"\D", "", m.group().translate(_SUPER)) for m in NOTE_MARK.finditer(line.text.text) if m.start())
        last = i
    if group:
        yield group, asides


def _open_region(text: str, open_before: bool) -> bool:
    """Whether an HTML table or a displayed formula that began here or before is still open behind this line."""
    if open_before:
        return not ("</table>" in text.lower() or text.rstrip().endswith("$$"))
    if "<" in text and _HTML_TABLE.search(text):
        return "</table>" not in text.lower()
    return text.startswith("$$") and (len(text) == 2 or not text.rstrip().endswith("$$"))


def _defines(line: Line, called: set[str]) -> bool:
    """Whether the line begins with the number of a note that the text before has called (〔1〕, or 1 for ¹)."""
    match = _NUMBER_START.match(line.text.text)
    if not match:
        return False
    number = match.group("bracket") or match.group("plain")
    if number not in called or (match.group("plain") and not _NOTE_WORDS.search(line.text.text)):
        return False
    called.discard(number)
    return True


def _following(lines: list[Line]) -> list[Line | None]:
    """For each line the next line of the text, if it is not far."""
    out: list[Line | None] = [None] * len(lines)
    after = len(lines) + _FAR
    for i in range(len(lines) - 1, -1, -1):
        out[i] = lines[after] if after - i < _FAR else None
        if not lines[i].aside:
            after = i
    return out


def _block(group: list[Line], known: frozenset[str]) -> Block:
    first, last = group[0], group[-1]
    if first.aside:
        return _aside(first)
    kind = Kind.ROW if _is_row(first.text.text) else Kind.TEXT
    marks: list[Mark] = []
    other = [piece for line in group for piece in line.other]
    if kind is Kind.ROW and len(group) > 1:
        text = join(line.text for line in group)
    else:
        text, marks = _glued(group, known)
    if first.page and not marks and first.page_label:
        marks = [Mark(0, 0, "page", first.page_label)]
    return Block(kind, text, first.number, last.number, level=first.level, indent=first.indent, page=first.page,
                 marks=tuple(marks), other=tuple(other))  # fmt: skip


def _glued(group: list[Line], known: frozenset[str]) -> tuple[Traced, list[Mark]]:
    """The lines as one text (linear), with a mark where a page of the print begins."""
    parts: list[Traced] = []
    marks: list[Mark] = []
    size, tail = 0, ""
    for line in group:
        gone, blank = joint(tail, line.text.text, known)
        if gone:
            parts[-1] = parts[-1][: len(parts[-1]) - gone]
        if blank:
            parts.append(Traced.invented(blank))
        size += len(blank) - gone
        if line.page_label:
            marks.append(Mark(size, size, "page", line.page_label))
        parts.append(line.text)
        size += len(line.text)
        tail = (tail[: len(tail) - gone] + blank + line.text.text)[-_TAIL:]
    return join(parts), marks


def _is_row(text: str) -> bool:
    return "\t" in text or ("<" in text and _HTML_TABLE.search(text) is not None) or (text.count("|") >= 2 and _PIPE_ROW.match(text) is not None)


@lru_cache(maxsize=64)
def _stands_apart(text: str) -> bool:
    """Whether a line prints the cells of a row or an address; each line is asked for twice, as the later and as the earlier of two."""
    return _is_row(text) or is_cell_row(text) or is_address(text)


# --- does a line go on with the block before it? ----------------------------------------------------------------


def _joins(group: list[Line], before: Line, line: Line, measure: Measure, own: Measure, torn: bool, after: Line | None) -> bool:
    text, left = line.text.text, before.text.text
    if _stands_apart(text) or _stands_apart(left) or is_tick_below_caption(group, line):
        return False
    if torn:
        return not LABEL.match(text)
    if text.startswith(_IMAGE) or left.startswith(_IMAGE) or (len(group) == 1 and is_whole_caption(before, measure)):
        return False
    if _STARTS_INSIDE.match(text) and not line.level and not before.level:
        return text[0] != "." or len(text) > 1
    if not text or not left:
        return False  # nothing but invisible signs
    if left[-1] in OPENERS and len(left) <= 2:
        return True
    if is_formula(text) or is_formula(left) or (len(group) == 1 and LETTERHEAD.fullmatch(left)):
        return False
    if left[-1] == "-" and text[0].islower() and line.gap <= 1 and _CUT_WORD.search(left):
        return True
    if runs_over(before, line):
        return True
    if closes_quote(group, line, measure) or closes_bracket(left, text):
        return True
    if ends_with_credit(left) or credits_over_lines(group) or (len(group) == 1 and is_whole_byline(left)):
        return False
    if western_goes_on(before, line):
        return not opens_block(text, line, True, group)
    if leaves_western(group, line):
        return False
    if "://" in left and is_han(text[0]) and _ENDS_ADDRESS.search(left) and NOTE_START.match(group[0].text.text):
        return False  # what goes on behind a note's address is the text above the note
    if not line.page and not line.gap and _NOTE_TAIL.match(text) and not finished(left) and _is_note(group):
        return True
    if not line.page and not line.gap and left.endswith("：") and text[0] == "《" and NOTE_START.match(group[0].text.text):
        return True  # an author and his work in a note
    keywords = joins_keywords(group, line) if len(group) <= _LONGEST_MATTER else None
    if keywords is not None:
        return keywords
    if _open_matter(group, before, line, measure, after):
        return True
    if not measure.em or line.width > measure.em + 4 or before.width > measure.em + 4:
        return False
    full = is_full(before, measure, None if head_style(text) else line)
    cut = full and not finished(left) and not left.endswith(("：", ":")) and not ends_bracket(group) and not closes_aside(group)
    if full and cites_quotation(before, line) and line.indent - measure.base < 0.9:
        return True
    if opens_block(text, line, cut, group):
        return False
    if in_block_quotation(group, before, line, measure, after):
        return True
    indent = line.indent - measure.base
    if (0.9 if measure.indents else 1.5) <= indent < measure.em * 0.5:
        return False
    return _runs_on(group, before, line, measure, own, full, after)


def _open_matter(group: list[Line], before: Line, line: Line, measure: Measure, after: Line | None) -> bool:
    """Whether matter that is set wider than the column (a labelled line, a note, an affiliation in brackets) goes on."""
    first, left, text = group[0].text.text, before.text.text, line.text.text
    if line.gap > measure.gap or line.page or len(group) > _LONGEST_MATTER or (left[-1].isdigit() and _CLOCK.search(left)):
        return False
    if finished(left):  # a note goes on behind a full line when the next note follows directly
        wide = before.width > measure.em + 4 and first[0] in "*＊"
        return wide and after is not None and finished(text) and NOTE_START.match(after.text.text) is not None and not NOTE_START.match(text)
    if _PLACES.match(first):
        goes_on = sum(g.text.text.count("（") + g.text.text.count("(") - g.text.text.count("）") - g.text.text.count(")") for g in group) > 0
    elif before.width <= max(measure.em + 1.5, 24) or not (_is_note(group) or _LONG_LABEL.match(first) or SOURCE_LINE.match(first)):
        goes_on = False
    else:
        wide = before.width > measure.em + 4 and extent(line) < before.width - 6
        short_end = finished(text) and (extent(line) < measure.em - 3 or wide)
        goes_on = left[-1] in "，、；：,;" or line.width > measure.em + 1.5 or (short_end and is_han(left[-1]))
    return goes_on and not opens_block(text, line, True, group)


def _is_note(group: list[Line]) -> bool:
    """Whether the lines begin with a note's mark, or with a number that the text before has called."""
    return _begins_note(group[0].text.text)


@lru_cache(maxsize=16)
def _begins_note(text: str) -> bool:
    """The same of the first line, which is asked about with every further one."""
    if starts_note(text) or _TITLED_NOTE.match(text) is not None:
        return True
    return _NUMBER_START.match(text) is not None and not head_style(text)


def _runs_on(group: list[Line], before: Line, line: Line, measure: Measure, own: Measure, full: bool, after: Line | None) -> bool:
    left = before.text.text
    note = _is_note(group)
    if note and (line.page or line.gap > measure.gap):
        return False
    ended = finished(left) or left.endswith(_LEADS_IN[:2]) or ends_bracket(group) or closes_aside(group)
    if ended and extent(line) < measure.em - 3.6 and stands_alone(line, after):
        return False
    if ended and after is not None and is_speech(line.text.text) and is_speech(after.text.text):
        return False
    if ended and after is not None and not finished(line.text.text) and (NEWS_START.match(after.text.text) or BYLINE.match(after.text.text)):
        return False  # a headline above its byline
    # A first line whose printed indent was lost is full two ems before the edge.
    lost_indent = len(group) == 1 and not measure.indents and not note and line.indent < 1
    if ended and not full and lost_indent and measure.em - 2.6 <= extent(before) and is_full(line, own, None):
        return not _first_line_like(line, own, after)
    if not full:
        if len(group) == 1 and LIST_DASH.match(left):
            return False  # a subtitle or an attribution behind its dash
        if note and not ended and len(group) == 1 and extent(before) >= measure.em - 4.2:
            return True  # the first line of a note, whose printed indent was lost
        if ended or note:
            return False
        if len(group) == 1 and too_short(line, own) and left[-1] not in "，、,":
            return _same_head(group, before, line, measure)
        return _same_head(group, before, line, measure) or not _short_start(group, before, line, measure, own, after)
    if not note and is_head(group) and _first_line_like(line, own, after):
        return False
    if line.gap and not measure.gap and len(group) > 1:
        return False  # an unusual blank: a page or column may end here, and sense decides what goes on
    if not ended:
        alone = len(group) == 1 and not is_head(group) and not NEWS_START.match(left) and too_short(line, own) and left[-1] not in "，、,"
        return not alone or _same_head(group, before, line, measure)
    return measure.indents or not _first_line_like(line, own, after, ended=True)


def _short_start(group: list[Line], before: Line, line: Line, measure: Measure, own: Measure, after: Line | None) -> bool:
    """Whether a short line without closing punctuation stands alone (a head, a byline), being no first line."""
    if len(group) > 1 and not (len(group) <= 3 and all(g.width < measure.em - 2.6 for g in group)):
        return False
    if before.text.text[-1] in "，、,":
        return False
    if extent(before) < measure.em - (3.4 if len(group) == 1 and finished(line.text.text) else 4.2):
        return True
    return _first_line_like(line, own, after) or (is_head(group) and line.gap > measure.gap)


def _first_line_like(line: Line, measure: Measure, after: Line | None, ended: bool = False) -> bool:
    """Whether the line is about two characters short, as a first line whose printed indent was lost; behind a sentence that
    ``ended`` there, one may be enough."""
    if not measure.em or after is None or line.indent - measure.base >= 1.5:
        return False
    short = measure.em - extent(line)
    if not (1.4 <= short <= 3.3 or (ended and 0.9 <= short < 1.4 and squeezed(line, after))):
        return False
    if finished(line.text.text):  # were it a last line, the next one would be a first line and as short
        return ended and measure.em <= COLUMN and 1.4 <= short <= 2.6 and extent(after) >= measure.em - 0.6 and not finished(after.text.text)
    return is_full(after, measure, None) or finished(after.text.text)


def _same_head(group: list[Line], before: Line, line: Line, measure: Measure) -> bool:
    """Whether two short lines without closing punctuation are one head set over two lines."""
    left, text = before.text.text, line.text.text
    if len(group) > 2 or finished(left) or finished(text) or left[-1] in "：:，,；;、" or line.width > measure.em - 1:
        return False
    if BYLINE.match(left) or BYLINE.match(text) or PLAIN_TOP.match(squeeze(left)):
        return False
    numbered = head_style(group[0].text.text) is not None
    if measure.gap > 0:
        word = line.width <= 0.3 * before.width and before.width >= 0.7 * measure.em
        return line.gap < measure.gap or (numbered and line.gap == measure.gap and (word or CUT_HEAD.search(left) is not None or text[0] == "的"))
    wrapped = before.width >= measure.em - 4.5 or (before.width >= 0.5 * measure.em and line.width <= 0.4 * before.width)
    return numbered and wrapped and line.gap == 0
