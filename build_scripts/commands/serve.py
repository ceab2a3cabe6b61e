"""``serve``: a live preview that follows every edit of pages, glossary, library, raw texts and sidecars."""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from build_scripts.commands.console import add_root, site_root
from build_scripts.commands.mkdocs_site import listening, settings
from build_scripts.diagnostics import BuildError, Diagnostic

PAUSE = 0.4
"""Seconds between two looks at the raw texts; MkDocs itself watches everything else."""


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds ``serve``."""
    parser = subparsers.add_parser("serve", help="live preview", description="Serve the site and rebuild it after every edit.")
    add_root(parser)
    parser.add_argument("--address", "-a", default="127.0.0.1:8000", metavar="IP:PORT", help="where to listen (default: %(default)s)")
    parser.add_argument("--open", action="store_true", help="open a browser")
    return parser


def run(args: argparse.Namespace) -> int:
    """Serves until interrupted."""
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import Abort, MkDocsException

    root = site_root(args).resolve()
    try:
        with listening(verbose=True), following_sources(root):
            serve(**settings(root), dev_addr=args.address, open_in_browser=args.open, strict=False)
    except Abort:
        return 2
    except MkDocsException as error:
        raise BuildError(Diagnostic("INT006", f"MkDocs 无法构建：{error}", "按上面的提示修改 mkdocs.yml 或页面。")) from error
    except OSError as error:
        raise BuildError(Diagnostic("INT007", f"不能在 {args.address} 上监听：{error.strerror or error}。", "用 --address 换一个端口。")) from error
    return 0


@contextlib.contextmanager
def following_sources(root: Path) -> Iterator[None]:
    """Converts a raw text again when it or its sidecar changes; the pages that this writes are what MkDocs watches."""
    stop = threading.Event()
    thread = threading.Thread(target=_follow, args=(root, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _follow(root: Path, stop: threading.Event) -> None:
    seen = source_stamps(root)
    while not stop.wait(PAUSE):
        now = source_stamps(root)
        changed = sorted(name for name in now if now[name] != seen.get(name))
        seen = now
        if changed:
            command = [sys.executable, "-m", "build_scripts", "ingest", "-C", str(root), "--jobs", "1", "--", *changed]
            subprocess.run(command, stdin=subprocess.DEVNULL, cwd=Path(__file__).resolve().parents[2], check=False)


def source_stamps(root: Path) -> dict[str, tuple[int, ...]]:
    """Raw texts by name, with times and sizes of them and their sidecars."""
    from build_scripts.commands.ingest import source_names

    stamps: dict[str, tuple[int, ...]] = {}
    folder = root / "references" / "sources"
    for name in source_names(root):
        found: list[int] = []
        for path in (folder / name, (folder / name).with_suffix(".yml")):
            with contextlib.suppress(OSError):
                state = path.stat()
                found += [state.st_mtime_ns, state.st_size]
        stamps[name] = tuple(found)
    return stamps
