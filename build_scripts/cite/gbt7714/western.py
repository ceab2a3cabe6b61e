"""Unmarked references without title marks: APA, Harvard and Vancouver manners, unmarked GB/T lists, plain notes.

Titles in quotes are read by ``notes``; here the year in brackets or the stops tell the elements apart.
"""

from __future__ import annotations

import re

from build_scripts.cite.gbt7714.dates import YEAR
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.head import file_year, read_head
from build_scripts.cite.gbt7714.imprint import read_book_tail
from build_scripts.cite.gbt7714.kinds import Kind, decide, kind_of_source
from build_scripts.cite.gbt7714.names import parse_names, plausible
from build_scripts.cite.gbt7714.printed import Printed
from build_scripts.cite.gbt7714.serial import Serial, read_newspaper, read_serial
from build_scripts.cite.gbt7714.stops import segments
from build_scripts.cite.gbt7714.titles import read_title, split_edition
from build_scripts.cite.gbt7714.web import take_web
from build_scripts.model.lists import Lists
from build_scripts.model.reference import RefType

_IN_BOOK = re.compile(r"\s*(?:In|in)\s*:?\s+(?=[A-Z])")
_EDS = re.compile(r"\s*\(\s*[Ee]ds?\.?\s*\)\s*,?\s*")
_PP = re.compile(r"\s*\(\s*(?:pp?\.?|Vol\.)\s*([^()]+)\)")

_INVERTED = r"[A-Z][\w'’-]+,\s*(?:[A-Z]\.[\s-]*){1,3}"
_COMMA_BOOK = re.compile(
    rf"(?P<names>{_INVERTED}(?:(?:,\s*|,?\s*and\s+|,?\s*&\s*){_INVERTED})*(?:et al\.?\s*)?(?P<role>\(\s*[Ee]ds?\.?\s*\))?)\s*,?\s*"
    rf"(?P<title>[A-Z][^,.]{{3,}}?(?:,\s[a-z][^,.]*)*),\s*(?P<imprint>[^,.]{{3,60}}(?:,\s*[A-Z][^,.\d]{{2,30}})?,\s*{YEAR}\b.*)"
)
"""``Bishop, P. & Williams, L., Title, Publisher, Place, 2012``: names turned about, everything parted by commas."""
_DATED_BOOK = re.compile(
    rf"(?P<names>{_INVERTED}(?:(?:,\s*|,?\s*and\s+|,?\s*&\s*)(?:{_INVERTED}|(?:[A-Z]\.\s*){{1,3}}[A-Z][\w'’-]+))*(?:et al\.?\s*)?"
    rf"(?P<role>\(\s*[Ee]ds?\.?\s*\))?)\s*,?\s*"
    rf"(?P<year>{YEAR}[a-z]?),\s*(?P<title>[A-Z][^.,\d]{{3,}}(?:,\s[a-z][^.,\d]*)*),\s*(?P<imprint>[A-Z][^,:\d]{{2,30}}(?:,\s[A-Z][^,:\d]{{1,20}})?:\s*[^,\d]{{2,60}})\.?"
)
"""``Bishop, P., 2012, Title, London: Publisher.``: the year behind the names."""


def read_unmarked(p: Printed, draft: Draft, lists: Lists) -> bool:
    """Read ``creators (year). title. source`` or ``creators. title. source``; false where nothing tells them apart."""
    p, web = take_web(p)
    draft.url, draft.doi, draft.accessed = web.url, web.doi, web.accessed
    if (comma := _COMMA_BOOK.fullmatch(p.plain)) and not read_serial(p[comma.start("imprint") :]).issue:
        return _comma_book(p, comma, draft, lists)
    if dated := _DATED_BOOK.fullmatch(p.plain):
        file_year(dated["year"], draft)
        return _comma_book(p, dated, draft, lists)
    rest = read_head(p, draft, lists)
    if not draft.authors and draft.date is None and not re.search(YEAR, p.plain):
        if web.issued:
            draft.date = web.issued
        draft.title = draft.title_full = rest.text
        draft.type = RefType.WEBPAGE if draft.url else RefType.DOCUMENT
        return bool(draft.url)
    if web.issued and draft.date is None:
        draft.date = web.issued
    parts = segments(rest)
    if not parts:
        return False
    title = parts[0]
    source = rest[rest.plain.find(title.plain) + len(title) :].strip(" .,;")
    found = read_title(title, book=False)
    draft.title, draft.title_full = found.text, found.full
    if (edition := split_edition(title)) and source:
        draft.title, draft.edition = edition
    if source:
        _source(source, draft, lists)
    else:
        _inline(title, draft, lists)
    return bool(draft.authors or draft.container or draft.publisher or draft.url)


def _comma_book(p: Printed, match: re.Match[str], draft: Draft, lists: Lists) -> bool:
    names = p[: match.start("role")] if match["role"] else p[: match.end("names")]
    found = parse_names(names.strip(" ,"), lists)
    if match["role"]:
        draft.editors = found.names
    else:
        draft.add_names(found)
    draft.title = draft.title_full = p[match.start("title") : match.end("title")].text
    imprint = p[match.start("imprint") :]
    parts = [part.strip() for part in imprint.plain.split(",")]
    if len(parts) > 2 and re.match(YEAR, parts[2]) and kind_of_source(parts[0], lists) is Kind.PUBLISHER:
        draft.place = parts[1]
        imprint = Printed.of(", ".join([parts[0], *parts[2:]]))
    date = draft.date
    read_book_tail(Printed.of(re.sub(r",\s*pp?\.\s*", ": ", imprint.text)), draft, lists)
    draft.date = draft.date or date
    draft.type = decide(draft, Kind.PUBLISHER, False, lists)
    return True


def _source(p: Printed, draft: Draft, lists: Lists) -> None:
    if match := _IN_BOOK.match(p.plain):
        _chapter(p[match.end() :], draft, lists)
        return
    serial = read_serial(p)
    if re.match(r"(?:\w+ preprint|arXiv|bioRxiv|medRxiv|ChinaXiv)", serial.container):
        _file(serial, draft)
        draft.type = RefType.PREPRINT
        return
    if serial.date and serial.date.day and kind_of_source(serial.container, lists) in (Kind.NEWSPAPER, Kind.AGENCY):
        _file(read_newspaper(p), draft)
        draft.type = RefType.ARTICLE_NEWSPAPER
        return
    if serial.container and (serial.issue or serial.volume) and not re.search(r"[:]\s*\S*(?:出版|Press)", p.plain):
        _file(serial, draft)
        draft.type = RefType.ARTICLE_JOURNAL
        return
    before = draft.date
    read_book_tail(p, draft, lists)
    draft.date = draft.date or before
    kind = kind_of_source(draft.publisher, lists)
    if kind in (Kind.JOURNAL, Kind.NEWSPAPER, Kind.AGENCY, Kind.SITE) and not draft.place:
        draft.container, draft.publisher = draft.publisher, ""
    draft.type = decide(draft, kind, False, lists)


def _file(serial: Serial, draft: Draft) -> None:
    draft.container, draft.volume, draft.issue = serial.container, serial.volume, serial.issue
    draft.pages = serial.pages
    draft.date = serial.date or draft.date


def _chapter(p: Printed, draft: Draft, lists: Lists) -> None:
    """``In A. Editor (Ed.), Book title (pp. 1-9). Place: Publisher.``"""
    draft.type = RefType.CHAPTER
    if match := _EDS.search(p.plain):
        draft.editors = parse_names(p[: match.start()], lists).names
        p = p[match.end() :]
    if match := _PP.search(p.plain):
        draft.pages = p.text[match.start(1) : match.end(1)].strip()
        p = Printed(p.text[: match.start()] + p.text[match.end() :], p.plain[: match.start()] + p.plain[match.end() :])
    parts = segments(p)
    if parts:
        draft.container = parts[0].text
        tail = p[p.plain.find(parts[0].plain) + len(parts[0]) :]
        pages, date = draft.pages, draft.date
        read_book_tail(tail, draft, lists)
        draft.pages, draft.date = pages or draft.pages, draft.date or date


def _inline(p: Printed, draft: Draft, lists: Lists) -> None:
    """Elements parted by commas only: ``Author, Title, Publisher, 1999, p. 5``."""
    parts = [part.strip() for part in re.split(",", p.plain)]
    if len(parts) < 3 or not plausible(Printed.of(parts[0]), lists) or draft.authors:
        draft.type = decide(draft, Kind.UNKNOWN, False, lists)
        return
    draft.add_names(parse_names(p[: len(parts[0])], lists))
    title = re.search(re.escape(parts[1]) + rf"(?:,\s*{YEAR}\s*[-–—]\s*\d{{2,4}}(?=,))?", p.plain)
    assert title is not None
    draft.title = draft.title_full = p[title.start() : title.end()].text
    rest = p[title.end() :].strip(" ,")
    match = re.search(rf"(?<!\d){YEAR}(?!\d)", rest.plain)
    if match and read_serial(rest).issue:
        _file(read_serial(rest), draft)
        draft.type = RefType.ARTICLE_JOURNAL
        return
    read_book_tail(Printed.of(re.sub(r",\s*pp?\.\s*", ": ", rest.text)), draft, lists)
    draft.type = decide(draft, Kind.UNKNOWN, False, lists)
