"""``serve``: a live preview that follows every edit of pages, glossary, library, raw texts and sidecars."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from build_scripts.commands.console import add_root, site_root
from build_scripts.commands.mkdocs_site import listening, settings
from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.config import read_config

_ROOM = 500 * 2**20
"""Bytes that must be free in memory for the built site to lie there."""


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds ``serve``."""
    parser = subparsers.add_parser("serve", help="live preview", description="Serve the site and rebuild it after every edit.")
    add_root(parser)
    parser.add_argument("--address", "-a", default="127.0.0.1:8000", metavar="IP:PORT", help="where to listen (default: %(default)s)")
    parser.add_argument("--open", action="store_true", help="open a browser")
    return parser


def run(args: argparse.Namespace) -> int:
    """Serves until interrupted."""
    from mkdocs.exceptions import Abort, MkDocsException

    root = site_root(args).resolve()
    _check_address(args.address)
    try:
        with listening(verbose=True), tempfile.TemporaryDirectory(prefix="zhangju_", dir=_quick_folder()) as folder:
            _serve(root, Path(folder), args)
    except Abort:
        return 2
    except MkDocsException as error:
        raise BuildError(Diagnostic("INT006", f"MkDocs 无法构建：{error}", "按上面的提示修改 mkdocs.yml 或页面。")) from error
    except OSError as error:
        raise _no_address(args.address, error.strerror or str(error)) from error
    return 0


def _check_address(address: str) -> None:
    """Raises ``BuildError`` (``INT007``) for what is no address."""
    host, colon, port = address.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise _no_address(address, "要写作 IP:端口，端口为 1 至 65535")


def _no_address(address: str, reason: str) -> BuildError:
    return BuildError(Diagnostic("INT007", f"不能在 {address} 上监听：{reason}。", "用 --address 换一个地址或端口，如 127.0.0.1:8001。"))


def _quick_folder() -> str | None:
    """A folder in memory for the built site, where the system has one."""
    place = Path("/dev/shm")
    return str(place) if os.access(place, os.W_OK) and shutil.disk_usage(place).free > _ROOM else None


def _serve(root: Path, folder: Path, args: argparse.Namespace) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from build_scripts.commands.live import LiveServer, file_stamps, quick_templates

    given = {**settings(root), "site_dir": str(folder), "dev_addr": args.address, "strict": False}
    config = load_config(**given)
    host, port = config.dev_addr
    mount = urlsplit(config.site_url or "/").path or "/"
    url = f"http://{host}:{port}{'/' + mount.strip('/') + '/' if mount.strip('/') else '/'}"
    sources = source_stamps(root)

    def builder(config: Any = None) -> None:
        nonlocal sources
        sources = convert_changed(root, sources)
        if config is None:
            read_config(root)  # says file, line and column where the settings are no YAML
            config = load_config(**given)
        config.site_url = url
        quick_templates(config)
        build(config, serve_url=url)

    config.plugins.on_startup(command="serve", dirty=False)
    server = LiveServer(builder, (host, port), str(folder), mount, lambda: file_stamps(_watched(root)), lambda: page_findings(root))
    try:
        server.server_bind()  # before anything is built: an address that is taken is told at once
        builder(config)
        for path in (config.docs_dir, str(root / "mkdocs.yml"), *config.watch):
            server.watch(path)
        config.plugins.on_serve(server, config=config, builder=builder)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve(open_in_browser=args.open)
    finally:
        server.shutdown()
        config.plugins.on_shutdown()


def _watched(root: Path) -> Iterator[Path]:
    """The files whose change means a new build."""
    yield root / "mkdocs.yml"
    for name in ("docs", "references"):
        for path in (root / name).rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                yield path


def convert_changed(root: Path, seen: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Converts the raw texts that changed, or whose sidecars did, since ``seen``; gives back what there is now."""
    now = source_stamps(root)
    changed = sorted(name for name in now if now[name] != seen.get(name))
    if changed:
        from build_scripts.commands import ingest

        parser = argparse.ArgumentParser()
        ingest.add_arguments(parser.add_subparsers())
        try:
            ingest.run(parser.parse_args(["ingest", "-C", str(root), "--jobs", "1", "--", *changed]))
        except BuildError as error:
            print(error.diagnostic, file=sys.stderr)
    return now


def page_findings(root: Path) -> dict[str, list[dict[str, Any]]]:
    """The findings of ``check`` about the sources of the site, by page below ``docs``; of glossary and library by their pages' names."""
    from build_scripts.check.run import Choice, check_site
    from build_scripts.commands.check_site import read_site

    reported: list[Diagnostic] = []
    found: dict[str, list[dict[str, Any]]] = {}
    for one in check_site(read_site(root, None, reported), Choice(), reported):
        data = {"path": one.path, "line": one.line, "code": one.code, "severity": str(one.severity), "message": one.message, "hint": one.hint}
        found.setdefault(_page_of(one.path), []).append(data)
    return found


def _page_of(path: str) -> str:
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    return {"references/glossary.yml": "glossary"}.get(path, "bibliography" if path.endswith(".bib") else "sources")


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
