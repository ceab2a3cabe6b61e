"""Normalisation: the cases shared with the browser script, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.search.normalize import keys, normalize, variant_letters, variants
from tests.search.make_variants import derive

CASES = json.loads((Path(__file__).parent / "normalize_cases.json").read_text(encoding="utf-8"))
CHINESE = st.text(st.sampled_from("新质生产力數據，。“”（） \u3000—…12.aZg5é"))


@pytest.mark.parametrize(("text", "expected", "why"), CASES["normalize"])
def test_a_text_has_its_comparable_form(text: str, expected: str, why: str) -> None:
    assert normalize(text) == expected, why


@pytest.mark.parametrize(("text", "expected"), CASES["keys"])
def test_a_text_has_its_keys(text: str, expected: list[str]) -> None:
    assert sorted(keys(normalize(text))) == sorted(expected)


@given(CHINESE)
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(CHINESE, st.sampled_from([" ", "\n", "\u3000", "  "]))
def test_blanks_between_han_letters_never_matter(text: str, blank: str) -> None:
    assert normalize(f"甲{blank}乙{text}") == normalize(f"甲乙{text}")


def test_the_table_of_variants_is_what_opencc_says() -> None:
    assert variants() == derive()


def test_the_table_of_variants_is_settled() -> None:
    assert not set(variants()) & set(variants().values())


def test_a_corpus_carries_only_the_variants_that_it_needs() -> None:
    assert variant_letters("數據要素數") == "據數"
