"""References as RIS records, for EndNote, NoteExpress, Mendeley and Zotero."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from build_scripts.model.reference import Name, Reference, RefType

RIS_TYPES = {
    RefType.ARTICLE_JOURNAL: "JOUR", RefType.ARTICLE_NEWSPAPER: "NEWS", RefType.BOOK: "BOOK", RefType.CHAPTER: "CHAP",
    RefType.PAPER_CONFERENCE: "CPAPER", RefType.PROCEEDINGS: "CONF", RefType.THESIS: "THES", RefType.REPORT: "RPRT",
    RefType.STANDARD: "STAND", RefType.PATENT: "PAT", RefType.WEBPAGE: "ELEC", RefType.DATASET: "DATA",
    RefType.PREPRINT: "UNPB", RefType.PERIODICAL: "SER", RefType.SOFTWARE: "COMP", RefType.MAP: "MAP",
    RefType.ARCHIVE: "MANSCPT", RefType.LEGISLATION: "STAT", RefType.DOCUMENT: "GEN",
}  # fmt: skip
_RANGE = re.compile(r"\s*([^\s,，;；–—~～-]+)\s*[-–—~～]+\s*([^\s,，;；–—~～-]+)\s*")
_EXTRA = {"abstract": "AB", "isbn": "SN", "issn": "SN", "note": "N1", "collection-title": "T3", "series": "T3"}


def to_ris(key: str, reference: Reference) -> str:
    """One record, ``TY`` to ``ER``, each line ended by CR LF as the format asks; empty fields are left out."""
    lines = [("TY", RIS_TYPES[reference.type]), ("ID", key)]
    lines += [("AU", _name(name)) for name in reference.authors]
    lines += [("A2", _name(name)) for name in reference.editors]
    lines += [("A4", _name(name)) for name in reference.translators]
    title = f"{reference.title}：{reference.subtitle}" if reference.subtitle else reference.title
    lines += [("TI", title), ("JO" if reference.type == RefType.ARTICLE_JOURNAL else "T2", reference.container)]
    if reference.date:
        date = reference.date
        lines.append(("PY", f"{date.year:04d}"))
        if date.month:
            lines.append(("DA", f"{date.year:04d}/{date.month:02d}/{f'{date.day:02d}' if date.day else ''}"))
    lines += [
        ("VL", reference.volume), ("NV", reference.number_of_volumes), ("IS", reference.issue), *_pages(reference),
        ("ET", reference.edition), ("PB", reference.publisher), ("CY", reference.place), ("M1", reference.number),
        ("DO", reference.doi), ("UR", reference.url),
    ]  # fmt: skip
    if reference.accessed:
        lines.append(("Y2", str(reference.accessed).replace("-", "/")))
    lines.append(("LA", reference.language))
    for name, value in reference.extra:
        if name in ("keywords", "keyword"):
            lines += [("KW", word.strip()) for word in re.split(r"[;；,，]", value)]
        elif name in _EXTRA:
            lines.append((_EXTRA[name], value))
    body = "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines if value)
    return f"{body}ER  - \r\n"


def _name(name: Name) -> str:
    # A comma in the name of a body would be read as the end of a surname.
    return str(name) if name.given else name.family.replace(", ", " ").replace(",", " ")


def _pages(reference: Reference) -> list[tuple[str, str]]:
    if match := _RANGE.fullmatch(reference.pages):
        return [("SP", match[1]), ("EP", match[2])]
    return [("SP", reference.pages or reference.locator)]


def _line(value: str) -> str:
    return " ".join(value.split())


def format_ris(references: Mapping[str, Reference] | Iterable[tuple[str, Reference]]) -> str:
    """All the references as RIS records, in order, a blank line between two."""
    pairs = references.items() if isinstance(references, Mapping) else references
    return "\r\n".join(to_ris(key, reference) for key, reference in pairs)
