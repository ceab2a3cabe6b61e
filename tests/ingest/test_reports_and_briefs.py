"""Reports, briefs and papers with page numbers in full-width dashes, panels of figures, doubled heads, lists interrupted by notes."""

from __future__ import annotations

from tests.ingest.test_essays_and_papers import indented
from tests.ingest.test_print_damage import BEFORE, BEHIND, BODY, COLUMN, ENTRIES, LONG, heads, paragraphs, shown

FIRST, LAST = "".join(BEFORE), "".join(BEHIND)


# --- page numbers and running heads -----------------------------------------------------------------------------


def test_a_page_number_between_full_width_dashes_is_furniture() -> None:
    lines = ["分水记", "", *BEFORE, *COLUMN[:4], "", "－1－", "", *COLUMN[4:], *BEHIND, "", "－2－"]
    assert BODY in paragraphs("\n".join(lines))


def test_a_running_head_of_two_halves_that_names_the_issue_is_furniture() -> None:
    head = "水利史研究" + "　" * 16 + "2022 年"
    lines = ["分水记", "", *BEFORE, *COLUMN[:4], "—89—", head, *COLUMN[4:], *BEHIND, "—90—"]
    assert BODY in paragraphs("\n".join(lines))


def test_a_row_with_three_figures_heads_no_page() -> None:
    rows = ["表1　各渠的租金", "里程 户数 租金 面积", "3里以内 41 2613 14.6", "3～5里 58 2107 15.2", "5～8里 36 1780 16.9", "8里以上 19 1462 18.3"]
    text = "\n".join(["分水记", "", *BEFORE, *rows, *BEHIND])
    assert [len(table) for table in shown(text)[0].tables] == [5]


# --- panels, legends, heads in two languages --------------------------------------------------------------------


def test_what_a_figure_of_a_panel_counts_is_no_head() -> None:
    text = f"渠会年报\n\n一、数字\n\n{LONG}\n\n1127\n\n修过的闸门\n\n97.3%\n\n按时分水的日子\n\n{LONG}\n"
    assert "按时分水的日子" not in heads(text)


def test_a_head_doubled_in_english_is_a_head() -> None:
    text = f"渠会年报\n\n{LONG}\n\n渠长的话\n\nA Word from the Steward\n\n{LONG}\n"
    assert "渠长的话" in heads(text)


def test_a_short_line_with_nothing_but_its_english_double_below_is_none() -> None:
    assert "渠长的话" not in heads(f"渠会年报\n\n{LONG}\n\n渠长的话\n\nA Word from the Steward\n")


def test_a_box_named_in_brackets_directly_before_its_title() -> None:
    got = shown(f"渠会年报\n\n一、进展\n\n{LONG}\n\n【案例】一块木牌走了七个村\n\n{LONG}\n\n二、财务\n\n{LONG}\n")[0]
    assert "【案例】一块木牌走了七个村" in [p.text for p in got.paragraphs if p.kind == "box-title"]


def test_a_sentence_that_begins_with_a_word_for_a_box_is_none() -> None:
    got = shown(f"渠会年报\n\n一、进展\n\n{LONG}\n\n案例说明木牌有用。\n\n{LONG}\n")[0]
    assert not any(p.kind == "box-title" for p in got.paragraphs)


# --- joined lines -----------------------------------------------------------------------------------------------


def test_a_bracket_that_opens_at_a_line_end_is_closed_on_the_next() -> None:
    got = paragraphs(f"林溪新桥\n\n{indented(FIRST)}\n　　新桥由村里的两位石匠看着造，（石匠廖承志\n　罗菁）三年完工。\n{indented(LAST)}\n")
    assert "新桥由村里的两位石匠看着造，（石匠廖承志罗菁）三年完工。" in [p.replace(" ", "") for p in got]


def test_a_sentence_that_leads_into_an_indented_passage_is_no_head_of_two_lines() -> None:
    passage = ["　　碑文写下了筹款的过程：", "　　　　道南持簿日行三十里逢村", "　　则入逢人则拜有拒之者明日复", "　　往凡一年。"]
    assert "碑文写下了筹款的过程：" in paragraphs("\n".join(["石桥", "", *indented(FIRST).split("\n"), *passage, *indented(LAST).split("\n")]))


# --- lists and writers ------------------------------------------------------------------------------------------


def test_a_page_note_within_a_list_without_numbers_is_no_entry() -> None:
    listed = (
        "参考文献：\n高岚，2016，《渠长制度考》，《水利史研究》第3期。\n① 木牌三年一换。\n— 9 —\n"
        "石磊，2019，《分水木牌》，成都：巴山出版社。\nHuang, Y., 2018, Canals and Stewards, London: Harbour Press.\n"
    )
    got = shown(f"渠长\n\n{LONG}①\n\n{listed}")[0]
    assert len(got.references) == 3


def test_a_numbered_list_keeps_its_numbers() -> None:
    assert len(shown(f"渠长\n\n{LONG}\n\n{ENTRIES}")[0].references) == 2


def test_who_held_the_pen_is_the_author_of_a_text_without_another() -> None:
    assert "申屠" in shown(f"渠长的木牌\n\n{LONG}\n\n{LONG}\n\n（执笔人：申屠　季风）\n")[0].front.split("genre")[0]
    named = shown(f"渠长的木牌\n\n王小满\n\n{LONG}\n\n{LONG}\n\n（执笔人：李　风）\n")[0].front
    assert "name: 王小满" in named and "name: 李风" not in named


# --- titles over two lines --------------------------------------------------------------------------------------


def test_the_period_below_a_title_stands_apart_from_it() -> None:
    assert shown(f"青渠货币信贷运行报告\n\n2023 年第四季度\n\n青渠金融学会分析小组\n\n{LONG}\n\n{LONG}\n")[0].title == "青渠货币信贷运行报告 2023 年第四季度"


def test_a_title_that_goes_on_with_a_year_inside_a_phrase_is_not_parted() -> None:
    assert shown(f"青渠省财政厅关于\n2023年预算执行情况的报告\n\n青渠省财政厅\n\n{LONG}\n\n{LONG}\n")[0].title == "青渠省财政厅关于2023年预算执行情况的报告"
