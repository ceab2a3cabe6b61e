"""Citations in the text (GB/T 7714 clause 9): ``[3]260``, ``[1-3]``, ``（费孝通，1981）25``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_scripts.cite.gbt7714.format import author_year
from build_scripts.cite.gbt7714.format_names import format_name
from build_scripts.cite.gbt7714.format_parts import Parts
from build_scripts.cite.gbt7714.language import script_language
from build_scripts.cite.gbt7714.style import Signs, Style
from build_scripts.model.reference import Name, Reference

_DASH = re.compile(r"\s*[-‐‑–—~～]+\s*")


@dataclass(frozen=True)
class CitationItem:
    """One cited work: its ``number`` in the list (numeric), the cited place, and what the sentence already says.

    ``suppress_author`` (``[-@key]``): the name stands in the sentence, only the year is given.
    """

    reference: Reference
    number: int = 0
    locator: str = ""
    suppress_author: bool = False
    year_suffix: str = ""


def format_citation(items: Sequence[CitationItem], style: Style = Style(), *, narrative: bool = False) -> str:  # noqa: B008
    """The citation in the style's manner; pages and numbers are superscript in HTML and Markdown.

    ``narrative`` (``@key [12]``): the name is part of the sentence and stands before the brackets.
    """
    if not items:
        return ""
    if not style.author_date:
        return _numeric(items, style)
    if narrative:
        return "、".join(_narrative(item, style) for item in items)
    return _bracketed(items, style, bare=False)


def _narrative(item: CitationItem, style: Style) -> str:
    """``费孝通（1981）``; behind a Western name a bracket of half width wants a blank: ``Smith (1981)``."""
    label, bracketed = _label(_parts(item, style)), _bracketed([item], style, bare=True)
    gap = " " if bracketed.startswith("(") and label[-1:].isascii() else ""
    return f"{label}{gap}{bracketed}"


def _raised(text: str, style: Style) -> str:
    return text if style.output == "text" or not text else f"<sup>{text}</sup>"


def _pages(locator: str, signs: Signs) -> str:
    return re.sub(r"\s*[,，、]\s*", signs.comma.strip(), _DASH.sub("-", locator.strip()))


def _numeric(items: Sequence[CitationItem], style: Style) -> str:
    """``[1，3]``, ``[1-3]``; a work cited at a page has brackets of its own: ``[3]260`` (9.2)."""
    signs = style.signs("zh")
    comma = signs.comma.strip()
    groups: list[str] = []
    plain: list[int] = []
    for item in items:
        if not item.locator:
            plain.append(item.number)
            continue
        if plain:
            groups.append(f"[{_runs(plain, comma)}]")
            plain = []
        groups.append(f"[{item.number}]{_pages(item.locator, signs)}")
    if plain:
        groups.append(f"[{_runs(plain, comma)}]")
    return _raised(comma.join(groups), style)


def _runs(numbers: Iterable[int], comma: str) -> str:
    """``1-3，7``: each number once, neighbours drawn together, in the order of citing."""
    runs: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return comma.join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)


def _parts(item: CitationItem, style: Style) -> Parts:
    return Parts(item.reference, style, item.year_suffix)


def _bracketed(items: Sequence[CitationItem], style: Style, bare: bool) -> str:
    """``（甲，2010；乙 等，2011）``; works of one author follow each other by their years (9.3.1)."""
    signs = _parts(items[0], style).signs
    shown: list[tuple[str, str]] = []
    for item in items:
        parts = _parts(item, style)
        label = "" if bare or item.suppress_author else _label(parts)
        year = author_year(parts)
        if item.locator and len(items) > 1:
            year += f"{signs.colon}{_pages(item.locator, signs)}"
        if shown and label and shown[-1][0] == label:
            shown[-1] = (label, f"{shown[-1][1]}{signs.comma}{year}")
        else:
            shown.append((label, year))
    inside = signs.semicolon.join(signs.comma.join(filter(None, pair)) for pair in shown)
    place = _raised(_pages(items[0].locator, signs), style) if len(items) == 1 else ""
    return f"{signs.left}{inside}{signs.right}{place}"


def _label(parts: Parts) -> str:
    """The first creator as the text names it, with 等 / et al. behind a blank where there are more (9.3.1.2)."""
    ref = parts.reference
    names = ref.authors or ref.editors
    if not names:
        return parts.extra.get("holder", "") or parts.words.anonymous
    first = short_name(names[0])
    return f"{first} {parts.words.others}" if ref.et_al or len(names) > 1 else first


def short_name(name: Name) -> str:
    """How a text calls the person: the whole Chinese name or body, the family name of a Western one."""
    whole = not name.given or name.literal or script_language(name.given) in ("zh", "ja", "ko")
    return format_name(name, 2025) if whole else name.family


def citation_label(reference: Reference, style: Style = Style()) -> tuple[str, str]:  # noqa: B008 - frozen
    """Name and year by which an author-date citation names the work; works that share both need a letter."""
    parts = Parts(reference, style)
    return _label(parts), author_year(parts)
