"""Several documents in one file: the articles and photo captions of a newspaper page, the laws of a gazette."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.names import is_byline as prints_names
from build_scripts.ingest.names import is_person
from build_scripts.ingest.papers.bylines import is_byline, whole_bylines
from build_scripts.ingest.papers.columns import answers_to_readers, below_signed, head_above, openings_below
from build_scripts.ingest.papers.jumps import follow_jumps
from build_scripts.ingest.papers.newspaper import has_credit, is_headline, newspaper_parts, with_tails
from build_scripts.ingest.papers.parts import LONGEST_TITLE, Part
from build_scripts.ingest.papers.spans import verses_below
from build_scripts.ingest.patterns import AUTHOR_LINE, NEWS_START, PRINTED_IN, head_style
from build_scripts.ingest.reasons import MASTHEAD
from build_scripts.text.han import ends_sentence, width

_ADOPTED = re.compile(r"\s*[（(]\s*(?:\d{4}|[一二〇○零九]{4})\s*年.{4,}(?:通过|公布|发布|修正|修订|批准|令|施行|起施行)")
_PROMULGATES = re.compile(r"通过[，,].{0,12}(?:现予|予以|现将|现)(?:公布|发布)|现予公布")
_CLOSES = re.compile(r"\s*(?:\d{4}|[一二〇○零九]{4})\s*年\s*[\d一二三四五六七八九十]+\s*月.{0,8}日?\s*|\s*[（(].*[）)]\s*")
"""A date or a line in brackets: the end of the document before."""
_NAMED_PAPER = re.compile(r"\s*《[^《》]*(?:〈[^〉]*〉[^《》]*)?(?:意见|办法|规定|方案|通知|条例|规划|决定|细则|措施|计划|标准|指南)[^《》]{0,10}》")
_EXPLAINS = re.compile(r"(?:《.{4,60}》)?\s*的?(?:政策|有关|图文|专家)?(?:解读|问答|答记者问|起草说明|编制说明)")
_EXPERT = re.compile(r"(?:专家|权威|政策)解读(?:之[一二三四五六七八九十]+)?\s*[:：|｜丨]\s*[^。]{4,40}[^。，；：]")
"""The title of a reading of the paper by somebody else, behind it on the same page."""
_OPENS_EXPLANATION = re.compile(r"印发|出台|发布|解读|答记者问|回答|起草|制定")
_POST = re.compile(r"[一-鿿]{4,}(?:教授|研究员|院长|所长|主任|会长|院士|部长|局长|厅长|秘书长|总经理|董事长|研究[院所]|大学|学院|党校|中心)[\s\u3000]+[一-鿿]")
_LONGEST_OFFICE = 36.0
_LEAST_PROSE = 28.0
"""No headline that ends like a sentence is wider, in ems."""
_LEAST_PAPER = 12
_MOST_TITLE_LINES = 7
_DOC_NUMBER = re.compile(r"\s*[一-鿿]{1,8}[〔\[［(（]\s*(?:19|20)\d\d\s*[〕\]］)）]\s*\d+\s*号\s*$")


def split_documents(blocks: list[Block]) -> list[Part]:
    """The documents of one source in reading order; mostly one."""
    blocks = follow_jumps(blocks)
    if any(b.kind is Kind.TEXT and is_byline(b.text.text) for b in blocks):
        blocks = with_tails(whole_bylines(blocks))
    paper = any(b.kind is Kind.ASIDE and b.label == MASTHEAD for b in blocks[:8])
    bylines = sorted({*_starts(blocks, paper), *below_signed(blocks)})
    if bylines or paper:
        bylines = sorted({*bylines, *_unsigned(blocks)})
        bylines = sorted({*bylines, *_first_of_page(blocks, bylines)}) if paper else bylines
        bylines = sorted({*bylines, *openings_below(blocks, bylines), *(answers_to_readers(blocks, bylines) if paper else [])})
    if bylines and (len(bylines) > 1 or paper or has_credit(blocks) or bylines[0] <= 1):
        parts = newspaper_parts(blocks, bylines)
        if len(parts) > 1:
            return _without_empty(parts)
    laws = sorted({*_law_starts(blocks), *_explanations(blocks)})
    if laws and 0 < laws[0] <= _LEAST_PAPER and any(b.kind is Kind.TEXT and _PROMULGATES.search(b.text.text) for b in blocks[: laws[0]]):
        laws.insert(0, 0)  # the announcement that promulgates the law below it
    if len(laws) > 1 or (laws and laws[0] > 12):
        return _cut(blocks, laws)
    return [Part(tuple(blocks))]


def _starts(blocks: list[Block], paper: bool) -> list[int]:
    """Where articles begin: their bylines, the datelines of news that no byline stands above, the lines of a paper's web page
    that say where an article was printed. A dateline in brackets begins an article below a headline only."""
    out: list[int] = []
    above = -1
    for i, block in enumerate(blocks):
        if block.kind is Kind.ASIDE:
            continue
        text = block.text.text if block.kind is Kind.TEXT else ""
        signed = bool(out) and out[-1] == above
        if text and PRINTED_IN.fullmatch(text):
            if not signed and above >= 0:
                out.append(above if AUTHOR_LINE.fullmatch(blocks[above].text.text) else i)
        elif paper and text and above >= 0 and AUTHOR_LINE.fullmatch(text) and _is_short(blocks[above]):
            out.append(i)
        elif text and is_byline(text):
            news = NEWS_START.match(text) is not None and signed and not NEWS_START.match(blocks[above].text.text)
            titled = signed and not NEWS_START.match(text) and NEWS_START.match(blocks[above].text.text) is not None  # 某社某地电 题：…… / 某社记者 某某
            if not news and not titled and (text[0] != "【" or (above >= 0 and is_headline(blocks, above))):
                out.append(i)
        above = i
    return out


def _unsigned(blocks: list[Block]) -> list[int]:
    """Bylines without a sign between signed ones: one person's name alone, a headline above it, a paragraph below."""
    out = []
    for i in range(1, len(blocks) - 1):
        above, block, below = blocks[i - 1 : i + 2]
        if block.kind is not Kind.TEXT or above.kind is not Kind.TEXT or below.kind is not Kind.TEXT or block.level:
            continue
        name = re.sub(r"\s", "", block.text.text)
        if not ((2 <= len(name) <= 4 and is_person(name)) or _names_with_office(block.text.text)):
            continue
        if ends_sentence(above.text.text) or width(above.text.text) > LONGEST_TITLE:
            continue
        if (ends_sentence(below.text.text) and width(below.text.text) > _LEAST_PROSE) or verses_below(blocks, i + 1, len(blocks)) > i + 1:
            out.append(i)
    return out


def _is_short(block: Block) -> bool:
    """Whether the line may be the last of a headline."""
    return block.kind is Kind.TEXT and 2 <= width(block.text.text) <= LONGEST_TITLE and not ends_sentence(block.text.text)


def _names_with_office(text: str) -> bool:
    """Whether a byline names the author behind office and post (某研究院研究员 某某)."""
    return width(text) <= _LONGEST_OFFICE and _POST.search(text) is not None and prints_names(text)


def _first_of_page(blocks: list[Block], starts: list[int]) -> list[int]:
    """Where the first article of a page begins that nobody signs: its first paragraph, below lines that head it."""
    for i, block in enumerate(blocks[: starts[0] if starts else len(blocks)]):
        text = block.text.text
        if block.kind is Kind.TEXT and width(text) > LONGEST_TITLE and ends_sentence(text):
            head = head_above(blocks, 0, i)
            return [i] if head is not None and starts[:1] != [i + 1] else []
    return []


def _without_empty(parts: list[Part]) -> list[Part]:
    """Parts that hold nothing but furniture joined to the part behind them (or before, at the end)."""
    out: list[Part] = []
    loose: tuple[Block, ...] = ()
    for part in parts:
        if part.headline is None and all(b.kind is Kind.ASIDE for b in part.blocks):
            loose += part.blocks
        else:
            out.append(replace(part, blocks=(*loose, *part.blocks)))
            loose = ()
    if loose and out:
        out[-1] = replace(out[-1], blocks=(*out[-1].blocks, *loose))
    return out


def _law_starts(blocks: list[Block]) -> list[int]:
    """Where a law or a decree begins: its title, directly above the note of its adoption or behind its number."""
    starts = []
    for i, block in enumerate(blocks):
        if block.kind is not Kind.TEXT:
            continue
        text = block.text.text
        if _ADOPTED.match(text) and width(text) < 160:
            j = _title_above(blocks, i)
            if j is not None:
                starts.append(j)
        elif _DOC_NUMBER.match(text):
            j = _title_above(blocks, i)
            starts.append(j if j is not None else i)
    return sorted(set(starts))


def _explanations(blocks: list[Block]) -> list[int]:
    """Where the explanation of an official paper begins behind the paper itself: its title names the paper and the explaining."""
    starts = []
    for i, block in enumerate(blocks):
        if i >= _LEAST_PAPER and block.kind is Kind.TEXT and _EXPERT.fullmatch(block.text.text.strip()):
            starts += [i] if any(b.kind is Kind.TEXT and width(b.text.text) > LONGEST_TITLE for b in blocks[i + 1 : i + 4]) else []
        if i < _LEAST_PAPER or block.kind is not Kind.TEXT or not _EXPLAINS.fullmatch(block.text.text.strip()):
            continue
        named = _NAMED_PAPER.match(block.text.text) is not None
        above = next((j for j in range(i - 1, i - 3, -1) if blocks[j].kind is not Kind.ASIDE), i)
        if not named and not _NAMED_PAPER.fullmatch(blocks[above].text.text.strip()):
            continue
        following = next((b for b in blocks[i + 1 : i + 4] if b.kind is Kind.TEXT), None)
        if following is not None and _OPENS_EXPLANATION.search(following.text.text):
            starts.append(i if named else above)
    return starts


def _title_above(blocks: list[Block], i: int) -> int | None:
    at = None
    for j in range(i - 1, max(-1, i - _MOST_TITLE_LINES), -1):
        block = blocks[j]
        if block.kind is Kind.ASIDE:
            continue
        text = block.text.text
        if _CLOSES.fullmatch(text) or block.kind is not Kind.TEXT or ends_sentence(text) or width(text) > LONGEST_TITLE or head_style(text):
            break
        at = j
    return at


def _cut(blocks: list[Block], starts: list[int]) -> list[Part]:
    edges = [0, *starts[0 if starts[0] > 12 else 1 :], len(blocks)]
    parts = []
    for a, b in zip(edges, edges[1:], strict=False):
        inside = tuple(blocks[a:b])
        if inside:
            parts.append(Part(inside, None, "law" if any(head_style(x.text.text) and x.text.text.startswith("第") for x in inside) else ""))
    return parts
