"""Recognized blocks and a sidecar to one text of the corpus: front matter, slug, works, citations, document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_scripts.cite.pinyin import readings
from build_scripts.diagnostics import Severity, silent
from build_scripts.formats.sidecar import LONGEST_SLUG, Sidecar
from build_scripts.ingest.block import Block, Findings, Kind, walk
from build_scripts.ingest.converted import ConvertedText, FoundTerm
from build_scripts.ingest.recognize.citations import cite, printed_works
from build_scripts.ingest.recognize.glossary import find_printed_terms
from build_scripts.ingest.title_notes import matter, title_note_values
from build_scripts.ingest.writing.assemble import assemble
from build_scripts.ingest.writing.definitions import find_definitions
from build_scripts.ingest.writing.genre import genre_of
from build_scripts.ingest.writing.inlines import tidy
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.text.source import Source
from build_scripts.text.traced import Traced

_SLUG_HAN = 14








def convert(blocks: list[Block], genre: str, number: int, of: int, source: Source, sidecar: Sidecar, found: Findings,
            lists: Lists = DEFAULT_LISTS) -> ConvertedText:  # fmt: skip
    """The text that one document of a source became."""
    meta = _meta(blocks, genre, number, of, source, sidecar, found)
    works = printed_works(blocks, found, sidecar, lists)
    blocks, refs, unresolved = cite(blocks, works, found, lists, sidecar.path)
    if unresolved:
        meta["unresolved"] = unresolved
    slug = sidecar.slug or slug_of(str(meta.get("title") or ""), source.name, number, of)
    document = assemble(blocks, slug, meta, sidecar.layout, refs, title_note_values(blocks))
    return ConvertedText(document, tuple(works), tuple(defined_terms(blocks)), count(blocks), addressed=bool(sidecar.slug))


def defined_terms(blocks: Sequence[Block]) -> list[FoundTerm]:
    """The terms that a text defines: in its printed glossary first, else in running text, notes and boxes; each once.

    Definitions read as on the page: without note marks and blanks of the extraction, citations as the page has them (works by number).
    """
    printed = find_printed_terms([_with_keys(block) for block in blocks])  # a wide blank may part a term from its definition
    found = {term.term: replace(term, definition="\n\n".join(map(tidy, term.definition.split("\n\n")))) for term in printed}
    for block in walk(blocks):
        if block.kind not in (Kind.TEXT, Kind.NOTE):
            continue
        for one in find_definitions(tidy(_with_keys(block).text.text)):
            known = found.get(one.term, FoundTerm(one.term, "", block.line))
            aliases = tuple(dict.fromkeys((*known.aliases, *one.aliases)))
            found[one.term] = replace(known, definition=known.definition or one.definition, aliases=aliases, en=known.en or one.en)
    return list(found.values())


def _with_keys(block: Block) -> Block:
    """The block without note marks, its citations as the page has them."""
    if block.kind not in (Kind.TEXT, Kind.NOTE) or not block.marks:
        return block
    parts, last, text = [], 0, block.text.text
    for mark in block.marks:
        if mark.start >= last and (mark.kind == "note" or (mark.kind == "citation" and mark.value)):
            parts += [text[last : mark.start], mark.value if mark.kind == "citation" else ""]
            last = mark.end
    return replace(block, text=Traced.invented("".join([*parts, text[last:]])), marks=())


def _meta(blocks: Sequence[Block], genre: str, number: int, of: int, source: Source, sidecar: Sidecar, found: Findings) -> dict[str, object]:
    values = matter(blocks, replace(found, report=silent))
    meta: dict[str, object] = {"title": values.pop("title", "")}
    meta.update({key: tidy(value) if isinstance(value, str) else value for key, value in values.items()})
    meta["genre"] = genre or genre_of(blocks, values)
    meta.setdefault("lang", "zh")
    if not meta["title"] and "title" not in sidecar.meta:
        stem = re.sub(r"\.\w+$", "", source.name)
        meta["title"] = f"无题（{stem}）" if of == 1 else f"无题（{stem}，第{number}篇）"
        found("MET001", next((b for b in blocks if b.text), None), "原文没有印出题名，页面暂用中性名称",
              f"请在 references/sources/{stem}.yml 里写上 title", Severity.WARNING)  # fmt: skip
        meta["untitled"] = True
    meta.update(sidecar.meta)
    if sidecar.licence:
        meta["licence"] = sidecar.licence
    meta["source"] = {"file": source.name, "part": number}
    return meta


def slug_of(title: str, name: str, number: int, of: int) -> str:
    """The address of a text: the pinyin of its title's first words, or its file's name where it has no title."""
    words = re.findall(r"[A-Za-z0-9]+|[\u4e00-\u9fff]", title)
    if title and not title.startswith("无题（") and words:
        parts = [readings(word)[0].rstrip("012345") if "\u4e00" <= word <= "\u9fff" else word.lower() for word in words[:_SLUG_HAN]]
        slug = _cut(re.sub(r"[^a-z0-9]+", "-", "-".join(parts).replace("ü", "v")))
        if slug:
            return slug
    stem = _cut(re.sub(r"[^a-z0-9]+", "-", re.sub(r"\.\w+$", "", name).lower())) or "text"
    return stem if of == 1 else f"{stem}-{number}"


def _cut(slug: str) -> str:
    """No longer than a slug may be, and without hyphens around it."""
    return slug.strip("-")[:LONGEST_SLUG].strip("-")


def count(blocks: Sequence[Block]) -> dict[str, int]:
    """How many of each construct a text holds, for the line that ``ingest`` prints."""
    kinds = {"headings": Kind.HEADING, "paragraphs": Kind.TEXT, "notes": Kind.NOTE, "tables": Kind.TABLE, "figures": Kind.FIGURE,
             "boxes": Kind.BOX, "references": Kind.REFERENCE}  # fmt: skip
    out = dict.fromkeys(kinds, 0)
    citations = 0
    for block in walk(blocks):
        for name, kind in kinds.items():
            out[name] += block.kind is kind
        citations += sum(mark.kind == "citation" for mark in block.marks)
    return {**out, "citations": citations}
