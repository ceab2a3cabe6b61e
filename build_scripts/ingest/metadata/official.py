"""The title of an official paper: the issuing bodies and 关于……的通知, whatever letterhead stands above them."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.metadata.forms import lines_of_form
from build_scripts.ingest.metadata.pieces import merged, meta
from build_scripts.text.han import ends_sentence, is_han, width
from build_scripts.text.traced import Traced

_ABOUT = re.compile(r"\s*关于\S")
_KIND = re.compile(
    r"(?:通知|通报|通告|公告|公报|决定|决议|意见|建议|办法|规定|细则|规则|条例|方案|计划|规划|纲要|要点|措施|函|复函|批复|请示|报告|指示|命令|令|议案|纪要|说明)"
    r"\s*(?:[（(][^（）()]{1,12}[）)])?\s*$"
)
_ISSUER = re.compile(r"\s*[\u4e00-\u9fff\s·、]{2,34}(?:人民政府|政府|办公厅|办公室|委员会|常委会|党委|省委|市委|县委|局|厅|部|署|院|行|会|组|中心|指挥部)\s*$")
_ISSUED_ABOUT = re.compile(
    r"\s*(?P<issuer>[\u4e00-\u9fff·、]{2,30}(?:人民政府|政府|办公厅|办公室|委员会|常委会|党委|省委|市委|县委|局|厅|部|署|院))关于\S")
"""A first line with the issuing body and the beginning of what the paper is about."""
_SHORT_END, _LONG_START = 8, 14
_YEAR = re.compile(r"(?:19|20)\d\d\s*年")
_MOST_LINES = 5
_ABOVE = 6
_WIDEST = 62.0


def official_title(head: list[Block]) -> list[Block]:
    """The lines of a title page with the title of an official paper as one block; what stands above it is its letterhead."""
    lines = [i for i, block in enumerate(head) if block.kind is not Kind.ASIDE]
    at = next((k for k, i in enumerate(lines) if head[i].kind is Kind.TEXT and _begins(head[i].text.text)), None)
    if at is None and _is_cut(head, lines):
        start, end = (head[i] for i in lines[:2])
        return [merged(meta(start, "title"), meta(end, "title"), "") if b is start else b for b in head if b is not end]
    if at is None or not 0 <= at <= _ABOVE or width(head[lines[at]].text.text) > _WIDEST:
        return head
    first = at
    issued = _ISSUED_ABOUT.match(head[lines[at]].text.text)
    while issued is None and first > 0 and _is_issuer(head[lines[first - 1]]):
        first -= 1
    last = _last(head, lines, at)
    if (first == at and issued is None) or last is None or (issued is not None and last == at):
        return head
    title = meta(head[lines[first]], "title")
    for k in range(first + 1, last + 1):
        title = merged(title, meta(head[lines[k]], "title"), "")
    own = set(lines[first : last + 1])
    issuers = [issued["issuer"]] if issued else [head[lines[k]].text.text.strip() for k in range(first, at)]
    out: list[Block] = [Block(Kind.META, Traced.invented(name), title.line, title.line, "issuer") for name in issuers]
    for i, block in enumerate(head):
        if i == lines[first]:
            out.append(title)
        elif i not in own:
            out += _letterhead(block) if i < lines[first] else [block]
    return out


def _is_cut(head: list[Block], lines: list[int]) -> bool:
    """Whether the title was cut inside its words: a long first line, and a short one that ends with the kind of paper."""
    if len(lines) < 3 or any(head[i].kind is not Kind.TEXT or head[i].level for i in lines[:2]):
        return False
    first, rest = (head[i].text.text.strip() for i in lines[:2])
    cut = _KIND.search(rest) is not None and _KIND.search(first) is None and _ISSUER.match(first) is None and is_han(first[-1]) and is_han(rest[0])
    return cut and width(rest) <= _SHORT_END and width(first) >= _LONG_START and _YEAR.search(first) is not None


def _begins(text: str) -> bool:
    """Whether a line begins what an official title is about, whole titles left aside."""
    return _ABOUT.match(text) is not None or (_ISSUED_ABOUT.match(text) is not None and _KIND.search(text) is None)


def _is_issuer(block: Block) -> bool:
    text = block.text.text
    return block.kind is Kind.TEXT and not block.level and _ISSUER.match(text) is not None and width(text.strip()) <= 36


def _last(head: list[Block], lines: list[int], at: int) -> int | None:
    """The line that names the kind of paper, with which the title ends."""
    for k in range(at, min(at + _MOST_LINES, len(lines))):
        block = head[lines[k]]
        text = block.text.text.strip()
        if block.kind is not Kind.TEXT or ends_sentence(text) or text[-1:] in "：:" or width(text) > _WIDEST:
            return None
        if _KIND.search(text):
            return k
    return None


def _letterhead(block: Block) -> list[Block]:
    """A short line above the title as what it is by its form, else as the letterhead."""
    if block.kind is not Kind.TEXT:
        return [block]
    formed = lines_of_form(block)
    short = width(block.text.text.strip()) <= 30 and not ends_sentence(block.text.text)
    return [replace(b, kind=Kind.META, label="masthead", level=0) if b.kind is Kind.TEXT and short else b for b in formed]
