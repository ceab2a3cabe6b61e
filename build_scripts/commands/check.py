"""``check``: rules over the pages, the library, the glossary and the built site; ``--external`` looks at the links that lead outside."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_scripts import __version__
from build_scripts.commands.check_site import read_built, read_site
from build_scripts.commands.console import add_root, progress, site_root
from build_scripts.diagnostics import BuildError, Diagnostic, Severity

if TYPE_CHECKING:  # the start-up of every command would pay for it
    from build_scripts.check.run import Choice
    from build_scripts.check.spot import Finding

_DESCRIPTION = """\
Check the pages, the library, the glossary, the sidecars and, where it has been built, the site.

With FILE…, only findings about these files are told (for pre-commit hooks); the site is then left alone.
A finding that shall stand is allowed in the file: <!-- allow CODE: reason -->."""
_EXAMPLES = """\
examples:
  python -m build_scripts check
  python -m build_scripts check --select CIT,REF --format full
  python -m build_scripts check --fix docs/texts/essay.md
  python -m build_scripts check --format sarif > check.sarif

exit status: 0 clean, 1 findings of severity error, 2 could not run."""
FORMS = ("concise", "full", "github", "json", "sarif")


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds ``check``."""
    parser = subparsers.add_parser(
        "check", help="find defects", description=_DESCRIPTION, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_root(parser)
    parser.add_argument("files", nargs="*", metavar="FILE", help="tell only findings about these files (paths from the current folder)")
    parser.add_argument("--select", action="append", default=[], metavar="CODES", help="look only for these codes or families, e.g. CIT,TYP001")
    parser.add_argument("--ignore", action="append", default=[], metavar="CODES", help="do not look for these codes or families")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely")
    parser.add_argument("--watch", action="store_true", help="check again after every change, until interrupted")
    parser.add_argument("--format", choices=FORMS, default="concise", dest="form", help="output format (default: %(default)s)")
    parser.add_argument("--no-site", action="store_true", help="leave the built site alone")
    parser.add_argument("--external", action="store_true", help="ask the servers of external links instead; never fails for a dead link")
    parser.add_argument("--private", action="store_true", help="with --external: ask addresses of the own network as well")
    parser.add_argument("--statistics", action="store_true", help="count the findings by code")
    return parser


def run(args: argparse.Namespace) -> int:
    """Checks the site; 0 clean, 1 findings of severity error. Raises ``BuildError``."""
    from build_scripts.check.run import Choice
    from build_scripts.formats.config import read_config

    root = site_root(args)
    settings = read_config(root).extra.get("check")
    standing = settings.get("ignore") if isinstance(settings, Mapping) else None
    ignore = [*_codes(args.ignore), *map(str, standing if isinstance(standing, list) else ())]
    choice = Choice(_codes(args.select), ignore)
    choice.verify()
    focus = _focus(root, args.files) if args.files else None
    if focus is not None and not focus:
        return 0
    if args.external:
        return _tell(root, _external(root, focus, args.private), args) and 0
    if args.watch:
        return _watch(root, choice, focus, args)
    if args.fix:
        _mend(root, choice, focus)
    built = focus is None and not args.no_site and choice.wants_any("LNK", "SEC")
    return _tell(root, _look(root, choice, focus, built), args)


def _codes(given: Sequence[str]) -> list[str]:
    return [code.strip().upper() for part in given for code in part.split(",") if code.strip()]


def _focus(root: Path, files: Sequence[str]) -> frozenset[str]:
    """The named files by their path below the root; files outside and kinds that no rule looks at are passed over."""
    base = root.resolve()
    found = set()
    for name in files:
        path = Path(name)
        place = path.resolve() if path.exists() else (root / name).resolve()
        if not place.exists():
            raise BuildError(Diagnostic("STR193", f"没有文件 {name}。", "检查文件名；路径从当前目录算起。", path=name))
        if place.is_relative_to(base):
            found.add(place.relative_to(base).as_posix())
    return frozenset(found)


def _look(root: Path, choice: Choice, focus: frozenset[str] | None, built: bool = False) -> list[Finding]:
    from build_scripts.check.run import check_site
    from build_scripts.publish.works import setting_findings

    reported: list[Diagnostic] = []
    site = read_site(root, focus, reported)
    reported += setting_findings(site.corpus.config)
    return check_site(replace(site, built=read_built(root, site)) if built else site, choice, reported)


def _watch(root: Path, choice: Choice, focus: frozenset[str] | None, args: argparse.Namespace) -> int:
    """Checks, and checks again after every change of a file that people own, until interrupted."""
    seen: object = None
    try:
        while True:
            now = _stamps(root)
            if now != seen:
                seen = now
                if sys.stdout.isatty():
                    print("\x1b[2J\x1b[H", end="")
                try:
                    _tell(root, _look(root, choice, focus), args)
                except BuildError as error:  # a file that is being written may be half there
                    print(error.diagnostic, file=sys.stderr)
                sys.stdout.flush()
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0


def _stamps(root: Path) -> dict[Path, int]:
    """When each file that people own was changed last."""
    folders = (root / "docs", root / "references")
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".md", ".bib", ".yml", ".svg")]
    return {path: path.stat().st_mtime_ns for path in [root / "mkdocs.yml", *paths] if path.is_file()}


def _mend(root: Path, choice: Choice, focus: frozenset[str] | None) -> None:
    """Mends what can be mended, round after round: one cure may uncover the next fault."""
    from build_scripts.check.run import ROUNDS, fix_texts
    from build_scripts.formats.corpus import read_text
    from build_scripts.formats.disk import Transaction, locked

    mended = 0
    with locked(root):
        for _ in range(ROUNDS):
            findings = _look(root, choice, focus)
            paths = {one.path for one in findings if one.edits}
            changed, done = fix_texts({path: read_text(root / path, path) for path in paths}, findings)
            if not changed:
                break
            transaction = Transaction(root)
            for path, text in changed.items():
                transaction.write(path, _as_before((root / path).read_bytes(), text))
            transaction.commit()
            mended += len(done)
    print(f"改了 {mended} 处", file=sys.stderr)


def _external(root: Path, focus: frozenset[str] | None, private: bool) -> list[Finding]:
    """The answers about the external links; what was asked lately is remembered in ``.cache/links.json``.

    Raises ``BuildError`` (``LNK090``) where no server could be reached at all.
    """
    from build_scripts.check.outside import external_links, findings_of, format_answers, parse_answers, to_ask
    from build_scripts.check.web import Asker, Policy
    from build_scripts.formats.corpus import write_if_changed

    cache = root / ".cache" / "links.json"
    links = external_links(read_site(root, focus, []))
    known = parse_answers(cache.read_text(encoding="utf-8") if cache.is_file() else "")
    asked = to_ask(links, known, time.time())
    asker = Asker(Policy(**_policy(root), private=private))
    try:
        for url, answer in progress(asker.ask_all(asked, known), len(asked), "核对外部链接"):
            known[url] = answer
    finally:
        if asker.reached:
            write_if_changed(cache, format_answers(known).encode("utf-8"))
    if asked and not asker.reached and all(known[url].kind in ("unsure", "dead") for url in asked):
        message = f"{len(asked)} 个外部链接一个也没有问到，多半是没有连上网。"
        raise BuildError(Diagnostic("LNK090", message, "连上网再运行；外部链接不影响构建。"))
    print(f"外部链接 {len(links)} 个，问了 {len(asked)} 个", file=sys.stderr)
    return list(findings_of(links, known))


def _policy(root: Path) -> dict[str, Any]:
    """What ``extra.check.external`` of ``mkdocs.yml`` sets: ``delay``, ``timeout`` and ``retries`` as numbers, ``archive: false``.

    Whether the own network may be asked is no setting of the site: strangers edit that file as well.
    """
    from build_scripts.formats.config import read_config

    settings = read_config(root).extra.get("check")
    given = settings.get("external") if isinstance(settings, Mapping) else None
    if not isinstance(given, Mapping):
        return {}
    numbers = {name: given[name] for name in ("delay", "timeout", "retries") if isinstance(given.get(name), int | float)}
    return numbers | ({"archive": ""} if given.get("archive") is False else {})


def _as_before(old: bytes, text: str) -> bytes:
    """The text with the file's own newlines and its mark of byte order."""
    newline = "\r\n" if b"\r\n" in old else "\n"
    return (b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b"") + text.replace("\n", newline).encode("utf-8")


def _tell(root: Path, findings: Sequence[Finding], args: argparse.Namespace) -> int:
    from build_scripts.check.handbook import entries
    from build_scripts.formats.findings import RuleFacts, format_findings, summary

    facts = {code: RuleFacts(entry.title, entry.body, entry.severity) for code, entry in entries().items()} if args.form == "sarif" else {}
    lines: dict[str, list[str]] = {}

    def line_of(path: str, number: int) -> str:
        if path not in lines:
            place = root / path
            lines[path] = place.read_text(encoding="utf-8", errors="replace").splitlines() if place.is_file() else []
        return lines[path][number - 1] if 0 < number <= len(lines[path]) else ""

    sys.stdout.write(format_findings(findings, args.form, line_of, facts, __version__))
    if args.statistics:
        counts = {code: sum(one.code == code for one in findings) for code in sorted({one.code for one in findings})}
        print("".join(f"{number:6}  {code}  {entries()[code].title}\n" for code, number in counts.items()), end="", file=sys.stderr)
    print(summary(findings), file=sys.stderr)
    return int(any(one.severity is Severity.ERROR for one in findings))

