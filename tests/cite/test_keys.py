"""Citation keys: readable, ASCII, stable, and the same for the same work."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.cite.keys import KeyMaker, make_key
from build_scripts.model.reference import Date, Name, Reference, RefType


def ref(title: str, *names: Name, year: int | None = 2024, **fields: str) -> Reference:
    return Reference(RefType.BOOK, title, names, date=Date(year) if year else None, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        (ref("新质生产力论", Name("王聪")), "wang2024xinzhi"),
        (ref("“四个方面”的调查", Name("欧阳修远")), "ouyang2024sige"),
        (ref("故宫志", Name("单翔")), "shan2024gugong"),
        (ref("诗选", Name("曾巩")), "zeng2024shixuan"),
        (ref("统计年鉴", Name("国家统计局", literal=True)), "guojiatongji2024tongji"),
        (ref("The wealth of nations", Name("Smith", "Adam"), year=1776), "smith1776wealth"),
        (ref("Über Brücken", Name("Müller", "Jürgen")), "muller2024uber"),
        (ref("国富论", Name("亚当·斯密")), "simi2024guofu"),
        (ref("西坡论述摘编"), "xipolunshu2024"),
        (ref("无年之书", Name("王聪"), year=None), "wangndwunian"),
        (ref("2049", Name("王聪")), "wang20242049"),
        (Reference(RefType.DOCUMENT), "nd"),
    ],
)  # fmt: skip
def test_form(reference: Reference, key: str) -> None:
    assert make_key(reference) == key


def test_letters_tell_works_apart_without_changing_the_first() -> None:
    maker = KeyMaker()
    keys = [maker.key(ref(title, Name("王聪"))) for title in ("新质甲", "新质乙", "新质丙")]
    assert keys == ["wang2024xinzhi", "wang2024xinzhia", "wang2024xinzhib"]


def test_key_in_another_case_counts_as_taken() -> None:
    assert make_key(ref("新质", Name("王聪")), {"Wang2024Xinzhi"}) == "wang2024xinzhia"


def test_the_same_work_keeps_the_key_a_person_chose() -> None:
    mine = ref("新质生产力", Name("王聪"), publisher="青禾出版社")
    assert make_key(replace(mine, locator="35", raw="x"), {"wang-my-own": mine}) == "wang-my-own"
    assert KeyMaker({"wang-my-own": mine}).key(replace(mine, locator="99")) == "wang-my-own"


@pytest.mark.parametrize("volume", ["第2卷", "第二卷", "卷2", "卷二", "Vol. 2", "2", "２"])
def test_volumes_spelt_otherwise_are_the_same_work(volume: str) -> None:
    assert make_key(ref("文集", Name("莫恩"), volume=volume), {"mine": ref("文集", Name("莫恩"), volume="2")}) == "mine"


@pytest.mark.parametrize(
    "changes",
    [{"volume": "3"}, {"title": "文集续编"}, {"date": Date(2010)}, {"edition": "2"}, {"authors": (Name("莫恒"),)}, {"volume": "上"}],
)
def test_other_works_get_keys_of_their_own(changes: dict[str, object]) -> None:
    base = ref("文集", Name("莫恩"), volume="2")
    assert make_key(replace(base, **changes), {"mine": base}) != "mine"  # type: ignore[arg-type]


def test_print_differences_do_not_make_a_new_work() -> None:
    one = Reference(RefType.ARTICLE_JOURNAL, "论水权: 以“四渠”为例", (Name("佟东"),), container="山地经济", date=Date(2024), issue="4", pages="1-7")
    assert make_key(replace(one, title="论水权：以“四渠”为例", pages="1—7", raw="[31] …"), {"mine": one}) == "mine"


def test_newspaper_articles_of_two_days_are_two_works() -> None:
    one = Reference(RefType.ARTICLE_NEWSPAPER, "渡口", container="江城日报", date=Date(2013, 1, 8))
    assert make_key(replace(one, date=Date(2013, 1, 9)), {"mine": one}) != "mine"


@given(st.text(max_size=20), st.text(max_size=20), st.integers(1, 2100), st.booleans())
def test_every_key_is_plain_and_stable(title: str, family: str, year: int, literal: bool) -> None:
    reference = Reference(RefType.BOOK, title, (Name(family, literal=literal),), date=Date(year))
    key = make_key(reference)
    assert re.fullmatch(r"[a-z][a-z0-9]*", key)
    assert make_key(reference) == key


WORKS = st.builds(
    ref, st.sampled_from(["文集", "", "志"]), st.sampled_from([Name("莫恩"), Name("王聪")]), year=st.sampled_from([None, 2024]),
    volume=st.sampled_from(["", "2", "第二卷", "3"]), publisher=st.sampled_from(["", "青禾出版社", "某社"]),
)  # fmt: skip


@given(st.lists(WORKS, max_size=12))
def test_a_maker_that_has_found_a_work_before_gives_the_key_of_one_that_has_not(works: list[Reference]) -> None:
    maker, taken = KeyMaker(), dict[str, Reference]()
    for work in works:
        key = KeyMaker(taken).key(work)
        assert maker.key(work) == key
        taken.setdefault(key, work)
