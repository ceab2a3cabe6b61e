"""Reading one HTML file of the built site with libxml2."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from lxml import etree

from build_scripts.check.built import BuiltPage, Reach

_LINKS: Any = etree.XPath("//a[@href]|//area[@href]")
_ASSETS: Any = etree.XPath(
    "//*[@src or @srcset or @poster or @data or @background or @action or @formaction]|//link[@href]|//*[local-name()='use' or local-name()='image']"
)
_EVENTS: Any = etree.XPath("//*[@*[starts-with(name(), 'on')]]")
_STYLES: Any = etree.XPath("//style|//*[@style]")
_FRAMES: Any = etree.XPath("//iframe|//frame|//object|//embed|//base|//meta[@http-equiv]")
_LOADED = frozenset({"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest", "shortcut icon"})
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.I)


def scan_page(name: str, data: bytes) -> BuiltPage:
    """What the rules need of one HTML file. Never raises: libxml2 reads any tag soup."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    root: Any
    try:
        root = etree.fromstring(data or b"<html/>", parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return BuiltPage(name)
    count = Counter(_names(root))
    links = tuple(dict.fromkeys(Reach("a", str(e.get("href")).strip(), e.sourceline or 0) for e in _LINKS(root)))
    return BuiltPage(
        name, links, tuple(_assets(root)), frozenset(count), tuple((key, _second(root, key)) for key, number in count.items() if number > 1),
        tuple(_unsafe(root)), (root.findtext(".//title") or "").strip(),
    )  # fmt: skip


def _names(root: Any) -> list[str]:
    ids = [str(value) for value in root.xpath("//@id", smart_strings=False)]
    return ids + [value for value in map(str, root.xpath("//a/@name", smart_strings=False)) if value not in ids]


def _second(root: Any, name: str) -> int:
    """The line of the second element that bears the id."""
    found = root.xpath("//*[@id=$name]", name=name)
    return int(found[1].sourceline or 1) if len(found) > 1 else 1


def _assets(root: Any) -> list[Reach]:
    out = []
    for element in _ASSETS(root):
        tag = str(element.tag)
        if tag == "link" and not _LOADED & {str(element.get("rel", "")).lower(), *str(element.get("rel", "")).lower().split()}:
            continue
        names = ("href", "xlink:href") if tag in ("link", "use", "image") else ("src", "poster", "data", "background", "action", "formaction")
        out += [Reach(tag, str(value).strip(), element.sourceline or 0) for name in names if (value := element.get(name)) and value.strip()]
        for part in str(element.get("srcset") or "").split(","):
            if part.strip():
                out.append(Reach(tag, part.split()[0], element.sourceline or 0))
    for element in _STYLES(root):
        css = (element.text or "") if element.tag == "style" else str(element.get("style"))
        out += [Reach("style", (found[1] or found[2]).strip(), element.sourceline or 0) for found in _CSS_URL.finditer(css)]
    return out


def _unsafe(root: Any) -> list[tuple[str, int]]:
    out = []
    for element in _EVENTS(root):
        name = next(str(key) for key in element.attrib if str(key).lower().startswith("on"))
        out.append((f"<{element.tag} {name}>", element.sourceline or 0))
    for element in _FRAMES(root):
        kind = str(element.get("http-equiv") or "").lower()
        if element.tag != "meta" or kind in ("refresh", "set-cookie"):
            out.append((f"<{element.tag}{' refresh' if kind else ''}>", element.sourceline or 0))
    return out
