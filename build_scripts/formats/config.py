"""What ``mkdocs.yml`` says to us; everything else in that file is MkDocs' own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from build_scripts.diagnostics import BuildError, Diagnostic
from build_scripts.formats.yaml_nodes import YamlFault, refuse_bombs
from build_scripts.formats.yaml_problems import problem_of
from build_scripts.model.corpus import Config

HOOKS = """\
# 让裸的 mkdocs build 与 mkdocs serve 也先编页面、后做检索。站点自己的挂钩可以加在后面。
try:
    from build_scripts.mkdocs_hooks import *  # noqa: F403
except ModuleNotFoundError as error:
    if error.name != "build_scripts":
        raise
    raise SystemExit("找不到 build_scripts：先在章句的目录里运行 pip install .，或改用 python -m build_scripts publish -C 本站目录") from None
"""
"""The file of hooks that a new site is given."""


_ALIASES = 20_000
"""Values that the aliases of ``mkdocs.yml`` may stand for; MkDocs allows them, and settings are large."""


class _Loader(yaml.SafeLoader):
    """Reads past the tags of MkDocs (``!ENV``, ``!!python/name:…``), which matter to MkDocs alone."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def parse_config(text: str, path: str = "mkdocs.yml") -> Config:
    """The settings in the text of ``mkdocs.yml``. Raises ``BuildError`` (``STR001``) where it is no YAML mapping."""
    try:
        refuse_bombs(text, _ALIASES)
        data = yaml.load(text, Loader=_Loader)
    except YamlFault as fault:
        told = fault.diagnostic
        raise BuildError(Diagnostic("STR001", f"mkdocs.yml 的 {told.message}", told.hint, path=path, line=told.line, column=told.column)) from fault
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"mkdocs.yml 读不通：{problem_of(error)}"
        finding = Diagnostic("STR001", message, "检查缩进与冒号。", path=path, line=line, column=column)
        raise BuildError(finding) from error
    if not isinstance(data, dict):
        raise BuildError(Diagnostic("STR001", "mkdocs.yml 不是“键: 值”的表。", "至少写上 site_name。", path=path))
    _refuse_files_for_folders(data, text, path)
    return config_from(data)


def _refuse_files_for_folders(data: dict[str, Any], text: str, path: str) -> None:
    """Raises ``BuildError`` (``STR008``) where pages are to be files and not folders: every address of ours ends in a slash."""
    if data.get("use_directory_urls") is False:
        found = re.search(r"(?m)^use_directory_urls\b", text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        message = "use_directory_urls 不能是 false：段落、引文与检索的网址都以目录为准。"
        raise BuildError(Diagnostic("STR008", message, "删去这一行；要从磁盘直接打开站点，写 extra.search.file: true。", path=path, line=line, column=1))


def config_from(data: dict[str, Any]) -> Config:
    """The settings in the mapping of ``mkdocs.yml``."""
    extra = data.get("extra")
    return Config(
        site_name=str(data.get("site_name") or "章句"),
        site_url=str(data.get("site_url") or ""),
        site_description=str(data.get("site_description") or ""),
        repo_url=str(data.get("repo_url") or ""),
        edit_uri=str(data.get("edit_uri") or ""),
        extra=extra if isinstance(extra, dict) else {},
    )


def read_config(root: Path) -> Config:
    """The settings of the site in ``root``. Raises ``BuildError`` where ``mkdocs.yml`` is missing or unreadable."""
    path = root / "mkdocs.yml"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        message, hint = f"{root} 里没有 mkdocs.yml，不是站点目录。", "先用 new 建站，或用 -C 指明目录。"
        raise BuildError(Diagnostic("STR002", message, hint, path=str(path))) from error
    except UnicodeDecodeError as error:
        message = f"mkdocs.yml 不是 UTF-8：第 {error.start + 1} 个字节读不通。"
        raise BuildError(Diagnostic("STR001", message, "另存为 UTF-8。", path="mkdocs.yml")) from error
    except OSError as error:
        raise BuildError(Diagnostic("STR001", f"mkdocs.yml 读不出来：{error.strerror}", "检查权限。", path="mkdocs.yml")) from error
    return parse_config(text)
