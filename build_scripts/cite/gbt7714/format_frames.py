"""The frames of GB/T 7714 clause 8: which parts an entry of each type has, and in what order.

A frame gives the areas of the entry behind the creators; areas are separated by a stop. Where the editions differ, the
condition names the edition.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from build_scripts.cite.gbt7714.format_parts import Parts
from build_scripts.model.reference import RefType

Frame = Callable[[Parts], list[str]]


def book(p: Parts) -> list[str]:
    """8.2: 题名：其他题名信息[M]. 其他责任者. 版本. 出版地：出版者，年：引文页."""
    return [p.with_volume(p.title) + p.marker, *_others(p), p.extra.get("scale", ""), p.edition, p.imprint]


def part(p: Parts) -> list[str]:
    """8.3: 析出题名[M]. 其他责任者//图书责任者. 图书题名. 版本. 地：者，年：页."""
    ref = p.reference
    if not ref.container:
        return book(p)
    title = _standard_title(p) if p.code == "S" else p.title
    head = p.signs.stop.join(filter(None, (title + p.marker, p.translated)))
    full = p.extra.get("container-full", "")
    host = p.whole(ref.container, full) if full else p.with_volume(p.fit(ref.container))
    if p.code == "C" and not (ref.publisher or ref.place):
        return _meeting(p, head, host)
    hosts = p.people(ref.editors, "editors-et-al" in p.extra)
    first = f"{head}//{hosts or host}"
    return [first, *([host] if hosts else []), p.edition, p.imprint]


def _meeting(p: Parts, head: str, host: str) -> list[str]:
    """8.6 unpublished: ``[C]//会议名称，年：页``; in 2015 the place of the meeting stands behind its name."""
    place = p.extra.get("event-place", "") if p.style.edition == 2015 else ""
    return [f"{head}//" + p.placed(p.signs.comma.join(filter(None, (host, p.fit(place)))), p.imprint_year)]


def serial(p: Parts) -> list[str]:
    """8.4: 题名[J]. 年，卷（期）—年，卷（期）. 地：者，年."""
    ref = p.reference
    span = p.extra.get("range", "")
    if not span and (ref.volume or ref.issue):
        span = _numbered(p, p.year())
    if p.style.edition == 2025:
        span = re.sub(r"(?<=[\d)）])\s*[-–—]+\s*", "—", span)
    return [p.title + p.marker, p.numbering(span), p.imprint]


def article(p: Parts) -> list[str]:
    """8.5: 题名[J]. 其他责任者. 刊名，年，卷（期）：页; newspapers 报名，YYYY-MM-DD（版次）; online first the date."""
    ref = p.reference
    journal = p.fit(ref.container)
    head = [p.title + p.marker, p.translated] if p.title else [journal + p.marker]
    journal = journal if p.title else ""
    if p.code == "N" or ref.type == RefType.ARTICLE_NEWSPAPER:
        issue = f"{p.signs.left}{ref.pages}{p.signs.right}" if ref.pages else ""
        return [*head, p.signs.comma.join(filter(None, (journal, p.imprint_date))) + issue + p.accessed]
    if not (ref.volume or ref.issue or ref.pages):
        return [*head, p.signs.comma.join(filter(None, (journal, p.imprint_date))) + p.accessed]
    when = _numbered(p, p.imprint_year)
    glued = not ref.volume and not p.imprint_year and ref.issue
    where = journal + when if glued else p.signs.comma.join(filter(None, (journal, when)))
    return [*head, p.placed(where, "")]


def _numbered(p: Parts, year: str) -> str:
    """``年，卷（期）``."""
    ref = p.reference
    number = _bare_number(ref.issue)
    issue = f"{p.signs.left}{number}{p.signs.right}" if number else ""
    return p.signs.comma.join(filter(None, (year, _bare_number(ref.volume)))) + p.fit(issue)


def _bare_number(printed: str) -> str:
    """``5`` of ``第5期`` and ``第5卷``, as data bases export them."""
    match = re.fullmatch(r"第?\s*([\dA-Za-z/-]+)\s*[期卷号]", printed)
    return match[1] if match else printed


def thesis(p: Parts) -> list[str]:
    """8.7: 题名[D]. 所在地：单位，年：页. The place of a school is left out where it is not known."""
    school = p.signs.colon.join(filter(None, (p.reference.place, p.fit(p.reference.publisher))))
    return [p.title + p.marker, p.translated, p.placed(school, p.imprint_year)]


def report(p: Parts) -> list[str]:
    """8.8: 题名：报告编号[R/OL]. 发布日期：页. With place or publisher it is printed as a book."""
    ref = p.reference
    head = _with_number(p, p.with_volume(p.title)) + p.marker
    if ref.place or ref.publisher or (p.style.edition == 2015 and not p.online):
        return [head, *_others(p), p.edition, p.imprint]
    if p.style.edition == 2015:
        return [head, *_others(p), p.dated_access]
    return [head, *_others(p), p.placed("", p.imprint_date)]


def standard(p: Parts) -> list[str]:
    """8.9: ``编号 名称[S]`` without imprint; in 2015 ``名称: 编号[S]. 地: 者, 年``."""
    ref = p.reference
    head = _standard_title(p) + p.marker
    if p.style.edition == 2025:
        return [head]
    if p.online and not (ref.place or ref.publisher):
        return [head, p.dated_access]
    return [head, p.edition, p.imprint]


def _standard_title(p: Parts) -> str:
    return " ".join(filter(None, (p.reference.number, p.title))) if p.style.edition == 2025 else _with_number(p, p.title)


def patent(p: Parts) -> list[str]:
    """8.10: 题名：专利申请号[P]. 公告（公开）日：页; in 2015 公告日[引用日期]."""
    country = p.extra.get("authority", "") if p.style.edition == 2015 else ""
    title = f"{p.title}{p.signs.colon}{country}" if country else p.title
    return [_with_number(p, title) + p.marker, p.placed("", p.imprint_date)]


def webpage(p: Parts) -> list[str]:
    """8.11: 题名[EB/OL]. （创建或修改日期）[引用日期]. A site without an address is named; a data base on a disc is printed as a book."""
    ref = p.reference
    if ref.place and ref.publisher and (p.code != "EB" or p.style.edition == 2015):
        return [p.title + p.marker, *_others(p), p.version, p.imprint]
    site = "" if p.reference.url else p.fit(p.reference.container or p.reference.publisher)
    return [p.title + p.marker, *_others(p), site + p.dated_access]


def archive(p: Parts) -> list[str]:
    """8.12: 题名：档号[A]. 收藏地：收藏者，形成日期：页."""
    ref = p.reference
    keeper = p.signs.colon.join(filter(None, (ref.place or p.extra.get("archive-place", ""), ref.publisher or p.extra.get("archive", ""))))
    head = _with_number(p, p.title) + p.marker
    if p.style.edition == 2015 and p.online and not keeper and not p.cited:
        return [head, p.dated_access]
    return [head, p.placed(p.fit(keeper), p.imprint_date)]


def platform(p: Parts) -> list[str]:
    """8.13, 8.14 data sets and preprints: ［DS/OL］. 版本. 平台（日期）[引用日期]; 2015 knows no platform."""
    ref = p.reference
    name = p.fit(ref.container or ref.publisher)
    if p.style.edition == 2015:
        if ref.place and ref.publisher:
            return [p.title + p.marker, p.version, p.imprint]
        return [p.title + p.marker, p.version, p.dated_access]
    return [p.title + p.marker, p.version, name + p.dated_access]


def document(p: Parts) -> list[str]:
    """Anything else: as a book where there is an imprint, else with the bare date."""
    ref = p.reference
    head = _with_number(p, p.with_volume(p.title)) + p.marker
    if ref.place or ref.publisher:
        return [head, *_others(p), p.version, p.imprint]
    where = p.fit(ref.container)
    if p.online:
        return [head, *_others(p), p.version, where, p.dated_access]
    return [head, *_others(p), p.version, p.placed(where, p.imprint_date)]


def _others(p: Parts) -> list[str]:
    """Editors beside authors, translators, and whoever else the print names with a role."""
    editors = p.role(p.reference.editors, p.words.editor) if p.reference.authors else ""
    return [editors, p.translated, *p.contributors]


def _with_number(p: Parts, title: str) -> str:
    return p.signs.colon.join(filter(None, (title, p.reference.number)))


_BY_CODE: dict[str, Frame] = {
    "N": article, "D": thesis, "R": report, "S": standard, "P": patent, "EB": webpage, "DB": webpage, "DS": platform,
    "PP": platform, "A": archive,
}  # fmt: skip
_BY_TYPE: dict[RefType, Frame] = {
    RefType.ARTICLE_JOURNAL: article, RefType.ARTICLE_NEWSPAPER: article, RefType.BOOK: book, RefType.CHAPTER: part,
    RefType.PAPER_CONFERENCE: part, RefType.PROCEEDINGS: book, RefType.PERIODICAL: serial, RefType.PREPRINT: platform,
    RefType.DATASET: platform, RefType.MAP: book, RefType.SOFTWARE: document, RefType.WEBPAGE: webpage,
}  # fmt: skip


def frame_of(p: Parts) -> Frame:
    """The frame of the entry: by its printed code where that decides, else by the type of the work."""
    ref = p.reference
    if ref.type in (RefType.CHAPTER, RefType.PAPER_CONFERENCE) and ref.container:
        return part
    if ref.type == RefType.PREPRINT and p.style.edition == 2015:
        return platform
    return _BY_CODE.get(p.code) or _BY_TYPE.get(ref.type, document)
