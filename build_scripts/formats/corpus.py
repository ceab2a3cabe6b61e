"""Reading a whole site from its folder, and writing the assembled pages beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from build_scripts.diagnostics import BuildError, Diagnostic, Report, Severity, silent
from build_scripts.formats.bibtex.library import read_library
from build_scripts.formats.cache import Memo, files_key
from build_scripts.formats.config import read_config
from build_scripts.formats.disk import refuse_long
from build_scripts.formats.glossary import check_definitions, parse_glossary
from build_scripts.formats.lists import read_lists
from build_scripts.formats.nesting import refuse_deep
from build_scripts.formats.page import parse_page
from build_scripts.formats.places import inside, refuse_odd
from build_scripts.formats.rawtext import read_source
from build_scripts.model.corpus import Corpus, Entry, Text
from build_scripts.model.glossary import PATH, Glossary
from build_scripts.model.page import Page, page_url
from build_scripts.text.source import Source

TEXTS = "texts/"


def read_corpus(root: Path, report: Report = silent, memo: Memo = Memo()) -> Corpus:  # noqa: B008 - holds nothing
    """The site in ``root``: ``mkdocs.yml``, ``docs/`` and ``references/``.

    Raises ``BuildError`` where there is no site, a page cannot be read or is a link to a file outside the site; faults inside pages are reported. A missing
    library or glossary is an empty one. Where ``memo`` knows a library without faults, it is read when somebody asks for an entry.
    """
    config = read_config(root)
    docs = root / "docs"
    if not docs.is_dir():
        raise BuildError(Diagnostic("STR002", f"{root} 里没有 docs/。", "先用 new 建站，或用 -C 指明目录。", path=str(docs)))
    pages: list[Page] = []
    files: list[str] = []
    seen: set[Path] = set()
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        if path.is_dir() or any(part.startswith(".") for part in name.split("/")):
            continue
        refuse_odd(f"docs/{name}")
        if path.parent not in seen or path.is_symlink():  # a plain file stands where its folder stands
            inside(root, f"docs/{name}")
            seen.add(path.parent)
        if path.suffix == ".md":
            text = read_text(path, f"docs/{name}")
            refuse_deep(text, f"docs/{name}")
            pages.append(parse_page(name, text, _under(report, f"docs/{name}")))
        else:
            files.append(name)
    _report_one_address(pages, report)
    texts, others = group_texts(pages)
    entries, library = _read_libraries(root, report, memo)
    glossary = _read_glossary(root, entries, report)
    return Corpus(config, texts, others, entries, glossary, tuple(files), RawTexts(root), library, read_lists(root, report))


@dataclass(frozen=True)
class RawTexts:
    """The raw texts of the site in ``root``, each read when it is called for by its name."""

    root: Path

    def __call__(self, name: str) -> Source | None:
        """The raw text, None where it is missing or unreadable. Raises ``BuildError`` (``SEC090``) for a name that leads out of the site."""
        path = inside(self.root, f"references/sources/{name}")
        try:
            return read_source(path) if path.is_file() else None
        except BuildError:
            return None


def _under(report: Report, path: str) -> Report:
    return lambda finding: report(finding.at(path, finding.line, finding.column))


def read_text(path: Path, shown: str) -> str:
    """A UTF-8 file with ``\\n`` for newlines. Raises ``BuildError``: ``STR003`` where it is none, ``STR005`` where it is longer than anybody writes."""
    try:
        refuse_long(path, shown)
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        message = f"不是 UTF-8：第 {error.start + 1} 个字节读不通。"
        raise BuildError(Diagnostic("STR003", message, "另存为 UTF-8。", path=shown)) from error
    except OSError as error:
        raise BuildError(Diagnostic("STR003", f"读不出来：{error.strerror}", "检查权限。", path=shown)) from error


def group_texts(pages: Iterable[Page]) -> tuple[tuple[Text, ...], tuple[Page, ...]]:
    """The texts, and the pages that belong to none. A folder of ``texts/`` is one text: its index, then by ``order``."""
    folders: dict[str, list[Page]] = {}
    others: list[Page] = []
    for page in pages:
        inner = page.path.removeprefix(TEXTS)
        if inner == page.path or inner == "index.md":
            others.append(page)
        else:
            folders.setdefault(inner.split("/")[0].removesuffix(".md"), []).append(page)
    texts = [Text(slug, tuple(sorted(group, key=_reading_order))) for slug, group in folders.items()]
    return tuple(sorted(texts, key=_source_order)), tuple(others)


def _report_one_address(pages: Iterable[Page], report: Report) -> None:
    """Two pages that would be published at one address: of one of them the reader would see nothing."""
    seen: dict[str, Page] = {}
    for page in pages:
        address = page_url(page.path)
        other = seen.setdefault(address.casefold(), page)
        if other is page:
            continue
        same = page_url(other.path) == address
        message = f"与 docs/{other.path} 的网址{'相同' if same else '只差大小写'}：{address or '首页'}。"
        hint = "给其中一页改名。" if same else "有的系统不分大小写；给其中一页改名。"
        report(Diagnostic("STR007", message, hint, Severity.ERROR if same else Severity.WARNING, f"docs/{page.path}", 1, 1))


def _reading_order(page: Page) -> tuple[int, float, str]:
    if page.path.endswith("/index.md"):
        return 0, 0.0, page.path
    order = page.meta.get("order")
    return 1, float(order) if isinstance(order, int) else float("inf"), page.path


def _source_order(text: Text) -> tuple[str, int, str]:
    source = text.meta.get("source")
    if not isinstance(source, Mapping):
        return "\uffff", 0, text.slug
    part = source.get("part")
    return str(source.get("file") or "\uffff"), part if isinstance(part, int) else 0, text.slug


class _Entries(Mapping[str, Entry]):
    """The entries of a library whose keys are known; they are read at the first question for one."""

    def __init__(self, keys: Iterable[str], load: Callable[[], Mapping[str, Entry]]) -> None:
        self._keys, self._load = dict.fromkeys(keys), load

    @cached_property
    def _held(self) -> Mapping[str, Entry]:
        return self._load()

    def __getitem__(self, key: str) -> Entry:
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _read_libraries(root: Path, report: Report, memo: Memo) -> tuple[Mapping[str, Entry], str]:
    """The entries of every ``references/*.bib``, the first of a key winning, and a key for the files."""
    folder = root / "references"
    names = [path.name for path in sorted(folder.glob("*.bib"))]
    for name in names:
        inside(root, f"references/{name}")
    digest = files_key(folder, [name for name in names if (folder / name).is_file()])
    findings: list[Diagnostic] = []

    @cache
    def load() -> Mapping[str, Entry]:
        return _load_libraries(folder, names, findings.append)

    def outline() -> list[object]:
        entries = load()
        return [not findings, list(entries)]

    clean, keys = memo.value("library-keys", digest, outline)
    if clean:
        return _Entries(keys, load), digest
    entries = load()
    for finding in findings:
        report(finding)
    return entries, digest


def _load_libraries(folder: Path, names: Iterable[str], report: Report) -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for name in names:
        shown = f"references/{name}"
        for key, entry in read_library(folder / name, report, shown).corpus_entries().items():
            if key in entries:
                message = f"引文键 {key} 在两个文献库文件里都有。"
                report(Diagnostic("REF031", message, "留下一处。", Severity.WARNING, shown))
            else:
                entries[key] = entry
    return entries


def _read_glossary(root: Path, entries: Mapping[str, Entry], report: Report) -> Glossary:
    path = root / PATH
    if not path.is_file():
        return Glossary()
    text = read_text(path, PATH)
    glossary = parse_glossary(text, PATH, report)
    check_definitions(glossary, text, entries, PATH, report)
    return glossary


def write_pages(target: Path, pages: Mapping[str, str], docs: Path, files: Iterable[str] = ()) -> None:
    """Makes the folder ``target`` hold the given pages, copies of the given files of ``docs``, and nothing else.

    A file that would not change is not touched, so that a watcher sees only what changed.
    """
    wanted = {target / name for name in pages} | {target / name for name in files}
    for old in sorted(target.rglob("*"), reverse=True) if target.is_dir() else ():
        if old.is_dir() and not any(old.iterdir()):
            old.rmdir()
        elif not old.is_dir() and old not in wanted:
            old.unlink()
    for name, content in pages.items():
        write_if_changed(target / name, content.encode("utf-8"))
    for name in files:
        source, copy = docs / name, target / name
        if not copy.is_file() or copy.stat().st_mtime_ns != source.stat().st_mtime_ns:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)


def write_if_changed(path: Path, content: bytes) -> None:
    """Puts the bytes in the file unless they are there; never leaves half of them."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
