"""Bylines of a newspaper's articles: which line is one, and names that an extraction tore off it."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.names import is_byline as prints_names
from build_scripts.ingest.names import is_person, is_rubric
from build_scripts.ingest.papers.parts import LONGEST_TITLE
from build_scripts.ingest.patterns import BYLINE, NEWS_START
from build_scripts.text.han import width
from build_scripts.text.traced import Traced

_REPORTER = re.compile(
    r"\s*(?:□|■)?\s*(?:(?:撰?文|图|图文|文图|摄影)\s*[/／]\s*)?(?:本报|本刊|新华社|人民日报|[一-鿿]{0,4}[日晚早时商周]报)(?:驻\S{2,6})?(?:特约|见习|首席)?"
    r"(?:记者|评论员|通讯员|特约评论员)(?:\s*[:：]?\s*(?:[一-鿿\s、]|[/／](?=本报|[一-鿿]{0,4}报)){2,28})$|\s*(?:本报|[一-鿿]{0,4}[日晚早时商周]报)(?:国际|特约)?(?:评论员|评论部|编辑部)\s*$"
    r"|\s*(?:记者|通讯员)[\s\u3000]+[一-鿿](?:[\s\u3000、]*[一-鿿]){1,16}?[\s\u3000]*(?:文\s*[/／]\s*图|图\s*[/／]\s*文|[/／]?文)?\s*$"
)
_BOTH = re.compile(r"[\s\u3000]*(?:文\s*[/／]\s*[图摄]|图\s*[/／]\s*文)\s*$")
_PICTURES = re.compile(r"(?:(?<![/／])摄|供图|摄影|摄影报道)\s*$")
_NAME = re.compile(r"[一-鿿]{1,4}")
_MOST_NAMES = 6
_LONGEST = 40


def is_byline(text: str) -> bool:
    """Whether a line begins an article of a newspaper: its byline, or the dateline of news without one."""
    if NEWS_START.match(text):
        return True
    text = _BOTH.sub("", text)
    if len(text) > _LONGEST or is_rubric(text) or _PICTURES.search(text):
        return False
    return (len(text) <= 34 and BYLINE.match(text) is not None) or (_REPORTER.match(text) is not None and prints_names(text))


def whole_bylines(blocks: list[Block]) -> list[Block]:
    """Reporters' names that an extraction tore at their blanks put back on the byline: 沈 小 / 晓 is one name, 沈晓 / 黄昭 are two."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at + 1
        if blocks[at].kind is Kind.TEXT and _REPORTER.match(blocks[at].text.text):
            while end < len(blocks) and end - at <= _MOST_NAMES and _is_torn_name(blocks[end]):
                end += 1
            prose = end < len(blocks) and blocks[end].kind is Kind.TEXT and width(blocks[end].text.text) > LONGEST_TITLE
            end = end if prose else at + 1
        out.append(_with_names(blocks[at:end]))
        at = end
    return out


def _is_torn_name(block: Block) -> bool:
    """Whether a line prints one person's name, or the last character of one."""
    text = block.text.text
    return block.kind is Kind.TEXT and not block.level and _NAME.fullmatch(text) is not None and (len(text) == 1 or is_person(text))


def _with_names(lines: list[Block]) -> Block:
    text = lines[0].text
    for block in lines[1:]:
        if len(block.text) == 1:
            text = text[: len(text) - 1] + Traced.invented(" ") + text[len(text) - 1 :] + block.text
        else:
            text = text + Traced.invented(" ") + block.text
    return replace(lines[0], text=text, last=lines[-1].last, other=tuple(piece for b in lines for piece in b.other)) if len(lines) > 1 else lines[0]
