"""The same generated pages as three sites: ours, mkdocs-material with its own search, and Pagefind over our HTML."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build_scripts.search import Options, head_tags, index_site
from tests.bench.search.pages import BenchPage, as_html, as_markdown


@dataclass(frozen=True)
class Built:
    """A built site: its folder, seconds of processor time of the search (of the whole build for mkdocs-material), bytes."""

    folder: Path
    seconds: float
    index_bytes: int


def corpus_json(pages: list[BenchPage]) -> str:
    """A `corpus.json` for the pages, one text each."""
    texts = [
        {"slug": page.slug, "title": page.title, "authors": [f"王某{page.number % 50}"], "date": str(2000 + page.number % 25),
         "genre": "journal-article", "pages": [f"texts/{page.slug}/"]}
        for page in pages
    ]  # fmt: skip
    return json.dumps({"texts": texts}, ensure_ascii=False)


def write(path: Path, data: bytes) -> None:
    """Writes a file and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def html_of(page: BenchPage) -> str:
    """The page with what our search needs in its head."""
    return as_html(page).replace("</head>", head_tags("../../") + "</head>")


def build_ours(pages: list[BenchPage], folder: Path) -> Built:
    """Pages with our index."""
    for page in pages:
        write(folder / "texts" / page.slug / "index.html", html_of(page).encode())
    write(folder / "index.html", f"<!doctype html><html><head>{head_tags('')}</head><body></body></html>".encode())
    corpus = corpus_json(pages)
    sources = ((f"texts/{page.slug}/", (folder / "texts" / page.slug / "index.html").read_text("utf-8")) for page in pages)
    start, total = time.process_time(), 0
    for name, data in index_site(sources, corpus, Options(scratch=tempfile.TemporaryFile)):
        write(folder / name, data)
        total += 0 if name.endswith((".js", ".css")) else len(data)
    return Built(folder, time.process_time() - start, total)


def build_material(pages: list[BenchPage], folder: Path) -> Built:
    """The pages published by MkDocs with mkdocs-material and its search (jieba is installed, so it segments)."""
    root = folder.parent / f"{folder.name}-source"
    for page in pages:
        write(root / "docs" / "texts" / f"{page.slug}.md", as_markdown(page).encode())
    write(root / "docs" / "index.md", b"# bench\n")
    config = (
        "site_name: bench\nsite_url: http://127.0.0.1/\ntheme:\n  name: material\n  language: zh\n  font: false\n"
        "  features: [navigation.prune]\nplugins:\n  - search:\n      lang: zh\nmarkdown_extensions: [attr_list]\n"
    )
    write(root / "mkdocs.yml", config.encode())
    seconds = timed([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(folder.resolve())])
    return Built(folder, seconds, (folder / "search" / "search_index.json").stat().st_size)


def build_pagefind(pages: list[BenchPage], folder: Path) -> Built:
    """Our HTML with Pagefind's index instead of ours; `PAGEFIND` names the folder where it is installed, if apart."""
    for page in pages:
        write(folder / "texts" / page.slug / "index.html", as_html(page).replace("<html lang=zh>", '<html lang="zh">').encode())
    write(folder / "index.html", b"<!doctype html><html lang=\"zh\"><body></body></html>")
    environment = {**os.environ, "PYTHONPATH": os.environ.get("PAGEFIND", "")}
    seconds = timed([sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"], environment)
    size = sum(path.stat().st_size for path in (folder / "pagefind").rglob("*.pf*"))
    return Built(folder, seconds, size)


def timed(command: list[str], environment: dict[str, str] | None = None) -> float:
    """Runs a command; seconds of processor time of it and its children."""
    before = os.times()
    subprocess.run(command, check=True, env=environment, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


BUILDERS: dict[str, Callable[[list[BenchPage], Path], Built]] = {
    "ours": build_ours,
    "material": build_material,
    "pagefind": build_pagefind,
}


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
