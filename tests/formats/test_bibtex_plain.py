"""Plain entries are cut out without the parser, and nobody can tell."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.bibtex import blocks as bibtex_blocks
from build_scripts.formats.bibtex.blocks import Blocks, split_blocks
from build_scripts.formats.bibtex.plain import plain_entries

ENTRY = "@article{a2001b,\n  title = {试写的题目},\n  author = {{某委员会} and 李甲},\n  year = {2001},\n}\n"

values = st.text(st.sampled_from("题目ab 1,=#%\"'~-\n{}\\@"), max_size=8) | st.sampled_from(["{某社}", r"甲\&乙", "a{}b", r"\{", "甲}, b = {乙"])
written = values.map(lambda value: f"{{{value}}}") | st.sampled_from(['"引"', "2001", "jan # {x}", "名", ""])
fields = st.builds(
    "{}{}{}{}{}".format, st.sampled_from(["", " ", "\n  ", "\n\n"]), st.sampled_from(["title", "Year", "x-printed", "年", "note"]),
    st.sampled_from([" = ", "=", " ", "\n="]), written, st.sampled_from([",", ",", ",", "", "，", " ,\n", ",,"]),
)  # fmt: skip
entries = st.builds(
    "{}{}{}{}{}{}".format, st.sampled_from(["@article{", "@Book{", "@string{", "@comment{", "@article {", "@article(", "article{", "@{"]),
    st.sampled_from(["a1", "k-2:x", "文献", "", "a 1", "a1"]), st.sampled_from([",", ",", ",", "", "，"]),
    st.lists(fields, max_size=3).map("".join), st.sampled_from(["\n}", "}", "}", "", "\n  }"]),
    st.sampled_from(["\n", "\n\n", "", " ", " % 注\n", "\r\n", "注\n"]),
)  # fmt: skip
files = st.lists(st.just(ENTRY) | entries, max_size=5).map("".join)


def read(text: str) -> tuple[Blocks, list[Diagnostic]]:
    found: list[Diagnostic] = []
    blocks = split_blocks(text, "x.bib", found.append)
    return blocks, found


@given(files)
@example(ENTRY + ENTRY.replace("2001b", "2002") + "@string{j = {刊}}\n@book{b, title = j}\n")
@example(ENTRY + ENTRY)
@example(ENTRY.rstrip() + ENTRY)
@example(ENTRY.replace("}\n", "}, 注\n", 1))
def test_the_same_blocks_and_findings_as_the_parser(text: str) -> None:
    blocks, found = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bibtex_blocks, "plain_entries", lambda text: ())
        wanted, told = read(text)
    assert (blocks.entries, blocks.strings, found) == (wanted.entries, wanted.strings, told)


def test_a_run_of_plain_entries_ends_at_anything_else() -> None:
    text = f"{ENTRY}\n{ENTRY}% 注\n{ENTRY}"
    assert [text[one.start : one.end] for one in plain_entries(text)] == [ENTRY.rstrip()] * 2
    assert not list(plain_entries('@article{a, title = "引"}'))
    assert not list(plain_entries("@string{a = {刊}}"))
