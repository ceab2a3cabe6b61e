"""What people wrote stays byte for byte when a library is updated."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.formats.bibtex.library import format_entry, format_library, parse_library, update_library
from build_scripts.model.reference import Date, Name, Reference, RefType

HAND = """% 我的文献库，请勿重排

@string{qh = "青禾出版社"}

@Book( meng2013,
    title    = "山村的" # {账本} ,   % 不是注释
  AUTHOR={孟庆山},year=2013, publisher=qh
)
@comment{ 留着 }
@article{yang2013, author = {杨升}, title={{书院}藏书考}, journal={文献杂志}, year={2013}}
% 末尾的注"""


def book(title: str, **fields: str) -> Reference:
    return Reference(RefType.BOOK, title, (Name("何一"),), date=Date(2020), title_full=title, **fields)  # type: ignore[arg-type]


def test_no_change_is_no_difference() -> None:
    assert update_library(HAND, {}) == HAND
    assert update_library(HAND, parse_library(HAND).references) == HAND


def test_the_printed_string_alone_is_no_change() -> None:
    references = {key: replace(ref, raw="[1] …") for key, ref in parse_library(HAND).references.items()}
    assert update_library(HAND, references) == HAND


def test_one_changed_entry_leaves_every_other_byte() -> None:
    old = parse_library(HAND).by_key["yang2013"]
    new = replace(old.reference, issue="1")
    text = update_library(HAND, {"yang2013": new})
    assert text == HAND.replace(old.raw, format_entry("yang2013", new))


def test_new_entries_go_to_the_end_by_key() -> None:
    text = update_library(HAND, {"zhou2020": book("周"), "an2020": book("安")})
    assert text.startswith(HAND + "\n\n@book{an2020,")
    assert [entry.key for entry in parse_library(text).entries] == ["meng2013", "yang2013", "an2020", "zhou2020"]
    assert text.endswith("}\n")


def test_adding_twice_is_adding_once() -> None:
    new = {"an2020": book("安")}
    once = update_library(HAND, new)
    assert update_library(once, new) == once


def test_a_removed_entry_takes_its_blank_line_along() -> None:
    text = format_library({"a": book("甲"), "b": book("乙"), "c": book("丙")})
    assert update_library(text, {"b": None}) == format_library({"a": book("甲"), "c": book("丙")})


def test_an_empty_library_begins_with_the_entry() -> None:
    assert update_library("", {"a": book("甲")}) == format_library({"a": book("甲")})
    assert update_library("\ufeff", {"a": book("甲")}) == "\ufeff" + format_library({"a": book("甲")})


def test_line_ends_of_the_file_are_kept() -> None:
    text = update_library(HAND.replace("\n", "\r\n"), {"an2020": book("安")})
    assert text.startswith(HAND.replace("\n", "\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_a_broken_entry_is_left_alone() -> None:
    text = "@book{x, title={甲\n\n@book{a, title={乙}}\n"
    assert update_library(text, {"b": book("丙")}).startswith(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["% 注\n", "\n", "@misc{k%d, title={甲}}\n", "@comment{x}\n", "@misc(j%d, title = \"乙\")\n"]), max_size=8), st.integers(0, 9))
def test_update_touches_only_what_changed(chunks: list[str], which: int) -> None:
    text = "".join(chunk.replace("%d", str(i)) for i, chunk in enumerate(chunks))
    entries = parse_library(text).entries
    if not entries:
        return
    chosen = entries[which % len(entries)]
    new = replace(chosen.reference, title="新")
    assert update_library(text, {chosen.key: new}) == text[: chosen.start] + format_entry(chosen.key, new) + text[chosen.end :]
