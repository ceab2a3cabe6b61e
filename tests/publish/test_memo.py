"""A site assembled with what is remembered of earlier ones is, byte for byte, the one assembled from nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from build_scripts.formats import crew
from build_scripts.formats.cache import Memo, Store
from build_scripts.formats.corpus import read_corpus
from build_scripts.publish.assemble import Staged, stage
from tests.publish.conftest import SMALL


def _change(root: Path, rng: Random) -> str:
    """Changes one file as people do; says which."""
    kind = rng.choice(["words", "words", "words", "title", "drop", "new", "term", "entry", "settings", "raw", "lists"])
    pages = sorted((root / "docs").rglob("*.md"))
    page = rng.choice(pages)
    lines = page.read_text(encoding="utf-8").split("\n")
    at = rng.randrange(len(lines))
    if kind == "words":
        lines[at] += rng.choice(["新质生产力是指一种先进生产力。", "[@wang2024xinzhi, 3]", "数据要素", "", "\n\n另起一段，说到数字经济。"])
        page.write_text("\n".join(lines), encoding="utf-8")
    elif kind == "title":
        page.write_text("\n".join(lines).replace("title: ", f"title: 改{rng.randrange(9)}", 1), encoding="utf-8")
    elif kind == "drop" and len(pages) > 4 and page.name != "index.md":
        page.unlink()
    elif kind == "new":
        (root / "docs" / "texts" / f"xin{rng.randrange(9)}.md").write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    elif kind == "term":
        book = root / "references" / "glossary.yml"
        entry = f"\n- id: xin{rng.randrange(10**6)}\n  term: 一段{rng.randrange(10**6)}\n  definition: 试写的词条。\n"
        book.write_text(book.read_text(encoding="utf-8") + entry, encoding="utf-8")
    elif kind == "entry":
        library = root / "references" / "library.bib"
        library.write_text(library.read_text(encoding="utf-8").replace("2024", str(2000 + rng.randrange(24)), 1), encoding="utf-8")
    elif kind == "settings":
        config = root / "mkdocs.yml"
        config.write_text(config.read_text(encoding="utf-8").replace("site_name: ", f"site_name: 又{rng.randrange(9)}", 1), encoding="utf-8")
    elif kind == "raw":
        for source in sorted((root / "references" / "sources").glob("*.txt"))[:1]:
            source.write_text("添一行\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    elif kind == "lists":
        words = root / "references" / "lists" / f"{rng.randrange(9)}.yml"
        words.parent.mkdir(exist_ok=True)
        words.write_text(f"surnames: [{rng.choice('试某甲䶮')}]\n", encoding="utf-8")
    return f"{kind} {page.name}:{at}"


_BEGIN = crew._Worker.__enter__


def _assembled(root: Path, memo: Memo) -> Staged:
    return stage(read_corpus(root, memo=memo), memo=memo)


def _shown(staged: Staged) -> tuple[object, ...]:
    return staged.pages, staged.nav, staged.apart, staged.shelf, staged.files, list(staged.sources.files()) if staged.sources else []


@pytest.mark.parametrize("seed", range(3))
def test_what_is_remembered_changes_nothing(tmp_path: Path, seed: int) -> None:
    rng, root = Random(seed), tmp_path / "site"
    shutil.copytree(SMALL, root)
    memo = Memo(Store(tmp_path / "store"), "test")
    done: list[str] = []
    for _ in range(10):
        assert _shown(_assembled(root, memo)) == _shown(_assembled(root, Memo())), done
        done.append(_change(root, rng))


@pytest.mark.parametrize("kept", [False, True])
def test_several_processes_make_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sharing: None, kept: bool) -> None:
    root = tmp_path / "site"
    shutil.copytree(SMALL, root)
    begun: list[int] = []
    monkeypatch.setattr(crew._Worker, "__enter__", lambda self: begun.append(len(self._share)) or _BEGIN(self))
    memo = Memo(Store(tmp_path / "store" if kept else None), "test", jobs=3)
    expected = _shown(_assembled(root, Memo()))
    assert _shown(_assembled(root, memo)) == expected
    assert sum(begun) > 5
    assert _shown(_assembled(root, memo)) == expected


def test_pages_that_stayed_are_not_read_again(tmp_path: Path) -> None:
    root, memo = tmp_path / "site", Memo(Store(tmp_path / "store"), "test")
    shutil.copytree(SMALL, root)
    _assembled(root, memo)
    corpus = read_corpus(root, memo=memo)
    stage(corpus, memo=memo)
    assert [page.path for text in corpus.texts for page in text.pages if "blocks" in page.__dict__] == []


def test_a_surname_that_an_editor_adds_is_known_to_pages_that_stayed(tmp_path: Path) -> None:
    root, memo = tmp_path / "site", Memo(Store(tmp_path / "store"), "test")
    shutil.copytree(SMALL, root)
    (root / "docs" / "texts" / "xin.md").write_text("---\ntitle: 题\nauthors: [䶮明明]\n---\n\n# 题\n\n正文。\n", encoding="utf-8")
    assert '"familyName' not in _assembled(root, memo).pages["texts/xin.md"]
    (root / "references" / "lists").mkdir(exist_ok=True)
    (root / "references" / "lists" / "names.yml").write_text("surnames: [䶮]\n", encoding="utf-8")
    assert "䶮, 明明" in _assembled(root, memo).pages["texts/xin.md"]
