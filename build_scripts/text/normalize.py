"""Forms in which texts are compared: harmless differences of width, spacing and signs left aside."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = str.maketrans(
    {
        "—": "-", "–": "-", "‐": "-", "‑": "-", "−": "-", "－": "-", "―": "-", "～": "~", "“": '"', "”": '"', "„": '"',
        "‘": "'", "’": "'", "〔": "[", "〕": "]", "【": "[", "】": "]", "。": ".", "、": ",", "．": ".",
        "\u200b": None, "\ufeff": None, "\u00ad": None,
    }
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
    text = _SPACE.sub(" ", _DASHES.sub("-", text)).strip()
    return _BESIDE_HAN.sub("", _AROUND.sub(r"\1", text)).strip()


def fold(text: str) -> str:
    """``canon`` with letter case and a closing stop left aside as well."""
    return canon(text).casefold().rstrip(".")
