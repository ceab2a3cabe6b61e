"""YAML as nodes that know their places, read without recursion: what a person wrote, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from build_scripts.diagnostics import Diagnostic
from build_scripts.formats.yaml_problems import problem_of

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20
_DEEP = 60
"""Levels beyond which no value is built, for readers that go down level by level."""


@dataclass
class Node:
    """A value: ``scalar`` (``value``), ``list`` (``items``) or ``map`` (``pairs``); ``start`` and ``end`` are offsets.

    ``plain`` is a scalar without quotes and not in a block, ``flow`` a list or map in brackets.
    """

    kind: str
    line: int
    column: int
    start: int
    end: int = 0
    value: str = ""
    items: list[Node] | None = None
    pairs: list[tuple[Node, Node]] | None = None
    plain: bool = False
    flow: bool = False


class YamlFault(Exception):
    """The text is no YAML that we take; ``diagnostic`` (without code and path) says why and where."""

    def __init__(self, message: str, hint: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic("", message, hint, line=line, column=column)


def parse_nodes(text: str) -> Node | None:
    """The one document in ``text``, None where it is empty. Every scalar stays the characters that were written.

    Raises ``YamlFault`` for what is no YAML, for aliases (which can blow up to any size) and for deep nesting.
    """
    try:
        return _build(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise YamlFault(f"YAML 读不通：{problem_of(error)}", "检查缩进、冒号后的空格与引号。", *place) from error
    except (ValueError, RecursionError) as error:
        raise YamlFault(f"YAML 读不通：{type(error).__name__}", "检查缩进、冒号后的空格与引号。") from error


def _build(text: str) -> Node | None:
    stack: list[Node] = []
    keys: list[Node | None] = []
    root: Node | None = None
    for event in yaml.parse(text, Loader=_LOADER):
        line, column, _ = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlFault("用了 YAML 的锚点或别名（& 或 *）。", "把要重复的内容照写一遍；以 * 或 & 开头的文字加引号。", line, column)
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise YamlFault("文件里有第二份 YAML 文档（---）。", "合成一份。", line, column)
        if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            stack.pop().end = _place(event.end_mark)[2]
            keys.pop()
            continue
        node = _node(event)
        if node is None:
            continue
        if not stack:
            root = node
        else:
            _put(stack[-1], keys, node)
        if node.kind != "scalar":
            if len(stack) >= _DEEPEST:
                raise YamlFault(f"YAML 嵌套超过 {_DEEPEST} 层。", "检查括号与缩进；这里两三层就够了。", node.line, node.column)
            stack.append(node)
            keys.append(None)
    return None if root is not None and root.kind == "scalar" and root.value in ("", "~", "null") else root


def _node(event: object) -> Node | None:
    if not isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent):
        return None
    place = (*_place(event.start_mark), _place(event.end_mark)[2])
    if isinstance(event, yaml.ScalarEvent):
        return Node("scalar", *place, value=event.value, plain=not event.style)
    flow = bool(event.flow_style)
    return Node("list", *place, items=[], flow=flow) if isinstance(event, yaml.SequenceStartEvent) else Node("map", *place, pairs=[], flow=flow)


def _place(mark: Any) -> tuple[int, int, int]:
    """Line and column (from 1) and offset of one of the library's marks."""
    return (mark.line + 1, mark.column + 1, mark.index) if mark else (0, 0, 0)


def _put(parent: Node, keys: list[Node | None], node: Node) -> None:
    if parent.items is not None:
        parent.items.append(node)
    elif keys[-1] is None:
        keys[-1] = node
    elif parent.pairs is not None:
        parent.pairs.append((keys[-1], node))
        keys[-1] = None


def refuse_bombs(text: str, most: int = 2_000) -> None:
    """Raises ``YamlFault`` for YAML whose aliases, written out, come to more than ``most`` values, or that is nested too deeply to be read.

    For readers that build values: a reader of ours that walks what a few lines of aliases stand for would fill the memory.
    """
    try:
        _measure(text, most)
    except (yaml.YAMLError, ValueError):  # no YAML at all: its own reader says so, with the place
        return


def _measure(text: str, most: int) -> None:
    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        size = 0
        if isinstance(event, yaml.AliasEvent):
            size = sizes.get(event.anchor or "", 1)
            if size > most or (open_ and open_[-1][1] + size > most):
                line, column, _ = _place(event.start_mark)
                raise YamlFault("YAML 的别名（*）展开太大。", "把要重复的内容照写一遍。", line, column)
        elif isinstance(event, yaml.ScalarEvent):
            size = 1
            if event.anchor:
                sizes[event.anchor] = size
        elif isinstance(event, yaml.CollectionStartEvent):
            open_.append((event.anchor, 1))
            if len(open_) > _DEEP:
                line, column, _ = _place(event.start_mark)
                raise YamlFault("YAML 的层次太深。", "检查括号与缩进。", line, column)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_.pop()
            if anchor:
                sizes[anchor] = size
        if size and open_:
            open_[-1] = (open_[-1][0], open_[-1][1] + size)
