"""Citations in running text and printed references in lists and notes, tied to works by the cite craft.

Works are named by numbers here (``{0}``, ``{1}`` …), in the order of their first print; the caller gives them the keys
of its library, so that reading a text needs nothing but the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from build_scripts.cite.citation import Found, Manner
from build_scripts.cite.former import resolve_former
from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.gbt7714.recognize import split_references
from build_scripts.cite.intext import find_citations
from build_scripts.cite.resolve import Resolved, report_uncited, resolve_citations
from build_scripts.diagnostics import Diagnostic, Severity, silent
from build_scripts.formats.sidecar import EMPTY as NO_SIDECAR
from build_scripts.formats.sidecar import Sidecar
from build_scripts.ingest.block import Block, Findings, Kind, Mark, Taken, walk, with_marks
from build_scripts.ingest.converted import PrintedWork
from build_scripts.ingest.patterns import names_note
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.reference import Reference
from build_scripts.text.numerals import CIRCLED, parse_numeral

_SAME_NUMBER = re.compile(
    rf"\s*同(?:上|前|本页|本页上)?注\s*(?P<number>[{CIRCLED}]|\d{{1,3}}|[\[〔]\s*\d{{1,3}}\s*[\]〕])\s*"
    r"(?:[,，]\s*第?\s*(?P<pages>\d[\d\s,，、~～–—-]*)\s*页)?\s*[。.]?\s*"
)
_CARRIERS = (Kind.TEXT, Kind.SOURCE, Kind.NOTE, Kind.QUOTE)


def printed_works(blocks: Sequence[Block], found: Findings, sidecar: Sidecar = NO_SIDECAR, lists: Lists = DEFAULT_LISTS) -> list[PrintedWork]:
    """Every printed reference of the text: entries of lists, notes that print one, and the list of the sidecar."""
    out: list[PrintedWork] = []
    notes: list[tuple[Block, Reference]] = []
    for block in walk(blocks):
        if block.kind is Kind.REFERENCE:
            out.append(PrintedWork(parse_reference(block.text.text, lists), block.text.start(), block.label, True))
        elif block.kind is Kind.NOTE:
            notes += _again(block, notes) or [(block, parse_reference(piece, lists)) for piece in split_references(block.text.text, lists)]
    out += _works_of_notes(notes, found)
    supplied = zip_longest(sidecar.references, sidecar.lines, fillvalue=0)
    out.extend(PrintedWork(parse_reference(str(text), lists), -1, str(n), True, int(line)) for n, (text, line) in enumerate(supplied, 1))
    return out

def _again(block: Block, notes: Sequence[tuple[Block, Reference]]) -> list[tuple[Block, Reference]]:
    """The work of the note that ``同注①`` names: the last one of that number before it, as the numbers of a page's notes mean."""
    match = _SAME_NUMBER.fullmatch(block.text.text)
    if match is None:
        return []
    label = str(parse_numeral(match["number"].strip("[]〔〕")))
    found = [reference for note, reference in reversed(notes) if note.label == label and note is not block]
    if not found or found[0].relation:
        return []
    return [(block, replace(found[0], locator=match["pages"] or found[0].locator, pages="" if match["pages"] else found[0].pages, raw=block.text.text))]

def _works_of_notes(notes: Sequence[tuple[Block, Reference]], found: Findings) -> list[PrintedWork]:
    """The works that notes print; 同上 and its like stand for the work of the note they point at, at their own place."""

    def report(diagnostic: Diagnostic) -> None:
        found(diagnostic.code, notes[0][0], diagnostic.message, diagnostic.hint, diagnostic.severity)

    out = []
    for (block, reference), target in zip(notes, resolve_former([r for _, r in notes], report), strict=True):
        full = notes[target][1] if target >= 0 else reference
        work = reference if full is reference else replace(full, locator=reference.locator or reference.pages, raw=reference.raw)
        if work.title:
            out.append(PrintedWork(work, block.text.start()))
    return out

def cite(blocks: list[Block], works: Sequence[PrintedWork], found: Findings, lists: Lists = DEFAULT_LISTS,
         sidecar: str = "") -> tuple[list[Block], dict[int, str], int]:  # fmt: skip
    """Citations of running text as marks, the work of each printed reference by place, and how many stay unresolved.

    ``sidecar`` is the path of the file that findings about works without a place in the source name.
    """
    refs: dict[int, str] = {}
    for n, work in enumerate(works):
        if work.place >= 0:
            locator = "" if work.in_list else work.reference.locator
            key = f"{{{n}}}, {locator}" if locator else f"{{{n}}}"
            refs[work.place] = f"{refs[work.place]}; {key}" if work.place in refs else key
    listed = [(str(n), work.reference, work.number) for n, work in enumerate(works) if work.in_list]
    carriers, bases, cites = _find(blocks, bool(listed), lists)
    if not cites:
        return blocks, refs, 0

    def position(offset: int) -> tuple[int, int]:
        k = bisect_right(bases, offset) - 1
        at = carriers[k].text.at[offset - bases[k] : offset - bases[k] + 1]
        return found.source.position(at[0]) if at and at[0] >= 0 else (carriers[k].line, 1)

    def report(diagnostic: Diagnostic) -> None:
        found.report(diagnostic.at(diagnostic.path or found.source.name, diagnostic.line, diagnostic.column))

    def printed_at(key: str) -> tuple[str, int, int]:
        work = works[int(key)]
        return ("", *found.source.position(work.place)) if work.place >= 0 else (sidecar, work.line, int(work.line > 0))

    resolved = resolve_citations(cites, listed, report if listed else silent, position)
    if listed:
        report_uncited(resolved, listed, report, printed_at)
    marks: dict[int, list[Mark]] = defaultdict(list)
    unresolved = 0
    for one in resolved:
        k = bisect_right(bases, one.found.start) - 1
        value = _syntax(one)
        unresolved += not value
        marks[id(carriers[k])].append(Mark(one.found.start - bases[k], one.found.end - bases[k], "citation", value))
    if unresolved and not listed:
        found("CIT016", carriers[0], f"正文有 {unresolved} 处引注，原文没有参考文献表", "引注按原样保留；可在附注文件里用 references 补上文献表", Severity.INFO)
    return _with_citations(blocks, marks), refs, unresolved

def _find(blocks: Sequence[Block], listed: bool, lists: Lists) -> tuple[list[Block], list[int], list[Found]]:
    """The blocks that may cite, where each begins in their common text, and the citations found there."""
    carriers = [b for b in walk(blocks) if b.kind in _CARRIERS and b.text]
    bases, base = [], 0
    cites: list[Found] = []
    for block in carriers:
        bases.append(base)
        noted = Taken(m for m in block.marks if m.kind == "note")
        for one in find_citations(block.text.text, lists, uncertain=listed):
            if noted.meets(one.start, one.end) or names_note(block.text.text, one.start):
                continue
            cites.append(replace(one, start=one.start + base, end=one.end + base))
        base += len(block.text) + 1
    return carriers, bases, cites

def _syntax(one: Resolved) -> str:
    """The citation in the page format; empty when nothing of it could be resolved."""
    items = [(f"{{{key}}}", item.locator) for key, item in zip(one.keys, one.found.items, strict=True) if key]
    if not items:
        return ""
    if one.found.kind is Manner.NARRATIVE and len(items) == 1:
        key, locator = items[0]
        return f"@{key} [{locator}]" if locator else f"@{key}"
    return "[" + "; ".join(f"@{key}, {locator}" if locator else f"@{key}" for key, locator in items) + "]"

def _with_citations(blocks: Sequence[Block], marks: dict[int, list[Mark]]) -> list[Block]:
    out = []
    for block in blocks:
        own = marks.get(id(block), [])
        taken = Taken(block.marks)
        new = [m for m in own if not taken.meets(m.start, m.end)]
        if block.children:
            changed = _with_citations(block.children, marks)
            block = replace(block, children=tuple(changed))
        out.append(with_marks(block, new) if new else block)
    return out
