"""Pages as the text layer of a typeset PDF gives them: heads of pages in two halves, rows now whole and now cell by cell,
notes below a table set wider than the column."""

from __future__ import annotations

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.markdown import format_document
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source
from tests.ingest.exam.page_reader import read_pages
from tests.ingest.test_print_damage import BEFORE, COLUMN, heads, paragraphs, shown, wrapped

BODY = "\n".join([*BEFORE, *COLUMN, *BEFORE]) + "\n"


# --- heads of pages ---------------------------------------------------------------------------------------------


def test_a_gazette_and_its_number_above_the_title_are_no_part_of_it() -> None:
    for head in ("巴山县人民政府公报\n2024年第6号\n", "2024年第6号\n巴山县人民政府公报\n", "2024年第6号 巴山县人民政府公报\n"):
        assert shown(f"{head}分水管理办法\n{BODY}")[0].title == "分水管理办法", head


def test_the_number_of_an_announcement_stays() -> None:
    got = shown(f"巴山县水利局公告\n2024年第6号\n{BODY}")[0]
    assert "2024年第6号" in got.title + got.front + "".join([*(h for _, h in got.heads), *(p.text for p in got.paragraphs)])


def test_the_issue_printed_below_the_title_belongs_to_the_journal_above_it() -> None:
    matter = "高岚　石磊\n（巴山大学历史系，成都 610000）\n[摘　要]渠长的账本记下了分水的规矩。\n"
    got = shown(f"水利史论丛\n\n渠长的账本与分水的规矩\n\n2024年第3期\n\n{matter}{BODY}")[0]
    assert got.title == "渠长的账本与分水的规矩"


# --- tables -----------------------------------------------------------------------------------------------------

ROWS = (("东渠", "61", "2.4"), ("西渠", "42", "1.9"), ("南渠", "55", "2.2"), ("北渠", "80", "3.1"))


def test_rows_that_stand_now_whole_and_now_cell_by_cell_make_one_table() -> None:
    lines = "渠名\n里程 流量\n" + "东渠\n61 2.4\n西渠 42 1.9\n南渠\n55\n2.2\n北渠 80 3.1\n"
    got = shown(f"分水记\n{BODY}表1 各渠的里程与流量\n{lines}{BODY}")[0]
    assert got.tables == [[["渠名", "里程", "流量"], *map(list, ROWS)]]
    assert heads(f"分水记\n{BODY}表1 各渠的里程与流量\n{lines}{BODY}") == []


def test_words_below_a_caption_without_figures_in_columns_stay_words() -> None:
    text = f"分水记\n{BODY}表1 各渠的渠长\n高岚 东渠\n石磊\n林 溪 西渠\n南渠无人\n{BODY}"
    assert "高岚" in "".join(map(str, [*paragraphs(text), *shown(text)[0].tables]))


def test_years_with_one_left_out_still_count_the_rows() -> None:
    head = "年份\n总水量（万方）\n其中：\n东渠（万方）\n西渠（万方）\n"
    rows = [(str(year), f"{k}1.5", f"{k}0.2", f"1{k}.3") for k, year in enumerate((2015, 2016, 2018, 2019, 2020), 3)]
    got = shown(f"分水记\n{BODY}表1 历年水量\n{head}" + "\n".join(cell for row in rows for cell in row) + f"\n{BODY}")[0]
    assert [row for row in got.tables[0] if row[0].isdigit()] == [list(row) for row in rows]


def test_a_note_set_wider_than_the_column_is_one_line_of_the_table() -> None:
    note = "注：里程按渠长的木牌登记，2017年的木牌毁于大火，本表未列；其余各年因木牌\n磨损，里程与实测可能略有出入。"
    table = "表1 各渠的里程\n渠名　　里程\n东渠　　61\n西渠　　42\n南渠　　55\n"
    got = [p.text for p in shown(f"分水记\n{BODY}{table}{note}\n资料来源：巴山县水利局。\n{BODY}")[0].paragraphs]
    assert note.replace("\n", "") in got


# --- heads ------------------------------------------------------------------------------------------------------


def test_the_head_of_a_section_once_more_above_its_next_page_is_no_head() -> None:
    first = "\n".join(COLUMN)
    text = f"分水记\n{BODY}一 渠长的账本与分水的规矩\n{first}\n18\n一 渠长的账本与分水的规矩\n{BODY}二 水签与石槛\n{BODY}19\n{BODY}"
    assert heads(text) == ["一 渠长的账本与分水的规矩", "二 水签与石槛"]


def test_two_short_heads_of_one_name_stay() -> None:
    text = f"分水记\n{BODY}一 总则\n{BODY}18\n二 分则\n{BODY}一 总则\n{BODY}19\n二 分则\n{BODY}"
    assert heads(text).count("一 总则") == 2


def test_numbers_closed_up_with_the_words_of_heads_are_parted() -> None:
    text = f"分水记\n{BODY}一渠长的账本\n{BODY}二水签与石槛\n{BODY}三木牌的去处\n{BODY}"
    assert heads(text) == ["一 渠长的账本", "二 水签与石槛", "三 木牌的去处"]


def test_sentences_that_begin_with_numerals_are_not_parted() -> None:
    text = f"分水记\n{BODY}一村推举渠长，\n两村共用一闸。\n{BODY}三村合修石槛，\n秋后公议。\n{BODY}"
    assert "一村推举渠长" in "".join(paragraphs(text))


# --- titles and paragraphs of official papers -------------------------------------------------------------------

NOTICE = "巴山县人民政府关于加强农村渠道和水闸\n日常管护工作的通知\n巴政发〔2024〕12号\n各乡、镇人民政府，县政府各部门：\n"


def test_an_official_title_cut_inside_its_words_is_whole() -> None:
    assert shown(NOTICE + BODY)[0].title == "巴山县人民政府关于加强农村渠道和水闸日常管护工作的通知"


def test_a_title_on_one_line_leaves_the_next_line_alone() -> None:
    text = "巴山县人民政府关于加强渠道管护的通知\n渠道和水闸\n" + BODY
    assert shown(text)[0].title == "巴山县人民政府关于加强渠道管护的通知"


def test_who_is_in_charge_ends_the_paragraph_of_the_task() -> None:
    task = "1.定期清淤。渠道每年春天清淤一次，清出的淤泥就近还田，不得随意倾倒在路旁。"
    text = f"{NOTICE}一、明确责任\n{task}\n（县水利局、县农业农村局按职责分工负责）\n二、保障经费\n{BODY}三、加强检查\n{BODY}"
    assert task + "（县水利局、县农业农村局按职责分工负责）" in paragraphs(text)
    assert heads(text) == ["一、明确责任", "二、保障经费", "三、加强检查"]


def test_a_year_cut_from_its_sign_is_joined() -> None:
    first = BEFORE[0][:-4]
    assert f"{first}1987年才" in "".join(paragraphs(f"分水记\n{first}1987\n年才有了木牌。\n{BODY}"))


def test_running_text_that_begins_with_a_word_of_stamps_stays() -> None:
    once = "\n".join(COLUMN)
    text = f"分水记\n{once}\n对渠长来说，如今用手机看水，\n扫码省下的是半天；对不识字的老\n人来说，少了一块木牌。\n{BODY}"
    assert "扫码省下的是半天" in "".join(paragraphs(text))
    assert "扫码阅读" not in "".join(paragraphs(f"分水记\n{BODY}扫码阅读全文\n{BODY}"))


# --- lines broken at their signs --------------------------------------------------------------------------------


def broken(text: str) -> str:
    """Lines of a column, broken once more before every opening quote and between a closing one and the next sign."""
    return "\n".join(wrapped(text)).replace("“", "\n“").replace("”，", "”\n，").replace("”。", "”\n。").replace("\n\n", "\n")


QUOTED = (
    "渠长说“先到的先浇”，村里人却说“先到的不一定先浇”，两句话都写在木牌上，谁也不肯先改口。后来石磊在账本里查到一句“以水签为准”，"
    "争论才算停下来。水签是竹子做的，一共二百支，每年清明由“公道人”，即两村各推的一名老人，重新刻过，刻完了就锁进庙里的木箱，钥匙由两个村各拿一把。"
)


def test_lines_that_an_extraction_broke_at_quotes_are_whole() -> None:
    text = f"分水记\n{BODY}{broken(QUOTED)}\n"
    assert QUOTED in paragraphs(text)


def test_a_paragraph_that_begins_with_a_quote_stays_one() -> None:
    spoken = "“先到的先浇。”渠长站在闸口说，水签已经浮过了石槛，谁也没有再开口。"
    text = f"分水记\n{BODY}{broken(QUOTED)}\n" + "\n".join(wrapped(spoken)) + f"\n{BODY}"
    assert any(p.startswith("“先到的先浇。”") for p in paragraphs(text))


def test_the_masthead_of_a_newspaper_on_one_line_is_no_title() -> None:
    news = "老桥的螺栓\n□ 江 雁\n" + BODY
    assert shown(f"7 理论 2024年5月14日 星期二 巴山日报\n{news}")[0].title == "老桥的螺栓"
    assert "星期二" in str(shown(f"渠水涨于2024年5月14日 星期二的清晨\n{news}")[0])


def test_an_author_and_his_work_that_were_broken_apart_in_a_note_are_one() -> None:
    note = "①关于分水的规矩，参见高岚：\n《渠水之约》，巴山出版社，2011年。\n"
    text = f"分水记\n{broken(QUOTED)}\n渠长的话刻在碑上。①后来的人照着办。\n{note}"
    assert list(shown(text)[0].notes.values()) == ["关于分水的规矩，参见高岚：《渠水之约》，巴山出版社，2011年。"]


NAMES = ("分水", "木牌", "石槛", "竹签", "账本", "水签", "庙门", "村塾", "渡口")
CONTENTS = "目录\n" + "".join(f"第{n}节 {name} …… {k}\n" for k, (n, name) in enumerate(zip("一二三四五六七八九", NAMES, strict=True), 1))


def told(what: str) -> str:
    return f"说到{what}，沿渠二十一村各有各的讲法，先生把它们一一记下，三年一换，从来没有断过，谁家的田哪一年浇了几个时辰都查得到。\n"


SECTIONS = "".join(f"第{n}节 {name}\n{told(name)}" for n, name in zip("一二三四五六七八九", NAMES, strict=True))


def test_sides_of_one_thing_are_heads_that_no_contents_list_names() -> None:
    sides = "".join(f"{side}维度：{asks}\n{told(asks)}" for side, asks in (("生态", "渠里有没有鱼"), ("安全", "闸门牢不牢"), ("生计", "谁靠渠水吃饭")))
    got = heads(f"分水记\n{CONTENTS}{SECTIONS}{sides}")
    assert [head for head in got if "维度" in head] == ["生态维度：渠里有没有鱼", "安全维度：闸门牢不牢", "生计维度：谁靠渠水吃饭"]


def test_a_single_line_of_that_form_is_no_head_beside_a_contents_list() -> None:
    got = heads(f"分水记\n{CONTENTS}{SECTIONS}安全方面：闸门牢不牢\n{told('闸门')}")
    assert not [head for head in got if "方面" in head]


def test_cells_below_a_caption_whose_order_is_lost_stay_together_and_are_reported() -> None:
    table = "里程\n流量\n61\n42\n2.4\n1.9\n55\n渠名\n东渠\n2.2\n80\n3.1\n"
    findings: list[Diagnostic] = []
    text = f"分水记\n{BODY}表1 各渠的里程与流量\n{table}注：里程按木牌登记。\n{BODY}"
    conversion = ingest_source(Source("a.txt", text), findings.append)
    got = read_pages(list(format_document(conversion.documents[0]).values()))
    assert {"61", "1.9", "3.1"} <= {cell for row in got.tables[0] for cell in row}
    assert {"STR202", "STR203"} & {finding.code for finding in findings}
    assert not got.heads


def test_a_table_without_a_caption_is_known_by_its_figures() -> None:
    cells = "渠名\n里程\n流量\n" + "\n".join(cell for row in ROWS for cell in row)
    assert shown(f"分水记\n{BODY}附件\n{cells}\n{told('木牌')}")[0].tables == [[["渠名", "里程", "流量"], *map(list, ROWS)]]


def test_short_lines_with_a_figure_here_and_there_are_no_table() -> None:
    lines = "渠长名单\n高岚\n石磊\n1987\n林溪\n渠尾\n南渠\n12\n北渠\n"
    assert not shown(f"分水记\n{BODY}{lines}{told('木牌')}")[0].tables


def test_the_title_of_a_communique_cut_inside_its_words_is_whole() -> None:
    title = "巴山县2023年农田水利和渠道管护统计公报"
    text = f"{title[:-3]}\n{title[-3:]}\n巴山县水利局　巴山县统计局\n{BODY}"
    assert shown(text)[0].title == title


def test_a_short_first_section_below_a_title_with_a_year_stays_a_section() -> None:
    assert shown(f"巴山县水利局2023年的工作\n一、公告\n{BODY}")[0].title == "巴山县水利局2023年的工作"
