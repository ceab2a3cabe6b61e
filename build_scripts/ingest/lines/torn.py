"""What an extraction tore off lines: signs alone on a line, Western text one word a line, words cut at a line's end."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.lines.measure import is_latin_line
from build_scripts.ingest.patterns import finished, head_style
from build_scripts.text.han import OPENERS, is_han

_LETTER = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NUMERALS = "〇零一二三四五六七八九十百"
_HEADS_OF_ONE = "序跋注附表图题"
_PROSE = 10
_AS_BOLD = 7
"""The level of a line that the print sets off as a whole."""
_LONE_CLOSERS = "，。、；：！？”’）》】〉」』,.;:!?"


def known_words(lines: list[Line]) -> frozenset[str]:
    """The Western words of the text, the halves of words cut at a line's end left out."""
    words: set[str] = set()
    cut = False
    for line in lines:
        text = line.text.text
        if not _LETTER.search(text):
            continue
        found = [w.lower() for w in _WORD.findall(text)]
        ends_cut = text.endswith("-")
        words.update(found[1 if cut and found else 0 : len(found) - 1 if ends_cut else len(found)])
        cut = ends_cut
    return frozenset(words)


def with_lone_signs(lines: list[Line]) -> list[Line]:
    """Quotes and commas that stand alone on a line put back: closing ones to the line before, opening ones to the next."""
    out: list[Line] = []
    opening: Line | None = None
    for line in lines:
        text = line.text.text
        if not line.aside and len(text) <= 2 and out and not out[-1].aside and all(c in _LONE_CLOSERS for c in text):
            out[-1] = replace(out[-1], text=out[-1].text + line.text, other=(*out[-1].other, *line.other))
        elif not line.aside and out and _goes_on_with_year(out[-1], line):
            out[-1] = replace(out[-1], text=out[-1].text + line.text, other=(*out[-1].other, *line.other))
        elif not line.aside and opening is None and len(text) <= 2 and text and all(c in OPENERS for c in text):
            opening = line
        elif opening is not None and not line.aside:
            out.append(replace(line, text=opening.text + line.text, gap=opening.gap, indent=opening.indent, other=(*opening.other, *line.other)))
            opening = None
        else:
            out.append(line)
    return [*out, opening] if opening is not None else out


def _goes_on_with_year(before: Line, line: Line) -> bool:
    """Whether the line before prints the figures of a year and nothing else, and this one begins with 年."""
    return not before.aside and line.gap == 0 and line.text.text[:1] == "年" and _YEAR.fullmatch(before.text.text) is not None


def with_drop_caps(lines: list[Line]) -> list[Line]:
    """A character that stood large over the first lines of a section, alone on its line, put back before its sentence."""
    out: list[Line] = []
    cap: Line | None = None
    for i, line in enumerate(lines):
        if cap is not None:
            line = replace(line, text=cap.text + line.text, gap=cap.gap, page=cap.page or line.page, other=(*cap.other, *line.other))
            cap = None
        elif _is_drop_cap(lines, i):
            cap = line
            if _heads_section(out):
                out[-1] = replace(out[-1], level=_AS_BOLD)
            continue
        out.append(line)
    return out


def _is_drop_cap(lines: list[Line], i: int) -> bool:
    text = lines[i].text.text
    if len(text) != 1 or not is_han(text) or text in _HEADS_OF_ONE or lines[i].aside or i + 1 == len(lines) or not i:
        return False
    before, after = lines[i - 1], lines[i + 1]
    if after.aside or after.gap > 1 or len(after.text) < _PROSE or not is_han(after.text.text[0]) or head_style(after.text.text):
        return False
    if not before.aside and not finished(before.text.text) and len(before.text) >= _PROSE:
        return False  # within a sentence
    return text not in _NUMERALS or after.text.text[0] in _NUMERALS


def _heads_section(out: list[Line]) -> bool:
    """Whether the last line is a short head between the end of a section and the large letter that begins the next one."""
    if len(out) < 2 or out[-1].aside or out[-2].aside or out[-1].level or out[-1].indent > 8:
        return False
    text, before = out[-1].text.text, out[-2].text.text
    if finished(text) or len(text) >= _PROSE or not all(is_han(c) or c.isspace() for c in text):
        return False
    return finished(before) or before.startswith(("——", "（", "("))


def torn_latin(lines: list[Line]) -> set[int]:
    """The lines of Western text that was torn into one word a line."""
    out: set[int] = set()
    run: list[int] = []
    for i, line in enumerate([*lines, None]):
        if line is not None and not line.aside and is_latin_line(line.text.text) and not line.level:
            run.append(i)
            continue
        if line is not None and (line.aside or (run and re.fullmatch(r"[\W\d]+", line.text.text) and len(line.text) < 12)):
            run.extend([i] if run and not line.aside else [])
            continue
        widths = sorted(lines[j].width for j in run)
        if len(run) >= 8 and widths[len(run) // 2] < 8:
            out.update(run)
        run = []
    return out
