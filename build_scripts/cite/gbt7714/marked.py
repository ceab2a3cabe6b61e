"""References with a printed type marker (``[J]``, ``[M]//``, ``[EB/OL]`` …): the frames of GB/T 7714, clause 8."""

from __future__ import annotations

import re

from build_scripts.cite.gbt7714.codes import TYPE_OF_CODE, Marker
from build_scripts.cite.gbt7714.dates import CHINESE, DAY, YEAR, parse_date
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.head import read_head
from build_scripts.cite.gbt7714.host import find_host, host_behind_translator, read_host
from build_scripts.cite.gbt7714.imprint import clean_pages, read_book_tail, read_imprint
from build_scripts.cite.gbt7714.names import parse_names, plausible, strip_role
from build_scripts.cite.gbt7714.printed import Printed, enclosed
from build_scripts.cite.gbt7714.serial import (
    PAGES,
    PREPRINT,
    file_serial,
    name_end,
    read_newspaper,
    read_numbering,
    read_serial,
)
from build_scripts.cite.gbt7714.stops import segments
from build_scripts.cite.gbt7714.titles import read_title, split_number, split_standard
from build_scripts.cite.gbt7714.web import Web, take_web
from build_scripts.model.lists import Lists
from build_scripts.model.reference import RefType

_NUMBERED = frozenset((RefType.REPORT, RefType.PATENT, RefType.ARCHIVE, RefType.DOCUMENT))
_TITLED_BOOK = frozenset((RefType.BOOK, RefType.PROCEEDINGS, RefType.REPORT, RefType.CHAPTER, RefType.THESIS))
_HEADLINE = frozenset((RefType.ARTICLE_NEWSPAPER, RefType.WEBPAGE))
_ISSUE_FIRST = re.compile(rf"{YEAR}\s*[,(-]|{YEAR}\s*\Z|\(\s*[\dSz增第]")
_DAY = re.compile(rf"\(?\s*({DAY}|{CHINESE})\s*\)?")
_VERSION = re.compile(r"\A[vV](?:er(?:sion)?)?\.?\s*\d[\w.]*\Z|\A第?\s*\d+\s*版\Z")


def read_marked(p: Printed, markers: list[Marker], draft: Draft, lists: Lists) -> None:
    """Read ``p``, whose first marker decides the type, into the draft."""
    marker = markers[0]
    head, tail = p[: marker.start], p[marker.end :]
    draft.marker = str(marker)
    draft.type = TYPE_OF_CODE[marker.code]
    if marker.words:
        draft.extra["genre"] = marker.words
    tail, web = take_web(tail)
    host = find_host(tail, markers)
    if host is None and (cut := host_behind_translator(tail.plain)):
        draft.add_names(parse_names(tail[:cut], lists))
        host = tail[cut + 2 :]
    _read_title(head, marker, draft, lists, host is not None)
    if host is not None:
        read_host(host, draft, lists)
    else:
        _READERS.get(draft.type, _read_book)(tail, draft, lists)
    file_web(web, draft)


def file_web(web: Web, draft: Draft) -> None:
    """Address, identifiers, day of access; the bracketed day of issue where no other date was printed."""
    draft.url, draft.doi = web.url, web.doi
    if web.cstr:
        draft.extra["cstr"] = web.cstr
    draft.accessed = web.accessed or draft.accessed
    if draft.date and draft.date.circa and draft.accessed and draft.date.year == draft.accessed.year:
        draft.date = None  # the year of access stood in for a missing one (author-date)
    if web.issued:
        if draft.date is None or (draft.date.year == web.issued.year and not draft.date.month and draft.type in _DATED):
            draft.date = web.issued
        elif str(draft.date) != str(web.issued):
            draft.extra["updated"] = str(web.issued)


_DATED = frozenset((RefType.WEBPAGE, RefType.PREPRINT, RefType.DATASET, RefType.REPORT, RefType.PATENT, RefType.SOFTWARE,
                    RefType.ARTICLE_NEWSPAPER, RefType.DOCUMENT, RefType.STANDARD))  # fmt: skip


def _read_title(head: Printed, marker: Marker, draft: Draft, lists: Lists, part: bool) -> None:
    title = read_head(head, draft, lists, headline=draft.type in _HEADLINE)
    if draft.type in _NUMBERED and not part:
        title, draft.number = split_number(title, issued=draft.type is RefType.DOCUMENT)
        _patent_country(draft)
        if draft.type is RefType.PATENT and not draft.number:
            title = _patent_number(title, draft)
    elif draft.type is RefType.STANDARD:
        title, draft.number = split_standard(title)
        if not draft.number and draft.authors:
            _standard_in_author(draft)
    found = read_title(title, book=draft.type in _TITLED_BOOK and not part)
    draft.title, draft.title_full = found.text, found.full
    draft.volume, draft.number_of_volumes = found.volume, found.count
    draft.edition = found.edition


def _patent_country(draft: Draft) -> None:
    """``中国, 88105607.3`` and ``中国: CN…`` of the older editions: the country is kept apart."""
    match = re.match(r"([\u3400-\u9fff]{2,6}|[A-Z]{2}(?=[,，:]))\s*[,，:：]\s*(?=\S)", draft.number)
    if match and draft.type is RefType.PATENT:
        draft.extra["authority"] = match[1]
        draft.number = draft.number[match.end() :].strip()


def _patent_number(title: Printed, draft: Draft) -> Printed:
    match = re.search(r"[:,]\s*(?:([\u3400-\u9fff]{2,6}|[A-Z]{2})\s*[,:]\s*)?([A-Z]{0,3}\s?\d[\d.,/ X]*[A-Z]?\d?)\s*\Z", title.plain)
    if match is None or match.start() == 0:
        return title
    draft.number = title.text[match.start(2) : match.end(2)].strip()
    if match[1]:
        draft.extra["authority"] = match[1]
    return title[: match.start()]


def _standard_in_author(draft: Draft) -> None:
    """``GB/T 7714. 名称[S]``: the number that stands where a creator would."""
    name = draft.authors[0]
    if len(draft.authors) == 1 and re.match(r"[A-Z]{2,}[/\s]*[A-Z]*\s?\d", str(name)):
        draft.number, draft.authors = str(name), ()


def _read_journal(tail: Printed, draft: Draft, lists: Lists) -> None:
    tail = tail.strip(" .,;:/")
    while True:  # 其他责任者 before the periodical: 某某, 译. 刊名, …
        head, stop, rest = tail.plain.partition(".")
        names, role = strip_role(tail[: len(head)]) if stop and rest.strip() else (tail, "")
        if not role or not plausible(names, lists):
            break
        draft.add_names(parse_names(tail[: len(head)], lists))
        tail = tail[len(head) + 1 :].strip(" .,;:")
    if _ISSUE_FIRST.match(tail.plain):
        if re.search(rf"-|\.\s*\S.*{YEAR}", tail.plain):
            _read_periodical(tail, draft, lists)
        else:
            file_serial(read_numbering(tail), draft)
            _name_alone(draft)
        return
    file_serial(read_serial(tail), draft)


def _read_periodical(tail: Printed, draft: Draft, lists: Lists) -> None:
    """``题名[J]. 年, 卷(期)-年, 卷(期). 地: 者, 年-年``: a serial as a whole (8.4)."""
    draft.type = RefType.PERIODICAL
    parts = segments(tail)
    first = parts[0].plain.strip()
    if len(parts) > 1:
        read_imprint(tail[tail.plain.find(parts[1].plain) :], draft)
        draft.extra["range"] = parts[0].text.strip()
    match = re.match(rf"({YEAR})\s*[,]?\s*(\d+)?\s*(?:\(([^()]+)\))?\s*(-?)", first)
    if match:
        if draft.date is None:
            draft.date = parse_date(first) or parse_date(match[1])
        if "-" in first and len(parts) == 1:
            draft.extra["range"] = tail.text.strip()
        draft.volume, draft.issue = (match[2] or "", match[3] or "") if not match[4] else ("", "")


def _name_alone(draft: Draft) -> None:
    """``人民日报[N]. 2014-01-01``: an issue as a whole; what stands before the marker names the paper."""
    if not draft.container and not draft.authors:
        draft.container, draft.title, draft.title_full = draft.title_full, "", ""


def _read_newspaper(tail: Printed, draft: Draft, lists: Lists) -> None:
    found = read_newspaper(tail)
    day = draft.date
    file_serial(found, draft)
    draft.date = found.date or day
    _name_alone(draft)


def _read_book(tail: Printed, draft: Draft, lists: Lists) -> None:
    year = draft.date
    read_book_tail(tail, draft, lists)
    if draft.date is None:
        draft.date = year


_PATENT_TAIL = re.compile(r"(?:[\u3400-\u9fff]{2,8}\s*[:,]\s*)?([A-Z]{0,3}\s?\d[\dA-Z.]{5,})\s*[,.]\s*")


def _read_dated(tail: Printed, draft: Draft, lists: Lists) -> None:
    """Reports, patents, standards, archives: a full date or an imprint, then pages."""
    tail = tail.strip(" .,;:")
    if draft.type is RefType.PATENT and not draft.number and (number := _PATENT_TAIL.match(tail.plain)):
        draft.number = number[1]
        tail = tail[number.end() :].strip(" .,;:")
    match = re.match(rf"\(?\s*({DAY}|{CHINESE}|{YEAR})\s*\)?\s*(?:[:]\s*(?P<pages>.+))?\Z", tail.plain)
    if match:
        draft.date = parse_date(match[1]) or draft.date
        if match["pages"]:
            draft.pages = clean_pages(tail[match.start("pages") :])
        return
    if tail:
        _read_book(tail, draft, lists)


def _read_online(tail: Printed, draft: Draft, lists: Lists) -> None:
    """Web pages, data sets, preprints, software: version, site or platform, date, or an imprint as of a book."""
    tail = tail.strip(" .,;:/")
    if not tail:
        return
    parts = segments(tail)
    while parts and _VERSION.match(parts[0].plain.strip()):
        draft.extra["version"] = parts.pop(0).text.strip()
    if not parts:
        return
    if match := PREPRINT.match(parts[0].plain.strip()):
        draft.container = parts[0].text[: match.end()].strip()
        if year := re.search(rf"[,(]\s*({DAY}|{YEAR})(?![\d.])", tail.plain[tail.plain.find(match[0]) + len(match[0]) :]):
            draft.date = parse_date(year[1]) or draft.date
        return
    rest = tail[tail.plain.find(parts[0].plain) :].strip(" .,;:")
    mask = enclosed(rest.plain)
    if any(sign == ":" and not mask[i] for i, sign in enumerate(rest.plain)) and not re.match(r".*\d\s*:\s*\d", rest.plain):
        _read_book(rest, draft, lists)
        return
    if draft.type is RefType.SOFTWARE and re.fullmatch(rf"[^,]+(?:,\s*{YEAR})?", rest.plain):
        _read_book(rest, draft, lists)
        return
    numbered = name_end(rest.plain)
    if numbered and re.search(r"\(\d+\)|卷|期", rest.plain[numbered.end() :]):
        file_serial(read_serial(rest), draft)
        return
    match = _DAY.search(rest.plain) or re.search(rf"(?<![\d-])\(?({YEAR})(?![\d-])(?=\s*\)?\s*\Z)", rest.plain)
    if match and (found := parse_date(match[1])):
        draft.date = found if draft.date is None or found.month else draft.date
        after = rest[match.end() :].strip(" .,;:()")
        rest = rest[: match.start()]
        if page := re.fullmatch(PAGES, after.plain):
            draft.pages = page[0]
    draft.container = rest.strip(" .,;:()").text


_READERS = {
    RefType.ARTICLE_JOURNAL: _read_journal,
    RefType.ARTICLE_NEWSPAPER: _read_newspaper,
    RefType.WEBPAGE: _read_online,
    RefType.DATASET: _read_online,
    RefType.PREPRINT: _read_online,
    RefType.SOFTWARE: _read_online,
    RefType.REPORT: _read_dated,
    RefType.PATENT: _read_dated,
    RefType.STANDARD: _read_dated,
    RefType.ARCHIVE: _read_dated,
}
