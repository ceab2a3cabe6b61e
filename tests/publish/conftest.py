"""A tiny site with every construct of a page, assembled once and built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts.formats.corpus import read_corpus
from build_scripts.model.corpus import Corpus
from build_scripts.publish.assemble import assemble

ROOT = Path(__file__).resolve().parents[2]
SMALL = Path(__file__).parent / "sites" / "small"


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return read_corpus(SMALL)


@pytest.fixture(scope="session")
def staged(corpus: Corpus) -> dict[str, str]:
    return assemble(corpus)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published tiny site, by a bare strict ``mkdocs build`` under the settings of a new site."""
    root = tmp_path_factory.mktemp("small") / "root"
    shutil.copytree(SMALL, root)
    settings = (ROOT / "build_scripts" / "publish" / "assets" / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("- hooks.py", f"- {ROOT / 'build_scripts' / 'mkdocs_hooks.py'}"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=root, capture_output=True, text=True, timeout=120,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return root / "site"
