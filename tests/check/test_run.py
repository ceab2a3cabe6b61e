"""Choosing codes, the order of findings, fixing at places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.check.rule import RULES
from build_scripts.check.run import Choice, check_site, fix_texts
from build_scripts.diagnostics import BuildError, Diagnostic
from tests.check.sites import PAGE, find, make_site

BAD = "# 题名\n\n甲[@none2000]。[^1]\n\n迸一步。\n"


def test_select_and_ignore_by_prefix() -> None:
    def wants(select: str, ignore: str, code: str) -> bool:
        return Choice(tuple(filter(None, select.split(","))), tuple(filter(None, ignore.split(",")))).wants(code)

    assert wants("", "", "CIT001") and wants("CIT", "", "CIT001") and not wants("CIT", "", "TYP001")
    assert not wants("", "TYP", "TYP001") and not wants("CIT", "CIT001", "CIT001") and wants("CIT001", "CIT", "CIT001")


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(BuildError, match="STR192"):
        Choice(("CTI",)).verify()
    Choice(("CIT", "TYP00"), ("SEC001",)).verify()


def test_findings_come_in_the_order_of_places_and_once() -> None:
    site, reported = make_site({PAGE: BAD})
    twice = Diagnostic("MET001", "甲", "乙", path=PAGE, line=1, column=1)
    found = check_site(site, Choice(), [*reported, twice, twice])
    places = [(one.path, one.line, one.column) for one in found]
    assert places == sorted(places)
    assert sum(one.code == "MET001" for one in found) == 1


def test_only_the_files_in_focus_are_told() -> None:
    site, reported = make_site({PAGE: BAD, "docs/texts/b.md": BAD}, frozenset({PAGE}))
    found = check_site(site, Choice(), reported)
    assert found and {one.path for one in found} == {PAGE}


def test_of_two_cures_at_one_place_the_first_is_made() -> None:
    text = "# 题名\n\n甲 ，， 乙，丙，丁，戊。\n"
    found = find({PAGE: text}, "TYP005", "TYP006")
    changed, mended = fix_texts({PAGE: text}, found)
    assert len(found) == 2 and len(mended) == 1 and changed


PIECES = st.sampled_from(
    ["甲", "乙丙", "。", "，", ",", "“", "”", "（", "(", ")", " ", "\u3000", "\n", "\n\n", "# ", "## 二、乙 {#s2}\n\n", "> ", "- ", "1. ", "    ",
     '!!! box "题"\n\n', "[^1]", "[^1]: ", "[@a]", "[@solow1957technical]", "<!-- ", " -->", "<div>", "</div>", '<figure markdown="block">\n\n', "</figure>",
     "`", "```\n", "|", "---", "[[", "]]", "<table>", "<tr><td>", "\\", "**", "{", "}", "{#a}", "---\ntitle: x\n", "---\n",
     "⼈", "\u200b", "...", "--", "迸一步",
     "<script>", "<a href='x.md'>", "](x.md)", "[x", "<!-- allow STR101: 甲 -->", "　　", "二○二四年"]
)  # fmt: skip


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_rule_raises_and_places_lie_in_the_page(text: str) -> None:
    lines = text.split("\n")
    for one in find({PAGE: text}):
        if one.path == PAGE and one.line:
            assert 1 <= one.line <= len(lines) and one.column <= len(lines[one.line - 1]) + 1


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_fixing_ends_and_never_takes_words_away(text: str) -> None:
    def han(words: str) -> str:
        return "".join(c for c in words if "\u4e00" <= c <= "\u9fff")

    fixable = [code for code, rule in RULES.items() if rule.fixable and code not in ("TYP011", "TYP013")]
    for _ in range(20):
        changed, _ = fix_texts({PAGE: text}, find({PAGE: text}, *fixable))
        if not changed:
            return
        assert han(changed[PAGE]) == han(text)
        text = changed[PAGE]
    raise AssertionError("fixing does not come to an end")


def test_a_cure_never_makes_markup() -> None:
    """What an indent kept from being a list or a head stays as it is; the finding is told all the same."""
    for text in ("# 题名\n\n　　- 甲\n", "# 题名\n\n　　1. 甲\n"):
        found = find({PAGE: text}, "TYP012", "TYP018")
        assert found and fix_texts({PAGE: text}, found)[0] == {}
