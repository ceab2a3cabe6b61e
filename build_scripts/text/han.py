"""What a character is: Han, Latin, punctuation that ends a sentence, a bracket and its partner."""

from __future__ import annotations

import re
from functools import lru_cache

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007"
"""Character class body of Han ideographs (with 〇), for use inside ``[...]``."""

CJK_PUNCT = r"\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
"""Character class body of punctuation set in Chinese text."""

HAN_RE = re.compile(f"[{HAN}]")
_NO_HAN = re.compile(f"[^{HAN}]+")
_NARROW = re.compile("[^\u2e80-\U0010ffff“”‘’—…·]+")
SENTENCE_END = "。！？!?…"
CLOSERS = "”’」』）)】》〉]〕\"'"
OPENERS = "“‘「『（(【《〈[〔"
PARTNER = dict(zip("“‘「『（(【《〈[〔", "”’」』）)】》〉]〕", strict=True))


def is_han(character: str) -> bool:
    """Whether the one character is a Han ideograph."""
    return HAN_RE.match(character) is not None


def count_han(text: str) -> int:
    """How many Han ideographs the text holds."""
    return 0 if text.isascii() else len(_NO_HAN.sub("", text))


def is_latin(character: str) -> bool:
    """Whether the one character is a letter of a Western alphabet (accents included) in half width."""
    return character.isalpha() and ord(character) < 0x250


@lru_cache(maxsize=4096)
def width(text: str) -> float:
    """How wide the text sets, in ems: 1 for Han and full width signs, about a half for Latin letters and digits."""
    wide = 0 if text.isascii() else len(_NARROW.sub("", text))
    return wide + 0.5 * (len(text) - wide)


def ends_sentence(text: str) -> bool:
    """Whether the text closes a sentence: final punctuation, closing quotes, brackets and note marks aside."""
    tail = text.rstrip()
    while tail and tail[-1] in CLOSERS:
        tail = tail[:-1].rstrip()
    return bool(tail) and tail[-1] in SENTENCE_END
