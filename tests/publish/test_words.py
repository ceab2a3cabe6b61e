"""What a text says is what a reader sees: any words, written by the page format, come out of the published page unchanged."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import markdown
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_scripts.formats.markdown import escape, line_start_escaped
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Text
from build_scripts.publish.assemble import assemble

SETTINGS = Path(__file__).resolve().parents[2] / "build_scripts" / "publish" / "assets" / "mkdocs.yml"
SIGNS = st.sampled_from(
    [*"甲乙。，（）《》“”—…·①＊ab1239 *_`[]{}()<>#+-=|~!@^:;&\"'\\/%$.?", "[1]", "[@a]", "[^1]", "{: #x }", "&lt;", "![a](b)",
     "[a](b)", "<b>", "http://a.cn/_b_", "* ", "1. ", "!!! ", "> ", "# ", "```", "[[甲]]", "x@y.cn", "{#a}", "| 甲 |", "$x_1$", "--"]
)  # fmt: skip
WORDS = st.lists(SIGNS, min_size=1, max_size=14).map("".join).map(lambda words: re.sub(r"\s+", " ", words).strip()).filter(bool)


@cache
def extensions() -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Those that a new site asks for, and the two that MkDocs always has."""
    names, options = ["fenced_code"], {}
    for item in yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["markdown_extensions"]:
        name = item if isinstance(item, str) else next(iter(item))
        names.append(name)
        if isinstance(item, dict):
            options[name] = item[name]
    return names, options


def published(body: str) -> lxml.html.HtmlElement:
    page = parse_page("texts/a.md", f"---\ntitle: 题\n---\n\n# 题\n\n{body}\n")
    made = assemble(Corpus(Config(), (Text("a", (page,)),)))["texts/a.md"].split("---\n", 2)[2]
    names, options = extensions()
    tree = lxml.html.fragment_fromstring(markdown.markdown(made, extensions=names, extension_configs=options), create_parent="div")
    for part in tree.xpath(".//*[contains(@class,'page-meta') or contains(@class,'cite-this') or contains(@class,'headerlink')]"):
        part.drop_tree()
    return tree


@settings(max_examples=200)
@given(WORDS)
@example("甲{: #x }")
@example("[@a]乙")
@example("甲@a")
def test_a_paragraph_says_what_was_written(words: str) -> None:
    tree = published(line_start_escaped(escape(words)))
    paragraph = tree.xpath(".//p[@id='p1']")
    assert len(paragraph) == 1
    assert paragraph[0].text_content() == words


@settings(max_examples=100)
@given(WORDS)
def test_a_printed_reference_says_what_was_written(words: str) -> None:
    tree = published(f'<div class="references" markdown="block">\n\n- {line_start_escaped(escape(words))}\n\n</div>')
    items = tree.xpath(".//li[@class='reference']")
    assert [re.sub(r"\s+", " ", item.text_content()).strip() for item in items] == [words]
