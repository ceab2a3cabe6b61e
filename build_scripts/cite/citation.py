"""A citation found in running text: where it stands, of which manner it is, what it names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How the text cites: (某某，2020), 某某（2020）, or [3]11."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"
    NUMERIC = "numeric"


@dataclass(frozen=True)
class CitedItem:
    """One work that a citation names.

    ``authors`` is the printed text of the names, ``names`` its single names without 等; ``suffix`` the letter of
    ``2010a``; ``locator`` the cited place without 第 and 页; ``number`` the number of a numeric citation, else 0.
    """

    authors: str = ""
    names: tuple[str, ...] = ()
    et_al: bool = False
    year: str = ""
    suffix: str = ""
    locator: str = ""
    number: int = 0


@dataclass(frozen=True)
class Found:
    """A citation at ``[start, end)`` of the text (code points from 0).

    ``window`` is, for a narrative citation, the text before its bracket in which the names may begin (up to the sign
    before). ``certain`` is false where only a reference list can tell whether it is a citation at all.
    """

    start: int
    end: int
    kind: Manner
    items: tuple[CitedItem, ...]
    printed: str
    window: str = ""
    certain: bool = True
