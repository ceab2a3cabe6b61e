"""Columns of figures in tables are set flush right; everything else of a table stays as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.publish.rendering.number_columns import align_numbers

MARK = ' class="number"'


def table(*rows: str, head: str = "") -> str:
    """A table of rows whose cells are parted by ``|``."""
    first = "<tr>" + "".join(f"<th>{cell}</th>" for cell in head.split("|")) + "</tr>" if head else ""
    return "<table>" + first + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows) + "</table>"


def marked(html: str) -> list[str]:
    return re.findall(r'<t[dh] class="number">(.*?)</t[dh]>', align_numbers(html))


@pytest.mark.parametrize("figures", [("±2", "3.5"), ("1,024", "−0.7"), ("15.87%", "8‰"), ("(0.12)", "0.31***"), ("—", "7", "8"), ("", "1 200", "3")])
def test_a_column_of_figures_and_its_head_are_marked(figures: tuple[str, ...]) -> None:
    assert marked(table(*(f"甲|{figure}" for figure in figures), head="项|数")) == ["数", *figures]


@pytest.mark.parametrize("cells", [("12", "甲"), ("2011—2020年", "3"), ("12",), ("—", "—"), ("3:1", "2:1"), ("第1条", "第2条"), ("1.2.3a", "4")])
def test_other_columns_are_not(cells: tuple[str, ...]) -> None:
    assert marked(table(*(f"甲|{cell}" for cell in cells))) == []


def test_the_first_column_names_the_rows() -> None:
    assert marked(table("2001|3", "2002|4", head="年|数")) == ["数", "3", "4"]


def test_what_is_set_by_hand_stays() -> None:
    html = '<table><tr><td>甲</td><td style="text-align: left;">1</td><td align="center">2</td></tr><tr><td>乙</td><td>3</td><td class="x">4</td></tr></table>'
    assert marked(html) == ["3"]


def test_spans_of_rows_and_columns_keep_the_columns_apart() -> None:
    html = (
        '<table><tr><th rowspan="2">名</th><th rowspan="2">地</th><th colspan="2">其中</th></tr><tr><th>数</th><th>评</th></tr>'
        '<tr><td rowspan="2">甲</td><td>北</td><td>1</td><td>好</td></tr><tr><td>南</td><td>2</td><td>差</td></tr></table>'
    )
    assert marked(html) == ["数", "1", "2"]


def test_a_table_in_a_table_and_a_page_without_one_are_left_alone() -> None:
    nested = f"<table><tr><td>1</td><td>{table('甲|1', '乙|2')}</td></tr></table>"
    assert align_numbers(nested) == nested
    assert align_numbers("<p>1</p>") == "<p>1</p>"


@given(cells=st.lists(st.lists(st.text("甲1.—%(<>&", max_size=4), min_size=1, max_size=4), max_size=5))
def test_nothing_but_marks_is_added_and_twice_is_once(cells: list[list[str]]) -> None:
    html = table(*("|".join(row) for row in cells))
    made = align_numbers(html)
    assert made.replace(MARK, "") == html and align_numbers(made) == made
