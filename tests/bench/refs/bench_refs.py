"""Speed and accuracy of the reference parser: ``python tests/bench/refs/bench_refs.py``. Prints figures, asserts none."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from build_scripts.cite.gbt7714.parse import parse_reference  # noqa: E402
from build_scripts.cite.gbt7714.recognize import looks_like_reference  # noqa: E402
from build_scripts.cite.intext import find_citations  # noqa: E402
from tests.cite.parse_scoring import score  # noqa: E402


def main() -> None:
    """Field F1 of every exam file, references a second on one core, in-text signs a second."""
    rows = []
    for path in sorted((ROOT / "tests" / "cite" / "exam").glob("*.yml")):
        part = yaml.safe_load(path.read_text(encoding="utf-8"))
        result = score(part, parse_reference)
        print(f"{path.stem:12} rows {result.rows:4} whole {result.whole:4} field F1 {result.f1:.4f}")
        rows += part
    raws = [row["raw"] for row in rows] * 8
    for name, work in (("parse_reference", parse_reference), ("looks_like_reference", looks_like_reference)):
        begun = time.process_time()
        for raw in raws:
            work(raw)
        print(f"{name:22} {len(raws) / (time.process_time() - begun):10,.0f} references/s")
    text = "学界对此多有讨论（费孝通，1981：25-27），徐政和牟春伟（2024）则认为并非如此[3]11。" * 2000
    begun = time.process_time()
    count = len(find_citations(text))
    print(f"{'find_citations':22} {len(text) / (time.process_time() - begun):10,.0f} signs/s ({count} citations)")


if __name__ == "__main__":
    main()
