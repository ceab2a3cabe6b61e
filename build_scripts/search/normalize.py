"""The form in which texts and questions are compared. `assets/normalize.js` does the same, step by step.

Both sides are held together by `tests/search/normalize_cases.json`: change one, change the other, add a case.
"""

from __future__ import annotations

import pkgutil
import re
import unicodedata
from functools import cache
from operator import add

CJK = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Class body of letters written without spaces between words: Han and kana."""

_QUOTES = "\"'“”„‟‘’‚‛「」『』〝〞«»‹›`´"
_DASHES = "-‐‑‒–—―−─"
_DOTS = "·•・‧∙⋅"
_NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(map(chr, range(0xFE00, 0xFE10)))
_SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_RUN_OF_SPACE = re.compile(f"[{_SPACE}]+")
_IDLE_SPACE = re.compile(rf"(?:^|(?<=[{CJK}])|(?<=[\W_])) | (?:$|(?=[{CJK}])|(?=[\W_]))|(?<=[0-9]) (?=[a-z])")
_TOKEN = re.compile(rf"[{CJK}]+|[0-9]+(?:\.[0-9]+)+[^\W_{CJK}]*|[^\W_{CJK}]+")
_UNIT = re.compile(r"[0-9][0-9.]*(?=[a-z])")
_CJK = re.compile(f"[{CJK}]")
LONGEST_WORD = 32
"""Letters of a Latin word that the index keeps."""


@cache
def variants() -> dict[str, str]:
    """Written form → simplified form, from the table beside this file."""
    letters = (pkgutil.get_data(__package__, "variants.txt") or b"").decode().strip()
    return dict(zip(letters[::2], letters[1::2], strict=True))


@cache
def _signs() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(letter): form for letter, form in variants().items()}
    for signs, one in ((_QUOTES, '"'), (_DASHES, "-"), (_DOTS, "·"), ("〜", "~"), ("⋯", "..."), ("ς", "σ")):
        table.update({ord(sign): one for sign in signs})
    table.update({ord(sign): None for sign in _NOTHING})
    return table


@cache
def _sign_set() -> frozenset[str]:
    return frozenset(map(chr, _signs())) - {'"', "-", "·"}


def normalize(text: str) -> str:
    """The comparable form: NFKC, lower case, simplified letters, signs unified, idle white space out.

    White space stays (as one blank) only between two words of a script that needs it, and not between a number
    and its unit, so that 28.1 ZB and 28.1ZB are one.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    if not _sign_set().isdisjoint(text):
        text = text.translate(_signs())
    if _RUN_OF_SPACE.search(text):
        text = _IDLE_SPACE.sub("", _RUN_OF_SPACE.sub(" ", text))
    return text


def needs_folding(text: str) -> bool:
    """Whether the text may hold letters of other written forms (or signs that are unified)."""
    return not _sign_set().isdisjoint(text)


def keys(normal: str) -> list[str]:
    """Index keys of a normalised string, one for each place: pairs of neighbouring CJK letters, the last letter of
    each run alone, words of other scripts whole, and the unit of a number (zb of 28.1zb) as a word of its own."""
    found: list[str] = []
    for run in _TOKEN.findall(normal):
        if run > "\u3004" and _CJK.match(run):
            found += map(add, run, run[1:])
            found.append(run[-1])
            continue
        found.append(run[:LONGEST_WORD])
        if number := _UNIT.match(run):
            found.append(run[number.end() :][:LONGEST_WORD])
    return found


def variants_in(letters: set[str]) -> str:
    """The part of the table that these letters of a corpus need, as pairs in one string."""
    table = variants()
    return "".join(letter + table[letter] for letter in sorted(letters & table.keys()))
