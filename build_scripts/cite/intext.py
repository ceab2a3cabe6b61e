"""Finds citations in running text: author-year in brackets, author-year in the sentence, and numeric.

GB/T 7714 clause 9 and the author-date manner of 《社会》: ``（费孝通，1981：25-27；Durkheim，1973）``, ``徐政和牟春伟（2024）``,
``[3]11``, ``[1，3-5]``, ``^{[1]}``.  ``（ISO）`` and ``（2023年）`` are no citations.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_scripts.cite.citation import CitedItem, Found, Manner
from build_scripts.cite.gbt7714.names import chinese_person, is_body
from build_scripts.cite.gbt7714.printed import OPENING, Printed
from build_scripts.cite.gbt7714.serial import PAGES
from build_scripts.cite.narrative import names_before
from build_scripts.cite.numeric import find_numeric
from build_scripts.model.lists import DEFAULT_LISTS, Lists

_OTHER_YEAR = re.compile(r"\[\d{4}\]\s*|/.*")
_NAME_SIGNS = re.compile(r"[\u3400-\u9fff·A-Za-z.\s《》“”()-]{2,24}")
_HAN_SIGN = re.compile(r"[\u3400-\u9fff]")
_PAGE_BEHIND = re.compile(r"\s*页\Z")
_PREFIX = re.compile(r"^(?:第\s*(?=[^章节卷]*\Z)|[Pp]p?\.?\s*(?=\d))")
_BRACKET = re.compile(r"\(([^()\n]{4,300}(?:\([^()\n]{0,40}\)[^()\n]{0,200})?)\)")
_YEAR = r"(?:\[\d{4}\]\s*)?(?:1[5-9]|20)\d\d(?:/(?:1[5-9]|20)\d\d)?[a-z]?"
_HAS_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_LOCATOR = (
    rf"(?:\s*[:]\s*|\s*,\s*(?=第|[Pp]p?\.|[Pp]\s?\d|ch))(?P<locator>(?:第\s*|[Pp]p?\.?\s*)?{PAGES}(?:\s*[页章节])?(?:\s*注\d*)?"
    rf"|第\s*[一二三四五六七八九十百\d]+\s*[章节卷页])"
)
_ITEM = re.compile(rf"\A\s*(?P<names>.*?)(?P<sep>\s*[,:]\s*|\s+|(?<=[等\u3400-\u9fff]))(?P<years>{_YEAR}(?:\s*[,、]\s*{_YEAR})*)(?:{_LOCATOR})?\s*\Z")
_ONLY_YEARS = re.compile(rf"\A\s*(?P<years>{_YEAR}(?:\s*[,、]\s*{_YEAR})*)(?:{_LOCATOR})?\s*\Z")
_NEXT_WORK = re.compile(rf"(?<=[\da-z])\s*[,、]\s*(?=[^\d\s:,、][^,:、;]{{1,40}}?(?:[,、][^,:、;\d]{{1,20}}){{0,3}}\s*[,]\s*{_YEAR}(?!\s*年))")
_LEAD = re.compile(r"\A\s*(?:参见|参阅|详见|另见|又见|见|转引自|引自|例如|如|比如|see also|see|e\.g\.,?|cf\.?|cited in|as cited in)[:,\s]*", re.IGNORECASE)
_ET_AL = re.compile(r"[\s,、]*(?:等人?|et\.? al\.?|and others)\s*\Z", re.IGNORECASE)
_NAME_CUT = re.compile(r"\s*(?:[、,&;/]|\band\b|和|与|及|以及)\s*")
_NOT_NAMES = frozenset(
    "中国 美国 英国 法国 德国 日本 俄国 苏联 印度 韩国 欧盟 北京 上海 广州 深圳 香港 澳门 台湾 天津 重庆 武汉 成都 南京 "
    "西安 杭州 巴黎 伦敦 纽约 东京 图 表 附录 截至 截止 以下 下同 单位 全国 全球 世界 "
    "一般 项目 课题 基金 编号 试行 草案 修订 征求意见稿 暂行 第一 第二 第三 农历 公元 正文 主席令 总第".split()
)
_WESTERN_NAME = re.compile(r"(?:(?:[A-Z][\w’'.-]*|van|von|de|der|la|le|di)\s*){1,5}\Z")


def find_citations(text: str, lists: Lists = DEFAULT_LISTS, uncertain: bool = False) -> list[Found]:
    """Every citation in ``text`` in order of place; linear in its length.

    ``uncertain``: also those that only a reference list can confirm (``哈贝马斯（1999）``); give them to
    ``resolve_citations``, which drops what it cannot settle.
    """
    if OPENING.search(text) is None:
        return []  # every citation holds a bracket
    plain = Printed.of(text).plain
    found = find_numeric(plain, text)
    for match in _BRACKET.finditer(plain):
        if _HAS_YEAR.search(match[1]) is None:
            continue
        one = _bracket(text, plain, match, lists)
        if one is not None and (one.certain or uncertain):
            found.append(one)
    return sorted(found, key=lambda f: f.start)


def _bracket(text: str, plain: str, match: re.Match[str], lists: Lists) -> Found | None:
    start, end = match.span()
    only = _ONLY_YEARS.match(match[1])
    if only is not None:
        return _narrative(text, plain, start, end, only, lists)
    items: list[CitedItem] = []
    sure: list[bool] = []
    for piece in _works(match[1]):
        if (years := _ONLY_YEARS.match(piece)) and items:
            items += _with_years(items[-1], years)
            continue
        read = _item(piece, lists)
        if read is None:
            return None
        items += read[0]
        sure.append(read[1])
    return Found(start, end, Manner.PARENTHETICAL, tuple(items), text[start:end], "", any(sure)) if items else None


def _works(inner: str) -> list[str]:
    """The works in one pair of brackets: parted by ``;``, or by a comma behind a year that a new name follows."""
    out: list[str] = []
    for piece in inner.split(";"):
        out += [part for part in _NEXT_WORK.split(piece) if part.strip()]
    return out


def _item(piece: str, lists: Lists) -> tuple[list[CitedItem], bool] | None:
    match = _ITEM.match(_LEAD.sub("", piece))
    if match is None or not match["names"].strip():
        return None
    printed = match["names"].strip(" ,")
    et_al = _ET_AL.search(printed) is not None
    names = tuple(name.strip() for name in _NAME_CUT.split(_ET_AL.sub("", printed)) if name.strip())
    names = _whole_names(_ET_AL.sub("", printed), names, lists)
    if not names or any(name in _NOT_NAMES for name in names):
        return None
    sure = [_known(name, lists) for name in names]
    if not all(sure) and (not match["sep"].strip() or any(len(n) > 12 and not is_body(n, lists) and "·" not in n and not n.isascii() for n in names)):
        return None
    if not all(_shape(name) for name in names):
        return None
    plain_shape = bool(match["sep"].strip()) and (et_al or bool(match["locator"])) and not any(name.isupper() for name in names)
    return _with_years(CitedItem(printed, names, et_al), match), all(sure) or plain_shape


def _whole_names(printed: str, names: tuple[str, ...], lists: Lists) -> tuple[str, ...]:
    """Names that were cut within a body (``教育部、财政部`` stays two, ``国家发展和改革委员会`` one)."""
    if len(names) > 1 and not all(_known(name, lists) for name in names) and is_body(printed, lists):
        return (printed.strip(),)
    return names


def _shape(name: str) -> bool:
    if _HAN_SIGN.search(name):
        return _NAME_SIGNS.fullmatch(name) is not None
    return _WESTERN_NAME.match(name) is not None or name.isupper()


def _known(name: str, lists: Lists) -> bool:
    if name.isascii() and name.isupper():
        return name in lists.bodies
    return chinese_person(name, lists) or is_body(name, lists) or (_WESTERN_NAME.match(name) is not None and not name.isupper())


def _with_years(item: CitedItem, match: re.Match[str]) -> list[CitedItem]:
    years = [year.strip() for year in re.split(r"[,、]", match["years"])]
    locator = clean_locator(match["locator"] or "")
    out = []
    for i, year in enumerate(years):
        digits = _OTHER_YEAR.sub("", year)
        out.append(replace(item, year=digits[:4], suffix=digits[4:], locator=locator if i == len(years) - 1 else ""))
    return out


def clean_locator(text: str) -> str:
    """``25-27`` of ``第25-27页`` and ``pp. 25-27``; chapters keep their words."""
    text = _PREFIX.sub("", text.strip())
    return (_PAGE_BEHIND.sub("", text) if text.endswith("页") else text).strip()


def _narrative(text: str, plain: str, start: int, end: int, years: re.Match[str], lists: Lists) -> Found | None:
    window, at, names, et_al, certain = names_before(plain, start, lists)
    if not window or (not years["years"][4:5].isalpha() and re.search(r"年度?\Z|第\Z|\d\Z", window)):
        return None
    item = CitedItem(text[at:start].strip(), names, et_al)
    items = tuple(_with_years(item, years))
    return Found(at, end, Manner.NARRATIVE, items, text[at:end], window, certain and bool(names))
