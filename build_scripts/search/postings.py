"""Gathers the postings of all keys in bounded memory: sorted runs in a scratch file, merged into shards at the end."""

from __future__ import annotations

import heapq
import io
import struct
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import BinaryIO

from build_scripts.search.pack import pack_postings, pack_shard, shared_prefix

Scratch = Callable[[], BinaryIO]
Entry = tuple[str, list[int]]
_HEAD = struct.Struct("<BI")


class Postings:
    """key → the pieces that hold it. A posting is twice the number of the piece, plus one where the key stands there
    more than once. Pieces must come in rising order."""

    def __init__(self, scratch: Scratch = io.BytesIO, run_size: int = 3_000_000) -> None:
        """`scratch` gives a file for one run of `run_size` postings, open for reading and writing; by default memory."""
        self._scratch, self._run_size = scratch, run_size
        self._now: defaultdict[str, list[int]] = defaultdict(list)
        self._held = 0
        self._runs: list[BinaryIO] = []

    def add(self, piece: int, keys: list[str]) -> None:
        """Notes that the piece holds these keys, given once for each place."""
        now, once = self._now, piece * 2
        if len(set(keys)) == len(keys):
            for key in keys:
                now[key].append(once)
        else:
            pair = (0, once, *[once + 1] * len(keys))
            for key, times in Counter(keys).items():
                now[key].append(pair[times])
        self._held += len(keys)
        if self._held >= self._run_size:
            self._spill()

    def shards(self, size: int) -> Iterator[tuple[str, bytes]]:
        """Shards of about `size` bytes before deflating, each with the least string that parts it from the one before.

        A key is never cut, so a very frequent key can make a shard of its own that is larger.
        """
        entries: list[tuple[str, bytes]] = []
        held, last = 0, ""
        for key, values in self._merged():
            packed = pack_postings(values)
            if entries and held + len(packed) > size:
                yield _border(last, entries[0][0]), pack_shard(entries)
                last, entries, held = entries[-1][0], [], 0
            entries.append((key, packed))
            held += len(packed) + len(key) + 3
        if entries:
            yield _border(last, entries[0][0]), pack_shard(entries)

    def _spill(self) -> None:
        run = self._scratch()
        for key in sorted(self._now):
            name, values = key.encode(), array("I", self._now[key])
            run.write(_HEAD.pack(len(name), len(values)) + name)
            run.write(values.tobytes())
        self._runs.append(run)
        self._now.clear()
        self._held = 0

    def _merged(self) -> Iterator[tuple[str, list[int]]]:
        now = self._now
        last = ((key, now[key]) for key in sorted(now))
        if not self._runs:
            yield from last
            return
        # Runs are merged by the first letter of keys, within a letter by a dict: far fewer comparisons than by key.
        # heapq.merge is stable, so of equal letters the earlier run comes first and postings stay in rising order.
        merged = heapq.merge(*map(_by_letter, map(_read_run, self._runs)), _by_letter(last), key=itemgetter(0))
        for _, groups in groupby(merged, key=itemgetter(0)):
            together: dict[str, list[int]] = {}
            for key, values in chain.from_iterable(group for _, group in groups):
                if key in together:
                    together[key] += values
                else:
                    together[key] = values
            for key in sorted(together):
                yield key, together[key]
        for run in self._runs:
            run.close()


def _by_letter(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    for letter, group in groupby(entries, key=lambda entry: entry[0][0]):
        yield letter, list(group)


def _read_run(run: BinaryIO) -> Iterator[Entry]:
    run.seek(0)
    buffered = io.BufferedReader(run) if isinstance(run, io.RawIOBase) else run
    while head := buffered.read(_HEAD.size):
        size, count = _HEAD.unpack(head)
        key = buffered.read(size).decode()
        values = array("I")
        values.frombytes(buffered.read(count * values.itemsize))
        yield key, values.tolist()


def _border(before: str, key: str) -> str:
    """The shortest beginning of `key` that still comes after `before`."""
    return key[: shared_prefix(before, key) + 1]
