"""Published HTML without anything that runs, fetches, submits or covers: strangers edit the pages that it is made from.

The work is done by ammonia (through nh3), which parses as browsers do and writes anew only what it was told to allow. ``check`` tells
an author of such things with their place (``SEC``); here nothing depends on anybody having read that.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:  # loading it takes time that a page without HTML need not spend
    import nh3

TEXT = frozenset(
    "a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hr i img ins kbd li main mark nav ol output p pre q rp rt ruby s samp section small span strong sub summary sup table "
    "tbody td tfoot th thead time tr u ul var wbr".split()
)
"""Elements of running text and its furniture."""
DRAWN = frozenset("svg g path rect circle ellipse line polyline polygon text tspan title desc".split())
"""Elements of drawings in the page; none that loads, links, moves or holds HTML."""
CHOICES = frozenset("form label select option optgroup".split())
"""A form may offer a choice to our own script; it has no field to write in, no button and nowhere to be sent."""

_EVERYWHERE = frozenset("id class lang dir title role hidden tabindex translate".split())
_OF = {
    "a": "href download rel hreflang", "img": "src alt width height loading decoding", "ol": "start reversed type", "li": "value",
    "td": "colspan rowspan align headers style", "th": "colspan rowspan align scope headers abbr style", "col": "span style", "colgroup": "span",
    "table": "style", "tr": "align", "details": "open name", "time": "datetime", "del": "cite datetime", "ins": "cite datetime",
    "blockquote": "cite", "q": "cite", "label": "for", "select": "name", "option": "value selected", "output": "for",
    "svg": "viewBox width height preserveAspectRatio focusable", "g": "transform", "path": "d transform",
    "rect": "x y width height rx ry fill-opacity transform", "circle": "cx cy r", "ellipse": "cx cy rx ry", "line": "x1 x2 y1 y2",
    "polyline": "points", "polygon": "points", "text": "x y dx dy text-anchor transform dominant-baseline", "tspan": "x y dx dy text-anchor",
}  # fmt: skip
STYLES = frozenset({"text-align", "vertical-align", "width", "min-width", "white-space"})
"""What an element may say of its own looks: the setting of tables."""
SCHEMES = frozenset({"http", "https", "mailto"})
_EMPTIED = frozenset("script style iframe object embed applet noscript xmp plaintext textarea noembed noframes math".split())
"""Elements that go with everything in them; of others that are not allowed the words stay."""
NAMES = TEXT | DRAWN | CHOICES | _EMPTIED | frozenset(
    "acronym address animate animatemotion animatetransform annotation area audio base basefont bgsound big blink body button canvas center clippath "
    "data datalist defs dialog dir embed feblend fecolormatrix fegaussianblur feoffset fieldset filter font foreignobject frame frameset head hgroup "
    "html image input isindex keygen legend lineargradient link listing map marker marquee mask menu menuitem meta meter mfrac mglyph mi mn mo mover "
    "mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover multicol nextid nobr param pattern "
    "picture progress radialgradient rb rtc search semantics set slot source spacer stop strike switch symbol template textpath track tt use video view "
    "xmp".split()
)
"""Every name that is one of HTML, of drawings or of formulas. What stands between angle brackets under any other name is words of the text."""
_COPIES = re.compile(r'<template data-copy="[^"<>]*">[^<]*</template>')
_COPY = re.compile("\ue0f2(\\d+)\ue0f3")
_LOADED = frozenset({"src"})


def sanitize_html(html: str) -> str:
    """The HTML of a page's content (no whole document) with nothing in it but what is allowed. Never raises.

    Text to be copied, which we keep in ``template`` elements, is text and stays. An image on another host loses its address.
    """
    if "<" not in html:
        return html
    copies: list[str] = []

    def aside(match: re.Match[str]) -> str:
        copies.append(match[0])
        return f"\ue0f2{len(copies) - 1}\ue0f3"

    html = html.replace("\ue0f2", "").replace("\ue0f3", "")
    clean = _cleaner("src" in html.lower()).clean(_COPIES.sub(aside, html))
    return _COPY.sub(lambda match: copies[int(match[1])], clean) if copies else clean


@cache
def _cleaner(may_load: bool) -> nh3.Cleaner:
    """The cleaner; attributes are asked about only on a page that has one that loads something."""
    import nh3

    attributes = {tag: set(names.split()) for tag, names in _OF.items()} | {"*": set(_EVERYWHERE)}
    return nh3.Cleaner(
        tags=set(TEXT | DRAWN | CHOICES), clean_content_tags=set(_EMPTIED), attributes=attributes, attribute_filter=_value if may_load else None,
        generic_attribute_prefixes={"data-", "aria-"}, url_schemes=set(SCHEMES), filter_style_properties=set(STYLES), link_rel=None,
    )  # fmt: skip


def _value(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute, None where it is to go: a file that the browser would fetch from another host."""
    return None if name in _LOADED and _is_foreign(value) else value


def _is_foreign(address: str) -> bool:
    try:
        parts = urlsplit(re.sub(r"[\x00-\x20]+", "", address).replace("\\", "/"))
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)
