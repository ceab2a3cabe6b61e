"""What holds for any input: no exception, nothing lost, linear time, the same reading in any width."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.cite.gbt7714.parse import LONGEST, parse_reference, split_bilingual
from build_scripts.cite.gbt7714.printed import Printed, enclosed
from build_scripts.cite.gbt7714.recognize import find_references, looks_like_reference, split_list, split_references
from build_scripts.cite.intext import find_citations
from build_scripts.model.reference import RefType
from tests.cite.parse_scoring import gold_fields, score

EXAM = [
    row
    for path in sorted((Path(__file__).parent / "exam").glob("*.yml"))
    for row in yaml.safe_load(path.read_text("utf-8"))
]
RAWS = [row["raw"] for row in EXAM]
BITS = st.sampled_from(
    '[J] ［M］ [EB/OL] //  ∥ . 。 ， , ： : ； ; ( ) （ ） 《 》 〈 “ ” " 第 页 卷 期 版 年 月 等 译 主编 载 见 参见 同上 2024 1999 12 3-5 http://a.b/c '
    'DOI:10.1/x '
    "张三 李四 Smith J et al. & and p. Vol. No. ed. 人民出版社 人民日报 学报 [2020-01-02] (2020-01-02) \n ① ^① [1] $ \\ { } * \u200b 　".split(
        " "
    )
)
NOISE = st.one_of(
    st.text(max_size=200), st.lists(BITS, max_size=40).map("".join), st.lists(BITS, max_size=40).map(" ".join)
)


@given(NOISE)
@settings(max_examples=400, deadline=None)
def test_never_raises(text: str) -> None:
    found = parse_reference(text)
    assert found.raw == text.strip()
    assert found.title or found.container or found.relation or not text.strip()
    looks_like_reference(text)
    split_references(text)
    split_list(text)
    split_bilingual(text)
    find_citations(text, uncertain=True)


@given(st.sampled_from(RAWS), st.integers(0, 300), st.integers(0, 300), st.sampled_from(RAWS))
@settings(max_examples=300, deadline=None)
def test_torn_and_joined_references_never_raise(raw: str, start: int, end: int, other: str) -> None:
    parse_reference(raw[start:] + other[:end])
    parse_reference(raw[:end])
    find_references(raw + other)


@given(NOISE)
@settings(max_examples=200, deadline=None)
def test_places_cut_their_own_text(text: str) -> None:
    for reference in find_references(text):
        assert text[reference.start : reference.end] == reference.text
    for citation in find_citations(text, uncertain=True):
        assert text[citation.start : citation.end] == citation.printed
    plain = Printed.of(text).plain
    assert len(plain) == len(text) == len(enclosed(plain))


HALF = str.maketrans("，：；（）．［］？！", ",:;().[]?!")
FULL = str.maketrans(",:;()[]", "，：；（）［］")


def narrow(raw: str) -> str:
    return raw.translate(HALF)


def wide(raw: str) -> str:
    """Full width signs everywhere but inside addresses and dates of access."""
    head, sep, tail = raw.partition("http")
    return head.translate(FULL) + sep + tail


def tight(raw: str) -> str:
    """Without the blanks that stand between a sign and a Han character."""
    out = raw
    for sign in ",:.":
        for i in range(len(out) - 2, 0, -1):
            if out[i] == " " and out[i - 1] == sign and ord(out[i + 1]) > 0x3400:
                out = out[:i] + out[i + 1 :]
    return out


@pytest.mark.parametrize("school", [narrow, wide, tight], ids=["half", "full", "tight"])
def test_every_school_of_punctuation_reads_alike(school) -> None:  # type: ignore[no-untyped-def]
    """The marked references of the exam in other widths give the same fields."""
    rows = [{**row, "raw": school(row["raw"])} for row in EXAM if "[" in row["raw"] or "［" in row["raw"]]
    result = score(rows, parse_reference)
    assert len(rows) > 150
    assert result.f1 >= 0.98, result.bad


@pytest.mark.parametrize(
    "piece",
    [
        "张三, ",
        "《",
        "》",
        "(",
        ")",
        "[J]",
        "A. ",
        ". ",
        "//",
        "1-",
        "，",
        "et al",
        "2020",
        "第1页，",
        "“",
        "; 《书》，某社，2020年",
    ],
)
def test_linear(piece: str) -> None:
    """A long run of one piece takes time in proportion to its length (and beyond the longest, none)."""
    short, long = piece * (500 // len(piece)), piece * (LONGEST // len(piece) - 1)
    times = []
    for text in (short, long):
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            parse_reference(text)
            looks_like_reference(text)
            find_citations(text, uncertain=True)
            best = min(best, time.process_time() - begun)
        times.append(best)
    assert times[1] < 0.05 + 40 * times[0]


def test_longer_than_any_reference_is_kept_unread() -> None:
    text = "某" * (LONGEST + 1)
    found = parse_reference(text)
    assert (found.type, found.title) == (RefType.DOCUMENT, text)
    assert gold_fields(found)["authors"] == []
