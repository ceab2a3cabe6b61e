"""References as GB/T 7714—2025 and —2015 print them, numeric and author-date. The other side of ``parse``."""

from __future__ import annotations

import html
import re

from build_scripts.cite.gbt7714.format_frames import frame_of
from build_scripts.cite.gbt7714.format_parts import LINK_END, LINK_START, Parts
from build_scripts.cite.gbt7714.style import Style
from build_scripts.model.reference import Reference, RefType

_LINK = re.compile(f"{LINK_START}([^{LINK_END}]*){LINK_END}")
_DOI = re.compile(r"(DOI:)(10\.[^\s<>\"]*[^\s<>\".,;])")
_MARKDOWN = re.compile(r"([\\`*_])")
_WEB = re.compile(r"https?://", re.I)


def format_reference(reference: Reference, style: Style = Style(), *, year_suffix: str = "") -> str:  # noqa: B008 - frozen
    """The entry of a reference list, with its closing stop and without its number.

    ``year_suffix`` is the letter that tells works of one author and year apart (author-date, 9.3.1.4). Never raises on
    a ``Reference``: what is not known is left out, or named as unknown where the standard says so.
    """
    if _unread(reference):
        return render(reference.raw or reference.title, style.output)
    parts = Parts(reference, style, year_suffix)
    areas = [_head(parts), *frame_of(parts)(parts), *parts.access]
    return render(_join(areas, parts.signs.stop), style.output)


def _unread(reference: Reference) -> bool:
    """Whether nothing is known but the printed text, which then stands for itself."""
    ref = reference
    if any((ref.authors, ref.editors, ref.container, ref.publisher, ref.number, ref.url, ref.marker)):
        return False
    return not ref.title or (ref.type == RefType.DOCUMENT and ref.date is None)


def creators(parts: Parts) -> str:
    """Who made the work: authors, the holder of a patent, editors of a book without authors; empty when nobody is named."""
    ref = parts.reference
    if ref.type == RefType.PATENT and "holder" in parts.extra:
        return parts.extra["holder"]
    if ref.authors:
        return parts.people(ref.authors, ref.et_al)
    if ref.editors and not (ref.container and ref.type in (RefType.CHAPTER, RefType.PAPER_CONFERENCE)):
        return parts.people(ref.editors, ref.et_al)
    return ""


def author_year(parts: Parts) -> str:
    """The year behind the creators: that of publication, else of access in brackets (9.3)."""
    if year := parts.year():
        if parts.year_suffix:
            year = re.sub(r"(\d{4})(?!.*\d{4})", rf"\g<1>{parts.year_suffix}", year, count=1)
        return year
    accessed = parts.reference.accessed
    return f"[{accessed.year:04d}{parts.year_suffix}]" if accessed else ""


def _head(parts: Parts) -> str:
    who = creators(parts)
    if parts.style.author_date:
        year = author_year(parts)
        return parts.signs.comma.join(filter(None, (who or parts.words.anonymous, year)))
    if parts.code == "S" and parts.style.edition == 2025:
        return ""
    return who


def _join(areas: list[str], stop: str) -> str:
    """The areas one behind the other, one stop between two of them and at the end."""
    out = ""
    for area in areas:
        if not area:
            continue
        if out:
            out += stop[1:] if out.endswith(".") else stop
        out += area
    return out if out.endswith(".") or not out else out + "."


def render(text: str, output: str) -> str:
    """Plain text with marked addresses in the wanted form; addresses become links in HTML and Markdown."""
    if output == "text":
        return text.replace(LINK_START, "").replace(LINK_END, "")
    pieces = _LINK.split(text)
    if output == "html":
        return "".join(_html_link(piece) if i % 2 else _html_doi(html.escape(piece, quote=False)) for i, piece in enumerate(pieces))
    return "".join(_markdown_link(piece) if i % 2 else _markdown(piece) for i, piece in enumerate(pieces))


def _html_link(url: str) -> str:
    shown = html.escape(url)
    return f'<a href="{shown}">{shown}</a>' if _WEB.match(url) else shown


def _html_doi(text: str) -> str:
    return _DOI.sub(r'\1<a href="https://doi.org/\2">\2</a>', text)


def _markdown_link(url: str) -> str:
    return f"<{url}>" if _WEB.match(url) and not re.search(r"[\s<>]", url) else _markdown(url)


def _markdown(text: str) -> str:
    # A bracket pair directly before "(" or "[" would read as a link.
    escaped = _MARKDOWN.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return re.sub(r"\](?=[(\[])", r"\]", escaped)
