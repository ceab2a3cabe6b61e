"""The dictionary says of every word and beginning of a word what jieba's own tables say."""

from __future__ import annotations

import logging

import jieba  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.terms.dictionary import TOTAL, Counts


@pytest.fixture(scope="module")
def table() -> dict[str, int]:
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    assert tokenizer.total == TOTAL
    known: dict[str, int] = tokenizer.FREQ
    return known


def test_every_word_and_beginning_has_its_count(table: dict[str, int]) -> None:
    counts = Counts()
    assert len(table) > 400_000
    assert [word for word, count in table.items() if counts.count(word) != count] == []


@given(word=st.text(st.sampled_from("大小一高富帅T恤A股吉林工业学的㐀\U00020000 \n"), max_size=5))
def test_what_it_does_not_list_has_none(table: dict[str, int], word: str) -> None:
    assert Counts().count(word) == table.get(word)


def test_a_word_put_over_it_counts_at_least_so_much() -> None:
    counts = Counts()
    before = counts.count("市场")
    assert before and counts.count("市场乙丙") is None
    counts.put("市场乙丙", 7)
    counts.put("市场", 1)
    assert (counts.count("市场"), counts.count("市场乙"), counts.count("市场乙丙")) == (before, 0, 7)
