"""``make bench``: runs every bench and puts what each printed into its section of ``docs/dev/benchmarks.md``, with versions and commands.

A bench is a script ``tests/bench/<room>/<name>.py`` with a docstring whose first line says what it measures and a ``__main__`` part
that needs no argument; ``python -m tests.bench refs`` runs those of one room. The search bench takes its figures and writes its section
in two steps of its own, after all others.
"""

from __future__ import annotations

import ast
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
REPORT = ROOT / "docs" / "dev" / "benchmarks.md"
PACKAGES = ("mkdocs", "mkdocs-material", "bibtexparser", "jieba", "pyahocorasick")
LIMIT = 3600
HEAD = """\
---
title: 测量
terms: off
---

<!-- allow STR122: 缩进四格的是要照着输入的命令，本来就该显示成代码 -->

# 测量

这一页由 `make bench` 写出。数字都是在同一台机器上同一次运行里量的，只宜互相比较；没有一个数字是测试的条件。

"""


def benches(rooms: list[str]) -> Iterator[tuple[Path, str]]:
    """The scripts to run, and the first line of what each says of itself."""
    for path in sorted(HERE.glob("*/*.py")):
        if path.parent.name == "search" or (rooms and path.parent.name not in rooms):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        runs = any(isinstance(node, ast.If) and "__main__" in ast.unparse(node.test) for node in tree.body)
        if runs and not _needs_arguments(tree):
            yield path, (ast.get_docstring(tree) or path.stem).splitlines()[0]


def _needs_arguments(tree: ast.Module) -> bool:
    """Whether a script asks for an argument that it cannot do without."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_argument"]
    for call in calls:
        names = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        options = {keyword.arg: keyword.value for keyword in call.keywords}
        positional = bool(names) and not str(names[0]).startswith("-")
        if (positional and "nargs" not in options and "default" not in options) or "required" in options:
            return True
    return False


def main(rooms: list[str]) -> int:
    failed = []
    for path, title in benches(rooms):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        print(f"== {module}", flush=True)
        run = subprocess.run([sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False)
        print(run.stdout, run.stderr if run.returncode else "", flush=True)
        said = run.stdout.strip()
        if run.returncode:
            failed.append(module)
        elif "<!-- bench:" not in Path(path).read_text(encoding="utf-8"):  # else it puts its own section into the report
            shown = f"    python -m {module}\n\n{said}" if "\n| ---" in said else f"```\n$ python -m {module}\n{said}\n```"
            put(module.removeprefix("tests.bench."), f"## {title}\n\n{_setting()}\n\n{shown}")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
        return 1
    return search() if not rooms or "search" in rooms else 0


def _setting() -> str:
    machine = f"{platform.machine()}，{os.cpu_count()} 个处理器，负载 {os.getloadavg()[0]:.1f}，Python {platform.python_version()}"
    return f"机器：{machine}；" + "，".join(f"{name} {version(name)}" for name in PACKAGES) + "。"


def put(name: str, section: str) -> None:
    """Puts a section into the report, in place of the one of that name."""
    begin, end = f"<!-- bench: {name} -->", f"<!-- /bench: {name} -->"
    text = REPORT.read_text(encoding="utf-8") if REPORT.is_file() else HEAD
    made = f"{begin}\n{section}\n\n{end}"
    old = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
    text = old.sub(lambda _: made, text) if old.search(text) else f"{text.rstrip()}\n\n{made}\n"
    REPORT.write_text(text, encoding="utf-8")


def search() -> int:
    """Measures the search and puts its section into the report."""
    figures = ROOT / ".cache" / "bench-search.json"
    figures.parent.mkdir(exist_ok=True)
    steps = (["measure", "--json", str(figures)], ["report", str(figures), "--into", str(REPORT)])
    return max(subprocess.run([sys.executable, "-m", f"tests.bench.search.{name}", *rest], cwd=ROOT, check=False).returncode for name, *rest in steps)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
