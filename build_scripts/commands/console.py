"""How every command speaks: findings and progress on standard error, results on standard output."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import gc
import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, TypeVar

from build_scripts.diagnostics import BuildError, Diagnostic, Severity

T = TypeVar("T")


def add_root(parser: argparse.ArgumentParser) -> None:
    """The option ``-C ROOT`` that every command on a site has."""
    parser.add_argument("-C", dest="root", metavar="ROOT", default=".", help="the site's folder (default: the current one)")


_MADE = ("build", ".cache")
"""Folders that the commands fill; a stranger's change may bring a link of that name."""


def site_root(args: argparse.Namespace) -> Path:
    """The site that the command is about. Raises ``BuildError``: ``STR002`` for a folder that is none, ``SEC090`` where a folder that we
    write into is a link that leads out of it.
    """
    from build_scripts.formats.places import inside

    root = Path(args.root)
    missing = [name for name in ("mkdocs.yml", "docs", "references") if not (root / name).exists()]
    if not missing:
        for name in _MADE:
            inside(root, name)
        return root
    hint = "用 python -m build_scripts new 目录 建一个站点，或用 -C 指明站点所在的目录。"
    what = "不存在" if not root.is_dir() else f"不是站点：缺少 {'、'.join(missing)}"
    raise BuildError(Diagnostic("STR002", f"目录 {root} {what}。", hint, path=str(root)))


@contextlib.contextmanager
def collecting_seldom() -> Iterator[None]:
    """For work that makes many small objects and hardly a circle among them: Python looks for circles in vain, again and again."""
    before = gc.get_threshold()
    gc.set_threshold(20_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def discard_output() -> None:
    """Sends what is still to be printed nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass
class Findings:
    """Collects what the stages report and prints it once, in the order of places."""

    items: list[Diagnostic] = field(default_factory=list)

    def __call__(self, finding: Diagnostic) -> None:
        self.items.append(finding)

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(item.severity is Severity.ERROR for item in self.items)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(item.severity is severity for item in self.items)

    def text(self, quiet: bool = False) -> str:
        """The findings, each once, a line end behind each; with ``quiet`` only errors."""
        return "".join(f"{item}\n" for item in dict.fromkeys(self.items) if not quiet or item.severity is Severity.ERROR)

    def show(self, quiet: bool = False) -> None:
        """Prints the findings as ``text`` has them."""
        sys.stderr.write(self.text(quiet))


def progress(items: Iterable[T], total: int, label: str, after: float = 1.0) -> Iterator[T]:
    """The items, with a bar on standard error when that is a terminal and it takes longer than ``after`` seconds."""
    start, shown = time.monotonic(), False
    live = sys.stderr.isatty()
    for done, item in enumerate(items, 1):
        yield item
        if live and time.monotonic() - start > after:
            filled = 30 * done // max(total, 1)
            print(f"\r{label} [{'█' * filled}{'·' * (30 - filled)}] {done}/{total}", end="", file=sys.stderr, flush=True)
            shown = True
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def leave(status: int) -> NoReturn:
    """Ends the process without taking its memory apart, piece by piece, which takes a fourteenth of a publish.

    What was to be done at the end is done. Where threads still run, Python ends as it always does.
    """
    if threading.active_count() == 1:
        atexit._run_exitfuncs()
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    sys.exit(status)
