"""Settings of a site that we cannot serve are refused with their place."""

from __future__ import annotations

import pytest

from build_scripts.diagnostics import BuildError
from build_scripts.formats.config import parse_config


def test_addresses_of_files_are_refused_with_their_place() -> None:
    with pytest.raises(BuildError) as caught:
        parse_config("site_name: 站\n\nuse_directory_urls: false\n")
    told = caught.value.diagnostic
    assert (told.code, told.path, told.line) == ("STR008", "mkdocs.yml", 3)
    assert parse_config("site_name: 站\nuse_directory_urls: true\n").site_name == "站"
