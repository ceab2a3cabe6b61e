"""Works that a text names by number (``{0}``) get the keys of the library; the same work gets the same key everywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import zip_longest

from build_scripts.cite.keys import KeyMaker, identity, key_stem
from build_scripts.cite.works import entry_of, fuller, work_title
from build_scripts.formats.markdown import format_document
from build_scripts.ingest.converted import ConvertedText, FoundTerm, PrintedPages
from build_scripts.model.document import (
    Box,
    CitationMark,
    Document,
    DocumentPage,
    Element,
    Figure,
    Heading,
    Inlines,
    Note,
    Paragraph,
    Quote,
    ReferenceItem,
    ReferenceList,
    Table,
)
from build_scripts.model.reference import Reference

_NUMBER = re.compile(r"\{(\d+)\}")
_ALIKE = 0.7
_CITED = re.compile(r"@\{(\d+)\}")
_MARK = "zJwOrK"
"""Followed by more letters where a text should hold this word."""


@dataclass(frozen=True)
class NamedText:
    """A text whose citations carry library keys, and the entries it needs, by key.

    The document of a text that was printed already holds no pages: its ``printed`` ones get their keys when asked for.
    """

    document: Document
    entries: Mapping[str, Reference]
    printed: PrintedPages | None = None
    keys: Sequence[str] = ()
    terms: Sequence[FoundTerm] = ()
    """What the text defines, its definitions with keys."""

    def pages(self) -> dict[str, str]:
        """The pages of the text: path below ``docs/texts`` to Markdown."""
        return self._pages

    @cached_property
    def _pages(self) -> dict[str, str]:
        if self.printed is None:
            return format_document(self.document)
        return {path: _with_keys(page, self.printed.mark, self.keys) for path, page in self.printed.pages.items()}


def print_text(text: ConvertedText, source: str) -> ConvertedText:
    """The text with its pages printed but for the keys, so that what is left to do once all texts are known is little.

    ``source`` is all that may be printed on its pages: the mark that stands for a key is no part of it.
    """
    mark, folded = _MARK, source.casefold()
    while mark.casefold() in folded:
        mark += "x"
    document = _Namer([f"{mark}{n}z" for n in range(len(text.works))]).document(text.document)
    works = tuple(replace(work, reference=entry_of(work.reference)) for work in text.works)
    identities = tuple(identity(work.reference) for work in works)
    printed = PrintedPages(mark, format_document(document), identities)
    return replace(text, document=replace(text.document, pages=()), works=works, printed=printed)


def _with_keys(page: str, mark: str, keys: Sequence[str]) -> str:
    if mark not in page:
        return page
    number = re.compile(rf"{mark}(\d+)z")

    def once(match: re.Match[str]) -> str:
        refs = [number.sub(lambda m: keys[int(m[1])], ref) for ref in re.split(rf"; (?={mark})", match[1])]
        return f"<!-- ref: {'; '.join(dict.fromkeys(refs))} -->"

    page = re.sub(rf"<!-- ref: ([^<>]*{mark}[^<>]*) -->", once, page)
    return number.sub(lambda m: keys[int(m[1])], page)


class WorkNamer:
    """Names the works of one text after the other; those that the library (key to reference) holds already keep their keys."""

    def __init__(self, library: Mapping[str, Reference]) -> None:
        self._maker = KeyMaker(library)

    def name(self, text: ConvertedText) -> NamedText:
        """The text with keys. What it gets depends on the texts that were named before it."""
        keys: list[str] = []
        entries: dict[str, Reference] = {}
        known = text.printed.identities if text.printed else ()
        for work, known_as in zip_longest(text.works, known):
            entry = entry_of(work.reference)
            key = self._maker.key(entry, known_as)
            entries[key] = fuller(entries[key], entry) if key in entries else entry
            keys.append(key)
        namer = _Namer(keys)
        terms = tuple(namer.term(term) for term in text.terms)
        if text.printed:
            return NamedText(text.document, entries, text.printed, keys, terms)
        return NamedText(namer.document(text.document), entries, terms=terms)


def name_works(texts: Sequence[ConvertedText], library: Mapping[str, Reference]) -> list[NamedText]:
    """The texts with keys; works that the library (key to reference) holds already keep theirs. Linear in the works."""
    namer = WorkNamer(library)
    return [namer.name(text) for text in texts]


def corrected_works(
    named: Sequence[NamedText], known: Mapping[str, Reference], before: Mapping[str, Reference], kept: Collection[str]
) -> dict[str, Reference]:
    """The works that a correction of their source made look like others, under the keys that they had: where one work of the last
    ingest (``before``) is printed no more, and one new work of a like title would share its key but for a letter, they are the same.

    ``kept`` are the keys that the library still holds. Nothing follows where several works could be meant.
    """
    entries = {key: entry for text in named for key, entry in text.entries.items()}
    fresh = _by_stem({key: entry for key, entry in entries.items() if key not in known})
    if not fresh:
        return {}
    gone = _by_stem({key: entry for key, entry in before.items() if key not in entries and key in kept})
    pairs = [(gone[stem][0], keys[0]) for stem, keys in fresh.items() if len(keys) == 1 and len(gone.get(stem, ())) == 1]
    return {old: entries[new] for old, new in pairs if _titles_alike(before[old], entries[new])}


def _titles_alike(a: Reference, b: Reference) -> bool:
    """Whether one title may be the other corrected: another work of an author's year is no correction, though its title begin alike."""
    one, two = work_title(a), work_title(b)
    return one == two or SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def _by_stem(entries: Mapping[str, Reference]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for key, entry in entries.items():
        out.setdefault(key_stem(entry), []).append(key)
    return out


class _Namer:
    """Puts keys in the place of numbers."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys

    def _name(self, text: str) -> str:
        return _NUMBER.sub(lambda m: self._keys[int(m[1])], text)

    def term(self, term: FoundTerm) -> FoundTerm:
        cited = "@{" in term.definition
        return replace(term, definition=_CITED.sub(lambda m: f"@{self._keys[int(m[1])]}", term.definition)) if cited else term

    def document(self, document: Document) -> Document:
        return replace(document, pages=tuple(self._page(page) for page in document.pages))

    def _page(self, page: DocumentPage) -> DocumentPage:
        return replace(page, body=tuple(self._element(e) for e in page.body), notes=tuple(self._note(n) for n in page.notes))

    def _note(self, note: Note) -> Note:
        refs = dict.fromkeys(self._name(ref) for ref in note.refs)
        return replace(note, content=self._inlines(note.content), refs=tuple(refs))

    def _inlines(self, content: Inlines) -> Inlines:
        return tuple(replace(i, citation=self._name(i.citation)) if isinstance(i, CitationMark) else i for i in content)

    def _item(self, item: ReferenceItem) -> ReferenceItem:
        return replace(item, content=self._inlines(item.content), key=self._name(item.key))

    def _element(self, element: Element) -> Element:
        match element:
            case Paragraph() | Heading():
                return replace(element, content=self._inlines(element.content))
            case Box():
                return replace(element, content=tuple(self._element(e) for e in element.content))
            case Quote():
                return replace(element, content=tuple(self._inlines(c) for c in element.content))
            case ReferenceList():
                return replace(element, items=tuple(self._item(item) for item in element.items))
            case Figure() | Table():
                notes = tuple(replace(n, content=self._inlines(n.content)) for n in element.notes)
                return replace(element, caption=self._inlines(element.caption), notes=notes)
