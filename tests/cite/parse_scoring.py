"""Field scores of parsed references against rows written by hand: right, wrong, spurious, missing; micro F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from build_scripts.model.reference import Reference
from build_scripts.text.normalize import fold

FIELDS = ("type", "authors", "et_al", "title", "container", "year", "date", "volume", "number_of_volumes", "issue", "pages",
          "publisher", "place", "url", "accessed", "edition", "editor", "translator", "number", "doi", "relation")  # fmt: skip


def gold_fields(reference: Reference) -> dict[str, Any]:
    """The reference in the words of the gold rows; places cited in a book stand under ``pages``."""
    return {
        "type": str(reference.type),
        "authors": [str(name) for name in reference.authors],
        "et_al": reference.et_al,
        "title": reference.title,
        "container": reference.container,
        "year": str(reference.date.year) if reference.date else "",
        "date": str(reference.date) if reference.date else "",
        "volume": reference.volume,
        "number_of_volumes": reference.number_of_volumes,
        "issue": reference.issue,
        "pages": reference.pages or (reference.locator if not reference.locator[:3].isalpha() else ""),
        "publisher": reference.publisher,
        "place": reference.place,
        "url": reference.url,
        "accessed": str(reference.accessed) if reference.accessed else "",
        "edition": reference.edition,
        "editor": [str(name) for name in reference.editors],
        "translator": [str(name) for name in reference.translators],
        "number": reference.number,
        "doi": reference.doi,
        "relation": reference.relation,
    }


def flat(value: Any) -> str:
    """One comparable string; lists keep their order; width, spacing and the closing stop are left aside."""
    if value in (None, "", [], False):
        return ""
    if isinstance(value, list):
        return " | ".join(fold(str(part)) for part in value)
    text = str(value)
    return text if text.startswith("http") else fold(text)


@dataclass
class Score:
    """Counts over all rows and the fields that were not right."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[str, str, str, str]] = field(default_factory=list)
    rows: int = 0
    whole: int = 0

    @property
    def f1(self) -> float:
        """Micro F1 over all fields."""
        right = self.counts["right"]
        given = right + self.counts["wrong"] + self.counts["spurious"]
        wanted = right + self.counts["wrong"] + self.counts["missing"]
        return 2 * right / (given + wanted) if given + wanted else 1.0

    def add(self, raw: str, got: Mapping[str, Any], want: Mapping[str, Any], accept: Mapping[str, list[Any]]) -> None:
        """Count one row."""
        clean = True
        for name in FIELDS:
            wanted = flat(want.get(name, want.get("locator") if name == "pages" else None))
            have = flat(got.get(name))
            if name == "date":  # a bare year is the year's business
                wanted, have = (value if len(value) > 4 else "" for value in (wanted, have))
            if not wanted and not have:
                continue
            allowed = {wanted} | {flat(value) for value in accept.get(name, [])}
            kind = "right" if have in allowed else "missing" if not have else "spurious" if not wanted else "wrong"
            self.counts[kind] += 1
            if kind != "right":
                clean = False
                self.bad.append((raw, name, wanted, have))
        self.rows += 1
        self.whole += clean


def score(rows: Iterable[Mapping[str, Any]], parse: Any) -> Score:
    """Parse every row's ``raw`` and compare with its ``want`` (and ``accept``)."""
    total = Score()
    for row in rows:
        total.add(row["raw"], gold_fields(parse(row["raw"])), row["want"], row.get("accept", {}))
    return total
