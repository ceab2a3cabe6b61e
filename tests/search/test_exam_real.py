"""The search exam over the real texts, which are not part of this project: skips where they are absent."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.search.asking import ask, needs_node
from tests.search.exam import Marks, mark, read_questions

EXAM = Path(__file__).parent / "exam_real.json"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def marks(real_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Marks:
    """Builds a site of the real texts and asks all questions."""
    folder = tmp_path_factory.mktemp("exam") / "site"
    for arguments in (["new", str(folder), str(real_sources)], ["ingest", "-C", str(folder)], ["publish", "-C", str(folder), "--no-strict"]):
        done = subprocess.run([sys.executable, "-m", "build_scripts", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr[-3000:]
    site, questions = folder / "site", read_questions(EXAM)
    return mark(questions, ask(site, [question.q for question in questions]), site)


@needs_node
@pytest.mark.shared
@pytest.mark.slow
def test_the_exam_is_passed(marks: Marks) -> None:
    print("\n" + marks.table())
    wrong = [f"{q.q}: recall {r:.2f} precision {p:.2f} first {f}" for q, r, p, f in marks.rows if r < 1 or p < 1 or not f]
    print("\n".join(wrong))
    assert len(marks.rows) >= 60
    assert marks.mean(1) >= 0.97 and marks.mean(2) >= 0.97 and marks.mean(3) >= 0.97, "\n".join(wrong)


@pytest.mark.shared
def test_the_exam_quotes_no_text(real_sources: Path) -> None:
    assert all(len(part) < 24 for question in read_questions(EXAM) for part in (question.q, *question.all))
