"""Merging an ingest into a library: entry by entry, field by field, and what people wrote stays byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic, Severity
from build_scripts.formats.bibtex.library import format_library, parse_library, update_library
from build_scripts.ingest.merge.library import merge_library
from build_scripts.model.reference import Date, Name, Reference, RefType
from build_scripts.text.merge3 import Clash, Decide, keep_ours

PATH = "references/library.bib"


def book(title: str, **fields: str) -> Reference:
    return Reference(RefType.BOOK, title, (Name("何一"),), date=Date(2020), title_full=title, **fields)  # type: ignore[arg-type]


WORKS = {"a": book("甲"), "b": book("乙"), "c": book("丙")}
BASE = format_library(WORKS)
EDITED = BASE.replace("{乙}", "{乙（修订）}")


def merge(ours: str, theirs: dict[str, Reference], base: str = BASE, decide: Decide = keep_ours) -> tuple[str, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return merge_library(base, ours, theirs, found.append, PATH, decide), found


def test_an_unchanged_ingest_changes_nothing() -> None:
    assert merge(EDITED, WORKS) == (EDITED, [])


def test_what_nobody_edited_follows_and_what_was_edited_stays() -> None:
    text, found = merge(EDITED, WORKS | {"a": book("甲", edition="2")})
    merged = parse_library(text).references
    assert (merged["a"].edition, merged["b"].title, found) == ("2", "乙（修订）", [])


def test_two_fields_of_one_entry_are_merged() -> None:
    text, found = merge(EDITED, WORKS | {"b": book("乙", edition="2")})
    entry = parse_library(text).references["b"]
    assert (entry.title, entry.edition, found) == ("乙（修订）", "2", [])
    assert text.replace("  edition = {2},\n", "") == EDITED


def test_the_persons_way_of_writing_an_entry_stays() -> None:
    hand = '@Book( b,\n    title    = "乙" ,\n  AUTHOR={何一},   year=2020,\n   note = {读过}\n)'
    ours = BASE.replace(parse_library(BASE).by_key["b"].raw, hand)
    text, found = merge(ours, WORKS | {"b": book("乙", edition="2")})
    assert hand in text and [d.code for d in found] in ([], ["MRG001"])
    assert parse_library(text).references["a"] == WORKS["a"]


def test_one_field_changed_by_both_is_a_clash_with_both_versions() -> None:
    text, found = merge(EDITED, WORKS | {"b": book("乙（新订）")})
    assert text == EDITED
    (clash,) = found
    assert (clash.code, clash.severity, clash.path, clash.line) == ("MRG001", Severity.ERROR, PATH, 8)
    assert all(words in clash.message for words in ("b", "乙（修订）", "乙（新订）"))


def test_a_clash_may_be_decided() -> None:
    seen: list[Clash] = []

    def theirs(clash: Clash) -> str:
        seen.append(clash)
        return clash.theirs

    text, found = merge(EDITED, WORKS | {"b": book("乙（新订）")}, decide=theirs)
    assert parse_library(text).references["b"].title == "乙（新订）" and found == [] and len(seen) == 1
    text, found = merge(EDITED, WORKS | {"b": book("乙（新订）")}, decide=lambda clash: clash.ours)
    assert (text, found) == (EDITED, [])


def test_a_macro_of_the_library_is_understood() -> None:
    head = '@string{qh = "青禾出版社"}\n\n'
    ours = head + BASE.replace("@book{b,\n", "@book{b,\n  publisher = qh,\n")
    text, found = merge(ours, WORKS | {"b": book("乙", edition="2")})
    assert "publisher = qh," in text and found == []
    assert (parse_library(text).references["b"].edition, parse_library(text).references["b"].publisher) == ("2", "青禾出版社")


def test_deleted_entries_stay_deleted_and_new_ones_are_added() -> None:
    ours = update_library(BASE, {"b": None})
    text, _ = merge(ours, WORKS | {"b": book("乙", edition="2"), "d": book("丁")})
    assert list(parse_library(text).references) == ["a", "c", "d"] and text.startswith(ours)


def test_entries_written_by_hand_are_left_alone() -> None:
    ours = BASE + "\n@misc{d, title = {我写的}}\n"
    assert merge(ours, {"d": book("丁")}) == (ours, [])


def test_what_ingest_finds_no_more_stays() -> None:
    assert merge(BASE, {"a": book("甲")}) == (BASE, [])


def test_line_ends_stay() -> None:
    ours = EDITED.replace("\n", "\r\n")
    text, _ = merge(ours, WORKS | {"a": book("甲", edition="2"), "b": book("乙", edition="3")})
    assert "\n" not in text.replace("\r\n", "") and parse_library(text).references["b"].edition == "3"


FIELDS = ("edition", "publisher", "place", "url", "volume", "title")
VALUES = st.sampled_from(["1", "二", "甲出版社", "x{\\&}y", ""])
CHANGES = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4)


@settings(max_examples=200, deadline=None)
@given(mine=CHANGES, new=CHANGES, comment=st.sampled_from(["", "% 存疑\n", "\n"]), again=CHANGES)
def test_no_field_that_a_person_changed_is_ever_lost(mine: dict[str, str], new: dict[str, str], comment: str, again: dict[str, str]) -> None:
    mine, new, again = ({k: v for k, v in one.items() if k != "title" or v} for one in (mine, new, again))
    own, theirs = replace(WORKS["b"], **mine), replace(WORKS["b"], **new)
    own, theirs = (replace(one, title_full=one.title) for one in (own, theirs))
    ours = comment + format_library(WORKS | {"b": own})
    base = format_library(WORKS)
    text, found = merge(ours, WORKS | {"b": theirs}, base)
    entry, before = parse_library(text).references["b"], parse_library(ours).references["b"]
    for name in mine:
        if getattr(own, name) != getattr(WORKS["b"], name):
            assert getattr(entry, name) == getattr(before, name)
    assert text.startswith(comment)
    after = format_library(WORKS | {"b": theirs})
    assert merge(text, WORKS | {"b": theirs}, after) == (text, []), "merging again changes nothing"
    if not found:
        for name in new:
            if getattr(own, name) == getattr(WORKS["b"], name):
                assert getattr(entry, name) == getattr(parse_library(after).references["b"], name)


@pytest.mark.parametrize("ours", [BASE, EDITED])
def test_merging_twice_is_merging_once(ours: str) -> None:
    theirs = {"a": book("甲", edition="3"), "e": book("戊")}
    once, _ = merge(ours, theirs)
    after = format_library({**parse_library(BASE).references, **theirs})
    assert merge(once, theirs, after) == (once, [])
