"""Lists that the rules of typography go by. The defaults stand in ``check/data/words.yml``; editors add to them in
``references/lists/*.yml`` under the same names. Lists are data: a new confusion of letters is a line there, not code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from build_scripts.diagnostics import Diagnostic, Report, silent
from build_scripts.formats.yaml_nodes import YamlFault, refuse_bombs

_LOOKAROUND = re.compile(r"\(\?<?[=!][^()]*\)")
NAMES = ("confusions", "furniture", "lookalikes")
"""The names of the lists in the files."""


@dataclass(frozen=True)
class CheckWords:
    """``confusions`` maps patterns of what text recognition reads wrong to what stands there; ``lookalikes`` one character to the one that is meant;
    ``furniture`` are patterns of whole lines that belong to the printed page and not to the text."""

    confusions: Mapping[str, str] = field(default_factory=dict)
    furniture: tuple[str, ...] = ()
    lookalikes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def furniture_line(self) -> re.Pattern[str]:
        """Matches a whole line of page furniture."""
        return re.compile(r"\s*(?:" + "|".join(f"(?:{pattern})" for pattern in self.furniture or ("(?!)",)) + r")\s*")

    @cached_property
    def _confused(self) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
        each = [(re.compile(pattern), right) for pattern, right in self.confusions.items()]
        bare = [_LOOKAROUND.sub("", pattern) for pattern in self.confusions]  # without them re skips ahead by first letters
        return re.compile("|".join(bare) or r"(?!)"), each

    def find_confusions(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Every confusion in the text, with what it stands for."""
        any_of, each = self._confused
        for rough in any_of.finditer(text):
            for pattern, right in each:
                match = pattern.match(text, rough.start())
                if match:
                    yield match, right
                    break

    @cached_property
    def lookalike(self) -> re.Pattern[str]:
        """Matches any character of the list."""
        return _any_of(self.lookalikes)


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")


@cache
def default_words() -> CheckWords:
    """The lists of a site that adds nothing of its own."""
    folder = files("build_scripts.check") / "data"
    return parse_words((folder / "words.yml").read_text(encoding="utf-8"), CheckWords())


def parse_words(text: str, base: CheckWords, path: str = "", report: Report = silent) -> CheckWords:
    """The lists of ``base`` with those of one YAML file. Lists of other names are not ours; what does not fit is reported (``TYP090``)."""
    try:
        refuse_bombs(text)
        data: Any = yaml.safe_load(text)
    except (yaml.YAMLError, YamlFault, ValueError, RecursionError):
        return base  # the reader of the word lists reports it (REF040)
    if not isinstance(data, dict):
        return base
    more: dict[str, Any] = {}
    for name in NAMES:
        if name not in data:
            continue
        value = data[name]
        if name == "furniture" and isinstance(value, list):
            more[name] = base.furniture + tuple(_patterns(map(str, value), path, report))
        elif name != "furniture" and isinstance(value, dict):
            pairs = {str(key): str(word) for key, word in value.items() if str(key) != str(word)}
            sound = set(_patterns(pairs, path, report)) if name == "confusions" else set(pairs)
            more[name] = {**getattr(base, name), **{key: word for key, word in pairs.items() if key in sound}}
        else:
            want = "列表：每行“- 式样”" if name == "furniture" else "对照表：每行“错: 正”"
            report(Diagnostic("TYP090", f"词表 {name} 的形式不对。", f"写成{want}。", path=path))
    return replace(base, **more)


def _patterns(patterns: Iterable[str], path: str, report: Report) -> list[str]:
    out = []
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            report(Diagnostic("TYP090", f"词表里的式样“{pattern}”不是正则表达式：{error}。", "检查括号与反斜线。", path=path))
        else:
            out.append(pattern)
    return out
