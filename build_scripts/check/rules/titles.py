"""The title of a page: one head at the top that says what the front matter says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import BLANK, View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import Block
from build_scripts.text.normalize import fold, squeeze


@page_rule("STR112", Severity.WARNING)
def title_heading(view: View, site: Site) -> Iterator[Spot]:
    """一页应当有一个一级标题，而且在最前面

    一级标题 `#` 是这一页的题名，只有一个；文中的小标题从 `##` 起。

    **改法**：把多出的 `#` 改成 `##`；没有一级标题的，补上题名。

    反例：

    ```markdown
    # 题名

    甲。

    # 又一个题名

    乙。
    ```

    正例：

    ```markdown
    # 题名

    甲。

    ## 一、概念 {#s1}

    乙。
    ```
    """
    tops = [block for block in view.headings if block.level == 1]
    if not tops and view.is_text:
        yield view.whole("这一页没有一级标题。", "在正文之前写上“# 题名”。")
    for block in tops[1:]:
        yield view.spot(block.span.start, "这一页有不止一个一级标题。", "文中的小标题从 ## 起。")
    if tops and view.headings[0] is not tops[0]:
        yield view.spot(tops[0].span.start, "一级标题不在最前面。", "把题名移到所有小标题之前。")


@page_rule("MET107", Severity.WARNING)
def other_title(view: View, site: Site) -> Iterator[Spot]:
    """页首的题名与一级标题不同

    页首 `title` 用于目录、引用与元数据，一级标题显示在页面上，两处应当一样。

    **改法**：改成一样的；副题写在 `subtitle`。

    反例：

    ```markdown
    ---
    title: 新质生产力的测度
    ---

    # 新质生产力的测量

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 新质生产力的测度
    ---

    # 新质生产力的测度

    甲。
    ```
    """
    title, top = view.page.meta.get("title"), _top(view)
    if isinstance(title, str) and top is not None and view.is_text:
        words = unescape(view.words(top).replace(BLANK, ""))
        number = str(view.page.meta.get("chapter_number") or "")
        wanted = {_bare(title), _bare(f"{number}{title}"), _bare(f"{title}{view.page.meta.get('subtitle') or ''}")}
        if _bare(words) not in wanted:
            yield view.spot(top.text.start, f"一级标题“{words.strip()[:30]}”与页首的 title“{title[:30]}”不同。", "改成一样的；副题写在 subtitle。")


def _top(view: View) -> Block | None:
    return next((block for block in view.headings if block.level == 1), None)


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", squeeze(fold(words)))
