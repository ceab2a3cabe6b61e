"""The search box and the search page of the default site, by the rules of axe-core."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tools import axe

_RUN = """(scope) => axe.run(scope, {resultTypes: ['violations']})
  .then(found => found.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target.join(' ') + ' ' + n.html.slice(0, 120))))"""
SCREENS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def axe_source() -> str:
    return axe()


def settle(page: Page, scheme: str) -> None:
    page.wait_for_function("scheme => (document.body.dataset.mdColorScheme === 'slate') === (scheme === 'dark')", arg=scheme)
    page.wait_for_function("document.getAnimations().every(a => a.playState !== 'running')")


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("typed", ["报纸", "报纸 校对", "", "没有这样的词语"])
def test_axe_finds_nothing_in_the_open_box(open_page: Callable[..., Page], axe_source: str, screen: str, scheme: str, typed: str) -> None:
    page = open_page("", **SCREENS[screen])
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    settle(page, scheme)
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.fill(".zj-search__input", typed)
    if typed:
        expect(page.locator(".zj-search__status")).not_to_be_empty()
        page.wait_for_timeout(600)
    page.evaluate(axe_source)
    assert page.evaluate(_RUN, "dialog[open]") == []


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_search_page_with_hits(open_page: Callable[..., Page], axe_source: str, screen: str, scheme: str) -> None:
    page = open_page("search/?q=报纸", **SCREENS[screen])
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    expect(page.locator(".zj-find__row").first).to_be_visible()
    settle(page, scheme)
    page.evaluate(axe_source)
    assert page.evaluate(_RUN, "html") == []
