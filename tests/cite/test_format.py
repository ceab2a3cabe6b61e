"""GB/T 7714 entries against strings written from the rules, and against the printed list of a real text."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.cite.gbt7714.format import format_reference
from build_scripts.cite.gbt7714.style import Style
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.text.normalize import fold

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "gold" / "refs_001.json"
_spec = importlib.util.spec_from_file_location("reference_builder", HERE / "reference_builder.py")
assert _spec and _spec.loader
builder = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(builder)

CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "format_cases.yml").read_text(encoding="utf-8"))
STYLES = {
    "n25": Style(2025), "a25": Style(2025, "author-date"), "n15": Style(2015), "a15": Style(2015, "author-date"),
}  # fmt: skip
EXPECTED = [(case["name"], case["ref"], form, case[form]) for case in CASES for form in STYLES if form in case]


@pytest.mark.parametrize(("name", "ref", "form", "expected"), EXPECTED, ids=[f"{e[0]}-{e[2]}" for e in EXPECTED])
def test_entry_is_what_the_rules_say(name: str, ref: dict[str, Any], form: str, expected: str) -> None:
    assert format_reference(builder.reference_of(ref), STYLES[form]) == expected


def test_there_are_enough_examples_of_every_type() -> None:
    assert len(EXPECTED) >= 150
    covered = {case["ref"]["type"] for case in CASES}
    assert covered >= {kind.value for kind in RefType}


def _gold(row: dict[str, Any]) -> Reference:
    def date(text: str | None) -> Date | None:
        return Date(*map(int, text.split("-"))) if text else None

    plain = {k: row[k] or "" for k in ("title", "title_full", "container", "volume", "issue", "pages", "locator", "publisher", "place", "url")}
    return Reference(
        type=RefType(row["type"]), authors=tuple(Name(*name.split(", ")) for name in row["authors"]), et_al=row["et_al"],
        date=date(row["date"]), accessed=date(row["accessed"]), marker=row["gbt"] or "", **plain,
    )  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("width", ["half", "full", "tight", "auto"])
def test_printed_list_is_reproduced(width: str) -> None:
    """All 83 rows but the three whose print has a stop where the standard has a comma."""
    if not SHARED.exists():
        pytest.skip("the gold of the real texts is not beside this project")
    rows = json.loads(SHARED.read_text(encoding="utf-8"))
    wrong = []
    for row in rows:
        printed = row["raw"].removeprefix(row["marker"] or "")
        if fold(format_reference(_gold(row), Style(2015, width=width))) != fold(printed):
            wrong.append(row["id"])
    assert wrong == ["001-fn-07", "001-fn-11", "001-fn-12"]


BOOK = Reference(RefType.BOOK, "山村的账本", (Name("孟庆山"),), date=Date(2013), place="北京", publisher="青禾出版社", locator="35")


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        ("full", "孟庆山. 山村的账本[M]. 北京：青禾出版社，2013：35."),
        ("half", "孟庆山. 山村的账本[M]. 北京: 青禾出版社, 2013: 35."),
        ("tight", "孟庆山.山村的账本[M].北京:青禾出版社,2013:35."),
        ("auto", "孟庆山. 山村的账本[M]. 北京：青禾出版社，2013：35."),
    ],
)
def test_width_is_an_option_of_both_editions(width: str, expected: str) -> None:
    assert format_reference(BOOK, Style(2025, width=width)) == expected
    assert format_reference(BOOK, Style(2015, width=width)) == expected


def test_auto_width_follows_the_language_of_the_entry() -> None:
    western = Reference(RefType.BOOK, "Wells", (Name("Young", "Ann"),), date=Date(1964), place="Leeds", publisher="Moor")
    assert format_reference(western, Style(width="auto")) == "Young A. Wells[M]. Leeds: Moor, 1964."


def test_year_suffix_stands_behind_the_year() -> None:
    assert format_reference(BOOK, Style(layout="author-date"), year_suffix="b").startswith("孟庆山，2013b. ")


def test_language_of_the_entry_decides_over_the_script() -> None:
    several = Reference(RefType.BOOK, "Wells", tuple(Name(n) for n in ("甲一", "乙二", "丙三", "丁四")), language="zh")
    assert "，等. " in format_reference(several)


def test_html_links_the_address_and_escapes_the_rest() -> None:
    page = Reference(RefType.WEBPAGE, "A < B & C", url="https://example.org/?a=1&b=2", doi="10.1/x<y", accessed=Date(2020, 1, 2))
    out = format_reference(page, Style(output="html"))
    assert "A &lt; B &amp; C[EB/OL]" in out
    assert '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>' in out
    assert "<y" not in out


def test_html_never_links_a_script() -> None:
    page = Reference(RefType.WEBPAGE, "x", url='javascript:alert("1")')
    assert "<a" not in format_reference(page, Style(output="html"))
    assert '"1"' not in format_reference(page, Style(output="html"))


def test_markdown_keeps_the_entry_literal() -> None:
    import markdown

    book = Reference(RefType.BOOK, "a_b_c *d* <e> [f](g)", date=Date(2000), url="https://example.org/a_b_c", accessed=Date(2001))
    shown = markdown.markdown(format_reference(book, Style(2015, output="markdown")))
    assert "a_b_c *d* &lt;e&gt; [f](g)[M/OL]" in shown
    assert 'href="https://example.org/a_b_c"' in shown


def test_nothing_known_is_no_error() -> None:
    for kind in RefType:
        for style in STYLES.values():
            assert isinstance(format_reference(Reference(kind), style), str)


@pytest.mark.parametrize("bad", [{"edition": 2005}, {"layout": "notes"}, {"width": "wide"}, {"output": "pdf"}])
def test_unknown_style_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Style(**bad)


def test_volume_words_printed_without_a_sign_get_a_colon() -> None:
    note = Reference(RefType.BOOK, "松窗文选", volume="3", title_full="松窗文选第三卷", publisher="青禾出版社", date=Date(2001))
    assert format_reference(note).startswith("松窗文选：第三卷[M]. ")


def test_volume_words_printed_in_brackets_stay() -> None:
    entry = Reference(RefType.BOOK, "松窗文选", volume="下", title_full="松窗文选(下)", publisher="青禾出版社", date=Date(2001))
    assert format_reference(entry).startswith("松窗文选（下）[M]. ")


def test_what_could_not_be_read_stands_for_itself() -> None:
    assert format_reference(Reference(RefType.DOCUMENT, "随手一句", raw="[3] 随手一句")) == "[3] 随手一句"
    assert format_reference(Reference(RefType.DOCUMENT, relation="同上", locator="5", raw="同上，第5页。")) == "同上，第5页。"
