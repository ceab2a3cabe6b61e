"""Names as GB/T 7714 prints them (clause 7.1): ``SMITH J R`` in 2015, ``Smith J R`` and ``Li Jiangning`` in 2025."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from build_scripts.cite.gbt7714.language import script_language
from build_scripts.cite.gbt7714.style import Signs, Style
from build_scripts.model.reference import Name

LIMIT = 3
"""How many of a role are named before 等 / et al. (7.1.2)."""

_SUFFIX = re.compile(r"(?:^|,?\s+)(Jr|Sr|II|III|IV)\.?$")
_EASTERN = frozenset({"zh", "ja", "ko"})
_INITIAL = "bpmfdtnlgkhjqxzcsryw"
_FINAL = (
    "iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v"
)
_SYLLABLE = rf"(?![jqx][aoev])(?:zh|ch|sh|[{_INITIAL}])?(?:{_FINAL})"
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{1,2}}")
_LONE = re.compile(_SYLLABLE)
_JOINED = (re.compile(rf"{_SYLLABLE}(?=[{_INITIAL}])({_SYLLABLE})"), re.compile(rf"{_SYLLABLE}({_SYLLABLE})"))
"""Two syllables written as one word: the second begins with a consonant where it can, as ``Jian'an`` asks for its apostrophe."""
_PINYIN_SURNAMES = frozenset(
    "ai an ao bai bao bi bian bo bu cai cang cao cen chai chang che chen cheng chi chong chu cui dai dang deng di diao ding "
    "dong dou du duan fan fang fei feng fu gan gao ge geng gong gou gu guan guo hai han hang hao he hong hou hu hua huang hui huo "
    "ji jia jian jiang jiao jin jing ju kang ke kong kuang lai lan lao lei leng li lian liang liao lin ling liu long lou lu luo lv lyu "
    "ma mai man mao mei meng mi miao min ming mo mou mu nan ni nie ning niu ou ouyang pan pang pei peng ping pu qi qian qiang qiao qin "
    "qiu qu quan que ran rao ren rong ruan rui sang sha shan shang shao shen sheng shi shu shui si sima situ song su sui sun tai tan tang "
    "tao teng tian tong tu wan wang wei wen weng wu xi xia xian xiang xiao xie xin xing xiong xu xuan xue yan yang yao ye yi yin ying "
    "you yu yuan yue yun zang zeng zha zhai zhan zhang zhao zhen zheng zhi zhong zhou zhu zhuang zhuo zhuge zong zou zu zuo".split()
)


def is_pinyin_name(family: str, given: str) -> bool:
    """Whether the Latin name is a Chinese one in pinyin, given name spelt out (``Li``, ``Jiangning``)."""
    plain = re.sub(r"['’\-\s]", "", given.lower())
    return family.lower() in _PINYIN_SURNAMES and len(plain) > 1 and bool(_SYLLABLES.fullmatch(plain))


@lru_cache(maxsize=8192)
def format_name(name: Name, edition: int, comma: str = ", ") -> str:
    """One person or body as the entry of that edition prints it."""
    family, given = name.family.strip(), name.given.strip()
    if name.literal and not given:
        return family
    if script_language(family) in _EASTERN:
        return family + (given if script_language(given) in _EASTERN else f" {initials(given, edition)}" if given else "")
    shown = family.upper() if edition == 2015 else family
    suffix = ""
    if match := _SUFFIX.search(given):
        dot = "." if match[1] in ("Jr", "Sr") else ""
        given, suffix = given[: match.start()].rstrip(" ,"), f"{comma}{match[1]}{dot}"
    if not given:
        return shown + suffix
    if edition == 2025 and is_pinyin_name(family, given):
        return f"{shown} {given}{suffix}"
    if is_pinyin_name(family, given):
        return f"{shown} {pinyin_initials(given)}{suffix}"
    return f"{shown} {initials(given, edition)}{suffix}"


def pinyin_initials(given: str) -> str:
    """The first letter of each character's reading (8.1.1 of -2015): ``G M`` for ``Guangmei``, ``Guang-mei`` and ``Guang Mei``."""
    out = []
    for word in re.split(r"[-‐‑'’\s]+", given.strip()):
        low = word.lower()
        joined = None if _LONE.fullmatch(low) else _JOINED[0].fullmatch(low) or _JOINED[1].fullmatch(low)
        out += [word[:1].upper(), *([joined[1][0].upper()] if joined else [])]
    return " ".join(filter(None, out))


def initials(given: str, edition: int) -> str:
    """``J R`` for ``John R.``; hyphens are kept in 2025 (``J-L``) and dropped in 2015 (``J L``)."""
    if given.isupper() and given.isalpha() and len(given) <= 3:
        return " ".join(given)
    out = []
    for token in re.split(r"[\s.]+(?!-)|\.(?=-)", given):
        pieces = [piece for piece in re.split(r"[-‐‑.]+", token) if piece]
        if not pieces:
            continue
        if len(pieces) == 1 and pieces[0].islower() and len(pieces[0]) > 1:
            out.append(pieces[0])
            continue
        out.append(("-" if edition == 2025 else " ").join(piece[0].upper() for piece in pieces))
    return " ".join(out)


def format_names(names: Sequence[Name], others: bool, style: Style, signs: Signs, word: str) -> str:
    """All names of one role; ``others`` says that the print names no more, ``word`` is 等 or et al."""
    shown = [format_name(name, style.edition, signs.comma) for name in names[:LIMIT]]
    if others or len(names) > LIMIT:
        shown.append(word)
    return signs.comma.join(shown)
