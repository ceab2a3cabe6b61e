"""Three-way merge: nobody's work is lost, and what only one side touched follows that side."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.text.merge3 import match_runs, merge3

A = "数据要素进入生产，组织随之改变。\n\n"
B = "县域的算力中心先看电价，再看网络。\n\n"
C = "统计口径不同，两年的数字不能直接相比。\n\n"

LINES = st.lists(st.sampled_from(["甲\n", "乙\n", "丙\n", "丁\n", "甲乙\n", "\n", "甲。乙。丙\n"]), max_size=12)
TEXTS = LINES.map("".join)


@pytest.mark.parametrize(
    "base, ours, theirs, wanted",
    [
        (A + B + C, A + B.replace("电价", "电力价格") + C, A + B + C, A + B.replace("电价", "电力价格") + C),
        (A + B + C, A + B + C, A + C, A + C),
        (A + B + C, A.replace("改变", "变化") + B + C, A + B + C.replace("直接", "径直"), A.replace("改变", "变化") + B + C.replace("直接", "径直")),
        (A + B, A.replace("改变", "变化") + B, A + B.replace("网络", "网"), A.replace("改变", "变化") + B.replace("网络", "网")),
        (B, B.replace("县域", "县里"), B.replace("网络", "网"), B.replace("县域", "县里").replace("网络", "网")),
        (A + C, A + B + C, A + C.replace("两年", "前后两年"), A + B + C.replace("两年", "前后两年")),
        (A + B + C, A + B, A + B + C, A + B),
        (A + B, A + B.replace("电价", "电费"), A + B.replace("电价", "电费"), A + B.replace("电价", "电费")),
        ("", "", A, A),
        (A, A + "又一段", A, A + "又一段"),
    ],
    ids=["ours", "theirs deletes", "two paragraphs", "neighbours", "one paragraph", "ours adds", "ours deletes", "both alike", "first", "no newline"],
)  # fmt: skip
def test_what_one_side_changed_stands(base: str, ours: str, theirs: str, wanted: str) -> None:
    merged = merge3(base, ours, theirs)
    assert (merged.text, merged.clashes) == (wanted, ())


def test_a_clash_keeps_the_persons_text_and_hands_back_both() -> None:
    ours, theirs = B.replace("电价", "电费"), B.replace("电价", "水价")
    merged = merge3(A + B + C, A + ours + C, A.replace("组织", "分工") + theirs + C)
    assert merged.text == A.replace("组织", "分工") + ours + C
    assert [(c.base, c.ours, c.theirs, c.line) for c in merged.clashes] == [(B, ours, theirs, 3)]


def test_a_paragraph_that_one_side_deleted_and_the_other_changed_is_a_clash() -> None:
    changed = B.replace("网络", "网")
    for ours, theirs in ((A + C, A + changed + C), (A + changed + C, A + C)):
        merged = merge3(A + B + C, ours, theirs)
        assert merged.text == ours and len(merged.clashes) == 1


def test_in_a_run_of_changed_paragraphs_only_the_clashing_one_is_held_back() -> None:
    base = [A, B, C]
    ours = [A.replace("组织", "分工"), B.replace("电价", "电费"), C]
    theirs = [A, B.replace("电价", "水价"), C.replace("两年", "前后两年")]
    merged = merge3("".join(base), "".join(ours), "".join(theirs))
    assert merged.text == ours[0] + ours[1] + theirs[2]
    assert [c.ours for c in merged.clashes] == [ours[1]]


@given(TEXTS, TEXTS)
def test_a_side_that_did_nothing_does_not_matter(base: str, other: str) -> None:
    assert merge3(base, other, base).text == other == merge3(base, base, other).text == merge3(base, other, other).text


OURS, THEIRS = "子丑寅卯辰巳午未申酉戌亥", "天地玄黄宇宙洪荒日月盈昃"


@st.composite
def edited(draw: st.DrawFn, base: str, signs: str) -> str:
    """``base`` with stretches cut out and with signs put in that stand nowhere else, each once."""
    text = base
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + text[draw(st.integers(start, min(len(text), start + 6))) :]
    for sign in signs[: draw(st.integers(0, len(signs)))]:
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from([sign, f"{sign}\n", f"\n{sign}", f"\n\n{sign}甲\n\n"])) + text[at:]
    return text


@settings(max_examples=600)
@given(st.data())
def test_whatever_a_person_wrote_stands_in_the_result(data: st.DataObject) -> None:
    """Every sign that only the person wrote, once and in the person's order; of theirs too where nothing clashed."""
    base = data.draw(TEXTS)
    ours, theirs = data.draw(edited(base, OURS)), data.draw(edited(base, THEIRS))
    merged = merge3(base, ours, theirs)
    assert [c for c in merged.text if c in OURS] == [c for c in ours if c in OURS]
    if not merged.clashes:
        assert [c for c in merged.text if c in THEIRS] == [c for c in theirs if c in THEIRS]


@settings(max_examples=300)
@given(st.data())
def test_no_line_of_ours_is_lost(data: st.DataObject) -> None:
    """A line that a person wrote stands whole, unless theirs changed other words of the same line."""
    base = data.draw(TEXTS)
    ours = data.draw(edited(base, OURS))
    theirs = "".join(line for line in base.splitlines(keepends=True) if data.draw(st.booleans()))
    merged = merge3(base, ours, theirs).text.splitlines()
    for line in ours.splitlines():
        if line.strip() and not set(line) - set(OURS) - {"甲"} and set(line) & set(OURS):
            assert line in merged


@given(TEXTS, TEXTS, TEXTS)
def test_a_second_merge_changes_nothing(base: str, ours: str, theirs: str) -> None:
    once = merge3(base, ours, theirs).text
    assert merge3(theirs, once, theirs).text == once


@given(LINES, LINES)
def test_runs_are_equal_rising_and_apart(a: list[str], b: list[str]) -> None:
    x = y = 0
    for i, j, n in match_runs(a, b):
        assert n > 0 and i >= x and j >= y and a[i : i + n] == b[j : j + n]
        x, y = i + n, j + n


@pytest.mark.slow
def test_a_book_is_merged_in_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        base = [f"第{i}段，讲第{i}件事。\n\n" for i in range(count)]
        ours, theirs = base.copy(), base.copy()
        ours[:: 7] = ["人改的。\n\n"] * len(ours[::7])
        theirs[3 :: 7] = ["机器改的。\n\n"] * len(theirs[3::7])
        start = time.process_time()
        merged = merge3("".join(base), "".join(ours), "".join(theirs))
        assert merged.text.count("人改的") == len(ours[::7]) and not merged.clashes
        return time.process_time() - start

    seconds(500)
    assert seconds(16_000) < 8 * 4 * max(seconds(2_000), 0.01)
