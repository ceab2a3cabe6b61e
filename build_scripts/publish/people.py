"""Who a text is by: persons with family and given names where these can be told apart, and bodies.

A printed name is a person's unless it shows the signs of a body: the word it ends in, the lists of bodies and agencies, a
length that no name has. A surname that no list knows does not make a body of a person; it only means that the name is not
cut. Both lists are the site's own (``references/lists/*.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.cite.gbt7714.format_names import is_pinyin_name
from build_scripts.cite.gbt7714.names import is_body
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.meta import in_words
from build_scripts.text.han import HAN, HAN_RE

LONGEST_NAME = 4
"""Characters of the longest undotted name: two of a surname and two given, or a Japanese one."""
_PLAIN = re.compile(rf"[{HAN}]+\Z")
_GAP = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,3}\Z")
_PARTICLES = frozenset("van von der den de la le du di del della dos da ten ter al el bin ibn zu".split())
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_OWN = re.compile("本[报報刊社网網台站]")
"""How a paper speaks of itself (本报记者, 本刊评论员)."""
_IN_GIVEN_NAMES = frozenset("社")
"""Words of one character that bodies end in and given names as well (建社)."""


@dataclass(frozen=True)
class Author:
    """One author as printed. ``family`` and ``given`` are empty where the name is a body's or cannot be told apart."""

    name: str
    affiliation: str = ""
    family: str = ""
    given: str = ""
    body: bool = False


def people_of(meta: Mapping[str, Any], lists: Lists = DEFAULT_LISTS) -> list[Author]:
    """The authors that a front matter names, in order."""
    out = []
    for name, affiliation in authors_of(meta):
        family, given = split_name(name, lists)
        out.append(Author(name, affiliation, family if given else "", given, not given and not is_person(name, lists)))
    return out


def strings(value: Any) -> list[str]:
    """The words in a value of the front matter that may be one word or a list."""
    return [words for item in (value if isinstance(value, list | tuple) else [value]) if (words := in_words(item))]


def authors_of(meta: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and affiliation (empty where not known) of each author."""
    value = meta.get("authors")
    out = []
    for item in value if isinstance(value, list | tuple) else [value]:
        named, where = (item.get("name"), item.get("affiliation")) if isinstance(item, Mapping) else (item, None)
        if name := in_words(named):
            out.append((name, "；".join(strings(where))))
    return out


def is_person(name: str, lists: Lists = DEFAULT_LISTS) -> bool:
    """Whether a printed name is a person's rather than a body's."""
    name = _GAP.sub("", name.strip())
    if not HAN_RE.search(name):
        return _is_latin_person(name, lists)
    if is_body(name, lists) or name in lists.body_endings or _OWN.match(name):
        return False
    if not _PLAIN.match(name):
        return True  # dotted, with initials or a country: so only persons are printed
    if len(name) == 3 and name[-1] in lists.body_endings and not (name[-1] in _IN_GIVEN_NAMES and name[0] in lists.surnames):
        return False
    return len(name) <= LONGEST_NAME or len(_surname(name, lists)) > 2


def _is_latin_person(name: str, lists: Lists) -> bool:
    """``Press, William`` is a person and ``Department of Energy, Office of Science`` none: one word may be anybody's surname."""
    if "," not in name:
        return not is_body(name, lists)
    parts = [part.strip() for part in name.split(",")]
    return name not in lists.bodies and not any(part in lists.bodies or (" " in part and is_body(part, lists)) for part in parts)


def _surname(name: str, lists: Lists) -> str:
    """The surname that an undotted Chinese name begins with, empty where no list knows one; something is left behind it."""
    compound = [known for known in lists.compound_surnames if len(known) < len(name) and name.startswith(known)]
    return max(compound, key=len, default=name[0] if name[:1] in lists.surnames else "")


def split_name(name: str, lists: Lists = DEFAULT_LISTS) -> tuple[str, str]:
    """Family and given name; what is a body's, or cannot be told apart, stands whole in the first.

    ``欧阳明`` → 欧阳, 明; ``John Smith`` → Smith, John; ``ZHANG Ming-ju`` → ZHANG, Ming-ju; ``卡尔·马克思`` whole.
    """
    if not is_person(name, lists):
        return name, ""
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    if not HAN_RE.search(name):
        return _split_latin(name.split())
    joined = _GAP.sub("", name.strip())
    family = _surname(joined, lists) if _PLAIN.match(joined) else ""
    return (family, joined[len(family) :]) if family and len(joined) > 1 else (name, "")


def _split_latin(words: list[str]) -> tuple[str, str]:
    """A surname in capitals, before initials, or of a Chinese name in pinyin stands first; else the last word is the surname."""
    suffix = f", {words.pop()}" if len(words) > 2 and words[-1] in _SUFFIXES else ""
    if len(words) < 2:
        return " ".join(words), ""
    first, rest = words[0], " ".join(words[1:])
    capitals = first.isupper() and len(first) > 2 and first.isalpha() and not rest.isupper()
    initials = len(first) > 2 and all(map(_INITIALS.match, words[1:]))
    chinese = is_pinyin_name(first, rest) and (first.isupper() or not is_pinyin_name(words[-1], first))
    if capitals or initials or chinese:
        return first, rest + suffix
    cut = next((at for at, word in enumerate(words) if at and word in _PARTICLES), len(words) - 1)
    return " ".join(words[cut:]), " ".join(words[:cut]) + suffix
