"""Cross-references: mentions of numbered tables, figures and boxes, linked to them (见图8.1、表8.2)."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Findings, Kind, Mark, Taken, walk, with_marks
from build_scripts.text.normalize import squeeze

_WORD = {Kind.TABLE: "表", Kind.FIGURE: "图", Kind.BOX: "专栏"}
PREFIX = {Kind.TABLE: "tab", Kind.FIGURE: "fig", Kind.BOX: "box"}
_MENTION = re.compile(r"(附?表|附?图|专栏)\s*([A-Z]?\d{1,3}(?:\s*[-.．—–－]\s*\d{1,3}){0,2}|[一二三四五六七八九十]{1,2})")
_CARRIERS = (Kind.TEXT, Kind.NOTE, Kind.SOURCE, Kind.EPIGRAPH, Kind.QUOTE)


def anchor(kind: Kind, label: str) -> str:
    """The stable ASCII anchor of a numbered table, figure or box: ``tab-8-2``."""
    return f"{PREFIX[kind]}-{'-'.join(re.findall(r'[A-Za-z0-9]+', _number(label)))}".lower()


def _number(label: str) -> str:
    han = "一二三四五六七八九十"
    return str(han.index(label) + 1) if len(label) == 1 and label in han else squeeze(label)


def link_crossrefs(blocks: list[Block], found: Findings) -> list[Block]:
    """Marks of kind ``crossref`` over every mention of a table, figure or box that the text holds."""
    targets = {(_WORD[b.kind], _number(b.label).replace("．", ".").replace("—", "-").replace("－", "-").replace("–", "-")): anchor(b.kind, b.label)
               for b in walk(blocks) if b.kind in _WORD and b.label}  # fmt: skip
    return [_linked(block, targets) for block in blocks] if targets else blocks


def _linked(block: Block, targets: dict[tuple[str, str], str]) -> Block:
    children = tuple(_linked(child, targets) for child in block.children)
    if block.kind not in _CARRIERS:
        return replace(block, children=children) if children else block
    marks: list[Mark] = []
    taken = Taken(block.marks)
    for match in _MENTION.finditer(block.text.text):
        number = re.sub(r"\s+", "", _number(match.group(2))).replace("．", ".").replace("—", "-").replace("－", "-").replace("–", "-")
        target = targets.get((match.group(1).removeprefix("附"), number))
        if target and not taken.meets(match.start(), match.end()):
            marks.append(Mark(match.start(), match.end(), "crossref", target))
    return with_marks(replace(block, children=children), marks)
