"""What a reader does on a page, in a real browser, under a strict content security policy."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import chromium

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TEXT = "texts/lunwen/"


class _Strict(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Strict, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    made = context.new_page()
    faults: list[str] = []
    made.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("request", lambda request: None if request.url.startswith(address) else faults.append(request.url))
    yield made
    context.close()
    assert not faults


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_popover_shows_the_whole_entry_on_hover_and_goes_with_escape(page: Page, address: str) -> None:
    page.goto(address + TEXT)
    page.locator("#p1 a.citation").first.hover()
    box = page.locator("#zj-popover")
    expect(box).to_be_visible()
    expect(box).to_contain_text("王某. 新质生产力的一个框架[J].")
    expect(page.locator("#p1 a.citation").first).to_have_attribute("aria-describedby", "zj-popover")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


def test_popover_on_focus_of_a_note_and_of_a_work_listed_below(page: Page, address: str) -> None:
    page.goto(address + TEXT)
    page.locator("#p1 a.footnote-ref").focus()
    expect(page.locator("#zj-popover")).to_contain_text("三条路径的说法是自拟的。")
    expect(page.locator("#zj-popover")).not_to_contain_text("↩")
    page.locator("#p2 a.citation").first.focus()
    expect(page.locator("#zj-popover")).to_contain_text("一个框架的逻辑")


def test_first_tap_shows_and_the_way_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + TEXT)
    page.locator("#p1 a.citation").first.tap()
    expect(page.locator("#zj-popover")).to_be_visible()
    assert "#" not in page.url
    page.locator("#zj-popover .zj-go").tap()
    assert page.url.endswith("#ref-wang2024xinzhi")
    context.close()


def test_without_script_citations_are_links_and_records_can_be_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + TEXT)
    page.locator("#p1 a.citation").first.click()
    assert page.url.endswith("#ref-wang2024xinzhi")
    page.locator(".cite-this summary").click()
    expect(page.locator(".cite-this pre").first).to_contain_text("王瑜聪，欧阳明. 数据要素如何进入生产")
    page.goto(address + "bibliography/")
    expect(page.locator(".bibliography > .entry")).to_have_count(6)
    expect(page.locator("form.filters")).to_be_hidden()
    context.close()


def test_copying_the_records_of_a_text(page: Page, address: str) -> None:
    page.goto(address + TEXT)
    page.locator(".cite-this summary").click()
    page.get_by_role("button", name="复制 BibTeX").click()
    assert clipboard(page).startswith("@article{lunwen,")
    page.get_by_role("button", name="复制 RIS").click()
    assert clipboard(page).startswith("TY  - JOUR")


def test_copying_a_paragraph_with_its_reference(page: Page, address: str) -> None:
    page.goto(address + TEXT)
    page.locator("#p3").hover()
    page.get_by_role("button", name="连出处复制第3段").click()
    assert clipboard(page) == (
        "“度量的办法见表1与图1，也见专栏1。”\n—— 王瑜聪，欧阳明. 数据要素如何进入生产：一个自拟的例子[J]. 试验学刊，2024，12（3）：14-23. "
        f"DOI:10.1234/abc.2024.03. 第15页，第3段。{address}{TEXT}#p3"
    )


def test_paragraph_number_is_seen_when_wanted(page: Page, address: str) -> None:
    page.goto(address + TEXT)
    number = page.locator("#p3 > .permalink")
    page.mouse.move(5, 5)
    expect(number).to_have_css("opacity", "0")
    page.locator("#p3").hover()
    expect(number).to_have_css("opacity", "1")
    number.click()
    assert page.url.endswith("#p3")


def test_sorting_the_catalogue(page: Page, address: str) -> None:
    page.goto(address + "texts/")
    length = page.get_by_role("button", name="字数")
    cells = page.locator("table.catalogue tbody td.number")
    length.click()
    up = [int(text) for text in cells.all_text_contents()]
    assert up == sorted(up) and len(up) == 3
    length.click()
    assert [int(text) for text in cells.all_text_contents()] == up[::-1]
    expect(page.locator("table.catalogue th[aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_filtering_the_bibliography(page: Page, address: str) -> None:
    page.goto(address + "bibliography/")
    shown = page.locator(".bibliography > .entry:visible")
    expect(shown).to_have_count(6)
    page.get_by_label("类型", exact=True).select_option("图书")
    expect(shown).to_have_count(2)
    page.get_by_label("文本", exact=True).select_option("lunwen")
    expect(shown).to_have_count(1)
    expect(page.locator("form.filters output")).to_have_text("符合 1 条")


def test_dark_is_remembered_without_inline_script(page: Page, address: str) -> None:
    page.goto(address)
    for _ in range(2):
        page.locator("label[for^=__palette_]:visible").click()
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    assert scheme == "slate"
    page.goto(address + TEXT)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("path", ["", TEXT, "texts/baogao/", "bibliography/", "bibliography/charts/", "glossary/", "search/"])
def test_a_phone_never_scrolls_sideways(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_chinese_typography(page: Page, address: str) -> None:
    page.goto(address + TEXT)
    style = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('#p1'));"
        "return [s.fontSize, s.lineHeight, s.textIndent, s.lineBreak]; })()"
    )
    assert style == ["17px", "32.3px", "34px", "strict"]
    assert page.evaluate("document.querySelector('#p2').clientWidth / 17") == pytest.approx(38, abs=1)
    assert page.evaluate("getComputedStyle(document.querySelector('#p2 em')).textEmphasisStyle") != "none"
    for selector in ("#fn\\\\:1 p", "#tab-1 p", "#p4"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).textIndent") == "0px", selector


def test_print_has_no_furniture_of_the_screen(page: Page, address: str) -> None:
    page.goto(address + TEXT)
    page.emulate_media(media="print")
    for selector in (".permalink", ".cite-this summary", ".md-header", ".md-sidebar"):
        expect(page.locator(selector).first).to_be_hidden()
    assert re.search("数据进入生产", page.locator("#p1").inner_text())


def test_the_search_page_finds(page: Page, address: str) -> None:
    page.goto(address + "search/?q=数字化车间")
    expect(page.locator("#zj-search-page")).to_contain_text("边界之内是")
    page.goto(address + TEXT)
    page.get_by_role("link", name="检索").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_catalogue_keeps_titles_readable_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "texts/")
    box = page.locator("table.catalogue tbody th").first.bounding_box()
    assert box is not None and box["width"] >= 150
