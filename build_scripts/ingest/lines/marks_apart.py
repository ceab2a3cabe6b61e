"""Note marks that an extraction set apart from their words: raised above the line, they came out as lines of their own
(``…第七版。 第七版的…`` and below it ``③``), at the end of their line, or as digits of the line's own size (``…截然不同。1``).

Only what a later line defines is taken for a mark. Where the blank is left that the mark stood in, it goes back there;
without one it goes behind the only sentence that ends inside the line, or to the line's end.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.diagnostics import Severity
from build_scripts.ingest.block import Findings
from build_scripts.ingest.lines.line import Line
from build_scripts.text.han import CJK_PUNCT, HAN, count_han, ends_sentence
from build_scripts.text.numerals import CIRCLED
from build_scripts.text.traced import Traced, join

_C = rf"[{CIRCLED}]"
_ALONE = re.compile(rf"{_C}(?:\s*{_C})*")
_DEFINES = re.compile(rf"\s*({_C})\s*[^\s{CIRCLED}]")
_AT_END = re.compile(rf"(?:{_C}|[⁰¹²³⁴-⁹]{{1,2}})$")
_WIDE = rf"{HAN}{CJK_PUNCT}"
_GAPS = (re.compile(rf"(?<=[{_WIDE}])[ \u3000]+(?=[{_WIDE}])"), re.compile(rf"(?<=[{_WIDE}])[ \u3000]+(?=[\dA-Za-z])"))
"""The blank that a mark stood in: between Han characters, or, where there is none, before a figure or a Western word."""
_INSIDE = (re.compile(r"[。！？；]+[”’）]*(?=[^。！？；”’）])"), re.compile(r"[，：]?[”’）》]|[，：](?![”’）》])(?=.)"))
"""Where a mark stands within a line, likeliest first: behind a sentence, then behind a clause or a quotation."""
_LEAST = 3
"""A line that carries a mark has so many Han characters."""


def with_marks_back(lines: list[Line], found: Findings) -> list[Line]:
    """The lines with the note marks that stand apart put back into the lines that they belong to; linear."""
    last = _last_definitions(lines)
    out: list[Line] = []
    for i, line in enumerate(lines):
        text = line.text.text
        if not line.aside and _ALONE.fullmatch(text) and all(last.get(c, -1) > i for c in text if c in CIRCLED):
            host = _host(out, lines, i)
            if host is not None:
                out[-1] = carrying(host, [line.text[k : k + 1] for k, c in enumerate(text) if c in CIRCLED], line, found)
                continue
        out.append(line)
    return [_mark_moved_in(line, out[i + 1] if i + 1 < len(out) else None, last, i) for i, line in enumerate(out)]


def _last_definitions(lines: list[Line]) -> dict[str, int]:
    """For each circled number the last line that begins with it and goes on."""
    out: dict[str, int] = {}
    for i, line in enumerate(lines):
        if not line.aside and (match := _DEFINES.match(line.text.text)):
            out[match.group(1)] = i
    return out


def _host(out: list[Line], lines: list[Line], i: int) -> Line | None:
    """The line directly before, where it can carry the mark."""
    if not out or out[-1].aside or out[-1].number >= lines[i].number:
        return None
    before = out[-1].text.text
    return out[-1] if count_han(before) >= _LEAST and not _DEFINES.match(before) and "\t" not in before else None


def carrying(host: Line, marks: list[Traced], line: Line, found: Findings) -> Line:
    """The line with the marks that stood on the line below it; a place that had to be judged is reported."""
    text = host.text
    gaps = _gaps(text.text)
    if len(gaps) == len(marks):
        parts, at = [], 0
        for (start, end), mark in zip(gaps, marks, strict=True):
            parts += [text[at:start], mark]
            at = end
        text = join([*parts, text[at:]])
    else:
        found("STR023", marks[0], f"注码“{line.text.text}”被抽取成单独一行，它在上一行里的位置是推断的", "请核对原文，注码不在原处的挪回去", Severity.INFO)
        at = _behind_words(text.text) if len(marks) == 1 else len(text)
        text = join([text[:at], *marks, text[at:]])
    return replace(host, text=text, other=(*host.other, *line.other))


def _gaps(text: str) -> list[tuple[int, int]]:
    found = ([m.span() for m in gap.finditer(text)] for gap in _GAPS)
    return next((spans for spans in found if spans), [])


def _behind_words(text: str) -> int:
    """The only place inside the line behind which a mark can stand, else the line's end."""
    for sign in _INSIDE:
        inside = [m.end() for m in sign.finditer(text) if m.end() < len(text)]
        if inside:
            return inside[0] if len(inside) == 1 else len(text)
    return len(text)


def _mark_moved_in(line: Line, after: Line | None, last: dict[str, int], i: int) -> Line:
    """A mark that slipped to the end of a line within a sentence, back to the only blank that is left inside the line."""
    text = line.text
    match = None if line.aside or after is None or after.aside else _AT_END.search(text.text)
    if match is None or after is None or (text.text[-1] in CIRCLED and last.get(text.text[-1], -1) <= i):
        return line
    gaps = [m.span() for m in _GAPS[0].finditer(text.text)]
    if len(gaps) != 1 or not _goes_on(text.text[: match.start()], after.text.text):
        return line
    start, end = gaps[0]
    return replace(line, text=join([text[:start], text[match.start() :], text[end : match.start()]]))


def _goes_on(left: str, right: str) -> bool:
    return bool(left) and not ends_sentence(left) and count_han(left[-1:] + right[:1]) == 2
