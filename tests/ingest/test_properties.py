"""What holds for every text whatever: nothing raises, no character is lost or doubled, the same text gives the same pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.frontmatter import parse_frontmatter
from build_scripts.formats.markdown import format_document
from build_scripts.formats.rawtext import read_source
from build_scripts.formats.sidecar import EMPTY
from build_scripts.ingest import pipeline
from build_scripts.ingest.block import Block, Kind, walk
from build_scripts.ingest.converted import Conversion
from build_scripts.ingest.lines.clean import clean_line
from build_scripts.ingest.lines.line import split_lines
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source
from tests.ingest.damage import ROOT, any_text, damaged, thrown_together

TEXTS = any_text() | thrown_together() | damaged()
EXTENSIONS = ["attr_list", "md_in_html", "admonition", "tables", "footnotes"]
CITED = re.compile(r"(?:\[-?@[^\[\]]*\]|@[\w{}:-]+(?: \[[^\[\]]*\])?)<!-- print: (.*?) -->")


def converted(text: str) -> tuple[Conversion, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return ingest_source(Source("any.txt", text), findings.append), findings


def accounted(text: str) -> None:
    """Every character that prints is kept, moved or set aside, and none twice; the reader's counts agree with the text."""
    conversion, findings = converted(text)
    ledger = conversion.ledger
    assert not ledger.lost, [text[at] for at in ledger.lost[:20]]
    assert not ledger.doubled, [text[at] for at in ledger.doubled[:20]]
    assert not [d for d in findings if d.code in ("SRC090", "SRC091")]
    assert ledger.kept + sum(ledger.moved.values()) + sum(ledger.aside.values()) <= ledger.total == sum(not c.isspace() for c in text)
    for document in conversion.documents:
        assert all(page.startswith("---\n") for page in format_document(document).values())


@given(any_text())
@example("")
@example("\u0301")
@example("\u200b\n甲")
@example("[" * 50)
@example("<table" * 20 + ">" * 20)
@example("$$\n$$\n$$")
@example("①" * 40)
def test_any_text_is_accounted_for(text: str) -> None:
    accounted(text)


@given(thrown_together())
@example("<table<td>&#2;")
@example("<table><tr><td>甲&nbsp;</td></tr></table>")
@example("h-\n\ufeff")
def test_fragments_of_the_genre_are_accounted_for(text: str) -> None:
    accounted(text)


@given(damaged())
def test_damaged_texts_are_accounted_for(text: str) -> None:
    accounted(text)


UNITS = ["第一章 总论\n", "一、总论\n（一）分论\n", "# 甲\n", "1.1.1 甲\n", "专栏1 甲\n乙。\n", "①甲\n", "(" * 60 + "\n", "<table>\n", "$$\n"]


@pytest.mark.parametrize("unit", UNITS)
def test_thousands_of_the_same_construct_are_accounted_for(unit: str) -> None:
    accounted(unit * 2000)


@given(TEXTS)
def test_the_same_text_gives_the_same_pages(text: str) -> None:
    one, two = converted(text), converted(text)
    assert [format_document(d) for d in one[0].documents] == [format_document(d) for d in two[0].documents]
    assert one[1] == two[1]


@given(TEXTS)
@example("0000000000000000000000000000111122223333")
def test_cleaning_is_idempotent(text: str) -> None:
    for line in split_lines(Source("any.txt", text)):
        once = clean_line(line)
        assert clean_line(once) == once


@given(TEXTS)
def test_lines_cut_their_own_text(text: str) -> None:
    source = Source("any.txt", text)
    held: list[int] = []
    for line in split_lines(source):
        for piece in (line.text, *line.other):
            assert piece.text == "".join(text[at] for at in piece.at)
            held += piece.at
        assert source.position(line.text.start())[0] == line.number
    assert len(set(held)) == len(held)
    assert {at for at, c in enumerate(text) if not c.isspace()} <= set(held)


@given(TEXTS)
def test_a_mended_character_keeps_its_place(text: str) -> None:
    """What cleaning leaves stands at the offset of an equal character, or of one that stands in its tables."""
    for line in split_lines(Source("any.txt", text)):
        cleaned = clean_line(line)
        for character, at in zip(cleaned.text.text, cleaned.text.at, strict=True):
            assert character == text[at] or _mended(text[at]) != text[at]
        assert set(line.text.at) <= {at for piece in (cleaned.text, *cleaned.other) for at in piece.at} | {
            at for at in line.text.at if text[at].isspace()}  # fmt: skip


def _mended(character: str) -> str:
    """What cleaning makes of one character alone on a line."""
    return clean_line(split_lines(Source("one.txt", f"甲{character}甲"))[0]).text.text[1:-1]


@given(TEXTS, st.sampled_from(["\n", "\n\n", " ", "\f"]))
def test_blank_space_behind_a_text_changes_nothing(text: str, blank: str) -> None:
    one = ingest_source(Source("any.txt", text))
    two = ingest_source(Source("any.txt", text.rstrip() + blank))
    assert one.ledger.total == two.ledger.total


# --- nothing is lost between the recognized blocks and the page ---------------------------------------------------


def _characters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace() and c != "*")  # stars become emphasis


def _recognized(source: Source, monkeypatch: pytest.MonkeyPatch, layout: str) -> tuple[list[Block], Conversion]:
    seen: list[Block] = []
    plain = pipeline.recognize

    def spy(*arguments: object) -> list[Block]:
        blocks = plain(*arguments)  # type: ignore[arg-type]
        seen.extend(blocks)
        return blocks

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "recognize", spy)
        conversion = ingest_source(source, sidecar=replace(EMPTY, layout=layout))
    return seen, conversion


def _body(block: Block) -> str:
    """What a reader must find of a block: its text without the note marks that became links."""
    text = block.text.text
    for mark in sorted(block.marks, key=lambda m: -m.start):
        if mark.kind == "note" and not block.rows:
            text = text[: mark.start] + text[mark.end :]
    return text + "".join(cell.text.text for row in block.rows for cell in row)


def _shown(page: str) -> str:
    body = page[parse_frontmatter(page)[1] :]
    printed = CITED.findall(body)
    rendered = markdown.markdown(CITED.sub("", body), extensions=EXTENSIONS)
    return "".join(printed) + "".join(html.fromstring(f"<div>{rendered}</div>").itertext())


def _nothing_lost(file: Path, monkeypatch: pytest.MonkeyPatch, layout: str = "auto") -> None:
    blocks, conversion = _recognized(read_source(file), monkeypatch, layout)
    body = (b for b in walk(blocks) if b.kind not in (Kind.ASIDE, Kind.META))
    wanted = _characters("".join(_body(b) for b in body))
    shown = _characters("".join(_shown(page) for d in conversion.documents for page in format_document(d).values()))
    assert not wanted - shown


SOURCES = [*sorted((ROOT / "references" / "sources").glob("*.txt")), *sorted((ROOT / "tests" / "ingest" / "exam").glob("*/source.txt"))]


@pytest.mark.parametrize("layout", ["single", "chapters"])
@pytest.mark.parametrize("file", SOURCES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_pages_show_every_character_of_the_body(file: Path, layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _nothing_lost(file, monkeypatch, layout)


@pytest.mark.shared
def test_the_pages_of_real_texts_show_every_character_of_the_body(real_sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in sorted(real_sources.glob("*.txt")):
        _nothing_lost(file, monkeypatch)
