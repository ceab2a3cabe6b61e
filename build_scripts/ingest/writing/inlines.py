"""Traced running text with its marks to the inlines of a document."""

from __future__ import annotations

import re
from collections.abc import Callable

from build_scripts.ingest.block import Block, Mark
from build_scripts.model.document import CitationMark, Emphasis, Inline, Inlines, Link, NoteMark, PageMark, Text
from build_scripts.text.han import CJK_PUNCT, HAN
from build_scripts.text.normalize import squeeze

_WIDE = rf"{HAN}{CJK_PUNCT}"
_OPENERS = "“‘《〈（【「『〔"
_LOOSE = re.compile(
    rf"(?<=[{_WIDE}])[ \u3000\t]+(?=[{_WIDE}0-9A-Za-z(\[^])|(?<=[0-9A-Za-z)\]%‰}}])[ \u3000\t]+(?=[{_WIDE}])|(?<=[{HAN}”’\]])[ \u3000]+(?=[,.;:?!)\]])"
    rf"|(?<=[{HAN}][,;:?!])[ \u3000]+(?=[{_WIDE}])|(?<=[”’)\]0-9%][,;:?!])[ \u3000]+(?=[{_OPENERS}]?[{HAN}])"
    rf"|(?:(?<=[{_WIDE}]\()|(?<=[{_WIDE}] \())[ \u3000]+(?=[^\s)])"
)
_BESIDE_SIGN = re.compile(
    rf"(?<=[{CJK_PUNCT}])[ \u3000\t]+|(?<![.,:;])[ \u3000\t]+(?=[{_OPENERS}])|[ \u3000\t]+(?=(?![{_OPENERS}])[{CJK_PUNCT}])"
)
"""Behind a half-width stop a blank before an opening sign is the print's own (``刘某. “甲”``): no full-width sign brings it."""
_NUMBER = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}[章节编篇]?|第?\d{1,3}(?:\.\d{1,2}){0,3}[章节编篇]?)(?=[ \u3000])")
"""The number before a head's words, parted from them by a blank."""
_TITLE = re.compile(r"《[^》]{1,60}》")
_HAN_GAP = re.compile(rf"[{HAN}][ \u3000][{HAN}]")
_FEW_GAPS = 4
"""A text with so few blanks between Han characters keeps those inside titles: their author set them."""
_SHORT = 24
"""A line as short as this (a credit, an attribution) keeps its blanks between names."""
_SPACES = re.compile(r"[ \u3000\t]+")
_EMPHASIS = re.compile(r"\*(?=[A-Za-z])([^*\n]{1,200}?)(?<=[A-Za-z.)])\*")

NumberOf = Callable[[str], int]
"""The number, on its page, of the note that a mark's value names; 0 for a note of another page."""


def inlines(block: Block, number_of: NumberOf, heading: bool = False) -> Inlines:
    """The inlines of the block's own text: blanks of the extraction taken out, marks turned into constructs."""
    text = block.text.text
    gone = _blanks(text, heading)
    out: list[Inline] = []
    last = 0
    for mark in block.marks:
        if mark.start < last:
            continue
        _add_text(out, text, last, mark.start, gone)
        inline = _construct(mark, text[mark.start : mark.end], number_of)
        if inline is not None:
            out.append(inline)
        last = mark.end
    _add_text(out, text, last, len(text), gone)
    return tuple(out)


def _blanks(text: str, heading: bool) -> set[int]:
    """Places of blanks to leave out."""
    if not any(c in text for c in " \u3000\t"):
        return set()
    if heading or len(text) < _SHORT:
        number = _NUMBER.match(text) if heading else None
        return {i for match in _BESIDE_SIGN.finditer(text, number.end() + 1 if number else 0) for i in range(*match.span())}
    titles = [m.span() for m in _TITLE.finditer(text)] if len(_HAN_GAP.findall(text)) <= _FEW_GAPS else []
    gone = {i for match in _LOOSE.finditer(text) for i in range(*match.span())}
    return {i for i in gone if not any(a < i < b for a, b in titles) or not _HAN_GAP.match(text[i - 1 : i + 2])}


def _add_text(out: list[Inline], text: str, start: int, end: int, gone: set[int]) -> None:
    piece = "".join(text[i] for i in range(start, end) if i not in gone) if gone else text[start:end]
    piece = _SPACES.sub(" ", piece)
    last = 0
    for match in _EMPHASIS.finditer(piece):
        if match.start() > last:
            out.append(Text(piece[last : match.start()]))
        out.append(Emphasis(match.group(1)))
        last = match.end()
    if last < len(piece):
        out.append(Text(piece[last:]))


def _construct(mark: Mark, printed: str, number_of: NumberOf) -> Inline | None:
    match mark.kind:
        case "note":
            return NoteMark(number_of(mark.value))
        case "page":
            return PageMark(mark.value)
        case "crossref":
            return Link(squeeze(printed), mark.value)
        case "citation":
            return CitationMark(mark.value, _SPACES.sub(" ", printed).strip())
    return Text(printed)


def heading_inlines(block: Block, number_of: NumberOf) -> Inlines:
    """The inlines of a head: letter-spaced words (结　语) closed up, one blank kept where the print parts it."""
    parts = _SPACES.split(block.text.text.strip())
    if len(parts) > 1 and all(len(part) == 1 for part in parts) and not block.marks:
        return (Text("".join(parts)),)
    return inlines(block, number_of, heading=True)


def plain_text(content: Inlines) -> str:
    """The characters of inlines as a reader sees them, note marks left out."""
    out = []
    for inline in content:
        match inline:
            case Text() | Emphasis() | Link():
                out.append(inline.text)
            case CitationMark():
                out.append(inline.printed)
    return "".join(out).strip()


def tidy(text: str) -> str:
    """A value of the front matter without the blanks of the extraction."""
    gone = _blanks(text, False)
    return _SPACES.sub(" ", "".join(c for i, c in enumerate(text) if i not in gone)) if gone else text
