"""Sidecars: ``references/sources/<name>.yml``, what a person knows about a raw text and the text does not say.

Whatever stands in a sidecar wins over what was recognised. Values stay the characters that were typed (a date ``2024-01``, a page
``010``), so the YAML is read as a tree of nodes, which also gives every fault its line and column (``yaml_nodes``).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from build_scripts.diagnostics import Diagnostic, Report, Severity
from build_scripts.formats.yaml_nodes import Node, YamlFault, parse_nodes

MAX_CHARACTERS = 400_000
"""The longest sidecar that is read: a list of some thousand printed references."""

TEXT_KEYS = frozenset(
    "title subtitle title_en title_full date container journal newspaper publisher place edition volume issue pages doi isbn url "
    "abstract abstract_en genre lang citekey series clc document_code article_id funding editor author_note note origin plate".split()
)
"""Keys of the front matter that hold one string."""
LIST_KEYS = frozenset("keywords keywords_en translators editors".split())
"""Keys of the front matter that hold a list of strings (one string is read as a list of one)."""
OWN_KEYS = frozenset("slug licence layout terms authors references parts glossary extra".split())
KEYS = TEXT_KEYS | LIST_KEYS | OWN_KEYS
PART_KEYS = KEYS - {"parts", "glossary"}
AUTHOR_KEYS = frozenset("name affiliation role orcid email note name_en".split())
TERM_KEYS = frozenset("id term aliases en pinyin definition see_also source".split())
LAYOUTS = frozenset({"auto", "single", "chapters"})
LONGEST_SLUG = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True)
class Sidecar:
    """What a person says about one raw text.

    ``meta`` holds front matter (strings, lists of strings, ``authors`` as mappings with ``name``), ``references`` printed references
    one string each, ``parts`` the same for the first, second … document of the file, ``glossary`` terms as ``glossary.yml`` has them.
    ``layout`` is ``auto``, ``single`` (one page) or ``chapters``; ``places`` the line of each key of the file, ``lines`` that of each
    printed reference, ``path`` the file's own.
    """

    slug: str = ""
    licence: str = ""
    layout: str = "auto"
    meta: Mapping[str, Any] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    parts: tuple[Sidecar, ...] = ()
    glossary: tuple[Mapping[str, Any], ...] = ()
    places: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)
    path: str = field(default="", compare=False, repr=False)

    def part(self, number: int) -> Sidecar:
        """What holds for document ``number`` (from 1) of the file: its own entry over the common one.

        The common slug names the first document only; the others take theirs from their own entry.
        """
        own = self.parts[number - 1] if 0 < number <= len(self.parts) else Sidecar()
        return replace(
            self,
            slug=own.slug or (self.slug if number == 1 else ""),
            licence=own.licence or self.licence,
            layout=own.layout if own.layout != "auto" else self.layout,
            meta={**self.meta, **own.meta},
            references=own.references or self.references,
            lines=own.lines if own.references else self.lines,
            parts=(),
        )


EMPTY = Sidecar()


def parse_sidecar(text: str, path: str, report: Report) -> Sidecar:
    """The sidecar in ``text``. Every fault is reported with its place, and what is sound is kept.

    ``SRC010`` YAML that cannot be read (nothing is kept), ``SRC011`` an unknown key, ``SRC012`` a value of the wrong shape,
    ``SRC013`` a key given twice, ``SRC014`` an impossible slug.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"附注文件有 {len(text)} 个字符，超过 {MAX_CHARACTERS} 的上限。"
        report(Diagnostic("SRC010", message, "附注只写题名、作者、日期等几行。", path=path))
        return EMPTY
    try:
        node = parse_nodes(text)
    except YamlFault as fault:
        found = fault.diagnostic
        hint = f"{found.hint}值里有冒号的用引号括起，文献可写在“references: |”之下，一行一条，不必加引号。"
        report(Diagnostic("SRC010", f"附注文件的 {found.message}", hint, path=path, line=found.line, column=found.column))
        return EMPTY
    return _Reader(path, text, report).sidecar(node, KEYS) if node else EMPTY


@dataclass(frozen=True)
class _Reader:
    """Nodes → values, with the place of everything that does not fit."""

    path: str
    text: str
    report: Report

    def _say(self, node: Node, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self.report(Diagnostic(code, message, hint, severity, self.path, node.line, node.column))

    def _pairs(self, node: Node, known: frozenset[str], what: str) -> Iterator[tuple[str, Node, Node]]:
        """Key, key node and value node of a mapping whose keys are known; the others are reported."""
        if node.pairs is None:
            self._say(node, "SRC012", f"{what}应写成“键: 值”的表。", "每行一项：键、冒号、空格、值。")
            return
        seen: set[str] = set()
        for key_node, value_node in node.pairs:
            key = key_node.value
            if key not in known:
                near = difflib.get_close_matches(key, sorted(known), 1, 0.5)
                cure = f"是不是 {near[0]}？" if near else f"可用的键：{'、'.join(sorted(known))}。"
                self._say(key_node, "SRC011", f"{what}里没有“{key}”这个键。", cure)
            elif key in seen:
                self._say(key_node, "SRC013", f"键“{key}”写了两次，后一次不算。", "留下一个。")
            else:
                seen.add(key)
                yield key, key_node, value_node

    def sidecar(self, node: Node, known: frozenset[str]) -> Sidecar:
        found = EMPTY
        meta: dict[str, Any] = {}
        places: dict[str, int] = {}
        for key, key_node, value in self._pairs(node, known, "附注"):
            places[key] = key_node.line
            if key in TEXT_KEYS:
                self._put(meta, key, self._string(value, key))
            elif key in LIST_KEYS:
                self._put(meta, key, self._strings(value, key))
            elif key == "authors":
                self._put(meta, key, self._authors(value))
            elif key == "terms":
                self._put(meta, key, self._choice(value, key, frozenset({"on", "off"})))
            elif key == "extra":
                meta.update(self._extra(value))
            elif key == "licence":
                found = replace(found, licence=self._string(value, key))
            elif key == "layout":
                found = replace(found, layout=self._choice(value, key, LAYOUTS) or "auto")
            elif key == "slug":
                found = replace(found, slug=self._slug(value))
            elif key == "references":
                given = self._references(value)
                found = replace(found, references=tuple(text for text, _ in given), lines=tuple(line for _, line in given))
            elif key == "parts":
                found = replace(found, parts=tuple(self.sidecar(item, PART_KEYS) for item in self._items(value, key)))
            elif key == "glossary":
                found = replace(found, glossary=tuple(self._term(item) for item in self._items(value, key)))
        return replace(found, meta=meta, places=places, path=self.path)

    @staticmethod
    def _put(meta: dict[str, Any], key: str, value: Any) -> None:
        if value:
            meta[key] = value

    def _slug(self, node: Node) -> str:
        value = self._string(node, "slug")
        if value and not (_SLUG.match(value) and len(value) <= LONGEST_SLUG and value != "index"):  # index is the list of the texts
            self._say(node, "SRC014", f"slug“{value}”不能作网址。", f"只用小写拉丁字母、数字与连字符，例如 wang-2024；不超过 {LONGEST_SLUG} 个字符。")
            return ""
        return value

    def _string(self, node: Node, key: str) -> str:
        if node.kind == "scalar":
            return "" if node.plain and node.value in ("~", "null") else node.value.strip()
        self._say(node, "SRC012", f"“{key}”应是一行文字。", "去掉列表或下级的键，或给值加上引号。")
        return ""

    def _choice(self, node: Node, key: str, values: frozenset[str]) -> str:
        value = self._string(node, key)
        if value and value not in values:
            self._say(node, "SRC012", f"“{key}”不能是“{value}”。", f"可以写：{'、'.join(sorted(values))}。")
            return ""
        return value

    def _items(self, node: Node, key: str) -> list[Node]:
        if node.items is not None:
            return node.items
        self._say(node, "SRC012", f"“{key}”应是列表。", "每项一行，以“- ”开头。")
        return []

    def _strings(self, node: Node, key: str) -> list[str]:
        if node.kind == "scalar":
            value = self._string(node, key)
            return [value] if value else []
        return [value for item in self._items(node, key) if (value := self._string(item, key))]

    def _references(self, node: Node) -> list[tuple[str, int]]:
        """Printed references with the line of each: a list, or one text with a reference on each line.

        An item such as ``- 王某. 题名[J]. 某刊, 2023(2): 1-9.`` is a mapping to YAML, for its colon; here it is what was typed.
        """
        if node.kind == "scalar":
            typed_lines = [line.strip() for line in self.text[node.start : node.end].splitlines()]
            given = [line.strip() for line in self._string(node, "references").splitlines() if line.strip()]
            return [(text, node.line + (typed_lines.index(text) if text in typed_lines else 0)) for text in given]
        out = []
        for item in self._items(node, "references"):
            if item.kind == "map" and not item.flow:
                typed = " ".join(self.text[item.start : item.end].split())
            else:
                typed = self._string(item, "references")
            out += [(typed, item.line)] if typed else []
        return out

    def _authors(self, node: Node) -> list[dict[str, str]]:
        nodes = [node] if node.kind == "scalar" else self._items(node, "authors")
        authors: list[dict[str, str]] = []
        for item in nodes:
            if item.kind == "scalar":
                author = {"name": self._string(item, "authors")}
            else:
                pairs = self._pairs(item, AUTHOR_KEYS, "作者")
                author = {key: text for key, _, value in pairs if (text := self._string(value, key))}
                if not author.get("name"):
                    self._say(item, "SRC012", "作者没有 name。", "写成“- {name: 王某, affiliation: 某大学}”。")
            if author.get("name"):
                authors.append(author)
        return authors

    def _term(self, node: Node) -> dict[str, Any]:
        term: dict[str, Any] = {}
        for key, _, value in self._pairs(node, TERM_KEYS, "术语"):
            found = self._strings(value, key) if key in ("aliases", "see_also") else self._string(value, key)
            self._put(term, key, found)
        if "term" not in term:
            self._say(node, "SRC012", "术语没有 term。", "每条至少写 term 与 definition。")
        return term

    def _extra(self, node: Node) -> dict[str, Any]:
        """Free keys for the front matter; only strings and lists of strings."""
        if node.pairs is None:
            self._say(node, "SRC012", "extra 应写成“键: 值”的表。", "例如 extra: {基金项目: 某某基金}。")
            return {}
        free = frozenset(key.value for key, _ in node.pairs if key.kind == "scalar") - KEYS
        out: dict[str, Any] = {}
        for key, _, value in self._pairs(node, free, "extra"):
            self._put(out, key, self._strings(value, key) if value.items is not None else self._string(value, key))
        return out
