"""The source that an entry of the glossary names is a link where it stands on the site."""

from __future__ import annotations

import pytest

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Entry, Text
from build_scripts.model.glossary import Glossary, Term
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.publish.assemble import assemble


def corpus(source: str) -> Corpus:
    def work(key: str, title: str) -> Entry:
        return Entry(key, Reference(RefType.BOOK, title, (Name("甲某", literal=True),), date=Date(2020), language="zh"))

    page = parse_page("texts/a.md", "---\ntitle: 论山\n---\n\n# 论山\n\n山者，高地也。\n")
    entries = {"one": work("one", "水书"), "two": work("two", "同名"), "three": work("three", "同名")}
    return Corpus(Config(), (Text("a", (page,)),), entries=entries, glossary=Glossary((Term("shan", "山者", definition="高地。", source=source),)))


@pytest.mark.parametrize(("source", "link"), [
    ("论山", '来源：<a href="../../texts/a/">论山</a>'), ("水书", '来源：<a href="../../bibliography/#ref-one">水书</a>'),
    ("同名", "来源：同名"), ("别处的书 <b>", "来源：别处的书 &lt;b&gt;"),
])  # fmt: skip
def test_a_text_or_a_work_of_this_site_is_linked(source: str, link: str) -> None:
    made = assemble(corpus(source))
    assert f"{link}　" in made["glossary/shan.md"]
    assert link.replace('"../../', '"../') in made["glossary/index.md"]


def test_without_a_source_nothing_is_said_of_one() -> None:
    assert "来源" not in assemble(corpus(""))["glossary/shan.md"]
