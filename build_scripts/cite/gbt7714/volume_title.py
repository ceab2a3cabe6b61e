"""A title with its volume words as printed (``文集第三卷``), held beside title and volume: whether it still says what they say."""

from __future__ import annotations

import re

from build_scripts.model.reference import Reference
from build_scripts.text.normalize import fold
from build_scripts.text.numerals import parse_numeral

_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十百〇零]+|[ivx]+")
_VOLUME_WORDS = re.compile(rf"(?:[第卷册辑集部编篇函回分全共上中下]|v(?:ol(?:ume)?)?|part|book|{_NUMBER.pattern})*")


def printed_title(reference: Reference) -> str:
    """The title as printed with its volume words. Empty where it has none, or where title or volume were changed since: people who
    mend a title or a volume in the library need not know of a second field that holds both."""
    full = reference.title_full
    if not full or not reference.volume or fold(full) == fold(reference.title):
        return ""
    whole, title, volume = (_SIGNS.sub("", fold(text)) for text in (full, reference.title, reference.volume))
    rest = whole.removeprefix(title)
    if not whole.startswith(title) or not _VOLUME_WORDS.fullmatch(rest):
        return ""
    number = parse_numeral(volume)
    if number is None:
        return full if volume in rest else ""
    return full if any(parse_numeral(words) == number for words in _NUMBER.findall(rest)) else ""
