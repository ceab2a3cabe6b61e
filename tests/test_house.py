"""The house keeps its order: who may import whom, who may touch the disk, how large a file may grow.

Standard library only, and nothing of ours is imported: this test reads the source as a tree. Every failure names the
place that broke the rule and says where the code belongs. The table is the one of ``docs/dev/architecture.md``.
"""

from __future__ import annotations

import ast
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "build_scripts"
SHARED = ROOT.parent / "shared" / "sources"

EARTH = {"text"}
GROUND = {"text", "model", "diagnostics"}
CRAFTS = {"formats", "cite", "terms", "passages", "search"}
WINGS = {"ingest", "publish", "check"}

MAY_IMPORT: dict[str, set[str]] = {
    "text": set(),
    "model": EARTH,
    "diagnostics": EARTH,
    **dict.fromkeys(CRAFTS, GROUND),
    "ingest": GROUND | {"formats", "cite"},
    "publish": GROUND | CRAFTS,
    "check": GROUND | CRAFTS,
    "commands": GROUND | WINGS | {"formats", "search"},
    "mkdocs_hooks": GROUND | WINGS | {"formats", "search"},
    "__main__": {"commands", "diagnostics"},
    "__init__": set(),
}
ALLOWED = {
    ("build_scripts/commands/cite.py", "cite"): "the command `cite` is the door of one craft; no wing stands between",
}
ADVICE = {
    "text": "text/ knows characters and places only; what needs more belongs in the room that has it",
    "model": "model/ says what things are; reading, printing and deciding belong in formats/, cite/ or a wing",
    "diagnostics": "diagnostics.py only says what a finding is",
    **dict.fromkeys(CRAFTS, "a craft knows the ground only; what joins two crafts belongs in a wing"),
    "ingest": "wings do not know each other; shared logic belongs in a craft, the joining in commands/",
    "publish": "wings do not know each other; shared logic belongs in a craft, the joining in commands/",
    "check": "wings do not know each other; shared logic belongs in a craft, the joining in commands/",
    "commands": "commands read, call, write and print; they reach a craft through its wing",
    "mkdocs_hooks": "hooks read, call and write; they reach a craft through its wing",
    "__main__": "__main__ parses arguments and calls one command",
    "__init__": "the package's front door imports nothing",
}

FLOORS = {
    "ingest": ("lines", "furniture", "papers", "metadata", "tables", "recognize", "writing", "merge"),
    "publish": ("page", "glossary", "parallels", "figures", "rendering"),
}
"""Folders within a room, the lowest first: none imports one that stands behind it."""

SIBLINGS = ("ingest/recognize", "check/rules", "commands")
"""Folders whose files never import each other (their ``__init__`` may gather them)."""
SHARED_BY_SIBLINGS = {
    "build_scripts.commands.arguments": "how every command reads its arguments",
    "build_scripts.commands.console": "how every command prints",
    "build_scripts.commands.unchanged": "whether anything changed since the site was built",
    "build_scripts.commands.new.HOOKS": "the hooks that a new site is given",
    "build_scripts.commands.mkdocs_site": "how publish and serve call MkDocs",
    "build_scripts.commands.ingest": "serve converts what changed",
    "build_scripts.commands.check_site": "the site as the rules look at it, for check and for the overlay of serve",
    "build_scripts.commands.live": "the server behind serve",
    "build_scripts.commands.convert_pool": "conversion in several processes",
    "build_scripts.commands.dask_executor": "the workers of Dask, for ingest and publish",
    "build_scripts.commands.settled": "what an ingest said that found nothing to write",
    "build_scripts.commands.account": "what an ingest says of every text",
}

DISK_ROOMS = {"formats", "commands", "mkdocs_hooks"}
DISK_METHODS = {
    "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rmdir", "touch", "rglob", "glob",
    "iterdir", "is_file", "is_dir", "exists", "symlink_to", "hardlink_to", "rename", "stat",
}  # fmt: skip
DISK_MODULES = {"shutil", "tempfile", "glob", "fileinput", "mmap", "subprocess"}
PURE_OS = {"environ", "getenv", "cpu_count", "fspath", "getpid", "path", "PathLike", "sep", "linesep"}
NETWORK_MODULES = {"socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib"}
NETWORK_FILE = "build_scripts/check/web.py"

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
LIBRARIES = {
    "markdown", "yaml", "html", "mkdocs", "material", "jieba", "bibtexparser", "lxml", "nh3", "opencc", "pypinyin",
    "ahocorasick", "pymdownx", "jinja2", "pygments", "dask", "distributed", "citeproc", "json", "re", "types", "typing",
}  # fmt: skip

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """The folder directly under ``build_scripts/``, or the file's own stem."""
    inner = path.relative_to(PACKAGE)
    return inner.parts[0] if len(inner.parts) > 1 else inner.stem


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


def imports(tree: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported, also inside functions and under ``TYPE_CHECKING``."""
    here = ("build_scripts", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def rooms_imported(path: Path) -> Iterator[tuple[int, str, str]]:
    for line, module in imports(tree_of(path), path):
        parts = module.split(".")
        if parts[0] == "build_scripts" and len(parts) > 1:
            yield line, parts[1], module


def test_the_package_is_there() -> None:
    assert len(MODULES) > 20, "the tests below would be empty"
    unknown = {room_of(path) for path in MODULES} - set(MAY_IMPORT)
    assert not unknown, f"rooms that the table does not know: {unknown}; add them to it and to docs/dev/architecture.md"


def test_imports_follow_the_table() -> None:
    faults = []
    for path in MODULES:
        room = room_of(path)
        allowed = MAY_IMPORT[room] | {room, "__version__"}
        for line, target, module in rooms_imported(path):
            if target not in allowed and (name_of(path), target) not in ALLOWED:
                faults.append(f"{name_of(path)}:{line}: {room} imports {module}: {ADVICE[room]}")
    assert not faults, "\n" + "\n".join(faults)


def test_modules_import_in_no_circle() -> None:
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}
    edges: dict[str, set[str]] = {}
    for name, path in known.items():
        found = {m for _, module in imports(tree_of(path), path) for m in (module, module.rpartition(".")[0])}
        edges[name] = {m for m in found if m in known and m != name}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"imports run in a circle: {' -> '.join((*trail[trail.index(name):], name))}"
        if name not in done:
            for target in sorted(edges[name]):
                visit(target, (*trail, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())
    assert done == set(known)


def test_within_a_room_nothing_reaches_up() -> None:
    faults = []
    for room, floors in FLOORS.items():
        folders = {path.name for path in (PACKAGE / room).iterdir() if path.is_dir() and any(path.glob("*.py"))}
        assert folders == set(floors), f"{room}/ has other folders than the table: {folders ^ set(floors)}"
        for height, folder in enumerate(floors):
            above = tuple(f"build_scripts.{room}.{name}." for name in floors[height + 1 :])
            for path in sorted((PACKAGE / room / folder).rglob("*.py")):
                faults += [
                    f"{name_of(path)}:{line}: imports {module}, which stands above {folder}/: share it in {room}/ itself"
                    for line, module in imports(tree_of(path), path)
                    if module.startswith(above)
                ]
    assert not faults, "\n" + "\n".join(faults)


def test_siblings_do_not_know_each_other() -> None:
    faults = []
    for folder in SIBLINGS:
        package = "build_scripts." + folder.replace("/", ".")
        for path in sorted((PACKAGE / folder).glob("*.py")):
            if path.stem == "__init__":
                continue
            for line, module in imports(tree_of(path), path):
                known = any(module == name or module.startswith(f"{name}.") for name in SHARED_BY_SIBLINGS)
                if module.startswith(f"{package}.") and not known:
                    faults.append(f"{name_of(path)}:{line}: imports its sibling {module}: share it one floor down")
    assert not faults, "\n" + "\n".join(faults)


def names_own_data(tree: ast.AST, known: set[str]) -> bool:
    """Whether an expression calls ``importlib.resources.files`` or uses a name that holds what it gave."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and "files" in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            return True
        if isinstance(node, ast.Name) and node.id in known:
            return True
    return False


def disk_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls that touch the disk; the package's own data, read through ``importlib.resources``, is code and not input."""
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    own = {t.id for node in assigned if names_own_data(node.value, set()) for t in node.targets if isinstance(t, ast.Name)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        func = node.func
        if isinstance(func, ast.Name) and func.id == "open":
            yield node.lineno, "open()"
        elif isinstance(func, ast.Attribute):
            owner = func.value.id if isinstance(func.value, ast.Name) else ""
            if owner == "os" and func.attr not in PURE_OS:
                yield node.lineno, f"os.{func.attr}()"
            elif func.attr in DISK_METHODS and not names_own_data(func, own):
                yield node.lineno, f".{func.attr}()"
            elif func.attr == "open" and not names_own_data(func, own):
                yield node.lineno, ".open()"


def test_only_the_doors_open_files() -> None:
    faults = []
    for path in MODULES:
        if room_of(path) in DISK_ROOMS:
            continue
        tree = tree_of(path)
        found = list(disk_calls(tree))
        found += [(line, f"import {m}") for line, m in imports(tree, path) if m.split(".")[0] in DISK_MODULES]
        faults += [
            f"{name_of(path)}:{line}: {what} touches the disk: that is for formats/ and commands/; pass values here"
            for line, what in found
        ]
    assert not faults, "\n" + "\n".join(faults)


def test_only_the_external_link_check_opens_the_network() -> None:
    faults = []
    for path in MODULES:
        if name_of(path) == NETWORK_FILE:
            continue
        for line, module in imports(tree_of(path), path):
            if any(module == name or module.startswith(f"{name}.") for name in NETWORK_MODULES):
                faults.append(f"{name_of(path)}:{line}: imports {module}: only {NETWORK_FILE} opens the network")
    assert not faults, "\n" + "\n".join(faults)


def test_names_say_what_is_inside() -> None:
    vague = [name_of(path) for path in MODULES if path.stem in VAGUE or VAGUE & set(path.relative_to(PACKAGE).parts)]
    assert not vague, f"{vague}: name a file after what it does; a heap of leftovers has no place"
    shadows = [path.name for path in PACKAGE.iterdir() if path.stem in LIBRARIES]
    assert not shadows, f"{shadows}: MkDocs may put build_scripts/ on the import path, where these hide the library"


def test_files_and_functions_stay_small() -> None:
    faults = []
    for path in MODULES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 400:
            faults.append(f"{name_of(path)}: {lines} lines (at most 400, better 60 to 300): split it by construct")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 70:
                    faults.append(f"{name_of(path)}:{node.lineno}: {node.name} has {length} lines (at most 70)")
    assert not faults, "\n" + "\n".join(faults)


def test_every_module_says_what_it_is() -> None:
    mute = [name_of(path) for path in MODULES if not ast.get_docstring(tree_of(path))]
    assert not mute, f"modules without a docstring: {mute}"


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Every tracked text file (or every file, where this is no git checkout), by name, with its text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode("utf-8").split("\0")
    else:
        skip = {".venv", "site", "build", ".git", "node_modules"}
        names = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if not skip & set(p.relative_to(ROOT).parts)]
    for name in filter(None, names):
        path = ROOT / name
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 5_000_000:
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_no_machine_path_and_no_registry_address() -> None:
    tops = {f"/{place.parts[1]}/" for place in (ROOT, Path.home()) if len(place.parts) > 1}
    tops -= {"/home/", "/tmp/", "/usr/", "/Users/"}
    hosts = [r"pypi\.org/simple", r"pythonhosted\.org", r"registry\.npm", r"index-url[ =]+http", r'"resolved": *"http']
    bad = re.compile("|".join([rf"(?<![\w.]){re.escape(top)}" for top in tops] + hosts))
    faults = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if bad.search(line)
    ]
    assert not faults, "paths of one machine or addresses of a package source:\n" + "\n".join(faults)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@pytest.mark.shared
def test_no_sentence_of_the_real_texts_is_carried() -> None:
    """No run of 24 characters of the real texts, of which at least 12 are Chinese: names in English, addresses and figures are facts.

    So are titles of works (in 《》) and bibliographic data (``*.bib``).
    """
    if not SHARED.is_dir():
        pytest.skip("the real texts do not stand beside the project folder")
    size, grams = 24, set()
    for path in sorted(SHARED.glob("*.txt")):
        text = squeezed(path.read_text(encoding="utf-8", errors="replace"))
        grams.update(text[i : i + size] for i in range(len(text) - size + 1))
    assert grams, "the folder of real texts is empty"
    faults = []
    for name, text in tracked_texts():
        if name.endswith((".bib", ".lock", ".svg")):
            continue
        text = squeezed(re.sub(r"《[^《》]{1,80}》", "\x00", text))
        hits = (i for i in range(len(text) - size + 1) if text[i : i + size] in grams)
        hit = next((i for i in hits if sum("\u4e00" <= c <= "\u9fff" for c in text[i : i + size]) >= 12), None)
        if hit is not None:
            faults.append(f"{name}: {text[hit : hit + size]}")
    assert not faults, "sentences that are not ours to carry:\n" + "\n".join(faults)
