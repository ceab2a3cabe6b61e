"""The same generated corpus for other builders: MkDocs with mkdocs-bibtex and ezglossary, Zensical, Sphinx with sphinxcontrib-bibtex.

Each gets the pages in its own syntax for citations and terms: a citation names its work (none of them resolves the locators of a print),
the first use of a term on a page is marked by hand, for none of them finds terms by itself.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.scale.generate import CONFIG, vocabulary
from tests.bench.scale.run import Cost, cost_of

_CITATION = re.compile(r"\[@(work\d+), ([\d-]+)\]<!-- print: [^>]*? -->")
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.S)
_CLASSIC = (("journaltitle =", "journal ="), ("date =", "year ="), ("@thesis", "@phdthesis"), ("institution =", "school ="), ("type = {phdthesis},", ""))
_CONF = """project = "bench"
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["library.bib"]
language = "zh_CN"
html_theme = "alabaster"
suppress_warnings = ["myst", "bibtex", "toc"]
"""


def peers(folder: Path, environment: Path, slow_too: bool = True) -> Iterator[tuple[str, Cost]]:
    """A row for each builder that the environment holds; ``folder`` is the generated site. Without ``slow_too`` only the fast one."""
    tools = environment / "bin"
    if (tools / "zensical").exists():
        config = CONFIG.format(features="", plugins="[{search: {lang: zh}}]") + "site_dir: peer-site\n"
        (folder / "peer.yml").write_text(config, encoding="utf-8")
        command = [str(tools / "zensical"), "build", "--config-file", "peer.yml", "--clean"]
        yield f"Zensical {_version(environment, 'zensical')}, plain", cost_of(command, folder)
    if slow_too and (tools / "mkdocs").exists() and _has(environment, "mkdocs_bibtex"):
        other = _mkdocs(folder)
        name = f"mkdocs-bibtex {_version(environment, 'mkdocs-bibtex')}, ezglossary {_version(environment, 'mkdocs-ezglossary-plugin')}"
        yield name, cost_of([str(tools / "mkdocs"), "build", "--quiet"], other)
    if slow_too and (tools / "sphinx-build").exists() and _has(environment, "sphinxcontrib.bibtex"):
        other = _sphinx(folder)
        name = f"Sphinx {_version(environment, 'sphinx')}, sphinxcontrib-bibtex {_version(environment, 'sphinxcontrib-bibtex')}"
        yield name, cost_of([str(tools / "sphinx-build"), "-q", "-b", "html", ".", "_build"], other)


def _has(environment: Path, module: str) -> bool:
    return subprocess.run([environment / "bin" / "python", "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def _version(environment: Path, name: str) -> str:
    code = f"from importlib.metadata import version; print(version('{name}'))"
    return subprocess.run([environment / "bin" / "python", "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def _library(folder: Path) -> str:
    """The library in the field names of classic BibTeX, which both read."""
    text = (folder / "references" / "library.bib").read_text(encoding="utf-8")
    for old, new in _CLASSIC:
        text = text.replace(old, new)
    return text


def _pages(folder: Path, cite: Callable[[str, str], str], term: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    terms = re.compile("|".join(sorted(map(re.escape, vocabulary().terms), key=len, reverse=True)))
    for path in sorted((folder / "docs" / "texts").glob("*.md")):
        seen: set[str] = set()

        def first(match: re.Match[str], seen: set[str] = seen) -> str:
            if match[0] in seen:
                return match[0]
            seen.add(match[0])
            return term(match[0])

        body = _HEAD.sub("", path.read_text(encoding="utf-8"))
        lines = [line if line.startswith(("#", "|", "<", "-")) else terms.sub(first, line) for line in body.split("\n")]
        yield path.name, _CITATION.sub(lambda match: cite(match[1], match[2]), "\n".join(lines))


def _definitions(folder: Path) -> Iterator[tuple[str, str]]:
    text = (folder / "references" / "glossary.yml").read_text(encoding="utf-8")
    yield from re.findall(r"term: (.+)\n  definition: ([^\[\n]+)", text)


def _mkdocs(folder: Path) -> Path:
    other = folder / "peer-mkdocs"
    docs = other / "docs"
    (docs / "texts").mkdir(parents=True)
    (other / "library.bib").write_text(_library(folder), encoding="utf-8")
    plugins = "\n  - search: {lang: zh}\n  - bibtex: {bib_file: library.bib}\n  - ezglossary\n"
    (other / "mkdocs.yml").write_text(CONFIG.format(features="", plugins=plugins) + "  - def_list\n", encoding="utf-8")
    (docs / "index.md").write_text("# 测量\n", encoding="utf-8")
    entries = "\n\n".join(f"terms:{term}\n:   {words}" for term, words in _definitions(folder))
    (docs / "glossary.md").write_text(f"# 术语\n\n{entries}\n", encoding="utf-8")
    for name, text in _pages(folder, lambda key, place: f"[@{key}]", lambda term: f"<terms:{term}>"):
        (docs / "texts" / name).write_text(f"{text}\n\\bibliography\n", encoding="utf-8")
    return other


def _sphinx(folder: Path) -> Path:
    other = folder / "peer-sphinx"
    (other / "texts").mkdir(parents=True)
    (other / "conf.py").write_text(_CONF, encoding="utf-8")
    (other / "library.bib").write_text(_library(folder), encoding="utf-8")
    entries = "\n\n".join(f"{term}\n  {words}" for term, words in _definitions(folder))
    (other / "glossary.md").write_text(f"# 术语\n\n```{{glossary}}\n{entries}\n```\n", encoding="utf-8")
    (other / "bibliography.md").write_text("# 文献\n\n```{bibliography}\n```\n", encoding="utf-8")
    names = []
    for name, text in _pages(folder, lambda key, place: f"{{cite:p}}`{key}`", lambda term: f"{{term}}`{term}`"):
        (other / "texts" / name).write_text(text, encoding="utf-8")
        names.append(f"texts/{name.removesuffix('.md')}")
    tree = "\n".join(["glossary", "bibliography", *names])
    (other / "index.md").write_text(f"# 测量\n\n```{{toctree}}\n{tree}\n```\n", encoding="utf-8")
    return other
