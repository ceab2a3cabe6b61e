"""The form in which texts and questions are compared. `assets/normalize.js` does the same, step by step.

Both sides are held together by `tests/search/normalize_cases.json`: change one, change the other, add a case.
"""

from __future__ import annotations

import pkgutil
import re
import unicodedata
from functools import cache

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
_BLANKS = re.compile("  +")
_RUN = re.compile(f"([{CJK}]+)")
_WORD = re.compile(rf"[0-9]+(?:\.[0-9]+)+[^\W_{CJK}]*|[^\W_{CJK}]+")
_UNIT = re.compile(r"[0-9][0-9.]*(?=[a-z])")
LONGEST_WORD = 32
"""Letters of a Latin word that the index keeps."""


@cache
def variants() -> dict[str, str]:
    """Written form → simplified form, from the table beside this file."""
    letters = (pkgutil.get_data(__package__, "variants.txt") or b"").decode().strip()
    return dict(zip(letters[::2], letters[1::2], strict=True))


@cache
def _signs() -> dict[str, str]:
    table = dict(variants())
    for signs, one in ((_QUOTES, '"'), (_DASHES, "-"), (_DOTS, "·"), ("〜", "~"), ("⋯", "..."), ("ς", "σ")):
        table.update(dict.fromkeys(signs, one))
    table.update(dict.fromkeys(_NOTHING, ""))
    return table


_DEPENDS = "\uffff"
"""Stands in a form for a letter whose form depends on its neighbours. (U+FFFF is no character of any text.)"""


class _Forms(dict[int, str]):
    """Code point → its comparable form, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = unicodedata.normalize("NFKC", chr(code))
        depends = any(unicodedata.category(letter)[0] == "M" or "\u1100" <= letter <= "\u11ff" for letter in (chr(code), *form))
        self[code] = _DEPENDS if depends else _fold(form)
        return self[code]


_FORMS = _Forms()


def _fold(form: str) -> str:
    signs = _signs()
    return "".join(" " if _RUN_OF_SPACE.match(letter) else signs.get(letter, letter) for letter in form.lower())


def normalize(text: str) -> str:
    """The comparable form: NFKC, lower case, simplified letters, signs unified, idle white space out.

    White space stays (as one blank) only between two words of a script that needs it, and not between a number
    and its unit, so that 28.1 ZB and 28.1ZB are one.
    """
    form = text.translate(_FORMS)
    if _DEPENDS in form:
        form = _fold(unicodedata.normalize("NFKC", text))
    if " " in form:
        form = _IDLE_SPACE.sub("", _BLANKS.sub(" ", form))
    return form


def variant_letters(text: str) -> str:
    """The letters of a text that are of other written forms, each once, in order."""
    return "".join(sorted(set(_written_otherwise().findall(text))))


@cache
def _written_otherwise() -> re.Pattern[str]:
    return re.compile(f"[{''.join(variants())}]")


def runs_and_words(normal: str) -> tuple[list[str], list[str]]:
    """Runs of CJK letters of a normalised string, and its words of other scripts, each with the unit of a number (zb of
    28.1zb) as a word of its own."""
    parts = _RUN.split(normal)
    others = " ".join(parts[::2])
    if not any(map(str.isalnum, others)):
        return parts[1::2], []
    words: list[str] = []
    for word in _WORD.findall(others):
        words.append(word[:LONGEST_WORD])
        if number := _UNIT.match(word):
            words.append(word[number.end() :][:LONGEST_WORD])
    return parts[1::2], words


def keys(normal: str) -> list[str]:
    """Index keys of a normalised string, one for each place: pairs of neighbouring CJK letters, the last letter of
    each run alone, and then words. Letters are counted in UTF-16 units, as the browser counts them."""
    runs, words = runs_and_words(normal)
    found: list[str] = []
    for run in runs:
        units = run.encode("utf-16-le")
        found += [units[at : at + 4].decode("utf-16-le", "surrogatepass") for at in range(0, len(units), 2)]
    return found + words


def variants_in(letters: set[str]) -> str:
    """The part of the table that these letters of a corpus need, as pairs in one string."""
    table = variants()
    return "".join(letter + table[letter] for letter in sorted(letters & table.keys()))
