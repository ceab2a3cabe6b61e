"""A newspaper page: its articles told apart by their heads and bylines, headlines given to the text whose words they use, photo
captions as documents of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.growing import Growing
from build_scripts.ingest.names import is_rubric
from build_scripts.ingest.papers.columns import (
    CUT,
    DASH,
    NOTICE,
    ArticleHead,
    column_name,
    head_above,
    head_below_column,
    in_brackets,
    is_column,
    names_column,
)
from build_scripts.ingest.papers.parts import LONGEST_TITLE, PHOTO_CAPTION, Part
from build_scripts.ingest.papers.photos import CREDIT, CREDIT_BEHIND, wide_captions
from build_scripts.ingest.papers.spans import article_spans, is_caption
from build_scripts.ingest.patterns import NEWS_START, NOTE_START, RUBRIC
from build_scripts.text.han import HAN, ends_sentence, width
from build_scripts.text.traced import Traced

_HALF = 14.0
"""Half of a headline over two lines is no wider, in ems."""
_ALIKE = 1.5
"""A headline far from its article shares with it more than one or two pairs of characters."""
_ARTICLE = 3
"""So many paragraphs between two articles are no photo captions."""
_TAIL = re.compile(r"[一-鿿]{1,6}[”’）》][。，；]?")
_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")


def with_tails(blocks: list[Block]) -> list[Block]:
    """Lines that begin inside a sentence (a closing quote, a comma) put back, so that no headline is seen in them."""
    out: list[Growing] = []
    captions = wide_captions(blocks)
    for i, block in enumerate(blocks):
        before = out[-1].ends if out and block.kind is out[-1].first.kind is Kind.TEXT else ""
        tail = block.text.text[:1] in tuple("，。、；：”’）》") or (_TAIL.match(block.text.text) and not ends_sentence(before))
        if before and (tail or i in captions) and not NOTE_START.match(before):
            out[-1].add(block)
        else:
            out.append(Growing(block))
    return [paragraph.block() for paragraph in out]


def newspaper_parts(blocks: list[Block], bylines: list[int]) -> list[Part]:
    spans = article_spans(blocks, bylines)
    bodies = [_profile(blocks[a:b]) for a, b in spans]
    owners: dict[int, int] = {}
    titled: dict[int, int] = {}
    loose: list[tuple[int, int]] = []
    columns = _column_heads(blocks, spans, owners, titled)
    inside = _headlines_below_bylines(blocks, spans, owners, titled)
    heads: dict[int, ArticleHead] = {}
    for k in range(len(spans) + 1):
        a = spans[k - 1][1] if k else 0
        b = spans[k][0] if k < len(spans) else len(blocks)
        loose.append((a, b))
        if k < len(spans) and k not in titled and (k == 0 or k - 1 in titled):
            head = head_above(blocks, a, b)
            if head is not None:
                heads[k] = head
                _own(head, k, owners, titled)
        for i in range(a, b):
            if i not in owners and is_headline(blocks, i) and not (is_caption(blocks, i + 1) and _names_caption(blocks, i, k, bodies, titled)):
                near = [n for n in (k - 1, k) if 0 <= n < len(spans)]
                owner = _claim(blocks[i], near, bodies, titled)
                if owner is None and k == len(spans):
                    owner = _far_owner(blocks, i, bodies, titled)
                if owner is not None:
                    owners[i], titled[owner] = owner, i
    second = _second_lines(blocks, spans, bodies, owners, titled)
    subtitles = {i: owners[i - 1] for i in range(1, len(blocks)) if i - 1 in owners and DASH.match(blocks[i].text.text)}
    owners.update(subtitles)
    parts: list[Part] = []
    for k, (a, b) in enumerate(spans):
        if k in columns or k in heads:
            head = columns.get(k) or heads[k]
            parts.extend(_captions(blocks, loose[k][0], min(head.lines), owners))
            parts.append(_headed(blocks, head, a, b))
            continue
        if k in inside:
            parts.extend(_captions(blocks, *loose[k], owners))
            parts.append(Part((*blocks[a : inside[k]], *blocks[inside[k] + 1 : b]), blocks[inside[k]], "newspaper-article"))
            continue
        if titled.get(k, a) < a and (head := head_above(blocks, _behind_others(owners, *loose[k], k), a)) is not None and titled[k] in head.lines:
            owners.update(dict.fromkeys(head.lines, k))
            parts.extend(_captions(blocks, *loose[k], owners))
            parts.append(_headed(blocks, head, a, b))
            continue
        captions = _captions(blocks, *loose[k], owners)
        lead: tuple[Block, ...] = tuple(_subtitle(blocks[i]) for i, owner in subtitles.items() if owner == k)
        if captions and captions[-1].headline is None and _leads_in(captions[-1]):
            lead = (*(column_name(b) if names_column(b) else b for b in captions.pop().blocks), *lead)
        parts.extend(captions)
        lines = [i for i in (titled.get(k, -1), second.get(k, -1)) if i >= 0]
        title = _as_one(blocks[i] for i in lines) if len(lines) > 1 else blocks[lines[0]] if lines else None
        parts.append(Part((*lead, *blocks[a:b]), title, "newspaper-article"))
    parts.extend(_captions(blocks, *loose[-1], owners))
    return parts


def _behind_others(owners: Mapping[int, int], start: int, end: int, article: int) -> int:
    """Behind the last line between two articles that belongs to another one."""
    return max((i + 1 for i in range(start, end) if owners.get(i, article) != article), default=start)


def _second_lines(
    blocks: list[Block], spans: list[tuple[int, int]], bodies: list[_Words], owners: dict[int, int], titled: Mapping[int, int]
) -> dict[int, int]:
    """The second lines of headlines that stand behind their articles, by article: the line below that fits no caption better."""
    out: dict[int, int] = {}
    for k, i in titled.items():
        at = i + 1
        if i < spans[k][1] or at in owners or at >= len(blocks) or not is_headline(blocks, at) or width(blocks[i].text.text) > _HALF:
            continue
        if any(at <= start <= at + 2 for start, _ in spans):
            continue  # the headline of the next article
        words, below = set(_grams(blocks[at].text.text)), _profile(blocks[at + 1 : at + 3])
        if not is_caption(blocks, at + 1) or _likeness(words, bodies[k], [below]) >= _likeness(words, below, [bodies[k]]):
            out[k] = at
            owners[at] = k
    return out


def _column_heads(blocks: list[Block], spans: list[tuple[int, int]], owners: dict[int, int], titled: dict[int, int]) -> dict[int, ArticleHead]:
    """The heads below the names of columns; their lines belong to the article below them and to no other."""
    out: dict[int, ArticleHead] = {}
    for k, (start, _) in enumerate(spans):
        head = head_below_column(blocks, spans[k - 1][1] if k else 0, start)
        if head is not None:
            out[k] = head
            _own(head, k, owners, titled)
    return out


def _headlines_below_bylines(blocks: list[Block], spans: list[tuple[int, int]], owners: dict[int, int], titled: dict[int, int]) -> dict[int, int]:
    """Headlines that stand below their bylines (本报评论员 / 三件小事), where none stands above: directly above the prose."""
    out: dict[int, int] = {}
    for k, (start, end) in enumerate(spans):
        at = start + 1
        if k in titled or NEWS_START.match(blocks[start].text.text) or at + 1 >= end or not is_headline(blocks, at):
            continue
        above = next((b for b in reversed(blocks[:start]) if b.kind is not Kind.ASIDE), None)
        prose = blocks[at + 1]
        if above is not None and ends_sentence(above.text.text) and prose.kind is Kind.TEXT and width(prose.text.text) > LONGEST_TITLE:
            out[k] = titled[k] = at
            owners[at] = k
    return out


def _own(head: ArticleHead, article: int, owners: dict[int, int], titled: dict[int, int]) -> None:
    owners.update(dict.fromkeys(head.lines, article))
    titled[article] = head.title[0]


def _headed(blocks: list[Block], head: ArticleHead, start: int, end: int) -> Part:
    """An article with the head that stands above it."""
    lines = [blocks[i] for i in head.title]
    title = _as_one(lines) if len(lines) > 1 else replace(column_name(lines[0]), kind=Kind.TEXT, label="") if is_column(lines[0]) else lines[0]
    lead = [column_name(blocks[i]) if names_column(blocks[i]) else _subtitle(blocks[i]) for i in head.column] + [_subtitle(blocks[i]) for i in head.subtitle]
    between = [b for b in blocks[min(head.lines) : start] if b.kind is Kind.ASIDE]
    return Part((*lead, *between, *blocks[start:end]), title, "newspaper-article")


def _subtitle(block: Block) -> Block:
    """A line beside the headline; the dash that leads it is no part of its words."""
    dash = DASH.match(block.text.text)
    cut = dash.end() if dash else 0
    other = (*block.other, block.text[:cut].strip()) if dash else block.other
    return block.to(Kind.META, label="subtitle", text=block.text[cut:], other=other)


def _as_one(lines: Iterable[Block]) -> Block:
    first, second = lines
    between = "" if CUT.search(first.text.text) or width(second.text.text.strip()) <= width(first.text.text.strip()) - 2 else " "
    return replace(first, text=first.text + Traced.invented(between) + second.text, last=second.last, other=(*first.other, *second.other))


def _leads_in(part: Part) -> bool:
    """Whether loose lines above an article are its subtitle or kicker: short, and ending no sentence."""
    texts = [b.text.text for b in part.blocks if b.kind is Kind.TEXT]
    return all(width(text) <= LONGEST_TITLE and not ends_sentence(text) and not CREDIT.search(text) for text in texts)


def is_headline(blocks: list[Block], i: int) -> bool:
    """Whether the block may be a headline or one of its lines: short, no sentence, no credit, no name of a column."""
    text = blocks[i].text.text
    if blocks[i].kind is not Kind.TEXT or not 4 <= width(text) <= LONGEST_TITLE or ends_sentence(text):
        return False
    return not CREDIT.search(text) and not is_rubric(text) and not DASH.match(text)


def _names_caption(blocks: list[Block], i: int, gap: int, bodies: list[_Words], titled: Container[int]) -> bool:
    """Whether a headline above a photo caption is the caption's own and not that of an article beside it."""
    near = range(len(bodies)) if gap == len(bodies) else (gap - 1, gap)
    free = [bodies[n] for n in near if 0 <= n < len(bodies) and n not in titled]
    words, caption = set(_grams(blocks[i].text.text)), _profile(blocks[i + 1 : i + 3])
    return not free or _likeness(words, caption, free) > max(_likeness(words, body, [caption]) for body in free)


def _claim(title: Block, candidates: list[int], bodies: list[_Words], titled: Container[int]) -> int | None:
    """The article that the headline belongs to: the one whose words it uses most, whichever side of it that stands."""
    free = [k for k in candidates if k not in titled]
    if not free:
        return None
    words = set(_grams(title.text.text))
    return max(free, key=lambda k: (_likeness(words, bodies[k], [bodies[n] for n in candidates if n != k]), k))


@dataclass(frozen=True)
class _Words:
    """How often a text uses each pair of characters, and how many it has."""

    count: Counter[str]
    total: int


def _far_owner(blocks: list[Block], i: int, bodies: list[_Words], titled: Container[int]) -> int | None:
    """The article without a headline, wherever on the page, whose words a line behind all articles uses more than the text below it."""
    free = [k for k in range(len(bodies)) if k not in titled]
    words, below = set(_grams(blocks[i].text.text)), _profile(blocks[i + 1 : i + 3])
    best = max(free, key=lambda k: _likeness(words, bodies[k], [below]), default=None)
    if best is None:
        return None
    like = _likeness(words, bodies[best], [below])
    return best if like > max(_ALIKE, _likeness(words, below, [bodies[best]])) else None


def _likeness(words: set[str], body: _Words, others: list[_Words]) -> float:
    score = 0.0
    for word in words:
        here = body.count[word] / body.total
        there = max((other.count[word] / other.total for other in others), default=0.0)
        score += here / (here + there + 1e-9) if here else 0.0
    return score


def _profile(blocks: list[Block]) -> _Words:
    count = Counter(gram for b in blocks if b.kind is not Kind.ASIDE for gram in _grams(b.text.text))
    return _Words(count, max(1, count.total()))


def _grams(text: str) -> list[str]:
    return [a + b for run in _HAN_RUN.findall(text) for a, b in pairwise(run)]


def has_credit(blocks: list[Block]) -> bool:
    return any(b.kind is Kind.TEXT and CREDIT.search(b.text.text) for b in blocks)


def _captions(blocks: list[Block], start: int, end: int, owners: dict[int, int]) -> list[Part]:
    """The photo captions between articles, each a document of its own that ends with its credit."""
    out: list[Part] = []
    group: list[Block] = []
    for i in range(start, end):
        if i in owners:
            continue
        if group and _is_notice(group) and _comes_to_credit(blocks, i, end, owners):
            out.append(replace(_caption_part(group), genre="newspaper-article"))
            group = []
        group.append(blocks[i])
        if blocks[i].kind is Kind.TEXT and CREDIT.search(blocks[i].text.text):
            out.append(_caption_part(group))
            group = []
    if sum(b.kind is Kind.TEXT and ends_sentence(b.text.text) and width(b.text.text) > LONGEST_TITLE for b in group) >= _ARTICLE:
        out.append(Part(tuple(group), None, "newspaper-article"))  # an article whose byline bears no sign
    elif any(b.kind is Kind.TEXT for b in group):
        marked = sum(b.level > 0 for b in group) > 1
        out.append(replace(_caption_part(group), genre="newspaper-article") if marked else _caption_part(group))
    elif group and out:
        out[-1] = replace(out[-1], blocks=(*out[-1].blocks, *group))
    elif group:
        out.append(Part(tuple(group)))
    return out


def _is_notice(group: list[Block]) -> bool:
    """Whether the paper says something for itself: the head of a notice (更正, 启事) and its paragraph."""
    texts = [b.text.text for b in group if b.kind is Kind.TEXT]
    return len(texts) == 2 and NOTICE.fullmatch(texts[0]) is not None and ends_sentence(texts[1])


def _comes_to_credit(blocks: list[Block], start: int, end: int, owners: Mapping[int, int]) -> bool:
    """Whether a caption with its credit follows, which a notice above it has nothing to do with."""
    texts = [blocks[i].text.text for i in range(start, end) if i not in owners and blocks[i].kind is Kind.TEXT]
    return len(texts) > 1 and not CREDIT.search(texts[0]) and any(CREDIT.search(text) for text in texts[1:])


def _caption_part(group: list[Block]) -> Part:
    texts = [b for b in group if b.kind is Kind.TEXT]
    titled = len(texts) > 2 and width(texts[1].text.text) <= LONGEST_TITLE and not ends_sentence(texts[1].text.text)
    if titled and (in_brackets(texts[0]) or RUBRIC.fullmatch(texts[0].text.text)):
        rest = [column_name(b) if b is texts[0] else b for b in group if b is not texts[1]]
        pictured = any("图为" in b.text.text or CREDIT.search(b.text.text) for b in texts[2:])
        return Part(tuple(piece for b in rest for piece in _credited(b)), texts[1], PHOTO_CAPTION if pictured else "newspaper-article")
    first = texts[0].text.text if texts else ""
    title = texts[0] if len(texts) > 1 and "。" not in first and width(first) <= LONGEST_TITLE and not ends_sentence(first) else None
    if title is not None and len(texts) > 1 and texts[1].text.text[:1] in "，。、；：”）":
        title = None
    body = [piece for b in group if b is not title for piece in _credited(b)]
    return Part(tuple(body), title, PHOTO_CAPTION)


def _credited(block: Block) -> list[Block]:
    """A caption and the credit that stands behind its last sentence, as two blocks."""
    match = CREDIT_BEHIND.search(block.text.text)
    if block.kind is not Kind.TEXT or not match:
        return [block]
    head, tail = block.text.split_at(match.start(1))
    return [replace(block, text=head.strip()), replace(block, text=tail.strip(), marks=(), other=())]
