"""Terms: links that name none, names that are doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from build_scripts.check.rule import Site, page_rule, rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity
from build_scripts.model.glossary import Term
from build_scripts.model.page import BlockKind, MarkKind
from build_scripts.text.normalize import fold

_LOOSE = re.compile(r"(?<!\\)\[\[[^\[\]\n]{0,40}(?:\n|$|\](?!\])|\|[^\[\]\n]*\|)|(?<![\]\\])\[\[\s*\]\]")
_CITES = re.compile(r"@[A-Za-z0-9_][\w:.#$%&+?~/-]*")


@page_rule("TRM010", Severity.ERROR)
def unknown_term(view: View, site: Site) -> Iterator[Spot]:
    """`[[…]]` 里的词不在术语表里

    强制链接的词要在 `references/glossary.yml` 里有词条或别名，不然只显示成普通文字。

    **改法**：改正词的写法，换成 `[[词条|字样]]`，或在术语表里补上。

    反例：

    ```markdown
    统计的[[口经]]要写明。
    ```

    正例：

    ```markdown
    统计的[[口径]]要写明，[[口径|这个约定]]不可少。
    ```
    """
    for mark in view.marks(MarkKind.TERM):
        if site.corpus.glossary.find(mark.label) is None:
            names = {name: term.term for term in site.corpus.glossary for name in (term.term, *term.aliases)}
            near = get_close_matches(mark.label, names, 1, 0.5)
            hint = f"想写的是 [[{near[0]}]] 吗？" if near else "在术语表里补上，或去掉方括号。"
            yield view.spot(mark.span.start, f"术语表里没有“{mark.label}”。", hint)


@page_rule("TRM102", Severity.WARNING)
def loose_term(view: View, site: Site) -> Iterator[Spot]:
    """`[[` 没有配上 `]]`

    少了一个方括号的术语链接会照样显示方括号。

    **改法**：写成 `[[词]]` 或 `[[词|字样]]`。

    反例：

    ```markdown
    统计的[[口径]要写明。
    ```

    正例：

    ```markdown
    统计的[[口径]]要写明。
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE):
        for found in _LOOSE.finditer(view.open_html, block.text.start, block.text.end):
            if not any(mark.kind is MarkKind.LINK and mark.span.start <= found.start() < mark.span.end for mark in view.page.marks):
                yield view.spot(found.start(), f"“{found[0][:20].strip()}”不成术语链接。", "写成 [[词]] 或 [[词|字样]]。")


@rule("TRM103", Severity.WARNING)
def doubled_alias(site: Site) -> Iterator[Spot]:
    """词条的别名与词条自己相同，或别名之间相同

    只差大小写与全半角的也算相同。重复的别名没有用处，多半是想写另一个词。

    **改法**：删去重复的，或改成想写的那个词。

    反例：

    ```yaml
    - id: koujing
      term: 口径
      aliases: [口径]
      definition: 统计的约定[@cai2013zhongguo]。
    ```

    正例：

    ```yaml
    - id: koujing
      term: 口径
      aliases: [统计口径]
      definition: 统计的约定[@cai2013zhongguo]。
    ```
    """
    for term in site.corpus.glossary:
        seen = {fold(term.term)}
        for name in term.aliases:
            if fold(name) in seen:
                yield _at(term, f"“{term.term}”的别名“{name}”与它的另一个名称相同。", "删去，或改成想写的那个词。")
            seen.add(fold(name))


def _at(term: Term, message: str, hint: str) -> Spot:
    return Spot("references/glossary.yml", *term.place, message, hint)


@rule("TRM104", Severity.INFO)
def empty_definition(site: Site) -> Iterator[Spot]:
    """释义太短，或只是把词条重说一遍

    读者指着词就看到释义；“口径：指口径”没有说出什么。

    **改法**：用一两句话说明它指什么、与相近的词有什么分别。

    反例：

    ```yaml
    - id: koujing
      term: 口径
      definition: 即口径[@cai2013zhongguo]。
    ```

    正例：

    ```yaml
    - id: koujing
      term: 口径
      definition: 统计时包括什么、不包括什么的约定[@cai2013zhongguo]。
    ```
    """
    for term in site.corpus.glossary:
        words = re.sub(r"\[[^\[\]]*@[^\[\]]*\]|[\W_]+", "", _CITES.sub("", term.definition))
        for name in sorted(term.names, key=len, reverse=True):
            words = words.replace(re.sub(r"[\W_]+", "", name), "")
        if term.definition and len(words) < 5:
            yield _at(term, f"“{term.term}”的释义没有说出什么。", "用一两句话说明它指什么。")
