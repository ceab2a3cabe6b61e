"""Work done by the workers of any executor comes back whole and in order; what all tasks read is sent to each worker, not with each task."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from build_scripts.diagnostics import BuildError
from build_scripts.formats import remote
from build_scripts.formats.crew import Crew
from build_scripts.formats.program import program_key
from build_scripts.formats.remote import RemoteCrew


class Library:
    """A table: large, and with something that is of no use elsewhere."""

    def __init__(self, titles: list[str]) -> None:
        self.titles, self.here = titles, threading.Lock()

    def to_share(self) -> Library:
        shared = object.__new__(Library)
        shared.titles = self.titles
        return shared

    def title(self, number: int) -> str:
        return self.titles[number]


class Shelf:
    """A table that holds another."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def to_share(self) -> Shelf:
        return self

    def shown(self, number: int) -> str:
        return f"《{self.library.title(number)}》"


def square(number: int) -> int:
    return number * number


def inverse(number: int) -> float:
    return 1 / (number - 30)


def die_elsewhere(asking: int, number: int) -> int:
    if number == 30 and os.getpid() != asking:
        os._exit(9)
    return number


@pytest.fixture(autouse=True)
def _share_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "LEAST", 1)
    monkeypatch.setattr(remote, "BATCH", 4)


@pytest.fixture(params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    with ThreadPoolExecutor(2) if request.param == "threads" else ProcessPoolExecutor(2) as pool:
        yield pool


def count_sent(crew: RemoteCrew, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the tasks that are sent from now on, without tables."""
    sizes: list[int] = []
    submit = crew._submit
    monkeypatch.setattr(crew, "_submit", lambda sent, tables: sizes.append(len(sent.content)) or submit(sent, tables))
    return sizes


@pytest.mark.parametrize("count", [0, 1, 4, 5, 61])
def test_results_come_in_order(executor: Executor, count: int) -> None:
    assert list(RemoteCrew(executor).map(square, range(count))) == [n * n for n in range(count)]


def test_a_crew_with_an_executor_works_there() -> None:
    with ProcessPoolExecutor(2) as pool:
        assert os.getpid() not in Crew(1, far=RemoteCrew(pool)).map(_pid, range(20))


def _pid(_: int) -> int:
    return os.getpid()


def test_a_table_goes_to_each_worker_and_not_with_each_task(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library([f"题名{n}" * 500 for n in range(400)])
    crew = RemoteCrew(executor)
    sizes = count_sent(crew, monkeypatch)
    shelf = Shelf(library)
    assert list(crew.map(shelf.shown, range(400))) == [f"《{title}》" for title in library.titles]
    assert max(sizes) < 1_000 < len(pickle.dumps(library.titles)) / 1_000
    assert len(sizes) >= 100 and 1 <= len(crew.workers) <= 2
    assert crew.tables_sent < 40, "two tables to two workers, on a busy machine also to one that had them, but not with each of 100 tasks"
    before = crew.tables_sent
    assert len(list(crew.map(shelf.shown, range(400)))) == 400
    assert crew.tables_sent - before < 40, "a worker keeps its tables for the next tasks"


def test_tasks_are_asked_for_as_they_are_sent(executor: Executor) -> None:
    asked: list[int] = []

    def given() -> Iterator[int]:
        for n in range(4 * 4 * remote.AHEAD):
            asked.append(n)
            yield n

    results = RemoteCrew(executor).map(square, given())
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    assert len(asked) <= 4 * 8
    results.close()  # type: ignore[attr-defined]


def test_what_a_task_raises_is_raised(executor: Executor) -> None:
    with pytest.raises(ZeroDivisionError):
        list(RemoteCrew(executor).map(inverse, range(80)))


def test_a_task_whose_worker_is_lost_is_done_here() -> None:
    with ProcessPoolExecutor(2) as pool:
        assert list(RemoteCrew(pool).map(partial(die_elsewhere, os.getpid()), range(200))) == list(range(200))


def test_what_cannot_be_sent_is_done_here(executor: Executor) -> None:
    asking, lock = os.getpid(), threading.Lock()
    do: Callable[[Any], int] = lambda n: n if lock and os.getpid() == asking else -1  # noqa: E731
    assert list(RemoteCrew(executor).map(do, range(20))) == list(range(20))


def test_a_worker_of_another_program_does_nothing(executor: Executor) -> None:
    assert list(RemoteCrew(executor, program_key).map(square, range(20))) == [n * n for n in range(20)]
    with pytest.raises(BuildError, match="INT009"):
        list(RemoteCrew(executor, _another).map(square, range(20)))


def _another() -> str:
    return f"{os.getpid()} {threading.get_ident()}"


def test_a_worker_forgets_the_tables_of_builds_long_past() -> None:
    for _ in range(5):
        with ThreadPoolExecutor(1) as pool:
            assert list(RemoteCrew(pool).map(Library(["甲"] * 20).title, range(20))) == ["甲"] * 20
            assert pool.submit(lambda: len(remote._kept.builds)).result() <= 2
    with ThreadPoolExecutor(1) as pool:
        for _ in range(5):
            list(RemoteCrew(pool).map(Library(["甲"] * 20).title, range(20)))
        assert pool.submit(lambda: len(remote._kept.builds)).result() == 2
