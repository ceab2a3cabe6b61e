"""References from the short notation of the test data."""

from __future__ import annotations

from typing import Any

from build_scripts.formats.bibtex.read import parse_date
from build_scripts.model.reference import Name, Reference, RefType

_ROLES = ("authors", "editors", "translators")


def name_of(text: str) -> Name:
    """``Family, Given``; a body in braces."""
    if text.startswith("{"):
        return Name(text[1:-1], literal=True)
    family, _, given = text.partition(", ")
    return Name(family, given)


def reference_of(fields: dict[str, Any]) -> Reference:
    """The reference that a mapping of the test data describes."""
    values = dict(fields)
    for role in _ROLES:
        values[role] = tuple(name_of(text) for text in values.get(role, ()))
    for day in ("date", "accessed"):
        if day in values:
            text = str(values[day])
            values[day] = parse_date(text.replace("1957-1990", "1957/1990"))
    values["extra"] = tuple((name, str(value)) for name, value in values.get("extra", {}).items())
    values["type"] = RefType(values["type"])
    return Reference(**{"title_full": values.get("title", ""), **values})
