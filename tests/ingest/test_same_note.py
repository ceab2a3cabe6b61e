"""Notes that name a note of the same page by its number (同注①)."""

from __future__ import annotations

import re

from build_scripts.diagnostics import silent
from build_scripts.formats.markdown import format_document
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.text.source import Source

BODY = "第一章 分水\n\n渠长按册分水，由来已久。^①各村照此行事，从无例外。^②水册每年重抄一次。^{third}\n\n"
FIRST = "^① 高岚：《渠册考》，巴山出版社，2010年，第12页。\n\n^② 石磊：《轮灌论》，巴山出版社，2015年，第3页。\n\n"


def refs(text: str) -> list[tuple[str, str]]:
    """The title and the place that each note of the only page points at; empty where it points at nothing."""
    got = ingest_source(Source("a.txt", text), silent).texts[0]
    page = "\n".join(format_document(got.document).values())
    notes = [re.search(r"<!-- ref: \{(\d+)\}, (\S+) -->", line) for line in page.split("\n") if line.startswith("[^")]
    return [(got.works[int(note[1])].reference.title, note[2]) if note else ("", "") for note in notes]


def test_the_note_points_at_the_work_and_the_place_of_the_note_it_names() -> None:
    assert refs(BODY.format(third="③") + FIRST + "^③ 同注①。\n") == [("渠册考", "12"), ("轮灌论", "3"), ("渠册考", "12")]


def test_a_place_of_its_own_is_kept() -> None:
    assert refs(BODY.format(third="③") + FIRST + "^③ 同注①，第47页。\n")[2] == ("渠册考", "47")


def test_a_number_that_no_note_before_has_means_nothing() -> None:
    assert refs(BODY.format(third="③") + FIRST + "^③ 同注⑦。\n")[2] == ("", "")


def test_a_note_that_explains_is_no_pointer() -> None:
    assert refs(BODY.format(third="③") + FIRST + "^③ 同注①所说的情形，各村也有。\n")[2] == ("", "")
