"""From where to where each article of a newspaper's page goes: from its byline to its closing note, its last paragraph, the last line of a poem."""

from __future__ import annotations

import re
from itertools import pairwise

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.names import is_body, is_person, is_rubric
from build_scripts.ingest.papers.columns import NOTICE, is_column, lines_of_question
from build_scripts.ingest.papers.parts import LONGEST_TITLE
from build_scripts.ingest.papers.photos import CREDIT
from build_scripts.ingest.patterns import BOX_ALONE, CLOSING_NOTE, PLACE_AND_NAME
from build_scripts.text.han import ends_sentence, width
from build_scripts.text.normalize import squeeze

_VERSE = 18.0
"""No line of a poem in a newspaper's column is wider, in ems."""
_LEAST_VERSES = 4
_TWO = 2
_CREDIT_LINE = 24
_DAY = re.compile(r"\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*")


def article_spans(blocks: list[Block], bylines: list[int]) -> list[tuple[int, int]]:
    """Each article from its byline to its closing note or its last paragraph."""
    spans = []
    for k, start in enumerate(bylines):
        limit = bylines[k + 1] if k + 1 < len(bylines) else len(blocks)
        limit = next((i for i in range(start + 1, limit) if is_column(blocks[i])), limit)
        closing = [i for i in range(start + 1, limit) if blocks[i].kind is Kind.TEXT and CLOSING_NOTE.match(blocks[i].text.text)]
        end = closing[0] + 1 if closing else _last_paragraph(blocks, start, limit, last=k + 1 == len(bylines))
        if end == limit < len(blocks):
            end -= lines_of_question(blocks, start, limit)
        if start and NOTICE.fullmatch(blocks[start - 1].text.text):
            end = next((i for i in range(start + 1, end) if "图为" in blocks[i].text.text or is_caption(blocks, i)), end)
        spans.append((start, _with_box(blocks, end, limit)))
    return spans


def _with_box(blocks: list[Block], end: int, limit: int) -> int:
    """Where an article ends that a box (数读, 链接) follows: behind the box's title and its paragraphs or items."""
    if end + 2 >= limit or blocks[end].kind is not Kind.TEXT or not BOX_ALONE.fullmatch(blocks[end].text.text.strip()):
        return end
    at = end + 2
    while at < limit and blocks[at].kind is Kind.TEXT and ends_sentence(blocks[at].text.text) and not CREDIT.search(blocks[at].text.text):
        at += 1
    return at if at > end + 2 else end


def _credits_line_above(blocks: list[Block], i: int) -> bool:
    """Whether the block prints a credit and nothing else, so that the short paragraph above it is the caption."""
    text, above = blocks[i].text.text, blocks[i - 1]
    return "。" not in text and width(text) <= 22 and above.kind is Kind.TEXT and len(above.text) <= 120 and above.text.text.count("。") <= 2


def _last_paragraph(blocks: list[Block], start: int, limit: int, last: bool) -> int:
    end = start + 1
    for i in range(start + 1, limit):
        text = blocks[i].text.text
        if blocks[i].kind is Kind.TEXT and (CREDIT.search(text) or "图为" in text) and i > start + 1:
            if _goes_on_behind(blocks, i, limit) or _heads_on(blocks, start, i, limit):
                continue
            return i - 1 if _credits_line_above(blocks, i) and i - 1 > start + 1 else end
        if blocks[i].kind is not Kind.TEXT or ends_sentence(text) or width(text) > LONGEST_TITLE or (text.endswith(("）", ")")) and width(text) > 24):
            end = i + 1
    if end == start + 1:
        end = verses_below(blocks, end, limit)
    if end < limit and PLACE_AND_NAME.fullmatch(blocks[end].text.text):
        end += 1  # who wrote a letter signs it below
    elif end + 1 < limit and _DAY.fullmatch(blocks[end + 1].text.text) and is_body(blocks[end].text.text.strip()):
        end += 2  # an office signs its notice with the day
    return end


def _goes_on_behind(blocks: list[Block], i: int, limit: int) -> bool:
    """Whether a photo's credit stands inside an article: running text that is no further caption follows at once."""
    following = next((j for j in range(i + 1, limit) if blocks[j].kind is Kind.TEXT), None)
    if following is None or not CREDIT.search(blocks[i].text.text):
        return False
    text, before = blocks[following].text.text, blocks[i - 1].text.text
    if width(before) > LONGEST_TITLE and not ends_sentence(before) and ends_sentence(text):
        return True  # the caption fell into a sentence
    return width(text) > LONGEST_TITLE and ends_sentence(text) and not is_caption(blocks, following)


def _heads_on(blocks: list[Block], start: int, i: int, limit: int) -> bool:
    """Whether a caption stands above a head of the article: one short line above prose, as those that part the article before it."""
    behind = [b for b in blocks[i + 1 : limit] if b.kind is not Kind.ASIDE and not (len(b.text) < _CREDIT_LINE and CREDIT.search(b.text.text))][:2]
    if len(behind) < _TWO or not _parts(behind[0], behind[1]) or is_rubric(behind[0].text.text) or CREDIT.search(behind[1].text.text):
        return False
    inside = [b for b in blocks[start + 1 : i] if b.kind is not Kind.ASIDE]
    return sum(_parts(first, second) for first, second in pairwise(inside)) >= _TWO


def _parts(head: Block, prose: Block) -> bool:
    """Whether a short line that ends no sentence stands above prose."""
    if head.kind is not Kind.TEXT or prose.kind is not Kind.TEXT or not 4 <= width(head.text.text) <= _VERSE:
        return False
    return not ends_sentence(head.text.text) and width(prose.text.text) > LONGEST_TITLE and "图为" not in prose.text.text


def is_caption(blocks: list[Block], i: int) -> bool:
    """Whether the block is the text of a photo caption: it says so (图为), or its credit follows."""
    if i >= len(blocks) or blocks[i].kind is not Kind.TEXT or width(blocks[i].text.text) < 20:
        return False
    text = blocks[i].text.text
    near = [b.text.text for b in blocks[i : i + 3] if b.kind is Kind.TEXT]
    more = near[: 1 if ends_sentence(text) else 2]
    return any("图为" in t or CREDIT.search(t) for t in more) or (len(near) > 1 and len(near[1]) < 30 and CREDIT.search(near[1]) is not None)


def verses_below(blocks: list[Block], start: int, limit: int) -> int:
    """Behind the last line of the poem that begins at ``start``; ``start`` itself where none stands there. Names below one another
    are no poem; a column's name ends it, and so does the headline above the next byline (at ``limit``)."""
    at = start
    while at < limit and (blocks[at].kind is Kind.ASIDE or _may_be_verse(blocks[at])):
        at += 1
    if at == limit < len(blocks) and at > start:
        at -= 1
    lines = [squeeze(b.text.text) for b in blocks[start:at] if b.kind is Kind.TEXT]
    return at if len(lines) >= _LEAST_VERSES and not any(is_person(line) for line in lines[:_LEAST_VERSES]) else start


def _may_be_verse(block: Block) -> bool:
    text = block.text.text
    return block.kind is Kind.TEXT and not block.level and 2 <= width(text) <= _VERSE and not is_rubric(text) and not CREDIT.search(text)
