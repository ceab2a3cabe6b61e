"""Paragraphs and heads that are not what they were made: torn sentences, tables without a head, text that stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import BLANK, View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import BlockKind
from build_scripts.text.han import count_han

_TORN = re.compile(r"[，、；]\s*$|^\s*[，。、；：？！）》”]|[\u4e00-\u9fff]。[^\d\s”’）]")
_TWICE = 40


@page_rule("STR126", Severity.WARNING)
def sentence_as_heading(view: View, site: Site) -> Iterator[Spot]:
    """小标题像是正文的一句

    小标题以逗号、顿号、分号收尾，以句中的标点打头，或中间有句号：多半是正文的一行被当成了标题，或标题与后面的正文没有分开。

    **改法**：改成正文，与前后接起来；标题与正文连排的，在标题之后另起一段。

    反例：

    ```markdown
    # 题名

    甲。

    ## 一、发展的关键在于创新， {#s1}

    乙。
    ```

    正例：

    ```markdown
    # 题名

    甲。

    ## 一、发展的关键在于创新——兼论“新质” {#s1}

    乙。
    ```
    """
    for block in view.headings:
        words = view.words(block).replace(BLANK, "").strip()
        if view.is_text and block.level > 1 and _TORN.search(words):
            yield view.spot(block.text.start, f"小标题“{words[:24]}”像是正文的一句。", "改成正文；标题与正文连排的，在标题之后另起一段。")


@page_rule("STR127", Severity.WARNING)
def table_without_rule(view: View, site: Site) -> Iterator[Spot]:
    """表格没有 `| --- |` 那一行

    竖线隔开的几行，第二行不是 `| --- | --- |`，就不是表格，竖线会照样显示。

    **改法**：在表头下面加上 `| --- | --- |`。

    反例：

    ```markdown
    | 年份 | 位次 |
    | 2023 | 12 |
    | 2024 | 11 |
    ```

    正例：

    ```markdown
    | 年份 | 位次 |
    | --- | --- |
    | 2023 | 12 |
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH):
        lines = [line.strip(" >") for line in block.text.cut(view.text).split("\n")]
        if len(lines) > 1 and all(line.startswith("|") and line.endswith("|") and len(line) > 2 for line in lines):
            yield view.spot(block.text.start, "竖线隔开的几行没有 | --- | 那一行，不是表格。", "在表头下面加上 | --- | --- |。")


@page_rule("STR128", Severity.WARNING)
def odd_strong(view: View, site: Site) -> Iterator[Spot]:
    """加粗的 `**` 不成对

    一段里的 `**` 是单数，多出的会照样显示，或把后面的字也加粗。

    **改法**：补上或删去；要显示星号，写成 `\\*`。

    反例：

    ```markdown
    这是**核心的概念。
    ```

    正例：

    ```markdown
    这是**核心**的概念，`2**10` 是乘方。
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.CAPTION):
        stars = [m.start() for m in re.finditer(r"(?<![\\*])\*\*(?!\*)", view.open_html[block.text.start : block.text.end])]
        if len(stars) % 2:
            yield view.spot(block.text.start + stars[-1], "** 不成对。", "补上或删去；要显示星号，写成 \\*。")


@page_rule("STR130", Severity.WARNING)
def paragraph_twice(view: View, site: Site) -> Iterator[Spot]:
    """同一段文字在一页里出现两次

    长段一字不差地重复，多半是分页处抽取了两次，或合并时两边都留下了。

    **改法**：对照原文删去一处；原文确是重复的，写 `<!-- allow STR130: 原文重复 -->`。

    反例：

    ```markdown
    一个数字只有连同它的口径、年份和出处一起给出，才可以比较，才可以复核，才可以引用，这是编辑核对数字的规矩。

    中间有别的话。

    一个数字只有连同它的口径、年份和出处一起给出，才可以比较，才可以复核，才可以引用，这是编辑核对数字的规矩。
    ```

    正例：

    ```markdown
    短句可以重复。

    短句可以重复。
    ```
    """
    seen: dict[str, int] = {}
    for block in view.blocks(BlockKind.PARAGRAPH):
        words = re.sub(r"[\s\0]+", "", view.words(block))
        if count_han(words) < _TWICE:
            continue
        if words in seen:
            yield view.spot(block.text.start, f"这一段在第 {seen[words]} 行已有，一字不差。", "对照原文删去一处。")
        seen.setdefault(words, view.page.position(block.span.start)[0])
