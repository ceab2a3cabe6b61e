"""Stable ASCII anchors of heads, made of their printed numbers (``s1-1-1``), never of their wording."""

from __future__ import annotations

import re

from build_scripts.ingest.patterns import head_style
from build_scripts.text.normalize import squeeze
from build_scripts.text.numerals import parse_numeral

_NAMED = {"参考文献": "references", "主要参考文献": "references", "参考书目": "references", "名词解释": "glossary", "结语": "conclusion", "结论": "conclusion",
          "结束语": "conclusion", "余论": "conclusion", "引言": "introduction", "导言": "introduction", "导论": "introduction", "绪论": "introduction",
          "前言": "preface", "序言": "preface", "后记": "afterword", "致谢": "acknowledgements", "编写说明": "colophon", "注释": "notes",
          "本章小结": "summary", "复习题": "exercises", "复习思考题": "exercises", "思考题": "exercises", "推荐阅读": "readings",
          "延伸阅读": "readings", "关键概念": "concepts", "学习目标": "objectives", "参考资料": "references", "引用文献": "references",
          "征引文献": "references", "征引书目": "references", "引用书目": "references", "references": "references", "bibliography": "references",
          "尾注": "notes", "引文注释": "notes", "notes": "notes", "术语表": "glossary", "glossary": "glossary", "introduction": "introduction",
          "conclusion": "conclusion", "conclusions": "conclusion"}  # fmt: skip
_AROUND = re.compile(r"^[\[［【〔（(]+|[\]］】〕）)]*[:：]?$")
"""Brackets around the name of a part, and the colon behind it."""
_DOUBLED = re.compile(r"(?<=[\u4e00-\u9fff])[（(]?[A-Za-z]+[)）]?$")
"""The same name in English behind the Chinese one."""


class Anchors:
    """Gives every head of one page its anchor, in reading order; two heads never share one.

    ``chapter`` is the number of the chapter that the page holds: its heads lie below it.
    """

    def __init__(self, chapter: str = "") -> None:
        self._path: list[str] = [chapter] if chapter else []
        self._used: set[str] = set()
        self._last: dict[str, int] = {}

    def anchor(self, text: str, level: int) -> str:
        """The anchor of the next head; ``level`` counts from 1."""
        named = _name_of(text)
        if named and level == 1:
            self._path = [named]
            return self._unique(named)
        del self._path[level - 1 :]
        while len(self._path) < level - 1:
            self._path.append("0")
        own = number_of(text)
        if own and "-" in own and own.count("-") == level - 1:
            self._path = own.split("-")
        else:
            self._path.append(own.split("-")[-1] if own else named or "x")
        return self._unique("s" + "-".join(self._path))

    def first(self, anchor: str) -> str:
        """The anchor of a figure, table or box; empty for a second one of the same number, which nothing can lead to."""
        if anchor in self._used:
            return ""
        self._used.add(anchor)
        return anchor

    def _unique(self, anchor: str) -> str:
        candidate, n = anchor, self._last.get(anchor, 1)
        while candidate in self._used:
            n += 1
            candidate = f"{anchor}-{n}" if not anchor.endswith("x") else f"{anchor}{n}"
        self._used.add(candidate)
        self._last[anchor] = n
        return candidate


def _name_of(text: str) -> str | None:
    """What the head is called by, where its words are those that such a part always has (``【参 考 文 献】``, ``参考文献 References``)."""
    plain = _AROUND.sub("", squeeze(text))
    return _NAMED.get(plain.lower()) or _NAMED.get(_DOUBLED.sub("", plain))


def number_of(text: str) -> str:
    """The printed number of a head in ASCII: ``（三）`` -> ``3``, ``1.2.1`` -> ``1-2-1``, empty without one."""
    style = head_style(text.strip())
    if not style:
        return ""
    digits = re.findall(r"\d+", style[1])
    if digits:
        return "-".join(digits)
    han = re.search(r"[〇零一二三四五六七八九十百千廿卅两]+|[①-⑳]|[Ⅰ-Ⅻ]+|[IVX]+", style[1])
    value = parse_numeral(han.group()) if han else None
    return str(value) if value is not None else ""
