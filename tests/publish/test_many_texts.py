"""Many texts: pages keep their weight, and every text is still reached."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import build_scripts.publish.catalogue as catalogue
import build_scripts.publish.navigation as navigation
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Entry, Text
from build_scripts.model.reference import Reference, RefType
from build_scripts.publish.assemble import stage


def _corpus(count: int) -> Corpus:
    texts = []
    for number in range(count):
        page = parse_page(f"texts/t{number:03d}.md", f"---\ntitle: 题{number}\n---\n\n# 题{number}\n\n第{number}篇的一段。\n")
        texts.append(Text(f"t{number:03d}", (page,)))
    return Corpus(Config(), tuple(texts))


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "PER_PAGE", 4)
    monkeypatch.setattr(navigation, "MOST_TEXTS", 5)


def test_the_catalogue_is_split_and_whole() -> None:
    pages = {path: text for path, text in stage(_corpus(11)).pages.items() if path == "texts/index.md" or path.startswith("catalogue/")}
    assert list(pages) == ["texts/index.md", "catalogue/2.md", "catalogue/3.md"]
    found = [re.findall(r'<th scope="row"><a href="([^"]*)"', text) for text in pages.values()]
    assert [len(ways) for ways in found] == [4, 4, 3]
    assert found[0][0] == "t000/" and found[1][0] == "../../texts/t004/"
    assert 'href="../catalogue/2/"' in pages["texts/index.md"]
    assert 'href="../../texts/"' in pages["catalogue/3.md"]


def test_a_page_more_makes_no_other_page_heavier() -> None:
    few, many = stage(_corpus(9)).pages, stage(_corpus(90)).pages
    for path in ("texts/t001.md", "index.md", "texts/index.md"):
        links = many[path].count("第 ")  # the pager grows by one short link for each page of the catalogue
        assert len(many[path]) - len(few[path]) < 120 * links + 200


def test_few_texts_stand_in_the_navigation_and_many_on_the_shelf() -> None:
    few, many = stage(_corpus(5)), stage(_corpus(6))
    assert few.shelf == [] and len(few.nav[1][navigation.TEXTS]) == 6
    assert many.nav[1][navigation.TEXTS] == ["texts/index.md"]
    assert [path for item in many.shelf for path in item.values()] == [f"texts/t{n:03d}.md" for n in range(6)]
    assert "/texts/*" in many.apart and "/texts/*" not in few.apart


def test_many_lists_of_works_lead_to_each_other_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.publish.works.PER_PAGE", 1)
    few, many = (
        stage(replace(_corpus(1), entries={f"k{n}": Entry(f"k{n}", Reference(RefType.BOOK, title=f"书{n}")) for n in range(count)})) for count in (9, 10)
    )
    listed = [f"bibliography/{n}.md" for n in range(2, 10)]
    assert few.nav[2] == {"文献": ["bibliography/index.md", *listed, "bibliography/charts.md"]}
    assert many.nav[2] == {"文献": ["bibliography/index.md", "bibliography/charts.md"]}
    assert "/bibliography/[0-9]*" in many.apart and "/bibliography/[0-9]*" not in few.apart
    assert 'href="../10/"' in many.pages["bibliography/3.md"]


def test_chapters_stay_together_on_the_shelf() -> None:
    corpus = _corpus(6)
    book = Text("book", tuple(
        parse_page(f"texts/book/{name}.md", f"---\ntitle: {name}\npart_of: book\norder: {n}\n---\n\n# {name}\n") for n, name in enumerate(("index", "01", "02"))
    ))  # fmt: skip
    shelf = stage(replace(corpus, texts=(*corpus.texts, book))).shelf
    assert shelf[-1] == {"index": ["texts/book/index.md", {"01": "texts/book/01.md"}, {"02": "texts/book/02.md"}]}
