"""The letters of a text in comparable form: Han, Latin and other letters and digits, width and case aside, with their places.

Every character is taken for itself, so that a text and any part of it agree about its letters. Needs numpy: whoever may
do without imports this where it is used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.intp]

_UNSEEN = 0xFFFFFFFF


def find_letters(words: str) -> tuple[Codes, Places]:
    """The code points of the letters and where in ``words`` each stands."""
    given = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), "<u4")
    table = _table()
    codes = table[given]
    unseen = codes == _UNSEEN
    if unseen.any():
        for code in set(given[unseen].tolist()):
            table[code] = _comparable(chr(code))
        codes = table[given]
    places = np.flatnonzero(codes)
    return codes[places], places


def split_letters(stretches: Sequence[str]) -> tuple[Codes, Places]:
    """The code points of the letters of all stretches, one behind the other, and how many each stretch has."""
    codes, places = find_letters("\n".join(stretches))
    ends = np.cumsum([len(words) + 1 for words in stretches])
    return codes, np.diff(np.searchsorted(places, ends), prepend=0)


def read_letters(stretches: Sequence[str]) -> list[str]:
    """The letters of each stretch as a string."""
    codes, sizes = split_letters(stretches)
    letters = codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")
    ends = [0, *np.cumsum(sizes).tolist()]
    return [letters[start:end] for start, end in zip(ends, ends[1:], strict=False)]


@cache
def _table() -> Codes:
    """For each code point that of its letter, 0 for what is none; filled as characters are met."""
    return np.full(0x110000, _UNSEEN, np.uint32)


def _comparable(character: str) -> int:
    plain = unicodedata.normalize("NFKC", character).lower()
    letter = plain if len(plain) == 1 else character  # ﬁ, ㎏ or İ would take more than one place
    return ord(letter) if letter.isalnum() else 0
