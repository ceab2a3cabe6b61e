"""Parallel passages on the pages: the same with and without a memo, nothing parsed twice, nothing that grows out of hand."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.formats.cache import Memo, Store
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Entry, Text
from build_scripts.model.page import Page
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.parallels.pages import Parallels
from build_scripts.publish.works import Works

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]
LI = Entry("li2020", Reference(RefType.BOOK, title="论出处", authors=(Name("李某", literal=True),), publisher="某出版社", date=Date(2020)))
QUOTE = "每一段文字都有固定的地址，每一处引文都能回到它的出处，每一次改动都留有记录"
BITS = (
    f"{QUOTE}。", f"**{QUOTE[:18]}**{QUOTE[18:]}", f"{QUOTE[20:]}[@li2020, 3]。", f"“{QUOTE}”[^1]。", "另起一句，说别的事情。", "&amp;<sub>下</sub>",
    "\n\n## 一、题 {#s1}\n\n", "\n\n", "\n\n- ", f"\n\n> {QUOTE}\n\n", "\n\n[^1]: 李某：《论出处》，某出版社，2020年。 <!-- ref: li2020 -->\n\n",
    f"\n\n[^2]: 他说，{QUOTE}。\n\n", "一二三四五六七八九十甲乙丙丁戊己庚",
    f"\n\n| 甲 | 乙 |\n| --- | --- |\n| 一二三四五六七八九十甲乙丙丁戊己庚 | {QUOTE} |\n\n",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(BITS), max_size=6).map("".join)


def page_of(number: int, words: str) -> Page:
    return parse_page(f"texts/{number}.md", f"---\ntitle: 文{number}\ndate: {2000 + number % 20}\n---\n\n# 文{number}\n\n{words}\n")


def corpus_of(pages: list[Page]) -> Corpus:
    texts = tuple(Text(page.path.removeprefix("texts/").removesuffix(".md"), (page,)) for page in pages)
    return Corpus(Config(), texts, entries={"li2020": LI})


def made(corpus: Corpus, memo: Memo) -> tuple[dict[str, str], list[str]]:
    parallels = Parallels(corpus, SiteTerms(corpus), Works(corpus), memo)
    return parallels.pages(), [repr(parallels.edits(page)) for text in corpus.texts for page in text.pages]


@settings(max_examples=60)
@given(texts=st.lists(TEXT, min_size=2, max_size=4), edits=st.lists(st.tuples(st.integers(0, 3), TEXT), max_size=4))
def test_with_a_memo_everything_is_the_same(tmp_path_factory: pytest.TempPathFactory, texts: list[str], edits: list[tuple[int, str]]) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    for at, words in [(0, texts[0]), *edits]:
        texts[at % len(texts)] = words
        corpus = corpus_of([page_of(number, each) for number, each in enumerate(texts)])
        assert made(corpus, Memo(store)) == made(corpus, Memo())


def test_a_page_that_is_kept_is_not_parsed_again(tmp_path: Path) -> None:
    pages = [page_of(0, f"{QUOTE}[@li2020, 3]。"), page_of(1, f"他说，**{QUOTE}**[^1]。\n\n[^1]: 李某：《论出处》，2020年。 <!-- ref: li2020 -->")]
    memo = Memo(Store(tmp_path))
    first = made(corpus_of(pages), memo)
    assert "论出处" in first[0]["parallels/1.md"] and all("parallel-marks" in each for each in first[1])
    assert made(corpus_of([Page(page.path, page.text, page.meta, page.body) for page in pages]), memo) == first


def test_a_sentence_in_every_one_of_many_texts() -> None:
    def seconds(count: int) -> float:
        chance = random.Random(1)
        pages = [page_of(n, "\n\n".join("".join(chance.choices(HAN, k=200)) + (f"。{QUOTE}。" if k % 2 else "") for k in range(4))) for n in range(count)]
        corpus = corpus_of(pages)
        parallels = Parallels(corpus, SiteTerms(corpus), Works(corpus))
        begun = time.process_time()
        shown = parallels.pages()["parallels/1.md"]
        marks = [parallels.edits(page) for page in pages]
        spent = time.process_time() - begun
        assert f"{count} 篇文本，{2 * count} 处" in shown and [len(each) for each in marks] == [2] * count
        return spent

    seconds(20)
    assert seconds(1000) < 20 * seconds(100) + 0.5


def test_a_passage_takes_along_the_sign_that_closes_what_it_opens() -> None:
    said = "各方积极推动加入全面进步协定并为此开展磋商与准备工作（甲乙丙）"
    texts = [page_of(1, f"会上说，{said}，随后散会。"), page_of(2, f"另一处写道：{said}；此后无话。")]
    shown = "".join(made(corpus_of(texts), Memo())[0].values())
    quoted = [re.sub("<[^>]*>", "", words) for words in re.findall(r"<blockquote><p>(.*?)</p>", shown)]
    assert len(quoted) == 2 and all(words.endswith("（甲乙丙）") for words in quoted), quoted
