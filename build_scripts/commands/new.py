"""``new``: a ready-to-build site in a new folder, with raw texts copied in."""

from __future__ import annotations

import argparse
import shlex
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.config import HOOKS as HOOKS
from build_scripts.formats.disk import write_fault
from build_scripts.formats.editor import editor_files

SUFFIXES = frozenset({".txt", ".text"})
"""What counts as a raw text in a folder."""
READ = SUFFIXES | {".md"}
"""What a file that is named on the command line may end with: what ``ingest`` reads."""

INDEX = """\
---
title: 首页
terms: off
---

# {name}

<!-- 在这里向读者介绍本站。全部文本的目录自动列在下面。 -->
"""
IGNORE = "build/\nsite/\n.cache/\n.zhangju/\n"
LIBRARY = "% 文献库：每条一个 BibTeX 条目，可以直接编辑。\n"
GLOSSARY = "# 术语表：每条写 id、term、definition，可加 aliases、en、pinyin、see_also、source。\n[]\n"


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Adds ``new``."""
    parser = subparsers.add_parser("new", help="scaffold a site", description="Scaffold a ready-to-build site and copy raw texts into it.")
    parser.add_argument("directory", metavar="DIR", type=Path, help="the folder to make; it must not exist or be empty")
    parser.add_argument("sources", metavar="SOURCE", nargs="*", default=[], type=Path, help="raw texts, or folders of raw texts (*.txt)")
    parser.add_argument("--name", default="", help="the site's name (default: the folder's)")
    return parser


def run(args: argparse.Namespace) -> int:
    """Makes the site, all or nothing. Raises ``BuildError`` where the folder is taken or a source cannot be copied."""
    target: Path = args.directory
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise BuildError(Diagnostic("STR004", f"{target} 已经存在，而且不是空目录。", "换一个目录名；已有的站点用 ingest 与 publish。", path=str(target)))
    sources = _gather(args.sources)
    staged = target.parent / f".{target.name}.zj-new"
    try:
        shutil.rmtree(staged, ignore_errors=True)
        _fill(staged, args.name or target.resolve().name, sources)
        staged.replace(target)
    except OSError as error:
        raise write_fault(error, str(target)) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    count = sum(path.suffix != ".yml" for path in sources.values())
    print(f"{target}：新站点，{count} 份原文")
    if left := _left_out(args.sources):
        shown = "、".join(left[:5]) + (" 等" if len(left) > 5 else "")
        print(f"没有抄进来的文件 {len(left)} 个：{shown}（目录里只取 *.txt 与它们的附注，不跟随链接）")
    shown = shlex.quote(str(target))
    print(f"下一步：python -m build_scripts ingest -C {shown} && python -m build_scripts publish -C {shown}")
    return 0


def _fill(root: Path, name: str, sources: dict[str, Path]) -> None:
    config = (files("build_scripts.publish") / "assets" / "mkdocs.yml").read_text(encoding="utf-8")
    texts = {
        "mkdocs.yml": _named(config, name),
        "docs/index.md": INDEX.format(name=name),
        "references/library.bib": LIBRARY,
        "references/glossary.yml": GLOSSARY,
        "hooks.py": HOOKS,
        ".gitignore": IGNORE,
        **editor_files(),
    }
    for path in ("docs/texts", "references/sources", "references/imported", ".vscode"):
        (root / path).mkdir(parents=True)
    for path, text in texts.items():
        (root / path).write_text(text, encoding="utf-8")
    for target, source in sources.items():
        _copy(source, root / "references" / "sources" / target)


def _copy(source: Path, target: Path) -> None:
    """Copies the bytes. Raises ``BuildError`` (``SRC004``) where the source cannot be read, ``OSError`` where the target cannot be written."""
    try:
        source.open("rb").close()
    except OSError as error:
        raise BuildError(Diagnostic("SRC004", f"原文读不出来：{error.strerror}。", "检查文件是否还在、是否有读的权限。", path=str(source))) from error
    shutil.copyfile(source, target)


def _named(config: str, name: str) -> str:
    """The configuration with the site's name, as a quoted YAML string."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    lines = [f'site_name: "{quoted}"' if line.startswith("site_name:") else line for line in config.split("\n")]
    return "\n".join(lines)


def _gather(given: list[Path]) -> dict[str, Path]:
    """File name in ``references/sources/`` to the file that is copied there; sidecars come along."""
    found: dict[str, Path] = {}
    for source in given:
        if not source.exists():
            raise BuildError(Diagnostic("SRC021", f"没有 {source} 这个文件或目录。", "检查路径。", path=str(source)))
        if source.is_file() and source.suffix.lower() not in READ:
            message = f"{source.name} 不是纯文本：转换只读 {'、'.join(sorted(READ))}。"
            raise BuildError(Diagnostic("SRC002", message, "先导出为纯文本；已经是纯文本的，文件名改以 .txt 结尾。", path=str(source)))
        texts = list(_texts_in(source)) if source.is_dir() else [source, *_sidecar(source)]
        if not texts:
            hint = "从目录里只取 *.txt；别的文件先导出为纯文本，或逐个写在命令里。"
            raise BuildError(Diagnostic("SRC021", f"目录 {source} 里没有原文。", hint, path=str(source)))
        for path in texts:
            other = found.setdefault(path.name, path)
            if other.resolve() != path.resolve():
                message = f"两份原文同名：{other} 与 {path}。"
                raise BuildError(Diagnostic("SRC020", message, "给其中一份改名。", path=str(path)))
    return found


def _texts_in(folder: Path) -> Iterator[Path]:
    """Raw texts below a folder with their sidecars, in order of names; links and hidden files are passed over."""
    for path in _files_in(folder):
        if path.suffix.lower() in SUFFIXES and not path.is_symlink():
            yield path
            yield from _sidecar(path)


def _files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _left_out(given: list[Path]) -> list[str]:
    """Which files of the given folders are not copied."""
    found = []
    for folder in (source for source in given if source.is_dir()):
        taken = set(_texts_in(folder))
        found += [path.relative_to(folder).as_posix() for path in _files_in(folder) if path not in taken]
    return found


def _sidecar(path: Path) -> list[Path]:
    sidecar = path.with_suffix(".yml")
    return [sidecar] if sidecar.is_file() and not sidecar.is_symlink() else []
