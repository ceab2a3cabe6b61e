"""Citations resolved against the list: names, letters, pages, numbers, and what is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.intext import find_citations
from build_scripts.cite.resolve import Listed, cite_text, report_uncited, resolve_citations
from build_scripts.diagnostics import Diagnostic
from build_scripts.text.source import Source

LIST = """[1] 林晓岚, 许知远. 普惠金融的空间溢出[J]. 经济评论, 2019(4): 112-120.
[2] 顾长风. 江南市镇[M]. 上海: 江声出版社, 2018: 88,91.
[3] 顾长风. 江南水网[M]. 上海: 江声出版社, 2018: 14-16.
[4] 沈屹, 韦明, 高远. 社区韧性[J]. 规划学刊, 2022(2): 33-41.
[5] 哈贝马斯. 交往与理性[M]. 方竹, 译. 北京: 北辰书店, 1999.
[6] Keller M, Rosen K. Fishing rights[J]. Shores, 2004, 12(3): 77-98.
[7] 何龄. 拾遗[J]. 史学丛谈, 2020(1): 1-9.
[8] 何龄. 补遗[J]. 史学丛谈, 2020(2): 3-9.
[9] 保罗·萨缪. 公共品[M]. 北京: 北辰书店, 1954."""
REFERENCES: list[Listed] = [
    (f"k{i}", parse_reference(line), line.split(" ")[0]) for i, line in enumerate(LIST.split("\n"), 1)
]


def keys(text: str, references: list[Listed] = REFERENCES) -> tuple[list[tuple[str, ...]], list[str]]:
    said: list[Diagnostic] = []
    return [one.keys for one in cite_text(text, references, said.append)], [one.code for one in said]


CASES: list[tuple[str, list[tuple[str, ...]], list[str]]] = [
    ("（林晓岚和许知远，2019）", [("k1",)], []),
    ("（林晓岚、许知远，2019：113）", [("k1",)], []),
    ("（林晓岚和许知远，2019：200）", [("k1",)], ["CIT013"]),
    ("（林晓岚等，2019）", [("k1",)], ["CIT012"]),  # 等 for one further name
    ("（林晓岚，2019）", [("k1",)], ["CIT012"]),
    ("（林晓兰和许知远，2019）", [()], ["CIT010"]),
    ("（顾长风，2018：91）", [("k2",)], []),
    ("（顾长风，2018：15）", [("k3",)], []),
    ("（顾长风，2018）", [("",)], ["CIT011"]),
    ("（沈屹等，2022）", [("k4",)], []),
    ("在市镇研究中沈屹、韦明和高远（2022）", [("k4",)], []),
    ("对此哈贝马斯（1999）提出", [("k5",)], []),
    ("沿用Keller和Rosen（2004）的做法", [("k6",)], []),
    ("(Keller & Rosen, 2004: 80)", [("k6",)], []),
    ("（何龄，2020a；何龄，2020b）", [("k7", "k8")], []),
    ("（何龄，2020a，2020b）", [("k7", "k8")], []),
    ("（萨缪，1954）", [("k9",)], []),
    ("（何龄，1999）", [("",)], ["CIT010"]),
    ("北京（2008）奥运会，文集（2019）", [], []),
    ("见[1]和[3]15，[1-3]", [("k1",), ("k3",), ("k1", "k2", "k3")], []),
    ("[3]99", [("k3",)], ["CIT013"]),
    ("[12]", [("",)], ["CIT015"]),
]


@pytest.mark.parametrize(("text", "want", "codes"), CASES, ids=[case[0] for case in CASES])
def test_cases(text: str, want: list[tuple[str, ...]], codes: list[str]) -> None:
    got, said = keys(text)
    want = [one or ("",) for one in want]
    assert (got, said) == (want, codes)


def test_narrative_begins_where_the_list_says() -> None:
    one = cite_text("上述问题由沈屹等（2022）提出", REFERENCES)[0]
    assert one.found.printed == "沈屹等（2022）"
    assert one.found.start == 5


def test_lists_that_start_again() -> None:
    first = [("a1", parse_reference("甲. 书一[M]. 北京: 某社, 2001."), "[1]"), ("a2", parse_reference("乙. 书二[M]. 北京: 某社, 2002."), "[2]")]
    second = [("b1", parse_reference("丙. 书三[M]. 北京: 某社, 2003."), "[1]")]
    text = "前[1]，又[2]。后[1]。"
    assert [one.keys[0] for one in resolve_citations(find_citations(text), [*first, *second])] == ["a1", "a2", "b1"]
    placed = resolve_citations(find_citations(text), [*first, *second], ends=[text.index("后")])
    assert [one.keys[0] for one in placed] == ["a1", "a2", "b1"]


def test_findings_carry_their_place() -> None:
    said: list[Diagnostic] = []
    source = Source("x.txt", "第一行\n又（何龄，1999）")
    cite_text(source.text, REFERENCES, said.append, source.position)
    assert [(one.line, one.column) for one in said] == [(2, 2)]
    assert "2020" in said[0].hint


def test_uncited_entries() -> None:
    said: list[Diagnostic] = []
    resolved = cite_text("（沈屹等，2022）[1]", REFERENCES)
    missing = report_uncited(resolved, REFERENCES, said.append)
    assert missing == ["k2", "k3", "k5", "k6", "k7", "k8", "k9"]
    assert {one.code for one in said} == {"CIT014"}
    said.clear()
    report_uncited(resolved, REFERENCES, said.append, lambda key: ("a.txt", int(key[1:]), 3))
    assert [(one.path, one.line, one.column) for one in said][:2] == [("a.txt", 2, 3), ("a.txt", 3, 3)]


SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts beside the project are absent")
def test_all_citations_of_001() -> None:
    gold = json.loads((SHARED / "gold" / "cites_001.json").read_text(encoding="utf-8"))
    rows = [row for row in json.loads((SHARED / "gold" / "refs_001.json").read_text(encoding="utf-8")) if row["where"] == "reference"]
    text = next((SHARED / "sources").glob("001*.txt")).read_text(encoding="utf-8")
    body = "\n".join(text.split("\n")[: rows[0]["line"] - 1])
    source = Source("001", body)
    said: list[Diagnostic] = []
    resolved = cite_text(body, [(row["id"], parse_reference(row["raw"]), row["marker"]) for row in rows], said.append)
    got = {}
    for one in resolved:
        line, column = source.position(one.found.start)
        item = one.found.items[0]
        got[line, column - 1] = (one.found.printed, str(one.found.kind), item.authors, item.year, item.locator, list(one.keys))
    want = {
        (row["line"], row["column"]): (row["raw"], row["kind"], row["authors_text"], row["year"], row["locator"] or "", row["targets"])
        for row in gold
    }
    assert len(want) == 64
    assert got == want
    assert [one.code for one in said].count("CIT013") == 1  # the one page that no entry lists
