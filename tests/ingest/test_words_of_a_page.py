"""Words that tell what a short line of a page is (a unit, a page's name, a translator, the kind of a paper), each beside its double."""

from __future__ import annotations

import pytest

from build_scripts.ingest.block import Kind
from build_scripts.ingest.papers.bylines import is_byline
from tests.ingest.test_figures import of, run
from tests.ingest.test_print_damage import BEFORE, BEHIND, BODY, COLUMN, LONG, heads, paragraphs, shown, wrapped

ESSAY = "\n".join([*wrapped("".join(BEFORE), blanks="　　"), *wrapped("".join(BEHIND), blanks="　　"), *wrapped(BODY, blanks="　　")])


# --- units beside an axis ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["万美元", "亿元", "（万吨）", "万公顷", "%"])
def test_the_unit_above_an_axis_is_lettering(unit: str) -> None:
    figure = next(b for b in run(f"正文一段话。\n图1　各渠的租金\n{unit}\n东渠\n西渠\n40 30 20\n正文。") if b.kind is Kind.FIGURE)
    assert of(figure, Kind.ASIDE)[0] == unit


@pytest.mark.parametrize("words", ["三百万户人家都在渠边住过。", "租金以万美元计，三年一换。"])
def test_a_sentence_with_a_unit_below_a_caption_stays(words: str) -> None:
    assert words in [b.text.text for b in run(f"正文一段话。\n图1　各渠的租金\n{words}\n正文。")]


# --- a newspaper's page -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("plate", ["深度报道 12", "12 深度报道", "5"])
def test_the_name_and_number_of_a_newspapers_page_are_furniture(plate: str) -> None:
    got = shown("\n".join(["2023年9月19日　星期二", plate, "一条渠的账", "本报记者　关　山", ESSAY]))
    assert got[0].title == "一条渠的账" and not any(plate in p.text for p in got[0].paragraphs)


def test_a_head_with_a_number_far_from_the_masthead_is_none() -> None:
    text = f"渠道\n\n{LONG}\n\n深度报道 12\n\n{LONG}\n"
    assert any("深度报道 12" in part for part in [*heads(text), *paragraphs(text)])


@pytest.mark.parametrize("line", ["★ 关　山", "□ 关　山", "■ 本报记者　关　山", "本报记者　关　山　沙　洲"])
def test_a_name_behind_a_sign_is_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", ["★记者手记", "●来论", "■快评", "本报记者　关　山　摄影报道", "□ 关山的水，流了一百年。", "□ 关山 □ 沙洲 □ 石桥"])
def test_a_column_a_credit_and_a_sentence_are_none(line: str) -> None:
    assert not is_byline(line)


HEADLINE = ["放学不离校　家长更安心", "全县中小学课后服务", "实现全覆盖"]
NEWS = "本报讯（记者　谷　雨）"


def news(*lines: str) -> str:
    first = "\n".join(wrapped(NEWS + "".join(COLUMN).removeprefix("　　"), blanks="　　"))
    return "\n".join(["2022年3月16日　星期三", *lines, first, "林溪河上添新桥", "　　本报讯　" + "".join(BEHIND)])


def test_a_headline_over_two_lines_below_a_kicker_is_one_title() -> None:
    got = shown(news(*HEADLINE))[0]
    assert got.title == "全县中小学课后服务实现全覆盖" and "subtitle: 放学不离校 家长更安心" in got.front


def test_a_couplet_below_a_kicker_keeps_its_blank() -> None:
    assert shown(news("深处的声音", "放学不再离校去", "家长从此更安心"))[0].title == "放学不再离校去 家长从此更安心"


# --- title pages ------------------------------------------------------------------------------------------------


def test_a_line_of_translators_is_no_byline_of_the_author() -> None:
    front = shown(f"风与渡口\n［挪威］英格丽·哈姆雷　著\n白　桦　译\n{ESSAY}")[0].front
    assert "translator: 白 桦" in front and "name: 白桦" not in front and "英格丽·哈姆雷" in front


def test_a_title_about_translating_is_a_title() -> None:
    assert shown(f"渡口旧诗的今译\n关　山\n{ESSAY}")[0].title == "渡口旧诗的今译"


def test_a_title_goes_on_with_the_kind_of_its_paper() -> None:
    assert shown(f"《关于水渠管理的意见》\n政策解读\n\n{ESSAY}")[0].title == "《关于水渠管理的意见》政策解读"


def test_a_first_head_below_a_title_is_none_of_it() -> None:
    got = shown(f"水渠管理的百年经验\n\n渡口\n{ESSAY}")[0]
    assert got.title == "水渠管理的百年经验"


# --- numbers that count -----------------------------------------------------------------------------------------


def test_a_sentence_cut_before_a_chapters_number_goes_on() -> None:
    behind = "第一章记木牌的由来，第二章记闸门的开合，第三章记租金。"
    text = "\n".join(["渠册", "", *BEFORE, "渠册是渠长的账本，一年一册，一册五章，册册相连，", "— 3 —", behind, *BEHIND])
    assert any("册册相连，第一章记木牌的由来" in p for p in paragraphs(text))


def test_a_chapter_behind_a_finished_sentence_is_a_head() -> None:
    assert "第二章 闸门" in heads(f"渠册\n\n第一章　木牌\n\n{LONG}\n\n— 3 —\n\n第二章　闸门\n\n{LONG}\n")


def test_a_note_to_a_law_stands_at_the_top() -> None:
    got = shown(f"渠规\n\n一、木牌\n\n{LONG}\n\n（一）尺寸\n\n{LONG}\n\n附注\n\n{LONG}\n")[0]
    depths = {head: depth for depth, head in got.heads}
    assert depths["附注"] == depths["一、木牌"]
