"""The three-way merge of the library, entry by entry: what the last ingest wrote, what people made of it, what this ingest found.

An entry that people touched is merged as text, so that their order of fields, their comments and their spelling stay; the result is
taken only where it also *says* what a merge of the fields says. Everything else is a clash, and the person's entry stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from build_scripts.diagnostics import Diagnostic, Report, silent
from build_scripts.formats.bibtex.library import Library, LibraryEntry, append_entries, format_entry, parse_library
from build_scripts.formats.bibtex.write import same_entry
from build_scripts.ingest.merge.pages import clash_finding
from build_scripts.model.reference import Reference
from build_scripts.text.merge3 import Clash, Decide, keep_ours, merge3

_FIELDS = tuple(field.name for field in fields(Reference) if field.name != "raw")
"""What an entry says; ``raw`` is the printed string it was read from."""


def merge_library(
    base: str, ours: str, theirs: Mapping[str, Reference], report: Report = silent, path: str = "", decide: Decide = keep_ours
) -> str:
    """The text of the library after an ingest that found ``theirs`` (by key); ``base`` and ``ours`` are texts.

    An entry that a person wrote or deleted stays as it is (or away), and one that ingest finds no more stays. One that nobody
    touched follows the ingest, new ones are added at the end, by key. Where both sides changed an entry its fields are merged; a
    true clash is reported as ``MRG001`` and the person's text stays, unless ``decide`` chooses.
    """
    was, have = parse_library(base).by_key, parse_library(ours)
    merger = _Merger(have, report, path, decide)
    out, last = [], 0
    for own in have.entries:
        old, new = was.get(own.key), theirs.get(own.key)
        if old is None or new is None or same_entry(old.reference, new):
            continue
        text = merger.entry(old, own, new)
        if text is not None:
            out += [ours[last : own.start], text]
            last = own.end
    merged = "".join([*out, ours[last:]])
    added = sorted(key for key in theirs if key not in was and key not in have.by_key)
    return append_entries(merged, [format_entry(key, theirs[key]) for key in added], "\r\n" if "\r\n" in ours else "\n")


@dataclass(frozen=True)
class _Merger:
    """Merges the entries of one library."""

    library: Library
    report: Report
    path: str
    decide: Decide

    def entry(self, old: LibraryEntry, own: LibraryEntry, new: Reference) -> str | None:
        """What shall stand for one entry that ingest changed; None where the person's entry stays as it is."""
        newline = "\r\n" if "\r\n" in own.raw else "\n"
        if own.raw == old.raw:
            return format_entry(own.key, new).replace("\n", newline)
        if same_entry(own.reference, new):
            return None
        base, ours, theirs = old.raw.replace("\r\n", "\n"), own.raw.replace("\r\n", "\n"), format_entry(own.key, new)
        wanted = _merged(old.reference, own.reference, new)
        if wanted is not None:
            merged = merge3(base, ours, theirs)
            if not merged.clashes and self._says(merged.text, own, wanted):
                return merged.text.replace("\n", newline)
            if format_entry(own.key, own.reference) == ours:  # as ingest prints: printed anew it loses nothing
                return format_entry(own.key, wanted).replace("\n", newline)
        clash = Clash(base, ours, theirs, own.line)
        decided = self.decide(clash)
        if decided is None:
            self.report(_finding(clash, own.key, self.path))
        return None if decided in (None, ours) else str(decided).replace("\n", newline)

    def _says(self, text: str, own: LibraryEntry, wanted: Reference) -> bool:
        """Whether the library with this text for the entry says this of it, and is no worse BibTeX than before."""
        whole = self.library.text
        found: list[Diagnostic] = []
        library = parse_library(whole[: own.start] + text + whole[own.end :], report=found.append)
        entry = library.by_key.get(own.key)
        if entry is None or len(library.entries) != len(self.library.entries) or not same_entry(entry.reference, wanted):
            return False
        before: list[Diagnostic] = []
        parse_library(whole, report=before.append)
        return len(found) <= len(before)


def _merged(old: Reference, own: Reference, new: Reference) -> Reference | None:
    """The fields of three versions in one, None where both sides changed a field in different ways."""
    chosen = {}
    for name in _FIELDS:
        was, ours, theirs = getattr(old, name), getattr(own, name), getattr(new, name)
        if ours in (was, theirs):
            chosen[name] = theirs if ours == was else ours
        elif theirs == was:
            chosen[name] = ours
        else:
            return None
    return replace(own, **chosen)


def _finding(clash: Clash, key: str, path: str) -> Diagnostic:
    """A clash of one entry: the lines that differ, in both versions."""
    own, new = (set(text.split("\n")) for text in (clash.ours, clash.theirs))
    ours, theirs = ("\n".join(line.strip() for line in text.split("\n") if line not in other)
                    for text, other in ((clash.ours, new), (clash.theirs, own)))  # fmt: skip
    told = clash_finding(Clash(clash.base, ours, theirs), path, clash.line)
    return replace(told, message=f"条目 {key}：{told.message}")
