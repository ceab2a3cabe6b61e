"""Merging one page: front matter by key, body by paragraph, and a clash said so that an editor can settle it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic, Severity
from build_scripts.ingest.merge.pages import Versions, merge_page, split_head

BASE = "---\ntitle: 甲\nauthors:\n- {name: 王某}\ndate: 2024-01\n---\n\n# 甲\n\n第一段。\n\n第二段。\n"


def merge(base: str | None, ours: str | None, theirs: str) -> tuple[str | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return merge_page(Versions(base, ours, theirs), "docs/texts/a.md", found.append), found


def test_a_head_is_cut_key_by_key_and_put_together_again() -> None:
    head, body = split_head(BASE)
    assert list(head) == ["title", "authors", "date"] and head["authors"] == "authors:\n- {name: 王某}\n"
    assert f"---\n{''.join(head.values())}---\n{body}" == BASE


@pytest.mark.parametrize("text", ["没有页首\n", "---\n不关的页首\n", "", "---\n---\n正文", "--- \na: b\n---\n"])
def test_a_page_without_a_whole_head_is_all_body_or_nothing_is_lost(text: str) -> None:
    head, body = split_head(text)
    assert "".join(head.values()) in text and text.endswith(body)


def test_keys_may_stand_in_another_order_and_new_ones_find_their_place() -> None:
    ours = BASE.replace("title: 甲\n", "").replace("date: 2024-01\n", "date: 2024-01\ntitle: 甲\nlevel: 县\n")
    theirs = BASE.replace("date: 2024-01\n", "journal: 某刊\ndate: 2024-02\n")
    merged, found = merge(BASE, ours, theirs)
    assert found == [] and merged is not None
    assert merged.split("---\n")[1] == "authors:\n- {name: 王某}\njournal: 某刊\ndate: 2024-02\ntitle: 甲\nlevel: 县\n"


def test_a_key_that_a_person_took_out_stays_out() -> None:
    merged, found = merge(BASE, BASE.replace("date: 2024-01\n", ""), BASE.replace("第一段", "第一段落"))
    assert merged == BASE.replace("date: 2024-01\n", "").replace("第一段", "第一段落") and found == []


def test_a_clash_in_the_head_and_one_in_the_body_have_their_lines() -> None:
    ours = BASE.replace("2024-01", "2024-02").replace("第二段", "第二节")
    theirs = BASE.replace("2024-01", "2024-03").replace("第二段", "第二章")
    merged, found = merge(BASE, ours, theirs)
    assert merged == ours
    assert [(d.code, d.severity, d.line) for d in found] == [("MRG001", Severity.ERROR, 5), ("MRG001", Severity.ERROR, 12)]
    lines = ours.splitlines()
    assert "2024-02" in lines[4] and "第二节" in lines[11]
    assert all(word in found[1].message for word in ("第二节", "第二章")) and "--review" in found[1].hint


@pytest.mark.parametrize(
    "base, ours, theirs, wanted, codes",
    [
        (None, None, BASE, BASE, []),
        (BASE, None, BASE, None, ["MRG003"]),
        (None, "手写", BASE, "手写", ["MRG002"]),
        (None, BASE, BASE, BASE, []),
        (BASE, BASE, BASE, BASE, []),
    ],
    ids=["new", "taken away", "hand-written", "base lost but alike", "nothing"],
)
def test_pages_that_are_not_there(base: str | None, ours: str | None, theirs: str, wanted: str | None, codes: list[str]) -> None:
    merged, found = merge(base, ours, theirs)
    assert merged == wanted and [d.code for d in found] == codes


def test_line_ends_of_a_page_stay_as_the_person_saved_them() -> None:
    ours = BASE.replace("第二段", "第二节").replace("\n", "\r\n")
    merged, _ = merge(BASE, ours, BASE.replace("第一段", "第一段落"))
    assert merged == ours.replace("第一段", "第一段落")


PAGES = st.lists(st.sampled_from(["甲\n\n", "乙\n\n", "- 丙\n", "[^1]: 注\n", "a: b\n", "---\n", "# 题\n\n"]), max_size=8).map("".join)


@given(PAGES, PAGES)
def test_a_page_that_nobody_edited_follows_and_an_edit_alone_stays(base: str, other: str) -> None:
    assert merge(base, base, other)[0] == other
    assert merge(base, other, base)[0] == other


@given(PAGES, PAGES, PAGES)
def test_merging_again_changes_nothing_and_reports_nothing(base: str, ours: str, theirs: str) -> None:
    once, _ = merge(base, ours, theirs)
    assert once is not None
    assert merge(theirs, once, theirs) == (once, [])
