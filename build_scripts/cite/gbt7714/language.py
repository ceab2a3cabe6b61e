"""The language of an entry, which decides its words: 等 or et al., 版 or ed., 佚名 or Anon."""

from __future__ import annotations

import re
from typing import NamedTuple

from build_scripts.model.reference import Reference
from build_scripts.text.han import HAN

_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN = re.compile(f"[{HAN}]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

class Words(NamedTuple):
    """The words that an entry adds to what it describes."""

    others: str
    anonymous: str
    no_place: str
    no_publisher: str
    translator: str
    editor: str


_CHINESE = Words("等", "佚名", "[出版地不详]", "[出版者不详]", "译", "编")
_JAPANESE = Words("他", "佚名", "[出版地不详]", "[出版者不详]", "訳", "編")
_RUSSIAN = Words("и др.", "Anon", "[S.l.]", "[s.n.]", "пер.", "ред.")
_WESTERN = Words("et al.", "Anon", "[S.l.]", "[s.n.]", "trans.", "ed.")


def language_code(name: str) -> str:
    """``zh`` for ``zh-CN``, ``ZH`` and ``chinese``; the part before the region of any other name."""
    code = re.split(r"[-_]", name.strip().lower())[0]
    return {"chinese": "zh", "english": "en"}.get(code, code)


def script_language(text: str) -> str:
    """The language that the script of ``text`` speaks for: ``zh``, ``ja``, ``ko``, ``ru``, ``en``; empty without letters."""
    if text.isascii():
        return "en" if any(map(str.isalpha, text)) else ""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return "zh"
    if _CYRILLIC.search(text):
        return "ru"
    return "en" if any(map(str.isalpha, text)) else ""


def entry_language(reference: Reference) -> str:
    """The language of the entry: as stated, else by the script of its title, host, creators, publisher."""
    if reference.language:
        return language_code(reference.language)
    for text in (reference.title, reference.container, *(name.family for name in reference.authors), reference.publisher):
        if found := script_language(text):
            return found
    return "zh"


def words(language: str) -> Words:
    """The words that entries in ``language`` use."""
    if language == "zh":
        return _CHINESE
    return {"ja": _JAPANESE, "ru": _RUSSIAN}.get(language, _WESTERN)
