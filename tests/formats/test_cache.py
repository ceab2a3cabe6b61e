"""The store between runs: what is kept comes back, what is damaged does not, and it stays within its size."""

from __future__ import annotations

import pickle
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.formats.cache import Store, key_of


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("html", "ab", "文".encode())
    assert store.get("html", "ab") == "文".encode()
    store.flush()
    assert Store(tmp_path).get("html", "ab") == "文".encode()
    assert store.get("html", "cd") is None
    assert store.get("toc", "ab") is None
    assert pickle.loads(pickle.dumps(store)).get("html", "ab") == "文".encode()


def test_damaged_entries_count_as_absent(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("html", "ab", b"content")
    store.flush()
    with sqlite3.connect(tmp_path / "store.sqlite") as base:
        whole = base.execute("SELECT content FROM kept").fetchone()[0]
        for damaged in (b"", whole[:10], whole[:-1], whole + b"x", b"\0" + whole[1:], whole[:-1] + b"T"):
            base.execute("UPDATE kept SET content = ?", (damaged,))
            base.commit()
            assert Store(tmp_path).get("html", "ab") is None
        base.execute("UPDATE kept SET content = ?", (whole,))
        base.execute("INSERT INTO kept SELECT kind, 'cd', content, used FROM kept")
    assert Store(tmp_path).get("html", "ab") == b"content"
    assert Store(tmp_path).get("html", "cd") is None  # another's content


@pytest.mark.parametrize("cut", [0, 1, 100, 3000, 5000, -1])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, cut: int) -> None:
    store = Store(tmp_path)
    for name in range(50):
        store.put("html", str(name), bytes([name]) * 400)
    store.prune()
    path = tmp_path / "store.sqlite"
    data = path.read_bytes()
    assert len(data) > 8000 and not list(tmp_path.glob("store.sqlite-*"))
    path.write_bytes(data[:cut] if cut >= 0 else bytes(reversed(data)))
    again = Store(tmp_path)
    assert all(again.get("html", str(name)) in (None, bytes([name]) * 400) for name in range(50))
    for _ in range(2):  # the first may only find out that the file is spoilt
        again.put("html", "new", b"content")
        again.flush()
        last = Store(tmp_path)
        last.put("html", "newer", b"content")
        last.prune()
    assert Store(tmp_path).get("html", "newer") == b"content"


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
    store.prune()
    assert store.get("html", "ab") is None


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=300, most=300)
    for name in "abc":
        store.put("html", name, bytes(100))
        store.flush()
    assert store.get("html", "a") is not None  # now it is the one used last
    store.prune()
    assert [name for name in "abc" if store.get("html", name) is not None] == ["a", "c"]


def test_what_a_run_used_outlives_the_limit_and_what_it_did_not_use_goes(tmp_path: Path) -> None:
    first = Store(tmp_path, limit=300, most=1_000)
    for name in "abcde":
        first.put("html", name, bytes(100))
    first.prune()
    assert all(Store(tmp_path).get("html", name) for name in "abcde"), "all of it was put by this run"
    second = Store(tmp_path, limit=300, most=1_000)
    assert all(second.get("html", name) for name in "ade")
    second.put("html", "f", bytes(100))
    second.prune()
    assert [name for name in "abcdef" if Store(tmp_path).get("html", name) is not None] == ["a", "d", "e", "f"]


def test_what_another_store_of_the_folder_used_is_not_pruned(tmp_path: Path) -> None:
    first = Store(tmp_path, limit=300, most=1_000)
    for name in "abcde":
        first.put("html", name, bytes(100))
    first.prune()
    asking, building = Store(tmp_path, limit=300, most=1_000), Store(tmp_path)
    assert all(building.get("html", name) for name in "abde")
    building.touch()
    asking.prune()
    assert [name for name in "abcde" if Store(tmp_path).get("html", name) is not None] == ["a", "b", "d", "e"]


def test_a_store_has_an_end_whatever_was_used(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=300, most=1_000)
    for name in range(50):
        store.put("html", str(name), bytes(100))
    store.prune()
    assert sum(Store(tmp_path).get("html", str(name)) is not None for name in range(50)) == 7


def test_the_file_shrinks_with_what_is_removed(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=100_000, most=100_000)
    for name in range(100):
        store.put("html", str(name), bytes(50_000))
    store.flush()
    before = (tmp_path / "store.sqlite").stat().st_size
    store.prune()
    assert (tmp_path / "store.sqlite").stat().st_size < before / 10


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_only_equal_parts_have_equal_keys(one: list[str], other: list[str]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)


def _write_and_read(folder: str) -> bool:
    store = Store(Path(folder), limit=20_000, most=20_000)
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


def test_what_another_process_was_given_counts_as_used_where_it_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=1500)
    for name in "ab":
        store.put("part", name, b"x" * 1000)
    store.touch()
    later = Store(tmp_path, limit=1500)
    later.mark("part", "a")  # another process asked for it
    later.prune()
    assert later.get("part", "a") is not None and later.get("part", "b") is None
    nowhere = Store(None)
    nowhere.mark("part", "a")
    assert nowhere.get("part", "a") is None
