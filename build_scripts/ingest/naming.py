"""Works that a text names by number (``{0}``) get the keys of the library; the same work gets the same key everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from build_scripts.cite.keys import KeyMaker
from build_scripts.cite.works import entry_of, fuller
from build_scripts.ingest.convert import ConvertedText
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


@dataclass(frozen=True)
class NamedText:
    """A text whose citations carry library keys, and the entries it needs, by key."""

    document: Document
    entries: Mapping[str, Reference]


def name_works(texts: Sequence[ConvertedText], library: Mapping[str, Reference]) -> list[NamedText]:
    """The texts with keys; works that the library (key to reference) holds already keep theirs. Linear in the works."""
    maker = KeyMaker(library)
    out = []
    for text in texts:
        keys: list[str] = []
        entries: dict[str, Reference] = {}
        for work in text.works:
            entry = entry_of(work.reference)
            key = maker.key(entry)
            entries[key] = fuller(entries[key], entry) if key in entries else entry
            keys.append(key)
        out.append(NamedText(_Namer(keys).document(text.document), entries))
    return out


class _Namer:
    """Puts keys in the place of numbers."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys

    def _name(self, text: str) -> str:
        return _NUMBER.sub(lambda m: self._keys[int(m[1])], text)

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
