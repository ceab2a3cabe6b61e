"""Newspaper pages in further dress: nameplates torn into lines, datelines in brackets, subheads without a dash, web copies of a
paper's pages, boxes without a title, lists of names; each beside what only looks like it."""

from __future__ import annotations

import pytest

from build_scripts.ingest.furniture.mastheads import set_aside_mastheads
from build_scripts.ingest.furniture.web_chrome import set_aside_web_chrome
from build_scripts.ingest.lines.clean import clean_line
from build_scripts.ingest.lines.line import Line, split_lines
from build_scripts.ingest.names import split_names
from build_scripts.text.source import Source
from tests.ingest.test_newspaper_heads import FIRST, LAST, MASTHEAD, column, indented, titles
from tests.ingest.test_print_damage import BODY, shown

OTHER = "渡口的船夫识字不多，却爱书，谁家的书掉了页、脱了线，拿给他，三天以后便整整齐齐地还回来，封面上还包着一层牛皮纸。"


def lines_of(text: str) -> list[Line]:
    return [clean_line(line) for line in split_lines(Source("a.txt", text))]


def left(lines: list[Line]) -> list[str]:
    return [line.text.text for line in lines if not line.aside]


# --- mastheads --------------------------------------------------------------------------------------------------

TORN = "渠上日报\nQUSHANG RIBAO\n2022年5月\n12\n星期四\n壬寅年四月十二\n国内统一连续出版物号 CN 33-0000\n第2741期 今日8版\n"


def test_a_nameplate_torn_into_lines_is_furniture() -> None:
    assert left(set_aside_mastheads(lines_of(TORN + "渡口该不该搬\n"))) == ["渡口该不该搬"]


def test_a_month_and_a_number_above_a_text_are_no_nameplate() -> None:
    text = "2022年5月\n12\n渡口该不该搬\n"
    assert left(set_aside_mastheads(lines_of(text))) == ["2022年5月", "12", "渡口该不该搬"]


@pytest.mark.parametrize("line", ["本版编辑 黄 杉 版式 何 田", "责任编辑 安 民 版式设计 李 果", "本版责编 钟小楼", "广告许可证：渠工商广字001号 邮编：310000"])
def test_staff_without_colons_and_imprints_are_furniture(line: str) -> None:
    assert left(set_aside_mastheads(lines_of(f"{TORN}渡口该不该搬\n{line}\n"))) == ["渡口该不该搬"]


def test_an_editor_in_a_sentence_is_no_furniture() -> None:
    sentence = "责任编辑 何田那天没有来，版样压到了第二天。"
    assert sentence in left(set_aside_mastheads(lines_of(f"{TORN}渡口该不该搬\n{sentence}\n")))


def test_pointers_with_the_page_behind_a_blank_are_furniture() -> None:
    assert left(set_aside_mastheads(lines_of(f"{TORN}导 读\n老渡船修好以后 第五版\n茶馆里的早市 第八版\n"))) == []


# --- where an article begins ------------------------------------------------------------------------------------


def test_a_dateline_in_brackets_begins_an_article_and_is_no_head() -> None:
    text = (MASTHEAD + "渡口该不该搬\n　　【英国《渡口》周刊8月24日文章】题：渡口教\n会了什么（作者 艾伦·惠特克）\n" + indented(FIRST)
            + "\n渡船悄然回归\n　　【法新社巴黎8月23日电】题：年轻人为什\n么又坐渡船\n" + indented(BODY, LAST) + "\n")  # fmt: skip
    first, second = shown(text)
    assert [first.title, second.title] == ["渡口该不该搬", "渡船悄然回归"] and "艾伦·惠特克" in first.front
    assert not second.heads and second.paragraphs[0].text == "【法新社巴黎8月23日电】题：年轻人为什么又坐渡船"


def test_a_dateline_in_brackets_inside_a_text_begins_no_article() -> None:
    text = f"渡口纪事\n\n{indented(FIRST, '【法新社巴黎8月23日电】' + BODY, LAST, '【法新社巴黎8月25日电】' + BODY)}\n"
    assert len(shown(text)) == 1


def test_a_dateline_below_a_byline_is_the_same_article() -> None:
    first, second = indented(f"本报青川5月11日电（记者贺岚）{FIRST}"), indented(f"本报讯（记者 丁一）{BODY}", LAST)
    text = MASTHEAD + f"渡口该不该搬\n本报记者 贺 岚\n{first}\n船修好了\n{second}\n"
    assert titles(text) == ["渡口该不该搬", "船修好了"]


def test_a_line_with_the_figures_below_a_headline_is_its_subtitle() -> None:
    above = "渡口今日复航\n" + indented(f"本报讯（记者 丁一）{FIRST}")
    got = shown(MASTHEAD + above + "\n新渡船昨日下水\n过河时间由50分钟缩短到9分钟\n" + indented(f"本报讯（记者 丁一）{BODY}", LAST) + "\n")[1]
    assert got.title == "新渡船昨日下水" and "subtitle: 过河时间由50分钟缩短到9分钟" in got.front


def test_a_kicker_above_a_headline_with_figures_stays_a_kicker() -> None:
    news = indented(f"本报讯（记者 丁一）{BODY}")
    got = shown(MASTHEAD + f"渡口调查\n过河时间由50分钟缩短到9分钟\n{news}\n" + column("■微议\n慢一点\n○白　露", LAST))[0]
    assert got.title == "过河时间由50分钟缩短到9分钟"


# --- web copies -------------------------------------------------------------------------------------------------

PAGE = "渠上日报数字报\n2022年05月12日 星期四　版面导航　标题导航\n上一版　下一版\n返回目录　放大　缩小　全文复制　上一篇　下一篇\n"
PLACE = "《渠上日报》（ 2022年05月12日 09版）\n"


def test_each_article_of_a_papers_web_pages_is_a_document() -> None:
    menu = "上一篇　下一篇\n返回目录　放大　缩小　全文复制\n"
    one = f"渡口该不该搬\n渠上日报记者　贺 岚\n{PLACE}　　{FIRST}\n　　{BODY}\n"
    two = f"我的邻居是个船夫\n作者：丁 一\n{PLACE}　　{OTHER}\n　　{LAST}\n"
    text = f"{PAGE}{one}{menu}{two}上一篇　下一篇\n"
    first, second = shown(text)
    assert [first.title, second.title] == ["渡口该不该搬", "我的邻居是个船夫"]
    assert "丁一" in second.front and "newspaper: 渠上日报" in second.front and "date: '2022-05-12'" in second.front


def test_short_lines_between_a_sites_menus_stay_when_prose_follows() -> None:
    text = PAGE + f"渡口该不该搬\n　　{FIRST}\n上一篇　下一篇\n返回目录　放大　缩小　全文复制\n作者：丁 一\n　　{BODY}\n"
    assert "作者：丁 一" in left(set_aside_web_chrome(lines_of(text)))


CARD = "标　　题：青川市关于渡口安全的意见\n发文机关：青川市人民政府\n发文字号：青政发〔2022〕7号\n"
CARD += "主题分类：交通\\水运\n公文种类：意见\n成文日期：2022年5月12日\n"


def test_the_card_above_an_official_paper_is_read_and_its_catalogue_set_aside() -> None:
    got = shown(f"{CARD}青川市人民政府关于渡口\n安全的意见\n　　{BODY}\n")[0]
    assert got.title == "青川市人民政府关于渡口安全的意见" and "document_no: 青政发〔2022〕7号" in got.front
    assert all("主题分类" not in p.text and "公文种类" not in p.text for p in got.paragraphs)


def test_a_card_keeps_a_title_that_is_printed_nowhere_else() -> None:
    assert "标　　题：青川市关于渡口安全的意见" in left(set_aside_web_chrome(lines_of(f"{CARD}　　{BODY}\n")))


# --- within an article ------------------------------------------------------------------------------------------


def test_a_box_may_begin_with_prose() -> None:
    got = shown(f"渡口该不该搬\n\n{indented(FIRST, LAST)}\n延伸阅读\n{indented(BODY)}\n")[0]
    assert [p.text for p in got.paragraphs if p.boxed and p.kind != "box-title"] == [BODY]


def test_works_to_read_make_no_box() -> None:
    got = shown(f"渡口该不该搬\n\n{indented(FIRST, LAST)}\n延伸阅读\n{indented('贺岚：《渡口的账本》，' + BODY)}\n")[0]
    assert not any(p.boxed for p in got.paragraphs)


def test_names_below_one_another_are_entries() -> None:
    entries = ["贺岚 青川县林场护林员", "丁一 青川县医院护士长", "白露 青川机床厂车间主任"]
    got = shown(f"# 表彰名单\n\n{BODY}\n\n## 先进个人\n\n" + "\n\n".join(entries) + "\n")[0]
    assert [p.text for p in got.paragraphs][1:] == entries


def test_names_of_two_characters_set_wide_keep_their_blanks() -> None:
    assert left(lines_of("本报记者 严 冰 通讯员 田 丁\n")) == ["本报记者 严 冰 通讯员 田 丁"]
    assert left(lines_of("本 报 记 者 严 冰 通 讯 员 田 丁\n")) == ["本报记者严冰通讯员田丁"]


def test_bodies_in_a_list_below_a_head_wrote_nothing() -> None:
    got = shown(f"# 表彰名单\n\n## 先进集体\n\n青川县林业局\n\n青川县水利局\n\n## 说明\n\n{BODY}\n")[0]
    assert "authors" not in got.front


def test_a_short_head_above_a_first_line_that_ends_a_sentence_stands_alone() -> None:
    lines = """渠长
渠长的职责写在木牌上，春天要带人
清淤，秋天要验看闸门，遇到争水的
事情，先劝后断。
“木牌”也要年年换新了
木牌挂在庙门旁边，三年一换。
换下来的旧牌由村塾的先生收着，先
生说这是沿渠唯一没有断过的文书。"""
    assert [head for _, head in shown(lines.replace("\n", "\n\n"))[0].heads] == ["“木牌”也要年年换新了"]


# --- articles that nobody signs with a sign ---------------------------------------------------------------------

SIGNED = column("■城市更新\n渡口该不该搬\n○贺　岚", FIRST)


def test_a_name_alone_is_a_byline_on_a_papers_page() -> None:
    got = shown(MASTHEAD + f"现场评论\n把船修在盐碱地上\n方 舟\n{indented(FIRST)}\n微言\n少一点“首届”\n丁 一\n{indented(LAST)}\n")
    assert [s.title for s in got] == ["把船修在盐碱地上", "少一点“首届”"] and "方舟" in got[0].front and "column: 微言" in got[1].front


def test_a_name_alone_below_a_line_is_no_byline_off_a_papers_page() -> None:
    assert len(shown(f"渡口纪事\n\n{indented(FIRST)}\n船夫\n乔 木\n{indented(BODY)}\n铁匠\n丁 一\n{indented(LAST)}\n")) == 1


def test_a_columns_name_and_a_headline_head_an_article_without_a_byline() -> None:
    got = shown(MASTHEAD + SIGNED + column("产业聚焦\n小竹编撬动大产业", BODY, f"{LAST}（本报记者 白 鹭 通讯员丁 竹）"))
    assert [s.title for s in got] == ["渡口该不该搬", "小竹编撬动大产业"] and "column: 产业聚焦" in got[1].front
    assert "白鹭" in got[1].front and "丁竹" in got[1].front


def test_a_linked_box_heads_no_article() -> None:
    got = shown(MASTHEAD + SIGNED + column("相关链接\n什么是渡口", BODY))
    assert len(got) == 1


def test_a_letter_begins_with_whom_it_addresses_and_ends_with_who_wrote_it() -> None:
    letter = f"编读往来\n建议给网站加个大字版\n编辑同志：\n{indented(BODY)}\n湖州读者　丁　一\n微言\n少一点“首届”\n白 露\n{indented(LAST)}\n"
    got = shown(MASTHEAD + SIGNED + letter)
    assert [s.title for s in got][1:] == ["建议给网站加个大字版", "少一点“首届”"] and "丁一" in got[1].front
    assert got[1].paragraphs[0].text == "编辑同志："


POEM = ["河水涨了一寸", "渡船便高了一寸", "撑船的人把竹篙插进三月", "提起来，带着草的气息", "对岸的桃花等不及了", "先开了两朵"]


def test_a_poem_below_a_name_is_an_article() -> None:
    got = shown(MASTHEAD + SIGNED + "诗歌\n春日渡口\n乔 木\n" + "\n".join(POEM) + f"\n读书札记\n旧书摊\n◎ 孟 浪\n{indented(LAST)}\n")
    assert [s.title for s in got][1:] == ["春日渡口", "旧书摊"] and [p.text for p in got[1].paragraphs] == POEM


def test_names_below_a_name_are_no_poem() -> None:
    names = "\n".join(["获奖名单", "乔 木", "丁 一", "白 露", "贺 岚", "方 舟", "关 山"])
    assert len(shown(MASTHEAD + SIGNED + names + "\n")) <= 2


# --- official papers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["省　长　　严　正　川", "省长　严正川", "省长严正川"])
def test_who_reports_stands_below_the_title_with_the_office(line: str) -> None:
    got = shown(f"政府工作报告\n——2024年1月22日在省第十四届人民代表大会第二次会议上\n{line}\n　　各位代表：\n　　{BODY}\n")[0]
    assert "name: 严正川" in got.front


def test_whom_a_paper_addresses_is_a_paragraph_though_both_lines_are_indented() -> None:
    address = "各设区市人民政府，省政府各部门："
    text = f"关于渡口安全的意见\n　　{address}\n{indented(BODY)}\n一、总体要求\n{indented(LAST)}\n"
    assert address in [p.text for p in shown(text)[0].paragraphs]


def test_who_is_in_charge_stands_alone_with_an_indent_of_its_own() -> None:
    charge = "（市交通局、市水利局按职责分工负责）"
    text = f"关于渡口安全的意见\n一、任务\n　　1.{FIRST}\n　　2.{LAST}\n　　{charge}\n二、保障\n　　{BODY}\n"
    assert charge in [p.text for p in shown(text)[0].paragraphs]


# --- pages that go on, notices, think-tank pages ----------------------------------------------------------------

PAPER = "渠上日报\n2022年5月12日 星期四\n03\n"


def test_an_article_from_another_page_ends_at_a_photographs_headline_and_at_a_notice() -> None:
    first = indented(f"本报讯（记者 丁一）{FIRST}") + "\n　　三个月来，船夫们起早贪黑，一趟又一趟\n（下转第4版）\n"
    other = "渡口论坛\n慢一点\n白 露\n" + indented(LAST) + "\n"
    photo = "雪中送“暖”\n　　图为船夫在清扫积雪。 本报记者 方 舟 摄影报道\n"
    rest = f"4 综合\n（上接第3版）\n送客四万人次。\n{photo}征收土地公告\n" + indented(BODY) + "\n青川市水利局\n2022年12月2日\n"
    got = shown(f"{PAPER}渡口该不该搬\n{first}{other}{rest}")
    assert [s.title for s in got] == ["渡口该不该搬", "慢一点", "雪中送“暖”", "征收土地公告"]
    assert got[0].paragraphs[-1].text == "三个月来，船夫们起早贪黑，一趟又一趟送客四万人次。"
    assert "4 综合" not in "".join(p.text for s in got for p in s.paragraphs)


def test_a_number_and_a_word_inside_a_text_are_no_plate() -> None:
    assert "4 综合" in left(set_aside_mastheads(lines_of(f"{PAPER}渡口该不该搬\n{FIRST}\n4 综合\n{LAST}\n")))


def test_the_first_article_of_a_page_may_be_signed_behind_it_only() -> None:
    text = PAPER + f"渡口该不该搬\n{indented(FIRST, BODY)}\n（本报记者 丁 一整理）\n以标准引领渡口发展\n青川水运发展研究院研究员 李 冶\n{indented(LAST)}\n"
    first, second = shown(text)
    assert [first.title, second.title] == ["渡口该不该搬", "以标准引领渡口发展"] and "name: 丁一" in first.front and "name: 李冶" in second.front


def test_a_headline_of_two_lines_may_stand_behind_its_article() -> None:
    text = f" □ 乔 木\n\n{indented(FIRST, BODY)}\n（作者单位：青川党校）\n\n渡船渡人\n\n也渡光阴\n\n　　图为学堂的先生在给孩子们讲算术。 本报记者 方 舟摄\n"
    got = shown(text)
    assert got[0].title.replace(" ", "") == "渡船渡人也渡光阴" and not got[1].title.strip("# ").startswith("也渡")


def test_an_experts_reading_behind_the_answers_is_a_document() -> None:
    answers = "".join(f"　　问：第{n}个问题是什么？\n　　答：{OTHER}{n}。\n" for n in "一二三四五六")
    got = shown(f"青川市有关负责人就渡口条例答记者问\n　　{FIRST}\n{answers}专家解读：让渡口慢下来\n青川水运研究院　沈　括\n　　{LAST}\n")
    assert [s.title for s in got][1:] == ["专家解读：让渡口慢下来"] and "沈括" in got[1].front


def test_the_size_of_letters_is_no_source() -> None:
    got = shown(f"渡口该不该搬\n2025-03-12 18:30　来源：市场处　【字体：大 中 小】\n　　{FIRST}\n　　{LAST}\n")[0]
    assert "source_note: 市场处\n" in got.front


def test_a_head_over_two_lines_with_blank_lines_between_is_one() -> None:
    lines = "\n\n".join(["渠长", *FIRST_LINES, "重新认识渠长的工作", "重新认识木牌的用处", *LAST_LINES])
    assert [head for _, head in shown(lines)[0].heads] == ["重新认识渠长的工作重新认识木牌的用处"]


FIRST_LINES = ["渠长的职责写在木牌上，春天要带人", "清淤，秋天要验看闸门，遇到争水的", "事情，先劝后断。"]
LAST_LINES = ["木牌挂在庙门旁边，三年一换，换", "下来的旧牌由村塾的先生收着，先", "生说这是沿渠唯一没有断过的文书。"]


# --- further bylines, news signed behind, announcements ---------------------------------------------------------


def test_an_author_behind_the_label_begins_an_article() -> None:
    head = "·智库答问·\n让老字号焕发\n新活力\n作者：成 蹊（青川财经大学商学院教授）\n"
    one = f"{head}{indented(FIRST)}\n（本文系国家社科基金项目“渡口”（23BGL099）阶段性成果）\n"
    two = f"书院里的公共课\n作者：田 横（青川师范大学教授）\n{indented(BODY, LAST)}\n"
    first, second = shown(PAPER + one + two)
    assert [first.title, second.title] == ["让老字号焕发新活力", "书院里的公共课"] and "成蹊" in first.front and "田横" in second.front


def test_an_authors_label_in_a_sentence_begins_nothing() -> None:
    assert len(shown(PAPER + f"渡口该不该搬\n□ 贺 岚\n{indented(FIRST)}\n作者：这件事要慢慢来\n{indented(BODY)}\n")) == 1


def test_news_signed_behind_the_last_sentence_is_a_page_of_articles() -> None:
    one = f"我县清淤现场会举行\n　　{FIRST}（记者 左 岸 通讯员 钱 塘）\n"
    two = f"渡口“五一”人气旺　三天迎客十二万\n　　{BODY}（记者 庄 周）\n"
    notice = f"关于停水检修的通知\n各用户：\n　　{LAST}\n"
    got = shown(f"青川融媒\n2024-05-06　星期一　多云\n{one}{two}{notice}")
    assert [s.title for s in got] == ["我县清淤现场会举行", "渡口“五一”人气旺 三天迎客十二万", "关于停水检修的通知"]
    assert "钱塘" in got[0].front and "庄周" in got[1].front and got[2].paragraphs[0].text == "各用户："


def test_one_signature_behind_a_sentence_makes_no_page() -> None:
    assert len(shown(f"渡口纪事\n\n{indented(FIRST, BODY)}（记者 庄 周）\n\n船夫的话\n\n{indented(LAST)}\n")) == 1


def test_a_byline_with_pictures_and_prose_below_are_two() -> None:
    text = f"{PAPER}无声面包店\n渠上时报记者 沙 洲 实习生 苗 圃 文/摄\n{indented(FIRST)}\n降温\n本报讯 {LAST}\n"
    got = shown(text)[0]
    assert got.title == "无声面包店" and "沙洲" in got.front and "苗圃" in got.front


def test_a_headline_over_two_lines_has_a_longer_line_below_for_subtitle() -> None:
    text = f"{PAPER}热线追踪\n小区电梯“带病”\n运行谁来管\n多方协商后，老旧电梯本月起全部更换\n渠上时报记者 沙 洲\n{indented(FIRST, BODY)}\n"
    got = shown(text)[0]
    assert got.title == "小区电梯“带病”运行谁来管" and "subtitle: 多方协商后，老旧电梯本月起全部更换" in got.front and "column: 热线追踪" in got.front


def test_the_announcement_that_promulgates_a_law_is_a_document() -> None:
    announced = "青川省人民代表大会常务委员会公告\n第十二号\n　　《青川省渡口条例》已由省人大常委会第九次会议于5月30日通过，现予公布，自8月1日起施行。\n"
    law = f"青川省渡口条例\n（2024年5月30日青川省第十四届人民代表大会常务委员会第九次会议通过）\n　　第一条　{FIRST}\n　　第二条　{BODY}\n　　第三条　{LAST}\n"
    first, second = shown(announced + law)
    assert [first.title, second.title] == ["青川省人民代表大会常务委员会公告", "青川省渡口条例"] and "document_no: 第十二号" in first.front


def test_a_sites_line_of_source_and_hour_is_no_paragraph() -> None:
    got = shown(f"# 三个关系\n\n来源：《求进》2024/06　　作者：向 阳　　2024-03-16 09:00:00\n\n　　{FIRST}\n\n　　{LAST}\n")[0]
    assert "向阳" in got.front and got.paragraphs[0].text.startswith(FIRST[:8])


# --- headlines far from their articles, captions inside, first lines --------------------------------------------


def test_a_headline_behind_all_articles_belongs_to_the_one_whose_words_it_uses() -> None:
    first = f" □ 乔 木\n{indented(FIRST)}\n（作者单位：青川党校）\n"
    second = f" □ 丁 一\n{indented(BODY)}\n（作者单位：青川党校）\n木牌与渠长\n"
    photo = "　　5月2日，孩子们在堤上放风筝。 本报记者 方 舟摄\n"
    got = shown(f"{first}{second}{photo}渡口的船夫在河上\n　　图为孩子们在堤上放风筝，当天有一千多人。 本报记者 方 舟摄\n")
    assert [s.title for s in got][:2] == ["渡口的船夫在河上", "木牌与渠长"]


def test_a_captions_own_headline_behind_all_articles_stays_with_it() -> None:
    first = f" □ 乔 木\n{indented(FIRST)}\n（作者单位：青川党校）\n"
    got = shown(f"{first}风筝比赛开赛\n　　图为孩子们在堤上放风筝，风筝比赛有一千多人。 本报记者 方 舟摄\n")
    assert [s.title for s in got][1:] == ["风筝比赛开赛"]


def test_an_article_goes_on_behind_a_caption_with_its_next_head() -> None:
    body = f"好田是养出来的\n{indented(FIRST)}\n好种是选出来的\n{indented(BODY)}\n"
    text = f"{PAPER}渡口该不该搬\n本报记者 贺 岚\n{indented(OTHER)}\n{body}图为船夫在渡口。 本报记者 丁 一摄\n好把式是教出来的\n{indented(LAST)}\n"
    got = shown(text)
    assert [head for _, head in got[0].heads] == ["好田是养出来的", "好种是选出来的", "好把式是教出来的"] and len(got) == 1


def test_links_above_prose_are_a_box_near_the_end_of_a_text_too() -> None:
    got = shown(f"渡口该不该搬\n\n{indented(FIRST)}\n相关链接\n什么是渡口\n{indented(BODY)}\n下一座桥\n{indented(LAST)}\n")[0]
    assert [p.text for p in got.paragraphs if p.boxed and p.kind != "box-title"] == [BODY]


def test_who_publishes_a_paper_is_furniture() -> None:
    plate = "渠 上 日 报\nQUSHANG DAILY\n2021年7月9日 星期五 辛丑年五月三十 第25311号 今日八版\n中共青川县委主办 国内统一刊号CN41-0000 邮发代号35-1\n"
    assert left(set_aside_mastheads(lines_of(plate + "渡口该不该搬\n"))) == ["渡口该不该搬"]


WORDS = """渠长
渠长的职责写在木牌上，春天要
带人清淤，秋天要验看闸门，遇到争
水的事情，先劝后断，断了便不许再
闹，闹了要罚戏一台，木牌换一块。
{first}
浙北一个小村没有名山大川，却把村
里的豆腐坊竹器店老戏台串成了一条
慢游线，过夜的客人占到了六成。
"""


@pytest.mark.parametrize(("first", "count"), [("留人，先要有留得住人的好事。", 2), ("留人先要有留得住人的好事和好人。", 1)])
def test_a_first_line_that_is_a_sentence_is_known_by_its_lost_indent_and_the_full_line_below(first: str, count: int) -> None:
    assert len(shown(WORDS.format(first=first))[0].paragraphs) == count


# --- copies of papers' and agencies' sites ----------------------------------------------------------------------


def test_an_agencys_commentary_is_one_document_with_its_reporters() -> None:
    head = "新华网 > 时政 > 正文\n2024 05/06 10:12:33\n字体： 小 中 大 分享到：\n"
    head += "时评：让船回到渡口\n　　新华社北京5月6日电　题：让船回到渡口\n　　新华社记者　麦 穗、苗 壮\n"
    text = f"{head}　　{FIRST}\n　　{LAST}（完）\n【纠错】 【责任编辑:甘 棠】\n阅读下一篇：\n"
    (got,) = shown(text)
    assert got.title == "时评：让船回到渡口" and "麦穗" in got.front and "苗壮" in got.front
    assert not any("纠错" in p.text or "字体" in p.text for p in got.paragraphs)


def test_a_title_below_which_a_site_prints_the_original_title_is_kept() -> None:
    head = "渡口的守正与创新\n谷 雨\n小字号\n原标题：渡口的守正与创新（思想纵横）\n"
    text = f"{head}　　{FIRST}\n　　{LAST}\n《 渠上日报 》（ 2023年07月12日 09 版）\n分享让更多人看到\n推荐阅读\n"
    (got,) = shown(text)
    assert got.title == "渡口的守正与创新" and "newspaper: 渠上日报" in got.front and not got.heads
    assert got.paragraphs[0].text == FIRST


def test_readings_with_works_below_stay() -> None:
    text = f"# 渡口\n\n{FIRST}\n\n## 推荐阅读\n\n贺岚：《渡口的账本》，青川出版社，2020年。\n"
    assert "推荐阅读" in [head for _, head in shown(text)[0].heads]


def test_offices_in_brackets_behind_authors_are_no_names() -> None:
    assert split_names("方 圆（华东大学历史学院教授）、池 莲（华东大学博物馆馆员）") == ["方圆", "池莲"]


def test_who_says_it_and_what_is_said_are_one_head() -> None:
    lines = f"{PAPER}用起来\n本报记者 安 澜\n{indented(OTHER)}\n省人大代表、青川大学教授沈从武：\n建一个人才库\n{indented(FIRST)}\n"
    assert [head for _, head in shown(lines)[0].heads] == ["省人大代表、青川大学教授沈从武：建一个人才库"]


# --- passages printed again -------------------------------------------------------------------------------------


@pytest.mark.parametrize("copies", [2, 3])
def test_a_passage_that_is_printed_again_line_by_line_stays(copies: int) -> None:
    between = [FIRST, LAST, OTHER]
    text = "渡口该不该搬\n" + indented(*(paragraph for k in range(copies) for paragraph in (between[k], BODY))) + "\n"
    assert [p.text for p in shown(text)[0].paragraphs].count(BODY) == copies


def test_lines_that_come_again_beside_page_numbers_are_furniture_however_many() -> None:
    foot = "青川水运研究，渡口经济专题\n未经许可，不得转载引用\n联系编者，电话见封底\n解释权利，归编者所有\n"
    text = "渡口该不该搬\n" + "".join(f"{indented(words)}\n{foot}— {n} —\n" for n, words in enumerate([FIRST, BODY, LAST, OTHER], 1))
    assert not any("未经许可" in p.text or "归编者所有" in p.text for p in shown(text)[0].paragraphs)


# --- the head of a page, short leads, links behind official papers ------------------------------------------------


def test_a_kicker_below_the_masthead_is_no_half_of_a_head() -> None:
    text = f"6 2023年5月23日 星期二\n渠上日报 综合\n深化改革进行时\n一枚印章管渡口之后\n——青川市改革观察\n本报记者 闻 达\n{indented(FIRST, BODY)}\n"
    got = shown(text)[0]
    assert got.title == "一枚印章管渡口之后" and "深化改革进行时" in got.front and not any("综合" in p.text for p in got.paragraphs)


def test_a_short_first_paragraph_below_a_name_begins_an_article() -> None:
    lead = "到渡口走访，常见到一面大屏，屏上数据跳动，热闹得很，问起船夫，却说没有看过。"
    got = shown(f"{PAPER}渡口该不该搬\n本报记者 闻 达\n{indented(FIRST)}\n渠上时评\n莫把渡口建在墙上\n司马青\n{indented(lead, BODY)}\n")
    assert [s.title for s in got] == ["渡口该不该搬", "莫把渡口建在墙上"] and "司马青" in got[1].front


def test_a_link_to_a_reading_is_no_document() -> None:
    items = "".join(f"　　{n}、{words}\n" for n, words in zip("一二三四", (FIRST, BODY, LAST, OTHER), strict=True))
    head = f"青川市关于渡口的若干措施\n　　{FIRST[:40]}。\n{items}{items.replace('、', '、同上，')}"
    text = f"{head}　　五、附则。\n　　本措施自印发之日起施行。\n政策解读：《青川市关于渡口的若干措施》解读\n"
    assert len(shown(text)) == 1


def test_a_captions_first_line_with_a_sentence_is_no_headline() -> None:
    text = f"{PAPER}渡口该不该搬\n本报记者 闻 达\n{indented(FIRST)}\n5月21日，茶农采茶。今年产量一万吨\n图为采茶。 本报通讯员 时 雨 摄\n"
    assert "茶农采茶" not in (shown(text)[-1].title or "")
