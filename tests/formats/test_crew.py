"""Work that was shared out comes back whole and in order, whatever becomes of the processes."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from build_scripts.formats import crew
from build_scripts.formats.crew import Crew

_IS_ALONE = crew._is_alone
pytestmark = pytest.mark.skipif(not crew._may_fork(), reason="processes are not forked on this system")


@pytest.fixture(autouse=True)
def _share_little(sharing: None) -> None:
    """Every task is shared out."""


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 50])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(count: int, jobs: int) -> None:
    assert Crew(jobs).map(lambda n: n * n, range(count)) == [n * n for n in range(count)]


def test_several_processes_work() -> None:
    assert len(set(Crew(3).map(lambda _: os.getpid(), range(9)))) == 3


def test_every_other_process_finishes(tmp_path: Path) -> None:
    Crew(3, lambda: (tmp_path / str(os.getpid())).touch()).map(lambda n: n, range(9))
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) == 2 and str(os.getpid()) not in names


def test_what_a_task_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        Crew(2).map(lambda n: 1 // (n - 3), range(6))


def test_a_process_that_dies_costs_only_its_tasks() -> None:
    own = os.getpid()

    def do(n: int) -> int:
        if n == 3 and os.getpid() != own:
            os._exit(9)
        return n

    assert Crew(2).map(do, range(8)) == list(range(8))


def test_what_cannot_be_sent_is_made_here() -> None:
    made = Crew(2).map(lambda n: (lambda: n), range(4))
    assert [one() for one in made] == [0, 1, 2, 3]


def test_nothing_is_forked_beside_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_is_alone", _IS_ALONE)
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert set(Crew(3).map(lambda _: os.getpid(), range(9))) == {os.getpid()}
    finally:
        stop.set()
        other.join()


def test_a_small_task_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "LEAST", 10)
    assert set(Crew(2).map(lambda _: os.getpid(), range(19))) == {os.getpid()}
