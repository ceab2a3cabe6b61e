"""The stop of an author's last initial before a title in quotes."""

from __future__ import annotations

import pytest

from build_scripts.cite.gbt7714.parse import parse_reference


@pytest.mark.parametrize(("printed", "want"), [
    ("Jones, B., Smith, J., & Brown, Y., “A Study of Canals”, *The Canal Review*, No.7, 2023.", ["Jones, B.", "Smith, J.", "Brown, Y."]),
    ("Jones, B., 1998, “A Study of Canals”, *The Canal Review*, No.7.", ["Jones, B."]),
    ("Brown, Y: “A Study of Canals”, *The Canal Review*, No.7, 2023.", ["Brown, Y"]),
    ("Anna Brown, “A Study of Canals”, *The Canal Review*, No.7, 2023.", ["Brown, Anna"]),
])  # fmt: skip
def test_the_stop_of_the_last_initial_stays(printed: str, want: list[str]) -> None:
    assert [", ".join(filter(None, (name.family, name.given))) for name in parse_reference(printed).authors] == want
