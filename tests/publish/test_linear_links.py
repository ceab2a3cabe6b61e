"""Links are read as Python-Markdown reads them; runs of their signs cost time in proportion, whoever reads the page."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.inlinepatterns import LinkInlineProcessor
from mkdocs.config import load_config

from build_scripts import mkdocs_hooks
from build_scripts.check.view import View
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Text
from build_scripts.publish.assemble import assemble
from build_scripts.publish.page.strays import MOST
from build_scripts.publish.rendering.linear_links import NAME, _Link
from tests.publish.conftest import SMALL

EXTENSIONS = ["attr_list", "md_in_html", "admonition", "tables", "footnotes", "toc"]
PIECES = ["[", "]", "(", ")", "![", "](", "[^1]", "[^", "][", "[甲]", "[甲](乙)", "[甲][id]", "[id]", "<乙>", '"题"', "'题'", " ", "甲", "\\", "`", "\n"]


def html(text: str, *more: str) -> str:
    return str(markdown.Markdown(extensions=[*EXTENSIONS, *more]).convert(f"{text}\n\n[id]: 丙 \"丁\"\n\n[^1]: 注\n"))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_brackets_are_read_as_before(text: str) -> None:
    parser = markdown.Markdown()
    parser.treeprocessors["inline"].stashed_nodes = {}
    ours, theirs = _Link(r"\[", parser), LinkInlineProcessor(r"\[", parser)
    for index in range(len(text) + 1):
        expected = theirs.getText(text, index)
        assert ours.getText(text, index) == (expected if expected[2] else ("", index, False))
        *expected, end, handled = theirs.getLink(text, index)
        if handled and end >= 0:  # below 0 it has lost its way
            assert ours.getLink(text, index) == (*expected, end, handled)
        else:
            assert ours.getLink(text, index)[3] is False


def test_a_quote_that_never_ends_loses_no_character() -> None:
    assert html('甲[]("题"(乙', NAME).startswith('<p>甲[]("题"(乙</p>')


@given(st.lists(st.sampled_from([piece for piece in PIECES if "'" not in piece and '"' not in piece]), max_size=30).map("".join))
def test_any_brackets_are_published_as_before(text: str) -> None:
    assert html(text, NAME) == html(text)


@pytest.mark.parametrize(
    "text",
    [
        "[甲](乙(丙(丁)))与![图](a.png \"题 (1)\")", "[甲[乙[丙]]](丁)", "[甲](<乙 丙> '题')", "[" * 32 + "甲" + "]" * 32 + "(乙)",
        "[甲](data:image/png;base64," + "A" * 20_000 + ")", "[甲](乙 \"" + "题" * 1_500 + "\")", "[甲](乙'丙)", "[甲](乙 \"丙) 丁 (戊)",
    ],
)  # fmt: skip
def test_what_a_link_may_be_it_still_is(text: str) -> None:
    assert html(text, NAME) == html(text)


def test_brackets_too_deep_for_any_link_stay_what_they_are() -> None:
    deep = "[" * 40 + "甲](乙" + "]" * 39 + "(丙)"
    assert "<a" in html(deep, NAME) and "[[[" in html(deep, NAME) and html("[" * 300, NAME) == html("[" * 300)


RUNS = ["[", "![", "[[", "[^", "](", "[a](", "![a](", "[a][", '[a]("', "[a]('", "[a](<", "[@", "*", "_", "`", "<", "&", "(", "^", "|", "#", "【", "（",
        "<b", "<b ", "<!--", "<?", "</", "<!-- ref:", "<!-- print:", "<!-- term: off", "."]  # fmt: skip


@pytest.mark.parametrize("sign", RUNS)
def test_a_run_is_published_in_time_that_grows_with_it(sign: str) -> None:
    size = 4_000 // len(sign)
    assert _seconds(sign * 4 * size) < 12 * max(_seconds(sign * size), 0.05), sign


def _seconds(run: str) -> float:
    best = 99.0
    for _ in range(2):
        begun = time.process_time()
        page = parse_page("texts/a.md", f"# 题\n\n一段话。\n\n{run}\n\n又一段话。\n")
        made = assemble(Corpus(Config(), (Text("a", (page,)),)))["texts/a.md"].split("---\n", 2)[2]
        markdown.Markdown(extensions=[*EXTENSIONS, NAME]).convert(made)
        for ask in _ASKED:
            ask(View(page))
        best = min(best, time.process_time() - begun)
    return best


_ASKED: tuple[Callable[[View], object], ...] = (lambda view: view.ids, lambda view: view.prose, lambda view: view.running)


def staged(body: str) -> str:
    page = parse_page("texts/a.md", f"# 题\n\n{body}\n")
    return assemble(Corpus(Config(), (Text("a", (page,)),)))["texts/a.md"].split("---\n", 2)[2]


def test_very_many_signs_that_are_no_tags_are_spelt_and_all_else_stays() -> None:
    few, many = "甲 <b 乙 " * 3, "甲 <b 乙 " * (MOST + 1)
    assert few.strip() in staged(few)
    made = staged(f"{many}`<c `与<i>丙</i><!-- 丁 -->")
    assert made.count("甲 &lt;b 乙") == MOST + 1 and "<b " not in made and "`<c `与<i>丙</i><!-- 丁 -->" in made
    assert "<b " in staged(f"`{many}`"), "in code nothing is spelt otherwise"


def test_every_build_reads_links_so(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "site")
    config = load_config(str(tmp_path / "site/mkdocs.yml"), hooks=[])
    assert mkdocs_hooks.on_config(config).markdown_extensions.count(NAME) == 1
