"""Titles of official papers, annexes, boxes without numbers and conversations: where they speak and where they are silent."""

from __future__ import annotations

import pytest

from build_scripts.formats.markdown import format_document
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source

BODY = "为方便群众就近读书，现就推进社区书房建设提出如下意见，请结合实际认真贯彻落实，每年年底以前把进展情况报告市政府。"


def page(text: str) -> str:
    (document,) = ingest_source(Source("a.txt", text)).documents
    (only,) = format_document(document).values()
    return only


@pytest.mark.parametrize("letterhead", ["", "平阳市人民政府文件\n平政发〔2021〕7号\n", "市政府文件\n"])
def test_issuer_and_subject_are_one_title(letterhead: str) -> None:
    text = f"{letterhead}平阳市人民政府\n关于推进社区书房建设的意见\n各区人民政府：\n　　{BODY}\n"
    shown = page(text)
    assert "\n# 平阳市人民政府关于推进社区书房建设的意见\n" in shown
    assert "各区人民政府：" in shown.split("\n# ")[1]


def test_a_paper_about_something_is_no_official_title() -> None:
    assert "\n# 关于社区书房的几点思考\n" in page(f"关于社区书房的几点思考\n李明\n　　{BODY}\n")


def test_a_list_of_annexes_holds_no_heads() -> None:
    annexes = f"　　附件：1. 任务分解表\n　　　　　2. 管理办法\n附件2\n管理办法\n　　第一条　{BODY}\n"
    shown = page(f"平阳市人民政府\n关于推进社区书房建设的通知\n　　{BODY}\n{annexes}")
    heads = [line for line in shown.split("\n") if line.startswith("##")]
    assert [head.split(" {")[0] for head in heads] == ["## 附件2", "## 管理办法"]


@pytest.mark.parametrize("title", ["阅读材料　灯塔的故事", "知识链接：灯塔的故事", "延伸阅读 灯塔的故事"])
def test_a_box_needs_no_number(title: str) -> None:
    shown = page(f"灯塔的账\n李明\n一、问题\n　　{BODY}\n{title}\n　　灯塔收过费，这件事见于旧志，年份却没有写明，读的人各有各的说法。\n二、结论\n　　{BODY}\n")
    assert '!!! box "' in shown and "灯塔的故事" in shown.split('!!! box "')[1].split("\n")[0]


def test_a_reading_list_is_no_box() -> None:
    shown = page(f"灯塔的账\n李明\n一、问题\n　　{BODY}\n延伸阅读\n　　科斯：《企业、市场与法律》，上海三联书店，1990年。\n")
    assert "!!! box" not in shown


def test_speakers_begin_paragraphs_even_behind_full_lines() -> None:
    turns = "".join(f"记者：这样念账会不会影响干部积极性第{n}问？\n老丁：说清楚了反而轻松，晚上睡得着觉。\n" for n in "一二三四")
    assert page(f"念账\n李明\n　　{BODY}\n{turns}").count("\n\n老丁：") == 4
