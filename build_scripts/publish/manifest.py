"""``corpus.json``: every text with all its pages, the glossary and the library, for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from build_scripts.model.corpus import Corpus, Text
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.people import authors_of
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works


def manifest(corpus: Corpus, works: Works, uses: Uses, terms: SiteTerms) -> str:
    """The JSON. ``terms`` and ``references`` name the address of each entry below the site's root."""
    data = {
        "texts": [_text(text) for text in corpus.texts],
        "terms": [
            {"id": term.id, "term": term.term, "url": terms.url(term.id)} for term in corpus.glossary
        ],
        "references": [
            {"key": key, "type": works.shown(key).type, "title": works.shown(key).title,
             "url": works.url(key), "texts": uses.slugs(key)}
            for key in works.order
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _text(text: Text) -> dict[str, Any]:
    source = text.meta.get("source")
    source = source if isinstance(source, Mapping) else {}
    part = source.get("part")
    return {
        "source": str(source.get("file") or ""),
        "part": part if isinstance(part, int) else 1,
        "slug": text.slug,
        "title": text.title,
        "authors": [name for name, _ in authors_of(text.meta)],
        "date": str(text.meta.get("date") or ""),
        "genre": str(text.meta.get("genre") or ""),
        "pages": text.urls,
    }
