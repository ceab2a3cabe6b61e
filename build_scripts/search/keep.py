"""What a build may keep for the next one: parts of pages, groups of them, names."""

from __future__ import annotations

from typing import Protocol


class Keep(Protocol):
    """A store of results, such as `formats.cache.Store`: the same kind and key always mean the same content."""

    def get(self, kind: str, key: str) -> bytes | None:
        """What was kept, or None."""

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keeps it, perhaps."""


class KeepNothing:
    """Every build makes everything anew."""

    def get(self, kind: str, key: str) -> bytes | None:
        """Nothing."""
        return None

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Nothing is done."""


NOTHING = KeepNothing()
PART, GROUP, NAMES = "search-part", "search-group", "search-names"
"""The kinds of what is kept."""


def pack_many(items: list[bytes]) -> bytes:
    """Several results as one: how many, the size of each, and they themselves."""
    numbers = [len(items), *map(len, items)]
    return b"".join((*(number.to_bytes(4, "little") for number in numbers), *items))


def read_many(data: bytes) -> list[bytes]:
    """Reads what `pack_many` wrote. Raises `ValueError` on what is cut."""
    count = int.from_bytes(data[:4], "little")
    at, items = 4 + 4 * count, []
    for n in range(1, count + 1):
        size = int.from_bytes(data[4 * n : 4 * n + 4], "little")
        items.append(data[at : at + size])
        at += size
    if at != len(data):
        raise ValueError("cut")
    return items
