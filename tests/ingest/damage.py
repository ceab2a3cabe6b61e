"""Texts as no editor would hand them in: fragments of the genre thrown together, and sound texts damaged at random."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from build_scripts.formats.rawtext import read_source

ROOT = Path(__file__).resolve().parents[2]

FRAGMENTS = [
    *"①②⑳¹²*^_#|$<>[](){}（）［］〔〕【】《》〈〉“”‘’「」，。、；：！？…—·～%=+-~`\\&@\"'/",
    "^①", "^{①}", "^{*}", "$^{①}$", "$$", "**", "__", "<sup>1</sup>", "[1]", "〔2〕", "[^a]", "[1，3-5]", "[2]15",
    "一、", "（一）", "1.", "1、", "（1）", "1.1 ", "1.1.1 ", "第一章 ", "第二节", "第三条 ", "Ⅳ.", "2）", "一是", "## ", "# ",
    "目录", "参考文献", "注释", "名词解释", "本章小结", "复习题", "引言", "结语", "附录", "摘要：", "关键词：", "【摘要】", "Abstract: ",
    "Keywords: ", "DOI: 10.1000/ab.1", "中图分类号：F0", "文章编号：1000-1234(2020)01-0001-10", "基金项目：", "责任编辑：李明", "作者简介：",
    "专栏1-1 某事", "案例3", "表1 某表", "图2.1 某图", "续表", "续表1", "（续）", "单位：亿元", "资料来源：", "注：", "Table 1 ", "Figure 2 ",
    "\t", "| --- |", "<table>", "</table>", "<tr>", '<td colspan="3">', "<td rowspan=2>", "</td>", "<table<td>", "&nbsp;", "&lt;", "&#12;", "&#2;", "&;",
    "......12", "……", "·12·", "— 3 —", "第3版", "下转第3版", "上接第1版", "万方数据", "□ 王芳", "（作者系某大学教授）", "新华社记者 王某 摄",
    "图为某人在讲话。", "新华社北京1月2日电", "某某法", "（2020年1月1日通过）", "国发〔2020〕3号", "（王某，2020：12）", "王某（2020）", "《某书》",
    "王某.某书[M].北京:某出版社,2004.", "王某：《某书》，某出版社2020年版，第1页。", "同上书，第3页。", "参见", "Smith, A. (2020). Title. Journal, 3(1), 1-9.",
    "http://a.b/c", "——某人", "——", "2020年", "12", "3.5", "the quick", "high-", "quality ", "发展新质生产力是推动高质量发展的内在要求", "甲甲乙乙丙丙丁丁",
    "\u3000\u3000", " ", "  ", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\x00", "\x1f", "\u2028", "\x85", "\f", "\v", "\u0301", "\ufb01", "\uf081", "\u2f00",
    "\U00020000", "👨\u200d👩\u200d👧", "שלום", "مرحبا", "<!-- x -->", "<!--", "-->", "![](a.png)", "[a](b)", "{: .a}", "{#id}", "!!! note", "[[a]]", "@key",
]  # fmt: skip


@cache
def sound_texts() -> tuple[str, ...]:
    """The default texts of the project and the texts of the exam."""
    files = [*sorted((ROOT / "references" / "sources").glob("*.txt")), *sorted((ROOT / "tests" / "ingest" / "exam").glob("*/source.txt"))]
    return tuple(read_source(file).text for file in files)


def any_text() -> st.SearchStrategy[str]:
    """Any Unicode text: control characters, combining marks, right-to-left letters, private use, no surrogates."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def thrown_together() -> st.SearchStrategy[str]:
    """Fragments of the genre in any order, on lines of any kind."""
    between = st.sampled_from(["", "", "\n", "\n", "\n\n", " ", "，", "。\n"])
    return st.lists(st.tuples(st.sampled_from(FRAGMENTS), between), max_size=60).map(lambda parts: "".join(a + b for a, b in parts))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A stretch of a sound text with lines cut, joined, shuffled, dropped, doubled, and fragments put in."""
    text = draw(st.sampled_from(sound_texts()))
    start = draw(st.integers(0, len(text)))
    lines = text[start : start + draw(st.integers(1, 2500))].split("\n")
    for _ in range(draw(st.integers(0, 6))):
        i, j = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        at = draw(st.integers(0, len(lines[i])))
        match draw(st.sampled_from(["swap", "double", "drop", "cut", "join", "insert"])):
            case "swap":
                lines[i], lines[j] = lines[j], lines[i]
            case "double":
                lines.insert(j, lines[i])
            case "drop" if len(lines) > 1:
                del lines[i]
            case "cut":
                lines[i : i + 1] = [lines[i][:at], lines[i][at:]]
            case "join":
                lines[i : i + 2] = ["".join(lines[i : i + 2])]
            case "insert":
                lines[i] = lines[i][:at] + draw(st.sampled_from(FRAGMENTS)) + lines[i][at:]
    return "\n".join(lines)
