"""Dress of web pages, in small raw texts converted whole: what the site printed around the article, and what stays text."""

from __future__ import annotations

from tests.ingest.test_ocr_markdown import LONG, SECOND
from tests.ingest.test_print_damage import shown
from tests.ingest.test_printed_matter import body, converted


def heads(page: str) -> list[str]:
    return [line for line in body(page) if line.startswith("##")]


def test_a_short_sentence_with_a_note_mark_is_no_head() -> None:
    notes = "注释:\n①《水渠志》,南河:水利书局,2012年,第11页。\n②《班次考》,南河:水利书局,1991年,第80页。\n"
    text = f"用水的人家\n\n{LONG}①\n\n一、上渠与下渠\n\n下渠的人家,就是住在水闸以下的人家。②\n\n二、班次\n\n{SECOND}\n\n{notes}"
    assert len([head for head in heads(converted(text)) if "下渠的人家" in head]) == 0


def test_a_numbered_sentence_with_a_note_mark_is_no_head() -> None:
    text = f"用水的人家\n\n{LONG}\n\n1. 下渠的人家住在水闸以下。①\n\n{SECOND}\n\n注释:\n①《水渠志》,南河:水利书局,2012年,第11页。\n"
    assert not any("下渠的人家" in head for head in heads(converted(text)))


def test_a_head_with_a_note_mark_stays_a_head() -> None:
    text = f"用水的人家\n\n{LONG}\n\n一、上渠与下渠①\n\n{SECOND}\n\n注释:\n①《水渠志》,南河:水利书局,2012年,第11页。\n"
    assert any(head.startswith("## 一、上渠与下渠[^1]") for head in heads(converted(text)))


TABLE = [("水渠", "296299", "5.3"), ("上渠", "11538", "3.3"), ("#石渠", "9846", "6.0"), ("下渠", "74915", "5.0")]


def listed(head: list[str], rows: list[tuple[str, ...]]) -> str:
    return "\n\n".join([*head, *(cell for row in rows for cell in row)])


def test_a_listed_table_without_a_corner_cell() -> None:
    page = converted(f"各渠的长度\n\n{LONG}\n\n表1 各渠的长度\n\n{listed(['长度(米)', '比上年增长(%)'], TABLE)}\n\n{SECOND}\n")
    assert "|  | 长度(米) | 比上年增长(%) |" in page and "| #石渠 | 9846 | 6.0 |" in page


def test_a_listed_table_with_its_corner_cell() -> None:
    page = converted(f"各渠的长度\n\n{LONG}\n\n表1 各渠的长度\n\n{listed(['渠名', '长度(米)', '比上年增长(%)'], TABLE)}\n\n{SECOND}\n")
    assert "| 渠名 | 长度(米) | 比上年增长(%) |" in page and "| 下渠 | 74915 | 5.0 |" in page


def test_a_markdown_head_without_blank_above_prose_stays_a_head() -> None:
    assert "## 上渠" in converted(f"#用水的人家\n\n{LONG}\n\n#上渠\n\n{SECOND}\n\n#下渠\n\n{LONG}\n")


def test_a_note_that_counts_its_points_below_a_table() -> None:
    points = "注:\n\n1.长度按渠底计算;\n\n2.石渠是上渠的一段。"
    page = converted(f"各渠的长度\n\n{LONG}\n\n表1 各渠的长度\n\n{listed(['渠名', '长度(米)', '增长(%)'], TABLE)}\n\n{points}\n\n{SECOND}\n")
    assert "石渠是上渠的一段。" in page.split("</figure>")[0]


def test_where_the_paper_printed_the_article() -> None:
    page = converted(f"用水的人家\n\n作者：林小满\n\n{LONG}\n\n{SECOND}\n\n《南河日报》（2023年10月11日 06版）\n")
    assert "newspaper: 南河日报" in page and "date: '2023-10-11'" in page and "06版" not in "".join(body(page))


def test_a_paper_named_in_a_sentence_stays() -> None:
    assert "06版）刊登了这篇报道。" in converted(f"用水的人家\n\n{LONG}\n\n{SECOND}\n\n《南河日报》（2023年10月11日 06版）刊登了这篇报道。\n")


def test_keywords_behind_an_abstract_without_label() -> None:
    page = converted(f"用水的人家(摘要)\n作者:林小满\n\n{LONG}\n关键词:水渠 班次 人家\n\n{SECOND}\n\n{LONG[:40]}。\n")
    assert "keywords: [水渠, 班次, 人家]" in page


def test_a_keyword_that_a_paragraph_explains_stays() -> None:
    assert "关键词:这个村子的关键词是水" in converted(f"用水的人家\n\n{LONG}\n\n关键词:这个村子的关键词是水，没有水就没有果园，有了水才有人家。\n\n{SECOND}\n")


def test_buttons_around_an_article() -> None:
    chrome = "您所在的位置:首页>成果\n\n用水的人家\n\n发布时间:2018-01-10\n字体: 打印\n分享:\n\n"
    lines = body(converted(f"{chrome}{LONG}\n\n一、上渠\n\n{SECOND}\n"))
    assert lines[0] == "# 用水的人家" and lines[1] == LONG


def test_a_credit_on_a_line_of_its_own_belongs_to_the_caption_above_it() -> None:
    caption = "在南河县不久前举办的水渠节上，孩子们体验放水。"
    page = converted(f"用水的人家\n本报记者 林小满\n{LONG}\n{SECOND}\n{LONG}\n{caption}\n南河县文化馆供图\n")
    assert page.index("genre: photo-caption") < page.index(caption) < page.index("南河县文化馆供图")


PAPER = [
    "理论周刊", "2024年3月19日 星期二", "11", "责任编辑 林小满 电话（010）12345678", "", "县城里的图书室", "贵在常常开着门", "周大河",
    LONG, SECOND, LONG.replace("灌溉", "借书"), "（作者系南河大学教授）", "", "□ 吴江", SECOND.replace("用水", "读书"), LONG.replace("灌溉", "还书"),
]  # fmt: skip


def test_an_article_whose_byline_bears_no_sign_beside_one_with_a_sign() -> None:
    page = converted("\n".join(PAPER))
    assert "title: 县城里的图书室 贵在常常开着门" in page and "name: 周大河" in page and "name: 吴江" in page
    assert "photo-caption" not in page and "责任编辑 林小满" not in page


def test_a_headline_above_the_masthead_is_not_lost() -> None:
    news = "一层住户分红\n七层老人下楼\n　　本报讯（记者　宋今）昨天上午，\n住户们商量好了。\n"
    page = converted(f"加装电梯的难题有了新解法\n第3版　民生\n2020年11月5日　星期四\n{news}")
    assert "加装电梯的难题有了新解法" in page and "一层住户分红" in page


# --- words of the site ------------------------------------------------------------------------------------------

ARTICLE = f"渠长的木牌\n作者:高 岚\n\n{LONG}\n\n{LONG}\n"


def test_menu_words_above_the_trail_and_hints_for_the_search_box_are_set_aside() -> None:
    got = shown(f"English\n转换到繁體中文\n\n您的位置 : 首页 > 报刊\n\n{ARTICLE}\n多个检索词,请用空格间隔。\n")[0]
    assert got.title == "渠长的木牌" and "column" not in got.front
    assert not any("检索词" in p.text or "English" in p.text for p in got.paragraphs)


def test_a_short_line_above_a_sentence_about_a_place_stays() -> None:
    got = shown(f"渠长札记\n\n渠长的木牌\n\n木牌的位置：在庙门左边第三块砖上。{LONG}\n\n{LONG}\n")[0]
    assert "渠长札记" in got.front or "渠长札记" in (got.title or "")


def test_other_texts_that_one_may_like_end_the_page() -> None:
    text = f"渠长的木牌\n2021-05-16高岚石磊\n高 岚,石 磊\n{LONG}\n{LONG}\n猜你喜欢\n木牌渠长水册\n水利史研究(2021年6期)2021-05-10\n"
    got = shown(text)[0]
    assert got.title == "渠长的木牌" and not any("猜你" in p.text or "水册" in p.text for p in got.paragraphs)


def test_a_head_with_those_words_and_text_below_it_stays() -> None:
    got = shown(f"渠长的木牌\n\n{LONG}\n\n{LONG}\n\n{LONG}\n\n猜你喜欢\n\n{LONG}\n")[0]
    assert "猜你喜欢" in [*(head for _, head in got.heads), *(p.text for p in got.paragraphs)]
