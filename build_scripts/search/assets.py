"""The script and the style of the search, as files of the site."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from html import escape

from build_scripts.search.index import FOLDER, File
from build_scripts.search.pack import digest

APP = ("normalize", "match", "inflate", "codec", "store", "query", "lookup", "table", "rank", "found", "engine", "render",
       "dialog")  # fmt: skip
"""Fragments of the script that is fetched when the box opens, in the order in which they need one another."""
EXTRA = ("names", "far", "filters", "otherwise", "mark", "concordance", "page")
"""Fragments that a plain answer does without: suggestions, pinyin, marks on arrival, the search page."""
SCRIPT = f"{FOLDER}search.js"
STYLE = f"{FOLDER}search.css"


def search_assets() -> Iterator[File]:
    """`search/search.js` (small, for every page), the two scripts that it fetches when needed, `search/search.css`."""
    opener = _read("open.js")
    for name, parts in (("app", APP), ("extra", EXTRA)):
        script = _lean("".join(_read(f"{part}.js") for part in parts)).encode()
        opener = opener.replace(f'"{name}.js"', f'"{name}-{digest(script)}.js"')
        yield f"{FOLDER}{name}-{digest(script)}.js", script
    yield SCRIPT, _lean(opener).encode()
    yield STYLE, _read("search.css").encode()


def head_tags(base: str) -> str:
    """What the head of a page needs; `base` leads from the page to the front of the site (`""`, `"../../"`, `"/zj/"`)."""
    folder = escape(base, quote=True)
    return (
        f'<meta name="zj-search" content="{folder}{FOLDER}manifest.json">'
        f'<link rel="stylesheet" href="{folder}{STYLE}"><script src="{folder}{SCRIPT}" defer></script>'
    )


def _read(name: str) -> str:
    return (pkgutil.get_data(__package__, f"assets/{name}") or b"").decode()


def _lean(script: str) -> str:
    """The script without comment lines and indentation (no fragment holds a template string of several lines)."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("// "))
