"""Notes and their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import BlockKind, MarkKind

_LEFT_MARK = re.compile(
    r"\^\s*\{\s*(?:[①-⑳➀-➉]|\*{1,3}|\[\d{1,3}\])\s*\}|(?<=[\u4e00-\u9fff。，；：”’》）])\^\s*\{\s*\d{1,3}\s*\}|\^\s*[①-⑳➀-➉]|\$\s*\^[^$\n]{1,20}\$|\\textcircled|\\footnote\b|(?<=[”’》])[①-⑳➀-➉]"
)
_ESCAPED = re.compile(r"\\\[\^([^\]\s]{1,12})\\?\]")


@page_rule("STR101", Severity.ERROR)
def mark_without_note(view: View, site: Site) -> Iterator[Spot]:
    """注码没有注文：页面上会显示 `[^x]`

    正文里的 `[^x]` 在页末没有 `[^x]: …`，读者看到的是这几个符号本身。

    **改法**：补上注文，改正号码，或删去注码。

    反例：

    ```markdown
    甲说过这句话。[^1]乙也说过。[^2]

    [^1]: 甲的书。
    ```

    正例：

    ```markdown
    甲说过这句话。[^1]乙也说过。[^2]

    [^1]: 甲的书。

    [^2]: 乙的书。
    ```
    """
    known = {block.id for block in view.blocks(BlockKind.NOTE)}
    for mark in view.marks(MarkKind.NOTE_MARK):
        if mark.label not in known:
            yield view.spot(mark.span.start, f"注码 [^{mark.label}] 没有注文，页面上会照样显示。", f"补上“[^{mark.label}]: …”，或改正号码。")


@page_rule("STR102", Severity.WARNING)
def note_without_mark(view: View, site: Site) -> Iterator[Spot]:
    """注文没有注码

    页末有这条注，正文里却没有哪里指向它，读者到不了这里；有的程序会连注文也不显示。

    **改法**：在正文该注的地方补上注码，或删去注文。

    反例：

    ```markdown
    甲说过这句话。

    [^1]: 甲的书。
    ```

    正例：

    ```markdown
    甲说过这句话。[^1]

    [^1]: 甲的书。
    ```
    """
    used = {mark.label for mark in view.marks(MarkKind.NOTE_MARK)} | _in_attributes(view)
    for block in view.blocks(BlockKind.NOTE):
        if block.id not in used:
            yield view.spot(block.span.start, f"注 [^{block.id}] 在正文里没有注码。", "在正文补上注码，或删去这条注。")


def _in_attributes(view: View) -> set[str]:
    """Marks that stand where no mark is read (inside raw HTML)."""
    return {label for block in view.blocks(BlockKind.HTML) for label in re.findall(r"\[\^([^\]\s]{1,200})\]", block.text.cut(view.text))}


@page_rule("STR103", Severity.ERROR)
def note_twice(view: View, site: Site) -> Iterator[Spot]:
    """同一注码有两条注文

    两条注文用了同一个号码，只有一条会显示，另一条的文字就不见了。

    **改法**：给其中一条换一个号码，正文的注码一起改。

    反例：

    ```markdown
    甲说。[^1]

    [^1]: 甲的书。

    [^1]: 乙的书。
    ```

    正例：

    ```markdown
    甲说。[^1]乙说。[^2]

    [^1]: 甲的书。

    [^2]: 乙的书。
    ```
    """
    seen: dict[str, int] = {}
    for block in view.blocks(BlockKind.NOTE):
        line = view.page.position(block.span.start)[0]
        if block.id in seen:
            yield view.spot(block.span.start, f"注 [^{block.id}] 在第 {seen[block.id]} 行已有注文，只有一条会显示。", "换一个号码，或合成一条。")
        seen.setdefault(block.id, line)


@page_rule("STR104", Severity.WARNING)
def notes_out_of_order(view: View, site: Site) -> Iterator[Spot]:
    """注码没有按先后编号

    本站的注在一页之内按出现的先后编号。后面的注码比前面的小，或中间跳了号，常是增删之后忘了改。同一条注可以再引一次。

    **改法**：按先后重排号码；正文与注文一起改。

    反例：

    ```markdown
    甲说。[^2]乙说。[^1]

    [^1]: 甲的书。

    [^2]: 乙的书。
    ```

    正例：

    ```markdown
    甲说。[^1]乙说。[^2]甲又说。[^1]

    [^1]: 甲的书。

    [^2]: 乙的书。
    ```
    """
    expected = 1
    marks = [mark for mark in view.marks(MarkKind.NOTE_MARK) if mark.label.isdecimal()]
    for mark in marks:
        number = int(mark.label)
        if number > expected or (number < expected and not any(m.label == mark.label and m.span < mark.span for m in marks)):
            yield view.spot(mark.span.start, f"注码 [^{number}] 的先后不对，这里应是 [^{expected}]。", "按先后重排号码，注文一起改。")
            return
        expected = max(expected, number + 1)


@page_rule("STR105", Severity.WARNING)
def printed_note_mark(view: View, site: Site) -> Iterator[Spot]:
    """纸本的注码留在了文字里

    `^①`、`^{①}`、引文后面的 `①` 这样的记号是纸本的注码，没有变成本站的注；`\\[^1\\]` 是注码被转义，只显示记号本身。

    **改法**：换成 `[^n]` 并在页末写注文；不是注码的，改写。

    反例：

    ```markdown
    他在书里说过这句话。^{①}后来又说。
    ```

    正例：

    ```markdown
    他在书里说过这句话。[^1]后来又说。

    [^1]: 那本书。
    ```
    """
    for found in _LEFT_MARK.finditer(view.prose):
        yield view.spot(found.start(), f"文字里留有纸本的注码“{found[0]}”。", "换成 [^n] 并写注文；不是注码的改写。")
    for found in _ESCAPED.finditer(view.open_html):
        yield view.spot(found.start(), f"“{found[0]}”被转义，只显示记号本身。", "去掉反斜线，并写注文。")
