"""Reading by keyboard, without script, on wide screens and on paper, over the default site."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import kinds_of

_STOPS = """() => {
  const stops = [];
  for (const node of document.querySelectorAll('.md-content__inner :is(a[href], button, select, input, summary, [tabindex="0"])'))
    if (node.checkVisibility({visibilityProperty: true}) && !node.disabled) stops.push(node);
  window.stops = stops;
  return stops.length;
}"""


@pytest.fixture(scope="module")
def kinds(site: Path) -> dict[str, str]:
    return kinds_of(site)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["catalogue", "article", "tables", "bibliography", "term", "search"])
def test_the_keyboard_reaches_everything_in_order(open_page: Callable[..., Page], kinds: dict[str, str], kind: str) -> None:
    """Tab goes through all links, buttons and scroll areas of the content as they stand, and each shows that it has the focus."""
    page = open_page(kinds[kind])
    page.wait_for_load_state("networkidle")  # scripts show and hide controls by what they fetch
    expected = page.evaluate(_STOPS)
    page.evaluate("window.stops[0].focus()")
    for at in range(min(expected, 60)):
        assert page.evaluate("window.stops.indexOf(document.activeElement)") == at, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        page.keyboard.press("Tab")
        # a paragraph that gets the focus offers its copy button, which then is the next stop
        if page.evaluate("document.activeElement.matches('.zj-copy') && !window.stops.includes(document.activeElement)"):
            page.keyboard.press("Tab")


def test_the_first_stop_leads_to_the_content(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")


@pytest.mark.parametrize("selector", ["a.footnote-ref", "a.citation", "a.term"])
def test_focus_opens_the_popover_and_escape_closes_it(open_page: Callable[..., Page], kinds: dict[str, str], selector: str) -> None:
    page = open_page(kinds["article"])
    page.locator(f".zj-text p {selector}").first.focus()
    box = page.locator("#zj-popover")
    expect(box).to_be_visible()
    expect(box).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_popover_stays_on_the_screen(open_page: Callable[..., Page], kinds: dict[str, str], width: int) -> None:
    page = open_page(kinds["article"], width=width)
    for link in page.locator(".zj-text p a.citation").all()[:12]:
        link.focus()
        box = page.locator("#zj-popover").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        page.keyboard.press("Escape")


def test_the_catalogue_is_sorted_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("texts/")
    page.get_by_role("button", name="字数").focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    lengths = [int(words) for words in page.locator(".catalogue td.number").evaluate_all("cells => cells.map(c => c.dataset.sort)")]
    assert lengths == sorted(lengths) and len(set(lengths)) > 1


def test_a_wide_table_scrolls_by_keyboard_on_a_phone(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["tables"], width=390, height=844)
    frame = page.locator(".table-scroll").first
    page.evaluate("document.querySelector('.table-scroll table').style.minWidth = '60em'")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.table-scroll').scrollLeft > 0")


_BEGINNING_LINES = """() => [...document.querySelectorAll('.zj-text :is(p, h1, h2, h3, li) sup:has(> .footnote-ref)')].filter(mark => {
  const before = document.createRange();
  before.setStart(mark.parentElement, 0);
  before.setEndBefore(mark);
  const rows = before.getClientRects();
  return rows.length && rows[rows.length - 1].bottom <= mark.getBoundingClientRect().top + 1;
}).length"""
"""How many marks of notes stand on a line of their own below the words that they belong to."""


def test_the_mark_of_a_note_never_begins_a_line(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], width=390, height=844)
    assert page.locator(".zj-text sup > .footnote-ref").count() > 0
    found = {}
    for width in range(320, 480, 4):
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = page.evaluate(_BEGINNING_LINES)
    assert not any(found.values()), found


_RETURNS = """() => [...document.querySelectorAll('.footnote li > p > .footnote-backref')].filter(sign => {
  const before = document.createRange();
  before.setStart(sign.parentElement, 0);
  before.setEndBefore(sign);
  const rows = [...before.getClientRects()].filter(row => row.width);
  return rows[rows.length - 1].bottom <= sign.getBoundingClientRect().top + 1;
}).length"""


def test_the_way_back_from_a_note_never_begins_a_line(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], width=390, height=844, has_touch=True, is_mobile=True)
    found, wide = {}, {}
    for width in range(320, 480, 4):
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = page.evaluate(_RETURNS)
        wide[width] = page.evaluate("document.documentElement.scrollWidth") - width
    assert not any(found.values()), found
    assert not any(wide.values()), wide


_LONELY = """() => [...document.querySelectorAll('.zj-text p[id]')].filter(paragraph => {
  const signs = [...paragraph.querySelectorAll(':scope > :is(.permalink, .raw-lines)')];
  const high = paragraph.getBoundingClientRect().height;
  signs.forEach(sign => { sign.style.display = 'none'; });
  const without = paragraph.getBoundingClientRect().height;
  signs.forEach(sign => { sign.style.display = ''; });
  return high > without + 1;
}).length"""
"""How many paragraphs their signs make a line higher."""


@pytest.mark.parametrize("kind", ["article", "tables"])
def test_by_touch_the_signs_stand_clear_of_the_words(open_page: Callable[..., Page], kinds: dict[str, str], kind: str) -> None:
    """They are seen all the time, so they may neither make a line nor cover words or each other; a finger needs 24 pixels."""
    page = open_page(kinds[kind], width=390, height=844, has_touch=True, is_mobile=True)
    assert page.evaluate(_LONELY) == 0
    found = page.evaluate(
        """() => [...document.querySelectorAll('.zj-text p[id]:has(> .raw-lines)')].map(p => {
          const [number, raw] = [p.querySelector(':scope > .permalink'), p.querySelector(':scope > .raw-lines')].map(a => a.getBoundingClientRect());
          return [number.right <= raw.left + 1, (raw.top + raw.bottom) / 2 > p.getBoundingClientRect().bottom, raw.width, raw.height, raw.right];
        })"""
    )
    assert len(found) > 5
    for apart, below, wide, high, right in found:
        assert apart and below and wide >= 24 and high >= 24 and right <= 390


def test_the_signs_of_a_paragraph_make_no_line_of_their_own(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], width=390, height=844)
    assert page.locator(".zj-text p[id] > .raw-lines").count() > 5
    assert page.evaluate(_LONELY) == 0
    first = page.locator(".zj-text p[id]:has(> .raw-lines)").first
    first.hover()
    sign = first.locator("> .raw-lines")
    expect(sign).to_have_css("opacity", "1")
    number, raw, words = first.locator("> .permalink").bounding_box(), sign.bounding_box(), first.bounding_box()
    assert number and raw and words and number["x"] + number["width"] <= raw["x"] + 1, "one covers the other"
    assert raw["y"] + raw["height"] / 2 >= words["y"] + words["height"] - 12, "they stand on the words"


def test_a_chart_of_years_shows_the_newest_first_on_a_phone(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["charts"], width=390, height=844)
    frame = page.locator(".chart-scroll.by-year").first
    assert frame.evaluate("node => node.scrollWidth > node.clientWidth")
    newest = frame.locator("svg > text, svg text").last.bounding_box()
    box = frame.bounding_box()
    assert newest and box and newest["x"] + newest["width"] <= box["x"] + box["width"] + 8


def test_short_names_in_a_table_stay_whole_on_a_phone(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    """A table too wide for that scrolls in its frame; the page does not."""
    page = open_page(kinds["tables"], width=390, height=844)
    rows = page.evaluate(
        """() => {
          const table = document.querySelector('.table-scroll table');
          table.innerHTML = '<tr>' + '<td>甲乙丙丁</td><td class="number">1234.5</td>'.repeat(4) + '</tr>';
          return [...table.querySelectorAll('td')].map(cell => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            return words.getClientRects().length;
          });
        }"""
    )
    assert rows == [1] * 8
    assert page.evaluate("document.querySelector('.table-scroll').scrollWidth > document.querySelector('.table-scroll').clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_shade_says_that_a_table_goes_on(open_page: Callable[..., Page], kinds: dict[str, str], scheme: str) -> None:
    page = open_page(kinds["tables"], width=390, height=844, color_scheme=scheme)
    page.evaluate(
        """() => {
          const frame = document.querySelector('.table-scroll');
          frame.querySelector('table').innerHTML = ('<tr>' + '<td style="color: transparent; border: 0">甲乙丙丁</td>'.repeat(8) + '</tr>').repeat(6);
          frame.querySelector('table').style.border = 0;
          frame.scrollIntoView({block: 'center'});
        }"""
    )
    box = page.locator(".table-scroll").first.bounding_box()
    assert box
    edge = {"x": box["x"] + box["width"] - 6, "y": box["y"] + 20, "width": 6, "height": 40}
    before = page.screenshot(clip=edge)
    page.evaluate("document.querySelector('.table-scroll').scrollLeft = 1e4")
    assert page.screenshot(clip=edge) != before


def test_figures_in_a_table_end_at_one_edge(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["tables"])
    cells = page.locator(".table-scroll td.number")
    assert cells.count() > 1
    expect(cells.first).to_have_css("text-align", "right")


def test_without_script_everything_can_be_read(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], java_script_enabled=False)
    home = page.log.home  # type: ignore[attr-defined]
    expect(page.locator("#p1")).to_be_visible()
    expect(page.locator("div.footnote li").first).to_be_visible()
    page.locator("a.footnote-ref").first.click()
    assert "#fn:" in page.url
    page.locator(".zj-text p a.term").first.click()
    assert "/glossary/#term-" in page.url
    expect(page.locator(":target")).to_be_visible()
    page.goto(home + kinds["article"])
    page.locator(".zj-text p a.citation").first.click()
    expect(page.locator(":target")).to_be_visible()
    page.goto(home + "bibliography/")
    assert page.locator(".bibliography > .entry:visible").count() == page.locator(".bibliography > .entry").count() > 0
    page.goto(home + kinds["term"])
    assert page.locator(".kwic li:visible").count() > 0
    page.goto(home + "search/")
    expect(page.locator("#zj-search-page a").first).to_be_visible()


def test_notes_stand_beside_their_lines_on_a_wide_screen(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"], width=1700)
    page.wait_for_function("document.documentElement.classList.contains('zj-sidenotes')")
    text = page.locator("#p1").bounding_box()
    assert text
    last = 0.0
    for note in page.locator(".footnote > ol > li").all():
        box = note.bounding_box()
        assert box and box["x"] > text["x"] + text["width"] and box["x"] + box["width"] < 1700
        assert box["y"] >= last, "no note covers another"
        last = box["y"] + box["height"]
        mark = page.locator(f"[id='{note.get_attribute('id').replace('fn:', 'fnref:')}']").bounding_box()  # type: ignore[union-attr]
        assert mark and box["y"] >= mark["y"] - 12
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function("!document.documentElement.classList.contains('zj-sidenotes')")
    note = page.locator(".footnote > ol > li").first.bounding_box()
    assert note and note["y"] > text["y"] + 1000, "back at the end of the text"


def test_the_bar_shows_how_far_the_text_is_read(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["article"])
    width = "document.querySelector('.zj-progress').getBoundingClientRect().width"
    page.wait_for_function(f"{width} < 20")
    page.evaluate("document.querySelector('.footnote').scrollIntoView()")
    page.wait_for_function(f"{width} > 1200")


def test_the_pages_of_the_print_stand_in_the_margin(open_page: Callable[..., Page], kinds: dict[str, str]) -> None:
    page = open_page(kinds["chapter"])
    style = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('.zj-text p > .pb'), '::before'); return [s.position, s.content]; })()"
    )
    number = page.locator(".zj-text p > .pb").first.get_attribute("data-page")
    assert style == ["absolute", f'"{number}"']
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("getComputedStyle(document.querySelector('.zj-text p > .pb'), '::before').position") == "static"


@pytest.mark.parametrize("kind", ["article", "chapter", "tables", "printed list"])
def test_the_bar_names_the_site_until_the_title_has_gone(open_page: Callable[..., Page], kinds: dict[str, str], kind: str) -> None:
    """Whether the title stands on one line or on two."""
    page = open_page(kinds[kind], width=1280)
    bar = page.locator(".md-header__title")
    page.wait_for_timeout(300)
    assert "md-header__title--active" not in (bar.get_attribute("class") or "")
    page.mouse.wheel(0, 600)
    expect(bar).to_have_class(re.compile("--active"))
