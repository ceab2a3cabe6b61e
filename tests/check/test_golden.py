"""Golden cases: ``golden/<CODE>/{bad.*,good.*,expected.txt[,fixed.*]}``.

``expected.txt`` names line and code of every finding that ``bad`` must give under its code, and no other; ``good`` must give no finding
of any code at all: it is made of what comes closest to the defect without being one. ``fixed`` is what ``--fix`` must make of ``bad``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts.check.rule import RULES
from build_scripts.check.run import ROUNDS, fix_texts
from tests.check.sites import PATHS, find

CASES = sorted(path for path in (Path(__file__).parent / "golden").iterdir() if path.is_dir())


def case_file(case: Path, stem: str) -> Path | None:
    return next(iter(sorted(case.glob(f"{stem}.*"))), None)


def read(path: Path) -> dict[str, str]:
    return {PATHS[path.suffix[1:]]: path.read_text(encoding="utf-8")}


def test_there_are_cases() -> None:
    assert len(CASES) >= 50
    assert {case.name for case in CASES} <= set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad(case: Path) -> None:
    bad = case_file(case, "bad")
    assert bad is not None
    found = [f"{one.line} {one.code}" for one in find(read(bad)) if one.code == case.name]
    assert sorted(found) == sorted((case / "expected.txt").read_text(encoding="utf-8").split("\n")[:-1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_good(case: Path) -> None:
    good = case_file(case, "good")
    assert good is not None
    quiet = {"REF101"} if good.suffix == ".md" else set()  # whether the default library is cited is not what a page is about
    assert not [str(one) for one in find(read(good)) if one.code not in quiet]


@pytest.mark.parametrize("case", [case for case in CASES if case_file(case, "fixed")], ids=lambda case: case.name)
def test_fixed(case: Path) -> None:
    bad, fixed = case_file(case, "bad"), case_file(case, "fixed")
    assert bad is not None and fixed is not None
    texts = read(bad)
    for _ in range(ROUNDS):
        changed, _ = fix_texts(texts, find(texts, case.name))
        if not changed:
            break
        texts |= changed
    assert texts == read(fixed)
