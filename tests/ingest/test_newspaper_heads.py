"""Heads of a newspaper's articles: mastheads, names of columns, bylines in further forms, articles without byline, jumps, boxes of figures."""

from __future__ import annotations

from build_scripts.ingest.names import is_rubric, split_names
from tests.ingest.test_print_damage import BEFORE, BEHIND, BODY, shown, wrapped

FIRST, LAST = "".join(BEFORE), "".join(BEHIND)
MASTHEAD = "青川时报\n2022年5月12日　星期四\nB03　观察　　主编：贺　岚　责编：丁 一　校对：白 露\n"


def indented(*texts: str) -> str:
    return "\n".join(line for text in texts for line in wrapped(text, blanks="　　"))


def titles(text: str) -> list[str]:
    return [s.title for s in shown(text)]


def column(head: str, *paragraphs: str) -> str:
    return f"{head}\n{indented(*paragraphs)}\n"


# --- mastheads --------------------------------------------------------------------------------------------------


def test_date_staff_and_telephones_of_a_page_are_furniture() -> None:
    text = MASTHEAD + column("■城市更新\n渡口该不该搬\n○贺　岚", FIRST, LAST) + "新闻热线：0815-6300001　　投稿邮箱：guancha@qingchuan.example\n"
    printed = [p.text for p in shown(text)[0].paragraphs]
    assert titles(text) == ["渡口该不该搬"] and not any("主编" in p or "热线" in p for p in printed)


def test_pointers_to_other_pages_are_furniture() -> None:
    pointers = "今日导读\n老渡船修好以后｜B04\n茶馆里的早市｜B05\n"
    text = MASTHEAD + pointers + column("■城市更新\n渡口该不该搬\n○贺　岚", FIRST, LAST)
    assert titles(text) == ["渡口该不该搬"]


def test_a_telephone_in_a_notice_is_no_masthead() -> None:
    text = f"关于渡口停航的通知\n\n{indented(FIRST, LAST)}\n　　联系电话：0815-6300001\n　　2022年5月12日\n"
    assert any("6300001" in p for p in (p.text for p in shown(text)[0].paragraphs))


# --- names of columns -------------------------------------------------------------------------------------------


def test_each_column_heads_an_article_with_or_without_a_byline() -> None:
    text = (MASTHEAD + column("■城市更新\n渡口该不该搬\n○贺　岚", FIRST, LAST) + column("■微议\n公园里的“静音角”", LAST)
            + column("■争鸣\n不妨慢一点\n——与丁一同志商榷\n○白　露", BODY, FIRST))  # fmt: skip
    assert titles(text) == ["渡口该不该搬", "公园里的“静音角”", "不妨慢一点"]
    fronts = [s.front for s in shown(text)]
    assert "column: 城市更新" in fronts[0] and "白露" in fronts[2] and "subtitle: 与丁一同志商榷" in fronts[2]


def test_a_name_behind_the_sign_is_a_byline() -> None:
    assert not is_rubric("■ 贺　岚") and not is_rubric("■丁小满") and is_rubric("■城市更新")


def test_a_sign_before_a_list_in_a_book_heads_no_article() -> None:
    text = f"第三章　渡口\n\n{indented(FIRST)}\n■学习要求\n{indented(LAST)}\n■讨论主题\n{indented(BODY)}\n"
    assert len(shown(text)) == 1


# --- bylines ----------------------------------------------------------------------------------------------------


def test_roles_inside_a_byline_are_no_names() -> None:
    assert split_names("时报记者　贺小楠　实习生　丁　凯") == ["贺小楠", "丁凯"]
    assert split_names("文/本报记者 贺 雨 图/本报记者 白 木") == ["贺雨", "白木"]
    assert split_names("□ 本报记者 贺一鸣 丁 禾 通讯员 白 宁") == ["贺一鸣", "丁禾", "白宁"]


def test_an_interview_goes_on_where_the_paper_asks() -> None:
    asked = "时报记者：这不就是过去的老办法吗？"
    text = MASTHEAD + column("■对话\n把船开慢一点\n时报记者　贺　岚", FIRST, asked, LAST)
    assert titles(text) == ["把船开慢一点"] and asked in [p.text for p in shown(text)[0].paragraphs]


# --- articles that go on elsewhere, boxes -----------------------------------------------------------------------


def test_a_sentence_goes_on_behind_a_jump() -> None:
    at = len(FIRST) - 8
    lines = [*wrapped(FIRST[:at], blanks="　　"), "（下转B04版）", "（上接B03版）", FIRST[at:]]
    text = MASTHEAD + "■城市更新\n渡口该不该搬\n○贺　岚\n" + "\n".join(lines) + f"\n{indented(LAST)}\n"
    assert FIRST in [p.text for p in shown(text)[0].paragraphs]


def test_a_box_of_figures_takes_its_name_and_title() -> None:
    figures = "●渡船：2018年3艘，2022年11艘。\n●旅客：2018年2.1万人次，2022年8.4万人次。\n"
    text = f"渡口的变迁\n\n{indented(FIRST, LAST)}\n数读\n渡口五年\n{figures}"
    boxed = [p for p in shown(text)[0].paragraphs if p.boxed]
    assert [p.text for p in boxed if p.kind == "box-title"] == ["数读 渡口五年"] and len(boxed) == 3


# --- heads over two lines, what editors say, entries of a yearbook ----------------------------------------------


def test_a_head_of_a_column_may_stop_at_a_comma() -> None:
    text = f"渡口的变迁\n\n{indented(FIRST)}\n不收过河钱，\n收“修船费”\n{indented(LAST)}\n"
    assert [head for _, head in shown(text)[0].heads] == ["不收过河钱，收“修船费”"]


def test_a_note_of_the_editors_begins_below_a_full_byline() -> None:
    text = MASTHEAD + "渡口该不该搬\n□ 本报记者　贺一鸣　丁　禾　通讯员　白宁\n" + "\n".join(wrapped("编者按 " + LAST)) + f"\n{indented(FIRST)}\n"
    got = shown(text)[0]
    assert "白宁" in got.front and any(p.text.startswith("编者按") for p in got.paragraphs)


def test_entries_of_a_yearbook_begin_behind_their_signatures() -> None:
    entries = [f"【渡口管理】　{LAST}　（贺　岚）", f"【航道疏浚】　{FIRST}"]
    got = [p.text.replace("　", "") for p in shown(f"交通年鉴\n\n水运\n{indented(*entries)}\n铁路\n{indented(BODY)}\n")[0].paragraphs]
    assert any(p.startswith("【渡口管理】") and p.endswith("（贺岚）") for p in got) and any(p.startswith("【航道疏浚】") for p in got)


def test_lenticular_brackets_inside_a_sentence_begin_nothing() -> None:
    text = FIRST[:20] + "【渡口管理】" + FIRST[20:]
    assert text in [p.text for p in shown(f"渡口的变迁\n\n{indented(text, LAST)}\n")[0].paragraphs]


# --- who wrote it, named below; headlines below bylines; captions -----------------------------------------------


def test_the_name_behind_the_last_sentence_of_the_news_is_its_author() -> None:
    text = MASTHEAD + column("■微议\n公园里的“静音角”", FIRST, f"{LAST}（贺　岚）")
    assert "贺岚" in shown(text)[0].front


def test_names_behind_several_paragraphs_sign_those_and_not_the_text() -> None:
    text = f"渡口年鉴\n\n{indented(f'{FIRST}（贺　岚）', f'{LAST}（丁　一）')}\n"
    assert "authors" not in shown(text)[0].front


def test_place_and_name_sign_a_letter() -> None:
    text = MASTHEAD + column("■读者来信\n给渡口留一盏灯", "编辑同志：", FIRST, LAST) + "青川县　贺　岚\n　　编后：来信朴实，望有关部门答复。\n"
    assert "贺岚" in shown(text)[0].front and not shown(text)[0].heads


def test_a_place_within_the_text_signs_nothing() -> None:
    text = f"渡口的变迁\n\n{indented(FIRST, LAST, BODY)}\n青川县　石桥镇\n{indented(FIRST)}\n"
    assert "authors" not in shown(text)[0].front


def test_a_headline_may_stand_below_its_byline() -> None:
    text = MASTHEAD + column("渡口该不该搬\n□ 贺　岚", FIRST, LAST) + column("本报评论员\n“三条老船”看河道", BODY, LAST)
    assert titles(text) == ["渡口该不该搬", "“三条老船”看河道"]


def test_a_notice_of_the_paper_is_an_article_of_its_own() -> None:
    text = MASTHEAD + column("■一句话新闻", FIRST, LAST) + column("更正", "本报5月5日B02版“贺兰”应为“贺岚”，特此更正，并向读者致歉。")
    assert titles(text) == ["一句话新闻", "更正"]


def test_a_line_above_a_table_without_number_stays_above_it() -> None:
    table = "<table><tr><td>渡船</td><td>艘</td></tr><tr><td>木船</td><td>3</td></tr></table>"
    got = shown(f"# 渡口的变迁\n\n{FIRST}\n\n各渡口的渡船(2022年)\n\n{table}\n\n{LAST}\n")[0]
    assert LAST in [p.text for p in got.paragraphs]


def test_a_sentence_that_a_table_cuts_goes_on() -> None:
    table = "<table><tr><td>渡船</td><td>艘</td></tr><tr><td>木船</td><td>3</td></tr></table>"
    at = len(FIRST) - 9
    got = shown(f"# 渡口的变迁\n\n{LAST}\n\n{FIRST[:at]}\n\n{table}\n\n{FIRST[at:]}\n")[0]
    assert FIRST in [p.text for p in got.paragraphs]


# --- readers ask, columns in brackets, the foot of a page, a chapter's head within its text ---------------------


def test_questions_below_a_headline_are_an_article() -> None:
    asked = ["问：渡船停了怎么过河？", "答：可以走新桥，步行约二十分钟。", "问：月票还能用吗？", f"答：{LAST}"]
    text = MASTHEAD + column("短评\n渡口该不该搬\n○贺　岚", FIRST, LAST) + column("百姓问政\n渡船停了怎么办？", *asked)
    assert titles(text) == ["渡口该不该搬", "渡船停了怎么办？"]


def test_a_question_at_the_end_of_an_article_stays_in_it() -> None:
    text = MASTHEAD + column("渡口该不该搬\n○贺　岚", FIRST, "谁又说得清呢？") + column("修船的人\n○丁　一", LAST, BODY)
    got = shown(text)
    assert [s.title for s in got] == ["渡口该不该搬", "修船的人"] and "谁又说得清呢？" in [p.text for p in got[0].paragraphs]


def test_a_column_in_brackets_is_no_part_of_the_headline() -> None:
    text = MASTHEAD + column("【深阅读】\n修船的人走了\n——渡口调查\n记者　贺小岚　丁　一　文/图", FIRST, LAST) + column("渡口该不该搬\n○白　露", LAST, BODY)
    got = shown(text)[0]
    assert got.title == "修船的人走了" and "name: 丁一" in got.front and not got.heads


def test_address_and_price_at_the_foot_are_furniture() -> None:
    foot = "地址：青川县渡口路18号　邮编：628100　印刷：青川印务公司　零售价：1.00元\n"
    assert len(shown(MASTHEAD + column("修船的人\n○丁　一", LAST, BODY) + foot)) == 1


def test_number_and_title_of_the_chapter_head_a_later_page() -> None:
    front, pages = ["第三章", "渡口的兴废", FIRST, BODY, FIRST, LAST, "18", "青川发展报告"], [LAST, "19", "第三章 渡口的兴废", BODY, "20"]
    text = "\n\n".join([*front, *pages, "青川发展报告", FIRST[:40] + "。"])
    got = shown(text)[0]
    assert got.title == "渡口的兴废" and not got.heads
