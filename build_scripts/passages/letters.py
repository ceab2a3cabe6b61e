"""The letters of a text in comparable form: Han, Latin and other letters and digits, width and case aside, with their places.

What a page has of them can be kept as bytes that mean the same on every machine. Every character is taken for itself, so
that a text and any part of it agree about its letters. Needs numpy: whoever may do without imports this where it is used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

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


@dataclass(frozen=True)
class Letters:
    """The letters of some stretches, one behind the other in ``text``; ``sizes`` says how many each stretch has."""

    text: str = field(repr=False)
    sizes: npt.NDArray[np.uint32]

    @property
    def codes(self) -> Codes:
        """The code points of all letters."""
        return np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), "<u4")

    @cached_property
    def _ends(self) -> list[int]:
        return [0, *np.cumsum(self.sizes).tolist()]

    def __getitem__(self, stretch: int) -> str:
        return self.text[self._ends[stretch] : self._ends[stretch + 1]]

    def to_bytes(self) -> bytes:
        """The letters as bytes: number of stretches and bytes of text, sizes, text in UTF-8; numbers of 32 bits, little-endian."""
        text = self.text.encode("utf-8", "surrogatepass")
        return np.array([len(self.sizes), len(text)]).astype("<u4").tobytes() + self.sizes.astype("<u4").tobytes() + text

    @staticmethod
    def from_bytes(data: bytes) -> tuple[Letters, bytes]:
        """The letters at the beginning of the bytes, and what follows them."""
        stretches, size = np.frombuffer(data, "<u4", 2).tolist()
        begin = 8 + 4 * stretches
        text = data[begin : begin + size].decode("utf-8", "surrogatepass")
        return Letters(text, np.frombuffer(data, "<u4", stretches, 8).copy()), data[begin + size :]


def read_letters(stretches: Sequence[str]) -> Letters:
    """The letters of stretches given by their words."""
    codes, places = find_letters("\n".join(stretches))
    ends = np.cumsum([len(words) + 1 for words in stretches])
    sizes = np.diff(np.searchsorted(places, ends), prepend=0).astype(np.uint32)
    return Letters(codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass"), sizes)


@cache
def _table() -> Codes:
    """For each code point that of its letter, 0 for what is none; filled as characters are met."""
    return np.full(0x110000, _UNSEEN, np.uint32)


def _comparable(character: str) -> int:
    plain = unicodedata.normalize("NFKC", character).lower()
    letter = plain if len(plain) == 1 else character  # ﬁ, ㎏ or İ would take more than one place
    return ord(letter) if letter.isalnum() else 0
