"""What notes print beside books and articles: laws and their dates, presses without 出版社, hosts named Proceedings, cited pages."""

from __future__ import annotations

import pytest

from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.works import Same, fuller, same_work
from build_scripts.model.reference import Date, RefType


@pytest.mark.parametrize(("printed", "title", "date"), [
    ("《分水与轮灌法》，2021年12月24日修订", "分水与轮灌法", Date(2021, 12, 24)),
    ("国务院：《渠道管理条例》，2018年3月1日施行", "渠道管理条例", Date(2018, 3, 1)),
    ("《中华人民共和国水法》，2016年7月2日第三次修正。", "中华人民共和国水法", Date(2016, 7, 2)),
])  # fmt: skip
def test_a_law_has_the_date_of_its_making_and_no_periodical(printed: str, title: str, date: Date) -> None:
    got = parse_reference(printed)
    assert (got.type, got.title, got.date, got.container) == (RefType.LEGISLATION, title, date, "")


def test_a_revised_edition_and_a_study_of_a_law_are_books() -> None:
    got = parse_reference("高岚：《水法》，2018年修订版，巴山出版社，2018年")
    assert (got.type, got.publisher) == (RefType.BOOK, "巴山出版社")


def test_a_press_that_calls_itself_a_house_of_books_and_pictures() -> None:
    got = parse_reference("高岚，《渠册考》，巴山书画社，1982年")
    assert (got.type, got.publisher, got.container) == (RefType.BOOK, "巴山书画社", "")


def test_proceedings_before_the_name_of_a_conference_are_no_editor() -> None:
    got = parse_reference("BROWN A Z. On canals[C]//Proceedings. Water and Order 1997. Paris: Canal Press, 1998: 21-29.")
    assert (got.container, got.editors, got.publisher) == ("Proceedings. Water and Order 1997", (), "Canal Press")
    got = parse_reference("BROWN A Z. On canals[C]//Jones B. Water and Order 1997. Paris: Canal Press, 1998: 21-29.")
    assert (got.container, [name.family for name in got.editors]) == ("Water and Order 1997", ["Jones"])


def test_a_page_cited_out_of_an_article_is_that_article() -> None:
    whole = parse_reference("BROWN A. On canals[J]. The Canal Review, 1990, 35(1): 128-152.")
    cited = parse_reference("Brown, A., “On Canals”, *The Canal Review*, Vol.35, No.1, 1990, p.128.")
    assert same_work(whole, cited) is same_work(cited, whole) is Same.YES
    assert fuller(cited, whole).pages == "128-152"


@pytest.mark.parametrize("pages", ["p.153", "pp.120-130", "pp.1-27"])
def test_pages_outside_of_it_leave_a_doubt(pages: str) -> None:
    whole = parse_reference("BROWN A. On canals[J]. The Canal Review, 1990, 35(1): 128-152.")
    assert same_work(whole, parse_reference(f"Brown, A., “On Canals”, *The Canal Review*, Vol.35, No.1, 1990, {pages}.")) is Same.DOUBTFUL
