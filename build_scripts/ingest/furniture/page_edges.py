"""What the edge of a printed page looks like on the lines: may a line head a page, does it stand at an edge, does it cut a sentence."""

from __future__ import annotations

import re

from build_scripts.ingest.lines.joints import is_address
from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.patterns import (
    BACK_SECTION,
    CAPTION,
    CONTINUED,
    GLOSSARY_HEAD,
    LABEL,
    NOTE_START,
    PLAIN_TOP,
    REFERENCE_HEAD,
    SOURCE_LINE,
    finished,
    starts_note,
)
from build_scripts.ingest.reasons import PAGE_NUMBER, RUNNING_HEAD
from build_scripts.text.han import count_han, width
from build_scripts.text.normalize import squeeze

ISSUE_WORDS = re.compile(r"第\s*\d+\s*[卷期]|\d{4}\s*年\s*第?\s*\d{1,2}\s*期|Vol\.|No\.\s*\d")
ISSUE_ONLY = re.compile(r"(?:19|20)\d\d\s*[·•.．/]\s*\d{1,2}")


_FIGURES = re.compile(r"(?<=[ \u3000])[\d.,%％]+(?=[ \u3000]|$)")
"""Figures set apart on a line: three of them make a row of a table."""
_LONGEST_TOP = 24
"""Characters of the head of a part that has no number (引言, 参考文献 References), white space aside."""
_SIGNS = re.compile(r"[\d\s·•|｜—–\-.]+")
_TWO_LETTERS = re.compile(r"[^\W\d](?:\W|\d)*[^\W\d]")


def head_words(text: str) -> str:
    return _SIGNS.sub("", text)


def may_head_a_page(line: Line) -> bool:
    text = line.text.text
    if "\t" in text or "|" in text or text[:1] == "—" or text.startswith("![") or finished(text):
        return False
    plain = squeeze(text)
    if is_address(text):
        return False
    if len(plain) < len(text) - 2 and len(_FIGURES.findall(text)) >= 3 and not ISSUE_WORDS.search(text):
        return False
    if len(plain) > 100 or width(plain) > 60 or starts_note(text) or SOURCE_LINE.match(text) or LABEL.match(text):
        return False
    if len(plain) <= _LONGEST_TOP and (PLAIN_TOP.match(plain) or BACK_SECTION.match(plain) or REFERENCE_HEAD.match(text) or GLOSSARY_HEAD.match(text)):
        return False
    if "续" in plain[:2] and CONTINUED.match(plain) or (CAPTION.match(text) and not ISSUE_WORDS.search(text)):
        return False
    return _TWO_LETTERS.search(text) is not None or ISSUE_ONLY.fullmatch(text.strip()) is not None


def neighbour(lines: list[Line], i: int, step: int) -> Line | None:
    j = i + step
    return lines[j] if 0 <= j < len(lines) else None


def at_page_edge(lines: list[Line], i: int, numbered: set[int]) -> bool:
    if lines[i].page or (i + 1 < len(lines) and lines[i + 1].page):
        return True
    if i - 1 in numbered or i + 1 in numbered:
        return True
    return any(i + 2 * step in numbered and 0 <= i + step < len(lines) and may_head_a_page(lines[i + step]) for step in (-1, 1))


def cuts_sentence(lines: list[Line], i: int) -> bool:
    """Whether the line stands inside a sentence: the line before it is long and does not end one, nor does it.

    Further lines of a page's edge (a number, a foreign name, an issue) may stand between.
    """
    before, after = _beyond_edge(lines, i, -1), _beyond_edge(lines, i, 1)
    if before is None or after is None or before.aside:
        return False
    text = before.text.text
    if len(text) < 10 or finished(text) or text[-1] in "：:；;—）)" or before.level:
        return False
    least = 1 if finished(after.text.text) else 4
    return not NOTE_START.match(text) and count_han(after.text.text) >= least and after.indent < 1.5


def _beyond_edge(lines: list[Line], i: int, step: int) -> Line | None:
    """The next line in one direction, a few lines that print no Chinese sentence passed over."""
    left = 2
    for far in range(1, 6):
        line = neighbour(lines, i, step * far)
        if line is None:
            return None
        if line.aside in (PAGE_NUMBER, RUNNING_HEAD):
            continue
        if line.aside or len(line.text) > 24 or not left or not _EDGE.fullmatch(line.text.text):
            return line
        left -= 1
    return None


_EDGE = re.compile(r"[\dA-Za-z\s·•—\-./]+|[一-鿿·]{2,12}\s*(?:19|20)\d\d\s*[·•.．/]\s*\d{1,2}")
