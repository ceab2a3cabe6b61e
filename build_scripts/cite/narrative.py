"""Where the names of a narrative citation begin: in Chinese they run on from the sentence without a blank."""

from __future__ import annotations

import re
from functools import lru_cache

from build_scripts.cite.gbt7714.names import chinese_person, is_body
from build_scripts.model.lists import Lists

_STRETCH = re.compile(r"[^\n,.。;；:!！?？“”\"《》()\[\]<>]{1,48}\Z")
_ET_AL = re.compile(r"\s*(?:等人?|等学者|et\.? al\.?)\s*\Z")
_JOIN = re.compile(r"\s*(?:和|与|及|以及|、|&|\band)\s*\Z")
_WEST = re.compile(
    r"(?:(?:\b(?:van|von|de|der|la|le|di)\s+)*\b[A-Z][a-zà-ÿ’'-]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?)(?:\s*(?:,|、|和|与"
    r"|&|\band\b|,\s*and\b)\s*(?:\b[A-Z]\.\s*)*\b[A-Z][a-zà-ÿ’'A-Z-]+)*\s*\Z"
)
_WEST_COMMON = frozenset(
    "The In On At As For By From See And But Since Table Figure Chapter January February March April May June July August "
    "September October November December".split()
)
_SPEECH = re.compile(
    r"\s*(?:等?人?\s*)?(?:也|还|则|曾|均|都|就|进一步|首次|最早|最先|率先|系统|明确)?(?:认为|指出|提出|发现|研究|通过"
    r"|强调|主张|分析|探讨|考察|讨论|论证|证明|证实|表明|构建|建立|运用|利用|使用|采用|基于|"
    r"从|将|把|对|以|在|的研究|的观点|的方法|的做法|的定义|的分析|的论述|的模型|的测算|曾经|阐述|阐释|揭示|总结|归纳|梳理"
    r"|界定|定义|测算|估计|检验|比较|解释|描述|介绍|批评|质疑|回顾)"
)
_JOINING = frozenset("和与及于从")
_TO = re.compile(r"(?:由|对|关|基|属|位|处|至|终|等|源|限|鉴|归|便|有利)于\Z")
_THING = re.compile(r"[书表图法案论版录单本会集报]\Z")
_DOTTED = re.compile(r"[\u3400-\u9fff]{1,6}(?:·[\u3400-\u9fffA-Z.]{1,8})+\Z")


def names_before(plain: str, at: int, lists: Lists) -> tuple[str, int, tuple[str, ...], bool, bool]:
    """What stands before the bracket at ``at``: the window, where the names begin, the names, 等, and whether sure.

    Without a reference list only a name that follows a sign, a lead word (如, 认为 …) or another name is sure.
    """
    others = _ET_AL.search(plain, max(0, at - 12), at)
    end_of_names = others.start() if others else at
    match = _STRETCH.search(plain, max(0, end_of_names - 48), end_of_names)
    if match is None:
        return "", at, (), False, False
    body, base, et_al = match[0], match.start(), others is not None
    window = plain[base:at]
    speaks = _SPEECH.match(plain, plain.find(")", at) + 1) is not None
    if west := _WEST.search(body):
        names = tuple(n.strip(" ,") for n in re.split(r"\s*(?:,|、|和|与|&|\band\b)\s*", west[0]) if n.strip(" ,"))
        sure = bool(names) and names[0] not in _WEST_COMMON and all(n[:1].isupper() or " " in n for n in names)
        return window, base + west.start(), names, et_al, sure
    names_found: list[str] = []
    end, sure = len(body), False
    while end > 0:
        name, good = _last_name(body[:end], lists)
        if not name:
            break
        names_found.insert(0, name)
        end -= len(name)
        sure = good
        if not (join := _JOIN.search(body[:end])) or len(names_found) >= 6:
            break
        if not _last_name(body[: join.start()], lists)[0]:
            break
        end = join.start()
    if not names_found:
        return window, base + _fallback(body), (), et_al, False
    begin = base + end
    alone = len(names_found) == 1 and not et_al and not is_body(names_found[0], lists)
    if alone and not speaks and (len(names_found[0]) < 3 or _THING.search(names_found[0]) or names_found[0][0] in _JOINING):
        sure = False
    return window, begin, tuple(names_found), et_al, sure


def _fallback(body: str) -> int:
    """Where unknown names may begin at the latest: behind the last blank or lead-in sign of the window."""
    return max(body.rfind(" ") + 1, 0) if len(body) > 12 else 0


def _last_name(text: str, lists: Lists) -> tuple[str, bool]:
    """The name that ``text`` ends in and whether its beginning is sure."""
    if dotted := _DOTTED.search(text):
        return dotted[0], True
    if body := _body(text, lists):
        return body, True
    best, best_rank = "", -1
    for size in (3, 2, 4):
        name = text[-size:]
        if len(name) < size or not chinese_person(name, lists):
            continue
        before = text[:-size]
        if size > 2 and name[0] in _JOINING and (_TO.search(before + name[0]) or _last_name(before, lists)[0]):
            continue
        rank = 4 * _bounded(text[:-size], lists) + (size == 3) + 2 * (size > 2 and name[:2] in lists.compound_surnames)
        if rank > best_rank:
            best, best_rank = name, rank
    return best, best_rank >= 4


def _bounded(before: str, lists: Lists) -> bool:
    """Whether a name can begin behind ``before``: at the start of the stretch, a sign, a lead word or a joining word."""
    if not before or not re.search(r"[\u3400-\u9fff\w]\Z", before):
        return True
    return any(before.endswith(lead) and (len(lead) > 1 or before == lead) for lead in _leads(lists))


@lru_cache(maxsize=8)
def _leads(lists: Lists) -> tuple[str, ...]:
    return tuple(sorted(lists.leads, key=len, reverse=True))


def _body(text: str, lists: Lists) -> str:
    """A body at the end of a stretch that is nothing else (``世界银行（2020）``), lead words aside."""
    for lead in ("", *_leads(lists)):
        if text.startswith(lead) and (rest := text[len(lead) :]) and len(rest) <= 16 and is_body(rest, lists):
            return rest
    return ""
