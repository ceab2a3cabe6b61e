"""A library that is remembered says what the library says that is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.diagnostics import silent
from build_scripts.formats.bibtex import library as bibtex
from build_scripts.formats.bibtex.kept import recall_library
from build_scripts.formats.bibtex.library import format_library, parse_library
from build_scripts.formats.cache import Memo, Store
from tests.formats.test_bibtex import references
from tests.formats.test_bibtex_plain import ENTRY, entries

PLAIN = """% 前言
@book{a1, author = {王某 and Smith, John}, title = {题 {\\"o}}, year = 2001, x-printed = {[1] 王某. 题. 2001.} }

@article{b2,
  title = {第二},
  date = {1999-05},
}
@article{b2, title = {重复的键}}
@misc{c3, title = "没有结束
"""


def everything(library: bibtex.Library) -> object:
    """All that a library says, with what takes no part in comparison."""
    return library.text, library.strings, [(repr(vars(entry)), repr(vars(entry.reference))) for entry in library.entries]


def read_twice(text: str, memo: Memo) -> tuple[object, object]:
    bibtex._held.clear()
    recall_library(text, memo)
    bibtex._held.clear()
    recall_library(text, memo)
    kept = everything(parse_library(text))
    bibtex._held.clear()
    return kept, everything(parse_library(text))


@pytest.mark.parametrize("text", ["", PLAIN, PLAIN.replace("\n", "\r\n"), '@string{j = "刊"}\n@article{d4, journal = j, title = {甲}}\n'])
def test_what_is_remembered_is_what_is_read(tmp_path: Path, text: str) -> None:
    kept, read = read_twice(text, Memo(Store(tmp_path), "test"))
    assert kept == read


def test_a_library_that_stayed_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memo = Memo(Store(tmp_path), "test")
    recall_library(PLAIN, memo)
    bibtex._held.clear()
    monkeypatch.setattr(bibtex, "_parse", lambda *_: pytest.fail("it was read again"))
    recall_library(PLAIN, memo)
    assert [entry.key for entry in parse_library(PLAIN).entries] == ["a1", "b2"]


@given(st.dictionaries(st.from_regex(r"[a-z]{3}[0-9]{4}", fullmatch=True), references(), max_size=4))
def test_whatever_is_printed_is_remembered_whole(tmp_path_factory: pytest.TempPathFactory, printed: dict[str, bibtex.Reference]) -> None:
    kept, read = read_twice(format_library(printed), Memo(Store(tmp_path_factory.mktemp("store")), "test"))
    assert kept == read


@given(st.lists(st.just(ENTRY) | entries, max_size=5), st.lists(st.just(ENTRY) | entries, max_size=3), st.data())
def test_what_a_library_shares_with_the_one_before_is_read_alike(shared: list[str], new: list[str], data: st.DataObject) -> None:
    text = "".join(data.draw(st.permutations([*shared, *new])))
    bibtex._held.clear()
    parse_library("".join(shared))
    assert everything(parse_library(text)) == everything(bibtex._parse(text, "", silent))


def test_entries_of_the_library_before_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    bibtex._held.clear()
    parse_library(ENTRY)
    monkeypatch.setattr(bibtex, "read_reference", lambda *_: pytest.fail("it was read again"))
    monkeypatch.setattr(bibtex, "split_blocks", lambda *_: pytest.fail("it was cut again"))
    assert [entry.line for entry in parse_library(f"\n\n{ENTRY}").entries] == [3]
