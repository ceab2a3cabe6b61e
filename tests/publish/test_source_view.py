"""The pages of raw lines and the links that lead to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from build_scripts.diagnostics import BuildError
from build_scripts.formats.corpus import RawTexts, group_texts
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus
from build_scripts.publish.assemble import assemble
from build_scripts.publish.page.source_view import MOST_LINES, SourceView
from build_scripts.text.source import Source

PARAGRAPHS = ["第一段讲数据从哪里来，又到哪里去。", "第二段讲<b>加粗</b>的写法怎样转过来。", "第三段讲结论，只有一句话而已。"]
RAW = "题名\n　　第一段讲数据从哪里来，\n又到哪里去。\n第二段讲<script>alert(1)</script>加粗的写法怎样转过来。\x0c\n— 3 —\n第三段讲结论，只有一句话而已。\n"


def corpus_of(pages: Mapping[str, str], raw: Mapping[str, str], **extra: object) -> Corpus:
    texts, others = group_texts(parse_page(path, text) for path, text in pages.items())
    return Corpus(Config(extra=extra), texts, others, raw=lambda name: Source(name, raw[name]) if name in raw else None)


def page_of(words: list[str], file: str = "a.txt", part: int = 1) -> str:
    return f"---\ntitle: 题名\nsource: {{file: {file}, part: {part}}}\n---\n\n# 题名\n\n" + "\n\n".join(words) + "\n"


def test_every_paragraph_leads_to_its_lines() -> None:
    corpus = corpus_of({"texts/a.md": page_of(PARAGRAPHS)}, {"a.txt": RAW})
    page = assemble(corpus)["texts/a.md"]
    hrefs = re.findall(r'class="raw-lines page-meta" href="([^"]+)"', page)
    assert hrefs == ["source/#L2-3", "source/#L4", "source/#L6"]
    files = dict(SourceView(corpus).files())
    assert list(files) == ["texts/a/source/index.html"]
    html = files["texts/a/source/index.html"]
    for href in hrefs:
        assert html.count(f'id="{href.partition("#")[2]}"') == 1
    assert re.findall(r'<li id="L(\d+)">', html) == ["1", "2", "3", "4", "5", "6"]
    assert re.findall(r'href="\.\./#(p\d)"', html) == ["p1", "p2", "p3"]


def test_every_note_leads_to_its_lines_wherever_the_print_has_it() -> None:
    words = [f"{PARAGRAPHS[0]}[^1]", f"{PARAGRAPHS[2]}[^2]", "[^1]: 《甲书》，第3页。", "[^2]: 《乙书》，第4页。 <!-- ref: none -->"]
    raw = "第一段讲数据从哪里来，①\n① 《甲书》，第3页。\n又到哪里去。\n第三段讲结论，只有一句话而已。②\n② 《乙书》，第4页。\n"
    corpus = corpus_of({"texts/a.md": page_of(words)}, {"a.txt": raw})
    page = assemble(corpus)["texts/a.md"]
    notes = [line for line in page.splitlines() if line.startswith("[^")]
    assert [re.findall(r'class="raw-lines page-meta" href="([^"]+)"', line) for line in notes] == [["source/#L2"], ["source/#L5"]]
    html = dict(SourceView(corpus).files())["texts/a/source/index.html"]
    assert re.findall(r'href="\.\./#([^"]+)"', html) == ["p1", "fn:1", "p2", "fn:2"]


def test_raw_text_is_words_and_never_markup() -> None:
    html = dict(SourceView(corpus_of({"texts/a.md": page_of(PARAGRAPHS)}, {"a.txt": RAW})).files())["texts/a/source/index.html"]
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\x0c" not in html and "\u240c" in html
    assert 'name="zj-search-index" content="off"' in html


@pytest.mark.parametrize("setting", [False, "off"])
def test_a_site_can_do_without(setting: object) -> None:
    corpus = corpus_of({"texts/a.md": page_of(PARAGRAPHS)}, {"a.txt": RAW}, source_view=setting)
    assert "raw-lines" not in assemble(corpus)["texts/a.md"]
    assert list(SourceView(corpus).files()) == []


def test_a_text_without_its_raw_text_has_no_link() -> None:
    corpus = corpus_of({"texts/a.md": page_of(PARAGRAPHS, "missing.txt"), "texts/b.md": "# 无来源\n\n一段。\n"}, {})
    assert "raw-lines" not in "".join(assemble(corpus)[path] for path in ("texts/a.md", "texts/b.md"))


def test_a_paragraph_that_an_editor_wrote_has_no_link() -> None:
    corpus = corpus_of({"texts/a.md": page_of([*PARAGRAPHS, "这一段是编者补写的，原文里没有。"])}, {"a.txt": RAW})
    assert assemble(corpus)["texts/a.md"].count("raw-lines") == 3


def test_texts_of_one_file_show_their_own_lines() -> None:
    others = ["另一篇的第一段，讲的是报纸的版面。", "另一篇的第二段，讲的是记者的署名。"]
    raw = RAW + "报头\n" + "\n".join(others) + "\n"
    view = SourceView(corpus_of({"texts/a.md": page_of(PARAGRAPHS), "texts/b.md": page_of(others, part=2)}, {"a.txt": raw}))
    shown = {path: re.findall(r'<li id="L(\d+)">', html) for path, html in view.files()}
    assert shown["texts/a/source/index.html"] == [str(n) for n in range(1, 8)]
    assert shown["texts/b/source/index.html"] == [str(n) for n in range(7, 10)]  # what stands between two texts is shown with both


def test_a_long_raw_text_goes_over_several_pages_and_cuts_no_paragraph() -> None:
    words = [f"第{n}段说的是第{n * 7919 % 10007}号事情，与第{n * 104729 % 99991}号无关，三行。" for n in range(900)]
    raw = "\n".join(f"{one[:8]}\n{one[8:16]}\n{one[16:]}" for one in words)
    pages = {"texts/a/index.md": page_of([]), "texts/a/01-s1.md": page_of(words[:450]), "texts/a/02-s2.md": page_of(words[450:])}
    corpus = corpus_of(pages, {"a.txt": raw})
    files = dict(SourceView(corpus).files())
    assert list(files) == [f"texts/a/source/{n}index.html" for n in ("", "2/", "3/")]
    assert all(html.count("<li ") <= 2 * MOST_LINES for html in files.values())
    staged = assemble(corpus)
    hrefs = [href for path in ("texts/a/01-s1.md", "texts/a/02-s2.md") for href in re.findall(r'class="raw-lines page-meta" href="([^"]+)"', staged[path])]
    assert len(hrefs) == 900
    for href in hrefs:
        address, _, anchor = href.partition("#")
        html = files[f"texts/a/{address.removeprefix('../')}index.html"]
        first, last = anchor[1:].split("-")
        assert f'id="{anchor}"' in html and f'id="L{first}"' in html and f'id="L{last}"' in html


def test_a_name_that_leads_out_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("不该发布的一句话。", encoding="utf-8")
    root = tmp_path / "site"
    (root / "references" / "sources").mkdir(parents=True)
    with pytest.raises(BuildError):
        RawTexts(root)("../../../secret.txt")
    (root / "references" / "sources" / "a.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(BuildError):
        RawTexts(root)("a.txt")
    assert RawTexts(root)("none.txt") is None


def test_a_chapter_that_wants_the_address_keeps_it() -> None:
    corpus = corpus_of({"texts/a/index.md": page_of(PARAGRAPHS), "texts/a/source.md": "# 来源\n\n一段。\n"}, {"a.txt": RAW})
    assert list(SourceView(corpus).files()) == [] and "raw-lines" not in assemble(corpus)["texts/a/index.md"]


def test_the_collection_reads_no_raw_text_before_it_is_asked(corpus: Corpus) -> None:
    asked: list[str] = []
    SourceView(replace(corpus, raw=lambda name: asked.append(name)))
    assert len(asked) == len(set(asked))
