"""The three-way merge of libraries: what the last ingest wrote, what people made of it, what this ingest found."""

from __future__ import annotations

from collections.abc import Mapping

from build_scripts.diagnostics import Diagnostic, Report, Severity, silent
from build_scripts.formats.bibtex import parse_library, update_library
from build_scripts.formats.bibtex_write import same_entry
from build_scripts.model.reference import Reference


def merge_entries(base: str, ours: str, theirs: str | Mapping[str, Reference], report: Report = silent, path: str = "") -> str:
    """The text of the library after an ingest. ``base`` and ``ours`` are texts; ``theirs`` a text or references by key.

    An entry that a person edited, wrote or deleted is never changed: it stays byte for byte as it is (or away). An entry
    as the last ingest wrote it follows the new ingest. An entry that ingest finds no more stays. New ones are added at
    the end, by key. Where both sides changed an entry, ``REF019`` says so and *ours* stands.
    """
    was, have = parse_library(base), parse_library(ours)
    found = dict(parse_library(theirs).references) if isinstance(theirs, str) else dict(theirs)
    changes: dict[str, Reference] = {}
    for key, new in found.items():
        old, own = was.by_key.get(key), have.by_key.get(key)
        if own is None:
            if old is None:
                changes[key] = new
            continue
        untouched = old is not None and (own.raw == old.raw or same_entry(own.reference, old.reference))
        if untouched:
            changes[key] = new
        elif old is not None and not same_entry(old.reference, new) and not same_entry(own.reference, new):
            message = f"条目 {key} 在文献库里改过，转换结果也变了；保留文献库里的写法。"
            report(Diagnostic("REF019", message, "对照 references/imported 里的条目，需要时手工改。", Severity.INFO, path, own.line))
    return update_library(ours, changes)
