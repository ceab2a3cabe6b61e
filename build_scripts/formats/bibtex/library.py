"""The library: a BibTeX file that people keep by hand and the machine may add to without disturbing a byte of theirs.

bibtexparser 2.1 finds the blocks; everything it is silent about is reported here with a line and a cure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from build_scripts.diagnostics import BuildError, Diagnostic, Report, silent
from build_scripts.formats.bibtex import faults
from build_scripts.formats.bibtex.blocks import Block, Blocks, split_blocks
from build_scripts.formats.bibtex.inherit import inherit, takes_over
from build_scripts.formats.bibtex.plain import plain_entry
from build_scripts.formats.bibtex.read import read_reference
from build_scripts.formats.bibtex.write import citation_key, format_entry, same_entry
from build_scripts.formats.disk import refuse_long
from build_scripts.model.corpus import Entry
from build_scripts.model.reference import Reference

__all__ = ["Library", "LibraryEntry", "citation_key", "format_entry", "format_library", "parse_library", "read_library", "update_library"]

_BLANK = re.compile(r"[ \t\n]*")
_KEY = re.compile(r"[A-Za-z0-9_\u00c0-\uffff][\w:.+/-]*")


@dataclass(frozen=True)
class LibraryEntry:
    """One entry: what it says, how it is written (``raw``), and where (``line`` from 1, ``[start, end)`` in characters)."""

    key: str
    reference: Reference
    raw: str = field(repr=False)
    line: int = 0
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Library:
    """A parsed file. ``entries`` in the order of the file, each key once; ``text`` holds everything, comments included."""

    text: str = field(repr=False)
    entries: tuple[LibraryEntry, ...]
    path: str = ""
    strings: Mapping[str, str] = field(default_factory=dict)
    plain: bool = field(default=False, compare=False)
    """Whether the file holds nothing but plainly written entries (``plain.py``) that take nothing over from each other."""

    @cached_property
    def by_key(self) -> dict[str, LibraryEntry]:
        """The entries by their keys."""
        return {entry.key: entry for entry in self.entries}

    @property
    def references(self) -> dict[str, Reference]:
        """The references by their keys, in the order of the file."""
        return {entry.key: entry.reference for entry in self.entries}

    def corpus_entries(self) -> dict[str, Entry]:
        """The entries as the corpus holds them."""
        return {entry.key: Entry(entry.key, entry.reference, entry.raw) for entry in self.entries}


def parse_library(text: str, path: str = "", report: Report = silent) -> Library:
    """Reads BibTeX. Never raises: what cannot be read is reported (REF001 to REF017 and REF022, in Chinese, with its line)."""
    return _parse_quietly(text) if report is silent and not path else _parse(text, path, report)


def _parse_quietly(text: str) -> Library:
    """One command asks for the same few texts again and again, and for versions of one text, which share most entries."""
    library = _held.pop(text, None)
    if library is None:
        library = _parse_known(text) or _parse(text, "", silent, _read_before)
    hold_library(library)
    return library


def parse_if_known(text: str, most: int) -> bool:
    """Reads the library if all but ``most`` of its entries stand in the one that was read last; says whether."""
    library = _parse_known(text, most)
    if library is not None:
        hold_library(library)
    return library is not None


def _parse_known(text: str, most: int | None = None) -> Library | None:
    """Reads plain entries, those of the last library without looking at their fields; None where anything else stands between them.

    What prints a plain entry ends with it, so the same characters are the same entry wherever they stand.
    """
    blocks = Blocks(text, "", silent)
    blocks.find_lines()
    entries: list[LibraryEntry] = []
    seen: dict[str, Block] = {}
    at = _past_blank(text, 0)
    while at < len(text) and _plain_before:
        last = text.find("\n}\n", at) + 2
        raw = text[at : last if last > 1 else len(text)]
        known = _read_before.get(raw)
        if known is not None:
            block = Block("", known.key, at, at + len(raw), blocks.line(at))
        else:
            entry = plain_entry(text, at)
            if entry is None or entry.kind == "xdata" or takes_over(entry.fields) or most == 0:
                return None
            most = None if most is None else most - 1
            block = Block(entry.kind, entry.key, entry.start, entry.end, blocks.line(at), entry.fields)
        if _usable_key(block, blocks, seen):
            reference = known.reference if known is not None else read_reference(block, blocks)
            entries.append(LibraryEntry(block.key, reference, text[at : block.end], block.line, at, block.end))
        at = _past_blank(text, block.end)
    return Library(text, tuple(entries), plain=True) if at >= len(text) else None


def _past_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def hold_library(library: Library) -> None:
    """Spares reading this text the next time that it is asked for, and its entries in other texts."""
    global _read_before, _plain_before
    if not _held or next(reversed(_held)) != library.text:
        _read_before = {} if library.strings else {entry.raw: entry for entry in library.entries}
        _plain_before = library.plain
    _held[library.text] = library
    while len(_held) > _MOST_HELD:
        del _held[next(iter(_held))]


_MOST_HELD = 6
_held: dict[str, Library] = {}
"""The texts that were read quietly, the last one asked for last."""
_read_before: Mapping[str, LibraryEntry] = {}
"""The entries of the last library that was read quietly and has no strings, by what prints them."""
_plain_before = False
"""Whether that library is plain."""


def _parse(text: str, path: str, report: Report, known: Mapping[str, LibraryEntry] = MappingProxyType({})) -> Library:
    """``known`` are entries by what prints them, to be used where no string could mean something else."""
    blocks = split_blocks(text, path, report)
    known = {} if blocks.strings else known
    entries = []
    seen: dict[str, Block] = {}
    whole, heirs = inherit(blocks)
    for block in whole:
        if not _usable_key(block, blocks, seen):
            continue
        raw = text[block.start : block.end]
        reference = known[raw].reference if raw in known and block.key not in heirs else read_reference(block, blocks)
        entries.append(LibraryEntry(block.key, reference, raw, block.line, block.start, block.end))
    plain = blocks.plain and not any(takes_over(block.fields) or block.kind == "xdata" for block in blocks.entries)
    return Library(text, tuple(entries), path, dict(blocks.strings), plain)


def _usable_key(block: Block, blocks: Blocks, seen: dict[str, Block]) -> bool:
    """Whether the entry can be cited; what is wrong with its key is told."""
    if not block.key:
        blocks.tell(faults.EMPTY_KEY, block.line)
        return False
    other = seen.setdefault(block.key.lower(), block)
    if other is not block and other.key == block.key:
        blocks.tell(faults.DUPLICATE_KEY, block.line, key=block.key, line=other.line)
        return False
    if not _KEY.fullmatch(block.key):
        blocks.tell(faults.BAD_KEY, block.line, key=block.key)
    if other is not block:
        blocks.tell(faults.CASE_KEY, block.line, key=block.key, other=other.key, line=other.line)
    return True


def format_library(references: Mapping[str, Reference], head: str = "") -> str:
    """A whole new file in the given order; ``head`` goes to the top as a comment."""
    parts = [head] if head else []
    return "\n\n".join([*parts, *(format_entry(key, reference) for key, reference in references.items())]) + "\n"


def update_library(library_text: str, changes: Mapping[str, Reference | None]) -> str:
    """The file with some entries changed, added (at its end, by key) or taken out (``None``).

    An entry whose reference is the same as before is not touched, nor is anything between entries: minimal difference.
    """
    library = parse_library(library_text)
    newline = "\r\n" if "\r\n" in library_text else "\n"
    out, last = [], 0
    for entry in library.entries:
        if entry.key not in changes:
            continue
        reference = changes[entry.key]
        if reference is not None and same_entry(reference, entry.reference):
            continue
        out.append(library_text[last : entry.start])
        last = entry.end
        if reference is None:
            last = _past_blank_line(library_text, last)
        else:
            out.append(format_entry(entry.key, reference).replace("\n", newline))
    text = "".join([*out, library_text[last:]])
    new = sorted((key, ref) for key, ref in changes.items() if ref is not None and key not in library.by_key)
    return append_entries(text, [format_entry(key, ref) for key, ref in new], newline)


def append_entries(text: str, entries: list[str], newline: str = "\n") -> str:
    """The file with entries behind its end, one blank line between two of them."""
    if not entries:
        return text
    kept = text if not text.strip("\ufeff \t\r\n") or text.endswith("\n") else text + newline
    gap = newline if kept.strip("\ufeff \t\r\n") and not kept.endswith(newline * 2) else ""
    added = "\n\n".join(entries) + "\n"
    return kept + gap + added.replace("\n", newline)


def _past_blank_line(text: str, at: int) -> int:
    """Behind the line ends that follow a removed entry: its own and one blank line."""
    match = re.compile(r"[ \t]*(?:\r?\n){0,2}").match(text, at)
    return match.end() if match else at


def read_library(path: Path, report: Report = silent, shown: str = "") -> Library:
    """Reads a file; an absent one is empty. Raises ``BuildError`` (``REF018``) where it is no UTF-8 text.

    ``shown`` is the path that findings name.
    """
    shown = shown or str(path)
    try:
        refuse_long(path, shown)
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return Library("", (), shown)
    except UnicodeDecodeError as error:
        message = f"文献库不是 UTF-8：第 {error.start + 1} 个字节读不通。"
        raise BuildError(Diagnostic("REF018", message, "另存为 UTF-8。", path=shown)) from error
    except OSError as error:
        raise BuildError(Diagnostic("REF018", f"文献库读不出来：{error.strerror}", "检查权限。", path=shown)) from error
    return parse_library(text, shown, report)
