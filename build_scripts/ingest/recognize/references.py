"""Printed reference lists: under their head, one block an entry, whatever the print did with lines and numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from build_scripts.cite.gbt7714.recognize import looks_like_reference
from build_scripts.ingest.block import Block, Findings, Kind
from build_scripts.ingest.lines.clean import glue
from build_scripts.ingest.lines.measure import is_latin_line
from build_scripts.ingest.numbers_behind import numbered_behind
from build_scripts.ingest.patterns import (
    BACK_SECTION,
    DOCUMENT_MARKER,
    GLOSSARY_HEAD,
    LABEL,
    MARK_SIGN,
    NOTE_MARK,
    NOTE_START,
    PLAIN_TOP,
    REFERENCE_HEAD,
    WEAK_MARK,
)
from build_scripts.ingest.reasons import RUNNING_HEAD
from build_scripts.text.han import count_han, ends_sentence
from build_scripts.text.normalize import squeeze
from build_scripts.text.numerals import parse_numeral
from build_scripts.text.traced import Traced

_ITEM_DASH = re.compile(r"[-*•]\s+")
_ABOUT_TEXT = re.compile(r"[(（]\s*(责任|本文|作者|编辑|收稿)")
_MARK = re.compile(
    r"\s*(?:[-*•]\s+)?(?:[\[［〔【]\s*(?P<square>[A-Za-z]?\d{1,4}|[①-⑳])\s*[“《]?\s*[\]］〕】]|(?P<dot>\d{1,3})\s*[.．、](?!\d)|[(（]\s*(?P<round>\d{1,3})\s*[)）]|(?P<circled>[①-⑳㉑-㊿])|(?P<blank>\d{1,3})(?=\s+[一-鿿A-Z]))\s*"
)
_INNER = re.compile(r"(?<=[\s。.;；>）)\d])[\[［〔【]\s*(\d{1,4})\s*[\]］〕】](?=\s*[一-鿿A-Z“《<])")
_INNER_DOT = re.compile(r"(?<=[\s。.;；])(\d{1,3})\s*[.．](?=\s*[一-鿿A-Z“《])")
_NOTES_HEAD = re.compile(r"\s*[\[【]?\s*(?:引文)?\s*[注尾]\s*[释注]?\s*[\]】]?\s*[:：]?\s*$")
_AT_MARKER = re.compile(DOCUMENT_MARKER.pattern + r"\s*[.．。]?\s*$")
"""A marker that closes nothing: the imprint stands on the next line."""
_IMPRINT = re.compile(r"《[^》]+》|出版社|\d{4}\s*年|(?:19|20)\d\d\s*[(（,，.:：]|\b(?:19|20)\d\d[a-z]?\b|https?://|doi", re.I)
_TAIL = re.compile(r"\s*(?:[(（]\d{1,2}[)）]\s*[:：]\s*\d|年?第\s*\d+|[，,。.：:；;、）)]|\d{1,4}\s*[—–\-~～]\s*\d{1,4}\s*页?[.。]?$|[\[［][A-Z][a-z]+ )")
_PLAIN_NUMBER = re.compile(r"\s*(\d{1,3})\s*[.．、](?!\d)")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LAST_PAGE = re.compile(r"\s*\d{1,5}\s*(?:页)?[.。．]?\s*")
_ABSTRACT = re.compile(r"\s*[\[【〔［]?\s*(?:Abstract|ABSTRACT)\b")
_LOOK_BACK = 60
_LONGEST_ENTRY = 4000
_LONGEST_REST = 300
_CLOSED = re.compile(r"[.。．]\s*$|\d\s*$|[年月日页期]\s*$|[)）>]\s*$|[a-z/]$")


def recognize_references(blocks: list[Block], found: Findings) -> list[Block]:
    """Blocks under a reference head become ``Kind.REFERENCE``; the head itself stays a head."""
    out: list[Block] = []
    called: set[str] = set()  # numbers in brackets that the text has printed so far
    i = 0
    while i < len(blocks):
        block = blocks[i]
        inline = _inline_head(block)
        if block.kind is Kind.TEXT and (REFERENCE_HEAD.match(block.text.text) or inline) and not _heads_notes(blocks, i, called):
            entries, end = _entries(blocks, i + 1, inline)
            if entries:
                out.append(inline[0] if inline else block.to(Kind.HEADING))
                out.extend(entries)
                called.update(number for b in blocks[i:end] for number in _numbers(b))
                i = end
                continue
        called.update(_numbers(block))
        out.append(block)
        i += 1
    return out


def _heads_notes(blocks: list[Block], i: int, called: set[str]) -> bool:
    """Whether 注释 heads the notes of the text: numbers that the text before calls, in brackets or raised."""
    if not _NOTES_HEAD.match(blocks[i].text.text):
        return False
    first = next((m for b in blocks[i + 1 : i + 4] if (m := WEAK_MARK.match(b.text.text) or _PLAIN_NUMBER.match(b.text.text))), None)
    return first is not None and first.group(1) in called


def _numbers(block: Block) -> list[str]:
    """The numbers in brackets and the raised ones that the block prints."""
    text = block.text.text
    if not MARK_SIGN.search(text):
        return []
    raised = (re.sub(r"\D", "", m.group().translate(_SUPER)) for m in NOTE_MARK.finditer(text) if m.start())
    return [m.group(1) for m in WEAK_MARK.finditer(text)] + [number for number in raised if number]


def _inline_head(block: Block) -> tuple[Block, Block] | None:
    """A head with the first entry on its line (参考文献：[1] …): the head and the rest."""
    if block.kind is not Kind.TEXT or "献" not in block.text.text:
        return None
    match = re.match(r"\s*[\[【]?\s*(?:主要)?参\s*考\s*文\s*献\s*[\]】]?\s*[:：]?\s*(?=[\[［]\s*1\s*[\]］])", block.text.text)
    if not match:
        return None
    head, rest = block.text.split_at(match.end())
    colon = re.search(r"\s*[:：]\s*$", head.text)
    keep = head[: colon.start()] if colon else head.strip()
    other = (*block.other, head[colon.start() :].strip()) if colon else block.other
    return (replace(block, kind=Kind.HEADING, text=keep.strip(), other=other, marks=()), replace(block, text=rest, other=(), marks=()))


def _entries(blocks: list[Block], start: int, inline: tuple[Block, Block] | None) -> tuple[list[Block], int]:
    """The entries of the list whose head stands before ``start`` with what interrupts them, and where the list ends."""
    if inline is None and (behind := numbered_behind(blocks, start)):
        return behind
    reading = _List(split_entries(inline[1]) if inline else [])
    kept, end = len(reading.out), start
    for i in range(start, len(blocks)):
        taken = reading.take(blocks, i)
        if taken is None:
            break
        if taken:
            kept, end = len(reading.out), i + 1
    return (reading.out[:kept], end) if kept else ([], start)


class _List:
    """A list being read: its entries so far, the bracket of its numbers, whether it is numbered at all."""

    def __init__(self, entries: list[Block]) -> None:
        self.out = entries
        self.numbered = bool(entries)
        self.opening = ""

    def take(self, blocks: list[Block], i: int) -> bool | None:
        """Take in one block: true when it is (part of) an entry, false when it stands between entries, None at the end."""
        block = blocks[i]
        if block.kind in (Kind.ASIDE, Kind.NOTE):
            return self._between(block)
        if block.kind not in (Kind.TEXT, Kind.ROW) or _ends_list(block) or (self.out and _heads_english(blocks, i)):
            return None
        text = block.text.text
        if text.startswith("!["):
            return self._between(block)
        match = None if _LAST_PAGE.fullmatch(text) else _MARK.match(text)
        if match and match.group("square") and not self._own_bracket(match):
            return self._between(block)  # 〔6〕 among [1] [2]: a note of the page's foot
        if match and match.group("round") and self.opening:
            match = None  # (2):5-18 among [1] [2]: the number of an issue, cut from its year
        listed = not self.numbered and any(b.kind is Kind.REFERENCE for b in islice(reversed(self.out), _LOOK_BACK))
        if match and not (NOTE_START.match(text) and (self.numbered or listed or text.startswith("^"))):
            self.numbered = True
            return self._entry(block)
        if NOTE_START.match(text) or (not self.numbered and _names_sublist(blocks, i)):
            return self._between(block)  # the notes recognizer judges it
        if _continues(self.out, block, self.numbered):
            _extend(self.out, block)
            return True
        if self.numbered and self._counts_on(blocks, i):
            if _heads_part(text):
                return self._between(block.aside(RUNNING_HEAD) if block.page else block)
            _extend(self.out, block)
            return True
        return self._entry(block) if _reads_like_entry(text) else None

    def _own_bracket(self, match: re.Match[str]) -> bool:
        sign = match.group().strip("-*• \t")[:1]
        self.opening = self.opening or sign
        return sign == self.opening

    def _counts_on(self, blocks: list[Block], i: int) -> bool:
        """Whether the next number of the list stands soon behind the block, so that the list goes on past it."""
        last = next((b for b in islice(reversed(self.out), _LOOK_BACK) if b.kind is Kind.REFERENCE), None)
        if last is None or not last.label.isdigit() or len(last.text) > _LONGEST_ENTRY or len(blocks[i].text) > _LONGEST_REST:
            return False
        for block in blocks[i + 1 : i + 5]:
            match = _MARK.match(block.text.text) if block.kind is Kind.TEXT else None
            if match and (match.group("square") or match.group("dot")):
                return (match.group("square") or match.group("dot")) == str(int(last.label) + 1)
        return False

    def _between(self, block: Block) -> bool:
        self.out.append(block)
        return False

    def _entry(self, block: Block) -> bool:
        self.out.extend(split_entries(block))
        return True


def _ends_list(block: Block) -> bool:
    text = block.text.text
    plain = squeeze(text)
    if LABEL.match(text) or GLOSSARY_HEAD.match(text) or BACK_SECTION.match(plain) or REFERENCE_HEAD.match(text):
        return True
    return (PLAIN_TOP.match(plain) is not None) or (text[:1] in "(（" and _ABOUT_TEXT.match(text) is not None)


def _heads_part(text: str) -> bool:
    """Whether a line between two entries is none of their words: short Han words without figure or sign."""
    return count_han(text) >= 2 and len(text) <= 16 and re.search(r"[\d.,。，:：\[\]]", text) is None


def _heads_english(blocks: list[Block], i: int) -> bool:
    """Whether a Western line heads the English part of an article: title, names and places, then Abstract."""
    text = blocks[i].text.text.strip()
    if not is_latin_line(text) or not text[0].isupper() or text.endswith(".") or _MARK.match(text):
        return False
    for block in islice(blocks, i + 1, i + 6):
        if block.kind is not Kind.TEXT:
            continue
        if _ABSTRACT.match(block.text.text):
            return True
        if not is_latin_line(block.text.text) or _MARK.match(block.text.text):
            return False
    return False


def _names_sublist(blocks: list[Block], i: int) -> bool:
    """Whether a short line heads a part of an unnumbered list (一、古籍)."""
    text = blocks[i].text.text
    if len(text) > 16 or count_han(text) < 2 or _IMPRINT.search(text) or i + 1 >= len(blocks):
        return False
    return not ends_sentence(text) and _reads_like_entry(blocks[i + 1].text.text)


def _reads_like_entry(text: str) -> bool:
    """Whether a line without number prints a reference: a document marker, or a title and an imprint."""
    if len(text) > 600:
        return False
    if looks_like_reference(text.strip("[]")):
        return True
    return DOCUMENT_MARKER.search(text) is not None or (len(_IMPRINT.findall(text)) >= 2 and not ends_sentence(text[:-1].rstrip("。."))) or (
        re.search(r"^\D{2,40}[.:：，,]\s*.+(?:19|20)\d\d", text) is not None and _IMPRINT.search(text) is not None)  # fmt: skip


def _continues(out: list[Block], block: Block, numbered: bool) -> bool:
    """Whether the block goes on with the entry before it: that one is not closed, or this is its English double."""
    last = next((b for b in islice(reversed(out), _LOOK_BACK) if b.kind is Kind.REFERENCE), None)
    if last is None or len(last.text) > _LONGEST_ENTRY:
        return False
    text = block.text.text
    if 1.5 <= block.indent - last.indent <= 6 and not block.page and not last.text.text.rstrip().endswith((".", "。", "．")):
        return True  # a hanging indent
    if not _CLOSED.search(last.text.text) or _AT_MARKER.search(last.text.text) or _TAIL.match(text):
        return True
    if last.text.text.rstrip()[-1:] in "-—–" and _LAST_PAGE.match(text):
        return True
    double = not count_han(text) and count_han(last.text.text) > 0 and _IMPRINT.search(text) is not None
    return numbered and double


def _extend(out: list[Block], block: Block) -> None:
    k = next(k for k in range(len(out) - 1, -1, -1) if out[k].kind is Kind.REFERENCE)
    out[k] = replace(out[k], text=glue(out[k].text, block.text), last=block.last, other=(*out[k].other, *block.other))


def split_entries(block: Block) -> list[Block]:
    """The entries that one block prints, each with its printed number as label and kept in its text."""
    pieces = _split(block.text)
    out = []
    for k, piece in enumerate(pieces):
        match = _MARK.match(piece.text)
        label = ""
        if match:
            printed = next((g for g in match.groups() if g), "")
            value = parse_numeral(printed)
            label = str(value) if value is not None else printed
        out.append(replace(block, kind=Kind.REFERENCE, text=_without_dash(piece.strip()), label=label, level=0,
                           other=(*(block.other if not k else ()), *_dash(piece.strip())), marks=()))  # fmt: skip
    return out


def _dash(text: Traced) -> tuple[Traced, ...]:
    match = _ITEM_DASH.match(text.text)
    return (text[: match.end()].strip(),) if match else ()


def _without_dash(text: Traced) -> Traced:
    match = _ITEM_DASH.match(text.text)
    return text[match.end() :] if match else text


def _split(text: Traced) -> list[Traced]:
    """Cut before every inner number that goes on counting from the one before it."""
    first = _MARK.match(text.text)
    if not first:
        return [text]
    number = parse_numeral(next((g for g in first.groups() if g), ""))
    if number is None:
        return [text]
    pattern = _INNER if first.group("square") else _INNER_DOT if first.group("dot") else None
    cuts = []
    for match in pattern.finditer(text.text, first.end()) if pattern else ():
        if parse_numeral(match.group(1)) == number + 1:
            cuts.append(match.start())
            number += 1
    return text.split_at(*cuts)
