"""One page of every kind in a built site, found by what it holds, so that the tests name no text of the corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def kinds_of(site: Path) -> dict[str, str]:
    """Kind to address below the site's root."""
    corpus = json.loads((site / "corpus.json").read_text(encoding="utf-8"))
    pages = [page for text in corpus["texts"] for page in text["pages"]]
    split = next(text for text in corpus["texts"] if len(text["pages"]) > 2)
    return {
        "home": "",
        "catalogue": "texts/",
        "article": _with(site, pages, 'class="citation"', 'class="footnote-ref"', 'class="term"'),
        "tables": _with(site, pages, 'class="table-scroll"', 'class="admonition box"', "<figcaption"),
        "landing": split["pages"][0],
        "chapter": _with(site, split["pages"][1:], 'class="pb"'),
        "printed list": _with(site, pages, 'class="reference-list"'),
        "bibliography": "bibliography/",
        "charts": "bibliography/charts/",
        "glossary": "glossary/",
        "term": most_used(site, corpus),
        "passages": "parallels/",
        "passage": "parallels/1/",
        "figures": "figures/",
        "search": "search/",
        "guide": "guide/reading/",
        "missing": "404.html",
    }


def _with(site: Path, addresses: list[str], *marks: str) -> str:
    """The first page with all the marks."""
    for address in addresses:
        html = (site / address / "index.html").read_text(encoding="utf-8")
        if all(mark in html for mark in marks):
            return address
    raise AssertionError(f"no page of the default corpus holds {marks}")


def most_used(site: Path, corpus: dict[str, Any]) -> str:
    """The page of the term with the longest concordance."""
    pages = [path.parent for path in (site / "glossary").glob("*/index.html")]
    assert pages and corpus["terms"]
    best = max(pages, key=lambda path: ((path / "index.html").read_text(encoding="utf-8").count('class="kl"'), path.name))
    return f"{best.relative_to(site).as_posix()}/"
