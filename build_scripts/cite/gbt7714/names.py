"""Names of persons and bodies as references print them, in lists with any separator.

GB/T 7714 8.1: Chinese names whole, Western ones family name first with initials (``SMITH J A``, ``Smith J A``), bodies
as they call themselves, at most three of a role and then 等 / et al.  The other manners (``J. A. Smith``,
``Smith, J. A., & Jones, B.``, ``Smith, John, and Ann Jones``, ``[美]某某``) are read as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.cite.gbt7714.format_names import is_pinyin_name
from build_scripts.cite.gbt7714.printed import Printed, enclosed
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.reference import Name
from build_scripts.text.han import HAN

EDITOR_ROLES = frozenset("主编 编 选编 汇编 编辑 编选 辑 合编 总主编 总编 执行主编 副主编 编纂 ed eds editor editors".split())
TRANSLATOR_ROLES = frozenset("译 合译 翻译 译校 译注 编译 校译 译著 移译 tr trans translator translators".split())
OTHER_ROLES = frozenset(
    "著 撰 编著 合著 等著 作 述 口述 整理 校 编校 辑校 点校 校注 校点 注 注释 注疏 疏 标点 校订 修订 绘 绘图 摄影 笺注 "
    "集注 集解 编注 笺证 校释 注译 记录 执笔 撰稿 起草".split()
)
_HAN_ROLES = sorted((r for r in EDITOR_ROLES | TRANSLATOR_ROLES | OTHER_ROLES if not r.isascii()), key=len, reverse=True)
_BRACKET_BEHIND = re.compile(r"\s*\([^()]*\)\s*\Z")
_INITIAL_LAST = re.compile(r"(?:,\s*|\.\s*-?)[A-Z]\.[\s,;:]*\Z")
_AND_FIRST = re.compile(r"\A(?:and|&)\s+")
_SPACED_NAME = re.compile(rf"[{HAN}](\s+[{HAN}]){{1,3}}")
_ROLE = re.compile(
    rf"(?<=[{HAN}A-Za-z.,)\]])[\s,]*(?:(?P<han>{'|'.join(_HAN_ROLES)})"
    r"|[\s,]\(?(?P<west>eds?|editors?|trans|tr|translators?)\.?\)?)\s*\Z"
)
_BY_ROLE = re.compile(r"(?P<role>ed(?:ited)?|trans(?:lated)?)\.?\s+by\s+", re.IGNORECASE)
_ET_AL = re.compile(r"[\s,]*(?:(?<!平)等人?|,?\s*et\.?\s*al\.?|,?\s*(?:and|&) others|,\s*他|,?\s*и\s+др\.?)\s*\Z", re.IGNORECASE)
_NATION = re.compile(r"[\[(]\s*[^\[\]()]{1,6}\s*[\])]\s*(?=\S)")
_SEPARATOR = re.compile(r"[;,、&/]|\s(?:and|und|et)\s|[和与及]|(?<=[\u3400-\u9fff·])\s+(?=[\u3400-\u9fff])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?(?:[\s-]*[^\W\d_]\.?){0,3}|[A-Z]{2,3}|(?:[A-Z][a-z]?\.[\s-]*)+)\Z")
_TAIL_INITIALS = re.compile(r"(?P<family>\S.*?\S)\s+(?P<given>(?:[A-ZА-ЯЁ][a-z]?\.?(?:[\s-]+|(?<=\.)|\Z)){1,4}|[A-Z]{2,3})\Z")
_HEAD_INITIALS = re.compile(r"(?P<given>(?:[A-Z][a-z]?\.[\s-]*)+(?:[A-Z]\.[\s-]*)*)\s*(?P<family>[^\W\d_].+)\Z")
_HAN_INITIALS = re.compile(
    rf"(?:(?P<d>(?:[A-Z]\.?[\s·-]*){{1,4}})(?P<a>[{HAN}·]{{1,12}})"
    rf"|(?P<c>[{HAN}·]{{1,12}})\s+(?P<b>[A-Z]\.?(?:[\s-]*[A-Z]\.?){{0,3}}))\Z"
)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|Inc|Ltd|LLC|L\.?P|Co|Corp|PLC)\.?\Z")
_PARTICLES = frozenset("van der den von de la le du di del della dos da ten ter el al bin ibn zu".split())
_HAN_ANY = re.compile(f"[{HAN}]")
_HAN_NAME = re.compile(rf"[{HAN}·\s]+\Z")
_NO_NAME = re.compile(r"\d{4}|\d年|[\u3400-\u9fff]\.\s*[\u3400-\u9fff]|[的了是]|[。！？!?]")
_WEST_BODY = re.compile(r"\b(?:of|for|the|on|in|and)\b|&|\d")


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of one role; ``role`` is the printed role word (``主编``, ``译`` …) or empty."""

    names: tuple[Name, ...] = ()
    et_al: bool = False
    role: str = ""


def strip_role(p: Printed) -> tuple[Printed, str]:
    """The names without the role word behind (or before) them, and that word."""
    if match := _BY_ROLE.match(p.plain):
        return p[match.end() :], "ed" if match["role"].lower().startswith("ed") else "trans"
    match = _ROLE.search(p.plain[-24:])
    if match is None:
        return p, ""
    cut = len(p) - len(p.plain[-24:]) + match.start()
    if cut < 2:
        return p, ""
    return p[:cut].strip(" ,、"), (match["han"] or match["west"].lower())


def chinese_person(name: str, lists: Lists = DEFAULT_LISTS) -> bool:
    """Whether a Han string has the shape of a person's name: surname and one or two characters, or dotted foreign."""
    if not _HAN_NAME.match(name):
        return False
    if "·" in name.strip("·"):
        return len(name) <= 24 and name[0] != "·"
    name = name.replace(" ", "")
    if len(name) in (2, 3) and name[0] in lists.surnames:
        return True
    return len(name) in (3, 4) and name[:2] in lists.compound_surnames


def is_body(name: str, lists: Lists = DEFAULT_LISTS) -> bool:
    """Whether the name is that of a body: in the editors' list or by the word that it ends in."""
    bare = (_BRACKET_BEHIND.sub("", name) if ")" in name else name).strip()
    if bare in lists.bodies or bare in lists.agencies or bare in lists.newspapers:
        return True
    if _HAN_ANY.search(bare):
        if len(bare) < 4:
            return False
        return any(bare[-k:] in lists.body_endings for k in range(1, 5) if len(bare) > k + (1 if k == 1 else 0))
    words = re.findall(r"[A-Za-z]+", bare)
    if len(words) == 1:
        return len(bare) <= 6 and bare.isupper() and len(bare) >= 2
    return any(word in lists.body_endings for word in words)


def parse_names(p: Printed, lists: Lists = DEFAULT_LISTS) -> NameList:
    """The names that ``p`` prints. Never raises; what cannot be split stays one name as printed."""
    dotted = "." in p.plain and _INITIAL_LAST.search(p.plain) is not None
    p, role = strip_role(p.strip(" .,;:、"))
    if dotted and not role:
        p = Printed(p.text + ".", p.plain + ".")
    et_al = False
    if match := _ET_AL.search(p.plain):
        p, et_al = p[: match.start()].strip(" ,、"), True
    if not role:
        p, role = strip_role(p) if et_al else (p, role)
    if not p or p.plain in ("佚名", "Anon", "无名氏", "Anonymous"):
        return NameList((), et_al, role)
    pieces = _western_pairs(_split(p, lists))
    names = [name for name in (_name(piece, lists) for piece in pieces) if name.family]
    return NameList(tuple(names), et_al, role)


def _split(p: Printed, lists: Lists) -> list[Printed]:
    plain = p.plain
    if _is_body_list(plain, lists):
        return _split_bodies(p, lists)
    mask = enclosed(plain)
    pieces, last = [], 0
    for match in _SEPARATOR.finditer(plain):
        at = match.start()
        if mask[at]:
            continue
        left, right = plain[last:at].strip(), plain[match.end() :]
        if match[0] in "和与及" and not _between_persons(left, right, lists):
            continue
        if match[0].isspace() and (len(left) < 2 or len(re.split(r"[\s,、;]", right)[0]) < 2):
            continue
        pieces.append(p[last:at])
        last = match.end()
    pieces.append(p[last:])
    return [piece for piece in (piece.strip() for piece in pieces) if piece]


def _is_body_list(plain: str, lists: Lists) -> bool:
    """Whether the list is one of bodies, whose own commas must not part it (``…Center, Inc``)."""
    if not is_body(plain, lists):
        return False
    pieces = [piece.strip() for piece in re.split(r"[,、;&]|\band\b", plain) if piece.strip()]
    if not _HAN_ANY.search(plain):
        return is_body(pieces[0], lists) and not any(_INITIALS.match(piece) for piece in pieces[1:])
    return not chinese_person(pieces[0], lists)


def _split_bodies(p: Printed, lists: Lists) -> list[Printed]:
    """Bodies part at 、 and ; and at a comma that has a body on both sides; Western bodies keep their commas."""
    pieces, last = [], 0
    for match in re.finditer(r"[,、;]|\s(?=[\u3400-\u9fff]{4})", p.plain):
        left, right = p.plain[last : match.start()].strip(), p.plain[match.end() :].strip()
        first = re.split("[,、;]", right)[0].strip()
        if _SUFFIX.match(first) or not (is_body(left, lists) or chinese_person(left, lists)) or not first:
            continue
        if not (is_body(first, lists) or chinese_person(first, lists) or match[0] == ";"):
            continue
        pieces.append(p[last : match.start()].strip())
        last = match.end()
    pieces.append(p[last:].strip())
    return [piece for piece in pieces if piece]


def _between_persons(left: str, right: str, lists: Lists) -> bool:
    right = re.split(r"[,、;\s和与及]|等|主编|编|著|译", right.strip())[0]
    return len(left) >= 2 and len(right) >= 2 and all(
        chinese_person(side, lists) or is_body(side, lists) for side in (left, right)
    )


def _western_pairs(pieces: list[Printed]) -> list[Printed]:
    """``Smith`` ``J. A.`` joined again to ``Smith, J. A.``; ``Inc`` and ``Jr`` to what they belong to."""
    out: list[Printed] = []
    paired = False
    for i, piece in enumerate(pieces):
        plain = _AND_FIRST.sub("", piece.plain)
        piece = piece[len(piece) - len(plain) :]
        before = out[-1].plain if out else ""
        western = bool(before) and not _HAN_ANY.search(before) and not _HAN_ANY.search(plain)
        if western and _SUFFIX.match(plain):
            out[-1] = Printed(f"{out[-1].text}, {piece.text}", f"{before}, {plain}")
        elif western and not paired and _is_given(before, plain, len(pieces), i):
            out[-1] = Printed(f"{out[-1].text}\x00{piece.text}", f"{before}\x00{plain}")
            paired = True
            continue
        else:
            out.append(piece)
        paired = False
    return out


def _is_given(before: str, plain: str, count: int, at: int) -> bool:
    if _HEAD_INITIALS.match(before) or (_TAIL_INITIALS.match(before) and not _INITIALS.match(before)):
        return False
    if _INITIALS.match(plain) and ("." in plain or len(plain) <= 3):
        return True
    words = plain.split()
    return at == 1 and " " not in before and 1 <= len(words) <= 3 and all(w[:1].isupper() for w in words) and not (
        before.isupper() or (_TAIL_INITIALS.match(plain) and not re.match(r"[A-Z][a-z]+(\s[A-Z]\.?)+\Z", plain))
    ) and count <= 4


def _name(piece: Printed, lists: Lists) -> Name:
    piece, _ = strip_role(piece.strip(" ,:"))
    printed = piece.text.replace("\x00", ", ")
    if (match := _NATION.match(piece.plain)) and match.end() < len(piece):
        piece = piece[match.end() :]
    plain = piece.plain.strip()
    if "\x00" in plain:
        family, _, given = plain.partition("\x00")
        return Name(_cased(family.strip()), given.strip(), False, printed)
    if _HAN_ANY.search(plain):
        if match := _HAN_INITIALS.match(plain):
            family, given = match["a"] or match["c"], match["d"] or match["b"]
            return Name(family, given.strip(), False, printed)
        if _SPACED_NAME.fullmatch(plain):
            plain = plain.replace(" ", "")
        if chinese_person(plain, lists) and not is_body(plain, lists):
            return Name(plain.replace(" ", "").strip("·"), "", False, printed)
        body = is_body(plain, lists) or (len(plain) > 6 and "·" not in plain and "." not in plain)
        return Name(piece.text.strip() if body else plain, "", body, printed)
    return _western(plain, printed, lists)


def _western(plain: str, printed: str, lists: Lists) -> Name:
    plain = plain.strip(" ,")
    suffix = ""
    if match := re.search(r",\s*((?:Jr|Sr)\.?|III?|IV)\Z", plain):
        plain, suffix = plain[: match.start()], ", " + match[1]
    if match := _TAIL_INITIALS.match(plain):
        family = match["family"].strip(" ,")
        if (not _WEST_BODY.search(family) and len(family.split()) <= 4 and not is_body(family, lists)) or family.isupper():
            return Name(_cased(family), match["given"].strip() + suffix, False, printed)
    if (match := _HEAD_INITIALS.match(plain)) and not is_body(match["family"], lists):
        return Name(_cased(match["family"].strip()), match["given"].strip() + suffix, False, printed)
    words = plain.split()
    if is_body(plain, lists) or _WEST_BODY.search(plain) or len(words) > 4:
        return Name(printed.strip(" ,."), "", True, printed)
    if len(words) == 1:
        return Name(_cased(plain.rstrip(".")), "", False, printed)
    if len(words) == 2 and is_pinyin_name(*words) and not is_pinyin_name(words[1], words[0]):
        return Name(words[0], words[1], False, printed)  # ``Li Jiangning``: -2025 prints pinyin names in full (7.1.1)
    if len(words) == 2 and words[0] in lists.pinyin_surnames and "." not in words[1]:
        return Name(words[0], words[1] + suffix, False, printed)
    start = next((i for i, word in enumerate(words) if i and word in _PARTICLES), len(words) - 1)
    return Name(_cased(" ".join(words[start:]).rstrip(".")), " ".join(words[:start]) + suffix, False, printed)


def _cased(family: str) -> str:
    """A family name set in capitals (GB/T 7714—2015) in the ordinary way: SMITH, O'BRIEN, MCDONALD, VAN DER BERG."""
    if not family.isupper() or len(family) < 2:
        return family
    if len(family) <= 2 and "." not in family and not family.isalpha():
        return family
    words = []
    for word in family.split():
        low = word.lower()
        if low in _PARTICLES and len(family.split()) > 1:
            words.append(low)
            continue
        word = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), low)
        words.append(re.sub(r"\bMc([a-z])", lambda m: "Mc" + m[1].upper(), word))
    return " ".join(words)


def plausible(p: Printed, lists: Lists = DEFAULT_LISTS, strict: bool = False) -> bool:
    """Whether the string can be a list of names; ``strict`` asks for known surnames or telling endings throughout."""
    found = parse_names(p, lists)
    if not found.names:
        return p.plain.strip() in ("佚名", "Anon", "无名氏", "Anonymous")
    for name in found.names:
        whole = name.family
        if _NO_NAME.search(whole) or len(whole) > 90:
            return False
        if name.given:
            if _HAN_ANY.search(whole) or not _WEST_BODY.search(whole):
                continue
            return False
        if chinese_person(whole, lists) or is_body(whole, lists):
            continue
        han = len(_HAN_ANY.findall(whole))
        if han:
            if strict or (han > 5 and "·" not in whole and "." not in whole):
                return False
        elif (strict and name.literal) or len(whole.split()) > 8:
            return False
    return True
