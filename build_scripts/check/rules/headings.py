"""Heads: one title, levels without gaps, numbers without breaks, anchors that stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import BLANK, View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import Block, BlockKind
from build_scripts.text.numerals import parse_numeral

_CN = "〇零一二三四五六七八九十百千廿卅两"
_STYLES = {
    "第…编": re.compile(rf"第\s*([{_CN}\d]+)\s*[编篇]"),
    "第…部分": re.compile(rf"第\s*([{_CN}\d]+)\s*部分"),
    "第…章": re.compile(rf"第\s*([{_CN}\d]+)\s*章"),
    "第…节": re.compile(rf"第\s*([{_CN}\d]+)\s*节"),
    "第…条": re.compile(rf"第\s*([{_CN}\d]+)\s*条(?!之)"),
    "n.n.n": re.compile(r"(\d{1,2}(?:[.．]\d{1,2})+)(?=[\s、.．]|[^\d.])"),
    "一、": re.compile(rf"([{_CN}]{{1,3}})\s*[、．.]"),
    "（一）": re.compile(rf"[（(]\s*([{_CN}]{{1,3}})\s*[）)]"),
    "1.": re.compile(r"(\d{1,2})\s*(?:[、．]|\.(?!\d))"),
    "（1）": re.compile(r"[（(]\s*(\d{1,2})\s*[）)]"),
    "一 ": re.compile(rf"([{_CN}]{{1,3}})[ \u3000](?=\S\S)"),
}
_NOTES_HEAD = re.compile(r"[\[【]?\s*(?:注\s*释|尾\s*注|引文注释|脚\s*注|Notes?)\s*[\]】]?\s*[:：]?\s*$", re.I)
_ASCII_ID = re.compile(r"[A-Za-z][\w.:-]*\Z", re.ASCII)


@page_rule("STR106", Severity.WARNING)
def level_skipped(view: View, site: Site) -> Iterator[Spot]:
    """小标题跳了级

    `##` 下面直接是 `####`，目录与读屏软件会当中间少了一级。

    **改法**：改成相邻的一级。

    反例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    甲。

    #### 来源 {#s1-1}

    乙。
    ```

    正例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    甲。

    ### 来源 {#s1-1}

    乙。
    ```
    """
    last = 1
    for block in view.headings:
        if block.level > last + 1:
            yield view.spot(block.span.start, f"小标题从 {last} 级跳到 {block.level} 级。", f"改用 {'#' * (last + 1)}，或补上中间一级。")
        last = block.level


@page_rule("STR107", Severity.WARNING)
def numbering_broken(view: View, site: Site) -> Iterator[Spot]:
    """小标题的序号断了或重了

    同一级、同一种序号的小标题应当一、二、三依次而下。跳了号可能是漏了一节或认错了标题，重了号可能是一节分成了两节。

    **改法**：对照原文补上漏掉的小标题，或改正序号；原书就是这样印的，写 `<!-- allow STR107: 原书如此 -->`。

    反例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    甲。

    ## 三、口径 {#s3}

    乙。
    ```

    正例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    甲。

    ### （一）来源 {#s1-1}

    乙。

    ## 二、口径 {#s2}

    ### （一）范围 {#s2-1}

    丙。
    ```
    """
    stack: list[tuple[int, str, tuple[int, ...]]] = []
    running: dict[str, tuple[int, ...]] = {}
    for block in view.headings:
        if block.level == 1:
            continue
        while stack and stack[-1][0] > block.level:
            stack.pop()
        style, number = printed_number(view.words(block).replace(BLANK, ""))
        before = stack[-1] if stack and stack[-1][0] == block.level else None
        if before:
            stack.pop()
        last = running.get(style) if style == "第…条" else (before[2] if before and before[1] == style else None)
        if number and last and len(last) == len(number) and last[:-1] == number[:-1] and number[-1] != last[-1] + 1:
            shown, wanted = _print(number), _print((*last[:-1], last[-1] + 1))
            fault = "重了" if number == last else "不连"
            yield view.spot(block.text.start, f"小标题的序号{fault}：前一个是 {_print(last)}，这个是 {shown}。", f"应是 {wanted}？对照原文补上或改正。")
        if number:
            running[style] = number
        stack.append((block.level, style, number or (before[2] if before else ())))


def printed_number(words: str) -> tuple[str, tuple[int, ...]]:
    """The manner of numbering that begins a head and its number, empty without one."""
    for style, pattern in _STYLES.items():
        match = pattern.match(words.strip())
        if match:
            parts = [parse_numeral(part) for part in re.split(r"[.．]", match[1])]
            if all(part is not None for part in parts):
                return f"{style}{len(parts)}", tuple(part for part in parts if part is not None)
    return "", ()


def _print(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number))


@page_rule("STR108", Severity.ERROR)
def empty_heading(view: View, site: Site) -> Iterator[Spot]:
    """小标题没有字

    只有 `##` 而没有文字的一行，会在目录里留下一个空行。

    **改法**：补上标题或删去这一行。

    反例：

    ```markdown
    # 题名

    ## <!-- 待补 --> {#s1}

    甲。
    ```

    正例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    甲。
    ```
    """
    for block in view.blocks(BlockKind.HEADING):
        if not view.words(block).replace(BLANK, "").strip():
            yield view.spot(block.span.start, "小标题没有字。", "补上标题或删去这一行。")


@page_rule("STR109", Severity.WARNING)
def empty_section(view: View, site: Site) -> Iterator[Spot]:
    """一节里什么也没有

    小标题之后紧接着同级或更高的小标题，或者就到了页末，中间没有正文。

    **改法**：补上正文；标题是认错的（例如只是列举的一项），改成正文。

    反例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    ## 二、口径 {#s2}

    乙。
    ```

    正例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    ### （一）来源 {#s1-1}

    甲。

    ## 二、口径 {#s2}

    乙。
    ```
    """
    blocks = [block for block in view.page.blocks if block.kind not in (BlockKind.NOTE, BlockKind.RULE) and not _is_directive(block, view)]
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING or block.level == 1 or block.within:
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if after is None or (after.kind is BlockKind.HEADING and not after.within and after.level <= block.level):
            words = view.words(block).replace(BLANK, "").strip()
            if _NOTES_HEAD.match(words) and any(view.blocks(BlockKind.NOTE)):
                continue  # the notes stand at the end of the page
            yield view.spot(block.span.start, f"“{words[:30]}”之下没有正文。", "补上正文；认错的标题改成正文。")


def _is_directive(block: Block, view: View) -> bool:
    """Whether a comment speaks to the machine; any other may be a place that is filled when the site is published."""
    return block.kind is BlockKind.COMMENT and re.match(r"<!--\s*(allow|term)\b", block.text.cut(view.text)) is not None


@page_rule("STR110", Severity.ERROR)
def anchor_twice(view: View, site: Site) -> Iterator[Spot]:
    """同一页里地址重复

    两处用了同一个 `{#id}` 或 `id="…"`，链接只会到前一处。

    **改法**：给后一处换一个地址，指向它的链接一起改。

    反例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    甲。

    ## 二、口径 {#s1}

    乙。
    ```

    正例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    甲。

    ## 二、口径 {#s2}

    乙。
    ```
    """
    seen: dict[str, int] = {}
    for name, at in view.ids:
        if name in seen:
            yield view.spot(at, f"地址 {name} 在第 {view.page.position(seen[name])[0]} 行已经用了。", "换一个地址，指向它的链接一起改。")
        seen.setdefault(name, at)


@page_rule("STR111", Severity.WARNING)
def unstable_anchor(view: View, site: Site) -> Iterator[Spot]:
    """小标题没有固定的地址，或地址不是拉丁字母

    没有 `{#…}` 时，地址由标题的先后而来，前面插入一节，后面的链接就都错了；地址里有汉字，链接要写成一长串百分号。

    **改法**：在标题后面写 `{#s2-1}` 这样由序号而来的地址。

    反例：

    ```markdown
    # 题名

    ## 一、概念

    甲。
    ```

    正例：

    ```markdown
    # 题名

    ## 一、概念 {#s1}

    甲。
    ```
    """
    for block in view.headings if view.is_text else ():
        if block.level == 1 or not view.words(block).replace(BLANK, "").strip():
            continue
        if not block.id:
            yield view.spot(block.span.start, "小标题没有固定的地址。", "在标题后面写 {#s1-1} 这样的地址，由序号而来。")
        elif not _ASCII_ID.match(block.id):
            at = view.text.index(f"#{block.id}", block.text.end)
            yield view.spot(at, f"地址 {block.id} 不是以拉丁字母开头的拉丁字母与数字。", "换成 s1-1 这样的地址，指向它的链接一起改。")
