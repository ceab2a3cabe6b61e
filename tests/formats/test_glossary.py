"""The glossary file: faults have their place, what people wrote stays, what is added can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.glossary import check_definitions, parse_glossary
from build_scripts.formats.glossary_write import update_glossary
from build_scripts.model.glossary import Glossary, Linking, Proposal

WRITTEN = "# 说明\n\n- id: jia\n  term: 甲物\n  definition: >-\n    甲的意思[@zhang2020jia]。\n"
LINES = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"]), min_size=2, max_size=30)
WORDS = LINES.map(lambda words: " ".join(words.split())).filter(lambda words: len(words) > 1)


def read(text: str) -> tuple[Glossary, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return parse_glossary(text, report=found.append), found


def test_an_entry_with_every_key() -> None:
    glossary, found = read(
        "- id: jia-wu\n  term: 甲物\n  aliases: [甲, 甲的物]\n  en: thing\n  pinyin: jiǎ wù\n  definition: 见[@a]。\n"
        "  see_also: yi-wu\n  source: 某书\n  link: every\n  unless_in: [甲物学]\n- id: yi-wu\n  term: 乙物\n"
    )
    term = glossary["jia-wu"]
    assert (term.term, term.aliases, term.en, term.pinyin) == ("甲物", ("甲", "甲的物"), "thing", "jiǎ wù")
    assert (term.definition, term.see_also, term.source) == ("见[@a]。", ("yi-wu",), "某书")
    assert (term.link, term.unless_in, term.place) == (Linking.EVERY, ("甲物学",), (1, 3))
    assert glossary.find("THING") is term and glossary.find("yi-wu") is glossary["yi-wu"] and glossary.find("丙") is None
    assert [fault.code for fault in found] == ["TRM006"]


FAULTS = [
    ("- id: a\n   term: b\n  x", "TRM001", 2, ""),
    ("id: a\n", "TRM001", 1, "“- id"),
    ("- id: a\n  term: &x 甲物\n  en: *x\n", "TRM001", 2, "照写一遍"),
    ("- 甲物\n", "TRM002", 1, "- id"),
    ("- id: jia\n", "TRM002", 1, "term"),
    ("- id: 甲\n  term: 甲物\n", "TRM002", 1, "拉丁字母"),
    ("- id: jia\n  term: [甲物]\n", "TRM002", 2, "引号"),
    ("- id: jia\n  term: 甲物\n  link: often\n", "TRM002", 3, "section"),
    ("- id: jia\n  term: 甲物\n  defintion: x\n", "TRM003", 3, "definition"),
    ("- id: jia\n  term: 甲物\n  whatever: x\n", "TRM003", 3, "可用的键"),
    ("- id: jia\n  term: 甲物\n  term: 乙物\n", "TRM003", 3, "留下一处"),
    ("- id: jia\n  term: 甲物\n- id: jia\n  term: 乙物\n", "TRM004", 3, "换一个编号"),
    ("- id: a\n  term: 甲物\n- id: b\n  term: 甲物\n", "TRM005", 3, "合并"),
    ("- id: a\n  term: 甲物\n  aliases: [丙物]\n- id: b\n  term: 乙物\n  aliases: [丙物]\n", "TRM005", 4, "前一条"),
    ("- id: a\n  term: 甲物\n  aliases: [乙物]\n- id: b\n  term: 乙物\n", "TRM005", 1, "删去"),
    ("- id: a\n  term: 甲物\n  en: TFP\n- id: b\n  term: 乙物\n  aliases: [tfp]\n", "TRM005", 4, "删去"),
    ("- id: a\n  term: 甲\n", "TRM006", 1, "两个字"),
    ("- id: jia\n  term: 甲物\n  see_also: [yi]\n", "TRM008", 1, "see_also"),
]  # fmt: skip


@pytest.mark.parametrize("text, code, line, hint", FAULTS)
def test_a_fault_has_its_code_its_line_and_its_cure(text: str, code: str, line: int, hint: str) -> None:
    _, found = read(text)
    assert [(fault.code, fault.line, fault.path) for fault in found] == [(code, line, "references/glossary.yml")]
    assert hint in found[0].hint and found[0].hint


def test_a_name_that_two_terms_claim_belongs_to_the_first() -> None:
    glossary, _ = read(FAULTS[13][0])
    found = glossary.find("丙物")
    assert found is not None and found.id == "a" and glossary["b"].aliases == ()


@pytest.mark.parametrize("text", ["[" * 50_000, "- " * 20_000 + "x", "a: [\n", "\0", "- id: a\n  term: !!python/name:os.system x\n"])
def test_what_is_meant_to_break_the_reader_is_reported(text: str) -> None:
    glossary, found = read(text)
    assert found or all(term.term == "x" for term in glossary)


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "- &a [x, x, x, x, x, x, x, x, x]\n" + "".join(f"- &{b} [*{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    glossary, found = read(bomb)
    assert len(glossary) == 0 and [fault.code for fault in found] == ["TRM001"]


def test_citations_of_unknown_works_are_found_at_their_place() -> None:
    text = WRITTEN + "- id: yi\n  term: 乙物\n  definition: 无出处的说法。\n- id: bing\n  term: 丙物\n"
    found: list[Diagnostic] = []
    check_definitions(parse_glossary(text), text, {"zhang2020yi"}, report=found.append)
    assert [(fault.code, fault.line) for fault in found] == [("TRM007", 6), ("TRM009", 9), ("TRM009", 10)]
    assert found[0].column == len("    甲的意思[") + 1 and "zhang2020yi" in found[0].hint
    known: list[Diagnostic] = []
    check_definitions(parse_glossary(WRITTEN), WRITTEN, {"zhang2020jia"}, report=known.append)
    assert known == []


@pytest.mark.parametrize("before", ["", "# 空的\n[]\n", "[]", WRITTEN, WRITTEN.rstrip()])
def test_what_is_added_is_read_back_and_the_rest_is_untouched(before: str) -> None:
    text = update_glossary(before, [Proposal("乙物", "乙：与甲相对。\n\n第二段。", ("乙的物",), "second", "某书")])
    assert text.startswith(before.rstrip().removesuffix("[]").rstrip())
    added = parse_glossary(text).terms[-1]
    assert (added.term, added.definition, added.aliases) == ("乙物", "乙：与甲相对。\n\n第二段。", ("乙的物",))
    assert (added.id, added.en, added.source) == ("yi-wu", "second", "某书")
    assert parse_glossary(text).terms[:-1] == parse_glossary(before).terms


def test_a_persons_entry_wins() -> None:
    assert update_glossary(WRITTEN, [Proposal("甲物", "另一种说法。")]) == WRITTEN
    assert update_glossary(WRITTEN + "\n\n", []) == WRITTEN + "\n\n"
    twice = update_glossary(WRITTEN, [Proposal("乙物", "一"), Proposal("乙物", "二"), Proposal("丙物", "三", ("甲物", "乙物"))])
    assert [term.definition for term in parse_glossary(twice)][1:] == ["一", "三"] and not parse_glossary(twice)["bing-wu"].aliases
    assert update_glossary(twice, [Proposal("乙物", "四")]) == twice


def test_added_entries_look_as_people_write_them() -> None:
    added = update_glossary("", [Proposal("乙物", "指：与甲相对。", ("乙的物", "乙, 丙"), "second", "某书")])
    assert added == "- id: yi-wu\n  term: 乙物\n  aliases: [乙的物, '乙, 丙']\n  en: second\n  definition: 指：与甲相对。\n  source: 某书\n"


def test_a_broken_file_is_not_added_to() -> None:
    assert update_glossary("- id: [\n", [Proposal("乙物", "x")]) == "- id: [\n"


@given(st.lists(st.builds(Proposal, WORDS, WORDS, st.just(()), st.just(""), WORDS), max_size=5))
def test_any_proposals_come_back_once(proposals: list[Proposal]) -> None:
    text = update_glossary(WRITTEN, proposals)
    assert text.startswith(WRITTEN.rstrip())
    added = parse_glossary(text).terms[1:]
    assert {term.definition for term in added} <= {p.definition for p in proposals}
    assert len({term.id for term in added}) == len(added)
    assert update_glossary(text, proposals) == text


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    read(text)


@pytest.mark.parametrize("name", ["index", "Index"])
def test_the_address_of_the_glossary_is_no_terms(name: str) -> None:
    found: list[Diagnostic] = []
    assert not parse_glossary(f"- id: {name}\n  term: 词甲\n  definition: 义\n", report=found.append).terms
    assert [(one.code, one.line, one.column) for one in found] == [("TRM002", 1, 7)]
