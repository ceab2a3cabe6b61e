"""What we keep from the Markdown parser: the page comes out as if the parser had read all of it."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.publish.rendering.shelter import anchors_in, shelter

EXTENSIONS = ["attr_list", "md_in_html", "admonition", "tables", "footnotes", "toc"]
PIECES = (
    "一段**重**文。",
    "## 题 {#s1}",
    '<div class="page-meta"><p>面板</p>\n<ul><li>一</li></ul></div>',
    '<section id="x"><h2>题</h2>\n<ol><li><a href="#a">甲</a></li></ol></section>',
    '句<a class="citation" data-key="k" href="#ref-k">（王，2024）</a>末[^1]。',
    '见<a class="term" data-term="t" href="../g/#t">词*强*语</a>与**<a class="term" data-term="u" href="u">又</a>**。',
    '段。<a class="permalink headerlink" href="#p1" title="第1段的链接" aria-label="第1段">1</a>\n{: #p1 }',
    '<figure id="f" markdown="block">\n<figcaption markdown="span">图 *一*</figcaption>\n\n<div><b>内</b></div>\n\n</figure>',
    "| 甲 | 乙 |\n| --- | --- |\n| <a class=\"term\" href=\"t\">一</a> | 二 |",
    "- 项<a class=\"term\" href=\"t\">词</a>\n- 项二",
    "> 引文\n>\n> <div>引中</div>",
    '!!! box "专栏"\n\n    箱中 <a class="term" href="t">词</a>。\n\n    <div>箱中块</div>',
    "```\n\n<div>码</div>\n\n```",
    "码 `<a class=\"term\" href=\"t\">` 中。",
    "<!-- 注\n\n<div>不见</div>\n\n-->",
    '<table><tr><td>一</td></tr></table>',
    '<p class="page-meta">甲</p>',
    "<div>没有关上",
    "</div>",
    "<b>行内</b>开头。",
)


def _made(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def _even(html: str) -> str:
    """White space between blocks is nobody's concern."""
    return re.sub(r"\s*\n\s*", "\n", html).strip()


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_the_page_is_as_if_nothing_had_been_kept_apart(pieces: list[str]) -> None:
    text = "\n\n".join([*pieces, "[^1]: 注。"])
    kept = shelter(text)
    assert _even(kept.restore(_made(kept.text))) == _even(_made(text))


def test_our_blocks_and_tags_stand_aside() -> None:
    kept = shelter("\n\n".join(PIECES[:8]))
    assert len(kept.blocks) == 2
    assert "<a" not in kept.text and "<section" not in kept.text


@pytest.mark.parametrize("text", ["字\ue0f0" + PIECES[5], PIECES[12] + "\n\n" + PIECES[2], PIECES[14]])
def test_a_page_in_which_tags_may_be_words_is_left_alone(text: str) -> None:
    assert shelter(text).text == text


def test_anchors_are_found_in_html() -> None:
    assert anchors_in('<p id="a">x</p><a name="b" href="#c">y</a><b title=\'id="d"\'>') >= {"a", "b"}
