"""Texts that are too many for the navigation: each of their pages sees its own text in it, and its neighbours as next and previous."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from build_scripts.publish.navigation import TEXTS, Nav


class Shelf:
    """The items of the texts of one build, as MkDocs' navigation would hold them."""

    def __init__(self, items: Nav, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
        self._section = next((item for item in nav.items if isinstance(item, Section) and item.title == TEXTS), None)
        self._first: list[Any] = list(self._section.children) if self._section else []
        self._items: dict[str, Page | Section] = {}
        pages: list[Page] = [item for item in self._first if isinstance(item, Page)]
        for item in items if self._section else ():
            for title, content in item.items():
                made = self._item(title, content, files, config)
                for page in _pages(made):
                    self._items[page.file.src_uri] = made
                    pages.append(page)
        for before, after in zip(pages, pages[1:], strict=False):
            before.next_page, after.previous_page = after, before

    def _item(self, title: str, content: Any, files: Files, config: MkDocsConfig) -> Page | Section:
        if isinstance(content, str):
            made: Page | Section = _page(title, content, files, config)
        else:
            children = [
                _page(title_, path, files, config) for title_, path in map(_titled, content)
            ]
            made = Section(title, list(children))
            for child in children:
                child.parent = made
        made.parent = self._section
        return made

    def item_of(self, page: Page) -> Page | Section | None:
        """The text of the page as the navigation shows it; None for a page of no such text."""
        return self._items.get(page.file.src_uri)

    def open_at(self, page: Page) -> None:
        """Makes the navigation show the text of this page beside what it always shows."""
        if self._section:
            own = self.item_of(page)
            self._section.children = [*self._first, own] if own else list(self._first)


def _page(title: str | None, path: str, files: Files, config: MkDocsConfig) -> Page:
    file = files.src_uris[path]
    return Page(title, file, config)


def _pages(item: Page | Section) -> Iterator[Page]:
    if isinstance(item, Page):
        yield item
    else:
        for child in item.children:
            yield from _pages(child)  # type: ignore[arg-type]  # a section of ours holds pages only


def _titled(item: Any) -> tuple[str | None, str]:
    if isinstance(item, str):
        return None, item
    title, path = next(iter(item.items()))
    return str(title), str(path)
