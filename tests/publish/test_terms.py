"""Glossary, pages of terms, concordance, parallel passages and figures, over a small corpus of its own."""

from __future__ import annotations

import json
import re

import pytest

from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Entry, Text
from build_scripts.model.glossary import Glossary, Linking, Term
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.publish.assemble import assemble
from build_scripts.publish.glossary.site_terms import SiteTerms, initial, pinyin_of, spoken
from build_scripts.publish.termpages import plain_definition, shard_of

QUOTE = "每一段文字都有固定的地址，每一处引文都能回到它的出处，每一次改动都留有记录"
ONE = f"""---
title: 甲文
date: 2021-03
authors: [{{name: 王某}}]
---

# 甲文

创新是把要素重新组合起来的过程。数据要素与创新有关。[^1]

## 一、口径 {{#s1}}

口径是指统计数字所依据的范围与定义。{QUOTE}[@li2020]<!-- print: （李某，2020） -->。创新者不在此列。

| 口径 | 数 |
| --- | --- |
| 创新 | 1 |

[^1]: 这里的口径从宽。
"""
TWO = f"""---
title: 乙文
date: 2023
---

# 乙文

有人以为，{QUOTE.replace("，", "、").replace("文字", "")}。[^1]这与口径和数据要素都有关。

[^1]: 李某：《论出处》，某出版社，2020年，第3页。 <!-- ref: li2020 -->
"""
GLOSSARY = Glossary(
    (
        Term("chuangxin", "创新", en="innovation", definition="新的组合[@li2020, 3]，见[[口径]]。", see_also=("koujing",), source="论出处"),
        Term("koujing", "统计口径", ("口径",), pinyin="tǒngjì kǒujìng", definition="范围与定义。"),
        Term("shuju", "数据要素", definition="*数据*。"),
        Term("abc", "ABC法", definition="没有用到。"),
    )
)
LI = Reference(RefType.BOOK, title="论出处", authors=(Name("李某", literal=True),), publisher="某出版社", date=Date(2020))


def corpus(**extra: object) -> Corpus:
    texts = tuple(Text(slug, (parse_page(f"texts/{slug}.md", words),)) for slug, words in (("jia", ONE), ("yi", TWO)))
    return Corpus(Config(extra=extra), texts, entries={"li2020": Entry("li2020", LI)}, glossary=GLOSSARY)


@pytest.fixture(scope="module")
def staged() -> dict[str, str]:
    return assemble(corpus())


def test_terms_are_linked_in_the_text(staged: dict[str, str]) -> None:
    made = staged["texts/jia.md"]
    assert made.count('data-term="chuangxin"') == 2, "once before the first head and once behind it"
    assert '<a class="term" data-term="koujing" href="../../glossary/#term-koujing">口径</a>是指' in made
    assert "| 口径 | 数 |" in made and "## 一、口径 {#s1}" in made and "创新者不在此列" in made
    assert '这里的<a class="term" data-term="koujing"' in made


def test_a_note_that_explains_and_cites_has_both() -> None:
    note = "这里的创新从宽。李某：《论出处》，某出版社，2020年，第3页。 <!-- ref: li2020 -->"
    texts = (Text("a", (parse_page("texts/a.md", f"# 甲\n\n正文。[^1]\n\n[^1]: {note}\n"),)),)
    made = assemble(Corpus(Config(), texts, entries={"li2020": Entry("li2020", LI)}, glossary=GLOSSARY))["texts/a.md"]
    assert '这里的<a class="term" data-term="chuangxin"' in made and made.count('data-key="li2020"') == 2


def test_the_setting_of_the_site_and_of_english() -> None:
    assert assemble(corpus(terms={"link": "off"}))["texts/jia.md"].count('class="term"') == 0
    assert SiteTerms(corpus(terms={"link": "every"})).linking is Linking.EVERY


def test_the_glossary_by_pinyin_with_letters(staged: dict[str, str]) -> None:
    made = staged["glossary/index.md"]
    assert re.findall(r"\{#term-(\w+)\}", made) == ["abc", "chuangxin", "shuju", "koujing"]
    assert re.findall(r'<a href="#letter-\w">(\w)</a>', made) == ["A", "C", "S", "T"]
    assert all(f'id="letter-{letter}"' in made for letter in "acst")
    assert 'href="chuangxin/">3 处用例，见于 1 篇文本</a>' in made and "ABC法" in made and "glossary/abc.md" not in staged
    assert "[[口径]]" not in made and '<a class="term" data-term="koujing" href="#term-koujing">口径</a>' in made


def test_readings() -> None:
    assert [initial(term) for term in GLOSSARY] == ["C", "T", "S", "A"]
    assert pinyin_of(GLOSSARY["chuangxin"]) == "chuàng xīn" and pinyin_of(GLOSSARY["koujing"]) == "tǒngjì kǒujìng"
    assert initial(Term("x", "重庆模式")) == "C" and initial(Term("x", "重庆模式", pinyin="zhòng")) == "Z" and initial(Term("x", "《》")) == "#"
    assert sorted(GLOSSARY, key=spoken)[0].id == "abc"


def test_the_page_of_a_term(staged: dict[str, str]) -> None:
    made = staged["glossary/koujing.md"]
    lines = re.findall(r'<a href="([^"]*)" title="([^"]*)"><span class="kl">(.*?)</span><b>(.*?)</b><span class="kr">(.*?)</span></a>', made)
    assert [(href, label) for href, label, *_ in lines] == [
        ("../../texts/jia/#p2", "第2段"), ("../../texts/jia/#p2", "第2段"), ("../../texts/jia/#fn:1", "注1"), ("../../texts/yi/#p1", "第1段"),
    ]  # fmt: skip
    assert lines[0][2:4] == ("", "口径") and lines[0][4].startswith("是指统计数字") and lines[3][2].endswith("这与")
    assert "各家怎么说" in made and "是指统计数字所依据的范围与定义。" in made and "各篇用例数" in made and "各年用例数" in made
    assert 'data-text="jia"' in made and made.index("甲文") < made.rindex("乙文") and 'zj-search-index", "off"' in made
    assert "常在一处的术语" in made and 'data-term="chuangxin"' in made


def test_who_says_what_it_means(staged: dict[str, str]) -> None:
    assert "<b>创新</b>是把要素重新组合起来的过程。" in staged["glossary/chuangxin.md"]
    assert "各家怎么说" not in staged["glossary/shuju.md"]


def test_the_files_of_the_popovers(staged: dict[str, str]) -> None:
    data = json.loads(staged[f"glossary/data/{shard_of('chuangxin')}.json"])["chuangxin"]
    assert data == {"term": "创新", "en": "innovation", "definition": "新的组合，见口径。", "source": "论出处", "uses": 3, "texts": 1,
                    "page": "glossary/chuangxin/"}  # fmt: skip
    unused = json.loads(staged[f"glossary/data/{shard_of('abc')}.json"])["abc"]
    assert (unused["uses"], unused["page"]) == (0, "") and plain_definition(GLOSSARY["shuju"]) == "数据。"


def test_parallel_passages(staged: dict[str, str]) -> None:
    index, page = staged["parallels/index.md"], staged["parallels/1.md"]
    assert "找到 1 段" in index and re.search(r'data-sort="2">2</td><td class="number" data-sort="2">2</td>', index)
    assert "甲文" in page and "乙文" in page and 'href="../../texts/jia/#p2"' in page and 'title="对照本此处有“文字”"' in page
    assert page.count('href="../../bibliography/#ref-li2020"') == 1 and "《甲文》、《乙文》" in page
    mark = re.search(r'<span class="page-meta parallel-marks"><a class="parallel" href="\.\./\.\./parallels/1/#(x-\w+)"[^>]*>', staged["texts/yi.md"])
    assert mark and f'id="{mark[1]}"' in page
    assert "parallel-marks" not in staged["index.md"]


def test_the_figures(staged: dict[str, str]) -> None:
    made = staged["figures/index.md"]
    assert made.count("<svg") == 3 and made.count("<details>") == 3
    assert "《甲文》引用 2020 年的文献 1 种：论出处" in made and "《甲文》用“创新”3 次" in made and made.count('class="edge"') >= 5
    assert 'href="../glossary/koujing/"' in made and 'href="../bibliography/#ref-li2020"' in made and "<script" not in made


def test_hostile_names_stay_words() -> None:
    evil = Term("evil", '<img src=x onerror="a">"', ("丙&丁",), en="<b>", definition="<script>alert(1)</script>", source="<i>x</i>")
    texts = (Text("a", (parse_page("texts/a.md", "---\ntitle: '<u>标题</u>'\n---\n\n# 甲\n\n丙&amp;丁在此处。\n"),)),)
    made = assemble(Corpus(Config(), texts, glossary=Glossary((evil,))))
    for path in ("glossary/index.md", "glossary/evil.md", "figures/index.md"):
        body = made[path].split("---\n", 2)[2]
        assert "<img" not in body and "<u>" not in body and "<i>x" not in body, path


def test_a_large_glossary_is_split_and_an_empty_site_has_its_pages() -> None:
    many = Glossary(tuple(Term(f"t{n}", f"术语{n:04d}") for n in range(650)))
    terms = SiteTerms(Corpus(Config(), glossary=many))
    assert [path for path, _ in terms.index_pages] == ["glossary/index.md", "glossary/page/2.md", "glossary/page/3.md"]
    made = assemble(Corpus(Config(), glossary=many))
    assert terms.url("t649") == "glossary/page/3/#term-t649" and "{#term-t649}" in made["glossary/page/3.md"]
    empty = assemble(Corpus(Config()))
    assert "还是空的" in empty["glossary/index.md"] and "没有相同的段落" in empty["parallels/index.md"] and "图谱" in empty["figures/index.md"]
