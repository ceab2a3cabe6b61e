"""The analysts of a broker's report: a list of names below their head, each with letter box and number of licence."""

from __future__ import annotations

import re

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.metadata.pieces import meta
from build_scripts.ingest.names import is_person

_HEAD = re.compile(r"\s*(?:首席|高级|证券|宏观|行业|策略)?(?:分析[师员]|研究员|联系人|研究助理)\s*[:：]?\s*")
_CONTACT = re.compile(
    r"\s*(?:(?:E-?mail|邮箱|电子邮箱|电话)\s*[:：]\s*)?(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\d()（）+\s—–-]{7,20})\s*"
    r"|\s*(?:SAC|SFC)?\s*(?:(?:执业?|资格)\s*)?(?:证书?|资格证?书?)?\s*编号\s*[:：]?\s*[A-Z]\d{9,16}\s*|\s*(?:SFC\s*CE\s*)?Ref\s*[:：]\s*[A-Z]{2,4}\d{3}\s*"
)
"""A letter box, a telephone number or the number of a licence, alone on its line."""
_FRONT = 40
_MOST = 24


def is_contact(text: str) -> bool:
    """Whether a line prints an analyst's letter box, telephone number or licence and nothing else."""
    return len(text) < 60 and _CONTACT.fullmatch(text) is not None


def analysts(blocks: list[Block]) -> list[Block]:
    """The names of the list as authors, letter boxes and licences as what the print says of them; the head is used up."""
    out = list(blocks)
    for i, block in enumerate(blocks[:_FRONT]):
        if block.kind is not Kind.TEXT or not _HEAD.fullmatch(block.text.text):
            continue
        end, contacts = i + 1, 0
        while end < min(len(blocks), i + _MOST) and blocks[end].kind is Kind.TEXT and (is_contact(blocks[end].text.text) or _is_name(blocks[end])):
            contacts += is_contact(blocks[end].text.text)
            end += 1
        if not contacts or end == i + 1 or not _is_name(blocks[i + 1]):
            continue
        out[i] = meta(block, "credits")
        for j in range(i + 1, end):
            out[j] = meta(blocks[j], "authors" if _is_name(blocks[j]) else "bio")
    return out


def _is_name(block: Block) -> bool:
    return is_person(re.sub(r"\s", "", block.text.text)) and not block.level
