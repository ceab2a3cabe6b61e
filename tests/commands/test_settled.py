"""Whatever people do to a site, an ingest that remembers writes and says the same as one that does not."""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_scripts.__main__ import main
from build_scripts.commands import convert_pool, ingest, settled
from build_scripts.commands.console import Findings
from build_scripts.formats.places import Inside
from tests.commands.conftest import NOTE, PAPER, Site

Act = Callable[[Path, random.Random], None]


def _replace(pattern: str, old: str, new: str) -> Act:
    def act(root: Path, chance: random.Random) -> None:
        for path in sorted(root.glob(pattern))[:1]:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new.format(chance.randrange(9)), 1), encoding="utf-8")

    return act


def _drop(pattern: str) -> Act:
    def act(root: Path, chance: random.Random) -> None:
        found = sorted(root.glob(pattern))
        if found:
            chance.choice(found).unlink()

    return act


def _add(root: Path, chance: random.Random) -> None:
    number = chance.randrange(3)
    (root / f"references/sources/c{number}.txt").write_text(PAPER.replace("县域", f"第{number}域"), encoding="utf-8")


def _describe(root: Path, chance: random.Random) -> None:
    (root / "references/sources/a-paper.yml").write_text(f"slug: paper\ngenre: {chance.choice(['report', 'essay'])}\n", encoding="utf-8")


def _list_words(root: Path, chance: random.Random) -> None:
    (root / "references/lists").mkdir(exist_ok=True)
    (root / "references/lists/own.yml").write_text(f"newspapers: [某某{chance.randrange(3)}报]\n", encoding="utf-8")


ACTS: tuple[Act, ...] = (
    lambda root, chance: None,
    _replace("references/sources/a-paper.txt", "近年来", "这{}年来"),
    _replace("docs/texts/*.md", "不", "未"),
    _replace("docs/index.md", "\n", "\n改了{}处。\n"),
    _replace("references/library.bib", "title = {", "title = {{新}}"),
    _replace("references/glossary.yml", "[]", "- {{id: dianjia, term: 电价}}"),
    _replace("references/imported/*.md", "选址", "选址{}"),
    _drop("docs/texts/*.md"),
    _drop("references/imported/*"),
    _drop("references/sources/c*.txt"),
    _add,
    _describe,
    _list_words,
)  # fmt: skip


def _tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for folder in ("docs", "references")
            for path in sorted((root / folder).rglob("*")) if path.is_file()}  # fmt: skip


def _ingest(root: Path, *options: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["ingest", "-C", str(root), "--jobs", "1", *options])
    return status, out.getvalue().replace(str(root), "ROOT"), err.getvalue().replace(str(root), "ROOT")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settled")
    (folder / "texts").mkdir()
    for name, text in (("a-paper", PAPER), ("b-note", NOTE)):
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["new", str(folder / "site"), str(folder / "texts")]) == 0
    return folder / "site"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(range(len(ACTS))), min_size=2, max_size=8), seed=st.integers(0, 999), form=st.sampled_from(["text", "json"]))
def test_remembering_changes_neither_files_nor_words(start: Path, tmp_path: Path, acts: list[int], seed: int, form: str) -> None:
    kept, clean = tmp_path / "kept", tmp_path / "clean"
    for root in (kept, clean):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(start, root)
    for step, act in enumerate([0, *acts]):
        for root in (kept, clean):
            ACTS[act](root, random.Random(f"{seed} {step}"))
        for _ in range(2):  # the second run often finds nothing to do
            assert _ingest(kept, "--format", form) == _ingest(clean, "--format", form, "--no-cache")
            assert _tree(kept) == _tree(clean)


def test_nothing_is_worked_out_again_where_nothing_changed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    said = site.ingest()
    monkeypatch.setattr(convert_pool, "converting", lambda *_: pytest.fail("converted again"))
    assert site.ingest() == said
    (site.root / "docs" / "texts" / "paper.md").unlink()
    with pytest.raises(pytest.fail.Exception):
        site.ingest()


def test_a_link_among_the_files_leaves_nothing_certain(site: Site) -> None:
    (site.root / "docs" / "linked.md").symlink_to("index.md")
    args = argparse.Namespace(sources=[], format="text", theirs=False, quiet=False)
    assert settled.state_key(site.root, args) == "" and settled.times_of(site.root) == ""
    assert site.ingest() == site.ingest()


def test_nothing_is_remembered_where_a_file_was_written_meanwhile(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[settled.Said] = []
    monkeypatch.setattr(settled, "note", lambda memo, key, said: noted.append(said))
    true = ingest.read_raw

    def writing(at: Inside, name: str, findings: Findings) -> convert_pool.Raw | None:
        path = site.root / "references" / "sources" / name
        path.write_bytes(path.read_bytes())
        return true(at, name, findings)

    with monkeypatch.context() as patch:
        patch.setattr(ingest, "read_raw", writing)
        site.ingest()
    assert not noted
    site.ingest()
    assert len(noted) == 1
