"""What the pages of one text, and the texts among themselves, must agree on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_scripts.check.rule import Site, rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity


@rule("MET110", Severity.ERROR)
def chapters(site: Site) -> Iterator[Spot]:
    """分章的页面接不起来

    一篇文章分成几页时，文件夹里有 `index.md`，各章的 `part_of` 是文件夹的名字，`order` 各不相同。接不起来的，目录与“上一页、下一页”都会错。

    **改法**：改正 `part_of` 与 `order`；缺 `index.md` 的补上。

    反例：

    ```markdown
    ---
    title: 第一章
    part_of: another
    order: 1
    ---

    # 第一章

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 一篇独立的文章
    ---

    # 一篇独立的文章

    甲。
    ```
    """
    for text in site.corpus.texts:
        first = text.pages[0]
        folder = any("/" in page.path.removeprefix("texts/") for page in text.pages)
        if folder and not first.path.endswith("/index.md"):
            yield Spot(f"docs/{first.path}", 1, 1, f"文件夹 {text.slug} 里没有 index.md。", "补上首页：题名与第一章之前的文字。")
        orders: dict[object, str] = {}
        for page in text.pages:
            part_of, order = page.meta.get("part_of"), page.meta.get("order")
            if part_of is not None and str(part_of) != text.slug:
                yield View(page).meta_spot("part_of", f"part_of 是 {part_of}，而这一页在 {text.slug}。", f"改成 part_of: {text.slug}，或把文件移过去。")
            if order is not None and order in orders:
                yield View(page).meta_spot("order", f"{orders[order]} 的 order 也是 {order}。", "各章的 order 各不相同。")
            orders.setdefault(order, page.path)


@rule("MET111", Severity.ERROR)
def same_source(site: Site) -> Iterator[Spot]:
    """两篇文章说自己出自同一处，或用了同一个引文键

    `source` 记着页面由哪一份原文的第几篇转换而来，`citekey` 是引用这一篇时用的键，都只能属于一篇。复制页面时忘了改，下一次转换就会弄混。

    **改法**：改正其中一篇；自己写的页面不要 `source`。

    反例：

    ```markdown
    ---
    title: 题名
    source: {file: other.txt, part: 1}
    citekey: cai2013zhongguo
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    source: {file: another.txt, part: 1}
    ---

    # 题名

    甲。
    ```
    """
    seen: dict[tuple[str, str], str] = {}
    for text in site.corpus.texts:
        source = text.meta.get("source")
        names = [("source", f"{source.get('file')} 第 {source.get('part', 1)} 篇")] if isinstance(source, Mapping) else []
        names += [("citekey", str(text.meta["citekey"]))] if text.meta.get("citekey") else []
        for name in names:
            if name in seen:
                yield View(text.pages[0]).meta_spot(name[0], f"{name[0]} {name[1]} 与 {seen[name]} 相同。", "改正其中一篇。")
            seen.setdefault(name, text.pages[0].path)
            if name[0] == "citekey" and name[1] in site.corpus.entries:
                message = f"citekey {name[1]} 是文献库里另一条的键。"
                yield View(text.pages[0]).meta_spot("citekey", message, "换一个键；就是那一条的，删去一处。", Severity.WARNING)
