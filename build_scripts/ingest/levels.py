"""How deep each head is: levels follow from the manners of numbering in use, consistently over the whole text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.patterns import (
    ANNEX,
    BACK_SECTION,
    GLOSSARY_HEAD,
    PLAIN_TOP,
    REFERENCE_HEAD,
    head_style,
    is_leaf_head,
)
from build_scripts.text.normalize import squeeze

OPENING_TITLED = re.compile(r"(?:引\s?言|导\s?[言论]|绪\s?[论言]|序\s?[章言]|余\s?论|尾\s?声|结\s?语|楔\s?子)(?:\s*[:：]\s*|\s+)(?=\S{2})")
"""A head at the top of a text that bears words of its own behind its name (引言 路是盐铺的)."""
BARE_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}")

_DIVISIONS = ("part", "chapter")


@dataclass
class _Level:
    style: str
    rank: float


def with_levels(blocks: list[Block], heads: list[bool], trusted: bool) -> list[Block]:
    stack: list[_Level] = []
    out: list[Block] = []
    used = Counter(_style_of(b, trusted)[0] for b, head in zip(blocks, heads, strict=True) if head)
    decimal = any(name.startswith("decimal") for name in used)
    numbered = any(not name.startswith("plain") for name in used)
    later_chapter = _later_chapters(blocks, heads)
    last_part = max((k for k, b in enumerate(blocks) if heads[k] and _style_of(b, trusted)[0] in _DIVISIONS), default=-1)
    annex = False
    for k, (block, head) in enumerate(zip(blocks, heads, strict=True)):
        if not head:
            out.append(block)
            continue
        name, rank = _style_of(block, trusted, decimal)
        if name == "top" and later_chapter[k]:
            name, rank = "back", 2  # a list or a closing section of a chapter, not of the book
        if annex and name.startswith("plain"):
            name, rank = "appendix", 1
        annex = ANNEX.match(squeeze(block.text.text)) is not None
        if name in ("top", "appendix") and _has_part(stack) and k > last_part:
            stack, rank = [], 0  # behind the last part: of the book, not of the part
        elif name == "top":
            rank, stack = _top_rank(stack), stack[:0] if not _has_part(stack) else stack[:1]
        elif name.startswith("plain") and not numbered:
            rank = 20 + block.level
        _place(stack, name, rank)
        out.append(replace(block, kind=Kind.HEADING, level=len(stack)))
    return out


def _later_chapters(blocks: list[Block], heads: list[bool]) -> list[bool]:
    """For each block, whether a chapter stands before it and another one behind it."""
    chapters = [head and (s := head_style(b.text.text)) is not None and s[0].name == "chapter" for b, head in zip(blocks, heads, strict=True)]
    first = chapters.index(True) if any(chapters) else len(chapters)
    last = len(chapters) - 1 - chapters[::-1].index(True) if any(chapters) else -1
    return [first < k < last for k in range(len(chapters))]


def _has_part(stack: list[_Level]) -> bool:
    return bool(stack) and stack[0].style == "part"


def _top_rank(stack: list[_Level]) -> float:
    return stack[1].rank if _has_part(stack) and len(stack) > 1 else 1


def _style_of(block: Block, trusted: bool, decimal: bool = False) -> tuple[str, float]:
    text = block.text.text.strip()
    plain = squeeze(text)
    if is_leaf_head(plain) or REFERENCE_HEAD.match(text) or OPENING_TITLED.match(text):
        return "top", 1
    if PLAIN_TOP.match(plain) or plain.startswith("附录") or (plain.startswith("附件") and len(plain) > 4):
        return "appendix", 1
    if BACK_SECTION.match(plain) or GLOSSARY_HEAD.match(text):
        return "back", 2
    if BARE_NUMERAL.fullmatch(plain):
        return "han", 3.5
    style = head_style(text)
    if style:
        if style[0].name.startswith("decimal") or (decimal and style[0].name in ("arabic", "arabicblank")):
            return f"decimal{number_depth(style[1])}", 3 + number_depth(style[1])
        return style[0].name.removesuffix("blank"), style[0].rank
    return (f"plain{block.level}" if trusted and 0 < block.level < 7 else "plain"), 30


def number_depth(number: str) -> int:
    """How many parts a decimal head number has (1.2.3 -> 3)."""
    return len(re.findall(r"\d+", number))


def _place(stack: list[_Level], name: str, rank: float) -> None:
    """The head goes below the nearest head of a higher rank; a style that is open already closes what is below it."""
    for k, level in enumerate(stack):
        if level.style == name:
            del stack[k + 1 :]
            return
    if not name.startswith("plain"):
        if stack and stack[-1].style == "top":
            stack.pop()
        while stack and stack[-1].rank >= rank:
            stack.pop()
    else:
        while stack and stack[-1].style.startswith("plain") and stack[-1].style > name:
            stack.pop()
    stack.append(_Level(name, rank))
