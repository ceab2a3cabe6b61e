"""Numeric citations: ``[3]``, ``[1-3]``, ``[1，3]``, ``[1,3-5]``, with the cited page outside the brackets ``[3]11``."""

from __future__ import annotations

import re

from build_scripts.cite.citation import CitedItem, Found, Manner

_NUMBERS = r"\d{1,3}(?:\s*[-~]\s*\d{1,3})?(?:\s*[,、;]\s*\d{1,3}(?:\s*[-~]\s*\d{1,3})?)*"
_BRACKET = re.compile(
    rf"(?P<open>\$?\^\{{?|<sup>)?\s?\[\s*(?P<numbers>{_NUMBERS})\s*\]"
    r"(?P<locator>(?:\s*\(\s*[Pp]{1,2}\.?\s*\d+(?:\s*[-~,、]\s*\d+)*\s*\)|\s?[Pp]{1,2}\.?\s?\d+(?:\s*[-~]\s*\d+)?|\d{1,4}(?:[-~]\d{1,4})?(?:[,、]\d{1,4}(?:[-~]\d{1,4})?)*(?![\d.]*\s*(?:年|月|日|个|%|％|万|亿|元|项|次|人|世纪|\.\d))))?"
    r"(?P<close>\}?\$?|</sup>)"
)
_LINK_AFTER = re.compile(r"\s?\(\s*(?:https?:|[#/.])|:\s*https?:")
_ENTRY = re.compile(r"\s*[\w《“\"\[(]")
LARGEST_RUN = 60
"""A run of more numbers than this is no citation."""


def find_numeric(plain: str, text: str) -> list[Found]:
    """Every numeric citation of the shadow ``plain``; marks that head an entry of a list are left out."""
    found = []
    for match in _BRACKET.finditer(plain):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if not match["open"] and not match["locator"] and _heads_line(plain, start) and _ENTRY.match(plain, match.end()):
            continue
        if _LINK_AFTER.match(plain, match.end()) or plain[start - 1 : start] == "!":
            continue
        numbers = expand(match["numbers"])
        if not numbers:
            continue
        end = match.end() if match["open"] else match.end() - len(match["close"])
        locator = re.sub(r"[()\sPp.]", "", match["locator"] or "").strip()
        items = tuple(
            CitedItem(number=number, locator=locator if i == len(numbers) - 1 else "") for i, number in enumerate(numbers)
        )
        found.append(Found(start, end, Manner.NUMERIC, items, text[start:end]))
    return found


def _heads_line(plain: str, at: int) -> bool:
    """Whether nothing but blanks and a list dash stands before the place on its line."""
    line = plain.rfind("\n", 0, at) + 1
    return not plain[line:at].strip(" -*\t")


def expand(numbers: str) -> list[int]:
    """``1,3-5`` → 1, 3, 4, 5; empty where a number is 0, a run goes backwards or is too long (``[0,1]`` is an interval)."""
    out: list[int] = []
    for part in re.split(r"[,、;]", numbers):
        first, dash, last = re.sub(r"\s", "", part).replace("~", "-").partition("-")
        low = int(first)
        high = int(last) if dash else low
        if low < 1 or high < low or high - low > LARGEST_RUN:
            return []
        out.extend(range(low, high + 1))
    return out if len(out) <= LARGEST_RUN else []
