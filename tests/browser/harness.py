"""The built default site on 127.0.0.1, and pages that remember everything that went wrong in them."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """The system's Chromium. Where there is none the test skips, saying so; in CI that is a failure."""
    found = os.environ.get("CHROMIUM") or next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if not found:
        message = "no Chromium here: install it, or name one in CHROMIUM"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return found


def build_default_site(target: Path) -> Path:
    """Converts and publishes a copy of the default corpus; the site's folder. Nothing of the project folder is touched."""
    root = target / "project"
    root.mkdir(parents=True)
    for name in ("docs", "references"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy2(ROOT / "mkdocs.yml", root)
    (root / "build_scripts").symlink_to(ROOT / "build_scripts")
    for command in ("ingest", "publish"):
        run = subprocess.run(
            [sys.executable, "-m", "build_scripts", command, "-C", str(root)], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
        )
        assert run.returncode == 0, f"{command} failed:\n{run.stdout}\n{run.stderr}"
    return root / "site"


def built_once(shared: Path) -> Path:
    """The default site, built by whichever test process comes first; the others wait."""
    shared.mkdir(parents=True, exist_ok=True)
    with (shared / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        site, done = shared / "project" / "site", shared / "done"
        if not done.exists():
            shutil.rmtree(shared / "project", ignore_errors=True)
            build_default_site(shared)
            done.touch()
    return site


class _Handler(http.server.SimpleHTTPRequestHandler):
    policy = ""

    def log_message(self, *_: Any) -> None:
        """The tests have a log of their own."""

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


@contextlib.contextmanager
def serving(folder: Path, policy: str = "") -> Iterator[str]:
    """The folder at an address of the loopback interface, which ends with ``/``, under a content security policy if one is given."""
    handler = type("_Handler", (_Handler,), {"policy": policy})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_RUNNING: list[tuple[Playwright, Browser]] = []
_USERS: list[object] = []


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; all that ask for one at the same time in one process share it, as Playwright wants it."""
    user = object()
    if not _RUNNING:
        executable = find_chromium()
        playwright = sync_playwright().start()
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        _RUNNING.append((playwright, playwright.chromium.launch(executable_path=executable, args=options)))
    _USERS.append(user)
    try:
        yield _RUNNING[0][1]
    finally:
        _USERS.remove(user)
        if not _USERS:
            playwright, browser = _RUNNING.pop()
            browser.close()
            playwright.stop()


@dataclass
class Log:
    """What went wrong on a page: messages of level error, uncaught exceptions, failed and foreign requests; and all requests."""

    home: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listens to the page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)
        page.on("response", lambda response: self.errors.append(f"{response.status} {response.url}") if response.status >= 400 else None)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.foreign.append(request.url)
