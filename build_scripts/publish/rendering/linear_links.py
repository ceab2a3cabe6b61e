"""Links, images and notes as Python-Markdown reads them, in time that grows with the page and not with its square.

Python-Markdown looks for the end of every ``[`` up to the end of the paragraph, so that a run of them (a torn table, a mistake in
pasting) takes minutes. Brackets within brackets are followed here as far as CommonMark's own readers follow them (cmark: 32 levels);
no link has a tenth of that, and what has more stays the characters that it is.
"""

from __future__ import annotations

import re
from typing import Any

from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.inlinepatterns import (  # type: ignore[import-untyped]
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

NAME = "build_scripts.publish.rendering.linear_links"
"""Under which MkDocs is told of the extension."""
_DEEPEST = 32
_LONGEST_TITLE = 2_000
_LONGEST_LABEL = 500
_SQUARE = re.compile(r"[\[\]]")
_ROUND = re.compile(r"[()'\"]")


class _Bounded:
    """Reads what stands in brackets, no deeper than ``_DEEPEST``; for the classes that read links to inherit from."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """What stands between ``[`` (before ``index``) and its ``]``, the place behind it, and whether there is one."""
        depth = 1
        for found in _SQUARE.finditer(data, index):
            depth += 1 if found[0] == "[" else -1
            if depth == 0:
                return data[index : found.start()], found.end(), True
            if depth > _DEEPEST:
                break
        return "", index, False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """Address and title between the round brackets at ``index``, the place behind them, and whether they are those of a link."""
        end = _end_of_target(data, index)
        if end < 0:
            return "", None, index, False
        href, title, at, handled = super().getLink(data[index:end], 0)  # type: ignore[misc]
        if at < 0:  # Python-Markdown loses its way in a quote that never ends, and characters with it
            return "", None, index, False
        return href, title, index + at, handled


def _end_of_target(data: str, index: int) -> int:
    """Where the target at ``index`` ends at the latest; -1 where there is none."""
    if data[index : index + 1] != "(":
        return -1
    depth = 0
    for found in _ROUND.finditer(data, index):
        if found[0] not in "()":
            return min(len(data), found.end() + _LONGEST_TITLE)
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            return found.end()
        if depth > _DEEPEST:
            break
    return -1


class _Link(_Bounded, LinkInlineProcessor):  # type: ignore[misc]
    pass


class _Image(_Bounded, ImageInlineProcessor):  # type: ignore[misc]
    pass


class _Reference(_Bounded, ReferenceInlineProcessor):  # type: ignore[misc]
    pass


class _ShortReference(_Bounded, ShortReferenceInlineProcessor):  # type: ignore[misc]
    pass


class _ImageReference(_Bounded, ImageReferenceInlineProcessor):  # type: ignore[misc]
    pass


class _ShortImageReference(_Bounded, ShortImageReferenceInlineProcessor):  # type: ignore[misc]
    pass


_CLASSES = {one.__mro__[2]: one for one in (_Link, _Image, _Reference, _ShortReference, _ImageReference, _ShortImageReference)}


class LinearLinks(Extension):  # type: ignore[misc]
    """Puts our readers of links in the place of Python-Markdown's, where nobody else has put theirs."""

    def extendMarkdown(self, md: Any) -> None:
        """Called by Python-Markdown, behind the extensions that were named before."""
        for reader in md.inlinePatterns:
            if type(reader) in _CLASSES:
                reader.__class__ = _CLASSES[type(reader)]
        if "footnote" in md.inlinePatterns:
            notes = md.inlinePatterns["footnote"]
            if notes.pattern == r"\[\^([^\]]*)\]":
                notes.compiled_re = re.compile(rf"\[\^([^\]]{{0,{_LONGEST_LABEL}}})\]", re.DOTALL | re.UNICODE)


def makeExtension(**settings: Any) -> LinearLinks:
    """The door through which Python-Markdown loads an extension by its module's name."""
    return LinearLinks(**settings)
