"""Sites made by ``new``: MkDocs alone builds and serves them, once the package can be imported."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTE = "让文本可以引用\n\n章明句\n\n　　一段自拟的文字，说明这一页是从原始文本编成的，而不是写在站点里的。\n"


def environment(importable: bool) -> Mapping[str, str]:
    """The surroundings of a process in which the package is, or is not, installed."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", **({"PYTHONPATH": str(ROOT)} if importable else {})}


def ours(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "build_scripts", *map(str, arguments)], cwd=ROOT, check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site made by ``new`` with one converted text."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "note.txt").write_text(NOTE, encoding="utf-8")
    ours("new", folder / "site", folder / "note.txt")
    ours("ingest", "-C", folder / "site")
    return folder / "site"


def mkdocs(*arguments: str, root: Path, importable: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, env=environment(importable), check=False)


def test_a_bare_build_makes_the_whole_site(made: Path, tmp_path: Path) -> None:
    run = mkdocs("build", "--strict", "-d", str(tmp_path / "out"), root=made)
    assert run.returncode == 0, run.stderr
    page = next((tmp_path / "out" / "texts").glob("*/index.html")).read_text(encoding="utf-8")
    assert 'id="p1"' in page and "引用本文" in page
    assert (tmp_path / "out" / "search" / "manifest.json").is_file() and (tmp_path / "out" / "corpus.json").is_file()


def test_publish_and_a_bare_build_make_the_same(made: Path, tmp_path: Path) -> None:
    """``publish`` does not run the hooks a second time when the site names them itself."""
    assert mkdocs("build", "-q", "-d", str(tmp_path / "bare"), root=made).returncode == 0
    ours("publish", "-C", made)
    for folder in (tmp_path / "bare", made / "site"):
        assert (folder / "index.html").is_file()
    for path in sorted((made / "site").rglob("*.html")):
        other = tmp_path / "bare" / path.relative_to(made / "site")
        assert other.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), path.name


def test_without_the_package_the_hooks_say_what_to_do(made: Path, tmp_path: Path) -> None:
    run = mkdocs("build", "-d", str(tmp_path / "out"), root=made, importable=False)
    assert run.returncode != 0
    assert "pip install" in run.stderr and "Traceback" not in run.stderr


def test_a_bare_serve_answers_and_follows_an_edit(made: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=made, env=environment(True), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page = next((made / "docs" / "texts").glob("*.md"))
    address = f"http://127.0.0.1:{port}/texts/{page.stem}/"
    try:
        assert "一段自拟的文字" in _answer(address, "一段自拟的文字")
        page.write_text(page.read_text(encoding="utf-8").replace("一段自拟的文字", "一段改过的文字"), encoding="utf-8")
        assert re.search("一段改过的文字", _answer(address, "一段改过的文字"))
    finally:
        process.terminate()
        process.wait(timeout=60)


def _answer(address: str, words: str) -> str:
    """The page, asked for until it holds the words or half a minute is over."""
    until, answer = time.monotonic() + 30, ""
    while time.monotonic() < until and words not in answer:
        try:
            with urllib.request.urlopen(address, timeout=20) as response:
                answer = response.read().decode("utf-8")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            time.sleep(0.2)
    return answer


def test_a_folder_that_leads_out_of_the_site_is_refused(made: Path, tmp_path: Path) -> None:
    root, outside = tmp_path / "site", tmp_path / "outside"
    shutil.copytree(made, root)
    shutil.rmtree(root / "build", ignore_errors=True)
    outside.mkdir()
    (root / "build").symlink_to(outside)
    run = subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=root, env=environment(True), capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode and "SEC090" in run.stdout + run.stderr and "Traceback" not in run.stdout + run.stderr
    assert list(outside.iterdir()) == []
