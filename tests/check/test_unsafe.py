"""What would run or fetch in a reader's browser is refused wherever a stranger can write it; what only speaks of it is not."""

from __future__ import annotations

import pytest

from tests.check.sites import GLOSSARY, LIBRARY, PAGE, SIDECAR, find
from tests.formats.test_safe_html import FETCHING, RUNNING

HEAD = "---\ntitle: 题名\n---\n\n# 题名\n\n"
MARKDOWN = [
    "[甲][x]\n\n[x]: javascript:alert(1)", "![甲][x]\n\n[x]: data:image/svg+xml,x", "<javascript:alert(1)>", "[甲](JaVaScRiPt&colon;alert(1))",
    "[甲](\x01javascript:alert(1))", "甲{: onclick=alert(1) }", "## 乙 {#s1 onclick=alert(1)}", "[甲](https://x.example){ onmouseover=\"alert(1)\" }",
    "`甲` <script>x</script> `乙`", "\\<script>alert(1)</script>", "[^1]。\n\n[^1]: <script>x</script>", "> <img src=x onerror=alert(1)>",
    "| <img src=x onerror=alert(1)> | b |\n| --- | --- |\n| 1 | 2 |", "[[口径|<script>]]", "!!! box \"甲 <script>x</script>\"\n\n    乙",
    "<div markdown=\"1\" onclick=\"alert(1)\">\n\n甲\n\n</div>", "![图](https://other.example/a.png \"t\\\" x\")", "<p/onclick=alert(1)>x",
    "    <script>甲</script>",
]  # fmt: skip


@pytest.mark.parametrize("words", [*MARKDOWN, *RUNNING, *FETCHING])
def test_a_page_with_it_is_refused(words: str) -> None:
    assert any(one.severity == "error" for one in find({PAGE: f"{HEAD}前{words}后\n"}, "SEC") or find({PAGE: f"{HEAD}{words}\n"}, "SEC"))


VALUES = ["甲<script>alert(1)</script>", "甲<img src=x onerror=alert(1)>", "<iframe src=//x.example></iframe>", "[甲](javascript:alert(1))"]


@pytest.mark.parametrize("value", VALUES)
def test_data_with_it_is_refused_wherever_it_stands(value: str) -> None:
    assert [one.path for one in find({PAGE: f"---\ntitle: '{value}'\n---\n\n# 题名\n\n甲。\n"}, "SEC")] == [PAGE]
    assert [one.path for one in find({SIDECAR: f"abstract: '{value}'\n"}, "SEC")] == [SIDECAR]
    assert [one.path for one in find({GLOSSARY: f"- id: a\n  term: 甲乙\n  definition: '{value}'\n"}, "SEC")] == [GLOSSARY]
    assert [one.path for one in find({LIBRARY: f"@book{{a,\n  title = {{{value}}},\n}}\n"}, "SEC")] == [LIBRARY]


def test_an_address_that_runs_is_refused_in_data() -> None:
    assert find({PAGE: "---\ntitle: 题\nurl: 'javascript:alert(1)'\n---\n\n# 题\n"}, "SEC")[0].line == 3
    assert find({SIDECAR: "url: java&#115;cript:alert(1)\n"}, "SEC")
    assert find({LIBRARY: "@book{a,\n  url = {javascript:alert(1)},\n}\n"}, "SEC")


@pytest.mark.parametrize(
    "words",
    ["`<script>alert(1)</script>`", "```html\n<img src=x onerror=alert(1)>\n```", "a < b，c > d。", "[甲](https://x.example/?q=javascript:)",
     "x<y 时，onload=1 不成立。",
     "<table>\n<tr><td style=\"text-align: right\">12</td></tr>\n</table>", "&lt;script&gt; 是一个标记。", "<https://x.example/a?b=data:1>",
     "甲（url(见注)）。",
     "[甲]: 乙", "<!-- print: [1] -->甲。"],
)  # fmt: skip
def test_words_about_it_are_not(words: str) -> None:
    assert find({PAGE: f"{HEAD}{words}\n"}, "SEC") == []
