"""Characters that are not what they look like, that cannot be seen, or that text recognition read wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import BLANK, View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import BlockKind
from build_scripts.text.edit import Edit
from build_scripts.text.source import Span

_COMPATIBLE = re.compile("[\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\ufb00-\ufb06｡｢｣､ｦ-ﾟ]")
_WIDE_ASCII = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_ZERO = re.compile(r"(?<=[一二三四五六七八九〇])[○Ｏ◯O](?=[一二三四五六七八九〇○◯年])|(?<=[一二三四五六七八九〇○])[○◯Ｏ](?=年)")
_NO_ZERO = re.compile("[○Ｏ◯OlI]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_BROKEN = re.compile("\ufffd+|锟斤拷|烫烫烫|屯屯屯|(?:[ÃÂ][\u0080-\u00bf]){2,}|(?:æ|ç|å|è|é)[\u0080-\u00bf]{1,2}")
_UNSEEN = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\u180e\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]")
_MARKER = re.compile(r"[-*+>#|=~`:!]|\d{1,9}[.)]")
"""What would be markup at the beginning of a line."""
_INDENT = re.compile(r"[ \u3000\u00a0]*[\u3000\u00a0][ \u3000\u00a0]*")


@page_rule("TYP011", Severity.WARNING, fixable=True)
def lookalike(view: View, site: Site) -> Iterator[Spot]:
    """用了形似的字符

    康熙部首 `⼈`、兼容汉字、连写的 `ﬁ`、别的带圈数字看上去与常用字一样，检索时却不是同一个字。多半来自 PDF 的字体。

    **改法**：换成常用字；`check --fix` 能改。字表在 `references/lists/` 的 `lookalikes` 里可以增补。

    反例：

    ```markdown
    ⼈才是第⼀资源。
    ```

    正例：

    ```markdown
    人才是第一资源，康有为号长素。
    ```
    """
    for pattern in (_COMPATIBLE, site.words.lookalike):
        for match in pattern.finditer(view.prose):
            right = site.words.lookalikes.get(match[0]) or unicodedata.normalize("NFKC", match[0])
            if right != match[0]:
                message = f"“{match[0]}”（U+{ord(match[0][0]):04X}）与“{right}”形似而不是同一个字。"
                yield view.spot(match.start(), message, f"换成“{right}”。", edits=[Edit(Span(*match.span()), right)])


@page_rule("TYP012", Severity.WARNING, fixable=True)
def wide_ascii(view: View, site: Site) -> Iterator[Spot]:
    """数字或拉丁字母用了全角

    全角的数字与字母检索不到，也不便复制。

    **改法**：换成半角；`check --fix` 能改。

    反例：

    ```markdown
    全文共２０２４字，见附表Ａ。
    ```

    正例：

    ```markdown
    全文共2024字，见附表A。
    ```
    """
    for match in _WIDE_ASCII.finditer(view.running):
        right = unicodedata.normalize("NFKC", match[0])
        marker = view.text[match.end() : match.end() + 1] in (".", ")")  # it would become the number of a list
        edits = [] if marker else [Edit(Span(*match.span()), right)]
        yield view.spot(match.start(), f"“{match[0][:20]}”是全角。", f"换成“{right[:20]}”。", edits=edits)


@page_rule("TYP013", Severity.WARNING, fixable=True)
def zero_sign(view: View, site: Site) -> Iterator[Spot]:
    """汉字年份里的零用了别的圆圈，或年份里夹着字母

    `二○二四年` 的零应是 `〇`（U+3007），不是圆圈 `○` 或字母 `O`；`2O24年`、`l998年` 里的字母多半是识别的错。

    **改法**：换成 `〇` 或数字；圆圈的 `check --fix` 能改。

    反例：

    ```markdown
    二○二四年与l998年。
    ```

    正例：

    ```markdown
    二〇二四年与1998年，以○为记号。
    ```
    """
    if not _NO_ZERO.search(view.prose):  # the patterns below are dear
        return
    for match in _ZERO.finditer(view.prose):
        yield view.spot(match.start(), f"汉字数目里的零用了“{match[0]}”。", "换成“〇”。", edits=[Edit(Span(*match.span()), "〇")])
    for match in re.finditer(r"(?<![A-Za-z0-9])(?=[0-9lIO]*[lIO])(?=[0-9lIO]*\d)[1lI2][0-9lIO]{3}(?=年)", view.prose):
        yield view.spot(match.start(), f"年份“{match[0]}”里夹着字母。", "对照原文改成数字。")


@page_rule("TYP014", Severity.ERROR)
def broken_letter(view: View, site: Site) -> Iterator[Spot]:
    """字坏了：乱码或字体私有的字符

    私有区的字符（换一种字体就显示成方框）、替换符 `�` 和 `锟斤拷` 之类说明原来的字已经丢失。

    **改法**：对照原文补上原来的字；原文就是坏的，用 `□` 代替并加注。

    反例：

    ```markdown
    这个\ufffd字读不出来。
    ```

    正例：

    ```markdown
    这个□字读不出来。
    ```
    """
    for pattern, what in ((_PRIVATE, "字体私有的字符"), (_BROKEN, "乱码")):
        for match in pattern.finditer(view.prose):
            yield view.spot(match.start(), f"这里有{what} {' '.join(f'U+{ord(c):04X}' for c in match[0][:4])}。", "对照原文补上原来的字。")


@page_rule("TYP015", Severity.WARNING, fixable=True)
def unseen_character(view: View, site: Site) -> Iterator[Spot]:
    """有看不见的字符

    零宽空格、软连字符、控制字符看不见，却会使检索与比对失败，复制时也会带走。

    **改法**：删去；`check --fix` 能改。

    反例：

    ```markdown
    新质\u200b生产力。
    ```

    正例：

    ```markdown
    新质生产力。
    ```
    """
    for match in _UNSEEN.finditer(view.open_html, view.page.body):
        yield view.spot(match.start(), f"有看不见的字符 U+{ord(match[0]):04X}。", "删去。", edits=[Edit(Span(*match.span()), "")])


@page_rule("TYP016", Severity.WARNING)
def confusion(view: View, site: Site) -> Iterator[Spot]:
    """形近字：多半是文字识别的错

    词表里的写法（如 `迸一步`、`己经`）在正确的文字里不会出现。字表在 `references/lists/` 的 `confusions` 里可以增补。

    **改法**：对照原文改正。原文确是如此的，写 `<!-- allow TYP016: 原文如此 -->`。

    反例：

    ```markdown
    改革要迸一步推迸。
    ```

    正例：

    ```markdown
    改革要进一步推进，周末来客，他以自己经历为证。
    ```
    """
    for match, right in site.words.find_confusions(view.prose):
        yield view.spot(match.start(), f"“{match[0]}”多半是“{right}”。", "对照原文改正。")


@page_rule("TYP017", Severity.WARNING)
def furniture(view: View, site: Site) -> Iterator[Spot]:
    """留有版面的杂物

    页码、书眉、数据库的水印单独成段，是转换时没有认出来的版面杂物，不是文本。

    **改法**：删去这一段；它切开了句子的，把前后接起来。式样在 `references/lists/` 的 `furniture` 里可以增补。

    反例：

    ```markdown
    这一页到此为止。

    — 12 —

    下一页从这里开始。
    ```

    正例：

    ```markdown
    这一页到此为止。

    下一页从这里开始，共12页。
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH):
        words = view.words(block).replace(BLANK, "").strip()
        bare = view.text[block.text.start : block.text.end].strip()
        if block.within not in ((), ("quote",)) or len(words) > 160:
            continue
        number = words.isdecimal() and len(words) <= 4 and words == bare and _between_prose(view, block.span.start)
        if number or (words and site.words.furniture_line.fullmatch(words if words == bare else bare)):
            yield view.spot(block.text.start, f"“{bare[:30]}”像是版面的杂物。", "不是文本就删去，把前后接起来。")
    for found in _INSIDE.finditer(view.running):
        yield view.spot(found.start(), f"句子中间的“{found[0].strip()}”像是页码。", "是页码就删去，把前后接起来。")


_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])[ ]*(?:[·•]\s?\d{1,4}\s?[·•]|[—–]\s\d{1,4}\s[—–]|第\s?\d{1,4}\s?页\s?共\s?\d{1,4}\s?页)[ ]*(?=[\u4e00-\u9fff])")


def _between_prose(view: View, at: int) -> bool:
    """Whether a lone number stands between two paragraphs, as page numbers do and answers or headings do not."""
    blocks = view.page.blocks
    index = next(i for i, block in enumerate(blocks) if block.span.start == at)
    around = [blocks[i] for i in (index - 1, index + 1) if 0 <= i < len(blocks)]
    if len(around) != 2 or any(b.kind is not BlockKind.PARAGRAPH or len(view.words(b)) <= 20 for b in around):
        return False
    return not view.words(around[1]).lstrip().startswith(("年", "月", "个", "万", "亿", "％", "%"))  # a sentence torn at its number


@page_rule("TYP018", Severity.WARNING, fixable=True)
def typed_indent(view: View, site: Site) -> Iterator[Spot]:
    """段首用全角空格缩进

    段首缩进由样式表来做；自己打的空格会多缩两格，也会进入检索与复制的文字。

    **改法**：删去段首的空格；`check --fix` 能改。

    反例：

    ```markdown
    \u3000\u3000这一段自己打了空格。
    ```

    正例：

    ```markdown
    这一段没有打空格。
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH, BlockKind.NOTE):
        match = _INDENT.match(view.text, block.text.start, block.text.end)
        if match and match.end() < block.text.end:
            edits = [] if _MARKER.match(view.text, match.end()) else [Edit(Span(*match.span()), "")]
            yield view.spot(match.start(), "段首用空格缩进。", "删去，缩进由样式表来做。", edits=edits)


@page_rule("TYP019", Severity.WARNING)
def escaped_twice(view: View, site: Site) -> Iterator[Spot]:
    """实体转义了两次，照样显示出来

    `&amp;lt;` 显示成 `&lt;` 而不是 `<`：从网页抄来的文字又转义了一次。

    **改法**：写成一次转义的，或直接写那个字符。

    反例：

    ```markdown
    研究与发展（R&amp;amp;D）经费&amp;nbsp;投入。
    ```

    正例：

    ```markdown
    研究与发展（R&amp;D）经费投入，`&amp;lt;` 是代码。
    ```
    """
    for found in re.finditer(r"&amp;(?:amp|lt|gt|quot|apos|nbsp|mdash|middot|#\d{1,6}|#x[0-9A-Fa-f]{1,5});", view.open_html):
        yield view.spot(found.start(), f"“{found[0]}”转义了两次。", "写成一次转义的，或直接写那个字符。")
