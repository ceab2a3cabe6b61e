"""How the commands call MkDocs: with our hooks, whether ``mkdocs.yml`` names them or not, and with its warnings shown."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

HOOKS = Path(__file__).resolve().parents[1] / "mkdocs_hooks.py"


def settings(root: Path) -> dict[str, Any]:
    """The arguments for ``mkdocs.config.load_config``."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about another program is none of the editor's business
    from mkdocs.utils.yaml import yaml_load

    path = root / "mkdocs.yml"
    with path.open("rb") as handle:
        named = yaml_load(handle).get("hooks") or []
    hooks = [str((root / name).resolve()) for name in named]
    return {"config_file": str(path), "hooks": hooks if any(map(_brings_ours, hooks)) else [*hooks, str(HOOKS)]}


def _brings_ours(path: str) -> bool:
    """Whether a file of hooks is ours, or hands ours on as the one that ``new`` writes does."""
    if path == str(HOOKS):
        return True
    try:
        return "from build_scripts.mkdocs_hooks import" in Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):  # MkDocs itself says what is wrong with the file
        return False


class Heard(logging.StreamHandler[TextIO]):
    """Passes on what MkDocs says to standard error, and notes whether warnings were among it."""

    warned = False

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one message."""
        self.warned |= record.levelno >= logging.WARNING
        super().emit(record)


@contextlib.contextmanager
def listening(verbose: bool) -> Iterator[Heard]:
    """Sends what MkDocs says to standard error: warnings, or everything."""
    handler = Heard(sys.stderr)
    handler.setLevel(logging.INFO if verbose else logging.WARNING)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
