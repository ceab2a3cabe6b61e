"""Citations of a page: keys, places, the print beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity
from build_scripts.formats.marks import find_ref_comment
from build_scripts.model.page import Mark, MarkKind
from build_scripts.model.pages import parse_pages
from build_scripts.model.reference import RefType

_WITH_KEY = re.compile(r"\[(?!\^)[^\[\]\n]*@[A-Za-z0-9_][^\[\]\n]*\](?!\()")
_LOOSE_PRINT = re.compile(r"<!--\s*print\s*[:：].*?-->", re.S)
_LOOSE_REF = re.compile(r"<!--\s*ref\s*[:：](.*?)-->", re.S)
_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")
_PARTS = frozenset({RefType.ARTICLE_JOURNAL, RefType.CHAPTER, RefType.PAPER_CONFERENCE})


def near_key(key: str, site: Site) -> str:
    """The hint for a key that the library does not hold."""
    near = get_close_matches(key, site.corpus.entries, 1, 0.6)
    return f"想写的是 {near[0]} 吗？" if near else "在 references/*.bib 里补上这一条，或改正引文键。"


@page_rule("CIT001", Severity.ERROR)
def unresolved_key(view: View, site: Site) -> Iterator[Spot]:
    """文献库中没有引文键

    正文引用的键在 `references/*.bib` 里没有条目。发布时这处引文显示为“未解析”，读者找不到出处。

    **改法**：改正引文键的拼写，或在文献库里补上条目。

    反例：

    ```markdown
    增长的余值早有人算过[@solow1957technicel]。
    ```

    正例：

    ```markdown
    增长的余值早有人算过[@solow1957technical]。
    ```
    """
    for mark in view.marks(MarkKind.CITATION):
        if mark.narrative and not mark.printed and mark.items[0].key not in site.corpus.entries and _is_handle(mark, view):
            continue
        for item in mark.items:
            if item.key not in site.corpus.entries:
                at = view.text.find(f"@{item.key}", mark.span.start)
                yield view.spot(at, f"文献库中没有引文键 {item.key}。", near_key(item.key, site))


def _is_handle(mark: Mark, view: View) -> bool:
    """Whether a bare ``@name`` is no citation: an account (no year in it, as every key has) or inside an address."""
    return not re.search(r"\d{2}", mark.items[0].key) or view.text[mark.span.start - 1 : mark.span.start] in ("/", "＠")


@page_rule("CIT002", Severity.WARNING)
def malformed_citation(view: View, site: Site) -> Iterator[Spot]:
    """方括号里有引文键，却不成引文

    写法不合 `[@键]`、`[@键, 页码]`、`[@甲; @乙]` 的，会连同方括号照样显示在页面上。常见的错是几部著作之间用了逗号或全角分号。

    **改法**：几部著作之间用半角分号，每部前面都有 `@`；页码写在键的后面。

    反例：

    ```markdown
    两篇论文都这样看[@solow1957technical，@cai2013zhongguo]。
    ```

    正例：

    ```markdown
    两篇论文都这样看[@solow1957technical; @cai2013zhongguo, 60]。
    ```
    """
    cited = [mark for mark in view.marks(MarkKind.CITATION) if not mark.narrative]
    known = {mark.span.start for mark in cited}
    for mark in cited:
        if any("@" in item.locator for item in mark.items):
            yield view.spot(mark.span.start, "引文里的几部著作之间没有用半角分号隔开。", "写成 [@甲; @乙]。")
    for found in _WITH_KEY.finditer(view.open_html, view.page.body):
        if found.start() not in known and not _in_code_or_link(view, found.start()):
            yield view.spot(found.start(), f"“{found[0][:40]}”不成引文，会照样显示。", "写成 [@键]、[@键, 页码] 或 [@甲; @乙]。")


def _in_code_or_link(view: View, at: int) -> bool:
    covering = (m for m in view.page.marks if m.span.start <= at < m.span.end)
    return any(mark.kind is not MarkKind.CITATION or not mark.narrative for mark in covering) or view.text[at - 1 : at] == "\\"


@page_rule("CIT003", Severity.ERROR)
def unknown_ref(view: View, site: Site) -> Iterator[Spot]:
    """注或文献表的条目指向文献库中没有的键

    注和印在纸本上的文献表用 `<!-- ref: 键 -->` 指明所印的是哪一条；键不在文献库里，这条就连不出去。

    **改法**：改正键的拼写，或在文献库里补上条目。

    反例：

    ```markdown
    甲说。[^1]

    [^1]: 索洛：《技术变化与总量生产函数》，1957年。 <!-- ref: solow1957 -->
    ```

    正例：

    ```markdown
    甲说。[^1]

    [^1]: 索洛：《技术变化与总量生产函数》，1957年。 <!-- ref: solow1957technical, 312 -->
    ```
    """
    for span in view.comments:
        comment = span.cut(view.text)
        named = find_ref_comment(comment)
        if named is None:
            if _LOOSE_REF.match(comment):
                yield view.spot(span.start, "ref 注释读不通。", "写成 <!-- ref: 键, 页码 -->，几条之间用半角分号。")
            continue
        for item in named[0]:
            if item.key not in site.corpus.entries:
                at = view.text.find(item.key, span.start)
                yield view.spot(at, f"文献库中没有引文键 {item.key}。", near_key(item.key, site))


@page_rule("CIT004", Severity.INFO)
def locator_outside(view: View, site: Site) -> Iterator[Spot]:
    """所引的页码不在文章的起止页之内

    期刊论文、析出文章在文献库里有起止页码，而引文给的页码落在它之外：多半有一处印错或抄错。原文如此时不必改。

    **改法**：核对原书，改正引文的页码或文献库的起止页。

    反例：

    ```markdown
    见索洛的论文[@solow1957technical, 412]。
    ```

    正例：

    ```markdown
    见索洛的论文[@solow1957technical, 312-313]。
    ```
    """
    for mark in view.marks(MarkKind.CITATION):
        for item in mark.items:
            entry = site.corpus.entries.get(item.key)
            if entry is None or entry.reference.type not in _PARTS or not item.locator or not entry.reference.pages:
                continue
            whole, cited = parse_pages(entry.reference.pages), parse_pages(item.locator)
            if whole.ranges and cited.ranges and any(r.first != r.last for r in whole.ranges) and not whole.holds(cited):
                message = f"所引第 {item.locator} 页不在 {item.key} 的起止页 {entry.reference.pages} 之内。"
                yield view.spot(mark.span.start, message, "核对原书，改正引文的页码或文献库的 pages。")


@page_rule("CIT005", Severity.INFO)
def printed_only(view: View, site: Site) -> Iterator[Spot]:
    """引文没有对应到文献

    转换时认出了引文，却没有找到它所指的文献，照原样印在 `<cite class="unresolved">` 里。一页只报告一次。

    **改法**：在文献库里补上条目，把 `<cite …>` 换成 `[@键]<!-- print: 原来的字样 -->`；或在附注文件的 `references` 里补上文献表后重新转换。

    反例：

    ```markdown
    这一判断见于统计<cite class="unresolved">（某机构，2015）</cite>。
    ```

    正例：

    ```markdown
    这一判断见于统计[@cai2013zhongguo]<!-- print: （蔡昉，2013） -->。
    ```
    """
    marks = list(view.marks(MarkKind.UNRESOLVED))
    if marks:
        words = "、".join(dict.fromkeys(mark.text.cut(view.text) for mark in marks[:3]))
        yield view.spot(marks[0].span.start, f"本页有 {len(marks)} 处引文没有对应到文献：{words}{' 等' if len(marks) > 3 else ''}。",
                        "在文献库里补上条目，改写成 [@键]；或在附注的 references 里补上文献表。")  # fmt: skip


@page_rule("CIT006", Severity.WARNING)
def detached_print(view: View, site: Site) -> Iterator[Spot]:
    """`print` 注释没有紧跟在引文后面

    `<!-- print: … -->` 保存引文在纸本上的字样，只有紧跟在引文后面才起作用；离开了引文，原来的字样就不再显示。

    **改法**：把注释移回引文之后；引文已删的，连注释一起删去。

    反例：

    ```markdown
    见索洛的论文[@solow1957technical, 312]，余值由此得名<!-- print: （Solow，1957：312） -->。
    ```

    正例：

    ```markdown
    见索洛的论文[@solow1957technical, 312]<!-- print: （Solow，1957：312） -->，余值由此得名。
    ```
    """
    for span in view.comments:
        if _LOOSE_PRINT.match(span.cut(view.text)):
            yield view.spot(span.start, "print 注释没有紧跟在引文后面，不起作用。", "移到 [@键] 之后，中间不留字。")


@page_rule("CIT007", Severity.WARNING)
def other_year(view: View, site: Site) -> Iterator[Spot]:
    """引文所印的年份与文献库的年份不同

    引文后面 `print` 里的年份同条目的年份对不上，多半是键认错了：同一作者常有几年的著作。

    **改法**：核对原文，换成对的引文键，或改正条目的年份。

    反例：

    ```markdown
    转型的条件已有讨论[@cai2013zhongguo]<!-- print: （蔡昉，2008） -->。
    ```

    正例：

    ```markdown
    转型的条件已有讨论[@cai2013zhongguo]<!-- print: （蔡昉，2013） -->。
    ```
    """
    for mark in view.marks(MarkKind.CITATION):
        printed = {int(year) for year in _YEAR.findall(mark.printed)}
        dates = [site.corpus.entries[item.key].reference.date for item in mark.items if item.key in site.corpus.entries]
        if len(mark.items) != 1 or not printed or not dates or dates[0] is None:
            continue
        entry = site.corpus.entries[mark.items[0].key].reference
        known = {dates[0].year} | {int(year) for _, value in entry.extra for year in _YEAR.findall(value)}
        known |= {int(year) for year in _YEAR.findall(f"{dates[0].printed} {entry.raw}")}
        if not printed & known:
            message = f"引文印作 {min(printed)} 年，文献库里 {mark.items[0].key} 是 {dates[0].year} 年。"
            yield view.spot(mark.span.start, message, "核对是不是同一著作：换引文键，或改正条目的年份。")
