"""HTML as a browser reads it: tags, their attributes, addresses in every disguise, and what of it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>?", re.S)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>`]+))", re.S)
RUNNING = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "meta", "link", "form", "input", "button",
                     "textarea", "select", "portal", "template", "noscript", "xml", "foreignobject", "math", "animate", "animatetransform",
                     "animatemotion", "set", "xmp", "plaintext", "noembed", "noframes"})  # fmt: skip
STYLING = frozenset({"style"})
ADDRESSED = frozenset({"href", "src", "srcset", "poster", "background", "action", "formaction", "data", "xlink:href", "cite", "longdesc"})
SCHEME = re.compile(r"(?:javascript|vbscript|data|file|blob|livescript|mocha):", re.I)
_SIGNS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b\ufeff]+")


def spelt_out(address: str) -> str:
    """An address as a browser understands it: entities decoded, blanks and control characters gone."""
    return _SIGNS.sub("", unescape(unescape(address)))


def attributes(words: str) -> Iterator[tuple[str, str, int]]:
    """Name in lower case, value and offset of each attribute of a tag."""
    for found in _ATTRIBUTE.finditer(words):
        yield found[1].lower(), found[2] or found[3] or found[4] or "", found.start()


def is_foreign(address: str) -> bool:
    """Whether an address leads to another host."""
    return spelt_out(address.strip("<>")).lower().startswith(("http:", "https:", "//", "ftp:", "\\\\"))
