"""The order of a reference list (GB/T 7714 clause 9.3.2): by script, then name, year and title; letters for equal years."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from build_scripts.cite.gbt7714.format_citation import citation_label
from build_scripts.cite.gbt7714.language import entry_language, words
from build_scripts.cite.gbt7714.style import Style
from build_scripts.cite.pinyin import readings
from build_scripts.model.reference import Name, Reference
from build_scripts.text.han import HAN_RE


class Title:
    """A title that is collated only when everything before it is equal, which is seldom."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Title) and collate(self._words) == collate(other._words)

    def __lt__(self, other: Title) -> bool:
        return collate(self._words) < collate(other._words)

    def __hash__(self) -> int:
        return hash(collate(self._words))


SortKey = tuple[int, tuple[tuple[str, ...], ...], int, str, Title]

_GROUPS = {"zh": 0, "ja": 1, "ru": 3, "ko": 4}
_WESTERN = 2


def sort_key(reference: Reference, style: Style = Style()) -> SortKey:  # noqa: B008 - frozen
    """A key for ``sorted``: Chinese by pinyin, Japanese, Western, Russian, other.

    In author-date a work without creators stands under 佚名 / Anon, as its entry begins; in numeric lists, which have
    no order of their own, under its title.
    """
    language = entry_language(reference)
    names = reference.authors or reference.editors
    if names:
        heads = tuple(collate_name(name) for name in names)
    elif style.author_date:
        heads = (collate(words(language).anonymous, True),)
    else:
        heads = (collate(reference.title or reference.container),)
    date = reference.date
    return (
        _GROUPS.get(language, _WESTERN), heads, date.year if date else 0, str(date or ""),
        Title(reference.title + reference.volume.zfill(4)),
    )  # fmt: skip


def collate_name(name: Name) -> tuple[str, ...]:
    """A name in the form in which names are compared."""
    person = not name.literal and len(name.family) <= 4
    return collate(f"{name.family} {name.given}".strip(), person)


@lru_cache(maxsize=16384)
def collate(text: str, person: bool = False) -> tuple[str, ...]:
    """One string a character: Han ones by reading, tone, then code point; letters without accents and case; signs last."""
    if not HAN_RE.search(text):
        return (_letters(text),)
    spoken = iter(readings(text, person))
    out = []
    for character in text:
        if HAN_RE.match(character):
            out.append(next(spoken, "") + character)
        elif character.isalnum():
            out.append(_letters(character))
    return tuple(out)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c if c.isalnum() or c.isspace() else "" for c in folded if not unicodedata.combining(c)).split())


def sort_references(references: Iterable[Reference], style: Style = Style()) -> list[Reference]:  # noqa: B008 - frozen
    """The references in the order of the list."""
    return sorted(references, key=lambda reference: sort_key(reference, style))


def year_suffixes(references: Mapping[str, Reference], style: Style = Style()) -> dict[str, str]:  # noqa: B008 - frozen
    """The letters a, b … for works that one author-date citation would not tell apart (9.3.1.4), by key.

    Given in the order of the list; works that need none are left out.
    """
    labels = {key: citation_label(reference, style) for key, reference in references.items()}
    shared = Counter(label for label in labels.values() if label[1])
    wanted = [key for key, label in labels.items() if shared[label] > 1]
    given: Counter[tuple[str, str]] = Counter()
    out = {}
    for key in sorted(wanted, key=lambda key: (sort_key(references[key], style), key)):
        count = given[labels[key]]
        given[labels[key]] += 1
        out[key] = chr(97 + count) if count < 26 else f"z{count}"
    return out
