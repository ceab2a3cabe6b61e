"""``publish``: the site is built beside the old one and takes its place only when it is whole."""

from __future__ import annotations

import argparse
import contextlib
import shutil
import sys
from pathlib import Path

from build_scripts.commands.arguments import at_least_one
from build_scripts.commands.console import add_root, site_root
from build_scripts.commands.dask_executor import add_executor, dask
from build_scripts.commands.mkdocs_site import listening, settings
from build_scripts.commands.unchanged import is_unchanged, note_built, site_key
from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.cache import FOLDER, Store
from build_scripts.formats.config import read_config
from build_scripts.formats.crew import processors
from build_scripts.formats.disk import locked, write_fault
from build_scripts.formats.program import program_key
from build_scripts.formats.remote import RemoteCrew


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds ``publish``."""
    parser = subparsers.add_parser("publish", help="build site/", description="Assemble the pages and build site/.")
    add_root(parser)
    parser.add_argument("--no-strict", dest="strict", action="store_false", help="build also when there are warnings")
    parser.add_argument("--jobs", "-j", type=at_least_one, default=0, metavar="N", help="processes (default: as many as there are processors)")
    add_executor(parser)
    parser.add_argument("--no-cache", dest="cache", action="store_false", help="do everything anew; keep nothing for the next run")
    parser.add_argument("--verbose", "-v", action="store_true", help="show what MkDocs says")
    return parser


def run(args: argparse.Namespace) -> int:
    """Builds the site, unless it is what a build would make; 1 when warnings forbid it (the old site stays)."""
    root = site_root(args).resolve()
    read_config(root)
    store = Store(root / FOLDER if args.cache else None)
    made = (root / "site", root / "build" / "pages")
    with locked(root):
        key = site_key(root, f"strict {args.strict}") if args.cache else None
        if not args.verbose and is_unchanged(store, root, key, *made):
            return _say(root, args)
        with dask(args.scheduler) if args.executor == "dask" else contextlib.nullcontext() as executor:
            status, warned = _publish(root, args, RemoteCrew(executor, program_key) if executor else None)
        if status == 0 and not warned and site_key(root, f"strict {args.strict}") == key:  # nobody wrote while we read
            note_built(store, root, key, *made)
        store.prune()
        return status or _say(root, args)


def _publish(root: Path, args: argparse.Namespace, far: RemoteCrew | None) -> tuple[int, bool]:
    """Exit status, and whether there were warnings, which the next run must tell again."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    staged, old, site = root / "build" / "site.new", root / "build" / "site.old", root / "site"
    try:
        _make_room(staged, old, args.cache)
        with listening(args.verbose) as heard:
            config = load_config(**settings(root), site_dir=str(staged), strict=args.strict)
            for name, value in (("site", site), ("cache", args.cache), ("jobs", args.jobs or processors()), ("far", far)):
                setattr(config, f"zhangju_{name}", value)  # for our hooks
            build(config)
        shutil.rmtree(old, ignore_errors=True)
        if site.exists():
            site.replace(old)
        staged.replace(site)
        getattr(config, "zhangju_keep", lambda: None)()
    except Abort as error:
        if "strict" not in str(error):
            return 2, True  # what stopped the build has been said
        print("site/ 没有更新：先改正上面的警告，或加 --no-strict。", file=sys.stderr)
        return 1, True
    except MkDocsException as error:
        raise BuildError(Diagnostic("INT006", f"MkDocs 无法构建：{error}", "按上面的提示修改 mkdocs.yml 或页面。")) from error
    except OSError as error:
        raise write_fault(error, str(site)) from error
    finally:
        _put_away(staged, old, args.cache)
    return 0, heard.warned


def _put_away(staged: Path, old: Path, cache: bool) -> None:
    """Whatever was built and did not become the site is a ground as well."""
    if cache and staged.is_dir() and not old.exists():
        staged.replace(old)
    for folder in (staged, *(() if cache else (old,))):
        shutil.rmtree(folder, ignore_errors=True)


def _make_room(staged: Path, old: Path, cache: bool) -> None:
    """The site before the last is the ground of the next one: most of its files are the last one's, linked."""
    if not cache or old.is_symlink() or staged.is_symlink():
        for folder in (staged, old):
            shutil.rmtree(folder, ignore_errors=True)
    elif old.is_dir() and not staged.is_dir():
        old.replace(staged)


def _say(root: Path, args: argparse.Namespace) -> int:
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    print(f"{Path(args.root) / 'site'}：{pages} 页")
    return 0
