"""The head of an assembled page: YAML whose values are JSON, which every YAML reader takes alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any


def front_matter(values: Mapping[str, Any]) -> str:
    """The two ``---`` lines with the given values between them; empty values are left out.

    Material prints a page's title and description as they are, so they are given to it as HTML.
    """
    shown = {key: escape(str(value), quote=key == "description") if key in ("title", "description") and value else value for key, value in values.items()}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in shown.items() if value not in (None, "", [])]
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n\n"
