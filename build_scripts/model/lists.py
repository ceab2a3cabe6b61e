"""Word lists that tell a newspaper from a journal and a surname from a verb.

The defaults stand in ``wordlists``; editors add to them in ``references/lists/*.yml`` (read by ``formats.lists``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from build_scripts.model import wordlists


@dataclass(frozen=True)
class Lists:
    """Sets of words, each named as the key that an editor writes in ``references/lists/*.yml``.

    ``agencies`` news agencies; ``newspapers`` and ``journals`` names that do not show what they are; ``bodies`` issuing
    bodies whose names have no telling ending; ``body_endings``, ``publisher_endings`` and ``site_endings`` what such
    names end in; ``surnames`` of one and ``compound_surnames`` of two characters, ``pinyin_surnames`` in Latin letters; ``leads`` words after which the names
    of a narrative citation begin.
    """

    agencies: frozenset[str] = frozenset(wordlists.AGENCIES)
    newspapers: frozenset[str] = frozenset(wordlists.NEWSPAPERS)
    journals: frozenset[str] = frozenset(wordlists.JOURNALS)
    bodies: frozenset[str] = frozenset(wordlists.BODIES)
    body_endings: frozenset[str] = frozenset(wordlists.BODY_ENDINGS)
    publisher_endings: frozenset[str] = frozenset(wordlists.PUBLISHER_ENDINGS)
    site_endings: frozenset[str] = frozenset(wordlists.SITE_ENDINGS)
    surnames: frozenset[str] = frozenset(wordlists.SURNAMES)
    compound_surnames: frozenset[str] = frozenset(wordlists.COMPOUND_SURNAMES)
    pinyin_surnames: frozenset[str] = frozenset(wordlists.PINYIN_SURNAMES)
    leads: frozenset[str] = frozenset(wordlists.LEADS)

    def with_words(self, more: Mapping[str, Iterable[str]]) -> Lists:
        """The same lists with further words under the given names. Raises ``KeyError`` for an unknown list."""
        known = {field.name for field in fields(self)}
        for name in more:
            if name not in known:
                raise KeyError(name)
        return replace(self, **{name: getattr(self, name) | frozenset(words) for name, words in more.items()})

    @property
    def key(self) -> str:
        """All words in one order, the same in every process: what is kept of a result that the lists decide hangs on it."""
        return repr([(field.name, sorted(getattr(self, field.name))) for field in fields(self)])


DEFAULT_LISTS = Lists()
"""The lists of a site that adds nothing of its own."""
