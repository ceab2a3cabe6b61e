"""Citation keys: ASCII, readable, the same at every ingest: author, year, first word of the title (``wang2024xinzhi``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import count, islice

from build_scripts.cite.pinyin import first_readings, plain, readings, surname
from build_scripts.cite.works import entry_of, surely_same, work_title
from build_scripts.model.reference import Name, Reference
from build_scripts.text.han import HAN
from build_scripts.text.normalize import fold
from build_scripts.text.numerals import parse_numeral

_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(rf"[{HAN}]+|[^\W\d_]+(?:['’][^\W\d_]+)?")
_FRONT = re.compile(r"^[\[（(〔【]\s*[^\])）〕】]{1,4}[\])）〕】]\s*")
_STOP = frozenset("the a an on of in for to and at by from with into der die das ein eine zur zum le la les un une des du de el los las".split())
_UNIT = re.compile(r"[第卷册辑部编集]|vol(?:ume)?\.?|^v\.", re.I)

@dataclass(frozen=True)
class Identity:
    """What a work is looked up by and named after: its comparable title, and its key without the letters that tell equal ones apart."""

    title: str
    stem: str


def identity(reference: Reference) -> Identity:
    """Works this out once, so that many references can be given keys quickly."""
    return Identity(work_title(reference), key_stem(reference))


_MOST_ALIKE = 300
"""Works of one title among which the same work is looked for."""


def make_key(reference: Reference, taken: Mapping[str, Reference] | Collection[str] = ()) -> str:
    """A key for the reference.

    ``taken`` holds the keys in use. Where it says what they stand for and the same work is among them, that key is
    given back, whatever its form (a person may have chosen it). Otherwise the key is new: letters ``a``, ``b`` … behind
    it tell works apart that would share it.
    """
    if isinstance(taken, Mapping):
        return KeyMaker(taken).key(reference)
    return _free_key(reference, {key.lower() for key in taken})


def _free_key(reference: Reference, used: Collection[str]) -> str:
    return _first_free(key_stem(reference), used)[0]


def _first_free(base: str, used: Collection[str], start: int = -1) -> tuple[str, int]:
    """The stem itself (-1) or with its first free letters from the ``start``-th on, and the number of these letters."""
    return next((key, n) for n in count(start) if (key := base + _letters(n) if n >= 0 else base) not in used)


class KeyMaker:
    """Keys for many references in linear time: as ``make_key``, remembering each key that it gives."""

    def __init__(self, existing: Mapping[str, Reference] | None = None) -> None:
        self._works: dict[str, list[tuple[str, Reference]]] = {}
        self._found: dict[Reference, str] = {}
        self._used: set[str] = set()
        self._letters: dict[str, int] = {}
        for key, reference in (existing or {}).items():
            work = _comparable(reference)
            self._remember(key, work, work_title(work))

    def key(self, reference: Reference, known: Identity | None = None) -> str:
        """The key of the same work, or a new one; a work that is only perhaps the same gets its own.

        ``known`` is the identity of the reference, where that has been worked out before.
        """
        work = _comparable(reference)
        if work in self._found:  # works are only added behind, so the first that is the same stays the first
            return self._found[work]
        title = known.title if known else work_title(work)
        for key, other in islice(self._works.get(title, ()), _MOST_ALIKE):
            if surely_same(other, work):
                self._found[work] = key
                return key
        stem = known.stem if known else key_stem(reference)
        new, self._letters[stem] = _first_free(stem, self._used, self._letters.get(stem, -1))
        self._remember(new, work, title)
        return new

    def _remember(self, key: str, work: Reference, title: str) -> None:
        self._works.setdefault(title, []).append((key, work))
        self._used.add(key.lower())


def _comparable(reference: Reference) -> Reference:
    """The work without its cited pages, its volume in one spelling."""
    work, volume = entry_of(reference), volume_number(reference.volume) if reference.volume else ""
    return work if work.volume == volume else replace(work, volume=volume)


def _letters(n: int) -> str:
    """``a`` … ``z``, ``aa`` …"""
    return chr(97 + n) if n < 26 else _letters(n // 26 - 1) + chr(97 + n % 26)


def key_stem(reference: Reference) -> str:
    """Author, year and title word, without the letters that tell equal ones apart; always matches ``[a-z][a-z0-9]*``."""
    title = _FRONT.sub("", reference.title or reference.container)
    names = reference.authors or reference.editors
    year = f"{reference.date.year}" if reference.date else "nd"
    if names:
        return _safe(_name_part(names[0]) + year + _title_part(title, 2))
    return _safe(_title_part(title, 4) + year)


def _safe(stem: str) -> str:
    return stem if stem[:1].isalpha() else f"ref{stem}"


def _name_part(name: Name) -> str:
    family = _FRONT.sub("", name.family).strip()
    han = "".join(_HAN_RUN.findall(family))
    if han:
        if "·" in family and not name.literal:  # a Western name in Chinese letters: its last part is the family name
            return "".join(map(plain, readings("".join(_HAN_RUN.findall(family.split("·")[-1]))[:4])))
        person = len(han) <= 4 and han == family
        if len(han) > 4 or name.literal:
            return "".join(map(plain, readings(han)[:4]))
        return "".join(map(plain, readings(han, person)[: len(surname(han))]))
    words = [_ascii(word) for word in re.split(r"[\s.,]+", family) if _ascii(word) and word.lower() not in _STOP]
    return "".join(words[:1] if name.literal else words[-1:]) or "anon"


def _title_part(title: str, syllables: int) -> str:
    """The first Chinese syllables of the title, or its first Western word of meaning."""
    for word in _WORD.findall(title):
        if _HAN_RUN.match(word):
            run = "".join(_HAN_RUN.findall(title))
            return "".join(map(plain, first_readings(run[:12], syllables)))
        if (ascii_word := _ascii(word)) and word.lower() not in _STOP:
            return ascii_word[:16]
    return "".join(re.findall(r"\d", title)[:4])


def _ascii(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.translate(_LETTERS)).lower()
    return "".join(c for c in folded if c.isascii() and c.isalpha())


_CYRILLIC = dict(zip("абвгдезийклмнопрстуфхцыэё", "a b v g d e z i j k l m n o p r s t u f h c y e e".split(), strict=True))
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l", "œ": "oe", "Œ": "oe", "ı": "i"}
    | _CYRILLIC | {k.upper(): v for k, v in _CYRILLIC.items()}
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "Ж": "zh", "Ч": "ch", "Ш": "sh", "Щ": "shch", "Ю": "yu", "Я": "ya"}
)  # fmt: skip


def volume_number(volume: str) -> str:
    """One form for 第2卷, 第二卷, 卷2, Vol. 2 and 2; what is no number stays as it is."""
    bare = _UNIT.sub("", fold(volume)).strip()
    number = parse_numeral(bare)
    return str(number) if number is not None else fold(volume).removesuffix("册").removesuffix("卷")
