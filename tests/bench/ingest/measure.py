"""Speed of conversion: raw texts to pages on one core, and how the time grows with the length of extreme texts.

``python tests/bench/ingest/lines/measure.py`` prints figures and asserts none. Throughput is raw UTF-8 bytes a second over the default
texts, the texts of the exam and, where they stand beside the project, the real texts. Growth is the time a byte of a text eight
times as long takes, over the time a byte of the shorter one takes: 1 is linear, 8 would be quadratic.

``python tests/bench/ingest/lines/measure.py --processes [TEXTS]`` runs the command itself over a generated corpus, in turns with one
process and with two: wall clock and processor time of each (the least of some rounds), and the load of the machine, without which
the ratio of the clocks says nothing.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from build_scripts.formats.markdown import format_document  # noqa: E402
from build_scripts.formats.rawtext import read_source  # noqa: E402
from build_scripts.ingest.merge.naming import name_works  # noqa: E402
from build_scripts.ingest.pipeline import ingest_source  # noqa: E402
from build_scripts.text.source import Source  # noqa: E402
from tests.ingest.extremes import EXTREMES  # noqa: E402

ROOMS = {
    "default texts": sorted((ROOT / "references" / "sources").glob("*.txt")),
    "exam": sorted((ROOT / "tests" / "ingest" / "exam").glob("*/source.txt")),
    "real texts": sorted((ROOT.parent / "shared" / "sources").glob("*.txt")),
}
ROUNDS = 5
SHORT, TIMES = 10_000, 8


def convert(source: Source) -> None:
    """The whole way of one text, from its characters to its Markdown."""
    for named in name_works(ingest_source(source).texts, {}):
        format_document(named.document)


def throughput(files: list[Path]) -> float:
    """Megabytes a second; the best of some rounds."""
    sources = [read_source(file) for file in files]
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for source in sources:
            convert(source)
        best = min(best, time.process_time() - begun)
    return sum(file.stat().st_size for file in files) / 1e6 / best


def cost(text: str) -> float:
    """Microseconds a byte."""
    source = Source("extreme.txt", text)
    best = float("inf")
    for _ in range(2):
        gc.collect()
        begun = time.process_time()
        convert(source)
        best = min(best, time.process_time() - begun)
    return best / len(text.encode()) * 1e6


def command(site: Path, pristine: Path, jobs: int) -> tuple[float, float]:
    """Seconds on the clock and of processor time of one ``ingest`` of a fresh copy of the site."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(pristine, site)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "build_scripts", "ingest", "-q", "-C", str(site), "--jobs", str(jobs)], cwd=ROOT, check=True, capture_output=True)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return ended - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def processes(texts: int) -> None:
    """Print one process beside two."""
    from tests.bench.scale.generate import write

    with tempfile.TemporaryDirectory() as folder:
        pristine = Path(folder) / "pristine"
        write(pristine, texts, as_raw=True)
        size = sum(path.stat().st_size for path in (pristine / "references" / "sources").iterdir()) / 1e6
        best = {1: (float("inf"), float("inf")), 2: (float("inf"), float("inf"))}
        for _ in range(3):
            for jobs, (wall, cpu) in best.items():
                seconds = command(Path(folder) / "site", pristine, jobs)
                best[jobs] = min(wall, seconds[0]), min(cpu, seconds[1])
        for jobs, (wall, cpu) in best.items():
            print(f"{jobs} process(es): {size:.2f} MB, clock {wall:.2f} s, processor {cpu:.2f} s, {size / cpu:.3f} MB per second of processor time")
        print(f"clock ratio {best[1][0] / best[2][0]:.2f}, processor ratio {best[2][1] / best[1][1]:.2f}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()}")


def main() -> None:
    """Print throughput by kind of text, then growth by kind of extreme."""
    found = {name: files for name, files in ROOMS.items() if files}
    every = [file for files in found.values() for file in files]
    for name, files in [*found.items(), ("all together", every)]:
        size = sum(file.stat().st_size for file in files)
        print(f"{name:36} {len(files):3} files {size / 1e6:6.3f} MB {throughput(files):7.3f} MB/s", flush=True)
    print(f"\n{'extreme text':36} {'s a MB':>9} {'growth':>7}")
    for name, make in EXTREMES.items():
        short, long = cost(make(SHORT)), cost(make(SHORT * TIMES))
        print(f"{name:36} {long:9.2f} {long / short:7.2f}", flush=True)


if __name__ == "__main__":
    if "--processes" in sys.argv:
        processes(int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    else:
        main()
