"""The search index at growing sizes: processor time, memory and size for each page, from 100 pages to 10,000.

`python -m tests.bench.scale.indexing [--sizes 100,1000,10000]`: pages of about 6,000 characters are generated one by one, indexed as
publishing does it and thrown away, as are the files of the index, so that the memory is that of building alone. Each size runs in a
process of its own; what generating the pages costs is measured apart and taken off. Near linear: the cost of a page hardly changes.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from build_scripts.search import Options, index_site
from tests.bench.search.pages import as_html, pages
from tests.bench.search.sites import corpus_json

ROOT = Path(__file__).resolve().parents[3]
SIZE = 6_000
_COLLECT = (200_000, 20, 100)  # as the publish command does


def generated(count: int) -> Iterator[tuple[str, bytes]]:
    """Address and HTML of each page."""
    for page in pages(count, SIZE):
        yield f"texts/{page.slug}/", as_html(page).encode()


def sample(count: int) -> dict[str, float]:
    """What indexing so many pages costs: seconds of processor time, megabytes at most, files, bytes, characters."""
    gc.set_threshold(*_COLLECT)
    corpus = corpus_json([replace(page, sections=()) for page in pages(count, SIZE)])  # else all text would be held at once
    for _ in index_site(list(generated(3)), corpus, Options()):
        pass  # what is loaded once a process
    start = time.process_time()
    for _ in generated(count):
        pass
    alone = time.process_time() - start
    files = size = characters = 0
    start = time.process_time()
    for name, data in index_site(generated(count), corpus, Options(scratch=tempfile.TemporaryFile)):
        files, size = files + 1, size + len(data)
        if name.endswith("manifest.json"):
            characters = json.loads(data)["characters"]
    spent = time.process_time() - start - alone
    return {"cpu": spent, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "files": files, "bytes": size, "characters": characters}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--sample", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.sample:
        print(json.dumps(sample(args.sample)))
        return
    print("| pages | s CPU | ms a page | million characters a second | MB of memory | files | index ÷ characters × 3 bytes |")
    print("| ---: |" + " ---: |" * 6)
    for count in map(int, args.sizes.split(",")):
        command = [sys.executable, "-m", "tests.bench.scale.indexing", "--sample", str(count)]
        said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
        row = json.loads(said)
        print(f"| {count:,} | {row['cpu']:.2f} | {row['cpu'] / count * 1000:.1f} | {row['characters'] / row['cpu'] / 1e6:.2f} | {row['memory']:.0f} | "
              f"{row['files']:,} | {row['bytes'] / row['characters'] / 3:.3f} |")  # fmt: skip


if __name__ == "__main__":
    main()
