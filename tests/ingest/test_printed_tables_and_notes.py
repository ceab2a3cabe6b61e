"""Tables, captions and notes as PDF extractions print them, in small raw texts converted whole."""

from __future__ import annotations

from tests.ingest.test_printed_matter import PROSE, body, converted

TITLE = "河湖巡护的责任划分"


def text(*lines: str) -> str:
    return "\n".join([TITLE, "", *PROSE[:4], *lines, *PROSE[4:]])


LAYOUT = [
    "                  表 1 各渠的长度和流量",
    "                                                单位：米",
    "                        渠底长度    比上年增长   当年新修   同比多修",
    "上渠各段合计              23760          10.6%       2275        131",
    "下渠                      8010           5.7%        433         50",
    "其中：石砌的渠段          9890           14.2%       1360        254",
]


def test_rows_of_a_table_in_layout_stay_apart() -> None:
    page = converted(text("", *LAYOUT, ""))
    assert "|  | 渠底长度 | 比上年增长 | 当年新修 | 同比多修 |" in page and "| 下渠 | 8010 | 5.7% | 433 | 50 |" in page


def test_a_sentence_with_wide_blanks_stays_whole() -> None:
    cut = [PROSE[0].replace("河湖治理", "河  湖  治  理"), *PROSE[1:4]]
    assert any("逐年好转起来" in line for line in body(converted("\n".join([TITLE, "", *cut]))))


YEARS = ["表 1  各年的巡护站", "年份    巡护站    每站人数", "2021    1102    25.9", "2022    1196    28.4", "2023    1280    31.0", "资料来源：县水利局。"]


def test_rows_that_begin_with_years_are_no_running_heads() -> None:
    page = converted(text("", *YEARS, ""))
    assert "| 2022 | 1196 | 28.4 |" in page and 'data-page="20' not in page


def test_the_year_of_an_issue_is_no_page() -> None:
    lines = ["2023 年第 5 期", TITLE, "", *PROSE[:2], "5", "2023 年第 5 期", *PROSE[2:], "6"]
    assert 'data-page="2' not in converted("\n".join(lines))


COEFFICIENTS = ["表 2　回归的结果", "　(1)　(2)", "补偿制度　0.021***　0.018***", "　(0.005)　(0.004)", "样本量　1320　1320"]


def test_rows_that_lack_their_first_cell() -> None:
    page = converted(text("", *COEFFICIENTS, ""))
    assert "|  | (1) | (2) |" in page and "|  | (0.005) | (0.004) |" in page


def test_a_figure_and_a_table_called_by_one_word() -> None:
    figure = ["图表 1：各渠的水位", "60", "50", "40", "2019    2020    2021", "资料来源：县水利局，南河研究"]
    table = ["图表 2：人家的用水（%）", "项目 灌溉 饮用 其他", "上渠 58 25 17", "下渠 64 18 18", "资料来源：南河研究调查"]
    page = converted(text("", *figure, "", *PROSE[:4], "", *table, ""))
    assert '<figure id="fig-1"' in page and '<figure id="tab-2" class="table"' in page
    assert "| 上渠 | 58 | 25 | 17 |" in page


def test_a_mention_of_a_figure_by_that_word_is_prose() -> None:
    assert "图表 3 显示了" not in converted(text()) and 'id="fig-3"' not in converted(text("　　图表 3 显示了各渠的水位，水位在三月最低，在八月最高。"))


def test_a_source_line_does_not_run_into_the_paragraph_below() -> None:
    page = converted(text("", "图 1 各渠的水位", "资料来源：县水利局，南河研究", ""))
    assert any(line == "资料来源：县水利局，南河研究" for line in body(page))


STAR = [
    "* 林小满，南河大学水利学院，邮政编码：210000，电子信箱：lxm@nanhe.example；周大河，北河研究院，邮政编码：110000，电子",
    "信箱：zdh@beihe.example。本研究得到南河省社会科学基金项目（20BJY001）的资助，研究期间的数据由南河省水利厅提供给作者使用。",
    "作者感谢匿名审稿专家的宝贵意见，文责自负。",
    "① 补偿标准由双方协商确定，大多数协议以断面水质为依据，个别协议以水量为依据，还有的两样都写进协议里面作为补偿的依据。",
]


def test_a_star_note_goes_on_behind_a_full_line() -> None:
    head = [f"{TITLE}*", "林小满　周大河", "内容提要：本文讨论巡护责任如何划分。", "关键词：河湖　巡护"]
    page = converted("\n".join([*head, "一、引言", *PROSE[:3], PROSE[3].replace("。", "。①"), *STAR, "5", *PROSE[4:], "6"]))
    assert not any("作者感谢" in line for line in body(page)) and "作者感谢" in page


AUTHOR_DATE = [
    "参考文献",
    "林小满、周大河，2018：《上下游的账怎么算》，《水政研究》第 3 期。",
    "赵石，2015：《补偿、激励与水质》，《南河大学学报（社会科学版）》第",
    "6 期。",
    "Lake, P., and A. River, 2010, “Paying for Clean Water: Evidence from Twin Counties”,",
    "Journal of River Studies, 12(3), 45—67.",
]
BEHIND = [
    "River Compensation and the Upgrading of Upstream Industries",
    "LIN Xiaoman and ZHOU Dahe",
    "(a: School of Water, Nanhe University; b: Beihe Academy)",
    "Summary: River compensation is an important institution that balances the interests of",
    "upstream and downstream counties.",
    "Keywords: River Compensation; Industrial Upgrading",
]


def test_entries_by_author_and_year_and_the_english_matter_behind_them() -> None:
    page = converted("\n".join([TITLE, "林小满", "内容提要：本文讨论巡护。", "关键词：河湖　巡护", "一、引言", *PROSE, *AUTHOR_DATE, *BEHIND]))
    assert page.count("\n- 林小满、周大河，2018") == page.count("\n- 赵石，2015") == page.count("\n- Lake") == 1
    assert "title_en: River Compensation and the Upgrading of Upstream Industries\n" in page and "authors_en: [LIN Xiaoman, ZHOU Dahe]" in page


def test_a_single_running_head_that_names_authors_and_title() -> None:
    second = [line.replace("河湖", "水渠").replace("合同", "账本") for line in PROSE]
    page = converted("\n".join([TITLE, "林小满　周大河", "", *PROSE, *second[:2], "5", f"林小满、周大河：{TITLE}", *second[2:], "6"]))
    assert page.count(TITLE) == 2 and 'data-page="6"' in page


def test_roman_page_numbers_before_the_arabic_ones() -> None:
    page = converted("\n".join([TITLE, "", *PROSE[:4], "I", "", "前言", *PROSE[4:], "II", "", "一、引言", *PROSE[:4], "1", *PROSE[4:], "2"]))
    assert not any(line in ("I", "II") for line in body(page)) and page.count('id="page-2"') <= 1


def test_a_line_of_columns_names_is_no_title() -> None:
    assert "title: 县域用水的五个特征" in converted("\n".join(["证券研究报告 | 宏观经济专题", "", "县域用水的五个特征", "", *PROSE]))


def test_the_number_of_a_report_in_a_yearbook() -> None:
    page = converted("\n".join(["B.1", TITLE, "", "林小满", "", *PROSE]))
    assert "chapter_number: B.1" in page and "B.1" not in body(page)


PLAN = [
    "专栏 1  规划主要指标完成情况",
    "",
    "序号  指标                       单位      2015 年   2020 年   完成情况",
    "1     用水总量                   亿立方米  88.5      86.2      超额完成",
    "2     灌溉用水的有效系数         —        0.521     0.552     完成",
    "3     自来水的普及率             %         82        91        超额完成",
    "注：用水总量为控制性指标。",
]


def test_a_box_that_holds_a_table_which_counts_its_rows() -> None:
    page = converted("\n".join(["附件", "", "南河县水利规划", "", "第一章  基础", "", *PROSE[:4], *PLAN, "", "第二章  要求", "", *PROSE[4:], "- 2 -"]))
    assert '!!! box "专栏 1' in page and "| 2 | 灌溉用水的有效系数 | — | 0.521 | 0.552 | 完成 |" in page
    assert page.startswith("---\ntitle: 南河县水利规划\n")


def test_the_items_of_a_box_are_no_heads() -> None:
    items = ["专栏 2  重大工程", "", "01  引水入湖工程", "从清水河引水入湖。", "", "02  水库加固工程", "完成水库的加固。", ""]
    page = converted("\n".join(["南河县水利规划", "", "第一章  基础", "", *PROSE[:4], *items, "第二章  要求", "", *PROSE[4:], "- 2 -"]))
    box = page.split("!!! box", 1)[1].split("\n## ")[0]
    assert "01 引水入湖工程" in box and "完成水库的加固。" in box


def test_zero_padded_heads_outside_a_box_stay_heads() -> None:
    page = converted("\n".join(["南河县水利规划", "", "01  基础", "", *PROSE[:4], "", "02  要求", "", *PROSE[4:]]))
    assert "## 01 基础" in page and "## 02 要求" in page


def test_an_example_and_a_named_box_begin_blocks_of_their_own() -> None:
    lines = ["【例 3-1】某企业每年取水十万立方米，每立方米缴费两角，每年共缴多少？", "知识拓展 3-1  阶梯水价的由来", *(line.strip("　") for line in PROSE[4:])]
    page = converted("\n".join(["水价", "", *PROSE[:4], *lines]))
    assert any(line.startswith("【例3-1】") for line in body(page)) and '!!! box "知识拓展 3-1 阶梯水价的由来"' in page


def test_a_sentence_before_a_formula_is_no_head() -> None:
    page = converted("\n".join(["水价", "", "一、成本", "成本包括建设与维护。其公式为", "C = (I + M) / Q", "式中，C为成本；I为折旧。", "", *PROSE]))
    assert not any(line.startswith("#") and "其公式为" in line for line in body(page))


LAW = [
    "〔1〕 参见石磊：《水权论》，南河大学出版社 2008 年版，第 57—61 页；吴江：《取水许可的性质》，载于某书，参看同书，",
    "载《行政法研究》2012 年第 1 期，第 20 页。",
    "〔2〕 崔河：《准物权研究》，北河出版社 2003 年版，第 232 页。",
]


def test_a_note_in_smaller_type_than_the_text_goes_on() -> None:
    prose = [PROSE[0], *PROSE[1:3], "的损失没有人承担。〔1〕", *PROSE[4:6], "样上下游之间才会互相监督。〔2〕"]
    page = converted("\n".join(["水权", "", *prose, *LAW, "·101·"]))
    assert not any(line.startswith("载《行政法研究》") for line in body(page)) and "第 20 页。" in page.replace("第20页", "第 20 页")


def test_the_name_of_a_column_between_points_is_no_title() -> None:
    head = ["·专题研讨：水权制度·", "取水权的合同", "林小满", "内容提要：本文讨论合同。", "关键词：合同　水权"]
    assert "title: 取水权的合同" in converted("\n".join([*head, *PROSE]))


CHANNELS = [
    "图 1.1  水影响就业的两个渠道",
    "农业                      工业和服务业",
    "3                          3",
    "2                          2",
    "1                          1",
    "资料来源：世界水务数据库。",
]
KINDS = [
    "表 1.1  各类国家的用水",
    "                     农业    工业    生活",
    "低收入国家           90      3       7",
    "高收入国家           41      44      15",
]


def test_rows_of_a_figure_and_a_table_tell_nothing_of_the_column() -> None:
    page = converted("\n".join([TITLE, "", *PROSE[:4], "", *CHANNELS, "", "水与就业的联系", "", *PROSE[4:], "", *KINDS, ""]))
    assert "资料来源：世界水务数据库。" in page.split("</figure>")[0] and "工业和服务业" not in page
    assert any(line.startswith("##") and "水与就业的联系" in line for line in body(page))
    assert "| 高收入国家 | 41 | 44 | 15 |" in page


def test_page_numbers_behind_a_stroke() -> None:
    page = converted("\n".join([TITLE, "", *PROSE[:2], "12 | 水资源发展报告", *PROSE[2:5], "水、就业与增长 | 13", *PROSE[5:]]))
    assert "水资源发展报告" not in page and "水、就业与增长" not in page and 'data-page="13"' in page


def test_a_stroke_in_a_line_without_a_number_stays() -> None:
    assert "上渠 | 下渠" in converted("\n".join([TITLE, "", *PROSE[:4], "上渠 | 下渠", *PROSE[4:]])).replace("\\|", "|")


def test_entries_with_a_hanging_indent() -> None:
    entries = ["参考文献", "Lake, Peter, and Anna River. 2019. “One Well, One Village.” Journal of River", "    Studies 21 (3): 45–67.",
               "World Water Office. 2020. Jobs and Water. Geneva: World Water Office."]  # fmt: skip
    page = converted("\n".join([TITLE, "", *PROSE, "", *entries]))
    assert page.count("\n- ") == 2 and "Journal of River Studies 21 (3)" in page


def test_issue_and_month_above_the_title_are_matter() -> None:
    head = [
        "第 38 卷  第 2 期              南河大学学报（社会科学版）              Vol. 38  No. 2",
        "2023 年 3 月         Journal of Nanhe University (Social Sciences)         Mar. 2023",
    ]
    page = converted("\n".join([*head, "", TITLE, "", "林小满", "", "摘  要：本文讨论巡护。", "关键词：河湖；巡护", "", *PROSE]))
    assert "volume: '38'" in page and "Journal of Nanhe" not in page and "title: 河湖巡护的责任划分" in page


def test_a_ruled_line_is_no_text() -> None:
    assert "────" not in converted("\n".join([TITLE, "", *PROSE[:4], "────────", *PROSE[4:]]))


SUMMARY = ["内容摘要", "", PROSE[0], *PROSE[1:4], "　　一是班次排得更细。上渠每户每旬一班，下渠每户每旬两班，黑板上写得清清楚楚。", ""]
LIST = ["目录", "第一章  班次 ........................ 1", "第二章  水渠 ........................ 5", "第三章  人家 ........................ 9", ""]


def test_a_summary_that_the_contents_list_closes_is_taken_whole() -> None:
    page = converted("\n".join(["南河县用水报告", "", *SUMMARY, *LIST, "第一章  班次", "", *PROSE[4:]]))
    assert not any("一是班次" in line for line in body(page)) and "一是班次" in page


def test_an_abstract_before_the_body_takes_no_paragraph_of_it() -> None:
    page = converted("\n".join(["南河县用水报告", "", *SUMMARY, "第一章  班次", "", *PROSE[4:]]))
    assert any("一是班次" in line for line in body(page))


def test_a_note_takes_the_mark_of_its_manner_behind_the_authors_of_the_english_head() -> None:
    called = "第三，要把巡护站的值班记录按月公示。^①"
    head = ["", "On the Division of Patrols", "", "LI Hua^{1}, WANG Min^{2}", "", "(1. Hydraulic Institute, Lincheng 100000)", ""]
    page = converted(text("", called, *head, "^① 值班记录的格式见县里的通知。", ""))
    assert "按月公示。[^1]" in page and "[^1]: 值班记录的格式见县里的通知。" in page


def test_a_plain_mark_still_takes_a_circled_note() -> None:
    page = converted(text("", "第三，要把巡护站的值班记录按月公示。^1", "", "^① 值班记录的格式见县里的通知。", ""))
    assert "按月公示。[^1]" in page and "[^1]: 值班记录的格式见县里的通知。" in page
