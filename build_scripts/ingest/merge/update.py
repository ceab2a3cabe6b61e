"""What an ingest changes in a site: pages, library, glossary and their bases, as a plan of files. Pure; nothing is written here.

The base of every merge, ``references/imported/``, is what this ingest would write if nobody had ever edited anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from build_scripts.cite.works import fuller
from build_scripts.diagnostics import Diagnostic, Report, Severity
from build_scripts.formats.bibtex.library import Library, format_entry, parse_library, update_library
from build_scripts.formats.disk import MAX_BYTES
from build_scripts.ingest.converted import Conversion, ConvertedText, FoundTerm
from build_scripts.ingest.merge import follow
from build_scripts.ingest.merge.addresses import Placed, settle_addresses
from build_scripts.ingest.merge.glossary import Merging, merge_glossary
from build_scripts.ingest.merge.library import merge_library
from build_scripts.ingest.merge.naming import NamedText, WorkNamer, corrected_works, name_works
from build_scripts.ingest.merge.pages import Versions, merge_page
from build_scripts.model.glossary import Proposal
from build_scripts.model.reference import Reference
from build_scripts.text.merge3 import Decide, keep_ours

TEXTS, IMPORTED, LIBRARY, GLOSSARY = "docs/texts/", "references/imported/", "references/library.bib", "references/glossary.yml"
_GUESSES = 50
"""For so many sources that are gone a new name is looked for: each is compared with all that are there."""
BASE_LIBRARY, BASE_GLOSSARY = IMPORTED + "library.bib", IMPORTED + "glossary.yml"


@dataclass(frozen=True)
class SiteState:
    """What a site holds before an ingest.

    ``base`` and ``ours`` are pages by path below ``references/imported`` and ``docs/texts``; ``others`` are the further pages of
    ``docs`` by path below it; ``libraries`` the texts of ``references/*.bib`` by path, ``sources`` the names of all raw texts.
    """

    base: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    base_library: str = ""
    glossary: str = ""
    base_glossary: str = ""
    sources: Collection[str] = ()


@dataclass
class Update:
    """The plan: text of each file by path below the root, ``None`` for a file to be taken away; slug and pages of each text."""

    files: dict[str, str | None] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


@lru_cache(maxsize=16)
def _library(text: str) -> Library:
    """The parsed library; one ingest asks for the same few texts again and again."""
    return parse_library(text)


def _known(site: SiteState) -> dict[str, Reference]:
    """The references by which works are named: those of the last ingest, then those that people wrote."""
    ours = {key: reference for text in site.libraries.values() for key, reference in _library(text).references.items()}
    return {**ours, **_library(site.base_library).references}


class NamedAhead:
    """Names the works of texts, and prints their pages and entries, while later texts are still being converted.

    It holds where the plan comes to name just these texts in this order; else they are named again.
    """

    def __init__(self, site: SiteState) -> None:
        known = _known(site)
        self._namer, self._printed = WorkNamer(known), set(known)
        self._texts: list[ConvertedText] = []
        self._named: list[NamedText] = []

    def add(self, conversion: Conversion) -> None:
        """The next one in the order of sources."""
        for text in conversion.texts:
            self._texts.append(text)
            self._named.append(self._namer.name(text))
            self._named[-1].pages()
            for key in self._named[-1].entries.keys() - self._printed:
                self._printed.add(key)
                format_entry(key, self._named[-1].entries[key])  # which remembers it

    def of(self, texts: Sequence[ConvertedText]) -> list[NamedText]:
        """These texts, if they are those that were named; empty if not."""
        same = len(texts) == len(self._texts) and all(one is other for one, other in zip(texts, self._texts, strict=True))
        return self._named if same else []


def update_site(
    conversions: Sequence[Conversion], site: SiteState, report: Report, decide: Decide = keep_ours, asked: Collection[str] = (),
    ahead: NamedAhead | None = None,
) -> Update:  # fmt: skip
    """The plan for these conversions (of all sources or of some). Deterministic, whatever the order of the conversions.

    ``asked`` are the sources that were to be converted, those that could not be among them: only a run over all of them
    knows which sources have gone. ``ahead`` may have named the works already.
    """
    conversions = sorted(conversions, key=lambda conversion: conversion.source)
    update = Update()
    base = follow.group_pages(site.base)
    kept, left = settle_addresses(conversions, base, report)
    update.skipped += [f"{name}#{number}" for name, number in (text.origin for text in left)]
    converted = {conversion.source for conversion in conversions}
    everything = converted >= set(site.sources)
    named, entries, terms = _named(kept, site, base, everything, ahead)
    updater = _Updater(site, base, report, update, decide)
    for origin, pages in named.items():
        if (size := max(len(page.encode("utf-8", "surrogatepass")) for page in pages.values())) > MAX_BYTES:
            report(_too_long(origin, size))
            update.skipped.append(f"{origin[0]}#{origin[1]}")
            continue
        updater.text(origin, pages)
    missing = list(follow.missing_sources(base, updater.followed, site.sources)) if converted.union(asked) >= set(site.sources) else []
    owners = {name for name, _ in base.origins.values()}
    _report_missing(missing, [name for name in site.sources if name not in owners], report)
    _update_glossary(kept, terms, site, update, Merging(everything and not missing, _said(site, update), report, decide))
    _update_library(entries, site, update, everything, Merging(everything, _said(site, update), report, decide))  # definitions cite works
    return update


def _too_long(origin: follow.Origin, size: int) -> Diagnostic:
    """A page that no command would read again is not written."""
    message = f"转换出的一页有 {size // 2**20} MB，超过 {MAX_BYTES // 2**20} MB 的上限，没有写出。"
    hint = "多半是几本书连在一个文件里，或同一段重复了许多遍：分成几份原文。"
    return Diagnostic("STR005", message, hint, path=f"references/sources/{origin[0]}")


def _report_missing(missing: Sequence[tuple[str, str]], new: Collection[str], report: Report) -> None:
    """A warning for each text whose source has gone; only a new source can be the old one under another name."""
    for n, (slug, name) in enumerate(missing):
        near = follow.nearest(name, new) if n < _GUESSES else ""
        hint = f"改名成了 {near}？若是，转换会自行跟上。" if near else ""
        hint += f"不再要这篇文章，就删去 {TEXTS}{slug} 与 {IMPORTED}{slug} 的页面。"
        report(Diagnostic("MRG004", f"原文 {name} 不见了；它的页面保持原样。", hint, Severity.WARNING, f"{TEXTS}{slug}"))


class _Said:
    """Words are asked for in texts one by one: put together, those of many texts would be held twice."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    def __contains__(self, word: object) -> bool:
        return any(str(word) in text for text in self._texts)


def _said(site: SiteState, update: Update) -> _Said:
    """All pages as they will be, and the glossary: what may name an entry of the library or a term."""
    pages = {f"{TEXTS}{path}": text for path, text in site.ours.items()} | {f"docs/{path}": text for path, text in site.others.items()}
    pages |= {path: text or "" for path, text in update.files.items() if path.startswith("docs/")}
    return _Said([*pages.values(), update.files.get(GLOSSARY) or site.glossary])


def _named(
    kept: Sequence[Placed], site: SiteState, before: follow.Pages, everything: bool, ahead: NamedAhead | None
) -> tuple[dict[follow.Origin, dict[str, str]], dict[str, Reference], list[Sequence[FoundTerm]]]:
    """The pages of each text with citation keys, all works by key, and the terms of each text.

    The library is known by what ingest last wrote (a person may have corrected an entry since) and by what people wrote. When all is
    converted anew, a key that no text uses any more is free again, unless somebody edited its entry or may cite it.
    """
    texts = [text.converted for text in kept]
    known = _known(site)
    named = (ahead.of(texts) if ahead else []) or name_works(texts, known)
    if everything and (mended := corrected_works(named, known, _library(site.base_library).references, _library(site.libraries.get(LIBRARY, "")).by_key)):
        known |= mended
        named = name_works(texts, known)
    used = {key for text in named for key in text.entries}
    stale = set(_untouched(site)) - used if everything else set()
    if stale:
        cited = _by_people(site, before, {text.slug for text in kept})
        stale = {key for key in stale if key not in cited}
    if stale:
        named = name_works(texts, {key: reference for key, reference in known.items() if key not in stale})
    entries: dict[str, Reference] = {}
    for text in named:
        for key, entry in text.entries.items():
            entries[key] = fuller(entries[key], entry) if key in entries else entry
    pages = [text.pages() for text in named]
    return dict(zip((text.origin for text in kept), pages, strict=True)), dict(sorted(entries.items())), [text.terms for text in named]


def _by_people(site: SiteState, before: follow.Pages, slugs: Collection[str]) -> str:
    """The texts in which people may cite: pages that they wrote or edited, those whose source has gone, the glossary.

    ``slugs`` are those of the texts that are converted now.
    """
    gone = {slug for slug, (name, _) in before.origins.items() if name not in site.sources and slug not in slugs}
    own = [text for path, text in site.ours.items() if site.base.get(path) != text or follow.slug_of_path(path) in gone]
    return "\n".join([*own, *site.others.values(), site.glossary])


def _untouched(site: SiteState) -> list[str]:
    """The keys of entries that stand in the library exactly as the last ingest wrote them."""
    base, ours = _library(site.base_library).by_key, _library(site.libraries.get(LIBRARY, "")).by_key
    return [key for key, entry in base.items() if key in ours and ours[key].raw == entry.raw]


def _update_library(entries: Mapping[str, Reference], site: SiteState, update: Update, everything: bool, how: Merging) -> None:
    """Plans the library; an entry that no text has any more goes, unless somebody edited it or a page still cites it."""
    elsewhere = {key for path, text in site.libraries.items() if path != LIBRARY for key in _library(text).by_key}
    theirs = {key: entry for key, entry in entries.items() if key not in elsewhere}
    ours = site.libraries.get(LIBRARY, "")
    merged = merge_library(site.base_library, ours, theirs, how.report, LIBRARY, how.decide)
    base = update_library(site.base_library, theirs)
    if everything:
        gone: dict[str, Reference | None] = {key: None for key in _untouched(site) if key not in theirs and key not in how.elsewhere}
        if gone:
            merged, base = update_library(merged, gone), update_library(base, gone)
    if merged != ours:
        update.files[LIBRARY] = merged
    if base != site.base_library:
        update.files[BASE_LIBRARY] = base


def _update_glossary(kept: Sequence[Placed], terms: Sequence[Sequence[FoundTerm]], site: SiteState, update: Update, how: Merging) -> None:
    """Plans the glossary."""
    proposals = [
        Proposal(found.term, found.definition, found.aliases, found.en, str(text.converted.document.meta.get("title") or text.slug))
        for text, defined in zip(kept, terms, strict=True)
        for found in defined
    ]
    ours, base = merge_glossary(site.base_glossary, site.glossary, proposals, how)
    if ours != site.glossary:
        update.files[GLOSSARY] = ours
    if base != site.base_glossary:
        update.files[BASE_GLOSSARY] = base


@dataclass
class _Updater:
    """Plans the pages of one text after the other; ``followed`` are the former texts that are spoken for."""

    site: SiteState
    base: follow.Pages
    report: Report
    update: Update
    decide: Decide
    followed: set[str] = field(default_factory=set)

    def text(self, origin: follow.Origin, theirs: Mapping[str, str]) -> None:
        """The pages of one text: merged where they stand, or where they went."""
        slug = follow.slug_of_path(next(iter(theirs)))
        former = follow.former_slug(slug, origin, follow.first_page(theirs), self.base, self.site.sources, self.followed)
        self.followed.add(former)
        old = self.base.texts.get(former, {})
        if follow.parted(old, theirs) and any(self.site.ours.get(path, text) != text for path, text in old.items()):
            hint = "先把人改的内容另存，删去这些页面与 references/imported/ 里的同名文件，再转换；或在附注里用 layout 维持原来的分法。"
            message = "这篇文章的分页变了（单页与分章之间），而页面有人改过；保持原样。"
            self.report(Diagnostic("MRG005", message, hint, Severity.ERROR, f"{TEXTS}{former}"))
            self.update.pages[slug] = sorted(old)
            return
        pairs = follow.pair_pages(old, theirs)
        places = [self._page(path, pairs.get(path), text) for path, text in theirs.items()]
        self.update.pages[slug] = [place for place in places if place]
        self._drop(old, {*pairs.values(), *theirs})

    def _page(self, path: str, was: str | None, theirs: str) -> str:
        """Plans one page that was ``was``; gives back where it stands below ``docs/texts`` (empty where a person took it away)."""
        former = was or path
        if former != path and path in self.site.ours and path not in self.site.base:
            message = f"新的网址上已有一页人写的 {TEXTS}{path}，这篇文章留在旧的网址。"
            self.report(Diagnostic("MRG007", message, "把那一页改名，或在附注里换一个 slug，再转换。", Severity.ERROR, TEXTS + former))
            path = former
        versions = Versions(self.site.base[was] if was else None, self.site.ours.get(former), theirs)
        target, place = TEXTS + path, path
        if versions.base is not None and versions.ours is None:
            elsewhere = self._elsewhere
            moved = follow.moved_by_hand(f"texts/{former}", versions.base, elsewhere)
            if moved:
                versions = Versions(versions.base, elsewhere[moved], theirs)
                target, place = f"docs/{moved}", moved.removeprefix("texts/")
        merged = merge_page(versions, target, self.report, self.decide)
        self.update.files[IMPORTED + path] = theirs
        if former != path:
            self._remove(IMPORTED + former)
            if target == TEXTS + path and merged is not None:
                self._remove(TEXTS + former)
                message = f"页面随新的网址从 {TEXTS}{former} 移到这里，人改的内容一并带来。"
                self.report(Diagnostic("MRG006", message, "指向旧网址的链接请改过来。", Severity.INFO, target))
        if merged is None:
            return ""
        self.update.files[target] = merged
        return place

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """Pages of ``docs`` that no ingest wrote, by path below it: where a person may have moved one."""
        return {**{f"texts/{path}": text for path, text in self.site.ours.items() if path not in self.site.base}, **self.site.others}

    def _drop(self, old: Mapping[str, str], kept: Collection[str]) -> None:
        """Pages that the text no longer has: taken away, unless a person edited them."""
        for path, text in old.items():
            if path in kept:
                continue
            if self.site.ours.get(path, text) != text:
                message = "新的转换结果里没有这一页了，而它有人改过；保持原样。"
                self.report(Diagnostic("MRG005", message, "把要留的内容并到别的页，再删去这一页与它的底本。", Severity.ERROR, TEXTS + path))
            else:
                self._remove(TEXTS + path)
                self._remove(IMPORTED + path)

    def _remove(self, path: str) -> None:
        """To be taken away, unless another text comes to stand there."""
        self.update.files.setdefault(path, None)
