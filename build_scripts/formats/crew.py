"""Pure work shared out among processes that are forked from this one, so that they hold all tables that it holds.

What goes over the wire is results alone: the work itself, and what it reads, is in the memory of every process already. Where
processes cannot be forked safely, or there is too little to do, this process does everything; the results are the same.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from build_scripts.formats.remote import RemoteCrew

A = TypeVar("A")
B = TypeVar("B")
LEAST = 250
"""Tasks for each process below which sharing costs more than it saves."""


class Crew:
    """Up to ``jobs`` processes, this one among them. ``finish`` is called in each of the others when its tasks are done.

    Where there is a crew ``far`` away, it does all of it instead.
    """

    def __init__(
        self, jobs: int = 1, finish: Callable[[], None] = lambda: None, far: RemoteCrew | None = None
    ) -> None:
        self.jobs, self.far = jobs if _may_fork() else 1, far
        self._finish = finish

    @property
    def shares(self) -> bool:
        """Whether there is anybody to share work with."""
        return self.far is not None or self.jobs > 1

    def map(self, do: Callable[[A], B], given: Sequence[A]) -> list[B]:
        """``[do(one) for one in given]``, whatever process each was done in.

        What a task raises is raised here. A process that dies costs only its tasks, which are done here again.
        """
        if self.far is not None:
            return list(self.far.map(do, given))
        jobs = min(self.jobs, len(given) // LEAST)
        if jobs < 2 or not _is_alone():
            return [do(one) for one in given]
        results: list[B] = [None] * len(given)  # type: ignore[list-item]
        with contextlib.ExitStack() as stack:
            others = [stack.enter_context(_Worker(self._finish, do, given[first::jobs])) for first in range(1, jobs)]
            results[::jobs] = [do(one) for one in given[::jobs]]
            for first, worker in enumerate(others, 1):
                results[first::jobs] = worker.results()
        return results


class _Worker:
    """One forked process and its share of the tasks. Left early, it is ended."""

    def __init__(self, finish: Callable[[], None], do: Callable[[Any], Any], share: Sequence[Any]) -> None:
        self._do, self._share = do, share
        context = multiprocessing.get_context("fork")
        self._ours, self._theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(self._theirs, finish, do, share), daemon=True)

    def __enter__(self) -> _Worker:
        self._process.start()
        self._theirs.close()  # so that a process that dies ends the stream
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join()

    def results(self) -> list[Any]:
        """The results of its share."""
        try:
            found, fault = self._ours.recv()
            self._process.join()
        except (EOFError, OSError):
            return [self._do(one) for one in self._share]
        if fault is not None:
            raise fault
        results: list[Any] = found
        return results


def _work(theirs: Connection, finish: Callable[[], None], do: Callable[[Any], Any], share: Sequence[Any]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked hears it too, and ends us
    gc.freeze()  # looking through what was here before would copy it
    found: list[Any] = []
    fault: Exception | None = None
    try:
        found = [do(one) for one in share]
        finish()
    except Exception as error:
        fault = error
    with contextlib.suppress(Exception):  # what cannot be sent is done again by the process that asked
        theirs.send((found, fault))


def _is_alone() -> bool:
    """Whether this process has no other thread: one might hold a lock, which a fork of the process would hold for ever."""
    return threading.active_count() == 1


def _may_fork() -> bool:
    """Whether a fork is safe here: the libraries of macOS do not bear it, Windows has none."""
    return sys.platform not in ("darwin", "win32") and "fork" in multiprocessing.get_all_start_methods()


def processors() -> int:
    """How many processors this process may use."""
    with contextlib.suppress(AttributeError, OSError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
