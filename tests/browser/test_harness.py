"""The harness itself: a page that errs or calls abroad is noticed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page


def test_every_page_of_the_corpus_opens_without_an_error(site: Path, open_page: Callable[..., Page]) -> None:
    texts = json.loads((site / "corpus.json").read_text(encoding="utf-8"))["texts"]
    assert len({text["source"] for text in texts}) == 5
    page = open_page()
    for address in [path for text in texts for path in text["pages"]]:
        page.goto(page.log.home + address)  # type: ignore[attr-defined]
        assert page.locator(".md-content__inner h1").count() == 1


def test_an_error_and_a_foreign_request_are_noticed(page: Page) -> None:
    log = page.log  # type: ignore[attr-defined]
    page.evaluate("console.error('planted'); fetch('missing.json'); fetch('http://127.0.0.2:9/', {mode: 'no-cors'}).catch(() => 0)")
    page.wait_for_timeout(300)
    assert any("planted" in error for error in log.errors) and any("missing.json" in error for error in log.errors)
    assert log.foreign == ["http://127.0.0.2:9/"]
    log.errors.clear()
    log.foreign.clear()
