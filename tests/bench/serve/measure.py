"""Seconds from saving an edit to seeing it in a real browser, in the live preview of the default site.

Each kind of file is edited in turn; the time runs from the end of the write to the moment when the words stand in the page that
Chromium shows, with its reload. ``--into docs/dev/benchmarks.md`` writes the section of the report.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
BEGIN, END = "<!-- bench: serve -->", "<!-- /bench: serve -->"
ESSAY = "docs/texts/essay-knowledge-accumulation.md"
KINDS = {
    "页面": ("texts/essay-knowledge-accumulation/", ESSAY),
    "术语表": ("glossary/", "references/glossary.yml"),
    "文献库": ("bibliography/", "references/library.bib"),
    "附注（先转换）": ("texts/essay-knowledge-accumulation/", "references/sources/essay.yml"),
}


def edit(path: Path, words: str) -> None:
    """Puts the words where the page shows them."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text += f"\n{words}。\n"
    elif path.name == "glossary.yml":
        text += f"\n- id: {words.lower()}\n  term: {words}\n  definition: 试验。\n  source: 试验\n"
    elif path.suffix == ".bib":
        text += f"\n@book{{{words.lower()},\n  author = {{某}},\n  title = {{{words}}},\n  publisher = {{某}},\n  year = {{2020}},\n}}\n"
    else:
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("subtitle:")) + f"subtitle: {words}\n"
    path.write_text(text, encoding="utf-8")


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """``serve`` over a site; its address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "build_scripts", "serve", "-C", str(root), "--address", f"127.0.0.1:{port}"]
    with (root / ".serve.log").open("wb") as log, subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as process:
        address = f"http://127.0.0.1:{port}/"
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def seconds(page: Page, address: str, root: Path, url: str, path: str, words: str) -> float:
    """One edit, from the write to the browser."""
    if page.url != address + url:
        page.goto(address + url)
    page.wait_for_timeout(2500)  # the findings of the edit before are looked for meanwhile
    edit(root / path, words)
    begin = time.perf_counter()
    page.wait_for_function("words => document.body && document.body.innerText.includes(words)", arg=words, timeout=60_000, polling=20)
    return time.perf_counter() - begin


def measure(rounds: int) -> dict[str, list[float]]:
    """Seconds of each edit, by kind of file; the first of each kind, which warms caches, is left out."""
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        for name in ("docs", "references"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy2(ROOT / "mkdocs.yml", root)
        (root / "build_scripts").symlink_to(ROOT / "build_scripts")
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        with preview(root) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            for kind, (url, path) in KINDS.items():
                times = [seconds(page, address, root, url, path, f"Shi{kind.encode().hex()[:6]}x{n}") for n in range(rounds + 1)]
                found[kind] = times[1:]
            browser.close()
    return found


def section(found: dict[str, list[float]]) -> str:
    """The part of the report."""
    rows = [f"| {kind} | {statistics.median(times):.2f} | {min(times):.2f} | {max(times):.2f} |" for kind, times in found.items()]
    load = os.getloadavg()[0]
    return "\n".join([
        BEGIN, "## 实时预览", "", "默认站点上改一个文件，到真实的 Chromium 里看见它，用几秒：从写完文件算到页面里出现那几个字，含构建与重新载入。",
        f"每种改 {len(next(iter(found.values())))} 次；当时两个处理器的负载为 {load:.1f}。", "",
        "| 改的是 | 中位数 | 最快 | 最慢 |", "| --- | ---: | ---: | ---: |", *rows, "",
        "```", "python -m tests.bench.serve.measure --into docs/dev/benchmarks.md", "```", END,
    ])  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--into", type=Path)
    args = parser.parse_args()
    made = section(measure(args.rounds))
    print(made)
    if args.into:
        text = args.into.read_text(encoding="utf-8")
        head, found, rest = text.partition(BEGIN)
        args.into.write_text(f"{head}{made}{rest.partition(END)[2]}" if found else f"{text.rstrip()}\n\n{made}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
