"""What nests too deeply is refused with its place; what only looks so is not, and nothing here is superlinear."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats import nesting
from build_scripts.formats.corpus import read_corpus
from build_scripts.formats.frontmatter import parse_frontmatter
from build_scripts.formats.glossary import parse_glossary
from build_scripts.formats.nesting import DEEPEST, find_deep, refuse_deep
from build_scripts.publish.assemble import assemble

N = DEEPEST + 1
DEEP = {
    "quotes": "> " * N + "字",
    "tight quotes": ">" * N + "字",
    "items in one line": "- " * N + "字",
    "numbered items": "1. " * N + "字",
    "items by indent": "".join("    " * i + "- 字\n" for i in range(N)),
    "items by two blanks": "".join("  " * i + "- 字\n" for i in range(N)),
    "boxes": "".join("    " * i + '!!! box "字"\n\n' for i in range(N)),
    "quotes with items": "> - " * N + "字",
    "items in a quote": "".join(">" + "    " * i + " - 字\n" for i in range(N)),
    "notes": "".join("    " * i + f"[^{i}]: 字\n\n" for i in range(N)),
    "bold": "<b>" * N + "字" + "</b>" * N,
    "bold without end": "<b>" * N + "字",
    "spans over lines": '<span class="a">\n' * N + "字",
    "divisions over paragraphs": "<div>\n\n" * N + "字",
    "divisions that only seem to end": '<div class="a" />\n\n' * N + "字",
    "tables": "<table><tr><td>" * (N // 3 + 1) + "字",
    "behind code that never ends": "```\n" + "<b>" * N,
    "behind a code span": "`<b>` " + "<b>" * N,
}
FLAT = {
    "as deep as may be": "> " * DEEPEST + "字\n\n" + "<b>" * DEEPEST + "字" + "</b>" * DEEPEST,
    "many quotes": "> 字\n\n" * 200,
    "a long quote": "> 字\n" * 200,
    "many items": "- 字\n" * 200,
    "items of two levels": "- 字\n    - 字\n" * 200,
    "rules": "- " * 200 + "-\n\n" + "* " * 200 + "*",
    "elements that end by themselves": "<p>字\n" * 200 + "<ul>" + "<li>字\n" * 200 + "</ul><table>" + "<tr><td>字<td>字\n" * 200 + "</table>",
    "void elements": "字<br>" * 200 + '<img src="a.png">' * 200,
    "bold that the paragraph ends": "<b>字\n\n" * 200,
    "words in angle brackets": "列表<String>与<Key>" * 200,
    "fenced code": "```\n" + "> " * 200 + "<b>" * 200 + "\n```\n",
    "code spans": "`<b>` " * 200 + "``<i>`<b>`` " * 200,
    "comments": "<!-- " + "<b>" * 200 + "\n\n" + "<b>" * 200 + " -->",
    "a drawing": "<svg>" + '<path d="M0"/>' * 200 + "</svg>",
}


@pytest.mark.parametrize("name", DEEP)
def test_what_nests_too_deeply_is_refused_with_its_place(name: str) -> None:
    with pytest.raises(BuildError) as caught:
        refuse_deep(f"---\ntitle: 题\n---\n\n{DEEP[name]}\n", "docs/a.md")
    told = caught.value.diagnostic
    assert (told.code, told.path, told.hint != "") == ("STR006", "docs/a.md", True) and told.line >= 5 and told.column >= 1


@pytest.mark.parametrize("name", FLAT)
def test_what_does_not_is_let_through(name: str) -> None:
    assert find_deep(FLAT[name]) is None


_OPENINGS = st.lists(
    st.tuples(st.sampled_from(["> ", ">", "- ", "1. ", "\t", "    ", " ", "[^注]: ", "!!! ", ":   ", "字\n"]), st.integers(1, 14)), max_size=40
)


@given(pieces=_OPENINGS)
def test_no_deep_line_escapes_the_glance_that_spares_the_others(pieces: list[tuple[str, int]]) -> None:
    text = "".join(piece * times for piece, times in pieces)
    glanced = find_deep(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nesting, "_SUSPECT", re.compile(""))
        assert find_deep(text) == glanced


def test_the_place_is_that_of_the_first_level_too_many() -> None:
    assert find_deep("字\n\n" + DEEP["bold"]) == (f"HTML 元素嵌套超过 {DEEPEST} 层。", 3 + 3 * DEEPEST)
    assert find_deep("字\n\n" + DEEP["quotes"]) == (f"引用、列表或专栏嵌套超过 {DEEPEST} 层。", 3 + 2 * DEEPEST)


@pytest.mark.parametrize("unit", ["<b", "<b>字</b>", "`", "`字", "<!--", "```\n", "~~~\n字\n", "> 字\n", "- 字\n", "\n\n", ">\n\n", "* ", "<", "    - 字\n"])
def test_the_measure_is_linear(unit: str) -> None:
    assert _seconds(unit * 16_000) < 10 * max(_seconds(unit * 4_000), 0.005)


def _seconds(text: str) -> float:
    best = 9.0
    for _ in range(3):
        begun = time.process_time()
        find_deep(text)
        best = min(best, time.process_time() - begun)
    return best


def test_a_site_with_such_a_page_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "docs/texts").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\n", encoding="utf-8")
    (tmp_path / "docs/texts/a.md").write_text("# 题\n\n" + DEEP["bold"], encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_corpus(tmp_path)
    assert str(caught.value.diagnostic).startswith(f"docs/texts/a.md:3:{3 * DEEPEST + 1}: STR006")


def test_a_definition_is_measured_as_well() -> None:
    found: list[Diagnostic] = []
    term = parse_glossary(f"- id: a\n  term: 词甲\n  definition: '{DEEP['bold']}'\n", report=found.append).terms[0]
    assert [(one.code, one.line, one.column) for one in found] == [("STR006", 3, 15)] and term.definition == ""


@pytest.mark.parametrize("head", ["x: " + "[" * 2000 + "]" * 2000, "x:\n" + "".join(" " * i + "a:\n" for i in range(1, 2000))])
def test_a_head_that_is_too_deep_says_where(head: str) -> None:
    found: list[Diagnostic] = []
    assert parse_frontmatter(f"---\ntitle: 题\n{head}\n---\n", found.append, "a.md")[0] == {}
    assert [(one.code, one.line > 2, "recursion" in str(one)) for one in found] == [("MET010", True, False)]


@pytest.mark.parametrize("name", ["as deep as may be", "items of two levels"])
def test_what_may_be_can_be_assembled(tmp_path: Path, name: str) -> None:
    (tmp_path / "docs/texts").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\n", encoding="utf-8")
    (tmp_path / "docs/texts/a.md").write_text(f"# 题\n\n{FLAT[name]}\n", encoding="utf-8")
    assert "字" in assemble(read_corpus(tmp_path))["texts/a.md"]
