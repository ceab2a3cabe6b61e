"""The thin door between MkDocs and us: step one before the build, the search index after it.

``mkdocs.yml`` names this file under ``hooks``. MkDocs reads ``docs/``; what it publishes is ``build/pages/``.
"""

from __future__ import annotations

import gc
import json
import logging
import mmap
import sys
import tempfile
from collections import UserDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # a bare `mkdocs build` starts without the project on the import path
    sys.path.insert(0, str(ROOT))

from mkdocs import utils  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import Files  # noqa: E402
from mkdocs.structure.nav import Navigation  # noqa: E402
from mkdocs.structure.pages import Page as MkDocsPage  # noqa: E402
from pathspec.gitignore import GitIgnoreSpec  # noqa: E402

from build_scripts.diagnostics import BuildError, Diagnostic, Severity  # noqa: E402
from build_scripts.formats.cache import FOLDER, Memo, Store, key_of  # noqa: E402
from build_scripts.formats.corpus import read_corpus, write_if_changed, write_pages  # noqa: E402
from build_scripts.formats.crew import Crew  # noqa: E402
from build_scripts.formats.places import inside  # noqa: E402
from build_scripts.formats.program import program_key  # noqa: E402
from build_scripts.formats.safe_html import sanitize_html  # noqa: E402
from build_scripts.formats.site_record import SiteRecord, clear_aside, set_aside  # noqa: E402
from build_scripts.model.corpus import Config, Corpus  # noqa: E402
from build_scripts.publish.assemble import SCRIPTS, STYLES, stage  # noqa: E402
from build_scripts.publish.epub import epub_files  # noqa: E402
from build_scripts.publish.navigation import Nav  # noqa: E402
from build_scripts.publish.page.contribute import source_url  # noqa: E402
from build_scripts.publish.page.source_view import SourceView  # noqa: E402
from build_scripts.publish.rendering.linear_links import NAME as LINEAR_LINKS  # noqa: E402
from build_scripts.publish.rendering.pages import Rendering  # noqa: E402
from build_scripts.publish.rendering.quick import Reader  # noqa: E402
from build_scripts.publish.rendering.shelf import Shelf  # noqa: E402
from build_scripts.publish.rendering.shelter import Sheltered, anchors_in, shelter  # noqa: E402
from build_scripts.publish.rendering.skin import mend_page, take_icons  # noqa: E402
from build_scripts.publish.works import setting_findings  # noqa: E402
from build_scripts.search import (  # noqa: E402
    PART,
    Options,
    index_parts,
    is_indexed,
    named_part,
    page_order,
    shared_parts,
    texts_of_pages,
)

OVERRIDES = ROOT / "build_scripts" / "publish" / "assets" / "overrides"
STAGED = Path("build") / "pages"
_LOG = logging.getLogger("mkdocs.hooks.zhangju")
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.INFO, Severity.INFO: logging.DEBUG}
"""Under ``--strict`` MkDocs gives up at its own level of warning; only our errors are worth that."""

_CLEAN = utils.clean_directory
_COLLECT = (200_000, 20, 100)
"""How seldom Python looks for circular garbage: a build holds millions of small objects, which the usual rhythm goes through
over and over (a sixth of the time at 100 pages, a third at 1,000)."""
_EXTENSIONS = frozenset("attr_list md_in_html admonition tables footnotes toc def_list abbr sane_lists smarty nl2br fenced_code".split()) | {LINEAR_LINKS}
"""Extensions of Python-Markdown that read nothing but the page."""
_ELSEWHERE = frozenset("site_dir docs_dir config_file_path strict dev_addr watch plugins hooks".split())
"""Settings that decide nothing about a page."""
_WINDOW = 1_000
"""Pages whose parts of the search index are held at once."""
_FRESH = 50
"""Pages made anew from which on their parts are worth sharing out."""
_UNLISTED = b'<meta name="zj-search-index" content="off">'


@dataclass
class _State:
    """What one hook of a build leaves to the next: texts outside the navigation, and what a page keeps from Markdown."""

    shelved: Nav = field(default_factory=list)
    shelf: Shelf | None = None
    sheltered: dict[str, Sheltered] = field(default_factory=dict)
    rendering: Rendering | None = None
    record: SiteRecord | None = None
    memo: Memo = field(default_factory=Memo)
    store: Store = field(default_factory=lambda: Store(None))
    corpus: Corpus = field(default_factory=lambda: Corpus(Config()))
    sources: SourceView | None = None


_state = _State()


_beside: list[tuple[str, str]] = []
"""Files for the built site that MkDocs is not to see."""


def _site_root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _report(finding: Diagnostic) -> None:
    _LOG.log(_LEVELS[finding.severity], "%s", finding)


def on_config(config: MkDocsConfig, **_: Any) -> MkDocsConfig:
    """Assembles the pages and points MkDocs at them. A fault that stops us stops the build with its place and hint."""
    gc.set_threshold(*_COLLECT)
    root = _site_root(config)
    if Path(config.docs_dir) == root / STAGED:  # both the site's mkdocs.yml and the command line named the hooks
        return config
    try:
        for folder in (STAGED, FOLDER):
            inside(root, folder.as_posix())  # a link that leads out of the site is not written through
        store = Store(root / FOLDER if getattr(config, "zhangju_cache", True) else None)
        memo = _state.memo = Memo(store, program_key(), getattr(config, "zhangju_jobs", 1), getattr(config, "zhangju_far", None))
        _state.store = store
        corpus = read_corpus(root, _report, memo)
        for finding in setting_findings(corpus.config):
            _report(finding)
        staged = stage(corpus, memo=memo)
        _beside[:] = staged.files.items()
        write_pages(root / STAGED, staged.pages, root / "docs", corpus.files)
    except BuildError as error:
        raise PluginError(str(error)) from error
    _state.record = None
    config.markdown_extensions = list(dict.fromkeys([*config.markdown_extensions, LINEAR_LINKS]))
    _state.rendering = _rendering(config, staged.pages, store)
    config.docs_dir = str(root / STAGED)
    config.nav = staged.nav
    _state.shelved, _state.corpus, _state.sources = staged.shelf, corpus, staged.sources
    config.not_in_nav = GitIgnoreSpec.from_lines([*_lines(config.not_in_nav), *staged.apart])
    at = 1 if config.theme.custom_dir else 0
    if str(OVERRIDES) not in config.theme.dirs:
        config.theme.dirs.insert(at, str(OVERRIDES))
    config.extra_css[:0] = [path for path in STYLES if path not in config.extra_css]
    config.extra_javascript[:0] = [path for path in SCRIPTS if path not in config.extra_javascript]
    return config


def _rendering(config: MkDocsConfig, pages: dict[str, str], store: Store) -> Rendering | None:
    """Our own way over the pages, where nobody else has a hand in them: no plugin, no hook, no template of the site."""
    handlers = [handler for found in config.plugins.events.values() for handler in found]
    custom = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    if (
        not all(getattr(handler, "__globals__", None) is globals() for handler in handlers)
        or not set(config.markdown_extensions) <= _EXTENSIONS
        or (custom and any(custom.rglob("*.html")))
    ):
        return None
    given = {name: value for name, value in config.items() if name not in _ELSEWHERE}
    frame = key_of(program_key(), json.dumps([given, config.theme.name, config.theme.dirs], default=_plain, sort_keys=True))
    published = getattr(config, "zhangju_site", None)  # where `publish` puts the site when it is whole; else it is built in its place
    site = Path(config.site_dir)
    record = _state.record = SiteRecord(store, str(published or site), published or set_aside(site), site)
    if published:
        record.ground()
        utils.clean_directory = lambda directory: None
    reader = Reader(config.markdown_extensions, config.mdx_configs)
    rendering = Rendering(pages, lambda page: edit_url(page, config), frame, record, reader, _state.memo, config.theme.get("features"))
    rendering.prepare()
    return rendering


def _plain(value: Any) -> Any:
    """A setting as JSON can show it."""
    if hasattr(value, "patterns"):
        return _lines(value)
    return dict(value) if isinstance(value, Mapping | UserDict) else repr(value)


def _lines(given: Any) -> list[str]:
    """The patterns that the site's own settings keep out of the navigation."""
    return [str(pattern.pattern) for pattern in given.patterns] if given else []


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files, **_: Any) -> Navigation:
    """Gives the pages of texts outside the navigation their neighbours."""
    _state.shelf = Shelf(_state.shelved, nav, files, config) if _state.shelved else None
    if _state.rendering:
        _state.rendering.begin(nav, _state.shelf)
    return nav


def on_page_context(context: dict[str, Any], page: MkDocsPage, **_: Any) -> dict[str, Any]:
    """Shows the page's own text in the navigation."""
    if _state.shelf:
        _state.shelf.open_at(page)
    return context


def on_pre_page(page: MkDocsPage, config: MkDocsConfig, **_: Any) -> MkDocsPage:
    """Says where the page is edited."""
    page.edit_url = edit_url(page, config)
    return page


def edit_url(page: MkDocsPage, config: MkDocsConfig) -> str | None:
    """A page that is made, not written, is edited where what it says is written: the glossary, the library."""
    if (_site_root(config) / "docs" / page.file.src_uri).is_file():
        return page.edit_url
    return source_url(_state.corpus.config, page.file.src_uri) or None


def on_page_markdown(markdown: str, page: MkDocsPage, **_: Any) -> str:
    """Spares the Markdown parser the HTML that we made."""
    kept = _state.sheltered[page.file.src_uri] = shelter(markdown)
    return kept.text


def on_page_content(html: str, page: MkDocsPage, **_: Any) -> str:
    """Puts our HTML back, takes out what may not be there, and says which anchors the page then has."""
    kept = _state.sheltered.pop(page.file.src_uri, None)
    html = sanitize_html(kept.restore(html) if kept else html)
    page.present_anchor_ids = anchors_in(html)
    return html


def on_post_page(output: str, **_: Any) -> str:
    """Mends what the skin writes into a page."""
    return mend_page(output)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """The same for the page of addresses that do not exist."""
    return mend_page(output_content) if template_name.endswith(".html") else output_content


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Makes the search index from the published pages, and the skin obey ``default-src 'self'``."""
    if getattr(config, "zhangju_done", False):  # the site's own hooks and the command line may both have named these
        return
    setattr(config, "zhangju_done", True)  # noqa: B010 - a mark of ours on an object of theirs
    site = Path(config.site_dir)
    _end()
    record = _state.record
    put = record.put if record else lambda name, data: write_if_changed(site / name, data)
    for name, text in _beside:
        put(name, text.encode("utf-8"))
    for name, text in _state.sources.files() if _state.sources else ():
        put(name, text.encode("utf-8"))
    digests = _state.rendering.digests if _state.rendering else None
    made = record.make if record else lambda name, key, make: put(name, make())
    there = [record.holds] if record else []
    for name, key, make in epub_files(_state.corpus, lambda url: (site / url / "index.html").read_text(encoding="utf-8"), _state.memo, digests, *there):
        made(name, key, make)
    for name, data in _search_files(site, _local_search(config)):
        put(name, data)
    _free_icons(site, put)
    clear_aside(site)
    if record:
        if hasattr(config, "zhangju_site"):
            record.finish()
            setattr(config, "zhangju_keep", record.keep)  # noqa: B010 - `publish` calls it when the site is in its place
        else:
            record.keep()
    _state.store.touch()


def on_build_error(**_: Any) -> None:
    """Gives MkDocs back what is its own."""
    _end()


def _end() -> None:
    utils.clean_directory = _CLEAN
    if _state.rendering:
        _state.rendering.end()


def _local_search(config: MkDocsConfig) -> bool:
    """Whether ``extra.search.file`` asks for an index that also answers from ``file://``."""
    wanted = config.extra.get("search")
    return isinstance(wanted, dict) and bool(wanted.get("file"))


def _search_files(site: Path, as_scripts: bool) -> Iterator[tuple[str, bytes]]:
    corpus = (site / "corpus.json").read_text(encoding="utf-8")
    urls = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    order = page_order([f"{url}/" if url != "." else "" for url in urls], corpus)
    options = Options(scratch=tempfile.TemporaryFile, view=_mapped, as_scripts=as_scripts, keep=_state.store)
    of_page = texts_of_pages(corpus)
    listed = [url for url in order if is_indexed(url, of_page)]

    def part(url: str) -> tuple[str, bytes]:
        html = (site / url / "index.html").read_bytes()
        return ("", b"") if _UNLISTED in html else named_part(url, html, of_page.get(url), options)

    def used(key: str, made: bytes) -> bytes:
        if key:
            _state.store.mark(PART, key)  # a process that asked for it has taken that with it
        return made

    shared = _state.rendering is not None and _state.rendering.made >= _FRESH
    crew = _state.memo.crew if shared else Crew()
    windows = (listed[start : start + _WINDOW] for start in range(0, len(listed), _WINDOW))
    if crew.far is not None:
        pages = (((url, html) for url in window if _UNLISTED not in (html := (site / url / "index.html").read_bytes())) for window in windows)
        yield from index_parts((one for window in pages for one in shared_parts(window, of_page, options, crew.far.map)), corpus, options)
        return
    yield from index_parts((used(*one) for window in windows for one in crew.map(part, window)), corpus, options)


def _mapped(file: BinaryIO) -> memoryview:
    return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _free_icons(site: Path, put: Callable[[str, bytes], None]) -> None:
    """Puts the icons that Material writes into its style sheets beside them as files."""
    for sheet in sorted((site / "assets" / "stylesheets").glob("*.css")):
        css, icons = take_icons(sheet.read_text(encoding="utf-8"))
        for name, drawing in icons.items():
            put(f"assets/zhangju/icons/{name}", drawing.encode("utf-8"))
        write_if_changed(sheet, css.encode("utf-8"))


def on_serve(server: Any, config: MkDocsConfig, **_: Any) -> Any:
    """The live preview watches what people write; watching what we stage would build for ever."""
    root = _site_root(config)
    server.unwatch(str(root / STAGED))
    for folder in ("docs", "references"):
        if (root / folder).is_dir():
            server.watch(str(root / folder))
    return server
