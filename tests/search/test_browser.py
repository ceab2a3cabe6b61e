"""The search in a real browser, on the small site under a sub-path."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from build_scripts.search import Options
from tests.browser.harness import chromium, serving
from tests.search.small_site import write_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("search-browser")]
HIT, INPUT, STATUS = ".zj-search__hit", ".zj-search__input", ".zj-search__status"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("search")
    write_site(base / "sub" / "zj", Options(as_scripts=True))
    (base / "favicon.ico").write_bytes(b"")
    return base


@pytest.fixture(scope="module")
def home(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield f"{address}sub/zj/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def visit(browser: Browser, home: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site; no script error may be left at the end."""
    contexts, errors = [], []

    def opened(path: str = "", width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path if path.startswith("file:") else home + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


def ask(page: Page, text: str) -> None:
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.fill(INPUT, text)


def test_nothing_is_fetched_before_the_box_opens(visit: Callable[..., Page], home: str) -> None:
    page = visit("texts/shuju/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(home)))
    page.wait_for_timeout(300)
    assert asked == []
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.wait_for_timeout(300)
    parts = [re.split("[-/]", name)[1] for name in asked]
    assert parts[:2] == ["app", "manifest.json"] and set(parts[2:]) == {"p"}


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_open_the_box(visit: Callable[..., Page], key: str) -> None:
    page = visit()
    page.keyboard.press(key)
    expect(page.locator(INPUT)).to_be_focused()


def test_a_slash_in_another_field_is_a_slash(visit: Callable[..., Page]) -> None:
    page = visit()
    field = page.get_by_label("别的输入框")
    field.press("/")
    assert field.input_value() == "/"
    expect(page.locator("dialog")).to_have_count(0)


def test_focus_stays_in_the_box_and_returns_to_where_it_was(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("button", name="检索").click()
    expect(page.locator(INPUT)).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("button", name="检索")).to_be_focused()


def test_a_hit_leads_to_its_paragraph_and_is_marked_there(visit: Callable[..., Page], home: str) -> None:
    page = visit()
    ask(page, "數據流動")
    expect(page.locator(HIT)).to_have_count(1)
    assert page.locator(f"{HIT} mark").all_text_contents() == ["數據流動"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/texts/shuju/?hl=*#p3")
    expect(page.locator("mark.zj-hit")).to_have_text("數據流動")
    assert page.locator("#p3 mark.zj-hit").count() == 1
    page.keyboard.press("Escape")
    expect(page.locator("mark.zj-hit")).to_have_count(0)


def test_marks_cross_the_borders_of_elements(visit: Callable[..., Page]) -> None:
    page = visit("texts/shuju/?hl=照亮数智经济#p1")
    expect(page.locator("mark.zj-hit")).to_have_count(2)
    assert "".join(page.locator("mark.zj-hit").all_text_contents()) == "照亮数智经济"
    assert page.locator("a.term mark").text_content() == "数智经济"


def test_arrow_keys_walk_through_all_options(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "灯塔")
    expect(page.locator(HIT).nth(3)).to_be_visible()
    page.wait_for_timeout(300)
    options = page.locator("[role=option]")
    seen = []
    for _ in range(options.count()):
        page.keyboard.press("ArrowDown")
        active = page.get_attribute(INPUT, "aria-activedescendant")
        assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
        seen.append(active)
    assert len(set(seen)) == options.count()
    assert page.locator("[aria-selected=true]").count() == 1


def test_an_input_method_is_let_finish(visit: Callable[..., Page], home: str) -> None:
    page = visit()
    page.keyboard.press("/")
    expect(page.locator(INPUT)).to_be_focused()
    page.wait_for_timeout(200)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    session = page.context.new_cdp_session(page)
    for text in ("d", "de", "deng", "dengta"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        page.wait_for_timeout(120)
    page.keyboard.press("Enter")
    assert asked == [] and page.locator("dialog[open]").count() == 1
    session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    session.send("Input.insertText", {"text": "灯塔"})
    expect(page.locator(HIT).first).to_be_visible()
    assert page.input_value(INPUT).endswith("灯塔")


def test_markup_in_a_text_is_shown_and_not_run(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "看守人换了三代")
    expect(page.locator(HIT)).to_have_count(1)
    assert "<img src=x" in (page.locator(HIT).text_content() or "")
    assert page.locator("dialog img, dialog script").count() == 0
    page.goto(page.url.split("?")[0] + "search/?q=" + "<img src=x onerror=document.body.dataset.evil=1>")
    page.wait_for_timeout(300)
    assert page.evaluate("document.body.dataset.evil") is None


@pytest.mark.parametrize(("status", "body"), [(404, b""), (200, b"cut"), (503, b"")])
def test_a_missing_or_cut_file_is_said_and_can_be_tried_again(visit: Callable[..., Page], status: int, body: bytes) -> None:
    page = visit()
    page.route("**/search/k/**", lambda route: route.fulfill(status=status, body=body))
    ask(page, "灯塔")
    fault = page.locator(".zj-search__fault")
    expect(fault).to_be_visible()
    expect(page.locator(HIT)).to_have_count(0)
    assert "没有找到" not in page.inner_text("dialog")
    page.unroute("**/search/k/**")
    fault.get_by_role("button", name="重试").click()
    expect(page.locator(HIT).first).to_be_visible()
    expect(fault).to_be_hidden()


def test_the_box_says_when_its_script_is_gone(visit: Callable[..., Page]) -> None:
    page = visit()
    page.route("**/search/app-*", lambda route: route.fulfill(status=404))
    page.reload()  # what a page holds in memory is not asked for again
    page.keyboard.press("/")
    expect(page.get_by_role("alert")).to_contain_text("没有载入")


def test_it_works_from_a_file(visit: Callable[..., Page], folder: Path) -> None:
    page = visit((folder / "sub" / "zj" / "texts" / "haiyang" / "index.html").as_uri())
    ask(page, "灯塔 看守")
    expect(page.locator(HIT).first).to_be_visible()


def test_nothing_found_is_said_with_the_nearest_terms(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "数智城市规划")
    expect(page.locator(STATUS)).to_contain_text("没有找到")
    page.get_by_role("option", name="数智经济").click()
    page.wait_for_url("**/glossary/#term-sz")


def test_a_filter_alone_lists_texts_and_genres_are_named(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "年:2023")
    expect(page.locator(HIT).first).to_contain_text("数据要素与灯塔经济")
    page.wait_for_timeout(400)
    expect(page.locator(".zj-search__fault")).to_be_hidden()
    page.goto(page.url.split("?")[0] + "search/?q=灯塔&genre=journal-article")
    expect(page.locator(".zj-find__row").first).to_be_visible()
    assert page.locator("select[name=genre] option").all_text_contents() == ["全部", "图书", "期刊论文", "报纸文章"]
    assert page.get_by_label("体裁").input_value() == "期刊论文"


def test_recent_searches_stay_on_the_device(visit: Callable[..., Page]) -> None:
    page = visit()
    ask(page, "潮汐")
    expect(page.locator(HIT).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/haiyang/**")
    page.keyboard.press("/")
    expect(page.get_by_role("option", name="潮汐")).to_be_visible()
    assert page.context.cookies() == []
    page.get_by_role("button", name="清除检索记录").click()
    expect(page.get_by_role("option")).to_have_count(0)


def test_the_search_page_has_an_address_counts_and_an_order(visit: Callable[..., Page]) -> None:
    page = visit("search/?q=灯塔")
    rows = page.locator(".zj-find__row")
    expect(rows.first).to_be_visible()
    expect(page.locator(".zj-find__counts")).to_contain_text("数据要素与灯塔经济")
    page.get_by_label("排序").select_option("right")
    page.wait_for_timeout(200)
    assert "sort=right" in page.url
    page.get_by_label("部分").select_option("glossary")
    expect(page.locator(".zj-find__place").first).to_contain_text("术语")
    assert "kind=glossary" in page.url
    page.fill(".zj-find__form input", "潮汐")
    page.get_by_label("部分").select_option("")
    page.wait_for_url("**q=%E6%BD%AE%E6%B1%90*")
    shared = page.url
    page.goto(shared)
    expect(rows.first).to_contain_text("潮汐")


def test_the_concordance_is_exported(visit: Callable[..., Page]) -> None:
    page = visit("search/?q=灯塔")
    expect(page.locator(".zj-find__row").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:4] == ["序号", "左", "匹配", "右"]
    assert {row[2] for row in rows[1:]} == {"灯塔"}
    assert len(rows) - 1 == page.locator(".zj-find__row").count()
    assert any(row[3].startswith("需要看守") and row[-1].endswith("texts/shuju/#p4") for row in rows)


def test_without_script_the_index_pages_are_offered(visit: Callable[..., Page]) -> None:
    page = visit("search/", java_script_enabled=False)
    expect(page.get_by_role("link", name="术语表")).to_be_visible()


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_it_fits_a_phone(visit: Callable[..., Page], scheme: str) -> None:
    page = visit("search/?q=灯塔", width=390)
    page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", scheme)
    expect(page.locator(".zj-find__row").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("Control+k")
    page.fill(INPUT, "数据")
    expect(page.locator(HIT).first).to_be_visible()
    box = page.locator("dialog").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
    closer = page.get_by_role("button", name="关闭检索").bounding_box()
    assert closer is not None and min(closer["width"], closer["height"]) >= 44


def test_script_and_python_normalise_alike_in_the_browser(visit: Callable[..., Page]) -> None:
    import json

    from build_scripts.search.normalize import variants

    cases = json.loads((Path(__file__).parent / "normalize_cases.json").read_text(encoding="utf-8"))
    page = visit()
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.evaluate("pairs => zjSearch.addVariants(pairs)", "".join(a + b for a, b in variants().items()))
    for text, expected, why in cases["normalize"]:
        assert page.evaluate("text => zjSearch.normalize(text)", text) == expected, why
