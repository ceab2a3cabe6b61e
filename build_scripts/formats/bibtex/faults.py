"""What may be wrong with a BibTeX file, each with its code, what an editor reads, and the cure.

bibtexparser does not raise for any of these: entries vanish, or swallow their neighbours, in silence.
"""

from __future__ import annotations

from typing import NamedTuple

from build_scripts.diagnostics import Diagnostic, Severity


class Fault(NamedTuple):
    """One kind of fault; ``message`` and ``hint`` take ``str.format`` names."""

    code: str
    severity: Severity
    message: str
    hint: str


MISSING_COMMA = Fault(
    "REF001", Severity.ERROR, "条目 {key} 的字段 {field} 后面少了逗号。", "在这个字段的值后面加半角逗号“,”，再写下一个字段。"
)
WIDE_COMMA = Fault(
    "REF002", Severity.ERROR, "条目 {key} 的字段 {field} 后面用了全角标点“{sign}”。", "改成半角逗号“,”；字段之间只认半角逗号。"
)
DUPLICATE_KEY = Fault(
    "REF003", Severity.ERROR, "引文键 {key} 重复，第 {line} 行已经有一条；这一条不起作用。", "给其中一条换一个引文键，或删去重复的一条。"
)
DUPLICATE_FIELD = Fault(
    "REF004", Severity.ERROR, "条目 {key} 的字段 {field} 写了不止一次，只认第一个。", "只留下一个 {field}。"
)
UNDEFINED_STRING = Fault(
    "REF005", Severity.WARNING, "条目 {key} 的字段 {field} 用了没有定义的缩写 {name}。", "给值加上花括号：{field} = {{{name}}}，或在前面写 @string。"
)
UNBALANCED = Fault("REF006", Severity.ERROR, "{what}的花括号或引号没有配对，整条读不出来。", "从第 {line} 行起检查“{{”与“}}”是否成对。")
CASE_KEY = Fault(
    "REF007", Severity.WARNING, "引文键 {key} 与第 {line} 行的 {other} 只差大小写。", "换一个引文键，免得引用时弄混。"
)
EMPTY_KEY = Fault("REF008", Severity.ERROR, "条目没有引文键，无法引用。", "在“@类型{{”后面写引文键，例如 @book{{wang2024shuming,。")
BAD_KEY = Fault(
    "REF009", Severity.ERROR, "引文键“{key}”里有不能用的字符。", "引文键只用英文字母、数字和 - _ : .，不留空格。"
)
BROKEN = Fault("REF010", Severity.ERROR, "{what}读不出来：{reason}。", "检查这一条的引文键、等号、逗号和花括号。")
NAME_COMMAS = Fault(
    "REF011", Severity.WARNING, "条目 {key} 的 {field} 里，“{name}”有太多逗号，按一个机构名收下。", "人名之间用 and 连接；机构名加花括号。"
)
NAME_SIGNS = Fault(
    "REF012", Severity.WARNING, "条目 {key} 的 {field} 用“{sign}”隔开人名，已按多人读入。", "人名之间改用 and，例如 {{张三 and 李四}}。"
)
UNKNOWN_TYPE = Fault(
    "REF013", Severity.INFO, "条目 {key} 的类型 @{type} 不认识，按 @misc 处理。", "换成 article、book、online 等类型。"
)
BAD_DATE = Fault(
    "REF014", Severity.WARNING, "条目 {key} 的 {field} 不是日期：{value}。", "写成 2024、2024-05 或 2024-05-01。"
)
STRAY = Fault(
    "REF015", Severity.WARNING, "这里像是一条 @{type}，但没有左花括号，被当成注释。", "在 @{type} 后面写半角“{{”。"
)
DUPLICATE_STRING = Fault("REF016", Severity.WARNING, "@string {key} 定义了不止一次，只认第一个。", "删去重复的 @string。")
NO_KEY_COMMA = Fault("REF017", Severity.ERROR, "引文键后面少了逗号，整条读不出来。", "在引文键后面加半角逗号“,”。")
NO_TARGET = Fault(
    "REF022", Severity.WARNING, "条目 {key} 的 {field} 指向 {target}，这个文件里没有那一条。", "改正引文键，或把那一条移进同一个文件。"
)


def diagnostic(fault: Fault, path: str, at_line: int, /, **names: object) -> Diagnostic:
    """The finding at its place, words filled in."""
    hint = fault.hint.format(**({"line": at_line} | names))
    return Diagnostic(fault.code, fault.message.format(**names), hint, fault.severity, path, at_line)
