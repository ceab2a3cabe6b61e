"""Boxes (专栏): from their title to where their subject ends, which is rarely marked in print."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from build_scripts.ingest.block import Block, Findings, Kind
from build_scripts.ingest.patterns import BOX_ALONE, BOX_NAMED, BOX_TITLE, GLOSSARY_HEAD, bare_end, head_style
from build_scripts.text.han import width
from build_scripts.text.traced import Traced

_ASPECT = re.compile(r"(?P<what>[^，。：；]{2,16})(?:方面|领域|层面|维度)[，,]")
_SERIES = re.compile(r"(?:第[一二三四五六七八九十]|其[一二三四五六七八九十]|[一二三四五六七八九十]是|首先|其次|再次|最后)[，,、]?")
_ITEM = re.compile(r"\s*0\d[\s\u3000]")
"""The number of an item in a box of a plan (01 引水工程), which heads no section."""
_CLOSES = re.compile(r"\s*(?:资料|数据)?来源\s*[:：]")
"""A source line closes a box as it closes a table."""
_INSIDE = (Kind.TEXT, Kind.NOTE, Kind.ASIDE, Kind.SOURCE, Kind.TABLE, Kind.FIGURE, Kind.QUOTE)
_PROSE = 40
_ITEM_OF_FIGURES = re.compile(r"[●◆■▲▪•]\s*\S.{6,}")
_LONGEST_BOX = 40
_LOOK_BACK = 200
_SHORT_BOX = 3
_TO_READ = re.compile(r"\s*(?:[《•·●]|[^。]{2,24}[:：]\s*《|\[)")
_NEXT_TERM = 12
"""Blocks among which the second term of a glossary stands."""


def recognize_boxes(blocks: list[Block], found: Findings) -> list[Block]:
    """A box title and what belongs to it become one ``Kind.BOX``; notes inside stay notes beside it."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        title = _title(blocks[i]) or _named_above(blocks, i)
        if title is None:
            out.append(blocks[i])
            i += 1
            continue
        start = i + 1
        heading, start = _with_title(blocks, i, title)
        end = _end(blocks, start, out, heading)
        inside = blocks[start:end]
        children = tuple(b.to(Kind.TEXT, level=0) if b.kind is Kind.HEADING else b for b in inside if b.kind not in (Kind.NOTE, Kind.ASIDE))
        number = re.sub(r"\s+", "", title.group("number"))
        out.append(replace(heading, kind=Kind.BOX, label=number, children=children, last=inside[-1].last if inside else heading.last))
        out.extend(b for b in inside if b.kind in (Kind.NOTE, Kind.ASIDE))
        i = end
    return out


def _title(block: Block) -> re.Match[str] | None:
    if block.kind not in (Kind.TEXT, Kind.HEADING, Kind.CAPTION):
        return None
    text = block.text.text.strip()
    match = BOX_TITLE.match(text) or BOX_NAMED.match(text)
    if not match or width(text) > 60 or text[-1] in "。；，":
        return None
    return match


def _named_above(blocks: list[Block], i: int) -> re.Match[str] | None:
    """The name of a box (延伸阅读) alone above its title, below which prose begins: no list of readings."""
    if blocks[i].kind not in (Kind.TEXT, Kind.HEADING) or i + 1 >= len(blocks):
        return None
    match = BOX_ALONE.fullmatch(blocks[i].text.text.strip())
    if match is not None and _prose_at_once(blocks, i):
        return match
    if i + 2 >= len(blocks):
        return None
    words, prose = blocks[i + 1], blocks[i + 2]
    if match is None or words.kind not in (Kind.TEXT, Kind.HEADING) or prose.kind is not Kind.TEXT:
        return None
    if len(prose.text) < _PROSE and not _ITEM_OF_FIGURES.match(prose.text.text):
        return None
    if GLOSSARY_HEAD.match(blocks[i].text.text) and _heads_terms(blocks, i):
        return None
    text = words.text.text.strip()
    return match if 3 <= width(text) <= 26 and not re.search(r"[《》。，；：\d]", text) else None


def _prose_at_once(blocks: list[Block], i: int) -> bool:
    """Whether prose stands directly below a box's name, little of it: neither titles to read nor a whole list of terms."""
    inside: list[Block] = []
    for block in blocks[i + 1 :]:
        if block.kind is Kind.HEADING or len(inside) > _SHORT_BOX:
            break
        if block.kind not in (Kind.ASIDE, Kind.NOTE):
            inside.append(block)
    prose = all(b.kind is Kind.TEXT and len(b.text) >= _PROSE and b.text.text.rstrip().endswith("。") for b in inside)
    return 0 < len(inside) <= _SHORT_BOX and prose and not any(_TO_READ.match(b.text.text) or head_style(b.text.text) for b in inside)


def _heads_terms(blocks: list[Block], i: int) -> bool:
    """Whether a glossary begins here rather than a box of one term: a further head of the same depth follows the first."""
    first = blocks[i + 1]
    return first.kind is Kind.HEADING and any(b.kind is Kind.HEADING and b.level == first.level for b in blocks[i + 2 : i + 2 + _NEXT_TERM])


def _with_title(blocks: list[Block], i: int, match: re.Match[str]) -> tuple[Block, int]:
    """The title block, its words taken from the next line where the number stands alone."""
    block = blocks[i]
    if match.group("title") or i + 1 >= len(blocks) or width(blocks[i + 1].text.text) > 40 or blocks[i + 1].kind not in (Kind.TEXT, Kind.HEADING):
        return block, i + 1
    following = blocks[i + 1]
    if following.text.text.rstrip()[-1:] in "。；，：":
        return block, i + 1
    text = block.text + Traced.invented(" ") + following.text
    return replace(block, text=text, last=following.last, other=(*block.other, *following.other)), i + 2


def _end(blocks: list[Block], start: int, before: list[Block], title: Block) -> int:
    """Behind the last block of the box: at the next head or box, where the text before the box is taken up again, or
    where the closing source line stands."""
    aspects = _aspects(before)
    end = start
    for i in range(start, min(len(blocks), start + _LONGEST_BOX)):
        block = blocks[i]
        if block.kind is Kind.HEADING and _ITEM.match(block.text.text) and (end > start or i == start):
            end = i + 1
            continue
        if block.kind not in _INSIDE or _title(block) is not None:
            break
        if block.kind is Kind.SOURCE or (block.kind is Kind.TEXT and _CLOSES.match(block.text.text)):
            return i + 1
        if block.kind is Kind.TEXT:
            text = block.text.text
            resumed = _ASPECT.match(text)
            if end > start and resumed and aspects and not _speaks_of(text, title):
                break
            if end > start and _takes_up(before, text):
                break
            end = i + 1
        elif block.kind in (Kind.TABLE, Kind.FIGURE, Kind.QUOTE):
            end = i + 1
    return max(end, start)


def _aspects(before: list[Block]) -> list[str]:
    """The aspects (…方面，) that paragraphs of the section before the box began with."""
    out = []
    for block in islice(reversed(before), _LOOK_BACK):
        if block.kind is Kind.HEADING:
            break
        match = _ASPECT.match(block.text.text) if block.kind is Kind.TEXT else None
        if match:
            out.append(match.group("what"))
    return out


def _speaks_of(text: str, title: Block) -> bool:
    """Whether the paragraph's first words stand in the title of the box."""
    match = _ASPECT.match(text)
    return match is not None and match.group("what") in title.text.text


def _takes_up(before: list[Block], text: str) -> bool:
    """Whether the text goes on with the paragraph that the box interrupted inside a sentence."""
    last = next((b for b in islice(reversed(before), _LOOK_BACK) if b.kind is Kind.TEXT), None)
    if last is None:
        return False
    tail = bare_end(last.text.text)
    return bool(tail) and tail[-1] not in "。！？”）：；…" and not _SERIES.match(text)
