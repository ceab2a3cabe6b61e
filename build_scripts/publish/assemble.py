"""Step one of publishing: from the corpus to pages of plain Markdown. A pure function; nothing here touches the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from build_scripts.formats.cache import Memo, key_of
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Corpus
from build_scripts.model.page import Page, page_url
from build_scripts.publish.bibliography import BibliographyMaker
from build_scripts.publish.catalogue import MARK, catalogue, catalogue_pages
from build_scripts.publish.downloads import downloads
from build_scripts.publish.figures.charts import charts_page
from build_scripts.publish.figures.page import PATH as FIGURES
from build_scripts.publish.figures.page import figures_page
from build_scripts.publish.glossary.index import glossary_sources
from build_scripts.publish.glossary.origins import Origins
from build_scripts.publish.glossary.site_terms import SiteTerms
from build_scripts.publish.kept import KeptPages, overview_key
from build_scripts.publish.manifest import manifest
from build_scripts.publish.navigation import Nav, lists_apart, navigation, shelf
from build_scripts.publish.page.body import LinkTerms
from build_scripts.publish.page.maker import PageMaker
from build_scripts.publish.page.source_view import SCRIPT, STYLE, SourceView
from build_scripts.publish.page.takeaway import text_files
from build_scripts.publish.parallels.pages import Parallels
from build_scripts.publish.searchpage import search_page
from build_scripts.publish.termpages import TermPages
from build_scripts.publish.uses import Use, Uses
from build_scripts.publish.works import Works
from build_scripts.text.edit import Edit

STYLES = ("assets/zhangju/zhangju.css",)
SCRIPTS = ("assets/zhangju/zhangju.js",)
_PARTS = {
    STYLES[0]: ("text.css", "site.css", "terms.css", "access.css", "print.css"),
    SCRIPTS[0]: ("popover.js", "rawlines.js", "copy.js", "lists.js", "terms.js", "reading.js", "menu.js"),
}
"""What the two files are put together from: a page asks for few files, an editor reads short ones."""
APART = ("/catalogue/*", "/glossary/*", "!/glossary/index.md", "!/glossary/page/**", "/parallels/*", "!/parallels/index.md")
"""Pages of single terms and passages: in the navigation they would make every page of the site heavier."""
_BESIDE = (SCRIPT, STYLE)
"""What only the pages of raw lines load."""
EARLY_SCRIPTS = ("assets/zhangju/scope.js", "assets/zhangju/palette.js")
"""Scripts that the head and the header load themselves, in place of what Material writes into the page."""


@dataclass(frozen=True)
class Staged:
    """What step one makes: ``pages`` are path and text of every staged file, ``nav`` is MkDocs' navigation.

    ``apart`` are patterns (as in ``.gitignore``) of pages that others lead to and that stand in no navigation;
    ``shelf`` are the navigation's items of texts that are too many to stand in it; ``files`` are path (below the site's
    root) and content of files for the built site that MkDocs is not to see; ``sources`` makes the pages of raw lines.
    """

    pages: dict[str, str] = field(default_factory=dict)
    nav: Nav = field(default_factory=list)
    apart: tuple[str, ...] = ()
    shelf: Nav = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    sources: SourceView | None = None


def assemble(corpus: Corpus, link_terms: LinkTerms | None = None) -> dict[str, str]:
    """Path (below ``build/pages/``) and text of every staged file: pages, ``corpus.json``, style and script."""
    return stage(corpus, link_terms).pages


def stage(corpus: Corpus, link_terms: LinkTerms | None = None, memo: Memo = Memo()) -> Staged:  # noqa: B008 - holds nothing
    """The staged files and the navigation over them. ``link_terms`` gives the edits that link a page's terms.

    ``memo`` remembers what is made of one page or of one term; with any, the staged files are the same to the byte.
    """
    terms, works = SiteTerms(corpus, memo), Works(corpus, memo)
    parallels = Parallels(corpus, terms, works, memo)
    pages = [page for whole in corpus.texts for page in whole.pages]
    memo.prepare([[terms.readings.work(page), parallels.work(page), terms.work(page)] for page in pages], alone=True)
    origins = Origins(corpus, works)
    glossary = glossary_sources(terms, origins, memo)
    uses = Uses(_citing(corpus, glossary, terms))
    sources = SourceView(corpus, memo)
    taken = downloads(corpus, works, uses)
    maker = PageMaker(corpus, works, link_terms or _Links(parallels, terms), taken, sources)
    kept = KeptPages(corpus, maker, parallels, sources, terms.key, Memo() if link_terms else memo)
    out = kept.texts()
    out |= catalogue_pages(corpus)
    out |= BibliographyMaker(corpus, works, uses, taken, memo).pages()
    over = overview_key(corpus, works, uses, terms)
    out["bibliography/charts.md"] = memo.text("overview", key_of(over, "charts"), lambda: charts_page(corpus, works, uses))
    out |= {page.path: kept.other(page) for page in glossary}
    term_pages = TermPages(corpus, terms, origins, maker, memo)
    out |= term_pages.data()
    out |= parallels.pages()
    out[FIGURES] = memo.text("overview", key_of(over, FIGURES), lambda: figures_page(corpus, works, uses, terms))
    out["search/index.md"] = search_page()
    for page in corpus.pages:
        out[page.path] = _other(corpus, kept, page)
    if "index.md" not in out:
        out["index.md"] = _other(corpus, kept, parse_page("index.md", f"# {corpus.config.site_name}\n\n{MARK}\n"))
    nav = navigation(corpus, [path for path in out if path.endswith(".md")])
    apart = term_pages.pages()
    out |= apart
    out["corpus.json"] = memo.text("overview", key_of(over, "corpus.json"), lambda: manifest(corpus, works, uses, terms))
    shelved = shelf(corpus)
    apart_now = (*APART, *(("/texts/*", "!/texts/index.md") if shelved else ()), *(("/bibliography/[0-9]*",) if lists_apart(out) else ()))
    return Staged(out | assets(), nav, apart_now, shelved, text_files(corpus.texts, memo) | taken, sources)


class _Links:
    """What is written into a page: marks of parallel passages in the margin, links of terms."""

    def __init__(self, parallels: Parallels, terms: SiteTerms) -> None:
        self._parallels, self._terms = parallels, terms

    def __call__(self, page: Page) -> list[Edit]:
        return [*self._parallels.edits(page), *self._terms.edits(page)]

    def to_share(self) -> object:
        """Elsewhere only pages of terms ask, which have no passages."""
        return self._terms.edits


def _citing(corpus: Corpus, glossary: Iterable[Page], terms: SiteTerms) -> Iterator[Use]:
    """Every place of every text, then of every other page, that cites or lists a work."""
    for whole in corpus.texts:
        for page in whole.pages:
            yield from terms.readings.of(page).uses(page, whole.slug)
    for page in (*glossary, *corpus.pages):
        yield from terms.readings.of(page, is_text=False).uses(page, "")


def _other(corpus: Corpus, kept: KeptPages, page: Page) -> str:
    """A page that people wrote, with the catalogue at its mark; the home page gets it in any case."""
    made = kept.other(page)
    table = catalogue(corpus, page_url(page.path))
    if MARK in made:
        return made.replace(MARK, table)
    return f"{made}\n## 全部文本 {{#all-texts}}\n\n{table}\n" if page.path == "index.md" else made


def assets() -> dict[str, str]:
    """The style sheets and scripts of the skin."""
    folder = files("build_scripts.publish") / "assets"
    parts = {**_PARTS, **{name: (name.rsplit("/", 1)[-1],) for name in (*EARLY_SCRIPTS, *_BESIDE)}}
    return {name: "\n".join((folder / part).read_text(encoding="utf-8") for part in made) for name, made in parts.items()}
