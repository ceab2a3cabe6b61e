"""The source of an article: name of the periodical, year, volume, issue, pages, in any order of print.

GB/T 7714 8.5 (``刊名，年，卷（期）：页``), author-date lists (``刊名，卷（期）：页``), notes (``《刊》2006年第7期，第3页``) and Western
manners (``Journal, Vol. 1, No. 7, 2023, pp. 1-9``; ``Journal 12 (3): 1–9``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.cite.gbt7714.dates import CHINESE, DAY, WESTERN, YEAR, parse_date
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.printed import Printed
from build_scripts.model.reference import Date
from build_scripts.text.numerals import parse_numeral

PAGE = r"(?:[A-Za-z]{0,5}\d+[A-Za-z]?|[ivxlcIVXLC]+\b)"
PAGES = rf"{PAGE}(?:\s*[-~]\s*{PAGE})?(?:\s*[,+;、&和]\s*{PAGE}(?:\s*[-~]\s*{PAGE})?)*"
_ISSUE = r"(?:\d+(?:\s*[-/、,~合]\s*\d+)*|[A-Z]\d*|[zZsS]\d+|[一二三四五六七八九十]{1,3}|\d+[A-Z]|上|下)"
_SUPPLEMENT = r"(?:增刊|专刊|特刊|专辑|副刊|[Ss]uppl(?:ement)?\.?)\s*[\d一二三IVX]*"

_NAME_END = re.compile(
    rf"\s*[,.;]\s*(?=\[?{YEAR}(?!\d)|第\s*{_ISSUE}\s*[卷期]|总?第|[Vv]ol|[Nn]os?\.?\s*\d|\d+\s*\(|\(\s*(?:\d|第|S|z|增刊"
    rf"|总)|\d+\s*[:,.卷期]|\d+\s*\Z|\d+\s*-\s*\d+\s*\Z|{_SUPPLEMENT}|民国|{WESTERN})"
    rf"|\s*(?={YEAR}\s*年)|\s*(?=[二一][〇○零一二三四五六七八九]{{3}}年)|\s+(?={YEAR}\s*[,(:.;]|{YEAR}\Z)|\s+(?=\d+\s*\(\s*\w)"
    rf"|\s+(?=\d+\s*[:,]\s*\d)|\s*(?=\({YEAR}[^()]{{0,12}}\))"
    rf"|(?<=[》)])\s*(?=第|{YEAR}|总第)|(?<=[\u3400-\u9fff])\s*(?=\(\s*(?:\d{{1,3}}(?:[/-]\d+)*|S\d|增刊\d?)\s*\)\s*(?::"
    rf"|\Z))|(?<=[a-z])\s*(?=\(\s*(?:\d{{1,3}}(?:[/-]\d+)*|S\d)\s*\)\s*(?::|\Z))|\s*(?=\((?:\d{{1,3}}|[Ss]\d{{1,2}}|增刊\s*\d*)(?:[/-]\d{{1,3}})?\)\s*:)"
    rf"|\s*(?=第\s*\d+\s*[卷期])|\s+(?=[Vv]ol\.?\s*\d)"
)
_TOKENS = re.compile(
    rf"(?P<date>{CHINESE}(?:\s*[(]?[春夏秋冬][季)]?[)]?)?(?:号|卷)?|{DAY}(?!\d)|{WESTERN}|\[{YEAR}\]|{YEAR}(?![\d])(?!\s*[-~]\s*\d)(?:年度?)?"
    rf"|民国\s*\S{{1,4}}年)"
    rf"|(?:第|总第)?\s*(?P<volume>\d+|[一二三四五六七八九十百]+)\s*卷"
    rf"|[Vv]ol(?:ume|s)?\.?\s*(?P<vol>\d+[A-Z]?)"
    rf"|(?P<whole>总第\s*\d+\s*[期辑号])"
    rf"|第?\s*(?P<issue>{_ISSUE}|{_SUPPLEMENT})\s*[期号辑](?!\d)"
    rf"|(?:[Nn](?:o|os|r|um|umber)s?\.?|[Ii]ssues?)\s*(?P<no>{_ISSUE})"
    rf"|\(\s*(?P<paren>[^()]{{1,24}})\s*\)"
    rf"|(?P<supplement>{_SUPPLEMENT})"
    rf"|(?:第\s*|[Pp]p?\.?\s*(?=[\dA-Zivx])|[Pp]ages?\s*|页\s*)(?P<pages>{PAGES})\s*页?"
    rf"|(?P<number>{PAGES})\s*(?P<leaf>页)?",
)


PREPRINT = re.compile(r"(?:\w+ preprint\s*)?(?:arXiv|bioRxiv|medRxiv|ChinaXiv)\s*:\s*[\w./-]+?(?=\s*[,;(\[]|\.?\s*\Z)", re.IGNORECASE)


_PAGES_ONLY = re.compile(rf"(?P<number>{PAGES})(?P<leaf>\s*页)?(?![\d\s]*[年月(])")
"""Behind a colon and a year only pages can follow (``: 1104-44`` is no date)."""


_CONTINUED = re.compile(rf"(?<=[\d\w])\s*;\s*(?={YEAR}\s*(?:,\s*\d+\s*)?(?:\([^()]{{1,12}}\))?\s*:)(?!{YEAR}\s*:)")
"""Where an article goes on in another issue: ``2011, 33(2): 20-25; 2011, 33(3): 26-30``."""


@dataclass(slots=True)
class Serial:
    """What was read; ``pages`` as printed, ``rest`` whatever could not be understood."""

    container: str = ""
    date: Date | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    whole: str = ""
    continued: str = ""
    rest: str = ""


def name_end(plain: str) -> re.Match[str] | None:
    """Where the periodical's name ends and its numbering begins."""
    for match in _NAME_END.finditer(plain):
        if match.start() > 0:
            return match
    return None


def read_serial(p: Printed) -> Serial:
    """Name and numbering of the periodical that ``p`` prints."""
    p = p.strip(" .,;:/")
    if not p:
        return Serial()
    match = PREPRINT.match(p.plain) or name_end(p.plain)
    if match is not None and match.re is PREPRINT:
        serial = read_numbering(p[match.end() :])
        serial.container = _bare(p[: match.end()])
        return serial
    if match is None:
        tail = re.search(rf"\s*:\s*({PAGES})\Z", p.plain)
        if tail:
            return Serial(container=_bare(p[: tail.start()]), pages=p.text[tail.start(1) :])
        return Serial(container=_bare(p))
    serial = read_numbering(p[match.end() :])
    serial.container = _bare(p[: match.start()])
    shortened = _SHORTENED if p.plain[match.start() - 1] == "." else _ALL_SHORTENED if "." in match[0] else None
    if shortened and shortened.fullmatch(f"{serial.container}."):
        serial.container += "."
    return serial


_SHORTENED = re.compile(r"[A-Z][a-z]*\.[\w\s.&-]*[A-Za-z]\.")
_ALL_SHORTENED = re.compile(r"(?:[A-Z][A-Za-z]*\.\s*){2,}")
"""A name of shortened words keeps its last stop: in ``J. River Hist., 2005`` it is surely the name's, in ``J. Am. Hist. 2005`` only where
every word is shortened.
"""


def _bare(p: Printed) -> str:
    p = p.strip(" ,.;:")
    if p.plain[:1] == "《" and p.plain[-1:] == "》":
        p = p[1:-1]
    elif p.plain[:1] == "《" and "》" in p.plain:
        return p.text.replace("《", "", 1).replace("》", "", 1)
    return p.text.strip("* ")


def read_numbering(p: Printed) -> Serial:
    """Year, volume, issue and pages."""
    out = Serial()
    if match := _CONTINUED.search(p.plain):
        out.continued = p.text[match.end() :].strip(" .,;")
        p = p[: match.start()]
    plain, at = p.plain, 0
    while at < len(plain):
        gap = re.compile(r"[\s,.;:/-]*").match(plain, at)
        colon = ":" in gap[0] if gap else False
        at = gap.end() if gap else at
        match = (_PAGES_ONLY.match(plain, at) if colon and out.date else None) or _TOKENS.match(plain, at)
        if match is None:
            out.rest += p.text[at:]
            break
        _file(out, match, p, colon)
        at = max(match.end(), at + 1)
    return out


def _file(out: Serial, match: re.Match[str], p: Printed, colon: bool) -> None:
    kind = match.lastgroup or ""
    if kind == "leaf":
        kind = "number"
    text = p.text[match.start(kind) : match.end(kind)].strip()
    plain = match[kind].strip()
    if kind == "date" and not (colon and out.date):
        found = parse_date(re.sub(r"[(]?[春夏秋冬][季)]?[)]?|[号卷]\Z|度", "", plain)) or parse_date(plain)
        if found and (out.date is None or (found.month and not out.date.month)):
            out.date = found
        elif not out.pages:
            out.pages = text
    elif kind in ("volume", "vol"):
        out.volume = _number(plain)
    elif kind in ("issue", "no", "supplement"):
        out.issue = _number(text)
    elif kind == "whole":
        out.whole = text
    elif kind == "paren":
        _paren(out, plain, text)
    elif kind == "pages" or (kind == "number" and (colon or match["leaf"])):
        out.pages = out.pages or text
    elif kind == "number":
        _bare_number(out, text, plain, p.plain[match.end() :])


def _bare_number(out: Serial, text: str, plain: str, after: str) -> None:
    opens = after.lstrip()[:1]
    if re.fullmatch(r"\d+[A-Z]?", plain) and not out.volume and not out.issue and opens != "页":
        out.volume = text
    elif "," in plain and not out.volume and not out.issue:  # 卷，页 without a colon
        first, _, rest = text.replace("，", ",").partition(",")
        out.volume, out.pages = first.strip(), rest.strip()
    elif not out.pages:
        out.pages = text


def _paren(out: Serial, plain: str, text: str) -> None:
    found = parse_date(plain)
    if found and (out.date is None and len(plain) > 3):
        out.date = found
        return
    inner = re.sub(r"^(?:总?第|[Nn]o\.?\s*)\s*|\s*[期号]$", "", text).strip()
    if plain.startswith("总"):
        out.whole = text
    elif not out.issue:
        out.issue = _number(inner)


def _number(text: str) -> str:
    text = text if re.search("[A-Za-z]{3}", text) else re.sub(r"\s+", "", text)
    if re.fullmatch("[一二三四五六七八九十]+", text) and (value := parse_numeral(text)):
        return str(value)
    return text


def file_serial(serial: Serial, draft: Draft) -> None:
    """File what was read of a periodical in the draft."""
    draft.container = serial.container
    draft.date = serial.date or draft.date
    draft.volume, draft.issue, draft.pages = serial.volume, serial.issue, serial.pages
    if serial.whole:
        draft.extra["whole-number"] = serial.whole
    if serial.continued:
        draft.extra["continued"] = serial.continued
    if serial.rest.strip(" .,;:()"):
        draft.extra["note"] = serial.rest.strip(" .,;:")


_PLATE = re.compile(
    r"\(\s*(?P<a>[^()]{1,16})\s*\)|(?:第\s*)?(?P<b>[A-Z]?\d+(?:\s*[-~、,]\s*[A-Z]?\d+)*|[A-Z]\d*|[一二三四五六七八九十]+)\s*版"
    r"|[:]\s*(?P<c>[A-Z]?\d[\dA-Z,、\- ]*)"
)


def read_newspaper(p: Printed) -> Serial:
    """Name, day and plate of the newspaper that ``p`` prints (``人民日报, 2024-02-02(001)``, ``《报》2024年1月26日第10版``)."""
    p = p.strip(" .,;:/")
    day = re.search(rf"{CHINESE}|{DAY}(?!\d)|{WESTERN}|(?<!\d){YEAR}(?!\d)(?:年)?", p.plain, re.IGNORECASE)
    if day is None:
        return Serial(container=_bare(p))
    out = Serial(container=_bare(p[: day.start()].strip(" ,.;:(")), date=parse_date(day[0]))
    rest = p[day.end() :]
    if match := _PLATE.search(rest.plain):
        kind = next(k for k in "abc" if match[k])
        out.pages = re.sub(r"^第|版$|\s", "", rest.text[match.start(kind) : match.end(kind)].strip())
    elif match := re.search(PAGES, rest.plain):
        out.pages = match[0]
    return out
