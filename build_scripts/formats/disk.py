"""Safe writing: several files at once, all or none, inside the site and nowhere else.

A ``Transaction`` collects what shall stand where. ``commit`` writes every changed file beside its target, keeps a link to what
stood there, makes all of it durable, notes the plan in a journal, and only then renames. A process killed before the journal says
``commit`` is undone by the next run, one killed after it is finished by the next run; both are safe to do twice. A lock held by the
kernel keeps two runs apart and dies with its holder.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.places import Inside, followed, inside

STATE = ".zhangju"
"""The folder below a site's root that holds lock and journal; never committed."""
_NEW, _OLD = ".zj-new", ".zj-old"
_MANY = 64
"""From this many files on, one flush of everything is cheaper than one flush a file."""
MAX_BYTES = 20 * 2**20
"""The longest page, glossary or drawing that is read: a book of some seven million characters."""
MAX_LIBRARY_BYTES = 100 * 2**20
"""The longest library: a quarter of a million entries, what ten thousand texts cite that have no work in common."""
_REASONS = {
    errno.ENOSPC: ("磁盘已满", "腾出空间后重新运行；原有的文件没有改动。"),
    errno.EDQUOT: ("磁盘配额已用完", "腾出空间后重新运行；原有的文件没有改动。"),
    errno.EROFS: ("文件系统是只读的", "换一个可写的目录，或以可写方式挂载。"),
    errno.EACCES: ("没有写的权限", "检查目录与文件的权限。"),
    errno.EPERM: ("没有写的权限", "检查目录与文件的权限。"),
    errno.ENAMETOOLONG: ("文件名太长", "把 slug 写短一些。"),
    errno.ENOTDIR: ("路径中间有一段不是目录", "移走占了目录位置的同名文件。"),
    errno.EISDIR: ("应是文件的地方是目录", "移走同名的目录。"),
}


def refuse_long(path: Path, shown: str) -> None:
    """Raises ``BuildError`` (``STR005``) for a file that is longer than anybody writes, before it is read; ``OSError`` where there is none."""
    size, most = path.stat().st_size, MAX_LIBRARY_BYTES if path.suffix == ".bib" else MAX_BYTES
    if size > most:
        message = f"文件有 {size // 2**20} MB，超过 {most // 2**20} MB 的上限。"
        raise BuildError(Diagnostic("STR005", message, "分成几个文件；原始文本放在 references/sources/。", path=shown))


def write_fault(error: OSError, path: str) -> BuildError:
    """The diagnostic (``INT003``) of a failed write."""
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), "检查磁盘与权限后重新运行。"))
    return BuildError(Diagnostic("INT003", f"写不进去：{reason}。", hint, path=path))


@dataclass(frozen=True)
class Changes:
    """What a commit did (or, planned, would do), by relative path."""

    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keeps other runs out of ``root`` and first finishes what a killed run left. Raises ``BuildError`` ``INT004`` when taken."""
    try:
        state = inside(root, STATE)
        state.mkdir(exist_ok=True)
        handle = (state / "lock").open("a")
    except OSError as error:
        raise write_fault(error, STATE) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            message = "另一个进程正在写这个站点。"
            raise BuildError(Diagnostic("INT004", message, "等它结束后重新运行。", path=str(root))) from error
        recover(root)
        yield


@dataclass(frozen=True)
class _Plan:
    """The steps of one commit. ``renames`` holds (new, target, old) and ``deletes`` (target, old), relative to the root.

    ``old`` is the name under which the former file is kept meanwhile, empty where there was none. Every method may be broken
    off anywhere and done again.
    """

    renames: tuple[tuple[str, str, str], ...]
    deletes: tuple[tuple[str, str], ...]
    folders: tuple[str, ...] = ()

    def switch(self, root: Path) -> None:
        """Puts the new files in their places. Until this has ended ``undo`` can take everything back."""
        at = Inside(root)
        folders = set()
        for new, target, _ in self.renames:
            staged, place = at(new), at(target)
            folders.add(place.parent)
            if staged.exists():
                staged.replace(followed(place))
        for target, old in self.deletes:
            folders.add(at(target).parent)
            if at(old).exists():
                _remove(at(target))
        for folder in folders:
            _flush_folder(folder)

    def tidy(self, root: Path) -> None:
        """Takes away what ``undo`` would have needed."""
        at = Inside(root)
        for old in self._olds():
            _remove(at(old))
        for target, _ in self.deletes:
            with contextlib.suppress(OSError):
                at(target).parent.rmdir()

    def undo(self, root: Path) -> None:
        at = Inside(root)
        for new, target, old in self.renames:
            _remove(at(new))
            if not old:
                _remove(at(target))
        for target, old in [(target, old) for _, target, old in self.renames if old] + list(self.deletes):
            kept = at(old)
            if kept.exists():
                kept.replace(followed(at(target)))
                kept.unlink(missing_ok=True)  # renaming onto another link of the same file does nothing
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                inside(root, folder).rmdir()

    def _olds(self) -> list[str]:
        return [old for _, _, old in self.renames if old] + [old for _, old in self.deletes]


def _journal(root: Path) -> Path:
    return root / STATE / "journal.json"


def _note(root: Path, plan: _Plan, commit: bool) -> None:
    """The journal, replaced in one step and durable before anything that it promises."""
    place = _journal(root)
    new = place.with_suffix(".new")
    data = {"commit": commit, "renames": plan.renames, "deletes": plan.deletes, "folders": plan.folders}
    _write(new, json.dumps(data, ensure_ascii=False).encode(), flush=True)
    new.replace(place)
    _flush_folder(place.parent)


def recover(root: Path) -> str:
    """Finishes or undoes what a killed run left: ``finished``, ``undone`` or, where nothing was left, the empty string."""
    place = _journal(root)
    try:
        place.with_suffix(".new").unlink(missing_ok=True)
        data = json.loads(place.read_text(encoding="utf-8"))
        renames = tuple((str(new), str(target), str(old)) for new, target, old in data["renames"])
        deletes = tuple((str(target), str(old)) for target, old in data["deletes"])
        plan, commit = _Plan(renames, deletes, tuple(map(str, data["folders"]))), bool(data["commit"])
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = f"看过 {STATE}/ 里的文件以后，把这个目录删去。"
        raise BuildError(Diagnostic("INT005", "上次中断留下的日志读不通，没有继续。", hint, path=str(place))) from error
    if not all(name.endswith((_NEW, _OLD)) for new, _, old in renames for name in (new, old or _OLD)):
        raise BuildError(Diagnostic("INT005", "上次中断留下的日志不是本程序写的，没有继续。", "删去这个文件。", path=str(place)))
    try:
        if commit:
            plan.switch(root)
            plan.tidy(root)
        else:
            plan.undo(root)
        place.unlink()
    except OSError as error:
        raise write_fault(error, str(place)) from error
    return "finished" if commit else "undone"


@dataclass
class Transaction:
    """Files to be written and deleted below ``root``, by relative path with ``/``; nothing is touched before ``commit``.

    To be used within ``locked(root)``. A file that already holds the same bytes is not written again.
    """

    root: Path
    files: dict[str, bytes | str | None] = field(default_factory=dict)
    """Text is kept as it is given: many files may hold the same."""

    def __post_init__(self) -> None:
        self._at = Inside(self.root)

    def write(self, path: str, data: bytes | str) -> None:
        """This file shall hold this (text in UTF-8). Raises ``BuildError`` (``SEC090``) for a place outside the root."""
        self._at(path)
        self.files[str(PurePosixPath(path))] = data

    def delete(self, path: str) -> None:
        """This file shall not be there."""
        self._at(path)
        self.files[str(PurePosixPath(path))] = None

    def plan(self) -> Changes:
        """What ``commit`` would do now."""
        written, deleted, unchanged = [], [], []
        for path, data in sorted(self.files.items()):
            old = self._old(path)
            if data is None:
                if old is not None:
                    deleted.append(path)
            elif old is not None and old == _bytes(data):
                unchanged.append(path)
            else:
                written.append(path)
        return Changes(tuple(written), tuple(deleted), tuple(unchanged))

    def commit(self) -> Changes:
        """Makes it so, all or none. Raises ``BuildError`` (``INT003``) with everything as it was."""
        changes = self.plan()
        if changes.written or changes.deleted:
            _Commit(self.root, self.files, changes).run()
        return changes

    def _old(self, path: str) -> bytes | None:
        try:
            return self._at(path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise write_fault(error, path) from error


class _Commit:
    """One commit under way."""

    def __init__(self, root: Path, files: dict[str, bytes | str | None], changes: Changes) -> None:
        self.root, self.files = root, files
        self.at = Inside(root)
        self.path = STATE  # what is being worked on, for the message
        names = [*changes.written, *changes.deleted]
        folders = [PurePosixPath(path).parent for path in names]
        beside = [(str(folder / f".{i}{_NEW}"), str(folder / f".{i}{_OLD}")) for i, folder in enumerate(folders)]
        there = len(changes.written)
        self.plan = _Plan(
            tuple((new, path, old if self.at(path).exists() else "") for path, (new, old) in zip(names[:there], beside, strict=False)),
            tuple((path, old) for path, (_, old) in zip(names[there:], beside[there:], strict=True)),
            tuple(str(one) for one in sorted({one for folder in folders for one in (folder, *folder.parents) if not (root / one).exists()})),
        )

    def run(self) -> None:
        journal = _journal(self.root)
        try:
            journal.parent.mkdir(exist_ok=True)
            _note(self.root, self.plan, commit=False)
            self._stage()
            self.path = STATE
            _note(self.root, self.plan, commit=True)
            self.plan.switch(self.root)
        except BaseException as error:
            self._undo()
            if isinstance(error, OSError):
                raise write_fault(error, self.path) from error
            raise
        with contextlib.suppress(OSError):  # all is written; the next run tidies up what could not be tidied now
            self.plan.tidy(self.root)
            journal.unlink()

    def _stage(self) -> None:
        many = len(self.plan.renames) >= _MANY
        for folder in self.plan.folders:
            self.path = folder
            self.at(folder).mkdir(exist_ok=True)
        for new, path, old in self.plan.renames:
            self.path = path
            staged = self.at(new)
            _write(staged, _bytes(self.files[path] or b""), flush=not many)
            if old:
                target = self.at(path)
                staged.chmod(target.stat().st_mode & 0o777)
                _keep(target, self.at(old))
        for path, old in self.plan.deletes:
            self.path = path
            _keep(self.at(path), self.at(old))
        if many:
            os.sync()

    def _undo(self) -> None:
        """Everything as it was. Where even that fails the journal stays, and the next run undoes the rest."""
        journal = _journal(self.root)
        with contextlib.suppress(OSError, BuildError):
            if journal.exists():
                if json.loads(journal.read_text(encoding="utf-8"))["commit"]:
                    _note(self.root, self.plan, commit=False)
                self.plan.undo(self.root)
                journal.unlink()
        with contextlib.suppress(OSError):
            journal.with_suffix(".new").unlink(missing_ok=True)


def _keep(target: Path, kept: Path) -> None:
    """A second name for the file as it is now; a copy where the file system knows no hard links."""
    place = followed(target)
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    kept.unlink(missing_ok=True)
    try:
        kept.hardlink_to(place)
    except OSError:
        _write(kept, place.read_bytes(), flush=True)


def _bytes(data: bytes | str) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data


def _write(place: Path, data: bytes, flush: bool) -> None:
    with place.open("wb") as handle:
        handle.write(data)
        if flush:
            handle.flush()
            os.fsync(handle.fileno())


def _remove(place: Path) -> None:
    """Takes a file away; that it, or its folder, is not there is no fault."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        place.unlink()


def _flush_folder(folder: Path) -> None:
    """Makes renames in a folder durable; a file system that cannot do so has its own way."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
