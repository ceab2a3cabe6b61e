"""What a text prints about itself goes to the front matter: title page, labelled matter, English matter, closing notes.

One document's blocks at a time. A ``META`` title that already stands in them (a headline found when a newspaper page
was split) is kept, and no other is looked for. Nothing is supplied that is not printed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.ingest.block import Block, Findings, Kind
from build_scripts.ingest.metadata.analysts import analysts
from build_scripts.ingest.metadata.english import english_front
from build_scripts.ingest.metadata.head import title_page
from build_scripts.ingest.metadata.labels import NOTE_MARK as MATTER_MARK
from build_scripts.ingest.metadata.labels import first_label
from build_scripts.ingest.metadata.matter import labelled, note_matter, starred
from build_scripts.ingest.metadata.tail import closing_notes
from build_scripts.ingest.metadata.values import derive_from_article_no, metadata_values
from build_scripts.ingest.names import is_person, split_names
from build_scripts.ingest.patterns import NOTE_MARK
from build_scripts.text.han import CLOSERS, count_han, ends_sentence, width
from build_scripts.text.normalize import squeeze
from build_scripts.text.numerals import CIRCLED
from build_scripts.text.traced import Traced

__all__ = ["derive_from_article_no", "metadata_values", "recognize_metadata", "recognize_metadata_notes", "split_names"]

_MARK_AT_END = re.compile(r"[\[［〔]\s*\d{1,2}\s*[\]］〕]\s*$|[*＊†]{1,3}\s*$")
_LEADING_MARK = re.compile(rf"\s*{MATTER_MARK}")
_MARK_SIGNS = re.compile(r"[①-⑳㉑-㊿➀-➓*＊†^¹²³⁰⁴-⁹$<]")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RUNNING = re.compile(
    r"(?:19|20)\d\d\s*年?\s*第?\s*\d+\s*期|第\s*\d+\s*[卷期]|[·•—–\-]?\s*\d{1,4}\s*[·•—–\-]?$|^\s*[·•—–\-]?\s*\d{1,4}\s*[·•—–\-]?|^[^:：]{2,12}[:：]"
)
_NAMED_TITLE = re.compile(r"\s*([一-鿿]{2,4})\s*[:：]\s*(?=\S)")
_FRONT = ("title", "subtitle", "authors")


def recognize_metadata(blocks: list[Block], found: Findings) -> list[Block]:
    """Blocks of one document with everything that it says about itself as ``Kind.META`` (``label`` is the key)."""
    blocks = analysts(labelled(blocks))
    blocks = english_front(blocks)
    blocks = title_page(blocks)
    blocks = starred(blocks)
    blocks = _title_behind(closing_notes(blocks))
    blocks = _title_of_running_head(_own_language(blocks))
    return _unmarked(_author_in_title(blocks), _consumed(blocks))


def _author_in_title(blocks: list[Block]) -> list[Block]:
    """The author whom a web page prints before the title (某某:题名), where nobody else is named and the biography begins with him."""
    if any(b.kind is Kind.META and b.label == "authors" for b in blocks):
        return blocks
    title = next((b for b in blocks if b.kind is Kind.META and b.label == "title"), None)
    match = _NAMED_TITLE.match(title.text.text) if title is not None else None
    if match is None or not is_person(match[1]):
        return blocks
    if not any(b.kind is Kind.META and b.label == "bio" and b.text.text.lstrip().startswith(match[1]) for b in blocks):
        return blocks
    assert title is not None
    return [Block(Kind.META, Traced.invented(match[1]), title.line, title.line, "authors"), *blocks]


def _own_language(blocks: list[Block]) -> list[Block]:
    """In a text that is written in English, the English title and byline are its title and byline."""
    front = [b for b in blocks if b.kind is not Kind.ASIDE][:12]
    if any(count_han(b.text.text) for b in front) or not any(b.label == "title_en" for b in front):
        return blocks
    own = {"title_en": "title", "authors_en": "authors", "affiliation_en": "affiliation"}
    blocks = [b.to(Kind.TEXT, label="") if b.kind is Kind.META and b.label == "title" and any(x.label == "title_en" for x in front) else b for b in blocks]
    return [replace(b, label=own.get(b.label, b.label)) if b.kind is Kind.META else b for b in blocks]


def _title_of_running_head(blocks: list[Block]) -> list[Block]:
    """The title that only a running head prints, in an article whose first lines are lost (it begins with its abstract)."""
    first = next((b for b in blocks if b.kind is not Kind.ASIDE), None)
    if first is None or first.kind is not Kind.META or first.label != "abstract" or any(b.label == "title" for b in blocks):
        return blocks
    body = squeeze("".join(b.text.text for b in blocks if b.kind is Kind.TEXT or b.label in ("abstract", "keywords"))[:20000])
    for block in blocks:
        if block.kind is Kind.ASIDE:
            words = _RUNNING.sub(" ", block.text.text).strip()
            pairs = [words[i : i + 2] for i in range(len(words) - 1)]
            if 8 <= len(words) <= 40 and not re.search(r"\s{2}|学报|[。，]$", words) and sum(pair in body for pair in pairs) * 10 >= 7 * len(pairs):
                return [Block(Kind.META, Traced.invented(words), block.line, block.line, "title"), *blocks]
    return blocks


def _title_behind(blocks: list[Block]) -> list[Block]:
    """A headline that was extracted after its article: short lines behind the closing note of a text that opens
    with its byline."""
    if any(b.kind is Kind.META and b.label == "title" for b in blocks):
        return blocks
    first = next((b for b in blocks if b.kind is not Kind.ASIDE), None)
    if first is None or first.kind is not Kind.META or first.label != "authors":
        return blocks
    closing = max((i for i, b in enumerate(blocks) if b.kind is Kind.META and b.label in ("affiliation", "source_note", "editor")), default=-1)
    behind = [i for i in range(closing + 1, len(blocks)) if blocks[i].kind is Kind.TEXT]
    if closing < 1 or not 1 <= len(behind) <= 2 or any(not _is_headline(blocks[i].text.text) for i in behind):
        return blocks
    out = list(blocks)
    for i in behind:
        out[i] = replace(blocks[i], kind=Kind.META, label="title", level=0)
    return out


def _is_headline(text: str) -> bool:
    plain = text.strip()
    return 4 <= width(plain) <= 50 and (not ends_sentence(plain) or plain.rstrip(CLOSERS)[-1:] in "？！")


def recognize_metadata_notes(blocks: list[Block], found: Findings) -> list[Block]:
    """Notes that state matter (基金项目, 作者简介, 收稿日期 …), or that only title or byline calls, as metadata.

    Runs on definitions before their marks are anchored. A note that running text calls stays a note.
    """
    printed = _printed_marks(blocks)
    open_marks: set[str] = set()
    moved: set[str] = set()
    out: list[Block] = []
    for block in blocks:
        if block.kind is not Kind.NOTE and not _is_note_of_title(block, printed):
            if block.kind is not Kind.META and _MARK_SIGNS.search(block.text.text):
                open_marks.update(_mark(m) for m in NOTE_MARK.finditer(block.text.text))
            out.append(block)
            continue
        label = first_label(block.text.text, False)
        if block.label in printed and block.label not in moved and (block.label not in open_marks or (label is not None and label.firm)):
            moved.add(block.label)
            out += note_matter(block, _note_start(block))
        elif label is not None and label.firm and block.label not in open_marks:
            out += note_matter(block)
        else:
            out.append(block)
        open_marks.discard(block.label)
    return _unmarked(out, moved)


def _is_note_of_title(block: Block, printed: set[str]) -> bool:
    """Whether an entry of a list of notes, called by the title, is no printed reference."""
    return block.kind is Kind.REFERENCE and block.label in printed and not re.search(r"\[[A-Z](?:/OL)?\]|《", block.text.text)


def _note_start(block: Block) -> int:
    match = re.match(r"\s*[\[［〔【]\s*\d+\s*[\]］〕】]\s*", block.text.text) if block.kind is Kind.REFERENCE else None
    return match.end() if match else 0


def _mark(match: re.Match[str]) -> str:
    """A printed mark as the label of a note has it: plain digits or stars."""
    inner = match.group().strip("^{} \t\u3000[]［］〔〕()（）").translate(_RAISED)
    return str(CIRCLED.index(inner) + 1) if len(inner) == 1 and inner in CIRCLED else inner.replace("＊", "*")


def _printed_marks(blocks: list[Block]) -> set[str]:
    """The note marks that title, subtitle and byline print."""
    out: set[str] = set()
    for block in blocks:
        if block.kind is Kind.META and block.label in _FRONT:
            text = block.text.text
            out.update(_mark(m) for m in NOTE_MARK.finditer(text))
            out.update(_mark(m) for m in _MARK_AT_END.finditer(text))
    return out


def _unmarked(blocks: list[Block], marks: set[str]) -> list[Block]:
    """Title and byline without the marks of notes that became metadata; the marks go to ``other``."""
    if not marks:
        return blocks
    out = []
    for block in blocks:
        if block.kind is Kind.META and block.label in _FRONT:
            text = block.text.text
            places = {m.span() for pattern in (NOTE_MARK, _MARK_AT_END) for m in pattern.finditer(text) if _mark(m) in marks}
            kept = [p for p in sorted(places) if not any(q != p and q[0] <= p[0] and p[1] <= q[1] for q in places)]
            if kept and not block.marks:
                signs = tuple(block.text[a:b] for a, b in kept)
                block = replace(block, text=block.text.without(kept).strip(), other=(*block.other, *signs))
        out.append(block)
    return out


def _consumed(blocks: list[Block]) -> set[str]:
    """The marks before matter that was recognized in place (``^{*} 基金项目：``)."""
    return {_mark(m) for b in blocks if b.kind is Kind.META and b.label not in _FRONT
            for part in b.other for m in [_LEADING_MARK.match(part.text)] if m}  # fmt: skip
