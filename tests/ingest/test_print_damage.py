"""What print and extraction do to running text, rule by rule: each with a text that shows it and one that only looks like it."""

from __future__ import annotations

from build_scripts.diagnostics import silent
from build_scripts.formats.markdown import format_document
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source
from tests.ingest.exam.page_reader import Shown, read_pages

LONG = "水渠修成以后，沿岸的村子每年推举两名渠长，春天清淤，秋天验闸，分水的先后写在木牌上，挂在庙门旁边，谁也不许改动。"


def shown(text: str) -> list[Shown]:
    """Every document that the text becomes, as a browser shows it."""
    conversion = ingest_source(Source("a.txt", text), silent)
    return [read_pages(list(format_document(document).values())) for document in conversion.documents]


def paragraphs(text: str) -> list[str]:
    return [p.text for p in shown(text)[0].paragraphs if p.kind == "p"]


def heads(text: str) -> list[str]:
    return [head for _, head in shown(text)[0].heads]


# --- reference lists --------------------------------------------------------------------------------------------

ENTRIES = "参考文献\n[1] 高岚. 渠长制度考[J]. 水利史研究, 2019(3): 12-20.\n[2] 石磊. 分水木牌[M]. 成都: 巴山出版社, 2015.\n"


def test_the_english_part_of_an_article_ends_its_reference_list() -> None:
    english = "Stewards of the Canal in Northern Villages\n(School of History, North University)\nAbstract: Stewards cleared the canal in spring.\n"
    assert len(shown(f"渠长\n\n{LONG}\n\n{ENTRIES}{english}")[0].references) == 2


def test_a_western_entry_before_an_abstract_stays_an_entry() -> None:
    entry = "[3] Norden P. Canals and Their Stewards[M]. London: Harbour Press, 1987.\nAbstract: Stewards cleared the canal in spring.\n"
    assert len(shown(f"渠长\n\n{LONG}\n\n{ENTRIES}{entry}")[0].references) == 3


def test_the_number_of_an_issue_cut_from_its_year_is_no_entry() -> None:
    listed = ENTRIES.replace("2019(3)", "2019\n(3)")
    assert len(shown(f"渠长\n\n{LONG}\n\n{listed}")[0].references) == 2
    assert len(shown(f"渠长\n\n{LONG}\n\n参考文献\n(1) 高岚. 渠长制度考. 水利史研究, 2019.\n(2) 石磊. 分水木牌. 巴山出版社, 2015.\n")[0].references) == 2


# --- running heads ----------------------------------------------------------------------------------------------


def page(number: int, head: str) -> str:
    return f"{head}\n　　第{number}页上的人说起第{number}件旧事。{LONG}\n"


def test_running_heads_with_their_numbers_are_told_from_rows_with_figures() -> None:
    rows = "".join(f"{name}　　{value}　　{value + 7}\n" for name, value in (("东渠", 61), ("西渠", 42), ("南渠", 55), ("北渠", 80), ("中渠", 33)))
    text = "水乡札记\n" + page(1, "") + page(2, "18　　水乡蓝皮书") + page(3, "渠长旧事　　19") + page(4, "20　　水乡蓝皮书") + "表1　各渠的里程\n" + rows
    assert not any("蓝皮书" in p for p in paragraphs(text))
    assert shown(text)[0].tables


def test_words_with_figures_that_do_not_count_pages_stay() -> None:
    rows = "合计　　61\n其中东渠　　12\n合计　　95\n"
    assert "合计" in "".join(map(str, [*paragraphs(f"渠册\n{LONG}\n{rows}{LONG}\n"), shown(f"渠册\n{LONG}\n{rows}{LONG}\n")[0].tables]))


def wrapped(text: str, width: int = 20, blanks: str = "") -> list[str]:
    """Lines of a column; a sign that may not begin a line hangs over. The first line has its two ``blanks`` or lost them."""
    lines = [""]
    room = width - 2
    for sign in text:
        if len(lines[-1]) >= room and sign not in "，。、；：！？”）":
            lines.append("")
            room = width
        lines[-1] += sign
    return [blanks + lines[0], *lines[1:]]


BODY = (
    "渠长的职责写在木牌上，春天要带人清淤，秋天要验看闸门，遇到争水的事情，先劝后断，断了就不许再闹，闹了要罚戏一台。木牌挂在庙门旁边，"
    "三年一换，换下来的旧牌由村塾的先生收着，先生说这是沿渠二十一村唯一没有断过的文书，谁家的田哪一年浇了几个时辰，都能从上面查到。"
)
COLUMN = wrapped(BODY)
BEFORE = wrapped(
    "渡口的船夫姓乔，祖上四代都在这条河上讨生活，冬天结冰的时候给人拉纤，夏天涨水的时候替人送信，半夜有人在对岸喊一声，他就披衣起来解缆，"
    "从来没有问过是谁在喊，也没有问过为什么要在半夜过河，他说水面上的事情，岸上的人想不明白，想明白了也不敢坐他的船。"
)
BEHIND = wrapped(
    "镇上的铁匠铺关了三十年，门板上的铜环还亮着，路过的人总要伸手摸一摸，摸的人多了，铜环比新的时候还要亮，老铁匠的孙子在省城学了设计，"
    "过年回来把铺子里的风箱画了下来，一张一张贴在墙上，说这就是最早的工业图纸，看的人都笑，笑完了又都站在那里看了很久。"
)


def test_a_line_set_in_the_middle_of_a_cut_word_is_furniture() -> None:
    lines = [*COLUMN[:4], "　　　　　　渠长旧事", *COLUMN[4:]]
    assert BODY in paragraphs("\n".join(["分水记", "", *BEFORE, *lines, *BEHIND]))


def test_a_verse_in_the_middle_behind_a_colon_is_none() -> None:
    verse = ["碑上刻着一句话，是从前的渠长留下来的：", "　　　　　　水是大家的水"]
    got = shown("\n".join(["分水记", "", *BEFORE, *verse, *BEHIND]))[0]
    assert any("水是大家的水" in text for text in [*(p.text for p in got.paragraphs), *(head for _, head in got.heads)])


# --- the first line of a paragraph ------------------------------------------------------------------------------


def test_a_squeezed_first_line_that_shows_one_of_its_two_blanks_begins_a_paragraph() -> None:
    first = [
        "水渠的故事要从一场大旱讲起那一年",
        "河底的石头都露了出来村里的老人说从",
        "来没有见过这样的年景地里的麦子一把",
        "火就能点着后来还是决定要修一条渠。",
    ]
    second = ["修渠不难，难的是分水，谁都想先", "浇自己的地所以才有了渠长这个差事一", "年一换人人都有份。"]
    got = paragraphs("\n".join(["旱年", "", *[line.ljust(1) for line in first], *second]))
    assert any(p.startswith("修渠不难") for p in got)


def test_a_full_line_with_signs_goes_on() -> None:
    lines = [
        "水渠的故事要从一场大旱讲起那一年里",
        "河底的石头都露了出来村里的老人都说",
        "从来没有见过这样的年景，真是很难。",
        "修渠不难，难的是分水，谁都想先浇地",
        "所以才有了渠长这个差事一年一换人人",
        "都有份。",
    ]
    assert not any(p.startswith("修渠不难") for p in paragraphs("\n".join(["旱年", "", *lines])))


# --- heads over two lines, captions within a sentence -----------------------------------------------------------

def test_a_head_over_two_lines_is_one_head() -> None:
    text = "\n".join(["分水记", "", *COLUMN, "重新认识渠长的", "历史作用", *BEHIND, *BEFORE])
    assert heads(text) == ["重新认识渠长的历史作用"]


def test_a_head_and_a_byline_below_it_are_two() -> None:
    text = "\n".join(["分水记", "", *COLUMN, "重新认识渠长", "本报记者　何　田", *BEHIND, *BEFORE])
    assert "重新认识渠长本报记者　何　田" not in "".join(p.text for document in shown(text) for p in document.paragraphs)


def test_a_caption_that_fell_into_a_sentence_leaves_it_whole() -> None:
    lines = [*COLUMN[:4], "村民在闸口清淤。", "何　田摄", *COLUMN[4:]]
    assert paragraphs("\n".join(["分水记", "", *BEFORE, *lines, *BEHIND])).count(BODY) == 1


def test_a_sentence_about_photographing_stays_in_its_paragraph() -> None:
    told = (
        "他在闸口站了一个下午，没有说话，只是看着水流过去，傍晚才想起来要给渠长的木牌拍一张照片，"
        "因为那块木牌明天就要被取下来换成铁的，铁的不怕雨。照片由他自己摄。后来丢了。"
    )
    assert told in paragraphs("\n".join(["分水记", "", *BEFORE, *wrapped(told), *BEHIND]))


# --- figures and tables -----------------------------------------------------------------------------------------


def test_a_legend_with_its_signs_is_lettering_of_the_figure() -> None:
    text = f"渠册\n\n{LONG}\n\n4.0\n3.0\n2.0\n东渠\n西渠\n■放水天数　□停水天数\n图1　各渠放水天数\n\n{LONG}"
    assert not any("放水天数" in p and "图1" not in p for p in paragraphs(text))


def test_a_line_with_one_sign_is_no_legend() -> None:
    assert any("放水" in p for p in paragraphs(f"渠册\n\n{LONG}\n\n■放水的日子由渠长商定，改期要在三天前张榜。\n\n图1　各渠放水天数\n\n{LONG}"))


TABLE = "表1　各渠的里程\n渠名　　长度（里）　　宽度（尺）　　闸（座）\n东渠　　61　　12　　4\n中渠　　58　　13　　5\n"


def test_rows_behind_a_page_end_go_on_with_their_table() -> None:
    text = f"渠册\n\n{LONG}①\n\n{TABLE}① 长度以市里计。\n\n— 3 —\n\n西渠　　42　　11　　3\n南渠　　55　　14　　6\n北渠　　80　　19　　7\n\n{LONG}"
    assert [len(t) for t in shown(text)[0].tables] == [6]


def test_rows_of_another_build_are_another_table() -> None:
    text = f"渠册\n\n{LONG}①\n\n{TABLE}① 长度以市里计。\n\n— 3 —\n\n渠长　　任期　　村名　　户数\n高岚　　3　　东村　　40\n石磊　　5　　西村　　51\n\n{LONG}"
    assert len(shown(text)[0].tables) == 2


# --- a newspaper's page -----------------------------------------------------------------------------------------

PAPER = "2023年9月19日　星期二\n"


def story(title: str, sign: str, text: str) -> str:
    return "\n".join([title, sign, *wrapped(text, blanks="　　")]) + "\n"


def test_the_name_of_a_column_is_no_byline() -> None:
    first = story("一条渠的账", "本报记者　关　山", BODY)
    second = story("木牌就是尺子", "□ 关　山", "".join(BEHIND) + "木牌也是尺子。")
    got = shown(PAPER + "■一线调查\n" + first + "■记者手记\n" + second)
    assert [document.title for document in got] == ["一条渠的账", "木牌就是尺子"]
    assert "name: 记者手记" not in got[1].front and "column: 记者手记" in got[1].front


def test_a_name_behind_its_sign_is_one() -> None:
    got = shown(PAPER + story("一条渠的账", "■ 卜晓帆", BODY) + story("木牌就是尺子", "□ 关　山", "".join(BEHIND) + "木牌也是尺子。"))
    assert "卜晓帆" in got[0].front and "关山" in got[1].front


def test_an_article_goes_on_behind_a_photo() -> None:
    photo = "渠上的闸门。　　　　本报记者　关　山　摄\n"
    got = shown(PAPER + story("一条渠的账", "本报记者　关　山", BODY) + photo + "　　" + "\n".join(BEHIND))
    assert len(got) == 1


def test_a_subtitle_behind_its_dash_stands_with_its_headline() -> None:
    bodies = (
        "竹编的账要一笔一笔算，破竹算工，收口也算工，算到最后才知道手艺值多少钱。",
        "古镇的灯亮了，夜里的河面像白天，住在河边的人却搬走了。",
    )
    first, second = ("\n\n".join(wrapped(body * 3)) for body in bodies)
    above = f"□ 祝 萍\n\n{first}\n\n（作者单位：手工艺研究中心）\n\n把竹编的账算明白\n——从收口说起\n\n"
    text = f"{above}古镇的灯太亮了\n\n□ 栾 一\n\n{second}\n\n（作者系渠长）\n"
    assert [document.title for document in shown(text)] == ["把竹编的账算明白", "古镇的灯太亮了"]
