"""Front matter in the shapes that it is meant in, whatever people wrote."""

from __future__ import annotations

import pytest

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Text
from build_scripts.model.meta import in_words, shaped


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("题", "题"), (2024, "2024"), (["甲", "乙"], "甲；乙"), (["甲", None, ["乙", {"a": "b"}]], "甲；乙"), ({"a": "b"}, ""), (True, ""), (None, ""),
        ("\x00题\u202e\x85名\t", "题名"), ("一\n二", "一\n二"), ([], ""),
    ],
)  # fmt: skip
def test_words_of_a_value(value: object, words: str) -> None:
    assert in_words(value) == words


def test_what_has_no_words_is_left_out_and_numbers_stay() -> None:
    given = {"title": ["甲"], "volume": True, "pages": {"a": 1}, "issue": 3, "keywords": ["甲"], "authors": {"name": "王某"}, "年": [1]}
    assert shaped(given) == {"title": "甲", "issue": 3, "keywords": ["甲"], "authors": {"name": "王某"}, "年": [1]}


@pytest.mark.parametrize(("head", "title"), [("title: [甲, 乙]", "甲；乙"), ("title: {a: b}", "一级"), ('title: "甲\\n乙"', "甲 乙"), ("title: false", "一级")])
def test_the_title_of_a_page(head: str, title: str) -> None:
    page = parse_page("texts/a.md", f"---\n{head}\n---\n\n# 一级\n")
    assert page.title == title == Text("a", (page,)).title
