"""On any lines whatever: no recognizer raises, none loses or doubles a character, and values can be read."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_scripts.diagnostics import silent
from build_scripts.ingest.block import Block, Findings, Kind, traced_parts, walk
from build_scripts.ingest.recognize.figures import recognize_figures
from build_scripts.ingest.recognize.metadata import metadata_values, recognize_metadata, recognize_metadata_notes
from build_scripts.ingest.recognize.tables import recognize_tables
from build_scripts.text.source import Source
from build_scripts.text.traced import Traced, offsets

PIECES = st.sampled_from([
    *"表1 甲|表2 乙|续表|续表1|表1（续）|图1 甲|单位：万吨|资料来源：手册。|注：见下。|名\t数|子\t1|\t\t丑|a  b  c|1 甲 2 3|12|3.5|甲|地区".split("|"),
    *"摘要：甲。|关键词：甲；乙|中图分类号：F1 文献标识码：A|Abstract: a b.|Keywords: a; b|vil-|lages|□ 王芳|王 芳 李明|第三章|第三章 甲".split("|"),
    *"（作者系甲大学教授，原载于《乙》）|——副题|2020年3月|〔2020〕7号|* 甲大学讲师。本文系甲基金项目成果。|^{*} 基金项目：甲".split("|"),
    *"［1］甲|（责任编辑：乙）|![](a.jpg)|图为甲。乙 摄|甲。|，乙".split("|"),
    "<table><tr><td>a&amp;b</td></tr></table>", "|a|b|", "| --- | --- |", "a\\|b|c|d",
])  # fmt: skip
LINES = st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=25)


def blocks_of(lines: list[str]) -> tuple[str, list[Block]]:
    text = "\n".join(line.replace("\n", " ") for line in lines)
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            row = "\t" in line or line.count("|") > 1 or "<table" in line
            kind = Kind.ROW if row else Kind.NOTE if line.startswith("［") else Kind.TEXT
            blocks.append(Block(kind, Traced.of(line, at), number, number, "1" if kind is Kind.NOTE else "", level=number % 7 == 1))
        at += len(line) + 1
    return text, blocks


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
def test_every_character_stands_once_after_every_recognizer(lines: list[str]) -> None:
    text, blocks = blocks_of(lines)
    found = Findings(Source("a.txt", text), silent)
    expected = sorted(place for block in blocks for place in offsets(traced_parts(block)))
    for recognizer in (recognize_tables, recognize_figures, recognize_metadata, recognize_metadata_notes):
        blocks = recognizer(blocks, found)
        assert sorted(place for block in walk(blocks) for place in offsets(traced_parts(block))) == expected
    assert all(value for value in metadata_values(blocks).values())
