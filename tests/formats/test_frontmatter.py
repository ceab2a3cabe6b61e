"""The YAML head: what was typed comes back, and a fault has its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import build_scripts.formats.frontmatter as frontmatter
from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.frontmatter import format_frontmatter, parse_frontmatter
from build_scripts.formats.markdown import format_front_matter

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\x85\u2028\u2029"), max_size=30)
VALUES = st.recursive(
    WORDS | st.integers(-(10**9), 10**9) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS.filter(bool), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(WORDS.filter(bool), VALUES, max_size=5))
def test_what_is_written_is_read_back(meta: dict[str, object]) -> None:
    text = format_frontmatter(meta) + "正文"
    found, body = parse_frontmatter(text)
    assert found == meta
    assert text[body:] == "正文"


def test_values_stay_as_typed() -> None:
    text = "---\ndate: 2024-01-31\nmonth: 2024-01\npages: 010\nterms: off\nversion: 1.10\nissue: 3\ndraft: true\n---\n# 题\n"
    meta, body = parse_frontmatter(text)
    assert meta == {
        "date": "2024-01-31", "month": "2024-01", "pages": "010", "terms": "off", "version": "1.10", "issue": 3, "draft": True,
    }  # fmt: skip
    assert text[body:] == "# 题\n"


def test_a_fault_has_its_place_and_loses_no_body() -> None:
    findings: list[Diagnostic] = []
    text = "---\ntitle: 甲\nauthors: [\n---\n正文"
    meta, body = parse_frontmatter(text, findings.append, "docs/a.md")
    assert meta == {} and text[body:] == "正文"
    assert [(f.code, f.path, f.line) for f in findings] == [("MET010", "docs/a.md", 3)]


def test_a_list_is_no_head() -> None:
    findings: list[Diagnostic] = []
    assert parse_frontmatter("---\n- 甲\n---\n文", findings.append)[0] == {}
    assert findings[0].code == "MET010"


def test_text_without_head_is_all_body() -> None:
    for text in ("", "# 题\n", "---\n没有收尾\n", "\n---\na: 1\n---\n"):
        assert parse_frontmatter(text) == ({}, 0)


def test_windows_newlines_and_bom() -> None:
    meta, body = parse_frontmatter("\ufeff---\r\ntitle: 甲\r\n---\r\n文")
    assert meta == {"title": "甲"} and body == len("\ufeff---\r\ntitle: 甲\r\n---\r\n")


@given(st.text(max_size=200))
def test_never_raises(text: str) -> None:
    meta, body = parse_frontmatter(f"---\n{text}")
    assert isinstance(meta, dict) and 0 <= body <= len(text) + 4


@given(st.data())
def test_the_fast_reader_reads_the_same(data: st.DataObject) -> None:
    """Heads with a few characters changed: libyaml is asked only where it agrees with the other reader, faults included."""
    text = list("title: 题名\nauthors: [{name: 王某, affiliation: '某''大学'}]\nsource: {file: 001_x.txt, part: 1}\nb: \"d\\n\"\nl:\n- x\n- y: z\n")
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 1))] = data.draw(st.text(":#-[]{}'\"|>&*!%@`\t\n ,?~\u0085\u2028\ufeff\x07字a1", max_size=2))
    head = "".join(text)
    assert _outcome(frontmatter._load, head) == _outcome(lambda words: yaml.load(words, Loader=frontmatter._Loader), head)


def _outcome(read: Callable[[str], object], text: str) -> str:
    try:
        return repr(read(text))
    except (yaml.YAMLError, ValueError) as error:
        return f"fault {getattr(error, 'problem', error)}"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("---\ntitle: 题\n\n# 题\n", [(1, 1)]),
        ("---\n# 说明\n\ntitle: 题\n", [(1, 1)]),
        ("---\ntitle: 题\nx: 1\ntitle: 又\n---\n", [(4, 1)]),
        ("---\na: 1\n分类号: x\na: 2\n分类号: y\n---\n", [(4, 1), (5, 1)]),
        ("---\n\n# 题\n\n甲：乙\n", []),
        ("---\n甲乙丙\n", []),
        ("---\na:\n  b: 1\nc:\n  b: 2\nd: |\n  a: x\n---\n", []),
        ("---\na: 1\n---\na: 1\n", []),
    ],
)
def test_a_head_without_an_end_and_a_key_twice_are_told(text: str, places: list[tuple[int, int]]) -> None:
    found: list[Diagnostic] = []
    parse_frontmatter(text, found.append, "a.md")
    assert [(one.code, one.line, one.column) for one in found] == [("MET010", *place) for place in places]


def test_every_key_stands_on_a_line_of_its_own() -> None:
    """However plain all values are; what a key holds may stand on one line."""
    assert format_front_matter({"title": "第一章", "part_of": "甲", "order": 1}) == "---\ntitle: 第一章\npart_of: 甲\norder: 1\n---"
    assert format_frontmatter({"title": "题", "order": 1}) == "---\ntitle: 题\norder: 1\n---\n"
    assert "\nsource: {file: a.txt, part: 1}\n" in format_front_matter({"title": "题", "source": {"file": "a.txt", "part": 1}})
