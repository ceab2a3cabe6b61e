"""Text that remembers where each of its characters came from.

A converter that joins wrapped lines, lifts notes out of paragraphs and mends characters must still account for every
character of its source. ``Traced`` is a string with one source offset per character (-1 for a character that no
source holds, such as a blank put between two joined Latin words), and it keeps them through slicing and joining.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

INVENTED = -1
"""The offset of a character that stands in no source."""

_KEPT = 1 << 18
_counted = array("l", range(1 << 12))


def places(start: int, end: int) -> array[int]:
    """The offsets ``start`` to ``end - 1``: copied from a run counted once, which grows with the longest text up to 2 MB."""
    if end > len(_counted):
        if end > _KEPT:
            return array("l", range(start, end))
        _counted.extend(range(len(_counted), min(max(end, 2 * len(_counted)), _KEPT)))
    return _counted[start:end]


@dataclass(frozen=True, eq=True)
class Traced:
    """A string ``text`` and ``at``, the source offset of each of its characters (same length; not compared)."""

    text: str
    at: array[int] = field(compare=False, repr=False, default_factory=lambda: array("l"))

    @classmethod
    def of(cls, text: str, start: int) -> Traced:
        """A stretch of the source that begins at offset ``start``."""
        return cls(text, places(start, start + len(text)))

    @classmethod
    def invented(cls, text: str) -> Traced:
        """Text that stands in no source."""
        return cls(text, array("l", [INVENTED]) * len(text))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, key: slice) -> Traced:
        return Traced(self.text[key], self.at[key])

    def __add__(self, other: Traced) -> Traced:
        return Traced(self.text + other.text, self.at + other.at)

    def strip(self) -> Traced:
        """Without white space at either end."""
        text = self.text
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        return self if left == 0 and right == len(text) else self[left : max(left, right)]

    def start(self) -> int:
        """The first source offset in it, or ``INVENTED``."""
        return next((offset for offset in self.at if offset != INVENTED), INVENTED)

    def end(self) -> int:
        """One past the last source offset in it, or ``INVENTED``."""
        return next((offset + 1 for offset in reversed(self.at) if offset != INVENTED), INVENTED)

    def split_at(self, *cuts: int) -> list[Traced]:
        """The pieces between the given positions of ``text``."""
        edges = [0, *cuts, len(self.text)]
        return [self[a:b] for a, b in zip(edges, edges[1:], strict=False)]

    def split(self, pattern: re.Pattern[str]) -> list[Traced]:
        """The pieces between the matches of ``pattern``; the matches themselves are left out."""
        out, last = [], 0
        for match in pattern.finditer(self.text):
            out.append(self[last : match.start()])
            last = match.end()
        out.append(self[last:])
        return out

    def without(self, places: Iterable[tuple[int, int]]) -> Traced:
        """Without the given stretches (in order, disjoint)."""
        kept, last = [], 0
        for start, end in places:
            kept.append(self[last:start])
            last = end
        kept.append(self[last:])
        return join(kept)

    def replace(self, pattern: re.Pattern[str], new: str) -> Traced:
        """Each match of ``pattern`` replaced by ``new``, whose characters all come from the match's first place."""
        parts, last = [], 0
        for match in pattern.finditer(self.text):
            parts.append(self[last : match.start()])
            where = self.at[match.start()] if match.end() > match.start() else INVENTED
            parts.append(Traced(new, array("l", [where]) * len(new)))
            last = match.end()
        if not parts:
            return self
        parts.append(self[last:])
        return join(parts)


def join(parts: Iterable[Traced]) -> Traced:
    """All parts one behind the other, in linear time."""
    items = list(parts)
    at = array("l")
    for item in items:
        at.extend(item.at)
    return Traced("".join(item.text for item in items), at)


EMPTY = Traced("", array("l"))


def offsets(parts: Iterable[Traced]) -> Iterator[int]:
    """Every source offset in the parts, white space left out; a character that became several counts once."""
    for part in parts:
        last = INVENTED
        for character, offset in zip(part.text, part.at, strict=True):
            if offset not in (INVENTED, last) and not character.isspace():
                yield offset
            last = offset
