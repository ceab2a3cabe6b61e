"""Which files of a published site are what another build would make of them, and taking those over into the next site.

The record of a site says of every file under which key it was made and how it looked afterwards. A file is taken over where the
key is the same and it is still that file: same number, size and time. It is linked, not copied, where the file system can do
that: making a file costs more than most pages do. The site before the last, under which most files are the same, may be the
ground of the next; then most files are there already.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from build_scripts.formats.cache import Store, key_of

_KIND = "site-files"
_ASIDE = ".zhangju-old"
"""Where the former site waits within the folder that MkDocs is about to empty; MkDocs leaves names with a dot alone."""
State = tuple[int, int, int]
"""Number, size and time (ns) of a file."""


@dataclass(frozen=True)
class FileRecord:
    """One published file: the key of what made it and the hash of its content.

    For a page also what other pages and the check of links want to know: ``anchors`` are its ids, one a line; ``links`` are the links of
    its Markdown and what became of each; ``title`` is the title that its text gave it, empty where it gave none.
    """

    key: str
    digest: str = ""
    anchors: str = ""
    links: tuple[tuple[str, str], ...] = ()
    title: str = ""
    state: State = (0, 0, 0)


class SiteRecord:
    """The files of the site that stood in ``old`` after the last build of ``name``, and those of the build under way in ``new``."""

    def __init__(self, store: Store, name: str, old: Path, new: Path) -> None:
        self._store, self._name, self._old_site, self._site = store, key_of(name), str(old), str(new)
        self._old = _read(store.get(_KIND, self._name))
        self._new: dict[str, FileRecord] = {}
        self._there: set[str] = set()  # what stands in the new site already and may be what belongs there
        self._folders: set[str] = set()

    def ground(self) -> None:
        """Makes of whatever stands in the folder of the new site a ground to build on: files of the last site, and nothing else."""
        for name, state, path in _walk(self._site):
            known = self._old.get(name)
            if known is not None and known.state == state:
                self._there.add(name)
            else:
                Path(path).unlink()

    def find(self, name: str, key: str) -> FileRecord | None:
        """The file, if it was made under this key."""
        record = self._old.get(name)
        return record if record is not None and record.key == key else None

    def take(self, name: str, record: FileRecord) -> bool:
        """Puts the old file into the new site. False where it is not what was recorded."""
        source, target = f"{self._old_site}/{name}", f"{self._site}/{name}"
        try:
            if _state(source) != record.state:
                return False
            if name not in self._there:
                self._folder(target)
                try:
                    os.link(source, target)
                except OSError:
                    shutil.copyfile(source, target)
                    record = replace(record, state=_state(target))
        except OSError:
            return False
        self._new[name] = record
        return True

    def write(self, name: str, data: bytes, record: FileRecord | None = None) -> None:
        """Writes a file of the new site, never into one that the old site shares; ``record`` says how it was made."""
        target = f"{self._site}/{name}"
        try:
            self._folder(target)
            Path(target).unlink(missing_ok=True)
        except OSError:  # the last site had a folder here and this one a file, or the other way round
            self._clear(target)
        Path(target).write_bytes(data)
        self._there.discard(name)
        self._new.pop(name, None)
        if record is not None:
            self._new[name] = replace(record, state=_state(target))

    def remove(self, name: str) -> None:
        """Makes room for a file that somebody else writes."""
        self._there.discard(name)
        with contextlib.suppress(OSError):
            Path(f"{self._site}/{name}").unlink()

    def adopt(self, name: str, record: FileRecord) -> None:
        """Notes a file that somebody else has written."""
        with contextlib.suppress(OSError):
            self._new[name] = replace(record, state=_state(f"{self._site}/{name}"))

    def put(self, name: str, data: bytes) -> None:
        """The file shall hold these bytes."""
        key = blake2b(data, digest_size=20).hexdigest()
        found = self.find(name, key)
        if found is None or not self.take(name, found):
            self.write(name, data, FileRecord(key))

    def holds(self, name: str, key: str) -> bool:
        """Whether the last site has the file, made under this key, as it was made."""
        found = self.find(name, key)
        try:
            return found is not None and _state(f"{self._old_site}/{name}") == found.state
        except OSError:
            return False

    def make(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """The file shall hold what ``make`` gives, which the key decides wholly; asked only where the last site has no such file."""
        found = self.find(name, key)
        if found is None or not self.take(name, found):
            self.write(name, make(), FileRecord(key))

    def copy(self, name: str, source: str) -> None:
        """The file shall be a copy of that one, which is the same as long as its number, size and time are."""
        key = key_of(source, *map(str, _state(os.path.realpath(source))))
        found = self.find(name, key)
        if found is None or not self.take(name, found):
            self.write(name, Path(source).read_bytes(), FileRecord(key))

    def finish(self) -> None:
        """Removes what stood in the ground and does not belong to the new site."""
        for name in self._there - self._new.keys():
            with contextlib.suppress(OSError):
                Path(f"{self._site}/{name}").unlink()
        for folder, _, files in os.walk(self._site, topdown=False):
            if not files and folder != self._site:
                with contextlib.suppress(OSError):  # not empty
                    Path(folder).rmdir()

    def keep(self) -> None:
        """Makes this build the last one."""
        files = {name: [r.key, r.digest, r.anchors, r.links, r.title, r.state] for name, r in self._new.items()}
        self._store.put(_KIND, self._name, json.dumps(files, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
        self._store.flush()

    def _folder(self, file: str) -> None:
        folder = file.rpartition("/")[0]
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def _clear(self, target: str) -> None:
        if Path(target).is_dir():
            shutil.rmtree(target)
        for folder in Path(target).parents:
            if folder.is_file() or folder.is_symlink():
                folder.unlink()
            if str(folder) == self._site:
                break
        Path(target).parent.mkdir(parents=True, exist_ok=True)


def _state(path: str) -> State:
    """Number, size and time of a file. Raises ``OSError`` where there is none, or something else."""
    state = os.lstat(path)
    if not stat.S_ISREG(state.st_mode):
        raise FileNotFoundError(path)
    return state.st_ino, state.st_size, state.st_mtime_ns


def _walk(folder: str, name: str = "") -> Iterator[tuple[str, State, str]]:
    """Every file below the folder: its name there, its state (zeros for what is no plain file), its path."""
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{name}{entry.name}/")
            else:
                state = entry.stat(follow_symlinks=False)
                plain = stat.S_ISREG(state.st_mode)
                yield name + entry.name, (state.st_ino, state.st_size, state.st_mtime_ns) if plain else (0, 0, 0), entry.path


def _read(data: bytes | None) -> dict[str, FileRecord]:
    try:
        found: dict[str, list[Any]] = json.loads(data or b"{}")
        return {
            name: FileRecord(str(key), str(digest), str(anchors), tuple((str(url), str(made)) for url, made in links), str(title), tuple(state))
            for name, (key, digest, anchors, links, title, state) in found.items()
        }
    except (ValueError, TypeError, AttributeError):  # of another version
        return {}


def set_aside(site: Path) -> Path:
    """Moves what stands in the folder of a site out of the way, into a folder within, for ``take``; ``clear_aside`` removes it."""
    aside = site / _ASIDE
    clear_aside(site)
    with contextlib.suppress(OSError):
        entries = [entry for entry in site.iterdir() if not entry.name.startswith(".")]
        if entries:
            aside.mkdir()
        for entry in entries:
            entry.rename(aside / entry.name)
    return aside


def clear_aside(site: Path) -> None:
    """Removes what ``set_aside`` kept."""
    shutil.rmtree(site / _ASIDE, ignore_errors=True)
