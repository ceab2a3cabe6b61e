"""Names in ``author``, ``editor`` and ``translator``: Chinese names whole, bodies in braces, ``and others`` for 等."""

from __future__ import annotations

import re
from collections.abc import Callable

from build_scripts.formats.bibtex.values import decode, encode
from build_scripts.model.reference import Name
from build_scripts.text.han import HAN

_HAN = re.compile(f"[{HAN}]")
_ALL_HAN = re.compile(rf"[{HAN}·•]+")
_AND = re.compile(r"\s+and\s+", re.I)
_SIGN = re.compile(r"[，、；;]")
_COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 尉迟 公孙 慕容 长孙 宇文 皇甫 令狐 端木 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 轩辕 钟离 闻人 司空".split()
)
_OTHERS = re.compile(rf"(?<=[{HAN}])\s+等$")
_LABELLED = re.compile(r"\s*(family|given|prefix|suffix|useprefix|\w+-i)\s*=\s*(.*?)\s*", re.S)
_PARTICLE = re.compile(r"[a-zà-ÿ]")

Complain = Callable[[str, str], None]
"""Called with what is wrong (``commas`` or the sign that separates names) and the name."""


def parse_names(raw: str, complain: Complain = lambda kind, name: None) -> tuple[tuple[Name, ...], bool]:
    """The names in the inside of a field, and whether the list ends in ``and others``."""
    if not raw:
        return (), False
    names: list[Name] = []
    others = False
    for piece in _split(raw, _AND):
        if piece.strip().lower() in ("others", "等", "et al.", "et al"):
            others = True
        else:
            names += _parse_one(_OTHERS.sub("", piece.strip()), complain)
            others |= bool(_OTHERS.search(piece.strip()))
    kept = tuple(name for name in names if name.literal or name.family != "等")
    return kept, others or len(kept) < len(names)


def _split(raw: str, pattern: re.Pattern[str]) -> list[str]:
    """Cuts at the pattern outside of braces."""
    if "{" not in raw:
        return [piece for piece in pattern.split(raw) if piece.strip()]
    hidden = _hide(raw)
    out, last = [], 0
    for match in pattern.finditer(hidden):
        out.append(raw[last : match.start()])
        last = match.end()
    out.append(raw[last:])
    return [piece for piece in out if piece.strip()]


def _hide(raw: str) -> str:
    """The text with everything inside braces replaced, so that no sign in there separates anything."""
    out, depth = [], 0
    for i, c in enumerate(raw):
        escaped = raw[i - 1 : i] == "\\"
        depth += (c == "{" and not escaped) - (c == "}" and not escaped)
        out.append("\x00" if depth > 0 or c in "{}" else c)
    return "".join(out)


def _parse_one(raw: str, complain: Complain) -> list[Name]:
    if raw.startswith("{") and raw.endswith("}") and "}" not in _hide(raw) and _hide(raw).strip("\x00") == "":
        if raw.count("{") == 1 or _one_group(raw):
            return [Name(decode(raw), literal=True)]
    if len(signs := _split(raw, _SIGN)) > 1 and _HAN.search(raw):
        match = _SIGN.search(_hide(raw))
        complain(match[0] if match else "，", raw)
        return [name for piece in signs for name in _parse_one(piece.strip(), complain)]
    parts = [piece.strip() for piece in _split(raw, re.compile(","))]
    if not parts:
        return []
    if all(labelled := [_LABELLED.fullmatch(piece) for piece in parts]):
        return _labelled({match[1]: decode(match[2].strip('"')) for match in labelled if match})
    if len(parts) > 1 and _several_people(parts):
        complain(",", raw)
        return [Name(decode(piece)) for piece in parts]
    if len(parts) > 3:
        complain("commas", raw)
        return [Name(decode(raw), literal=True)]
    if len(parts) == 3:
        return [Name(decode(parts[0]), f"{decode(parts[2])}, {decode(parts[1])}")]
    if len(parts) == 2:
        family, given = decode(parts[0]), decode(parts[1])
        return [Name(family + given)] if _ALL_HAN.fullmatch(family) and _ALL_HAN.fullmatch(given) else [Name(family, given)]
    return [_whole(parts[0])]


def _labelled(parts: dict[str, str]) -> list[Name]:
    """biblatex's ``family=Berg, given=Hans, prefix=van der``."""
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    given = ", ".join(filter(None, (parts.get("given"), parts.get("suffix"))))
    if not family:
        family, given = given, ""
    return [Name(family, given)] if family else []


def _one_group(raw: str) -> bool:
    """Whether the first brace closes at the very end."""
    depth = 0
    for i, c in enumerate(raw):
        depth += (c == "{") - (c == "}")
        if depth == 0:
            return i == len(raw) - 1
    return False


def _several_people(parts: list[str]) -> bool:
    """Whether pieces between commas are whole Chinese names rather than a family and a given name."""
    if not all(_ALL_HAN.fullmatch(piece) for piece in parts):
        return False
    return len(parts) > 2 or (len(parts[0]) > 1 and parts[0] not in _COMPOUND and len(parts[1]) > 1)


def _whole(raw: str) -> Name:
    """A name without a comma: Chinese stays whole; of a Western one the last word (with its particles) is the family."""
    tokens = _split(raw, re.compile(r"[\s~]+"))
    if len(tokens) == 1:
        return Name(decode(tokens[0]))
    if all(_HAN.search(token) for token in tokens):
        return Name("".join(decode(token) for token in tokens))
    if _HAN.search(raw):
        return Name(decode(raw))
    first = next((i for i, token in enumerate(tokens[:-1]) if i and _PARTICLE.match(token)), len(tokens) - 1)
    return Name(decode(" ".join(tokens[first:])), decode(" ".join(tokens[:first])))


def format_names(names: tuple[Name, ...], others: bool = False) -> str:
    """The inside of a field; ``parse_names`` gives the same names back."""
    return " and ".join([*map(_format_one, names), *(["others"] if others else [])])


def _format_one(name: Name) -> str:
    family = encode(name.family)
    if name.literal and not name.given:
        return "{" + family + "}"
    if name.given:
        given, _, suffix = name.given.partition(", ")
        pieces = [family, suffix and encode(suffix), encode(given)]
        return ", ".join(_protect(piece) for piece in pieces if piece)
    plain = not re.search(r"[\s,，、；;~]", name.family) and name.family.lower() not in ("others", "and", "等")
    return family if plain else "{" + family + "}"


def _protect(piece: str) -> str:
    return "{" + piece + "}" if re.search(r"[,，、；;]|(?i:(?:^|\s)and(?:\s|$))", piece) else piece
