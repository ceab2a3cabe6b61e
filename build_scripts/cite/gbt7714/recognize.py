"""Whether a note or a list item prints a reference or explains something, and where references stand in a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from build_scripts.cite.gbt7714.codes import find_markers
from build_scripts.cite.gbt7714.dates import CHINESE, DAY, YEAR
from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.kinds import Kind, kind_of_source
from build_scripts.cite.gbt7714.names import plausible
from build_scripts.cite.gbt7714.note_title import title_span, unmarked_title, without_year
from build_scripts.cite.gbt7714.notes import elements
from build_scripts.cite.gbt7714.parse import FORMER, FORMER_WORK, LONGEST, SAME, take_mark, take_relation
from build_scripts.cite.gbt7714.printed import Printed, enclosed, tidy
from build_scripts.cite.gbt7714.serial import PAGES
from build_scripts.cite.gbt7714.stops import creator_stop
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.text.han import count_han

_VERB = re.compile(
    r"是指|指的是|即指|系指|意指|意为|认为|指出|表明|表示|规定|强调|主要包括|包括|所谓|本文|笔者|作者简介|通讯作者|基金项目"
    r"|通常被|称为|由于|因此|如果|其中|可以|我们|这里|不同于|数据来自|下同$|感谢|教授|研究员|研究方向"
)
_ELEMENT = re.compile(
    rf"第\s*[\d一二三四五六七八九十]+\s*[页版期卷辑]|\d\s*[页期]|{CHINESE}|{DAY}(?!\d)|\b{YEAR}\b|https?://|pp?\.\s*\d"
    rf"|[Vv]ol\.|[Nn]o\.\s*\d|\d\s*\(\d+\)\s*:|{PAGES}\s*\Z"
)
_APA = re.compile(rf"\A[^()]{{2,200}}\(\s*{YEAR}[a-z]?(?:,[^()]*)?\)\s*[.,]\s*\S")
_WEST_SERIAL = re.compile(
    rf"\d+\s*\(\s*[\d\-/]+\s*\)\s*[:,]\s*[\dA-Za-z]+|{YEAR}\s*[,;]\s*\d+\s*(?:\(\d+\))?\s*:|{YEAR}\s*\(\s*[\dSz][\d\-/]*\s*\)\s*:\s*\d"
    rf"|:\s*[^:]*(?:Press|Publish\w*|出版社|书局|书店|印书馆)[^:]*,\s*{YEAR}"
)

_ISSUED = re.compile(r"\([\u3400-\u9fff]{1,10}\s*[\[(]\s*\d{4}\s*[\])]\s*第?\s*\d+\s*号\s*\)")
_WEST_NOTE = re.compile(rf"[A-Z][^\u3400-\u9fff]{{10,300}},\s*{YEAR}\s*(?:,\s*(?:pp?|chap|ch)\.\s*[\dxvi][^,]{{0,30}})?\.?\s*\Z")


@dataclass(frozen=True, order=True)
class FoundReference:
    """A reference within a longer note: the stretch ``[start, end)`` of the note and its text."""

    start: int
    end: int
    text: str


def reference_likeness(text: str, lists: Lists = DEFAULT_LISTS) -> float:
    """From 0 (an explanation) to 1 (a printed reference); 0.5 and more means a reference."""
    raw = text.strip()
    if len(raw) < 6 or len(raw) > LONGEST:
        return 0.9 if re.match(r"同上|[Ii]bid", raw) else 0.0
    p, _ = take_mark(Printed.of(tidy(raw)))
    p, relation = take_relation(p)
    if relation in SAME:
        return 0.9 if len(p) <= 24 else 0.3
    if relation in FORMER:
        return 0.8 if len(p) <= 60 else 0.4
    if len(p) <= 60 and FORMER_WORK.search(p.plain):
        return 0.8
    markers = find_markers(p.plain)
    if markers:
        return 0.97 if markers[0].start < 300 and len(p) < 900 else 0.6
    if title_span(p.plain):
        return _note(p, relation, lists)
    return _unmarked(p, lists)


def _note(p: Printed, relation: str, lists: Lists) -> float:
    """A title in marks or quotes: what stands before must be names, what follows must be elements of a source."""
    start, end = title_span(p.plain) or (0, 0)
    if _ISSUED.search(p.plain[end:]) and not _VERB.search(p.plain[end:]) and len(p) < 200:
        return 0.7
    before = without_year(p[:start])[0]
    score = 0.3 + (0.25 if relation else 0.0)
    if before:
        score += 0.25 if plausible(before, lists) and len(before) <= 80 else 0.1 if unmarked_title(before, Draft(), lists) else -0.5
        if re.search(r"[\u3400-\u9fff]\s*\.", before.plain):
            score -= 0.35
    rest = p[end:].strip(" .")
    if not rest:
        return 0.5 if relation and before else 0.3
    parts = elements(rest)
    told = [part for part in parts if _is_element(part, lists)]
    score += 0.45 * len(told) / max(1, len(parts)) + (0.15 if told and told[-1] is parts[-1] else -0.1)
    if _VERB.search(p[end:].plain) or _VERB.search(before.plain):
        score -= 0.35
    if rest.plain[:1] not in "第上中下卷,.:;( 2" and not re.match(rf"{YEAR}|载|[（(]", rest.plain) and kind_of_source(parts[0].plain, lists) is Kind.UNKNOWN:
        score -= 0.3
    return max(0.0, min(1.0, score))


def _is_element(p: Printed, lists: Lists) -> bool:
    plain = p.plain.strip(" ()")
    if len(plain) > 60 and "http" not in plain and "《" not in plain:
        return False
    if _VERB.search(plain) and "《" not in plain:
        return False
    return bool(
        _ELEMENT.search(plain) or "《" in plain or kind_of_source(plain, lists) is not Kind.UNKNOWN or re.search(r"[译编著校注]\Z|论文\Z", plain)
    )


def _unmarked(p: Printed, lists: Lists) -> float:
    """No marker and no title marks: an APA head, or a periodical's numbering, or place: publisher, year."""
    plain = p.plain
    if _APA.match(plain) and plausible(p[: plain.find("(")].strip(" .,"), lists) and len(plain) < 700:
        return 0.85 if plain.count(".") >= 2 else 0.55
    if _WEST_NOTE.match(plain) and not _VERB.search(plain):
        return 0.7
    if re.search("档案馆", plain) and re.search(r"\d", plain) and len(plain) < 80 and not _VERB.search(plain) and "," in plain:
        return 0.55
    stop = creator_stop(plain)
    head = stop > 0 and plausible(p[:stop], lists)
    if _WEST_SERIAL.search(plain) and len(plain) < 600:
        return 0.85 if head else 0.55
    if re.search(r"https?://", plain) and not _VERB.search(plain) and count_han(plain) < 80:
        return 0.6
    if head and re.search(rf"\b{YEAR}\b", plain) and not _VERB.search(plain) and len(plain) < 300:
        return 0.5 + 0.1 * bool(re.search(rf"{PAGES}\s*\.?\s*\Z", plain))
    return 0.1


def looks_like_reference(text: str, lists: Lists = DEFAULT_LISTS) -> bool:
    """Whether the text prints a reference (and no more than a few words beside it)."""
    return reference_likeness(text, lists) >= 0.5


_CUT = re.compile(r"[;；。]|\.(?=\s*(?:参见|另见|又见|详见|转引自|See |《))")


def find_references(text: str, lists: Lists = DEFAULT_LISTS) -> list[FoundReference]:
    """Every reference that a note prints, in order; explanations between them are left out.

    A note is cut at ``；`` and ``。`` outside brackets and quotes, and a cut stands where both sides look like references
    (or where one side is an explanation); otherwise the pieces belong together.
    """
    plain = Printed.of(text).plain
    if len(text) > LONGEST:
        return []
    mask = enclosed(plain)
    cuts = [m.end() for m in _CUT.finditer(text) if not mask[m.start()] and text[m.end() :].strip()]
    cuts = [cut for cut in cuts if not _inside_url(plain, cut)]
    pieces = _pieces(text, cuts, lists) if cuts and len(cuts) < 40 else [(0, len(text))]
    out = []
    for start, end in pieces:
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if looks_like_reference(piece, lists):
            out.append(FoundReference(start + lead, start + len(piece.rstrip()), piece.strip()))
        elif (inner := _within(piece, lists)) is not None:
            out.append(FoundReference(start + inner, start + len(piece.rstrip()), piece[inner:].strip()))
    return out


def _inside_url(plain: str, cut: int) -> bool:
    return re.search(r"https?://\S*\Z", plain[:cut]) is not None and not plain[cut : cut + 1].isspace() and ord(plain[cut]) < 0x2E80


def _pieces(text: str, cuts: list[int], lists: Lists) -> list[tuple[int, int]]:
    """Stretches between the cuts; a piece that is nothing by itself is joined to the reference before it."""
    edges = [0, *cuts, len(text)]
    spans = [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and not looks_like_reference(text[start:end], lists):
            joined = text[out[-1][0] : end]
            before = reference_likeness(text[out[-1][0] : out[-1][1]], lists)
            if reference_likeness(joined, lists) > before and before < 0.9:
                out[-1] = (out[-1][0], end)
                continue
        out.append((start, end))
    return out


_LEADS = re.compile(
    r"参见|参阅|详见|转引自|引自|另见|(?<![意可所常罕])见(?=《)|\bSee (?=[A-Z])"
    r"|(?<=[,，;；。])\s*见(?=[\[〔［【（(]?[\u3400-\u9fff·]{1,12}[\]〕］】）)、：:\u3400-\u9fff])"
)


def _within(piece: str, lists: Lists) -> int | None:
    """Where a reference begins behind an explanation: at 参见 and its like."""
    for match in _LEADS.finditer(piece):
        if match.start() > 0 and looks_like_reference(piece[match.start() :], lists):
            return match.start()
    return None


def split_references(text: str, lists: Lists = DEFAULT_LISTS) -> list[str]:
    """The references of a note, each as printed (``find_references`` gives their places)."""
    return [found.text for found in find_references(text, lists)]


_ENTRY_MARKS = (
    re.compile(r"(?:(?<=\s)|(?<=[。.;；\])）])|\A)(?P<mark>[\[［【〔]\s*(?P<n>\d{1,4})\s*[\]］】〕])(?=\s*\S)"),
    re.compile(r"(?:(?<=\s)|\A)(?P<mark>[\(（]\s*(?P<n>\d{1,3})\s*[\)）])(?=\s*[^\s:：])"),
    re.compile(r"(?:(?<=\s)|(?<=[。；])|\A)(?P<mark>(?P<n>\d{1,3})\s*[.．、])(?=\s+\S|[^\s\d])"),
)


def split_list(text: str) -> list[tuple[str, str]]:
    """The entries of a reference list printed on one line: ``[1] … [2] …``, ``1. … 2. …``; ``[("", text)]`` without marks.

    Marks must count upwards by one from the first, which must begin the text; each entry comes with its mark.
    """
    stripped = text.strip()
    for pattern in _ENTRY_MARKS:
        first = pattern.match(stripped)
        if first is None:
            continue
        want, places = int(first["n"]) + 1, [first]
        for match in pattern.finditer(stripped, first.end()):
            if int(match["n"]) == want and match.start() - places[-1].end() >= 8:
                places.append(match)
                want += 1
        ends = [match.start() for match in places[1:]] + [len(stripped)]
        return [(m["mark"].strip(), stripped[m.end() : end].strip()) for m, end in zip(places, ends, strict=True)]
    if circled := re.match(rf"\s*({_CIRCLE})\s*", stripped):
        return [(circled[1], stripped[circled.end() :].strip())]
    return [("", stripped)] if stripped else []


_CIRCLE = r"\^?\{?[①-⑳㉑-㊿]\}?"
