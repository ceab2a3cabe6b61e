"""Printed glossaries (名词解释, 主要术语, 缩略语): their entries become heads with a definition, and terms to be proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from build_scripts.ingest.block import Block, Findings, Kind, walk
from build_scripts.ingest.converted import FoundTerm
from build_scripts.ingest.glossary_entries import Entry, read_entry, read_table
from build_scripts.ingest.patterns import GLOSSARY_HEAD, finished, head_style
from build_scripts.text.han import width
from build_scripts.text.traced import Traced

_ANNEX = re.compile(r"\s*附\s*[录件表]?\s*[A-Z\d一二三四五六七八九十]{0,3}\s*[:：、.．]?\s*")
_OF_TERMS = re.compile(r"(?:名词|术语|概念|指标)(?:解释|释义)|(?:术语|词汇)表")
"""How the title of a text ends that is a glossary as a whole (碳市场常用名词解释)."""
_MEANS = re.compile(r"\s*(?:是指|系指|指|是|即|为)")
"""How a definition begins that stands below its term."""
_WHOLE = -1
_LONGEST_HEAD = 30
_TERM_WIDTH = 24.0
_DEFINITION = 20
"""Characters from which the paragraph below a line may be its definition."""





def is_glossary_head(text: str) -> bool:
    """Whether a head opens a printed glossary, whatever numbers it (附录B 名词解释, 五、主要术语)."""
    if len(text) > _LONGEST_HEAD:
        return False
    style = head_style(text.strip())
    bare = style[2] if style else text
    annex = _ANNEX.match(bare)
    return GLOSSARY_HEAD.match(bare[annex.end() :] if annex else bare) is not None


def find_printed_terms(blocks: list[Block]) -> Iterator[FoundTerm]:
    """The entries of every printed glossary in recognized blocks."""
    depth, term, line, grouping, parts = 0, "", 0, False, list[str]()  # depth: the level of the glossary's own head, 0 outside
    for block in blocks:
        if block.kind is Kind.META and block.label == "title" and _OF_TERMS.search(block.text.text.strip()[-6:]):
            depth = _WHOLE
        elif block.kind is Kind.HEADING:
            if term and parts:
                yield FoundTerm(term, "\n\n".join(parts), line)
            term, parts = "", []
            if is_glossary_head(block.text.text) and depth != _WHOLE:
                depth = max(1, block.level)
                continue
            style = head_style(block.text.text)
            depth = depth if depth and block.level > depth else 0
            if depth:
                grouping = style is not None and style[0].name.startswith("han")
                term, line = (style[2] if style else block.text.text).strip(), block.line
        elif depth and block.kind is Kind.TEXT:
            entry = read_entry(block.text.text) if not term or (grouping and not parts) else None
            if entry and not (term and _MEANS.match(block.text.text)):
                term = ""  # 一、基础概念 heads a group of terms
                yield _found(entry, block)
            elif term:
                parts.append(block.text.text)
        yield from _of_tables(block, depth > 0)
    if term and parts:
        yield FoundTerm(term, "\n\n".join(parts), line)


def _found(entry: Entry, block: Block) -> FoundTerm:
    return FoundTerm(entry.term, entry.definition, block.line, entry.aliases, entry.en)


def _of_tables(block: Block, inside: bool) -> Iterator[FoundTerm]:
    """The terms that a table lists: any table of a glossary, elsewhere one whose first column is headed 术语 and the like."""
    for table in (b for b in walk([block]) if b.kind is Kind.TABLE):
        for entry in read_table([[cell.text.text for cell in row] for row in table.rows], inside):
            yield _found(entry, table)


def recognize_glossary(blocks: list[Block], found: Findings) -> list[Block]:
    """Under a glossary head, short lines before a definition (numbered, or several of them) are heads one level below it."""
    out: list[Block] = []
    inside = False
    alone = _term_lines(blocks)
    for i, block in enumerate(blocks):
        if block.kind is Kind.TEXT and is_glossary_head(block.text.text):
            inside = True
        elif block.kind is Kind.HEADING:
            inside = False
        elif inside and block.kind is Kind.TEXT and (i in alone or _is_numbered_term(block.text, blocks, i)):
            block = block.to(Kind.TEXT, level=block.level or 7)
        out.append(block)
    return out


def _term_lines(blocks: list[Block]) -> frozenset[int]:
    """Lines without number under a glossary head, each above its definition: terms and definitions take turns, twice at least."""
    out: list[int] = []
    start = next((i for i, b in enumerate(blocks) if b.kind is Kind.TEXT and is_glossary_head(b.text.text)), len(blocks))
    texts = [i for i in range(start + 1, len(blocks)) if blocks[i].kind is Kind.TEXT]
    whole = True  # whether what stands before is the head or a definition that has ended
    for at, following in pairwise(texts):
        text, below = blocks[at].text.text, blocks[following].text.text
        if whole and _is_term(text) and len(below) > _DEFINITION:
            out.append(at)
            whole = False
        elif not out or at == out[-1] or len(text) <= _DEFINITION < len(below) and whole:
            break
        else:
            whole = finished(text)
    return frozenset(out) if len(out) > 1 else frozenset()


def _is_term(text: str) -> bool:
    return width(text) <= _TERM_WIDTH and re.search(r"[，。；：:;？！]", text) is None and head_style(text) is None


def _is_numbered_term(text: Traced, blocks: list[Block], i: int) -> bool:
    style = head_style(text.text)
    following = next((b for b in blocks[i + 1 : i + 4] if b.kind is Kind.TEXT), None)
    short = style is not None and width(text.text) <= 40 and text.text.rstrip()[-1] not in "。；，"
    return short and following is not None and len(following.text) > _DEFINITION
