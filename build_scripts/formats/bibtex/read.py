"""BibTeX entries as typed references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from build_scripts.formats.bibtex import faults
from build_scripts.formats.bibtex import fields as names
from build_scripts.formats.bibtex.blocks import Block, Blocks
from build_scripts.formats.bibtex.names import parse_names
from build_scripts.formats.bibtex.values import MONTHS, VERBATIM, decode, decode_verbatim, read_value
from build_scripts.model.reference import Date, Name, Reference, RefType

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?([~?%]?)")
_RANGE = re.compile(r"(\d{4})(?:-\d\d){0,2}/(\d{4}|\.\.)?(?:-\d\d){0,2}")
_NUMBERED = re.compile(r"x-extra-\d+")
_YEAR = re.compile(r"\d{4}")
_SLASHED = re.compile(r"(\d{4})[/.年](\d{1,2})(?:[/.月](\d{1,2})日?)?月?")


class _Reader:
    """The fields of one entry while they are read; what is asked for is struck off, the rest becomes ``extra``."""

    def __init__(self, block: Block, blocks: Blocks) -> None:
        self.block, self.blocks = block, blocks
        self.raw: dict[str, str] = {}
        self.text: dict[str, str] = {}
        for field in block.fields:
            value = read_value(field.raw, blocks.strings)
            for name in value.undefined:
                self.tell(faults.UNDEFINED_STRING, field.name, name=name)
            self.raw[field.name] = value.text
            self.text[field.name] = (decode_verbatim if field.name in VERBATIM else decode)(value.text)

    def tell(self, fault: faults.Fault, field: str, **words: object) -> None:
        """Reports a fault of one field."""
        line = next((self.blocks.line(one.at) for one in reversed(self.block.fields) if one.name == field), self.block.line)
        self.blocks.tell(fault, line, key=self.block.key, field=field, **words)

    def take(self, *fields: str) -> str:
        """The first of the fields that says something; it is struck off."""
        for field in fields:
            if self.text.get(field):
                self.raw.pop(field)
                return self.text.pop(field)
        return ""

    def people(self, field: str) -> tuple[tuple[Name, ...], bool]:
        """The names of a role."""
        raw = self.raw.pop(field, "")
        self.text.pop(field, None)

        def complain(kind: str, name: str) -> None:
            if kind == "commas":
                self.tell(faults.NAME_COMMAS, field, name=name)
            else:
                self.tell(faults.NAME_SIGNS, field, sign=kind)

        return parse_names(raw, complain)

    def date(self) -> Date | None:
        """The date of publication from ``x-date``, ``date``, ``year`` and ``month``."""
        printed, whole, year, month = self.take("x-date"), self.take("date"), self.take("year"), self.take("month")
        found = parse_date(whole) if whole else None
        if whole and found is None:
            self.no_date("date", whole)
        if found is None and year:
            found = parse_date(year)
            if found is None:
                self.no_date("year", year)
            elif not found.month and month:
                number = int(month) if month.isdecimal() and month.isascii() else MONTHS.get(month[:3].lower(), 0)
                if not 0 < number < 13:
                    self.no_date("month", month)
                    number = 0
                found = Date(found.year, number, 0, found.circa, found.printed)
        if found and printed:
            return Date(found.year, found.month, found.day, found.circa, printed)
        return found

    def accessed(self) -> Date | None:
        """The date of access."""
        value = self.take("urldate")
        found = parse_date(value) if value else None
        if value and found is None:
            self.no_date("urldate", value)
        return found

    def no_date(self, field: str, value: str) -> None:
        """What is no date is told and kept as it stands."""
        self.tell(faults.BAD_DATE, field, value=value)
        self.text[field] = value


def parse_date(value: str) -> Date | None:
    """``2024``, ``2024-05-01``, ``1936~``, ``1957/1990``, ``[1936]``, ``c1980``, ``1947（民国三十六年）``; None without a year."""
    value = value.strip()
    if match := _ISO.fullmatch(value) or _SLASHED.fullmatch(value):
        month, day = int(match[2] or 0), int(match[3] or 0)
        if month > 12 or day > 31:
            return None
        return Date(int(match[1]), month, day, match.re is _ISO and bool(match[4]))
    if match := _RANGE.fullmatch(value):
        end = match[2] if match[2] and match[2] != ".." else ""
        return Date(int(match[1]), printed=f"{match[1]}-{end}")
    if match := _YEAR.search(value):
        circa = value == f"[{match[0]}]"
        return Date(int(match[0]), circa=circa, printed="" if circa else value)
    return None


def read_reference(block: Block, blocks: Blocks) -> Reference:
    """The entry as a reference; findings go to the report of ``blocks``."""
    reader = _Reader(block, blocks)
    kind = _type(reader)
    authors, et_al = reader.people("author")
    editors, _ = reader.people("editor")
    if kind == RefType.CHAPTER and not editors and "bookauthor" in reader.raw:
        editors, _ = reader.people("bookauthor")
    _electronic(reader)
    translators, _ = reader.people("translator")
    if kind == RefType.PATENT and not authors and "holder" in reader.raw:
        authors, et_al = reader.people("holder")
    issue, number = names.number_fields(kind)
    pages, locator = _pages(reader, kind)
    printed, title, whole = reader.take("x-printed"), reader.take("title"), reader.take("x-title")
    reference = Reference(
        type=kind, title=title, authors=authors, et_al=et_al, subtitle=reader.take("subtitle"),
        container=reader.take(*_containers(kind)), editors=editors, translators=translators, date=reader.date(),
        volume=reader.take("volume"), number_of_volumes=reader.take("volumes"), issue=reader.take(issue, "issue"),
        pages=pages, locator=locator, edition=reader.take("edition"), publisher=reader.take(*names.publisher_read(kind)),
        place=reader.take(*names.PLACE_READ), number=reader.take(number), url=reader.take("url"),
        doi=reader.take("doi").removeprefix("https://doi.org/"), accessed=reader.accessed(), marker=_marker(reader),
        language=_language(reader), title_full=whole or title, relation=reader.take("x-relation"),
        raw=printed,
    )  # fmt: skip
    return _with_extra(reference, reader.text)


_ADDRESS = re.compile(r"(?:\\url\s*\{\s*)?(https?://[^\s{}]+)\s*\}?")


def _electronic(reader: _Reader) -> None:
    """Addresses that LaTeX's older styles keep elsewhere: ``howpublished = {\\url{…}}``, ``eprint`` of arXiv."""
    if reader.text.get("url"):
        return
    if match := _ADDRESS.fullmatch(reader.raw.get("howpublished", "").strip()):
        reader.take("howpublished")
        reader.text["url"] = reader.raw["url"] = decode_verbatim(match[1])
    elif _is_arxiv(reader) and (number := reader.text["eprint"].removeprefix("arXiv:")):
        reader.text["url"] = reader.raw["url"] = f"https://arxiv.org/abs/{number}"
        reader.text.setdefault("organization", "arXiv")
        reader.raw.setdefault("organization", "arXiv")


def _is_arxiv(reader: _Reader) -> bool:
    kind = reader.text.get("archiveprefix") or reader.text.get("eprinttype", "")
    return kind.lower() == "arxiv" and bool(reader.text.get("eprint"))


def _type(reader: _Reader) -> RefType:
    entry_type = reader.block.kind
    subtype = reader.text.get("entrysubtype", "").lower()
    if (entry_type, subtype) in names.SUBTYPES:
        reader.take("entrysubtype")
        return names.SUBTYPES[entry_type, subtype]
    if entry_type not in names.READ_TYPE:
        reader.tell(faults.UNKNOWN_TYPE, "", type=entry_type)
    if entry_type in names.GENRES and "type" not in reader.text:
        reader.text["type"] = names.GENRES[entry_type]
    if entry_type in ("misc", "unpublished", "online") and _is_arxiv(reader):
        return RefType.PREPRINT
    if entry_type == "misc" and not subtype and "mark" not in reader.text and _ADDRESS.fullmatch(reader.raw.get("howpublished", "").strip()):
        return RefType.WEBPAGE
    return names.READ_TYPE.get(entry_type, RefType.DOCUMENT)


def _containers(kind: RefType) -> tuple[str, ...]:
    own = names.container_field(kind)
    rest = [name for name in names.CONTAINER_READ if name != own]
    if kind not in names.ELECTRONIC:
        rest = [name for name in rest if name not in ("organization", "howpublished")]
    return (own, *rest)


def _pages(reader: _Reader, kind: RefType) -> tuple[str, str]:
    """Pages and cited places; ``pages`` of a work of its own are the cited ones."""
    pages = re.sub(r"\s*–\s*", "-", reader.take("pages"))
    if kind in names.CITED:
        return reader.take("x-pages"), reader.take("x-locator") or pages
    return pages, reader.take("x-locator")


def _marker(reader: _Reader) -> str:
    mark, medium = reader.take("mark"), reader.take("medium")
    return f"{mark}/{medium}" if mark and medium else mark


def _language(reader: _Reader) -> str:
    value = reader.take("langid", "language").lower()
    return names.LANGUAGE.get(value) or value.split("-")[0].split("_")[0]


def _with_extra(reference: Reference, left: Mapping[str, str]) -> Reference:
    """What no typed field took; ``x-extra-1 = {name = value}`` holds what has no name that BibTeX could carry."""
    extra = []
    for name, value in left.items():
        if _NUMBERED.fullmatch(name) and " = " in value:
            name, _, value = value.partition(" = ")
        if value:
            extra.append((name, value))
    return replace(reference, extra=tuple(extra)) if extra else reference
