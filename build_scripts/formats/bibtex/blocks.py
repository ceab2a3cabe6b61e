"""A BibTeX file cut into its blocks by bibtexparser, each at its place; faults that the library hides are told.

Only the splitter of bibtexparser 2.1 is used: its later stages resolve ``@string`` names, drop entries whose names they
cannot split, and forget the written form. Offsets are found again here, because its line numbers start at 0 and skip
lines that end in a backslash.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from bibtexparser import model as bib
from bibtexparser.entrypoint import parse_string

from build_scripts.diagnostics import Report
from build_scripts.formats.bibtex import faults
from build_scripts.formats.bibtex.fields import READ_TYPE
from build_scripts.formats.bibtex.plain import Field, plain_entries
from build_scripts.formats.bibtex.values import read_value

_STRAY = re.compile(rf"^\s*@({'|'.join(READ_TYPE)})\b", re.M | re.I)
_REASONS = (
    ("comma after entry key", "引文键后面没有逗号"), ("Expected a `=`", "字段名后面没有等号"), ("equals sign", "@string 后面没有等号"),
    ("Expected either", "字段的值后面既没有逗号也没有右括号"),
)  # fmt: skip
_KEY_AT = re.compile(r"@\w*\s*[{(]\s*([^\s,=}{]*)")


@dataclass(frozen=True)
class Block:
    """One entry as written, ``[start, end)`` of the file."""

    kind: str
    key: str
    start: int
    end: int
    line: int
    fields: tuple[Field, ...] = ()


@dataclass
class Blocks:
    """What a file holds: its entries in order, the values of its ``@string`` names, where its lines begin."""

    text: str
    path: str
    report: Report
    entries: list[Block] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    plain: bool = False
    """Whether there is nothing but plain entries (``plain.py``)."""

    def find_lines(self) -> None:
        """Finds where the lines begin, which ``line`` needs."""
        self.starts = [0, *accumulate([len(line) + 1 for line in self.text.split("\n")[:-1]])]

    def line(self, offset: int) -> int:
        """The line (from 1) of an offset."""
        return bisect_right(self.starts, offset)

    def tell(self, fault: faults.Fault, at_line: int, /, **names: object) -> None:
        """Reports a fault at a line."""
        self.report(faults.diagnostic(fault, self.path, at_line, **names))


def split_blocks(text: str, path: str, report: Report) -> Blocks:
    """The blocks of the file. A byte order mark at the front is passed over."""
    found = Blocks(text, path, report)
    found.find_lines()
    at = 0
    for entry in plain_entries(text):
        found.entries.append(Block(entry.kind, entry.key, entry.start, entry.end, found.line(entry.start), entry.fields))
        at = entry.end
    found.plain = not text[at:].strip()
    for block in () if found.plain else _parse(text[at:]):
        raw = block.raw or ""
        start = text.find(raw, at) if raw else at
        start = at if start < 0 else start
        _take(found, block, start, raw)
        at = start + len(raw)
    return found


def _parse(text: str) -> list[bib.Block]:
    """The blocks of bibtexparser; it writes its warnings to a log, and ours say more."""
    loggers = [logging.getLogger(f"bibtexparser.{name}") for name in ("splitter", "library", "entrypoint")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        return list(parse_string(text.removeprefix("\ufeff"), parse_stack=[]).blocks)
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


def _take(found: Blocks, block: bib.Block, start: int, raw: str) -> None:
    line = found.line(start)
    if isinstance(block, bib.DuplicateBlockKeyBlock):
        same = block.ignore_error_block
        if isinstance(same, bib.Entry):  # told, with the line of the first, when keys are checked
            _entry(found, same, start, raw)
        else:
            found.tell(faults.DUPLICATE_STRING, line, key=block.key)
    elif isinstance(block, bib.DuplicateFieldKeyBlock):
        entry = block.ignore_error_block
        if isinstance(entry, bib.Entry):
            _entry(found, entry, start, raw)
    elif isinstance(block, bib.ParsingFailedBlock):
        _failed(found, block, line, raw)
    elif isinstance(block, bib.Entry):
        _entry(found, block, start, raw)
    elif isinstance(block, bib.String):
        found.strings[block.key.lower()] = read_value(str(block.value), found.strings).text
    elif isinstance(block, bib.ImplicitComment):
        for match in _STRAY.finditer(raw):
            found.tell(faults.STRAY, found.line(start + match.start(1)), type=match[1])


def _failed(found: Blocks, block: bib.ParsingFailedBlock, line: int, raw: str) -> None:
    reason = str(getattr(block.error, "abort_reason", block.error))
    key = match[1] if (match := _KEY_AT.match(raw)) else ""
    what = f"条目 {key} " if key else "这一条"
    if "end of file" in reason or "Unexpected block start" in reason:
        found.tell(faults.UNBALANCED, line, what=what)
    elif "comma after entry key" in reason:
        found.tell(faults.NO_KEY_COMMA, line)
    else:
        words = next((chinese for english, chinese in _REASONS if english in reason), "写法不合 BibTeX")
        found.tell(faults.BROKEN, line, what=what, reason=words)


def _entry(found: Blocks, entry: bib.Entry, start: int, raw: str) -> None:
    key = entry.key.strip()
    line = found.line(start)
    fields = _fields(found, entry, key, start, raw)
    found.entries.append(Block(entry.entry_type.lower(), key, start, start + len(raw), line, tuple(fields)))


def _fields(found: Blocks, entry: bib.Entry, key: str, start: int, raw: str) -> list[Field]:
    """The fields, each name once; a value that swallowed its neighbours for want of a comma is taken apart again."""
    out: dict[str, Field] = {}
    at = raw.find(",")
    for item in entry.fields:
        value = str(item.value)
        where = raw.find(value, raw.find("=", raw.find(item.key, at))) if value else raw.find("=", at)
        at = where + len(value)
        for one in _apart(found, key, item.key.strip().lower(), value, start + where):
            if one.name in out:
                found.tell(faults.DUPLICATE_FIELD, found.line(one.at), key=key, field=one.name)
            else:
                out[one.name] = one
    return list(out.values())


_NEXT = re.compile(r"\s*([，、,；;]?)\s*([A-Za-z][\w-]*)\s*=\s*")


def _apart(found: Blocks, key: str, name: str, value: str, offset: int) -> list[Field]:
    """One field, or several where commas are missing between them (each reported with its line)."""
    out = []
    while True:
        rest = read_value(value, {}).rest
        own = value[: len(value) - len(rest)].rstrip() if rest else value
        out.append(Field(name, own, offset))
        if not rest:
            return out
        match = _NEXT.match(rest)
        end = found.line(offset + len(own))
        sign = rest[0] if rest[0] in "，、；;" else ""
        if sign:
            found.tell(faults.WIDE_COMMA, end, key=key, field=name, sign=sign)
        else:
            found.tell(faults.MISSING_COMMA, end, key=key, field=name)
        if not match or match.end() >= len(rest):
            return out
        offset += len(value) - len(rest) + match.end()
        name, value = match[2].lower(), rest[match.end() :]
