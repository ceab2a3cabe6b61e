"""同上, 前引书 and short forms point at the right note."""

from __future__ import annotations

from build_scripts.cite.former import NOWHERE, resolve_former
from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.diagnostics import Diagnostic

NOTES = [
    "茅山：《神话研究》，百花出版社，1981年，第14页。",
    "同上，第15页。",
    "何龄：《战国史拾遗》，《史学丛谈》1956年第3期。",
    "同上文，第3页。",
    "Ibid., p. 4.",
    "茅山，前引书，第7页。",
    "前引何龄文，第2页。",
    "茅山：《神话研究》，第20页。",
    "唐立：《水与国家》，第77页。",
    "卫青，前引书，第1页。",
]


def test_targets() -> None:
    said: list[Diagnostic] = []
    notes = [parse_reference(text) for text in NOTES]
    assert resolve_former(notes, said.append) == [0, 0, 2, 2, 2, 0, 2, 0, 8, NOWHERE]
    assert [one.code for one in said] == ["CIT017"]
    assert [note.locator for note in notes[:2]] == ["14", "15"]
    assert notes[5].locator == "7"


def test_nothing_before() -> None:
    assert resolve_former([parse_reference("同上，第3页。")]) == [NOWHERE]
    assert resolve_former([]) == []
