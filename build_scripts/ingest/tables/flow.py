"""The flow of blocks around a table's body: what continues a table, what is passed over, what cannot be a row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.captions import is_source_line, is_unit_line, parse_caption
from build_scripts.ingest.patterns import BOX_TITLE
from build_scripts.ingest.reasons import RUNNING_HEAD
from build_scripts.text.han import ends_sentence, width
from build_scripts.text.traced import Traced

CONTINUED = re.compile(
    r"\s*[（(【]?\s*(?:接|续)\s*(?:上|前)?\s*表\s*(?P<number>[A-Za-z]?\d[\d.．\-—–]*|[一二三四五六七八九十]+)?\s*[)）】]?(?P<title>.{0,60})",
    re.DOTALL,
)
_CONTINUED_TITLE = re.compile(r"[（(\[]?\s*(?:续\s*表?\s*\d*|continued|cont\.?)\s*[)）\]]?\s*", re.IGNORECASE)
_CONTINUED_END = re.compile(r"[（(\[]\s*(?:续\s*表?\s*\d*|continued|cont\.?)\s*[)）\]]\s*$", re.IGNORECASE)
HEADLIKE = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*[、．]|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十\d]+[章节条]"
    r"|\d{1,2}(?:\.\d{1,2})+\s*[^\d\s.%]|\d{1,2}[ \u3000]+[\u4e00-\u9fff]{2})"
)
"""A numbered head: it ends a table's cells."""
_IMAGE = re.compile(r"\s*(?:!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)|<img\b[^<>]{0,1000}>)\s*", re.IGNORECASE)
AHEAD = 40
"""How many notes and pieces of furniture may stand between the parts of one table."""
MOST_CELLS = 3000


@dataclass
class Body:
    """Rows as they were found. ``blocks`` holds the block of every row of ``grid`` (or cell of ``cells``)."""

    html: Block | None = None
    grid: list[list[Traced]] = field(default_factory=list)
    cells: list[Traced] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    signs: list[tuple[Traced, ...]] = field(default_factory=list)
    """For every one of ``blocks``, its characters that stand in no cell."""
    other: list[Traced] = field(default_factory=list)
    """Characters that belong to no row (the line that rules off a head, the address of an image)."""
    kept: list[Block] = field(default_factory=list)
    """Blocks that stood between the rows and are none (notes, page furniture)."""
    ruled: int = 0
    """How many rows stand above the line that rules off the head; 0 without such a line."""
    end: int = 0
    """Index of the first block behind the body."""


def is_image(block: Block) -> bool:
    """Whether the block only points at an image file."""
    return block.kind is Kind.TEXT and _IMAGE.fullmatch(block.text.text) is not None


def is_continued(text: str) -> bool:
    """Whether the line says that a table goes on (续表, 续表8.2, 表8.2（续）)."""
    if width(text) > 70 or ends_sentence(text):
        return False
    match = CONTINUED.fullmatch(text)
    if match is not None:
        return match["number"] is not None or not match["title"].strip()
    caption = parse_caption(text, "表")
    if caption is None:
        return False
    return _CONTINUED_TITLE.fullmatch(caption.title) is not None or _CONTINUED_END.search(caption.title) is not None


def is_free(text: str) -> bool:
    plain = text.strip("*_ ")
    if BOX_TITLE.match(plain):
        return False
    return not (is_source_line(plain) or is_continued(plain) or is_unit_line(plain) or parse_caption(plain, "表") or parse_caption(plain, "图"))


def run(
    blocks: list[Block], start: int, fits: Callable[[Block], bool], most: int = 0, strays: bool = False
) -> tuple[list[Block], list[Block], int]:
    """The blocks from ``start`` that fit, those passed over, and the index behind the last that fits.

    A head that a table repeats on every page looks like a running head: with ``strays`` such lines are taken back.
    """
    taken: list[Block] = []
    kept: list[Block] = []
    pending: list[Block] = []
    end = at = start
    while at < len(blocks) and len(taken) < (most or MOST_CELLS) and len(pending) < AHEAD:
        block = blocks[at]
        if strays and block.kind is Kind.ASIDE and block.label == RUNNING_HEAD:  # a head that the table repeats on every page
            block = block.to(Kind.TEXT, label="")
        if block.kind is Kind.TEXT and not is_image(block) and fits(block):
            kept += pending
            pending = []
            taken.append(block)
            end = at + 1
        elif blocks[at].kind in (Kind.ASIDE, Kind.NOTE):
            block = blocks[at]
            pending.append(block)
        else:
            break
        at += 1
    return taken, kept, end
