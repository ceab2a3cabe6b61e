"""Whether a site is already what publishing would make of it: same material, same program, and nobody touched the result.

The key covers the bytes of everything that a build reads. Where a build could read more (plugins, hooks and extensions of
others, values from the environment), there is no key, and the site is built.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from build_scripts.commands.new import HOOKS
from build_scripts.formats.cache import Store, files_key, key_of
from build_scripts.formats.program import PACKAGE, program_key

_EXTENSIONS = frozenset("attr_list md_in_html admonition tables footnotes toc def_list abbr sane_lists smarty nl2br".split())
"""Extensions of Python-Markdown that read nothing but the page."""
_OPEN = re.compile(r"!ENV|!!python|!relative|^INHERIT:", re.M)
_STAMP = "site"


def site_key(root: Path, *settings: str) -> str | None:
    """A key for everything that decides how the site comes out; None where not all of it is known."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    if _OPEN.search(text):
        return None
    config = yaml.safe_load(text)
    if not isinstance(config, dict) or not _is_closed(config, root):
        return None
    folders = [root / "docs", root / "references"]
    theme = config.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        folders.append(root / str(theme["custom_dir"]))
    parts = [text, *settings, *_program()]
    for folder in folders:
        parts += [str(folder), files_key(folder, _read_files(folder))]
    return key_of(*parts)


def _is_closed(config: dict[str, Any], root: Path) -> bool:
    """Whether the settings name nothing that could read what we do not know of."""
    named = [next(iter(one)) if isinstance(one, dict) else one for one in config.get("markdown_extensions") or []]
    return (
        not config.get("plugins", ["search"])
        and all(_is_ours((root / str(hook)).resolve()) for hook in config.get("hooks") or [])
        and set(named) <= _EXTENSIONS
        and str(config.get("docs_dir", "docs")) == "docs"
    )


def _is_ours(hooks: Path) -> bool:
    """Whether a file of hooks is ours, or the one that ``new`` writes, unchanged."""
    return hooks == PACKAGE / "mkdocs_hooks.py" or (hooks.is_file() and hooks.read_bytes() == HOOKS.encode())


def _program() -> Iterator[str]:
    """What decides beside the site itself: the program, and the day, which the site map names."""
    yield program_key()
    yield os.environ.get("SOURCE_DATE_EPOCH") or datetime.now(UTC).date().isoformat()


def _read_files(folder: Path) -> Iterator[str]:
    """The files below a folder that a build reads, raw texts among them, whose lines are shown; the bases of merges take no part in it."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not (folder.name == "references" and name.startswith("imported/")):
            yield name


def state_of(*folders: Path) -> str:
    """A key for the files of built folders by name, size and times; any writing into them changes it."""
    return key_of(*(part for folder in folders for part in _states(str(folder))))


def _states(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        state = entry.stat(follow_symlinks=False)
        inner = entry.is_dir(follow_symlinks=False)
        yield f"{entry.path} {state.st_mode} {state.st_ino} {0 if inner else state.st_size} {state.st_mtime_ns}"
        if inner:
            yield from _states(entry.path)


def is_unchanged(store: Store, root: Path, key: str | None, *folders: Path) -> bool:
    """Whether the last build of this site had this key and left the folders as they are."""
    if key is None or not all(folder.is_dir() for folder in folders):
        return False
    noted = store.get(_STAMP, key_of(str(root))) or b""
    return noted.startswith(f"{key} ".encode()) and noted == f"{key} {state_of(*folders)}".encode()


def note_built(store: Store, root: Path, key: str | None, *folders: Path) -> None:
    """Remembers that the folders now hold what the key stands for."""
    store.put(_STAMP, key_of(str(root)), f"{key} {state_of(*folders)}".encode() if key else b"")
