"""What the formatter prints, the parser reads again: both editions, both layouts, two widths."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from build_scripts.cite.gbt7714.format import format_reference
from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.gbt7714.style import Style
from tests.cite.parse_scoring import Score, gold_fields

KEPT = ("title", "container", "year", "volume", "issue", "publisher", "place", "edition", "translator", "number")
TYPES = ("article-journal", "article-newspaper", "book", "chapter", "paper-conference", "proceedings", "thesis", "patent")
ROWS = [row for path in sorted((Path(__file__).parent / "exam").glob("*.yml")) for row in yaml.safe_load(path.read_text("utf-8"))]


@pytest.mark.parametrize("edition", [2015, 2025])
@pytest.mark.parametrize("layout", ["numeric", "author-date"])
@pytest.mark.parametrize("width", ["", "tight"])
def test_read_again(edition: int, layout: str, width: str) -> None:
    total = Score()
    for row in ROWS:
        if row["want"]["type"] not in TYPES or "title" not in row["want"]:
            continue
        first = parse_reference(row["raw"])
        printed = format_reference(first, Style(edition, layout, width, show_missing=False))
        want = {name: value for name, value in gold_fields(first).items() if name in KEPT}
        got = {name: value for name, value in gold_fields(parse_reference(printed)).items() if name in KEPT}
        total.add(printed, got, want, {})
    assert total.rows > 150
    assert total.f1 >= 0.98, total.bad


PRINTED = Path(__file__).parent / "printed"
"""Entries as the rules of each edition ask for them, one a line, written by hand; the file's name gives edition and layout."""


@pytest.mark.parametrize("path", sorted(PRINTED.glob("*.txt")), ids=lambda p: p.stem)
def test_an_entry_printed_by_the_rules_is_printed_again_as_it_was(path: Path) -> None:
    edition, _, layout = path.stem.partition("-")
    lines = path.read_text("utf-8").splitlines()
    style = Style(int(edition), layout)
    assert len(lines) >= 8
    assert [format_reference(parse_reference(line), style) for line in lines] == lines


def test_what_has_no_field_of_its_own_is_kept_beside_the_fields() -> None:
    patent = parse_reference("何安. 一种渡船: 中国, ZL201510012345.6[P]. 2017-05-03.")
    assert (patent.number, dict(patent.extra)["authority"]) == ("ZL201510012345.6", "中国")
    plan = parse_reference("江口县测绘局. 江口县行政区划图[CM]. 1:50000. 合肥: 青禾出版社, 1990.")
    assert dict(plan.extra)["scale"] == "1:50000" and plan.place == "合肥"
    both = parse_reference("[美]约翰·史密斯著, 李明译. 大河史[M]. 北京: 青禾出版社, 1999.")
    assert [str(name) for name in (*both.authors, *both.translators)] == ["约翰·史密斯", "李明"]
    assert str(parse_reference("MARLOW D P. Ferries[EB/OL]. arXiv:1412.09999, 2014[2020-01-02].").date) == "2014"
