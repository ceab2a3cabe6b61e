"""Pinyin of names (terms, titles, authors) and the index keys under which its beginnings are found."""

from __future__ import annotations

import re
from functools import cache

from build_scripts.search.normalize import CJK, normalize

PREFIX = "@"
"""First character of pinyin keys; no key of a text begins with it."""
LONGEST = 12
"""Letters of pinyin that a key keeps; the script compares the rest with the full pinyin of the name."""
_STARTS = 20
_PART = re.compile(rf"[{CJK}]+|[a-z0-9]+")

# Readings of surnames that differ from the ordinary reading of the letter.
_SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "任": "ren", "查": "zha", "朴": "piao", "盖": "ge",
    "翟": "zhai", "乐": "yue", "区": "ou", "华": "hua", "种": "chong", "缪": "miao", "召": "shao", "覃": "qin",
    "冼": "xian", "洗": "xian", "宁": "ning", "尉迟": "yu chi", "长孙": "zhang sun", "万俟": "mo qi", "卜": "bu",
    "车": "che", "石": "shi", "沈": "shen", "重": "chong", "折": "she", "葛": "ge", "员": "yun", "秘": "bi", "那": "na",
}  # fmt: skip


@cache
def _reader():  # type: ignore[no-untyped-def]
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def syllables(name: str, person: bool = False) -> tuple[str, ...]:
    """Toneless syllables of a name, ü as v; words of other scripts and numbers as they are, signs left out."""
    found: list[str] = []
    for part in _PART.findall(normalize(name)):
        if part.isascii():
            found.append(part)
            continue
        surname = next((_SURNAMES[part[:n]] for n in (2, 1) if part[:n] in _SURNAMES), "") if person else ""
        size = 2 if person and part[:2] in _SURNAMES else 1
        rest = part[size:] if surname else part
        found += surname.split()
        found += [each for each in _reader()(rest) if each.isascii()] if rest else []
    return tuple(found)


def initials(parts: tuple[str, ...]) -> str:
    """First letters of the syllables; a word of another script counts whole."""
    return "".join(part if part.isdigit() or len(part) > 6 else part[0] for part in parts)


def pinyin_keys(parts: tuple[str, ...]) -> set[str]:
    """Keys under which a name is found by full pinyin or initials, from any of its first syllables on."""
    found = set()
    for start in range(min(len(parts), _STARTS)):
        rest = parts[start:]
        found.add(PREFIX + "".join(rest[:LONGEST])[:LONGEST])
        if len(rest) > 1:
            found.add(PREFIX + initials(rest[:LONGEST])[:LONGEST])
    return found
