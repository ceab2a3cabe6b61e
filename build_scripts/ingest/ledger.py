"""The ledger: where every character of a source went. Kept on a page, moved, or set aside with its reason.

Blank characters do not count. A character that nobody accounts for, or that stands in the result twice, is an error of
the converter and is reported as one (SRC090, SRC091).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from build_scripts.diagnostics import Diagnostic, Report, Severity
from build_scripts.ingest.block import Block, Kind, walk
from build_scripts.ingest.reasons import HYPHEN, MARKUP
from build_scripts.text.source import Source
from build_scripts.text.traced import INVENTED, Traced, places

_REACH, _LONGEST_REACH = 64, 1 << 16
"""Characters among which a run is looked for: the fewest, and the most once runs are long."""
_MOVED = {Kind.NOTE: "note", Kind.META: "metadata", Kind.REFERENCE: "reference", Kind.TERM: "glossary"}


@dataclass(frozen=True)
class Ledger:
    """Counts of non-blank characters. ``kept + moved + aside + lost = total`` when nothing stands twice."""

    total: int = 0
    kept: int = 0
    moved: dict[str, int] = field(default_factory=dict)
    aside: dict[str, int] = field(default_factory=dict)
    lost: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()

    @property
    def kept_share(self) -> float:
        """The share of characters that stand on a page, in notes, metadata or lists (0 to 1)."""
        return (self.kept + sum(self.moved.values())) / self.total if self.total else 1.0


def balance(source: Source, blocks: Iterable[Block]) -> Ledger:
    """The ledger of one source after recognition; linear in its length."""
    seen = bytearray(len(source.text))
    kept, moved, aside = 0, Counter[str](), Counter[str]()
    doubled: list[int] = []
    counted = places(0, len(source.text))
    for block in walk(blocks):
        cells = (cell.text for row in block.rows for cell in row)
        count = sum(_enter(part, counted, source.text, seen, doubled) for part in (block.text, *cells))
        markup = sum(_enter(part, counted, source.text, seen, doubled) for part in block.other)
        if block.kind is Kind.ASIDE:
            aside[block.label] += count + markup
            continue
        if markup:
            aside[MARKUP] += markup
        if block.kind in _MOVED:
            moved[_MOVED[block.kind]] += count
        else:
            kept += count
    lost, hyphens = _missing(source.text, seen)
    if hyphens:
        aside[HYPHEN] += hyphens
    total = _count(source.text)
    return Ledger(total, kept, dict(moved), dict(aside), tuple(lost), tuple(doubled))


def _count(text: str) -> int:
    return len("".join(text.split()))


def _enter(part: Traced, counted: array[int], text: str, seen: bytearray, doubled: list[int]) -> int:
    """Marks the characters of the part as seen, run by run; how many they are. A run is a stretch that came over whole."""
    at, size = part.at, len(part.text)
    start = count = 0
    reach = _REACH
    while start < size:
        first = at[start]
        if first == INVENTED or (start and at[start - 1] == first):
            start += 1
            continue
        edge = text.find("\n", first, first + reach)
        most = min(size - start, (edge if edge > first else first + reach) - first)
        run = _run(at, start, counted, first, most)
        reach = min(reach * 4, _LONGEST_REACH) if run == most else _REACH
        if seen.find(1, first, first + run) < 0:
            seen[first : first + run] = b"\x01" * run
            count += _count(part.text[start : start + run])
        else:
            count += _enter_singly(part.text[start : start + run], first, seen, doubled)
        start += run
    return count


def _run(at: array[int], start: int, counted: array[int], first: int, most: int) -> int:
    """How many offsets from ``start`` on (at least 1, no more than ``most``) count on from ``first``."""
    if at[start : start + most] == counted[first : first + most]:
        return most
    low, high = 1, most
    while high - low > 1:
        middle = (low + high) // 2
        if at[start + low : start + middle] == counted[first + low : first + middle]:
            low = middle
        else:
            high = middle
    return low


def _enter_singly(text: str, first: int, seen: bytearray, doubled: list[int]) -> int:
    count = 0
    for offset, character in enumerate(text, first):
        if character.isspace():
            continue
        if seen[offset]:
            doubled.append(offset)
        seen[offset] = 1
        count += 1
    return count


def _missing(text: str, seen: bytearray) -> tuple[list[int], int]:
    """Offsets nobody accounts for; a hyphen that cut a word at a line's end is no loss when the word stands."""
    lost, hyphens = [], 0
    offset = seen.find(0)
    while offset >= 0:
        character = text[offset]
        if character in "-\u2010\u2011\u2043" and text[offset + 1 : offset + 2].isspace() and offset and seen[offset - 1] and not text[offset - 1].isspace():
            hyphens += 1
        elif not character.isspace() and not (offset == 0 and character == "\ufeff"):
            lost.append(offset)
        offset = seen.find(0, offset + 1)
    return lost, hyphens


def report_ledger(source: Source, ledger: Ledger, report: Report) -> None:
    """One error for each stretch of characters that is lost or stands twice."""
    for code, offsets, words in (("SRC090", ledger.lost, "没有下落"), ("SRC091", ledger.doubled, "出现了两次")):
        for start, end in _runs(offsets)[:20]:
            line, column = source.position(start)
            shown = source.text[start : min(end, start + 20)]
            report(Diagnostic(code, f"转换后有字符{words}：“{shown}”（共 {end - start} 字）", "这是转换程序的错误，请连同原文片段报告",
                              Severity.ERROR, source.name, line, column))  # fmt: skip


def _runs(offsets: tuple[int, ...]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for offset in sorted(offsets):
        if runs and offset <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], offset + 1)
        else:
            runs.append((offset, offset + 1))
    return runs
