"""The exam of the converter: every case of ``exam/`` is converted and scored against its hand-made gold.

The gold is an editor's judgement and was written without any output at hand; it is never fitted to one. ``exam/ratchet.json``
holds the score each case has reached: no case may fall below it. After an improvement write the risen scores with

    python tests/ingest/test_exam.py --accept

which raises scores and never lowers one. ``--report`` prints the parts of every case.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.markdown import format_document
from build_scripts.formats.rawtext import read_source
from build_scripts.ingest.pipeline import ingest_source
from tests.ingest.exam.score import score_case

EXAM = Path(__file__).parent / "exam"
RATCHET = EXAM / "ratchet.json"
CASES = sorted(p.parent.name for p in EXAM.glob("*/gold.json"))
_SLACK = 0.0005


def converted(case: str) -> list[list[str]]:
    """The Markdown pages of every document in the case's source, in order."""
    findings: list[Diagnostic] = []
    conversion = ingest_source(read_source(EXAM / case / "source.txt", findings.append), findings.append)
    return [list(format_document(document).values()) for document in conversion.documents]


@cache
def scored(case: str) -> dict[str, float]:
    gold = json.loads((EXAM / case / "gold.json").read_text(encoding="utf-8"))
    return score_case(gold, converted(case))


def reached() -> dict[str, float]:
    if not RATCHET.exists():
        return {}
    kept: dict[str, float] = json.loads(RATCHET.read_text(encoding="utf-8"))
    return kept


@pytest.mark.parametrize("case", CASES)
def test_no_case_falls_below_what_it_has_reached(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    parts, before = scored(case), reached()
    assert case in before, "a new case has no score yet: python tests/ingest/test_exam.py --accept"
    if parts["mean"] > before[case] + _SLACK:
        with capsys.disabled():
            print(f"\nrisen: {case} {before[case]:.4f} -> {parts['mean']:.4f}")
    lost = {name: value for name, value in parts.items() if value < 1.0}
    assert parts["mean"] >= before[case] - _SLACK, f"{case} fell from {before[case]:.4f}; parts below 1: {lost}"


def test_every_score_belongs_to_a_case() -> None:
    assert set(reached()) == set(CASES)


def report() -> None:
    """One line per case with the parts that are not perfect, and the mean of all."""
    for case in CASES:
        lost = " ".join(f"{k}={v:.2f}" for k, v in scored(case).items() if v < 1.0 and k != "mean")
        print(f"{scored(case)['mean']:.4f}  {case:34s} {lost}")
    print(f"{sum(scored(case)['mean'] for case in CASES) / len(CASES):.4f}  mean of {len(CASES)} cases")


def accept() -> None:
    """Write the scores that rose; a score that fell is printed and kept."""
    before = reached()
    for case in CASES:
        if scored(case)["mean"] < before.get(case, 0.0) - _SLACK:
            print(f"fell, not written: {case} {before[case]:.4f} -> {scored(case)['mean']:.4f}")
    risen = {case: max(before.get(case, 0.0), scored(case)["mean"]) for case in CASES}
    RATCHET.write_text(json.dumps(risen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--accept" in sys.argv:
        accept()
    report()
