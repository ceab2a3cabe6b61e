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
from build_scripts.text.source import Source
from build_scripts.text.traced import INVENTED, Traced

_SHORT = 24
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
    places = array("l", range(len(source.text)))
    for block in walk(blocks):
        cells = (cell.text for row in block.rows for cell in row)
        count = sum(_enter(part, 0, len(part), places, seen, doubled) for part in (block.text, *cells))
        markup = sum(_enter(part, 0, len(part), places, seen, doubled) for part in block.other)
        if block.kind is Kind.ASIDE:
            aside[block.label] += count + markup
            continue
        if markup:
            aside["markup"] += markup
        if block.kind in _MOVED:
            moved[_MOVED[block.kind]] += count
        else:
            kept += count
    lost, hyphens = _missing(source.text, seen)
    if hyphens:
        aside["line-end hyphen"] += hyphens
    total = _count(source.text)
    return Ledger(total, kept, dict(moved), dict(aside), tuple(lost), tuple(doubled))


def _count(text: str) -> int:
    return len("".join(text.split()))


def _enter(part: Traced, start: int, end: int, places: array[int], seen: bytearray, doubled: list[int]) -> int:
    """Marks the characters ``[start, end)`` of the part as seen; how many they are.

    ``places`` counts the offsets of the source: a stretch that came over whole is marked at once, any other in halves.
    """
    size = end - start
    if size > _SHORT:
        first = part.at[start]
        whole = first >= 0 and part.at[start:end] == places[first : first + size]
        if not whole:
            middle = start + size // 2
            return _enter(part, start, middle, places, seen, doubled) + _enter(part, middle, end, places, seen, doubled)
        if seen.find(1, first, first + size) < 0:
            seen[first : first + size] = b"\x01" * size
            return _count(part.text[start:end])
    return _enter_singly(part, start, end, seen, doubled)


def _enter_singly(part: Traced, start: int, end: int, seen: bytearray, doubled: list[int]) -> int:
    count, last = 0, part.at[start - 1] if start else INVENTED
    for character, offset in zip(part.text[start:end], part.at[start:end], strict=True):
        if offset == INVENTED or offset == last or character.isspace():
            last = offset
            continue
        if seen[offset]:
            doubled.append(offset)
        seen[offset] = 1
        count += 1
        last = offset
    return count


def _missing(text: str, seen: bytearray) -> tuple[list[int], int]:
    """Offsets nobody accounts for; a hyphen that cut a word at a line's end is no loss when the word stands."""
    lost, hyphens = [], 0
    offset = seen.find(0)
    while offset >= 0:
        character = text[offset]
        if character == "-" and text[offset + 1 : offset + 2].isspace() and offset and seen[offset - 1] and not text[offset - 1].isspace():
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
