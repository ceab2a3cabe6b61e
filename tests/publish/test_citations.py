"""The printed citation is cut so that every work has its share and nothing of the print is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.model.corpus import Config, Corpus, Entry
from build_scripts.model.page import CitedItem, Mark, MarkKind
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.publish.page.citations import Citations, note_link, split_printed
from build_scripts.publish.works import Works
from build_scripts.text.source import Span


@pytest.mark.parametrize(
    ("printed", "count", "pieces"),
    [
        ("（王某，2024：12）", 1, ["（王某，2024：12）"]),
        ("（王某，2024；李某，2023）", 2, ["（王某，2024；", "李某，2023）"]),
        ("(王某, 2024; 李某, 2023)", 2, ["(王某, 2024;", " 李某, 2023)"]),
        ("[1，3]", 2, ["[1，", "3]"]),
        ("[1-3]", 3, ["[1", "-", "3]"]),
        ("[1-2]", 2, ["[1-", "2]"]),
        ("[2-5]", 4, ["[2", "-", "", "5]"]),
        ("[1-3，7]", 4, ["[1", "-", "3，", "7]"]),
        ("（诸家之说）", 2, ["（诸家之说）", ""]),
    ],
)
def test_shares(printed: str, count: int, pieces: list[str]) -> None:
    assert split_printed(printed, count) == pieces


@given(st.text("[](（）0123456789-，,；;、甲乙 ", max_size=20), st.integers(1, 5))
def test_nothing_of_the_print_is_lost(printed: str, count: int) -> None:
    pieces = split_printed(printed, count)
    assert "".join(pieces) == printed
    assert len(pieces) == count


def _works() -> Works:
    wang = Reference(RefType.ARTICLE_JOURNAL, "数据的*价格*", (Name("王某", literal=True),), date=Date(2024), language="zh")
    return Works(Corpus(Config(), entries={"wang": Entry("wang", wang)}))


def _mark(printed: str, key: str = "wang") -> Mark:
    return Mark(MarkKind.CITATION, Span(0, 1), Span(0, 1), items=(CitedItem(key, "12"),), printed=printed)


def test_the_print_is_shown_as_it_is_and_cannot_be_markup() -> None:
    made = Citations(Config(), _works()).render(_mark("[3]*x* <b> & _y_"), "", {})
    assert made == (
        '<a class="citation" data-key="wang" data-locator="12" href="#ref-wang">'
        "\\[3\\]\\*x\\* &lt;b&gt; &amp; \\_y\\_</a>"
    )  # fmt: skip


def test_without_print_the_work_is_named() -> None:
    made = Citations(Config(), _works()).render(_mark(""), "[@wang, 12]", {"wang": 1})
    assert "王某，2024" in made and "12" in made and 'href="#ref-wang"' in made


def test_in_the_sites_numeric_style_the_number_is_the_pages() -> None:
    config = Config(extra={"citations": {"display": "style", "layout": "numeric"}})
    made = Citations(config, _works()).render(_mark("（王某，2024）"), "", {"wang": 7})
    assert "7" in made and "王某" not in made


def test_a_work_that_is_not_in_the_library_is_marked_and_no_link() -> None:
    made = Citations(Config(), _works()).render(_mark("（李某，2023）", "li"), "[@li]", {})
    assert made.startswith('<cite class="unresolved" data-key="li"') and "（李某，2023）" in made and "<a" not in made


def test_a_note_links_the_title_it_prints() -> None:
    works = _works()
    plain_title = Reference(RefType.BOOK, "数据的价格", language="zh")
    works.entries = {"wang": Entry("wang", plain_title)}
    words = "王某：《数据的 价格》，第35页。"
    found = note_link(CitedItem("wang", "35"), words, works)
    assert found is not None
    start, end, new = found
    assert words[:start] + new + words[end:] == (
        '王某：《<a class="citation" data-key="wang" data-locator="35" href="#ref-wang">数据的 价格</a>》，第35页。'
    )
    assert note_link(CitedItem("wang"), "王某：《别的书》", works) is None
