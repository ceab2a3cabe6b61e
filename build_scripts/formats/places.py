"""Where files of a site may lie: below its root and nowhere else."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path, PurePosixPath

from build_scripts.diagnostics import BuildError, Diagnostic

_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no name of a file may hold: line breaks and other controls, signs that turn the writing round, bytes that are no UTF-8, and the
backslash, which parts folders elsewhere."""


def inside(root: Path, relative: str | PurePosixPath) -> Path:
    """The place of ``relative`` below ``root``. Raises ``BuildError``: ``SEC090`` where it would lie outside, ``SEC091`` for a name that cannot be.

    Outside are absolute paths, ``..``, and symbolic links that lead out of the root.
    """
    text = str(relative)
    refuse_odd(text)
    parts = PurePosixPath(text).parts
    bad = not parts or text.startswith("/") or ".." in parts or parts[0].endswith(":")
    if not bad:
        base = root.resolve()
        place = base.joinpath(*parts)
        with contextlib.suppress(OSError, RuntimeError):
            bad = not place.resolve().is_relative_to(base)
            if not bad:
                return place
    raise BuildError(Diagnostic("SEC090", f"路径“{text}”不在站点目录之内。", "只用站点目录里的相对路径，去掉 .. 与指向外面的符号链接。", path=text))


def refuse_odd(path: str) -> None:
    """Raises ``BuildError`` (``SEC091``) where the path has a character in it that no file of a site may be named with."""
    if found := _ODD.search(path):
        shown = _ODD.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), path)
        sign = found[0].encode("unicode_escape").decode("ascii")
        what = "反斜线" if sign == "\\\\" else f"不是 UTF-8 的字节 {sign[-2:]}" if found[0] >= "\ud800" and found[0] <= "\udfff" else f"控制字符 {sign}"
        message = f"文件名“{shown.rsplit('/', 1)[-1]}”里有{what}，不能用作站点的文件。"
        raise BuildError(Diagnostic("SEC091", message, "给文件改名：去掉换行、制表符、反斜线等，只用看得见的字。", path=shown))


class Inside:
    """``inside`` for many files below one root: the way to each folder is followed once. For one operation, not to be kept."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: dict[str, Path] = {}

    def __call__(self, relative: str) -> Path:
        """The place of ``relative``, as ``inside`` gives it."""
        folder, _, name = relative.rpartition("/")
        known = self._folders.get(folder)
        if known is not None and name not in ("", ".", "..") and not _ODD.search(name):
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


_is_link = os.path.islink  # a third of the time of the same question to a ``Path``, and asked several times for every file
