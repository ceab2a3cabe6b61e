"""``serve``: an edit shows without a command."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Site

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0


def shows(url: str, words: str) -> bool:
    """Whether the page comes to hold the words, within the patience of a loaded machine."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            if words in answer.read().decode("utf-8"):
                return True
        time.sleep(0.1)
    return False


@pytest.fixture
def preview(site: Site) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "build_scripts", "serve", "-C", str(site.root), "--address", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.mark.slow
def test_edits_of_a_page_the_glossary_and_a_sidecar_show(site: Site, preview: str) -> None:
    assert shows(f"{preview}texts/note/", "算力的账")
    site.edit(site.page("note"), "值得后来的地方留心", "值得后来者留心")
    assert shows(f"{preview}texts/note/", "值得后来者留心")
    (site.root / "references/glossary.yml").write_text("- id: suanli\n  term: 算力\n  definition: 计算的能力。\n", encoding="utf-8")
    assert shows(f"{preview}glossary/", "计算的能力")
    (site.root / "references/sources/b-note.yml").write_text("slug: note\nsubtitle: 两本账\n", encoding="utf-8")
    assert shows(f"{preview}texts/note/", "两本账")
    assert "值得后来者留心" in site.page("note").read_text(encoding="utf-8")


@pytest.mark.slow
def test_findings_lie_over_the_page_and_follow_its_edits(site: Site, preview: str) -> None:
    assert shows(f"{preview}texts/note/", "zj-findings")

    def told() -> list[tuple[str, str]]:
        with urllib.request.urlopen(f"{preview}__zhangju__/findings?epoch=0&page=texts/note/", timeout=30) as answer:
            return [(one["code"], one["path"]) for one in json.loads(answer.read())]

    assert ("CIT001", "docs/texts/note.md") not in told()
    site.edit(site.page("note"), "值得后来的地方留心", "值得后来者留心[@nobody2000]")
    assert shows(f"{preview}texts/note/", "值得后来者留心")
    end = time.monotonic() + PATIENCE
    while ("CIT001", "docs/texts/note.md") not in told() and time.monotonic() < end:
        time.sleep(0.1)
    assert ("CIT001", "docs/texts/note.md") in told()
    with urllib.request.urlopen(f"{preview}__zhangju__/findings?epoch=0&page=glossary/", timeout=30) as answer:
        assert all(one["path"] != "docs/texts/note.md" for one in json.loads(answer.read()))


def test_the_published_site_knows_nothing_of_it(site: Site) -> None:
    assert site.run("publish", "-C", site.root) == 0
    assert not any(b"zj-findings" in data for data in site.tree("site").values())


def test_a_port_in_use_is_said_plainly(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        site.capture.readouterr()
        assert site.run("serve", "-C", site.root, "--address", f"127.0.0.1:{taken.getsockname()[1]}") == 2
    assert "INT007" in site.capture.readouterr().err


def test_an_address_where_nobody_can_listen_is_told_before_a_site_is_built(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs.commands.build.build", lambda *_, **__: pytest.fail("a site was built"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for address in (f"127.0.0.1:{taken.getsockname()[1]}", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:abc", ":8000", ""):
            site.capture.readouterr()
            assert site.run("serve", "-C", site.root, "--address", address) == 2
            assert site.capture.readouterr().err.startswith("INT007"), address
