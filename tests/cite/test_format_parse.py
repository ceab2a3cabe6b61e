"""What the formatter prints, the parser reads back: the same fields from all four forms, in every width."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.cite.gbt7714.format import format_reference
from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.gbt7714.style import Style
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.text.normalize import fold

STYLES = [Style(edition, layout, width) for edition in (2015, 2025) for layout in ("numeric", "author-date") for width in ("full", "half", "tight")]

_PERSONS = st.lists(
    st.sampled_from([Name(name) for name in ("孟庆山", "杨升", "欧阳修远", "许培", "陈青云", "谷凯", "罗海", "何一洲")]), min_size=1, max_size=5, unique=True
).map(tuple)
_WESTERN = st.lists(
    st.sampled_from([Name("Hartley", "J R"), Name("Osei", "K"), Name("Lindqvist", "A"), Name("Moreau", "P")]), min_size=1, max_size=4, unique=True
).map(tuple)
_TITLES = st.sampled_from(
    ["山村的账本", "书院藏书考", "梯田水权：以“四渠”为例", "从0.44个百分点看增长", "清河县志（2024年）", "《水经》词语研究", "资本如何下乡？"]
)
_WESTERN_TITLES = st.sampled_from(["Rivers and roads", "Cells: a history", "Growth at 36.7% per year", "What is a well?"])
_JOURNALS = st.sampled_from(["山地经济", "文献杂志", "东海大学学报（自然科学版）", "改革"])
_WESTERN_JOURNALS = st.sampled_from(["Nature", "Library Quarterly Review"])
_YEARS = st.integers(1950, 2026)
_PAGES = st.tuples(st.integers(1, 400), st.integers(1, 30)).map(lambda p: f"{p[0]}-{p[0] + p[1]}")


@st.composite
def articles(draw: st.DrawFn) -> Reference:
    western = draw(st.booleans())
    title = draw(_WESTERN_TITLES if western else _TITLES)
    return Reference(
        RefType.ARTICLE_JOURNAL, title, draw(_WESTERN if western else _PERSONS), container=draw(_WESTERN_JOURNALS if western else _JOURNALS),
        date=Date(draw(_YEARS)), volume=draw(st.sampled_from(["", "7", "52"])), issue=draw(st.sampled_from(["1", "12", "S1"])),
        pages=draw(_PAGES), marker="J", title_full=title,
    )  # fmt: skip


@st.composite
def books(draw: st.DrawFn) -> Reference:
    title = draw(_TITLES)
    return Reference(
        draw(st.sampled_from([RefType.BOOK, RefType.THESIS])), title, draw(_PERSONS), place=draw(st.sampled_from(["北京", "上海", "呼和浩特"])),
        publisher=draw(st.sampled_from(["人民出版社", "商务印书馆", "北京大学"])), date=Date(draw(_YEARS)),
        locator=draw(st.sampled_from(["", "35", "201", "17-18"])), title_full=title,
    )  # fmt: skip


@st.composite
def news(draw: st.DrawFn) -> Reference:
    title = draw(_TITLES)
    return Reference(
        RefType.ARTICLE_NEWSPAPER, title, draw(_PERSONS), container=draw(st.sampled_from(["人民日报", "江城晚报"])),
        date=Date(draw(_YEARS), draw(st.integers(1, 12)), draw(st.integers(1, 28))), pages=draw(st.sampled_from(["008", "1", "A3"])), title_full=title,
    )  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> Reference:
    title = draw(_TITLES)
    return Reference(
        RefType.WEBPAGE, title, (Name("清河县人民政府", literal=True),), date=Date(draw(_YEARS), draw(st.integers(1, 12)), draw(st.integers(1, 28))),
        accessed=Date(2026, 3, draw(st.integers(1, 28))), url=draw(st.sampled_from(["https://example.org/a/1.html", "http://x.example.cn/a_b?c=1"])),
        title_full=title,
    )  # fmt: skip


def _shown(reference: Reference, code: str) -> Reference:
    """What an entry can show of a reference: three names, and the code that the print carries."""
    cut = len(reference.authors) > 3
    return replace(reference, authors=reference.authors[:3], et_al=cut, marker=code)


_FIELDS = ("type", "title", "et_al", "container", "date", "volume", "issue", "pages", "locator", "publisher", "place", "url", "accessed")


def _value(reference: Reference, field: str) -> Any:
    value = getattr(reference, field)
    return fold(value) if isinstance(value, str) and field != "url" else value


@settings(max_examples=400, deadline=None)
@given(st.one_of(articles(), books(), news(), pages()), st.sampled_from(STYLES))
def test_parse_reads_what_format_prints(reference: Reference, style: Style) -> None:
    printed = format_reference(reference, style)
    back = parse_reference(printed)
    wanted = _shown(reference, back.marker)
    assert {f: _value(back, f) for f in _FIELDS} == {f: _value(wanted, f) for f in _FIELDS}, printed
    assert [fold(str(n)).replace(".", "") for n in back.authors] == [fold(str(n)) for n in wanted.authors], printed


CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "format_cases.yml").read_text(encoding="utf-8"))
_FORMS = {"n25": Style(2025), "a25": Style(2025, "author-date"), "n15": Style(2015), "a15": Style(2015, "author-date")}


def test_the_examples_of_all_types_come_back_whole() -> None:
    """Parsed and printed again, at least 97 of 100 examples are what they were."""
    wrong = [
        case[form]
        for case in CASES
        for form, style in _FORMS.items()
        if form in case and fold(format_reference(parse_reference(case[form]), style)) != fold(case[form])
    ]
    total = sum(form in case for case in CASES for form in _FORMS)
    assert len(wrong) <= 0.03 * total, wrong


@pytest.mark.parametrize("width", ["full", "half", "tight", "auto"])
def test_width_changes_no_field(width: str) -> None:
    printed = "孟庆山, 杨升. 东海大学学报(自然科学版)百年[J]. 文献杂志, 2013, 5(1): 56-75."
    shown = format_reference(parse_reference(printed), Style(2015, width=width))
    assert fold(shown) == fold(printed)
