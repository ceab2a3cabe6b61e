"""Labels of an article's matter (摘要, 关键词, 中图分类号 …) and where their values begin.

The labels are those of GB/T 7713.2 and of the journals' data norms (CAJ-CD B/T 1); prints set them in brackets, with
blanks between their characters, bold, or with nothing but a blank before the value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.text.traced import Traced

WORDS: dict[str, tuple[str, ...]] = {
    "abstract": ("内容摘要", "中文摘要", "论文摘要", "文章摘要", "内容提要", "摘要", "提要"),
    "keywords": ("中文关键词", "关键词", "关键字", "主题词"),
    "clc": ("中图法分类号", "中图分类号", "中图分类", "分类号", "CLC number", "CLC"),
    "document_code": ("文献标识码", "文献标志码", "Document code"),
    "article_no": ("文章编号", "文章编码", "Article ID"),
    "doi": ("DOI",),
    "jel": ("JEL分类号", "JEL分类", "JEL classification", "JEL"),
    "funding": ("基金项目", "项目基金", "资助项目", "基金资助", "项目来源", "课题来源", "Funding", "Foundation item"),
    "bio": ("作者简介", "作者介绍", "第一作者简介", "第一作者", "通讯作者", "通信作者", "Biography", "About the author"),
    "affiliation": ("作者单位", "工作单位"),
    "received": ("收稿日期", "修回日期", "修稿日期", "投稿日期", "来稿日期", "接收日期", "网络首发日期", "网络出版日期", "在线出版日期", "Received"),
    "editor": ("本文责任编辑", "责任编辑", "本文责编", "责编", "责任校对", "执行编辑", "网络编辑", "栏目编辑", "英文审校", "校对"),
    "source_note": ("原文出处", "文章来源", "稿件来源", "原载", "原刊"),
    "cite_as": ("本文引用格式", "引用本文", "引用格式", "引文格式"),
    "abstract_en": ("Abstract", "Summary"),
    "keywords_en": ("Key words", "Keywords", "Key-words"),
}
"""Label words that are told by a colon or brackets wherever they begin a line, longest first for every key."""

HEAD_WORDS: dict[str, tuple[str, ...]] = {
    "authors": ("作者", "文", "撰稿", "撰稿人", "执笔", "执笔人", "受访人", "受访者", "被访者", "访谈人", "访谈者", "采访人", "采访者", "访问人", "口述人",
                "口述者", "报告人", "主讲人", "Author", "Authors"),
    "translator": ("译者", "翻译"),
    "source_note": ("来源", "出处", "转自"),
    "date": ("发布时间", "发布日期", "发表时间", "出版日期", "成文日期", "时间", "日期", "Date"),
    "place": ("访谈地点", "采访地点", "地点"),
    "title_note": ("原标题",),
    "issuer": ("发布机构", "发文机关", "发布单位", "制定机关"),
    "document_no": ("发文字号", "文号"),
}
"""Further labels that mean the text itself only before its body begins."""

ONE_OF_BODY = {"abstract", "keywords"}
"""Keys whose words may begin a line of running text: taken at the head of a text, or where a pair of them stands."""

_OPEN, _CLOSE = r"[\[【［〔〖（(<＜「]", r"[\]】］〕〗）)>＞」]"
NOTE_MARK = r"(?:\^?\{?\s*(?:[①-⑳]|[*＊†‡]{1,3}(?!\*))\s*\}?|\^\{?\s*\d{1,2}\s*\}?|[¹²³⁰⁴-⁹]{1,2})"


def _spaced(word: str) -> str:
    if word.isascii():
        return r"(?i:" + r"\s*".join(re.escape(part) for part in re.split(r"[ ]", word)) + r")(?![A-Za-z])"
    return r"\s*".join(re.escape(c) for c in word)


def _pattern(words: dict[str, tuple[str, ...]]) -> tuple[str, dict[str, str]]:
    names = {f"{key}__{i}": key for i, key in enumerate(words)}
    parts = []
    for name, key in names.items():
        options = sorted(words[key], key=len, reverse=True)
        parts.append(f"(?P<{name}>" + "|".join(_spaced(word) for word in options) + ")")
    return "|".join(parts), names


def _strong(words: dict[str, tuple[str, ...]], start: str) -> tuple[re.Pattern[str], dict[str, str]]:
    inner, names = _pattern(words)
    pattern = (
        rf"{start}[*_]{{0,3}}(?:(?P<open>{_OPEN})\s*)?(?:{inner})(?:\s*[(（](?:Abstract|Key\s*words)[)）])?"
        rf"(?:\s*[:：]?\s*(?P<close>{_CLOSE})[*_]{{0,3}}\s*[:：]?|[*_]{{0,3}}\s*(?P<colon>[:：]|——)[*_]{{0,3}})\s*"
    )
    return re.compile(pattern), names


_MARKED = rf"\s*(?:{NOTE_MARK}\s*)?"
_AT_START, _START_NAMES = _strong(WORDS, _MARKED)
_AT_HEAD, _HEAD_NAMES = _strong(HEAD_WORDS, r"\s*")
_INSIDE, _INSIDE_NAMES = _strong(
    {k: WORDS[k] for k in ("keywords", "clc", "document_code", "article_no", "doi", "jel", "funding", "bio", "received", "editor", "keywords_en")},
    r"(?:(?<=[\s。；;.，,）)】\]］〕])|(?<![\s\S])|(?=中图分类号|文献标[识志]码|文章编号|收稿日期|修回日期)|(?<=\d)(?=基金项目|作者简介))",
)
_WEAK_WORDS = {k: WORDS[k] for k in ("abstract", "keywords", "clc", "document_code", "article_no", "abstract_en", "keywords_en")}
_WEAK_INNER, _WEAK_NAMES = _pattern(_WEAK_WORDS)
_WEAK = re.compile(rf"\s*[*_]{{0,3}}(?:{_WEAK_INNER})[*_]{{0,3}}(?:[ \t\u3000\u00a0]+|[.．]\s+|\s*$)")
_ALONE_INNER, _ALONE_NAMES = _pattern({k: WORDS[k] for k in ("abstract", "keywords", "abstract_en", "keywords_en", "bio", "funding")})
_ALONE = re.compile(rf"\s*[*_]{{0,3}}(?:{_ALONE_INNER})[*_]{{0,3}}\s*")
_DOI = re.compile(r"\s*(?:https?://(?:dx\.)?doi\.org/|doi\s+)?(?P<doi>10\.\d{4,9}/[^\s，。；、]+)\s*", re.IGNORECASE)
_WHOLE = {"(": ")", "（": "）", "[": "]", "【": "】", "［": "］", "〔": "〕", "〖": "〗", "<": ">", "＜": "＞", "「": "」"}


@dataclass(frozen=True)
class Label:
    """A label at ``start`` whose value begins at ``end``; ``bracket`` is the open bracket that closes behind the value."""

    key: str
    start: int
    end: int
    bracket: str = ""
    firm: bool = True
    """Told by a colon or brackets, not by a blank alone."""


def first_label(text: str, in_head: bool) -> Label | None:
    """The label that begins the text. ``in_head`` admits looser forms, which mean nothing in running text."""
    head = text[:200]
    match = _AT_START.match(head)
    if match is not None:
        return _label(match, _START_NAMES)
    match = _ALONE.fullmatch(text) if len(text) < 30 else None
    if match is not None:
        return Label(_key(match, _ALONE_NAMES), match.start(), match.end(), firm=False)
    if not in_head:
        return None
    match = _AT_HEAD.match(head)
    if match is not None and match["colon"]:
        return _label(match, _HEAD_NAMES)
    match = _WEAK.match(head)
    return Label(_key(match, _WEAK_NAMES), match.start(), match.end(), firm=False) if match else None


def further_labels(text: str, start: int) -> list[Label]:
    """Labels inside a labelled line from ``start`` on (several labels printed on one line)."""
    return [_label(match, _INSIDE_NAMES) for match in _INSIDE.finditer(text, start)]


def _key(match: re.Match[str], names: dict[str, str]) -> str:
    return next(names[name] for name in names if match[name])


def _label(match: re.Match[str], names: dict[str, str]) -> Label:
    whole = match["open"] if match["open"] and not match["close"] else ""
    return Label(_key(match, names), match.start(), match.end(), whole or "")


def bare_doi(text: str) -> tuple[int, int] | None:
    """Where the DOI stands in a line that prints nothing else."""
    match = _DOI.fullmatch(text) if len(text) < 120 else None
    return match.span("doi") if match else None


def behind_doi(text: str, label: Label) -> int:
    """Where the words begin that a labelled DOI has run together with: it holds no blank, so they are none of it. 0 where there are none."""
    match = _DOI.match(text, label.end) if label.key == "doi" else None
    if match is None or not text[match.end() :].strip() or any(found.start <= match.end() for found in further_labels(text, label.end)):
        return 0
    return match.end()


def closed(value: Traced, bracket: str) -> tuple[Traced, tuple[Traced, ...]]:
    """The value without the bracket that closes the labelled stretch ((责任编辑：王某)), and that bracket."""
    value = value.strip()
    if bracket and value.text.endswith(_WHOLE.get(bracket, "\0")):
        return value[:-1].strip(), (value[len(value) - 1 :],)
    return value, ()
