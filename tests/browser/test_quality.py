"""Every kind of page by the rules of others: axe-core, the Nu HTML checker, a strict policy, a limit of weight."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness import Log, serving
from tests.browser.kinds import kinds_of
from tests.browser.tools import axe, vnu

LIMIT = 300 * 1024
"""Bytes, packed by gzip, that a page may weigh with all it loads, pictures aside."""
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".ico"}
SCREENS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}}
COLOURS = ["color-contrast", "link-in-text-block"]
_RUN = """(rules) => axe.run(document, {resultTypes: ['violations'], ...(rules ? {runOnly: {type: 'rule', values: rules}} : {})})
  .then(found => found.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target.join(' ') + ' ' + n.html.slice(0, 120))))"""


@pytest.fixture(scope="module")
def kinds(site: Path) -> dict[str, str]:
    return kinds_of(site)


@pytest.fixture(scope="module")
def axe_source() -> str:
    return axe()


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_on_any_kind_of_page(open_page: Callable[..., Page], kinds: dict[str, str], axe_source: str, screen: str) -> None:
    """All rules in the light scheme, those of colour again in the dark one."""
    found: dict[str, list[str]] = {}
    page = open_page("", **SCREENS[screen])
    for kind, address in kinds.items():
        page.emulate_media(color_scheme="light")
        page.goto(page.log.home + address)  # type: ignore[attr-defined]
        page.evaluate(axe_source)
        found[f"{kind}, light"] = page.evaluate(_RUN, None)
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
        page.wait_for_function("document.getAnimations().every(a => a.playState !== 'running')")
        found[f"{kind}, dark"] = page.evaluate(_RUN, COLOURS)
    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_axe_would_find_a_fault(open_page: Callable[..., Page], axe_source: str) -> None:
    page = open_page("")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"assets/images/favicon.png\">')")
    page.evaluate(axe_source)
    assert [fault.split()[0] for fault in page.evaluate(_RUN, None)] == ["image-alt"]


@pytest.mark.slow
def test_the_html_checker_finds_no_error(site: Path, tmp_path: Path) -> None:
    (tmp_path / "planted.html").write_text("<!doctype html><title>a</title><p><div></div></p>", encoding="utf-8")
    command = [*vnu(), "--format", "json", "--skip-non-html", "--errors-only", str(site), str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    planted = [m for m in messages if m["url"].endswith("planted.html")]
    assert planted, "the checker itself finds faults"
    errors = Counter(f"{m['message']} {m['url'].split('/site/')[-1]}:{m.get('lastLine')}" for m in messages if m not in planted)
    assert not errors


@pytest.fixture(scope="module")
def strict(site: Path) -> Iterator[str]:
    with serving(site, "default-src 'self'") as address:
        yield address


@pytest.mark.slow
def test_a_crawl_under_a_strict_policy(browser: Browser, site: Path, strict: str) -> None:
    """Every page: no error in the console, nothing asked of a foreign host, nothing that the policy refuses, not too heavy."""
    context = browser.new_context(locale="zh-CN")
    heavy: dict[str, int] = {}
    weights: dict[Path, int] = {}
    pages = sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html"))
    assert len(pages) > 50
    for address in pages:
        page, log = context.new_page(), Log(strict)
        log.watch(page)
        page.goto(strict + address, wait_until="load")
        assert not log.errors and not log.foreign, address
        loaded = [_file(site, strict, url) for url in dict.fromkeys(log.requests)]
        weight = sum(_packed(path, weights) for path in loaded if path.suffix not in PICTURES)
        if weight > LIMIT:
            heavy[address] = weight
        page.close()
    context.close()
    assert not heavy


def _file(site: Path, home: str, url: str) -> Path:
    path = site / url.removeprefix(home).split("?")[0].split("#")[0]
    return path / "index.html" if path.is_dir() else path


def _packed(path: Path, known: dict[Path, int]) -> int:
    if path not in known:
        known[path] = len(gzip.compress(path.read_bytes()))
    return known[path]
