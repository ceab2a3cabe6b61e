"""Reading published pages."""

from __future__ import annotations

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.search.page import Piece, Term, parse_page
from build_scripts.search.tree import strict_tree
from tests.search.small_site import PAGES, page_html


def pieces(body: str) -> list[tuple[str, str, str]]:
    page = parse_page("x/", f'<html><body><article class="md-content__inner md-typeset">{body}</article></body></html>')
    return [(piece.kind, piece.anchor, piece.text) for piece in page.pieces]


def test_paragraphs_heads_and_notes_have_their_kind_and_anchor() -> None:
    page = parse_page("texts/shuju/", page_html("texts/shuju/", PAGES["texts/shuju/"]))
    kinds = [(piece.kind, piece.anchor) for piece in page.pieces]
    assert kinds[:4] == [("title", ""), ("body", "p1"), ("head", "s1"), ("body", "p2")]
    assert kinds[-5:] == [
        ("caption", "tab-1"), ("table", "tab-1"), ("table", "tab-1"), ("bibliography", "r1"), ("note", "fn:1")
    ]  # fmt: skip
    assert page.title == "数据要素与灯塔经济"


def test_furniture_and_marks_of_notes_are_not_text() -> None:
    page = parse_page("texts/shuju/", page_html("texts/shuju/", PAGES["texts/shuju/"]))
    assert page.pieces[1] == Piece("body", "p1", "数据要素像灯塔一样照亮数智经济。")
    assert not any("元数据面板" in piece.text or "↩" in piece.text for piece in page.pieces)


def test_what_works_quote_a_reference_is_not_text() -> None:
    page = parse_page("bibliography/", page_html("bibliography/", PAGES["bibliography/"]))
    assert page.pieces[-1] == Piece("bibliography", "ref-lin2021", "林远帆. 海洋治理概论[M]. 海洋出版社, 2021.")


def test_glossary_entries_carry_all_their_names() -> None:
    page = parse_page("glossary/", page_html("glossary/", PAGES["glossary/"]))
    assert page.terms == (
        Term("term-sz", ("数智经济", "数字智能经济", "smart data economy")),
        Term("term-dt", ("灯塔",)),
    )
    assert ("glossary", "term-dt", "指引船只的高台。") in [(p.kind, p.anchor, p.text) for p in page.pieces]


def test_an_entry_may_be_a_container() -> None:
    page = parse_page("g/", page_html("g/", '<h1>术语</h1><div id="term-a"><dfn>甲词</dfn><p id="p1">甲的定义</p></div><p id="p2">后文</p>'))
    assert page.terms == (Term("term-a", ("甲词",)),)
    assert [piece.kind for piece in page.pieces] == ["title", "glossary", "glossary", "body"]


def test_cells_of_a_row_do_not_run_together() -> None:
    assert pieces("<table><tr><td>东</td><td>海</td></tr></table>") == [("table", "", "东 | 海")]


def test_text_beside_blocks_is_not_lost() -> None:
    assert [text for _, _, text in pieces("<ul><li>前<p>中</p>后</li></ul>裸文<br>换行")] == ["前", "中", "后", "裸文 换行"]


def test_hidden_elements_say_nothing() -> None:
    assert pieces('<p>甲<span hidden>乙</span><span aria-hidden="true">丙</span><span data-search="off">丁</span></p>') == [("body", "", "甲")]


def test_the_abstract_of_the_head_is_text_once() -> None:
    head = '<html><head><meta name="citation_abstract" content="本文讨论灯塔。"></head><body><article class="md-content__inner">'
    assert [p.kind for p in parse_page("x/", head + "<h1>题</h1><p>正文</p></article>").pieces] == ["title", "abstract", "body"]
    assert [p.kind for p in parse_page("x/", head + "<h1>题</h1><p>本文讨论灯塔。</p></article>").pieces] == ["title", "body"]


def test_a_page_may_ask_not_to_be_found() -> None:
    html = '<html><head><meta content="noindex, nofollow" name="robots"></head><body><article class="md-content__inner"><p>甲</p></article></body></html>'
    assert not parse_page("x/", html).listed


def test_a_page_without_a_text_area_has_no_pieces() -> None:
    assert parse_page("x/", "<html><body><p>甲</p></body></html>").pieces == ()


WORDS = st.sampled_from([
    "甲", "乙&amp;丙", "&nbsp;丁", "戊 &para;", "&lt;己&gt;", "<br>", '<img src="x" alt="a">', "<!-- 庚 -->", "辛&#8217;", '<a href="#x">壬</a>',
    '<a class="headerlink" href="#s2">&para;</a>',
])  # fmt: skip


def element(tag: str, inside: list[str]) -> str:
    return f"<{tag}>{''.join(inside)}</{tag.split()[0]}>"


def elements(tags: str, inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(element, st.sampled_from(tags.split(", ")), st.lists(inside, max_size=3))


INLINE = st.recursive(WORDS, lambda each: elements('em, strong, span class="term", span hidden, sup id="s1"', each), max_leaves=5)
PARAGRAPH = elements('p, p id="p1", h2 id="s2", h2 id="term-a", p class="admonition-title", li, figcaption', INLINE)
BLOCKS = st.recursive(
    PARAGRAPH, lambda each: elements('div, div id="term-b", blockquote, div class="references", figure id="f1", ul', each), max_leaves=6
)


@given(st.lists(BLOCKS, max_size=5).map("".join))
def test_well_formed_pages_read_alike_by_either_reader(body: str) -> None:
    html = page_html("x/", body)
    assert strict_tree(f"<article>{body}</article>") is not None
    with mock.patch("build_scripts.search.tree.strict_tree", return_value=None):
        slow = parse_page("x/", html)
    assert parse_page("x/", html) == slow


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div>", "</li>", "<table>", "<td", ">", "甲", "&lt;", "&bogus;", "<!--", '<h2 id="term-x">', "\x00"])))
def test_no_markup_is_too_odd(parts: list[str]) -> None:
    parse_page("x/", '<article class="md-content__inner">' + "".join(parts) + "</article>")


def test_articles_of_the_text_do_not_end_it() -> None:
    assert [text for _, _, text in pieces("<article><p>甲在里面。</p></article><p>乙在后面。</p>")] == ["甲在里面。", "乙在后面。"]


def test_a_page_with_loose_ends_is_read_as_browsers_do() -> None:
    page = parse_page("x/", '<html><body><div class="md-content__inner"><p>甲。</article><article><p>乙。</div></body></html>')
    assert [piece.text for piece in page.pieces] == ["甲。", "乙。"]
