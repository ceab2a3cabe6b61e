"""Addresses, identifiers and days of access: what any type of reference may carry at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.cite.gbt7714.dates import CHINESE, DAY, WESTERN, parse_date
from build_scripts.cite.gbt7714.printed import Printed
from build_scripts.model.reference import Date

_ADDRESS = r"[^\s<>《》“”‘’\uff00-\uffef，。；：、（）【】\u4e00-\u9fff]+"
_URL = re.compile(
    rf"<?\s*((?:https?|ftp)\s?[:：]\s?//{_ADDRESS}|\bwww\.[A-Za-z0-9-]+\.{_ADDRESS})\s*>?", re.IGNORECASE
)
_DOI = re.compile(r"(?:\bDOI\s*[:：.]?\s*|(?<![\w/.]))(10\.\d{4,9}/[^\s<>\uff00-\uffef，。；、）】\u4e00-\u9fff]+)", re.IGNORECASE)
_CSTR = re.compile(r"\bCSTR\s*[:：]\s*([A-Za-z0-9][^\s<>，。；]+)", re.IGNORECASE)
_ANY_DAY = rf"(?:{CHINESE}|{DAY}|{WESTERN})"
_ACCESS_WORDS = r"(?:最后|最近)?(?:访问|引用|检索|查阅|浏览|下载|登录|登陆|读取)(?:日期|时间|于)?"
_ACCESSED = re.compile(
    rf"\[\s*({_ANY_DAY})\s*(?:{_ACCESS_WORDS})?\s*\]"
    rf"|[,.;(\s]*{_ACCESS_WORDS}\s*[:为]?\s*({_ANY_DAY})\s*\)?"
    rf"|[,.;(\s]*({_ANY_DAY})\s*(?:最后|最近)?(?:访问|检索|浏览|查阅|引用|登录)\)?"
    rf"|[,.;(\[\s]*(?:last\s+)?(?:accessed|retrieved|visited|cited)\s*(?:on|:)?\s*({_ANY_DAY})(?:,?\s+from\b)?\s*[\])]?",
    re.IGNORECASE,
)
_ISSUED = re.compile(rf"\(\s*({DAY}|{CHINESE}|{WESTERN})(?:\s*(?:发布|更新|修改))?\s*\)", re.IGNORECASE)
_LABEL = re.compile(r"(?:URL|网址|链接|载于|来源|参见|见|at|from|available (?:at|from)|retrieved from|in)\s*[:]?\s*\Z", re.IGNORECASE)
_CLOSING = ".,;:!?'\"）】》”’>，。；："


@dataclass(frozen=True, slots=True)
class Web:
    """What was taken out: address, DOI, other identifier, day of access, day of issue that stood in brackets."""

    url: str = ""
    doi: str = ""
    cstr: str = ""
    accessed: Date | None = None
    issued: Date | None = None
    issued_at: int = -1


def take_web(p: Printed, issued: bool = True) -> tuple[Printed, Web]:
    """The rest of ``p`` and what it held of addresses, identifiers and dates of access and (in brackets) of issue."""
    url = doi = cstr = ""
    accessed = day = None
    if "/" in p.plain or "www" in p.plain:
        if match := _URL.search(p.text):
            url = _trim(match[1]).replace(" ", "").replace("：", ":")
            end = match.start(1) + len(_trim(match[1]))
            p = _without(p, match.start(), max(end, match.end() if p.text[match.end() - 1] == ">" else end))
        if match := _CSTR.search(p.text):
            cstr = _trim(match[1])
            p = _without(p, match.start(), match.start(1) + len(cstr))
        if match := _DOI.search(p.text):
            doi = _trim(match[1])
            p = _without(p, match.start(), match.start(1) + len(doi))
    if match := _ACCESSED.search(p.plain):
        found = parse_date(match[1] or match[2] or match[3] or match[4])
        if found and (found.month or not match[1]):
            accessed = found
            p = _without(p, match.start(), match.end())
    at = -1
    if issued and (match := _ISSUED.search(p.plain)) and (found := parse_date(match[1])) and found.month:
        day, at = found, match.start()
        p = _without(p, match.start(), match.end())
    if not doi and (match := re.match(r"https?://(?:dx\.)?doi\.org/(10\..+)", url)):
        doi = match[1]
    return p, Web(url, doi, cstr, accessed, day, at)


def _trim(address: str) -> str:
    """Without closing punctuation; a closing bracket stays where its partner stands in the address."""
    while address:
        last = address[-1]
        if last in ")]" and address.count("(["[")]".index(last)]) >= address.count(last):
            break
        if last not in _CLOSING and last not in ")]":
            break
        address = address[:-1]
    return address


def _without(p: Printed, start: int, end: int) -> Printed:
    left = p[:start]
    if match := _LABEL.search(left.plain):
        left = left[: match.start()]
    left = left.strip(" <(") if left.plain.endswith(("<", "(")) else left
    right = p[end:]
    return Printed(left.text + " " + right.text, left.plain + " " + right.plain)
