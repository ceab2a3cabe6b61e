"""Writing the glossary: what an ingest adds to it or changes in it, and where each entry stands in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count
from typing import Any

import yaml

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.glossary import parse_glossary
from build_scripts.formats.yaml_nodes import YamlFault, parse_nodes
from build_scripts.model.glossary import Proposal
from build_scripts.text.han import is_han
from build_scripts.text.normalize import fold


def update_glossary(text: str, proposals: Iterable[Proposal]) -> str:
    """The file with what the proposals add at its end; everything that stands there stays byte for byte.

    A name that the glossary knows is never touched, whatever the proposal says: a person's entry wins. A file that
    cannot be read is not added to.
    """
    faults: list[Diagnostic] = []
    glossary = parse_glossary(text, report=faults.append)
    if any(fault.code == "TRM001" for fault in faults):
        return text
    known, taken = set(glossary.by_name), set(glossary.by_id)
    blocks: list[str] = []
    for proposal in proposals:
        if not proposal.term.strip() or fold(proposal.term) in known:
            continue
        entry = entry_of(proposal, known, taken)
        known.update(names_of(entry))
        taken.add(entry["id"])
        blocks.append(format_term(entry))
    return append_terms(text, blocks)


def append_terms(text: str, blocks: Collection[str]) -> str:
    """The file with entries, as they are to be written, at its end."""
    if not blocks:
        return text
    kept = text.rstrip()
    if kept == "[]" or kept.endswith("\n[]"):
        kept = kept[:-2].rstrip()
    return "\n\n".join(part.rstrip() for part in ([kept] if kept else []) + list(blocks)) + "\n"


def entry_of(proposal: Proposal, known: Collection[str], taken: Collection[str], identity: str = "") -> dict[str, Any]:
    """The entry to write, by key; names that other terms have (``known``) are left to them, and so are their ids (``taken``)."""
    term = " ".join(proposal.term.split())
    entry: dict[str, Any] = {"id": identity or _identity(term, taken), "term": term}
    aliases = [name for name in map(str.strip, proposal.aliases) if name and fold(name) not in known and fold(name) != fold(term)]
    if aliases:
        entry["aliases"] = list(dict.fromkeys(aliases))
    if proposal.en and fold(proposal.en) not in known:
        entry["en"] = proposal.en
    entry |= {key: value for key, value in (("definition", proposal.definition.strip()), ("source", proposal.source)) if value}
    return entry


def format_term(entry: Mapping[str, Any]) -> str:
    """One list item, a key a line, lists in brackets."""
    lines: list[str] = []
    for key, value in entry.items():
        dumped = yaml.safe_dump({key: value}, allow_unicode=True, width=10**9, default_flow_style=False)
        if isinstance(value, list):
            dumped = f"{key}: {yaml.safe_dump(value, allow_unicode=True, width=10**9, default_flow_style=True)}"
        lines += dumped.rstrip("\n").split("\n")
    return "\n".join((("  " if n else "- ") + line if line else "") for n, line in enumerate(lines))


def _identity(term: str, taken: Collection[str]) -> str:
    """An id from the term's reading: 平行段落 → ``pingxing-duanluo`` would need words, so each syllable stands alone."""
    stem = "-".join(syllables(term)) or "term"
    return next(name for name in chain([stem], (f"{stem}-{n}" for n in count(2))) if name not in taken)


def syllables(words: str) -> list[str]:
    """The words in ASCII: Han characters by their reading without tone (``ü`` as ``v``), Latin runs in lower case."""
    from pypinyin import lazy_pinyin

    out = []
    for run in re.findall(r"[A-Za-z0-9]+|[^\x00-\x7f]+", words):
        parts = [run.lower()] if run.isascii() else lazy_pinyin("".join(c for c in run if is_han(c)), v_to_u=False)
        out += [re.sub(r"[^a-z0-9]", "", part.lower()) for part in parts]
    return [part for part in out if part]


def names_of(entry: Mapping[str, Any]) -> set[str]:
    """The folded names of an entry by key."""
    return {fold(name) for name in (entry["term"], *entry.get("aliases", ()), entry.get("en", "")) if name}


def term_places(text: str) -> dict[str, tuple[int, int]]:
    """Where the entry of each id stands: ``[start, end)`` in characters, whole lines from its ``-`` on; comments before an entry are not its own.

    Empty for what cannot be read or is not a list with an entry a line.
    """
    try:
        root = parse_nodes(text)
    except YamlFault:
        return {}
    items = root.items if root is not None and root.items is not None else []
    starts = [text.rfind("\n", 0, item.start) + 1 for item in items]
    if len(set(starts)) < len(starts) or any(text[start : item.start].strip() != "-" for start, item in zip(starts, items, strict=True)):
        return {}
    found: dict[str, tuple[int, int]] = {}
    for item, start, end in zip(items, starts, [*starts, len(text)][1:], strict=True):
        lines = text[start:end].splitlines(keepends=True)
        while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
            lines.pop()
        identity = next((value.value for key, value in item.pairs or () if key.value == "id"), "")
        if identity:
            found.setdefault(identity, (start, start + sum(map(len, lines))))
    return found
