"""The glossary file, ``references/glossary.yml``: a list of terms that people own and ingest only adds to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from build_scripts.diagnostics import Diagnostic, Report, Severity, silent
from build_scripts.formats.nesting import HINT, find_deep
from build_scripts.formats.yaml_nodes import Node, YamlFault, parse_nodes
from build_scripts.model.glossary import PATH, Glossary, Linking, Term
from build_scripts.text.normalize import fold
from build_scripts.text.source import Source

_WORDS = ("id", "term", "en", "pinyin", "definition", "source", "link")
_LISTS = ("aliases", "see_also", "unless_in")
KEYS = ("id", "term", "aliases", "en", "pinyin", "definition", "see_also", "source", "link", "unless_in")
"""The keys of an entry."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")
_CITED = re.compile(r"(?<![A-Za-z0-9._%+@/-])-?@([A-Za-z0-9_](?:[\w:.#$%&+?~/-]*[A-Za-z0-9_])?)")


@dataclass
class _Reader:
    path: str
    report: Report

    def fault(self, code: str, node: Node | tuple[int, int], message: str, hint: str,
              severity: Severity = Severity.ERROR) -> None:  # fmt: skip
        line, column = (node.line, node.column) if isinstance(node, Node) else node
        self.report(Diagnostic(code, message, hint, severity, self.path, line, column))

    def entry(self, node: Node) -> Term | None:
        """The term, or None (reported) where a list item is none."""
        if node.pairs is None:
            self.fault("TRM002", node, "这一项不是词条。", "每条写成“- id: …”，下面缩进两格写 term、definition 等。")
            return None
        values: dict[str, Any] = {}
        places: dict[str, tuple[int, int]] = {}
        for key, value in node.pairs:
            read = self.value(key, value, values)
            if read is not None:
                values[key.value], places[key.value] = read, (value.line, value.column)
        written = {key.value for key, value in node.pairs if value.kind != "scalar" or value.value.strip()}
        for needed in ("id", "term"):
            if needed not in written:
                self.fault("TRM002", node, f"词条缺少 {needed}。", f"补上“{needed}: …”。")
        if not values.get("id") or not values.get("term"):
            return None
        if not _ID.match(values["id"]) or values["id"].casefold() == "index":  # index is the address of the glossary itself
            self.fault("TRM002", places["id"], f"编号 {values['id']} 不能作网址。", "只用拉丁字母、数字与连字符，如 xinzhi-shengchanli；index 是术语表自己的。")
            return None
        return Term(**values, place=(node.line, node.column), definition_place=places.get("definition", (0, 0)))

    def value(self, key: Node, value: Node, seen: Collection[str]) -> Any:
        """The typed value of one key, None (reported) where it has none."""
        name = key.value
        if name not in KEYS:
            near = get_close_matches(name, KEYS, 1, 0.6)
            hint = f"想写的是 {near[0]} 吗？" if near else f"可用的键：{'、'.join(KEYS)}。"
            self.fault("TRM003", key, f"不认识的键 {name}。", hint)
            return None
        if name in seen:
            self.fault("TRM003", key, f"同一词条里 {name} 写了两次。", "留下一处。")
            return None
        if name in _LISTS:
            return self.words(name, value)
        if value.kind != "scalar":
            self.fault("TRM002", value, f"{name} 应是一段文字。", "有冒号的文字加引号。")
            return None
        if name == "link":
            if value.value not in list(Linking):
                self.fault("TRM002", value, f"link 没有 {value.value} 这个值。", f"可用：{'、'.join(Linking)}。")
                return None
            return Linking(value.value)
        if name == "definition" and (deep := find_deep(value.value)):
            self.fault("STR006", value, f"释义里的{deep[0]}", HINT)
            return None
        return " ".join(value.value.split()) if name != "definition" else value.value.strip()

    def words(self, name: str, value: Node) -> tuple[str, ...] | None:
        """A list of words; one word alone is a list of one."""
        nodes = [value] if value.kind == "scalar" else value.items
        if nodes is None or any(node.kind != "scalar" for node in nodes):
            self.fault("TRM002", value, f"{name} 应是列表。", f"写成“{name}: [甲, 乙]”。")
            return None
        return tuple(dict.fromkeys(word for node in nodes if (word := " ".join(node.value.split()))))


def parse_glossary(text: str, path: str = PATH, report: Report = silent) -> Glossary:
    """The terms of a glossary file. Never raises: what cannot be read is reported with its place and left out.

    ``TRM001`` no YAML or no list, ``TRM002`` no entry, ``TRM003`` unknown key, ``TRM004`` an id twice, ``TRM005`` two
    terms with one name, ``TRM006`` a name of one character, ``TRM008`` ``see_also`` to no term.
    """
    reader = _Reader(path, report)
    try:
        root = parse_nodes(text)
    except YamlFault as fault:
        found = fault.diagnostic
        reader.fault("TRM001", (found.line, found.column), f"术语表的 {found.message}", found.hint)
        return Glossary()
    if root is None:
        return Glossary()
    if root.items is None:
        reader.fault("TRM001", root, "术语表应是列表。", "每条以“- id: …”开头。")
        return Glossary()
    read = [term for node in root.items if (term := reader.entry(node))]
    return Glossary(tuple(_check_also(_check_names(_check_ids(read, reader), reader), reader)))


def _check_ids(terms: Iterable[Term], reader: _Reader) -> list[Term]:
    known: dict[str, Term] = {}
    for term in terms:
        if term.id in known:
            first = known[term.id].place[0]
            reader.fault("TRM004", term.place, f"编号 {term.id} 在第 {first} 行已有词条用了。", "换一个编号；这一条暂不收入。")
        else:
            known[term.id] = term
    return list(known.values())


def _check_names(terms: Sequence[Term], reader: _Reader) -> list[Term]:
    """Names that another term has are taken away from aliases; a term whose own name is taken is left out."""
    owners: dict[str, Term] = {}
    kept = []
    for term in terms:
        owner = owners.setdefault(fold(term.term), term)
        if owner is not term:
            message = f"词条“{term.term}”在第 {owner.place[0]} 行已有。"
            reader.fault("TRM005", term.place, message, "合并成一条；这一条暂不收入。")
            continue
        if _is_single(term.term):
            reader.fault("TRM006", term.place, f"词条“{term.term}”只有一个字，不会自动加链接。", "改用两个字以上的词；或用 [[…]] 逐处链接，并写上 link: off。",
                         Severity.INFO if term.link is Linking.OFF else Severity.WARNING)  # fmt: skip
        kept.append(term)
    out = []
    for term in kept:
        aliases = tuple(name for name in term.aliases if _is_free(name, term, owners, reader))
        en = term.en if not term.en or _is_free(term.en, term, owners, reader) else ""
        out.append(replace(term, aliases=aliases, en=en))
    return out


def _is_free(name: str, term: Term, owners: dict[str, Term], reader: _Reader) -> bool:
    owner = owners.setdefault(fold(name), term)
    if owner.id != term.id:
        message = f"“{term.term}”与“{owner.term}”（第 {owner.place[0]} 行）都用“{name}”这个名称。"
        reader.fault("TRM005", term.place, message, "从其中一条里删去；暂归前一条。")
        return False
    if _is_single(name):
        reader.fault("TRM006", term.place, f"“{term.term}”的别名“{name}”只有一个字，不会自动加链接。", "删去，或改用两个字以上的别名。", Severity.WARNING)
    return True


def _is_single(name: str) -> bool:
    return len(name) < 2


def _check_also(terms: Sequence[Term], reader: _Reader) -> list[Term]:
    known = {term.id for term in terms}
    out = []
    for term in terms:
        for other in term.see_also:
            if other not in known or other == term.id:
                near = get_close_matches(other, known - {term.id}, 1, 0.6)
                hint = f"想写的是 {near[0]} 吗？" if near else "see_also 写别的词条的编号。"
                message = f"“{term.term}”的 see_also 里，{other} " + ("就是它自己。" if other == term.id else "不是任何词条的编号。")
                reader.fault("TRM008", term.place, message, hint, Severity.WARNING)
        out.append(replace(term, see_also=tuple(name for name in term.see_also if name in known and name != term.id)))
    return out


def check_definitions(glossary: Glossary, text: str, keys: Collection[str], path: str = PATH, report: Report = silent) -> None:
    """Reports terms without a definition (``TRM009``) and citations of works that the library does not hold (``TRM007``)."""
    source = Source(path, text)
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    for term in glossary:
        if not term.definition:
            report(Diagnostic("TRM009", f"“{term.term}”没有释义。", "写上 definition，并用 [@引文键] 注明出处。", Severity.WARNING, path, *term.place))
            continue
        start = lines[term.definition_place[0] - 1] if 0 < term.definition_place[0] <= len(lines) else 0
        cited = list(dict.fromkeys(_CITED.findall(term.definition)))
        for key in cited:
            if key in keys:
                continue
            near = get_close_matches(key, keys, 1, 0.6)
            hint = f"想写的是 {near[0]} 吗？" if near else "在 references/*.bib 里补上这一条，或改正引文键。"
            at = text.find(f"@{key}", start)
            place = source.position(at) if at >= 0 else term.definition_place
            report(Diagnostic("TRM007", f"“{term.term}”的释义引用了文献库里没有的 {key}。", hint, Severity.ERROR, path, *place))
        if not cited and not term.source:
            message = f"“{term.term}”的释义没有注明出处。"
            report(Diagnostic("TRM009", message, "用 [@引文键] 注明，或写上 source。", Severity.WARNING, path, *term.definition_place))
