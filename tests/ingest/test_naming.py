"""Works get their keys: in documents, and in pages that were printed before the keys were known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from build_scripts.formats.markdown import format_document
from build_scripts.formats.rawtext import read_source
from build_scripts.ingest.converted import PrintedPages
from build_scripts.ingest.merge.naming import NamedText, name_works, print_text
from build_scripts.ingest.pipeline import ingest_source
from build_scripts.model.document import Document
from build_scripts.text.source import Source

EXAM = Path(__file__).parent / "exam"
CASES = sorted(p.parent.name for p in EXAM.glob("*/source.txt"))
ROWS = "".join(f"[{n}] 王{name}. 灌区的{name}账[J]. 水利学刊, 20{n + 10}(3): 1-9.\n" for n, name in enumerate("甲乙丙丁", 1))
TEXT = f"灌区的账\n\n李明\n\n渠水怎样分[1]，账怎样记[2-3]，前人说过{{0}}与{{{{1}}}}[4]。\n\n参考文献\n\n{ROWS}"


@pytest.mark.parametrize("case", CASES)
def test_pages_printed_before_have_the_same_words(case: str) -> None:
    source = read_source(EXAM / case / "source.txt")
    texts = ingest_source(source).texts
    late = [format_document(named.document) for named in name_works(texts, {})]
    early = name_works([print_text(text, source.text) for text in texts], {})
    assert [named.pages() for named in early] == late
    assert all(not named.document.pages for named in early)


def test_braces_of_the_print_stay() -> None:
    source = Source("a.txt", TEXT)
    (text,) = ingest_source(source).texts
    (early,) = name_works([print_text(text, source.text)], {})
    (page,) = early.pages().values()
    assert "{0}与{{1}}" in page and page.count("@wang") == 4


def test_a_text_that_holds_the_mark_gets_another() -> None:
    source = Source("a.txt", TEXT.replace("前人", "ZJWORK0z与zjworkx 前人"))
    (text,) = ingest_source(source).texts
    printed = print_text(text, source.text).printed
    assert printed is not None and printed.mark.casefold() not in source.text.casefold()
    (early,) = name_works([print_text(text, source.text)], {})
    assert "ZJWORK0z与zjworkx" in "".join(early.pages().values())


def test_a_note_names_one_work_once() -> None:
    page = "[^1]: 同书。 <!-- ref: M0z, 12; 15; M1z, 12; 15; M2z -->\n"
    named = NamedText(Document("a", ()), {}, PrintedPages("M", {"a.md": page}), ("a2001", "a2001", "b2002"))
    assert named.pages() == {"a.md": "[^1]: 同书。 <!-- ref: a2001, 12; 15; b2002 -->\n"}


def test_a_printed_text_is_named_anew_with_other_keys() -> None:
    source = Source("a.txt", TEXT)
    (text,) = ingest_source(source).texts
    printed = print_text(text, source.text)
    (first,) = name_works([printed], {})
    taken = {"wang2099": replace(next(iter(first.entries.values())))}
    (again,) = name_works([printed], taken)
    assert "@wang2099" in "".join(again.pages().values())
