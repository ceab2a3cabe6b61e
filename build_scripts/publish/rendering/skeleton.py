"""Pages of one family share one rendering of the theme: what is a page's own is put in where it belongs.

Pages that stand in no navigation (terms, passages, parts of lists, texts on the shelf) come out of the theme alike but for
title, description, contents and neighbours; a page in the navigation comes out as it did last time but for these. One of them
is rendered with marks in place of these, and that skeleton, cut at the marks, makes all the others. It may be kept between
runs: it is text, and makes Jinja needless for a page that changed. Whatever a page has that a mark cannot stand for (markup in
a title, say) has it rendered by the theme.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from markupsafe import escape
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import normalize_url

from build_scripts.formats.cache import Memo, key_of
from build_scripts.publish.rendering.skin import mend_content, mend_page

Render = Callable[[Page], str]
_OPEN, _CLOSE = "\ue200", "\ue201"
_MARK = re.compile(f"{_OPEN}([a-z0-9.]+)(&amp;|&)[^{_CLOSE}]*{_CLOSE}")
"""A mark holds an ``&``, so that one sees whether the theme escaped what it wrote there."""
_LOST = ("\\ue200", "%EE%88%80", "&#57856;", "&#xe200;")
_OWN = ("title", "description", "slug", "text_title", "cite", "jsonld")
_PLAIN = re.compile(r"[^<>&\"'\ue200\ue201\s]+(?: [^<>&\"'\ue200\ue201\s]+)*\Z")
"""Words that no filter of the theme changes."""
_ITEM = re.compile(r"<li\b.*</li>", re.S)


class Skeletons:
    """The skeletons of one build. ``site`` stands for all that decides about every page: settings, theme, program, navigation."""

    def __init__(self, memo: Memo, site: str, features: Any) -> None:
        self._memo, self._site, self._features = memo, site, features or ()
        self._found: dict[str, list[str]] = {}
        self._lists: dict[str, _Contents] = {}

    def page(self, page: Page, render: Render, contents: Render, place: Sequence[str] = ()) -> str | None:
        """The page as ``mend_page(render(page))`` makes it; None where it has to be rendered. ``contents`` renders its list of contents.

        ``place`` says what the navigation shows on this page alone: a page with a place has a skeleton of its own, for the next publish.
        """
        if not _fits(page) or "toc.integrate" in self._features or "content.action.view" in self._features:
            return None
        family = key_of(self._site, *_family(page), *place)
        parts = self._found.get(family)
        if parts is None:
            parts = self._found[family] = json.loads(self._memo.text("skeleton", family, lambda: json.dumps(_skeleton(page, render, contents, bool(place)))))
        if not parts:
            return None
        own = _values(page)
        if "toc." in own:
            listed = self._listed(page, contents, "id=\"__toc\"" in "".join(parts[::2]))
            if listed is None:
                return None
            own["toc."] = listed
        out = parts[:]
        out[1::2] = [own[mark[1:]] if mark[0] == "=" else str(escape(own[mark[1:]])) for mark in parts[1::2]]
        return "".join(out)

    def _listed(self, page: Page, contents: Render, switched: bool) -> str | None:
        """The list of contents of the page."""
        kind = key_of(self._site, "contents", str(switched))
        forms = self._lists.get(kind)
        if forms is None:
            made = json.loads(self._memo.text("skeleton", kind, lambda: json.dumps(_contents(page, contents, switched))))
            forms = self._lists[kind] = _Contents(made)
        return forms.of(page.toc)


def _fits(page: Page) -> bool:
    """Whether marks can stand for all that is the page's own."""
    around = [other.title for other in (page.previous_page, page.next_page) if other is not None]
    titles = [page.title, page.meta.get("title"), *around]
    return (
        all(title is None or _PLAIN.match(str(title)) for title in titles)
        and all("<" not in value and _OPEN not in value for value in _texts(page))
        and ("<h1" in (page.content or "") or page.meta.get("kind") != "text")
        and "md-nav" not in (page.content or "") and "__toc" not in (page.content or "")
    )  # fmt: skip


def _texts(page: Page) -> Iterator[str]:
    for name in _OWN:
        yield str(page.meta.get(name, ""))
    for pair in page.meta.get("metas") or ():
        yield str(pair[1])


def _family(page: Page) -> Iterator[str]:
    """What the pages of one family have in common."""
    meta = {name: None if name in _OWN and value else value for name, value in page.meta.items() if name != "metas"}
    yield json.dumps([meta, [name for name, _ in page.meta.get("metas") or ()]], sort_keys=True, default=str)
    yield page.url.rstrip("/").rpartition("/")[0]  # addresses are written as seen from there
    first = next(iter(page.toc), None)
    listed = bool(first and (first.children if first.level == 1 else True))
    one = bool(first and first.level == 1)
    yield json.dumps([
        page.is_index, bool(page.canonical_url), bool(page.edit_url), bool(page.previous_page), bool(page.next_page), page.parent is None,
        "<h1" in (page.content or ""), bool(first), one, listed, page.title is None, str(page.file.inclusion),
    ])  # fmt: skip


def _values(page: Page) -> dict[str, str]:
    """What stands for each mark in this page."""
    values = {f"meta.{name}": str(page.meta.get(name) or "") for name in _OWN}
    values |= {f"metas.{n}": str(pair[1]) for n, pair in enumerate(page.meta.get("metas") or ())}
    first = next(iter(page.toc), None)
    return values | {
        "title": str(page.title),
        "content": mend_content(page.content or "", page.meta.get("kind") == "text"), "canonical": page.canonical_url or "", "edit": page.edit_url or "",
        "skip": first.id if first else "", "toc.": "",
        **{f"{side}.{name}": value for side, other in (("prev", page.previous_page), ("next", page.next_page)) if other
           for name, value in (("title", str(other.title)), ("url", normalize_url(other.url, page)))},
    }  # fmt: skip


def _mark(name: str, inner: str = "") -> str:
    return f"{_OPEN}{name}&{inner}{_CLOSE}"


def _skeleton(page: Page, render: Render, contents: Render, alone: bool) -> list[str]:
    """Literals and marks by turns; empty where the theme does with some value what a mark cannot show."""
    with _marked(page):
        html, listed = render(page), contents(page)
    for side in ("prev", "next"):
        html = html.replace(normalize_url(_mark(f"{side}.url"), page), _mark(f"{side}.url"))
    if listed not in html or any(lost in html for lost in _LOST):
        return []
    html = html.replace(listed, _mark("toc."))
    name = page.url.rstrip("/").rpartition("/")[2]
    if not alone and len(name) > 3 and name in html:  # the theme shows the address of the page itself
        return []
    parts = _MARK.split(mend_page(html))
    out = [parts[0]]
    for mark, sign, literal in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        out += [f"{'=' if sign == '&' else '&'}{mark}", literal]
    known = {*_values(page), "skip"}
    return out if all(mark[1:] in known for mark in out[1::2]) and _OPEN not in "".join(out[::2]) else []


class _marked:
    """The page with marks in place of what is its own, for as long as it is rendered."""

    _NAMES = ("title", "meta", "content", "toc", "canonical_url", "edit_url", "previous_page", "next_page")

    def __init__(self, page: Page) -> None:
        self._page, self._own = page, {name: vars(page)[name] for name in self._NAMES if name in vars(page)}

    def __enter__(self) -> None:
        page = self._page
        meta = {name: _mark(f"meta.{name}") if name in _OWN and value else value for name, value in page.meta.items()}
        if page.meta.get("metas"):
            meta["metas"] = [[name, _mark(f"metas.{n}")] for n, (name, _) in enumerate(page.meta["metas"])]
        first = next(iter(page.toc), None)
        content = _mark("content", "<h1" if "<h1" in (page.content or "") else "")
        given: dict[str, Any] = {"title": _mark("title"), "meta": meta, "content": content, "toc": _listing(first)}
        given |= {"canonical_url": page.canonical_url and _mark("canonical"), "edit_url": page.edit_url and _mark("edit")}
        for side, name in (("prev", "previous_page"), ("next", "next_page")):
            other = getattr(page, name)
            given[name] = other and SimpleNamespace(title=_mark(f"{side}.title"), url=_mark(f"{side}.url"))
        vars(page).update(given)

    def __exit__(self, *_: object) -> None:
        for name in self._NAMES:
            vars(self._page).pop(name, None)
        vars(self._page).update(self._own)


def _listing(first: AnchorLink | None) -> TableOfContents:
    """A list of contents in the manner of one that begins so."""
    if first is None:
        return TableOfContents([])
    made = _entry("skip", first.level)
    if first.level == 1 and first.children:
        made.children = [_entry("below", 2)]
    return TableOfContents([made])


def _entry(name: str, level: int, *below: AnchorLink) -> AnchorLink:
    made = AnchorLink(_mark(f"{name}.title"), _mark(name), level)
    made.children = list(below)
    return made


def _contents(page: Page, contents: Render, switched: bool) -> list[str]:
    """How the theme writes a list of contents: its beginning and end, an entry, what stands between entries, and the same one level down."""

    def shown(*entries: AnchorLink) -> str:
        with _marked(page):
            page.toc = TableOfContents([_entry("top", 1, *entries)] if entries else [])
            switch = '<i id="__toc"></i>' if switched else ""
            return mend_page(contents(page) + switch).removesuffix(switch)

    def item(html: str) -> str:
        found = _ITEM.search(html)
        return found[0] if found else ""

    one, two = shown(_entry("a", 2)), shown(_entry("a", 2), _entry("b", 2))
    deep, wide = shown(_entry("a", 2, _entry("b", 3))), shown(_entry("a", 2, _entry("b", 3), _entry("c", 3)))
    leaf = item(one)
    other = leaf.replace(_mark("a"), _mark("b")).replace(_mark("a.title"), _mark("b.title"))
    if not leaf or two.count(leaf) != 1 or deep.count(other) != 1:
        return []
    before, _, after = one.partition(leaf)
    between = two[len(before) + len(leaf) :].partition(other)[0]
    opening, _, closing = item(deep).partition(other)
    third = other.replace(_mark("b"), _mark("c")).replace(_mark("b.title"), _mark("c.title"))
    below = wide.partition(other)[2].partition(third)[0]
    forms = [shown(), before, after, leaf, between, opening, closing, below]
    sample = (_entry("p", 2), _entry("q", 2, _entry("r", 3, _entry("s", 4), _entry("t", 4)), _entry("u", 3)), _entry("v", 2))
    tried = _Contents(forms).written(list(sample))
    escaped = re.sub(f'aria-label="({_OPEN}[^"]*)"', lambda found: f'aria-label="{found[1].replace("&", "&amp;")}"', tried)
    return forms if escaped == shown(*sample) else []


class _Contents:
    """Writes lists of contents as the theme does."""

    def __init__(self, forms: list[str]) -> None:
        self._forms = forms

    def of(self, toc: TableOfContents) -> str | None:
        """The list; None where a title holds what a mark cannot stand for, or the theme writes lists in another way."""
        if not self._forms:
            return None
        entries = list(toc)
        if not all(_PLAIN.match(entry.title) and '"' not in entry.id for entry in _all(entries)):
            return None
        if entries and entries[0].level == 1:
            entries = entries[0].children
        return self.written(entries) if entries else self._forms[0]

    def written(self, entries: list[AnchorLink]) -> str:
        """The list of these entries."""
        return self._forms[1] + self._forms[4].join(map(self._item, entries)) + self._forms[2]

    def _item(self, entry: AnchorLink) -> str:
        leaf, opening, closing, between = self._forms[3], self._forms[5], self._forms[6], self._forms[7]
        if not entry.children:
            return _named(leaf, entry)
        return _named(opening, entry) + between.join(map(self._item, entry.children)) + closing


def _named(form: str, entry: AnchorLink) -> str:
    for mark, value in (("a.title", entry.title), ("a", entry.id)):
        form = form.replace(_mark(mark), value).replace(_mark(mark).replace("&", "&amp;"), value)
    return form


def _all(entries: list[AnchorLink]) -> Iterator[AnchorLink]:
    for entry in entries:
        yield entry
        yield from _all(entry.children)
