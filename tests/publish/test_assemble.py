"""Step one: pages of plain Markdown. What people wrote stands in them unchanged."""

from __future__ import annotations

import json
import re

from pathspec.gitignore import GitIgnoreSpec

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus
from build_scripts.model.page import BlockKind
from build_scripts.publish.assemble import assemble, stage
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.markup import relative
from build_scripts.publish.uses import Uses, number_paragraphs


def test_every_page_of_people_and_every_made_page_is_there(corpus: Corpus, staged: dict[str, str]) -> None:
    wanted = {
        "index.md", "texts/index.md", "texts/lunwen.md", "texts/baogao/index.md", "texts/baogao/01-zonglun.md", "guide/reading.md",
        "bibliography/index.md", "bibliography/charts.md", "glossary/index.md", "search/index.md", "corpus.json",
    }  # fmt: skip
    assert wanted <= set(staged)
    taken = {"bibliography/references.bib", "bibliography/references.ris", "bibliography/references.csl.json", "bibliography/texts/lunwen.bib"}
    assert taken <= set(stage(corpus).files)


def test_assembling_is_a_pure_function(corpus: Corpus, staged: dict[str, str]) -> None:
    assert assemble(corpus) == staged


def test_the_words_of_the_text_stay(corpus: Corpus, staged: dict[str, str]) -> None:
    """Without what publish adds, the body is the people's, character for character."""
    page = next(page for text in corpus.texts for page in text.pages if page.path == "texts/lunwen.md")
    made = staged["texts/lunwen.md"]
    for block in page.blocks:
        words = block.text.cut(page.text)
        plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE)
        if plain and not page.marks_in(block.text):
            assert words in made


def test_paragraphs_are_numbered_through_lists_figures_and_boxes(staged: dict[str, str]) -> None:
    made = staged["texts/lunwen.md"]
    found = re.findall(r"^[> ]*\{: #p(\d+) \}$", made, re.M)
    assert [int(n) for n in found] == list(range(1, len(found) + 1))
    assert len(found) == 13
    assert "{: #p" not in staged["index.md"] and "{: #p" not in staged["guide/reading.md"]


def test_numbers_are_those_of_the_uses(corpus: Corpus, staged: dict[str, str]) -> None:
    readings = SiteTerms(corpus).readings
    found = Uses(use for text in corpus.texts for page in text.pages for use in readings.of(page).uses(page, text.slug))
    uses = found.citing("wang2024xinzhi")
    assert [(u.slug, u.anchor, u.locator) for u in uses] == [
        ("lunwen", "p1", "12-14"), ("lunwen", "p2", ""), ("lunwen", "fn:3", ""), ("baogao", "p3", "3"),
    ]  # fmt: skip
    assert uses[0].before.endswith("其中第二条最短") and uses[0].cited == "（王某，2024：12-14）"
    assert "texts/lunwen/#p1" in staged["bibliography/index.md"]


def test_code_is_left_alone(staged: dict[str, str]) -> None:
    made = staged["guide/reading.md"]
    assert "`[@wang2024xinzhi]`" in made and "```\n[@wang2024xinzhi]\n```" in made
    assert 'data-key="wang2024xinzhi"' in made


def test_unresolved_citations_are_counted_over_the_text(staged: dict[str, str]) -> None:
    made = staged["texts/lunwen.md"]
    assert "本页有 2 处引文" in made and "nobody2020" in made
    assert "处引文未能" not in staged["texts/baogao/01-zonglun.md"]


def test_the_list_holds_what_is_cited_and_not_printed(staged: dict[str, str]) -> None:
    made = staged["texts/lunwen.md"]
    listed = made[made.index('id="cited-works"') :]
    assert 'id="ref-xu2024luoji"' in listed and 'id="ref-wang2024xinzhi"' not in listed
    assert made.count('id="ref-wang2024xinzhi"') == 1
    whole = staged["texts/baogao/01-zonglun.md"]
    assert whole.count('id="ref-wang2024xinzhi"') == 1 and "参考文献" in whole


def test_manifest(staged: dict[str, str]) -> None:
    data = json.loads(staged["corpus.json"])
    assert [(t["slug"], t["source"], t["part"], t["pages"]) for t in data["texts"]] == [
        ("lunwen", "001_lunwen.txt", 1, ["texts/lunwen/"]),
        ("baogao", "002_baogao.txt", 1, ["texts/baogao/", "texts/baogao/01-zonglun/", "texts/baogao/02-zhanwang/"]),
        ("baodao", "003_baodao.txt", 2, ["texts/baodao/"]),
    ]
    assert data["terms"][0] == {"id": "shuju-yaosu", "term": "数据要素", "url": "glossary/#term-shuju-yaosu"}
    smith = next(r for r in data["references"] if r["key"] == "smith2022data")
    assert smith["url"] == "bibliography/#ref-smith2022data" and smith["texts"] == ["lunwen"]


def test_every_staged_page_is_in_the_navigation_or_apart_from_it(corpus: Corpus) -> None:
    made = stage(corpus)
    apart = set(GitIgnoreSpec.from_lines(made.apart).match_files(made.pages))

    def paths(nav: object) -> set[str]:
        if isinstance(nav, str):
            return {nav}
        inner = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else []
        return {path for part in inner for path in paths(part)}

    assert paths(made.nav) == {path for path in made.pages if path.endswith(".md")} - apart
    assert "glossary/shuju-yaosu.md" in apart and "glossary/index.md" not in apart


def test_downloads_of_a_text_hold_its_works_only(corpus: Corpus) -> None:
    files = stage(corpus).files
    keys = set(re.findall(r"@\w+\{([^,]+),", files["bibliography/texts/lunwen.bib"]))
    assert keys == {"wang2024xinzhi", "li2023shuju", "smith2022data", "xu2024luoji"}
    ids = {item["id"] for item in json.loads(files["bibliography/references.csl.json"])}
    assert ids == {"wang2024xinzhi", "li2023shuju", "smith2022data", "xu2024luoji", "mou2024qushi", "uncited2020"}


def test_an_empty_site_is_a_site() -> None:
    made = assemble(Corpus(Config()))
    assert "还没有文本" in made["texts/index.md"] and "index.md" in made
    assert json.loads(made["corpus.json"])["texts"] == []


def test_words_of_the_front_matter_cannot_be_markup() -> None:
    page = parse_page("texts/a.md", '---\ntitle: "<b>甲</b>"\nabstract: "<script>x</script>"\nkeywords: ["<i>"]\n---\n\n# 甲\n\n乙。\n')
    from build_scripts.model.corpus import Text

    made = assemble(Corpus(Config(), (Text("a", (page,)),)))
    body = made["texts/a.md"].split("---\n", 2)[2]
    assert "<script" not in body and "&lt;script&gt;" in body and "&lt;i&gt;" in body
    assert "<b>甲" not in made["texts/index.md"]


def test_an_edit_of_terms_goes_in_beside_ours(corpus: Corpus) -> None:
    from build_scripts.model.page import Page
    from build_scripts.text.edit import Edit
    from build_scripts.text.source import Span

    def link(page: Page) -> list[Edit]:
        at = page.text.find("边界之内")
        return [Edit(Span(at, at + 2), "<i>边界</i>")] if at >= 0 else []

    assert "<i>边界</i>之内是数字化车间<a" in assemble(corpus, link)["texts/lunwen.md"]


def test_relative_addresses() -> None:
    assert relative("texts/a/", "bibliography/#ref-x") == "../../bibliography/#ref-x"
    assert relative("texts/a/", "texts/a/#p1") == "#p1"
    assert relative("", "texts/") == "texts/"
    assert relative("texts/a/", "") == "../../"
    assert relative("bibliography/", "bibliography/references.bib") == "references.bib"


def test_numbering_skips_notes_and_printed_lists(corpus: Corpus) -> None:
    page = parse_page("texts/a.md", '甲。\n\n[^1]: 注\n\n    注二\n\n<div class="references" markdown="block">\n\n- [1] 乙\n\n</div>\n')
    assert list(number_paragraphs(page).values()) == [1]


def styled(corpus: Corpus, **citations: str) -> str:
    from dataclasses import replace

    config = replace(corpus.config, extra={"citations": {"display": "style", **citations}})
    return assemble(replace(corpus, config=config))["texts/lunwen.md"]


def test_in_the_sites_numeric_style_the_list_has_the_numbers(corpus: Corpus) -> None:
    made = styled(corpus, layout="numeric")
    listed = re.findall(r'<li id="ref-(\w+)" data-key="\w+" value="(\d+)">', made)
    assert listed == [("wang2024xinzhi", "1"), ("li2023shuju", "2"), ("smith2022data", "3"), ("xu2024luoji", "4")]
    first = made[made.index("其中第二条最短") : made.index("也有人不同意")]
    assert re.sub("<[^>]*>", "", first) == "其中第二条最短\\[1\\]12-14，"
    assert made.count('id="ref-wang2024xinzhi"') == 1 and 'id="print-wang2024xinzhi"' in made


def test_in_the_sites_author_date_style(corpus: Corpus) -> None:
    made = styled(corpus, layout="author-date", style="gbt7714-2015")
    first = made[made.index("也有人不同意") : made.index("permalink", made.index("也有人不同意"))]
    assert re.sub("<[^>]*>", "", first).startswith("也有人不同意(李某, 2023; Smith, 2022")
    assert "（赵某，2021）" in made


def test_an_address_of_the_library_is_a_link_only_to_the_web() -> None:
    from build_scripts.model.corpus import Entry
    from build_scripts.model.reference import Reference, RefType

    bad = Entry("bad", Reference(RefType.WEBPAGE, '<img src=x onerror="1">', url="javascript:alert(1)", doi='10.1/"><b>'))
    made = assemble(Corpus(Config(), entries={"bad": bad}))["bibliography/index.md"]
    assert 'href="javascript:' not in made and "<img" not in made and '"><b>' not in made


def test_a_term_within_what_we_replace_gives_way(corpus: Corpus) -> None:
    from build_scripts.model.page import Page
    from build_scripts.text.edit import Edit
    from build_scripts.text.source import Span

    def link(page: Page) -> list[Edit]:
        """Every 数据 of the page, also in citations, notes and lists."""
        return [Edit(Span(m.start(), m.end()), "<i>数据</i>") for m in re.finditer("数据", page.text) if m.start() >= page.body]

    made = assemble(corpus, link)["texts/lunwen.md"]
    assert "<i>数据</i>进入生产有三条路径" in made
    assert 'href="#ref-li2023shuju">数据的价格</a>' in made
    assert "[2] 李某. 数据的价格[M]" in made
