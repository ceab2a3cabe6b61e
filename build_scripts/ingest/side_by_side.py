"""Columns that an extraction printed side by side, line by line: read down, the left one before the right one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from statistics import median

from build_scripts.ingest.block import Findings
from build_scripts.ingest.layout_columns import read_pages_down
from build_scripts.ingest.lines.line import Line
from build_scripts.text.han import HAN, count_han, width

_APART = re.compile(rf"(?<=[{HAN}\w，。、；：！？”’）》%％])[ \u00a0]{{2,}}[ \u00a0\u3000]*(?=[{HAN}\w“‘（《])")
_BLANKS = re.compile(r"[ \u00a0]{2,}")
_MANY = 12
_LEAST = 4
"""So many lines make two columns, of prose with so many Han characters on either side (the median)."""
_PROSE = 8
_LOOSE = 30
"""So many lines one column may go on alone."""
_NEAR = 0.8
_INDENT = 2.0


@dataclass(frozen=True)
class _Split:
    """Where a line is parted: the blank between its halves, and where the right half begins, in ems from the left edge."""

    start: int
    end: int
    right: float


def read_columns_down(lines: list[Line]) -> list[Line]:
    """The lines with every stretch of two columns put in reading order; linear in their number."""
    splits = [_split(line) for line in lines]
    if sum(split is not None for split in splits) < _LEAST:
        return lines
    out: list[Line] = []
    i = parted = 0
    while i < len(lines):
        edge, end = _stretch(lines, splits, i)
        out += _down(lines[i:end], splits[i:end], edge) if edge else lines[i:end]
        parted += sum(split is not None for split in splits[i:end]) if edge else 0
        i = end
    counted, more = read_pages_down(lines)
    return counted if more > parted else out


def report_columns_across(lines: list[Line], found: Findings) -> None:
    """Lines that still print prose beside prose: columns which the extraction read across and whose order nothing tells."""
    across = [line for line in lines if not line.aside and "\t" not in line.text.text and _reads_across(line.text.text)]
    if len(across) >= _MANY:
        found("SRC030", across[0].text, f"约有{len(across)}行把并排的几栏印在一行里，分不开，次序可能全乱",
              "请换一种抽取方式（如 pdftotext 不加 -layout，或 pymupdf）重取这份原文")  # fmt: skip


def _may_part(text: str) -> bool:
    """Whether two blanks can stand side by side in the text."""
    return "  " in text or "\u00a0" in text


def _reads_across(text: str) -> bool:
    pieces = _BLANKS.split(text) if _may_part(text) else ()
    return sum(count_han(piece) >= _PROSE for piece in pieces) >= 2


def _split(line: Line) -> _Split | None:
    parts = not line.aside and not line.level and "\t" not in line.text.text and _may_part(line.text.text)
    match = _APART.search(line.text.text) if parts else None
    if match is None:
        return None
    return _Split(match.start(), match.end(), line.indent + width(line.text.text[: match.end()]))


def _stretch(lines: list[Line], splits: list[_Split | None], i: int) -> tuple[float, int]:
    """Where the right column begins of a stretch from ``i`` on (0 where there are no columns), and the index behind the stretch."""
    first = splits[i]
    if first is None:
        return 0.0, i + 1
    found = max((_reach(lines, splits, i, edge) for edge in (first.right, first.right - _INDENT)), key=lambda reach: reach[0])
    count, edge, end = found
    if count < _LEAST or 2 * count < end - i:
        return 0.0, i + 1
    parted = [(lines[k].text.text, split) for k in range(i, end) if (split := splits[k]) is not None]
    left = median(count_han(text[: split.start]) for text, split in parted)
    right = median(count_han(text[split.end :]) for text, split in parted)
    return (edge if min(left, right) >= _PROSE else 0.0), end


def _reach(lines: list[Line], splits: list[_Split | None], i: int, edge: float) -> tuple[int, float, int]:
    """How many lines from ``i`` on are parted at ``edge``, the edge, and the index behind the last that fits it."""
    count, k, last = 0, i, i
    while k < len(lines) and not lines[k].aside and k - last <= _LOOSE:
        split = splits[k]
        if split is not None and (abs(split.right - edge) <= _NEAR or abs(split.right - edge - _INDENT) <= _NEAR):
            count, last = count + 1, k
        elif not (_only_right(lines[k], edge) or (lines[k].gap == 0 and lines[k].indent + lines[k].width < edge - 0.5 and split is None)):
            break
        k += 1
    return count, edge, k


def _only_right(line: Line, edge: float) -> bool:
    return edge - _NEAR <= line.indent <= edge + _INDENT + _NEAR


def _down(lines: list[Line], splits: list[_Split | None], edge: float) -> list[Line]:
    left: list[Line] = []
    right: list[Line] = []
    for line, split in zip(lines, splits, strict=True):
        if split is not None:
            left.append(replace(line, text=line.text[: split.start]))
            right.append(replace(line, text=line.text[split.end :], indent=_own_indent(split.right - edge), gap=0, page=False, other=()))
        elif _only_right(line, edge):
            right.append(replace(line, indent=_own_indent(line.indent - edge)))
        else:
            left.append(line)
    return left + right


def _own_indent(indent: float) -> float:
    return _INDENT if indent > 1 else 0.0
