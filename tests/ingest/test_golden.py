"""Tiny raw texts of one behaviour each, converted whole: pages, library and findings as an editor judged them right.

``golden/<case>/why.md`` says what the case shows. ``pytest --accept`` rewrites ``page.md``, ``references.bib`` and
``diagnostics.txt``; read the diff as you would read a patch.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.bibtex.library import format_library
from build_scripts.formats.markdown import format_document
from build_scripts.formats.rawtext import read_source
from build_scripts.ingest.merge.naming import name_works
from build_scripts.ingest.pipeline import ingest_source

CASES = sorted(p.parent for p in (Path(__file__).parent / "golden").glob("*/source.txt"))


def converted(case: Path) -> dict[str, str]:
    """What the case becomes: the name of a golden file to its text."""
    findings: list[Diagnostic] = []
    conversion = ingest_source(read_source(case / "source.txt", findings.append), findings.append)
    named = name_works(conversion.texts, {})
    pages = [f"<!-- {path} -->\n{page}" for text in named for path, page in format_document(text.document).items()]
    entries = {key: reference for text in named for key, reference in text.entries.items()}
    lines = [f"{d.line}:{d.column} {d.code} {d.severity} {d.message}\n" for d in findings]
    return {"page.md": "\n".join(pages), "references.bib": format_library(entries) if entries else "", "diagnostics.txt": "".join(lines)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_becomes_what_was_judged_right(case: Path, accept: bool) -> None:
    made = converted(case)
    for name, text in made.items():
        file = case / name
        if accept:
            file.write_text(text, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_says_what_it_shows(case: Path) -> None:
    assert len((case / "why.md").read_text(encoding="utf-8").split()) >= 10
    assert {file.name for file in case.iterdir()} == {"source.txt", "why.md", "page.md", "references.bib", "diagnostics.txt"}
