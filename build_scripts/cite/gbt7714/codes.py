"""Document type codes and carriers of GB/T 7714 (appendix B of -2015, appendix of -2025) and where they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.model.reference import RefType

TYPE_OF_CODE = {
    "M": RefType.BOOK,
    "C": RefType.PROCEEDINGS,
    "G": RefType.BOOK,
    "N": RefType.ARTICLE_NEWSPAPER,
    "J": RefType.ARTICLE_JOURNAL,
    "D": RefType.THESIS,
    "R": RefType.REPORT,
    "S": RefType.STANDARD,
    "P": RefType.PATENT,
    "PP": RefType.PREPRINT,
    "DB": RefType.DATASET,
    "DS": RefType.DATASET,
    "CP": RefType.SOFTWARE,
    "EB": RefType.WEBPAGE,
    "A": RefType.ARCHIVE,
    "CM": RefType.MAP,
    "MM": RefType.DOCUMENT,
    "Z": RefType.DOCUMENT,
}
"""CSL type of each code; part-of-a-book forms (``[M]//``, ``[C]//``, ``[G]//``) are decided by the grammar."""

CARRIERS = ("OL", "CD", "DK", "MT", "MM")

_MARKER = re.compile(
    r"\[\s*(EB|DB|DS|CP|CM|PP|MM|[MCNJDRSPAGZ])\s*(?:[/\\|]\s*(OL|0L|CD|DK|MT|MM)\s*)?\](?!\d)", re.IGNORECASE
)
_ROUND = re.compile(r"(?<=[\u3400-\u9fff”》)?？])\s*\(\s*(EB|DB|[MCNJDRSPAGZ])\s*(?:[/\\|]\s*(OL|0L|CD|DK|MT|MM)\s*)?\)(?=\s*[.])")
"""The marker in round brackets, as some printers set it."""
_WORDED = re.compile(r"\[\s*((?:博士|硕士|学士)?(?:研究生)?(?:学位)?(?:毕业)?论文|(?:Ph\.?\s?D\.?|Doctoral|Master(?:'s)?)[^\[\]]{0,20})\s*\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed document type marker: its place in the shadow, its code and carrier (``OL`` …, may be empty)."""

    start: int
    end: int
    code: str
    carrier: str = ""
    words: str = ""

    def __str__(self) -> str:
        return f"{self.code}/{self.carrier}" if self.carrier else self.code


def find_markers(plain: str) -> list[Marker]:
    """Every marker in the shadow of a reference, in order; ``[博士学位论文]`` in the marker's place counts as D."""
    found = []
    for match in [*_MARKER.finditer(plain)] or [*_ROUND.finditer(plain)]:
        if match.start() == 0:
            continue
        carrier = (match[2] or "").upper().replace("0L", "OL")
        found.append(Marker(match.start(), match.end(), match[1].upper(), carrier))
    if not found:
        found = [Marker(m.start(), m.end(), "D", "", m[1]) for m in _WORDED.finditer(plain) if m.start() > 0]
    return found
