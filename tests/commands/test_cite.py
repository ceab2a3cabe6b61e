"""``cite parse`` and ``cite format`` as a person in a shell meets them."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from build_scripts.formats.bibtex.library import parse_library
from build_scripts.model.reference import RefType

ROOT = Path(__file__).resolve().parents[2]
LIST = """[1] 孟庆山. 山村的账本[M]. 北京: 青禾出版社, 2013: 35.

② 杨升.书院藏书考[J].文献杂志,2013(1):56-75.
随手写的一句话
[3] Hartley J R, Osei K. Rivers and roads[M]. 4th ed. London: Greyfield Press, 1998: 12-15.
"""
LIBRARY = """@book{wang2024, author={王一}, title={甲}, address={北京}, publisher={青禾出版社}, year={2024}}
@book{an2024, author={安一}, title={乙}, address={北京}, publisher={青禾出版社}, year={2024}}
@book{an2024b, author={安一}, title={丙}, address={北京}, publisher={青禾出版社}, year={2024}}
"""


def run(*arguments: str) -> int:
    return main(["cite", *arguments])


@pytest.fixture
def listed(tmp_path: Path) -> str:
    path = tmp_path / "list.txt"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


@pytest.fixture
def library(tmp_path: Path) -> str:
    path = tmp_path / "lib.bib"
    path.write_text(LIBRARY, encoding="utf-8")
    return str(path)


def test_parse_keeps_the_order_and_every_line(listed: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("parse", listed) == 1
    out, err = capfd.readouterr()
    entries = parse_library(out).entries
    assert [entry.reference.raw for entry in entries] == [line for line in LIST.splitlines() if line]
    assert [entry.reference.type for entry in entries] == [RefType.BOOK, RefType.ARTICLE_JOURNAL, RefType.DOCUMENT, RefType.BOOK]
    assert out.count("@misc{") == 1
    assert f"{listed}:4: REF020 error" in err
    assert err.count("REF020") == 1


def test_parse_of_readable_lines_is_clean(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes((LIST.splitlines()[0] + "\n" + LIST.splitlines()[0] + "\n").encode("gb18030"))
    assert run("parse", str(path)) == 0
    out, err = capfd.readouterr()
    assert err == ""
    keys = [entry.key for entry in parse_library(out).entries]
    assert len(set(keys)) == 2, "the same line twice is two entries with keys of their own"


def test_parse_to_other_formats(listed: str, capfd: pytest.CaptureFixture[str]) -> None:
    run("parse", listed, "--to", "csl-json")
    items = json.loads(capfd.readouterr().out)
    assert [item["type"] for item in items] == ["book", "article-journal", "document", "book"]
    run("parse", listed, "--to", "ris")
    assert capfd.readouterr().out.count("TY  - ") == 4


def test_format_in_file_order_and_in_the_order_of_the_style(library: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("format", library) == 0
    assert capfd.readouterr().out.splitlines()[0] == "王一. 甲[M]. 北京：青禾出版社，2024."
    assert run("format", library, "--sorted", "--layout", "author-date", "--style", "gbt7714-2015") == 0
    assert capfd.readouterr().out.splitlines() == [
        "安一, 2024a. 丙[M]. 北京: 青禾出版社.",
        "安一, 2024b. 乙[M]. 北京: 青禾出版社.",
        "王一, 2024. 甲[M]. 北京: 青禾出版社.",
    ]


def test_format_width(library: str, capfd: pytest.CaptureFixture[str]) -> None:
    run("format", library, "--width", "tight")
    assert capfd.readouterr().out.splitlines()[0] == "王一.甲[M].北京:青禾出版社,2024."


def test_faults_of_the_library_are_told_and_the_rest_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.bib"
    path.write_text("@book{a, title={甲} year={2020}}\n", encoding="utf-8")
    assert run("format", str(path)) == 1
    out, err = capfd.readouterr()
    assert "甲[M]" in out
    assert f"{path}:1: REF001" in err


def test_a_missing_file_is_no_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("format", str(tmp_path / "none.bib")) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "REF018" in err


def test_empty_input_is_empty_output(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty"
    path.write_text("\n", encoding="utf-8")
    assert run("parse", str(path)) == 0
    assert capfd.readouterr().out == ""


@pytest.mark.skipif(importlib.util.find_spec("pypandoc") is not None, reason="the optional styles are installed")
def test_styles_that_are_not_installed_say_how_to_get_them(library: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("format", library, "--style", "apa") == 2
    assert "zhangju[styles]" in capfd.readouterr().err


@pytest.mark.skipif(importlib.util.find_spec("pypandoc") is None, reason="the optional styles are not installed")
@pytest.mark.parametrize("style", ["apa", "mla", "chicago"])
def test_styles_keep_the_order_of_the_file(style: str, library: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("format", library, "--style", style) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [title for line in lines for title in "甲乙丙" if title in line] == ["甲", "乙", "丙"]


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys, argparse; from build_scripts.commands import cite;"
        "p = argparse.ArgumentParser(); cite.add_arguments(p.add_subparsers());"
        "print(sorted({'bibtexparser', 'pypinyin', 'jieba', 'mkdocs', 'yaml', 'pypandoc'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_file_without_an_entry_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.ris"
    path.write_text("TY  - JOUR\nTI  - 甲\nER  - \n", encoding="utf-8")
    assert run("format", str(path)) == 1
    assert f"{path}: REF010 error" in capfd.readouterr().err
    path.write_text("\n", encoding="utf-8")
    assert run("format", str(path)) == 0
