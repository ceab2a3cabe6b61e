"""Terms in the browser: what the popover says, the switch that is remembered, the sorting of a concordance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import kinds_of


@pytest.fixture(scope="module")
def kinds(site: Path) -> dict[str, str]:
    return kinds_of(site)


def test_the_popover_says_what_the_glossary_says(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"])
    term = page.locator(".zj-text p a.term").first
    name = term.get_attribute("data-term")
    term.hover()
    box = page.locator("#zj-popover .zj-term")
    expect(box.locator("a")).to_be_visible()
    words = box.inner_text()
    box.locator("a").click()
    page.wait_for_url("**/glossary/**")
    assert page.url.endswith(f"/glossary/{name}/") and page.locator("h1").inner_text().rstrip("¶") in words
    assert page.locator(".kwic li").count() >= 1


def test_a_tap_shows_the_popover_and_its_link_goes_on(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], width=390, height=844, has_touch=True, is_mobile=True)
    before = page.url
    page.locator(".zj-text p a.term").first.tap()
    expect(page.locator("#zj-popover .zj-go")).to_be_visible()
    assert page.url == before


def test_a_missing_file_leaves_a_plain_link(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"])
    page.route("**/glossary/data/*.json", lambda route: route.abort())
    term = page.locator(".zj-text p a.term").first
    term.hover()
    expect(page.locator("#zj-popover")).to_contain_text("没有取到")
    term.click()
    page.wait_for_url("**/glossary/#term-*")
    page.log.errors.clear()  # type: ignore[attr-defined]


def test_the_switch_is_remembered(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"])
    line = "() => getComputedStyle(document.querySelector('.zj-text p a.term')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    switch = page.locator(".zj-term-switch")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    assert page.evaluate(line) == "none"
    page.locator(".zj-text p a.term").first.hover()
    page.wait_for_timeout(400)
    expect(page.locator("#zj-popover")).to_have_count(0)
    page.reload()
    expect(page.locator(".zj-term-switch")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(line) == "none"
    page.locator(".zj-term-switch").click()
    assert page.evaluate(line) == "underline"


def test_a_concordance_sorts_by_its_neighbours(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["term"])
    count = page.locator(".kwic section li").count()
    rights = "() => [...document.querySelectorAll('.kwic > ol:not([hidden]) .kr')].map(n => n.textContent.replace(/^[\\s，。、；：“”（）]+/, ''))"
    page.get_by_role("button", name="按右邻").click()
    shown = page.evaluate(rights)
    assert len(shown) == count
    assert shown == page.evaluate("words => words.sort(new Intl.Collator('zh-Hans-u-co-pinyin').compare)", shown)
    page.get_by_role("button", name="按文本").click()
    expect(page.locator(".kwic section li")).to_have_count(count)
