"""Notes: definitions told from running text, each anchored to the mark that calls it.

Numbering may start again on every page, all notes may stand at the end, a mark may be missing or misread. Definitions
are found first (they stand between the pieces of cut paragraphs); the marks in running text are matched to them in
reading order, after paragraphs have been rejoined.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate

from build_scripts.diagnostics import Severity
from build_scripts.ingest.block import Block, Findings, Free, Kind, Mark, walk, with_marks
from build_scripts.ingest.misread_marks import between, lone_signs
from build_scripts.ingest.names import is_byline, names_of
from build_scripts.ingest.patterns import (
    DOCUMENT_MARKER,
    MARK_SIGN,
    NOTE_MARK,
    NOTE_START,
    WEAK_MARK,
    finished,
    names_note,
)
from build_scripts.ingest.reasons import NOTES_HEAD
from build_scripts.text.han import ends_sentence
from build_scripts.text.numerals import CIRCLED
from build_scripts.text.traced import join

_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CORE = re.compile(rf"\[\^([^\]\s]+)\]|([{CIRCLED}])|(\d{{1,3}})|(\*{{1,3}})")
_WEAK_START = re.compile(r"\s*[\[［〔]\s*(\d{1,3})\s*[\]］〕]\s*(?=\S)")
_PLAIN_START = re.compile(r"\s*(\d{1,3})(?:[.．、]|\s)\s*(?=\D)")
_LISTED_START = re.compile(r"\s*(\d{1,3})[.．、]\s*(?=\D)")
_CIRCLED_MARK = re.compile(f"[{CIRCLED}]")
_STAR = re.compile(r"(?<![*\d\s×])\*{1,3}(?![*\d])")
_NOTES_HEAD = re.compile(r"\s*[\[【]?\s*(?:引文)?\s*[注尾]\s*[释注]?\s*[\]】]?\s*[:：]?\s*$")
_NOTED = re.compile(r"[《“]|[^。]{1,30}[：:]\s*[《“]|参见|转引自|同上|同前|见|载|https?:|See |Ibid|[A-Z][a-z]+,? ")
_NEAR = 12
"""Marks of one number among which that of a definition's own manner is looked for."""
_SENTENCE = 40
"""Characters from which a block that ends a sentence is prose: behind the first one no byline stands."""
_ENDING = 80
"""Characters by which the end of a note is judged."""
_CARRIERS = (Kind.TEXT, Kind.HEADING, Kind.META, Kind.SOURCE, Kind.CAPTION, Kind.EPIGRAPH, Kind.QUOTE, Kind.TABLE, Kind.FIGURE, Kind.BOX, Kind.ROW)


@dataclass
class _Anchor:
    """A mark in running text: its number, its stretch in the text that carries it, its place in the source."""

    number: str
    carrier: int
    start: int
    end: int
    place: int
    circled: bool = False
    note: int = -1


def mark_number(text: str) -> str:
    """What a printed mark shows: its number in plain digits, its stars, or the name of a Markdown mark."""
    match = _CORE.search(text.translate(_SUPER))
    if not match:
        return text.strip()
    name, circled, digits, stars = match.groups()
    return str(CIRCLED.index(circled) + 1) if circled else (name or digits or stars)


def recognize_notes(blocks: list[Block], found: Findings) -> list[Block]:
    """Blocks that define a note become ``Kind.NOTE`` with the printed number as label and the mark in ``other``."""
    strong: dict[str, int] = defaultdict(int)  # marks met and not yet defined
    weak: dict[str, int] = defaultdict(int)  # numbers in brackets met and not yet defined
    ringed: set[str] = set()  # numbers that the text has called in a ring (①) and in no other manner
    out: list[Block] = []
    prose = False
    for block in blocks:
        if block.kind in (Kind.TEXT, Kind.REFERENCE, Kind.META):
            start = None if _counts_list(block.text.text, ringed) else _definition(block, strong, weak)
            if start is not None:
                number = mark_number(block.text.text[:start])
                for seen in (strong, weak):
                    seen[number] = max(0, seen[number] - 1)
                out.append(_note(block, start, number))
                continue
        prose = prose or (len(block.text) > _SENTENCE and finished(block.text.text))
        if block.kind in _CARRIERS and MARK_SIGN.search(block.text.text) and (prose or not _is_byline(block.text.text)):
            points = _points(block.text.text)
            for match in NOTE_MARK.finditer(block.text.text):
                if match.start() not in points:
                    number = mark_number(match.group())
                    strong[number] += 1
                    (ringed.add if _CIRCLED_MARK.search(match.group()) else ringed.discard)(number)
            for match in WEAK_MARK.finditer(block.text.text):
                weak[match.group(1)] += 1
        out.append(block)
    return _heads_aside(out)


def _counts_list(text: str, ringed: set[str]) -> bool:
    """Whether a number with a full stop (1. 某书) is an entry of a list, the text calling that number's note in a ring."""
    match = _LISTED_START.match(text)
    return match is not None and match.group(1) in ringed


def _is_byline(text: str) -> bool:
    """Whether a line of the article's head prints names with numbers behind them, which point at places of work and call no note."""
    return is_byline(text) and any(mark.isdigit() for one in names_of(text) for mark in one.marks)


def _heads_aside(blocks: list[Block]) -> list[Block]:
    """The head 注释 with nothing but notes behind it is used up by them."""
    out = list(blocks)
    for i, block in enumerate(blocks[:-1]):
        if block.kind is not Kind.TEXT or not _NOTES_HEAD.match(block.text.text):
            continue
        following = next((b for b in blocks[i + 1 : i + 5] if b.kind is not Kind.ASIDE), None)
        if following is not None and following.kind is Kind.NOTE:
            out[i] = block.aside(NOTES_HEAD)
    return out


def _definition(block: Block, strong: dict[str, int], weak: dict[str, int]) -> int | None:
    """Where the text of the note that this block defines begins; None when it defines none."""
    text = block.text.text
    match = NOTE_START.match(text)
    if match:
        number = mark_number(match.group())
        if len(text) <= match.end():
            return None
        # A mark that no text has called is an enumeration (①…；②…) or a mark that slipped to the next line.
        called = strong.get(number) or match.group()[0] in "^$<[" or "*" in number
        return match.end() if called else _uncalled(text, strong, match.end(), number)
    if block.kind is not Kind.TEXT or block.level:
        return None
    bracket = _WEAK_START.match(text)
    if bracket:
        return bracket.end() if strong.get(bracket.group(1)) or weak.get(bracket.group(1)) else None
    plain = _PLAIN_START.match(text)
    if not plain or text.rstrip()[-1] in "？?" or len(text) <= plain.end() + 8:
        return None
    reads_like_note = _NOTED.match(text[plain.end() :]) is not None or ends_sentence(text) or DOCUMENT_MARKER.search(text) is not None
    return plain.end() if strong.get(plain.group(1)) and reads_like_note else None


def _uncalled(text: str, strong: dict[str, int], start: int, number: str) -> int | None:
    """A definition whose mark was misread in the text: its neighbours are called, and it reads like a note."""
    body = text[start:]
    near = any(strong.get(str(int(number) + step)) for step in (-1, 1)) if number.isdigit() else False
    return start if _NOTED.match(body) is not None and (near or len(body) < 120) else None


def _note(block: Block, start: int, number: str) -> Block:
    return replace(block, kind=Kind.NOTE, text=block.text[start:].strip(), label=number, level=0,
                   other=(*block.other, block.text[:start].strip()), marks=())  # fmt: skip


def join_note_tails(blocks: list[Block], found: Findings) -> list[Block]:
    """A note that runs on at the next page's foot: its rest stands, without a mark, directly before that page's notes
    or at the end of a group of notes, while the paragraph above is still open."""
    before_note = _before_notes(blocks)
    out: list[Block] = []
    tails: dict[int, list[Block]] = defaultdict(list)  # by the place of the note in out
    note, ending = -1, ""
    previous: Block | None = None
    for block, noted in zip(blocks, before_note, strict=True):
        if block.kind is Kind.TEXT and noted and block.indent < 1.5 and note >= 0 and _is_open(previous) and not _complete(ending):
            tails[note].append(block)
            ending = (ending + block.text.text)[-_ENDING:]
            continue
        if block.kind is Kind.NOTE:
            note, ending = len(out), block.text.text[-_ENDING:]
        if block.kind is not Kind.ASIDE:
            previous = block
        out.append(block)
    for at, rest in tails.items():
        text, other = join([out[at].text, *(b.text for b in rest)]), [piece for b in (out[at], *rest) for piece in b.other]
        out[at] = replace(out[at], text=text, last=rest[-1].last, other=tuple(other))
    return out


def _before_notes(blocks: list[Block]) -> list[bool]:
    """For each block whether, page furniture aside, a note follows it."""
    out: list[bool] = []
    following = False
    for block in reversed(blocks):
        out.append(following)
        following = following if block.kind is Kind.ASIDE else block.kind is Kind.NOTE
    return out[::-1]


def _is_open(block: Block | None) -> bool:
    return block is not None and block.kind is Kind.TEXT and not finished(block.text.text)


def _complete(text: str) -> bool:
    """Whether a note looks finished: a sentence's end, a date, a page, a year, an address."""
    tail = text.rstrip()
    return ends_sentence(tail) or re.search(r"(?:[年月日页版期号辑卷册)）》”]|\d|[a-zA-Z/])\.?$", tail) is not None


def anchor_notes(blocks: list[Block], found: Findings) -> list[Block]:
    """Every mark in running text gets the place of its definition; unmatched ones are reported."""
    flat = list(walk(blocks))
    notes = [block for block in flat if block.kind is Kind.NOTE]
    if not notes and not any(MARK_SIGN.search(block.text.text) and NOTE_MARK.search(block.text.text) for block in flat):
        return blocks
    anchors = _anchors(flat, notes)
    _match(anchors, notes)
    _match_misread(anchors, notes, found)
    _match_lone_signs(anchors, notes, flat, found)
    called = {a.note for a in anchors}
    for i, note in enumerate(notes):
        if i not in called:
            found("STR020", note, f"注“{note.label}”在正文里找不到对应的注码", "请核对原文，在正文相应位置补上注码")
    for a in anchors:
        if a.note < 0 and not _points_at_place(a, flat[a.carrier]):
            found("STR021", flat[a.carrier], f"注码“{a.number}”没有对应的注文", "请核对原文；注文缺失时注码按原样保留")
    marks: dict[int, list[Mark]] = defaultdict(list)
    for a in anchors:
        if a.note >= 0:
            marks[id(flat[a.carrier])].append(Mark(a.start, a.end, "note", str(notes[a.note].text.start())))
    return _marked(blocks, marks)


def _points_at_place(anchor: _Anchor, block: Block) -> bool:
    """Whether a mark behind an author's name, a star or a plain number, points at an affiliation or a letter box and calls no note."""
    if block.kind is not Kind.META:
        return False
    return "*" in anchor.number or (block.label in ("authors", "authors_en") and anchor.number.isdigit() and not anchor.circled)


def _marked(blocks: list[Block], marks: dict[int, list[Mark]]) -> list[Block]:
    out = []
    for block in blocks:
        own = marks.get(id(block), [])
        if block.children:
            block = replace(block, children=tuple(_marked(list(block.children), marks)))
        out.append(with_marks(block, own) if own else block)
    return out


def _anchors(flat: list[Block], notes: list[Block]) -> list[_Anchor]:
    defined = {note.label for note in notes}
    printed = [part.text for note in notes for part in note.other[-1:]]
    weak = any(WEAK_MARK.match(mark) and "^" not in mark for mark in printed)
    stars = any("*" in label for label in defined)
    out = []
    for i, block in enumerate(flat):
        if block.kind not in _CARRIERS and block.kind is not Kind.NOTE:
            continue
        for text in [block.text, *(cell.text for row in block.rows for cell in row)]:
            for start, end, number in _marks(text.text, defined, weak, stars):
                place = text.at[start]
                # A table's marks are kept by their place in the source: its cells have no text of their own.
                shift = 0 if text is block.text else place - start
                circled = _CIRCLED_MARK.search(text.text, start, end) is not None
                out.append(_Anchor(number, i, start + shift, end + shift, place, circled))
    return sorted(out, key=lambda a: a.place)


def _marks(text: str, defined: set[str], weak: bool, stars: bool) -> list[tuple[int, int, str]]:
    """Start, end and number of every mark in the text that calls a note."""
    out = []
    points = _points(text) | {0}
    for match in NOTE_MARK.finditer(text):
        number = mark_number(match.group())
        if _words_before(text, match.start()).endswith(("注", "注释", "见", "图", "表")) and match.group()[0] in CIRCLED:
            continue  # 同注①: a mention of a note, no call of it
        if match.group()[0] not in CIRCLED or (number in defined and match.start() not in points):
            out.append((match.start(), match.end(), number))
    if weak:
        out += [(m.start(), m.end(), m.group(1)) for m in WEAK_MARK.finditer(text) if m.group(1) in defined and m.start() and not names_note(text, m.start())]
    if stars:
        out += [(m.start(), m.end(), m.group()) for m in _STAR.finditer(text) if m.group() in defined and m.start()]
    out.sort()
    return [m for k, m in enumerate(out) if k == 0 or m[0] >= out[k - 1][1]]


def _points(text: str) -> set[int]:
    """Where circled numbers stand that count points (：①…；②…) and call no note: behind a colon, a bracket, or one of several
    semicolons."""
    if not _CIRCLED_MARK.search(text):
        return set()
    before = {m.start(): _words_before(text, m.start())[-1:] for m in _CIRCLED_MARK.finditer(text) if m.start()}
    points = {start for start, sign in before.items() if not sign or sign in "：:；;（("}
    return set() if len(points) == 1 and before[min(points)] in "；;" else points


def _words_before(text: str, start: int) -> str:
    """The last two characters before the place, blanks there left aside."""
    while start and text[start - 1].isspace():
        start -= 1
    return text[max(0, start - 2) : start]


def _match(anchors: list[_Anchor], notes: list[Block]) -> None:
    """Each definition takes the last open mark of its number since the last definition of that number; places are
    those of the source, where a page's notes stand behind the text that calls them."""
    by_number: dict[str, list[_Anchor]] = defaultdict(list)
    for anchor in anchors:
        by_number[anchor.number].append(anchor)
    places = {number: [a.place for a in group] for number, group in by_number.items()}
    before: dict[str, int] = {}
    called: set[int] = set()
    for i, note in enumerate(notes):
        group, place = by_number.get(note.label, []), note.text.start()
        k = bisect_left(places.get(note.label, []), place) - 1
        while k >= 0 and group[k].place > before.get(note.label, -1) and group[k].note >= 0:
            k -= 1
        if k >= 0 and group[k].place > before.get(note.label, -1):
            k = _of_its_manner(group, k, before.get(note.label, -1), note)
            group[k].note = i
            called.add(i)
        before[note.label] = place
    free = {number: Free(k for k, a in enumerate(group) if a.note < 0) for number, group in by_number.items()}
    for i, note in enumerate(notes):  # two columns: the right one stands behind the notes of the page
        if i not in called and note.label in free:
            found = free[note.label].first(bisect_right(places[note.label], note.text.start()))
            if found is not None:
                by_number[note.label][found].note = i
                free[note.label].take(found)


def _of_its_manner(group: list[_Anchor], last: int, after: int, note: Block) -> int:
    """The last open mark that is circled as the definition's is, or plain as it is; ``last`` where there is none near: between a
    note ^① and its mark may stand the authors' ^1 and ^2."""
    circled = any(_CIRCLED_MARK.search(piece.text) for piece in note.other[-1:])
    near = range(last, max(-1, last - _NEAR), -1)
    return next((k for k in near if group[k].place > after and group[k].note < 0 and group[k].circled == circled), last)


def _match_misread(anchors: list[_Anchor], notes: list[Block], found: Findings) -> None:
    """One open mark and one open definition between the same matched neighbours belong together."""
    taken = {a.note for a in anchors if a.note >= 0}
    free = Free(i for i in range(len(notes)) if i not in taken)
    for k, anchor in enumerate(anchors):
        if anchor.note >= 0:
            continue
        if free.first(0) is None:
            break
        lower = max((a.note for a in anchors[max(0, k - 40) : k] if a.note >= 0), default=-1)
        upper = min((a.note for a in anchors[k + 1 : k + 40] if a.note >= 0), default=len(notes))
        i = free.first(lower + 1)
        if i is not None and i < upper and (free.first(i + 1) or upper) >= upper:
            anchor.note = i
            free.take(i)
            _report_misread(found, notes[i], anchor.number)


def _match_lone_signs(anchors: list[_Anchor], notes: list[Block], flat: list[Block], found: Findings) -> None:
    """A definition that no mark calls takes the one ringed sign between the mark of the note before it and the next mark."""
    places = {a.note: a.place for a in anchors if a.note >= 0}
    open_notes = [i for i in range(len(notes)) if i not in places]
    signs = lone_signs(flat, _CARRIERS) if open_notes else []
    if not signs:
        return
    called = sorted(places)
    highest = list(accumulate((places[note] for note in called), max))
    lowest = list(accumulate((places[note] for note in reversed(called)), min))[::-1]
    last = -1  # the place of the sign taken last
    for i in open_notes:
        k = bisect_left(called, i)
        lower = max(last, highest[k - 1] if k else -1)
        upper = min(lowest[k] if k < len(called) else notes[i].text.start(), notes[i].text.start())
        sign = between(signs, lower, upper)
        if sign is not None:
            place, carrier, start = sign
            anchors.append(_Anchor(notes[i].label, carrier, start, start + 1, place, note=i))
            last = place
            _report_misread(found, notes[i], flat[carrier].text.text[start])


def _report_misread(found: Findings, note: Block, printed: str) -> None:
    found("STR022", note, f"注码印作“{printed}”，注文印作“{note.label}”，已按次序对应", "请核对原文的注码", Severity.INFO)
