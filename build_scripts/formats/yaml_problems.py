"""What PyYAML and libyaml find wrong with a text, in the editors' language."""

from __future__ import annotations

import re

_PROBLEMS = (
    ("mapping values are not allowed", "这里不能再有“键: 值”（值里有冒号的要加引号）"),
    (r"tab character|character '\\t'", "用了制表符，缩进只能用空格"),
    ("cannot start any token", "这里不能以这个字符打头（加引号就可以）"),
    (r"find expected ':'", "键后面少了冒号"),
    (r"expected ',' or '[\]}]'", "方括号或花括号里少了逗号，或没有关上"),
    ("unexpected end of stream|unexpected document indicator", "引号或括号没有关上"),
    ("block end|expected key|expected '-' indicator|sequence entries are not allowed|inconsistent indentation|block collection|block mapping",
     "缩进不齐，或列表与“键: 值”混在一起"),
    ("unknown escape|escape sequence", "双引号里有不认识的反斜线写法（改用单引号就可以）"),
    ("undefined alias|duplicate anchor|anchor", "有没有定义的别名（以 * 或 & 打头的文字要加引号）"),
    ("unhashable key", "键不能是列表或表"),
    ("constructor for the tag|tag|directive|expected '>'", "有不认识的标签（以 ! 打头的文字要加引号）"),
    ("single document|document start|another document", "有第二份 YAML 文档（---）"),
    ("characters are not allowed|not printable|unacceptable character|control characters", "有不能用的控制字符"),
    ("node content", "这里少了一个值"),
    ("block scalar|comment or (?:a )?line break|chomping|indentation indicator", "| 或 > 后面不能有别的字"),
)


def problem_of(error: Exception) -> str:
    """The fault in words; what is none of those known is told as the library tells it."""
    told = str(getattr(error, "problem", "") or "") or str(error)
    return next((words for pattern, words in _PROBLEMS if re.search(pattern, told)), told)
