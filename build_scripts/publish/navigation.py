"""The navigation of the site, made from what there is: every page is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from build_scripts.model.corpus import Corpus, Text
from build_scripts.model.page import Page

Nav = list[Any]
"""MkDocs' ``nav``: paths, ``{title: path}`` and ``{title: [ … ]}``."""

TEXTS = "文本"
"""The section of the texts."""
MOST_TEXTS = 60
"""Texts that the navigation lists. Beyond, each page would carry the titles of all texts: the catalogue lists them, and
a page's own navigation shows its text alone."""
MOST_LISTS = 8
"""Pages of the list of works that the navigation names; beyond, they lead to each other alone."""
_NUMBERED = re.compile(r"bibliography/\d+\.md")
_SECTIONS = {"guide": "导读", "dev": "开发"}


def navigation(corpus: Corpus, staged: list[str]) -> Nav:
    """The navigation over the staged pages."""
    nav: Nav = [{"首页": "index.md"}, {TEXTS: ["texts/index.md", *([] if shelf(corpus) else texts(corpus))]}]
    nav.append({"文献": [path for path in _under(staged, "bibliography/") if not lists_apart(staged) or not _NUMBERED.match(path)]})
    nav.append({"术语": _under(staged, "glossary/")})
    nav += [{"平行段落": "parallels/index.md"}, {"图谱": "figures/index.md"}, {"检索": "search/index.md"}]
    known = {"index.md", "texts/index.md", "search/index.md", "parallels/index.md", "figures/index.md"}
    known |= {page.path for whole in corpus.texts for page in whole.pages}
    known |= {path for path in staged if path.startswith(("bibliography/", "catalogue/", "glossary/", "parallels/"))}
    generated = [path for path in staged if path not in known and path not in {page.path for page in corpus.pages}]
    nav += generated
    return nav + _folders([page for page in corpus.pages if page.path not in known])


def lists_apart(staged: Iterable[str]) -> bool:
    """Whether the pages of the list of works are too many to stand in the navigation."""
    return sum(1 for path in staged if _NUMBERED.match(path)) > MOST_LISTS


def texts(corpus: Corpus) -> Nav:
    """The items of all texts, in reading order."""
    return [_text(whole) for whole in corpus.texts]


def shelf(corpus: Corpus) -> Nav:
    """The texts' items where they are too many for every page to list them; else nothing."""
    return texts(corpus) if len(corpus.texts) > MOST_TEXTS else []


def _text(whole: Text) -> Any:
    first = whole.pages[0]
    if len(whole.pages) == 1:
        return {_short(whole.title): first.path}
    chapters = [{_short(page.title): page.path} for page in whole.pages[1:]]
    return {_short(whole.title): [first.path, *chapters]}


def _short(title: str) -> str:
    """As HTML, for Material prints the titles of its navigation as they are."""
    return escape(title if len(title) <= 40 else f"{title[:39]}…", quote=False)


def _under(staged: list[str], folder: str) -> list[str]:
    """The pages of a folder, its index first, numbered pages by number."""
    pages = [path for path in staged if path.startswith(folder) and path.endswith(".md")]
    return sorted(pages, key=lambda path: (not path.endswith("/index.md"), len(path), path))


def _folders(pages: list[Page]) -> Nav:
    groups: dict[str, list[str]] = {}
    out: Nav = []
    for page in pages:
        folder = page.path.split("/")[0] if "/" in page.path else ""
        if folder:
            groups.setdefault(folder, []).append(page.path)
        else:
            out.append(page.path)
    for folder, paths in groups.items():
        ordered = sorted(paths, key=lambda path: (not path.endswith("/index.md"), path))
        out.append({_SECTIONS.get(folder) or escape(folder, quote=False): ordered})
    return out
