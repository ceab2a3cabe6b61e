"""Pure work shared out over any ``concurrent.futures.Executor``: threads, processes, machines far away.

A task is a picklable function and what it is given. What all tasks read — the library, the glossary, the settings — is not sent with
each: an object with a method ``to_share`` is a *table*; in a task stands its number only. A worker that lacks a table says so and
does nothing; the task is then sent again with the tables that were missing, which the worker keeps. So each worker is sent each table
once, however many tasks it does, unless a table meant for one worker reached another. Workers need the same program and nothing else.

A task that was lost with its worker is done by the asking process; a scheduler that gives it to another worker spares that.
"""

from __future__ import annotations

import io
import itertools
import os
import pickle
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from build_scripts.diagnostics import BuildError, Diagnostic

A = TypeVar("A")
B = TypeVar("B")
Number = tuple[str, int]
"""A table's name: that of the build, which no other build has, and a number."""
LEAST = 50
"""Tasks below which sending costs more than it saves."""
BATCH = 20
"""Tasks sent together: some tenths of a second of work, some hundred kilobytes of text."""
AHEAD = 64
"""Batches under way at most: no worker waits, and few megabytes are held."""
_BUILDS = 2
"""Builds whose tables a worker keeps."""
_ROUNDS = 3
"""Times after which a task goes with all its tables, whoever may hold them already."""


class Table(Protocol):
    """Something that many tasks read and none changes."""

    def to_share(self) -> object:
        """What stands for it elsewhere: itself without what is not asked for there. May hold other tables."""
        ...


@dataclass(frozen=True)
class _Reply:
    """What a worker says: results, or what the task raised, or the tables it lacks, or that it runs another program."""

    results: list[Any] = field(default_factory=list)
    fault: Exception | None = None
    missing: tuple[Number, ...] = ()
    stranger: bool = False
    worker: str = field(default_factory=lambda: f"{os.uname().nodename} {os.getpid()} {threading.get_ident()}")


@dataclass
class _Sent:
    """One batch under way."""

    given: list[Any]
    content: bytes
    needs: tuple[Number, ...]
    future: Future[_Reply] | None = None
    rounds: int = 0


def no_program() -> str:
    """Where nobody asks which program runs."""
    return ""


class RemoteCrew:
    """Shares tasks out over an executor. ``program`` says which program runs where it is called: a worker of another does nothing for us."""

    def __init__(self, executor: Executor, program: Callable[[], str] = no_program) -> None:
        self._executor, self._program = executor, program
        self._tables = _Tables()
        self.workers: set[str] = set()
        """Those that did something for us."""
        self._answered: set[tuple[str, Number]] = set()
        self.tables_sent = 0
        """How often a table was sent."""

    def map(self, do: Callable[[A], B], given: Iterable[A]) -> Iterator[B]:
        """``do(one) for one in given`` in order. Raises what a task raises; ``BuildError`` (``INT009``) for a worker of another program.

        ``given`` is asked for as tasks are sent: what they hold is never held for all at once.
        """
        rest = iter(given)
        first = list(itertools.islice(rest, LEAST))
        if len(first) < LEAST:
            yield from map(do, first)
            return
        waiting: deque[_Sent] = deque()
        batches = _batches(itertools.chain(first, rest))
        ahead = max(2, len(self.workers))  # then more and more, for whoever is asked twice before it has a table is sent it twice
        try:
            waiting.extend(self._send(do, batch) for batch in itertools.islice(batches, ahead))
            while waiting:
                results = self._result(do, waiting.popleft())
                ahead = min(2 * ahead, AHEAD)
                waiting.extend(self._send(do, batch) for batch in itertools.islice(batches, max(0, ahead - len(waiting))))
                yield from results
        finally:
            for sent in waiting:
                if sent.future is not None:
                    sent.future.cancel()

    def _send(self, do: Callable[[A], B], batch: list[A]) -> _Sent:
        try:
            content, needs = self._tables.pickled((do, batch))
        except (pickle.PicklingError, TypeError, AttributeError):  # what cannot be sent is done here
            return _Sent(batch, b"", ())
        sent = _Sent(batch, content, needs)
        self._submit(sent, {})
        return sent

    def _submit(self, sent: _Sent, tables: dict[Number, bytes]) -> None:
        self.tables_sent += len(tables)
        try:
            sent.future = self._executor.submit(work, self._program, self._program(), tables, sent.needs, sent.content)
        except Exception:  # an executor whose workers are gone takes no more
            sent.future = None

    def _result(self, do: Callable[[A], B], sent: _Sent) -> list[B]:
        while sent.future is not None:
            try:
                reply = sent.future.result()
            except Exception:  # lost with its worker: whatever the executor calls that
                break
            if reply.stranger:
                hint = "各台机器装同一版程序、同一版 Python 与同样的依赖。"
                raise BuildError(Diagnostic("INT009", "工作进程的程序与这里的不是同一版。", hint))
            if reply.fault is not None:
                raise reply.fault
            self.workers.add(reply.worker)
            if not reply.missing:
                return reply.results
            self._submit(sent, {number: self._tables.content(number) for number in self._wanted(sent, reply)})
        return [do(one) for one in sent.given]


    def _wanted(self, sent: _Sent, reply: _Reply) -> Iterable[Number]:
        """The tables to send along: not what was sent on this worker's word already, for it may just not have come to it yet."""
        sent.rounds += 1
        if sent.rounds > _ROUNDS:
            return sent.needs
        new = [number for number in reply.missing if (reply.worker, number) not in self._answered]
        self._answered.update((reply.worker, number) for number in new)
        return new


def _batches(given: Iterable[A]) -> Iterator[list[A]]:
    rest = iter(given)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch


class _Tables:
    """The tables of one build in the asking process, each pickled when a task first names it."""

    def __init__(self) -> None:
        self._build = os.urandom(16).hex()
        self._numbers: dict[int, Number] = {}
        self._held: list[Table] = []  # so that no other object gets the identity of one
        self._contents: dict[Number, tuple[bytes, tuple[Number, ...]]] = {}

    def pickled(self, value: object) -> tuple[bytes, tuple[Number, ...]]:
        """The value with tables by number, and all tables that it needs, each after those that it needs itself."""
        file = io.BytesIO()
        pickler = _Pickler(file, self)
        pickler.dump(value)
        needs: dict[Number, None] = {}
        for number in pickler.named:
            for inner in self._contents[number][1]:
                needs[inner] = None
            needs[number] = None
        return file.getvalue(), tuple(needs)

    def number(self, table: Table) -> Number:
        """The number of a table."""
        found = self._numbers.get(id(table))
        if found is None:
            found = self._numbers[id(table)] = (self._build, len(self._held))
            self._held.append(table)
            shared = table.to_share()
            self._contents[found] = self.pickled(_Plain(shared) if hasattr(type(shared), "to_share") else shared)
        return found

    def content(self, number: Number) -> bytes:
        """A table as it is sent."""
        return self._contents[number][0]


class _Plain:
    """A table that is to be pickled as it is, and not by its number."""

    def __init__(self, table: object) -> None:
        self.kind, self.state = type(table), vars(table)

    def unfold(self) -> object:
        """The table."""
        made = object.__new__(self.kind)
        made.__dict__.update(self.state)
        return made


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, tables: _Tables) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._tables, self.named = tables, dict[Number, None]()

    def persistent_id(self, obj: Any) -> Number | None:
        """The number of a table; None for anything else."""
        if not hasattr(type(obj), "to_share"):
            return None
        number = self._tables.number(obj)
        self.named[number] = None
        return number


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes, held: dict[Number, object]) -> None:
        super().__init__(io.BytesIO(content))
        self._held = held

    def persistent_load(self, pid: Any) -> object:
        """The table of this number."""
        return self._held[pid]


_kept = threading.local()
"""The tables of each thread: what is no table for one thread at a time holds nothing of another's."""


def _held(build: str) -> dict[Number, object]:
    builds = cast(OrderedDict[str, dict[Number, object]], _kept.__dict__.setdefault("builds", OrderedDict()))
    held = builds.setdefault(build, {})
    builds.move_to_end(build)
    while len(builds) > _BUILDS:
        builds.popitem(last=False)
    return held


def work(program: Callable[[], str], asked: str, tables: dict[Number, bytes], needs: Sequence[Number], content: bytes) -> _Reply:
    """One batch, on whatever machine this runs. Pure, but for the tables that are kept for the next one."""
    if program() != asked:
        return _Reply(stranger=True)
    held = _held(needs[0][0]) if needs else {}
    for number in needs:
        if number not in held and number in tables:
            found = _Unpickler(tables[number], held).load()
            held[number] = found.unfold() if isinstance(found, _Plain) else found
    missing = tuple(number for number in needs if number not in held)
    if missing:
        return _Reply(missing=missing)
    try:
        do, batch = _Unpickler(content, held).load()
        return _Reply([do(one) for one in batch])
    except Exception as fault:
        return _Reply(fault=fault)
