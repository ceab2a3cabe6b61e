"""Page furniture: page numbers, running heads, journal lines, stamps of databases. Set aside line by line with a reason.

Evidence, never the mere look of a line: numbers that grow through the text, lines that come again beside page numbers
or in the middle of a sentence, the title printed again on later pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from build_scripts.ingest.furniture.converter_marks import set_aside_converter_marks
from build_scripts.ingest.furniture.issue_lines import find_issue_lines, is_issue_line
from build_scripts.ingest.furniture.mastheads import GAZETTE, set_aside_mastheads
from build_scripts.ingest.furniture.page_edges import (
    ISSUE_ONLY,
    ISSUE_WORDS,
    at_page_edge,
    cuts_sentence,
    head_words,
    may_head_a_page,
    neighbour,
)
from build_scripts.ingest.furniture.page_numbers import find_page_numbers, numbered_head, numbers_between, page_number
from build_scripts.ingest.furniture.web_chrome import set_aside_web_chrome
from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.page_foot import heads_page_of_cut_sentence
from build_scripts.ingest.names import is_byline
from build_scripts.ingest.patterns import (
    CAPTION,
    JUMP_OUT,
    MARK_SIGN,
    NOTE_MARK,
    head_style,
)
from build_scripts.ingest.reasons import JUMP, PAGE_BREAK, PAGE_NUMBER, RUNNING_HEAD, STAMP, WATERMARK
from build_scripts.text.han import count_han
from build_scripts.text.normalize import squeeze

_STAMP = re.compile(
    r"(©|\(C\)|（C）)\s*\d{4}.*(Publishing|CNKI|cnki)|https?://www\.cnki\.net\s*$|^万方数据$|^知网查重|^Downloaded (from|by)|"
    r"^网络首发(时间|地址)[:：]|China Academic Journal Electronic Publishing House|^扫码[^，。；：]{0,12}$|^(本刊)?(网址|投稿邮箱)[:：]"
)
_STAMP_SIGN = re.compile("[©Ch万知D网扫投]")
"""One of these stands in each stamp."""
_STAMP_WORDS = ("万方数据", "中国知网", "维普资讯")
_PLATE = re.compile(
    r"第\s*\d{1,3}\s*版[\s\u3000·:：]*[一-鿿]{0,6}$|(?:本版)?(?:责任)?编辑[:：]?\s*[一-鿿](?:\s?[一-鿿]){1,3}\s*(?:版式|美编|校对|视觉).{0,20}$"
)
_JOURNAL_LINE = re.compile(
    r"(?:《?[\w一-鿿（）()·]{2,20}》?\s*)?(?:\d{4}\s*年\s*第?\s*\d{1,2}\s*期|第\s*\d+\s*卷\s*(?:第\s*\d+\s*期)?|Vol\.?\s*\d+,?\s*No\.?\s*\d+|20\d\d\s*[.．]\s*\d{1,2}|[12]\d{3}[.，,]\s*(?:No|NO)\.\s*\d+)"
    r"(?:\s*[(（]?\s*(?:总第?\s*\d+\s*期|[A-Za-z]{3,9}\.?,?\s*\d{4}|\d{4}\s*年\s*\d+\s*月)[)）]?)*\s*(?:[\w一-鿿·（）()]{2,20})?$"
)
_JOURNAL_NAME = re.compile(r"[一-鿿（）()·]{2,16}")
_DATED_HEAD = re.compile(r"(?:(?:19|20)\d\d\s*年\s*\d{1,2}\s*月)?\s*[A-Z][A-Za-z &.,]{8,60}\s[A-Z][a-z]{2,8}\.?,?\s*(?:19|20)\d\d$")
_ISSUE_BEHIND = re.compile(r"[一-鿿]\s*(?:19|20)\d\d\s*[·•.．/]\s*\d{1,2}$")
_FOREIGN = re.compile(r"[A-Z][A-Za-z]+(?: +[A-Z&][A-Za-z]*)+")
_TELLING = re.compile(r"[\dA-Za-z]")
_UNDER_NAME = re.compile(r"\s*(?:关于\S|(?:[12]\d{3}|[一二〇○零九]{4})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*$)")
"""What stands below a name that heads an official title or signs a text: no running head."""
_SUBTITLE = re.compile(r"\s*(?:—|―|--)")
_FAR_APART = re.compile(r"[ \u3000]*\u3000{3}[ \u3000]*| {8,}")
_ISSUE_PART = re.compile(r"第\s*\d+\s*[卷期]|(?:19|20)\d\d\s*年?(?:\s*第\s*\d+\s*期)?$")
"""One half of a running head that names the year or the issue far from the journal's or the article's title."""
_TELLING_HEAD = 6
"""Characters of a numbered head that no two sections of a text are likely to share."""
_TITLE_LINES = 8
_PASSAGE = 4
"""So many lines that come again together are a passage of the text and no head of its pages."""
_PROSE_SIGN = re.compile(r"[，。；、]")
_ABOVE_TITLE = 3
_SENTENCE = 40
"""Han characters from which a line is running text."""
_FRONT_LINES = 20
"""Lines among which the title page of an article ends."""
_CENTRED = 4.0
"""Ems before a line that is set in the middle of its page: in the middle of a sentence as well, it heads the page, even where it comes once."""
_COLUMNS = re.compile(r"\S[ \t\u3000]{2,}\S")
_PAGED = re.compile(r"\d{2,4}(\D.*)|(.*\D)\d{1,4}")
"""The words of a line with a page number; a single digit before them is the number of a section."""
_CHAPTER_ALONE = re.compile(r"第[〇零一二三四五六七八九十百\d]+[章编篇讲]")
_NO_WORD = re.compile(r"\W+")
_WORD_SIGN = re.compile(r"\w")
_DOMAIN = re.compile(r"(?:www\.|https?://)[\w./-]+$", re.I)


def set_aside_furniture(lines: list[Line]) -> list[Line]:
    """The lines with their page furniture set aside; the numbers of pages are kept as the lines' reasons."""
    lines = set_aside_converter_marks(lines)
    lines = [line.set_aside(STAMP) if not line.aside and _is_stamp(line) else line for line in lines]
    lines = set_aside_web_chrome(lines)
    lines = [line.set_aside(JUMP) if JUMP_OUT.fullmatch(line.text.text) else line for line in lines]
    lines = set_aside_mastheads(_issue_beside_name(lines))
    numbered = find_page_numbers(lines)
    issue = find_issue_lines(lines, numbered)
    lines = [_numbered(line) if i in numbered else line for i, line in enumerate(lines)]
    heads = _running_heads(lines, numbered) | issue
    lines = [line.set_aside(RUNNING_HEAD) if i in heads else line for i, line in enumerate(lines)]
    lines = [line.set_aside(RUNNING_HEAD) if ISSUE_ONLY.fullmatch(line.text.text.strip()) and _touches_head(lines, i) else line for i, line in enumerate(lines)]
    lines = [line.set_aside(PAGE_NUMBER) if _beside_head(lines, i) else line for i, line in enumerate(lines)]
    counted = numbers_between(lines)
    lines = [line.set_aside(PAGE_NUMBER) if i in counted else line for i, line in enumerate(lines)]
    marks = _watermarks(lines)
    lines = [line.set_aside(WATERMARK) if i in marks else line for i, line in enumerate(lines)]
    return _announce_pages(lines)


def _issue_beside_name(lines: list[Line]) -> list[Line]:
    """The issue that an extraction printed below the title, from the other end of the page's head, back beside the journal's name."""
    if len(lines) < 4 or not is_issue_line(lines[2]) or is_issue_line(lines[1]) or not _JOURNAL_NAME.fullmatch(lines[0].text.text) or lines[0].level:
        return lines
    return [lines[0], lines[2], lines[1], *lines[3:]]


def _is_stamp(line: Line) -> bool:
    text = line.text.text
    if len(text) >= 200:
        return False
    return (_STAMP_SIGN.search(text) is not None and _STAMP.search(text) is not None) or _PLATE.match(text.strip()) is not None


def _beside_head(lines: list[Line], i: int) -> bool:
    """Whether a number stands alone directly beside a running head, whatever number the page before it printed."""
    text = lines[i].text.text
    if lines[i].aside or len(text) > 8 or page_number(text) is None or re.fullmatch(r"[一二三四五六七八九十]{1,3}", text):
        return False
    return _touches_head(lines, i)


def _touches_head(lines: list[Line], i: int) -> bool:
    return not lines[i].aside and any(0 <= j < len(lines) and lines[j].aside == RUNNING_HEAD for j in (i - 1, i + 1))


def _numbered(line: Line) -> Line:
    return line.set_aside(PAGE_NUMBER if page_number(line.text.text) else RUNNING_HEAD)


# --- running heads ----------------------------------------------------------------------------------------------


def _running_heads(lines: list[Line], numbered: set[int]) -> set[int]:
    """Lines that come again beside page numbers, at page breaks or in the middle of a sentence; journal lines there."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if not line.aside:
            places[head_words(line.text.text)].append(i)
    out: set[int] = set()
    passages = _repeated_passages(lines, places, numbered)
    titles = {words for line in lines[:_TITLE_LINES] if len(words := _bare_words(line)) >= 4}
    chapters = _chapter_titles(lines)
    firsts = frozenset(words[0] for words in titles | chapters)
    for same in places.values():
        if len(same) > 1 and 2 * len(passages.intersection(same)) > len(same):
            continue
        if len(same) == 1 and not _tells_alone(lines, same[0], titles, chapters, firsts, numbered):
            continue
        at = [i for i in same if may_head_a_page(lines[i]) and not (i + 1 < len(lines) and _UNDER_NAME.match(lines[i + 1].text.text))]
        if not at:
            continue
        words = _bare_words(lines[at[0]])
        if len(at) == 1 and at[0] > _TITLE_LINES and _heads_once(lines, at[0], words, titles, chapters, numbered):
            out.add(at[0])
        if len(at) == 1 and not _TELLING.search(lines[at[0]].text.text):
            continue  # a single line without a number or a Western letter names no issue
        edges = {i for i in at if at_page_edge(lines, i, numbered) or (len(at) >= 3 and _beside_number(lines, i))}
        cuts = {i for i in at if cuts_sentence(lines, i)}
        if head_style(lines[at[0]].text.text) and (len(at) < 3 or len(edges | cuts) < len(at) - 1):
            if len(at) == 2 and len(edges) == 1 and len(words) >= _TELLING_HEAD:
                out |= edges  # the head of a section, once more above its next page
            continue
        if len(at) >= 2 and len(edges | cuts) * 2 >= len(at):
            issue = ISSUE_WORDS.search(lines[at[0]].text.text) or _ISSUE_BEHIND.search(lines[at[0]].text.text)
            counted = _counts_pages([lines[i].text.text for i in at])
            first = at[0] if at[0] not in edges and at[0] not in cuts and not issue and not counted else _title_place(lines, at)
            if first < 0 and at[0] < _ABOVE_TITLE and is_issue_line(lines[at[0]]):
                first = at[0]  # above the title it tells where the text appeared
            out.update(i for i in at if i != first)
        else:
            out.update(i for i in at if _names_issue(lines[i].text.text, i in cuts) and (i in edges or i in cuts))
    return _with_neighbours(lines, out, numbered)


def _repeated_passages(lines: list[Line], places: Mapping[str, list[int]], numbered: set[int]) -> set[int]:
    """The lines of passages of prose that a text prints again, line by line the same (a law and the decision that quotes it), away
    from the edges of pages: no heads."""
    again = sorted(i for same in places.values() if len(same) > 1 for i in same)
    out: set[int] = set()
    run: list[int] = []
    for i in [*again, -1]:
        if run and i != run[-1] + 1:
            prose = sum(_PROSE_SIGN.search(lines[k].text.text) is not None for k in run)
            edge = len(run) >= _PASSAGE and (at_page_edge(lines, run[0], numbered) or at_page_edge(lines, run[-1], numbered))
            if len(run) >= _PASSAGE and 2 * prose >= len(run) and not edge:
                out.update(run)
            run = []
        run.append(i)
    return out


def _tells_alone(lines: list[Line], i: int, titles: set[str], chapters: set[str], firsts: frozenset[str], numbered: set[int]) -> bool:
    """Whether a line whose words come only once may head a page at all: most do not, which is seen before it is looked at closely.

    ``firsts`` are the characters with which titles and chapters begin.
    """
    text = lines[i].text.text
    if i > _TITLE_LINES:
        first = _WORD_SIGN.search(text)
        may_repeat = first is None or first[0] in firsts or first[0].isdecimal() or MARK_SIGN.search(text) is not None
        may_name = "：" in text or ":" in text or lines[i].indent >= _CENTRED or i - 1 in numbered
        if (may_repeat or may_name) and _heads_once(lines, i, _bare_words(lines[i]) if may_repeat else "", titles, chapters, numbered):
            return True
    return _TELLING.search(text) is not None and (at_page_edge(lines, i, numbered) or cuts_sentence(lines, i))


def _heads_once(lines: list[Line], i: int, words: str, titles: set[str], chapters: set[str], numbered: set[int]) -> bool:
    """Whether a line that comes only once heads a page all the same: it prints what the title page prints, or cuts a sentence there."""
    if words in chapters and at_page_edge(lines, i, numbered):
        return True  # the chapter's number and title, on one line above a later page
    if _has_number(words) and (paged := _PAGED.fullmatch(words)) and (paged[1] or paged[2]) in titles:
        return True
    if (words in titles or _is_centred_in_prose(lines, i)) and cuts_sentence(lines, i):
        return True
    if _names_text(lines[i].text.text, titles) and at_page_edge(lines, i, numbered):
        return True
    return heads_page_of_cut_sentence(lines, i, numbered)


def _has_number(words: str) -> bool:
    return words[:1].isdecimal() or words[-1:].isdecimal()


def _chapter_titles(lines: list[Line]) -> set[str]:
    """Number and title of a chapter, which stand on two lines at its beginning."""
    front = [line for line in lines[:_TITLE_LINES] if not line.aside]
    return {_bare_words(a) + _bare_words(b) for a, b in pairwise(front) if _CHAPTER_ALONE.fullmatch(squeeze(a.text.text))}


def _title_place(lines: list[Line], at: list[int]) -> int:
    """Which of the places prints the title itself, right above its byline, though figures of the issue stand above it; -1 for none."""
    prose = next((i for i, line in enumerate(lines[:_FRONT_LINES]) if count_han(line.text.text) > _SENTENCE), _FRONT_LINES)
    for i in (i for i in at[:2] if i < prose):
        below = next((line.text.text for line in lines[i + 1 : i + 4] if not line.aside and not _SUBTITLE.match(line.text.text)), "")
        if is_byline(below):
            return i
    return -1


def _is_centred_in_prose(lines: list[Line], i: int) -> bool:
    """Whether a line is set in the middle of its page between lines of prose: not a row of a table, nor below a caption."""
    if lines[i].indent < _CENTRED:
        return False
    near = lines[max(0, i - 1) : i + 2]
    return not any(_COLUMNS.search(line.text.text) or CAPTION.match(line.text.text) for line in near)


def _beside_number(lines: list[Line], i: int) -> bool:
    """Whether a number stands alone directly above or below the line."""
    near = (lines[j].text.text for j in (i - 1, i + 1) if 0 <= j < len(lines))
    return any(re.fullmatch(r"\d{1,4}|[ivxlIVXL]{1,6}", text) for text in near)


def _counts_pages(texts: list[str]) -> bool:
    """Whether the lines print one number each among their words, and the numbers grow: a running head from the first on."""
    numbers = [re.findall(r"(?<!\d)\d{1,4}(?!\d)", text) for text in texts]
    if len(texts) < 2 or any(len(found) != 1 for found in numbers):
        return False
    values = [int(found[0]) for found in numbers]
    return all(0 < b - a <= 6 for a, b in pairwise(values))


def _bare_words(line: Line) -> str:
    """The words of a line without note marks, signs and blanks, as a title comes again at the head of a page."""
    text = line.text.text
    return _NO_WORD.sub("", NOTE_MARK.sub("", text) if MARK_SIGN.search(text) else text)


def _names_text(text: str, titles: set[str]) -> bool:
    """Whether a line prints the authors and, behind a colon, the title of the text."""
    names, colon, title = text.partition("：" if "：" in text else ":")
    return bool(colon) and 2 <= len(names.strip()) <= 30 and _NO_WORD.sub("", title) in titles


def _names_issue(text: str, cuts: bool) -> bool:
    """Whether a single line beside a page's edge or inside a sentence names the journal's issue or its address."""
    text = text.strip()
    if len(parts := _FAR_APART.split(text)) == 2 and any(_ISSUE_PART.match(part) for part in parts):
        return True
    if GAZETTE.fullmatch(text) or ISSUE_ONLY.fullmatch(text) or _DATED_HEAD.fullmatch(text) or (ISSUE_WORDS.search(text) and _JOURNAL_LINE.fullmatch(text)):
        return True
    if not cuts:
        return _DOMAIN.fullmatch(text) is not None
    foreign = _FOREIGN.fullmatch(text) is not None and len(text) <= 30
    return foreign or (ISSUE_WORDS.match(text) or _DOMAIN.search(text) or _ISSUE_BEHIND.search(text)) is not None


def _with_neighbours(lines: list[Line], heads: set[int], numbered: set[int]) -> set[int]:
    """A head printed over two lines: its other line comes again as often, directly beside it."""
    more = set(heads)
    if not heads:
        return more
    counts = Counter(head_words(line.text.text) for line in lines if not line.aside)
    for i in heads:
        for j in (i - 1, i + 1):
            if 0 <= j < len(lines) and j not in numbered and not lines[j].aside and may_head_a_page(lines[j]):
                if counts[head_words(lines[j].text.text)] >= 3:
                    more.add(j)
    return more


def _watermarks(lines: list[Line]) -> set[int]:
    """Single characters alone on a line inside Chinese sentences, at least twice: what a watermark leaves behind."""
    found = []
    for i, line in enumerate(lines):
        if line.aside or len(line.text) > 2 or not re.fullmatch(r"[A-Za-z]{1,2}|[一-鿿]", line.text.text):
            continue
        near = [n for n in (neighbour(lines, i, -1), neighbour(lines, i, 1)) if n is not None]
        if all(count_han(n.text.text) >= 4 for n in near) and (line.text.text.isascii() or cuts_sentence(lines, i)):
            found.append(i)
    stamped = any(line.text.text in _STAMP_WORDS for line in lines)
    torn = {i for i, line in enumerate(lines) if stamped and not line.aside and any(line.text.text in word for word in _STAMP_WORDS)}
    return (set(found) if len(found) >= 2 else set()) | torn


# --- where pages begin ------------------------------------------------------------------------------------------


def _announce_pages(lines: list[Line]) -> list[Line]:
    """The first line of the text behind furniture begins a page, whose number is printed at its head or foot."""
    step = 0 if _numbers_at_head(lines) else 1
    out: list[Line] = []
    edge, number = False, ""
    for line in lines:
        if line.aside == PAGE_BREAK:
            edge = True  # a converter counts the pages of its file, not those of the print
        elif line.aside in (PAGE_NUMBER, RUNNING_HEAD):
            edge = True
            roman = re.search(r"[\d一二三四五六七八九十]", line.text.text) is None  # the pages before the first are counted apart
            value = page_number(line.text.text) if line.aside == PAGE_NUMBER and not roman else None
            printed = value[0] if value else (numbered_head(line.text.text) or ("", None))[1]
            number = str(printed + step) if printed is not None else number
        elif edge and not line.aside:
            line, edge, number = replace(line, page=True, page_label=number), False, ""
        out.append(line)
    return out


def _numbers_at_head(lines: list[Line]) -> bool:
    """Whether page numbers stand at the head of their pages: one is printed before any text, none behind all of it."""
    for line in lines:
        if line.aside == PAGE_NUMBER:
            return True
        if not line.aside and len(line.text) > 15:
            return False
    return False
