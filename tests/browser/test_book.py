"""A book of the default site as a browser shows its chapters, on the width of a small reader."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def book(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the chapters of all texts."""
    folder = tmp_path_factory.mktemp("book")
    with zipfile.ZipFile(site / "collection.epub") as file:
        file.extractall(folder)
    return folder / "EPUB"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 480})
    yield context.new_page()
    context.close()


def test_no_address_makes_a_chapter_wider_than_the_reader(book: Path, page: Page) -> None:
    chapters = sorted(book.glob("c*.xhtml"))
    assert len(chapters) > 5
    for chapter in chapters:
        page.goto(chapter.as_uri())
        page.evaluate(  # an address longer than a line, as notes print them
            "document.body.insertAdjacentHTML('beforeend', '<p>https://example.org/' + 'a'.repeat(200) + '</p>')"
        )
        wide = page.evaluate("[...document.querySelectorAll('p')].filter(p => !p.closest('table') && p.scrollWidth > innerWidth).length")
        assert wide == 0, chapter.name


def test_authors_stand_apart_and_han_is_never_slanted(book: Path, page: Page) -> None:
    seen = 0
    for chapter in sorted(book.glob("c*.xhtml")):
        page.goto(chapter.as_uri())
        seen += page.locator(".author + .author").count()
        signs = page.evaluate("[...document.querySelectorAll('.author + .author')].map(a => getComputedStyle(a, '::before').content)")
        assert all("、" in sign for sign in signs)
    assert seen
    page.evaluate("""document.body.insertAdjacentHTML("beforeend", "<p><em>着重</em><em lang='en'>sic</em></p>")""")
    assert page.evaluate("[...document.querySelectorAll('p:last-child > em')].map(e => getComputedStyle(e).fontStyle)") == ["normal", "italic"]
