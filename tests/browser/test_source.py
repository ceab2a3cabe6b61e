"""The raw lines of a paragraph: beside it with a script, on a page of their own without one, by mouse, keyboard and touch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import kinds_of
from tests.browser.tools import axe

_AXE = "axe.run(document).then(found => found.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target.join(' '))))"


@pytest.fixture(scope="module")
def article(site: Path) -> str:
    return kinds_of(site)["article"]


def test_the_keyboard_shows_the_raw_lines_beside_the_paragraph(open_page: Callable[..., Page], article: str) -> None:
    page = open_page(article)
    sign = page.locator("#p1 > a.raw-lines")
    assert sign.evaluate("node => getComputedStyle(node).opacity") == "0"
    page.locator("#p1 > a.permalink").focus()
    page.keyboard.press("Tab")
    while not sign.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
    expect(sign).to_have_css("opacity", "1")
    popover = page.locator(".zj-popover")
    expect(popover.locator("li").first).to_be_visible()
    shown = "".join(popover.locator("li").all_text_contents())
    words = page.locator("#p1").evaluate("node => node.firstChild.textContent.trim().slice(0, 6)")
    assert words in shown.replace(" ", "").replace("\u3000", "")
    beside = popover.bounding_box()
    paragraph = page.locator("#p1").bounding_box()
    assert beside and paragraph and beside["x"] + beside["width"] <= paragraph["x"], "the paragraph itself stays in sight"
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()


def test_the_link_leads_to_the_lines_and_back(open_page: Callable[..., Page], article: str) -> None:
    page = open_page(article)
    page.locator("#p2 > a.raw-lines").press("Enter")
    page.wait_for_url("**/source/#L*")
    lit = page.locator("li.lit")
    first, _, last = page.url.partition("#L")[2].partition("-")
    expect(lit).to_have_count(int(last or first) - int(first) + 1)
    expect(lit.first).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.querySelector('li.lit')).backgroundColor") != "rgba(0, 0, 0, 0)"
    lit.first.get_by_role("link", name="第2段").click()
    page.wait_for_url("**/#p2")


def test_without_script_the_first_line_is_shown(open_page: Callable[..., Page], article: str) -> None:
    page = open_page(article, java_script_enabled=False)
    page.goto(page.locator("#p2 > a.raw-lines").evaluate("node => node.href"))
    box = page.locator(":target").bounding_box()
    assert box and 0 <= box["y"] <= 900


@pytest.mark.slow
def test_touch_shows_the_lines_first_and_then_offers_the_page(open_page: Callable[..., Page], article: str) -> None:
    page = open_page(article, width=390, height=844, has_touch=True, is_mobile=True)
    sign = page.locator("#p2 > a.raw-lines")
    sign.scroll_into_view_if_needed()
    expect(sign).to_have_css("opacity", "1")
    box = sign.bounding_box()
    assert box and box["width"] >= 24 and box["height"] >= 24
    sign.tap()
    expect(page.locator(".zj-popover li").first).to_be_visible()
    page.locator(".zj-popover .zj-go").tap()
    page.wait_for_url("**/source/#L*")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_page_of_raw_lines(open_page: Callable[..., Page], article: str, width: int, scheme: str) -> None:
    page = open_page(f"{article}source/#L3-5", width=width, color_scheme=scheme)
    page.evaluate(axe())
    assert page.evaluate(_AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
