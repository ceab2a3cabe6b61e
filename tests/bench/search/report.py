"""Writes the section "search" of `docs/dev/benchmarks.md` from measured figures.

`python -m tests.bench.search.report RESULTS.json… [--into docs/dev/benchmarks.md]`; the files come from
`python -m tests.bench.search.measure --json`. What stands outside the two marks of the section is left as it is.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
from importlib import metadata
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- bench: search -->", "<!-- /bench: search -->"
NAMES = {"ours": "章句", "material": "mkdocs-material", "pagefind": "Pagefind"}
ROWS = (
    ("kb_before", "KB sent for search before the box is opened"),
    ("kb_first_answer", "KB from opening the box to the first hit, scripts included"),
    ("kb_query", "KB for a further question (median)"),
    ("first_ms", "ms, key to first hit, first question of a visit (median)"),
    ("median_ms", "ms, key to first hit, further questions (median)"),
    ("p95_ms", "ms, the same (p95)"),
    ("slow_median_ms", "ms, first question at 5 Mbit/s, 80 ms, processor ÷ 4 (median of 10)"),
    ("slow_worst_ms", "ms, the same (slowest of 10)"),
    ("unanswered", "questions of 48 without any hit in 4 s"),
    ("recall10", "recall@10, by pages"),
    ("precision10", "precision@10, by pages"),
    ("first_right", "first hit right"),
    ("memory_mb", "MB the tab grew by after 48 questions"),
    ("kept_mb", "MB of it left after collecting garbage"),
    ("index_per_text", "index, text pieces included, ÷ UTF-8 text"),
    ("build_cpu_s", "s of processor time to build (mkdocs-material: the whole site)"),
    ("build_speed", "million characters a second of that time, HTML to files"),
)


def table(results: dict[str, dict[str, Any]]) -> str:
    """One column for each engine and size."""
    columns = sorted(results, key=lambda key: (int(key.split()[1]), list(NAMES).index(key.split()[0])))
    heads = [f"{NAMES[key.split()[0]]}, {int(key.split()[1]):,} p." for key in columns]
    lines = ["| | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * len(columns)]
    for figures in results.values():
        figures["build_speed"] = round(figures["characters"] / figures["build_cpu_s"] / 1e6, 2)
    for name, label in ROWS:
        lines.append(f"| {label} | " + " | ".join(shown(results[key].get(name)) for key in columns) + " |")
    return "\n".join(lines)


def shown(value: Any) -> str:
    """A figure, or a dash where it was not measured."""
    return "–" if value is None else f"{value:,}"


def setting() -> str:
    """Machine and versions."""
    versions = [f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "jieba", "playwright")]
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()) if Path("/proc/cpuinfo").exists() else None
    return f"{cpu.group(1) if cpu else platform.machine()}, Python {platform.python_version()}, {', '.join(versions)}"


def version(name: str) -> str:
    """The installed version of a package, or a dash."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "–"


def put(document: str, section: str) -> str:
    """The document with the section in its place, or at its end."""
    block = f"{BEGIN}\n{section.strip()}\n{END}"
    if BEGIN in document:
        return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: block, document, flags=re.DOTALL)
    return f"{document.rstrip() or '# Benchmarks'}\n\n{block}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path, nargs="+")
    parser.add_argument("--real", type=Path, help="output of tests.bench.search.real")
    parser.add_argument("--again", type=Path, nargs="*", default=[], help="outputs of tests.bench.search.again")
    parser.add_argument("--note", default="", help="what a reader must know of how it was measured")
    parser.add_argument("--into", type=Path)
    args = parser.parse_args()
    results: dict[str, dict[str, Any]] = {}
    for path in args.results:
        results |= json.loads(path.read_text(encoding="utf-8"))
    words = (Path(__file__).parent / "report.md").read_text(encoding="utf-8")
    section = words.replace("{{table}}", table(results)).replace("{{setting}}", setting()).replace("{{note}}", args.note)
    section = section.replace("{{real}}", args.real.read_text(encoding="utf-8").strip() if args.real else "(not measured)")
    section = section.replace("{{again}}", "\n\n".join(path.read_text(encoding="utf-8").strip() for path in args.again) or "(not measured)")
    if args.into:
        before = args.into.read_text(encoding="utf-8") if args.into.exists() else ""
        args.into.parent.mkdir(parents=True, exist_ok=True)
        args.into.write_text(put(before, section), encoding="utf-8")
    else:
        print(section)


if __name__ == "__main__":
    main()
