"""The search exam over the real texts, which are not part of this project: skips where they are absent."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.search.asking import ask, needs_node
from tests.search.exam import Marks, mark, read_questions

EXAM, MORE = (Path(__file__).parent / name for name in ("exam_real.json", "exam_more.json"))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(real_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the real texts."""
    folder = tmp_path_factory.mktemp("exam") / "site"
    for arguments in (["new", str(folder), str(real_sources)], ["ingest", "-C", str(folder)], ["publish", "-C", str(folder), "--no-strict"]):
        done = subprocess.run([sys.executable, "-m", "build_scripts", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr[-3000:]
    return folder / "site"


def marks_of(exam: Path, site: Path) -> Marks:
    """Asks all questions of an exam."""
    questions = read_questions(exam)
    return mark(questions, ask(site, [question.q for question in questions]), site)


@needs_node
@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("exam", [EXAM, MORE], ids=["real", "more"])
def test_the_exam_is_passed(site: Path, exam: Path) -> None:
    marks = marks_of(exam, site)
    print("\n" + marks.table())
    wrong = [f"{q.q}: recall {r:.2f} precision {p:.2f} first {f}" for q, r, p, f in marks.rows if r < 1 or p < 1 or not f]
    print("\n".join(wrong))
    assert len(marks.rows) >= 60
    assert marks.mean(1) >= 0.97 and marks.mean(2) >= 0.97 and marks.mean(3) >= 0.97, "\n".join(wrong)


@pytest.mark.shared
def test_the_exam_quotes_no_text(real_sources: Path) -> None:
    assert all(len(part) < 24 for exam in (EXAM, MORE) for question in read_questions(exam) for part in (question.q, *question.all))
