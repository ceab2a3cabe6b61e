"""Tables and heads in the plain words of a text that readers take away."""

from __future__ import annotations

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Text
from build_scripts.publish.page.takeaway import plain_text

HEAD = "---\ntitle: 分水的规矩\n{more}---\n\n# 分水的规矩\n\n"
SPANS = """\
<table markdown="block">
<tr markdown="block"><th rowspan="2" markdown="span">渠</th><th colspan="2" markdown="span">水量[^1]</th><th rowspan="3" markdown="span">户数</th></tr>
<tr markdown="block"><th markdown="span">春</th><th markdown="span">秋</th></tr>
<tr markdown="block"><td markdown="span">东渠</td><td markdown="span">0.21\\*\\*</td><td markdown="span">&lt;0.05</td></tr>
<tr markdown="block"><td markdown="span">西渠</td><td markdown="span">7</td><td markdown="span"></td><td markdown="span">9</td></tr>
</table>

[^1]: 以方计。
"""


def words(body: str, more: str = "") -> list[str]:
    return plain_text(Text("a", (parse_page("texts/a.md", HEAD.format(more=more) + body),))).split("\n\n")


def test_columns_stand_below_each_other_whatever_a_cell_spans() -> None:
    table = words(SPANS)[1].split("\n")
    assert [line.split("\t") for line in table] == [["渠", "水量[1]", "", "户数"], ["", "春", "秋"], ["东渠", "0.21**", "<0.05"], ["西渠", "7", "", "9"]]


def test_cells_of_pipes_have_their_signs_and_no_markup() -> None:
    assert words("| 甲 | 乙 |\n| --- | --- |\n| 0.21\\*\\* | 丙\\|丁 |\n| | **戊** |\n")[1].strip("\n").split("\n") == ["甲\t乙", "0.21**\t丙|丁", "\t戊"]


def test_html_that_is_no_table_says_nothing() -> None:
    assert words('<figure id="f" markdown="block">\n\n甲。\n\n</figure>\n')[1:] == ["甲。\n"]


def test_subtitle_and_number_of_a_chapter_stand_with_the_title() -> None:
    assert words("甲。\n", "subtitle: 以三县为例\nchapter_number: 第八章\n")[:2] == ["第八章 分水的规矩", "——以三县为例"]
    assert words("甲。\n") == ["分水的规矩", "甲。\n"]
