"""Where publishing spends its time at growing sizes, and whether a page costs more where there are more of them.

`python -m tests.bench.scale.stages [--sizes 100,1000]`: the site is published with an empty store; every four milliseconds of processor
time the stack says which stage is at work. A stage is near linear when the cost of a text at the largest size is about that at the least.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from tests.bench.scale.generate import write

ROOT = Path(__file__).resolve().parents[3]
STAGES = (
    ("passages/concordance.py", "pages of terms"), ("passages/", "parallel passages"), ("publish/parallels/", "parallel passages"),
    ("publish/termpages.py", "pages of terms"), ("publish/epub.py", "EPUB"), ("formats/epub.py", "EPUB"), ("build_scripts/search/", "search index"),
    ("publish/rendering/pages.py:populate", "Markdown"), ("publish/rendering/pages.py:build", "templates"),
    ("publish/glossary/readings.py", "reading pages: terms, citations"), ("terms/regions.py", "reading pages: terms, citations"),
    ("terms/link.py", "reading pages: terms, citations"), ("formats/corpus.py:read_corpus", "reading files"),
    ("formats/corpus.py:write_pages", "staging files"), ("publish/kept.py:texts", "pages of texts"), ("publish/assemble.py:stage", "all other pages"),
)  # fmt: skip
"""Places in the program, the most particular first, and the stage they stand for; the innermost frame that is named counts."""
REST = "start, settings, writing"


def sample(folder: str) -> None:
    """Publishes the site and prints the seconds of each stage as JSON. Runs in a process of its own."""
    counts: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        counts[_stage(frame)] += 1

    begin = time.process_time()
    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, 0.004, 0.004)
    from build_scripts.__main__ import main as run

    run(["publish", "-C", folder, "--no-cache", "--jobs", "1"])
    signal.setitimer(signal.ITIMER_PROF, 0)
    total, seen = time.process_time() - begin, sum(counts.values())
    print("\n" + json.dumps({name: total * count / seen for name, count in counts.items()}))


def _stage(frame: FrameType | None) -> str:
    while frame is not None:
        place = f"{frame.f_code.co_filename}:{frame.f_code.co_name}"
        for part, name in STAGES:
            if place.endswith(part) if ":" in part else part in place:
                return name
        frame = frame.f_back
    return REST


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000")
    parser.add_argument("--sample", metavar="FOLDER", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.sample:
        sample(args.sample)
        return
    sizes = [int(size) for size in args.sizes.split(",")]
    found: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            folder = Path(scratch) / str(size)
            write(folder, size)
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "NO_MKDOCS_2_WARNING": "1"}
            command = [sys.executable, "-m", "tests.bench.scale.stages", "--sample", str(folder)]
            said = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
            found.append(json.loads(said.splitlines()[-1]))
    print(f"| | {' | '.join(f's CPU, {size:,} texts' for size in sizes)} | cost of a text, {sizes[-1]:,} ÷ {sizes[0]:,} |")
    print(f"| --- |{' ---: |' * (len(sizes) + 1)}")
    names = sorted({name for one in found for name in one}, key=lambda name: -found[-1].get(name, 0.0))
    for name, costs in [*((name, [one.get(name, 0.0) for one in found]) for name in names), ("all", [sum(one.values()) for one in found])]:
        ratio = costs[-1] / sizes[-1] / (costs[0] / sizes[0]) if costs[0] else float("nan")
        print(f"| {name} | {' | '.join(f'{cost:.2f}' for cost in costs)} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
