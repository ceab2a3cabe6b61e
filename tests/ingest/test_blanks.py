"""Blanks that an extraction put in or a line's end cost, and blanks that the print set."""

from __future__ import annotations

import pytest

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.lines.clean import glue
from build_scripts.ingest.writing.inlines import heading_inlines, inlines, plain_text
from build_scripts.text.traced import Traced
from tests.ingest.test_tables import table, words


def body(text: str) -> str:
    return plain_text(inlines(Block(Kind.TEXT, Traced.of(text, 0), 1, 1), lambda _: 1))


def head(text: str) -> str:
    return plain_text(heading_inlines(Block(Kind.TEXT, Traced.of(text, 0), 1, 1), lambda _: 1))


@pytest.mark.parametrize(("left", "right", "want"), [
    ("渠的历史（1950-", "1987年）都在册上", "渠的历史（1950-1987年）都在册上"),
    ("pages 12–", "19 of the book", "pages 12–19 of the book"),
    ("the COVID-", "19 years", "the COVID-19 years"),
    ("it fell by -", "5 degrees", "it fell by - 5 degrees"),
    ("the years 1950", "were dry", "the years 1950 were dry"),
])  # fmt: skip
def test_a_range_that_the_line_cut_has_no_blank(left: str, right: str, want: str) -> None:
    assert glue(Traced.of(left, 0), Traced.of(right, 100)).text == want


@pytest.mark.parametrize(("text", "want"), [
    ("渠长按册分水的规矩由来已久(高岚, 2003), 各村都照此行事，从无例外。", "渠长按册分水的规矩由来已久(高岚, 2003),各村都照此行事，从无例外。"),
    ("东渠的水量增长了百分之十二即12%, 各村因此重新商定了用水的次序。", "东渠的水量增长了百分之十二即12%,各村因此重新商定了用水的次序。"),
    ("各县加入了《流域分水与轮灌协定》 ( LFSX)和另一份关于修渠的协定。", "各县加入了《流域分水与轮灌协定》(LFSX)和另一份关于修渠的协定。"),
    ("巴山水利研究所 Institute (ISI), “Water Index Report 2024”, April 2024.", "巴山水利研究所Institute (ISI), “Water Index Report 2024”, April 2024."),
    ("渠长的答案应当填在下面这一个括号( )里面，其余的题目不必作答。", "渠长的答案应当填在下面这一个括号( )里面，其余的题目不必作答。"),
])  # fmt: skip
def test_running_text_has_no_blank_beside_a_sign_between_han(text: str, want: str) -> None:
    assert body(text) == want


@pytest.mark.parametrize("text", ["7. “数据渠+”行动", "一 “双轮灌溉”的规矩", "1.2 《渠册》的来历", "第三章 “分水”与“轮灌”"])
def test_a_head_keeps_the_blank_behind_its_number(text: str) -> None:
    assert head(text) == text


@pytest.mark.parametrize(("text", "want"), [
    ("（一） “双轮”的规矩", "（一）“双轮”的规矩"),
    ("渠长的账本 ：分水与轮灌", "渠长的账本：分水与轮灌"),
    ("论 “分水”", "论“分水”"),
])  # fmt: skip
def test_a_head_loses_other_blanks_beside_full_width_signs(text: str, want: str) -> None:
    assert head(text) == want


def test_a_printed_reference_keeps_the_blank_behind_the_stop_of_its_author() -> None:
    text = "[6] 高岚, 石磊. “轮灌册”: 分水规矩的由来[J]. 水利史论丛, 2024(2): 9-10."
    assert head(text) == text


def test_a_head_cell_that_wrapped_is_closed_where_the_continued_table_has_it_whole() -> None:
    got = table("表2 各渠水量\n渠\t来水 数量（方）\t用水 户数\n东渠\t61\t9\n西渠\t42\t7\n续表\n渠\t来水数量(方)\t用水 户数\n南渠\t55\t8\n北渠\t80\t6")
    assert words(got)[0] == ["渠", "来水数量（方）", "用水 户数"]
    assert [row[0] for row in words(got)[1:]] == ["东渠", "西渠", "南渠", "北渠"]
