"""What a rule is, and what it looks at.

A rule is a generator over the site: ``rule(site) -> Iterator[Spot]`` under ``@rule``, or over one page under
``@page_rule``. Its docstring *is* its page (``check.handbook`` prints it), with a bad and a good example that the tests run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from build_scripts.check.built import BuiltSite
from build_scripts.check.spot import Finding, Spot
from build_scripts.check.view import View
from build_scripts.check.words import CheckWords, default_words
from build_scripts.diagnostics import Severity
from build_scripts.model.corpus import Corpus
from build_scripts.model.page import Page
from build_scripts.text.source import Source


@dataclass(frozen=True)
class Site:
    """Everything that a check looks at; files are named by their path below the site's root.

    ``libraries`` and ``sidecars`` are texts by path; ``sources`` and ``imported`` the names of what lies in ``references/sources`` and
    ``references/imported``; ``drawings`` the SVG files of ``docs``; ``built`` is the built site, None where there is none.
    ``focus`` names the files that the findings shall be about (None: all).
    """

    corpus: Corpus
    libraries: Mapping[str, str] = field(default_factory=dict)
    glossary: str = ""
    sources: frozenset[str] = frozenset()
    sidecars: Mapping[str, str] = field(default_factory=dict)
    imported: frozenset[str] = frozenset()
    drawings: Mapping[str, str] = field(default_factory=dict)
    words: CheckWords = field(default_factory=default_words)
    built: BuiltSite | None = None
    focus: frozenset[str] | None = None

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The pages that are to be checked."""
        wanted = (page for page in self.corpus.all_pages if self.focus is None or f"docs/{page.path}" in self.focus)
        return tuple(View(page) for page in wanted)

    @cached_property
    def by_path(self) -> Mapping[str, Page]:
        """Every page by its path below ``docs``."""
        return {page.path: page for page in self.corpus.all_pages}

    @cached_property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """The explicit ids of every page, by its path below ``docs``."""
        return _Anchors(self.by_path)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {path: Source(path, text) for path, text in self.libraries.items()}

    @cached_property
    def entry_places(self) -> Mapping[str, tuple[str, int]]:
        """Where each entry of the library begins: path and offset."""
        return {
            key: (path, at)
            for key, entry in self.corpus.entries.items()
            for path, text in self.libraries.items()
            if (at := text.find(entry.bibtex)) >= 0
        }

    def at_entry(self, key: str, message: str, hint: str = "", severity: Severity | None = None, words: str = "") -> Spot:
        """A finding about an entry of the library, at its first line or at the first place of ``words`` in it."""
        path, start = self.entry_places.get(key, ("references/library.bib", -1))
        if start < 0:
            return Spot(path, 0, 0, message, hint, severity)
        end = start + len(self.corpus.entries[key].bibtex)
        at = self.libraries[path].find(words, start, end) if words else start
        return Spot(path, *self._sources[path].position(at if at >= 0 else start), message, hint, severity)


class _Anchors(dict[str, frozenset[str]]):
    """The explicit ids of pages, looked for when first asked after."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        super().__init__()
        self.pages = pages

    def __missing__(self, path: str) -> frozenset[str]:
        page = self.pages.get(path)
        self[path] = frozenset(name for name, _ in View(page).ids) if page else frozenset()
        return self[path]


Check = Callable[[Site], Iterator[Spot]]


@dataclass(frozen=True)
class Rule:
    """A registered rule. ``page`` says that it looks at one page at a time; ``fixable`` that it may know the cure."""

    code: str
    severity: Severity
    name: str
    doc: str = field(repr=False)
    check: Check = field(repr=False)
    page: bool = False
    fixable: bool = False

    def findings(self, site: Site) -> Iterator[Finding]:
        """The findings in the order in which the rule comes upon them."""
        for spot in self.check(site):
            severity = spot.severity or self.severity
            yield Finding(self.code, spot.message, spot.hint, severity, spot.path, spot.line, spot.column, spot.edits)


RULES: dict[str, Rule] = {}
"""Every rule by its code; filled when ``check.rules`` is imported."""


def rule(code: str, severity: Severity, fixable: bool = False) -> Callable[[Check], Check]:
    """Registers a rule over the whole site. Raises ``ValueError`` for a code that is taken."""

    def register(check: Check) -> Check:
        _add(Rule(code, severity, check.__name__.replace("_", "-"), check.__doc__ or "", check, fixable=fixable))
        return check

    return register


PageCheck = Callable[[View, Site], Iterator[Spot]]


def page_rule(code: str, severity: Severity, fixable: bool = False) -> Callable[[PageCheck], PageCheck]:
    """Registers a rule that looks at one page at a time."""

    def register(check: PageCheck) -> PageCheck:
        def over_site(site: Site) -> Iterator[Spot]:
            for view in site.views:
                yield from check(view, site)

        _add(Rule(code, severity, check.__name__.replace("_", "-"), check.__doc__ or "", over_site, True, fixable))
        return check

    return register


def _add(new: Rule) -> None:
    if new.code in RULES:
        raise ValueError(f"{new.code} is taken by {RULES[new.code].name}")
    RULES[new.code] = new
