"""Which pages of a published site are what another build would make of them, and taking those over into the next site.

The record of a site says of every page under which key it was made and how its file looked afterwards. A page is taken over
where the key is the same and the file is still that file: same number, size and time. It is linked, not copied, where the file
system can do that, so unchanged pages cost neither reading nor writing.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_scripts.formats.cache import Store, key_of

_KIND = "site-pages"
_ASIDE = ".zhangju-old"
"""Where the former site waits within the folder that MkDocs is about to empty; MkDocs leaves names with a dot alone."""


@dataclass(frozen=True)
class PageRecord:
    """One published page: the key of what made it, the hash of its HTML, and what other pages and the link check want to know.

    ``anchors`` are its ids, one a line; ``links`` are the links of its Markdown and what became of each; ``title`` is the title that
    its text gave it, empty where it gave none. ``state`` is number, size and time (ns) of its file.
    """

    key: str
    digest: str
    anchors: str = ""
    links: tuple[tuple[str, str], ...] = ()
    title: str = ""
    state: tuple[int, int, int] = (0, 0, 0)


class SiteRecord:
    """The pages of the site that stood in ``folder`` after the last build of ``name``, and those of the build under way."""

    def __init__(self, store: Store, name: str, folder: Path) -> None:
        self._store, self._name, self._folder = store, key_of(name), folder
        self._old = _read(store.get(_KIND, self._name))
        self._new: dict[str, PageRecord] = {}

    def find(self, page: str, key: str) -> PageRecord | None:
        """The page, if it was made under this key."""
        record = self._old.get(page)
        return record if record is not None and record.key == key else None

    def take(self, page: str, record: PageRecord, place: str, target: Path) -> bool:
        """Puts the old file at ``place`` of the site where the new one belongs. False where it is not what was recorded."""
        source = self._folder / place
        try:
            if _state(source) != record.state:
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            try:
                os.link(source, target)
            except OSError:
                shutil.copyfile(source, target)
            state = _state(target)
        except OSError:
            return False
        self._new[page] = PageRecord(record.key, record.digest, record.anchors, record.links, record.title, state)
        return True

    def write(self, file: Path, data: bytes) -> None:
        """Writes a page of the new site; never into a file that the old one shares."""
        file.unlink(missing_ok=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def note(self, page: str, key: str, digest: str, anchors: str, links: Sequence[tuple[str, str]], title: str, file: Path) -> None:
        """Remembers the page that has just been written."""
        with contextlib.suppress(OSError):
            self._new[page] = PageRecord(key, digest, anchors, tuple(links), title, _state(file))

    def keep(self) -> None:
        """Makes this build the last one."""
        pages = {page: [r.key, r.digest, r.anchors, r.links, r.title, r.state] for page, r in self._new.items()}
        self._store.put(_KIND, self._name, json.dumps(pages, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _state(path: Path) -> tuple[int, int, int]:
    """Number, size and time of a file. Raises ``OSError`` where there is none, or something else."""
    state = os.lstat(path)
    if not stat.S_ISREG(state.st_mode):
        raise FileNotFoundError(path)
    return state.st_ino, state.st_size, state.st_mtime_ns


def _read(data: bytes | None) -> dict[str, PageRecord]:
    try:
        found: dict[str, list[Any]] = json.loads(data or b"{}")
        return {
            page: PageRecord(str(key), str(digest), str(anchors), tuple((str(url), str(made)) for url, made in links), str(title), tuple(state))
            for page, (key, digest, anchors, links, title, state) in found.items()
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
