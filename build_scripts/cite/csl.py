"""References as CSL-JSON items (schema 1.0.2) and back, for Zotero, pandoc and citation engines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from build_scripts.model.reference import Date, Name, Reference, RefType

CslItem = dict[str, Any]
"""One item of a CSL-JSON list."""

_PLAIN = {
    "container": "container-title", "volume": "volume", "number_of_volumes": "number-of-volumes", "issue": "issue", "pages": "page",
    "locator": "locator", "edition": "edition", "publisher": "publisher", "place": "publisher-place", "number": "number",
    "url": "URL", "doi": "DOI", "language": "language",
}  # fmt: skip
_ROLES = {"authors": "author", "editors": "editor", "translators": "translator"}
_TYPE_OUT = {RefType.PROCEEDINGS: "book"}
_TYPE_IN = {
    "article-magazine": RefType.ARTICLE_JOURNAL, "entry-encyclopedia": RefType.CHAPTER, "entry-dictionary": RefType.CHAPTER,
    "entry": RefType.CHAPTER, "post-weblog": RefType.WEBPAGE, "post": RefType.WEBPAGE, "pamphlet": RefType.BOOK,
    "bill": RefType.LEGISLATION, "regulation": RefType.LEGISLATION, "legal_case": RefType.LEGISLATION, "classic": RefType.BOOK,
    "collection": RefType.ARCHIVE, "personal_communication": RefType.ARCHIVE, "review": RefType.ARTICLE_JOURNAL,
}  # fmt: skip
_CUSTOM = ("marker", "title_full", "relation", "raw")
"""What CSL has no variable for; kept under ``custom`` so that a round trip loses nothing."""
_VARIABLES = frozenset(
    "abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number collection-number "
    "collection-title container-title-short dimensions division event event-title event-place genre ISBN ISSN jurisdiction keyword medium note "
    "original-publisher original-publisher-place original-title page-first part-number part-title PMCID PMID printing-number references "
    "reviewed-genre reviewed-title scale section source status supplement-number title-short version volume-title year-suffix".split()
)
"""Variables of schema 1.0.2 beside the typed fields; the schema allows no other at an item."""


def to_csl(key: str, reference: Reference) -> CslItem:
    """The reference as a CSL-JSON item with ``id`` = ``key``; empty variables are left out."""
    item: CslItem = {"id": key, "type": _TYPE_OUT.get(reference.type, reference.type.value)}
    if reference.title:
        item["title"] = f"{reference.title}：{reference.subtitle}" if reference.subtitle else reference.title
    for field, role in _ROLES.items():
        if names := getattr(reference, field):
            item[role] = [_name_out(name) for name in names]
    for field, variable in _PLAIN.items():
        if value := getattr(reference, field):
            item[variable] = value
    if reference.date:
        item["issued"] = _date_out(reference.date)
    if reference.accessed:
        item["accessed"] = _date_out(reference.accessed)
    item |= {name: value for name, value in reference.extra if name in _VARIABLES}
    custom: CslItem = {field: value for field in _CUSTOM if (value := getattr(reference, field))}
    if reference.title_full == reference.title:
        custom.pop("title_full", None)
    if reference.type in _TYPE_OUT:
        custom["type"] = reference.type.value
    if reference.et_al:
        custom["et_al"] = True
    if reference.subtitle:
        custom["title"], custom["subtitle"] = reference.title, reference.subtitle
    if own := {name: value for name, value in reference.extra if name not in _VARIABLES}:
        custom["extra"] = own
    if custom:
        item["custom"] = custom
    return item


def _name_out(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": str(name)}
    given, _, suffix = name.given.partition(", ")
    return {part: text for part, text in (("family", name.family), ("given", given), ("suffix", suffix)) if text}


def _date_out(date: Date) -> CslItem:
    parts = [date.year] + ([date.month] if date.month else []) + ([date.day] if date.month and date.day else [])
    out: CslItem = {"date-parts": [parts]}
    if date.circa:
        out["circa"] = True
    if date.printed:
        out["literal"] = date.printed
    return out


def from_csl(item: Mapping[str, Any]) -> tuple[str, Reference]:
    """The key and reference of a CSL-JSON item. Unknown types become documents; unknown variables go to ``extra``."""
    left = dict(item)
    key = str(left.pop("id", ""))
    custom = left.pop("custom", None)
    custom = custom if isinstance(custom, dict) else {}
    kind = str(custom.get("type") or left.pop("type", ""))
    left.pop("type", None)
    values: dict[str, Any] = {"title": str(left.pop("title", "")), "et_al": bool(custom.get("et_al"))}
    values |= {field: _names_in(left.pop(role, None)) for field, role in _ROLES.items()}
    values |= {field: str(left.pop(variable, "")) for field, variable in _PLAIN.items()}
    values |= {field: str(custom.get(field, "")) for field in (*_CUSTOM, "subtitle")}
    values["title"] = str(custom.get("title", values["title"]))
    values["title_full"] = values["title_full"] or values["title"]
    values["date"], values["accessed"] = _date_in(left.pop("issued", None)), _date_in(left.pop("accessed", None))
    ref_type = RefType(kind) if kind in set(RefType) else _TYPE_IN.get(kind, RefType.DOCUMENT)
    own = custom.get("extra")
    left |= own if isinstance(own, dict) else {}
    extra = tuple((str(name), str(value)) for name, value in left.items() if isinstance(value, str | int) and str(value))
    return key, Reference(type=ref_type, extra=extra, **values)


def _names_in(names: Any) -> tuple[Name, ...]:
    out = []
    for name in names if isinstance(names, list) else []:
        if not isinstance(name, dict):
            continue
        if name.get("literal"):
            out.append(Name(str(name["literal"]), literal=True))
        elif name.get("family") or name.get("given"):
            particle = " ".join(str(name[p]) for p in ("non-dropping-particle", "dropping-particle") if name.get(p))
            family = f"{particle} {name.get('family', '')}".strip() or str(name.get("given"))
            given = ", ".join(filter(None, (str(name.get("given", "")), str(name.get("suffix", "")))))
            out.append(Name(family, given if name.get("family") else ""))
    return tuple(out)


def _date_in(value: Any) -> Date | None:
    if not isinstance(value, dict):
        return None
    printed = str(value.get("literal") or value.get("raw") or "")
    try:
        year, month, day = [*(int(part) for part in value["date-parts"][0]), 0, 0][:3]
        return Date(year, month, day, bool(value.get("circa")), printed)
    except (KeyError, IndexError, TypeError, ValueError):
        digits = "".join(c for c in printed if c.isdigit())[:4]
        return Date(int(digits), printed=printed) if len(digits) == 4 else None


def format_csl(references: Mapping[str, Reference] | Iterable[tuple[str, Reference]]) -> str:
    """A CSL-JSON list of all the references, in order."""
    pairs = references.items() if isinstance(references, Mapping) else references
    return join_csl(format_csl_item(key, reference) for key, reference in pairs)


def format_csl_item(key: str, reference: Reference) -> str:
    """One item of such a list, to be joined with others."""
    return json.dumps(to_csl(key, reference), ensure_ascii=False, indent=1).replace("\n", "\n ")


def join_csl(items: Iterable[str]) -> str:
    """The list of items that ``format_csl_item`` made."""
    made = ",\n ".join(items)
    return f"[\n {made}\n]\n" if made else "[]\n"
