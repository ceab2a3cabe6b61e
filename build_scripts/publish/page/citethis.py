"""引用本文: how to cite a text, ready to copy as GB/T 7714, BibTeX and RIS."""

from __future__ import annotations

from build_scripts.cite.gbt7714.format import format_reference
from build_scripts.cite.ris import format_ris
from build_scripts.formats.bibtex.library import citation_key, format_entry
from build_scripts.model.corpus import Corpus, Text
from build_scripts.publish.markup import element, text
from build_scripts.publish.texts import reference_of
from build_scripts.publish.works import site_style


def cite_this(corpus: Corpus, whole: Text) -> str:
    """The box, as one HTML block. Each form stands in its own ``pre``, so that it can be selected without script."""
    reference = reference_of(whole, corpus.lists)
    key = citation_key(str(whole.meta.get("citekey") or whole.slug))
    forms = (
        ("GB/T 7714", own_reference(corpus, whole)),
        ("BibTeX", format_entry(key, reference)),
        ("RIS", format_ris({key: reference}).replace("\r\n", "\n")),
    )
    rows = "".join(
        element("dt", name) + element("dd", element("pre", text(form.strip()), data_copy=name)) for name, form in forms
    )
    return element("details", element("summary", "引用本文") + element("dl", rows), class_="cite-this")


def own_reference(corpus: Corpus, whole: Text) -> str:
    """The text itself as an entry in the site's style, plain words."""
    return format_reference(reference_of(whole, corpus.lists), site_style(corpus.config))
