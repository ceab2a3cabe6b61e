"""What every test may use: the real texts beside the project, a way to accept golden output, a site to try commands on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile("default", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files with what the code gives now (then read the diff)")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def real_sources() -> Path:
    """The folder of the real texts. They are not part of this project; without them the test skips, saying so."""
    folder = SHARED / "sources"
    if not folder.is_dir():
        pytest.skip("the real texts do not stand beside the project folder")
    return folder


@pytest.fixture(scope="session")
def real_gold() -> Path:
    """The folder of hand-made truth about the real texts; skips where it is absent."""
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the gold of the real texts does not stand beside the project folder")
    return folder


@pytest.fixture
def sharing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is shared out among processes however little it is, and though pytest-xdist has a thread of its own in each of its processes."""
    from build_scripts.formats import crew

    monkeypatch.setattr(crew, "LEAST", 1)
    monkeypatch.setattr(crew, "_is_alone", lambda: True)
