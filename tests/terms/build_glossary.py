"""Short ways to a glossary and to linked text, for the tests beside this file."""

from __future__ import annotations

import re

from build_scripts.formats.page import parse_page
from build_scripts.model.glossary import Glossary, Linking, Term
from build_scripts.terms.link import find_uses, link_terms, page_options
from build_scripts.terms.matcher import Matcher
from build_scripts.text.edit import apply_edits


def glossary(*names: str, **more: Term) -> Glossary:
    """A glossary of terms ``t0``, ``t1`` …; ``甲|乙|丙`` gives aliases."""
    terms = [Term(f"t{n}", parts[0], tuple(parts[1:])) for n, parts in enumerate(name.split("|") for name in names)]
    return Glossary((*terms, *more.values()))


def found(names: str, text: str) -> list[str]:
    """The words of ``text`` that are terms, ``names`` parted by blanks (``_`` for a blank within a name)."""
    matcher = Matcher(glossary(*(name.replace("_", " ") for name in names.split())))
    return [text[one.start : one.end] for one in matcher.find(text)]


def linked(book: Glossary, body: str, site: Linking = Linking.SECTION, path: str = "texts/a.md") -> str:
    """``body`` with its terms as ``{id:words}``."""
    page = parse_page(path, body)
    matcher = Matcher(book)
    edits = link_terms(page, find_uses(page, matcher), book, lambda term: f"../../glossary/#term-{term}", page_options(page, book, site))
    made = apply_edits(body, edits)
    return re.sub(r'<a class="term" data-term="([^"]*)" href="\.\./\.\./glossary/#term-\1">(.*?)</a>', r"{\1:\2}", made, flags=re.S)
