"""Title pages of journals, saved web pages and brokers' reports: issues, journals in spaced type, analysts, authors before the title."""

from __future__ import annotations

import pytest

from build_scripts.ingest.lines.joints import is_address
from build_scripts.ingest.metadata.analysts import is_contact
from tests.ingest.test_print_damage import BEFORE, BEHIND, COLUMN, LONG, heads, shown

PAGES = [*BEFORE, *COLUMN[:4], "5", "关山、沙洲：渠长的木牌", *COLUMN[4:], *BEHIND, "6", "2023 年第 5 期", *BEFORE, *COLUMN, "7"]


def front(*lines: str) -> str:
    return shown("\n".join(lines))[0].front


# --- the issue and the journal above the title ------------------------------------------------------------------


def test_the_issue_above_the_title_is_matter_though_it_heads_the_pages_again() -> None:
    got = shown("\n".join(["2023 年第 5 期", "渠长的木牌", "关　山　　沙　洲", *PAGES]))[0]
    assert "issue: '5'" in got.front and got.title == "渠长的木牌" and not any("第 5 期" in p.text for p in got.paragraphs)


def test_the_issue_at_the_head_of_later_pages_alone_is_furniture() -> None:
    got = shown("\n".join(["渠长的木牌", "关　山　　沙　洲", *PAGES, "2023 年第 5 期", *BEHIND, "8"]))[0]
    assert not any("第 5 期" in p.text for p in got.paragraphs)


def test_a_name_in_spaced_type_above_the_issue_is_the_journals() -> None:
    assert "journal: 水利论坛" in front("水 利 论 坛", "2023 年第 4 期（总第 120 期）", "渠长的木牌", "关 山", LONG, LONG)


def test_a_title_in_spaced_type_is_none() -> None:
    got = shown("\n".join(["渠 长 的 木 牌", "关 山", LONG, LONG]))[0]
    assert "journal:" not in got.front and (got.title or "").replace(" ", "") == "渠长的木牌"


# --- authors ----------------------------------------------------------------------------------------------------


def test_the_name_before_a_title_is_the_author_whose_biography_follows() -> None:
    assert "name: 高岚" in front("高岚:渠长的木牌为什么三年一换", "", LONG, "", LONG, "", "(作者简介:高岚,北河大学水利学院教授。)")


@pytest.mark.parametrize("title", ["高岚:渠长的木牌", "江河:渠长的木牌"])
def test_words_before_a_colon_that_no_biography_repeats_are_no_author(title: str) -> None:
    assert "authors" not in front(title, "", LONG, "", LONG)


ENGLISH = ["Abstract: Stewards cleared the canal in spring, and shared its water.", "Keywords: canal; steward"]


def test_letters_that_count_affiliations_are_no_part_of_a_name() -> None:
    lines = ["The Tablets of the Stewards", "GAO Lana and SHI Leib", "(a: School of Water, Northern University; b: Southern Academy)", *ENGLISH]
    got = front("渠长的木牌", "高　岚　　石　磊", "内容提要：木牌三年一换。", "关键词：木牌　渠长", LONG, LONG, *lines)
    assert "authors_en: [GAO Lan, SHI Lei]" in got


def test_names_that_end_in_a_letter_keep_it() -> None:
    lines = ["The Tablets of the Stewards", "GAO Lana and SHI Lei", "(School of Water, Northern University)", *ENGLISH]
    assert "GAO Lana" in front("渠长的木牌", "高　岚　　石　磊", "内容提要：木牌三年一换。", "关键词：木牌　渠长", LONG, LONG, *lines)


# --- analysts ---------------------------------------------------------------------------------------------------

ANALYSTS = ["分析员", "高岚", "gao.lan@canal.example", "SAC 执证编号：S0080000000001", "", "石磊", "shi.lei@canal.example", "SAC 执证编号：S0080000000002"]


def test_the_analysts_of_a_report_are_its_authors() -> None:
    got = front("水渠研究：分水的五个特征", "", *ANALYSTS, "", "核心观点", "", LONG, "", LONG)
    assert "name: 高岚" in got and "name: 石磊" in got and "S0080000000001" in got and "S0080000000002" in got


def test_a_head_about_analysts_above_prose_is_one() -> None:
    assert "分析员" in heads(f"水渠研究\n\n{LONG}\n\n分析员\n\n{LONG}\n\n高岚\n\n{LONG}\n")


@pytest.mark.parametrize("line", ["gao.lan@canal.example", "SAC 执证编号：S0080000000001"])
def test_an_address_alone_stands_alone(line: str) -> None:
    assert is_address(line) and is_contact(line)


@pytest.mark.parametrize("line", ["来信请寄 gao.lan@canal.example", "编号：S0080000000001", "2019 2020 2021"])
def test_other_lines_are_no_address(line: str) -> None:
    assert not is_address(line)
