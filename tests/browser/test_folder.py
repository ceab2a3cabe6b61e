"""The site opened from a folder of the reader's device, without any server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import kinds_of


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """A text, from its file."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto((site / kinds_of(site)["article"] / "index.html").as_uri())
    yield page
    context.close()


def test_links_lead_to_pages_and_not_to_lists_of_files(page: Page) -> None:
    page.locator(".zj-text p a.term").first.click()
    page.wait_for_url("**/glossary/index.html#term-*")
    expect(page.locator(":target")).to_be_visible()
    page.locator(".md-sidebar--primary").get_by_role("link", name="首页").click()
    page.wait_for_url("**/site/index.html")
    expect(page.locator("h1")).to_be_visible()


def test_the_raw_lines_and_the_way_back(page: Page) -> None:
    page.locator("#p1 > .raw-lines").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/source/index.html#L*")
    page.locator("nav a").nth(1).click()
    page.wait_for_url("**/index.html")
    expect(page.locator("#p1")).to_be_visible()


def test_signs_are_seen_without_pictures(page: Page) -> None:
    back = page.locator(".footnote-backref").first
    expect(back).to_have_text("↩")
    assert float(back.evaluate("e => getComputedStyle(e).fontSize").removesuffix("px")) > 8
    assert "▾" in page.locator(".cite-this summary").evaluate("e => getComputedStyle(e, '::after').content")


def test_a_copy_without_an_index_says_so(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.locator("dialog input").fill("余值")
    expect(page.locator("dialog")).to_contain_text("extra.search.file")
