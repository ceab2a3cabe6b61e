"""The YAML head of a page: reading it with the place of every fault, and writing it.

Only what the text says is taken over: a date stays the characters that were typed (YAML would make ``2024-01`` and
``2024-01-31`` two types), page ``010`` does not become 8, and ``off`` is a word.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import Any

import yaml

from build_scripts.diagnostics import Diagnostic, Report, Severity, silent
from build_scripts.formats.yaml_nodes import YamlFault, refuse_bombs
from build_scripts.formats.yaml_problems import problem_of

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_OPEN = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[\w\"'-]+[ \t]*:(?:[ \t\r\n]|\Z)")
"""What begins like a head: a rule with a key behind it."""
_KEY = re.compile(r"^([^\s#\-'\"\[\]{},&*!|>%@`?:][^:\n]*?)[ \t]*:(?=[ \t\r\n]|\Z)", re.M)
_BOOL = re.compile(r"^(?:true|True|false|False)$")
_INT = re.compile(r"^(?:0|-?[1-9][0-9]*)$")
_NULL = re.compile(r"^(?:~|null|Null|)$")


_RARE = re.compile(r"[^\n -\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|[!&*%@`|>?]|[,\[{]:|:[,\]}]")
"""Signs over which the two readers of PyYAML differ."""
_SHORT = 4_000
"""Characters; libyaml is not asked to read what could be nested too deeply for it."""


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the library's own shape


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # where libyaml is built in
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


class BlockDumper(yaml.SafeDumper):
    """Puts the keys of a page's head on lines of their own, however plain their values: people edit them, and changes are compared by line."""

    def represent(self, data: Any) -> None:
        """Writes the mapping; what it holds is written on one line where that is asked for."""
        node = self.represent_data(data)
        if isinstance(node, yaml.MappingNode) and node.value:
            node.flow_style = False
        self.serialize(node)
        self.represented_objects = {}
        self.object_keeper = []
        self.alias_key = None


class _Dumper(BlockDumper):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _class in (_Loader, _FastLoader, _Dumper):
    _class.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOL, list("tTfF"))
    _class.add_implicit_resolver("tag:yaml.org,2002:int", _INT, list("-0123456789"))
    _class.add_implicit_resolver("tag:yaml.org,2002:null", _NULL, ["~", "n", "N", ""])


def parse_frontmatter(text: str, report: Report = silent, path: str = "") -> tuple[dict[str, Any], int]:
    """The mapping at the head of ``text`` and the offset where the body begins.

    No head gives an empty mapping and 0. A head that is no YAML mapping gives an empty mapping and the offset behind
    it, and reports ``MET010`` with the place.
    """
    match = _HEAD.match(text)
    if match is None:
        if _OPEN.match(text):
            report(Diagnostic("MET010", "页首没有结束：开头的 --- 之后没有第二行 ---。", "在最后一个键的下一行写上 ---。", Severity.ERROR, path, 1, 1))
        return {}, 0
    _report_twice(text, match, report, path)
    try:
        if "*" in match.group(1) and "&" in match.group(1):
            refuse_bombs(match.group(1))
        data = _load(match.group(1))
    except YamlFault as fault:
        found = fault.diagnostic
        report(Diagnostic("MET010", f"页首的 {found.message}", found.hint, Severity.ERROR, path, found.line + 1, found.column))
        return {}, match.end()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        report(Diagnostic("MET010", f"页首的 YAML 读不通：{problem_of(error)}", "检查冒号后的空格、引号与缩进。", Severity.ERROR,
                          path, line, column))  # fmt: skip
        return {}, match.end()
    if data is None:
        return {}, match.end()
    if not isinstance(data, dict):
        report(Diagnostic("MET010", "页首的 YAML 不是“键: 值”的表。", "每行写成“键: 值”。", Severity.ERROR, path, 2, 1))
        return {}, match.end()
    return {str(key): value for key, value in data.items()}, match.end()


def _report_twice(text: str, head: re.Match[str], report: Report, path: str) -> None:
    """A key of the head that stands there twice: YAML takes the last and says nothing."""
    seen: set[str] = set()
    for found in _KEY.finditer(text, head.start(1), head.end(1)):
        if found[1] in seen:
            line = text.count("\n", 0, found.start()) + 1
            message = f"页首的键“{found[1]}”写了两次，前一次的值不算。"
            report(Diagnostic("MET010", message, "留下一个。", Severity.ERROR, path, line, 1))
        seen.add(found[1])


def _load(text: str) -> Any:
    """The value, read by libyaml where it is sure to read the same; faults are told by the other reader."""
    if len(text) <= _SHORT and not _RARE.search(text):
        with contextlib.suppress(yaml.YAMLError, ValueError, RecursionError):
            return yaml.load(text, Loader=_FastLoader)
    try:
        return yaml.load(text, Loader=_Loader)
    except RecursionError:
        refuse_bombs(text)  # says where it is nested too deeply
        raise


def format_frontmatter(meta: Mapping[str, Any]) -> str:
    """The head of a page with its two ``---`` lines; empty for an empty mapping; ``parse_frontmatter`` inverts it."""
    if not meta:
        return ""
    body = yaml.dump(
        dict(meta), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10**9
    )
    return f"---\n{body}---\n"
