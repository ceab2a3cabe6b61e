"""Which printed references are the same work, and the one entry the library keeps of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.works import Same, find_work, merge_works, same_work, surely_same
from build_scripts.diagnostics import Diagnostic
from build_scripts.model.reference import Date, Name, Reference, RefType

SAME = [
    ("《江城文集》第2卷，红帆出版社，2009年，第35页。", "江城文集（第二卷）[M].北京:红帆出版社,2009:88."),
    ("《江城文集》第2卷，红帆出版社，2009年12月", "江城文集：卷2[M]. 北京：红帆出版社，2009：7."),
    ("顾长风. 江南市镇[M]. 上海: 江声出版社, 2006: 88.", "顾长风．江南市镇［Ｍ］．上海：江声出版社，２００６：９１．"),
    ("茅山：《神话研究》，百花出版社，1981年，第14页。", "茅山. 神话研究[M]. 天津: 百花出版社, 1981: 20."),
    ("江城文集[M]. 北京: 红帆出版社.2009: 3.", "江城文集[M]. 北京: 红帆出版社, 2009: 4."),
    ("沈屹, 韦明, 高远, 等. 社区韧性[J]. 规划学刊, 2022(2): 33-41.", "沈屹, 韦明, 高远, 林晓岚. 社区韧性[J]. 规划学刊，2022（2）：33-41."),
    ("何龄：《拾遗》，《史学丛谈》2020年第1期。", "何龄. 拾遗[J]. 史学丛谈, 2020(1): 1-9."),
    ("PENN B. Soil[M]. Boston: Wind, 1979: 3.", "Penn B. Soil[M]. Boston：Wind，1979：9."),
]
DIFFERENT = [
    ("《江城文集》第2卷，红帆出版社，2009年", "《江城文集》第3卷，红帆出版社，2009年"),
    ("《江城文集》第2卷，红帆出版社，2009年", "《江城文集》，红帆出版社，2009年"),
    ("江城文选（上）[M]. 北京: 红帆出版社, 2009.", "江城文选（下）[M]. 北京: 红帆出版社, 2009."),
    ("顾长风. 江南市镇[M]. 上海: 江声出版社, 2006.", "顾长风. 江南市镇[M]. 2版. 上海: 江声出版社, 2006."),
    ("顾长风. 江南市镇[M]. 上海: 江声出版社, 2006.", "顾长风. 江南市镇[M]. 上海: 江声出版社, 2012."),
    ("何龄. 拾遗[J]. 史学丛谈, 2020(1): 1-9.", "何龄. 拾遗[J]. 史学丛谈, 2020(2): 1-9."),
    ("研究文集（2023）[M]. 北京: 红帆出版社, 2024: 3.", "研究文集（2024）[M]. 北京: 红帆出版社, 2024: 3."),
    ("何龄. 拾遗[J]. 史学丛谈, 2020(1): 1-9. DOI:10.1000/a.", "何龄. 拾遗[J]. 史学丛谈, 2020(1): 1-9. DOI:10.1000/b."),
]
DOUBTFUL = [
    ("顾长风. 江南市镇[M]. 上海: 江声出版社, 2006.", "顾长江. 江南市镇[M]. 上海: 江声出版社, 2006."),
    ("顾长风. 江南市镇[M]. 上海: 江声出版社, 2006.", "顾长风. 江南市镇[M]. 北京: 北辰书店, 2006."),
    ("何龄. 拾遗[J]. 史学丛谈, 2020(1): 1-9.", "何龄. 拾遗[J]. 史学丛谈, 2020(1): 11-19."),
    ("黄三宇：《千年》，第5页。", "黄三宇：《千年》，北辰书店，1982年，第7页。"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same(a: str, b: str) -> None:
    assert same_work(parse_reference(a), parse_reference(b)) is Same.YES
    assert same_work(parse_reference(b), parse_reference(a)) is Same.YES


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different(a: str, b: str) -> None:
    assert same_work(parse_reference(a), parse_reference(b)) is Same.NO


@pytest.mark.parametrize(("a", "b"), DOUBTFUL)
def test_doubtful_pairs_are_reported_and_stay_two(a: str, b: str) -> None:
    said: list[Diagnostic] = []
    works = merge_works([parse_reference(a), parse_reference(b)], said.append)
    assert [work.indexes for work in works] == [(0,), (1,)]
    assert [one.code for one in said] == ["REF030"]


def test_the_entry_has_no_cited_pages_and_the_fullest_values() -> None:
    a, b = (parse_reference(raw) for raw in SAME[3])
    (work,) = merge_works([a, b])
    assert work.indexes == (0, 1)
    assert (work.reference.locator, work.reference.pages, work.reference.place) == ("", "", "天津")
    article = merge_works([parse_reference(SAME[6][0]), parse_reference(SAME[6][1])])[0].reference
    assert article.pages == "1-9"


def test_find_work() -> None:
    library = [("gu2006", parse_reference(DIFFERENT[3][0])), ("he2020", parse_reference(DIFFERENT[5][0]))]
    assert find_work(parse_reference("顾长风.江南市镇[M].上海:江声出版社,2006:7."), library) == ("gu2006", Same.YES)
    assert find_work(parse_reference("顾长江. 江南市镇[M]. 上海: 江声出版社, 2006."), library) == ("gu2006", Same.DOUBTFUL)
    assert find_work(parse_reference("某某. 他书[M]. 上海: 江声出版社, 2006."), library) == ("", Same.NO)


SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts beside the project are absent")
def test_works_of_001() -> None:
    rows = json.loads((SHARED / "gold" / "refs_001.json").read_text(encoding="utf-8"))
    said: list[Diagnostic] = []
    works = merge_works([parse_reference(row["raw"]) for row in rows], said.append)
    first = {index: work.indexes[0] for work in works for index in work.indexes}
    assert {row["id"]: rows[first[i]]["id"] for i, row in enumerate(rows)} == {
        row["id"]: row["same_work_as"] or row["id"] for row in rows
    }
    assert said == []


alike = st.builds(
    Reference, st.sampled_from([RefType.ARTICLE_JOURNAL, RefType.BOOK, RefType.WEBPAGE]), st.sampled_from(["甲", "乙", ""]),
    st.sampled_from([(), (Name("王某"),), (Name("李某"), Name("王某"))]), date=st.sampled_from([None, Date(2001), Date(2001, 5)]),
    container=st.sampled_from(["", "某刊", "某 刊"]), pages=st.sampled_from(["", "3", "03", "３", "4-5"]), doi=st.sampled_from(["", "", "10.1/a", "10.1/A"]),
)  # fmt: skip


@given(alike, alike)
def test_surely_the_same_are_those_that_are_the_same(a: Reference, b: Reference) -> None:
    assert surely_same(a, b) is (same_work(a, b) is Same.YES)
