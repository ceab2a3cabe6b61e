"""A few lines of aliases stand for more than any memory holds; no reader of ours writes them out."""

from __future__ import annotations

import time

import pytest

from build_scripts.check.words import default_words, parse_words
from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.config import parse_config
from build_scripts.formats.frontmatter import parse_frontmatter
from build_scripts.formats.lists import parse_lists
from build_scripts.formats.yaml_nodes import YamlFault, refuse_bombs
from build_scripts.model.lists import DEFAULT_LISTS

BOMB = "aa: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_it_is_told_by_its_size_written_out_with_the_place() -> None:
    with pytest.raises(YamlFault) as caught:
        refuse_bombs(BOMB)
    assert caught.value.diagnostic.line == 4, "nine times nine times nine is little, the next nine is too much"
    refuse_bombs("a: &x {b: 1, c: [2, 3]}\nd: *x\ne: [*x, *x]\n")
    with pytest.raises(YamlFault):
        refuse_bombs("[" * 1_000)


@pytest.mark.parametrize("text", ["a: [", "\0", "a: 2024-99-99", "- a\nb", "*x", ""])
def test_what_is_no_yaml_is_left_to_its_reader(text: str) -> None:
    refuse_bombs(text)


def test_every_reader_refuses_it_at_once() -> None:
    begin = time.process_time()
    found: list[Diagnostic] = []
    head, _ = parse_frontmatter(f"---\n{BOMB}keywords: *i\n---\n\n甲\n", found.append)
    assert head == {} and [one.code for one in found] == ["MET010"] and found[0].line == 5
    found.clear()
    assert parse_lists(f"{BOMB}newspapers: *i\n", report=found.append) == DEFAULT_LISTS and [one.code for one in found] == ["REF040"]
    assert parse_words(f"{BOMB}furniture: *i\n", default_words()) == default_words()
    with pytest.raises(BuildError) as caught:
        parse_config(f"site_name: 甲\n{BOMB}extra: *i\n")
    assert caught.value.diagnostic.code == "STR001"
    assert time.process_time() - begin < 5


def test_aliases_of_settings_are_allowed() -> None:
    assert parse_config("site_name: 甲\nx: &x {a: 1}\nextra: {y: *x}\n").extra == {"y": {"a": 1}}
