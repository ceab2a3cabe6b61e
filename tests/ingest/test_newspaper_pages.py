"""A newspaper's page: captions across columns, headlines of two lines, kickers, columns' names, notices, each beside what only looks like it."""

from __future__ import annotations

import re

from tests.ingest.test_print_damage import BEFORE, BEHIND, COLUMN, shown

ARTICLE = ["守渠人的账本", "□ 关　山", *(f"　　{line}" if i in (0, 3) else line for i, line in enumerate([*BEFORE, *COLUMN, *BEHIND])), "（作者系渠会会员）"]
WIDE = [
    "清淤的那几天两岸的村民、邻村的木匠、学堂的先生都扛着铁锹上了渠、孩",
    "子们顺着渠沿捡瓦片，渠长的木牌在前面一里一里地挪，天黑以前要挪到",
    "下闸口，明天放头水。",
]
CREDIT_LINE = "本报记者　石　磊　摄"


def page(*below: str) -> list[tuple[str, list[str]]]:
    """The documents of a page with an article and what stands below it: title and paragraphs."""
    return [(got.title or "", [p.text.replace(" ", "") for p in got.paragraphs if p.kind in ("p", "source")]) for got in shown("\n".join([*ARTICLE, *below]))]


# --- captions that run across columns ---------------------------------------------------------------------------


def test_the_lines_of_a_caption_across_columns_are_one_paragraph() -> None:
    assert "".join(WIDE) in page("渠上清淤忙", *WIDE, CREDIT_LINE)[-1][1]


def test_an_indent_lost_at_a_captions_beginning_does_not_part_it() -> None:
    first, *others = WIDE
    assert "".join([first[:-2], *others]) in page("渠上清淤忙", first[:-2], *others, CREDIT_LINE)[-1][1]


def test_a_captions_headline_stays_above_it() -> None:
    title = "渠长的木牌一里一里往前挪，两岸的村民都上了渠"
    got = page(title, *WIDE, CREDIT_LINE)[-1]
    assert got[0] == title and "".join(WIDE) in got[1]


def test_a_credit_with_a_stroke_stands_behind_its_caption() -> None:
    assert page("渠上清淤忙", "图为两岸的村民在渠上清淤。本报记者 石磊/摄", "渠上无闲人")[-1][1][:2] == ["图为两岸的村民在渠上清淤。", "本报记者石磊/摄"]


# --- reporters' names -------------------------------------------------------------------------------------------

BODY_LINES = [f"　　{line}" if i in (0, 3) else line for i, line in enumerate([*BEFORE, *COLUMN, *BEHIND])]


def authors(*byline: str) -> list[str]:
    front = shown("\n".join(["守渠人的账本", *byline, *BODY_LINES]))[0].front
    return re.findall(r"name: ([^,}]+)", front)


def test_names_torn_off_a_byline_at_their_blanks_go_back_to_it() -> None:
    assert authors("本报记者沈小晓任", "彦", "黄培昭") == ["沈小晓", "任彦", "黄培昭"]


def test_a_short_line_below_a_byline_that_names_nobody_stays_in_the_text() -> None:
    assert authors("本报记者　沈小晓", "清淤难") == ["沈小晓"]


# --- columns' names, notices, telephone numbers -----------------------------------------------------------------

DATED = "2022年3月16日　星期三"
SECOND = ["●来论", "“木牌”里的大文章", "□ 余　粮", *(f"　　{line}" if i in (0, 3) else line for i, line in enumerate([*BEHIND, *COLUMN]))]


def test_the_name_of_a_column_above_a_headline_is_the_articles_column() -> None:
    got = shown("\n".join([DATED, *ARTICLE, *SECOND]))
    assert "column: 来论" in got[1].front and "name: 来论" not in got[1].front and "余粮" in got[1].front


def test_a_reporter_behind_a_bullet_is_no_column() -> None:
    got = shown("\n".join([DATED, *ARTICLE, *SECOND[1:]]))
    assert "column" not in got[1].front and "余粮" in got[1].front


def test_a_notice_and_the_caption_below_it_are_two_documents() -> None:
    notice = ["更　正", "　　本报3月9日2版所说渠长的任期应为一年。", "特此更正。"]
    got = page(*notice, "图为两岸的村民在渠上清淤。", "本报记者　石　磊　摄影报道")
    assert [title for title, _ in got[1:]] == ["更 正", got[2][0]] and got[2][1] == ["图为两岸的村民在渠上清淤。", "本报记者石磊摄影报道"]


def test_a_caption_of_two_paragraphs_below_its_headline_is_one_document() -> None:
    got = page("渠上清淤忙", "　　近日，两岸的村民在渠上清淤。", "　　图为石磊在挪木牌。", "本报记者　石　磊　摄")
    assert len(got) == 2 and got[1][0] == "渠上清淤忙"


def test_telephone_numbers_at_the_foot_of_the_page_are_set_aside() -> None:
    contact = "新闻热线：0775—2800000　广告电话：0775—2800001"
    assert not any("热线" in text for title, texts in page_of(DATED, contact) for text in [title, *texts])


def test_a_sentence_about_a_telephone_number_stays() -> None:
    told = "　　渠长的电话：0775—2800000，白天夜里都有人接，开闸关闸都打这个号码。"
    assert any("渠长的电话" in text for _, texts in page_of(DATED, told) for text in texts)


def page_of(masthead: str, *below: str) -> list[tuple[str, list[str]]]:
    return [(got.title or "", [p.text for p in got.paragraphs]) for got in shown("\n".join([masthead, *ARTICLE[:-1], *below]))]
