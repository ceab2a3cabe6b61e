"""Writing is all or none: whatever breaks, wherever it breaks, the site is as it was or as it shall be."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from build_scripts.diagnostics import BuildError
from build_scripts.formats import disk
from build_scripts.formats.disk import STATE, Transaction, locked, recover
from build_scripts.formats.places import Inside, inside

ROOT = Path(__file__).resolve().parents[2]
BEFORE = {"docs/a.md": b"old a", "docs/b.md": b"old b", "docs/gone.md": b"old gone", "same.md": b"same"}
WANTED: dict[str, bytes | None] = {
    "docs/a.md": b"new a",
    "docs/b.md": b"new b",
    "docs/gone.md": None,
    "same.md": b"same",
    "docs/texts/x/01.md": b"new x",
    "references/library.bib": b"new bib",
}
AFTER = {path: data for path, data in (BEFORE | WANTED).items() if data is not None}


def fill(root: Path) -> Path:
    for path, data in BEFORE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def contents(root: Path) -> dict[str, bytes]:
    found = {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
    found.pop(f"{STATE}/lock", None)
    return found


def prepared(root: Path) -> Transaction:
    transaction = Transaction(root)
    for path, data in WANTED.items():
        if data is None:
            transaction.delete(path)
        else:
            transaction.write(path, data)
    return transaction


class Killed(BaseException):
    """The process is gone: nothing more happens, no handler runs."""


@contextmanager
def failing(at: int, error: Callable[[], BaseException], dead: bool) -> Iterator[list[str]]:
    """Operation number ``at`` (from 0) on the disk fails before it is done; a dead process does nothing after it either."""
    done: list[str] = []
    patch = pytest.MonkeyPatch()

    def wrap(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            done.append(name)
            if len(done) - 1 == at or (dead and len(done) > at >= 0):
                raise error()
            return real(*args, **kwargs)

        patch.setattr(owner, name, wrapped)

    for name in ("replace", "unlink", "mkdir", "rmdir", "chmod", "hardlink_to"):
        wrap(Path, name)
    wrap(disk, "_write")
    try:
        yield done
    finally:
        patch.undo()


def operations(tmp_path: Path) -> int:
    transaction = prepared(fill(tmp_path / "count"))
    with failing(-1, Killed, dead=True) as done:
        transaction.commit()
    return len(done)


def test_a_commit_writes_what_changed_and_nothing_else(tmp_path: Path) -> None:
    root = fill(tmp_path)
    stamp = (root / "same.md").stat().st_mtime_ns
    with locked(root):
        changes = prepared(root).commit()
    assert contents(root) == AFTER
    assert changes.unchanged == ("same.md",) and changes.deleted == ("docs/gone.md",)
    assert (root / "same.md").stat().st_mtime_ns == stamp
    with locked(root):
        again = prepared(root).commit()
    assert (again.written, again.deleted) == ((), ())


def test_a_plan_touches_nothing(tmp_path: Path) -> None:
    root = fill(tmp_path)
    assert prepared(root).plan().written == ("docs/a.md", "docs/b.md", "docs/texts/x/01.md", "references/library.bib")
    assert contents(root) == BEFORE


def test_many_files_at_once(tmp_path: Path) -> None:
    transaction = Transaction(tmp_path)
    for i in range(disk._MANY + 10):
        transaction.write(f"docs/{i % 7}/{i}.md", f"{i}")
    transaction.commit()
    assert contents(tmp_path) == {f"docs/{i % 7}/{i}.md": f"{i}".encode() for i in range(disk._MANY + 10)}


def test_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    root = fill(tmp_path)
    (root / "docs/a.md").chmod(0o640)
    prepared(root).commit()
    assert (root / "docs/a.md").stat().st_mode & 0o777 == 0o640


def test_killed_anywhere_the_next_run_finds_all_or_nothing(tmp_path: Path) -> None:
    count = operations(tmp_path)
    assert count > 20
    outcomes = set()
    for at in range(count):
        root = fill(tmp_path / str(at))
        with failing(at, Killed, dead=True), pytest.raises(Killed):
            prepared(root).commit()
        with locked(root):
            pass
        left = contents(root)
        assert left in (BEFORE, AFTER), f"killed at operation {at}: {sorted(left)}"
        outcomes.add(left == AFTER)
        with locked(root):
            prepared(root).commit()
        assert contents(root) == AFTER
    assert outcomes == {True, False}


def test_recovery_may_be_killed_too(tmp_path: Path) -> None:
    count = operations(tmp_path)
    for at in range(0, count, 3):
        for again in range(0, 12, 2):
            root = fill(tmp_path / f"{at}-{again}")
            with failing(at, Killed, dead=True), pytest.raises(Killed):
                prepared(root).commit()
            with failing(again, Killed, dead=True), contextlib.suppress(Killed):
                recover(root)
            recover(root)
            assert contents(root) in (BEFORE, AFTER), f"killed at {at}, then at {again}"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_fault_anywhere_leaves_everything_as_it_was(tmp_path: Path, number: int) -> None:
    for at in range(operations(tmp_path)):
        root = fill(tmp_path / str(at))
        with failing(at, lambda: OSError(number, os.strerror(number)), dead=False):
            try:
                prepared(root).commit()
            except BuildError as error:
                assert error.diagnostic.code == "INT003" and error.diagnostic.hint
                expected = BEFORE
            else:
                expected = AFTER  # only tidying up had failed
        recover(root)
        assert contents(root) == expected, f"fault at operation {at}"
        assert not [p for p in root.rglob("*") if p.is_dir() and not any(p.iterdir()) and p.name != STATE]


@contextmanager
def full_after(writes: int) -> Iterator[None]:
    """A disk that takes so many files, then half of one, then nothing."""
    real, patch, calls = disk._write, pytest.MonkeyPatch(), []

    def write(place: Path, data: bytes, flush: bool) -> None:
        calls.append(place)
        if len(calls) > writes:
            place.write_bytes(data[: len(data) // 2] if len(calls) == writes + 1 else b"")
            raise OSError(errno.ENOSPC, "No space left on device")
        real(place, data, flush)

    patch.setattr(disk, "_write", write)
    try:
        yield
    finally:
        patch.undo()


def test_a_disk_that_is_full_for_good(tmp_path: Path) -> None:
    for at in range(operations(tmp_path)):
        root = fill(tmp_path / str(at))
        with full_after(at):
            try:
                prepared(root).commit()
            except BuildError as error:
                assert "磁盘已满" in error.diagnostic.message
                assert contents(root) == BEFORE
            else:
                assert contents(root) == AFTER


def test_an_interruption_leaves_everything_as_it_was(tmp_path: Path) -> None:
    root = fill(tmp_path / "site")
    with failing(8, KeyboardInterrupt, dead=False), pytest.raises(KeyboardInterrupt):
        prepared(root).commit()
    assert contents(root) == BEFORE


def test_a_real_kill_in_the_middle(tmp_path: Path) -> None:
    root = fill(tmp_path / "site")
    script = f"""
    import os, signal, sys
    sys.path.insert(0, {str(ROOT)!r})
    from pathlib import Path
    from build_scripts.formats import disk
    real = Path.replace
    seen = []
    def replace(self, target):
        seen.append(target)
        if len(seen) == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, target)
    Path.replace = replace
    with disk.locked(Path({str(root)!r})):
        transaction = disk.Transaction(Path({str(root)!r}))
        for path, data in {WANTED!r}.items():
            transaction.delete(path) if data is None else transaction.write(path, data)
        transaction.commit()
    """
    died = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert died.returncode == -signal.SIGKILL
    assert contents(root) not in (BEFORE, AFTER), "the kill came too early or too late to show anything"
    with locked(root):
        assert contents(root) == AFTER


def test_two_runs_at_once(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(BuildError) as caught, locked(tmp_path):
        pass
    assert caught.value.diagnostic.code == "INT004"
    with locked(tmp_path):
        assert (tmp_path / STATE / "lock").exists()


def test_a_lock_dies_with_its_holder(tmp_path: Path) -> None:
    script = f"""
    import sys, time
    sys.path.insert(0, {str(ROOT)!r})
    from pathlib import Path
    from build_scripts.formats.disk import locked
    with locked(Path({str(tmp_path)!r})):
        print("held", flush=True)
        time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with (tmp_path / STATE / "lock").open("a") as handle, pytest.raises(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        holder.kill()
        holder.wait()
    with locked(tmp_path):
        assert recover(tmp_path) == ""


@pytest.mark.parametrize("path", ["docs\\..\\x", "a\x00b", "a\nb", "a\tb", "a\x85b", "a\u2028b", "a\u202eb", "a\udcffb"])
def test_names_that_no_file_of_a_site_may_have(tmp_path: Path, path: str) -> None:
    for place in (lambda: Transaction(tmp_path).write(path, "x"), lambda: Inside(tmp_path)(f"docs/{path}")):
        with pytest.raises(BuildError) as caught:
            place()
        told = caught.value.diagnostic
        assert told.code == "SEC091" and str(told).isprintable() is False and len(str(told).split("\n")) == 2, "the finding and its hint, a line each"
        assert all(one.isprintable() for one in (told.path, told.message))


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "docs/../../x", "docs/./../../x", "C:/x"])
def test_paths_outside_the_root_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(BuildError) as caught:
        Transaction(tmp_path).write(path, "x")
    assert caught.value.diagnostic.code == "SEC090"


def test_symbolic_links_out_of_the_root_are_refused(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    (outside / "texts").mkdir(parents=True)
    root.mkdir()
    (root / "docs").symlink_to(outside)
    (outside / "secret.md").write_text("secret")
    (root / "loop").symlink_to(root / "loop")
    for path in ("docs/secret.md", "docs/texts/new.md", "loop/x.md"):
        with pytest.raises(BuildError) as caught:
            inside(root, path)
        assert caught.value.diagnostic.code == "SEC090"
    assert (outside / "secret.md").read_text() == "secret"


def test_a_symbolic_link_within_the_root_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.md").write_text("old")
    (tmp_path / "a.md").symlink_to(tmp_path / "real/a.md")
    transaction = Transaction(tmp_path)
    transaction.write("a.md", "new")
    transaction.commit()
    assert (tmp_path / "a.md").is_symlink() and (tmp_path / "real/a.md").read_text() == "new"


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    root = fill(tmp_path)
    (root / "references/library.bib").mkdir(parents=True)
    with pytest.raises(BuildError) as caught:
        prepared(root).commit()
    assert caught.value.diagnostic.path == "references/library.bib"
    assert contents(root) == BEFORE


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    root = fill(tmp_path)
    (root / "references").write_bytes(b"a file")
    with pytest.raises(BuildError) as caught:
        prepared(root).commit()
    assert caught.value.diagnostic.code == "INT003"
    assert contents(root) == BEFORE | {"references": b"a file"}


def test_a_strange_journal_stops_the_run_and_touches_nothing(tmp_path: Path) -> None:
    root = fill(tmp_path)
    (root / STATE).mkdir()
    for text in ("", "[]", '{"commit": true, "renames": [["docs/a.md", "docs/b.md", ""]], "deletes": [], "folders": []}'):
        (root / STATE / "journal.json").write_text(text)
        with pytest.raises(BuildError) as caught, locked(root):
            pass
        assert caught.value.diagnostic.code == "INT005"
    (root / STATE / "journal.json").unlink()
    assert contents(root) == BEFORE
