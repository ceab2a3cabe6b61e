"""The columns of a newspaper (■城市更新): the name of one heads an article, whether or not a byline stands below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.names import is_rubric
from build_scripts.ingest.papers.parts import LONGEST_TITLE
from build_scripts.ingest.papers.photos import CREDIT
from build_scripts.ingest.patterns import BOX_ALONE, BYLINE, SALUTATION
from build_scripts.text.han import ends_sentence, width

_SIGN = re.compile(r"\s*[□■◆●◇▲△★☆▍▎]\s*")
NOTICE = re.compile(
    r"\s*(?:更\s*正|勘\s*误|启\s*事|征\s*[稿文]\s*启\s*事|致\s*歉|致\s*读\s*者|敬\s*告\s*读\s*者|"
    r"[一-鿿]{0,10}(?:征收|拍卖|招标|中标|出让|挂牌|遗失|招聘|招募|任前|停电|停水|迁址|注销|减资|清算)[一-鿿]{0,8}(?:公告|启事|公示|通告|声明))\s*"
)
"""The head under which a paper speaks for itself."""
DASH = re.compile(r"\s*[—―-]{1,2}\s*(?=[^\s—])")
CUT = re.compile(r"[的和与及、，：]\s*$")
"""A headline's line that stops before its sense does."""
_BRACKETED = re.compile(r"【[^【】]{2,10}】")
_KICKER = 6.0
_REST = 3.0
_TOO_SHORT = 3.5
_HEAD = 20.0
_DETAILS = 1.3
_MORE = 1.6
_ASKS = re.compile(r"\s*(?:问|答|读者问|网友问)\s*[:：]")
_WIDE = 16.0
_SIGNED_BEHIND = re.compile(r"[。！？”][\s\u3000]*[（(]\s*(?:本报|本台)?(?:见习)?(?:记者|通讯员)[\s\u3000:：]*[一-鿿][^（）()。]{1,36}[）)]\s*$")
_TWO = 2
_MOST_LINES = 3
_FARTHEST = 6
"""No more lines stand between the name of a column and its article."""


@dataclass(frozen=True)
class ArticleHead:
    """The lines that lead down to an article, as places in the blocks: column, headline, subtitle."""

    column: tuple[int, ...]
    title: tuple[int, ...]
    subtitle: tuple[int, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """All lines of the head."""
        return (*self.column, *self.title, *self.subtitle)


def is_column(block: Block) -> bool:
    """Whether the block prints the name of a column behind its sign, or of a notice of the paper (更正), and nothing else."""
    text = block.text.text
    return block.kind is Kind.TEXT and (NOTICE.fullmatch(text) is not None or (_SIGN.match(text) is not None and is_rubric(text)))


def names_column(block: Block) -> bool:
    """Whether a line above a headline names a column (走进产业链), not what the headline begins with."""
    text = block.text.text.strip()
    return is_rubric(text) or _BRACKETED.fullmatch(text) is not None or (width(text) <= _KICKER + 1 and len(text.split()) == 1)


def in_brackets(block: Block) -> bool:
    """Whether the line is the name of a column in brackets (【新书快览】) and nothing else."""
    return block.kind is Kind.TEXT and _BRACKETED.fullmatch(block.text.text.strip()) is not None


def column_name(block: Block) -> Block:
    """The name of a column as matter; its sign is no part of the name."""
    sign = _SIGN.match(block.text.text)
    cut = sign.end() if sign else 0
    return block.to(Kind.META, label="column", text=block.text[cut:], other=(*block.other, block.text[:cut].strip()))


def head_below_column(blocks: list[Block], start: int, end: int) -> ArticleHead | None:
    """The head from the name of a column down to the article that begins at ``end``; None where something else stands between."""
    at = next((i for i in range(end - 1, max(start - 1, end - 1 - _FARTHEST), -1) if is_column(blocks[i])), None)
    if at is None:
        return None
    lines = [i for i in range(at + 1, end) if blocks[i].kind is not Kind.ASIDE]
    if any(not _may_head(blocks[i]) for i in lines):
        return None
    dashes = tuple(i for i in lines if DASH.match(blocks[i].text.text))
    title = [i for i in lines if i not in dashes]
    if len(title) > 1 and _details(*(blocks[i].text.text.strip() for i in title[-2:])):
        title, dashes = title[:-1], (title[-1], *dashes)
    return ArticleHead((at, *title[:-2]), tuple(title[-2:]), dashes) if title else ArticleHead((), (at,), dashes)


def head_above(blocks: list[Block], start: int, end: int) -> ArticleHead | None:
    """The head directly above the article that begins at ``end``, where all lines there are its own; None without a headline."""
    lines: list[int] = []
    for i in range(end - 1, start - 1, -1):
        if blocks[i].kind is Kind.ASIDE:
            continue
        if not _may_head(blocks[i]) or blocks[i].text.text.startswith(("（", "(", "图为")) or CREDIT.search(blocks[i].text.text):
            break
        if lines and blocks[lines[0]].level and not blocks[i].level:
            break  # Markdown marks the lines of the head, and no others
        lines.insert(0, i)
        if is_rubric(blocks[i].text.text):
            break
    dashes = tuple(i for i in lines if DASH.match(blocks[i].text.text))
    title = [i for i in lines if i not in dashes]
    if title and len(title) == 3 + is_rubric(blocks[title[0]].text.text) and _couplet_and_more(*(blocks[i].text.text.strip() for i in title[-3:])):
        title, dashes = title[:-1], (title[-1], *dashes)
        return ArticleHead(tuple(title[:-2]), tuple(title[-2:]), dashes)
    if not title or len(lines) > _FARTHEST or (dashes and dashes[0] < title[-1]):
        return None
    if len(title) > 1 and _details(*(blocks[i].text.text.strip() for i in title[-2:])):
        title, dashes = title[:-1], (title[-1], *dashes)
    size = 2 if len(title) > 1 and _one_headline(*(blocks[i].text.text.strip() for i in title[-2:])) else 1
    return ArticleHead(tuple(title[:-size]), tuple(title[-size:]), dashes)


def _one_headline(first: str, second: str) -> bool:
    """Whether two lines are one headline: the first stops before its sense does, or both are of one width, or the second is the rest."""
    if is_rubric(first) or _BRACKETED.fullmatch(first) or (width(first) <= _KICKER and width(second) > 1.2 * width(first)):
        return False
    if CUT.search(first) or first.count("“") > first.count("”"):
        return True
    if width(second) <= _TOO_SHORT and width(second) < width(first):
        return True  # no headline is as short
    alike = abs(width(first) - width(second)) <= 1 and width(first) >= 5
    return width(first) <= _WIDE and (alike or (width(first) >= _KICKER and _REST <= width(second) <= width(first)))


def _couplet_and_more(first: str, second: str, third: str) -> bool:
    """Whether a headline over two lines stands above a longer line that tells more."""
    return _one_headline(first, second) and width(third) >= _MORE * max(width(first), width(second))


def _details(first: str, second: str) -> bool:
    """Whether the second line is a subtitle without a dash: longer than the headline, with the figures that it leaves out."""
    if is_rubric(first) or _BRACKETED.fullmatch(first) or width(first) <= _KICKER or CUT.search(first):
        return False
    return width(second) >= _DETAILS * width(first) and re.search(r"\d", second) is not None and re.search(r"\d", first) is None


def openings_below(blocks: list[Block], starts: list[int]) -> list[int]:
    """Where the article below a column's name begins with its first paragraph: no byline (one of ``starts``) stands between."""
    known = set(starts)
    out = []
    for at in (i for i, block in enumerate(blocks) if is_column(block) or heads_article(blocks, i)):
        i = at + 1
        while i < len(blocks) and i not in known and i - at <= _FARTHEST and (blocks[i].kind is Kind.ASIDE or _may_head(blocks[i])):
            i += 1
        if i < len(blocks) and i not in known and i - at <= _FARTHEST and blocks[i].kind is Kind.TEXT and not is_column(blocks[i]):
            out.append(i)
    return out


def heads_article(blocks: list[Block], i: int) -> bool:
    """Whether a column's name without a sign (产业聚焦) heads an article that nobody signs above its prose: the text before it is
    finished, a headline follows, and then a paragraph or a letter's salutation."""
    if blocks[i].kind is not Kind.TEXT or not is_rubric(blocks[i].text.text) or BOX_ALONE.fullmatch(blocks[i].text.text.strip()):
        return False
    above = next((b for b in reversed(blocks[max(0, i - _FARTHEST) : i]) if b.kind is not Kind.ASIDE), None)
    if above is not None and not (ends_sentence(above.text.text) or above.text.text.rstrip()[-1:] in "）)" or CREDIT.search(above.text.text)):
        return False
    lines = [b for b in blocks[i + 1 : i + 2 + _FARTHEST] if b.kind is not Kind.ASIDE]
    size = next((n for n, b in enumerate(lines) if not _may_head(b) or is_rubric(b.text.text)), 0)
    if not 1 <= size <= _MOST_LINES or lines[size].kind is not Kind.TEXT:
        return False
    prose = lines[size].text.text
    return SALUTATION.fullmatch(prose.strip()) is not None or (width(prose) > LONGEST_TITLE and ends_sentence(prose))


def below_signed(blocks: list[Block]) -> list[int]:
    """Where articles begin on a page whose news is signed behind the last sentence (……。（记者 某某）): below the heads that follow a
    signature, and below those above the first one. One signature alone proves no page."""
    signed = [i for i, b in enumerate(blocks) if b.kind is Kind.TEXT and b.text.text.rstrip()[-1:] in "）)" and _SIGNED_BEHIND.search(b.text.text[-48:])]
    if len(signed) < _TWO:
        return []
    out = []
    for at in (-1, *signed):
        i = at + 1
        while i < len(blocks) and i - at <= _FARTHEST and (blocks[i].kind is Kind.ASIDE or (_may_head(blocks[i]) and not BYLINE.match(blocks[i].text.text))):
            i += 1
        if i < len(blocks) and at + 1 < i <= at + _FARTHEST and blocks[i].kind is Kind.TEXT and not is_column(blocks[i]):
            out.append(i)
    return out


def answers_to_readers(blocks: list[Block], starts: list[int]) -> list[int]:
    """Where questions and answers begin below a headline of their own, without a byline."""
    out = []
    for i in range(1, len(blocks)):
        asks = blocks[i].kind is Kind.TEXT and _ASKS.match(blocks[i].text.text) is not None
        if asks and _may_head(blocks[i - 1]) and i - 1 not in starts and not _ASKS.match(blocks[i - 1].text.text):
            out.append(i)
    return out


def lines_of_question(blocks: list[Block], start: int, end: int) -> int:
    """How many lines above questions and answers that begin at ``end`` are their column and headline, which may ask as well."""
    if not _ASKS.match(blocks[end].text.text):
        return 0
    lines = 0
    while end - lines - 1 > start and lines < _FARTHEST and _may_head(blocks[end - lines - 1]) and width(blocks[end - lines - 1].text.text) <= _HEAD:
        lines += 1
    return lines


def _may_head(block: Block) -> bool:
    text = block.text.text
    if block.kind is not Kind.TEXT or is_column(block) or not 2 <= width(text) <= LONGEST_TITLE:
        return False
    return (not ends_sentence(text) or text.rstrip("”’」 ").endswith(("？", "！"))) and text.rstrip()[-1:] not in "：:；;"
