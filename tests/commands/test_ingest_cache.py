"""A text that stayed is not converted again, and the files are those of a conversion from nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from build_scripts.commands import convert_pool

_TEXT = "一个题目\n\n　　某某（2024）说过{}，这里只是一段试写的话，用来看转换。\n\n一、小标题\n\n　　又一段话，结尾在此。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    assert main(["new", str(tmp_path / "site")]) == 0
    return tmp_path / "site"


def _files(root: Path) -> dict[str, bytes]:
    places = (root / "docs" / "texts", root / "references")
    return {path.relative_to(root).as_posix(): path.read_bytes() for place in places for path in sorted(place.rglob("*")) if path.is_file()}


def _write(root: Path, name: str, word: str) -> None:
    folder = root / "references" / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(_TEXT.format(word), encoding="utf-8")


def _ingest(root: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> list[str]:
    """The names of the texts that were converted."""
    done: list[str] = []
    true = convert_pool.convert_raw

    def watched(raw: convert_pool.Raw) -> convert_pool.Converted:
        done.append(raw.name)
        return true(raw)

    with monkeypatch.context() as patch:
        patch.setattr(convert_pool, "convert_raw", watched)
        main(["ingest", "-C", str(root), "--jobs", "1", "--quiet", *more])
    return done


def test_only_what_changed_is_converted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(root, "a.txt", "甲")
    _write(root, "b.txt", "乙")
    assert _ingest(root, monkeypatch) == ["a.txt", "b.txt"]
    first = _files(root)
    assert _ingest(root, monkeypatch) == []
    assert _files(root) == first
    _write(root, "b.txt", "丙")
    assert _ingest(root, monkeypatch) == ["b.txt"]
    (root / "references" / "sources" / "a.yml").write_text("genre: report\n", encoding="utf-8")
    assert _ingest(root, monkeypatch) == ["a.txt"]
    kept = _files(root)
    assert _ingest(root, monkeypatch, "--no-cache") == ["a.txt", "b.txt"]
    assert _files(root) == kept


def test_a_spoilt_store_costs_time_only(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(root, "a.txt", "甲")
    _ingest(root, monkeypatch)
    before = _files(root)
    for path in (root / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(bytes(reversed(path.read_bytes())))
    assert _ingest(root, monkeypatch) == ["a.txt"]
    assert _files(root) == before


def test_another_process_finds_what_one_has_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(root, "a.txt", "甲")
    for seed in ("1", "2"):  # the order of a set differs
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "build_scripts", "ingest", "-q", "--jobs", "1", "-C", str(root)]
        subprocess.run(command, cwd=Path(__file__).resolve().parents[2], env=environment, check=True, capture_output=True)
        base = sqlite3.connect(root / ".cache" / "zhangju" / "store.sqlite")
        assert base.execute("SELECT count(*) FROM kept WHERE kind = 'converted'").fetchone() == (1,)
        base.close()
    assert _ingest(root, monkeypatch) == []


def test_trying_out_keeps_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(root, "a.txt", "甲")
    _ingest(root, monkeypatch, "--dry-run")
    assert not (root / ".cache").exists()
