"""Notes that a converter printed one behind another on one line (``①…。 ②…。``), put on lines of their own.

Circled numbers count the points of a sentence as well; only a number that the text above has called, and that stands behind
the end of a sentence, begins a note.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.lines.line import Line
from build_scripts.text.numerals import CIRCLED

_C = rf"[{CIRCLED}]"
_FIRST = re.compile(rf"(?:>\s*)?(?={_C}\s*[^\s{CIRCLED}])")
_NEXT = re.compile(rf"(?<=[。.）)”页期日月年版\d])\s+(?={_C}\s*[^\s{CIRCLED}])")
_CALL = re.compile(rf"(?<=[^\s>；;：:]){_C}")
_SIGN = re.compile(f"[{CIRCLED}]")


def with_notes_apart(lines: list[Line]) -> list[Line]:
    """The lines with such notes apart; linear."""
    out: list[Line] = []
    called: set[str] = set()
    for line in lines:
        text = line.text.text
        if line.aside or not _SIGN.search(text):
            out.append(line)
            continue
        first = _FIRST.match(text)
        if first and text[first.end()] in called:
            out += _apart(line, first.end(), called)
        else:
            out.append(line)
            if not first:
                called.update(m.group() for m in _CALL.finditer(text))
    return out


def _apart(line: Line, start: int, called: set[str]) -> list[Line]:
    """The notes of a line that begins with one, as far as the text has called them in this order."""
    text = line.text.text
    places, last = [start], CIRCLED.index(text[start])
    for match in _NEXT.finditer(text, start + 1):
        if text[match.end()] in called and CIRCLED.index(text[match.end()]) == last + 1:
            places.append(match.end())
            last += 1
    if len(places) == 1 and not start:
        return [line]
    pieces = [line.text[a:b].strip() for a, b in zip(places, [*places[1:], len(text)], strict=True)]
    head = replace(line, text=pieces[0], other=(*line.other, line.text[:start].strip()))
    return [head, *(replace(line, text=piece, gap=0, page=False, other=()) for piece in pieces[1:])]
