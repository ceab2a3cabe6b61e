"""Makes the skin's style sheets obey ``default-src 'self'``: icons that stand inside them as ``data:`` become files."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import unquote

_QUOTED = re.compile(r"url\((['\"])data:image/svg\+xml(?:;charset=[\w-]+|;utf8)?,(.*?)\1\)", re.S)
ICONS = "icons"


def take_icons(css: str, way: str = "../zhangju/icons/") -> tuple[str, dict[str, str]]:
    """The style sheet with its inline SVG images replaced by files under ``way``, and those files by name."""
    icons: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        drawing = unquote(match[2].replace(f"\\{match[1]}", match[1]))
        name = f"{sha256(drawing.encode('utf-8')).hexdigest()[:12]}.svg"
        icons[name] = drawing
        return f'url("{way}{name}")'

    return _QUOTED.sub(take, css), icons
