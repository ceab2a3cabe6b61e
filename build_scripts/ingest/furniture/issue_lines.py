"""The lines at a page's edge that name the journal and its issue, one below another, in Chinese and English."""

from __future__ import annotations

import re

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.reasons import PAGE_BREAK

_ISSUE = re.compile(
    r"(?:(?:19|20)\d\d\s*年\s*)?第?\s*\d+\s*卷[\s，,]*(?:第?\s*\d+\s*期)?(?:\s*[(（]?\s*总第?\s*\d+\s*期\s*[)）]?)?|(?:19|20)\d\d\s*年\s*第\s*\d{1,2}\s*期|第\s*\d{1,3}\s*期"
    r"|(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|Vol\.?\s*\d+[\s,.，]*(?:No\.?\s*\d+)?(?:[\s,.，]*[A-Z][a-z]{2,8}\.?\s*(?:19|20)\d\d)?|No\.?\s*\d+"
    r"|(?:General|Serial|Sum)\s*(?:No\.?)?\s*\d+|[A-Z][a-z]{2,8}\.?,?\s*(?:19|20)\d\d|[（(]?\s*总第?\s*\d+\s*期\s*[)）]?"
)
_NAME = re.compile(r"《?[一-鿿（）()·\s]{2,24}》?|[A-Z][A-Za-z&,.()\-\s]{4,80}")
_MOST = 8
_TITLE_PAGE = 3
_LONGEST = 80


def is_issue_row(text: str) -> bool:
    """Whether a line prints the journal's name, its issue and its month side by side, kept apart by wide blanks."""
    cells = re.split(r" {2,}|\u3000+", text.strip())
    if len(cells) < 2 or len(text) > 160:
        return False
    issues = sum(_ISSUE.fullmatch(cell.strip()) is not None for cell in cells)
    return issues > 0 and all(_ISSUE.fullmatch(cell.strip()) or _NAME.fullmatch(cell.strip()) for cell in cells)


def find_issue_lines(lines: list[Line], numbered: set[int]) -> set[int]:
    """Runs of lines beside a page number or a page break that name an issue at least twice and nothing else but names."""
    out: set[int] = set()
    for start, end in _runs(lines):
        if start < _TITLE_PAGE and not lines[start].page:
            continue  # above the title they tell where the text appeared
        issues = sum(_ISSUE.fullmatch(lines[i].text.text.strip()) is not None for i in range(start, end))
        if issues >= 2 and end - start <= _MOST and _at_edge(lines, start, end, numbered):
            out.update(range(start, end))
    return out


def _runs(lines: list[Line]) -> list[tuple[int, int]]:
    """The stretches from an issue line to the last one behind it, names between and a name directly beside them taken in."""
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(lines):
        if not is_issue_line(lines[i]):
            i += 1
            continue
        end = last = i + 1
        while end < len(lines) and (is_issue_line(lines[end]) or _is_name(lines[end])):
            end += 1
            last = end if is_issue_line(lines[end - 1]) else last
        out.append((i, last))
        i = end
    return out


def is_issue_line(line: Line) -> bool:
    """Whether the line names an issue, a volume or a month of a journal and nothing else."""
    return not line.aside and not line.level and len(line.text) <= _LONGEST and _ISSUE.fullmatch(line.text.text.strip()) is not None


def _is_name(line: Line) -> bool:
    return not line.aside and not line.level and len(line.text) <= _LONGEST and _NAME.fullmatch(line.text.text.strip()) is not None


def _at_edge(lines: list[Line], start: int, end: int, numbered: set[int]) -> bool:
    if start == 0 or end == len(lines) or lines[start].page or (end < len(lines) and lines[end].page):
        return True
    return bool({start - 1, end} & numbered) or PAGE_BREAK in (lines[start - 1].aside, lines[end].aside)
