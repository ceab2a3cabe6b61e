"""Printed glossaries in the forms that publishers give them: what is an entry, what is none, and the terms of the exam's cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_scripts.diagnostics import silent
from build_scripts.formats.rawtext import read_source
from build_scripts.ingest.glossary_entries import Entry, read_entry, read_table
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.ingest.recognize.glossary import is_glossary_head
from build_scripts.text.source import Source
from tests.ingest.test_print_damage import LONG, heads

EXAM = Path(__file__).parent / "exam"
CASES = sorted(p.parent for p in EXAM.glob("*/gold.json") if json.loads(p.read_text(encoding="utf-8")).get("glossary"))
MEANING = "沿岸各村推举出来管水的人，任期一年。"


def terms(text: str) -> list[str]:
    return [term.term for converted in ingest_source(Source("a.txt", text), silent).texts for term in converted.terms]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_every_term_of_a_printed_glossary_is_found_with_its_definition(case: Path) -> None:
    wanted = json.loads((case / "gold.json").read_text(encoding="utf-8"))["glossary"]
    found = {t.term: t.definition for text in ingest_source(read_source(case / "source.txt", silent), silent).texts for t in text.terms}
    assert [term for term in wanted if not found.get(term)] == []


@pytest.mark.parametrize(
    ("printed", "entry"),
    [
        (f"渠长：{MEANING}", Entry("渠长", MEANING)),
        (f"渠长——{MEANING}", Entry("渠长", MEANING)),
        (f"渠长　{MEANING}", Entry("渠长", MEANING)),
        (f"【渠长】 {MEANING}", Entry("渠长", MEANING)),
        (f"【渠长】（Canal Steward，CS）{MEANING}", Entry("渠长", MEANING, ("CS",), "Canal Steward")),
        (f"渠长（Canal Steward）：{MEANING}", Entry("渠长", MEANING, (), "Canal Steward")),
        (f"渠长（Canal Steward，CS）：{MEANING}", Entry("渠长", MEANING, ("CS",), "Canal Steward")),
        (f"渠长（又称水长；英文：canal steward）：{MEANING}", Entry("渠长", MEANING, ("水长",), "canal steward")),
        (f"3. 渠长：{MEANING}", Entry("渠长", MEANING)),
        (f"（3）渠长：{MEANING}", Entry("渠长", MEANING)),
        (f"• “渠长”：{MEANING}", Entry("渠长", MEANING)),
        (f"“渠长+”行动：{MEANING}", Entry("“渠长+”行动", MEANING)),
        (f"【“渠长+”行动】{MEANING}", Entry("“渠长+”行动", MEANING)),
        (f"渠长是指{MEANING}", Entry("渠长", f"是指{MEANING}")),
        (f"渠长（Canal Steward），指{MEANING}", Entry("渠长", f"指{MEANING}", (), "Canal Steward")),
        ("CSA：Canal Steward Agreement，渠长公约", Entry("渠长公约", "", ("CSA",), "Canal Steward Agreement")),
        (f"CSA（Canal Steward Agreement）：{MEANING}", Entry("CSA", MEANING, (), "Canal Steward Agreement")),
    ],
)
def test_an_entry_in_each_form(printed: str, entry: Entry) -> None:
    assert read_entry(printed) == entry


@pytest.mark.parametrize("printed", ["为便于读者阅读，现将本报告所用的名词解释如下。", "渠长", "上述解释仅供参考，以各地的规定为准。", f"{LONG}"])
def test_what_is_no_entry(printed: str) -> None:
    assert read_entry(printed) is None


def test_a_table_of_terms() -> None:
    rows = [["术语", "英文", "解释"], ["渠长", "canal steward", MEANING], ["木牌", "water board", "写着分水先后的牌子。"]]
    assert [e.term for e in read_table(rows, False)] == ["渠长", "木牌"]
    assert next(iter(read_table(rows, False))) == Entry("渠长", MEANING, (), "canal steward")


def test_a_table_of_abbreviations() -> None:
    rows = [["缩略语", "英文全称", "中文名称"], ["CSA", "Canal Steward Agreement", "渠长公约"]]
    assert list(read_table(rows, False)) == [Entry("渠长公约", "", ("CSA",), "Canal Steward Agreement")]


def test_a_table_of_figures_holds_no_terms_outside_a_glossary() -> None:
    assert not list(read_table([["名称", "说明", "长度"], ["东渠", "1950年修", "12"]], False))
    assert not list(read_table([["渠段", "长度"], ["东渠", "12"]], True))


@pytest.mark.parametrize("head", ["名词解释", "附录B 名词解释", "附录二 主要术语", "五、术语表", "缩略语", "术语和缩略语", "附：名词解释", "Glossary"])
def test_heads_of_glossaries(head: str) -> None:
    assert is_glossary_head(head)


@pytest.mark.parametrize("head", ["五、术语的翻译", "名词解释的来历", "附录二 调研方法", "术语表以外的几个词"])
def test_heads_of_something_else(head: str) -> None:
    assert not is_glossary_head(head)


MORE = "沿岸的老人还记得从前的样子，说起来头头是道，年轻人多半没有见过。"
BODY = f"让水渠长流\n\n巴山智库\n\n第一章 渠长\n\n{LONG}{LONG}\n\n第二章 木牌\n\n{LONG}{LONG}\n\n"


def test_terms_that_stand_alone_above_their_definitions() -> None:
    text = f"{BODY}名词解释\n\n渠长\n\n{MEANING}连任不得超过两次。\n\n木牌\n\n写着各村分水先后的牌子，挂在庙门旁边，谁也不许改动。\n"
    assert terms(text) == ["渠长", "木牌"]
    assert heads(text)[-2:] == ["渠长", "木牌"]


def test_a_definition_in_two_pieces_between_terms_that_stand_alone() -> None:
    torn = "写着各村分水先后的牌子，挂在庙门旁边，每年换一\n\n次，换下来的收在庙里，谁也不许改动。"
    text = f"{BODY}名词解释\n\n渠长\n\n{MEANING}连任不得超过两次。\n\n木牌\n\n{torn}\n\n闸夫\n\n看守水闸的人，由渠长雇用和辞退，工钱按日计算。\n"
    assert terms(text) == ["渠长", "木牌", "闸夫"]


def test_a_glossary_is_no_box_of_its_first_term() -> None:
    text = f"{BODY}名词解释\n\n渠长\n\n{MEANING}{MORE}\n\n木牌\n\n写着各村分水先后的牌子。{MORE}\n\n闸夫\n\n看守水闸的人。{MORE}\n"
    assert terms(text) == ["渠长", "木牌", "闸夫"]
    assert "名词解释" in heads(text)


def test_terms_numbered_as_sections_are() -> None:
    text = f"{BODY}名词解释\n\n一、渠长\n\n是指{MEANING}连任不得超过两次。\n\n二、木牌\n\n是指写着各村分水先后的牌子，挂在庙门旁边。\n"
    assert terms(text) == ["渠长", "木牌"]


def test_paragraphs_below_a_head_of_another_kind_are_no_terms() -> None:
    assert "渠长" not in terms(f"{BODY}附录 访谈对象\n\n渠长：{MEANING}\n\n庙祝：看守庙门和木牌的人，由各村供养。\n")


def test_a_group_of_terms_is_no_term() -> None:
    text = f"水利名词解释\n\n一、管水的人\n\n渠长：{MEANING}\n\n闸夫：看守水闸的人，由渠长雇用和辞退。\n\n"
    text += "二、器物\n\n木牌：写着各村分水先后的牌子，挂在庙门旁边。\n"
    assert terms(text) == ["渠长", "闸夫", "木牌"]
