"""What one line or one table of a printed glossary says: term, definition, other names, English name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.text.han import HAN, count_han
from build_scripts.text.normalize import squeeze

_BULLET = r"\s*(?:[•●■◆▪○*–-]\s*|\d{1,3}\s*[.、．)）]\s*|[（(]\s*\d{1,3}\s*[)）]\s*)?"
_PAREN = r"\s*(?:[（(](?P<paren>[^（）()]{1,90})[)）])?"
_BOXED = re.compile(rf"{_BULLET}【(?P<term>[^【】]{{2,30}})】{_PAREN}\s*[:：]?\s*(?P<text>\S.{{5,}})", re.S)
_SIGNED = re.compile(rf"{_BULLET}(?P<term>[^，。：:；;（）()【】\n]{{2,32}}?){_PAREN}\s*(?:[:：]|——?)\s*(?P<text>\S.{{5,}})", re.S)
_BLANK = re.compile(rf"{_BULLET}(?P<term>[^，。：:；;（）()【】\s]{{2,24}}){_PAREN}[ \u3000]+(?P<text>\S.{{9,}})", re.S)
_MEANT = re.compile(rf"{_BULLET}(?P<term>[^，。：:；;（）()【】\s]{{2,24}}?){_PAREN}[，,]?\s*(?P<text>(?:是指|系指|指的是|指)\S.{{7,}})", re.S)
_SPELT = re.compile(rf"(?P<en>[A-Za-z][A-Za-z &’'/-]{{3,90}}?)\s*[，,；;、（(\s]\s*(?P<name>[{HAN}][{HAN}A-Za-z0-9·、“”-]{{1,29}})[)）]?[。.]?")
"""What an abbreviation stands for: its English words and, behind them, its Chinese name."""
_QUOTED = re.compile(r"^[“\"]([^“”\"]*)[”\"]$")
_OTHER_NAME = re.compile(r"(?:又称|也称|亦称|又名|简称|缩写(?:为)?|英文(?:名称|全称|缩写)?|全称)\s*[:：]?\s*[“\"]?")
_SHORT = re.compile(r"[A-Z][A-Za-z0-9&.-]{1,9}")
_TERM_HEAD = re.compile(r"术语|名词|词条|词汇|概念")
_NAME_HEAD = re.compile(r"中文|名称")
_ENGLISH_HEAD = re.compile(r"英文(?!缩写|简称)|外文|English")
_SHORT_HEAD = re.compile(r"缩略|缩写|简称|简写|代号")
_MEANING_HEAD = re.compile(r"解释|定义|含义|释义|说明|内涵|全称")


@dataclass(frozen=True)
class Entry:
    """One term of a printed glossary; ``definition`` is empty where it is only named in another language."""

    term: str
    definition: str
    aliases: tuple[str, ...] = ()
    en: str = ""


def read_entry(text: str) -> Entry | None:
    """The entry that a paragraph of a glossary prints (term：definition, 【term】definition, term（English，ABBR）——definition …)."""
    for pattern in (_BOXED, _SIGNED, _BLANK, _MEANT):
        match = pattern.fullmatch(text.strip())
        if match is None:
            continue
        term, meaning = _QUOTED.sub(r"\1", match["term"].strip()), match["text"].strip()
        aliases, en = _names(match["paren"] or "")
        spelt = _SPELT.fullmatch(meaning) if _SHORT.fullmatch(term) else None
        if spelt:
            return Entry(spelt["name"], "", (term,), spelt["en"].strip())
        return Entry(term, meaning, aliases, en)
    return None


def _names(paren: str) -> tuple[tuple[str, ...], str]:
    """Other names and the English name in the bracket behind a term: （English words，ABBR；又称 …）."""
    aliases, english = [], ""
    for part in (_OTHER_NAME.sub("", piece).strip(" ”\"") for piece in re.split(r"[，,；;、]", paren)):
        if count_han(part):
            aliases.append(part)
        elif _SHORT.fullmatch(part) and (part.isupper() or sum(c.isupper() for c in part) > 1):
            aliases.append(part)
        elif re.fullmatch(r"[A-Za-z][A-Za-z0-9 &’'/.-]+", part):
            english = english or part
    return tuple(aliases), english


def read_table(rows: Sequence[Sequence[str]], inside: bool) -> Iterator[Entry]:
    """The entries of a table; outside a glossary only one whose first column is headed by 术语, 名词, 缩略语 and the like."""
    if len(rows) < 2:
        return
    heads = [squeeze(cell) for cell in rows[0]]
    if not (inside or (heads and (_TERM_HEAD.match(heads[0]) or _SHORT_HEAD.match(heads[0])))):
        return
    short, english = _column(heads, _SHORT_HEAD), _column(heads, _ENGLISH_HEAD)
    meaning = _column(heads, _MEANING_HEAD, (short, english))
    taken = (short, english, meaning)
    name = _column(heads, _TERM_HEAD, taken)
    name = name if name >= 0 else _column(heads, _NAME_HEAD, taken)
    if name < 0 and short < 0 or meaning < 0 and (name < 0 or short < 0 and english < 0):
        return
    for row in rows[1:]:
        cells = [squeeze(cell) if count_han(cell) else cell.strip() for cell in row]
        values = ["" if k < 0 or k >= len(cells) else cells[k] for k in (name, short, english, meaning)]
        term = values[0] or values[1]
        if 2 <= len(term) <= 40 and any(values[1:]):
            yield Entry(term, values[3], (values[1],) if values[0] and values[1] else (), values[2])


def _column(heads: Sequence[str], pattern: re.Pattern[str], taken: tuple[int, ...] = ()) -> int:
    return next((k for k, head in enumerate(heads) if k not in taken and pattern.search(head)), -1)
