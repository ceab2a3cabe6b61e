"""What a reader takes away and where a reader turns: files of a text, links to edit and report; settings that are wrong."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Text
from build_scripts.publish import works as works_module
from build_scripts.publish.assemble import assemble
from build_scripts.publish.page.contribute import contribute, edit_url, report_url, source_url
from build_scripts.publish.page.takeaway import markdown, plain_text
from build_scripts.publish.rendering.skin import mend_page
from build_scripts.publish.works import setting_findings
from tests.publish.test_bibliography import entries


def text_of(corpus: Corpus, slug: str) -> Text:
    return next(whole for whole in corpus.texts if whole.slug == slug)


def test_plain_text_has_the_words_and_nothing_of_the_markup(corpus: Corpus) -> None:
    lines = plain_text(text_of(corpus, "lunwen")).split("\n\n")
    assert lines[:5] == [
        "数据要素如何进入生产",
        "——一个自拟的例子",
        "王瑜聪、欧阳明",
        "《试验学刊》2024年第12卷第3期，第14-23页",
        "数据进入生产有三条路径。[1]王某（2024）认为其中第二条最短（王某，2024：12-14），也有人不同意（李某，2023；Smith，2022：5）。",
    ]
    assert "办法\t数据来源\t误差（%）\n成本法\t企业账目\t4.5\n收益法\t问卷\t7.1" in lines
    assert "指标\t\t值\n投入\t人员\t12\n\t设备\t30" in lines
    assert any(line.startswith("[1] ") for line in lines)
    assert not re.search(r"<[a-z!/]|\{[#:]|\[@|\[\^|\*\*", "\n".join(lines))


def test_markdown_joins_the_chapters_and_keeps_their_notes_apart() -> None:
    pages = [
        parse_page("texts/a/index.md", "---\ntitle: 甲\n---\n\n# 甲\n\n卷首。[^1]\n\n[^1]: 卷首的注。\n"),
        parse_page("texts/a/01-x.md", "---\ntitle: 一\npart_of: a\n---\n\n# 一\n\n> 引文。[^1]\n\n[^1]: 一章的注。\n"),
        parse_page("texts/a/02-y.md", "---\ntitle: 二\npart_of: a\n---\n\n# 二\n\n正文。[^1]又。[^2]\n\n[^1]: 子。\n[^2]: 丑。\n"),
    ]
    made = markdown(Text("a", tuple(pages)))
    assert made.count("---\n") == 2, "one front matter"
    marks = re.findall(r"\[\^[^\]]+\](?!:)", made)
    notes = re.findall(r"^(\[\^[^\]]+\]):", made, re.M)
    assert marks == notes == ["[^1]", "[^1-1]", "[^2-1]", "[^2-2]"]
    assert [parse_page("a.md", made).text.count(words) for words in ("卷首的注", "一章的注", "子。", "丑。")] == [1, 1, 1, 1]


def test_a_text_offers_its_files(staged: dict[str, str]) -> None:
    page = staged["texts/lunwen.md"]
    assert '<a href="../lunwen.txt" download="lunwen.txt">纯文本</a>' in page
    assert '<a href="../../bibliography/texts/lunwen.bib" download="lunwen.bib">BibTeX</a>' in page
    assert "下载本文" not in staged["texts/baogao/01-zonglun.md"], "the landing page offers them for all chapters"


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (Config(), ""),
        (Config(repo_url="https://github.com/a/b"), ""),
        (Config(repo_url="https://github.com/a/b", edit_uri="edit/main/docs/"), "https://github.com/a/b/edit/main/docs/texts/%E7%94%B2.md"),
        (Config(repo_url="https://github.com/a/b/", edit_uri="edit/main/docs"), "https://github.com/a/b/edit/main/docs/texts/%E7%94%B2.md"),
        (Config(edit_uri="https://e.example/docs/"), "https://e.example/docs/texts/%E7%94%B2.md"),
        (Config(repo_url="https://h.example/r", edit_uri="?f=docs/"), "https://h.example/r?f=docs/texts/%E7%94%B2.md"),
    ],
)
def test_where_a_page_is_edited(config: Config, expected: str) -> None:
    assert edit_url(config, "texts/甲.md") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("glossary/index.md", "https://github.com/a/b/edit/main/references/glossary.yml"),
        ("glossary/chuangxin/index.md", "https://github.com/a/b/edit/main/references/glossary.yml"),
        ("bibliography/index.md", "https://github.com/a/b/edit/main/references/library.bib"),
        ("bibliography/charts.md", ""),
        ("parallels/index.md", ""),
    ],
)
def test_a_made_page_is_edited_where_its_words_are_written(path: str, expected: str) -> None:
    assert source_url(Config(repo_url="https://github.com/a/b", edit_uri="edit/main/docs/"), path) == expected
    assert source_url(Config(repo_url="https://github.com/a/b", edit_uri="?query=docs/"), path) == ""
    assert source_url(Config(repo_url="javascript:alert(1)//", edit_uri="edit/docs/"), path) == ""
    assert source_url(Config(), path) == ""


def test_where_a_fault_is_reported() -> None:
    page = parse_page("texts/a.md", "# 甲 & 乙\n")
    assert report_url(Config(), page) == ""
    assert report_url(Config(extra={"report_url": "https://x.example/form"}), page) == "https://x.example/form"
    hub = report_url(Config(repo_url="https://github.com/a/b", site_url="https://s.example/z/"), page)
    assert hub.startswith("https://github.com/a/b/issues/new?title=%E3%80%8A%E7%94%B2%20%26%20%E4%B9%99%E3%80%8B")
    assert "https%3A//s.example/z/texts/a/" in hub
    assert "/-/issues/new?issue[title]=" in report_url(Config(repo_url="https://gitlab.com/a/b"), page)
    assert report_url(Config(repo_url="https://git.example/a/b"), page) == "https://git.example/a/b/issues"


def test_both_links_stand_under_a_text_and_no_script_can(corpus: Corpus) -> None:
    page = corpus.texts[0].pages[0]
    assert contribute(corpus.config, page) == ""
    kept = Config(repo_url="https://github.com/a/b", edit_uri="edit/main/docs/")
    assert re.findall(r">([^<]+)</a>", contribute(kept, page)) == ["修改本页", "报告错误"]
    assert contribute(Config(repo_url="javascript:alert(1)//", edit_uri="x/"), page) == ""
    made = assemble(replace(corpus, config=kept))
    for whole in corpus.texts:
        for one in whole.pages:
            assert made[one.path].count("page-actions") == 1


@pytest.mark.parametrize(
    ("citations", "said"),
    [
        (None, []),
        ({}, []),
        ({"display": "printed", "style": "gbt7714-2015", "layout": "author-date", "width": ""}, []),
        ({"display": None, "width": "auto"}, []),
        ({"style": "gbt7714-2005"}, ["extra.citations 的 style 不能是 gbt7714-2005。"]),
        ({"display": "as-printed", "layout": "notes"}, ["extra.citations 的 display 不能是 as-printed。", "extra.citations 的 layout 不能是 notes。"]),
        ({"styles": "gbt7714-2025"}, ["extra.citations 没有 styles 这一项。"]),
        ("gbt7714-2025", ["extra.citations 不是“键: 值”的表。"]),
    ],
)
def test_wrong_settings_of_citations_are_reported(citations: object, said: list[str]) -> None:
    config = Config(extra={} if citations is None else {"citations": citations})
    found = setting_findings(config)
    assert [finding.message for finding in found] == said
    assert all(finding.code == "STR024" and finding.path == "mkdocs.yml" and finding.hint for finding in found)


def test_filters_of_a_split_bibliography_know_the_other_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(works_module, "PER_PAGE", 3)
    made = assemble(Corpus(Config(), entries=entries(2000, 2001, 2001, 2002, 2003)))
    facets = json.loads(made["bibliography/facets.json"])
    assert [len(page) for page in facets] == [3, 2]
    assert sorted(year for page in facets for _, year, _ in page) == ["2000", "2001", "2001", "2002", "2003"]
    assert 'data-page="1" data-facets="../facets.json"' in made["bibliography/2.md"]
    for path in ("bibliography/index.md", "bibliography/2.md"):
        assert "2001（2）" in made[path], "the numbers of a filter are those of the whole library"
    whole = assemble(Corpus(Config(), entries=entries(2000)))
    assert "bibliography/facets.json" not in whole and "data-facets" not in whole["bibliography/index.md"]


def test_slips_of_the_skin_are_mended() -> None:
    nav = (
        '<label class="md-nav__link" for="__nav_2" id="__nav_2_label" tabindex="0"><span class="md-nav__icon md-icon"></span></label>'
        '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="true">\n<label class="md-nav__title" for="__nav_2">'
        '\n<span class="md-nav__icon md-icon"></span>\n文本\n</label></nav>'
    )
    made = mend_page(nav)
    assert 'data-md-level="1" aria-label="文本">' in made and "aria-labelledby" not in made
    assert mend_page('<input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">') == '<input class="md-toggle" type="checkbox" id="__drawer">'
    assert mend_page('<input type="search" autocomplete="off">') == '<input type="search" autocomplete="off">'
    label = '<label class="md-nav__title" for="__toc">目录</label>'
    assert mend_page(label) == '<div class="md-nav__title">目录</div>'
    assert mend_page(f'<input id="__toc">{label}').endswith(label)
    assert mend_page("<em>Nature</em>与<em>着重</em>") == '<em lang="en">Nature</em>与<em>着重</em>'
    assert mend_page(made) == made
