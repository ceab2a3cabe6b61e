"""The three-way merge of the glossary, term by term and key by key: what the last ingest proposed, what people made of it, what this one proposes.

A term belongs to the ingest as long as it has the id and the name under which the ingest wrote it; any other entry is a person's own
and is never touched, nor is a term brought back that a person took out.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from build_scripts.diagnostics import Diagnostic, Report, silent
from build_scripts.formats.glossary import parse_glossary
from build_scripts.formats.glossary_pieces import Pieces
from build_scripts.formats.glossary_write import (
    append_terms,
    entry_of,
    format_term,
    names_of,
    term_places,
    update_glossary,
)
from build_scripts.ingest.merge.pages import clash_finding, keys_of, merge_keys
from build_scripts.model.glossary import PATH, Proposal, Term
from build_scripts.text.merge3 import Clash, Decide, keep_ours
from build_scripts.text.normalize import fold


@dataclass(frozen=True)
class Merging:
    """How to merge: whether all sources were read, what else the site says (for who needs a term), where clashes go."""

    everything: bool = False
    elsewhere: Container[str] = ""
    report: Report = silent
    decide: Decide = keep_ours


def merge_glossary(base: str, ours: str, proposals: Sequence[Proposal], how: Merging = Merging()) -> tuple[str, str]:
    """The texts of the glossary and of its base after an ingest with these proposals (of one term the first counts).

    When all sources were read, a term that none proposes any more goes, unless a person touched it or something names it.
    """
    faults: list[Diagnostic] = []
    parse_glossary(ours, report=faults.append)
    if any(fault.code == "TRM001" for fault in faults):
        return ours, base
    changes = _changes(base, proposals, how.everything)
    known = parse_glossary(base).by_name
    new = [proposal for proposal in proposals if fold(proposal.term) not in known]
    merged = _apply(ours, base, changes, how)
    return update_glossary(merged, new), update_glossary(_replaced(base, changes), new)


def _changes(base: str, proposals: Sequence[Proposal], everything: bool) -> dict[str, str | None]:
    """What the ingest now writes for terms it wrote before, by id, where that differs; None for one it proposes no more."""
    places = term_places(base)
    first: dict[str, Proposal] = {}
    for proposal in proposals:
        first.setdefault(fold(proposal.term), proposal)
    known: set[str] = set()
    changes: dict[str, str | None] = {}
    for term in parse_glossary(base):
        if term.id not in places:
            continue
        old, now = base[slice(*places[term.id])].rstrip("\n"), first.get(fold(term.term))
        if now is None:
            if everything:
                changes[term.id] = None
                continue
        elif everything or now.source == term.source:
            entry = entry_of(now, known, (), term.id)
            if format_term(entry) != old:
                changes[term.id] = format_term(entry)
            known |= names_of(entry)
            continue
        known |= {fold(name) for name in term.names}
    return changes


def _replaced(text: str, changes: Mapping[str, str | None]) -> str:
    """A glossary with some entries written anew or taken out."""
    blocks = []
    for identity, (start, end) in term_places(text).items():
        block = changes.get(identity, text[start:end])
        if block is not None:
            blocks.append(block)
    return append_terms("", blocks) if changes else text


def _apply(ours: str, base: str, changes: Mapping[str, str | None], how: Merging) -> str:
    """The person's glossary with the ingest's changes."""
    was, terms, bases = term_places(base), parse_glossary(ours).by_id, parse_glossary(base).by_id
    pieces = Pieces(ours)
    for identity, new in changes.items():
        own, old, entry = terms.get(identity), bases[identity], pieces.entry(identity)
        if own is None or entry is None or fold(own.term) != fold(old.term):
            continue
        before = base[slice(*was[identity])].rstrip("\n")
        if new is None:
            if entry == before and not _named(own, pieces.without(identity), how.elsewhere):
                pieces.remove(identity)
            continue
        chosen = new if entry == before else _merge_entry(before, entry, new, str(pieces), pieces.place(identity), how)
        if chosen is not None:
            pieces.replace(identity, chosen)
    text = str(pieces)
    return text if text.strip() or not ours.strip() else "[]\n"


def _named(term: Term, glossary: str, elsewhere: Container[str]) -> bool:
    """Whether somebody links to the term or points at it from another."""
    if term.id in glossary or f"term-{term.id}" in elsewhere:
        return True
    return any(f"[[{name}" in glossary or f"[[{name}" in elsewhere for name in term.names)


def _merge_entry(base: str, ours: str, theirs: str, text: str, place: tuple[int, int], how: Merging) -> str | None:
    """What shall stand for an entry that both sides changed; None where the person's entry stays whole."""
    line = text.count("\n", 0, place[0]) + 1
    if "\r" not in ours:
        was, own, new = (keys_of(_undented(entry)) for entry in (base, ours, theirs))
        merged = merge_keys(was, own, new, how.decide, line)
        entry = _indented(merged.text)
        if entry == ours or _is_sound(text, entry, place, ours):
            for clash in merged.clashes:
                how.report(clash_finding(clash, PATH, clash.line))
            return None if entry == ours else entry
    whole = Clash(base, ours, theirs, line)
    decided = how.decide(whole)
    if decided is None:
        how.report(clash_finding(whole, PATH, line))
    return decided


def _undented(entry: str) -> str:
    """The mapping of one list item, its keys at the margin."""
    return "".join(line[2:] if line[:2] in ("- ", "  ") else line for line in f"{entry}\n".splitlines(keepends=True))


def _indented(keys: str) -> str:
    lines = keys.rstrip("\n").split("\n")
    return "\n".join((("  " if number else "- ") + line) if line else line for number, line in enumerate(lines))


def _is_sound(text: str, entry: str, place: tuple[int, int], ours: str) -> bool:
    """Whether the glossary with this entry is as readable as before, and every other term in it is as it was."""
    before: list[Diagnostic] = []
    after: list[Diagnostic] = []
    old = parse_glossary(text, report=before.append)
    new = parse_glossary(text[: place[0]] + entry + text[place[0] + len(ours) :], report=after.append)
    changed = sum(a != b for a, b in zip(old, new, strict=False))
    return len(after) <= len(before) and len(new) == len(old) and changed <= 1
