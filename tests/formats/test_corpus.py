"""Reading a whole site from its folder, and writing the assembled pages beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.config import parse_config
from build_scripts.formats.corpus import read_corpus, read_text, write_if_changed, write_pages


def site(root: Path, **files: str) -> Path:
    (root / "docs").mkdir(parents=True)
    (root / "references").mkdir()
    (root / "mkdocs.yml").write_text("site_name: 甲\n", encoding="utf-8")
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def page(title: str, **meta: object) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in meta.items())
    return f"---\ntitle: {title}\n{head}---\n\n# {title}\n\n正文。\n"


def test_texts_are_grouped_and_ordered(tmp_path: Path) -> None:
    root = site(tmp_path / "s")
    texts = root / "docs" / "texts"
    (texts / "long").mkdir(parents=True)
    (texts / "long" / "10-z.md").write_text(page("十", part_of="long", order=10), encoding="utf-8")
    (texts / "long" / "02-y.md").write_text(page("二", part_of="long", order=2), encoding="utf-8")
    (texts / "long" / "index.md").write_text(page("长", source="{file: b.txt, part: 1}"), encoding="utf-8")
    (texts / "second.md").write_text(page("乙", source="{file: a.txt, part: 2}"), encoding="utf-8")
    (texts / "first.md").write_text(page("甲", source="{file: a.txt, part: 1}"), encoding="utf-8")
    (texts / "own.md").write_text(page("手写"), encoding="utf-8")
    (root / "docs" / "index.md").write_text(page("首页"), encoding="utf-8")
    (root / "docs" / "picture.png").write_bytes(b"\x89PNG")
    (root / "docs" / ".hidden.md").write_text("不读", encoding="utf-8")
    corpus = read_corpus(root)
    assert [text.slug for text in corpus.texts] == ["first", "second", "long", "own"]
    assert corpus.texts[2].urls == ["texts/long/", "texts/long/02-y/", "texts/long/10-z/"]
    assert [p.path for p in corpus.pages] == ["index.md"] and corpus.files == ("picture.png",)
    assert corpus.config.site_name == "甲"


def test_a_folder_that_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as error:
        read_corpus(tmp_path)
    assert error.value.diagnostic.code == "STR002" and error.value.diagnostic.hint


@pytest.mark.parametrize("text", ["- 甲\n", "a: [\n", "甲\n"])
def test_settings_that_cannot_be_read(text: str) -> None:
    with pytest.raises(BuildError) as error:
        parse_config(text)
    assert error.value.diagnostic.code == "STR001"


def test_settings_with_tags_of_mkdocs() -> None:
    config = parse_config("site_name: !ENV [NAME, 甲]\nextra:\n  citations: {display: style}\nx: !!python/name:os.system\n")
    assert config.citations == {"display": "style"} and config.site_name == "章句"


def test_a_page_that_is_no_utf8(tmp_path: Path) -> None:
    root = site(tmp_path / "s")
    (root / "docs" / "a.md").write_bytes("# 题".encode("gb18030"))
    with pytest.raises(BuildError) as error:
        read_corpus(root)
    assert (error.value.diagnostic.code, error.value.diagnostic.path) == ("STR003", "docs/a.md")


def test_faults_of_pages_name_the_page(tmp_path: Path) -> None:
    root = site(tmp_path / "s", **{"docs__texts__a.md": "---\ntitle: [\n---\n# 题\n"})
    findings: list[Diagnostic] = []
    read_corpus(root, findings.append)
    assert [(f.code, f.path, f.line) for f in findings] == [("MET010", "docs/texts/a.md", 2)]


def test_the_word_lists_of_the_site_are_read_and_their_faults_told(tmp_path: Path) -> None:
    root = site(tmp_path / "s", **{"references__lists__a.yml": "surnames: [䶮]\n", "references__lists__b.yml": "bodies: 某\n"})
    findings: list[Diagnostic] = []
    assert "䶮" in read_corpus(root, findings.append).lists.surnames
    assert [(f.code, f.path) for f in findings] == [("REF040", "references/lists/b.yml")]


@pytest.mark.parametrize(("one", "other", "told"), [("texts/a.md", "texts/a/index.md", "error"), ("texts/a.md", "texts/A.md", "warning"), ("a.md", "b.md", "")])
def test_two_pages_at_one_address_are_told(tmp_path: Path, one: str, other: str, told: str) -> None:
    root = site(tmp_path / "s")
    for path in (one, other):
        (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / path).write_text(page("题"), encoding="utf-8")
    findings: list[Diagnostic] = []
    read_corpus(root, findings.append)
    assert [(f.code, str(f.severity)) for f in findings] == ([("STR007", told)] if told else [])


def test_one_key_in_two_libraries_is_told(tmp_path: Path) -> None:
    root = site(tmp_path / "s", **{"references__a.bib": "@book{x, title={甲}}\n", "references__b.bib": "@book{x, title={乙}}\n"})
    findings: list[Diagnostic] = []
    corpus = read_corpus(root, findings.append)
    assert corpus.entries["x"].reference.title == "甲"
    assert "REF031" in [f.code for f in findings]


def test_the_folder_holds_what_it_should_and_nothing_else(tmp_path: Path) -> None:
    docs, target = tmp_path / "docs", tmp_path / "build" / "pages"
    docs.mkdir()
    (docs / "a.png").write_bytes(b"1")
    write_pages(target, {"index.md": "甲", "texts/b.md": "乙"}, docs, ["a.png"])
    (target / "texts" / "old.md").write_text("旧", encoding="utf-8")
    os.utime(target / "index.md", (1, 1))
    write_pages(target, {"index.md": "甲", "c.md": "丙"}, docs, ["a.png"])
    assert sorted(p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()) == ["a.png", "c.md", "index.md"]
    assert not (target / "texts").exists()
    assert (target / "index.md").stat().st_mtime == 1, "what did not change is not touched"


def test_never_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    write_if_changed(path, "旧".encode())

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="space"):
        write_if_changed(path, "新".encode())
    assert path.read_text(encoding="utf-8") == "旧"


def test_a_file_longer_than_anybody_writes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    from build_scripts.formats.bibtex.library import read_library

    for name in ("a.md", "a.bib"):
        with (tmp_path / name).open("wb") as handle:
            handle.truncate(100 * 2**20 + 1)
        with pytest.raises(BuildError) as caught:
            read_text(tmp_path / name, name) if name == "a.md" else read_library(tmp_path / name)
        assert caught.value.diagnostic.code == "STR005"
