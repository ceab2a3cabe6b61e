"""References in the manner of notes: ``作者：《书》，译者译，出版社，1981年，第14页。`` and its many sisters.

After the house styles of the humanities journals (《中国社会科学》 and its followers) and of think-tank reports: the title
stands in title marks or quotes, what follows are elements parted by commas, each known by its own shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from build_scripts.cite.gbt7714.dates import CHINESE, DAY, WESTERN, YEAR, parse_date
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.imprint import clean_pages
from build_scripts.cite.gbt7714.kinds import Kind, decide, kind_of_source
from build_scripts.cite.gbt7714.names import parse_names, plausible, strip_role
from build_scripts.cite.gbt7714.note_title import named_document, read_authors, title_span, unmarked_title, without_year
from build_scripts.cite.gbt7714.printed import Printed, enclosed
from build_scripts.cite.gbt7714.serial import PAGES, read_numbering
from build_scripts.cite.gbt7714.stops import element_stops
from build_scripts.cite.gbt7714.titles import is_edition, is_volume, read_edition, read_title, read_volume
from build_scripts.cite.gbt7714.web import take_web
from build_scripts.model.lists import Lists
from build_scripts.model.reference import Name, RefType

_IN = re.compile(r"(?:(?:原)?(?:载于?|刊于?|刊载于|登载于|发表于)|收入|收于|辑入|收录于|转载于|见|[Ii]n\b)\s*[:]?\s*(?=\S)")
_PAGES = re.compile(
    rf"(?:第\s*|[Pp]p?\.?\s*(?=[A-Z]?\d|[xvi])|页\s*(?=\d))({PAGES}|[一二三四五六七八九十百〇零]+(?:\s*[-~至]\s*[一二三四五六七八九十百〇零]+)?)\s*页?\s*(?:注\S{{0,4}})?\Z"
    rf"|({PAGES})\s*页\Z"
)
_PLATE = re.compile(r"(?:第\s*)?([A-Z]?\d+(?:\s*[-~、]\s*[A-Z]?\d+)*|[一二三四五六七八九十]+)\s*版(?!社)")
_NUMBERED = re.compile(
    rf"(?:{YEAR}\s*年?度?\s*[,]?\s*)?(?:第?\s*[\w]{{1,4}}\s*卷\s*)?[,]?\s*(?:总?第?\s*[\d一二三四五六七八九十/、~-]{{1,8}}\s*[期号辑]"
    rf"|增刊)|[Vv]ol\.?\s*\d|[Nn]o\.\s*\d|{YEAR}\s*\(\d|\A\d+\s*\(\s*\d+\s*\)|\s\d+\s*\(\s*\d[\d/-]*\s*\)\s*(?::|\Z)|[A-Za-z]\s\d{{1,3}}\Z"
)
_DEGREE = re.compile(r"((?:博士|硕士|学士)(?:研究生)?(?:学位)?(?:毕业)?论文|博士后出站报告)")
_DATE = re.compile(
    rf"(?P<before>.*?)\s*(?P<date>{CHINESE}|{DAY}(?!\d)|{WESTERN}|(?<!\d){YEAR}(?!\d))\s*(?P<print>年?(?:(?:第\s*[\d一二三四五六七八九十]+"
    rf"|修订|增订)?版|电讯?|讯|[印刊]本?|第\d+次印刷|(?:第[一二三四五六七八九十]次)?(?:修订|修正|通过|公布|颁布|发布|施行|实施)(?!版))?)(?P<after>.*)\Z",
    re.IGNORECASE,
)
_BARE_VOLUME = frozenset(("(上)", "(中)", "(下)"))
_ISSUED_NUMBER = re.compile(r"[\u3400-\u9fff]{1,10}\s*[\[(]\s*\d{4}\s*[\])]\s*第?\s*\d+\s*号")
_FIGURE = re.compile(r"(?:Figure|Fig\.?|Table|Chapter|图|表|附录|Appendix)\s*[A-Z]?\d[\w.-]*\Z")

_LAW = re.compile(r"(?:法|法典|条例|宪法)\Z")
_TURNED = re.compile(r"(?P<family>[\u3400-\u9fff]{1,8}),\s*(?P<given>[\u3400-\u9fff·]{1,8})")
"""A translated author's name turned about (科尔曼，詹姆斯，1990，《…》，某某译): two authors are parted by 、 in that manner."""


_HOLDER = re.compile(r"(?P<holder>[\u3400-\u9fff]{2,20}(?:档案馆|档案局|档案室|图书馆|博物馆))\s*藏?\Z")
_SHELF = re.compile(r"(?:档案号|案卷号|全宗号?|目录号?|卷宗号?|卷号|缩微号|馆藏号|档号|索书号)\s*:?\s*[\w.-]{1,24}\Z")
"""Where a paper is kept, and the numbers under which it is found there."""


@dataclass(slots=True)
class Seen:
    """What the elements told about the kind of source, beside the fields themselves."""

    kind: Kind = Kind.UNKNOWN
    in_host: bool = False
    host_named: bool = False
    archive: bool = False
    loose: list[Printed] = field(default_factory=list)


def read_note(p: Printed, draft: Draft, lists: Lists) -> bool:
    """Read a reference whose title stands in title marks or quotes; false where there is none."""
    span = title_span(p.plain)
    if span is None:
        return False
    p, web = take_web(p, issued=False)
    span = title_span(p.plain) or (0, 0)
    draft.url, draft.doi, draft.accessed = web.url, web.doi, web.accessed
    head: Printed | None
    if whole := named_document(p.plain, span):
        head, span = p[:whole], (whole, whole)
    elif (head := unmarked_title(p[: span[0]], draft, lists)) is not None:
        span = (span[0], span[0])
    start, end = span
    title = head if head is not None else p[start + 1 : end - 1].strip(" ,.") if p.plain[start] in "“\"" else p[start:end]
    found = read_title(title, book=head is None and p.plain[start] == "《")
    draft.title, draft.title_full, draft.volume = found.text, found.full, found.volume
    draft.number_of_volumes, draft.edition = found.count, found.edition
    if head is None:
        read_authors(p[:start], draft, lists)
    seen = Seen()
    rest = _section(p[end:], draft) if end > start and p.plain[start] == "《" else p[end:]
    for i, element in enumerate(elements(rest)):
        _element(element, draft, seen, lists, first=i == 0)
    _settle(draft, seen, lists)
    if draft.translators and (turned := _TURNED.fullmatch(without_year(p[:start])[0].plain)) and without_year(p[:start])[1]:
        draft.authors = (Name(turned["family"], turned["given"], printed=turned[0]),)
    return True


def _is_date_comma(plain: str, start: int, at: int) -> bool:
    """Whether the comma at ``at`` stands within a Western date (``April 5, 2024``)."""
    year = re.match(rf"\s*({YEAR})(?!\d)", plain[at + 1 :])
    if year is None or not re.search(r"[A-Z][a-z]+\.?\s*\d*\Z", plain[start:at]):
        return False
    return parse_date(f"{plain[start:at].strip()}, {year[1]}") is not None


def elements(p: Printed) -> list[Printed]:
    """The elements behind the title, parted by commas, semicolons and stops outside brackets and quotes."""
    mask = enclosed(p.plain)
    stops = set(element_stops(p.plain, mask))
    out, last = [], 0
    for match in re.finditer("[,;.]", p.plain):
        at = match.start()
        if mask[at] or (match[0] == "." and at not in stops):
            continue
        if match[0] == "," and _is_date_comma(p.plain, last, at):
            continue  # April 5, 2024
        out.append(p[last:at])
        last = at + 1
    out.append(p[last:])
    return [piece for piece in (part.strip(" :") for part in out) if piece]


def _section(p: Printed, draft: Draft) -> Printed:
    """``《史记》卷六《秦始皇本纪》``: volume and section follow the book's title without a comma; the book is the work."""
    match = re.match(r"\s*(卷\s*\S{1,6}?|第\S{1,4}[卷册篇])?\s*[《·]\s*([^《》]{1,40})》", p.plain)
    if match is None or (not match[1] and p.plain.lstrip()[:1] != "《"):
        return p
    draft.extra["section"] = match[2]
    if match[1]:
        draft.volume = read_volume(match[1])
        draft.title_full = f"{draft.title_full}{p.text[match.start(1) : match.end(1)]}"
    return p[match.end() :]


def _element(p: Printed, draft: Draft, seen: Seen, lists: Lists, first: bool = False) -> None:
    """File one element; the first test that fits decides."""
    if match := _IN.match(p.plain):
        rest = p[match.end() :]
        if "《" in rest.plain or kind_of_source(rest.plain, lists) is not Kind.UNKNOWN or len(match[0].strip()) > 1:
            seen.in_host = True
            p = rest
    plain = p.plain.strip(" ()")
    if "《" in p.plain and not draft.container and (span := title_span(p.plain)):
        _host(p, span, draft, seen, lists)
    elif (holder := _HOLDER.match(plain)) and not draft.publisher and not draft.container and (plain.endswith("藏") or "档案" in plain):
        draft.publisher, seen.archive = holder["holder"], True
    elif _SHELF.match(plain):
        if seen.archive:
            draft.number = f"{draft.number}，{p.text.strip()}" if draft.number else p.text.strip()
        else:
            draft.locator = draft.locator or p.text.strip()
    elif _ISSUED_NUMBER.fullmatch(plain):
        draft.number = p.strip(" ()").text
    elif first and (is_volume(plain) or p.plain.strip() in _BARE_VOLUME) and not draft.volume and not draft.container:
        draft.volume = read_volume(plain)
        draft.title_full = f"{draft.title_full}{p.text.strip()}"
    elif is_volume(plain) and seen.host_named and not re.search("[期号]", plain):
        if draft.volume:
            draft.title = draft.title_full
        draft.volume = read_volume(plain)
    elif match := _PAGES.match(plain):
        _pages(p.text.strip(" ()"), draft)
    elif (draft.issue or draft.volume) and not draft.pages and re.fullmatch(rf"(?!{YEAR}\Z){PAGES}", p.plain.strip()):
        draft.pages = p.text.strip()
    elif _FIGURE.match(plain):
        draft.locator = draft.locator or p.text
    elif _newspaper_plate(plain, draft, seen):
        pass
    elif is_edition(plain):
        draft.edition = read_edition(plain)
    elif _DEGREE.search(plain):
        _thesis(p, draft, seen)
    elif _NUMBERED.search(p.plain.strip()) and not plain.startswith("《"):
        _numbered(p, draft, seen, lists)
    elif _role(p, draft, lists):
        pass
    else:
        _dated_or_source(p, draft, seen, lists)


def _pages(text: str, draft: Draft) -> None:
    pages = clean_pages(Printed.of(text))
    draft.pages = f"{draft.pages},{pages}" if draft.pages else pages


def _newspaper_plate(plain: str, draft: Draft, seen: Seen) -> bool:
    match = _PLATE.fullmatch(plain)
    if match and (seen.kind is Kind.NEWSPAPER or (draft.date and draft.date.day)):
        draft.pages = match[1]
        seen.kind = Kind.NEWSPAPER
        return True
    return False


def _thesis(p: Printed, draft: Draft, seen: Seen) -> None:
    match = _DEGREE.search(p.plain)
    if match is None:
        return
    seen.kind = Kind.THESIS
    draft.extra["genre"] = match[1]
    rest = Printed(p.text[: match.start()] + p.text[match.end() :], p.plain[: match.start()] + p.plain[match.end() :])
    if when := re.search(rf"({YEAR})\s*(?:年|届|级)?度?", rest.plain):
        draft.date = parse_date(when[1])
        rest = Printed(rest.text[: when.start()] + rest.text[when.end() :], rest.plain[: when.start()] + rest.plain[when.end() :])
    rest = rest.strip(" ()[],:")
    if rest:
        _place_publisher(rest, draft)


def _numbered(p: Printed, draft: Draft, seen: Seen, lists: Lists) -> None:
    """``2006年第7期`` with or without the periodical's name before it."""
    match = re.search(rf"{YEAR}|第|总第|[Vv]ol|[Nn]o\.|\d+\s*[卷期(]|(?<=[A-Za-z])\s\d{{1,3}}\Z", p.plain)
    start = match.start() if match else 0
    name = p[:start].strip(" ,")
    if name and not draft.container:
        draft.container = name.text
    serial = read_numbering(p[start:])
    draft.date = serial.date or draft.date
    draft.volume, draft.issue = serial.volume or draft.volume, serial.issue or draft.issue
    if serial.pages:
        draft.pages = serial.pages
    if serial.whole:
        draft.extra["whole-number"] = serial.whole
    seen.kind = Kind.JOURNAL if seen.kind in (Kind.UNKNOWN, Kind.JOURNAL) else seen.kind


def _role(p: Printed, draft: Draft, lists: Lists) -> bool:
    names, role = strip_role(p)
    if not role or not names or kind_of_source(p.plain, lists) is Kind.PUBLISHER or not plausible(names, lists):
        return False
    draft.add_names(parse_names(p, lists))
    return True


def _host(p: Printed, span: tuple[int, int], draft: Draft, seen: Seen, lists: Lists) -> None:
    """``主编：《书》上册``, ``《刊》2006年第7期``, ``《报》2024年1月26日第10版``."""
    start, end = span
    found = read_title(p[start:end], book=True)
    draft.container = found.text
    draft.volume = found.volume or draft.volume
    if found.full != found.text:
        draft.extra["container-full"] = found.full
    seen.host_named = True
    seen.kind = kind_of_source(found.text, lists)
    names = p[:start].strip(" ,.:")
    if names and plausible(names, lists):
        draft.editors += parse_names(names, lists).names
        seen.in_host = True
    for rest in elements(p[end:]):
        _element(rest, draft, seen, lists)


def _dated_or_source(p: Printed, draft: Draft, seen: Seen, lists: Lists) -> None:
    match = _DATE.match(p.plain)
    if match and kind_of_source(p.plain, lists) is not Kind.AGENCY and not (match["after"].strip() and not _after_date(match["after"])):
        found = parse_date(match["date"])
        if found and (draft.date is None or found.month or not draft.date.month):
            draft.date = found
        _after(p[match.start("after") :], draft, seen)
        if "版" in match["print"] and (number := re.search(r"第\s*([\d一二三四五六七八九十]+)版", match["print"])) and found and found.day:
            draft.pages = number[1]
        p = p[: match.end("before")].strip(" ,:(")
        if not p:
            return
    kind = kind_of_source(p.plain.strip(), lists)
    if kind in (Kind.AGENCY, Kind.NEWSPAPER, Kind.JOURNAL, Kind.SITE) and not draft.container:
        draft.container = p.text.strip("《》 ")
        seen.kind = kind
    elif kind is Kind.PUBLISHER or (":" in p.plain and not re.search(r"\d\s*:\s*\d", p.plain)):
        _place_publisher(p, draft)
        seen.kind = Kind.PUBLISHER if seen.kind in (Kind.UNKNOWN, Kind.PUBLISHER) else seen.kind
    else:
        seen.loose.append(p)


def _after_date(after: str) -> bool:
    return re.match(r"\s*[,(]?\s*(?:第|[A-Z]?\d+\s*版|\(|增刊|访问|$)", after) is not None


def _after(p: Printed, draft: Draft, seen: Seen) -> None:
    plain = p.strip(" ,()").plain
    if not plain:
        return
    if match := _PLATE.match(plain):
        draft.pages = match[1]
        seen.kind = Kind.NEWSPAPER if seen.kind in (Kind.UNKNOWN, Kind.NEWSPAPER) else seen.kind
    elif _PAGES.match(plain):
        _pages(plain, draft)
    elif re.fullmatch(r"[A-Z]?\d{1,3}", plain):
        draft.pages = plain


def _place_publisher(p: Printed, draft: Draft) -> None:
    place, colon, publisher = p.plain.partition(":")
    if colon and publisher.strip():
        draft.place = p[: len(place)].strip().text
        draft.publisher = p[len(place) + 1 :].strip(" ,").text
    elif not draft.publisher:
        draft.publisher = p.strip(" ,:").text


def _settle(draft: Draft, seen: Seen, lists: Lists) -> None:
    """Give the loose elements a field and decide the type."""
    loose = [p for p in seen.loose if p.text.strip(" .")]
    for p in list(loose):
        text = p.strip(" .()").plain
        if draft.publisher and not draft.place and len(text) <= 4 and re.fullmatch(r"[\u3400-\u9fff]{2,4}", text):
            draft.place = text
            loose.remove(p)
    if loose and not draft.container and draft.publisher and draft.editors and seen.in_host and " " in loose[0].plain.strip():
        draft.container = loose.pop(0).strip(" .").text  # “Title,” in A. Editor (ed.), Book, Publisher
    if seen.kind is Kind.THESIS and loose and not draft.publisher:
        _place_publisher(loose.pop(0), draft)
    if loose and not draft.container and not draft.publisher:
        first = loose.pop(0)
        draft.container = first.strip(" .").text
    if loose:
        draft.extra["note"] = "，".join(p.text for p in loose)
    if not draft.container and draft.title and not draft.authors and not draft.publisher:
        named = kind_of_source(draft.title, lists)
        if (named is Kind.NEWSPAPER and draft.date) or (seen.kind is Kind.JOURNAL and draft.issue):
            draft.container, draft.title, draft.title_full = draft.title_full, "", ""
            seen.kind = named if named is not Kind.UNKNOWN else seen.kind
    draft.type = RefType.ARCHIVE if seen.archive else decide(draft, seen.kind, seen.in_host, lists)
    if draft.type is RefType.DOCUMENT and draft.date and all(name.literal for name in draft.authors) and _LAW.search(draft.title):
        draft.type = RefType.LEGISLATION
    if draft.type.value in ("article-journal", "article-newspaper", "webpage") and draft.title != draft.title_full:
        if draft.volume in ("上", "中", "下"):  # the part of an article, no volume of its periodical
            draft.volume = ""
        draft.title = draft.title_full if not draft.volume or not seen.host_named else draft.title
