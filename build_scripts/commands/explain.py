"""``explain CODE``: the page of a code; without one, all codes. ``--write DIR`` writes the handbook of all codes."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from build_scripts.diagnostics import BuildError, Diagnostic

_EXAMPLES = """\
examples:
  python -m build_scripts explain CIT001
  python -m build_scripts explain
  python -m build_scripts explain --write docs/dev/rules"""


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds ``explain``."""
    parser = subparsers.add_parser(
        "explain", help="what a code means", description="Show what a code means and how to mend what it reports; without CODE, list all codes.",
        epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("code", nargs="?", metavar="CODE", help="a code such as CIT001, or a family such as CIT")
    parser.add_argument("--write", metavar="DIR", help="write the pages of all codes into this folder")
    return parser


def run(args: argparse.Namespace) -> int:
    """Prints the page; raises ``BuildError`` (``STR192``) for a code that does not exist."""
    from build_scripts.check.handbook import entries, format_entry, format_handbook

    if args.write:
        folder = Path(args.write)
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in format_handbook().items():
            (folder / name).write_text(text, encoding="utf-8")
        return 0
    wanted = (args.code or "").strip().upper()
    if wanted in entries():
        print(format_entry(entries()[wanted]), end="")
        return 0
    listed = [entry for code, entry in entries().items() if code.startswith(wanted)]
    if wanted and not (listed and len(wanted) < 6):
        near = difflib.get_close_matches(wanted, entries(), 1, 0.6)
        hint = f"想查的是 {near[0]} 吗？" if near else "不写代号，列出全部。"
        raise BuildError(Diagnostic("STR192", f"没有代号 {args.code}。", hint))
    for entry in listed:
        print(f"{entry.code}  {entry.severity:7}  {entry.title}")
    return 0
