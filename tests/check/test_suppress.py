"""``allow``: what it lets stand, how far it reaches, and what is said about one that is idle or incomplete."""

from __future__ import annotations

from tests.check.sites import GLOSSARY, LIBRARY, PAGE, find

HEAD = "---\ntitle: 题名\n---\n\n"


def codes(text: str, path: str = PAGE) -> list[str]:
    return [one.code for one in find({path: text}) if one.path == path and one.code != "REF101"]


def test_in_the_same_paragraph() -> None:
    assert codes(f"{HEAD}# 题名\n\n甲。[^1]<!-- allow STR101: 原书漏印 -->\n") == []
    assert codes(f"{HEAD}# 题名\n\n甲。[^1]<!-- allow STR101: 原书漏印 -->\n\n乙。[^2]\n") == ["STR101"]


def test_on_the_line_above() -> None:
    assert codes(f"{HEAD}# 题名\n\n<!-- allow STR101: 原书漏印 -->\n\n甲。[^1]\n\n乙。[^2]\n") == ["STR101"]


def test_above_a_figure_for_all_of_it() -> None:
    figure = '<figure id="fig-1" markdown="block">\n<figcaption markdown="span">图1 甲</figcaption>\n\n甲。[^1]\n\n</figure>\n'
    assert codes(f"{HEAD}# 题名\n\n<!-- allow STR101, STR116: 原书如此 -->\n\n{figure}") == []
    box = '!!! box "专栏1 甲"\n\n    甲。[^1]\n\n    乙。[^2]\n'
    assert codes(f"{HEAD}# 题名\n\n<!-- allow STR101: 原书如此 -->\n\n{box}\n丙。[^3]\n") == ["STR101"]


def test_at_the_top_for_the_whole_page() -> None:
    assert codes(f"{HEAD}<!-- allow STR101: 原书的注另成一册 -->\n\n# 题名\n\n甲。[^1]\n\n乙。[^2]\n") == []


def test_two_codes_and_wide_colon() -> None:
    assert codes(f"{HEAD}# 题名\n\n<!-- allow STR101、TYP016：原书如此 -->\n\n迸一步。[^1]\n") == []


def test_an_idle_one_is_told_at_its_place() -> None:
    found = find({PAGE: f"{HEAD}# 题名\n\n甲。<!-- allow STR101: 原书漏印 -->\n"}, "STR")
    assert [(one.code, one.line, one.column) for one in found] == [("STR190", 7, 3)]


def test_one_that_was_not_looked_for_is_not_idle() -> None:
    assert find({PAGE: f"{HEAD}# 题名\n\n甲。<!-- allow STR101: 原书漏印 -->\n"}, "TYP", "STR190") == []


def test_reason_and_code_are_needed() -> None:
    assert codes(f"{HEAD}# 题名\n\n甲。[^1]<!-- allow STR101 -->\n") == ["STR191"]
    assert codes(f"{HEAD}# 题名\n\n甲。[^1]<!-- allow: 原书漏印 -->\n") == ["STR101", "STR191"]


def test_unsafe_content_cannot_be_allowed() -> None:
    assert codes(f"{HEAD}# 题名\n\n<b onclick=\"x\">甲</b><!-- allow SEC002: 我要用 -->\n") == ["SEC002", "STR191"]


def test_shown_in_code_it_allows_nothing() -> None:
    assert codes(f"{HEAD}# 题名\n\n`<!-- allow STR101: 原书漏印 -->`甲。[^1]\n") == ["STR101"]


def test_in_the_library_for_the_entry_below() -> None:
    entry = "@book{{{key},\n  title = {{书{key}}},\n  publisher = {{社}},\n  date = {{2001}},\n}}\n"
    text = "% allow REF101: 备用\n" + entry.format(key="one2001") + "\n" + entry.format(key="two2002")
    found = find({LIBRARY: text, GLOSSARY: "[]\n"}, "REF101", "STR190")
    assert [(one.code, one.line) for one in found] == [("REF101", 8)]


def test_in_the_glossary() -> None:
    text = "# allow TRM009: 待补\n- id: koujing\n  term: 口径\n\n- id: fanwei\n  term: 范围\n"
    assert [(one.code, one.line) for one in find({GLOSSARY: text}, "TRM", "STR190")] == [("TRM009", 5)]
