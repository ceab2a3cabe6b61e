"""What a newspaper prints around its pages: its name, the date, who edited the page, telephones, which article stands where."""

from __future__ import annotations

import re

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.patterns import JUMP_IN, PRINTED_IN
from build_scripts.ingest.reasons import MASTHEAD, WEB_CHROME
from build_scripts.text.normalize import squeeze

_ISSUE_DATE = re.compile(r"\s*(?:[A-Z]?\d{1,2}\s+)?(?:19|20)\d\d(?:\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[-/.]\d{1,2}[-/.]\d{1,2})\s*星期[一二三四五六日天]")
_STAFF = re.compile(r"(?:责编|编辑|责任编辑|美编|版式|校对|邮箱|电子信箱|电话|热线|E-?mail)[:：\s].{2,40}$", re.I)
_PAPER = re.compile(r"[一-鿿]{1,8}(?:报(?:海外版|数字报|电子版)?|融媒体?)")
_PAPER_AND_PLATE = re.compile(r"[一-鿿]{1,8}(?:[日晚时早商周]|都市)报[ \u3000·]+[一-鿿]{2}(?:[ \u3000]?[一-鿿]{1,2})?")
"""A newspaper's name and that of its page (江海日报 综合)."""
_PLATE_NUMBER = re.compile(r"[A-Z]?\d{1,2}|[一-鿿]{2,4}\d{1,2}|\d{1,2}[一-鿿]{2,4}")
"""The number of a newspaper's page, alone or beside the name of its pages (深度 5)."""
_NAME = r"(?:[一-鿿]{2,4}(?![一-鿿:：])|[一-鿿][ \u3000]+[一-鿿](?:[ \u3000]+[一-鿿])?(?![一-鿿]*[:：]))"
_ROLE = (
    r"(?:值班(?:主任|编委|总编|编辑)|(?:本版|本期|本刊)?(?:(?:执行)?主\s?编|(?:责任|见习|执行|图片|值班)?编\s?辑|责\s?编|"
    r"(?:美术|视觉)编辑|美\s?编|(?:版面|版式)?设计|版\s?式|视\s?觉|校\s?对|组\s?版|策\s?划|统\s?筹|审\s?[读核]|监\s?制|[终初复]审|制\s?图))"
)
_OWN_PAGE = re.compile(r"本[版期]")
_TOKENS = {
    "date": re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:\s*星期[一二三四五六日天])?(?:\s*农历[一-鿿]{2,8})?"),
    "staff": re.compile(rf"{_ROLE}(?:\s*[:：]\s*|[ \u3000]+){_NAME}(?:[、,，/ \u3000]+(?!{_ROLE}){_NAME})*"),
    "contact": re.compile(
        r"(?:本版|本报)?(?:新闻|广告|订阅|发行|投稿|读者|服务|热线|报料|投诉|联系|监督){0,2}(?:热线|电话|邮箱|信箱|邮件|传真|网址|E-?mail|QQ群?)\s*[:：]?\s*"
        r"(?:[（(]?\+?\d[\d（）()\s—–-]{2,20}\d|[\w.+-]+@[\w.-]+|(?:https?://|www\.)[\w./-]+)|"
        r"本版(?:图片|照片|稿件).{0,14}(?:提供|供图|采写|摄影?)$|扫码(?:关注|阅读)[“\"][^”\"]{2,12}[”\"]"
        r"|(?:来稿|投稿)?请?注明[“\"][^”\"]{1,12}[”\"](?:字样)?", re.I),
    "imprint": re.compile(
        r"(?:本报|社|报社)?(?:地址|社址)\s*[:：]\s*[^\s:：]{4,24}|邮政?编码?\s*[:：]\s*\d{6}|(?:承)?印刷?\s*[:：]\s*[^\s:：]{2,16}|(?:零售价|定价|每份|月价|年价)\s*[:：]?\s*\d+(?:\.\d+)?\s*元|"
        r"广告(?:经营)?许可证\s*[:：]?\s*[^\s:：]{4,24}|国内统一(?:连续出版物|刊)号\s*[:：]?\s*CN[\d\s—–-]+|邮发代号\s*[:：]?\s*\d+[—–-]\d+|(?<![一-鿿])[一-鿿]{2,16}(?:主办|主管|出版)(?![一-鿿])"),
    "plate": re.compile(r"第\s*\d{1,3}\s*版|(?<![\dA-Za-z])[A-Z]?\d{1,2}\s*版?(?![\d年月日A-Za-z])"),
    "paper": re.compile(r"[一-鿿]{1,8}(?:日报|晚报|时报|早报|都市报|周报|商报)(?:[·•][一-鿿]{2,4})?"),
}  # fmt: skip
"""What the lines around a newspaper's page are made of."""
_REST = re.compile(r"[\W_]*(?:[一-鿿][\W_]*){0,6}")
"""What may stay of such a line besides: the name of the page (要闻, 观 察)."""
_POINTER = re.compile(
    r"\S.{3,40}?\s*(?:[|｜▶►→…·]+\s*(?:[A-Z]?\d{1,2}|第?\s*\d{1,2})\s*版?|[ \u3000]第?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*版"
    r"|[（(](?:详见|见|报道见)\s*[A-Z]?\d{1,2}\s*版[）)])\s*"
)
"""A headline and the page on which its article stands."""
_POINTERS_HEAD = re.compile(r"\s*[■◆●▍]?\s*(?:今\s*日|本\s*[期版刊周])?\s*(?:导\s*读|看\s*点|要\s*目)\s*")
GAZETTE = re.compile(r"[·•\s]*[一-鿿]{2,24}(?:公报|政报)[·•\s]*(?:19|20)\d\d\s*年\s*第?\s*\d{1,2}\s*[号期][·•\s]*")
_FRONT = 8
_NEAR = 3


_YEAR_AND_MONTH = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月|[-/.]\d{1,2}[-/.]\d{1,2})")
_WEEKDAY = re.compile(r"星期[一二三四五六日天]")
_SCRAP = re.compile(
    rf"{_YEAR_AND_MONTH.pattern}(?:\d{{1,2}}日?)?(?:{_WEEKDAY.pattern})?|{_WEEKDAY.pattern}(?:出版)?"
    r"|(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[一-鿿]{3,10}|农历[一-鿿]{3,10}"
    r"|(?:国内统一(?:连续出版物|刊)号)?[:：]?CN[\d—–-]+(?:/[A-Z])?|(?:邮发)?代号[:：]?\d+[—–-]\d+"
    r"|(?:总?第?[\d,，]{3,6}[期号])?(?:今日|本期|共)\d{1,3}版|总?第[\d,，]{3,6}[期号]"
)
"""A piece of a newspaper's nameplate on a line of its own, blanks left out."""
_LATIN_NAME = re.compile(r"[A-Z]{4,}(?:\s+[A-Z]{3,})*")
_LONGEST_PLATE = 14
_PLATE = re.compile(r"[A-Z]?\d{1,2}\s*版?\s+[一-鿿]{2}(?:\s?[一-鿿]{1,2})?|[一-鿿]{2}(?:\s?[一-鿿]{1,2})?\s+[A-Z]?\d{1,2}")
_LEAST_SCRAPS = 2


def _without_torn_plate(lines: list[Line]) -> list[Line]:
    """A nameplate that the extraction tore into lines: the name, its letters, month, day, weekday, the number of the issue."""
    plain = [squeeze(line.text.text) for line in lines[: 2 * _LONGEST_PLATE]]
    scraps = [i for i, text in enumerate(plain) if not lines[i].aside and len(text) <= 40 and _SCRAP.fullmatch(text)]
    if len(scraps) < _LEAST_SCRAPS or scraps[0] > _FRONT:
        return lines
    last = scraps[0]
    for i in scraps:
        last = i if i - last <= _NEAR and i < _LONGEST_PLATE else last
    whole = "".join(plain[i] for i in range(scraps[0], last + 1))
    if not (_YEAR_AND_MONTH.search(whole) and _WEEKDAY.search(whole)) or any(line.level for line in lines[scraps[0] : last + 1]):
        return lines
    out = list(lines)
    number = next((i for i in range(last + 1, min(last + 1 + _NEAR, len(plain))) if _PLATE_NUMBER.fullmatch(plain[i])), last)
    last = number if all(len(plain[i]) <= 4 for i in range(last + 1, number)) else last
    for i in range(max(0, scraps[0] - _NEAR), last + 1):
        name = _PAPER.fullmatch(plain[i]) or _LATIN_NAME.fullmatch(lines[i].text.text.strip()) or _PLATE_NUMBER.fullmatch(plain[i])
        if not out[i].aside and (i in scraps or name or (scraps[0] < i and len(plain[i]) <= 4)):
            out[i] = lines[i].set_aside(MASTHEAD)
    return out


def set_aside_mastheads(lines: list[Line]) -> list[Line]:
    """A newspaper's name, date and staff, telephones and pointers to other pages, set aside; only where the lines show a newspaper."""
    out = _named_and_dated(_without_gazette(lines))
    torn = _without_torn_plate(out)
    front = out[:_FRONT]
    dated = torn is not out or any(_ISSUE_DATE.match(line.text.text) if line.aside == MASTHEAD else not line.aside and _whole(line.text.text) for line in front)
    out = list(torn)
    if not dated:
        return out
    for i, line in enumerate(out):
        if not line.aside and _heads_plate(out, i):
            out[i] = line.set_aside(MASTHEAD)
        elif not line.aside and len(line.text) < 120 and not PRINTED_IN.fullmatch(line.text.text) and (_is_made_of(line.text.text) or _points(lines, i)):
            out[i] = line.set_aside(MASTHEAD)
    return out


def _without_gazette(lines: list[Line]) -> list[Line]:
    """A gazette's name and number at the head of its page."""
    for i in range(min(3, len(lines))):
        if size := _gazette_lines(lines[i : i + 2]):
            return [*lines[:i], *(line.set_aside(MASTHEAD) for line in lines[i : i + size]), *lines[i + size :]]
    return lines


def _gazette_lines(lines: list[Line]) -> int:
    """How many of the lines, in whatever order, print a gazette's name and its number."""
    for size in range(1, len(lines) + 1):
        words = [word for line in lines[:size] if not line.aside for word in line.text.text.split()]
        if GAZETTE.fullmatch("".join(words)) or GAZETTE.fullmatch("".join(words[::-1])):
            return size
    return 0


def _named_and_dated(lines: list[Line]) -> list[Line]:
    """A newspaper's name and the date of the issue at the head of its page."""
    out = list(lines)
    for i, line in enumerate(lines[:_FRONT]):
        if line.aside in ("", WEB_CHROME) and _ISSUE_DATE.match(line.text.text) and (len(line.text) <= 40 or _is_made_of(line.text.text)):
            out[i] = out[i] if line.aside else line.set_aside(MASTHEAD)
            for j in range(max(0, i - _NEAR), min(len(lines), i + _NEAR + 1)):
                plain = squeeze(lines[j].text.text)
                staff = _STAFF.match(lines[j].text.text.strip()) or _STAFF.match(plain)
                name = _PAPER.fullmatch(plain) or _PAPER_AND_PLATE.fullmatch(lines[j].text.text.strip()) or _LATIN_NAME.fullmatch(lines[j].text.text.strip())
                if not out[j].aside and (name or staff or (j < i and len(plain) <= 4) or _PLATE_NUMBER.fullmatch(plain)):
                    out[j] = lines[j].set_aside(MASTHEAD)
    return out


def _whole(text: str) -> bool:
    """Whether a line at the head of a file names the day of an issue and who edited the page."""
    return len(text) < 120 and _TOKENS["date"].search(text) is not None and "星期" in text and _is_made_of(text)


def _is_made_of(text: str) -> bool:
    """Whether nothing but names, dates, telephones and the numbers of pages stands in the line, and enough of them."""
    found: dict[str, int] = {}
    rest = text
    for kind, pattern in _TOKENS.items():
        rest, count = pattern.subn(" ", rest)
        found[kind] = count
    telling = found["date"] + found["staff"] + found["contact"] + found["imprint"]
    own = found["staff"] and _OWN_PAGE.match(text)
    enough = own or found["contact"] > 0 or found["imprint"] > 1 or found["staff"] > 1 or (telling > 0 and sum(found.values()) > 1)
    return bool(enough) and _REST.fullmatch(rest) is not None


def _heads_plate(lines: list[Line], i: int) -> bool:
    """Whether a page's number and name (4 综合) stand above an article that goes on from another page, or beside other furniture."""
    text = lines[i].text.text
    if len(text) > _LONGEST_PLATE or not _PLATE.fullmatch(text.strip()):
        return False
    beside = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return any(line.aside == MASTHEAD or JUMP_IN.match(line.text.text) for line in beside)


def _points(lines: list[Line], i: int) -> bool:
    """Whether a line points to another page, or heads lines that do."""
    text = lines[i].text.text
    if _POINTERS_HEAD.fullmatch(text):
        return any(_POINTER.fullmatch(line.text.text) for line in lines[i + 1 : i + 3])
    return len(text) <= 50 and _POINTER.fullmatch(text) is not None
