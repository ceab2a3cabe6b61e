"""Forms in which texts are compared: harmless differences of width, spacing and signs left aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MOST_LEARNT = 1 << 16


class SignTable(dict[int, int | str | None]):
    """A table for ``str.translate`` that learns which characters it leaves alone: a character it does not know costs an exception."""

    def __missing__(self, character: int) -> int:
        if len(self) < _MOST_LEARNT:
            self[character] = character
        return character


_SIGNS = SignTable(
    (ord(sign), plain) for sign, plain in {
        "—": "-", "–": "-", "‐": "-", "‑": "-", "−": "-", "－": "-", "―": "-", "～": "~", "“": '"', "”": '"', "„": '"',
        "‘": "'", "’": "'", "〔": "[", "〕": "]", "【": "[", "】": "]", "。": ".", "、": ",", "．": ".",
        "\u200b": None, "\ufeff": None, "\u00ad": None,
    }.items()
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_DASHES = re.compile(r"-{2,}")
_AROUND = re.compile(r" ?([^\w ]) ?")
_BESIDE_HAN = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\ufaff]) | (?=[\u2e80-\u9fff\uf900-\ufaff])")


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def canon(text: str) -> str:
    """The comparable form of a printed string: NFKC, half width signs, no blank beside a sign or a Han character."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFC", text).translate(_SIGNS)).translate(_SIGNS)
    if "--" in text:
        text = _DASHES.sub("-", text)
    text = " ".join(text.split())
    if text.isalnum():
        return text
    return _BESIDE_HAN.sub("", _AROUND.sub(r"\1", text)).strip()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``canon`` with letter case and a closing stop left aside as well."""
    return canon(text).casefold().rstrip(".")
