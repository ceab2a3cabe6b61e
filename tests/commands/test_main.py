"""The front door: exit status, and what is said when nothing can go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Site

ROOT = Path(__file__).resolve().parents[2]


def test_a_folder_that_is_no_site(tmp_path: Path, run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    for root in (tmp_path, tmp_path / "missing"):
        for command in ("ingest", "publish", "serve", "check"):
            assert run(command, "-C", root) == 2
            said = capsys.readouterr().err
            assert "STR002" in said and "new" in said and "Traceback" not in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("argv", [[], ["nothing"], ["ingest", "--jobs", "many"], ["ingest", "--jobs", "0"], ["ingest", "--jobs", "-2"],
                                  ["publish", "--jobs", "many"], ["publish", "--jobs", "0"], ["publish", "--jobs", "-2"], ["new"]])  # fmt: skip
def test_wrong_arguments_exit_2(argv: list[str], run: Callable[..., int]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*argv)
    assert caught.value.code == 2


def test_what_is_missing_is_named_and_nothing_else(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("new")
    assert capsys.readouterr().err.rstrip().endswith("the following arguments are required: DIR")


MEANT = [
    (["ingst"], "did you mean ingest?"),
    (["ingest", "--dryrun"], "did you mean --dry-run?"),
    (["cite", "format", "a.bib", "--style", "chigaco"], "did you mean chicago?"),
    (["cite", "pars"], "did you mean parse?"),
]


@pytest.mark.parametrize(("argv", "answer"), MEANT)
def test_a_misspelt_word_is_answered_with_the_one_that_was_meant(
    argv: list[str], answer: str, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*argv)
    assert caught.value.code == 2 and answer in capsys.readouterr().err


def test_the_folder_may_be_named_before_the_command(site: Site) -> None:
    site.capture.readouterr()
    assert site.run("-C", site.root, "check", "--no-site") == site.run("check", "--no-site", "-C", site.root)
    assert "STR002" not in site.capture.readouterr().err


def test_an_unexpected_error_is_one_line_unless_debugged(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr("build_scripts.ingest.merge.update.update_site", broken)
    before = site.tree()
    status, _, said = site.ingest()
    assert status == 2 and said.startswith("INT001") and "planted" in said and "Traceback" not in said
    assert "Traceback" in site.ingest("--debug")[2]
    assert site.tree() == before


def test_an_interruption_says_so_and_leaves_nothing_half_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    site.edit("references/sources/b-note.txt", "值得", "很值得")
    monkeypatch.setattr("build_scripts.formats.disk._keep", interrupted)
    before = site.tree()
    status, _, said = site.ingest()
    assert status == 130 and "INT002" in said
    assert site.tree() == before
    monkeypatch.undo()
    assert site.ingest()[0] == 0 and "很值得" in site.page("note").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("module", ["argparse", "build_scripts.commands.ingest", "build_scripts.ingest.merge.update"])
def test_a_signal_while_the_program_starts_leaves_no_traceback(tmp_path: Path, site: Site, module: str, number: signal.Signals) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n"
        "class Planted:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n"
        f"            sys.meta_path.remove(self), os.kill(os.getpid(), {int(number)})\n"
        "sys.meta_path.insert(0, Planted())\n",
        encoding="utf-8",
    )
    before = site.tree()
    done = subprocess.run(
        [sys.executable, "-m", "build_scripts", "ingest", "-C", str(site.root)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)}, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert done.returncode in (-number, 128 + number) and "Traceback" not in done.stderr
    assert module != "build_scripts.ingest.merge.update" or "INT002" in done.stderr
    assert site.tree() == before


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_at_any_moment_leaves_a_site_that_the_next_run_completes(site: Site, number: signal.Signals) -> None:
    for i in range(30):
        site.edit("references/sources/b-note.txt", "算力的账怎么算", "算力的账怎么算") if i == 0 else None
        site.source(f"t{i:02}.txt", (site.root / "references/sources/b-note.txt").read_text(encoding="utf-8").replace("算力", f"第{i}种算力"))
    old = site.tree("docs", "references/imported")
    for delay in (0.15, 0.3, 0.45, 0.6):
        command = [sys.executable, "-m", "build_scripts", "ingest", "-C", str(site.root), "--jobs", "1", "-q"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(delay)
            process.send_signal(number)
            process.wait(30)
    assert site.ingest()[0] == 0
    done = site.tree("docs", "references/imported")
    assert len(done) == len(old) + 60 and all(done[path] == data for path, data in old.items())
    assert not [path for path in done if ".zj-" in path]


def test_output_to_a_closed_pipe_is_no_fault(site: Site) -> None:
    command = f"{sys.executable} -m build_scripts ingest -C {site.root} --format json | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Traceback" not in done.stderr


def test_chinese_is_printed_whatever_the_locale(site: Site) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "build_scripts", "ingest", "-C", str(site.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment, check=False)
    assert done.returncode == 0 and b"Traceback" not in done.stderr


def test_no_command_imports_anything_heavy_to_read_its_arguments() -> None:
    heavy = ["mkdocs", "jieba", "opencc", "lxml", "distributed"]
    script = f"import sys; from build_scripts.__main__ import _parser; _parser(['--help']); print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
