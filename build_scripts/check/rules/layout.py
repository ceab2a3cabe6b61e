"""How a page is laid down in Markdown: what two programs would read differently, or not as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import BLANK, View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import BlockKind, MarkKind
from build_scripts.text.edit import Edit
from build_scripts.text.han import CJK_PUNCT, HAN
from build_scripts.text.source import Span

_OPEN = re.compile(r"<(/?)(figure|div|section|aside|details|table|blockquote)\b([^<>]*)>", re.I)
_JOINT = re.compile(r"[ \t]*\n[ \t>]*")
_MEANT = re.compile(r"  \n|\\\n|<br|\n[ \t>]*\{:|\n[ \t>]*<|\n[ \t]{4}|\n[ \t>]*\$\$")
_WIDE = re.compile(rf"[{HAN}{CJK_PUNCT}]")
_LIST_INSIDE = re.compile(r"\n([ \t>]*)(?=(?:[-*+]|\d{1,9}[.)])[ \t]+\S)")
_TABLE_INSIDE = re.compile(r"\n(?=[^\n]*\|[^\n]*\n[ >]*\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*(?:\n|$))")
_STRONG = re.compile(r"(?<![\\*\0])\*\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*\*(?!\*)")
_DIRECTIVE = re.compile(r"<!--\s*([A-Za-z]+)\s*[:：]?")
_KNOWN_DIRECTIVES = ("allow", "print", "ref", "term")
_PUNCT = re.compile(rf"[{CJK_PUNCT}!-/:-@\[-`{{-~]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$|^={7}$", re.M)


@page_rule("STR119", Severity.ERROR)
def unclosed(view: View, site: Site) -> Iterator[Spot]:
    """HTML 容器没有关，或关了没有开

    `<figure>`、`<div>` 没有配对，后面的正文会全部进到里面去，或者页面从那里起走样。

    **改法**：补上或删去一半。

    反例：

    ```markdown
    <div class="references" markdown="block">

    - [1] 甲. 一书[M]. 北京: 某社, 2009.
    ```

    正例：

    ```markdown
    <div class="references" markdown="block">

    - [1] 甲. 一书[M]. 北京: 某社, 2009.

    </div>
    ```
    """
    stack: list[tuple[str, int]] = []
    for found in _OPEN.finditer(view.open_html, view.page.body):
        name = found[2].lower()
        if found[3].endswith("/"):
            continue
        if not found[1]:
            stack.append((name, found.start()))
        elif stack and stack[-1][0] == name:
            stack.pop()
        elif any(open_name == name for open_name, _ in stack):
            while stack[-1][0] != name:
                yield view.spot(stack[-1][1], f"<{stack.pop()[0]}> 没有关。", "补上结束标记。")
            stack.pop()
        else:
            yield view.spot(found.start(), f"</{name}> 前面没有 <{name}>。", "删去，或补上开始标记。")
    for name, at in stack:
        yield view.spot(at, f"<{name}> 没有关。", f"在该结束的地方写 </{name}>。")


@page_rule("STR120", Severity.WARNING, fixable=True)
def hard_wrapped(view: View, site: Site) -> Iterator[Spot]:
    """一段文字断成了几行

    文本的页面一段一行。汉字之间的换行在网页上显示成一个空格，比较版本时也会把整段当作改动。

    **改法**：接成一行；`check --fix` 能改。

    反例：

    ```markdown
    这一段文字在这里
    断成了两行。
    ```

    正例：

    ```markdown
    这一段文字在这里没有断成两行。
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE) if view.is_text else ():
        words = block.text.cut(view.text)
        if "\n" not in words or _LIST_INSIDE.search(words) or _TABLE_INSIDE.search(words) or _MEANT.search(words):
            continue
        edits = []
        for joint in _JOINT.finditer(words):
            beside = _WIDE.match(words, joint.start() - 1) or _WIDE.match(words, joint.end())
            edits.append(Edit(Span(block.text.start + joint.start(), block.text.start + joint.end()), "" if beside else " "))
        yield view.spot(block.text.start, f"一段文字断成了 {len(edits) + 1} 行。", "接成一行。", edits=edits)


@page_rule("STR121", Severity.WARNING, fixable=True)
def no_blank_line(view: View, site: Site) -> Iterator[Spot]:
    """列表或表格紧贴在段落下面

    前面没有空行时，有的程序当它是列表或表格，本站用的程序却把它当作段落的一部分，照样显示 `-` 与 `|`。

    **改法**：前面空一行；`check --fix` 能改。

    反例：

    ```markdown
    有三个来源：
    - 第一个
    - 第二个
    ```

    正例：

    ```markdown
    有三个来源：

    - 第一个
    - 第二个
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH):
        words = block.text.cut(view.text)
        for pattern, what in ((_LIST_INSIDE, "列表"), (_TABLE_INSIDE, "表格")):
            match = pattern.search(words)
            if match and not (what == "列表" and re.match(r"\d{2,}", words[match.end() :])):
                at = block.text.start + match.start()
                edits = [Edit(Span(at, at), "\n" + block.indent.rstrip())]
                yield view.spot(at + 1, f"{what}前面没有空行，会当作段落显示。", "前面空一行。", edits=edits)
                break


@page_rule("STR122", Severity.WARNING)
def code_by_indent(view: View, site: Site) -> Iterator[Spot]:
    """段首空了四格，会当作代码显示

    Markdown 里缩进四格的一段是代码：不折行，其中的引文、注码、术语都不起作用。

    **改法**：删去段首的空格；专栏与列表里的段落，缩进要与上文对齐。

    反例：

    ```markdown
    上一段。

        这一段的段首空了四格。
    ```

    正例：

    ```markdown
    上一段。

    这一段的段首没有空格。
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH):
        line = view.text[block.text.start : block.text.end].split("\n", 1)[0]
        if line.startswith(("    ", "\t")) and line.strip():
            yield view.spot(block.text.start, "段首空了四格，会当作代码显示。", "删去段首的空格。")


@page_rule("STR123", Severity.WARNING, fixable=True)
def broken_strong(view: View, site: Site) -> Iterator[Spot]:
    """加粗的星号贴着标点与汉字，有的程序不认

    CommonMark 规定：`**` 的里面是标点、外面是文字时不算加粗，于是 `他说**“新质”**是……` 会把星号照样显示出来。

    **改法**：写成 `<strong>…</strong>`，或把标点移到星号外面；`check --fix` 能改。

    反例：

    ```markdown
    他说**“新质生产力”**是核心。
    ```

    正例：

    ```markdown
    他说“**新质生产力**”是**核心**。
    ```
    """
    for match in _STRONG.finditer(view.open_html, view.page.body):
        before, after = view.text[match.start() - 1 : match.start()], view.text[match.end() : match.end() + 1]
        left = _PUNCT.match(match[1][0]) and before.strip() and not _PUNCT.match(before)
        right = _PUNCT.match(match[1][-1]) and after.strip() and not _PUNCT.match(after)
        if (left or right) and BLANK not in match[0]:
            edits = [Edit(Span(match.start(), match.end()), f"<strong>{match[1]}</strong>")]
            yield view.spot(match.start(), f"“{match[0][:24]}”的星号贴着标点，有的程序不认。", "写成 <strong>…</strong>。", edits=edits)


@page_rule("STR124", Severity.WARNING)
def unknown_directive(view: View, site: Site) -> Iterator[Spot]:
    """注释里的指令写错了

    `<!-- print: … -->`、`<!-- ref: … -->`、`<!-- term: off -->`、`<!-- allow …: … -->` 是给程序看的；拼错了就只是一条注释，悄悄地不起作用。

    **改法**：改正拼写。

    反例：

    ```markdown
    这一段不链接术语。<!-- terms: off -->
    ```

    正例：

    ```markdown
    这一段不链接术语。<!-- term: off --> <!-- 待查：第二版 -->
    ```
    """
    near = {"terms": "term", "alow": "allow", "allows": "allow", "refs": "ref", "reference": "ref", "prints": "print", "printed": "print",
            "ignore": "allow", "noqa": "allow", "pirnt": "print", "rfe": "ref", "trem": "term"}  # fmt: skip
    for span in view.comments:
        found = _DIRECTIVE.match(span.cut(view.text))
        if found and found[1].lower() in near and found[1] not in _KNOWN_DIRECTIVES:
            yield view.spot(span.start, f"没有“{found[1]}”这个指令，注释不起作用。", f"想写的是 {near[found[1].lower()]} 吗？")
        elif found and found[1] == "term" and not re.match(r"<!--\s*term\s*:\s*(?:off|on)\s*-->", span.cut(view.text)):
            yield view.spot(span.start, "term 指令读不通。", "写成 <!-- term: off -->。")


@page_rule("STR125", Severity.WARNING)
def page_marks(view: View, site: Site) -> Iterator[Spot]:
    """原书页码的次序不对

    `<span class="pb" …>` 记着原书每一页从哪里开始，应当从小到大。倒退或重复的，多半是切错了或抄错了，引用时页码就会错。

    **改法**：对照原书改正 `id` 与 `data-page`。

    反例：

    ```markdown
    <span class="pb" id="page-54" data-page="54"></span>第五十四页。<span class="pb" id="page-53" data-page="53"></span>第五十三页。
    ```

    正例：

    ```markdown
    <span class="pb" id="page-53" data-page="53"></span>第五十三页。<span class="pb" id="page-54" data-page="54"></span>第五十四页。
    ```
    """
    last = 0
    for mark in view.marks(MarkKind.PAGE_BREAK):
        if not mark.label.isdecimal():
            continue
        number = int(mark.label)
        if last and number <= last:
            yield view.spot(mark.span.start, f"原书页码从 {last} 退到 {number}。", "对照原书改正 data-page 与 id。")
        last = number


@page_rule("MRG101", Severity.ERROR)
def conflict_left(view: View, site: Site) -> Iterator[Spot]:
    """留有合并冲突的记号

    `<<<<<<<`、`=======`、`>>>>>>>` 是版本合并时留下的，两种写法都还在页面上。

    **改法**：定下一种写法，把记号与另一种删去。

    反例：

    ```markdown
    <<<<<<< 编辑的写法

    甲。

    =======

    乙。

    >>>>>>> 新的转换
    ```

    正例：

    ```markdown
    甲。
    ```
    """
    if "<<<<<<<" in view.open_html or ">>>>>>>" in view.open_html:
        for match in _CONFLICT.finditer(view.open_html):
            yield view.spot(match.start(), f"留有合并冲突的记号 {match[0][:7]}。", "定下一种写法，删去记号。")
