"""Note marks that lost their height: plain digits behind a sentence (``…截然不同。1``) or alone on a line, which a line below
defines (``1 本报告所称…``). They are raised again (``¹``), so that they read as every other printed mark does.

A digit is a mark only where the counting goes on: marks in the text are called 1, 2, 3 … (or again from 1), and each is
defined by a line that begins with its number, in the same order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from build_scripts.ingest.block import Findings
from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.marks_apart import carrying
from build_scripts.ingest.patterns import NOTE_START
from build_scripts.text.han import HAN, count_han, ends_sentence
from build_scripts.text.traced import Traced, join

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGIT = re.compile(r"\d")
_CALL = re.compile(rf"(?<=[。！？；，、：”’」》）]|[{HAN}A-Za-z%％)])(\d{{1,3}})(?=$|[{HAN}“‘「《（。！？；，、：”’」》）])")
_FIRM = "。！？；”’」》）"
_COUNTED = re.compile(r"[年月日时分秒个位名人种类项条点次倍成万亿千百十元吨米公里亩台家所座户岁天周级号楼层路版期卷章节届世余多左以至到比]")
_NAMED = re.compile(rf"(?:[图表注节式例第附近约达为至增降占超共计有在]|专栏|公式|附件|[{HAN}]层面?)$")
_DEFINES = re.compile(
    r"(\d{1,3})(?:[ \u3000]+(?=[^\s\d%％.．、,，年月日])|(?=[《“\u4e00-\u9fff][^\n]{11})"
    r"(?![亿万千百十元吨米公里倍成家所座户岁天周级号楼层路])|(?=[A-Z][a-z]+,))"
    r"(?![年月日个位])"
)
_NOTE_LIKE = re.compile(r"[《“：:]|参见|同上|转引|出版社|https?:|[A-Z][a-z]+,|[。.]$")
_BROKEN_OFF, _BROKEN_BEFORE = ("：", "，", "、"), tuple("《“（，。、：；")
_SHORTEST = 10
_LEAST = 4
_PATIENCE = 400
"""Lines that may lie between a mark and what defines it."""


@dataclass(frozen=True)
class _Call:
    number: int
    line: int
    start: int
    end: int


def with_digits_raised(lines: list[Line], found: Findings) -> list[Line]:
    """The lines with the digits raised that call a note; linear."""
    calls = _called(lines)
    if not calls:
        return lines
    places: dict[int, list[_Call]] = {}
    for call in calls:
        places.setdefault(call.line, []).append(call)
    out: list[Line] = []
    for i, line in enumerate(lines):
        here = places.get(i, [])
        if here and here[0].end == len(line.text) and here[0].start == 0 and out:
            out[-1] = carrying(out[-1], [_raised(line.text)], line, found)
            continue
        for call in reversed(here):
            text = line.text
            line = replace(line, text=join([text[: call.start], _raised(text[call.start : call.end]), text[call.end :]]))
        out.append(line)
    return out


def _raised(text: Traced) -> Traced:
    return Traced(text.text.translate(_RAISED), text.at)


def _called(lines: list[Line]) -> list[_Call]:
    """The calls that a later line defines, each taken by the next definition of its number, and the numbers of those lines."""
    out: list[_Call] = []
    open_: list[_Call] = []
    last = 0
    for i, line in enumerate(lines):
        if line.aside:
            continue
        number = _defined(lines, i)
        waiting = next((call for call in open_ if call.number == number), None) if number else None
        if waiting is not None and i - waiting.line <= _PATIENCE:
            open_.remove(waiting)
            out += [waiting, _Call(waiting.number, i, 0, len(str(waiting.number)))]
            continue
        for call in _calls(lines, i):
            if call.number in (1, last + 1, last + 2):
                open_ = [c for c in open_ if c.number != call.number] + [call]
                last = call.number
    return sorted(out, key=lambda call: (call.line, call.start))


def _defined(lines: list[Line], i: int) -> int:
    """The number with which a line begins that reads like a note; 0 for any other line."""
    if lines[i].level or "\t" in lines[i].text.text or not lines[i].text.text[:1].isdecimal():
        return 0
    text = lines[i].text.text
    for after in lines[i + 1 : i + 3]:  # an extraction may break the line before a quotation and behind it
        if not (text.endswith(_BROKEN_OFF) or after.text.text[:1] in _BROKEN_BEFORE):
            break
        text += after.text.text
    match = _DEFINES.match(text)
    if match is None:
        return 0
    body = text[match.end() :]
    return int(match.group(1)) if len(body) >= _SHORTEST and _NOTE_LIKE.search(body) else 0


def _calls(lines: list[Line], i: int) -> list[_Call]:
    """The digits of a line of prose that may call a note; a digit alone on its line, where it cuts a sentence."""
    text = lines[i].text.text
    if len(text) <= 2 and text.isdecimal():
        before = lines[i - 1].text.text if i else ""
        after = lines[i + 1].text.text if i + 1 < len(lines) else ""
        cuts = NOTE_START.match(before) is None and count_han(before) >= 2 * _LEAST and count_han(after[:1]) == 1 and not ends_sentence(before)
        return [_Call(int(text), i, 0, len(text))] if cuts else []
    if not _DIGIT.search(text) or "\t" in text or (count_han(text) < _LEAST and text[:1] not in _FIRM):
        return []
    return [_Call(int(m.group(1)), i, m.start(), m.end()) for m in _CALL.finditer(text) if _may_call(text, m)]


def _may_call(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if match.group(1).startswith("0") or (after and _COUNTED.match(after)):
        return False
    return before[-1] in _FIRM or (not _NAMED.search(before) and (not after or after[0] in "。！？；，、：”》）"))
