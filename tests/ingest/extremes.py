"""Texts made of one thing only, in any length: what a converter must get through in time that grows with the length alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count

NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


def repeated(unit: str, head: str = "") -> Callable[[int], str]:
    """A text of the given number of characters: ``head``, then ``unit`` again and again."""
    return lambda size: head + unit * ((size - len(head)) // len(unit))


def counted(template: str, head: str = "") -> Callable[[int], str]:
    """As ``repeated``, with a number that grows in the place of ``#``."""

    def made(size: int) -> str:
        pieces, length = [head], len(head)
        for number in count(1):
            pieces.append(template.replace("#", str(number)))
            length += len(pieces[-1])
            if length >= size:
                return "".join(pieces)
        raise AssertionError("unreachable")

    return made


def random_han(size: int) -> str:
    """Random Han characters on one line; the same ones for every call."""
    chance = random.Random(1)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(size))


def wrapped_prose(size: int) -> str:
    """Random sentences wrapped at 38 characters."""
    text = random_han(size)
    return "\n".join(text[i : i + 36] + ("。" if i % 5 else "") for i in range(0, size, 38))


def _works() -> Iterator[tuple[str, int]]:
    chance = random.Random(2)
    while True:
        yield chance.choice(NAMES) + chr(chance.randrange(0x4E00, 0x9000)), chance.randrange(1980, 2025)


def cited_works(size: int) -> str:
    """As many citations by author and year as entries of the list that they mean."""
    cites, entries, length = [], [], 0
    for number, (name, year) in enumerate(_works()):
        cites.append(f"{name}（{year}）认为如此，也有人（{name}，{year}）不这样看。\n")
        entries.append(f"{name}. 某某研究{number}[J]. 某刊, {year}({number % 12 + 1}): {number + 1}-{number + 9}.\n")
        length += len(cites[-1]) + len(entries[-1])
        if length >= size:
            break
    return "某题\n" + "".join(cites) + "参考文献\n" + "".join(entries)


EXTREMES: dict[str, Callable[[int], str]] = {
    "one line of prose": repeated("发展新质生产力是推动高质量发展的内在要求，必须继续做好创新这篇大文章。"),
    "one line of random Han": random_han,
    "one line of circled numbers": repeated("①"),
    "one line of numeric citations": repeated("[1]"),
    "one line of author-year citations": repeated("（王某，2020；李某，2021）"),
    "one line of opening brackets": repeated("("),
    "one line of book-title brackets": repeated("《"),
    "one line of equal signs": repeated("="),
    "one line of stops": repeated("."),
    "one line of commas": repeated("，"),
    "one line of combining marks": repeated("\u0301\u0323"),
    "one line of zero bytes": repeated("\x00"),
    "one long blank between two letters": lambda size: "a" + " " * size + "b",
    "one line of HTML tables": repeated("<table>"),
    "newlines": repeated("\n"),
    "short lines": repeated("发展\n"),
    "lines of one letter and a form feed": repeated("某\f"),
    "lines that go on with a comma": repeated("，也\n"),
    "wrapped prose": wrapped_prose,
    "rows with tabs": repeated("一\t二\t三\n"),
    "rows of one cell": repeated("|甲乙丙丁|\n"),
    "rows with pipes": repeated("| 一 | 二 |\n"),
    "cells one a line": repeated("1\n2\n三\n", "表1 某表\n"),
    "captions": repeated("表1 某表\n"),
    "tables that go on": repeated("续表\n"),
    "heads": repeated("一、\n"),
    "chapters": counted("第#章 某\n某某某。\n"),
    "heads without numbers": repeated("## 某\n"),
    "boxes": counted("专栏# 某事\n"),
    "dot leaders": repeated("......................x1\n"),
    "contents": counted("第#章 总论 #\n", "目录\n"),
    "bare numbers": repeated("1\n"),
    "page numbers in prose": counted("发展新质生产力是推动高质量发展的内在要求\n— # —\n"),
    "notes on every page": counted("某事①很好。\n①王某：《某书#》，某社2000年版，第#页\n"),
    "notes that nothing calls": repeated("①王某：《某书》，某社2000年版，第1页。\n"),
    "marks and misread notes": repeated("某¹\n1 《某》\n"),
    "bylines": repeated("□ 王某某\n文章正文在此。\n"),
    "headlines before one article": repeated("发展新质生产力\n", "□ 王某某\n"),
    "laws": repeated("某某法\n（2020年1月1日第十届全国人民代表大会通过）\n第一条 为了。\n"),
    "references": counted("[#] 马克思. 资本论#[M]. 北京: 人民出版社, 2004.\n", "参考文献\n"),
    "one entry without end": repeated("某书，\n", "参考文献\n[1] 马克思. 资本论[M]\n"),
    "citations and their works": cited_works,
    "terms": counted("甲乙#：指先进生产力，由技术突破催生而来。\n", "名词解释\n"),
    "words cut at line ends": repeated("a-\n"),
    "image links": repeated("![](a.png)\n"),
    "unclosed links": repeated("!["),
}
