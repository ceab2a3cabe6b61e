"""Where files of a site may lie: below its root and nowhere else."""

from __future__ import annotations

import contextlib
from pathlib import Path, PurePosixPath

from build_scripts.diagnostics import BuildError, Diagnostic

_ODD = frozenset(map(chr, range(32))) | {"\\"}


def inside(root: Path, relative: str | PurePosixPath) -> Path:
    """The place of ``relative`` below ``root``. Raises ``BuildError`` (``SEC090``) where it would lie outside.

    Refused are absolute paths, ``..``, characters that no file name holds, and symbolic links that lead out of the root.
    """
    text = str(relative)
    parts = PurePosixPath(text).parts
    bad = not parts or text.startswith("/") or not _ODD.isdisjoint(text) or ".." in parts or parts[0].endswith(":")
    if not bad:
        base = root.resolve()
        place = base.joinpath(*parts)
        with contextlib.suppress(OSError, RuntimeError):
            bad = not place.resolve().is_relative_to(base)
            if not bad:
                return place
    raise BuildError(Diagnostic("SEC090", f"路径“{text}”不在站点目录之内。", "只用站点目录里的相对路径，去掉 .. 与指向外面的符号链接。", path=text))


class Inside:
    """``inside`` for many files below one root: the way to each folder is followed once. For one operation, not to be kept."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: dict[str, Path] = {}

    def __call__(self, relative: str) -> Path:
        """The place of ``relative``, as ``inside`` gives it."""
        folder, _, name = relative.rpartition("/")
        known = self._folders.get(folder)
        if known is not None and name not in ("", ".", "..") and _ODD.isdisjoint(name):
            place = known / name
            if not _is_link(place):
                return place
        place = inside(self._root, relative)
        if folder:
            self._folders[folder] = inside(self._root, folder)
        return place


def followed(place: Path) -> Path:
    """The file behind a place: where a link leads, else the place itself."""
    return place.resolve() if _is_link(place) else place


def _is_link(place: Path) -> bool:
    try:
        return place.is_symlink()
    except OSError:  # a name too long, which whoever opens it will report
        return False
