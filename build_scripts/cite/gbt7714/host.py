"""The host of a part: ``//图书责任者. 图书题名. 版本. 地: 者, 年: 页`` (GB/T 7714 8.3) and the older ``[A]. 见: …[C]``."""

from __future__ import annotations

import re

from build_scripts.cite.gbt7714.codes import Marker
from build_scripts.cite.gbt7714.dates import YEAR
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.head import read_head
from build_scripts.cite.gbt7714.imprint import read_book_tail
from build_scripts.cite.gbt7714.kinds import Kind, kind_of_source
from build_scripts.cite.gbt7714.names import plausible, strip_role
from build_scripts.cite.gbt7714.printed import Printed
from build_scripts.cite.gbt7714.serial import PAGES, file_serial, read_serial
from build_scripts.cite.gbt7714.stops import segment_spans
from build_scripts.cite.gbt7714.titles import is_edition, read_title
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.reference import RefType

_OTHER_BEFORE_HOST = re.compile(r"[.,\s]*[^/:\[\]]{2,60}?(?:译|校|trans\.?|ed\.?)\s*(?=//)")
_HOST = re.compile(r"\s*[.,:]?\s*(?://|∥|‖|/(?=\s*[^/\s])|(?:见|载|收入|载于|In|in)\s*[:：]\s*)\s*")


def find_host(tail: Printed, markers: list[Marker]) -> Printed | None:
    match = _HOST.match(tail.plain)
    if markers[0].code == "A" and len(markers) > 1 and markers[1].code in "CMG" and (match is None or match[0].strip(" .") == ""):
        return tail.strip(" .,")
    if match and match.end() < len(tail) and (match[0].strip(" .,:") != "/" or len(markers) > 1):
        return tail[match.end() :]
    return None


def host_behind_translator(plain: str) -> int:
    """``[M]. 某某, 译//图书题名``: where the host's ``//`` stands, or 0."""
    match = _OTHER_BEFORE_HOST.match(plain) if "//" in plain else None
    return match.end() if match else 0


def read_host(host: Printed, draft: Draft, lists: Lists) -> None:
    """``图书责任者. 图书题名[M]. 版本. 地: 者, 年: 页`` or, of an unpublished paper, ``会议名称, 年: 页``."""
    code = draft.marker.partition("/")[0]
    inner = re.search(r"\[\s*([A-Z]{1,2})(?:/[A-Z]{2})?\s*\]", host.plain)
    if inner and host.plain[:1] != "[":
        if code == "A":
            code = inner[1]
        before, tail = host[: inner.start()], host[inner.end() :]
    else:
        before, tail = _host_by_imprint(host)
    draft.type = {"C": RefType.PAPER_CONFERENCE, "J": RefType.ARTICLE_JOURNAL, "N": RefType.ARTICLE_NEWSPAPER,
                  "D": RefType.CHAPTER}.get(code, RefType.CHAPTER)  # fmt: skip
    if draft.type is RefType.ARTICLE_JOURNAL or draft.type is RefType.ARTICLE_NEWSPAPER:
        file_serial(read_serial(host), draft)
        return
    inside = Draft()
    title = before.strip(" .") if _COLLECTION.match(before.plain) else read_head(before, inside, lists, headline=True)
    found = read_title(title, book=True)
    draft.container, draft.volume, draft.edition = found.text, found.volume, found.edition or draft.edition
    if found.full != found.text:
        draft.extra["container-full"] = found.full
    draft.editors += inside.authors or inside.editors
    draft.translators += inside.translators
    if inside.et_al:
        draft.extra["editors-et-al"] = "true"
    if inside.date and not draft.date:
        draft.date = inside.date
    read_book_tail(tail, draft, lists)


def _host_by_imprint(host: Printed) -> tuple[Printed, Printed]:
    """Where no marker parts host title and imprint: the imprint is the last element but for pages, or ``会议, 年: 页``."""
    spans = segment_spans(host)
    plain = host.plain
    begin = next((i for i in range(len(spans) - 1, 0, -1) if _is_imprint(plain[slice(*spans[i])])), 0)
    while begin > 1 and _before_imprint(host[slice(*spans[begin - 1])]):
        begin -= 1
    if begin:
        return host[: spans[begin][0]], host[spans[begin][0] :]
    match = _CONFERENCE_YEAR.search(plain)
    if match:
        left = host[: match.start()]
        colon = left.plain.rfind(":")
        stop = max(left.plain.rfind(". ", 0, colon), left.plain.rfind(".", 0, colon)) if colon > 0 else -1
        if stop > 0 and 0 < colon - stop < 24:
            return host[: stop + 1], host[stop + 1 :]
        return left, host[match.start() :]
    if pages := re.search(rf":\s*(?={PAGES}\W*\Z)", plain):
        return host[: pages.start()], host[pages.start() :]
    return host, host[len(host) :]


_COLLECTION = re.compile(r"\s*(?:Proceedings|Transactions|Abstracts|(?:Selected |Conference )?Papers|(?:Extended )?Abstracts)\s*\.\s", re.IGNORECASE)
"""``Proceedings. Name of the conference``: what stands before the first stop is no editor."""
_PUBLISHER = re.compile(r":\s*(?![\s\d,\-~]*\Z)")
_CONFERENCE_YEAR = re.compile(rf"[,.]\s*(?={YEAR}(?:\s*:\s*{PAGES})?\W*\Z)|[,.]\s*(?={YEAR}(?!\d)(?!\s*:\s*[^\d\s]))")


def _is_imprint(plain: str) -> bool:
    """``地: 者 …``, or a publisher without a place before the year."""
    if _PUBLISHER.search(plain):
        return True
    match = re.match(rf"([^,:]+?)\s*(?:,\s*{YEAR}|:\s*\d|\Z)", plain)
    return match is not None and kind_of_source(match[1], DEFAULT_LISTS) is Kind.PUBLISHER


def _before_imprint(p: Printed) -> bool:
    """Whether the element is an edition or names with a role word, as they stand between host title and imprint."""
    names, role = strip_role(p)
    return is_edition(p.plain) or bool(role) and ":" not in p.plain and plausible(names, DEFAULT_LISTS, strict=True)
