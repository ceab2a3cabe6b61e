"""Typed references as BibTeX entries: one dialect, one order of fields, always balanced."""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.formats.bibtex import fields as names
from build_scripts.formats.bibtex.names import format_names
from build_scripts.formats.bibtex.values import VERBATIM, encode, encode_verbatim
from build_scripts.model.reference import Date, Reference

_NO_KEY = re.compile(r"[\s,{}()=\"#%\\~]")
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_TAKEN = frozenset({*names.OWN_FIELDS, *names.CONTAINER_READ, *names.PLACE_READ, "publisher", "school", "institution", "holder"})


def format_entry(key: str, reference: Reference) -> str:
    """One entry, without a line end behind it. ``parse_library`` gives the same reference back.

    Runs of white space in values become one blank. Raises ``ValueError`` for a key that BibTeX cannot carry. The
    reference remembers it, for an ingest writes the same entries into two files; an equal one may have been printed otherwise.
    """
    kept = reference.__dict__.get("_entry")
    if kept is None or kept[0] != key:
        kept = (key, _entry(key, reference))
        object.__setattr__(reference, "_entry", kept)
    return str(kept[1])


def _entry(key: str, reference: Reference) -> str:
    if not key or _NO_KEY.search(key):
        raise ValueError(f"not a citation key: {key!r}")
    kind, _ = names.WRITE_TYPE[reference.type]
    lines = [f"@{kind}{{{key},"]
    for name, value in _fields(reference):
        if value:
            lines.append(f"  {name} = {{{value}}},")
    return "\n".join([*lines, "}"])


def citation_key(name: str) -> str:
    """A name as a citation key that BibTeX can carry: what it cannot becomes a hyphen."""
    return "-".join(part for part in _NO_KEY.split(name) if part) or "text"


def _fields(ref: Reference) -> list[tuple[str, str]]:
    """Every field with its encoded value, in the order of the file."""
    issue, number = names.number_fields(ref.type)
    mark, _, medium = ref.marker.partition("/")
    people = [
        ("author", format_names(ref.authors, ref.et_al)),
        ("editor", format_names(ref.editors) if ref.editors else ""),
        ("translator", format_names(ref.translators) if ref.translators else ""),
    ]
    plain = [
        ("title", ref.title), ("subtitle", ref.subtitle), ("x-title", ref.title_full if ref.title_full != ref.title else ""),
        (names.container_field(ref.type), ref.container), ("entrysubtype", names.WRITE_TYPE[ref.type][1]),
        ("edition", ref.edition), ("volume", ref.volume), ("volumes", ref.number_of_volumes), (issue, ref.issue),
        (number, ref.number), *_pages(ref), ("address", ref.place), (names.publisher_field(ref.type), ref.publisher),
        *_dates(ref.date), ("doi", ref.doi), ("url", ref.url), ("urldate", str(ref.accessed) if ref.accessed else ""),
        ("langid", names.LANGID.get(ref.language, ref.language)), ("mark", mark), ("medium", medium),
        *_extra(ref), ("x-relation", ref.relation), ("x-printed", ref.raw),
    ]  # fmt: skip
    return people + [(name, (encode_verbatim if name in VERBATIM else encode)(value)) for name, value in plain if value]


def _pages(ref: Reference) -> list[tuple[str, str]]:
    if ref.type in names.CITED:
        return [("pages", ref.locator), ("x-pages", ref.pages)]
    return [("pages", ref.pages), ("x-locator", ref.locator)]


def _dates(date: Date | None) -> list[tuple[str, str]]:
    if date is None:
        return []
    if date.circa:
        return [("year", f"[{date.year:04d}]"), ("date", f"{date}~"), ("x-date", date.printed)]
    return [("year", f"{date.year:04d}"), ("date", str(date)), ("x-date", date.printed)]


def _extra(ref: Reference) -> list[tuple[str, str]]:
    """What has no place of its own, under its own name where that is free."""
    out: list[tuple[str, str]] = []
    for number, (name, value) in enumerate(ref.extra, 1):
        free = name not in _TAKEN and _FIELD_NAME.fullmatch(name) and not name.startswith("x-extra-")
        out.append((name, value) if free else (f"x-extra-{number}", f"{name} = {value}"))
    return out


def same_entry(one: Reference, other: Reference) -> bool:
    """Whether both would be written alike, the printed string aside."""
    return one == other or _fields(replace(one, raw="")) == _fields(replace(other, raw=""))
