"""Pages read without the Markdown parser: the same bytes, the same list of contents and the same title as with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import markdown as python_markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from build_scripts.formats.corpus import read_corpus
from build_scripts.publish.assemble import assemble
from build_scripts.publish.rendering.linear_links import NAME as LINEAR_LINKS
from build_scripts.publish.rendering.quick import Reader
from build_scripts.publish.rendering.shelter import shelter
from tests.bench.scale.generate import write

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "md_in_html", "admonition", "footnotes", LINEAR_LINKS]
"""What a new site asks for, and what our hooks add."""
PLAIN: dict[str, Any] = {"toc": {"permalink": True}}
OURS: dict[str, Any] = {
    "toc": {"permalink": "¶", "permalink_title": "本节的链接", "toc_depth": 4}, "footnotes": {"BACKLINK_TITLE": "回到正文第 {} 注"},
    "tables": {"use_align_attribute": True},
}  # fmt: skip
READERS = [(Reader(EXTENSIONS, one), one) for one in (PLAIN, OURS)]
PIECES = (
    "# 题名", "## 一、小标题 {#s1}", "### 另一标题", "## 题_名 a_b 3~5 {#s_2}", "###### 深", "## 带[标]的题", "## 尾 #", "## x * y",
    '一段。<a class="permalink headerlink" href="#p1" title="第1段" aria-label="第1段">1</a>\n{: #p1 }',
    "又一段[^1]，再引[^2]，三引[^1]。\n{: #p2 }", "没有定义的[^9]。", "括号[10]、[a]与[b] [c]。", "链接[词](#s1)。", "[x]: http://example.org",
    "3~5 日!一_二 a_b_c。", "*斜*与**粗**。", "\\*转义\\*", "AT&amp;T 与 &#8212; 与 A&B",
    '<span class="pb" id="page-53" data-page="53"></span>页首。', '<cite class="unresolved">[3]11</cite>。', "1. 项", "12）不是项", "- 项\n- 项",
    "> 引[^2]", "> 引文\n>\n> 又", "    缩进", "| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |", "甲 | 乙", "行一\n行二", "尾空  \n次行", "{: #p9 }",
    '!!! box "专栏"\n\n    箱中一段。', '<figure id="f" markdown="block">\n<figcaption markdown="span">图</figcaption>\n\n一段\n\n</figure>',
    '<div class="page-meta"><p>面板</p></div>', '<table><tr><td id="_1">一</td></tr></table>', "<div>没有关上", "</div>", "<!-- 注 -->",
    "<b>粗</b>体", "`码`", "[^1]: 注一。", "[^1]: 注一。\n[^2]: <b>注</b>二。", "[^2]:   空三格", "[^3]: 没有人引。", "[^2]: 注\n\n    续一段",
    "[^1]: 注[^2]套注。", "===", "---", "[TOC]", "字 {: .k }", "字\n{: .k #p3 }", "　全角空格起首", "尾有空格 ", "**", "_a_ __b__", "~~~",
    "!!! note", "![图](a.png)", "https://example.org/a_b", "<https://example.org>", "a<b 与 c>d", "“引号”\"直\"'单'", "<h2>原样</h2>",
    '<p markdown="1">*内*</p>', "*[缩]: 缩写", ": 定义",
)  # fmt: skip


def _by_parser(text: str, configs: Mapping[str, Any]) -> tuple[str, Any]:
    parser = python_markdown.Markdown(extensions=EXTENSIONS, extension_configs=dict(configs))
    kept = shelter(text)
    html = kept.restore(parser.convert(kept.text))
    return html, _shown(getattr(parser, "toc_tokens", []))


def _shown(tokens: list[dict[str, Any]]) -> list[Any]:
    return [(token["level"], token["id"], token["name"], _shown(token["children"])) for token in tokens]


def _quickly(reader: Reader, text: str, configs: Mapping[str, Any]) -> tuple[str, Any] | None:
    read = reader.read(text)
    if read is None:
        return None
    rest = reader.convert(read.rest)  # by a parser that many pages share
    if rest is None:
        rest = python_markdown.Markdown(extensions=EXTENSIONS, extension_configs=dict(configs)).convert(read.rest)
    html = read.join(rest)
    return None if html is None else (html, _shown(read.tokens))


@settings(max_examples=400, deadline=None)
@example(["</div>", "<div>没有关上", "# 题名"], READERS[0])
@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(READERS))
def test_any_page_comes_out_as_from_the_parser(pieces: list[str], reader: tuple[Reader, dict[str, Any]]) -> None:
    text = "\n\n".join([*pieces, "[^1]: 注。"])
    made = _quickly(reader[0], text, reader[1])
    assert made is None or made == _by_parser(text, reader[1])


WORDS = st.text(st.sampled_from("字。a1 _*[]()<>/&;#{}!|~\\`\"'=:-+.^@　\n\u00a0"), max_size=14)


CELLS = st.text(st.sampled_from("字a1 -.:#\u3000\u00a0%()"), max_size=5)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=2, max_size=4), st.sampled_from(["| {} | {} |", "| {}| {} |", "|{} | {} | "]),
       st.sampled_from(["| --- | --- |", "|---|---|", "| --- | :-- |", "| - | ---- |"]), WORDS)  # fmt: skip
def test_any_table_comes_out_as_from_the_parser(rows: list[list[str]], form: str, rule: str, title: str) -> None:
    lines = [form.format(*row) for row in rows]
    table = "\n".join([lines[0], rule, *lines[1:]])
    text = f'前。\n\n<figure id="f" markdown="block">\n<figcaption markdown="span">{title}</figcaption>\n\n{table}\n\n</figure>\n\n## 后'
    made = _quickly(READERS[0][0], text, READERS[0][1])
    assert made is None or made == _by_parser(text, READERS[0][1])


@settings(max_examples=600, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(["{}", "{}\n{{: #p1 }}", "# {}", "## {} {{#s1}}", "[^1]: {}", "前{}[^1]后", "<b>{}</b>"]))
@example(["a"], "# {} ")
def test_any_characters_come_out_as_from_the_parser(words: list[str], form: str) -> None:
    text = "\n\n".join(["开头。", *(form.format(one) for one in words), "[^1]: 注。"])
    reader, configs = READERS[0]
    made = _quickly(reader, text, configs)
    assert made is None or made == _by_parser(text, configs)


def _sites(folder: Path) -> dict[str, Path]:
    write(folder / "generated", 5)
    return {"the default site": ROOT, "a generated site": folder / "generated", "the small site": ROOT / "tests" / "publish" / "sites" / "small"}


def test_pages_of_sites_come_out_as_from_the_parser_and_generated_ones_without_it(tmp_path: Path) -> None:
    for name, root in _sites(tmp_path).items():
        for path, content in assemble(read_corpus(root)).items():
            if not path.endswith(".md"):
                continue
            text = get_data(content)[0]
            for reader, configs in READERS:
                made = _quickly(reader, text, configs)
                assert made is None or made == _by_parser(text, configs), f"{name}: {path}"
            if name == "a generated site":
                assert READERS[0][0].read(text) is not None, path


@pytest.mark.parametrize("text", ["# 题\n\n一段。\n{: #p1 }", "## 无编号\n\n段[^1]。\n\n[^1]: 注。", "<div>块</div>\n\n末"])
def test_plain_pages_need_no_parser(text: str) -> None:
    read = READERS[0][0].read(text)
    assert read is not None and read.rest == ""


def test_the_title_is_that_with_which_the_page_begins() -> None:
    reader = READERS[0][0]
    titles = [read.title if (read := reader.read(text)) else "?" for text in ("# 甲  乙\n\n# 丙", "段\n\n# 甲", "## 甲")]
    assert titles == ["甲 乙", None, None]


@pytest.mark.parametrize(("extensions", "configs"), [
    ([*EXTENSIONS, "nl2br"], {}), ([*EXTENSIONS, "pymdownx.snippets"], {}), (["toc"], {}), (EXTENSIONS, {"footnotes": {"USE_DEFINITION_ORDER": False}}),
    (EXTENSIONS, {"footnotes": {"UNIQUE_IDS": True}}), (EXTENSIONS, {"footnotes": {"BACKLINK_TITLE": 'a "b"'}}),
])  # fmt: skip
def test_where_the_parser_reads_otherwise_it_reads_everything(extensions: list[str], configs: dict[str, Any]) -> None:
    assert Reader(extensions, configs).read("# 题\n\n一段。") is None
