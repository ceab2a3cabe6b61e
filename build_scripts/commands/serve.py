"""``serve``: a live preview that follows every edit of pages, glossary, library and sidecars."""

from __future__ import annotations

import argparse

from build_scripts.commands.console import add_root, site_root
from build_scripts.commands.mkdocs_site import listening, settings
from build_scripts.diagnostics import BuildError, Diagnostic


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
        with listening(verbose=True):
            serve(**settings(root), dev_addr=args.address, open_in_browser=args.open, strict=False)
    except Abort:
        return 2
    except MkDocsException as error:
        raise BuildError(Diagnostic("INT006", f"MkDocs 无法构建：{error}", "按上面的提示修改 mkdocs.yml 或页面。")) from error
    except OSError as error:
        raise BuildError(Diagnostic("INT007", f"不能在 {args.address} 上监听：{error.strerror or error}。", "用 --address 换一个端口。")) from error
    return 0
