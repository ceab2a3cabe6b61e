"""Which places become links: first in a section, never where a reader expects no link, always where the author asks for one."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.page import parse_page
from build_scripts.model.glossary import Glossary, Linking, Term
from build_scripts.terms.link import find_uses, link_terms, page_options
from build_scripts.terms.matcher import Matcher
from build_scripts.terms.regions import read_regions
from build_scripts.text.edit import apply_edits
from tests.terms.build_glossary import glossary, linked

BOOK = glossary("创新|innovation", "口径", "数据要素|数据生产要素")


def test_the_first_use_in_each_section() -> None:
    body = "创新与创新。\n\n## 一、创新\n\n口径与创新。\n\n创新。\n"
    assert linked(BOOK, body) == "{t0:创新}与创新。\n\n## 一、创新\n\n{t1:口径}与{t0:创新}。\n\n创新。\n"
    assert linked(BOOK, body, Linking.PAGE) == "{t0:创新}与创新。\n\n## 一、创新\n\n{t1:口径}与创新。\n\n创新。\n"
    assert linked(BOOK, body, Linking.EVERY).count("{t0:") == 4
    assert linked(BOOK, body, Linking.OFF) == body


NEVER = [
    "# 创新", "## 创新 {#s1}", "创新\n====", "见[创新](a.md)。", "见`创新`。", "```\n创新\n```", "![创新](a.png)", "<!-- 创新 -->",
    "《创新》与《论〈创新〉的口径》", "<https://a.org/innovation>", "https://a.org/innovation", "innovation@a.org", "<code>创新</code>",
    "信箱chuang.xin+innovation@a-b.org",
    "甲说[@chuangxin2024, 12]<!-- print: （创新，2024） -->。", "<cite class=\"unresolved\">（创新，2024）</cite>",
    '<div class="references" markdown="block">\n\n- [1] 甲. 创新的口径[J]. 乙, 2024.\n\n</div>', "- 甲：创新。 <!-- ref: jia2024 -->",
    "资料来源：创新年鉴。", "数据来源：创新年鉴", "甲[^1]\n\n[^1]: 甲：《乙》，创新出版社，2009年，第35页。", "甲[^1]\n\n[^1]: 创新论丛 <!-- ref: jia2024 -->",
    "甲[^1]\n\n[^1]: Freeman, C., *Innovation*, London: Pinter, 1987, p.3.", "!!! box \"专栏1 创新\"\n\n    正文。", "<pre>创新</pre>",
]  # fmt: skip


@pytest.mark.parametrize("body", NEVER)
def test_never_linked(body: str) -> None:
    assert linked(BOOK, body) == body


ALWAYS = [
    ("甲[^1]\n\n[^1]: 这里的创新是广义的。", "这里的{t0:创新}是"),
    ("甲[^1]\n\n[^1]: 见王某：《乙》，丙出版社，2009年，第3页。这里的创新是广义的。", "这里的{t0:创新}是"),
    ('<figure id="f" markdown="block">\n<figcaption markdown="span">图1 创新的口径</figcaption>\n\n注：口径见正文。\n\n</figure>', "图1 {t0:创新}的{t1:口径}"),
    ("| 创新 | 口径 |\n| --- | --- |\n| 1 | 数据要素 |", "| {t0:创新} | {t1:口径} |\n| --- | --- |\n| 1 | {t2:数据要素} |"),
    ("<table><tr><td>创新</td></tr></table>", "<td>{t0:创新}</td>"),
    ('!!! box "专栏1 甲"\n\n    这是创新。', "    这是{t0:创新}。"),
    ("> 创新是题词。", "> {t0:创新}是"),
    ("- 创新\n- 口径", "- {t0:创新}\n- {t1:口径}"),
    ("**创新**与*口径*", "**{t0:创新}**与*{t1:口径}*"),
    ("“创新”（innovation）", "“{t0:创新}”（innovation）"),
    ("甲说[@jia2024]<!-- print: （甲，2024） -->创新。", "{t0:创新}。"),
]  # fmt: skip


@pytest.mark.parametrize("body, wanted", ALWAYS)
def test_linked_like_the_text(body: str, wanted: str) -> None:
    assert wanted in linked(BOOK, body)


def test_a_term_cut_by_markup_is_left_alone() -> None:
    for body in ("数据**要素**", "数据[^1]要素\n\n[^1]: 甲。", '数据<span class="pb" data-page="3"></span>要素'):
        assert linked(BOOK, body) == body


def test_links_that_the_author_asks_for() -> None:
    assert linked(BOOK, "[[创新]]与[[口径|量的是什么]]，[[没有的词]]，[[t2|甲]]。") == "{t0:创新}与{t1:量的是什么}，没有的词，{t2:甲}。"
    assert linked(BOOK, "## [[创新]]\n\n创新") == "## 创新\n\n{t0:创新}"
    assert linked(BOOK, "[[创新|新事]]之后的创新") == "{t0:新事}之后的创新"
    found: list[Diagnostic] = []
    find_uses(parse_page("texts/a.md", "甲\n\n乙[[没有的词]]"), Matcher(BOOK), report=found.append)
    assert [(fault.code, fault.line, fault.column) for fault in found] == [("TRM010", 3, 2)]


def test_opting_out() -> None:
    plain = "创新与口径、[[数据要素]]\n"
    assert linked(BOOK, "---\nterms: off\n---\n\n" + plain).endswith("创新与口径、{t2:数据要素}\n")
    assert linked(BOOK, plain + "\n<!-- term: off -->\n").startswith("创新与口径、{t2:数据要素}")
    assert linked(BOOK, "<!-- term: off 创新、innovation -->\n\n" + plain).endswith("\n创新与{t1:口径}、{t2:数据要素}\n")
    assert linked(BOOK, "---\nterms: {link: every, off: [口径]}\n---\n\n创新创新口径").endswith("{t0:创新}{t0:创新}口径")
    assert linked(BOOK, "---\nterms: every\n---\n\n创新创新").endswith("{t0:创新}{t0:创新}")


def test_a_term_has_settings_of_its_own() -> None:
    book = Glossary((Term("a", "创新", link=Linking.OFF), Term("b", "口径", link=Linking.EVERY), Term("c", "数据要素", link=Linking.PAGE)))
    assert linked(book, "创新口径口径数据要素\n\n## 二\n\n数据要素[[创新]]") == "创新{b:口径}{b:口径}{c:数据要素}\n\n## 二\n\n数据要素{a:创新}"


PARTS = st.lists(
    st.sampled_from(
        ["创新", "口径", "数据要素", "市场化", "innovation", "，", "。\n\n", "\n\n## 创新\n\n", "《", "》", "**", "*", "`", "[^1]", "\n\n[^1]: 创新。\n\n",
         "[[创新]]", "[[口径|甲]]", "[", "](a)", "[@key]", "<!-- print: 创新 -->", "<b>", "</b>", "\n\n| 创新 | a |\n| --- | --- |\n| 口径 | b |\n\n", "&amp;",
         "\n\n> 创新", "\n\n- 口径", "<td", '<span class="pb" data-page="1"></span>', "\\", "\n\n<table><tr><td>创新</td></tr></table>\n\n",
         "https://a.b/创新 "]
    ),
    max_size=25,
)  # fmt: skip
_LINK = re.compile(r'<a class="term" data-term="[^"]*" href="[^"]*">(.*?)</a>', re.S)


@settings(max_examples=300, deadline=None)
@given(PARTS)
def test_only_links_are_added(parts: list[str]) -> None:
    body = "".join(parts)
    page = parse_page("texts/a.md", body)
    matcher = Matcher(BOOK)
    uses = find_uses(page, matcher)
    made = apply_edits(body, link_terms(page, uses, BOOK, str, page_options(page, BOOK)))
    bare = re.sub(r"\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\]", r"\1", body)
    assert re.sub(r"\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\]", r"\1", _LINK.sub(r"\1", made)) == bare
    for use in uses:
        words = use.region.shown[use.start : use.end]
        assert use.forced or words.lower() in ("创新", "口径", "数据要素", "innovation")
        assert use.forced or use.span is None or use.span.cut(body) == words


@settings(max_examples=200, deadline=None)
@given(PARTS)
def test_the_first_of_each_section_as_a_naive_count_has_it(parts: list[str]) -> None:
    body = "".join(part for part in parts if not part.startswith("[["))
    page = parse_page("texts/a.md", body)
    uses = find_uses(page, Matcher(BOOK))
    wanted = []
    for n, use in enumerate(uses):
        before = [one for one in uses[:n] if one.span and one.term == use.term and one.region.section == use.region.section]
        if use.span and not before:
            wanted.append(use.span)
    made = [edit.span for edit in link_terms(page, uses, BOOK, str) if edit.new.startswith("<a ")]
    assert made == wanted


@pytest.mark.parametrize("letter", ["字", "a", "1", "《", "来源："])
def test_a_line_without_any_stop_takes_linear_time(letter: str) -> None:
    def cost(count: int) -> float:
        page = parse_page("texts/a.md", letter * count)
        begun = time.process_time()
        list(read_regions(page))
        return time.process_time() - begun

    cost(1_000)
    assert cost(32_000) < 12 * cost(8_000) + 0.5
