"""The bibliography at any size, and charts that also speak."""

from __future__ import annotations

import re

import pytest

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Entry, Text
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.publish import works as works_module
from build_scripts.publish.assemble import assemble
from build_scripts.publish.figures.charts import works_by_year
from build_scripts.publish.rendering.skin import take_icons
from build_scripts.publish.works import Works


def entries(*years: int) -> dict[str, Entry]:
    made = {}
    for number, year in enumerate(years):
        people = (Name(f"{'甲乙丙丁戊己庚辛'[number % 8]}某", literal=True),)
        kind = RefType.BOOK if number % 2 else RefType.ARTICLE_JOURNAL
        made[f"k{number}"] = Entry(f"k{number}", Reference(kind, f"题{number}", people, date=Date(year), language="zh"))
    return made


def test_a_large_library_is_cut_into_pages_that_lead_to_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(works_module, "PER_PAGE", 3)
    corpus = Corpus(Config(), entries=entries(*range(2000, 2008)))
    made = assemble(corpus)
    pages = ["bibliography/index.md", "bibliography/2.md", "bibliography/3.md"]
    found = [re.findall(r'<li class="entry" id="ref-(\w+)"', made[path]) for path in pages]
    assert [len(keys) for keys in found] == [3, 3, 2] and len({key for keys in found for key in keys}) == 8
    assert '<a href="../">第 1 页</a>' in made["bibliography/2.md"]
    assert '<a href="3/">第 3 页</a>' in made["bibliography/index.md"]
    works = Works(corpus)
    for path, keys in zip(pages, found, strict=True):
        for key in keys:
            assert works.url(key) == f"{path.removesuffix('index.md').replace('.md', '/')}#ref-{key}"


def test_chart_counts_every_dated_work_once_and_says_so_in_words() -> None:
    drawing = works_by_year(Works(Corpus(Config(), entries=entries(2000, 2000, 2001, 2005))))
    bars = re.findall(r"<title>(\d+)年 (\S+) (\d+) 种</title>", drawing)
    assert sorted(bars) == [("2000", "图书", "1"), ("2000", "期刊文章", "1"), ("2001", "期刊文章", "1"), ("2005", "图书", "1")]
    rows = re.findall(r"<tr>(?:<td>([^<]*)</td>)(?:<td>([^<]*)</td>)(?:<td>([^<]*)</td>)</tr>", drawing)
    assert {row[0]: sum(int(n or 0) for n in row[1:]) for row in rows} == {"2000": 2, "2001": 1, "2005": 1}
    assert works_by_year(Works(Corpus(Config()))) == ""


def test_icons_leave_the_style_sheet() -> None:
    css, icons = take_icons(
        "a{mask:url('data:image/svg+xml;charset=utf-8,<svg xmlns=\"x\"><path d=\"M1 2\"/></svg>')}"
        "b{background:url(\"data:image/svg+xml,%3Csvg/%3E\")}c{background:url(x.png)}"
    )  # fmt: skip
    assert "data:" not in css and "url(x.png)" in css
    assert sorted(icons.values()) == ['<svg xmlns="x"><path d="M1 2"/></svg>', "<svg/>"]
    assert all(f"../zhangju/icons/{name}" in css for name in icons)


def test_a_tool_does_not_repeat_an_address_that_the_entry_prints() -> None:
    people = (Name("甲某", literal=True),)
    web = Reference(RefType.WEBPAGE, "网上", people, date=Date(2020), language="zh", url="https://example.org/a?b=1&c=2", accessed=Date(2021))
    article = Reference(RefType.ARTICLE_JOURNAL, "刊上", people, date=Date(2020), language="zh", container="刊", volume="1", doi="10.1000/xyz")
    made = assemble(Corpus(Config(), entries={"web": Entry("web", web), "article": Entry("article", article)}))["bibliography/index.md"]
    entries = dict(re.findall(r'<li class="entry" id="ref-(\w+)".*?<p class="entry-text">(.*?)</p>\s*<p class="entry-tools', made, re.S))
    tools = dict(re.findall(r'<li class="entry" id="ref-(\w+)".*?<p class="entry-tools page-meta">(.*?)</p>', made, re.S))
    for key, words in (("web", "网址"), ("article", "DOI")):
        assert (f">{words}</a>" in tools[key]) != ('href="https://' in entries[key]), key


def test_texts_that_share_no_work_get_no_square_of_noughts() -> None:
    def text_of(slug: str, key: str) -> Text:
        return Text(slug, (parse_page(f"texts/{slug}.md", f"---\ntitle: {slug}\n---\n\n# {slug}\n\n山高[@{key}]。\n"),))

    apart = Corpus(Config(), (text_of("a", "k0"), text_of("b", "k1")), entries=entries(2000, 2001))
    alike = Corpus(Config(), (text_of("a", "k0"), text_of("b", "k0")), entries=entries(2000, 2001))
    pages = [assemble(one)["bibliography/charts.md"] for one in (apart, alike)]
    assert ["class=\"heat\"" in page for page in pages] == [False, True]
    assert "没有两篇文本引用同一种文献" in pages[0]


def test_a_citation_without_a_print_is_named_as_readers_see_it() -> None:
    page = parse_page("texts/a.md", "---\ntitle: 甲文\n---\n\n# 甲文\n\n山高水长，已有定论[@k0]。\n")
    made = assemble(Corpus(Config(), (Text("a", (page,)),), entries=entries(2000)))["bibliography/index.md"]
    context = re.search(r'<span class="context">(.*?)</span>', made)
    assert context and context[1] == "山高水长，已有定论<mark>（甲某，2000）</mark>。"
    assert ">@k0<" not in made
