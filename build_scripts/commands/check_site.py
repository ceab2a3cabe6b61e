"""A site as the rules look at it, read from disk: its sources, and the built pages one at a time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.commands.console import progress
from build_scripts.diagnostics import BuildError, Diagnostic

if TYPE_CHECKING:  # the start-up of every command would pay for it
    from build_scripts.check.built import BuiltSite
    from build_scripts.check.rule import Site


def read_built(root: Path, site: Site) -> BuiltSite | None:
    """The built site, one page in memory at a time; None, and a word on standard error, where there is none or it is older than the pages."""
    from build_scripts.check.built import BuiltSite
    from build_scripts.check.scan import scan_page

    folder = root / "site"
    if not (folder / "index.html").is_file():
        print("site/ 还没有构建，没有核对发布的页面；先运行 python -m build_scripts publish。", file=sys.stderr)
        return None
    written = [root / "mkdocs.yml", *(root / "docs" / page.path for page in site.corpus.all_pages), *(root / path for path in site.libraries)]
    if max(path.stat().st_mtime for path in written) > (folder / "index.html").stat().st_mtime:
        print("site/ 比页面旧，没有核对发布的页面；先运行 python -m build_scripts publish。", file=sys.stderr)
        return None
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    html = [name for name in names if name.endswith((".html", ".htm"))]
    pages = [scan_page(name, (folder / name).read_bytes()) for name in progress(html, len(html), "核对发布的页面")]
    from urllib.parse import urlsplit

    address = urlsplit(site.corpus.config.site_url)
    prefix = f"/{address.path.strip('/')}/" if address.path.strip("/") else "/"
    return BuiltSite(tuple(pages), frozenset(names), prefix, address.netloc)


def read_site(root: Path, focus: frozenset[str] | None, reported: list[Diagnostic]) -> Site:
    """Everything that the rules look at, read from disk; what readers find goes to ``reported``."""
    from build_scripts.check.rule import Site
    from build_scripts.check.words import default_words, parse_words
    from build_scripts.formats.corpus import read_corpus, read_text
    from build_scripts.formats.sidecar import parse_sidecar

    corpus = read_corpus(root, reported.append)
    references = root / "references"

    def texts(folder: Path, pattern: str) -> dict[str, str]:
        paths = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
        return {(name := path.relative_to(root).as_posix()): read_text(path, name) for path in paths}

    sidecars = texts(references / "sources", "*.yml")
    for path, text in sidecars.items():
        parse_sidecar(text, path, reported.append)
    words = default_words()
    for path, text in texts(references / "lists", "*.yml").items():
        words = parse_words(text, words, path, reported.append)
    return Site(
        corpus=corpus,
        libraries=texts(references, "*.bib"),
        glossary=texts(references, "glossary.yml").get("references/glossary.yml", ""),
        sources=_source_names(references / "sources", reported),
        sidecars=sidecars,
        imported=frozenset(path.relative_to(references / "imported").as_posix() for path in (references / "imported").rglob("*.md")),
        drawings=texts(root / "docs", "**/*.svg"),
        words=words,
        focus=focus,
    )


def _source_names(folder: Path, reported: list[Diagnostic]) -> frozenset[str]:
    """What lies there beside the sidecars; hidden files are none of ours, and a name that cannot be is reported."""
    from build_scripts.formats.places import refuse_odd

    found = set()
    for path in folder.glob("*"):
        if path.is_file() and path.suffix != ".yml" and not path.name.startswith("."):
            try:
                refuse_odd(f"references/sources/{path.name}")
            except BuildError as error:
                reported.append(error.diagnostic)
            else:
                found.add(path.name)
    return frozenset(found)
