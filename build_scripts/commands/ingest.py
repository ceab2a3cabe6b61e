"""``ingest``: raw texts to pages, library and glossary, merged with what people edited since; all files or none."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.commands.arguments import at_least_one
from build_scripts.commands.console import Findings, add_root, progress, site_root
from build_scripts.commands.dask_executor import add_executor
from build_scripts.diagnostics import BuildError, Diagnostic, Severity
from build_scripts.formats.places import Inside

if TYPE_CHECKING:
    from build_scripts.commands.convert_pool import Raw
    from build_scripts.commands.settled import Said
    from build_scripts.formats.cache import Memo
    from build_scripts.formats.disk import Changes, Transaction
    from build_scripts.ingest.merge.update import SiteState
    from build_scripts.text.merge3 import Clash, Decide

DESCRIPTION = """\
Convert the raw texts of references/sources/ to pages. Pages, library and glossary that people edited are merged three ways: what
only one side changed follows that side, a true clash keeps the person's text and is reported (MRG001, exit status 1)."""


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds ``ingest``."""
    parser = subparsers.add_parser("ingest", help="convert raw texts to pages", description=DESCRIPTION)
    add_root(parser)
    parser.add_argument("sources", metavar="SOURCE", nargs="*", help="names in references/sources/ (default: all)")
    parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")
    parser.add_argument("--diff", action="store_true", help="show what would change as a unified diff and write nothing")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the account of each text (default: %(default)s)")
    parser.add_argument("--jobs", "-j", type=at_least_one, default=0, metavar="N", help="processes (default: as many as there are processors)")
    clash = parser.add_mutually_exclusive_group()
    clash.add_argument("--theirs", action="store_true", help="where a person's edit and the new conversion clash, take the conversion")
    clash.add_argument("--review", action="store_true", help="where they clash, show both and ask")
    add_executor(parser)
    parser.add_argument("--no-cache", dest="cache", action="store_false", help="convert every text anew; keep nothing for the next run")
    parser.add_argument("--quiet", "-q", action="store_true", help="show only findings that are errors")
    return parser


def run(args: argparse.Namespace) -> int:
    """Converts, merges, writes and prints; 1 when anything was found to be wrong."""
    from build_scripts.formats.disk import locked

    root = site_root(args)
    if args.review and not sys.stdin.isatty():
        raise BuildError(Diagnostic("INT010", "--review 要在终端里逐处回答。", "去掉 --review，或改用 --theirs。"))
    alone = contextlib.nullcontext() if args.dry_run or args.diff else locked(root)
    with alone:
        return _ingest(root, args)


def _ingest(root: Path, args: argparse.Namespace) -> int:
    from build_scripts.commands import settled

    memo = _memo(root, args)
    times = settled.times_of(root) if memo.keeps else ""
    key = settled.state_key(root, args, other_kinds(root)) if memo.keeps else ""
    if before := settled.recall(memo, key):
        memo.prune()
        return before.say()
    said, changes = _convert_and_merge(root, args, memo)
    if key and not changes.written and not changes.deleted and settled.times_of(root) == times:
        settled.note(memo, key, said)
    memo.prune()
    return said.say()


def _convert_and_merge(root: Path, args: argparse.Namespace, memo: Memo) -> tuple[Said, Changes]:
    """What is to be said at the end, and what was done."""
    from build_scripts.commands.convert_pool import converting
    from build_scripts.commands.settled import Said
    from build_scripts.formats.crew import processors
    from build_scripts.formats.disk import Transaction
    from build_scripts.formats.lists import read_lists

    findings = Findings()
    names = source_names(root)
    chosen = _chosen(root, names, args.sources)
    if not args.sources:
        _report_other_kinds(other_kinds(root), findings)
    jobs = args.jobs or min(processors(), max(len(chosen) // 2, 1))
    lists = read_lists(root, findings)
    at = Inside(root)
    raws = (replace(raw, lists=lists) for name in chosen if (raw := read_raw(at, name, findings)) is not None)
    with converting(raws, jobs, args.executor, args.scheduler, memo) as conversions_to_come:
        from build_scripts.commands.account import format_accounts  # while others convert
        from build_scripts.formats.bibtex.kept import recall_library
        from build_scripts.ingest.merge.update import NamedAhead, update_site

        state = read_state(root, names)
        for library in (*state.libraries.values(), state.base_library):
            recall_library(library, memo)
        ahead, results = NamedAhead(state), []
        for result in progress(conversions_to_come, len(chosen), "转换"):
            results.append(result)
            if result.conversion is not None:
                ahead.add(result.conversion)
    for result in results:
        findings.items.extend(result.findings)
    conversions = [result.conversion for result in results if result.conversion is not None]
    update = update_site(conversions, state, findings, _decider(args), frozenset(chosen), ahead)
    transaction = Transaction(root)
    for path, text in update.files.items():
        if text is None:
            transaction.delete(path)
        else:
            transaction.write(path, text)
    if args.diff:
        changes = transaction.plan()
        sys.stdout.writelines(_diff(root, transaction, changes))
    else:
        changes = transaction.plan() if args.dry_run else transaction.commit()
    told = "" if args.diff else format_accounts(results, update, changes, findings, args.format == "json", args.dry_run)
    return Said(told, findings.text(args.quiet), int(findings.failed)), changes


def _memo(root: Path, args: argparse.Namespace) -> Memo:
    """What earlier conversions gave; a command that writes nothing keeps nothing either."""
    from build_scripts.formats.cache import FOLDER, Memo, Store
    from build_scripts.formats.program import program_key

    return Memo(Store(root / FOLDER), program_key()) if args.cache and not (args.dry_run or args.diff) else Memo()


def source_names(root: Path) -> list[str]:
    """The names of all raw texts of the site, in order."""
    from build_scripts.formats.rawtext import SUFFIXES

    folder = root / "references" / "sources"
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and not path.name.startswith("."))


def other_kinds(root: Path) -> list[str]:
    """The names of the files among the raw texts that hold a text which only another program can take out."""
    from build_scripts.formats.rawtext import OTHER_KINDS

    folder = root / "references" / "sources"
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.suffix.lower() in OTHER_KINDS and not path.name.startswith("."))


def _report_other_kinds(names: Sequence[str], findings: Findings) -> None:
    from build_scripts.formats.rawtext import OTHER_HINT

    for name in names:
        findings(Diagnostic("SRC104", f"{name} 不是纯文本，没有转换。", OTHER_HINT, Severity.WARNING, f"references/sources/{name}"))


def _chosen(root: Path, names: Sequence[str], given: Sequence[str]) -> list[str]:
    if not given:
        if not names:
            hint = "把原始文本（.txt）放进 references/sources/ 再运行。"
            raise BuildError(Diagnostic("SRC021", "没有原文可以转换。", hint, path=str(root / "references" / "sources")))
        return list(names)
    chosen = set()
    for one in given:
        name = Path(one).name
        found = [known for known in names if name in (known, known.rsplit(".", 1)[0])]
        if not found:
            stems = {known.rsplit(".", 1)[0]: known for known in names}
            near = difflib.get_close_matches(name.rsplit(".", 1)[0], stems, 1, 0.5)
            hint = f"是不是 {stems[near[0]]}？" if near else "原文要先放进 references/sources/；用 new 建站时会自动抄入。"
            raise BuildError(Diagnostic("SRC021", f"references/sources/ 里没有 {one}。", hint, path=one))
        chosen.update(found)
    return sorted(chosen)


def read_raw(at: Inside, name: str, findings: Findings) -> Raw | None:
    """The bytes of a raw text and its sidecar, ``at`` their places in the site; what cannot be read is reported."""
    from build_scripts.commands.convert_pool import Raw
    from build_scripts.formats.rawtext import read_bytes

    path = f"references/sources/{name}"
    sidecar_path = path.rsplit(".", 1)[0] + ".yml"
    try:
        data = read_bytes(at(path), path)
        place = at(sidecar_path)
        sidecar = place.read_text(encoding="utf-8-sig") if place.exists() else None
    except BuildError as error:
        findings(error.diagnostic)
        return None
    except UnicodeDecodeError as error:
        findings(Diagnostic("SRC010", f"附注文件不是 UTF-8：第 {error.start + 1} 个字节读不通。", "另存为 UTF-8。", path=sidecar_path))
        return None
    except OSError as error:
        findings(Diagnostic("SRC010", f"附注文件读不出来：{error.strerror}", "检查读的权限。", path=sidecar_path))
        return None
    return Raw(name, path, data, sidecar, sidecar_path)


def read_state(root: Path, names: Sequence[str]) -> SiteState:
    """What the site holds now, as far as an ingest needs to know."""
    from build_scripts.ingest.merge.update import BASE_GLOSSARY, BASE_LIBRARY, GLOSSARY, IMPORTED, TEXTS, SiteState

    at = Inside(root)

    def texts(folder: str, pattern: str) -> dict[str, str]:
        base = at(folder)
        found = sorted(p for p in base.rglob(pattern) if p.is_file() and not p.name.startswith("."))
        return {(name := p.relative_to(base).as_posix()): _exact(at(f"{folder}/{name}")) for p in found}

    at(TEXTS)
    pages = texts("docs", "*.md")
    libraries = {f"references/{p.name}": _exact(p) for p in sorted((root / "references").glob("*.bib"))}

    def text(path: str) -> str:
        return _exact(root / path) if (root / path).is_file() else ""

    return SiteState(
        base=texts(IMPORTED.rstrip("/"), "*.md"),
        ours={path.removeprefix("texts/"): text for path, text in pages.items() if path.startswith("texts/") and path != "texts/index.md"},
        others={path: text for path, text in pages.items() if not path.startswith("texts/") or path == "texts/index.md"},
        libraries=libraries,
        base_library=text(BASE_LIBRARY),
        glossary=text(GLOSSARY),
        base_glossary=text(BASE_GLOSSARY),
        sources=frozenset(names),
    )


def _exact(path: Path) -> str:
    """A text as it stands, line ends included: what nobody changes is written back byte for byte."""
    from build_scripts.formats.disk import refuse_long

    try:
        refuse_long(path, str(path))
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"不是 UTF-8：第 {error.start + 1} 个字节读不通。"
        raise BuildError(Diagnostic("STR003", message, "另存为 UTF-8。", path=str(path))) from error
    except OSError as error:
        raise BuildError(Diagnostic("STR003", f"读不出来：{error.strerror}", "检查权限。", path=str(path))) from error


def _decider(args: argparse.Namespace) -> Decide:
    from build_scripts.text.merge3 import keep_ours

    if args.theirs:
        return lambda clash: clash.theirs
    return _ask if args.review else keep_ours


def _ask(clash: Clash) -> str | None:
    """Shows both versions of a clash on the terminal and asks which shall stand."""
    for title, text in (("底本", clash.base), ("人改的", clash.ours), ("转换结果", clash.theirs)):
        print(f"── {title}\n{text.strip() or '（没有）'}", file=sys.stderr)
    while True:
        print("留哪一个？[o] 人改的  [t] 转换结果  [s] 先不定：", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer or answer.strip() == "s":
            return None
        if answer.strip() in ("o", "t"):
            return clash.ours if answer.strip() == "o" else clash.theirs


def _diff(root: Path, transaction: Transaction, changes: Changes) -> list[str]:
    out: list[str] = []
    for path in [*changes.written, *changes.deleted]:
        place = root / path
        old = place.read_text(encoding="utf-8").splitlines(keepends=True) if place.is_file() else []
        new = str(transaction.files[path] or "").splitlines(keepends=True)
        out += difflib.unified_diff(old, new, f"a/{path}" if old else "/dev/null", f"b/{path}" if path in changes.written else "/dev/null", n=1)
    return [line if line.endswith("\n") else f"{line}\n" for line in out]
