"""Figures: captions with their sources, lettering of the lost picture, and mentions that are no captions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_scripts.diagnostics import silent
from build_scripts.ingest.block import Block, Findings, Kind, traced_parts, walk
from build_scripts.ingest.lines.joints import is_tick_below_caption
from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.recognize.figures import recognize_figures
from build_scripts.text.source import Source
from build_scripts.text.traced import Traced, offsets
from tests.ingest.test_print_damage import BEFORE, BEHIND, shown


def run(text: str) -> list[Block]:
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            blocks.append(Block(Kind.TEXT, Traced.of(line, at).strip(), number, number))
        at += len(line) + 1
    out = recognize_figures(blocks, Findings(Source("a.txt", text), silent))
    places = sorted(place for block in walk(out) for place in offsets(traced_parts(block)))
    assert places == [i for i, c in enumerate(text) if not c.isspace()], "every character stands in one block, once"
    return out


def of(block: Block, kind: Kind) -> list[str]:
    return [child.text.text for child in block.children if child.kind is kind]


def test_caption_note_and_source_below() -> None:
    blocks = run("正文一段话。\n图2.3 某地用电量：2011—2020年\n注：不含自备电厂。\n资料来源：年鉴。\n正文又一段话。")
    assert [b.kind for b in blocks] == [Kind.TEXT, Kind.FIGURE, Kind.TEXT]
    assert blocks[1].label == "2.3"
    assert of(blocks[1], Kind.CAPTION) == ["图2.3 某地用电量：2011—2020年"]
    assert of(blocks[1], Kind.SOURCE) == ["注：不含自备电厂。", "资料来源：年鉴。"]


def test_source_above_a_caption_below_the_picture() -> None:
    blocks = run("资料来源：年鉴。\n图1 用电量\n正文一段话。")
    assert [b.kind for b in blocks] == [Kind.FIGURE, Kind.TEXT]
    assert of(blocks[0], Kind.SOURCE) == ["资料来源：年鉴。"]


def test_the_source_of_one_figure_is_not_taken_by_the_next() -> None:
    blocks = run("图1 甲\n资料来源：其一。\n图2 乙\n资料来源：其二。")
    assert [of(b, Kind.SOURCE) for b in blocks] == [["资料来源：其一。"], ["资料来源：其二。"]]


@pytest.mark.parametrize(
    "line",
    ["图1显示，用电量逐年上升。", "图为村民在晒谷场上。", "如图1所示，产量上升。", "图1反映了这一变化", "图1和图2分别给出两组结果",
     "图书馆的藏书", "图1中的虚线是均值"],
)
def test_a_mention_is_no_caption(line: str) -> None:
    assert [b.kind for b in run(f"{line}\n正文一段话。")] == [Kind.TEXT, Kind.TEXT]


def test_image_links_go_to_other_or_aside() -> None:
    blocks = run("![](a.jpg)\n图1 甲\n正文![](b.png)一段话。\n![](c.png)")
    assert [b.kind for b in blocks] == [Kind.FIGURE, Kind.TEXT, Kind.ASIDE]
    assert [part.text for part in blocks[0].other] == ["![](a.jpg)"]
    assert blocks[1].text.text == "正文一段话。"


def test_image_link_below_the_caption() -> None:
    blocks = run("图1 甲\n![](a.jpg)\n资料来源：年鉴。")
    assert len(blocks) == 1 and of(blocks[0], Kind.SOURCE) == ["资料来源：年鉴。"]


def test_axis_and_legend_around_a_caption_are_set_aside() -> None:
    blocks = run("正文一段话。\n0 20 40 60\n（%）\n2011 2012 2013\n东部\n图1 甲\n正文一段话。")
    assert [b.kind for b in blocks] == [Kind.TEXT, Kind.FIGURE, Kind.TEXT]
    assert of(blocks[1], Kind.ASIDE) == ["0 20 40 60", "（%）", "2011 2012 2013", "东部"]


def test_figures_below_a_caption_are_set_aside() -> None:
    blocks = run("图1 某地总产值\n2019 2020 2021\n3105.4 3220.8 3519.6\n正文一段话。")
    assert [b.kind for b in blocks] == [Kind.FIGURE, Kind.TEXT]


def test_a_head_above_a_caption_is_no_lettering() -> None:
    blocks = run("正文一段话。\n发展现状\n图1 甲\n正文一段话。")
    assert [b.kind for b in blocks] == [Kind.TEXT, Kind.TEXT, Kind.FIGURE, Kind.TEXT]


def test_english_caption_belongs_to_the_chinese_one() -> None:
    blocks = run("图1 甲的变化\nFig.1 Changes of A\n正文一段话。")
    assert of(blocks[0], Kind.CAPTION) == ["图1 甲的变化", "Fig.1 Changes of A"]


def test_no_image_is_invented() -> None:
    assert all("![" not in b.text.text for b in run("图1 甲\n正文。"))


def test_photo_caption_inside_an_article() -> None:
    text = "\n".join(["正文一段话。"] * 5 + ["图为守渠人在巡渠。　田壮/摄"] + ["正文一段话。"])
    assert [b.kind for b in run(text)][5] is Kind.FIGURE


def test_photo_caption_that_is_a_text_of_its_own_stays() -> None:
    assert [b.kind for b in run("图为守渠人在巡渠。　田壮/摄")] == [Kind.TEXT]


# --- slices and ticks -------------------------------------------------------------------------------------------

SLICES = "东渠 12.8%\n中渠 30.5%\n西渠 21.4%\n其他 35.3%"


@pytest.mark.parametrize("text", [f"正文一段话。\n{SLICES}\n图1 各渠的份额\n正文。", f"正文一段话。\n图1 各渠的份额\n{SLICES}\n正文。"])
def test_the_slices_of_a_round_chart_are_its_lettering(text: str) -> None:
    figure = next(b for b in run(text) if b.kind is Kind.FIGURE)
    assert of(figure, Kind.ASIDE) == SLICES.split("\n")


@pytest.mark.parametrize("lines", ["东渠占 12.8%，中渠占 30.5%。", "东渠 12.8%\n中渠 30.5%"])
def test_shares_in_a_sentence_or_fewer_than_three_stay(lines: str) -> None:
    assert [b.text.text for b in run(f"正文一段话。\n{lines}\n图1 各渠的份额")][1 : 1 + lines.count("\n") + 1] == lines.split("\n")


def test_ticks_of_an_axis_below_a_caption_are_none_of_it() -> None:
    text = "\n".join(["渠册", "", *BEFORE, "图表 1：各渠的户数", "（万户）", "60", "50", "40", "2019    2020    2021", "资料来源：水册", *BEHIND])
    captions = [p.text for p in shown(text)[0].paragraphs if p.kind == "caption"]
    assert captions and not any("60" in caption for caption in captions)


def test_a_caption_wrapped_inside_a_range_of_years_goes_on() -> None:
    caption, year = (Line(n, Traced.of(text, n)) for n, text in enumerate(("图1　各渠的户数与闸门数，1912—", "1937"), 1))
    assert not is_tick_below_caption([caption], year)
    assert is_tick_below_caption([replace(caption, text=caption.text[:-1])], year)
