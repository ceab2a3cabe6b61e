"""Citation keys: ASCII, readable, the same at every ingest: author, year, first word of the title (``wang2024xinzhi``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from itertools import count

from build_scripts.cite.pinyin import plain, readings, surname
from build_scripts.model.reference import Name, Reference, RefType
from build_scripts.text.han import HAN
from build_scripts.text.normalize import fold
from build_scripts.text.numerals import parse_numeral

_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(rf"[{HAN}]+|[^\W\d_]+(?:['’][^\W\d_]+)?")
_FRONT = re.compile(r"^[\[（(〔【]\s*[^\])）〕】]{1,4}[\])）〕】]\s*")
_STOP = frozenset("the a an on of in for to and at by from with into der die das ein eine zur zum le la les un une des du de el los las".split())
_UNIT = re.compile(r"[第卷册辑部编集]|vol(?:ume)?\.?|^v\.", re.I)
_BOOKISH = frozenset({RefType.BOOK, RefType.PROCEEDINGS, RefType.REPORT, RefType.DOCUMENT})

Identity = tuple[str, ...]


def make_key(reference: Reference, taken: Mapping[str, Reference] | Collection[str] = ()) -> str:
    """A key for the reference.

    ``taken`` holds the keys in use. Where it says what they stand for and the same work is among them, that key is
    given back, whatever its form (a person may have chosen it). Otherwise the key is new: letters ``a``, ``b`` … behind
    it tell works apart that would share it.
    """
    if isinstance(taken, Mapping):
        own = work_identity(reference)
        for key, other in taken.items():
            if work_identity(other) == own:
                return key
    base = key_stem(reference)
    used = {key.lower() for key in taken}
    if base not in used:
        return base
    return next(key for n in count() if (key := base + _letters(n)) not in used)


class KeyMaker:
    """Keys for many references in linear time: as ``make_key``, remembering each key that it gives."""

    def __init__(self, existing: Mapping[str, Reference] | None = None) -> None:
        self._key_of: dict[Identity, str] = {}
        self._used: set[str] = set()
        for key, reference in (existing or {}).items():
            self._key_of.setdefault(work_identity(reference), key)
            self._used.add(key.lower())

    def key(self, reference: Reference) -> str:
        """The key of the same work, or a new one."""
        own = work_identity(reference)
        if own not in self._key_of:
            new = make_key(reference, self._used)
            self._key_of[own] = new
            self._used.add(new.lower())
        return self._key_of[own]


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
            return "".join(map(plain, readings(run[:12])[:syllables]))
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


def work_identity(reference: Reference) -> Identity:
    """What makes two printed references the same work: title, volume, first creator, year, host, edition; never pages."""
    names = reference.authors or reference.editors
    who = fold(str(names[0])) if names else ""
    date = reference.date
    exact = reference.type == RefType.ARTICLE_NEWSPAPER or not (reference.container or reference.publisher)
    when = "" if date is None else str(date) if exact else f"{date.year}"
    return (
        "book" if reference.type in _BOOKISH else reference.type.value,
        _bare(reference.title or reference.title_full), volume_number(reference.volume), who, when, _bare(reference.container),
        fold(reference.issue) if not reference.title else "", fold(reference.edition), _bare(reference.number),
    )  # fmt: skip


def _bare(text: str) -> str:
    """Letters and digits alone: signs, spacing and quotes are printed differently from place to place."""
    return "".join(c for c in fold(text) if c.isalnum())
