"""Fixtures of the browser tests: ``site`` (folder), ``home`` (address), ``open_page`` (a page that watches itself), ``page``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness import Log, built_once, chromium, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder drives a browser, and all of them run in one process, which builds the site once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The published default site; built once in a test run, whatever the number of processes."""
    base = tmp_path_factory.getbasetemp()
    return built_once((base if worker_id == "master" else base.parent) / "default-site")


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """The address of the default site, with ``/`` at its end."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as one:
        yield one


@pytest.fixture
def open_page(browser: Browser, home: str) -> Iterator[Callable[..., Page]]:
    """Opens pages: ``open_page("texts/x/", width=390, height=844, color_scheme="dark", java_script_enabled=False)``.

    After the test no page may have logged an error or asked a foreign host for anything. ``page.log`` (``harness.Log``) is open to
    the test; a test that provokes an error empties ``page.log.errors``.
    """
    contexts, logs = [], []

    def opened(path: str = "", width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        log = Log(home)
        log.watch(page)
        logs.append(log)
        page.log = log  # type: ignore[attr-defined]
        page.goto(home + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not [error for log in logs for error in log.errors], "errors in the browser's console"
    assert not [url for log in logs for url in log.foreign], "requests to foreign hosts"


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The home page."""
    return open_page()
