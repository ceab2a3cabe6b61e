"""The search in Firefox itself. Skips where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.search import Options
from build_scripts.search.normalize import variants
from tests.browser.harness import serving
from tests.search.marionette import FIREFOX, Firefox, firefox
from tests.search.small_site import write_site

pytestmark = [
    pytest.mark.browser, pytest.mark.xdist_group("search-firefox"), pytest.mark.skipif(not FIREFOX, reason="no Firefox here"),
]  # fmt: skip
HITS = "Array.from(document.querySelectorAll('.zj-search__hit'), each => each.textContent)"
TYPE = """const box = document.querySelector('.zj-search__input');
box.value = arguments[0];
box.dispatchEvent(new InputEvent('input', {bubbles: true}));"""
SLASH = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true, cancelable: true}))"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("firefox") / "sub", Options(as_scripts=True))


@pytest.fixture(scope="module")
def home(folder: Path) -> Iterator[str]:
    with serving(folder.parent) as address:
        yield f"{address}sub/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Firefox]:
    with firefox() as session:
        yield session


def ask(browser: Firefox, text: str) -> None:
    browser.run(SLASH)
    browser.wait_for("document.querySelector('dialog[open]') !== null")
    browser.run(TYPE, text)


def test_a_question_is_answered_and_its_hit_is_marked_on_arrival(browser: Firefox, home: str) -> None:
    browser.visit(home + "texts/shuju/")
    ask(browser, "數據流動")
    assert len(browser.wait_for(f"({HITS}).length && {HITS}")) == 1
    browser.run("document.querySelector('.zj-search__hit').click()")
    browser.wait_for("location.hash === '#p3' && document.querySelectorAll('#p3 mark.zj-hit').length")
    assert browser.run("return document.querySelector('mark.zj-hit').textContent") == "數據流動"


@pytest.mark.parametrize(("typed", "expected"), [("dengta", "灯塔"), ("灯塔 看守", "看守"), ("-需要 灯塔", "灯塔"), ("28.1zb", "28.1 ZB")])
def test_every_kind_of_question_is_answered(browser: Firefox, home: str, typed: str, expected: str) -> None:
    browser.visit(home)
    ask(browser, typed)
    assert expected in browser.wait_for(f"({HITS}).length && {HITS}")[0]


def test_the_search_page_lists_sorts_and_filters(browser: Firefox, home: str) -> None:
    browser.visit(home + "search/?q=灯塔&sort=right")
    rows = browser.wait_for("document.querySelectorAll('.zj-find__row').length")
    assert rows > 3
    browser.run("const s = document.querySelector('select[name=kind]'); s.value = 'glossary'; s.dispatchEvent(new Event('change', {bubbles: true}))")
    browser.wait_for(f"document.querySelectorAll('.zj-find__row').length && document.querySelectorAll('.zj-find__row').length < {rows}")


def test_it_works_from_a_file(browser: Firefox, folder: Path) -> None:
    browser.visit((folder / "texts" / "haiyang" / "index.html").as_uri())
    ask(browser, "灯塔 看守")
    browser.wait_for(f"({HITS}).length")


def test_script_and_python_normalise_alike(browser: Firefox, home: str) -> None:
    cases = json.loads((Path(__file__).parent / "normalize_cases.json").read_text(encoding="utf-8"))["normalize"]
    browser.visit(home)
    browser.run(SLASH)
    browser.wait_for("document.querySelector('dialog[open]') !== null")
    browser.run("zjSearch.addVariants(arguments[0])", "".join(a + b for a, b in variants().items()))
    for text, expected, why in cases:
        assert browser.run("return zjSearch.normalize(arguments[0])", text) == expected, why
