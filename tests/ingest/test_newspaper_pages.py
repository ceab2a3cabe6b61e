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
