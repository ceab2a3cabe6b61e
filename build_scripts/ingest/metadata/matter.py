"""The labelled matter of an article: abstract, keywords, class numbers, funding, biography, editors."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.lines.clean import glue
from build_scripts.ingest.metadata.forms import web_line
from build_scripts.ingest.metadata.labels import (
    ONE_OF_BODY,
    Label,
    bare_doi,
    behind_doi,
    closed,
    first_label,
    further_labels,
)
from build_scripts.ingest.metadata.pieces import cut, meta
from build_scripts.ingest.metadata.values import is_latin_text
from build_scripts.ingest.reasons import CONTENTS
from build_scripts.text.han import count_han, ends_sentence, width

_BODY_BEGINS = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*[、．.]|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十百\d]+[章节条编篇]|[01][ \u3000.．、]|1\.\d"
    r"|(?:引\s*言|导\s*言|导\s*论|绪\s*论|前\s*言|序\s*言|目\s*录|目\s*次|contents)\s*$)",
    re.IGNORECASE,
)
_ENGLISH_BODY = re.compile(r"\d+(?:\.\d+)*\.?\s+[A-Z]|(?:I{1,3}|IV|V)\.\s|(?i:introduction|references|bibliography|acknowledge?ments?)\s*$|\[\d")
_AHEAD = 8
_PARAGRAPH = 42.0
"""A line wider than this many ems, or a sentence, is a paragraph and no line of a title page."""
_PROJECT = re.compile(r"(?:本文|本研究|本成果|本项研究|该文|此文|本项目)\s*(?:系|为|是|受|得到|获|由)")
_GRANT = re.compile(r"基金|项目|课题|资助|阶段性|成果|规划|专项")
_WITH_PLACE = re.compile(r"[^（）()，,、；;]{2,12}(?P<place>[（(][^（）()]{4,40}[）)])\s*")
_PERSON = re.compile(
    r"\s*(?:[\[【（(]?通[讯信]作者[\]】）)]?\s*[:：]?\s*)?[\u4e00-\u9fff·]{2,6}\s*[*＊]?\s*[（(]\s*(?:通[讯信]作者\s*[，,]?\s*)?"
    r"(?:19|20)\d\d\s*年?\s*(?:\d{1,2}\s*月)?\s*[—–－\-~～]?(?:生|\s*[)）])"
)
_STAR = re.compile(r"\s*(?:\^?\{\s*[*＊†‡]{1,3}\s*\}|\^[*＊]|[*＊†‡]{1,3}(?![*＊]))\s*(?=\S)")


def begins_body(block: Block) -> bool:
    """Whether the block is past the matter at a text's head: a numbered head, a paragraph, a table."""
    text = block.text.text.strip()
    if block.kind in (Kind.META, Kind.ASIDE):
        return False
    if block.kind is not Kind.TEXT and not (block.kind is Kind.ROW and width(text) < _PARAGRAPH):
        return True
    return bool(_BODY_BEGINS.match(text)) or is_paragraph(block)


def is_paragraph(block: Block) -> bool:
    """Whether the block is running text rather than a line of a title page."""
    text = block.text.text.strip()
    if text[:1] in "（([［【〔*＊" and text[-1:] in "）)]］】〕" and width(text) < 3 * _PARAGRAPH:
        return False
    wide = width(text)
    return wide > 2 * _PARAGRAPH or (wide > 12 and text[-1:] in "。；…") or (wide > _PARAGRAPH and ends_sentence(text) and "。" in text)


def labelled(blocks: list[Block]) -> list[Block]:
    """Labelled blocks as metadata, several labels of one line as several blocks, abstracts with all their paragraphs."""
    out: list[Block] = []
    in_head = True
    at = 0
    while at < len(blocks):
        block = blocks[at]
        web = web_line(block) if in_head and block.kind is Kind.TEXT else []
        if web:
            out += web
            at += 1
            continue
        label = first_label(block.text.text, in_head) if block.kind in (Kind.TEXT, Kind.HEADING) else None
        if label is not None and _counts(blocks, at, label, in_head):
            if behind := behind_doi(block.text.text, label):
                blocks = [*blocks[:at], *cut(block, behind), *blocks[at + 1 :]]
            at = _take(blocks, at, label, out)
            continue
        place = bare_doi(block.text.text) if block.kind is Kind.TEXT and in_head else None
        if place:
            out.append(meta(block, "doi", *place))
        else:
            in_head = in_head and not begins_body(block)
            out.append(block)
        at += 1
    return out


def _counts(blocks: list[Block], at: int, label: Label, in_head: bool) -> bool:
    """Whether the label means the text itself at this place."""
    block = blocks[at]
    empty = not block.text.text[label.end :].strip()
    if empty and not (at + 1 < len(blocks) and blocks[at + 1].kind is Kind.TEXT):
        return False
    if not in_head and (label.key in ONE_OF_BODY or not label.firm):
        return _paired(blocks, at, label.key) or (label.key == "keywords" and label.firm and _lists_keywords(blocks, at, label.end))
    if block.kind is Kind.HEADING and not empty:
        return False
    if label.key == "abstract" and empty and not label.firm and _heads_chapter(blocks, at):
        return False
    return not (label.key == "abstract" and empty and not label.firm) or in_head


def _heads_chapter(blocks: list[Block], at: int) -> bool:
    """Whether a summary's head heads a chapter of a report: the contents stand before it, several paragraphs and no keywords follow."""
    if not any(b.kind is Kind.ASIDE and b.label == CONTENTS for b in blocks[max(0, at - _AHEAD) : at]):
        return False
    paragraphs = 0
    for block in blocks[at + 1 : at + 1 + 4 * _AHEAD]:
        if block.kind not in (Kind.TEXT, Kind.ASIDE) or block.level or _BODY_BEGINS.match(block.text.text):
            break
        if first_label(block.text.text, True) is not None:
            return False
        paragraphs += block.kind is Kind.TEXT
    return paragraphs > 1


def _lists_keywords(blocks: list[Block], at: int, end: int) -> bool:
    """Whether keywords stand behind an abstract that bears no label: short words, a paragraph or two into the text."""
    if ends_sentence(blocks[at].text.text):
        return False
    words = [word for word in re.split(r"[\s;；,，、]+", blocks[at].text.text[end:].strip(" 。")) if word]
    before = [b for b in blocks[:at] if b.kind is Kind.TEXT and is_paragraph(b)]
    return 2 <= len(words) <= 10 and all(len(word) <= 14 for word in words) and len(before) <= 3


def _paired(blocks: list[Block], at: int, key: str) -> bool:
    """Whether abstract and keywords stand together, as only matter of an article does."""
    partner = {"abstract": "keywords", "keywords": "abstract", "abstract_en": "keywords_en", "keywords_en": "abstract_en"}.get(key)
    if partner is None:
        return key in ("bio", "funding") and at * 2 > len(blocks)
    near = blocks[max(0, at - _AHEAD) : at] if key.startswith("keywords") else blocks[at + 1 : at + 1 + _AHEAD]
    for block in near:
        label = first_label(block.text.text, True)
        if (label is not None and label.key == partner) or (block.kind is Kind.META and block.label == partner):
            return True
    return False


def _take(blocks: list[Block], at: int, label: Label, out: list[Block]) -> int:
    """Moves the labelled block and the paragraphs that belong to it; returns the index behind them."""
    block = blocks[at]
    if not block.text.text[label.end :].strip():
        value = blocks[at + 1]
        first = replace(value, line=block.line, other=(*block.other, block.text.strip(), *value.other), page=value.page or block.page)
        out.append(meta(first, label.key))
        at += 1
    else:
        _split(block, label, out)
    if label.key == "abstract":
        return _before_contents(blocks, at + 1, out) or _abstract(blocks, at + 1, out)
    if label.key in ("abstract_en", "keywords_en"):
        return _english(blocks, at + 1, label.key, out)
    if label.key == "bio":
        return _persons(blocks, at + 1, out)
    return at + 1


def _split(block: Block, label: Label, out: list[Block]) -> None:
    """One block of metadata for every label of the line."""
    labels = [label]
    if label.key not in ("bio", "cite_as"):
        labels += [found for found in further_labels(block.text.text, label.end) if found.start >= label.end]
    pieces = cut(block, *(found.start for found in labels[1:]))
    for piece, found in zip(pieces, labels, strict=True):
        start = found.end - (found.start if found is not label else 0)
        bracket = closed(piece.text[start:], found.bracket)[1]
        end = start + len(piece.text[start:].text.rstrip()) - len(bracket)
        if piece is pieces[-1] and not bracket and _closes_line(block.text.text, piece.text.text[start:end]):
            end -= 1
        place = _WITH_PLACE.fullmatch(piece.text.text, start, end) if found.key == "authors" else None
        if place is not None:
            person, body = cut(piece, place.start("place"))
            out += [meta(person, "authors", start), meta(body, "affiliation", 1, end - place.start("place") - 1)]
        else:
            out.append(meta(piece, found.key, start, end))


def _closes_line(line: str, value: str) -> bool:
    """Whether the value's last bracket closes the line as a whole （作者单位：…。责任编辑：…）, not one of its own."""
    wraps = line.lstrip()[:1] in "（(" and value[-1:] in "）)"
    return wraps and sum(value.count(c) for c in "）)") > sum(value.count(c) for c in "（(")


def _abstract(blocks: list[Block], at: int, out: list[Block]) -> int:
    """Further paragraphs of an abstract: all up to the keywords, if those follow soon."""
    for ahead in range(at, min(len(blocks), at + _AHEAD)):
        block = blocks[ahead]
        label = first_label(block.text.text, True)
        if label is not None:
            if label.key == "keywords":
                for b in blocks[at:ahead]:
                    if b.kind is Kind.TEXT and out[-1].label == "abstract" and not ends_sentence(out[-1].text.text):
                        out[-1] = _continued(out[-1], b)
                    else:
                        out.append(meta(b, "abstract") if b.kind is Kind.TEXT else b)
                return ahead
            return at
        if block.kind not in (Kind.TEXT, Kind.ASIDE) or block.level or _BODY_BEGINS.match(block.text.text):
            return at
    return at


def _before_contents(blocks: list[Block], at: int, out: list[Block]) -> int:
    """The further paragraphs of a report's summary that the contents list closes; 0 where none does."""
    for ahead in range(at, min(len(blocks), at + 2 * _AHEAD)):
        block = blocks[ahead]
        if block.kind is Kind.ASIDE and block.label == CONTENTS:
            out += [meta(b, "abstract") if b.kind is Kind.TEXT else b for b in blocks[at:ahead]]
            return ahead
        if block.kind not in (Kind.TEXT, Kind.ASIDE) or block.level or _BODY_BEGINS.match(block.text.text) or first_label(block.text.text, True):
            return 0
    return 0


def _english(blocks: list[Block], at: int, key: str, out: list[Block]) -> int:
    """The rest of English matter that was printed in pieces: torn lines joined, further paragraphs kept apart."""
    keyed = key == "abstract_en" and _label_ahead(blocks, at)
    while at < len(blocks):
        block = blocks[at]
        text = block.text.text.strip()
        if block.kind is not Kind.TEXT or block.level or count_han(text) or _ENGLISH_BODY.match(text) or first_label(text, True) is not None:
            break
        last = out[-1].text.text.rstrip()
        torn = len(text.split()) <= 3 if key == "keywords_en" else len(text.split()) <= 3 or not last.endswith((".", "?", "!"))
        if not (torn and (key == "abstract_en" or text[:1].islower() or last.endswith((";", ",")))) and not (keyed and is_latin_text(text)):
            break
        if torn:
            out[-1] = _continued(out[-1], block)
        else:
            out.append(meta(block, key))
        at += 1
    return at


def _persons(blocks: list[Block], at: int, out: list[Block]) -> int:
    """Further lines of a biography: the rest of one that was cut, one more person (某某（1980—），男，…)."""
    while at < len(blocks) and blocks[at].kind is Kind.TEXT and not blocks[at].level:
        text = blocks[at].text.text.strip()
        if first_label(text, True) is not None or _BODY_BEGINS.match(text):
            break
        person = _PERSON.match(text) is not None and width(text) < 6 * _PARAGRAPH
        if not person and (ends_sentence(out[-1].text.text) or out[-1].text.text[-1:] in ";." or width(text) > 2 * _PARAGRAPH):
            break
        if person and re.search(r"[。；;.]$", out[-1].text.text):
            out.append(meta(blocks[at], "bio"))
        else:
            out[-1] = _continued(out[-1], blocks[at])
        at += 1
    return at


def _label_ahead(blocks: list[Block], at: int) -> bool:
    """Whether a further English label closes the stretch."""
    for block in blocks[at : at + 400]:
        if count_han(block.text.text):
            return False
        label = first_label(block.text.text, True)
        if label is not None:
            return label.key in ("keywords_en", "clc")
    return False


def _continued(before: Block, block: Block) -> Block:
    """Torn Latin text joined; the hyphen of a word that was cut in two goes to ``other``."""
    tail = block.text.strip()
    known = frozenset(word.lower() for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", before.text.text))
    text = glue(before.text, tail, known)
    other = (before.text[-1:],) if len(text) < len(before.text) + len(tail) else ()
    return replace(before, text=text, last=block.last, other=(*before.other, *block.other, *other))


def starred(blocks: list[Block]) -> list[Block]:
    """Notes to title and byline (``* …``, ``^{*} …``) as metadata: what says who paid, and who the author is."""
    marked = [b for b in blocks if b.kind is Kind.META and b.label in ("title", "authors", "subtitle")]
    if not any(re.search(r"[*＊†‡]", b.text.text) for b in marked):
        return blocks
    out: list[Block] = []
    left = 3
    for block in blocks:
        match = _STAR.match(block.text.text) if left and block.kind in (Kind.TEXT, Kind.NOTE) else None
        if match is None or block.label not in ("", "*", "**"):
            out.append(block)
            continue
        left -= 1
        out += note_matter(block, match.end())
    return out


def note_matter(block: Block, start: int = 0) -> list[Block]:
    """A note's text from ``start`` on, cut where it begins to say who paid (本文系……项目……成果)."""
    text = block.text.text
    label = first_label(text[start:], True)
    if label is not None and label.firm:
        out: list[Block] = []
        shifted = Label(label.key, start, start + label.end, label.bracket)
        _split(block, shifted, out)
        return [replace(b, label=b.label) for b in out]
    project = next((m for m in _PROJECT.finditer(text, start) if _GRANT.search(text, m.start())), None)
    if project is None:
        key = "funding" if re.search(r"基金.{0,40}(?:项目|课题)|资助", text) else _kind_of_person(text[start:])
        return [meta(block, key, start)]
    if not text[start : project.start()].strip():
        return [meta(block, "funding", start)]
    first, second = cut(block, project.start())
    return [meta(first, _kind_of_person(first.text.text[start:]), start), meta(second, "funding")]


def _kind_of_person(text: str) -> str:
    if re.match(r"\s*(?:本文)?作者\s*(?:系|为|是|单位)(?![统列])", text):
        return "affiliation"
    if re.search(r"大学|学院|研究[院所员生]|教授|讲师|博士|法官|律师|中心|委员会", text) and len(text) < 120:
        return "affiliation"
    return "title_note"

