"""Place, publisher, year and cited pages (GB/T 7714 8.8) and the elements that stand before them."""

from __future__ import annotations

import re

from build_scripts.cite.gbt7714.dates import CHINESE, YEAR, parse_date
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.names import EDITOR_ROLES, parse_names, plausible, strip_role
from build_scripts.cite.gbt7714.printed import Printed, enclosed
from build_scripts.cite.gbt7714.serial import PAGES
from build_scripts.cite.gbt7714.stops import element_stops
from build_scripts.cite.gbt7714.titles import is_edition, is_volume, read_edition, read_volume
from build_scripts.model.lists import Lists
from build_scripts.model.reference import Date
from build_scripts.text.han import HAN

_YEAR = re.compile(
    rf"(?:\A|[,.;]\s*|\s+|(?<=[{HAN}])(?={YEAR}\s*年))"
    rf"(?P<date>c\.?\s?{YEAR}|\[c?{YEAR}\??\]|{YEAR}(?P<sep>[-/.])\d{{1,2}}(?:(?P=sep)\d{{1,2}})?(?![-~\d])|{CHINESE}|{YEAR}\s*[-~]\s*(?:{YEAR})?(?!\d)"
    rf"|民国[^,.:()]{{1,5}}年|{YEAR}(?!\d))(?P<calendar>\s*\([^()]{{2,20}}\))?\s*年?(?:版|印|第\s*\d+\s*次印刷)?\s*(?P<end>[:,.;]|\Z|(?=第))"
)
_PAGES_TAIL = re.compile(r"\s*[:]\s*(?P<pages>(?:[A-Za-z]{0,2}\d|[ivxlc]+\b|第|页|序|前言|附录|封|扉页|插页|目录)[^:]{0,200})\Z")
_MISSING = re.compile(r"\[?\s*(?:出版地不详|出版者不详|出版单位不详|S\.?\s?l\.?|s\.?\s?n\.?|n\.\s?p\.|不详)\s*\]?\Z", re.IGNORECASE)
_DEGREE = re.compile(
    r"[\[(]?\s*((?:博士|硕士|学士|本科)?(?:研究生)?(?:后)?(?:学位)?(?:毕业)?(?:论文|出站报告)|(?:doctoral|ph\.?\s?d\.?"
    r"|master(?:'s|s)?|m\.?a\.?)\s*(?:thesis|dissertation)?)\s*[\])]?\Z",
    re.IGNORECASE,
)


_SCALE = re.compile(r"1\s*:\s*\d[\d ,]*\s*万?")
"""``1:50 000`` behind the title of a map."""


def read_imprint(p: Printed, draft: Draft) -> None:
    """File ``地: 者, 年: 页`` (any of them missing) in the draft."""
    p = p.strip(" .,;")
    match = next((m for m in _YEAR.finditer(p.plain) if not _inside_pages(p.plain, m.start())), None)
    if match:
        draft.date = _date(match, p) or draft.date
        pages = p[match.end() :].strip(" .,;:")
        p = p[: match.start()]
    else:
        pages = p[:0]
        if tail := _PAGES_TAIL.search(p.plain):
            pages, p = p[tail.start("pages") :], p[: tail.start()]
    if pages:
        draft.pages = clean_pages(pages)
    _place(p.strip(" .,;:"), draft)


def _inside_pages(plain: str, at: int) -> bool:
    """A four-digit number behind ``: 12, `` is a page: only the first number after a colon's publisher is a year."""
    return re.search(r":\s*[A-Za-z]?\d[\d,\s\-~]*\Z", plain[:at]) is not None


def _date(match: re.Match[str], p: Printed) -> Date | None:
    printed = p.text[match.start("date") : match.end("date")]
    if match["calendar"]:
        return parse_date(match["date"].strip() + match["calendar"].strip())
    return parse_date(match["date"]) or parse_date(printed)


def clean_pages(p: Printed) -> str:
    """``191-192`` of ``第191-192页`` and ``pp. 191-192``; anything else as printed."""
    plain = re.sub(r"^(?:第|页|[Pp]p?\.?\s*(?=[A-Z]?\d)|[Pp]ages?\s)\s*", "", p.plain)
    text = p.text[len(p) - len(plain) :]
    return re.sub(r"(?<=[\dA-Za-z一二三四五六七八九十])\s*(?:页|等)\s*$", "", text).strip(" .。,，;；")


def _place(p: Printed, draft: Draft) -> None:
    if not p:
        return
    mask = enclosed(p.plain)
    colon = next((i for i, sign in enumerate(p.plain) if sign == ":" and not (mask[i] and p.plain[0] != "[")), -1)
    if colon >= 0:
        place, publisher = p[:colon].strip(" ,"), p[colon + 1 :].strip(" ,.:")
    else:
        place, publisher = _place_by_comma(p)
    if place and not _MISSING.match(place.plain):
        draft.place = place.text
    if publisher and not _MISSING.match(publisher.plain):
        draft.publisher = publisher.text


def _place_by_comma(p: Printed) -> tuple[Printed, Printed]:
    head, comma, tail = p.plain.partition(",")
    if comma and tail.strip() and re.fullmatch(rf"[{HAN}]{{2,5}}", head.strip()) and not head.endswith(("社", "局")):
        return p[: len(head)].strip(), p[len(head) + 1 :].strip()
    if re.fullmatch(rf"[{HAN}]{{2,3}}市?", head.strip()) and not head.rstrip().endswith(("社", "局", "店", "馆")):
        return p, p[:0]
    return p[:0], p


def read_book_tail(p: Printed, draft: Draft, lists: Lists) -> None:
    """``. 其他责任者. 版本. 地: 者, 年: 页`` behind the title of a book, thesis, report …"""
    p = p.strip(" .,;:/")
    start = 0
    cuts = [*element_stops(p.plain), len(p)]
    for cut in cuts:
        segment = p[start:cut].strip(" ,;")
        if segment and not _element(segment, draft, lists, last=cut == len(p)):
            break
        start = cut + 1
    if start < len(p):
        rest = p[start:]
        if re.fullmatch(rf"\W*{PAGES}\W*", rest.plain) and not re.search(YEAR, rest.plain):
            draft.pages = clean_pages(rest.strip(" .:"))
            return
        rest = _degree(rest, draft)
        read_imprint(rest, draft)


def _element(segment: Printed, draft: Draft, lists: Lists, last: bool) -> bool:
    """File one element before the imprint; false when the imprint begins here."""
    plain = segment.plain.strip()
    if is_edition(plain):
        draft.edition = read_edition(segment.text)
        return True
    if is_volume(plain):
        draft.volume = draft.volume or read_volume(plain)
        return True
    if _SCALE.fullmatch(plain):
        draft.extra["scale"] = segment.text.strip()
        return True
    if match := _DEGREE.match(plain):
        draft.extra["genre"] = match[1]
        return True
    if ":" not in plain:
        names, role = strip_role(segment)
        if role and plausible(names, lists, strict=role in EDITOR_ROLES):
            draft.add_names(parse_names(segment, lists))
            return True
        if "版" in plain and "," in plain and is_edition(plain.split(",")[0]):
            draft.edition = read_edition(plain.split(",")[0])
            return True
        if not last and plain.endswith(("丛书", "文库", "译丛", "系列", "Series")):
            draft.extra["collection-title"] = segment.text
            return True
    return False


def _degree(p: Printed, draft: Draft) -> Printed:
    """``北京大学博士学位论文, 2009`` → ``北京大学, 2009`` with the degree kept apart."""
    match = re.search(r"\(?((?:博士|硕士|学士)(?:研究生)?(?:学位)?(?:毕业)?论文)\)?", p.plain)
    if match:
        draft.extra["genre"] = match[1]
        return Printed(p.text[: match.start()] + p.text[match.end() :], p.plain[: match.start()] + p.plain[match.end() :])
    return p
