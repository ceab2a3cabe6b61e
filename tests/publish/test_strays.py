"""What stands between angle brackets and is no element of HTML is words: every reader of a page shows them."""

from __future__ import annotations

import pytest

from build_scripts.formats.page import parse_page
from build_scripts.publish.markup import plain
from build_scripts.publish.page.strays import MOST, stray_signs
from build_scripts.text.edit import apply_edits
from build_scripts.text.source import Span


def shown(text: str) -> str:
    return apply_edits(text, stray_signs(parse_page("a.md", text)))


@pytest.mark.parametrize(("text", "wanted"), [
    ("当 a<b;b>a 时，取 List<String> 的值。", "当 a&lt;b;b>a 时，取 List&lt;String> 的值。"),
    ("# 题<甲>与 Map<K,V>\n\n- 一</Foo>\n\n| a | b<X> |\n| --- | --- |\n| c<Y> | d |\n\n[^1]: 见 <Z>。",
     "# 题<甲>与 Map&lt;K,V>\n\n- 一&lt;/Foo>\n\n| a | b&lt;X> |\n| --- | --- |\n| c&lt;Y> | d |\n\n[^1]: 见 &lt;Z>。"),
])  # fmt: skip
def test_words_in_angle_brackets_stay_words(text: str, wanted: str) -> None:
    assert shown(text) == wanted


@pytest.mark.parametrize("text", [
    "第一行<br>第二行<sub>2</sub><b>粗</b>，<span class='a'>文</span>", "`List<String>` 与 ``a<b;b>a``", "x < y 且 y > z，a<b，<某某>",
    "<https://example.org/> 与 <!-- 注 -->", "<div>\nList<String>\n</div>", "<script>alert(1)</script>", "<svg><foreignObject>x</foreignObject></svg>",
])  # fmt: skip
def test_elements_code_and_addresses_are_left_alone(text: str) -> None:
    assert shown(text) == text


def test_where_there_are_very_many_signs_all_are_spelt() -> None:
    text = "a<b " * (MOST + 1)
    assert shown(text) == "a&lt;b " * (MOST + 1)


def test_plain_words_keep_them_as_well() -> None:
    text = "取 List<String> 的值，<b>粗</b>。"
    page = parse_page("a.md", text)
    assert plain(page, Span(0, len(text))) == "取 List<String> 的值，粗。"
