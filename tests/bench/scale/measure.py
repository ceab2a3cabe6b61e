"""Publishing at growing sizes: processor time beside plain MkDocs, after one change, after none; memory; weight.

`python -m tests.bench.scale.measure [--sizes 100,1000] [--peers FOLDER] [--only publish,start]`
prints tables in Markdown. The corpus is generated (`tests/bench/scale/generate.py`). Processor time is user and system time of the
command and all its children; memory is what they held at most. Rows that are compared run one after the other, in a folder of TMPDIR:
on a disk that has just removed thousands of files, making new ones may take ten times as long, so choose one in memory.
`--peers FOLDER` (or the variable BENCH_PEERS) names a virtual environment with other builders (zensical, mkdocs-bibtex, ezglossary,
Sphinx); without it they are left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tests.bench.scale.generate import CONFIG, write
from tests.bench.scale.peers import peers
from tests.bench.scale.run import Cost, cost_of

ROOT = Path(__file__).resolve().parents[3]
ENV = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": tempfile.mkdtemp()}
"""Our modules compiled once, as those of installed packages are."""
FEW = 200
"""Texts up to which every row is run ``TURNS`` times, in turns, and the least counts, and the slow builders are measured as well."""
TURNS = 3
OURS = [sys.executable, "-m", "build_scripts"]
SEARCH = "[{search: {lang: zh}}]"
PRUNE = "  features: [navigation.prune]\n"


def plain(folder: Path, plugins: str, features: str = "") -> list[str]:
    """The command that publishes the same pages with MkDocs and Material alone."""
    config = CONFIG.format(features=features, plugins=plugins) + f"site_dir: {folder / 'plain-site'}\n"
    (folder / "plain.yml").write_text(config, encoding="utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "plain.yml"]


def change(folder: Path, turn: int) -> None:
    """Adds a sentence to one text."""
    page = folder / "docs" / "texts" / "t00042.md"
    page.write_text(page.read_text(encoding="utf-8").replace("\n## ", f"\n这是第{turn}次改动时加上的一句。\n\n## ", 1), encoding="utf-8")


def publish(folder: Path) -> Iterator[tuple[str, Cost]]:
    """One row after the other: name and cost."""
    command = [*OURS, "publish", "-C", str(folder), "--jobs", "1"]
    yield "MkDocs + Material, search with jieba", cost_of(plain(folder, SEARCH), folder)
    yield "the same, navigation pruned", cost_of(plain(folder, SEARCH, PRUNE), folder)
    yield "MkDocs + Material without search", cost_of(plain(folder, "[]"), folder)
    yield "章句, everything anew", cost_of([*command, "--no-cache"], folder, ENV)
    yield "the same, two processes", cost_of([*command[:-1], "2", "--no-cache"], folder, ENV)
    yield "章句, with its store empty", cost_of(command, folder, ENV)
    yield "章句, nothing changed", cost_of(command, folder, ENV)
    change(folder, 1)
    yield "章句, one page changed", cost_of(command, folder, ENV)


def table(rows: list[tuple[str, Cost]], size: int) -> str:
    """Rows as Markdown, with ratios to the first and the cost of a page."""
    base = rows[0][1].cpu
    lines = [f"### {size:,} texts", "", "| | s CPU | ÷ plain | ms CPU a page | s | MB |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, cost in rows:
        lines.append(f"| {name} | {cost.cpu:.2f} | {cost.cpu / base:.2f} | {cost.cpu / size * 1000:.0f} | {cost.wall:.1f} | {cost.memory:.0f} |")
    return "\n".join(lines)


def weight(folder: Path) -> str:
    """What pages weigh: the mean of the texts' HTML, and the heaviest page of the site."""
    texts = [path.stat().st_size for path in (folder / "site" / "texts").glob("*/index.html")]
    heaviest = max((folder / "site").rglob("index.html"), key=lambda path: path.stat().st_size)
    name = heaviest.parent.relative_to(folder / "site").as_posix()
    return (f"A text's page: {sum(texts) / len(texts) / 1000:.1f} kB of HTML; the heaviest page of the site, `{name}/`: "
            f"{heaviest.stat().st_size / 1000:,.0f} kB.")  # fmt: skip


def start(folder: Path) -> str:
    """How long commands take to start, beside the import of MkDocs: the least of seven runs."""
    commands = {
        "import mkdocs.commands.build": [sys.executable, "-c", "import mkdocs.commands.build, mkdocs.config"],
        "check --help": [*OURS, "check", "--help"],
        "cite --help": [*OURS, "cite", "--help"],
        "python, nothing": [sys.executable, "-c", "pass"],
    }
    costs = {name: min(cost_of(command, folder, ENV).cpu for _ in range(7)) for name, command in commands.items()}
    base = costs["import mkdocs.commands.build"]
    rows = "\n".join(f"| {name} | {cpu * 1000:.0f} | {cpu / base:.2f} |" for name, cpu in costs.items())
    return f"### Start-up\n\n| | ms CPU | ÷ import of MkDocs |\n| --- | ---: | ---: |\n{rows}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000")
    parser.add_argument("--peers", type=Path, default=os.environ.get("BENCH_PEERS") and Path(os.environ["BENCH_PEERS"]))
    parser.add_argument("--only", default="publish,start")
    args = parser.parse_args()
    names = ("mkdocs", "mkdocs-material", "markdown", "jieba", "lxml", "pyahocorasick")
    load = os.getloadavg()[0]
    print(f"Python {sys.version.split()[0]}, {', '.join(f'{name} {version(name)}' for name in names)}; load of the machine at the start {load:.1f}.")
    with tempfile.TemporaryDirectory() as scratch:
        cost_of([sys.executable, "-c", "import build_scripts.mkdocs_hooks, build_scripts.commands.publish"], Path(scratch), ENV)
        for size in map(int, args.sizes.split(",")) if "publish" in args.only else ():
            folder = Path(scratch) / str(size)
            turns = []
            for _ in range(TURNS if size <= FEW else 1):
                shutil.rmtree(folder, ignore_errors=True)
                write(folder, size)
                turns.append(list(publish(folder)))
            rows = [min(same, key=lambda row: row[1].cpu) for same in zip(*turns, strict=True)]
            rows += peers(folder, args.peers, slow_too=size <= FEW) if args.peers else ()
            print(f"\n{table(rows, size)}\n\n{weight(folder)}", flush=True)
            shutil.rmtree(folder)
        if "start" in args.only:
            print("\n" + start(Path(scratch)), flush=True)


if __name__ == "__main__":
    main()
