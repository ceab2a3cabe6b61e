"""Ingest at growing sizes: processor time, memory, two processes, and what a run costs after one change and after none.

`python -m tests.bench.scale.ingest [--sizes 100,1000,10000]` converts a generated corpus of raw texts (`tests/bench/scale/generate.py`).
Processor time is user and system time of the command and all its children; memory is what they held at most together. Up to a
thousand texts every row is run twice, in turns, and the least counts. How much faster two processes are by the clock says something only
where the machine has two processors to give; so the shares of the asking process and of the others are told as well.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.scale.generate import write
from tests.bench.scale.run import Cost, cost_of

ROOT = Path(__file__).resolve().parents[3]
ENV = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": tempfile.mkdtemp()}
"""Our modules compiled once, as those of installed packages are."""
FEW = 1_000
"""Texts up to which every row is run ``TURNS`` times."""
TURNS = 2
_OWN = """
import resource, sys
from pathlib import Path
from build_scripts.__main__ import main
status = main(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_SELF)
Path(sys.argv[1]).write_text(str(used.ru_utime + used.ru_stime))
sys.exit(status)
"""
"""Runs the command and writes down the processor time of the asking process alone."""


@dataclass(frozen=True)
class Row:
    """What one run cost: the whole, and the asking process alone (seconds)."""

    cost: Cost
    asking: float


def ingest(folder: Path, jobs: int, *options: str) -> Row:
    """One run over the site as it stands."""
    own = folder / ".bench.own"
    cost = cost_of([sys.executable, "-c", _OWN, str(own), "ingest", "-q", "-C", str(folder), "--jobs", str(jobs), *options], folder, ENV)
    return Row(cost, float(own.read_text(encoding="utf-8")))


def fresh(pristine: Path, folder: Path) -> Path:
    """A copy of the site as it was before any ingest."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(pristine, folder)
    return folder


def change(folder: Path, number: int) -> None:
    """Another word in the first paragraph of one text."""
    path = folder / "references" / "sources" / f"{number:05d}.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[4] = f"　　改{lines[4].strip()[1:]}"
    path.write_text("\n".join(lines), encoding="utf-8")


def measure(pristine: Path, folder: Path, texts: int) -> dict[str, Row]:
    """Each row once: name and cost."""
    found = {"--jobs 1": ingest(fresh(pristine, folder), 1, "--no-cache"), "--jobs 2": ingest(fresh(pristine, folder), 2, "--no-cache")}
    found["its store empty"] = ingest(fresh(pristine, folder), 1)
    found["nothing changed, for the first time"] = ingest(folder, 1)
    found["nothing changed, after that"] = ingest(folder, 1)
    change(folder, texts // 2)
    found["one text changed"] = ingest(folder, 1)
    return found


def table(rows: dict[str, Row], size: float, texts: int) -> str:
    """The rows as Markdown."""
    base = rows["--jobs 1"].cost
    lines = [f"### {texts:,} raw texts ({size:.1f} MB)", "", "| | s CPU | of it asking | ÷ all | ms a text | MB/s of CPU | s | MB |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for name, row in rows.items():
        cost = row.cost
        speed = f"{size / cost.cpu:.2f}" if cost.cpu > base.cpu / 2 else "–"
        lines.append(f"| {name} | {cost.cpu:.2f} | {row.asking:.2f} | {cost.cpu / base.cpu:.3f} | {cost.cpu / texts * 1000:.1f} | {speed} "
                     f"| {cost.wall:.1f} | {cost.memory:.0f} |")  # fmt: skip
    two = rows["--jobs 2"]
    lines += ["", f"Two processes: {base.wall / two.cost.wall:.2f} times as fast by the clock; {two.cost.cpu / base.cpu:.2f} times the processor time."]
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000,10000")
    args = parser.parse_args()
    print(f"Load of the machine at the start {os.getloadavg()[0]:.1f}.")
    with tempfile.TemporaryDirectory() as scratch:
        pristine, folder = Path(scratch) / "pristine", Path(scratch) / "site"
        write(pristine, 4, as_raw=True)
        ingest(fresh(pristine, folder), 1)  # compiles our modules
        for texts in map(int, args.sizes.split(",")):
            shutil.rmtree(pristine)
            write(pristine, texts, as_raw=True)
            size = sum(path.stat().st_size for path in (pristine / "references" / "sources").iterdir()) / 1e6
            turns = [measure(pristine, folder, texts) for _ in range(TURNS if texts <= FEW else 1)]
            rows = {name: min((turn[name] for turn in turns), key=lambda row: row.cost.cpu) for name in turns[0]}
            print(f"\n{table(rows, size, texts)}", flush=True)


if __name__ == "__main__":
    main()
