"""Tables, figures and their captions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import BLANK, View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import Block, BlockKind
from build_scripts.text.edit import Edit
from build_scripts.text.source import Span

_BAR = re.compile(r"(?<!\\)\|")
_SOURCE = re.compile(r"\s*(?:资料来源|数据来源|来源|资料出处|图片来源|出处|Sources?)\s*[:：]")
_NUMBERED = re.compile(r"\s*(附?[图表]|专栏|Table|Figure|Fig\.|Box)\s*([A-Z]?\d{1,3}(?:[-.．—–－]\d{1,3}){0,2})")
_FRAME = re.compile(r"<figure(?![^<>]*\bid=)[^<>]*\bclass=\"table\"")
"""A table that the print gave no title: its frame is ours."""
_ROW = re.compile(r"<tr\b[^<>]*>(.*?)(?=<tr\b|</table>|</tr>)", re.S | re.I)
_CELL = re.compile(r"<t[hd]\b([^<>]*)>", re.I)
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?(\d{1,3})", re.I)


@page_rule("STR113", Severity.ERROR, fixable=True)
def ragged_row(view: View, site: Site) -> Iterator[Spot]:
    """表格的一行比表头多几格或少几格

    少的格显示成空白，多的格不显示，其中的文字就不见了。

    **改法**：补上或删去竖线；少了格的，`check --fix` 补上空格子。格子里要写竖线，写成 `\\|`。

    反例：

    ```markdown
    | 年份 | 位次 |
    | --- | --- |
    | 2023 | 12 | 多出的一格 |
    ```

    正例：

    ```markdown
    | 年份 | 位次 |
    | --- | --- |
    | 2023 | 12\\|13 |
    | 2024 |  |
    ```
    """
    for block in view.blocks(BlockKind.TABLE):
        lines = _lines(view, block)
        width = _cells(lines[0][1])
        for at, line in lines[1:]:
            count = _cells(line)
            if count == width:
                continue
            closed = line.rstrip().endswith("|")
            end = at + len(line.rstrip())
            edits = [Edit(Span(end, end), ("" if closed else " |") + "  |" * (width - count))] if count < width else []
            fault = f"多出 {count - width} 格，不会显示" if count > width else f"少 {width - count} 格"
            severity = None if count > width else Severity.WARNING
            yield view.spot(at, f"这一行有 {count} 格，表头有 {width} 格：{fault}。", "补上或删去竖线；格子里的竖线写成 \\|。", severity, edits)


def _lines(view: View, block: Block) -> list[tuple[int, str]]:
    """The rows of a pipe table: offset and text, the prefix of the container left aside."""
    out = []
    at = block.text.start
    for number, line in enumerate(block.text.cut(view.text).split("\n")):
        bare = line if number == 0 else line.removeprefix(block.indent)
        out.append((at + len(line) - len(bare), bare))
        at += len(line) + 1
    return out


def _cells(line: str) -> int:
    plain = re.sub(r"`[^`]*`", lambda m: "x" * len(m[0]), line.strip())
    count = len(_BAR.findall(plain)) + 1
    return count - plain.startswith("|") - (plain.endswith("|") and not plain.endswith("\\|"))


@page_rule("STR114", Severity.WARNING)
def ragged_grid(view: View, site: Site) -> Iterator[Spot]:
    """HTML 表格的各行宽度不同

    合并单元格（`colspan`、`rowspan`）算在内，各行占的列数应当一样；不一样时后面的格子会错位，数字就归到了别的栏下。

    **改法**：改正 `colspan`、`rowspan`，或补上空的 `<td></td>`。

    反例：

    ```markdown
    <table>
    <tr><th rowspan="2">年份</th><th colspan="2">其中</th></tr>
    <tr><th>基础</th><th>应用</th></tr>
    <tr><td>2023</td><td>2259</td></tr>
    </table>
    ```

    正例：

    ```markdown
    <table>
    <tr><th rowspan="2">年份</th><th colspan="2">其中</th></tr>
    <tr><th>基础</th><th>应用</th></tr>
    <tr><td>2023</td><td>2259</td><td>3661</td></tr>
    </table>
    ```
    """
    for block in view.blocks(BlockKind.HTML):
        source = block.text.cut(view.text)
        if not source.lstrip().startswith("<table") or source.count("<table") > 1:
            continue
        rows = [(found.start(), _CELL.findall(found[1])) for found in _ROW.finditer(source)]
        widths = _widths([cells for _, cells in rows])
        for (at, _), width in zip(rows, widths, strict=True):
            if width != widths[0]:
                yield view.spot(block.text.start + at, f"这一行占 {width} 列，第一行占 {widths[0]} 列。", "改正 colspan、rowspan，或补上空格子。")
                break


def _widths(rows: list[list[str]]) -> list[int]:
    """How many columns each row takes, cells that reach down from above included."""
    out = []
    hanging: list[int] = []
    for cells in rows:
        width = len(hanging)
        below = [rows_left - 1 for rows_left in hanging if rows_left > 1]
        for attributes in cells:
            spans = {name.lower(): int(number) for name, number in _SPAN.findall(attributes)}
            width += spans.get("col", 1)
            below += [spans["row"] - 1] * spans.get("col", 1) if spans.get("row", 1) > 1 else []
        out.append(width)
        hanging = below
    return out


@page_rule("STR115", Severity.WARNING)
def figure_without_caption(view: View, site: Site) -> Iterator[Spot]:
    """图表没有题

    图、表放在 `<figure>` 里，第一行是 `<figcaption>`，正文才能指着它说话，读屏软件也靠它。

    **改法**：补上 `<figcaption markdown="span">图1 …</figcaption>`；没有题的表可以不用 `<figure>`。

    反例：

    ```markdown
    <figure id="fig-1" markdown="block">

    资料来源：作者绘制。

    </figure>
    ```

    正例：

    ```markdown
    <figure id="fig-1" markdown="block">
    <figcaption markdown="span">图1 投入强度</figcaption>

    资料来源：作者绘制。

    </figure>
    ```
    """
    for start, inner in figures(view):
        captions = [block for block in inner if block.kind is BlockKind.CAPTION]
        if not captions and _FRAME.match(view.text, start):
            continue
        if not captions or not view.words(captions[0]).replace(BLANK, "").strip():
            yield view.spot(start, "图表没有题。", "补上 <figcaption>；没有题的表可以不用 <figure>。")


@page_rule("STR116", Severity.INFO)
def figure_without_source(view: View, site: Site) -> Iterator[Spot]:
    """图表没有注明来源

    引用图表里的数字要追到来源。原书没有注明的，照录，不必补。

    **改法**：在图表之下另起一段写“资料来源：……”；是作者自己的，写“作者绘制”“作者计算”。

    反例：

    ```markdown
    <figure id="fig-1" markdown="block">
    <figcaption markdown="span">图1 投入强度</figcaption>

    注：示意。

    </figure>
    ```

    正例：

    ```markdown
    <figure id="fig-1" markdown="block">
    <figcaption markdown="span">图1 投入强度</figcaption>

    资料来源：作者绘制。

    </figure>
    ```
    """
    for start, inner in figures(view):
        captions = [view.words(block).replace(BLANK, "") for block in inner if block.kind is BlockKind.CAPTION]
        told = any(_SOURCE.match(view.words(block).replace(BLANK, "")) or "来源" in view.words(block) for block in inner)
        if captions and _NUMBERED.match(captions[0]) and not told:
            yield view.spot(start, f"{captions[0].strip()[:24]} 没有注明来源。", "在图表之下写“资料来源：……”；原书没有就不必补。")


def figures(view: View) -> Iterator[tuple[int, list[Block]]]:
    """Each ``<figure markdown>``: where it begins and the blocks in it."""
    blocks = view.page.blocks
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.HTML or not block.text.cut(view.text).startswith("<figure") or "markdown" not in block.text.cut(view.text):
            continue
        inner = []
        for other in blocks[index + 1 :]:
            if len(other.within) <= len(block.within) or other.text.cut(view.text).startswith("</figure"):
                break
            inner.append(other)
        yield block.span.start, inner


@page_rule("STR117", Severity.WARNING)
def caption_number(view: View, site: Site) -> Iterator[Spot]:
    """两个图表用了同一个号

    正文说“见表3.1”，读者不知道是哪一个。续表应与前面的表合在一起。

    **改法**：改正其中一个的号；续表的行并入前面的表。

    反例：

    ```markdown
    <figure id="tab-1" class="table" markdown="block">
    <figcaption markdown="span">表1 位次</figcaption>

    资料来源：作者计算。

    </figure>

    <figure id="tab-2" class="table" markdown="block">
    <figcaption markdown="span">表1 经费</figcaption>

    资料来源：作者计算。

    </figure>
    ```

    正例：

    ```markdown
    <figure id="tab-1" class="table" markdown="block">
    <figcaption markdown="span">表1 位次</figcaption>

    资料来源：作者计算。

    </figure>

    <figure id="fig-1" markdown="block">
    <figcaption markdown="span">图1 经费</figcaption>

    资料来源：作者计算。

    </figure>
    ```
    """
    seen: dict[tuple[str, str], int] = {}
    for block in view.blocks(BlockKind.CAPTION, BlockKind.BOX_TITLE):
        match = _NUMBERED.match(view.words(block).replace(BLANK, ""))
        if match is None:
            continue
        key = match[1], re.sub(r"[.．—–－]", "-", match[2])
        line = view.page.position(block.span.start)[0]
        if key in seen:
            yield view.spot(block.text.start, f"第 {seen[key]} 行已有{match[1]}{match[2]}。", "改正其中一个的号；续表并入前面的表。")
        seen.setdefault(key, line)


@page_rule("STR118", Severity.WARNING)
def empty_container(view: View, site: Site) -> Iterator[Spot]:
    """专栏里什么也没有

    专栏的内容每行要缩进四格；没有缩进的段落不在专栏里，专栏就是空的。

    **改法**：把内容缩进四格；空的专栏删去。

    反例：

    ```markdown
    !!! box "专栏1-1 一本手册"

    这一段没有缩进，不在专栏里。
    ```

    正例：

    ```markdown
    !!! box "专栏1-1 一本手册"

        这一段缩进了四格。
    ```
    """
    blocks = view.page.blocks
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.BOX_TITLE:
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if after is None or after.within[: len(block.within)] != block.within or after.kind is BlockKind.BOX_TITLE and after.within == block.within:
            yield view.spot(block.span.start, "专栏里什么也没有。", "内容每行缩进四格；空的专栏删去。")
