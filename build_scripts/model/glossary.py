"""The glossary: terms with their names, what they mean and where that is said, and how they are linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from build_scripts.text.normalize import fold

PATH = "references/glossary.yml"


class Linking(StrEnum):
    """How many occurrences of a term become links: none, the first of a section or of a page, or every one."""

    OFF = "off"
    SECTION = "section"
    PAGE = "page"
    EVERY = "every"


@dataclass(frozen=True)
class Term:
    """One entry.

    ``pinyin`` is empty where nobody overrides the derived reading; ``link`` is None where the site's setting holds;
    ``unless_in`` are longer words of which the term is no part. ``place`` is line and column (from 1) in the file,
    ``definition_place`` those of the definition; neither takes part in comparison.
    """

    id: str
    term: str
    aliases: tuple[str, ...] = ()
    en: str = ""
    pinyin: str = ""
    definition: str = ""
    see_also: tuple[str, ...] = ()
    source: str = ""
    link: Linking | None = None
    unless_in: tuple[str, ...] = ()
    place: tuple[int, int] = field(default=(0, 0), compare=False)
    definition_place: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which the term is known: its own, its aliases, its English."""
        return tuple(name for name in (self.term, *self.aliases, self.en) if name)


@dataclass(frozen=True)
class Glossary:
    """The terms in the order of the file. Names and ids are unique: the first one that has a name keeps it."""

    terms: tuple[Term, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __getitem__(self, identity: str) -> Term:
        return self.by_id[identity]

    def __contains__(self, identity: object) -> bool:
        return identity in self.by_id

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """The terms by id."""
        return {term.id: term for term in reversed(self.terms)}

    @cached_property
    def by_name(self) -> Mapping[str, Term]:
        """The terms by every folded name; a term's own name goes before another's alias."""
        found: dict[str, Term] = {}
        for names in (lambda term: (term.term,), lambda term: term.names):
            for term in self.terms:
                for name in names(term):
                    found.setdefault(fold(name), term)
        return found

    def find(self, name: str) -> Term | None:
        """The term with this id or any such name, letter case and width aside."""
        return self.by_id.get(name) or self.by_name.get(fold(name))


@dataclass(frozen=True)
class Proposal:
    """A term that a text defines or names; ``source`` is the text's title, ``line`` the place in the raw text."""

    term: str
    definition: str = ""
    aliases: tuple[str, ...] = ()
    en: str = ""
    source: str = ""
    line: int = field(default=0, compare=False)
