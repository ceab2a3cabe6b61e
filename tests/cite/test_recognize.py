"""References told from explanations, several references in one note, several entries on one line, bilingual doubles."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from build_scripts.cite.gbt7714.parse import parse_reference, split_bilingual
from build_scripts.cite.gbt7714.recognize import find_references, looks_like_reference, split_list, split_references

RAWS = [
    row["raw"]
    for path in sorted((Path(__file__).parent / "exam").glob("*.yml"))
    for row in yaml.safe_load(path.read_text("utf-8"))
]
EXPLANATIONS = [
    "硬实力是指一国可以直接动用的物质力量，参见下文第三节的讨论。",
    "本文为国家社科基金重大项目“数字经济与区域协调”（21ZDA001）的阶段性成果。",
    "作者简介：王某某，某某大学经济学院教授，主要研究方向为区域经济。",
    "这里的“三农”指农业、农村、农民。",
    "《宪法》第五条规定，国家维护社会主义法制的统一和尊严。",
    "数据来自历年《中国统计年鉴》，部分年份经作者计算。",
    "2019年之前的口径与之后不同，比较时需要注意。",
    "感谢匿名审稿人的宝贵意见，文责自负。",
    "关于这一概念的争论由来已久，1998年以后逐渐形成两派意见。",
    "《海国图志》成书于1842年，是最早系统介绍西方各国的著作之一。",
    "由于四舍五入，各项之和可能不等于总计。",
    "《关于加快建设的意见》提出，到2025年基本建成现代化体系，2035年全面实现。",
    "注：括号内为t值，***、**、*分别表示在1%、5%、10%水平上显著。",
    "2022年11月，某部批复《某园区名单》，某省等8省市的10家园区入选。2023年8月，某厅印发《某通知》。",
    "The authors thank two referees for their comments.",
    "收稿日期：2024-03-05；修回日期：2024-06-01。",
    "通讯作者：李某（1975—），男，博士，教授，E-mail: li@example.edu.cn。",
    "1. 国家实验室体系",
    "张三认为，市场化改革是关键；李四则强调制度环境的作用。",
    "参见本书第三章的论述。",
    "下同。",
]
BOOK = "茅山：《神话研究》，百花出版社，1981年，第14页"
ARTICLE = "何龄：《战国史拾遗》，《史学丛谈》1956年第3期"


def test_references_of_the_exam_are_recognized() -> None:
    missed = [raw for raw in RAWS if not looks_like_reference(raw)]
    assert len(missed) <= len(RAWS) // 100, missed


@pytest.mark.parametrize("text", EXPLANATIONS)
def test_explanations_are_not(text: str) -> None:
    assert not looks_like_reference(text)
    assert split_references(text) == []


@pytest.mark.parametrize(
    ("note", "want"),
    [
        (f"{BOOK}；{ARTICLE}。", [f"{BOOK}；", f"{ARTICLE}。"]),
        (f"{BOOK}。另见{ARTICLE}。", [f"{BOOK}。", f"另见{ARTICLE}。"]),
        (f"这一概念最早由何龄提出，参见{ARTICLE}。", [f"参见{ARTICLE}。"]),
        (f"学界有不同看法。{BOOK}。笔者认为前说较妥。", [f"{BOOK}。"]),
        (
            "甲. 空间[M]. 上海: 某社, 2006: 88; 乙. 盐场[J]. 史学, 2008(1): 3-9.",
            ["甲. 空间[M]. 上海: 某社, 2006: 88;", "乙. 盐场[J]. 史学, 2008(1): 3-9."],
        ),
        (BOOK, [BOOK]),
        ("", []),
    ],
)
def test_references_within_a_note(note: str, want: list[str]) -> None:
    assert split_references(note) == want
    for found in find_references(note):
        assert note[found.start : found.end] == found.text


def test_first_of_several_is_read_alone() -> None:
    found = parse_reference(f"参见{BOOK}；{ARTICLE}。")
    assert (found.relation, found.title, found.container, found.locator) == ("参见", "神话研究", "", "14")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "[1] 甲. 书[M]. 某地: 某社, 2006. [2] 乙. 文[J]. 史学, 2008(1): 3-9.",
            [("[1]", "甲. 书[M]. 某地: 某社, 2006."), ("[2]", "乙. 文[J]. 史学, 2008(1): 3-9.")],
        ),
        (
            "［9］甲. 书[M]. 某地: 某社, 2006.［10］乙. 文[J]. 史学, 2008(1): 3-9.",
            [("［9］", "甲. 书[M]. 某地: 某社, 2006."), ("［10］", "乙. 文[J]. 史学, 2008(1): 3-9.")],
        ),
        (
            "1. 甲，《文》，人民日报，2024年1月 2. 乙，《文》，求是，2022年6月",
            [("1.", "甲，《文》，人民日报，2024年1月"), ("2.", "乙，《文》，求是，2022年6月")],
        ),
        ("[3] 甲. 从[1]说起[J]. 史学, 2008(1): 3-9.", [("[3]", "甲. 从[1]说起[J]. 史学, 2008(1): 3-9.")]),
        ("① 甲：《书》，某社，2008年。", [("①", "甲：《书》，某社，2008年。")]),
        ("甲. 书[M]. 某地: 某社, 2006.", [("", "甲. 书[M]. 某地: 某社, 2006.")]),
        (
            "1. 2023年专利调查[EB/OL]. (2024-04-15). http://a.b 2. 甲. 书[M].",
            [("1.", "2023年专利调查[EB/OL]. (2024-04-15). http://a.b"), ("2.", "甲. 书[M].")],
        ),
        ("2.0版的城市，甲著", [("", "2.0版的城市，甲著")]),
        ("", []),
    ],
)
def test_entries_on_one_line(text: str, want: list[tuple[str, str]]) -> None:
    assert split_list(text) == want


def test_bilingual_double() -> None:
    chinese = "张三, 李四. 河流的记忆[J]. 水利评论, 2020, 3(1): 1-9."
    english = "ZHANG San, LI Si. Memory of rivers[J]. Water Review, 2020, 3(1): 1-9."
    for joined in (f"{chinese} {english}", f"{chinese}\n{english}", f"{chinese} [{english}]"):
        assert split_bilingual(joined) == (chinese, english)
        found = parse_reference(joined)
        assert (found.title, found.pages, dict(found.extra)["translation"]) == ("河流的记忆", "1-9", english)
    part = "张三. 河流[M]//李四. 水论[M]. 北京: 某社, 2020: 1-9."
    assert split_bilingual(part) == (part, "")
