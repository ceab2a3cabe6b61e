"""Citations in the text (clause 9) and the order of lists, against the rules."""

from __future__ import annotations

import pytest

from build_scripts.cite.gbt7714.format_citation import CitationItem, format_citation
from build_scripts.cite.gbt7714.order import sort_references, year_suffixes
from build_scripts.cite.gbt7714.style import Style
from build_scripts.model.reference import Date, Name, Reference, RefType

NUMERIC, NUMERIC_2015 = Style(), Style(2015)
AUTHOR, AUTHOR_2015 = Style(layout="author-date"), Style(2015, "author-date")


def book(title: str, *names: str, year: int = 2000, et_al: bool = False, language: str = "") -> Reference:
    people = tuple(Name(*name.split(", ")) for name in names)
    return Reference(RefType.BOOK, title, people, et_al, date=Date(year), language=language)


FEI, FEI_LATER = book("乡村", "费通", year=1981), book("江村", "费通", year=1998)
TWO = book("河流", "徐正", "牟伟", year=2024)
STIEG, MANY = book("History", "Stieg, Margaret", year=1981), book("Cells", "Kennedy, W. J.", "Garrison, R.", year=2005)


def numbers(*items: int | tuple[int, str]) -> list[CitationItem]:
    return [CitationItem(FEI, *(item if isinstance(item, tuple) else (item,))) for item in items]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (numbers(3), "[3]"), (numbers(1, 3), "[1，3]"), (numbers(1, 2, 3), "[1-3]"), (numbers(1, 2, 3, 7), "[1-3，7]"),
        (numbers(255, 256), "[255-256]"), (numbers(570, 83), "[570，83]"), (numbers(2, 2), "[2]"),
        (numbers((3, "260")), "[3]260"), (numbers((3, "326–329")), "[3]326-329"), (numbers(1, (3, "5, 9")), "[1]，[3]5，9"),
        ([], ""),
    ],
)  # fmt: skip
def test_numeric(items: list[CitationItem], expected: str) -> None:
    assert format_citation(items, NUMERIC) == expected


def test_numeric_in_half_width_has_no_blank() -> None:
    assert format_citation(numbers(1, 3), NUMERIC_2015) == "[1,3]"


def test_numbers_are_raised_in_html() -> None:
    assert format_citation(numbers((3, "260")), Style(output="html")) == "<sup>[3]260</sup>"


@pytest.mark.parametrize(
    ("items", "expected", "expected_2015"),
    [
        ([CitationItem(FEI)], "（费通，1981）", "(费通, 1981)"),
        ([CitationItem(FEI, locator="25-27")], "（费通，1981）25-27", "(费通, 1981)25-27"),
        ([CitationItem(FEI, suppress_author=True)], "（1981）", "(1981)"),
        ([CitationItem(FEI, year_suffix="a")], "（费通，1981a）", "(费通, 1981a)"),
        ([CitationItem(FEI), CitationItem(FEI_LATER)], "（费通，1981，1998）", "(费通, 1981, 1998)"),
        ([CitationItem(TWO)], "（徐正 等，2024）", "(徐正 等, 2024)"),
        ([CitationItem(MANY)], "（Kennedy et al.，2005）", "(Kennedy et al., 2005)"),
        ([CitationItem(FEI), CitationItem(STIEG)], "（费通，1981；Stieg，1981）", "(费通, 1981; Stieg, 1981)"),
        ([CitationItem(Reference(RefType.BOOK, "无名", date=Date(1990)))], "（佚名，1990）", "(佚名, 1990)"),
        ([CitationItem(Reference(RefType.BOOK, "Wells", date=Date(1990)))], "（Anon，1990）", "(Anon, 1990)"),
    ],
)  # fmt: skip
def test_author_date(items: list[CitationItem], expected: str, expected_2015: str) -> None:
    assert format_citation(items, AUTHOR) == expected
    assert format_citation(items, AUTHOR_2015) == expected_2015


def test_narrative_keeps_the_name_outside() -> None:
    assert format_citation([CitationItem(TWO)], AUTHOR, narrative=True) == "徐正 等（2024）"
    assert format_citation([CitationItem(STIEG)], AUTHOR_2015, narrative=True) == "Stieg (1981)"


def test_pages_are_raised_behind_the_brackets() -> None:
    assert format_citation([CitationItem(FEI, locator="25")], Style(layout="author-date", output="html")) == "（费通，1981）<sup>25</sup>"


def test_order_is_by_script_then_pinyin_then_year() -> None:
    wanted = [
        book("甲", "安文"), book("乙", "白霞"), book("丙", "单翔"), book("丁", "王一", year=1990), book("戊", "王一", year=2001),
        book("己", "王义"), book("庚", "曾国"), book("にほん", "丸山敏", language="ja"), book("Ant", "Álvarez, J."), book("Bee", "Becker, K."),
        book("Cat", "von Neumann, J."), book("Дом", "Иванов, И."),
    ]  # fmt: skip
    assert sort_references(reversed(wanted), AUTHOR) == wanted


def test_unnamed_works_stand_under_their_title_in_numeric_and_under_anonymous_in_author_date() -> None:
    named, unnamed = book("甲", "陈一"), Reference(RefType.BOOK, "阿城志", date=Date(2000))
    assert sort_references([named, unnamed], NUMERIC) == [unnamed, named]
    assert sort_references([unnamed, named], AUTHOR) == [named, unnamed]


def test_letters_follow_the_order_of_the_list() -> None:
    references = {"later": book("乡村", "费通"), "first": book("家乡", "费通"), "other": book("乡村", "费通", year=2001), "she": book("水", "何一")}
    assert year_suffixes(references, AUTHOR) == {"first": "a", "later": "b"}


def test_works_of_different_first_authors_need_no_letters() -> None:
    assert year_suffixes({"a": book("甲", "费通"), "b": book("乙", "林耀")}, AUTHOR) == {}
