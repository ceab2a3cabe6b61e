"""The scorer itself: full marks for a right page, and fewer for every single thing that is wrong with it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.exam.page_reader import read_pages
from tests.ingest.exam.score import box_stretches, common, f1, fold, main, score_case

CASES = sorted(p.parent for p in Path(__file__).parent.glob("*/gold.json"))

GOLD: dict[str, Any] = {
    "title": "河流的账本",
    "authors": ["何满"],
    "headings": [
        {"level": 1, "text": "一、水量"},
        {"level": 2, "text": "（一）枯水"},
        {"level": 1, "text": "二、水价"},
    ],
    "paragraphs": [
        "这条河每年带来三十亿立方米的水。[^1]",
        "枯水的年份不足一半（见表1）。",
        "表1 历年来水",
        "资料来源：水文站。",
        "箱子里只有这一段话。",
        "水价十年没有动过。[^2]后来动了一次。",
    ],
    "footnotes": ["水文年鉴，第三卷。", "水文年鉴，第三卷。"],
    "tables": [[["年份", "水量"], ["2001", "30"], ["2002", "14"]]],
    "boxes": True,
    "box_titles": ["专栏1 一口井"],
    "box_paragraphs": [4, 4],
    "furniture": ["水利学刊 2003年第1期"],
    "references": 2,
    "crossrefs": ["见表1"],
}

PAGE = """---
title: 河流的账本
authors:
- name: 何满
genre: journal-article
---

# 河流的账本

## 一、水量 {#s1}

<span class="pb" id="page-3" data-page="3"></span>这条河每年带来三十亿立方米的水。[^1]

### （一）枯水 {#s1-1}

枯水的年份不足一半（[见表1](#tab-1)）。

<figure id="tab-1" class="table" markdown="block">
<figcaption markdown="span">表1 历年来水</figcaption>

| 年份 | 水量 |
| --- | --- |
| 2001 | 30 |
| 2002 | 14 |

资料来源：水文站。

</figure>

!!! box "专栏1 一口井"

    箱子里只有这一段话。

## 二、水价 {#s2}

水价十年没有动过。[^2]后来动了一次。

## 参考文献 {#references}

<div class="references" markdown="block">

- [1] 甲. 水[M]. <!-- ref: jia -->
- [2] 乙. 河[M].

</div>

[^1]: 水文年鉴，第三卷。 <!-- ref: nianjian -->
[^2]: 水文年鉴，第三卷。
"""


def part(page: str, name: str, gold: dict[str, Any] = GOLD) -> float:
    return score_case(gold, [[page]])[name]


def test_a_right_page_has_full_marks_in_every_part() -> None:
    scored = score_case(GOLD, [[PAGE]])
    assert scored == dict.fromkeys(scored, 1.0)
    assert {
        "title",
        "authors",
        "outline",
        "levels",
        "paragraphs",
        "notes",
        "tables",
        "boxes",
        "furniture",
        "references",
        "links",
    } < set(scored)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("title", "# 河流的账本\n", "# 河流\n"),
        ("authors", "- name: 何满", "- name: 何某"),
        ("outline", "## 二、水价 {#s2}", "二、水价"),
        ("outline", "## 二、水价 {#s2}", "## 水价十年\n\n## 二、水价 {#s2}"),
        ("levels", "### （一）枯水", "## （一）枯水"),
        ("paragraphs", "三十亿立方米的水。[^1]", "三十亿\n\n立方米的水。[^1]"),
        ("paragraphs", "后来动了一次。", "后来动了一次。· 12 ·"),
        ("paragraphs", "水价十年没有动过。[^2]后来动了一次。", "水价十年没有动过。[^2]\n\n后来动了一次。"),
        ("paragraphs", "枯水的年份", "1. 枯水的年份不算\n\n枯水的年份"),
        ("notes", "[^2]后来动了一次。", "后来动了一次。[^2]"),
        ("notes", "[^2]: 水文年鉴，第三卷。", "[^2]: 水文年鉴，第三卷。\n[^3]: 多出来的一条。"),
        ("notes", "[^1]: 水文年鉴，第三卷。", "[^1]: 年鉴。"),
        ("tables", "| 2002 | 14 |\n", ""),
        ("tables", "| 2002 | 14 |", "| 2002 | 14 | 99 |"),
        ("boxes", "    箱子里", "箱子里"),
        ("boxes", "专栏1 一口井", "一口井"),
        ("furniture", "水价十年没有", "水利学刊　2003年第1期\n\n水价十年没有"),
        ("furniture", "十年没有动过。[^2]后", "十年没有动过。[^2]水利学刊 2003 年第1期后"),
        ("references", "- [2] 乙. 河[M].\n", ""),
        ("links", "[见表1](#tab-1)", "见表1"),
    ],
)
def test_one_fault_costs_marks_in_its_part(name: str, old: str, new: str) -> None:
    assert old in PAGE
    assert part(PAGE.replace(old, new), name) < 1.0


def test_identical_notes_must_stand_at_their_own_places() -> None:
    both_first = PAGE.replace("水。[^1]", "水。[^1][^2]").replace("过。[^2]", "过。")
    assert part(both_first, "notes") == 0.5


def test_an_empty_page_scores_next_to_nothing() -> None:
    assert score_case(GOLD, [[""]])["mean"] < 0.6
    assert score_case(GOLD, [])["mean"] == 0.0


def test_an_abstract_may_stand_in_the_front_matter_and_what_is_aside_anywhere() -> None:
    gold = GOLD | {"paragraphs": ["“摘要”一段。", *GOLD["paragraphs"]], "aside": ["（作者系某人）"]}
    in_front = PAGE.replace("genre:", 'abstract: "“摘要”一段。"\ngenre:')
    assert part(in_front, "paragraphs", gold | {"box_paragraphs": [5, 5]}) == 1.0
    beside = in_front.replace("后来动了一次。", "后来动了一次。\n\n（作者系某人）")
    assert part(beside, "paragraphs", gold) == 1.0
    assert part(PAGE, "paragraphs", gold) < 1.0


def test_a_note_whose_mark_the_print_lost_needs_no_place() -> None:
    gold = GOLD | {"unanchored": [2]}
    lost = PAGE.replace("过。[^2]", "过。")
    assert part(lost, "notes", gold) == 1.0
    assert part(lost, "notes") < 1.0


def test_a_list_may_count_in_more_than_one_way_but_not_in_any() -> None:
    either = GOLD | {"references": [1, 2]}
    assert part(PAGE, "references", either) == 1.0
    assert part(PAGE, "references", GOLD | {"references": 4}) == 0.5
    unlisted = (
        PAGE.replace("- [1] 甲", "[1] 甲").replace("- [2] 乙", "[2] 乙").replace('class="references"', 'class="box"')
    )
    assert part(unlisted, "references", either) == 0.0
    assert "references" not in score_case(GOLD | {"references": [0, 2]}, [[unlisted]])
    assert part(PAGE, "references", GOLD | {"references": 0}) == 0.0


def test_another_cutting_is_accepted_where_the_gold_says_so() -> None:
    gold = GOLD | {
        "paragraphs_alt": [
            {"replaces": [0, 1], "paragraphs": ["甲乙"]},
            {"replaces": [5, 5], "paragraphs": ["水价十年没有动过。", "后来动了一次。"]},
        ]
    }
    assert part(PAGE, "paragraphs", gold) == 1.0
    parted = PAGE.replace("[^2]后来", "[^2]\n\n后来")
    assert part(parted, "paragraphs") < 1.0
    assert part(parted, "paragraphs", gold) == 1.0
    assert part(parted.replace("后来动了一次", "后来动了多次，还有很多字"), "paragraphs", gold) < 1.0


def test_articles_take_the_document_that_fits_and_their_number_counts() -> None:
    other = {
        "title": "井",
        "authors": [],
        "headings": [],
        "paragraphs": ["井里没有水了。"],
        "footnotes": [],
        "tables": [],
        "boxes": False,
    }
    gold = {"articles": [GOLD, other]}
    well = "# 井\n\n井里没有水了。\n"
    assert score_case(gold, [[well], [PAGE]])["mean"] == 1.0
    assert score_case(gold, [[PAGE, well]])["mean"] < 0.8
    assert score_case(gold, [[well], [PAGE], ["# 多\n\n多余的一页。"]])["documents"] == pytest.approx(2 / 3)


def test_chapter_pages_keep_relative_levels() -> None:
    gold = {
        "title": "书",
        "headings": [{"level": 1, "text": "第一章 甲"}, {"level": 2, "text": "第一节 乙"}],
        "paragraphs": ["一句话。"],
    }
    pages = [
        "---\ntitle: 书\n---\n\n# 书\n",
        "---\npart_of: shu\n---\n\n# 第一章 甲\n\n## 第一节 乙 {#s1}\n\n一句话。\n",
    ]
    assert score_case(gold, [pages])["mean"] == 1.0
    assert score_case(gold, [[pages[0], pages[1].replace("## 第", "### 第")]])["levels"] < 1.0


def test_the_reader_shows_what_a_browser_shows() -> None:
    shown = read_pages(
        [
            "# 题 {#t}\n\n见[@li2020, 3-5]<!-- print: （李，2020：3-5） -->与@wu2019<!-- print: 吴（2019） -->"
            "和@{0}<!-- print: 0 -->[@{1}; @{2}]<!-- print: [1-2] -->"
            "，[[词|词语]]<!-- term: off -->。\n\n"
            "> 引文一段。\n>\n> ——某人\n\n"
            r"1\. 不是列表，\*也不是强调\* 与 `[1]`。" + "\n\n1. 是列表\n\n"
            '<table>\n<tr><th rowspan="2">甲</th><th>乙</th></tr>\n<tr><td>丙</td></tr>\n</table>\n'
        ]
    )
    texts = [p.text for p in shown.paragraphs]
    assert texts[:3] == ["见（李，2020：3-5）与吴（2019）和0[1-2]，词语。", "引文一段。", "——某人"]
    assert texts[3].startswith("1. 不是列表，*也") and texts[4] == "是列表"
    assert shown.tables == [[["甲", "乙"], ["丙"]]]
    lines = read_pages(["甲行，\n乙行。\n\n- 丙\n- 丁\n\n> 戊\n> 己\n>\n> 庚\n"]).paragraphs
    assert [p.text for p in lines] == ["甲行，乙行。", "丙", "丁", "戊己", "庚"]


def test_small_measures() -> None:
    assert fold("“甲”，（乙）①[2]35 丙") == '"甲",(乙)丙'
    assert (f1(0, 0, 0), f1(0, 0, 3), f1(2, 2, 2)) == (1.0, 0.0, 1.0)
    assert common("abcd", "xbdc", lambda a, b: a == b) == 2


def test_the_command_prints_the_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gold.json").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    assert main([str(tmp_path / "gold.json"), str(tmp_path / "page.md")]) == 0
    assert "mean         1.0000" in capsys.readouterr().out
    assert main([]) == 2


def written_out(gold: dict[str, Any]) -> str:
    """The page that a perfect converter would write (heads first: their place among the paragraphs is not scored)."""

    def safe(text: str) -> str:
        return re.sub(
            r"\\?\[(\\\^\d+)\\?\]", lambda m: f"[{m[1][1:]}]", re.sub(r"([\\`*_\[\]<>#+.!|^)-])", r"\\\1", text)
        )

    front = ["---", "authors:", *[f"- name: {a}" for a in gold["authors"]], "---", f"# {safe(gold['title'] or '无题')}"]
    heads = ["#" * (h["level"] + 1) + " " + safe(h["text"]) for h in gold["headings"]]
    boxes = box_stretches(gold)
    titles = gold.get("box_titles", []) if len(boxes) > 1 else gold.get("box_titles", [])[:1]
    opened = {first: title for (first, _), title in zip(boxes, titles, strict=True)}
    boxed = {n for first, last in boxes for n in range(first, last + 1)}
    body = []
    for n, paragraph in enumerate(gold["paragraphs"]):
        if n in opened:
            body.append(f'!!! box "{opened[n]}"')
        body.append("    " * (n in boxed) + safe(paragraph))
    tables = ["\n".join("| " + " | ".join(map(safe, row)) + " |" for row in t) for t in gold["tables"]]
    count = gold.get("references", 0)
    listed = [
        '<div class="references" markdown="block">',
        *["- 一条"] * (count[0] if isinstance(count, list) else count),
        "</div>",
    ]
    notes = [f"[^{n}]: {safe(text)}" for n, text in enumerate(gold["footnotes"], 1)]
    return "\n\n".join(["\n".join(front), *heads, *body, *tables, *listed, *notes])


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_every_case_can_be_passed(case: Path) -> None:
    """What the gold asks for does not contradict itself: its own words, written out as pages, have full marks."""
    gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    pages = []
    for document in gold.get("articles", [gold]):
        document.pop("crossrefs", None)
        pages.append([written_out(document)])
    scored = score_case(gold, pages)
    assert scored == dict.fromkeys(scored, 1.0)


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_every_case_is_whole(case: Path) -> None:
    """Each case has its three files; note marks in the gold are 1 … n, each once; boxes say where they stand."""
    gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    assert (case / "source.txt").stat().st_size > 500
    assert 2 <= len((case / "why.md").read_text(encoding="utf-8").strip().splitlines()) <= 8
    for document in gold.get("articles", [gold]):
        marks = [int(m.split("]")[0]) for p in document["paragraphs"] for m in p.split("[^")[1:]]
        # A note on the title, or one whose mark the print lost, has no mark in the paragraphs.
        assert sorted({*marks, *document.get("unanchored", [])}) == list(range(1, len(document["footnotes"]) + 1))
        assert len(marks) == len(set(marks))
        assert not document["boxes"] or {"box_titles", "box_paragraphs"} <= set(document)
