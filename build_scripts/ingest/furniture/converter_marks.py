"""Lines that a converter wrote between the lines of the print: a head of keys, HTML comments, rules where a page begins."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.reasons import COMMENT, NO_IMAGE, PAGE_BREAK

_LONGEST = 60
_KEY = re.compile(r"[A-Za-z][\w -]{0,40}:(?:\s|$)")
_PAGE_WORDS = r"(?:[Pp]age|PAGE)\s*(?:No\.?\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?"
_RULE = r"[-=_*~—#]"
_PAGE = re.compile(
    rf"<!--\s*(?:{_PAGE_WORDS})\s*-->|{_RULE}{{2,}}\s*(?:{_PAGE_WORDS})\s*{_RULE}{{2,}}|[\[【]\s*(?:{_PAGE_WORDS})\s*[\]】]|\{{\d{{1,4}}\}}\s*-{{10,}}"
)
"""``<!-- page 3/7 -->``, ``--- Page 3 ---``, ``【第3页】``, ``{3}----------``."""

_PAGE_HEAD = re.compile(_PAGE_WORDS)
"""The head that a converter wrote over each page: ``## Page 3``."""
_RULE_ALONE = re.compile(r"-{3,}|\*{3,}|_{3,}|={5,}|[─━＿]{4,}|—{6,}|[*＊※☆★◆◇·][ \u3000]*(?:[*＊※☆★◆◇·][ \u3000]*){2,}")
"""A rule, or the signs between two sections of an essay (＊　＊　＊)."""

_PLACEHOLDER = re.compile(r"[\[【〔（(]\s*(?:图片|图像|插图|此处为图|image|picture|figure)\s*(?:\d{1,3})?\s*[\]】〕）)]", re.IGNORECASE)
"""What an extraction leaves where a picture stood: [图片], [image 3]."""


def set_aside_converter_marks(lines: list[Line]) -> list[Line]:
    """The lines with comments and page rules set aside; the line behind a rule begins a page."""
    out: list[Line] = []
    inside = 0  # lines of a comment that is still open
    breaks = False
    for i, line in enumerate(lines):
        text = line.text.text
        inside = inside - 1 if inside else _comment(lines, i) if i else _keys(lines) or _comment(lines, i)
        if line.aside:
            out.append(line)
        elif len(text) <= _LONGEST and (_PAGE.fullmatch(text) or (line.level and _PAGE_HEAD.fullmatch(text))):
            out.append(line.set_aside(PAGE_BREAK))
            breaks, inside = True, 0
        elif len(text) <= _LONGEST and _PLACEHOLDER.fullmatch(text):
            out.append(line.set_aside(NO_IMAGE))
        elif inside or _RULE_ALONE.fullmatch(text):
            out.append(line.set_aside(COMMENT))
        else:
            out.append(replace(line, page=True) if breaks else line)
            breaks = False
    return out


def _keys(lines: list[Line]) -> int:
    """How many lines a converter's head of keys takes (``---``, ``doc_id: 12`` …, ``---``) at the beginning of the text."""
    if not lines or lines[0].text.text != "---":
        return 0
    for i in range(1, min(_LONGEST, len(lines))):
        text = lines[i].text.text
        if text == "---":
            return i + 1 if i > 1 else 0
        if not _KEY.match(text) and not (i > 1 and (lines[i].indent > 0 or text.startswith("- "))):
            return 0
    return 0


def _comment(lines: list[Line], start: int) -> int:
    """How many lines the comment takes that begins on this line; 0 where none does, or where it never closes."""
    if not lines[start].text.text.startswith("<!--"):
        return 0
    for i in range(start, min(start + _LONGEST, len(lines))):
        text = lines[i].text.text
        if "-->" in text:
            return i - start + 1 if text.endswith("-->") else 0
    return 0
