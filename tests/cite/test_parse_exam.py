"""The parsing exam: references written by hand after the rules of GB/T 7714 and the manners of notes, all types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.cite.gbt7714.parse import parse_reference
from tests.cite.parse_scoring import FIELDS, Score, score

EXAM = Path(__file__).parent / "exam"
FILES = sorted(EXAM.glob("*.yml"))


def rows_of(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_exam_is_large_and_covers_the_types() -> None:
    rows = [row for path in FILES for row in rows_of(path)]
    assert len(rows) >= 200
    types = {row["want"]["type"] for row in rows}
    assert {"article-journal", "article-newspaper", "book", "chapter", "paper-conference", "proceedings", "thesis", "report",
            "standard", "patent", "webpage", "dataset", "article", "periodical", "software", "map", "manuscript",
            "document"} <= types  # fmt: skip
    assert not [key for row in rows for key in row["want"] if key not in (*FIELDS, "locator")]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_field_f1(path: Path) -> None:
    result = score(rows_of(path), parse_reference)
    assert result.f1 >= 0.98, result.bad


def test_overall_f1() -> None:
    total = Score()
    for path in FILES:
        one = score(rows_of(path), parse_reference)
        total.counts += one.counts
        total.bad += one.bad
    assert total.f1 >= 0.99, total.bad


def test_scoring_can_fail() -> None:
    """A parser that reads nothing scores next to nothing."""
    blind = score(rows_of(FILES[0]), lambda raw: parse_reference(""))
    assert blind.f1 < 0.05
