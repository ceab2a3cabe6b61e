"""Narrow screens and large type by keyboard, colours that stay readable, paper, and the page that is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import kinds_of

_IN_SIGHT = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return document.activeElement === document.body || (box.right > 0 && box.left < innerWidth);
}"""
_CONTRAST = """(link) => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).slice(0, 3).map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const pair = [light(getComputedStyle(link).color), light(getComputedStyle(document.body).backgroundColor)].sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
}"""
"""The ratio of WCAG 2 between the colour of a link and the page."""


@pytest.fixture(scope="module")
def kinds(site: Path) -> dict[str, str]:
    return kinds_of(site)


@pytest.fixture
def narrow(open_page: Callable[..., Page], kinds: dict[str, str]) -> Page:
    """A text on a screen of 1280 pixels at 200 %."""
    return open_page(kinds["article"], width=640, height=450)


def test_nothing_out_of_sight_takes_the_focus(narrow: Page) -> None:
    for _ in range(15):
        narrow.keyboard.press("Tab")
        assert narrow.evaluate(_IN_SIGHT), narrow.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_the_navigation_opens_and_closes_by_keyboard(narrow: Page) -> None:
    button = narrow.get_by_role("button", name="导航")
    narrow.keyboard.press("Tab")
    narrow.keyboard.press("Tab")
    expect(button).to_be_focused()
    narrow.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    inside = "!!document.activeElement.closest('.md-sidebar--primary')"
    narrow.wait_for_function(inside)
    narrow.keyboard.press("Tab")
    assert narrow.evaluate(inside) and narrow.evaluate(_IN_SIGHT)
    narrow.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    narrow.wait_for_function("getComputedStyle(document.querySelector('.md-sidebar--primary')).visibility === 'hidden'")


def test_the_way_back_to_the_whole_navigation_is_a_stop(narrow: Page) -> None:
    narrow.get_by_role("button", name="导航").press("Enter")
    narrow.wait_for_function("document.activeElement.matches('.md-nav__title')")
    narrow.keyboard.press("Enter")
    expect(narrow.locator(".md-sidebar--primary").get_by_role("link", name="首页")).to_be_visible()


def test_wide_screens_have_no_button_for_the_navigation(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"])
    assert page.locator(".zj-menu").count() == 1
    expect(page.locator(".zj-menu")).to_be_hidden()
    assert page.locator(".md-nav__title[tabindex]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", [".zj-text p a.citation", ".downloads a", ".zj-text p .footnote-ref"])
def test_a_link_under_the_pointer_stays_readable(open_page: Callable[..., Page], kinds: dict[str, str], scheme: str, selector: str) -> None:
    page = open_page(kinds["article"], color_scheme=scheme)
    link = page.locator(selector).first
    before = link.evaluate("e => getComputedStyle(e).color")
    link.hover()
    page.wait_for_function("([s, was]) => getComputedStyle(document.querySelector(s)).color !== was", arg=[selector, before])
    page.wait_for_function("document.getAnimations().every(a => a.playState !== 'running')")
    assert link.evaluate(_CONTRAST) >= 4.5


def test_a_slash_opens_the_search_from_the_switch_of_colours(open_page: Callable[..., Page]) -> None:
    page = open_page("")
    page.locator("input.md-option").first.focus()
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_have_count(1)


def test_signs_stay_in_the_colours_of_the_reader(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], forced_colors="active")
    sign, ground = page.evaluate(
        "[getComputedStyle(document.querySelector('.cite-this summary'), '::after').backgroundColor, getComputedStyle(document.body).backgroundColor]"
    )
    assert sign != ground


def test_on_paper_a_text_says_how_it_is_cited(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"])
    expect(page.locator(".cite-this pre").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".cite-this pre").first).to_be_visible()
    for other in page.locator(".cite-this dd").all()[1:]:
        expect(other).to_be_hidden()


def test_on_paper_the_bibliography_is_a_list_of_works(open_page: Callable[..., Page]) -> None:
    page = open_page("bibliography/")
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")  # as Material does for the printer
    expect(page.locator(".entry .backlinks li").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".entry .backlinks li").first).to_be_hidden()
    expect(page.locator(".entry .entry-text").first).to_be_visible()


def test_a_paragraph_behind_a_figure_begins_like_any_other(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["tables"])
    indents = page.evaluate("[...document.querySelectorAll('.zj-text > figure + p:not(.page-meta)')].map(p => getComputedStyle(p).textIndent)")
    assert indents and all(float(indent.removesuffix("px")) > 0 for indent in indents)


@pytest.mark.parametrize("java_script", [True, False])
def test_a_wrong_address_leads_on(open_page: Callable[..., Page], java_script: bool) -> None:
    page = open_page("404.html", java_script_enabled=java_script)
    expect(page.locator(".md-content h1")).to_have_text("没有这一页")
    ways = page.locator(".md-content li a").evaluate_all("links => links.map(link => link.href)")
    assert len(ways) > 3
    for way in ways:
        answer = page.request.get(way)
        assert answer.ok, way
    page.get_by_role("link", name="检索全站").click()
    if java_script:
        expect(page.locator("dialog[open]")).to_have_count(1)
    else:
        assert page.url.endswith("/search/")


@pytest.mark.parametrize(("scheme", "name"), [("dark", "slate"), ("light", "default")])
def test_the_first_page_is_painted_in_the_colours_of_the_device(open_page: Callable[..., Page], scheme: str, name: str) -> None:
    """Before Material's own script has run, which loads last: no flash of white in the dark."""
    page = open_page("", color_scheme=scheme)
    page.evaluate("localStorage.clear()")
    page.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == name


def test_without_script_the_head_is_as_plain_as_with_it(open_page: Callable[..., Page]) -> None:
    page = open_page("", java_script_enabled=False)
    with_script = open_page("")
    colour = "getComputedStyle(document.querySelector('.md-header')).backgroundColor"
    expect(with_script.locator("body")).to_have_attribute("data-md-color-primary", "white")
    assert page.evaluate(colour) == with_script.evaluate(colour)


def test_what_comes_under_the_finger_moves_no_line(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], width=390, height=844, has_touch=True, is_mobile=True)
    page.wait_for_load_state("networkidle")
    for paragraph in page.locator(".zj-text > p[id]:has(> .raw-lines)").all()[:6]:
        paragraph.scroll_into_view_if_needed()
        before = paragraph.bounding_box()
        page.touchscreen.tap(before["x"] + 2, before["y"] + before["height"] - 4)  # type: ignore[index]
        expect(paragraph.locator("> .zj-copy")).to_be_visible()
        after = paragraph.bounding_box()
        assert before and after and before["height"] == after["height"]


def test_raw_lines_stand_below_their_paragraph_where_no_margin_is(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], width=390, height=844, has_touch=True, is_mobile=True)
    sign = page.locator(".zj-text > p[id] > .raw-lines").nth(1)
    sign.scroll_into_view_if_needed()
    sign.tap()
    lines = page.locator(".zj-popover .zj-raw li").first
    expect(lines).to_be_visible()
    box = page.locator(".zj-popover").bounding_box()
    place = sign.bounding_box()
    assert box and place and (box["y"] >= place["y"] + 12 or box["y"] + box["height"] <= place["y"] + 12), "it covers the words beside it"
    assert box["width"] > 340


def test_raised_pages_of_a_citation_never_begin_a_line(open_page: Callable[..., Page]) -> None:
    page = open_page("glossary/")
    assert page.locator("a.citation sup").count() > 0
    for width in range(320, 440, 4):
        page.set_viewport_size({"width": width, "height": 844})
        fallen = page.evaluate(
            """() => [...document.querySelectorAll('a.citation sup')].filter(pages => {
              const before = document.createRange();
              before.setStart(pages.closest('p'), 0);
              before.setEndBefore(pages);
              const rows = [...before.getClientRects()].filter(row => row.width);
              return rows[rows.length - 1].bottom <= pages.getBoundingClientRect().top + 1;
            }).length"""
        )
        assert fallen == 0, width


def test_a_reader_who_wants_no_motion_gets_none(open_page: Callable[..., Page]) -> None:
    page = open_page("", width=640, reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration.split(',').some(t => parseFloat(t) > 0.01)).length"
    )
    assert moving == 0
