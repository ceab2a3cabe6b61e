"""Step two: the HTML that a reader and a machine get, from a bare strict ``mkdocs build`` of the tiny site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest
import yaml
from lxml.html import HtmlElement

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def text(site: Path) -> HtmlElement:
    return read(site, "texts/lunwen/")


def read(site: Path, url: str) -> HtmlElement:
    tree: HtmlElement = lxml.html.document_fromstring((site / url / "index.html").read_bytes())
    return tree


def content(tree: HtmlElement) -> HtmlElement:
    found: HtmlElement = tree.find_class("md-content__inner")[0]
    return found


def test_paragraphs_carry_their_anchors(text: HtmlElement) -> None:
    ids = [e.get("id") for e in content(text).iter("p", "li") if re.fullmatch(r"p\d+", e.get("id") or "")]
    assert ids == [f"p{n}" for n in range(1, 14)]
    boxed = [e.get("id") for e in content(text).xpath(".//*[contains(@class,'admonition')]/p[@id]")]
    assert boxed == ["p9", "p10"]


def test_every_anchor_that_a_page_points_at_is_on_it(site: Path) -> None:
    for path in sorted(site.rglob("index.html")):
        tree = lxml.html.document_fromstring(path.read_bytes())
        ids = [e.get("id") for e in content(tree).iter() if isinstance(e.tag, str) and e.get("id")]
        assert len(ids) == len(set(ids)), f"{path}: {sorted(i for i in ids if ids.count(i) > 1)}"
        for link in content(tree).xpath(".//a[starts-with(@href,'#')]"):
            assert link.get("href")[1:] in ids, f"{path}: {link.get('href')}"


def test_links_between_pages_lead_somewhere(site: Path) -> None:
    for path in sorted(site.rglob("index.html")):
        tree = lxml.html.document_fromstring(path.read_bytes())
        for link in tree.xpath("//a[@href]"):
            href = link.get("href").split("?")[0]
            if re.match(r"[a-z]+:|#|$", href) or not href:
                continue
            file, _, anchor = href.partition("#")
            target = (path.parent / file).resolve()
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path.relative_to(site)}: {href}"
            if anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), f"{path.relative_to(site)}: {href}"


def test_citations(text: HtmlElement) -> None:
    found = [(a.get("data-key"), a.get("data-locator"), a.text_content()) for a in content(text).xpath(".//p[@id='p1']//a[@data-key]")]
    assert found == [
        ("wang2024xinzhi", "12-14", "（王某，2024：12-14）"),
        ("li2023shuju", "", "（李某，2023；"),
        ("smith2022data", "5", "Smith，2022：5）"),
    ]
    assert [c.text_content() for c in content(text).xpath(".//cite[@class='unresolved']")] == ["（赵某，2021）", "（无名，2020）"]


def test_printed_list(text: HtmlElement) -> None:
    items = content(text).xpath(".//*[contains(@class,'references')]//li[@class='reference']")
    assert [(i.get("id"), i.get("data-key")) for i in items] == [
        ("ref-wang2024xinzhi", "wang2024xinzhi"), ("ref-li2023shuju", "li2023shuju"), ("ref-smith2022data", "smith2022data"), (None, None),
    ]  # fmt: skip
    assert items[3].text_content() == "[4] 佚名. 一条读不出来的文献."


def test_notes_tables_figures_boxes(text: HtmlElement) -> None:
    area = content(text)
    assert [li.get("id") for li in area.xpath(".//li[starts-with(@id,'fn:')]")] == ["fn:1", "fn:2", "fn:3"]
    assert len(area.xpath(".//figure[@id='tab-1']//table//td")) == 6
    assert area.xpath(".//figure[@id='tab-2']//td[@rowspan='2']")[0].text_content() == "投入"
    assert area.xpath(".//figure[@id='fig-1']/figcaption")[0].text_content() == "图1 路径示意"
    assert area.xpath(".//*[contains(@class,'admonition-title')]")[0].text_content() == "专栏1 一个车间"
    assert area.xpath(".//*[@id='page-15']")[0].get("data-page") == "15"


def test_what_is_no_text_is_marked(text: HtmlElement) -> None:
    """Outside furniture the text area holds the words of the text and nothing else."""
    area = content(text)
    for part in area.xpath(".//*[contains(@class,'page-meta') or contains(@class,'cite-this') or contains(@class,'permalink')"
                           " or contains(@class,'headerlink') or contains(@class,'footnote-backref')]"):  # fmt: skip
        part.drop_tree()
    words = re.sub(r"\s+", "", area.text_content())
    for foreign in ("引用本文", "著录信息", "摘要", "关键词", "文献库", "查看"):
        assert foreign not in words
    assert words.startswith("数据要素如何进入生产数据进入生产有三条路径。")


def test_head(text: HtmlElement) -> None:
    metas = [(m.get("name"), m.get("content")) for m in text.xpath("//head/meta[@name]")]
    assert ("citation_author", "王, 瑜聪") in metas and ("citation_author", "欧阳, 明") in metas
    assert ("citation_abstract", "本文自拟一段摘要，说明数据要素怎样进入生产，又怎样被度量。") in metas
    data = json.loads(text.xpath("//script[@type='application/ld+json']")[0].text)
    assert data["@type"] == "ScholarlyArticle" and data["author"][1]["familyName"] == "欧阳"


def test_chapters_speak_for_their_text(site: Path) -> None:
    landing, chapter = read(site, "texts/baogao/"), read(site, "texts/baogao/01-zonglun/")
    links = landing.xpath("//nav[contains(@class,'contents')]//a")
    assert [a.text_content() for a in links] == ["第一章 总论", "第一节 背景", "第二章 展望"]
    assert chapter.xpath("//meta[@name='citation_title']/@content") == ["区域数据中心年度报告"]
    assert chapter.xpath("//h1")[0].text_content().startswith("第一章 总论")
    assert [a.text_content().split()[-1] for a in chapter.xpath("//a[contains(@class,'md-footer__link')]//*[@class='md-ellipsis']")] == [
        "区域数据中心年度报告", "展望",
    ]  # fmt: skip


def test_bibliography(site: Path) -> None:
    page = read(site, "bibliography/")
    assert [e.get("id") for e in page.find_class("entry")] == [
        "ref-li2023shuju", "ref-mou2024qushi", "ref-uncited2020", "ref-wang2024xinzhi", "ref-xu2024luoji", "ref-smith2022data",
    ]  # fmt: skip
    wang = page.get_element_by_id("ref-wang2024xinzhi")
    assert [a.get("href") for a in wang.xpath(".//*[contains(@class,'backlinks')]//a")] == [
        "../texts/lunwen/#p1", "../texts/lunwen/#p2", "../texts/lunwen/#fn:3", "../texts/baogao/01-zonglun/#p3",
        "../guide/reading/",
    ]  # fmt: skip
    assert "../glossary/#term-shuju-yaosu" in page.get_element_by_id("ref-li2023shuju").xpath(".//*[contains(@class,'backlinks')]//a/@href")
    assert page.get_element_by_id("ref-uncited2020").find_class("uncited")[0].text_content() == "未被引用"
    for name in ("references.bib", "references.ris", "references.csl.json"):
        assert (site / "bibliography" / name).stat().st_size > 100


def test_no_page_asks_a_foreign_host_or_runs_inline_script(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        tree = lxml.html.document_fromstring(path.read_bytes())
        asked = tree.xpath("//script/@src | //img/@src | //iframe/@src | //link[not(starts-with(@rel,'schema.'))]/@href")
        assert not [address for address in asked if re.match(r"(https?:)?//", address)], path
        for script in tree.xpath("//script[not(@src)]"):
            assert script.get("type") in ("application/json", "application/ld+json"), path
        assert not tree.xpath("//style | //*[@style] | //*[@onclick]"), path
    for sheet in site.rglob("*.css"):
        assert "url(data:" not in (css := sheet.read_text(encoding="utf-8")) and 'url("data:' not in css, sheet
        assert not re.search(r"url\(['\"]?https?:", css), sheet


def test_search_index_is_written(site: Path) -> None:
    assert (site / "search" / "manifest.json").is_file() and (site / "search" / "search.js").is_file()
    assert read(site, "").xpath("//meta[@name='zj-search']/@content") == ["search/manifest.json"]
    assert read(site, "texts/baogao/01-zonglun/").xpath("//a[@data-search-open]/@href") == ["../../../search/"]


def test_both_settings_agree() -> None:
    """The project's own ``mkdocs.yml`` and the one of a new site differ in name and hooks only."""
    own = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    new = yaml.safe_load((ROOT / "build_scripts" / "publish" / "assets" / "mkdocs.yml").read_text(encoding="utf-8"))
    for key in ("theme", "plugins", "markdown_extensions", "validation"):
        assert own[key] == new[key], key
