"""Terms that running text defines or names in passing: ``X是指…``, ``所谓X，…``, ``X（以下简称Y）``, ``X（English，缩写Z）``.

What is found goes into the glossary as a proposal that an editor keeps, betters or strikes out; so a doubtful find is
left out: the words before the sign must end at a quote, at a sentence's beginning or where the short form says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.text.han import HAN

_NAME = rf"[{HAN}A-Za-z0-9·&＋+-]"
_QUOTED = rf"[“\"『「](?P<quoted>{_NAME}{{2,20}})[”\"』」]"
_START = r"(?:(?<=^)|(?<=[。！？；\n”]))\s*"
_PAREN = r"(?:[（(](?P<paren>[^（）()]{2,80})[）)])?"
_MEANS = re.compile(
    rf"{_START}(?:所谓的?)?(?:{_QUOTED}|(?P<bare>{_NAME}{{2,11}}?)){_PAREN}[，,]?\s*"
    r"(?:一般|通常|主要)?(?:是指|指的是|系指|意指)\s*(?P<text>[^。！？\n]{10,300}[。！？])"
)
_SO_CALLED = re.compile(rf"{_START}所谓的?(?:{_QUOTED}|(?P<bare>{_NAME}{{2,11}}?))[，,]\s*(?:就是|即|是指|指的是|是)(?P<text>[^。！？\n]{{10,300}}[。！？])")
_SHORT = re.compile(rf"[（(]\s*(?:以下简称|下文简称|下称|以下称|简称)\s*[：:]?\s*[“\"『「]?(?P<short>{_NAME}{{2,16}})[”\"』」]?\s*[）)]")
_LATIN = re.compile(
    r"[（(]\s*(?P<en>[A-Za-z][A-Za-z&’' -]{2,70}?)?\s*(?:[，,；;]\s*)?(?:(?:英文)?(?:缩写|简称)(?:为)?\s*)?"
    r"(?P<short>[A-Z][A-Z0-9&]{1,7})?\s*[）)]"
)
_ENDS_QUOTED = re.compile(rf"[“\"『「](?P<name>{_NAME}{{2,20}})[”\"』」]\Z")
_ENDS_SENTENCE = re.compile(rf"(?:^|[。！？；\n])\s*(?P<name>[{HAN}]{{2,12}})\Z")
_NO_START = re.compile(
    r"这|那|其|它|他|她|我|你|此|该|本|上述|以上|[一二三四]是|主要|一般|通常|也|不|并|但|而|就|则|所|即|因|如|若|"
    r"第[一二三四五六七八九十]|在|由|将|把|被|从|以|向|为|对.{1,8}的"
)
_NO_END = re.compile(r"(?:的|地|得|是|都|也|就|主要|一般|通常|所|往往|常|不|并)\Z")
_VERBS = re.compile(r"[将把被]|提出|指出|认为|强调|根据|按照|通过|实施|推进|加快|进行")
_REACH = 30


@dataclass(frozen=True)
class Defined:
    """A term that a text defines (``definition`` with its stop) or names otherwise, and where in the text it stands."""

    term: str
    definition: str = ""
    aliases: tuple[str, ...] = ()
    en: str = ""
    at: int = 0


def find_definitions(text: str) -> Iterator[Defined]:
    """The terms that one paragraph defines or names, in the order of the signs. Linear; never raises."""
    for sign, pattern in (("指", _MEANS), ("所谓", _SO_CALLED)):
        for match in pattern.finditer(text) if sign in text else ():
            name = match["quoted"] or match["bare"]
            name = name.removeprefix("所谓的").removeprefix("所谓")
            if _is_name(name, bool(match["quoted"])):
                en, short = _latin_names(match.groupdict().get("paren") or "")
                yield Defined(name, "指" + match["text"].lstrip("，, "), (short,) if short else (), en, match.start())
    yield from _short_forms(text)
    yield from _latin_forms(text)


def _is_name(name: str, quoted: bool) -> bool:
    if len(name) < 2 or name.isdigit():
        return False
    return quoted or not (_NO_START.match(name) or _NO_END.search(name) or _VERBS.search(name))


def _short_forms(text: str) -> Iterator[Defined]:
    """``X（以下简称Y）``: X begins with Y's first character and holds Y's characters in their order, or stands in quotes."""
    for match in _SHORT.finditer(text) if "称" in text else ():
        before = text[max(0, match.start() - _REACH) : match.start()]
        quoted = _ENDS_QUOTED.search(before)
        name = quoted["name"] if quoted else _long_form(before, match["short"])
        if name and name != match["short"]:
            yield Defined(name, aliases=(match["short"],), at=match.start())


def _long_form(before: str, short: str) -> str:
    run = re.search(rf"[{HAN}A-Za-z0-9]+\Z", before)
    words = run.group() if run else ""
    starts = [at for at in range(len(words) - len(short), -1, -1) if words[at] == short[0] and _holds(words[at:], short)]
    return words[starts[0] :] if starts and len(words) - starts[0] > len(short) else ""


def _holds(words: str, short: str) -> bool:
    rest = iter(words)
    return all(c in rest for c in short)


def _latin_forms(text: str) -> Iterator[Defined]:
    """``X（English，Z）`` behind a quoted name or one that begins the sentence; names of people have no such forms."""
    for match in _LATIN.finditer(text):
        en, short = _latin_names(match.group().strip("（）() "))
        if not en and not short:
            continue
        before = text[max(0, match.start() - _REACH) : match.start()]
        found = _ENDS_QUOTED.search(before) or _ENDS_SENTENCE.search(before if match.start() < _REACH else f"x{before}")
        if found and _is_name(found["name"], before.endswith(("”", '"', "』", "」"))):
            yield Defined(found["name"], aliases=(short,) if short else (), en=en, at=match.start())


def _latin_names(inner: str) -> tuple[str, str]:
    """English name and short form in a bracket; both empty where it holds a person's name or anything else."""
    match = _LATIN.fullmatch(f"（{inner}）")
    if match is None:
        return "", ""
    en, short = (match["en"] or "").strip(" -"), match["short"] or ""
    if en and not short and en.isupper() and len(en) <= 8:
        en, short = "", en
    words = en.split()
    if en and not short and (len(words) < 2 or all(word[0].isupper() for word in words)):
        return "", ""
    return en, short
