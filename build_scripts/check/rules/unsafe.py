"""Content that would run, fetch or disguise something in a reader's browser. Strangers edit these pages; none of this is ever needed.

The rules look at the source as a browser would: entities decoded, blanks and control characters taken out of addresses. What is published
is sanitised as well, and the built HTML is looked at again (SEC101, SEC102); here the author is told, with the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from build_scripts.check.markup import ADDRESSED, RUNNING, SCHEME, STYLING, TAG, attributes, is_foreign, spelt_out
from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import MarkKind

_ATTRIBUTE_LIST = re.compile(r"\{:?\s*([^{}\n]*)\}")
_LOADING = frozenset({"img", "video", "audio", "source", "track", "picture", "image", "use", "input"})
_FETCHING = frozenset({"src", "srcset", "poster", "background", "ping"})
"""Attributes whose addresses a browser asks for unbidden, whatever the element."""
_HARMLESS_STYLE = re.compile(r"\s*(?:(?:text-align|vertical-align|width|min-width|white-space)\s*:\s*[\w.%-]+\s*;?\s*)*\Z", re.I)
_LIKE_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:/\S*)?")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|lrm|rlm);?")
_ELEMENT = re.compile(r"<[\s/]*([A-Za-z][\w:-]*)")
_TARGET = re.compile(r"(?P<image>!?)\[[^\[\]\n]*\]\(\s*<?\s*([^\s<>()]+)|^ {0,3}\[[^\]\n]+\]:\s*<?\s*([^\s<>]+)|<([A-Za-z]+:[^\s<>]*)>", re.M)
"""Where an address may stand in Markdown: behind words, in a definition of a link, between brackets."""
_FETCHED = re.compile(r"url\(\s*[\"']?\s*(?:https?:)?(?://|\\\\)", re.I)


@page_rule("SEC001", Severity.ERROR)
def running_element(view: View, site: Site) -> Iterator[Spot]:
    """页面里有脚本、框架或表单

    `<script>`、`<iframe>`、`<object>`、`<form>`、`<meta>` 之类会在读者的浏览器里运行、装入或改动页面。文本用不着它们。

    **改法**：删去；原样展示代码时放进反引号或代码块。

    反例：

    ```markdown
    正文。<script>alert(1)</script>
    ```

    正例：

    ```markdown
    正文里说到 `<script>` 这个标记，以及 `<iframe src="…">`。
    ```
    """
    for found in _ELEMENT.finditer(view.open_html, view.page.body):
        if found[1].lower() in RUNNING and "/" not in view.open_html[found.start() : found.start(1)]:
            yield view.spot(found.start(), f"页面里有 <{found[1]}>。", "删去；原样展示代码时放进反引号。")


@page_rule("SEC002", Severity.ERROR)
def event_attribute(view: View, site: Site) -> Iterator[Spot]:
    """页面里有事件属性

    `onclick`、`onerror` 等属性里的代码会在读者的浏览器里运行；写在 Markdown 的 `{: …}` 里也一样。

    **改法**：删去。

    反例：

    ```markdown
    <span onclick="alert(1)">正文</span>
    ```

    正例：

    ```markdown
    <span class="pb" id="page-1" data-page="1"></span>正文
    ```
    """
    for at, name, _ in _given(view):
        if name.startswith("on") and name[2:].isalpha():
            yield view.spot(at, f"事件属性 {name} 会运行代码。", "删去。")


def _given(view: View) -> Iterator[tuple[int, str, str]]:
    """Every attribute of the page, of tags and of Markdown's attribute lists: place, name, value."""
    for tag in TAG.finditer(view.open_html, view.page.body):
        for name, value, at in attributes(tag[3]):
            yield tag.start(3) + at, name, value
    for found in _ATTRIBUTE_LIST.finditer(view.open_html, view.page.body):
        for name, value, at in attributes(found[1]):
            yield found.start(1) + at, name, value


@page_rule("SEC003", Severity.ERROR)
def running_address(view: View, site: Site) -> Iterator[Spot]:
    """链接会运行代码：`javascript:`、`data:` 之类

    这些链接点开不是去一个地方，而是在读者的浏览器里运行代码，或显示藏在链接里的页面。用实体或空格拆开写的也认得出来。

    **改法**：换成 `https:` 的链接或本站的链接。

    反例：

    ```markdown
    [点这里](java&#115;cript:alert(1))
    ```

    正例：

    ```markdown
    [点这里](https://example.com/?q=javascript:)
    ```
    """
    for at, _, target in _targets(view):
        if SCHEME.match(spelt_out(target)):
            yield view.spot(at, f"链接 {target[:40]} 会运行代码。", "换成 https: 的链接或本站的链接。")
    for at, name, value in _given(view):
        if name in ADDRESSED and SCHEME.match(spelt_out(value)):
            yield view.spot(at, f"{name} 的地址 {value[:40]} 会运行代码。", "换成 https: 的链接或本站的链接。")


def _targets(view: View) -> Iterator[tuple[int, bool, str]]:
    """Every address of the page's Markdown: place, whether an image is shown from there, address."""
    seen = set()
    for mark in view.marks(MarkKind.LINK, MarkKind.IMAGE, MarkKind.URL):
        target = mark.label or mark.span.cut(view.text).strip("<>")
        if mark.kind is not MarkKind.LINK or mark.label:
            seen.add(mark.span.start)
            yield mark.span.start, mark.kind is MarkKind.IMAGE, target.strip("<>")
    for found in _TARGET.finditer(view.open_html, view.page.body):
        if found.start() not in seen:
            yield found.start(), bool(found["image"]), found[2] or found[3] or found[4]


@page_rule("SEC004", Severity.ERROR)
def foreign_file(view: View, site: Site) -> Iterator[Spot]:
    """页面要用别的网站的图片或文件

    读者打开页面，浏览器就会向那个网站请求文件：那里知道了是谁在读，也可以随时换掉内容。链接不算，读者点了才去。

    **改法**：把文件收进 `docs/`，写相对的地址。

    反例：

    ```markdown
    ![示意图](https://example.com/a.png)
    ```

    正例：

    ```markdown
    ![示意图](figure.svg)，见[原页](https://example.com/)。
    ```
    """
    for at, image, target in _targets(view):
        if image and is_foreign(target):
            yield view.spot(at, f"图片 {target[:60]} 在别的网站上。", "把文件收进 docs/，写相对的地址。")
    for tag in TAG.finditer(view.open_html, view.page.body):
        if not tag[1]:
            for name, value, at in attributes(tag[3]):
                if (name in _FETCHING or (name in ADDRESSED and tag[2].lower() in _LOADING)) and is_foreign(value) or _FETCHED.search(unescape(value)):
                    yield view.spot(tag.start(3) + at, f"<{tag[2]}> 的 {value[:60]} 在别的网站上。", "把文件收进 docs/，写相对的地址。")


@page_rule("SEC005", Severity.ERROR)
def injected_style(view: View, site: Site) -> Iterator[Spot]:
    """页面里夹着样式

    `<style>` 与 `style="…"` 能盖住页面、伪造界面、向别的网站发请求。样式只在样式表里写；表格的对齐与宽度可以写。

    **改法**：删去，或改用本站样式表里的类名。

    反例：

    ```markdown
    <span style="position:fixed;top:0;background:url(https://example.com/x)">正文</span>
    ```

    正例：

    ```markdown
    <table>
    <tr><td style="text-align: right">12</td></tr>
    </table>
    ```
    """
    for tag in TAG.finditer(view.open_html, view.page.body):
        if tag[2].lower() in STYLING and not tag[1]:
            yield view.spot(tag.start(), "页面里有 <style>。", "样式只在样式表里写。")
    for at, name, value in _given(view):
        if name == "style" and not _HARMLESS_STYLE.match(unescape(value)):
            yield view.spot(at, f"style 属性“{value[:40]}”不在允许之列。", "删去，或改用样式表里的类名。")


@page_rule("SEC006", Severity.ERROR)
def direction_override(view: View, site: Site) -> Iterator[Spot]:
    """有改变文字方向的看不见的字符

    这些字符能让文字与链接显示成另一个次序，看的人与机器读到的不一样。中文与西文都用不着。

    **改法**：删去。

    反例：

    ```markdown
    见附件 &#x202E;gnp.exe。
    ```

    正例：

    ```markdown
    见附件 exe.png。
    ```
    """
    for found in _BIDI.finditer(view.text):
        yield view.spot(found.start(), f"有改变文字方向的字符 U+{ord(found[0]):04X}。", "删去。")
    for found in _ENTITY.finditer(view.open_html, view.page.body):
        if _BIDI.match(unescape(found[0])):
            yield view.spot(found.start(), f"{found[0]} 是改变文字方向的字符。", "删去。")


@page_rule("SEC007", Severity.WARNING)
def disguised_link(view: View, site: Site) -> Iterator[Spot]:
    """链接的字样是一个网址，去的却是另一个网站

    读者以为去甲处，点了却到乙处；主机名里混用几种字母（如西里尔字母的 `а`）也是同样的把戏。

    **改法**：让字样与去处一致，或用文字作链接的字样。

    反例：

    ```markdown
    见 [www.stats.gov.cn](https://example.com/)。
    ```

    正例：

    ```markdown
    见 [www.stats.gov.cn](https://www.stats.gov.cn/sj/)与[统计局](https://www.stats.gov.cn/)。
    ```
    """
    for mark in view.marks(MarkKind.LINK):
        host = _host(mark.label)
        if not host:
            continue
        words = mark.text.cut(view.text).strip()
        shown = _host(words if "://" in words else f"https://{words}") if _LIKE_ADDRESS.fullmatch(words) else ""
        if shown and shown.removeprefix("www.") != host.removeprefix("www."):
            yield view.spot(mark.span.start, f"字样是 {shown}，去的是 {host}。", "让字样与去处一致。")
        if any(c.isalpha() and not c.isascii() for c in host) and any(c.isalpha() and c.isascii() for c in host.rpartition(".")[0]):
            yield view.spot(mark.span.start, f"主机名 {host} 混用几种字母。", "核对是不是真的那个网站。")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "") if "://" in address else ""
    except ValueError:
        return ""
