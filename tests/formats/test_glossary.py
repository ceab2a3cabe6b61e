"""The glossary file: what people wrote stays, what is added can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.glossary import append_terms, parse_glossary

WRITTEN = "# 说明\n\n- id: a\n  term: 甲\n  definition: >-\n    甲的意思。\n"
WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30).map(str.strip).filter(bool)


@pytest.mark.parametrize("before", ["", "# 空的\n[]\n", "[]", WRITTEN, WRITTEN.rstrip()])
def test_added_terms_are_read_back_behind_the_others(before: str) -> None:
    added = {"id": "b", "term": "乙", "aliases": ["乙物"], "definition": "乙：与甲相对。\n\n第二段。"}
    text = append_terms(before, [added])
    assert parse_glossary(text) == (*parse_glossary(before), added)
    assert text.startswith(before.rstrip().removesuffix("[]").rstrip())


def test_adding_nothing_changes_nothing() -> None:
    assert append_terms(WRITTEN + "\n\n", []) == WRITTEN + "\n\n"


@pytest.mark.parametrize("text, line", [("- id: a\n   term: b\n  x", 2), ("id: a\n", 1), ("a: [\n", 2), ("[" * 3000, 0)])
def test_a_broken_glossary_is_reported_with_its_line(text: str, line: int) -> None:
    found: list[Diagnostic] = []
    assert parse_glossary(text, found.append) == ()
    assert [d.code for d in found] == ["TRM001"] and (found[0].line == line or line == 0)


@given(st.lists(st.fixed_dictionaries({"id": WORDS, "term": WORDS, "definition": WORDS}), max_size=5))
def test_any_terms_come_back(terms: list[dict[str, str]]) -> None:
    assert list(parse_glossary(append_terms(WRITTEN, terms)))[1:] == terms
