"""When a site counts as already published: the key changes with everything a build reads, and there is none where that is not known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.commands.new import HOOKS
from build_scripts.commands.unchanged import is_unchanged, note_built, site_key, state_of
from build_scripts.formats.cache import Store

CONFIG = "site_name: 站\nplugins: []\nhooks: [hooks.py]\nmarkdown_extensions: [attr_list, {toc: {permalink: true}}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {"mkdocs.yml": CONFIG, "hooks.py": HOOKS, "docs/index.md": "# 站\n", "docs/a.png": "x", "references/a.bib": "",
                       "references/glossary.yml": "[]\n", "references/lists/names.yml": "a: [b]\n", "references/sources/1.txt": "一",
                       "references/imported/a.md": "一"}.items():  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def _append(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text((root / name).read_text() + "\n")


EDITS: list[Callable[[Path], object]] = [
    *map(_append, ("mkdocs.yml", "docs/index.md", "docs/a.png", "references/a.bib", "references/glossary.yml", "references/lists/names.yml",
                  "references/sources/1.txt")),
    lambda root: (root / "docs/new.md").write_text(""),
    lambda root: (root / "docs/a.png").unlink(),
    lambda root: (root / "docs/a.png").rename(root / "docs/b.png"),
]


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_a_build_reads_changes_the_key(root: Path, edit: Callable[[Path], object]) -> None:
    before = site_key(root)
    assert before is not None
    edit(root)
    assert site_key(root) not in (before, None)


def test_what_a_build_does_not_read_leaves_the_key(root: Path) -> None:
    before = site_key(root)
    _append("references/imported/a.md")(root)
    (root / "docs/index.md").touch()
    assert site_key(root) == before
    assert site_key(root, "strict") != before


@pytest.mark.parametrize("line", [
    "plugins: [search]", "theme: {name: !ENV THEME}", "INHERIT: base.yml", "hooks: [other.py]", "markdown_extensions: [pymdownx.snippets]",
    "docs_dir: pages",
])  # fmt: skip
def test_where_a_build_may_read_more_there_is_no_key(root: Path, line: str) -> None:
    name = line.partition(":")[0]
    kept = [each for each in CONFIG.splitlines() if not each.startswith(name)]
    (root / "mkdocs.yml").write_text("\n".join([*kept, line]) + "\n", encoding="utf-8")
    (root / "other.py").write_text("")
    assert site_key(root) is None


def test_hooks_that_a_person_changed_give_no_key(root: Path) -> None:
    _append("hooks.py")(root)
    assert site_key(root) is None


def test_a_site_that_somebody_touched_is_not_unchanged(root: Path) -> None:
    store, site = Store(root / "store"), root / "site"
    site.mkdir()
    (site / "index.html").write_text("a")
    note_built(store, root, "key", site)
    assert is_unchanged(store, root, "key", site)
    assert not is_unchanged(store, root, "other", site)
    assert not is_unchanged(store, root, None, site)
    state = state_of(site)
    (site / "index.html").write_text("b")
    assert state_of(site) != state
    assert not is_unchanged(store, root, "key", site)


def test_without_a_key_the_last_one_is_forgotten(root: Path) -> None:
    store, site = Store(root / "store"), root / "site"
    site.mkdir()
    note_built(store, root, "key", site)
    note_built(store, root, None, site)
    assert not is_unchanged(store, root, "key", site)
