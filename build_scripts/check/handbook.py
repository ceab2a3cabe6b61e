"""The page of every code: the docstring of its rule, or, for what other rooms report, an entry of ``check/codes/*.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from inspect import cleandoc

import yaml

from build_scripts.check import rules as _all_rules
from build_scripts.check.rule import RULES

assert _all_rules
FAMILIES = {
    "SRC": "原始文本与附注", "STR": "结构", "MET": "元数据", "CIT": "引文", "REF": "文献库", "TRM": "术语", "TYP": "字与标点", "LNK": "链接",
    "MRG": "合并", "SEC": "安全", "INT": "程序自身",
}  # fmt: skip
_SEVERITY = {"error": "错误", "warning": "警告", "info": "提示"}
_EXAMPLE = re.compile(r"(反例|正例)：\n+```(\w+)\n(.*?)\n```", re.S)


@dataclass(frozen=True)
class Entry:
    """The page of one code. ``who`` names the commands that report it, ``body`` is Markdown without a head."""

    code: str
    title: str
    severity: str
    body: str
    who: str = "check"
    fixable: bool = False

    @property
    def examples(self) -> dict[str, tuple[str, str]]:
        """``反例`` and ``正例``: language and text of each that the page gives."""
        return {which: (language, text) for which, language, text in _EXAMPLE.findall(self.body)}

    @property
    def facts(self) -> str:
        """One line: how grave, who says so, whether it can be mended by the machine."""
        mend = "；`check --fix` 能改" if self.fixable else ""
        who = self.who if self.who == "各命令" else f" {self.who} "
        return f"{_SEVERITY.get(self.severity, self.severity)}，由{who}报告{mend}"


@cache
def entries() -> Mapping[str, Entry]:
    """The pages of all codes, by code."""
    found = {}
    for rule in RULES.values():
        title, _, body = cleandoc(rule.doc).partition("\n\n")
        found[rule.code] = Entry(rule.code, title, rule.severity.value, body, fixable=rule.fixable)
    for code, entry in _elsewhere().items():
        if code in found:
            raise ValueError(f"{code} has a rule and an entry in check/codes")
        found[code] = entry
    return dict(sorted(found.items(), key=lambda pair: (list(FAMILIES).index(pair[0][:3]), pair[0])))


def _elsewhere() -> dict[str, Entry]:
    folder = files("build_scripts.check") / "codes"
    found = {}
    for family in FAMILIES:
        data = yaml.safe_load((folder / f"{family.lower()}.yml").read_text(encoding="utf-8")) or {}
        for code, given in data.items():
            found[code] = Entry(code, given["title"], given["severity"], given["body"].strip(), given["who"])
    return found


@cache
def known_codes() -> frozenset[str]:
    """Every code that has a page."""
    return frozenset(entries())


def format_entry(entry: Entry) -> str:
    """The page of one code as Markdown, for a terminal."""
    return f"# {entry.code} {entry.title}\n\n{entry.facts}。\n\n{entry.body}\n"


def format_handbook() -> dict[str, str]:
    """The pages under ``docs/dev/rules/``: an index and one page a family."""
    by_family: dict[str, list[Entry]] = {}
    for entry in entries().values():
        by_family.setdefault(entry.code[:3], []).append(entry)
    pages = {"index.md": _index(by_family)}
    for family, group in by_family.items():
        parts = [_head(f"{family} {FAMILIES[family]}"), f"# {family} {FAMILIES[family]}"]
        for entry in group:
            parts += [f"## {entry.code} {entry.title} {{#{entry.code.lower()}}}", f"{entry.facts}。", entry.body]
        pages[f"{family.lower()}.md"] = "\n\n".join(parts) + "\n"
    return pages


def _head(title: str) -> str:
    return f"---\ntitle: {title}\nterms: off\n---"


def _index(by_family: Mapping[str, list[Entry]]) -> str:
    parts = [_head("检查的代号"), "# 检查的代号", "每一条诊断都有代号。这里是全部代号；`python -m build_scripts explain 代号` 显示同样的说明。",
             "确有理由保留的，写 `<!-- allow 代号: 理由 -->`：与正文同段时管那一段，独占一行时管下一块，写在页首时管全页；文献库与术语表里写 "
             "`% allow 代号: 理由` 与 `# allow 代号: 理由`，管下一条。关系安全的代号不能放行。"]  # fmt: skip
    for family, group in by_family.items():
        rows = [f"| [{e.code}]({family.lower()}.md#{e.code.lower()}) | {e.title} | {_SEVERITY.get(e.severity, e.severity)} | {'能' if e.fixable else ''} |"
                for e in group]  # fmt: skip
        parts += [f"## {family} {FAMILIES[family]} {{#{family.lower()}}}", "\n".join(["| 代号 | 问题 | 轻重 | 自动改 |", "| --- | --- | --- | --- |", *rows])]
    return "\n\n".join(parts) + "\n"
