"""Printed lines that an extraction broke at their signs: where punctuation is set close, the text layer steps back and a new
line seems to begin before a quotation or behind a bracket (``同样叫“研发经费”`` / ``，可以指全社会的支出``).

No line of a Chinese print begins with a closing sign: where several do, the extraction breaks lines so, and the pieces are
put together again as far as they fill one line of the column.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.measure import Around, extent
from build_scripts.ingest.patterns import BYLINE, NOTE_START, finished, head_style
from build_scripts.text.han import OPENERS
from build_scripts.text.traced import join

_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_SIGN = re.compile(r"[，。、；：！？]")
_CLOSERS = frozenset("，。、；：！？”’）》】〉」』")
_LEAST = 3
"""So many lines that begin with a closing sign betray the extraction."""
_MOST = 8
_INDENT = 2.0
_UNDER, _OVER = 1.3, 2.6
"""By how much the pieces together may miss the measure: signs that were set close count in full."""


def with_broken_lines(lines: list[Line]) -> list[Line]:
    """The lines with such pieces joined; linear."""
    if sum(_goes_on(line) for line in lines) < _LEAST:
        return lines
    around = Around(lines)
    out: list[Line] = []
    i = 0
    while i < len(lines):
        end = _end(lines, i, around)
        out.append(_whole(lines[i:end]) if end > i + 1 else lines[i])
        i = end
    return out


def _goes_on(line: Line) -> bool:
    return not line.aside and not line.level and line.text.text[:1] in _CLOSERS and len(line.text) > 1


def _end(lines: list[Line], i: int, around: Around) -> int:
    """The index behind the last piece of the printed line that begins at ``i``."""
    first = lines[i]
    best, whole = i + 1, extent(first)
    if first.aside or first.level or "\t" in first.text.text or _is_apart(first.text.text):
        return _behind_signs(lines, best)
    if i + 1 == len(lines) or not _is_piece(lines[i + 1]):
        return best
    em = around.measure(i).em
    least = em - _UNDER - (_INDENT if i == 0 or finished(lines[i - 1].text.text) else 0.0)
    for end in range(i + 2, min(len(lines), i + _MOST) + 1):
        piece, before = lines[end - 1], lines[end - 2].text.text
        if not _is_piece(piece) or (_BRACKET.fullmatch(piece.text.text) and not _SIGN.search(before)):
            break  # behind words without a sign stands an affiliation
        whole += extent(piece)
        fills = em > 0 and least <= whole <= em + _OVER
        last = not finished(before) and finished(piece.text.text) and whole <= em + _OVER
        cites = before.endswith("：") and piece.text.text[0] == "《" and NOTE_START.match(first.text.text) is not None
        if fills or (best == end - 1 and (_goes_on(piece) or last or cites)):
            best = end
    return best


def _behind_signs(lines: list[Line], end: int) -> int:
    """The index behind the closing signs that follow: no line begins with one, whatever stands before."""
    while end < len(lines) and _goes_on(lines[end]) and not lines[end].gap:
        end += 1
    return end


def _is_apart(text: str) -> bool:
    """Whether a line is a head or a byline, which no quotation or bracket on the next line goes on with."""
    return head_style(text) is not None and not finished(text) or BYLINE.match(text) is not None


def _is_piece(line: Line) -> bool:
    if line.aside or line.level or line.page or line.gap or "\t" in line.text.text:
        return False
    return line.text.text[:1] in _CLOSERS or (line.text.text[:1] in OPENERS and head_style(line.text.text) is None)


def _whole(pieces: list[Line]) -> Line:
    return replace(pieces[0], text=join([line.text for line in pieces]), other=tuple(piece for line in pieces for piece in line.other))
