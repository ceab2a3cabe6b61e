"""Pages that read, print and sort themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.model.pages import parse_pages


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("14-23", [("", 14, 23)]),
        ("第14—23页", [("", 14, 23)]),
        ("191,192,25-26", [("", 191, 191), ("", 192, 192), ("", 25, 26)]),
        ("1-3+15", [("", 1, 3), ("", 15, 15)]),
        ("008", [("", 8, 8)]),
        ("S71-S102", [("s", 71, 102)]),
        ("xii-xv", [("roman", 12, 15)]),
        ("1321-5", [("", 1321, 1325)]),
        ("pp. 3–5", [("", 3, 5)]),
        ("１４～１６", [("", 14, 16)]),
        ("扉页", []),
        ("序言1-3", []),
        ("", []),
    ],
)
def test_read(text: str, ranges: list[tuple[str, int, int]]) -> None:
    assert [(r.prefix, r.first, r.last) for r in parse_pages(text).ranges] == ranges


def test_holds() -> None:
    assert parse_pages("14-23").holds(parse_pages("第15页"))
    assert parse_pages("191,192,25-26").holds(parse_pages("25-26"))
    assert not parse_pages("191,192").holds(parse_pages("228"))
    assert not parse_pages("S1-S9").holds(parse_pages("3"))
    assert parse_pages("扉页").holds(parse_pages("扉页"))


def test_sort_and_print() -> None:
    assert sorted(parse_pages(text) for text in ("20-30", "3", "100"))[0].printed == "3"
    assert str(parse_pages("第14—23页")) == "14-23"
    assert str(parse_pages("扉页")) == "扉页"


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    found = parse_pages(text)
    assert found.printed == text.strip()
    assert found.holds(found)
