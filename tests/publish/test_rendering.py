"""A publish that takes pages over from the last one makes the same site as one from nothing: every file, to the byte."""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from build_scripts.publish.rendering.pages import Rendering, split
from tests.bench.scale.generate import write

SMALL = Path(__file__).parent / "sites" / "small"
ROOT = Path(__file__).resolve().parents[2]


def _publish(root: Path, *more: str) -> tuple[int, list[str]]:
    """Exit status and warnings of a publish."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        status = main(["publish", "-C", str(root), *more])
    return status, [line.replace(str(root), "") for line in said.getvalue().splitlines() if not line.startswith("Documentation built")]


def _files(root: Path) -> dict[str, bytes]:
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def _both(root: Path, scratch: Path, *more: str) -> int:
    """Publishes the site as it is and a copy of it from nothing, compares, and gives the pages that were taken over."""
    taken: list[str] = []
    own = Rendering._recall

    def recall(self: Rendering, page: object, *rest: object) -> bool:
        done = own(self, page, *rest)  # type: ignore[arg-type]
        taken.extend([str(page)] if done else [])
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rendering, "_recall", recall)
        told = _publish(root, *more)
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(root, scratch, ignore=shutil.ignore_patterns(".cache", "site", "build", ".zhangju"))
    assert told == _publish(scratch, "--no-cache", *more)
    ours, clean = _files(root), _files(scratch)
    assert sorted(ours) == sorted(clean)
    assert [name for name in ours if ours[name] != clean[name]] == []
    return len(taken)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site and some generated texts, so many that not all stand in the navigation."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr("build_scripts.publish.navigation.MOST_TEXTS", 3)
    root = tmp_path / "root"
    write(root, 4)
    shutil.copytree(SMALL / "docs", root / "docs", dirs_exist_ok=True)
    shutil.copyfile(SMALL / "references" / "library.bib", root / "references" / "small.bib")
    glossary = root / "references" / "glossary.yml"
    glossary.write_text("".join(re.split(r"(?m)(?=^- )", glossary.read_text(encoding="utf-8"))[:21]), encoding="utf-8")
    (root / "docs" / "guide" / "own.md").write_text("# 自写\n\n见[导读](reading.md)与[一节](other.md#head)。\n", encoding="utf-8")
    (root / "docs" / "guide" / "other.md").write_text("# 另一页\n\n## 节 {#head}\n\n文。\n", encoding="utf-8")
    (root / "references" / "sources").mkdir(exist_ok=True)
    words = "仓库建在河边的高处，每年秋天收一次粮食，第二年春天再发出去。"
    (root / "references" / "sources" / "raw.txt").write_text(f"河边的仓库\n\n{words}\n", encoding="utf-8")
    head = "---\ntitle: 河边的仓库\nsource: {file: raw.txt, part: 1}\n---\n\n# 河边的仓库\n\n"
    (root / "docs" / "texts" / "raw.md").write_text(f"{head}{words}\n", encoding="utf-8")
    return root


def _edit(path: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert re.search(old, text), f"{path}: {old}"
        file.write_text(re.sub(old, new, text, count=1), encoding="utf-8")

    return edit


EDITS: dict[str, Callable[[Path], object]] = {
    "a sentence": _edit("docs/texts/t00002.md", "\n\n## ", "\n\n新加的一段。\n\n## "),
    "a raw line": _edit("references/sources/raw.txt", "仓库建在河边", "仓库　建在河边"),
    "a title": _edit("docs/texts/t00003.md", "# (.*)", r"# \1（改）"),
    "a title of a page in the navigation": _edit("docs/guide/reading.md", "# .*", "# 换了题的导读"),
    "a linked heading loses its id": _edit("docs/guide/other.md", "head", "body"),
    "the heading has it again": _edit("docs/guide/other.md", "body", "head"),
    "a term": _edit("references/glossary.yml", "definition: ", "definition: 又，"),
    "a work": _edit("references/library.bib", "date = {19", "date = {18"),
    "the name of the site": _edit("mkdocs.yml", "site_name: .*", "site_name: 另一个名字"),
    "a feature of the theme": _edit("mkdocs.yml", "navigation.footer", "toc.follow"),
    "a page is added": lambda root: (root / "docs" / "guide" / "added.md").write_text("# 加的\n\n[回](own.md#none)\n", encoding="utf-8"),
    "a page is renamed": lambda root: (root / "docs" / "guide" / "added.md").rename(root / "docs" / "guide" / "moved.md"),
    "a linked page goes": lambda root: (root / "docs" / "guide" / "other.md").unlink(),
    "a text goes": lambda root: (root / "docs" / "texts" / "t00001.md").unlink(),
    "an image comes": lambda root: (root / "docs" / "guide" / "a.png").write_bytes(b"x"),
}


def test_after_every_edit_the_site_is_as_from_nothing(site: Path, tmp_path: Path) -> None:
    assert _both(site, tmp_path / "clean", "--no-strict") == 0
    assert _both(site, tmp_path / "clean", "--no-strict", "-v") > 30  # nothing changed, but `-v` has everything built
    taken = {}
    for name, edit in EDITS.items():
        edit(site)
        taken[name] = _both(site, tmp_path / "clean", "--no-strict")
    assert taken["the name of the site"] == taken["a feature of the theme"] == 0
    assert taken["a sentence"] > 10 and taken["an image comes"] > 30, taken


def test_several_processes_make_the_same_site(site: Path, tmp_path: Path, sharing: None) -> None:
    for options in (["--no-cache"], [], []):
        told = _publish(site, "--no-strict", "--jobs", "3", *options)
        clean = tmp_path / f"clean{len(list(tmp_path.iterdir()))}"
        shutil.copytree(site, clean, ignore=shutil.ignore_patterns(".cache", "site", "build", ".zhangju"))
        assert told == _publish(clean, "--no-strict", "--jobs", "1", "--no-cache")
        assert _files(site) == _files(clean)
        EDITS["a sentence"](site)


@pytest.mark.parametrize("seed", range(2))
def test_after_random_edits_the_site_is_as_from_nothing(site: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    _publish(site, "--no-strict")
    for _ in range(3):
        for path in dice.sample(sorted((site / "docs").rglob("*.md")), 3):
            lines = path.read_text(encoding="utf-8").split("\n")
            body = lines.index("---", 1) + 1 if lines[0] == "---" else 0
            places = [n for n in range(body, len(lines)) if lines[n] and not lines[n].startswith(("<", "|", "[^", ":", " "))]
            n = dice.choice(places or [len(lines) - 1])
            lines[n : n + 1] = dice.choice([[], [lines[n], "", "添了一段*文字*。"], [lines[n] + "。"], [lines[n], "", "## 添的题"]])
            path.write_text("\n".join(lines), encoding="utf-8")
        _both(site, tmp_path / "clean", "--no-strict")


def _tamper(root: Path, name: str = "site/texts/t00002/index.html") -> None:
    path = root / name
    path.write_text(path.read_text(encoding="utf-8").replace("<p", "<P", 1), encoding="utf-8")


HARMS: dict[str, Callable[[Path], object]] = {
    "a page is changed": _tamper,
    "a book is changed": lambda root: (root / "site/texts/t00002.epub").write_bytes(b"x"),
    "a book goes": lambda root: (root / "site/texts/t00002.epub").unlink(),
    "a page of the site goes": lambda root: (root / "site/texts/t00002/index.html").unlink(),
    "a page becomes a link": lambda root: ((root / "site/index.html").rename(root / "h"), (root / "site/index.html").symlink_to(root / "h")),
    "a page becomes another file with the same bytes": lambda root: shutil.copytree(root / "site", root / "s") and (
        shutil.rmtree(root / "site"), (root / "s").rename(root / "site")),
    "the site before goes": lambda root: shutil.rmtree(root / "build"),
    "the site before is garbage": lambda root: (
        shutil.rmtree(root / "build" / "site.old"), (root / "build" / "site.old" / "index.html" / "x").mkdir(parents=True),
        (root / "build" / "site.old" / "texts").write_text("x"), (root / "build" / "site.old" / "search").symlink_to(root / "docs")),
    "a build was broken off": lambda root: (root / "build" / "site.old").rename(root / "build" / "site.new"),
    "the site goes": lambda root: shutil.rmtree(root / "site"),
    "the store goes": lambda root: shutil.rmtree(root / ".cache"),
    "the store is garbage": lambda root: [path.write_bytes(b"\x00" * 50) for path in (root / ".cache").rglob("*") if path.is_file()],
    "the store is cut short": lambda root: [os.truncate(path, path.stat().st_size // 2) for path in (root / ".cache").rglob("*") if path.is_file()],
    "a part of the store goes": lambda root: [path.unlink() for path in sorted((root / ".cache").rglob("*"))[::3] if path.is_file()],
}  # fmt: skip


def test_whatever_is_done_to_site_and_store_the_site_is_as_from_nothing(site: Path, tmp_path: Path) -> None:
    _both(site, tmp_path / "clean", "--no-strict")
    clean = _files(tmp_path / "clean")
    for name, harm in HARMS.items():
        harm(site)
        _publish(site, "--no-strict")
        assert _files(site) == clean, name


def test_a_publish_that_fails_leaves_the_last_site_and_what_it_knows(site: Path, tmp_path: Path) -> None:
    (site / "docs" / "guide" / "own.md").write_text("# 自写\n", encoding="utf-8")
    status, said = _publish(site)
    assert status == 0, said
    before = _files(site)
    _edit("docs/guide/reading.md", "# .*", "# 导读\n\n[没有](none.md)")(site)
    assert _publish(site)[0] == 1 and _files(site) == before
    _edit("docs/guide/reading.md", r"\[没有\]\(none.md\)", "改好了。")(site)
    assert _both(site, tmp_path / "clean") > 30


def test_front_matter_is_read_as_mkdocs_reads_it() -> None:
    from mkdocs.utils.meta import get_data

    for text in (
        '---\ntitle: "题：一"\nmetas: [["a", "b"]]\nhide: ["toc"]\n---\n\n# 题\n', "---\ntitle: 题\n---\n\n文", "# 无",
        "---\nx: 1\n", '---\nt: "a"\n...\n文\n---\n',
    ):
        assert split(text) == get_data(text)

