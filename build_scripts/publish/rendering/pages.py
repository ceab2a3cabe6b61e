"""Renders the pages of one build in MkDocs' stead: unchanged ones are taken over, plain ones spared the Markdown parser.

``mkdocs.commands.build`` goes over all pages twice, with ``_populate_page`` (Markdown) and ``_build_page`` (template). While a
site is built that nobody but us has a hand in, those two are ours. Whatever is unusual about a page goes to MkDocs' own.

The HTML of a page is decided by its staged text, by what the navigation shows on it, by what became of the links of its
Markdown, and by a frame: settings, theme and program. A page that gave a warning is rendered anew, so that it gives it again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from typing import Any

import mkdocs.commands.build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from build_scripts.formats.cache import Memo, key_of
from build_scripts.formats.safe_html import sanitize_html
from build_scripts.formats.site_record import FileRecord, SiteRecord
from build_scripts.publish.rendering.quick import Reader
from build_scripts.publish.rendering.shelf import Shelf
from build_scripts.publish.rendering.shelter import anchors_in, shelter
from build_scripts.publish.rendering.skeleton import Skeletons
from build_scripts.publish.rendering.skin import mend_page
from build_scripts.publish.rendering.staged import Content, content_of, front_of, split

_MISSING = "404.html"
_CONTENTS = '{% import "partials/language.html" as lang with context %}{% include "partials/toc.html" %}'
"""The list of contents of a page alone."""
_LOG = logging.getLogger("mkdocs.commands.build")
_LINKS = logging.getLogger("mkdocs.structure.pages")


class Anchors:
    """The ids of a page that was taken over, looked at only where a link leads to one."""

    def __init__(self, lines: str) -> None:
        self._lines, self._names = lines, frozenset[str]()

    def __contains__(self, name: object) -> bool:
        if self._lines:
            self._names, self._lines = frozenset(self._lines.split("\n")), ""
        return name in self._names


class Rendering:
    """The pages of one build.

    ``staged`` are path and text of every staged page, ``edit_url`` says where a page is edited, ``frame`` stands for what decides
    about every page; ``record`` knows the pages of the last build and is told those of this one; ``memo`` keeps skeletons; ``features``
    are those of the theme.
    """

    def __init__(
        self, staged: Mapping[str, str], edit_url: Callable[[Page], str | None], frame: str, record: SiteRecord, reader: Reader, memo: Memo, features: Any = ()
    ) -> None:
        self._staged, self._edit_url, self._frame, self._record, self._reader, self._memo = staged, edit_url, frame, record, reader, memo
        self._own = mkdocs_build._populate_page, mkdocs_build._build_page, _RelativePathTreeprocessor.path_to_url
        self._theme_files = Files.add_files_from_theme
        self._copy, self._template = File.copy_file, mkdocs_build._build_theme_template
        self._features, self._listed = features, set[str]()
        self._skeletons = Skeletons(memo, "", features)
        self._listener = _Listener()
        self._shelf: Shelf | None = None
        self._site = ""
        self._taken: set[str] = set()
        self._made: dict[str, tuple[str, list[tuple[str, str]], int]] = {}  # key, links, warnings before it was begun
        self._links: list[tuple[str, str]] = []
        self._ahead: dict[str, Content] = {}
        self._begun = False
        self.digests: dict[str, str] = {}
        """The hash of the HTML of every page, by address below the site's root."""

    def prepare(self) -> None:
        """Spares MkDocs the search through the thousands of icons of a theme that comes with a package."""
        own, memo, frame = self._theme_files, self._memo, self._frame

        def add_files_from_theme(self: Files, env: Any, config: MkDocsConfig) -> None:
            def find() -> list[list[str]]:
                found = Files([])
                own(found, env, config)
                return [[file.src_uri, str(file.src_dir)] for file in found]

            known = Memo() if config.theme.custom_dir else memo
            for path, folder in known.value("theme-files", key_of(frame, *config.theme.dirs), find):
                if self.get_file_from_path(path) is None:
                    self.append(File(path, folder, config.site_dir, config.use_directory_urls))

        Files.add_files_from_theme = add_files_from_theme  # type: ignore[method-assign]

    def begin(self, nav: Navigation, shelf: Shelf | None) -> None:
        """Takes the pages over from MkDocs; ``end`` gives them back."""
        self._shelf = shelf
        self._site = key_of(self._frame, *self._shown(nav.items))
        self._listed = {page.file.src_uri for page in nav.pages}
        self._skeletons = Skeletons(self._memo, self._site, self._features)
        mkdocs_build._populate_page, mkdocs_build._build_page = self.populate, self.build
        own, links = self._own[2], self._links

        def path_to_url(self: _RelativePathTreeprocessor, url: str) -> str:
            made = own(self, url)
            links.append((url, made))
            return made

        _RelativePathTreeprocessor.path_to_url = path_to_url  # type: ignore[method-assign]
        rendering = self

        def copy_file(self: File, dirty: bool = False) -> None:
            rendering.copy(self, dirty)

        File.copy_file = copy_file  # type: ignore[method-assign]
        mkdocs_build._build_theme_template = self.template
        logging.getLogger("mkdocs").addHandler(self._listener)
        logging.getLogger("MARKDOWN").addHandler(self._listener)

    def end(self) -> None:
        """After the build, or when it fails. May be called twice."""
        mkdocs_build._populate_page, mkdocs_build._build_page = self._own[:2]
        _RelativePathTreeprocessor.path_to_url = self._own[2]  # type: ignore[method-assign]
        File.copy_file, Files.add_files_from_theme = self._copy, self._theme_files  # type: ignore[method-assign]
        mkdocs_build._build_theme_template = self._template
        logging.getLogger("mkdocs").removeHandler(self._listener)
        logging.getLogger("MARKDOWN").removeHandler(self._listener)

    @property
    def made(self) -> int:
        """How many pages were made and not taken over, so far."""
        return len(self._made)

    def template(self, template_name: str, env: Any, files: Files, config: MkDocsConfig, nav: Navigation) -> None:
        """A page that the theme brings: that of addresses that do not exist shows the navigation, any other may show anything."""
        name = template_name
        if name != _MISSING:
            self._template(name, env, files, config, nav)
            return
        key = key_of(self._site, name)
        found = self._record.find(name, key)
        if found is None or not self._record.take(name, found):
            warned = self._listener.count
            self._record.remove(name)
            self._template(name, env, files, config, nav)
            if warned == self._listener.count:
                self._record.adopt(name, FileRecord(key))

    def copy(self, file: File, dirty: bool) -> None:
        """Puts a file that is no page into the site; style sheets of the skin are changed there later, and therefore copied."""
        if dirty or file.abs_src_path is None or file._content is not None or file.dest_uri.startswith("assets/stylesheets/"):
            self._copy(file, dirty)
        else:
            self._record.copy(file.dest_uri, file.abs_src_path)

    def populate(self, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
        """Step one of a page: its Markdown; nothing where the page is taken over."""
        name = page.file.src_uri
        text = self._staged.get(name)
        if dirty or text is None or page.file.inclusion.is_excluded():  # type: ignore[no-untyped-call]
            self._own[0](page, config, files, dirty)
            return
        if not self._begun:
            self._begun = True
            self._look_ahead(files)
        config._current_page = page
        try:
            key = self._key(page, text)
            found = self._record.find(page.file.dest_uri, key)
            if found is None or not self._recall(page, found, config, files):
                warned = self._listener.count
                self._links.clear()
                self._render(page, text, config, files)
                self._made[name] = key, list(self._links), warned if warned == self._listener.count else -1
        except Exception as error:
            _LOG.error("Error reading page '%s': %s", name, error)
            raise
        finally:
            config._current_page = None

    def _key(self, page: Page, text: str) -> str:
        """What decides about the file of a page; says where it is edited as well."""
        page.edit_url = self._edit_url(page)
        return key_of(self._site, page.file.src_uri, text, page.edit_url or "", *self._around(page))

    def _look_ahead(self, files: Files) -> None:
        """Reads in several processes the pages that cannot be taken over and need no parser."""
        crew = self._memo.crew
        if not crew.shares:
            return
        wanted = []
        for name, text in self._staged.items():
            file = files.get_file_from_path(name)
            if file is not None and file.page is not None and not file.inclusion.is_excluded():  # type: ignore[no-untyped-call]
                if self._record.find(file.dest_uri, self._key(file.page, text)) is None:
                    wanted.append(name)
        self._reader.read("")  # asks the parser for its manners once, not in every process
        found = crew.map(partial(content_of, self._reader), [self._staged[name] for name in wanted])
        self._ahead = {name: content for name, content in zip(wanted, found, strict=True) if content is not None}

    def _recall(self, page: Page, found: FileRecord, config: MkDocsConfig, files: Files) -> bool:
        """Takes the page over from the last build, if its links still lead where they led."""
        links = _RelativePathTreeprocessor(page.file, files, config)
        with self._listener.muted(_LINKS) as heard:
            if any(self._own[2](links, url) != made for url, made in found.links) or heard():
                return False
        name = page.file.src_uri
        if not self._record.take(page.file.dest_uri, found):
            return False
        self._taken.add(name)
        self.digests[page.url] = found.digest
        title = front_of(self._staged[name]).get("title")
        page.markdown, page.content, page.meta = "", "", {} if title is None else {"title": title}
        page._title_from_render = found.title or None
        page.present_anchor_ids = Anchors(found.anchors)  # type: ignore[assignment]  # all that MkDocs asks of it is `in`
        if _LINKS.getEffectiveLevel() > logging.DEBUG:
            page.links_to_anchors = links.links_to_anchors
        return True

    def _render(self, page: Page, text: str, config: MkDocsConfig, files: Files) -> None:
        markdown, page.meta = split(text)
        content = self._ahead.pop(page.file.src_uri, None)
        if content is not None:
            page.toc, page._title_from_render = get_toc(content.tokens), content.title
            page.markdown, page.content, page.present_anchor_ids = "", content.html, content.anchors
            return
        read = self._reader.read(markdown)
        html = None
        if read is not None:
            made = self._reader.convert(read.rest) if read.rest else ""
            if made is None:
                page.markdown = read.rest
                page.render(config, files)
                made = page.content or ""
            html = read.join(made)
            if html is not None:
                page.toc = get_toc(read.tokens)
                page._title_from_render = read.title
        if html is None:
            self._links.clear()
            kept = shelter(markdown)
            page.markdown = kept.text
            page.render(config, files)
            html = kept.restore(page.content or "")
        html = sanitize_html(html)
        page.markdown, page.content = "", html  # no template of ours asks for the Markdown, and all pages' would be held
        page.present_anchor_ids = anchors_in(html)

    def build(self, page: Page, config: MkDocsConfig, doc_files: Any, nav: Navigation, env: Any, dirty: bool = False, excluded: bool = False) -> None:
        """Step two of a page: its template, and its file."""
        name = page.file.src_uri
        if name in self._taken:
            return
        made = self._made.get(name)
        if made is None:
            self._own[1](page, config, doc_files, nav, env, dirty, excluded)
            return
        config._current_page = page
        before = self._listener.count
        try:
            page.active = True
            data = self._page(page, config, doc_files, nav, env).encode("utf-8", errors="xmlcharrefreplace")
            digest = self.digests[page.url] = blake2b(data, digest_size=20).hexdigest()
            calm = made[2] >= 0 and before == self._listener.count
            anchors, title = "\n".join(page.present_anchor_ids or ()), page._title_from_render or ""
            page.content = ""
            self._record.write(page.file.dest_uri, data, FileRecord(made[0], digest, anchors, tuple(made[1]), title) if calm else None)
        except Exception as error:
            _LOG.error("Error building page '%s': %s", name, error)
            raise
        finally:
            page.active = False
            config._current_page = None

    def _page(self, page: Page, config: MkDocsConfig, doc_files: Any, nav: Navigation, env: Any) -> str:
        def render(page: Page) -> str:
            if self._shelf:
                self._shelf.open_at(page)
            return str(env.get_template(page.meta.get("template", "main.html")).render(mkdocs_build.get_context(nav, doc_files, config, page)))

        def contents(page: Page) -> str:
            return str(env.from_string(_CONTENTS).render(mkdocs_build.get_context(nav, doc_files, config, page)))

        own = self._shelf.item_of(page) if self._shelf else None
        alone = page.file.src_uri not in self._listed and own in (None, page)
        made = self._skeletons.page(page, render, contents, () if alone else (page.file.src_uri, *self._around(page)))
        return mend_page(render(page)) if made is None else made

    def _around(self, page: Page) -> Iterator[str]:
        """What the navigation shows on this page beyond what it shows everywhere."""
        yield from self._shown([item for item in (page.previous_page, page.next_page) if item is not None])
        yield f"{page.previous_page is None} {page.next_page is None} {page.file.inclusion}"
        own = self._shelf.item_of(page) if self._shelf else None
        if own is not None:
            yield from self._shown([own])

    def _shown(self, items: list[StructureItem]) -> Iterator[str]:
        """Titles and addresses of parts of the navigation, however deep."""
        for item in items:
            if isinstance(item, Page):
                yield f"page {item.file.src_uri} {self._title(item)}"
            else:
                children: list[StructureItem] = list(getattr(item, "children", None) or ())
                yield f"{type(item).__name__} {item.title} {getattr(item, 'url', '')} {len(children)}"
                yield from self._shown(children)

    def _title(self, page: Page) -> str:
        """What decides how the navigation names the page, and marks it."""
        text = self._staged.get(page.file.src_uri, "")
        front = front_of(text)
        title = vars(page).get("title") or front.get("title") or text
        return json.dumps([title, *(front.get(name) for name in ("icon", "status", "subtitle"))], default=str)


class _Listener(logging.Handler):
    """Counts warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One warning more."""
        self.count += 1

    def muted(self, logger: logging.Logger) -> _Muted:
        """Keeps a logger silent for a while."""
        return _Muted(logger)


class _Muted:
    def __init__(self, logger: logging.Logger) -> None:
        self._logger, self._said = logger, False

    def __enter__(self) -> Callable[[], bool]:
        self._logger.addFilter(self._hear)
        return lambda: self._said

    def __exit__(self, *_: object) -> None:
        self._logger.removeFilter(self._hear)

    def _hear(self, record: logging.LogRecord) -> bool:
        self._said = True
        return False
