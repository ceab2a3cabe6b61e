"""Mends the skin: its style sheets obey ``default-src 'self'``, its pages the rules of HTML and of accessible names."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import unquote

from build_scripts.publish.rendering.number_columns import align_numbers

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


_CHECKBOX = re.compile(r'(<input\b[^>]*\btype="checkbox"[^>]*?) autocomplete="off"')
_NAV_NAME = re.compile(
    r'(<nav class="md-nav"[^>]*?) aria-labelledby="(__nav_[\d_]+)_label" aria-expanded="(?:true|false)"(>\s*'
    r'<label class="md-nav__title" for="\2">\s*<span class="md-nav__icon md-icon"></span>\s*)([^<]+?)(\s*</label>)'
)
_TOC_LABEL = re.compile(r'<label (class="md-nav__title") for="__toc">(.*?)</label>', re.S)
_EMPTY_NAV = re.compile(r'<nav class="md-nav md-nav--secondary" aria-label="[^"]*">\s*</nav>')
_LATE = re.compile(r'<script id="__config".*', re.S)
_SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
_TERM_BAR = '<p class="page-meta zj-term-bar"></p>'
"""Where terms.js puts its switch: the place is kept free, so that nothing moves when the switch appears."""
_WESTERN = re.compile(r"<em>([^<>\u2e80-\uffef]*[A-Za-z][^<>\u2e80-\uffef]*)</em>")


def mend_page(html: str) -> str:
    """A published page without the skin's slips, the Western words that the print has in italics marked as Western.

    Material writes ``autocomplete`` on checkboxes, names a part of the navigation by a label that holds an icon only,
    offers a label for a switch that pages outside the navigation do not have, and lets its scripts hold up the painting
    of the page, all of which wait for the whole page anyway.
    """
    html = _CHECKBOX.sub(r"\1", html)
    html = _NAV_NAME.sub(lambda m: f'{m[1]} aria-label="{m[4].strip()}"{m[3]}{m[4]}{m[5]}', html)
    html = _EMPTY_NAV.sub("", html)
    html = _LATE.sub(lambda m: _SCRIPT.sub(r'<script src="\1" defer></script>', m[0]), html, count=1)
    if 'class="zj-page zj-text"' in html:
        html = _with_term_bar(html)
    if 'id="__toc"' not in html:
        html = _TOC_LABEL.sub(r"<div \1>\2</div>", html)
    return _WESTERN.sub(r'<em lang="en">\1</em>', align_numbers(html))


def _with_term_bar(html: str) -> str:
    return html.replace("</h1>", f"</h1>{_TERM_BAR}", 1) if 'class="term"' in html else html


def mend_content(html: str, is_text: bool) -> str:
    """The same for what a page itself says, within a page that is mended already. ``html`` holds the page's title."""
    html = _with_term_bar(html) if is_text else html
    return _WESTERN.sub(r'<em lang="en">\1</em>', align_numbers(_CHECKBOX.sub(r"\1", html)))
