"""Tables: every manner of print, what stays beside them, and lines that look like a table and are none."""

from __future__ import annotations

import pytest

from build_scripts.diagnostics import Diagnostic
from build_scripts.ingest.block import Block, Findings, Kind, traced_parts, walk
from build_scripts.ingest.reasons import RUNNING_HEAD
from build_scripts.ingest.recognize.tables import recognize_tables
from build_scripts.text.source import Source
from build_scripts.text.traced import Traced, offsets


def blocks_of(text: str) -> list[Block]:
    """One block a line, as segmenting makes them of an unwrapped text; an HTML table is one block."""
    out, at = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            row = "\t" in line or line.count("|") > 1 or "<table" in line
            kind = Kind.ROW if row else Kind.TEXT
            traced = Traced.of(line, at)
            if line.startswith("①"):
                out.append(Block(Kind.NOTE, traced[1:], number, number, "1", other=(traced[:1],)))
            else:
                out.append(Block(kind, traced if row else traced.strip(), number, number))
        at += len(line) + 1
    return out


def run(text: str) -> tuple[list[Block], list[Diagnostic]]:
    """The recognized blocks, after the ledger was balanced, and what was reported."""
    said: list[Diagnostic] = []
    out = recognize_tables(blocks_of(text), Findings(Source("a.txt", text), said.append))
    places = sorted(place for block in walk(out) for place in offsets(traced_parts(block)))
    assert places == [i for i, c in enumerate(text) if not c.isspace()], "every character stands in one block, once"
    return out, said


def table(text: str) -> Block:
    tables = [block for block in run(text)[0] if block.kind is Kind.TABLE]
    assert len(tables) == 1
    return tables[0]


def words(block: Block) -> list[list[str]]:
    return [[cell.text.text for cell in row] for row in block.rows]


def children(block: Block, kind: Kind) -> list[str]:
    return [child.text.text for child in block.children if child.kind is kind]


def test_tab_rows_with_caption_unit_and_sources() -> None:
    got = table("表3 各县粮食产量\n单位：万吨\n县\t产量\n甲县\t12.5\n乙县\t9.8\n注：按统计口径。\n资料来源：县统计站。\n后面的一段话。")
    assert got.label == "3"
    assert words(got) == [["县", "产量"], ["甲县", "12.5"], ["乙县", "9.8"]]
    assert got.header_rows == 1
    assert children(got, Kind.CAPTION) == ["表3 各县粮食产量"]
    assert children(got, Kind.SOURCE) == ["单位：万吨", "注：按统计口径。", "资料来源：县统计站。"]


@pytest.mark.parametrize(
    ("caption", "number"),
    [("表8.1 甲", "8.1"), ("表1-2 甲", "1-2"), ("表1—2 甲", "1-2"), ("表 3 甲", "3"), ("Table 2. A title", "2"), ("表一 甲", "1"),
     ("附表2：甲", "2"), ("**表４　甲**", "4")],
)
def test_numbers_of_captions(caption: str, number: str) -> None:
    assert table(f"{caption}\n项\t值\n甲\t1\n乙\t2").label == number


@pytest.mark.parametrize(
    "line",
    ["表1显示，产量逐年上升。", "表1列出了全部结果。", "表1中的数据来自调查", "表2和表3分别报告结果", "由表1可知", "表现出色的县",
     "表1 说明了三个问题", "表明立场"],
)
def test_a_mention_is_no_caption(line: str) -> None:
    blocks, said = run(f"{line}\n接着是正文的一段话，没有表格。")
    assert [block.kind for block in blocks] == [Kind.TEXT, Kind.TEXT]
    assert not said


def test_caption_below_the_rows() -> None:
    got = table("年份\t经费\n2018\t11\n2019\t12\n表2 历年经费\n数据来源：作者整理。")
    assert got.label == "2"
    assert children(got, Kind.SOURCE) == ["数据来源：作者整理。"]


def test_two_captions_with_rows_below_each_are_two_tables() -> None:
    blocks, _ = run("表1 甲\n项\t值\n子\t1\n丑\t2\n表2 乙\n项\t值\n寅\t3\n卯\t4")
    assert [(b.label, len(b.rows)) for b in blocks] == [("1", 3), ("2", 3)]


def test_two_level_head_spans() -> None:
    got = table("表1 甲\n地区\t人数\t其中：\t\n\t\t男\t女\n东乡\t10\t6\t4\n西乡\t8\t3\t5")
    assert got.header_rows == 2
    assert [(c.text.text, c.colspan, c.rowspan) for c in got.rows[0]] == [("地区", 1, 2), ("人数", 1, 2), ("其中：", 2, 1)]
    assert [c.text.text for c in got.rows[1]] == ["男", "女"]


def test_two_level_head_whose_outer_tabs_were_trimmed() -> None:
    got = table("表1 甲\n地区\t人数\t其中\n男\t女\n东乡\t10\t6\t4\n西乡\t8\t3\t5")
    assert got.header_rows == 2
    assert [c.colspan for c in got.rows[0]] == [1, 1, 2]


def test_empty_cells_of_the_body_make_no_second_head() -> None:
    got = table("表1 甲\n项目\t去年\t今年\n产量\t\t12\n销量\t3\t4")
    assert got.header_rows == 1
    assert words(got)[1] == ["产量", "", "12"]


def test_years_may_be_a_head() -> None:
    assert table("表1 甲\n\t2019\t2020\n产量\t11\t12\n销量\t9\t8").header_rows == 1
    assert table("表1 甲\n产量\t11\t12\n销量\t9\t8").header_rows == 0


def test_continued_table_is_joined_and_its_repeated_head_set_aside() -> None:
    text = (
        "表2 甲\n名次\t国家\t篇数（篇）\n1\t子国\t10\n2\t丑国\t9\n①某词的注释。\n续表\n名次\t国家\t篇数(篇)\n3\t寅国\t8\n资料来源：手册。"
    )
    blocks, said = run(text)
    assert [block.kind for block in blocks] == [Kind.TABLE, Kind.NOTE]
    assert words(blocks[0]) == [["名次", "国家", "篇数（篇）"], ["1", "子国", "10"], ["2", "丑国", "9"], ["3", "寅国", "8"]]
    assert [(c.label, c.kind) for c in blocks[0].children if c.kind is Kind.ASIDE] == [("续表", Kind.ASIDE)] * 2
    assert children(blocks[0], Kind.SOURCE) == ["资料来源：手册。"]
    assert not said


def test_a_paragraph_between_the_parts_keeps_its_place() -> None:
    blocks, _ = run("表2 甲\n名\t数\n子\t1\n丑\t2\n这里夹着正文的一段话，与表无关。\n续表2\n名\t数\n寅\t3")
    assert [block.kind for block in blocks] == [Kind.TABLE, Kind.TEXT]
    assert len(blocks[0].rows) == 4


def test_continuation_without_a_word_repeats_the_head() -> None:
    blocks, _ = run("表2 甲\n名\t数\n子\t1\n丑\t2\n①注释。\n名\t数\n寅\t3\n卯\t4")
    assert [block.kind for block in blocks] == [Kind.TABLE, Kind.NOTE]
    assert len(blocks[0].rows) == 5


def test_a_continuation_without_its_table_is_reported() -> None:
    blocks, said = run("前面是正文。\n续表3\n名\t数\n寅\t3\n卯\t4")
    assert [d.code for d in said] == ["STR201"]
    assert blocks[1].kind is Kind.TABLE and blocks[1].label == "3"


def test_pipe_table_with_bold_head_and_escaped_pipe() -> None:
    got = table("**表1　甲**\n| **名** | 数 |\n| --- | ---: |\n| a\\|b | 1 |\n| 丙<br>丁 | 2 |\n*注：共两项。*")
    assert words(got) == [["名", "数"], ["a|b", "1"], ["丙 丁", "2"]]
    assert children(got, Kind.CAPTION) == ["表1　甲"]
    assert children(got, Kind.SOURCE) == ["注：共两项。"]


def test_html_table_with_spans_entities_and_caption() -> None:
    html = (
        '<table><caption>表5 甲</caption><tr><td rowspan="2">项</td><td colspan=2>分组</td></tr><tr><td>低</td><td>高</td></tr>'
        "<tr><td>a&amp;b</td><td>1<br/>2</td><td>&lt;3</td></tr></table>"
    )
    got = table(html)
    assert got.label == "5" and got.header_rows == 2
    assert words(got) == [["项", "分组"], ["低", "高"], ["a&b", "1 2", "<3"]]
    assert (got.rows[0][0].rowspan, got.rows[0][1].colspan) == (2, 2)


def test_broken_html_yields_what_it_can() -> None:
    assert words(table("<table><tr><td>甲<td>乙<tr><td>1<td>2")) == [["甲", "乙"], ["1", "2"]]


def test_html_continuation_drops_the_repeated_head() -> None:
    blocks, _ = run(
        "表1 甲\n<table><tr><th>名</th><th>数</th></tr><tr><td>子</td><td>1</td></tr></table>\n"
        "续表1\n<table><tr><th>名</th><th>数</th></tr><tr><td>丑</td><td>2</td></tr></table>"
    )
    assert len(blocks) == 1
    assert words(blocks[0]) == [["名", "数"], ["子", "1"], ["丑", "2"]]


def test_columns_of_wide_blanks() -> None:
    got = table("表1 甲\n维度      北国        南国\n首要      速度        安稳\n工具      契约        评审\n资料来源：自制。")
    assert words(got) == [["维度", "北国", "南国"], ["首要", "速度", "安稳"], ["工具", "契约", "评审"]]


def test_columns_of_single_blanks_under_a_caption() -> None:
    got = table("表1 甲\n排名 国家 篇数 占比\n1 子国 100 10.5\n2 丑国 90 9.5\n3 寅国 80 8.5\n资料来源：手册。")
    assert words(got)[1:] == [["1", "子国", "100", "10.5"], ["2", "丑国", "90", "9.5"], ["3", "寅国", "80", "8.5"]]


def test_one_cell_a_line() -> None:
    cells = "名次 国家 篇数 1 子国 100 2 丑国 90 3 寅国 80".split()
    got = table("表1 甲\n" + "\n".join(cells) + "\n资料来源：手册。")
    assert words(got) == [["名次", "国家", "篇数"], ["1", "子国", "100"], ["2", "丑国", "90"], ["3", "寅国", "80"]]


def test_one_cell_a_line_with_two_level_head_and_continuation() -> None:
    head = "地区 小学 中学 校数 人数 校数 人数".split()
    first = [*head, *"东乡 8 1.4 3 1.1 西乡 5 0.9 2 0.8".split()]
    second = [*head, *"南乡 9 1.3 4 0.7 北乡 7 0.9 3 0.5".split()]
    got = table("表1 甲\n" + "\n".join(first) + "\n续表1\n" + "\n".join(second) + "\n注：不含幼儿。")
    assert got.header_rows == 2
    assert [(c.text.text, c.colspan) for c in got.rows[0]] == [("地区", 1), ("小学", 2), ("中学", 2)]
    assert [row[0] for row in words(got)[2:]] == ["东乡", "西乡", "南乡", "北乡"]


def test_one_cell_a_line_with_其中() -> None:
    cells = "名次 领域 总数 其中： 合作 占比 1 甲术 10 4 40 2 乙术 20 5 25 3 丙术 30 6 20".split()
    got = table("表1 甲\n" + "\n".join(cells))
    assert [(c.text.text, c.colspan, c.rowspan) for c in got.rows[0]][3] == ("其中：", 2, 1)
    assert words(got)[1] == ["合作", "占比"]


def test_short_lines_after_a_caption_that_make_no_table_stay() -> None:
    blocks, said = run("表1 甲\n天高\n云淡\n望断\n南飞\n大雁\n一行\n然后是正文的一段话。")
    assert [d.code for d in said] == ["STR202"]
    assert [b.text.text for b in blocks if b.kind is Kind.TEXT][:2] == ["天高", "云淡"]


def test_a_head_after_the_cells_is_no_cell() -> None:
    cells = "名次 国家 篇数 1 子国 100 2 丑国 90 3 寅国 80".split()
    blocks, _ = run("表1 甲\n" + "\n".join(cells) + "\n二、下一部分\n正文的一段话。")
    assert [b.kind for b in blocks] == [Kind.TABLE, Kind.TEXT, Kind.TEXT]
    assert len(blocks[0].rows) == 4


@pytest.mark.parametrize("line", ["设集合的势为|A|，则有|A|大于一。", "左边\t右边都是一句话。", "甲|乙|丙"])
def test_a_lone_line_with_a_tab_or_pipes_is_text(line: str) -> None:
    blocks, _ = run(f"前文。\n{line}\n后文。")
    assert [block.kind for block in blocks] == [Kind.TEXT] * 3


def test_lines_with_wide_blanks_in_prose_stay() -> None:
    blocks, _ = run("白日  依山尽\n黄河  入海流\n欲穷  千里目\n更上  一层楼")
    assert all(block.kind is Kind.TEXT for block in blocks)


def test_number_alone_takes_the_next_line_for_its_title() -> None:
    got = table("表 3\n各乡户数\n乡\t户\n甲乡\t12\n乙乡\t9")
    assert children(got, Kind.CAPTION) == ["表 3 各乡户数"]


def test_english_caption_below_the_chinese_one() -> None:
    got = table("表1 各处理的产量\nTable 1 Yields of the treatments\n处理\t产量\n甲\t7215c\n乙\t7688b")
    assert children(got, Kind.CAPTION) == ["表1 各处理的产量", "Table 1 Yields of the treatments"]


def test_image_of_a_table_leaves_the_caption() -> None:
    got = table("表1 各处理的产量\n![](images/a.jpg)\n资料来源：自制。")
    assert not got.rows and children(got, Kind.SOURCE) == ["资料来源：自制。"]


def test_many_lines_take_linear_time() -> None:
    text = "\n".join(f"表{i % 90} 甲\n乙  丙" for i in range(4000))
    assert run(text)[0]


def test_cells_that_were_joined_as_wrapped_text_come_apart() -> None:
    text = "表1 甲\n名次\n国家\n篇数\n1\n子国\n100\n2\n丑国\n90\n3\n寅国\n80\n资料来源：手册。"
    blocks = blocks_of(text)
    glued = [*blocks[:5], Block(Kind.TEXT, blocks[5].text + blocks[6].text, 6, 7), *blocks[7:]]
    out = recognize_tables(glued, Findings(Source("a.txt", text), list[Diagnostic]().append))
    assert words(out[0])[1] == ["1", "子国", "100"]


def test_rows_of_wide_blanks_that_were_joined_come_apart() -> None:
    text = "表1 甲\n项  去年  今年\n子  7215  6842\n丑  7688  7391\n注：试验值。"
    blocks = blocks_of(text)
    glued = [*blocks[:2], Block(Kind.TEXT, blocks[2].text + Traced.invented(" ") + blocks[3].text, 3, 4), blocks[4]]
    out = recognize_tables(glued, Findings(Source("a.txt", text), list[Diagnostic]().append))
    assert words(out[0]) == [["项", "去年", "今年"], ["子", "7215", "6842"], ["丑", "7688", "7391"]]


def test_a_repeated_head_that_was_taken_for_a_running_head_is_a_cell() -> None:
    text = "表1 甲\n地区\n校数\n人数\n东乡\n18\n2.4\n西乡\n15\n1.9\n资料来源：手册。"
    blocks = blocks_of(text)
    blocks[1] = blocks[1].aside(RUNNING_HEAD)
    out = recognize_tables(blocks, Findings(Source("a.txt", text), list[Diagnostic]().append))
    assert words(out[0])[0] == ["地区", "校数", "人数"]


def test_wrapped_text_below_a_caption_without_rows_stays_joined() -> None:
    text = "表1 甲\n谁也不曾想到\n水渠就这样修成\n后来的事还长"
    blocks = blocks_of(text)
    glued = [blocks[0], Block(Kind.TEXT, blocks[1].text + blocks[2].text, 2, 3), blocks[3]]
    out = recognize_tables(glued, Findings(Source("a.txt", text), list[Diagnostic]().append))
    assert [b.text.text for b in out if b.kind is Kind.TEXT] == ["谁也不曾想到水渠就这样修成", "后来的事还长"]


def test_a_continuation_of_a_table_of_one_row_adds_its_rows() -> None:
    text = "表1　渡口\n甲\t乙\t丙\t丁\t戊\n续表\n甲\t乙\t丙\t丁\t戊\n1\t2\t3\t4\t5\n6\t7\t8\t9\t10"
    blocks, _ = run(text)
    assert [cell for block in blocks if block.kind is Kind.TABLE for row in words(block) for cell in row].count("10") == 1
