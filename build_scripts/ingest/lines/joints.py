"""Whether two printed lines meet or part, told by their words alone: quoted heads, Western matter, the rows of a table."""

from __future__ import annotations

import re

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.measure import Measure, extent, is_full, is_latin_line
from build_scripts.ingest.patterns import (
    AUTHOR_LINE,
    CAPTION,
    CAPTION_PROSE,
    DOCUMENT_MARKER,
    LABEL,
    NOTE_START,
    REFERENCE_ENTRY,
    REPORTERS,
    finished,
    head_style,
)
from build_scripts.text.han import HAN_RE, count_han, is_han

_WIDE_BLANK = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*[\u2000-\u200a\u3000]+[ \u00a0]*")
_APART = re.compile(r"[^ ] {4,}[^ ]")
_TICK = re.compile(r"[-−–]?\d[\d.,]*\s*[%％]?")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:SAC|SFC)\s*[一-鿿]{0,8}编号\s*[:：]?\s*[A-Z]\d{9,16}")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_LONGEST_CELL = 18
_CUT_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d$")
_IN_CHARGE = re.compile(r"[（(][^（）()。]{4,60}负责[)）]?|[（(](?:牵头|责任)单位[:：]")
"""Who is in charge of a task, in brackets behind it: an extraction may begin a line there."""
_OWN_INDENT = 1.5
_ASIDE_ENDS = re.compile(r"[。！？；][（(][^（）()。]{2,80}[）)]$")
_SENTENCE = re.compile(r"[，。；！？：]")
_KEYWORDS = re.compile(r"\s*[\[【〔［]?\s*(?:关\s*键\s*[词字]|主\s*题\s*词)")
_CITED_START = re.compile(r"[\[［〔]\s*\d{1,3}(?:\s*[-–—,，]\s*\d{1,3})*\s*[\]］〕]\d{0,4}")
_WORK = re.compile(r"\s|[^，。]{1,20}[：:.．]|.{0,12}《|参见|同上|见|转引自")
"""How a printed work or a note begins behind its number."""
_PROSE_SIGN = re.compile(r"[，。,：:“”]")
_SENTENCE_SIGN = re.compile(r"[。：:]")


def is_cell_row(text: str) -> bool:
    """Whether a line prints short cells kept apart by blanks: three or more, or two that stand far apart."""
    if len(text) > 160 or len(text.split(maxsplit=1)) < 2 or not _WIDE_BLANK.search(text) or _SENTENCE.search(text):
        return False
    cells = _WIDE_BLANK.split(text.strip())
    if len(cells) == 2 and _APART.search(text) and all(len(cell) <= _LONGEST_CELL for cell in cells):
        return _SECTION.fullmatch(cells[0]) is None or not is_han(cells[1][0])
    if len(cells) < 3 or any(len(cell) > _LONGEST_CELL for cell in cells):
        return False
    figures = sum(any(c.isdigit() for c in cell) for cell in cells)
    return figures * 2 >= len(cells) - 1 or (HAN_RE.search(text) is not None and all(len(cell) > 1 for cell in cells))


def is_whole_caption(line: Line, measure: Measure) -> bool:
    """Whether a line prints a caption that ends before the column does, so that nothing of it stands on the next line."""
    caption = CAPTION.match(line.text.text)
    if caption is None or caption.group("word")[-1] not in "图表" or not caption.group("title") or not measure.em:
        return False
    return line.width < measure.em - 2 and not CAPTION_PROSE.match(caption.group("title")) and bool(caption.group("gap"))


def is_tick_below_caption(group: list[Line], line: Line) -> bool:
    """Whether a figure alone on its line below a caption is lettering of the picture: a caption wraps inside a range at most."""
    if not _TICK.fullmatch(line.text.text) or not any(CAPTION.match(g.text.text) for g in group):
        return False
    return group[-1].text.text[-1] not in "—–-~～至（("


def is_address(text: str) -> bool:
    """Whether a line prints a letter box or the number of a licence and nothing else: nothing goes on with it."""
    return len(text) < 60 and _ADDRESS.fullmatch(text) is not None


def is_speech(text: str) -> bool:
    """Whether a line is one quotation and nothing else, as the turns of a dialogue are."""
    return len(text) > 3 and text[0] == "“" and text[-1] == "”" and text.count("“") == text.count("”") == 1 and finished(text)


def closes_quote(group: list[Line], line: Line, measure: Measure) -> bool:
    """Whether a short line closes the quotation that a short line before it opened: a head set over two lines."""
    first, text = group[0].text.text, line.text.text
    if len(group) > 1 or first[0] != "“" or text[-1] != "”" or "”" in first or "“" in text or line.gap > measure.gap:
        return False
    short = bool(measure.em) and max(group[0].width, line.width) < measure.em - 3
    return short and not finished(first) and not finished(text[:-1]) and first[-1] not in "，、："


def closes_bracket(left: str, text: str) -> bool:
    """Whether a line begins with the end of the bracket that the line before it opened near its own end （通讯员 某某 / 某某）."""
    opened = left.rfind("（")
    if opened < 0 or "）" in left[opened:] or len(left) - opened > _LONGEST_CELL:
        return False
    closed = text.find("）")
    return 0 < closed <= _LONGEST_CELL and "（" not in text[:closed] and _SENTENCE.search(text[:closed]) is None


def leaves_western(group: list[Line], line: Line) -> bool:
    """Whether Chinese follows Western lines that are a block of their own: labelled matter, a title, a caption's double."""
    first = group[0].text.text
    if is_han(first[:1] or "—") or not is_han(line.text.text[0]) or any(not is_latin_line(g.text.text) for g in group) or count_han(line.text.text) < 6:
        return False
    if REFERENCE_ENTRY.match(first) or NOTE_START.match(first):
        return False
    return LABEL.match(first) is not None or CAPTION.match(first) is not None or len(group) > 1


def joins_keywords(group: list[Line], line: Line) -> bool | None:
    """Whether the line goes on with the keywords above it: it parts further ones by their sign and prints no sentence. False where
    prose begins below them, which fill their line and end no sentence; None where neither shows, or above are no keywords."""
    if not _KEYWORDS.match(group[0].text.text):
        return None
    words, text = "".join(one.text.text for one in group), line.text.text
    sign = next((pair for pair in ("；;", "，,", "、") if any(c in words for c in pair)), "；;")
    parted = any(c in text for c in sign)
    if _PROSE_SIGN.search(text) and not parted:
        return False
    return True if parted and sign != "、" and line.gap <= 1 and not _SENTENCE_SIGN.search(text) and not LABEL.match(text) else None


def runs_over(before: Line, line: Line) -> bool:
    """Whether a line goes on by its first words: the sign behind a year, the bracket that says who is in charge."""
    text, left = line.text.text, before.text.text
    if text[0] == "年" and _CUT_YEAR.search(left) is not None:
        return True
    return not line.gap and line.indent < _OWN_INDENT and left[-1] in "。；" and _IN_CHARGE.match(text) is not None


def is_whole_byline(text: str) -> bool:
    """Whether a line is a newspaper's byline and nothing else, so that what follows is the article."""
    if "记者" in text:
        return REPORTERS.fullmatch(text) is not None
    return text[:1] == "作" and text[-1] in "）)" and AUTHOR_LINE.fullmatch(text) is not None


def closes_aside(group: list[Line]) -> bool:
    """Whether the bracket that ends the lines stands behind a finished sentence （由…负责）."""
    return group[-1].text.text[-1] in "）)" and _ASIDE_ENDS.search("".join(line.text.text for line in group[-3:])) is not None


def western_goes_on(before: Line, line: Line) -> bool:
    """Whether two Western lines go on: ragged, so that only a sentence's end on a short line parts paragraphs."""
    left = before.text.text
    if before.width < 15 or line.indent >= 1.5 or not (is_latin_line(left) and is_latin_line(line.text.text)):
        return False
    if line.gap:
        return line.gap <= 3 and not finished(left) and line.text.text[0].islower()
    return not finished(left) or before.width + 0.5 * len(line.text.text.split()[0]) >= 38


def in_block_quotation(group: list[Line], before: Line, line: Line, measure: Measure, after: Line | None) -> bool:
    """Whether both lines stand in a passage that is indented as a whole: the same deep edge, the line before is full."""
    first = len(group) == 1 and 1 < before.indent - line.indent <= 3
    same = (first or abs(line.indent - before.indent) <= 0.6) and line.indent - measure.base >= 1.5
    if not same or extent(before) < measure.em - 4.2 or head_style(line.text.text):
        return False
    if not finished(before.text.text):
        leads = len(group) == 1 and before.text.text.endswith(("：", ":")) and after is not None and after.indent < line.indent - 1
        return not leads  # whom a paper addresses, and its first paragraph with an indent of its own
    begins = after is not None and after.indent < line.indent - 1 and is_full(line, measure, None)  # a first line with its indent
    return len(group) > 1 and group[0].indent > line.indent + 1 and not begins


def ends_bracket(group: list[Line]) -> bool:
    """Whether a note set in brackets as a whole （作者系…） ends here."""
    return group[0].text.text[0] in "（(" and group[-1].text.text[-1] in "）)"


def stands_alone(line: Line, after: Line | None) -> bool:
    """Whether a short line is no last line of a paragraph: it ends no sentence, and more text follows."""
    text = line.text.text
    return after is not None and not finished(text) and text[-1] not in "：:，,；;、)）"


def too_short(line: Line, measure: Measure) -> bool:
    """Whether a line can be neither inside a paragraph, being far from full, nor its last, ending no sentence."""
    text = line.text.text
    ends = finished(text) or text[-1] in "，、；：,;:)）”" or line.width > 24
    return extent(line) < measure.em - 4.2 and not ends


def cites_quotation(before: Line, line: Line) -> bool:
    """Whether a line begins with the citation of the quotation that closes the line before (…。” / [8]新质…), and prints no work."""
    text = line.text.text
    cited = before.text.text[-1:] in ("”", "’") and not line.page and _CITED_START.match(text)
    return bool(cited) and not DOCUMENT_MARKER.search(text) and not _WORK.match(text[cited.end() :]) if cited else False
