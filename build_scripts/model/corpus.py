"""The whole of a site's material, read once: texts, other pages, the library, the glossary, the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from build_scripts.model.glossary import Glossary
from build_scripts.model.lists import DEFAULT_LISTS, Lists
from build_scripts.model.meta import shaped
from build_scripts.model.page import Page, page_url
from build_scripts.model.reference import Reference
from build_scripts.text.source import Source

ReadRaw = Callable[[str], Source | None]
"""From the name of a file in ``references/sources/`` to the raw text; None where it is not at hand."""


def no_raw_text(name: str) -> None:
    """The reader of a corpus that came without its raw texts."""


@dataclass(frozen=True)
class Entry:
    """One entry of the library: its key, what it says, and its BibTeX as people keep it."""

    key: str
    reference: Reference
    bibtex: str = field(default="", repr=False)


@dataclass(frozen=True)
class Text:
    """One converted text: the page or pages of ``docs/texts`` that hold it, in reading order."""

    slug: str
    pages: tuple[Page, ...]

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """The front matter of the first page, which speaks for the whole text, each value in the shape that it is meant in."""
        return shaped(self.pages[0].meta)

    @property
    def title(self) -> str:
        """The text's title."""
        return self.pages[0].title

    @property
    def urls(self) -> list[str]:
        """The addresses of its pages below the site's root."""
        return [page_url(page.path) for page in self.pages]


@dataclass(frozen=True)
class Config:
    """What ``mkdocs.yml`` says that publish, search and check need.

    ``citations`` is ``extra.citations`` (``display``: ``printed`` or ``style``; ``style``; ``layout``; ``width``);
    ``extra`` the whole ``extra`` mapping.
    """

    site_name: str = "章句"
    site_url: str = ""
    site_description: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def citations(self) -> Mapping[str, Any]:
        """The settings of ``extra.citations``."""
        value = self.extra.get("citations")
        return value if isinstance(value, Mapping) else {}


@dataclass(frozen=True)
class Corpus:
    """Everything a site is made from. ``glossary`` holds the terms in the order of the glossary file.

    ``raw`` reads a raw text when it is asked for one: a site of a thousand texts never holds all of them. ``library`` is a
    key for what the files of the library hold; empty where it was not read from files. ``lists`` are the word lists with the site's own.
    """

    config: Config
    texts: tuple[Text, ...] = ()
    pages: tuple[Page, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    glossary: Glossary = Glossary()  # noqa: RUF009 - frozen
    files: tuple[str, ...] = ()
    raw: ReadRaw = field(default=no_raw_text, repr=False, compare=False)
    library: str = field(default="", compare=False)
    lists: Lists = DEFAULT_LISTS

    def to_share(self) -> Corpus:
        """What work on a single page asks of it wherever it is done: settings, glossary, word lists."""
        return replace(self, texts=(), pages=(), entries={}, files=(), raw=no_raw_text)

    @property
    def all_pages(self) -> list[Page]:
        """Every page, texts first."""
        return [page for text in self.texts for page in text.pages] + list(self.pages)
