"""Page furniture: page numbers, running heads, journal lines, stamps of databases. Set aside line by line with a reason.

Evidence, never the mere look of a line: numbers that grow through the text, lines that come again beside page numbers
or in the middle of a sentence, the title printed again on later pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

from build_scripts.ingest.lines import Line
from build_scripts.ingest.patterns import (
    BACK_SECTION,
    CAPTION,
    CONTINUED,
    GLOSSARY_HEAD,
    JUMP_OUT,
    LABEL,
    NOTE_START,
    PLAIN_TOP,
    REFERENCE_HEAD,
    SOURCE_LINE,
    finished,
    head_style,
)
from build_scripts.text.han import count_han
from build_scripts.text.normalize import squeeze
from build_scripts.text.numerals import parse_numeral

PAGE_NUMBER = "page number"
RUNNING_HEAD = "running head"
STAMP = "stamp"
WATERMARK = "watermark"
MASTHEAD = "masthead"
JUMP = "jump to another page"

_BARE = re.compile(r"(\d{1,4})$")
_DRESSED = re.compile(
    r"(?:[-—–·•∙．.\s|/\\~～]+\s*(\d{1,4})\s*[-—–·•∙．.\s|/\\~～]+|第\s*(\d{1,4}|[一二三四五六七八九十百]+)\s*页(?:[，,\s]*共\s*\d+\s*页)?|[Pp]age\s+(\d+)(?:\s+of\s+\d+)?|(\d{1,4})\s*/\s*\d{1,4}|[(（]\s*(\d{1,4})\s*[)）])$"
)
_HAN_NUMBER = re.compile(r"[·—\-\s]*[一二三四五六七八九十百〇零]{1,4}[·—\-\s]*$")
_NUMBERED_HEAD = re.compile(r"(?:[·•—\-]?\s*(?P<first>\d{1,4})\s*[·•—\-]?[\s\u3000]+(?P<right>\D\S.{1,70})|(?P<left>\S.{1,70}?\D)[\s\u3000]+[·•—\-]?\s*(?P<last>\d{1,4})\s*[·•—\-]?)$")
_ROMAN = re.compile(r"[-—·\s]*([ivxlIVXL]{1,6}|[Ⅰ-Ⅻ])[-—·\s]*$")
_STAMP = re.compile(
    r"(©|\(C\)|（C）)\s*\d{4}.*(Publishing|CNKI|cnki)|https?://www\.cnki\.net\s*$|^万方数据$|^知网查重|^Downloaded (from|by)|"
    r"^网络首发(时间|地址)[:：]|China Academic Journal Electronic Publishing House|^扫码|^(本刊)?(网址|投稿邮箱)[:：]"
)
_ISSUE_DATE = re.compile(r"\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*星期[一二三四五六日天]")
_PAPER = re.compile(r"[一-鿿]{1,8}报(?:海外版)?")
_STAMP_WORDS = ("万方数据", "中国知网", "维普资讯")
_PLATE = re.compile(r"第\s*\d{1,3}\s*版[\s\u3000·:：]*[一-鿿]{0,6}$|(?:责任)?编辑[:：]?\s*[一-鿿]{2,4}\s*(?:版式|美编|校对).{0,20}$")
_JOURNAL_LINE = re.compile(
    r"(?:《?[\w一-鿿（）()·]{2,20}》?\s*)?(?:\d{4}\s*年\s*第?\s*\d{1,2}\s*期|第\s*\d+\s*卷\s*(?:第\s*\d+\s*期)?|Vol\.?\s*\d+,?\s*No\.?\s*\d+|20\d\d\s*[.．]\s*\d{1,2}|[12]\d{3}[.，,]\s*(?:No|NO)\.\s*\d+)"
    r"(?:\s*[(（]?\s*(?:总第?\s*\d+\s*期|[A-Za-z]{3,9}\.?,?\s*\d{4}|\d{4}\s*年\s*\d+\s*月)[)）]?)*\s*(?:[\w一-鿿·（）()]{2,20})?$"
)
_ISSUE_ONLY = re.compile(r"(?:19|20)\d\d\s*[·•.．/]\s*\d{1,2}")
_DOMAIN = re.compile(r"(?:www\.|https?://)[\w./-]+$")
_ISSUE_WORDS = re.compile(r"第\s*\d+\s*[卷期]|\d{4}\s*年\s*第?\s*\d{1,2}\s*期|Vol\.|No\.\s*\d")


def set_aside_furniture(lines: list[Line]) -> list[Line]:
    """The lines with their page furniture set aside; the numbers of pages are kept as the lines' reasons."""
    lines = [line.set_aside(STAMP) if _is_stamp(line) else line for line in lines]
    lines = [line.set_aside(JUMP) if JUMP_OUT.fullmatch(line.text.text) else line for line in lines]
    lines = _without_masthead(lines)
    numbered = _page_numbers(lines)
    lines = [_numbered(line) if i in numbered else line for i, line in enumerate(lines)]
    heads = _running_heads(lines, numbered)
    lines = [line.set_aside(RUNNING_HEAD) if i in heads else line for i, line in enumerate(lines)]
    marks = _watermarks(lines)
    lines = [line.set_aside(WATERMARK) if i in marks else line for i, line in enumerate(lines)]
    return _announce_pages(lines)


def _without_masthead(lines: list[Line]) -> list[Line]:
    """A newspaper's name and the date of the issue at the head of its page."""
    out = list(lines)
    for i, line in enumerate(lines[:8]):
        if not line.aside and _ISSUE_DATE.match(line.text.text):
            out[i] = line.set_aside(MASTHEAD)
            for j in (i - 1, i + 1):
                if 0 <= j < len(lines) and not out[j].aside and _PAPER.fullmatch(squeeze(lines[j].text.text)):
                    out[j] = lines[j].set_aside(MASTHEAD)
    return out


def _is_stamp(line: Line) -> bool:
    text = line.text.text
    return len(text) < 200 and (_STAMP.search(text) is not None or _PLATE.match(text.strip()) is not None)


# --- page numbers -----------------------------------------------------------------------------------------------


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


def _numbered(line: Line) -> Line:
    return line.set_aside(PAGE_NUMBER if page_number(line.text.text) else RUNNING_HEAD)


def numbered_head(text: str) -> tuple[str, int] | None:
    """A running head with the page number on its line: its words and the number."""
    match = _NUMBERED_HEAD.match(text.strip())
    if not match:
        return None
    words = squeeze(match.group("right") or match.group("left"))
    return words, int(match.group("first") or match.group("last"))


def _heads_with_numbers(lines: list[Line]) -> list[tuple[int, int]]:
    """Lines that print a running head and a page number, where the words come again elsewhere in the text."""
    found = [(i, *value) for i, line in enumerate(lines)
             if not line.aside and not line.level and len(squeeze(line.text.text)) <= 70 and (value := numbered_head(line.text.text))]  # fmt: skip
    if len(found) < 2:
        return [(i, n) for i, words, n in found
                if len(words) >= 6 and (_ISSUE_WORDS.search(words) or words in {squeeze(line.text.text) for line in lines[:40]})]  # fmt: skip
    # A head that stands in the contents list with its number is no page.
    whole = Counter(squeeze(line.text.text) for line in lines)
    found = [f for f in found if whole[squeeze(lines[f[0]].text.text)] == 1]
    start = squeeze("".join(line.text.text for line in lines[:40]))
    again = Counter(words for _, words, _ in found)
    known = [again[words] > 1 or start.count(words) > 1 or _ISSUE_WORDS.search(words) is not None
             or (words in start and not lines[i].text.text.strip()[0].isdigit()) for i, words, _ in found]  # fmt: skip
    return [(i, n) for i, _, n in found] if sum(known) * 2 >= len(found) else []


def _same_words(lines: list[Line], keep: set[int]) -> set[int]:
    """Further lines that print the words of an accepted running head with a number that breaks the count."""
    words = {value[0] for i in keep if (value := numbered_head(lines[i].text.text))}
    if not words:
        return set()
    return {i for i, line in enumerate(lines) if not line.aside and len(line.text) <= 80
            and (value := numbered_head(line.text.text)) and value[0] in words}  # fmt: skip


def _page_numbers(lines: list[Line]) -> set[int]:
    """The lines that are page numbers: dressed ones that are alone, bare ones that grow slowly through the text."""
    found = [(i, *value) for i, line in enumerate(lines) if not line.aside and (value := page_number(line.text.text))]
    found = [f for f in found if not _single_letter(lines[f[0]].text.text) or _cuts_sentence(lines, f[0])]
    alone = [(i, n, dressed) for i, n, dressed in found if not _in_column(lines, i)]
    with_words = _heads_with_numbers(lines)
    chain = _growing(sorted([(i, n) for i, n, _ in alone] + with_words))
    keep = set(chain) if len(chain) >= 2 else {i for i, _ in with_words} if len(with_words) == 1 else set()
    keep.update(_same_words(lines, keep))
    for i, _n, dressed in alone:
        # A dressed number is a page number by its dress, unless it numbers a run of things beside it.
        if dressed and not re.match(r"[(（]", lines[i].text.text):
            keep.add(i)
        elif (_beside_break(lines, i) and len(alone) <= 2) or (_cuts_sentence(lines, i) and not re.fullmatch(r"\d{4}", lines[i].text.text)):
            keep.add(i)
    return keep


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


# --- running heads ----------------------------------------------------------------------------------------------


def _running_heads(lines: list[Line], numbered: set[int]) -> set[int]:
    """Lines that come again beside page numbers, at page breaks or in the middle of a sentence; journal lines there."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if not line.aside and _may_head_a_page(line):
            places[_key(line.text.text)].append(i)
    out: set[int] = set()
    for at in places.values():
        edges = [i for i in at if _at_page_edge(lines, i, numbered)]
        cuts = [i for i in at if _cuts_sentence(lines, i)]
        if head_style(lines[at[0]].text.text) and (len(at) < 3 or len(set(edges) | set(cuts)) < len(at) - 1):
            continue
        if len(at) >= 2 and len(set(edges) | set(cuts)) * 2 >= len(at):
            first = at[0] if at[0] not in edges and at[0] not in cuts else -1
            out.update(i for i in at if i != first)
        else:
            out.update(i for i in at if _names_issue(lines[i].text.text, i in cuts) and (i in edges or i in cuts))
    return _with_neighbours(lines, out, numbered)


def _names_issue(text: str, cuts: bool) -> bool:
    """Whether a single line beside a page's edge or inside a sentence names the journal's issue or its address."""
    text = text.strip()
    if _ISSUE_ONLY.fullmatch(text) or (_ISSUE_WORDS.search(text) and _JOURNAL_LINE.fullmatch(text)):
        return True
    return cuts and (_ISSUE_WORDS.match(text) or _DOMAIN.search(text)) is not None


def _key(text: str) -> str:
    return re.sub(r"[\d\s·•|｜—–\-.]+", "", text)


def _may_head_a_page(line: Line) -> bool:
    text = line.text.text
    if len(squeeze(text)) > 60 or "\t" in text or "|" in text or NOTE_START.match(text) or SOURCE_LINE.match(text):
        return False
    plain = squeeze(text)
    if PLAIN_TOP.match(plain) or BACK_SECTION.match(plain) or REFERENCE_HEAD.match(text) or GLOSSARY_HEAD.match(text) or LABEL.match(text):
        return False
    if CONTINUED.match(plain) or text.startswith("—") or (CAPTION.match(text) and not _ISSUE_WORDS.search(text)):
        return False
    return (len(re.findall(r"\w", _key(text))) >= 2 or _ISSUE_ONLY.fullmatch(text.strip()) is not None) and not finished(text)


def _neighbour(lines: list[Line], i: int, step: int) -> Line | None:
    j = i + step
    return lines[j] if 0 <= j < len(lines) else None


def _at_page_edge(lines: list[Line], i: int, numbered: set[int]) -> bool:
    if lines[i].page or (i + 1 < len(lines) and lines[i + 1].page):
        return True
    if i - 1 in numbered or i + 1 in numbered:
        return True
    return any(i + 2 * step in numbered and 0 <= i + step < len(lines) and _may_head_a_page(lines[i + step]) for step in (-1, 1))


def _cuts_sentence(lines: list[Line], i: int) -> bool:
    """Whether the line stands inside a sentence: the line before it is long and does not end one, nor does it."""
    before, after = _neighbour(lines, i, -1), _neighbour(lines, i, 1)
    if before is None or after is None or before.aside:
        return False
    text = before.text.text
    if len(text) < 10 or finished(text) or text[-1] in "：:；;—）)" or before.level:
        return False
    return not NOTE_START.match(text) and count_han(after.text.text) >= 4 and after.indent < 1.5


def _with_neighbours(lines: list[Line], heads: set[int], numbered: set[int]) -> set[int]:
    """A head printed over two lines: its other line comes again as often, directly beside it."""
    counts = Counter(_key(line.text.text) for line in lines if not line.aside)
    more = set(heads)
    for i in heads:
        for j in (i - 1, i + 1):
            if 0 <= j < len(lines) and j not in numbered and not lines[j].aside and _may_head_a_page(lines[j]):
                if counts[_key(lines[j].text.text)] >= 3:
                    more.add(j)
    return more


def _watermarks(lines: list[Line]) -> set[int]:
    """Single characters alone on a line inside Chinese sentences, at least twice: what a watermark leaves behind."""
    found = []
    for i, line in enumerate(lines):
        if line.aside or len(line.text) > 2 or not re.fullmatch(r"[A-Za-z]{1,2}|[一-鿿]", line.text.text):
            continue
        near = [n for n in (_neighbour(lines, i, -1), _neighbour(lines, i, 1)) if n is not None]
        if all(count_han(n.text.text) >= 4 for n in near) and (line.text.text.isascii() or _cuts_sentence(lines, i)):
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
        if line.aside in (PAGE_NUMBER, RUNNING_HEAD):
            edge = True
            value = page_number(line.text.text) if line.aside == PAGE_NUMBER else None
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
