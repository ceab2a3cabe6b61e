"""Brackets one half of which is full-width and the other half-width: told as such, not as a half that lacks."""

from __future__ import annotations

import pytest

from tests.check.sites import find


@pytest.mark.parametrize(("words", "told"), [
    ("历史（2000-2019年)平均水平", "（ 对着 )"), ("历史(2000年）平均水平", "） 对着 ("), ("甲（乙(丙)丁)戊", "（ 对着 )"),
    ("甲（乙丙丁", "后面缺）"),
])  # fmt: skip
def test_what_is_said_of_a_bracket(words: str, told: str) -> None:
    found = [one.message for one in find({"docs/texts/a.md": f"---\ntitle: 题\n---\n\n# 题\n\n{words}。\n"}, "TYP004")]
    assert found and told in found[0]


@pytest.mark.parametrize("words", ["历史（2000-2019年）平均水平", "历史(2000-2019年)平均水平", "甲（乙(丙)丁）戊"])
def test_brackets_of_one_width_are_fine(words: str) -> None:
    assert not find({"docs/texts/a.md": f"---\ntitle: 题\n---\n\n# 题\n\n{words}。\n"}, "TYP004")
