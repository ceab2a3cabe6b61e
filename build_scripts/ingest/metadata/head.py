"""The title page of a text: chapter number, title, subtitle, byline, affiliation, journal line, date.

Position, sharpness of the line's form, Markdown level and length decide; a text without a title gets none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.metadata.forms import (
    ADOPTED,
    COLUMN,
    DATE,
    JOURNAL,
    PAPER,
    WIDEST_LINE,
    english_masthead,
    lines_of_form,
    unwrapped,
)
from build_scripts.ingest.metadata.labels import NOTE_MARK
from build_scripts.ingest.metadata.matter import begins_body, is_paragraph
from build_scripts.ingest.metadata.official import official_title
from build_scripts.ingest.metadata.pieces import cut, merged, meta
from build_scripts.ingest.names import (
    has_byline_sign,
    is_affiliation,
    is_body,
    is_byline,
    is_listed,
    names_of,
    placed_names,
)
from build_scripts.ingest.patterns import NEWS_START
from build_scripts.text.han import CLOSERS, count_han, ends_sentence, width
from build_scripts.text.normalize import squeeze

_CHAPTER = re.compile(r"\s*第\s*[〇零一二三四五六七八九十百\d]+\s*[章讲回](?:\s+|[:：]\s*|$)")
_SUBTITLE = re.compile(r"\s*(?:—{1,2}|――|－－|--+|―+|——)\s*(?=\S)")
_SERIAL_TITLE = re.compile(r"\s*(?:(?:自|代|总|译者|译|再版|初版|新版)?\s*序(?:\s*[一二三四五])?|跋|后\s*记|致读者|出版说明|卷首语|开卷语|编者的话)\s*")
_NOT_TITLE = re.compile(
    r"\s*(?:附\s*件\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?\s*$|(?:附?[图表]|专栏)\s*[\d一二三四五六七八九十]|注\s*[:：]|[\[［【〔]\s*\d+\s*[\]］】〕]|编者按|[\d\s.,%％:：/\-—–·|]+$|https?:|[，。、；：！？）》”]|"
    r"[^:：]{2,12}[:：]$|(?:ISSN|CN|DOI)\b|[\u4e00-\u9fff]{2,12}\s*[|｜]\s*[\u4e00-\u9fff]{2,12}\s*$)",
    re.IGNORECASE,
)
_TRANSLATOR = re.compile(r"(?<=[\s\u3000；;，,])(?P<names>[^\s\u3000著，,；;][^著，,；;]{1,20}?)[\s\u3000]*(?:校译|编译|译校|译|校)\s*$")
_TRANSLATED = re.compile(r"\s*(?P<names>[一-鿿][^著，,；;。]{0,20}?)[\s\u3000]+(?:校译|编译|译校|译)\s*")
"""A line of nothing but the translators' names."""
_BULLETIN = re.compile(r"(?:文\s*件|纪\s*要|简\s*报|专\s*报|快\s*报|通\s*讯|内\s*参)\s*$")
_KIND = re.compile(
    r"\s*(?:的)?(?:[\u4e00-\u9fff]{0,8})(?:意见|通知|办法|规定|方案|决定|公告|批复|函|报告|细则|条例|要点|纲要|规划|研究|解读|问答|答记者问|起草说明)\s*"
)
"""The last words of a title that name what kind of paper it is."""
_PERIOD_LINE = re.compile(r"\s*(?:19|20)\d\d\s*年(?:度|第[一二三四1-4]季度|\s*\d{1,2}\s*月)?\s*(?:第[一二三四1-4]季度)?\s*$")
"""The period that a report is about, on a line of its own below its title."""
_SPACED = re.compile(r"[一-鿿](?:[ \u3000]+[一-鿿]){2,9}")
_COUNTS_ISSUE = re.compile(r"[年月日第总期卷号]")
_FRONT = 30
_MOST_ABOVE = 3
_LONGEST = 62.0


def title_page(blocks: list[Block]) -> list[Block]:
    """The lines before a text's body as metadata. A title that is already there is kept and no other is looked for."""
    blocks = [_renamed(block) for block in blocks[:_FRONT]] + blocks[_FRONT:]
    blocks = [piece for block in blocks[:_FRONT] for piece in _placed(block)] + blocks[_FRONT:]
    end = _end(blocks)
    head = list(blocks[:end])
    titled = any(b.kind is Kind.META and b.label == "title" for b in blocks)
    head = head if titled else official_title(head)
    titled = titled or any(b.kind is Kind.META and b.label == "title" for b in head)
    head = _chapter([piece for block in head for piece in lines_of_form(block)], blocks, titled)
    titled = titled or any(b.kind is Kind.META and b.label == "title" for b in head)
    head = _journal_above(english_masthead(head))
    head = _paper_head(head)
    candidates = [] if titled else [i for i, block in enumerate(head) if _may_be_title(block)]
    title = _choose(head, candidates)
    head = _bylines(head, title[-1] if title else -1, titled)
    head = _titled(head, title)
    return [*_worded(head), *blocks[end:]]


def _placed(block: Block) -> list[Block]:
    """A byline with its affiliations in brackets on the same line, as two lines."""
    at = placed_names(block.text.text) if block.kind is Kind.TEXT and not block.level else 0
    return cut(block, at) if at and is_byline(block.text.text[:at]) else [block]


def _journal_above(head: list[Block]) -> list[Block]:
    """The journal's name in spaced type directly above the line of its issue (法 学 论 坛 / 2023 年第 4 期)."""
    out = list(head)
    for i, block in enumerate(head[:_MOST_ABOVE]):
        below = head[i + 1] if i + 1 < len(head) else None
        issue = below is not None and below.kind is Kind.META and below.label == "journal_line" and not count_han(_COUNTS_ISSUE.sub("", below.text.text))
        if issue and block.kind is Kind.TEXT and not block.level and _SPACED.fullmatch(block.text.text.strip()):
            gaps = [m.span() for m in re.finditer(r"\s+", block.text.text)]
            out[i] = replace(meta(block, "journal"), text=block.text.without(gaps))
    return out


def _paper_head(head: list[Block]) -> list[Block]:
    """The letterhead of minutes and bulletins (某县人民政府 / 专题会议纪要) above their number, where a title stands below it."""
    at = next((i for i, b in enumerate(head) if b.kind is Kind.META and b.label == "document_no"), -1)
    above = [i for i in range(at) if head[i].kind is Kind.TEXT]
    below = [b for b in head[at + 1 : at + 5] if b.kind is Kind.TEXT and _may_be_title(b)]
    if not above or not below or not _BULLETIN.search(head[above[-1]].text.text):
        return head
    return [meta(b, "masthead") if i in above and width(b.text.text) <= 24 else b for i, b in enumerate(head)]


def _renamed(block: Block) -> Block:
    """A headline that was taken for one and is the date or the name of the paper."""
    if block.kind is not Kind.META or block.label != "title":
        return block
    text = block.text.text
    key = "date" if DATE.fullmatch(text) else "journal_line" if PAPER.fullmatch(text) else "title"
    return replace(block, label=key)


def _end(blocks: list[Block]) -> int:
    """Index of the first block that is no line of the title page."""
    for i, block in enumerate(blocks[:_FRONT]):
        if block.kind is Kind.TEXT and _CHAPTER.match(block.text.text) and all(_is_above(b) for b in blocks[:i]):
            continue
        if len(block.text) > WIDEST_LINE or (begins_body(block) and not _is_formal(block.text.text)):
            return i
    return min(len(blocks), _FRONT)


def _is_above(block: Block) -> bool:
    """Whether a line may stand above the first chapter's head: furniture, matter, a line that its form explains."""
    return block.kind in (Kind.ASIDE, Kind.META) or (len(block.text) < WIDEST_LINE and all(b.kind is Kind.META for b in lines_of_form(block)))


def _is_formal(text: str) -> bool:
    """Whether a long line belongs to the title page all the same (the note of adoption, a journal line)."""
    return ADOPTED.fullmatch(text) is not None or JOURNAL.fullmatch(text) is not None


def _chapter(head: list[Block], blocks: list[Block], titled: bool) -> list[Block]:
    """第八章 above its title, where the whole text is that one chapter."""
    first = next((i for i, b in enumerate(head) if b.kind not in (Kind.ASIDE, Kind.META)), None)
    if titled or first is None or head[first].kind is not Kind.TEXT:
        return head
    match = _CHAPTER.match(head[first].text.text)
    if match is None or width(head[first].text.text) > _LONGEST or is_paragraph(head[first]):
        return head
    number = squeeze(match.group())
    others = [b for b in blocks[first + 1 :] if b.kind in (Kind.TEXT, Kind.HEADING) and _CHAPTER.match(b.text.text)]
    if any(squeeze(_CHAPTER.match(b.text.text).group()) != number and width(b.text.text) < 40 for b in others):  # type: ignore[union-attr]
        return head
    words = head[first].text.text[match.end() :].strip()
    if words:
        chapter, title = cut(head[first], match.end())
        return [*head[:first], meta(chapter, "chapter_number"), meta(title, "title"), *head[first + 1 :]]
    following = next((i for i in range(first + 1, len(head)) if head[i].kind is not Kind.ASIDE), None)
    if following is None or not _may_be_title(head[following]):
        return head
    out = list(head)
    out[first] = meta(head[first], "chapter_number")
    out[following] = meta(head[following], "title")
    return out


def _may_be_title(block: Block) -> bool:
    text = block.text.text.strip()
    if block.kind is Kind.TEXT and _SERIAL_TITLE.fullmatch(text):
        return True
    if block.kind is not Kind.TEXT or not 2 <= width(text) <= _LONGEST or _NOT_TITLE.match(text) or _SUBTITLE.match(text):
        return False
    if has_byline_sign(text) or is_affiliation(text) or COLUMN.fullmatch(text) or _is_torn(text) or NEWS_START.match(text):
        return False
    if ends_sentence(text):
        return text.rstrip(CLOSERS)[-1:] in "？！?!" and width(text) < 40
    return count_han(text) > 0 or len(text.split()) > 2


def _is_torn(text: str) -> bool:
    """Whether the line is a piece of running text: an open quotation, or clauses as a sentence has them."""
    if re.search(r"[。；](?=.)", text.rstrip(CLOSERS)):
        return True
    opened = any(text.count(a) != text.count(b) for a, b in ("“”", "（）", "《》", "()"))
    return opened or (len(re.findall(r"[，,；;]", text)) > 1 and width(text) > 24)


def _choose(head: list[Block], candidates: list[int]) -> list[int]:
    """The lines of the title: the Markdown head of least depth, else those right above byline or subtitle, else the first."""
    names = [i for i in candidates if not head[i].level and _is_named(head, i) and not _is_issuer(head, i)]
    lines = [i for i in candidates if i not in names]
    if not lines:
        return []
    levels = [head[i].level for i in lines if head[i].level]
    if levels:
        top = min(levels)
        marked = [i for i in lines if head[i].level == top]
        below = _sign_below(head, names)
        before = [i for i in marked if below is None or i < below]
        return [(before or marked)[-1 if below is not None and before else 0]]
    below = _sign_below(head, names)
    above = [i for i in lines if below is None or i < below]
    if not above:
        return []
    return _run(head, above, below)


def _is_named(head: list[Block], i: int) -> bool:
    """Whether the line is a byline: by its words, or by its build and its place right above an affiliation."""
    text = _named_part(head[i].text.text)
    if is_byline(text):
        return True
    above = i + 1 < len(head) and head[i + 1].kind is Kind.META and head[i + 1].label == "affiliation"
    return above and i > 0 and is_listed(text)


def _is_issuer(head: list[Block], i: int) -> bool:
    """Whether a body's name is the first line of an official title (某市人民政府办公室 / 关于……的通知)."""
    following = head[i + 1].text.text.strip() if i + 1 < len(head) else ""
    return head[i + 1 : i + 2] != [] and head[i + 1].kind is Kind.TEXT and following.startswith("关于")


def _sign_below(head: list[Block], names: list[int]) -> int | None:
    """The first line that stands under a title: byline, subtitle, affiliation, note of adoption, abstract."""
    for i, block in enumerate(head):
        if i in names and i > 0:
            return i
        if block.kind is Kind.TEXT and i > 0 and (_SUBTITLE.match(block.text.text) or has_byline_sign(block.text.text)):
            return i
        if block.kind is Kind.META and i > 0 and block.label in ("title_note", "affiliation", "authors", "abstract", "subtitle"):
            return i
    return None


def _run(head: list[Block], lines: list[int], below: int | None) -> list[int]:
    """Neighbouring lines that make one title; lines that stand apart above it are something else."""
    runs: list[list[int]] = []
    for i in lines:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    run = runs[-1] if below is not None else runs[0]
    if len(run) > 1 and below is None:
        size = 2 if _is_issuer(head, run[0]) else 1
        while size < len(run) and _goes_on(head[run[size - 1]].text.text, head[run[size]].text.text):
            size += 1
        run = run[:size]
    han = [i for i in run if count_han(head[i].text.text)]
    if han and len(han) < len(run):
        run = han[-1:] if han[-1] - han[0] >= len(han) else han  # a body's English name beside its Chinese one
    while len(run) > 1 and _is_kicker(head[run[0]].text.text.strip(), head[run[1]].text.text.strip()):
        run = run[1:]
    return run[-4:]


def _is_kicker(first: str, second: str) -> bool:
    """Whether a line is too short beside the next to be of one title with it (封面报道)."""
    return width(first) <= 7 and width(second) >= min(1.6 * width(first), 10.5)


def _goes_on(first: str, second: str) -> bool:
    """Whether a title's line is cut where the next goes on: after 的 or a comma, or before the name of its kind."""
    kind = _KIND.fullmatch(second)
    return re.search(r"[的和与及、，：—]\s*$", first) is not None or (kind is not None and width(second.strip()) < 8)


def _bylines(head: list[Block], title: int, titled: bool) -> list[Block]:
    """Bylines and affiliations below the title (anywhere at the head, where the print marks them)."""
    out: list[Block] = []
    named = below_head = False
    for i, block in enumerate(head):
        text = block.text.text
        below_head |= block.kind is Kind.TEXT and i > title and block.level > 0 and not is_byline(text) and (titled or title >= 0)
        if below_head and not has_byline_sign(text):
            out.append(block)
        elif block.kind not in (Kind.TEXT, Kind.ROW) or i == title or (i < title and not has_byline_sign(text)):
            out.append(block)
        elif _SUBTITLE.match(text) and not named and (titled or title >= 0) and _is_dash_line(text) and _right_below(head, i, title):
            out.append(_subtitle(block))
        elif _is_named(head, i) and (titled or title >= 0 or has_byline_sign(text)) and (not block.level or (titled and has_byline_sign(text))):
            out += _author_lines(block)
            named = True
        elif named and (is_affiliation(text) or (is_body(text.strip()) and width(text) < 40)):
            out.append(meta(block, "affiliation", *unwrapped(text)))
        else:
            out.append(block)
    return out


def _right_below(head: list[Block], i: int, title: int) -> bool:
    """Whether nothing but matter stands between the title and the line."""
    before = [j for j in range(i) if head[j].kind is not Kind.ASIDE]
    return not before or before[-1] == title or head[before[-1]].kind is Kind.META


def _is_dash_line(text: str) -> bool:
    return width(text) < _LONGEST and text.rstrip()[-1:] not in "。；"


def _subtitle(block: Block) -> Block:
    match = _SUBTITLE.match(block.text.text)
    assert match is not None
    return meta(block, "subtitle", match.end())


def _named_part(text: str) -> str:
    match = _TRANSLATED.fullmatch(text) or _TRANSLATOR.search(text)
    return text[: match.start()] or (match["names"]) if match else text


def _author_lines(block: Block) -> list[Block]:
    """The byline, and its translator as a piece of its own (某某 著 某某 译)."""
    alone = _TRANSLATED.fullmatch(block.text.text)
    if alone is not None:
        return [meta(block, "translator", *alone.span("names"))]
    match = _TRANSLATOR.search(block.text.text)
    if match is None or not names_of(match["names"]):
        return [meta(block, "authors")]
    first, second = cut(block, match.start())
    end = match.end("names") - match.start()
    return [meta(first, "authors"), meta(second, "translator", 0, end)]


def _titled(head: list[Block], title: list[int]) -> list[Block]:
    """The title's lines as one block, its dash-led subtitle beside it."""
    if not title:
        return head
    block = meta(head[title[0]], "title")
    for i in title[1:]:
        block = merged(block, meta(head[i], "title"), _gap(head[i - 1].text.text, head[i].text.text))
    above = head[: title[0]]
    if sum(b.kind is Kind.TEXT for b in above) <= _MOST_ABOVE:
        above = [meta(b, "column") if _is_column_name(b) else b for b in above]
    return [*above, block, *head[title[-1] + 1 :]]


def _is_column_name(block: Block) -> bool:
    """Whether a short line above the title names the journal or its column."""
    text = block.text.text.strip()
    return block.kind is Kind.TEXT and 2 <= width(text) <= 20 and not ends_sentence(text) and count_han(text) > 1 and text[-1] not in "：:，、"


def _gap(first: str, second: str) -> str:
    """A blank between two lines that stand side by side as a couplet, none inside a title that was merely wrapped."""
    if _PERIOD_LINE.match(second):
        return " "
    alike = abs(width(first.strip()) - width(second.strip())) <= 1.0
    return " " if alike and width(first.strip()) >= 6 and not re.search(r"[的和与及、：:，—]$", first.strip()) else ""


def _worded(head: list[Block]) -> list[Block]:
    """A note mark alone is no title."""
    out = []
    for block in head:
        if block.kind is Kind.META and block.label == "title" and re.fullmatch(rf"\s*{NOTE_MARK}\s*", block.text.text):
            block = replace(block, kind=Kind.TEXT, label="")
        out.append(block)
    return out
