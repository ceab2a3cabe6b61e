"""The panel over a text: what the front matter states about the text is shown, what steers the program is not."""

from __future__ import annotations

import json

import pytest

from build_scripts.formats.editor import HEAD_LISTS, HEAD_TEXT
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Text
from build_scripts.publish.page.panel import panel

STEERING = frozenset("lang citekey url part_of institution year description template tags".split())
"""Keys that are no words about the text, or that stand in the navigation and in the text's citation."""
SHAPED = frozenset({"genre"})
"""Keys whose value is a code that the panel puts into words."""


def shown(**meta: object) -> str:
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items())
    return panel(Text("a", (parse_page("texts/a.md", f"---\n{head}---\n\n# 题\n\n正文。\n"),)))


@pytest.mark.parametrize("key", sorted((HEAD_TEXT | HEAD_LISTS) - STEERING - SHAPED - {"title", "editors", "article_id", "date", "license"}))
def test_what_a_text_states_about_itself_stands_in_its_panel(key: str) -> None:
    value = "甲乙丙丁"
    assert value in shown(**{"title": "题", key: [value] if key in HEAD_LISTS else value})


@pytest.mark.parametrize("key", sorted(STEERING))
def test_what_steers_the_program_does_not(key: str) -> None:
    assert "甲乙丙丁" not in shown(title="题", **{key: "甲乙丙丁"})


def test_the_number_of_a_chapter_stands_beside_its_genre() -> None:
    assert "图书章节　第八章　" in shown(title="题", genre="book-chapter", chapter_number="第八章")
