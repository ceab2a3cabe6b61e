"""Pure work shared out among processes that are forked from this one, so that they hold all tables that it holds.

What goes over the wire is results alone: the work itself, and what it reads, is in the memory of every process already. Where
processes cannot be forked safely, or there is too little to do, this process does everything; the results are the same.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

T = TypeVar("T")
_LEAST = 16
"""Tasks for each process below which sharing costs more than it saves."""


class Crew:
    """Up to ``jobs`` processes, this one among them. ``finish`` is called in each of the others when its tasks are done."""

    def __init__(self, jobs: int = 1, finish: Callable[[], None] = lambda: None) -> None:
        self.jobs = jobs if _may_fork() else 1
        self._finish = finish

    def map(self, do: Callable[[int], T], count: int, least: int = _LEAST) -> list[T]:
        """``[do(0), do(1), …]``, whatever process each was done in.

        What a task raises is raised here. A process that dies costs only its tasks, which are done here again.
        """
        jobs = min(self.jobs, count // least)
        if jobs < 2 or threading.active_count() > 1:  # another thread may hold a lock, which a fork would hold for ever
            return [do(number) for number in range(count)]
        shares = [range(first, count, jobs) for first in range(jobs)]
        results: dict[int, T] = {}
        with contextlib.ExitStack() as stack:
            others = [stack.enter_context(_Worker(self._finish, do, share)) for share in shares[1:]]
            results.update((number, do(number)) for number in shares[0])
            for worker in others:
                results.update(worker.results())
        return [results[number] for number in range(count)]


class _Worker:
    """One forked process and its share of the tasks. Left early, it is ended."""

    def __init__(self, finish: Callable[[], None], do: Callable[[int], Any], share: Sequence[int]) -> None:
        self._do, self._share = do, share
        context = multiprocessing.get_context("fork")
        self._ours, theirs = context.Pipe(duplex=False)
        self._process: BaseProcess = context.Process(target=_work, args=(theirs, finish, do, share), daemon=True)
        self._theirs: Connection = theirs

    def __enter__(self) -> _Worker:
        self._process.start()
        self._theirs.close()  # so that a process that dies ends the stream
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join()

    def results(self) -> list[tuple[int, Any]]:
        """Numbers and results of its share."""
        try:
            found, error = self._ours.recv()
            self._process.join()
        except (EOFError, OSError):
            return [(number, self._do(number)) for number in self._share]
        if error is not None:
            raise error
        return list(zip(self._share, found, strict=True))


def _work(theirs: Connection, finish: Callable[[], None], do: Callable[[int], Any], share: Sequence[int]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked hears it too, and ends us
    found: list[Any] = []
    fault: Exception | None = None
    try:
        found = [do(number) for number in share]
        finish()
    except Exception as error:
        fault = error
    with contextlib.suppress(Exception):  # what cannot be sent is done again by the process that asked
        theirs.send((found, fault))


def _may_fork() -> bool:
    """Whether a fork is safe here: the libraries of macOS do not bear it, Windows has none."""
    return sys.platform not in ("darwin", "win32") and "fork" in multiprocessing.get_all_start_methods()


def processors() -> int:
    """How many processors this process may use."""
    with contextlib.suppress(AttributeError, OSError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
