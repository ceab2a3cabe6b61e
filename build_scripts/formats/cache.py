"""Results kept between runs under the hash of exactly what they depend on, so that unchanged work is not done again.

A store is one SQLite file: thousands of small files cost more to create than most of what they would hold costs to make. Every entry
stands with the SHA-256 of its name and content. Two processes may use one store at once, and the same key always means the same content. Whatever cannot be
read, or is not what its hash says, counts as absent; a file that is no store is begun anew. Nothing in a store is needed: it may be
deleted at any time.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

from build_scripts.formats.crew import Crew
from build_scripts.formats.remote import RemoteCrew

FOLDER = Path(".cache") / "zhangju"
"""The store of a site, below its root."""
LIMIT = 512 * 2**20
"""Bytes of a store after ``prune``, as far as they are not what was asked for since the store was opened."""
MOST = 4 * 2**30
"""Bytes of a store after ``prune`` in any case. A published text needs about 0.22 MB: a site of 10,000 that kept less than all that its
last build asked for would make it all again after one change."""
_FILE = "store.sqlite"
_ELSEWHERE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
                        sqlite3.SQLITE_FULL})  # fmt: skip
"""Errors that say nothing against the file itself."""
_HASH = 32
_GROUP, _GROUP_BYTES = 500, 8 * 2**20
"""Entries, and bytes, that are written together at most."""


def key_of(*parts: str | bytes) -> str:
    """A key for what these parts together decide. Each part is hashed with its length, so no two lists share a key by chance."""
    hashed = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8, "little"))
        hashed.update(data)
    return hashed.hexdigest()


class Store:
    """A store in a folder. One without a folder keeps nothing and finds nothing (``--no-cache``).

    What is put is written in groups: ``flush`` writes the rest, and ``prune`` does so too.
    """

    def __init__(self, folder: Path | None, limit: int = LIMIT, most: int = MOST) -> None:
        self._folder, self._limit, self._most = folder, limit, most
        self._begin()

    def _begin(self) -> None:
        self._pending: dict[tuple[str, str], bytes] = {}
        self._held = 0
        self._used: set[tuple[str, str]] = set()
        self._since = time.time_ns()
        self._process = 0
        self._base: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    def __getstate__(self) -> tuple[Path | None, int, int]:
        return self._folder, self._limit, self._most

    def __setstate__(self, state: tuple[Path | None, int, int]) -> None:
        self._folder, self._limit, self._most = state
        self._begin()

    @property
    def keeps(self) -> bool:
        """Whether the store has a folder."""
        return self._folder is not None

    def get(self, kind: str, key: str) -> bytes | None:
        """What was kept under the key; None where nothing was, or not what was."""
        if self._folder is None:
            return None
        with self._lock:
            found = self._pending.get((kind, key))
            if found is None:
                rows = self._ask("SELECT content FROM kept WHERE kind = ? AND key = ?", kind, key)
                found = bytes(rows[0][0]) if rows else b""
            self._used.add((kind, key))
        content = found[_HASH:]
        return content if found and _seal(kind, key, content) == found[:_HASH] else None

    def mark(self, kind: str, key: str) -> None:
        """Says that the entry was asked for, by another process perhaps: ``touch`` notes what was used in this one."""
        if self._folder is not None:
            with self._lock:
                self._used.add((kind, key))

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keeps the content under the key. A disk that is full or read-only is no fault: the result is only not kept."""
        if self._folder is None:
            return
        with self._lock:
            self._pending[kind, key] = _seal(kind, key, content) + content
            self._held += len(content)
            if self._held > _GROUP_BYTES or len(self._pending) > _GROUP:
                self.flush()

    def flush(self) -> None:
        """Writes what has been put."""
        if self._folder is None:
            return
        with self._lock:
            now = time.time_ns()
            rows = [(kind, key, content, now) for (kind, key), content in self._pending.items()]
            self._pending.clear()
            self._held = 0
            if rows:
                self._write("INSERT OR REPLACE INTO kept (kind, key, content, used) VALUES (?, ?, ?, ?)", rows)

    def touch(self) -> int:
        """Writes what has been put, and notes of what was asked for that it was used now (ns): another store of the folder may prune."""
        with self._lock:
            self.flush()
            now = time.time_ns()
            self._write("UPDATE kept SET used = ? WHERE kind = ? AND key = ?", [(now, *name) for name in sorted(self._used)])
            self._used.clear()
            return now

    def prune(self) -> None:
        """Removes what was not used for longest until the store is within its limit, and closes the file.

        What was used since the store was opened, or pruned last, goes only where the store would have more than ``most`` bytes.
        """
        if self._folder is None:
            return
        with self._lock:
            now = self.touch()
            held = sum(size for (size,) in self._ask("SELECT sum(length(content)) FROM kept") if size)
            gone = []
            for size, row, used in self._ask("SELECT length(content), rowid, used FROM kept ORDER BY used, rowid") if held > self._limit else ():
                if held <= (self._limit if used < self._since else self._most):
                    break
                gone.append((row,))
                held -= size
            self._write("DELETE FROM kept WHERE rowid = ?", gone)
            if gone:
                self._shrink()
            self._since = now
            self._forget()

    def _ask(self, question: str, *given: str) -> list[tuple[Any, ...]]:
        base = self._open()
        if base is None:
            return []
        try:
            return base.execute(question, given).fetchall()
        except sqlite3.Error as error:
            self._forget(error)
            return []

    def _write(self, order: str, rows: list[tuple[Any, ...]]) -> None:
        base = self._open() if rows else None
        if base is None:
            return
        try:
            base.execute("BEGIN IMMEDIATE")
            base.executemany(order, rows)
            base.execute("COMMIT")
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                base.execute("ROLLBACK")
            self._forget(error)

    def _shrink(self) -> None:
        """Gives the room of what was removed back; as a script, for a single statement gives one page back at a time."""
        base = self._open()
        if base is not None:
            with contextlib.suppress(sqlite3.Error):
                base.executescript("PRAGMA incremental_vacuum")

    def _forget(self, error: sqlite3.Error | None = None) -> None:
        """Closes the file; the next question opens it again. A damaged one goes."""
        base, self._base = self._base, None
        self._process = 0
        if base is not None:
            with contextlib.suppress(sqlite3.Error):
                base.close()
        if error is not None and self._folder is not None and not _is_elsewhere(error):
            _remove(self._folder)

    def _open(self) -> sqlite3.Connection | None:
        if self._process == os.getpid():  # a connection does not live on in a forked process
            return self._base
        self._process, self._base = os.getpid(), None
        assert self._folder is not None
        for _ in range(2):
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._base = _connect(self._folder / _FILE)
                return self._base
            except sqlite3.Error as error:
                if _is_elsewhere(error):
                    return None
                _remove(self._folder)  # no store, or a damaged one
            except OSError:
                return None
        return None


def _seal(kind: str, key: str, content: bytes) -> bytes:
    return sha256(f"{kind}\0{key}\0".encode("utf-8", "surrogatepass") + content).digest()


def _is_elsewhere(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _ELSEWHERE


def _connect(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    try:
        base.execute("PRAGMA auto_vacuum = INCREMENTAL")
        base.execute("PRAGMA journal_mode = DELETE")  # no file mapped into memory, which another process could cut off
        base.execute("PRAGMA synchronous = OFF")  # what a failing machine spoils is found out by its hash
        base.execute("CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, content BLOB, used INTEGER, PRIMARY KEY (kind, key))")
        base.execute("SELECT used FROM kept LIMIT 1").fetchall()
    except sqlite3.Error:
        base.close()
        raise
    return base


def _remove(folder: Path) -> None:
    for name in (_FILE, f"{_FILE}-journal"):
        with contextlib.suppress(OSError):
            (folder / name).unlink()


@dataclass(frozen=True, slots=True)
class Work:
    """A result that ``kind`` and ``key`` decide wholly, and how it is made. One that is made ``along`` is no reason to make its group.

    ``send`` gives what makes the same result elsewhere, to be pickled: where it is not given, ``make`` can be sent itself.
    """

    kind: str
    key: str
    make: Callable[[], bytes]
    along: bool = False
    send: Callable[[], Callable[[], bytes]] | None = None

    @classmethod
    def text(cls, kind: str, key: str, make: Callable[[], str], send: Callable[[], Callable[[], str]] | None = None) -> Work:
        """One whose result is text (``Memo.text``)."""
        return cls(kind, key, partial(_made_text, make), False, send and (lambda: partial(_made_text, send())))

    @classmethod
    def value(cls, kind: str, key: str, make: Callable[[], Any], along: bool = False, send: Callable[[], Callable[[], Any]] | None = None) -> Work:
        """One whose result is JSON (``Memo.value``)."""
        return cls(kind, key, partial(_made_json, make), along, send and (lambda: partial(_made_json, send())))


class Memo:
    """Remembers results of pure functions in a store. ``salt`` stands for the program: another version remembers nothing of this one's.
    ``crew`` are the processes among which work is shared out that is asked for ahead (``prepare``), or the workers of an executor.

    Only bytes and JSON are kept, so that a store that somebody else filled cannot run anything.
    """

    def __init__(self, store: Store | None = None, salt: str = "", jobs: int = 1, far: RemoteCrew | None = None) -> None:
        self._store, self._salt = store or Store(None), salt
        self.crew = Crew(jobs, self._store.flush, far)
        self._ready: dict[tuple[str, str], bytes] = {}

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._store.keeps

    def flush(self) -> None:
        """Writes what has been put."""
        self._store.flush()

    def prune(self) -> None:
        """Keeps the store within its limit."""
        self._store.prune()

    def name_of(self, key: str) -> str:
        """What the key is called among the results of this program."""
        return key_of(self._salt, key)

    def data(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """What ``make`` gives, which the key decides wholly; made only where it is not kept."""
        own = key_of(self._salt, key)
        found = self._ready.pop((kind, own), None) if self._ready else None
        if found is None:
            found = self._store.get(kind, own)
        if found is None:
            found = make()
            self._store.put(kind, own, found)
        return found

    def prepare(self, groups: Sequence[Sequence[Work]], alone: bool = False) -> None:
        """Makes what is not kept in several processes, each group in one, so that ``data`` finds it; with one process only if ``alone``."""
        if not self.crew.shares and not alone:
            return
        missing = [group for group in groups if not self._are_ready(group)]
        if self.crew.far is not None:
            self._prepare_far(missing)
            return
        self._store.flush()  # or every process would write it too
        for group, made in zip(missing, self.crew.map(self._made, missing), strict=True):
            self._ready.update(((work.kind, key_of(self._salt, work.key)), content) for work, content in zip(group, made, strict=True))

    def _prepare_far(self, missing: Sequence[Sequence[Work]]) -> None:
        """The same by the workers of the executor, which have no store: what they made is kept here."""
        assert self.crew.far is not None
        sent = ([work.send() if work.send else work.make for work in group] for group in missing)
        for group, made in zip(missing, self.crew.far.map(_make_all, sent), strict=True):
            for work, content in zip(group, made, strict=True):
                name = (work.kind, key_of(self._salt, work.key))
                self._ready[name] = content
                self._store.put(*name, content)

    def _are_ready(self, group: Sequence[Work]) -> bool:
        """Whether all of it is kept; it is then held, for it will be asked for."""
        wanted = [(work.kind, key_of(self._salt, work.key)) for work in group if not work.along]
        kept = {name: self._store.get(*name) for name in wanted}
        self._ready.update((name, found) for name, found in kept.items() if found is not None)
        return None not in kept.values()

    def _made(self, group: Sequence[Work]) -> list[bytes]:
        out = []
        for work in group:
            out.append(self.data(work.kind, work.key, work.make))
            self._ready[work.kind, key_of(self._salt, work.key)] = out[-1]  # the next one may ask for it
        return out

    def recall(self, kind: str, key: str) -> Any:
        """What was noted last under the key; None where nothing was. For what is true whenever it was noted."""
        found = self._store.get(kind, key_of(self._salt, key))
        return None if found is None else json.loads(found)

    def note(self, kind: str, key: str, value: Any) -> None:
        """Notes a JSON value for ``recall``, in place of what was there."""
        self._store.put(kind, key_of(self._salt, key), _json(value))

    def text(self, kind: str, key: str, make: Callable[[], str]) -> str:
        """The same for text."""
        return self.data(kind, key, lambda: _bytes(make())).decode("utf-8", "surrogatepass")

    def value(self, kind: str, key: str, make: Callable[[], Any]) -> Any:
        """The same for lists, dictionaries, strings and numbers. What comes back has gone through JSON in any case."""
        return json.loads(self.data(kind, key, lambda: _json(make())))


def _make_all(group: Sequence[Callable[[], bytes]]) -> list[bytes]:
    return [make() for make in group]


def _made_text(make: Callable[[], str]) -> bytes:
    return _bytes(make())


def _made_json(make: Callable[[], Any]) -> bytes:
    return _json(make())


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def files_key(folder: Path, names: Iterable[str]) -> str:
    """A key for names and contents of files of a folder."""
    parts: list[str | bytes] = []
    for name in sorted(names):
        parts += (name, (folder / name).read_bytes())
    return key_of(*parts)
