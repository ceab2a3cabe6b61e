"""Printed glossaries (名词解释): their entries become heads with a definition, and terms to be proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.ingest.block import Block, Findings, Kind
from build_scripts.ingest.patterns import GLOSSARY_HEAD, head_style
from build_scripts.text.han import width
from build_scripts.text.traced import Traced

_ENTRY = re.compile(r"(?P<number>\d{1,3}\s*[.、．]\s*)?(?P<term>[^，。：:；\s]{2,24})\s*(?:[:：]|——|[ \u3000]{1,})\s*(?P<text>\S.{10,})$", re.S)


@dataclass(frozen=True)
class FoundTerm:
    """A term that a text defines, its printed definition and its other names (``definition`` may be empty then)."""

    term: str
    definition: str
    line: int
    aliases: tuple[str, ...] = ()
    en: str = ""


def find_printed_terms(blocks: list[Block]) -> Iterator[FoundTerm]:
    """The entries of every printed glossary in recognized blocks."""
    inside, term, line, parts = False, "", 0, list[str]()
    for block in blocks:
        if block.kind is Kind.HEADING:
            if term and parts:
                yield FoundTerm(term, "\n\n".join(parts), line)
            term, parts = "", []
            if GLOSSARY_HEAD.match(block.text.text):
                inside = True
                continue
            style = head_style(block.text.text)
            inside = inside and block.level > 1
            if inside:
                term, line = (style[2] if style else block.text.text).strip(), block.line
        elif inside and block.kind is Kind.TEXT:
            entry = _ENTRY.match(block.text.text) if not term else None
            if entry:
                yield FoundTerm(entry.group("term").strip("“”"), entry.group("text"), block.line)
            elif term:
                parts.append(block.text.text)
    if term and parts:
        yield FoundTerm(term, "\n\n".join(parts), line)


def recognize_glossary(blocks: list[Block], found: Findings) -> list[Block]:
    """Under a glossary head, short numbered lines before a definition are heads one level below it."""
    out: list[Block] = []
    inside = False
    for i, block in enumerate(blocks):
        if block.kind is Kind.TEXT and GLOSSARY_HEAD.match(block.text.text):
            inside = True
        elif block.kind is Kind.HEADING:
            inside = False
        elif inside and block.kind is Kind.TEXT and _is_term_line(block.text, blocks, i):
            block = block.to(Kind.TEXT, level=block.level or 7)
        out.append(block)
    return out


def _is_term_line(text: Traced, blocks: list[Block], i: int) -> bool:
    style = head_style(text.text)
    following = next((b for b in blocks[i + 1 : i + 4] if b.kind is Kind.TEXT), None)
    return style is not None and width(text.text) <= 40 and text.text.rstrip()[-1] not in "。；，" and following is not None and len(following.text) > 20
