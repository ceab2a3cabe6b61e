"""The default site keeps what machines rely on."""

from __future__ import annotations

from pathlib import Path

from tests.publish.contract import breaches


def test_the_default_site_keeps_what_machines_rely_on(site: Path) -> None:
    assert breaches(site) == []
