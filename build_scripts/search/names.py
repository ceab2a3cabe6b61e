"""The names that a reader may type in part or in pinyin: titles of texts, glossary terms, authors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.search.corpus import TextMeta
from build_scripts.search.pinyin import syllables

NAME_KINDS = ("name-title", "name-term", "name-author")
_TARGETS = 200


@dataclass(frozen=True, slots=True)
class Name:
    """A name, its pinyin, and what it leads to; `targets` is written into the index as it stands."""

    kind: str
    text: str
    pinyin: tuple[str, ...]
    targets: tuple[Any, ...]

    def record(self) -> list[Any]:
        """The form in the index."""
        return [NAME_KINDS.index(self.kind), self.text, " ".join(self.pinyin), self.targets]


def gather_names(texts: Sequence[TextMeta], terms: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Name]:
    """All names: titles in the order of the texts (one each), then terms and their aliases, then authors.

    `terms` are addresses of glossary entries with their names. Targets of a title: `[number of the text, address]`;
    of a term: `[address, preferred name]`; of an author: number, title, address and year of each of the texts.
    """
    for number, text in enumerate(texts):
        yield Name("name-title", text.title, syllables(text.title), (number, next(iter(text.pages), "")))
    for address, names in terms:
        for name in names:
            yield Name("name-term", name, syllables(name), (address, names[0]))
    by_author: dict[str, list[tuple[int, str, str, int]]] = {}
    for number, text in enumerate(texts):
        for author in text.authors:
            by_author.setdefault(author, []).append((number, text.title, next(iter(text.pages), ""), text.year))
    for author in sorted(by_author):
        yield Name("name-author", author, syllables(author, person=True), tuple(by_author[author][:_TARGETS]))
