"""What a result depends on beside its input: this program, the interpreter, and the packages it works with."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from build_scripts.formats.cache import files_key, key_of

PACKAGE = Path(__file__).resolve().parents[1]
_PACKAGES = (
    "mkdocs", "mkdocs-material", "markdown", "jinja2", "pymdown-extensions", "pyyaml", "bibtexparser", "jieba", "lxml", "opencc",
    "pyahocorasick", "pypinyin", "babel", "pathspec", "markupsafe", "numpy",
)  # fmt: skip


@lru_cache(maxsize=1)
def program_key() -> str:
    """A key that another version of our files, of Python or of a package does not share."""
    ours = (path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return key_of(files_key(PACKAGE, ours), sys.version, *map(_version, _PACKAGES))


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
