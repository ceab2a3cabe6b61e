"""Finding terms: what wins where they overlap, letter case and width, and agreement with the simplest thing that could work."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.model.glossary import Glossary, Term
from build_scripts.terms.matcher import Matcher
from tests.terms.build_glossary import found, glossary


@pytest.mark.parametrize(
    "names, text, wanted",
    [
        ("生产力 新质生产力", "新质生产力是生产力。", ["新质生产力", "生产力"]),
        ("数字经济 经济增长", "数字经济增长很快", ["数字经济"]),
        ("全要素生产率|TFP 生产率", "TFP即全要素生产率，ＴＦＰ", ["TFP", "全要素生产率", "ＴＦＰ"]),
        ("人工智能|AI", "AI不是SAID里的ai，AI+工业，OpenAI", ["AI", "AI"]),
        ("数字对象标识符|DOI", "(DOI) doi DOIs", ["DOI"]),
        ("研发|R&D", "R&D、R＆D，HR&D", ["R&D", "R＆D"]),
        ("吸收能力|absorptive_capacity", "Absorptive Capacity; absorptive capacity; absorptive capacityx", ["Absorptive Capacity", "absorptive capacity"]),
        ("内生增长|new-quality_growth", "new–quality　growth", ["new–quality　growth"]),
        ("h指数", "他的h指数是30，H指数、graph指数", ["h指数", "H指数"]),
        ("世界3|客观知识", "世界3与世界30", ["世界3"]),
        ("甲", "甲乙甲", []),
        ("口径", "", []),
    ],
)  # fmt: skip
def test_what_is_found(names: str, text: str, wanted: list[str]) -> None:
    assert found(names, text) == wanted


def test_a_name_in_longer_words_that_the_entry_names() -> None:
    book = Glossary((Term("koujing", "口径", unless_in=("米口径", "口径球面")),))
    text = "统计口径不是500米口径，也不是大口径球面镜。"
    assert [(one.start, one.end) for one in Matcher(book).find(text)] == [(2, 4)]


def test_english_can_be_left_out() -> None:
    book = Glossary((Term("cx", "创新", en="innovation"),))
    assert len(Matcher(book).find("创新（innovation）")) == 2 and len(Matcher(book, english=False).find("创新（innovation）")) == 1


LETTERS = st.sampled_from(list("市场化经济学新质生产力的大概北京 aB-Ａ，。R&D"))
NAMES = st.lists(st.text(LETTERS, min_size=2, max_size=5).map(str.strip).filter(lambda name: len(name) > 1), min_size=1, max_size=8)


def naive(matcher: Matcher, names: list[str], text: str, unless: Mapping[str, tuple[str, ...]] | None = None) -> list[tuple[int, int]]:
    """Every name at every place, longest first; whether a stretch of Chinese is a word is asked of the same judge.

    ``unless`` are the longer words in which a name does not count.
    """

    def plain(c: str) -> str:
        c = chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else "-" if c in "‐‑–−" else " " if c in "\u3000\u00a0" else c
        return c.lower() if c.isascii() else c

    def latin(at: int) -> bool:
        return 0 <= at < len(text) and plain(text[at]).isascii() and plain(text[at]).isalnum()

    def inside(longer: str, start: int, end: int) -> bool:
        word = "".join(map(plain, longer))
        return any(spelt[at : at + len(word)] == word and at <= start and end <= at + len(word) for at in range(len(spelt)))

    spelt = "".join(map(plain, text))
    same: dict[str, str] = {}
    for name in names:
        same.setdefault("".join(map(plain, name)), name)
    candidates = []
    for key, name in same.items():
        narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in name)
        acronym = narrow.isascii() and narrow.upper() == narrow and narrow.lower() != narrow and " " not in narrow
        for start in range(len(text) - len(key) + 1):
            end = start + len(key)
            if spelt[start:end] != key or not any(map(str.isalnum, key)):
                continue
            if acronym and "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text[start:end]) != narrow:
                continue
            if (latin(start) and latin(start - 1)) or (latin(end - 1) and latin(end)):
                continue
            if any(inside(longer, start, end) for longer in (unless or {}).get(name, ())):
                continue
            if matcher.words.is_whole(spelt, start, end):
                candidates.append((start, end))
    taken: set[int] = set()
    chosen = []
    for start, end in sorted(candidates, key=lambda pair: (pair[0] - pair[1], pair[0])):
        if not taken & set(range(start, end)):
            taken |= set(range(start, end))
            chosen.append((start, end))
    return sorted(chosen)


@settings(max_examples=300, deadline=None)
@given(NAMES, st.text(LETTERS, max_size=60))
def test_it_finds_what_a_naive_search_finds(names: list[str], text: str) -> None:
    matcher = Matcher(glossary(*names))
    assert [(one.start, one.end) for one in matcher.find(text)] == naive(matcher, names, text)


ENTRIES = st.lists(
    st.tuples(NAMES, st.text("abAB &", max_size=5).map(str.strip), st.lists(st.text(LETTERS, min_size=2, max_size=4), max_size=2)), min_size=1, max_size=4
)


@settings(max_examples=300, deadline=None)
@given(ENTRIES, st.text(LETTERS, max_size=60))
def test_aliases_english_and_exceptions_as_a_naive_search_has_them(
    entries: list[tuple[list[str], str, list[str]]], text: str
) -> None:
    """The first entry that has a name owns it, with its exceptions; the terms found are those of the owners."""
    terms = [Term(f"t{n}", names[0], tuple(names[1:]), english, unless_in=tuple(unless)) for n, (names, english, unless) in enumerate(entries)]
    named = [(name, term) for term in terms for name in (term.term, *term.aliases, term.en) if len(name) > 1]
    owner: dict[str, Term] = {}
    for name, term in named:
        owner.setdefault("".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in name).lower(), term)
    unless = {name: owner["".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in name).lower()].unless_in for name, _ in named}
    matcher = Matcher(Glossary(tuple(terms)))
    found_here = matcher.find(text)
    assert [(one.start, one.end) for one in found_here] == naive(matcher, [name for name, _ in named], text, unless)
    for one in found_here:
        key = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text[one.start : one.end]).lower()
        assert one.term == owner[key].id


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=4), max_size=5))
def test_any_text_is_taken(text: str, names: list[str]) -> None:
    for one in Matcher(glossary(*(name for name in names if name))).find(text):
        assert 0 <= one.start < one.end <= len(text)


def test_hostile_text_stays_linear() -> None:
    matcher = Matcher(glossary(*("市" * n for n in range(2, 12)), "市场"))
    matcher.find("暖机")
    begun = time.perf_counter()
    matcher.find("市" * 20_000)
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    matcher.find("市" * 80_000)
    assert time.perf_counter() - begun < 12 * first + 0.5
