"""What long articles and reports of further publishers showed: each rule with a text that shows it and one that only looks like it."""

from __future__ import annotations

import pytest

from build_scripts.ingest.lines.line import split_lines
from build_scripts.ingest.lines.measure import measures
from build_scripts.text.source import Source
from tests.ingest.test_print_damage import LONG, heads, paragraphs, shown
from tests.ingest.test_printed_matter import converted

ENTRIES = (
    "参考文献\n\n[1] 高岚. 渠长制度考[J]. 水利史研究, 2019(3): 12-20.\n\n"
    "[2] 石磊. 分水木牌[M]. 成都: 巴山出版社, 2015.\n\n[3] 温故. 闸夫[M]. 成都: 巴山出版社, 2016.\n"
)
HEAD = (
    "渠长与分水木牌的制度史\n\n高岚$^{1,3}$　石磊$^{1}$　Peter Norden$^{3}$\n\n"
    "(1. 巴山大学 历史学院, 成都 610000; 3. 北方大学 水利系, 西安 710000)\n\n摘要: 本文研究渠长。\n\n一、引言\n\n"
)


# --- numbers that call no note ----------------------------------------------------------------------------------


def test_a_range_of_numbers_in_superscript_is_a_citation_and_no_note() -> None:
    page = converted(f"{HEAD}渠长的来历已有许多研究$^{{[1-3]}}$。{LONG}\n\n1.渠长。渠长由各村推举。\n\n{ENTRIES}")
    assert "$^{[1-3]}$ -->" in page and "[^1]" not in page


def test_numbers_behind_the_names_of_authors_call_no_note() -> None:
    text = f"{HEAD}{LONG}\n\n1.渠长。渠长由各村推举，任期一年。\n\n2.闸夫。闸夫由渠长雇用。\n\n3.木牌。木牌由庙祝保管，每年换一次。\n\n{ENTRIES}"
    assert not shown(text)[0].notes
    assert "3.木牌。木牌由庙祝保管，每年换一次。" in paragraphs(text)


def test_a_number_behind_a_sentence_still_calls_the_note_that_stands_under_the_page() -> None:
    text = f"{HEAD}水渠修成以后，沿岸的村子每年推举两名渠长$^{{1}}$。{LONG}\n\n1.渠长一称见《巴山县志》卷三。\n\n{LONG}\n"
    assert list(shown(text)[0].notes.values()) == ["渠长一称见《巴山县志》卷三。"]


# --- significance, numbered columns ------------------------------------------------------------------------------

TABLE = "表1 渠长的影响\n\n| 变量 | (1) | (2) |\n| --- | --- | --- |\n| 渠长 | 0.038*** | 0.046** |\n| **闸夫** | **0.011** | 0.012 |\n"


def test_stars_behind_figures_of_a_table_stay_and_bold_signs_go() -> None:
    page = converted(f"{HEAD}{LONG}\n\n{TABLE}\n{LONG}\n")
    assert "| 渠长 | 0.038\\*\\*\\* | 0.046\\*\\* |" in page and "| 闸夫 | 0.011 | 0.012 |" in page


def test_a_row_that_numbers_the_columns_is_the_head_of_its_table() -> None:
    assert "| 变量 | (1) | (2) |\n| --- | --- | --- |" in converted(f"{HEAD}{LONG}\n\n{TABLE}\n{LONG}\n")


def test_a_row_of_losses_in_brackets_is_no_head() -> None:
    losses = TABLE.replace("| 变量 | (1) | (2) |", "| 渠段 | (1) | (7) |")
    assert "| 渠段 | (1) | (7) |\n| --- |" not in converted(f"{HEAD}{LONG}\n\n{losses}\n{LONG}\n")


# --- names in Western letters -----------------------------------------------------------------------------------

ENGLISH = (
    "Stewards of the Canal in Northern Villages\n\n{names}\n\n"
    "(1. School of History, Bashan University, Chengdu 610000, China)\n\nAbstract: Stewards cleared the canal in spring.\n\nKey words: canal; steward\n"
)


def test_western_names_parted_by_their_marks_alone() -> None:
    page = converted(f"{HEAD}{LONG}\n\n" + ENGLISH.format(names="GAO Lan$^{1,3}$　SHI Lei$^{1}$　Peter NORDEN$^{3}$"))
    assert "authors_en: [GAO Lan, SHI Lei, Peter NORDEN]" in page
    assert "title_en: Stewards of the Canal in Northern Villages\n" in page


def test_a_mark_inside_one_western_name_parts_nothing() -> None:
    assert "authors_en: [GAO Lan]" in converted(f"{HEAD}{LONG}\n\n" + ENGLISH.format(names="GAO$^{1}$ Lan$^{2}$"))


# --- a page that ends at a semicolon -----------------------------------------------------------------------------

FOOT = "\n\n① 见《巴山县志》卷三。\n\n{number}\n\n渠长与分水木牌的制度史\n\n"


def test_a_page_that_ends_at_a_semicolon_cuts_its_paragraph() -> None:
    pages = f"{LONG}①渠长管水，庙祝管牌；{FOOT.format(number=12)}两者互不统属，只在分水的日子同到闸前。\n\n{LONG}{FOOT.format(number=13)}{LONG}\n"
    assert any("庙祝管牌；两者互不统属" in p for p in paragraphs(f"渠长与分水木牌的制度史\n\n高岚\n\n{pages}"))


def test_an_item_of_a_list_that_ends_a_page_with_its_semicolon_is_whole() -> None:
    pages = f"{LONG}①办法如下。\n\n一是推举渠长。任期一年；{FOOT.format(number=12)}二是换新木牌。每年一次。\n\n{LONG}{FOOT.format(number=13)}{LONG}\n"
    assert "二是换新木牌。每年一次。" in paragraphs(f"渠长与分水木牌的制度史\n\n高岚\n\n{pages}")


# --- a title below the lines of the issue ------------------------------------------------------------------------

ISSUE = "第 4 卷第 6 期\n\n2022 年 11 月\n\n巴山水利评论\n\nBashan Water Review\n\nVol. 4, No. 6\n\nNov. 2022\n\nDOI: 10.3969/j.issn.1009-4423.2022.06.011\n\n"


def _paged(title: str, above: str) -> str:
    pages = "".join(f"{LONG}渠长的名字{PAGE.format(number=n, title=title)}刻在石上。\n\n" for n in (11, 12, 13))
    return f"{ISSUE}{above}摘要：本文研究渠长。\n\n一、引言\n\n{pages}"


PAGE = "\n\n{number}\n\n{title}\n\n"


def test_a_title_below_the_lines_of_its_issue_is_no_running_head_though_it_comes_again() -> None:
    title = "渠长与分水木牌的制度史"
    page = converted(_paged(title, f"{title}\n\n高岚 石磊\n\n"))
    assert f"title: {title}\n" in page and page.count(title) == 2


def test_the_name_of_a_journal_above_the_title_is_not_taken_for_it_though_it_comes_again() -> None:
    page = converted(_paged("巴山水利评论", "渠长与分水木牌的制度史\n\n高岚 石磊\n\n"))
    assert "title: 渠长与分水木牌的制度史\n" in page


# --- reports whose paragraphs stand on one line each --------------------------------------------------------------

CONTENTS = "目 录\n\n内容摘要................1\n\n第一章 渠长................4\n\n第二章 木牌................9\n\n"
COVER = f"让水渠长流\n\n——北方渠长制度调研报告\n\n巴山智库报告　第27号\n\n巴山水政策中心\n\n二〇二四年三月\n\n{CONTENTS}"
CHAPTERS = f"第一章 渠长\n\n{LONG}{LONG}\n\n第二章 木牌\n\n{LONG}{LONG}\n"


def test_lines_of_a_cover_are_no_wrapped_paragraph() -> None:
    page = converted(f"{COVER}内容摘要\n\n{LONG}\n\n{LONG}\n\n{CHAPTERS}")
    assert "date: 二〇二四年三月" in page and "- {name: 巴山水政策中心}" in page and "\n巴山智库报告 第27号\n" in page


def test_a_summary_of_several_paragraphs_behind_the_contents_is_a_chapter_of_the_report() -> None:
    page = converted(f"{COVER}内容摘要\n\n{LONG}\n\n{LONG}\n\n{CHAPTERS}")
    assert "## 内容摘要" in page and "abstract:" not in page and "genre: report" in page


def test_a_summary_of_one_paragraph_behind_the_contents_stays_the_abstract() -> None:
    page = converted(f"{COVER}内容摘要\n\n{LONG}\n\n{CHAPTERS}")
    assert f"abstract: {LONG}" in page and "genre: report" in page


def test_an_abstract_of_several_paragraphs_above_its_keywords_stays_one() -> None:
    assert "## 摘要" not in converted(f"渠长与分水木牌的制度史\n\n高岚\n\n摘要\n\n{LONG}\n\n{LONG}\n\n关键词：渠长；木牌\n\n{CHAPTERS}")


ITEMS = "——推举渠长的办法由沿岸各村自己商定，报水利所备案；\n\n——每年春天清淤的日子由渠长定，提前十天写在木牌上；\n\n"


def test_items_behind_dashes_of_one_length_stay_apart() -> None:
    assert "——每年春天清淤的日子由渠长定，提前十天写在木牌上；" in paragraphs(f"{COVER}{CHAPTERS}\n报告提出两项建议：\n\n{ITEMS}{LONG}{LONG}\n")


def test_a_dash_at_the_head_of_a_wrapped_line_parts_nothing() -> None:
    lines = "水渠修成以后，沿岸的村子每年推举两名渠长\n——他们多半是上了年纪的人——春天清淤，秋\n"
    lines += "天验闸，分水的先后写在木牌上，挂在庙门旁\n边，谁也不许改动，改动的人要受罚。\n"
    assert any("渠长——他们" in p for p in paragraphs("渠长\n\n" + lines * 4))


def _numbered(*numbers: int) -> str:
    title = "让水渠长流：北方渠长制度白皮书"
    pages = [f"{LONG}{LONG}\n\n{n}\n\n{title}\n\n" for n in (1, 5, 13)] + [f"{LONG}{LONG}\n\n{n}\n\n" for n in numbers]
    return f"{title}\n\n巴山水政策中心\n\n第一章 渠长\n\n{''.join(pages)}附录A 缩略语\n\n{LONG}\n"


def test_numbers_that_go_on_growing_are_pages_though_some_are_missing() -> None:
    assert "附录A 缩略语" in [head for _, head in shown(_numbered(18, 23))[0].heads]
    assert not {"18", "23"} & set(paragraphs(_numbered(18, 23)))


def test_numbers_that_do_not_grow_are_no_pages() -> None:
    page = converted(_numbered(23, 18))
    assert "18" in page and "\n23\n" in page


def test_a_copyright_notice_and_two_bodies_with_a_dated_place() -> None:
    page = converted(f"渠长白皮书（2024）\n\n巴山水研究院\n\n北方水产业联盟\n\n2024年6月·巴城\n\n版权声明\n\n{LONG}\n\n{CONTENTS}{CHAPTERS}")
    assert "- {name: 北方水产业联盟}" in page and "date: 2024-06" in page and "## 版权声明" in page


# --- columns in torn lines -----------------------------------------------------------------------------------------

ABOVE = (
    "水渠修成以后,沿岸的村子每年推举两名渠长,春\n\n天清淤,秋天验闸,分水的先后写在木牌上,挂在\n\n庙门旁边,谁也不许改动,改动的人要受罚。渠长\n\n"
    "多半上了年纪,识字不多,账目却记得分明,哪一\n\n家欠工,哪一家多放了一寸水,都在他的烟袋锅里。\n\n"
)
BELOW = (
    "民国以后,木牌换成了布告,布告上盖着水利会的\n\n红印,渠长也改称段长,领一份口粮。老人们说布\n\n告怕雨,木牌怕火,都不如人心牢靠。话虽这样说,\n\n"
    "到了抢水的日子,还是有人半夜起来,打着灯笼去\n\n看布告上的字,看过了,才肯放心回去睡觉。\n\n"
)


def test_a_numbered_head_cut_behind_de_goes_on_below_a_blank_line() -> None:
    heads = [head for _, head in shown(ABOVE + "一、从公议到公约:渠长的\n\n第一次更替\n\n" + BELOW)[0].heads]
    assert heads == ["一、从公议到公约:渠长的第一次更替"]


def test_a_numbered_head_that_is_whole_takes_no_line_along() -> None:
    heads = [head for _, head in shown(ABOVE + "一、从公议到公约\n\n渠长的更替\n\n" + BELOW)[0].heads]
    assert "一、从公议到公约" in heads


def test_verses_with_half_width_signs_stay_apart() -> None:
    poem = "渠里无水渠上愁,\n\n村东村西不敢流。\n\n但愿官家少点鼓,\n\n留些力气到田头。\n\n"
    assert "但愿官家少点鼓," in paragraphs(ABOVE + "其三云:\n\n" + poem + BELOW)


# --- works behind an explanation in a note ----------------------------------------------------------------------------


def _noted(note: str) -> str:
    return converted(f"渠长与分水木牌的制度史\n\n高岚\n\n{LONG}①\n\n① {note}\n\n{LONG}庙祝也在场。\n")


def test_a_work_that_a_note_names_behind_its_explanation() -> None:
    assert "<!-- ref: {0}, 88 -->" in _noted("有学者把渠长称为“水的邻居”，参见迟重瑞：《权产论》，津梁出版社2018年版，第88页。")
    assert "<!-- ref: {0} -->" in _noted("代表性的论述，见沙鸥：《渡田讼案》，载《法律史论丛》第7辑，法声书局2013年版。")


def test_an_explanation_that_names_a_title_prints_no_work() -> None:
    assert "<!-- ref" not in _noted("渠长一词不见于《巴山县志》，老人们说这是后来的叫法，从前只叫水头。")


# --- what a speaker said, and who he was --------------------------------------------------------------------------------

SAID = "“渠归了大家，轮水的单子是大家一起排的，我算了一下，划得来。”（农户访谈，2022年7月16日，石门县）"


def test_a_quotation_ends_with_the_bracket_that_names_its_speaker() -> None:
    assert "这段话说明了轮灌次序的用处，次序可以换工，换来的工挖走了淤泥。" in paragraphs(
        f"渠长与分水木牌的制度史\n\n高岚\n\n一、引言\n\n{LONG}\n\n{SAID}\n\n这段话说明了轮灌次序的用处，次序可以换工，换来的工挖走了淤泥。\n"
    )


def test_a_page_that_ends_with_a_citation_cuts_its_paragraph() -> None:
    pages = "".join(f"{LONG}渠长的名字刻在石上{n}，石头立在闸边。\n\n{n}\n\n渠长与分水木牌的制度史\n\n" for n in (10, 11))
    cut = "渠长的来历众说纷纭，较早的说法来自方志（高岚，2019）\n\n12\n\n渠长与分水木牌的制度史\n\n后来的说法来自碑刻，碑刻上有他们的名字。\n"
    text = f"渠长与分水木牌的制度史\n\n高岚\n\n一、引言\n\n{pages}{cut}"
    assert any("（高岚，2019）后来的说法" in p for p in paragraphs(text))


# --- covers and divisions ----------------------------------------------------------------------------------------------

PARTS = "目 录\n\n第一部分 渠长................4\n\n第二部分 木牌................9\n\n附件1 访谈提纲................12\n\n"


def _report(cover: str) -> str:
    body = f"第一部分\n\n渠长\n\n一、推举\n\n{LONG}\n\n第二部分\n\n木牌\n\n二、换新\n\n{LONG}\n\n附件1\n\n访谈提纲\n\n{LONG}\n"
    return f"{cover}巴山水政策中心\n\n2022年11月\n\n{PARTS}{body}"


def test_number_and_words_of_a_part_on_two_lines_are_one_head_and_an_annex_stands_beside_the_parts() -> None:
    assert shown(_report("让水渠长流\n\n"))[0].heads[1:] == [
        (2, "第一部分 渠长"), (3, "一、推举"), (2, "第二部分 木牌"), (3, "二、换新"), (2, "附件1 访谈提纲")
    ] or shown(_report("让水渠长流\n\n"))[0].heads == [
        (2, "第一部分 渠长"), (3, "一、推举"), (2, "第二部分 木牌"), (3, "二、换新"), (2, "附件1 访谈提纲")
    ]  # fmt: skip


def test_an_annex_that_no_contents_list_joins_to_its_title_keeps_two_heads() -> None:
    found = heads(f"关于推举渠长的通知\n\n各村：\n\n{LONG}\n\n附件1\n\n渠长推举办法\n\n一、推举\n\n{LONG}\n")
    assert "附件1 渠长推举办法" not in found


def test_the_english_name_of_a_body_is_no_part_of_the_title() -> None:
    page = converted(_report("巴山水研究院\n\nBASHAN WATER INSTITUTE\n\n让水渠长流：北方渠长制度\n\n"))
    assert "title: 让水渠长流：北方渠长制度\n" in page


def test_a_title_that_begins_with_english_words_keeps_them() -> None:
    assert "title: ESG与渠长制度\n" in converted(_report("ESG与渠长制度\n\n"))


def test_a_placeholder_of_a_picture_goes_and_a_word_in_brackets_stays() -> None:
    page = converted(_report("让水渠长流\n\n").replace(LONG, f"{LONG}\n\n[图片]\n\n[图略]后面是木牌的样子，写着分水的先后。", 1))
    assert "[图片]" not in page and "图略" in page


BOXED = f"链接 木牌的样子\n\n木牌长三尺，宽一尺，用桐油漆过，写着十二个村子的名字。\n\n三、尾声\n\n{LONG}\n"


def test_a_box_named_link() -> None:
    assert '!!! box "链接 木牌的样子"' in converted(f"{_report('让水渠长流' + chr(10) * 2)}\n{BOXED}")


def test_a_sentence_that_begins_with_link_is_no_box() -> None:
    assert "!!! box" not in converted(f"{_report('让水渠长流' + chr(10) * 2)}\n链接各村的水渠，是渠长的第一件事，没有水渠就没有分水。\n\n{LONG}\n")


# --- a closing line of matter ----------------------------------------------------------------------------------------


def test_the_bracket_that_closes_a_line_of_matter_belongs_to_no_value() -> None:
    head = "【水利史研究】\n\n渠长与分水木牌的制度史\n\n高岚\n\n摘要：本文研究渠长。\n\n"
    page = converted(f"{head}一、引言\n\n{LONG}\n\n（作者单位：高岚，巴山大学。责任编辑：沙　平）\n")
    assert "editor: 沙 平\n" in page and "column: 水利史研究\n" in page


def test_a_bracket_inside_a_value_stays() -> None:
    page = converted(f"渠长与分水木牌的制度史\n\n高岚\n\n摘要：本文研究渠长。\n\n一、引言\n\n{LONG}\n\n责任编辑：沙平（特约）\n")
    assert "沙平（特约）" in page


# --- keywords above prose, hyphens -------------------------------------------------------------------------------------

KEYED = "[摘　 要]水渠修成以后,沿岸的村子每年推举两名渠长,\n\n春天清淤,秋天验闸,分水的先后写在木牌上,谁也不\n\n许改动。\n\n{keywords}\n\n"


def test_prose_below_keywords_that_fill_their_line_begins_the_text() -> None:
    text = KEYED.format(keywords="[关键词]渠长;木牌;分水制度;沿岸村落;公约\n\n“一村一渠”是沿岸各村的老规矩。规矩由谁立下,") + ABOVE + BELOW
    page = converted(text)
    assert "keywords: [渠长, 木牌, 分水制度, 沿岸村落, 公约]" in page


def test_keywords_over_two_lines_stay_together() -> None:
    text = KEYED.format(keywords="[关键词]渠长;木牌;分水制度;沿岸村落;公约;民\n\n国水利会;抢水") + "一、引言\n\n" + ABOVE + BELOW
    assert "keywords: [渠长, 木牌, 分水制度, 沿岸村落, 公约, 民国水利会, 抢水]" in converted(text)


def test_ex_before_a_cut_word_and_before_an_office() -> None:
    english = "Abstract: The stewards were an ex-\n\npensive office of the villages, and an ex-\n\n"
    english += "president of the county kept them in office for many years.\n"
    page = converted("渠长\n\n高岚\n\n" + english + "Key words: canal\n\n一、引言\n\n" + LONG)
    assert "an expensive office" in page and "an ex-president" in page


# --- digits that call nothing, addresses of notes ------------------------------------------------------------------------

NUMBERED = "渠长与分水木牌的制度史\n\n高岚\n\n一、引言\n\n"


def test_a_page_number_behind_the_notes_of_its_page_calls_no_note_though_a_figure_begins_a_later_line() -> None:
    leaf = "水渠的维修由各村分摊{n}，分摊的办法刻在石上，石头①\n\n① 《巴山县志》，巴山出版社，198{n}年\n\n{n}\n\n立在闸边，人人看得见。\n\n"
    pages = "".join(leaf.format(n=n) for n in range(1, 8))
    page = converted(f"{NUMBERED}{pages}上游的村子出了钱，县里又补了\n\n7亿文铜钱，由渠长“按亩”分给各村，各村再分给各户。\n")
    assert "7亿文铜钱" in page and "⁷" not in page


def test_text_below_the_address_of_a_note_is_no_part_of_the_note() -> None:
    note = "① 渠长制度概说[EB/OL].(2019-05-07)[2020-01-12].http://www.bashan.example.cn/2019/0507/c11.html\n"
    text = f"{NUMBERED}水渠的维修由各村分摊，①分摊的办法刻在石上，石头\n{note}立在闸边，人人看得见，谁也不许改动。\n{LONG}\n"
    assert next(iter(shown(text)[0].notes.values())).endswith("c11.html")


# --- notes behind the text, raised numbers in the text ----------------------------------------------------------------

ENDNOTES = f"{NUMBERED}水渠的维修由各村分摊。{{first}}{LONG}分摊的办法刻在石上，人人看得见。{{second}}\n\n注释：\n\n{{list}}\n\n{ENTRIES}"
TWO_WORKS = "1. 高岚. 渠长[M]. 成都: 巴山出版社, 1987: 12.\n\n2. 高岚. 石刻[M]. 成都: 巴山出版社, 1988."
PLAIN_LIST = "1. 巴山县志编委会. 巴山县志[M]. 成都: 巴山出版社, 1987: 12.\n\n2. 石刻今存庙中，高三尺，宽一尺。"


@pytest.mark.parametrize("mark", ["^{{{}}}", "$^{{{}}}$", "<sup>{}</sup>"])
def test_numbered_works_under_the_head_of_notes_are_notes_where_raised_numbers_call_them(mark: str) -> None:
    page = shown(ENDNOTES.format(first=mark.format(1), second=mark.format(2), list=PLAIN_LIST))[0]
    assert len(page.notes) == 2 and len(page.references) == 3


def test_numbered_works_under_the_head_of_notes_that_nothing_calls_are_a_list_of_references() -> None:
    page = shown(ENDNOTES.format(first="", second="", list=TWO_WORKS))[0]
    assert not page.notes and len(page.references) == 5


# --- lines that begin with a citation, heads cut inside a word ---------------------------------------------------------------

QUOTED = (
    "　　水渠修成以后，沿岸的村子每年推举两名渠长，春天清\n淤，秋天验闸，分水的先后写在木牌上。县志说：“渠长者，\n"
    "众人所推，不食官俸，不受私馈，其名刻于石，其言重于官。”\n"
    "{start}渠长的威信由此而来，谁也不许改动木牌上的先后，改\n动的人要受罚，罚的钱用来修渠，修渠的账目由庙祝保管。\n"
)


def test_a_line_that_begins_with_the_citation_of_a_quotation_goes_on_with_its_paragraph() -> None:
    text = "　　前人的研究已经说到渠长[8]，说到木牌[9]，但没有说到渠\n长的来历，也没有说到木牌由谁保管，这里补上。\n" + QUOTED.format(start="[8]")
    assert any("重于官。”[8]渠长的威信" in p.replace("\\", "") for p in paragraphs(text))


def test_a_note_in_brackets_below_a_quotation_is_no_part_of_its_paragraph() -> None:
    note = "[8]《巴山县志》，巴山出版社，1987年，第12页。\n"
    text = "　　前人的研究已经说到渠长[8]，说到木牌[9]，但没有说到渠\n长的来历，也没有说到木牌由谁保管，这里补上。\n" + QUOTED.format(start=note + "　　")
    assert not any("重于官。”[8]《巴山县志》" in p.replace("\\", "") for p in paragraphs(text))


CUT = "　　渠长制度的来历，历来众说纷纭。渠长制度见于方志，也\n见于碑刻，碑刻上的渠长多半有名有姓，方志里则没有。\n"


def test_a_numbered_head_cut_inside_a_word_goes_on_below() -> None:
    assert heads(f"{CUT}{CUT}一、从众人公议看渠长制\n度的来历\n{CUT}")[:1] == ["一、从众人公议看渠长制度的来历"]


def test_a_head_without_number_below_a_numbered_one_stays_its_own() -> None:
    assert "一、从众人公议看渠长制度" in heads(f"{CUT}{CUT}一、从众人公议看渠长制度\n方志与碑刻\n{CUT}")


# --- printed indents between heads ---------------------------------------------------------------------------------------


def test_heads_without_indent_do_not_hide_that_paragraphs_have_one() -> None:
    prose = "　　渠长由各村公推，任期一年，春天清淤，秋天验闸，各村\n出工的先后写在木牌上。\n"
    lines = split_lines(Source("a.txt", "".join(f"{n}、渠长的来历\n{prose}{prose}" for n in "一二三四")))
    assert all(measure.indents for measure in measures(lines) if measure.em)


def test_paragraphs_that_begin_at_the_edge_have_no_printed_indent() -> None:
    prose = "渠长由各村公推，任期一年，春天清淤，秋天验闸，各村出\n工的先后写在木牌上，谁也不许改动，改动的人都要受罚。\n"
    lines = split_lines(Source("a.txt", "".join(f"{n}、渠长的来历\n{prose}木牌收在庙里。\n{prose}木牌每年换。\n" for n in "一二三四")))
    assert not any(measure.indents for measure in measures(lines))
