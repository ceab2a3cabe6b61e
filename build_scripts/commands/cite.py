"""``cite parse`` and ``cite format``: printed references to entries and entries to printed references, without a site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.commands.console import Findings
from build_scripts.diagnostics import BuildError, Diagnostic, Report

if TYPE_CHECKING:  # the start-up of every command would pay for it
    from build_scripts.model.reference import Reference

_PARSE = """\
Read printed references, one a line, and write structured entries in the same order.

GB/T 7714 of any edition, notes of humanities journals and Western references may be mixed; list
marks ([1], 1., ①) are read off, blank lines passed over. A line that cannot be read becomes a
@misc entry that holds the printed text, and is reported on standard error."""
_PARSE_EXAMPLES = """\
examples:
  python -m build_scripts cite parse references.txt > references.bib
  python -m build_scripts cite parse --to csl-json - < references.txt

exit status: 0 every line was read, 1 some were not, 2 the input could not be opened."""
_FORMAT = """\
Print the entries of a BibTeX file as a reference list, one entry a line, in the order of the file."""
_FORMAT_EXAMPLES = """\
examples:
  python -m build_scripts cite format references.bib
  python -m build_scripts cite format references.bib --style gbt7714-2015 --layout author-date --sorted
  python -m build_scripts cite format references.bib --style apa --to html

apa, mla and chicago need the optional extra: pip install "zhangju[styles]".
exit status: 0 clean, 1 the file has errors (what could be read is printed), 2 could not run."""
STYLES = ("gbt7714-2025", "gbt7714-2015", "apa", "mla", "chicago")


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds ``cite`` with its two commands."""
    cite = subparsers.add_parser("cite", help="parse and format references", description="Parse and format references.")
    inner = cite.add_subparsers(dest="cite_command", metavar="{parse,format}", required=True)
    raw = argparse.RawDescriptionHelpFormatter
    parse = inner.add_parser(
        "parse", help="printed references to BibTeX, CSL-JSON or RIS", description=_PARSE, epilog=_PARSE_EXAMPLES, formatter_class=raw
    )
    parse.add_argument("file", nargs="?", default="-", metavar="FILE", help="a text file, or - for standard input (default)")
    parse.add_argument("--to", choices=("bibtex", "csl-json", "ris"), default="bibtex", help="output format (default: %(default)s)")
    form = inner.add_parser(
        "format", help="a BibTeX file to a printed reference list", description=_FORMAT, epilog=_FORMAT_EXAMPLES, formatter_class=raw
    )
    form.add_argument("file", metavar="FILE.bib", help="a BibTeX file, or - for standard input")
    form.add_argument("--style", choices=STYLES, default="gbt7714-2025", help="citation style (default: %(default)s)")
    form.add_argument("--layout", choices=("numeric", "author-date"), default="numeric", help="GB/T 7714 layout (default: %(default)s)")
    form.add_argument(
        "--width", choices=("full", "half", "tight", "auto"), default="",
        help="width of punctuation: full, half with blanks, tight (half without), auto (by language); default: that of the edition",
    )  # fmt: skip
    form.add_argument("--to", choices=("text", "html", "markdown"), default="text", help="output format (default: %(default)s)")
    form.add_argument("--sorted", action="store_true", help="in the style's own order instead of the file's")
    return cite


def run(args: argparse.Namespace) -> int:
    """Runs ``cite parse`` or ``cite format``; 0 clean, 1 findings of severity error. Raises ``BuildError``."""
    findings = Findings()
    command: Callable[[argparse.Namespace, Report], str] = {"parse": _parse, "format": _format}[args.cite_command]
    output = command(args, findings)
    sys.stdout.flush()
    sys.stdout.buffer.write(output.encode("utf-8"))
    sys.stdout.flush()
    findings.show()
    return int(findings.failed)


def _read(name: str, report: Report) -> tuple[str, str]:
    """The text of a file or of standard input, and the name that findings give it."""
    from build_scripts.formats.rawtext import decode_source

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        message = f"{name} 打不开：{error.strerror or error}"
        raise BuildError(Diagnostic("REF018", message, "检查文件名；用 - 从标准输入读。")) from error
    shown = "<stdin>" if name == "-" else name
    return (decode_source(shown, data, report, shown).text if data.strip() else ""), shown


def _parse(args: argparse.Namespace, report: Report) -> str:
    from build_scripts.cite.gbt7714.parse import parse_reference
    from build_scripts.cite.keys import make_key

    text, shown = _read(args.file, report)
    references: dict[str, Reference] = {}
    taken: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        reference = parse_reference(line)
        if _unread(reference):
            message = f"这一行读不出是哪种文献：{line.strip()[:40]}"
            report(Diagnostic("REF020", message, "已按 @misc 保留原文；补上文献类型标识，或改正标点。", path=shown, line=number))
        key = make_key(reference, taken)
        taken.add(key)
        references[key] = reference
    return _written(references, args.to)


def _unread(reference: Reference) -> bool:
    """Whether the parser found nothing but the text itself."""
    told = (reference.authors, reference.container, reference.publisher, reference.date, reference.url, reference.marker)
    return reference.type == "document" and not any(told)


def _written(references: dict[str, Reference], form: str) -> str:
    if form == "csl-json":
        from build_scripts.cite.csl import format_csl

        return format_csl(references)
    if form == "ris":
        from build_scripts.cite.ris import format_ris

        return format_ris(references)
    from build_scripts.formats.bibtex.library import format_library

    return format_library(references) if references else ""


def _format(args: argparse.Namespace, report: Report) -> str:
    from build_scripts.formats.bibtex.library import parse_library

    text, shown = _read(args.file, report)
    references = parse_library(text, shown, report).references
    if text.strip() and not references and isinstance(report, Findings) and not report.items:
        hint = "cite format 要的是 .bib 文件；印出来的参考文献先用 cite parse 读。"
        report(Diagnostic("REF010", "文件里没有一条 BibTeX 条目。", hint, path=shown))
    if args.style.startswith("gbt7714"):
        lines = _gbt7714(references, args)
    else:
        from build_scripts.cite.styles import format_styled

        lines = format_styled(references, args.style, args.to, in_order=args.sorted)
    return "".join(f"{line}\n" for line in lines)


def _gbt7714(references: dict[str, Reference], args: argparse.Namespace) -> list[str]:
    from build_scripts.cite.gbt7714.format import format_reference
    from build_scripts.cite.gbt7714.order import sort_key, year_suffixes
    from build_scripts.cite.gbt7714.style import named_style

    style = named_style(args.style, args.layout, args.width, args.to)
    letters = year_suffixes(references, style) if style.author_date else {}
    keys = sorted(references, key=lambda key: sort_key(references[key], style)) if args.sorted else list(references)
    return [format_reference(references[key], style, year_suffix=letters.get(key, "")) for key in keys]
