"""The text of a glossary while its entries are changed: read and cut once, so that a change costs no more than what it changes."""

from __future__ import annotations

from build_scripts.formats.glossary_write import term_places


class Pieces:
    """Entries by their ids, and what stands between them, in a chain that passes over pieces which have become empty."""

    def __init__(self, text: str) -> None:
        pieces, last = [""], 0
        self._at: dict[str, int] = {}
        for identity, (start, end) in term_places(text).items():
            pieces += [text[last:start], text[start:end]]
            self._at[identity] = len(pieces) - 1
            last = end
        self._pieces = [*pieces, text[last:], ""]
        self._tail = len(self._pieces) - 1
        self._next = list(range(1, self._tail + 2))
        self._before = list(range(-1, self._tail))

    def entry(self, identity: str) -> str | None:
        """An entry as it is written, without line ends behind it; None where there is none of that id."""
        return self._pieces[self._at[identity]].rstrip("\r\n") if identity in self._at else None

    def place(self, identity: str) -> tuple[int, int]:
        """Where the entry stands in the text: ``[start, end)``."""
        at = self._at[identity]
        start = sum(map(len, self._pieces[:at]))
        return start, start + len(self._pieces[at])

    def without(self, identity: str) -> str:
        """The text but for this entry."""
        at = self._at[identity]
        return "".join(self._pieces[:at] + self._pieces[at + 1 :])

    def replace(self, identity: str, new: str) -> None:
        """Another entry in its place; the line end stays."""
        at = self._at[identity]
        old = self._pieces[at]
        self._pieces[at] = new + old[len(old.rstrip("\r\n")) :]

    def remove(self, identity: str) -> None:
        """Takes the entry out: one blank line between its neighbours, no line end before the first piece and one behind the last."""
        at = self._at.pop(identity)
        self._pieces[at] = "\n\n"
        self._strip_before(at)
        self._strip_behind(at)
        self._strip_behind(0)
        self._strip_before(self._tail)
        self._pieces[self._tail] = "\n"

    def _strip_before(self, at: int) -> None:
        """Takes line ends off what stands before a piece."""
        at = self._before[at]
        while at > 0:
            self._pieces[at] = self._pieces[at].rstrip("\n")
            if self._pieces[at]:
                return
            self._pass_over(at)
            at = self._before[at]

    def _strip_behind(self, at: int) -> None:
        at = self._next[at]
        while at < self._tail:
            self._pieces[at] = self._pieces[at].lstrip("\n")
            if self._pieces[at]:
                return
            self._pass_over(at)
            at = self._next[at]

    def _pass_over(self, at: int) -> None:
        self._next[self._before[at]], self._before[self._next[at]] = self._next[at], self._before[at]

    def __str__(self) -> str:
        return "".join(self._pieces)
