"""Where the source that an entry of the glossary names stands on this site: a text, or a work of the bibliography."""

from __future__ import annotations

from functools import cached_property

from build_scripts.model.corpus import Corpus
from build_scripts.model.glossary import Term
from build_scripts.publish.markup import element, relative, text
from build_scripts.publish.works import Works


class Origins:
    """The sources of the definitions of one site. A title that several works bear leads nowhere."""

    def __init__(self, corpus: Corpus, works: Works) -> None:
        self._corpus, self._works = corpus, works

    @cached_property
    def _ways(self) -> dict[str, str]:
        ways: dict[str, str] = {}
        for key in self._works.order:
            title = self._works.shown(key).title
            ways[title] = "" if title in ways else self._works.url(key)
        return ways | {whole.title: whole.urls[0] for whole in self._corpus.texts}

    def url(self, term: Term) -> str:
        """The address of the source below the site's root; empty where the term names none, or none of this site."""
        return self._ways.get(term.source.strip(), "") if term.source else ""

    def line(self, term: Term, here: str) -> str:
        """``来源：`` and the source, a link where it is on this site, for the page at ``here``; empty without a source."""
        if not term.source:
            return ""
        way = self.url(term)
        return "来源：" + (element("a", text(term.source), href=relative(here, way)) if way else text(term.source))
