"""Sidecars: what people write is taken as written, and every fault has its place and its cure."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.sidecar import EMPTY, KEYS, MAX_CHARACTERS, Sidecar, parse_sidecar

FULL = """\
title: 数据要素与县域经济
subtitle: 一个比较
slug: county-data
licence: CC BY 4.0
date: 2024-01
pages: 010-023
authors:
  - {name: 王某, affiliation: 某大学}
  - 李某
keywords: [数据要素, 县域]
keywords_en: data
layout: chapters
terms: off
references:
  - 王某. 县域的数据[J]. 某刊, 2023(2): 1-9.
glossary:
  - term: 数据要素
    aliases: [数据生产要素]
    definition: 投入生产的数据。
parts:
  - title: 第一篇
  - {title: 第二篇, slug: second, date: 2024-02-01}
extra:
  基金项目: 某基金（1号）
"""


def read(text: str) -> tuple[Sidecar, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return parse_sidecar(text, "a.yml", found.append), found


def test_everything_a_person_can_say() -> None:
    sidecar, found = read(FULL)
    assert found == []
    assert (sidecar.slug, sidecar.licence, sidecar.layout) == ("county-data", "CC BY 4.0", "chapters")
    assert sidecar.meta["date"] == "2024-01" and sidecar.meta["pages"] == "010-023", "typed characters, not numbers"
    assert sidecar.meta["authors"] == [{"name": "王某", "affiliation": "某大学"}, {"name": "李某"}]
    assert sidecar.meta["keywords"] == ["数据要素", "县域"] and sidecar.meta["keywords_en"] == ["data"]
    assert sidecar.meta["terms"] == "off" and sidecar.meta["基金项目"] == "某基金（1号）"
    assert sidecar.references == ("王某. 县域的数据[J]. 某刊, 2023(2): 1-9.",)
    assert sidecar.glossary[0]["aliases"] == ["数据生产要素"]
    assert sidecar.places["slug"] == 3


def test_a_part_says_what_the_whole_leaves_open() -> None:
    sidecar, _ = read(FULL)
    first, second, third = sidecar.part(1), sidecar.part(2), sidecar.part(3)
    assert (first.meta["title"], first.slug, first.meta["date"]) == ("第一篇", "county-data", "2024-01")
    assert (second.meta["title"], second.slug, second.meta["date"]) == ("第二篇", "second", "2024-02-01")
    assert (third.meta["title"], third.slug) == ("数据要素与县域经济", "")


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "\ufeff", "---\n", "title:\n", "title: ~\nauthors: []\n"])
def test_nothing_said_is_no_fault(text: str) -> None:
    sidecar, found = read(text)
    assert (found, sidecar.meta) == ([], {})


@pytest.mark.parametrize(
    "text",
    [
        "references:\n- 甲. 乙[J]. 丙, 2023(2): 1-9.\n- \"丁. 戊: 己[M]. 北京: 庚, 2020.\"\n",
        "references:\n  - 甲. 乙[J]. 丙, 2023(2): 1-9.\n  - '丁. 戊: 己[M]. 北京: 庚, 2020.'\n",
        "references: |\n  甲. 乙[J]. 丙, 2023(2): 1-9.\n\n  丁. 戊: 己[M]. 北京: 庚, 2020.\n",
    ],
)
def test_printed_references_need_no_quotes_for_their_colons(text: str) -> None:
    sidecar, found = read(text)
    assert found == []
    assert sidecar.references == ("甲. 乙[J]. 丙, 2023(2): 1-9.", "丁. 戊: 己[M]. 北京: 庚, 2020.")


@pytest.mark.parametrize(
    "text, code, place, hint",
    [
        ("title: 甲\nauthor: 王某\n", "SRC011", (2, 1), "authors"),
        ("title: 甲\nqqqqqqqq: 乙\n", "SRC011", (2, 1), "可用的键"),
        ("authors:\n  - {name: 王某, afiliation: 某大学}\n", "SRC011", (2, 16), "affiliation"),
        ("title: 甲\ntitle: 乙\n", "SRC013", (2, 1), "留下一个"),
        ("title: [甲]\n", "SRC012", (1, 8), "列表"),
        ("references: {a: b}\n", "SRC012", (1, 13), "- "),
        ("authors:\n  - {affiliation: 某大学}\n", "SRC012", (2, 5), "name"),
        ("layout: pages\n", "SRC012", (1, 9), "chapters"),
        ("slug: ../../etc\n", "SRC014", (1, 7), "小写"),
        ("slug: 中文\n", "SRC014", (1, 7), "小写"),
        ("slug: Con\n", "SRC014", (1, 7), "小写"),
        ("title: 甲\n\tdate: 2\n", "SRC010", (2, 1), "缩进"),
        ("title: a: b\n", "SRC010", (1, 9), "引号"),
        ("- 甲\n", "SRC012", (1, 1), "键"),
        ("只是一句话\n", "SRC012", (1, 1), "键"),
        ("a: &x [1]\nb: *x\n", "SRC010", (1, 4), ""),
        ("title: 甲\x00\n", "SRC010", (0, 0), ""),
        ("? [a, b]\n: c\n", "SRC011", (1, 3), "可用的键"),
        ("title: 甲\n---\ntitle: 乙\n", "SRC010", (2, 1), ""),
        ("!!python/object/apply:os.system ['true']\n", "SRC012", (1, 1), ""),
    ],
)
def test_a_fault_has_its_place_and_its_cure(text: str, code: str, place: tuple[int, int], hint: str) -> None:
    _, found = read(text)
    assert [(d.code, d.path, (d.line, d.column)) for d in found] == [(code, "a.yml", place)]
    assert hint in found[0].hint and found[0].hint


def test_what_is_sound_beside_a_fault_is_kept() -> None:
    sidecar, found = read("title: 甲\nauthor: 王某\ndate: 2024\n")
    assert len(found) == 1
    assert sidecar.meta == {"title": "甲", "date": "2024"}


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    start = time.perf_counter()
    sidecar, found = read("\n".join(lines))
    assert time.perf_counter() - start < 1
    assert sidecar == EMPTY and [d.code for d in found] == ["SRC010"]


@pytest.mark.parametrize("text", ["[" * 50_000, "title: " + "x" * MAX_CHARACTERS, "a: " * 30_000, "- " * 30_000], ids=["deep", "long", "keys", "lists"])
def test_size_and_depth_are_bounded(text: str) -> None:
    sidecar, found = read(text)
    assert sidecar == EMPTY and [d.code for d in found] == ["SRC010"]


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    sidecar, found = read(text)
    assert isinstance(sidecar, Sidecar)
    assert all(d.code.startswith("SRC") and d.hint for d in found)


VALUES = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "term", "slug"]), inner, max_size=2),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(KEYS)), VALUES))
def test_no_mapping_makes_it_raise(data: dict[str, object]) -> None:
    sidecar, _ = read(yaml.safe_dump(data, allow_unicode=True))
    assert all(isinstance(value, str | list) for value in sidecar.meta.values())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(lambda s: s.strip() == s and s))
def test_a_quoted_string_comes_back_as_typed(value: str) -> None:
    sidecar, found = read(yaml.safe_dump({"title": value}, allow_unicode=True, default_style='"'))
    assert found == [] and sidecar.meta == {"title": value}
