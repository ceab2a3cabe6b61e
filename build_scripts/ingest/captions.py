"""How a print labels its tables and figures: captions, their numbers, and the lines of source and note below them.

Tables and figures are recognized apart from each other but are captioned alike; the one grammar stands here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from build_scripts.text.han import width
from build_scripts.text.numerals import parse_numeral
from build_scripts.text.traced import Traced

_NUMBER = r"(?:[A-Z]{1,3}[\-–—‐])?[A-Za-z]?[0-9０-９]{1,3}(?:[.．\-－–—‐·][0-9０-９]{1,3}(?![0-9０-９])){0,3}(?![0-9０-９])"
_HAN_NUMBER = r"[一二三四五六七八九十]{1,3}(?=[\s:：]|$)"
_WORD = {"表": r"(?:附\s*)?表(?:\s*格)?|图\s*表|(?i:table|tab\.)", "图": r"(?:附\s*)?图(?:\s*表)?|(?i:figure|fig)\.?"}
_CAPTION = {
    sign: re.compile(rf"\s*(?:{word})\s*(?P<number>{_NUMBER}|{_HAN_NUMBER})(?P<sep>[\s:：.．、]*)(?P<title>.*)", re.DOTALL)
    for sign, word in _WORD.items()
}
_SPEAKS = re.compile(
    r"(?:进一步|清楚|清晰|直观|主要|分别|具体|也|还|则|均|已|共|就|可以?|能够?|所)?"
    r"(?:显示|表明|可见|可知|看出|得知|所示|示|给出|列示|列出|列举|反映|说明|展示|呈现|描述|描绘|报告|概括|汇总了|统计了|刻画|对比了|比较了|证明|揭示)"
)
"""The predicate of a sentence whose subject is the table: such a line mentions it and is no caption."""
_GOES_ON = re.compile(r"[的和与及至到、，,。；;）)～~—-]|中(?![国央部小东西美欧日俄外等长高低医间学产心])|[第前后]?[一二三四五]?[列行栏](?!业|车|政|为|动|业)")
_SOURCE = re.compile(
    r"\s*[(（\[【]?(?:"
    r"(?:资\s*料|数\s*据|图\s*片|图\s*表|表\s*格|信息)?\s*来\s*源\s*[)）\]】]?\s*[:：]"
    r"|(?:资料|数据|图片)\s*(?:来源|出处)[)）\]】]?\s*[:：于]"
    r"|附?注\s*(?:释)?\s*[0-9０-９①-⑨]{0,2}\s*[)）\]】]?\s*[:：]"
    r"|(?:说\s*明|备\s*注|缩\s*略\s*[词语]|缩\s*写)\s*[)）\]】]?\s*[:：]"
    r"|(?i:data\s+sources?|sources?|notes?)\s*[:：.]"
    r"|[*＊]{1,3}\s*[、,，]?[^。]{0,30}(?:显著|水平|表示)"
    r")"
)
_UNIT = re.compile(r"\s*[(（\[【]?\s*(?:计量)?单\s*位\s*[:：].{1,30}", re.DOTALL)
_LISTED = re.compile(r"(?:注|说\s*明)\s*[:：]\s*(?:[(（]?1[)）.、．]|①)")
_LEADS_LIST = re.compile(r"\s*(?:注|说\s*明|备\s*注)\s*[:：]\s*")
_NEXT_ITEM = re.compile(r"\s*(?:[(（]?(?P<digit>[0-9]{1,2})[)）.、．](?!\d)|(?P<circle>[①-⑳]))")
_LONGEST = 75.0
"""No caption of the print is wider, in ems; a longer line is a paragraph that begins with the word."""


_EMPHASIS = re.compile(r"\s*(?P<open>[*_]{1,3})(?=\S)(?P<inner>.+?)(?P=open)\s*", re.DOTALL)


@dataclass(frozen=True)
class Caption:
    """A caption line: its number in the form of an anchor's name (8.1, 1-2, 3) and its words."""

    number: str
    title: str


def bare(text: Traced) -> tuple[Traced, tuple[Traced, ...]]:
    """The line without the emphasis signs that wrap it whole (``**表1 …**``), and those signs."""
    match = _EMPHASIS.fullmatch(text.text) if len(text) < 1000 else None
    if match is None or match["open"][0] in match["inner"]:
        return text.strip(), ()
    return text[match.start("inner") : match.end("inner")].strip(), (
        text[match.start("open") : match.end("open")],
        text[match.end("inner") : match.end("inner") + len(match["open"])],
    )


def parse_caption(text: str, sign: str) -> Caption | None:
    """The caption that the whole line prints, or None. ``sign`` is 表 or 图 (their English words are read as well)."""
    if not text or text.lstrip()[:1] not in "表图附TtFf" or width(text) > _LONGEST:
        return None
    match = _CAPTION[sign].match(text)
    if match is None:
        return None
    title, apart = match["title"].strip(), bool(match["sep"])
    if _SPEAKS.match(title) or (not apart and _GOES_ON.match(title)) or title.startswith(tuple("，。；、）)")):
        return None
    if title.endswith(("；", ";", "，", ",")) or (title.endswith("。") and ("，" in title or "。" in title[:-1] or not apart)):
        return None
    if re.search(r"[。；]", title[:-1]):
        return None
    return Caption(_number(match["number"]), title)


def _number(printed: str) -> str:
    plain = re.sub(r"[–—‐·−]", "-", unicodedata.normalize("NFKC", printed))
    if plain[:1] in "一二三四五六七八九十":
        return str(parse_numeral(plain) or plain)
    return plain


def is_source_line(text: str) -> bool:
    """Whether the line states the source of a table or figure, or a note to it."""
    return _SOURCE.match(text) is not None


def is_unit_line(text: str) -> bool:
    """Whether the line only states the unit of a table's figures (单位：亿元)."""
    return len(text) < 60 and _UNIT.fullmatch(text.strip()) is not None and "。" not in text


def continues_source(before: str, text: str) -> bool:
    """Whether ``text`` is the next point of a note that began to count (注：1. … and then 2. …)."""
    item = _NEXT_ITEM.match(text)
    if item is None:
        return False
    number = parse_numeral(item["digit"] or item["circle"])
    if (number == 2 and _LISTED.search(before)) or (number == 1 and _LEADS_LIST.fullmatch(before)):
        return True
    last = _NEXT_ITEM.match(before)
    return last is not None and (parse_numeral(last["digit"] or last["circle"]) or 0) + 1 == number
