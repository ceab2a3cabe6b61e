"""``new`` and ``publish``: from nothing to a site, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.commands import new
from build_scripts.formats.rawtext import SUFFIXES
from tests.commands.conftest import NOTE, Site

Run = Callable[..., int]


def test_a_new_site_is_ready_to_build(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "我的站点"
    assert run("new", root) == 0
    assert run("publish", "-C", root) == 0
    assert "我的站点" in (root / "site/index.html").read_text(encoding="utf-8")


def test_texts_and_sidecars_are_copied_from_files_and_folders(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "in/deep"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(NOTE.encode("gb18030"))
    (folder / "a.yml").write_text("title: 甲\n", encoding="utf-8")
    (folder / "README.md").write_text("no text", encoding="utf-8")
    (folder / ".hidden.txt").write_text("no text", encoding="utf-8")
    single = tmp_path / "b.md"
    single.write_text(NOTE, encoding="utf-8")
    assert run("new", tmp_path / "site", tmp_path / "in", single) == 0
    sources = tmp_path / "site/references/sources"
    assert sorted(path.name for path in sources.iterdir()) == ["a.txt", "a.yml", "b.md"]
    assert (sources / "a.txt").read_bytes() == NOTE.encode("gb18030"), "raw texts are copied exactly as they came"


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a"])
def test_a_named_file_that_no_conversion_reads_is_refused(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    assert run("new", tmp_path / "site", tmp_path / name) == 2
    assert "SRC002" in capsys.readouterr().err and not (tmp_path / "site").exists()
    assert new.READ == SUFFIXES, "new takes what ingest reads"


def test_what_a_folder_holds_beside_texts_is_named(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(NOTE, encoding="utf-8")
    (folder / "a.yml").write_text("title: 甲\n", encoding="utf-8")
    (folder / "scan.pdf").write_text("no text", encoding="utf-8")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    assert run("new", tmp_path / "my site", folder) == 0
    said = capsys.readouterr().out
    assert "1 份原文" in said and "2 个：b.txt、scan.pdf" in said
    assert "-C '" in said and "my site' &&" in said, "the next command can be pasted although the name has a blank"


def test_a_folder_without_texts_is_a_fault(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/scan.pdf").write_text("no text", encoding="utf-8")
    assert run("new", tmp_path / "site", tmp_path / "in") == 2
    assert "SRC021" in capsys.readouterr().err and not (tmp_path / "site").exists()


def test_a_text_that_cannot_be_read_is_named(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(NOTE, encoding="utf-8")
    real = Path.open

    def locked(path: Path, *args: object, **more: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    assert run("new", tmp_path / "site", tmp_path / "a.txt") == 2
    said = capsys.readouterr().err
    assert "SRC004" in said and "a.txt" in said and not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["a", "b: c", "d # e", '"f"', "g\\h", "- i", "{j}", "第1站"])
def test_any_name_is_a_name(tmp_path: Path, run: Run, name: str) -> None:
    from build_scripts.formats.config import read_config

    assert run("new", tmp_path / "site", "--name", name) == 0
    assert read_config(tmp_path / "site").site_name == name


def test_a_folder_in_use_is_not_touched(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    assert run("new", tmp_path) == 2
    assert "STR004" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_an_empty_folder_may_become_a_site(tmp_path: Path, run: Run) -> None:
    (tmp_path / "site").mkdir()
    assert run("new", tmp_path / "site") == 0


def test_two_texts_of_one_name_and_a_missing_one(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(NOTE, encoding="utf-8")
    assert run("new", tmp_path / "site", tmp_path / "one", tmp_path / "two") == 2
    assert "SRC020" in capsys.readouterr().err
    assert run("new", tmp_path / "site", tmp_path / "three") == 2
    assert "SRC021" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_failure_in_the_middle_leaves_nothing(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a.txt").write_text(NOTE, encoding="utf-8")
    monkeypatch.setattr(new.shutil, "copyfile", full)
    assert run("new", tmp_path / "site", tmp_path / "a.txt") == 2
    assert "磁盘已满" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_publish_makes_the_site_and_its_list_of_texts(site: Site) -> None:
    assert site.run("publish", "-C", site.root) == 0
    texts = json.loads((site.root / "site/corpus.json").read_text(encoding="utf-8"))["texts"]
    assert [(text["source"], text["slug"]) for text in texts] == [("a-paper.txt", "paper"), ("b-note.txt", "note")]
    assert "电价决定建不建" in (site.root / "site/texts/paper/index.html").read_text(encoding="utf-8")


def test_a_build_that_fails_leaves_the_old_site(site: Site) -> None:
    assert site.run("publish", "-C", site.root) == 0
    before = site.tree("site")
    site.page("note").write_text("# 账\n\n见[别处](nowhere.md)。\n", encoding="utf-8")
    site.capture.readouterr()
    assert site.run("publish", "-C", site.root) == 1
    assert "nowhere.md" in site.capture.readouterr().err
    assert site.tree("site") == before and not (site.root / "build/site.new").exists()
    assert site.run("publish", "--no-strict", "-C", site.root) == 0


def test_the_same_input_gives_the_same_bytes_in_another_folder(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    other = Site(tmp_path / "elsewhere" / "deeper", site.run, site.capture)
    shutil.copytree(site.root, other.root)
    for one in (site, other):
        assert one.run("publish", "-C", one.root) == 0
    assert site.tree("site") == other.tree("site")


@pytest.mark.parametrize("name", ["docs/texts/x.md", "docs/x.txt", "references/x.bib"])
def test_a_link_to_a_file_outside_the_site_is_never_published(site: Site, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("不该公开的内容", encoding="utf-8")
    (site.root / name).symlink_to(secret)
    site.capture.readouterr()
    assert site.run("publish", "-C", site.root) == 2
    assert "SEC090" in site.capture.readouterr().err and not (site.root / "site").exists()
