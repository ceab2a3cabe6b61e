"""The outline: which lines are heads, and how deep each of them is, consistently over the whole text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import chain, pairwise

from build_scripts.ingest.block import Block, Findings, Kind
from build_scripts.ingest.levels import BARE_NUMERAL, with_levels
from build_scripts.ingest.lines.measure import is_latin_line
from build_scripts.ingest.patterns import (
    ANNEX,
    ANNEX_LIST,
    BACK_SECTION,
    BYLINE,
    CAPTION,
    DOCUMENT_MARKER,
    GLOSSARY_HEAD,
    LABEL,
    LIST_DASH,
    NEWS_START,
    NOTE_START,
    PLAIN_TOP,
    REFERENCE_ENTRY,
    REFERENCE_HEAD,
    SOURCE_LINE,
    HeadStyle,
    bare_end,
    finished,
    head_style,
)
from build_scripts.text.han import count_han, ends_sentence, width
from build_scripts.text.normalize import squeeze
from build_scripts.text.traced import Traced

_TELLING_CONTENTS = 8
_SIDE = re.compile(r"[一-鿿]{1,6}(维度|层面|方面|视角|阶段|路径|环节)[：:]\S")
_NEAR_SIDES = 16
_LONGEST = 46.0
_LONGEST_PLAIN = 32.0
_FIGURE_ALONE = re.compile(r"[\d.,]+\s*[%％]?")
_LONGEST_LEAD = 24.0
_DEEP = 3.0
_TO_THE_RIGHT = 6.0
_LONGEST_LETTER = 12
_SALUTATION = re.compile(r"(?:亲爱的|敬爱的|尊敬的)[^。，：:]{1,16}[：:]|[^。，：:]{1,8}(?:先生|女士|同志|吾兄|仁兄|吾儿|贤弟)[：:]")
_NO_END = "。；;，,、！!"
_NUMBER_ALONE = re.compile(
    r"第\s*[〇零一二三四五六七八九十百\d]+\s*(?:[章编篇节卷]|部\s*分)(?:\s*)$|[一二三四五六七八九十]{1,3}\s*[、.．]?$|\d{1,2}(?:\.\d{1,2}){0,2}[、.．]?$")
_YEAR_HEAD = re.compile(r"(?:19|20|18)\d\d\s*年(?:\s*\d{1,2}\s*月)?|[一二三四五六七八九〇○]{4}年")
_SHORT_LABEL = re.compile(r"[一-鿿][ \u3000]+[一-鿿][ \u3000]*[:：]")
"""A letter-spaced label before its value (地 点：…)."""
_SPACED_HEAD = re.compile(r"[一-鿿][ \u3000]+[一-鿿]")
_OF_A_CASE = re.compile(r"裁判要[点旨]|相关法条|关联索引|基本案情|裁判结果|裁判理由|争议焦点|典型意义|案情简介|法律依据")
"""The parts of a published case."""
_OPENING = re.compile(r"引言|导言|导论|绪论|绪言|序章|序言|余论|尾声|结语|楔子")
_STATEMENT = re.compile(r"^(?:一是|二是|三是|四是|首先|其次|再次|最后|第[一二三四五六七八九十]，)")
_OPEN_NUMBER = ("chapter", "part", "section", "decimal3", "decimal2")


_FEW_QUESTIONS = 40


def recognize_outline(blocks: list[Block], found: Findings, witness: frozenset[str] = frozenset()) -> list[Block]:
    """Running text that is a head becomes ``Kind.HEADING`` with its level, 1 being the top of its text."""
    blocks = _join_numbers(blocks, witness)
    trusted = _trust_markdown(blocks)
    words = _Bigrams(blocks)
    blocks = _join_cut_heads(blocks, words)
    heads = [_is_head(blocks, i, witness, trusted, words) for i in range(len(blocks))]
    _annexes(blocks, heads)
    _drop_enumerations(blocks, heads)
    return with_levels(blocks, heads, trusted)


class _Bigrams:
    """How often two characters stand side by side in the running text: a line cut inside a word shows by it."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._asked = 0

    @cached_property
    def _count(self) -> Counter[tuple[str, str]]:
        return Counter(chain.from_iterable(pairwise(b.text.text) for b in self._blocks if b.kind is Kind.TEXT))

    @cached_property
    def _text(self) -> str:
        return "\n".join(b.text.text for b in self._blocks if b.kind is Kind.TEXT)

    def _often(self, pair: str) -> bool:
        """Whether the text has the pair more than once; the pairs of a text with many questions are counted once for all."""
        self._asked += 1
        if self._asked > _FEW_QUESTIONS:
            return self._count[pair[0], pair[1]] >= 2
        at = self._text.find(pair)
        return at >= 0 and self._text.find(pair, at + 1) >= 0

    def runs_on(self, blocks: list[Block], i: int) -> bool:
        """Whether the block's last and the next running text's first character make a pair that the text uses."""
        following = next((b for b in blocks[i + 1 : i + 6] if b.kind is Kind.TEXT), None)
        if following is None:
            return False
        pair = blocks[i].text.text.rstrip()[-1:] + following.text.text.lstrip()[:1]
        return len(pair) == 2 and pair.isalpha() and self._often(pair)


# --- number and words on separate lines -------------------------------------------------------------------------


def _join_numbers(blocks: list[Block], witness: frozenset[str]) -> list[Block]:
    out: list[Block] = []
    skip = False
    for i, block in enumerate(blocks):
        if not skip and _is_opening(blocks, i):
            words = blocks[i + 1]
            text = block.text + Traced.invented(" ") + words.text
            out.append(replace(block, kind=Kind.HEADING, text=text, last=words.last, other=(*block.other, *words.other)))
            skip = True
            continue
        if skip:
            skip = False
            continue
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if (block.kind is Kind.TEXT and following is not None and following.kind is Kind.TEXT
                and (_NUMBER_ALONE.match(block.text.text.strip()) or _listed_as_one(block, following, witness))
                and _short_title(following.text.text) and not head_style(following.text.text)):  # fmt: skip
            text = block.text + Traced.invented(" ") + following.text
            out.append(replace(block, text=text, last=following.last, level=block.level or following.level, other=(*block.other, *following.other)))
            skip = True
            continue
        out.append(block)
    return out


def _join_cut_heads(blocks: list[Block], words: _Bigrams) -> list[Block]:
    """Numbered heads whose line ends inside a word that the text uses, joined with the short line below them."""
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if out and i and out[-1] is blocks[i - 1] and _is_cut_head(blocks, i - 1) and words.runs_on(blocks, i - 1):
            out[-1] = replace(out[-1], text=out[-1].text + block.text, last=block.last, other=(*out[-1].other, *block.other))
            continue
        out.append(block)
    return out


def _is_cut_head(blocks: list[Block], i: int) -> bool:
    """Whether a numbered line without closing sign stands right above a shorter one, and running text or a further head below both."""
    head, rest = blocks[i], blocks[i + 1]
    prose = next((b for b in blocks[i + 2 : i + 5] if b.kind not in (Kind.ASIDE, Kind.NOTE)), None)
    if head.kind is not Kind.TEXT or rest.kind is not Kind.TEXT or head.level or rest.level or rest.page or head.marks or rest.marks:
        return False
    text, below = head.text.text.strip(), rest.text.text.strip()
    style = head_style(text)
    if style is None or count_han(style[2]) < 4 or rest.line - head.last > 2 or head_style(below) or prose is None or prose.kind is not Kind.TEXT:
        return False
    shorter = width(below) <= width(text) + 1 and _short_title(below) and not re.search(r"[，,。；;：:]", below)
    return shorter and _short_title(text) and (len(prose.text) >= 40 or head_style(prose.text.text) is not None)


def _listed_as_one(number: Block, words: Block, witness: frozenset[str]) -> bool:
    """Whether the contents list prints 附件1 or 附录A and the words below it as one entry."""
    text = squeeze(number.text.text)
    return len(text) <= 5 and text[:1] == "附" and text + squeeze(words.text.text) in witness


def _is_opening(blocks: list[Block], i: int) -> bool:
    """Whether 引言 or 结语 stands alone above the words of its head, and running text below those."""
    if i + 2 >= len(blocks) or blocks[i].kind is not Kind.TEXT or not _OPENING.fullmatch(squeeze(blocks[i].text.text)):
        return False
    words, prose = blocks[i + 1], blocks[i + 2]
    if words.kind is not Kind.TEXT or prose.kind is not Kind.TEXT or words.level != blocks[i].level or words.marks or words.page:
        return False
    text = words.text.text.strip()
    return _short_title(text) and width(text) <= 20 and not head_style(text) and not re.search(r"[，,；;]", text) and len(prose.text) >= 40


def _short_title(text: str) -> bool:
    return 1 < width(text) <= _LONGEST_PLAIN + 8 and not ends_sentence(text) and count_han(text) >= 2 and text.rstrip()[-1] not in _NO_END


# --- is it a head? ----------------------------------------------------------------------------------------------


def _trust_markdown(blocks: list[Block]) -> bool:
    """Whether the ``#`` of a Markdown source tell levels: more than one depth, on lines that look like heads."""
    marked = [b for b in blocks if b.kind is Kind.TEXT and 0 < b.level < 7]
    good = [b for b in marked if _short_title(b.text.text)]
    return len({b.level for b in good}) > 1 and len(good) >= 0.8 * len(marked)


def _is_head(blocks: list[Block], i: int, witness: frozenset[str], trusted: bool, words: _Bigrams) -> bool:
    block = blocks[i]
    if block.kind is Kind.HEADING:
        return True
    text = block.text.text.strip()
    if block.kind is not Kind.TEXT or not text or _never(text):
        return False
    plain = squeeze(text)
    if PLAIN_TOP.match(plain) or BACK_SECTION.match(plain) or REFERENCE_HEAD.match(text) or GLOSSARY_HEAD.match(text):
        return True
    if plain in witness and len(plain) > 2:
        return True
    if BARE_NUMERAL.fullmatch(plain):
        return sum(1 for b in blocks[max(0, i - 60) : i + 60] if BARE_NUMERAL.fullmatch(b.text.text.strip())) >= 2
    style = head_style(text)
    if style:
        return _numbered_head(blocks, i, text, *style)
    if block.level and width(text) <= _LONGEST and text[-1] not in "。；;，,、":
        return True
    if len(witness) >= _TELLING_CONTENTS and not _is_parallel(blocks, i, text):
        return False  # the contents list names every head, but for those that divide the smallest sections
    return _plain_head(blocks, i, text) and not words.runs_on(blocks, i)


def _is_parallel(blocks: list[Block], i: int, text: str) -> bool:
    """Whether a line is one of several near it that name a side of one thing (生态维度：…, 安全维度：…, 生计维度：…)."""
    match = _SIDE.match(text)
    near = blocks[max(0, i - _NEAR_SIDES) : i + _NEAR_SIDES] if match else []
    return match is not None and sum((m := _SIDE.match(b.text.text)) is not None and m[1] == match[1] for b in near if b.kind is Kind.TEXT) > 2


def _never(text: str) -> bool:
    if LABEL.match(text) or DOCUMENT_MARKER.search(text) or SOURCE_LINE.match(text) or LIST_DASH.match(text) or BYLINE.match(text) or NEWS_START.match(text):
        return True
    return REFERENCE_ENTRY.match(text) is not None or (NOTE_START.match(text) is not None and head_style(text) is None)


def _numbered_head(blocks: list[Block], i: int, text: str, style: HeadStyle, number: str, rest: str) -> bool:
    if not rest.strip():
        return style.name in ("chapter", "section", "part")
    end = bare_end(text) or text
    if end[-1] in _NO_END or ends_sentence(end) and end[-1] not in "？?”）)":
        return False
    if width(text) > _LONGEST or (style.name == "article" and width(rest) > 20):
        return False
    if text[-1] in "：:" and (re.search("[，,]", text) or width(text) > _LONGEST_LEAD):
        return False  # it leads into a list
    if style.name == "circled" or (style.name == "article" and text[-1] in "：:"):
        return False
    if style.name.startswith("arabic") and (_looks_listed(rest) or _next_in_list(blocks, i, style, number)):
        return False
    if "。" in text[:-1]:
        return False
    return _after_end(blocks, i) and not _before_tail(blocks, i)


def _next_in_list(blocks: list[Block], i: int, style: HeadStyle, number: str) -> bool:
    """Whether the next or the last running text carries the next or the last number: entries of a list, nothing between."""
    own = int(re.sub(r"\D", "", number) or 0)
    for step in (1, -1):
        near = i + step
        while 0 <= near < len(blocks) and blocks[near].kind in (Kind.ASIDE, Kind.NOTE):
            near += step
        if 0 <= near < len(blocks) and blocks[near].kind is Kind.TEXT:
            other = head_style(blocks[near].text.text.strip())
            if other and other[0].name == style.name and int(re.sub(r"\D", "", other[1]) or 0) == own + step and not blocks[i].level:
                return True
    return False


def _looks_listed(rest: str) -> bool:
    """Whether the words behind a number are an entry of a list: a reference, a question, a figure."""
    return re.search(r"《[^》]+》.*\d{4}|\[[JMNDCRSPZ]|[？?]$|\d{4}\s*年\s*\d*\s*月?\s*$|^[\d.,%％\s]+$", rest) is not None


def _after_end(blocks: list[Block], i: int) -> bool:
    """Whether the running text before the block is finished, so that the block does not go on with it."""
    for block in reversed(blocks[max(0, i - 12) : i]):
        if block.kind is Kind.TEXT:
            text = bare_end(block.text.text)
            if not text:
                continue
            return finished(text) or text[-1] in "：:）)；;" or width(text) <= _LONGEST or "——" in text[-3:]
        if block.kind in (Kind.ASIDE, Kind.NOTE):
            continue
        return True
    return True


def _before_tail(blocks: list[Block], i: int) -> bool:
    """Whether the next running text begins inside a sentence, so that the block is the cut line before it."""
    following = next((b for b in blocks[i + 1 : i + 6] if b.kind is Kind.TEXT), None)
    return following is not None and re.match(r"[，。、；：）》”’,.;:)]", following.text.text) is not None


def _plain_head(blocks: list[Block], i: int, text: str) -> bool:
    """A head without number: short, no closing sign, behind a finished paragraph and before running text."""
    if width(text) > _LONGEST_PLAIN or count_han(text) < (1 if _YEAR_HEAD.fullmatch(text) else 2):
        return False
    if "。" in text[:-1]:
        return False
    if text[-1] in "？?":
        return _question_head(blocks, i, text)
    if (bare_end(text) or text)[-1] in "。" + _NO_END + "：:":
        return False
    if _in_stanza(blocks, i) or _signs_letter(blocks, i) or _SHORT_LABEL.match(text) or (text[0] in "（(" and text[-1] in "）)"):
        return False
    if _YEAR_HEAD.fullmatch(text):
        return sum(1 for b in blocks[max(0, i - 30) : i + 30] if _YEAR_HEAD.fullmatch(b.text.text.strip())) >= 3
    if ends_sentence(text) or _STATEMENT.match(text) or CAPTION.match(text) or re.search(r"\d{4}年\d{1,2}月\d{1,2}日$", text):
        return False
    if "，" in text and width(text) > 24 or text.count("，") > 1 or "  " in text.strip() or "\u3000\u3000" in text:
        return False
    before = next((b for b in reversed(blocks[max(0, i - 3) : i]) if b.kind not in (Kind.ASIDE, Kind.NOTE)), None)
    if before is not None and before.kind is Kind.TEXT and _FIGURE_ALONE.fullmatch(before.text.text.strip()):
        return False  # what a figure of a panel counts
    following = next((b for b in blocks[i + 1 : i + 8] if b.kind not in (Kind.ASIDE, Kind.NOTE) and not _doubles(b)), None)
    if _OF_A_CASE.fullmatch(text) and following is not None and following.kind is Kind.TEXT:
        return True
    if following is None or following.kind not in (Kind.TEXT, Kind.HEADING, Kind.TABLE, Kind.FIGURE):
        return False
    if not _after_end(blocks, i) or _before_tail(blocks, i):
        return False
    spaced = _SPACED_HEAD.fullmatch(text) is not None and ends_sentence(following.text.text)
    if not spaced and count_han(text) < 3 and (not squeeze(text).isalpha() or len(following.text) < 24):
        return False
    prose = following.text.text
    leads_in = prose[-1:] in "：:" and len(prose) >= 10
    return following.kind is Kind.TEXT and (len(prose) >= 40 or ends_sentence(prose) or leads_in or head_style(prose) is not None)


def _doubles(block: Block) -> bool:
    """Whether a short Western line gives a head once more in English (理事长致辞 / Message from the Chair)."""
    text = block.text.text.strip()
    return block.kind is Kind.TEXT and is_latin_line(text) and len(text) <= 60 and text[0].isupper() and text[-1].isalnum()


def _in_stanza(blocks: list[Block], i: int) -> bool:
    """Whether short lines of the same deep indent stand before and behind the block: the lines of a poem."""
    if blocks[i].indent < _DEEP or not 0 < i < len(blocks) - 1:
        return False
    beside = (blocks[i - 1], blocks[i + 1])
    return all(b.kind is Kind.TEXT and abs(b.indent - blocks[i].indent) <= 0.6 and width(b.text.text) <= _LONGEST_PLAIN for b in beside)


def _signs_letter(blocks: list[Block], i: int) -> bool:
    """Whether the block, set to the right, signs a letter that a salutation began not far above."""
    if blocks[i].indent < _TO_THE_RIGHT:
        return False
    above = (b for b in reversed(blocks[max(0, i - _LONGEST_LETTER) : i]) if b.kind is Kind.TEXT)
    return any(_SALUTATION.fullmatch(b.text.text.strip()) for b in above)


def _annexes(blocks: list[Block], heads: list[bool]) -> None:
    """A list of annexes (附件：1. …) holds no heads; the line below 附件1 is the annex's title."""
    listed, headed = False, False
    for i, block in enumerate(blocks):
        if block.kind in (Kind.ASIDE, Kind.NOTE):
            continue
        text = block.text.text.strip()
        style = head_style(text) if block.kind is Kind.TEXT else None
        listed = block.kind is Kind.TEXT and (ANNEX_LIST.match(text) is not None or (listed and style is not None and style[0].name.startswith("arabic")))
        if listed:
            heads[i] = False
        elif headed and block.kind is Kind.TEXT and not style and _short_title(text):
            heads[i] = True
        headed = block.kind is Kind.TEXT and ANNEX.match(squeeze(text)) is not None and heads[i]


def _question_head(blocks: list[Block], i: int, text: str) -> bool:
    """Whether a question is a head: it stands between long paragraphs, and heads without number are the text's manner."""
    near = [b for b in (*blocks[max(0, i - 4) : i][::-1], None, *blocks[i + 1 : i + 5]) if b is None or b.kind not in (Kind.ASIDE, Kind.NOTE)]
    at = near.index(None)
    sides = [b for b in (near[at - 1] if at else None, near[at + 1] if at + 1 < len(near) else None) if b is not None and b.kind is Kind.TEXT]
    if len(sides) < 2 or any(len(b.text) < 40 or not finished(b.text.text) for b in sides) or re.match(r"[“\"（(问答]|记者|主持人", text):
        return False
    alike = 0
    for before, block in pairwise(blocks):
        short = before.kind is Kind.TEXT and width(before.text.text) <= 20 and before.text.text.strip()[-1:].isalpha()
        alike += short and block.kind is Kind.TEXT and len(block.text) >= 40
    return alike >= 2


def _drop_enumerations(blocks: list[Block], heads: list[bool]) -> None:
    """Runs of numbered short lines with nothing between them are lists (questions, readings), not heads."""
    i = 0
    while i < len(blocks):
        if heads[i] and _list_style(blocks[i]):
            j = i
            while j + 1 < len(blocks) and heads[j + 1] and _list_style(blocks[j + 1]) == _list_style(blocks[i]):
                j += 1
            if j - i >= 2:
                for k in range(i, j + 1):
                    heads[k] = False
            i = j + 1
        else:
            i += 1


def _list_style(block: Block) -> str:
    style = head_style(block.text.text)
    return style[0].name if style and style[0].name.startswith("arabic") and not block.level else ""
