"""Small sites for the tests of the rules: one file of the kind that an example is, beside a library and a glossary that do not change."""

from __future__ import annotations

from pathlib import Path

from build_scripts.check.built import BuiltSite
from build_scripts.check.rule import Site
from build_scripts.check.run import Choice, check_site
from build_scripts.check.scan import scan_page
from build_scripts.check.spot import Finding
from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.bibtex.library import parse_library
from build_scripts.formats.corpus import group_texts
from build_scripts.formats.glossary import check_definitions, parse_glossary
from build_scripts.formats.page import parse_page
from build_scripts.formats.sidecar import parse_sidecar
from build_scripts.model.corpus import Config, Corpus

PAGE, LIBRARY, GLOSSARY = "docs/texts/example.md", "references/library.bib", "references/glossary.yml"
SIDECAR, DRAWING, BUILT = "references/sources/example.yml", "docs/figure.svg", "site/texts/example/index.html"
PATHS = {"markdown": PAGE, "md": PAGE, "bibtex": LIBRARY, "bib": LIBRARY, "yaml": GLOSSARY, "yml": GLOSSARY, "svg": DRAWING, "html": BUILT}
OTHER = "---\ntitle: 别的一页\n---\n\n# 别的一页\n\n甲乙。\n\n## 一、概念 {#s1}\n\n丙丁。\n"
DEFAULT_LIBRARY = (Path(__file__).parent / "library.bib").read_text(encoding="utf-8")
DEFAULT_GLOSSARY = (Path(__file__).parent / "glossary.yml").read_text(encoding="utf-8")


def make_site(files: dict[str, str], focus: frozenset[str] | None = None) -> tuple[Site, list[Diagnostic]]:
    """The site of these files by path, and what its readers report. Without a library or glossary the default ones stand in."""
    reported: list[Diagnostic] = []
    files = {LIBRARY: DEFAULT_LIBRARY, GLOSSARY: DEFAULT_GLOSSARY, "docs/texts/other.md": OTHER} | files
    pages = []
    for path, text in sorted(files.items()):
        if path.endswith(".md") and path.startswith("docs/"):
            pages.append(parse_page(path.removeprefix("docs/"), text, lambda one, path=path: reported.append(one.at(path, one.line, one.column))))
        elif path.startswith("references/sources/") and path.endswith(".yml"):
            parse_sidecar(text, path, reported.append)
    libraries = {path: text for path, text in files.items() if path.endswith(".bib")}
    entries = {key: entry for path, text in libraries.items() for key, entry in parse_library(text, path, reported.append).corpus_entries().items()}
    glossary = parse_glossary(files[GLOSSARY], GLOSSARY, reported.append)
    check_definitions(glossary, files[GLOSSARY], entries, GLOSSARY, reported.append)
    texts, others = group_texts(pages)
    loose = tuple(path.removeprefix("docs/") for path in files if path.startswith("docs/") and not path.endswith(".md"))
    sources = frozenset(path.rsplit("/", 1)[-1] for path in files if path.startswith("references/sources/") and not path.endswith(".yml"))
    imported = frozenset(path.removeprefix("references/imported/") for path in files if path.startswith("references/imported/"))
    built = {path.removeprefix("site/"): text for path, text in files.items() if path.startswith("site/")}
    return Site(
        Corpus(Config(), texts, others, entries, glossary, loose), libraries, files[GLOSSARY], sources,
        {path: text for path, text in files.items() if path.startswith("references/sources/") and path.endswith(".yml")},
        imported, {path: text for path, text in files.items() if path.endswith(".svg")},
        built=BuiltSite(tuple(scan_page(name, text.encode()) for name, text in built.items() if name.endswith(".html")), frozenset(built)) if built else None,
        focus=focus,
    ), reported  # fmt: skip


def find(files: dict[str, str], *select: str) -> list[Finding]:
    """The findings of the site of these files."""
    site, reported = make_site(files)
    return check_site(site, Choice(select), reported)


def codes(files: dict[str, str]) -> list[str]:
    """The codes that the site of these files gives, in order of places."""
    return [one.code for one in find(files)]
