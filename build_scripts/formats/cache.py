"""Results kept between runs under the hash of exactly what they depend on, so that unchanged work is not done again.

A store is a folder of small files, `<kind>/<key>`, each the SHA-256 of its content and the content. Two processes may use
one store at once: a file appears whole, by renaming, and the same key always means the same content. Whatever cannot be
read, or is not what its hash says, counts as absent. Nothing in a store is needed: it may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

FOLDER = Path(".cache") / "zhangju"
"""The store of a site, below its root."""
LIMIT = 512 * 2**20
"""Bytes of a store after ``prune``."""
_HASH = 32


def key_of(*parts: str | bytes) -> str:
    """A key for what these parts together decide. Each part is hashed with its length, so no two lists share a key by chance."""
    hashed = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8, "little"))
        hashed.update(data)
    return hashed.hexdigest()


class Store:
    """A store in a folder. One without a folder keeps nothing and finds nothing (``--no-cache``)."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self._folder, self._limit = folder, limit

    @property
    def keeps(self) -> bool:
        """Whether the store has a folder."""
        return self._folder is not None

    def get(self, kind: str, key: str) -> bytes | None:
        """What was kept under the key; None where nothing was, or not what was."""
        if self._folder is None:
            return None
        path = self._folder / kind / key
        try:
            data = path.read_bytes()
        except OSError:
            return None
        content = data[_HASH:]
        if sha256(content).digest() != data[:_HASH]:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # what is used stays longest
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keeps the content under the key. A disk that is full or read-only is no fault: the result is only not kept."""
        if self._folder is None:
            return
        folder = self._folder / kind
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=folder)
            part = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sha256(content).digest() + content)
                part.replace(folder / key)
            except BaseException:
                part.unlink(missing_ok=True)
                raise

    def prune(self) -> None:
        """Removes what was not used for longest until the store is within its limit."""
        files = sorted(self._sizes())
        held = sum(size for _, size, _ in files)
        for _, size, path in files:
            if held <= self._limit:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            held -= size

    def _sizes(self) -> Iterable[tuple[int, int, Path]]:
        for path in self._folder.glob("*/*") if self._folder is not None else ():
            with contextlib.suppress(OSError):
                state = path.stat()
                yield state.st_mtime_ns, state.st_size, path


class Memo:
    """Remembers results of pure functions in a store. ``salt`` stands for the program: another version remembers nothing of this one's.

    Only bytes and JSON are kept, so that a store that somebody else filled cannot run anything.
    """

    def __init__(self, store: Store | None = None, salt: str = "") -> None:
        self._store, self._salt = store or Store(None), salt

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._store.keeps

    def prune(self) -> None:
        """Keeps the store within its limit."""
        self._store.prune()

    def data(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """What ``make`` gives, which the key decides wholly; made only where it is not kept."""
        own = key_of(self._salt, key)
        found = self._store.get(kind, own)
        if found is None:
            found = make()
            self._store.put(kind, own, found)
        return found

    def recall(self, kind: str, key: str) -> Any:
        """What was noted last under the key; None where nothing was. For what is true whenever it was noted."""
        found = self._store.get(kind, key_of(self._salt, key))
        return None if found is None else json.loads(found)

    def note(self, kind: str, key: str, value: Any) -> None:
        """Notes a JSON value for ``recall``, in place of what was there."""
        self._store.put(kind, key_of(self._salt, key), _json(value))

    def text(self, kind: str, key: str, make: Callable[[], str]) -> str:
        """The same for text."""
        return self.data(kind, key, lambda: make().encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def value(self, kind: str, key: str, make: Callable[[], Any]) -> Any:
        """The same for lists, dictionaries, strings and numbers. What comes back has gone through JSON in any case."""
        return json.loads(self.data(kind, key, lambda: _json(make())))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def files_key(folder: Path, names: Iterable[str]) -> str:
    """A key for names and contents of files of a folder."""
    parts: list[str | bytes] = []
    for name in sorted(names):
        parts += (name, (folder / name).read_bytes())
    return key_of(*parts)
