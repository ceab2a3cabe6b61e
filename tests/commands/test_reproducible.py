"""The same input gives the same bytes: in another folder, with another seed of hashes, another time zone, another locale, without what was kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC"}
THERE = {"PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai", "LC_ALL": "C"}


def made(root: Path, surroundings: dict[str, str], *options: str) -> dict[str, bytes]:
    """The default corpus converted and published in this folder: every file of ``docs``, ``references`` and ``site``."""
    root.mkdir(parents=True)
    for name in ("docs", "references"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy2(ROOT / "mkdocs.yml", root)
    (root / "build_scripts").symlink_to(ROOT / "build_scripts")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", **surroundings}
    for command in (["ingest", "--jobs", "1" if options else "2"], ["publish", *options]):
        done = subprocess.run([sys.executable, "-m", "build_scripts", *command, "-C", str(root)], cwd=ROOT, env=environment, capture_output=True, text=True,
                              check=False)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    paths = [path for name in ("docs", "references", "site") for path in (root / name).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.slow
def test_the_default_site_comes_out_the_same_anywhere(tmp_path: Path) -> None:
    one = made(tmp_path / "here", HERE)
    other = made(tmp_path / "far" / "away" / "there", THERE, "--no-cache")
    assert len(one) > 300 and one.keys() == other.keys()
    assert [path for path in sorted(one) if one[path] != other[path]] == []
    assert not any(str(tmp_path).encode() in data for data in one.values()), "a path of the machine stands in a published file"
