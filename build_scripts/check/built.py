"""The built site as the link rules look at it: of every HTML page its links, ids and what its elements ask for.

A page is parsed once (``check.scan``) and let go; what stays is small, so that a site of thousands of pages fits.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


@dataclass(frozen=True)
class Reach:
    """Something that a page asks for: ``tag`` of the element, the address as written, the line in the HTML."""

    tag: str
    address: str
    line: int


@dataclass(frozen=True)
class BuiltPage:
    """What one HTML page holds. ``name`` is its path below ``site``; ``unsafe`` are elements that no page of ours has, with their lines."""

    name: str
    links: tuple[Reach, ...] = ()
    assets: tuple[Reach, ...] = ()
    ids: frozenset[str] = frozenset()
    twice: tuple[tuple[str, int], ...] = ()
    unsafe: tuple[tuple[str, int], ...] = ()
    title: str = ""


@dataclass(frozen=True)
class BuiltSite:
    """All pages, and the names of all files of ``site``. ``prefix`` is the path of the site's own address, ``/`` at its end."""

    pages: tuple[BuiltPage, ...]
    files: frozenset[str]
    prefix: str = "/"
    host: str = ""

    @cached_property
    def by_name(self) -> dict[str, BuiltPage]:
        """The pages by their names."""
        return {page.name: page for page in self.pages}

    def resolve(self, page: str, address: str) -> tuple[str, str] | None:
        """File and fragment at which an address on a page points; None where it leads outside. The file may not exist."""
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0]
        if address.startswith("//") or _SCHEME.match(address):
            parts = urlsplit(address)
            if not self.host or parts.netloc != self.host or not parts.path.startswith(self.prefix):
                return None
            path = parts.path
        if not path:
            return page, unquote(fragment)
        path = unquote(path)
        if path.startswith("/"):
            joined = path.removeprefix(self.prefix) if path.startswith(self.prefix) else path.lstrip("/")
        else:
            joined = posixpath.join(posixpath.dirname(page), path)
        name = posixpath.normpath(joined) if joined else "."
        if name == "." or path.endswith("/") or f"{name}/index.html" in self.files:
            name = posixpath.normpath(f"{name}/index.html")
        return name, unquote(fragment)
