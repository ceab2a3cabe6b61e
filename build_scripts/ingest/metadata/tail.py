"""What stands after a text: who the authors are, where it first appeared, who edited it, who signed it and when."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.metadata.pieces import cut, meta
from build_scripts.ingest.names import is_body, is_byline, is_credit, is_person, names_of, split_names
from build_scripts.ingest.patterns import BOX_ALONE, IMPRINT, NEWS_START, PLACE_AND_NAME, PRINTED_IN
from build_scripts.ingest.reasons import RUNNING_HEAD, WEB_CHROME
from build_scripts.text.han import ends_sentence, width
from build_scripts.text.traced import Traced

_WRAPPED = re.compile(r"\s*[（(【\[〔［]\s*(?P<inner>.{2,400}?)\s*[）)】\]〕］]\s*[。.]?\s*", re.DOTALL)
_AUTHOR = re.compile(r"(?:本文)?(?:第一)?作者(?:们|均|分别|单位)?\s*(?:系(?![统列])|为|是|均为|[:：]|[\u4e00-\u9fff]{2,4}系(?![统列]))|笔者系")
_SOURCE = re.compile(
    r"(?:本文|此文|该文|原文|文章|全文)?\s*(?:原?载于?|原刊于?|刊于|刊载于|首发于?|摘自|选自|转自|转载自|据|来源\s*[:：])\s*[《“]|(?:原载|转自|来源\s*[:：]|原刊)"
)
_EDITOR = re.compile(r"(?:本版|本文|本期|本栏)?(?:责任编辑|责编|执行编辑|编辑|责任校对|校对|审稿|编审)\s*[:：／/\s]\s*(?P<names>[^。，]{2,40})")
_OTHERS = re.compile(
    r"(?:执笔人?|执笔|整理|翻译|译者|采写|摄影|制图|供图|统稿|审定)\s*[:：／/\s]|(?:根据|据).{0,12}整理|(?:未经|经)本人审阅|供稿|"
    r".{0,24}对(?:本文|此文|本报道)(?:亦|也)?有(?:重要)?贡献"
)
_WRITERS = re.compile(r"\s*(?:本文)?(?:执笔人?|撰稿人?)\s*[:：]\s*(?P<names>[^：:。]{2,60}?)\s*")
_PUBLIC = re.compile(r"此件(?:公开|主动公开|依申请公开|不予公开)(?:发布)?|删减|信息公开.{0,12}")
_CUT = re.compile(r"[，,；;。]\s*(?=(?:本文|此文|该文)?(?:原载|原刊|刊于|载于|首发|责任编辑|责编|本文责编))")
_BEHIND = re.compile(
    r"(?<=[。！？”…])\s*(?P<note>[（(](?:(?:本文)?作者(?:系(?![统列])|为|是|单位|[:：])|责任编辑|责编|原载|本文原载|原刊)[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)])\s*$"
)
_DATE = re.compile(
    r"\s*(?:[12]\d{3}|[一二〇○零九八七六五四三]{4})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?"
    r"(?:\s*(?:于|在)\S{1,16}|\s*(?:初稿|定稿|修订|改定|写就))?\s*"
)
_DATELINE = re.compile(
    r"\s*(?:(?:本报|新华社|中新社|人民网|新华网|据)?[^（()。]{0,16}(?:\d{1,2}月)?\d{1,2}日(?:电|讯|消息)|本报讯)"
    r"\s*[（(]\s*(?:(?:本报|特约|见习|新华社)*(?:记者|通讯员)\s*)?(?P<names>[^（）()]{2,40})[）)]"
)
_WRITTEN_ABROAD = re.compile(
    r"【[^【】]+】\s*题\s*[:：].{2,60}[（(]作者\s*[:：为系]?\s*(?:[^（）()]{0,24}(?:教授|研究员|记者|主[编任笔]|院长|所长|学者|专家|博士|作家|总裁|大使|部长|总理|总统))?"
    r"\s*(?P<names>[^（）()]{2,30})[）)]\s*$"
)
"""The dateline of a piece taken from a paper abroad, and its author (【某报8月24日文章】题：……（作者 某·某）)."""
_ISSUE = re.compile(r"\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\s+.{0,30}第\s*\d+\s*卷\s*第?\s*\d+\s*期\s*")
_WEB = re.compile(
    r"(?:打印(?:本页)?|关闭(?:窗口|页面)?|分享到?|收藏|返回(?:顶部|首页|列表)|(?:上|下)一[篇页条](?:\s*[:：].{0,40})?|扫一扫.{0,20}|微信|微博|评论|点赞|相关(?:阅读|新闻|链接)|[:：|\s])+"
)
_BEFORE_BODY = 12
_SIGNATURE = 48
_PROSE = 40
_NAMED_BEHIND = re.compile(
    r"(?<=[。！？”])[\s\u3000]*[（(]\s*(?:(?:本报|新华社|[一-鿿]{2,6}报)?(?:记者|通讯员|实习生)[\s\u3000]*(?P<roles>[^（）()。]{2,36})|(?P<names>[一-鿿](?:[\s\u3000、]{0,2}[一-鿿]){1,8}))\s*[）)]\s*$"
)


def closing_notes(blocks: list[Block]) -> list[Block]:
    """Bracketed notes and signatures after the body (and the dateline's reporters) as metadata."""
    out: list[Block] = []
    last = max((i for i, b in enumerate(blocks) if b.kind is Kind.TEXT), default=-1)
    for i, block in enumerate(blocks):
        if block.kind is not Kind.TEXT:
            out.append(block)
            continue
        behind = _BEHIND.search(block.text.text[-500:])
        if behind is not None:
            body, note = cut(block, len(block.text) - len(block.text.text[-500:]) + behind.start("note"))
            out += [replace(body, text=body.text), *_note(note, near_end=True)]
        else:
            out += [block] if _names_box(blocks, i) else _note(block, near_end=i > last - _BEFORE_BODY)
    return _signed_below(_signed(_reported(_written(out))))


def _names_box(blocks: list[Block], i: int) -> bool:
    """Whether the name of a box (相关链接) stands above its title and prose: no link of a web page."""
    if not BOX_ALONE.fullmatch(blocks[i].text.text.strip()):
        return False
    return any(b.kind is Kind.TEXT and len(b.text) >= _PROSE and ends_sentence(b.text.text) for b in blocks[i + 1 : i + 3])


def _written(blocks: list[Block]) -> list[Block]:
    """Who held the pen (执笔人：某某) is the author of a text that names no other."""
    if any(b.kind is Kind.META and b.label in ("authors", "signature") for b in blocks):
        return blocks
    out = []
    for block in blocks:
        match = _WRITERS.fullmatch(block.text.text) if block.kind is Kind.META and block.label == "credits" else None
        out.append(meta(block, "authors", *match.span("names")) if match is not None and is_byline(match["names"]) else block)
    return out


def _note(block: Block, near_end: bool) -> list[Block]:
    """The block as metadata if it is a closing note, else itself."""
    text = block.text.text
    if len(text) > 500 or NEWS_START.match(text):
        return [block]
    if near_end and len(text) < 120 and _WEB.fullmatch(text):
        return [block.aside(WEB_CHROME)]
    if _ISSUE.fullmatch(text) or (near_end and PRINTED_IN.fullmatch(text)):
        return [meta(block, "journal_line")]
    if near_end and IMPRINT.match(text):
        return [meta(block, "imprint")]
    wrapped = _WRAPPED.fullmatch(text)
    start, end = wrapped.span("inner") if wrapped else (len(text) - len(text.lstrip()), len(text.rstrip()))
    inner = text[start:end]
    if not wrapped and (width(inner) > 90 or not near_end):
        return [block]
    places = [start, *(m.end() for m in _CUT.finditer(text, start, end))]
    keys = [_key(text[a:b], bool(wrapped), near_end) for a, b in zip(places, [*places[1:], end], strict=False)]
    if keys[0] is None or (len(keys) > 1 and any(key is None for key in keys)):
        return [block]
    pieces = cut(block, *places[1:])
    out = []
    for n, (piece, key) in enumerate(zip(pieces, keys, strict=True)):
        assert key is not None
        inside = piece.text.text
        a = start if n == 0 else 0
        b = len(inside) if n + 1 < len(pieces) else end - places[n] + a
        out += _piece(piece, key, a, b if n + 1 == len(pieces) else len(inside.rstrip(" ，,；;。\u3000")))
    return out


def _piece(piece: Block, key: str, start: int, end: int) -> list[Block]:
    text = piece.text.text[start:end]
    if key == "editor":
        match = _EDITOR.match(text)
        if match is not None:
            return [meta(piece, key, start + match.start("names"), end)]
    if key == "affiliation":
        label = re.match(r"(?:本文)?作者(?:单位)?\s*[:：]\s*", text)
        if label is not None:
            return _named_author(piece, start + label.end(), end)
    return [meta(piece, key, start, end)]


def _named_author(piece: Block, start: int, end: int) -> list[Block]:
    """作者：某某，某大学教授 names the author before the affiliation."""
    text = piece.text.text[start:end]
    match = re.match(r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])\s*(?:[，,、:：\s]|系|为)\s*", text)
    if match is None or not is_person(match["name"].replace(" ", "")) or match.end() >= len(text):
        return [meta(piece, "authors" if is_byline(text) else "affiliation", start, end)]
    first, second = cut(piece, start + match.end())
    return [meta(first, "authors", start, start + match.end("name")), meta(second, "affiliation", 0, end - start - match.end())]


def _key(text: str, wrapped: bool, near_end: bool) -> str | None:
    if _AUTHOR.match(text):
        return "affiliation"
    if _EDITOR.match(text) and (wrapped or _only_names(text)):
        return "editor"
    if _SOURCE.match(text) and (wrapped or not ends_sentence(text)):
        return "source_note"
    if wrapped and near_end and _OTHERS.match(text):
        return "credits"
    if wrapped and near_end and _PUBLIC.fullmatch(text):
        return "release_note"
    if is_credit(text) and near_end:
        return "credits"
    if wrapped and near_end and is_byline(text) and re.match(r"(?:本报|本刊|新华社|记者|作者|文)", text):
        return "authors"
    return None


def _only_names(text: str) -> bool:
    match = _EDITOR.fullmatch(text)
    return match is not None and all(2 <= len(name) <= 4 for name in split_names(match["names"]))


def _reported(blocks: list[Block]) -> list[Block]:
    """The reporters whom a dateline names (本报……电（记者某某）) are the authors; the paragraph stays as it is."""
    if any(b.kind is Kind.META and b.label == "authors" for b in blocks):
        return blocks
    for i, block in enumerate(blocks):
        if block.kind is Kind.TEXT:
            match = _DATELINE.match(block.text.text)
            abroad = None if match else _WRITTEN_ABROAD.match(block.text.text)
            if (match is not None and all(2 <= len(n.name) <= 4 for n in names_of(match["names"]))) or (abroad and _only_persons(abroad["names"])):
                match = match or abroad
                assert match is not None
                names = Block(Kind.META, Traced.invented(match["names"].strip()), block.line, block.line, "authors")
                return [*blocks[:i], names, *blocks[i:]]
            if width(block.text.text) > 40:
                break
    return blocks


def _signed(blocks: list[Block]) -> list[Block]:
    """A name with a date (and place) under it in the later half signs the text; the author, where no byline says so."""
    out = list(blocks)
    named = any(b.kind is Kind.META and b.label in ("authors", "masthead") for b in blocks)
    for at in range(max(1, len(blocks) // 2), len(blocks)):
        if blocks[at].kind is not Kind.TEXT or len(blocks[at].text) > 60 or not _DATE.fullmatch(blocks[at].text.text):
            continue
        name = blocks[at - 1]
        signs = name.kind is Kind.TEXT or (name.kind is Kind.ASIDE and name.label == RUNNING_HEAD)
        if not signs or not is_signature(name.text.text):
            continue
        out[at - 1] = meta(name, "signature" if named else "authors")
        out[at] = meta(blocks[at], "date")
        named = True
    return out


def _signed_below(blocks: list[Block]) -> list[Block]:
    """Who wrote it, named only below the text: 河阳县　某某 under a letter, （某某） behind the last sentence of the news."""
    if any(b.kind is Kind.META and b.label in ("authors", "masthead", "signature") for b in blocks):
        return blocks
    texts = [i for i, b in enumerate(blocks) if b.kind is Kind.TEXT]
    behind = [i for i in texts if _NAMED_BEHIND.search(blocks[i].text.text[-_SIGNATURE:])]
    match = _NAMED_BEHIND.search(blocks[behind[0]].text.text[-_SIGNATURE:]) if texts and behind == texts[-1:] else None
    named = (match["names"] or match["roles"]).strip() if match else ""
    if named and _only_persons(named):
        names = Block(Kind.META, Traced.invented(named), blocks[behind[0]].line, blocks[behind[0]].line, "authors")
        return [*blocks[: behind[0]], names, *blocks[behind[0] :]]
    for before, at in list(pairwise(texts))[-3:]:
        found = PLACE_AND_NAME.fullmatch(blocks[at].text.text)
        if found and _only_persons(found["names"]) and ends_sentence(blocks[before].text.text):
            return [*blocks[:at], meta(blocks[at], "authors", *found.span("names")), *blocks[at + 1 :]]
    return blocks


def _only_persons(text: str) -> bool:
    return all(is_person(n.name) and n.name[-1] not in "省市县区镇乡村社" for n in names_of(text))


def is_signature(text: str) -> bool:
    """Whether the line is one person's or one body's name, as it stands under a preface or a notice."""
    plain = text.strip()
    names = names_of(plain)
    return width(plain) <= 40 and bool(names) and all(is_person(n.name) or is_body(n.name) for n in names)
