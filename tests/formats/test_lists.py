"""The editors' word lists: read, added to the defaults, faults told with file and line."""

from __future__ import annotations

from pathlib import Path

from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.lists import parse_lists, read_lists
from build_scripts.model import wordlists
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.reference import RefType


def test_words_are_added() -> None:
    lists = parse_lists("newspapers: [江城之声]\n")
    assert lists.newspapers == DEFAULT_LISTS.newspapers | {"江城之声"}
    line = "《看得见的水网》，江城之声，2023年11月9日"
    assert parse_reference(line, lists).type is RefType.ARTICLE_NEWSPAPER


def test_faults_are_told() -> None:
    said: list[Diagnostic] = []
    assert parse_lists("a: [", report=said.append) == DEFAULT_LISTS
    assert parse_lists("- x", report=said.append) == DEFAULT_LISTS
    assert parse_lists("towns: [甲]\nnewspapers: 甲", report=said.append) == DEFAULT_LISTS
    assert [one.code for one in said] == ["REF040", "REF040", "REF041", "REF040"]


def test_all_files_of_a_site(tmp_path: Path) -> None:
    folder = tmp_path / "references" / "lists"
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text("\ufeffagencies: [江城社]\n", encoding="utf-8")
    (folder / "b.yml").write_text("bodies: [江城会\n", encoding="utf-8")
    (folder / "c.yml").write_bytes(b"\xff\xfe\x00")
    said: list[Diagnostic] = []
    lists = read_lists(tmp_path, said.append)
    assert "江城社" in lists.agencies
    assert {one.path for one in said} == {"references/lists/b.yml", "references/lists/c.yml"}
    assert read_lists(tmp_path / "nowhere") == Lists()


def test_default_lists_have_no_doubles_and_no_clashes() -> None:
    for name in ("AGENCIES", "NEWSPAPERS", "JOURNALS", "BODIES", "BODY_ENDINGS", "PUBLISHER_ENDINGS", "SITE_ENDINGS", "COMPOUND_SURNAMES", "LEADS"):
        words = list(getattr(wordlists, name))
        assert len(words) == len(set(words)), (name, sorted({word for word in words if words.count(word) > 1}))
    assert not DEFAULT_LISTS.newspapers & DEFAULT_LISTS.journals
    assert not DEFAULT_LISTS.newspapers & DEFAULT_LISTS.agencies
    assert all(len(word) == 1 for word in DEFAULT_LISTS.surnames)
    assert all(len(word) > 1 for word in DEFAULT_LISTS.compound_surnames)
