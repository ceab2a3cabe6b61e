"""What one raw text became: to be remembered, sent and merged without loading what reads texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_scripts.cite.keys import Identity
from build_scripts.ingest.ledger import Ledger
from build_scripts.model.document import Document
from build_scripts.model.reference import Reference


@dataclass(frozen=True)
class PrintedWork:
    """A work as one text prints it: ``place`` is the source offset, ``number`` the printed number in its list (or empty).

    A work that the sidecar names has the ``place`` -1 and the ``line`` of the sidecar.
    """

    reference: Reference
    place: int
    number: str = ""
    in_list: bool = False
    line: int = 0


@dataclass(frozen=True)
class FoundTerm:
    """A term that a text defines, its printed definition and its other names (``definition`` may be empty then)."""

    term: str
    definition: str
    line: int
    aliases: tuple[str, ...] = ()
    en: str = ""


@dataclass(frozen=True)
class PrintedPages:
    """The pages of a text (path to Markdown) in which ``mark`` and a number stand for the key of each work.

    ``identities`` are what the works (in their order) are told apart by and named after.
    """

    mark: str
    pages: Mapping[str, str] = field(repr=False)
    identities: tuple[Identity, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class ConvertedText:
    """One text: its document (works still named by number), the works it prints and the terms it defines."""

    document: Document
    works: tuple[PrintedWork, ...] = ()
    terms: tuple[FoundTerm, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    printed: PrintedPages | None = None
    """The pages as Markdown, where they have been printed already; the document then holds no pages."""
    addressed: bool = False
    """Whether a person gave the text its address."""


@dataclass(frozen=True)
class Conversion:
    """What one source became: its texts with their printed works and terms, and the ledger of all its characters."""

    source: str
    texts: tuple[ConvertedText, ...]
    ledger: Ledger

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in reading order."""
        return tuple(text.document for text in self.texts)
