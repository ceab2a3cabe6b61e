"""The library to take away: for the whole site and for each text."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.cite.csl import join_csl
from build_scripts.model.corpus import Corpus
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works


def downloads(corpus: Corpus, works: Works, uses: Uses) -> dict[str, str]:
    """Path below the site's root and content of each file: ``bibliography/references.*`` and ``bibliography/<slug>.*``."""
    out = _files("bibliography/references", works, works.order)
    for whole in corpus.texts:
        keys = works.sorted(uses.by_slug.get(whole.slug, ()))
        if keys:
            out |= _files(f"bibliography/texts/{whole.slug}", works, keys)
    return out


def _files(stem: str, works: Works, keys: Iterable[str]) -> dict[str, str]:
    chosen = [works.shown(key) for key in keys]
    return {
        f"{stem}.bib": "\n\n".join(work.bibtex for work in chosen) + "\n" if chosen else "",
        f"{stem}.ris": "\r\n".join(work.ris for work in chosen),
        f"{stem}.csl.json": join_csl(work.csl for work in chosen),
    }
