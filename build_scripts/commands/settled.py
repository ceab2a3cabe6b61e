"""What ``ingest`` said when it found nothing to write: with the same files it would find and say the same again.

Only a run that changed nothing is remembered, so nothing is foretold: the files are what they were when all of it was worked out.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path, PurePath

from build_scripts.formats.cache import Memo, files_key, key_of

_KIND = "settled"
_ENDINGS = frozenset({".txt", ".text", ".md", ".yml", ".bib"})


@dataclass(frozen=True)
class Said:
    """What a run printed on its two streams, and its exit status."""

    account: str
    findings: str
    status: int

    def say(self) -> int:
        """Prints it."""
        sys.stderr.write(self.findings)
        sys.stdout.write(self.account)
        return self.status


def state_key(root: Path, args: argparse.Namespace, beside: Iterable[str] = ()) -> str:
    """A key for all that an ingest reads, for the names of files that it only speaks of (``beside``), and for how it was asked; empty
    where that is not certain (links, files that cannot be read)."""
    asked = (*beside, *sorted(args.sources), args.format, str(args.theirs), str(args.quiet), str(root))
    with contextlib.suppress(OSError, ValueError):
        return key_of(*asked, files_key(root, (name for name, _ in _files(root))))
    return ""


def times_of(root: Path) -> str:
    """A key for size and times of the same files, which any writing into them changes: cheaper than reading all again."""
    with contextlib.suppress(OSError, ValueError):
        states = (found.stat(follow_symlinks=False) for _, found in sorted(_files(root), key=itemgetter(0)))
        return key_of(*(f"{state.st_ino} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}" for state in states))
    return ""


def _files(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files below the root that an ingest may read, by their paths. Raises ``ValueError`` for a link."""
    for folder in ("references", "docs"):
        if (root / folder).is_symlink():
            raise ValueError(folder)
        if (root / folder).is_dir():
            yield from _below(root / folder, folder)


def _below(folder: Path, name: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The same of one folder; what may not be looked into holds nothing that could be read."""
    with contextlib.suppress(PermissionError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                raise ValueError(entry.path)
            if entry.is_dir():
                yield from _below(folder / entry.name, f"{name}/{entry.name}")
            elif PurePath(entry.name).suffix.lower() in _ENDINGS and entry.is_file():
                yield f"{name}/{entry.name}", entry


def recall(memo: Memo, key: str) -> Said | None:
    """What a run said that found these files and changed none."""
    noted = memo.recall(_KIND, key) if key else None
    return Said(*noted) if isinstance(noted, list) and list(map(type, noted)) == [str, str, int] else None


def note(memo: Memo, key: str, said: Said) -> None:
    """Remembers what a run said that changed nothing."""
    if key:
        memo.note(_KIND, key, [said.account, said.findings, said.status])
