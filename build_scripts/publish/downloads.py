"""The library to take away: for the whole site and for each text."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.cite.csl import format_csl
from build_scripts.cite.ris import format_ris
from build_scripts.formats.bibtex import format_entry
from build_scripts.formats.cache import Memo, key_of
from build_scripts.model.corpus import Corpus
from build_scripts.publish.uses import Uses
from build_scripts.publish.works import Works


def downloads(corpus: Corpus, works: Works, uses: Uses, memo: Memo = Memo()) -> dict[str, str]:  # noqa: B008 - holds nothing
    """Path below the site's root and content of each file: ``bibliography/references.*`` and ``bibliography/<slug>.*``."""
    out = _kept("bibliography/references", works, works.order, memo)
    for whole in corpus.texts:
        keys = works.sorted(uses.by_slug.get(whole.slug, ()))
        if keys:
            out |= _kept(f"bibliography/texts/{whole.slug}", works, keys, memo)
    return out


def _kept(stem: str, works: Works, keys: Iterable[str], memo: Memo) -> dict[str, str]:
    chosen = list(keys)
    found: dict[str, str] = memo.value("library", key_of(works.key, stem, *chosen), lambda: _files(stem, works, chosen))
    return found


def _files(stem: str, works: Works, keys: Iterable[str]) -> dict[str, str]:
    chosen = list(keys)
    bibtex = [works[key].bibtex.strip() or format_entry(key, works[key].reference).strip() for key in chosen]
    references = {key: works[key].reference for key in chosen}
    return {
        f"{stem}.bib": "\n\n".join(bibtex) + "\n" if bibtex else "",
        f"{stem}.ris": format_ris(references),
        f"{stem}.csl.json": format_csl(references),
    }
