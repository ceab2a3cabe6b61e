"""One printed reference → ``Reference``. Never raises; what no grammar can read keeps its printed text.

The grammars: ``marked`` (GB/T 7714 with type markers), ``notes`` (title marks or quotes), ``western`` (unmarked lists).
"""

from __future__ import annotations

import re

from build_scripts.cite.gbt7714.codes import find_markers
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.imprint import clean_pages
from build_scripts.cite.gbt7714.marked import read_marked
from build_scripts.cite.gbt7714.names import parse_names
from build_scripts.cite.gbt7714.note_title import title_span
from build_scripts.cite.gbt7714.notes import read_note
from build_scripts.cite.gbt7714.printed import Printed, enclosed, tidy
from build_scripts.cite.gbt7714.western import read_unmarked
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.reference import Reference, RefType
from build_scripts.text.numerals import CIRCLED

LONGEST = 4000
"""Printed references are shorter than this (signs); a longer text is kept whole, unread."""

LIST_MARK = (
    rf"(?:[-*•]\s+)?(?:\^?\{{?\s*[{CIRCLED}❶-❿➀-➓]\}}?|\$?\^\{{?\\?(?:textcircled)?[\[({{]*\s*\d{{1,3}}\s*[\])}}]*\}}?\$?|\^?\[\s*\d{{1,4}}\s*\]"
    r"|\(\s*\d{1,3}\s*\)|\d{1,3}\s*[.、](?!\d)|\d{1,3}\)(?=\s*\S))"
)
_LIST_MARK = re.compile(rf"\s*{LIST_MARK}\s*")
_SOURCE_LINE = re.compile(r"\s*(?:资料来源|数据来源|图片来源|来源|出处|[Ss]ources?)\s*:\s*(?:根据)?\s*")
RELATIONS = (
    "参见 参阅 参考 参看 参照 详见 另见 又见 并见 也见 见 转引自 引自 转自 摘自 语出 同上书 同上文 同上注 同上引 同上 "
    "同前注 同前书 同前引 同前 前引书 前引文 前引 前揭书 前揭文 前揭注 前揭 上引 "
    "See also See e.g. See, e.g., See generally See Cf. cf. Quoted from Quoted in Cited in Cited from As cited in Ibid. "
    "ibid. Ibid ibid Id. op. cit. Op. cit. loc. cit."
)
_WORDS = sorted(
    set(re.findall(r"[\u3400-\u9fff]+", RELATIONS))
    | {"See also", "See e.g.", "See, e.g.,", "See generally", "See", "Cf.", "cf.", "Quoted from", "Quoted in", "Cited in",
       "Cited from", "As cited in", "Ibid.", "ibid.", "Ibid", "ibid", "Id.", "Op. cit.", "op. cit.", "Loc. cit.", "loc. cit."},
    key=len, reverse=True,
)  # fmt: skip
_RELATION = re.compile(rf"\s*({'|'.join(re.escape(word) for word in _WORDS)})(?:\s*[:,]\s*|\s+|(?<=[\u3400-\u9fff])(?=\S)|\s*\Z|(?<=\.))")
SAME = frozenset(word for word in _WORDS if word.startswith(("同上", "同前", "Ibid", "ibid", "Id.")))
FORMER = frozenset(word for word in _WORDS if word.startswith(("前引", "前揭", "上引", "Op.", "op.", "Loc", "loc")))


def parse_reference(text: str, lists: Lists = DEFAULT_LISTS) -> Reference:
    """The reference that ``text`` prints, of any manner; its list mark and leading word (参见 …) are read off first.

    ``type`` is ``DOCUMENT`` and ``title`` the whole text where nothing could be told apart.
    """
    raw = text.strip()
    if not raw or len(raw) > LONGEST:
        return Reference(RefType.DOCUMENT, title=raw, title_full=raw, raw=raw)
    p = Printed.of(tidy(raw))
    p, _ = take_mark(take_mark(p)[0])  # an entry may carry its number and a note mark
    if match := _SOURCE_LINE.match(p.plain):
        p = p[match.end() :]
    relation = ""
    if (same := _SAME_NOTE.match(p.plain)) and title_span(p.plain[same.end() :]):
        p = p[same.end() :]
    if not FORMER_WORK.match(p.plain):
        p, relation = take_relation(p)
    draft = Draft(relation=relation)
    if relation in SAME:
        return _same(p, draft, raw)
    first, second = _bilingual(p)
    if second:
        draft.extra["translation"] = second.text
    _read(first, draft, lists)
    if not draft.title and not draft.container:
        draft.title = draft.title_full = first.text or raw
    return draft.reference(raw)


def _read(p: Printed, draft: Draft, lists: Lists) -> None:
    markers = find_markers(p.plain)
    if markers:
        read_marked(p, markers, draft, lists)
    elif former := FORMER_WORK.search(p.plain):
        _read_former(p, former, draft, lists)
    elif (span := title_span(p.plain)) is not None:
        read_note(_first_work(p, span[1]), draft, lists)
    elif not read_unmarked(p, draft, lists) and not draft.title:
        draft.title = draft.title_full = p.text


_SAME_NOTE = re.compile(r"(?:同上|同前)[注引]?\s*,\s*(?=《)")
"""同前注，《书》: the note names a place, and a work of its own."""
FORMER_WORK = re.compile(
    rf"(?:前引|前揭|上引|同前|前注)\s*(?:(?:[{CIRCLED}]|\[\s*\d{{1,3}}\s*\])\s*,?\s*(?=[\u3400-\u9fff·]{{2,8}}[书文]))?"
    r"(?:[书文著注]|(?P<who>[\u3400-\u9fff·]{2,8})[书文])\s*(?:,|\.|\Z)"
)
"""A work that an earlier note names in full: 前引书, 前引某某书, and with that note's number 前引③，某某文."""


def _read_former(p: Printed, former: re.Match[str], draft: Draft, lists: Lists) -> None:
    """``某某，前引书，第7页``, ``前引某某书，第7页``: names and a place; which work is meant, the notes before tell."""
    draft.relation = former[0].strip(" ,.") if former["who"] else draft.relation or former[0].strip(" ,.")
    names = p[former.start("who") : former.end("who")] if former["who"] else p[: former.start()]
    draft.add_names(parse_names(names, lists))
    draft.title = draft.title_full = p.text
    draft.locator = clean_pages(p[former.end() :].strip(" .,"))


def _first_work(p: Printed, end: int) -> Printed:
    """The first of several works in a note: up to the semicolon behind its title."""
    mask = enclosed(p.plain)
    at = p.plain.find(";", end)
    while at >= 0 and mask[at]:
        at = p.plain.find(";", at + 1)
    return p[:at] if at > 0 and title_span(p.plain[at:]) else p


def take_mark(p: Printed) -> tuple[Printed, str]:
    """Without the mark of a list item or note (``[1]``, ``1.``, ``①``, ``^①``), and that mark as printed."""
    match = _LIST_MARK.match(p.plain)
    if match and match.end() < len(p) and not re.match(r"\s*\d{4}\s*[.、]", match[0]):
        return p[match.end() :], p.text[: match.end()].strip(" -*")
    return p, ""


def take_relation(p: Printed) -> tuple[Printed, str]:
    """Without the word that leads a note (参见, 转引自, 同上 …), and that word."""
    match = _RELATION.match(p.plain)
    if match is None:
        return p, ""
    word = match[1]
    rest = p[match.end() :].strip(" ,:")
    if word == "见" and not re.match(r"[《“\[A-Z]|[\u3400-\u9fff·]{2,12}\s*(?:[:,、《等]|主?编)", rest.plain):
        return p, ""
    if word in ("参考", "来源") and rest.plain.startswith(("文献", "消息", "资料")):
        return p, ""
    return rest, word


def _same(p: Printed, draft: Draft, raw: str) -> Reference:
    """``同上书，第5页``: nothing but a place in the work of the note before."""
    place = re.search(r"(?:第|[Pp]p?\.?\s*)?\s*([\dA-Za-z][\d\-~,、\s]*|[ivxlc]+)\s*页?\W*\Z", p.plain)
    draft.locator = place[1].strip(" ,") if place else ""
    return draft.reference(raw)


_SECOND = re.compile(r"(?:(?<=[.\])])|(?<=\d)\s)\s*[(\[]?\s*(?=[A-Z][A-Za-z'-]+)")


def _bilingual(p: Printed) -> tuple[Printed, Printed]:
    """A Chinese reference and its English double printed behind it (marker and all)."""
    markers = find_markers(p.plain)
    if len(markers) < 2 or markers[0].code != markers[1].code or "//" in p.plain[markers[0].end : markers[1].start]:
        return p, p[:0]
    between = p.plain[markers[0].end : markers[1].start]
    han = max((i for i, sign in enumerate(between) if "\u3400" <= sign <= "\u9fff"), default=-1)
    if han < 0 or not re.search("[\u3400-\u9fff]", p.plain[: markers[0].start]):
        return p, p[:0]
    match = _SECOND.search(between, han + 1)
    if match is None:
        return p, p[:0]
    second = p[markers[0].end + match.end() :].strip()
    if re.search(r"[(\[]\s*\Z", match[0]) and second.plain[-1:] in ")]":
        second = second[:-1]
    return p[: markers[0].end + match.start()].strip(), second.strip()


def split_bilingual(text: str) -> tuple[str, str]:
    """A reference and its version in the other language; the second is empty where there is none."""
    first, second = _bilingual(Printed.of(tidy(text)))
    return first.text, second.text
