"""The store between runs: what is kept comes back, what is damaged does not, and it stays within its size."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.formats.cache import Store, key_of


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("html", "ab", "文".encode())
    assert Store(tmp_path).get("html", "ab") == "文".encode()
    assert store.get("html", "cd") is None
    assert store.get("toc", "ab") is None


def test_damaged_entries_count_as_absent(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("html", "ab", b"content")
    path = tmp_path / "html" / "ab"
    whole = path.read_bytes()
    for damaged in (b"", whole[:10], whole[:-1], whole + b"x", b"\0" + whole[1:], whole[:-1] + b"T"):
        path.write_bytes(damaged)
        assert store.get("html", "ab") is None
    path.write_bytes(whole)
    assert store.get("html", "ab") == b"content"


def test_a_store_without_folder_keeps_nothing() -> None:
    store = Store(None)
    store.put("html", "ab", b"content")
    store.prune()
    assert store.get("html", "ab") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    store = Store(blocked / "store")
    store.put("html", "ab", b"content")
    assert store.get("html", "ab") is None


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=300)
    for number, name in enumerate("abc"):
        store.put("html", name, bytes(100))
        os.utime(tmp_path / "html" / name, (number, number))
    assert store.get("html", "a") is not None  # now it is the one used last
    store.prune()
    assert [name for name in "abc" if store.get("html", name) is not None] == ["a", "c"]


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_only_equal_parts_have_equal_keys(one: list[str], other: list[str]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)


def _write_and_read(folder: str) -> bool:
    store = Store(Path(folder), limit=20_000)
    fine = True
    for turn in range(200):
        content = bytes([turn % 7]) * 1000
        store.put("html", key_of(content), content)
        if turn % 50 == 0:
            store.prune()
        fine &= store.get("html", key_of(content)) in (None, content)
    return fine


def test_two_processes_share_a_store(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        assert all(pool.map(_write_and_read, [str(tmp_path)] * 2))
    assert not list(tmp_path.glob("*/.*"))
