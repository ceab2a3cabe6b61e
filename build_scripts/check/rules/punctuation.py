"""Punctuation: width, pairs, doubles, blanks (GB/T 15834—2011, 标点符号用法)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import BLANK, View
from build_scripts.diagnostics import Severity
from build_scripts.model.page import Block, BlockKind
from build_scripts.text.edit import Edit
from build_scripts.text.han import HAN
from build_scripts.text.source import Span

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF_STOP = re.compile(rf"(?<=[{HAN}”’》）]) ?([,;:?!]) ?(?=[{HAN}“‘《（])")
_HALF_END = re.compile(rf"(?<=[{HAN}”’》）])([,;:?!])[ ]*$", re.M)
_WIDE_STOP = re.compile(r"[，；：？！]")
_HALF_BRACKETS = re.compile(rf"\(([^()\n\0]*[{HAN}][^()\n\0]*)\)")
_WIDE_BRACKETS = re.compile(rf"（([^（）\n\0]*[{HAN}][^（）\n\0]*)）")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("〈", "〉"), ("（", "）"), ("【", "】"), ("「", "」"), ("『", "』"), ("〔", "〕"))
_DOUBLE = re.compile(r"([，、；：])\s?\1+|(?<!。)。。(?!。)|([，、；：])[，、；：。](?!…)|。[，、；]")
_STRAIGHT = re.compile(rf"(?:(?<=[{HAN}，。、；：？！])\"|\"(?=[{HAN}]))")
_DOTTED = "|".join(rf"(?<!{sign}){sign}{{3,}}+" for sign in (r"\.", "。", "・", "·"))
"""A whole run of dots: tried once, not again from each of its dots."""
_ELLIPSIS = re.compile(rf"(?<=[{HAN}，、”’》）])(?:{_DOTTED})|(?:{_DOTTED})(?=[{HAN}”’])")
_DASH = re.compile(rf"(?<=[{HAN}，、”’》）])[ ]?(?:-{{2,4}}|―{{1,2}}|──|一一(?=“)|—-|-—)[ ]?(?=[{HAN}“‘《])")
_MAKESHIFT = re.compile(r"[•‧・∙⋅●･―]|\.{3}|。{3}|·{3}|--|──|一一|—-|-—")
_DOT = re.compile(rf"(?<=[{HAN}])[•‧・∙⋅●･](?=[{HAN}])")


def _few(few: int, many: int) -> bool:
    """Whether a manner is a slip among many of the other manner: what a whole print does is its own."""
    return few * 4 <= many


@page_rule("TYP001", Severity.INFO, fixable=True)
def half_width_stop(view: View, site: Site) -> Iterator[Spot]:
    """汉字之间用了半角标点

    中文里的逗号、分号、冒号、问号、叹号用全角。从网页或文字识别带来的半角标点夹在汉字之间，既难看，断行也不对。全页大多如此的，只在 TYP002 里提示一次。

    **改法**：换成全角；`check --fix` 能改。

    反例：

    ```markdown
    这里是第一句，这里是第二句，这里是第三句，这里是第四句，这里是第五句,这里是第六句。
    ```

    正例：

    ```markdown
    这里是第一句，这里是第二句，比例为3:1，见 Solow, 1957，时间是12:30。
    ```
    """
    found = list(_HALF_STOP.finditer(view.running))
    if _few(len(found), len(_WIDE_STOP.findall(view.running))):
        for match in found:
            at = match.start(1)
            edit = Edit(Span(match.start(), match.end()), _WIDE[match[1]])
            yield view.spot(at, f"汉字之间用了半角“{match[1]}”。", f"换成“{_WIDE[match[1]]}”。", edits=[edit])


@page_rule("TYP002", Severity.INFO)
def half_width_print(view: View, site: Site) -> Iterator[Spot]:
    """全页用半角标点

    正文里的逗号等大多是半角，多半是 PDF 抽取或印本的排法。照录不算错；要统一成全角，可在本站定下规矩后一次改完。

    **改法**：不改也可以；要改，用编辑器把汉字之间的半角标点换成全角。

    反例：

    ```markdown
    第一句,第二句,第三句,第四句,第五句,第六句,第七句,第八句,第九句;第十句。
    ```

    正例：

    ```markdown
    第一句，第二句，第三句，第四句，第五句，第六句，第七句，第八句，第九句；第十句。
    ```
    """
    found = list(_HALF_STOP.finditer(view.running))
    wide = len(_WIDE_STOP.findall(view.running))
    if len(found) >= 8 and not _few(len(found), wide):
        yield view.spot(found[0].start(1), f"汉字之间的标点有 {len(found)} 处半角、{wide} 处全角。", "照录不算错；要统一，换成全角。")


@page_rule("TYP003", Severity.INFO, fixable=True)
def half_width_brackets(view: View, site: Site) -> Iterator[Spot]:
    """汉字用半角括号括着

    括号里有汉字的用全角括号；只有数字、外文的随上下文。全页多数如此的，当作印本自己的排法，不报告。

    **改法**：换成全角；`check --fix` 能改。

    反例：

    ```markdown
    甲（即第一种）、乙（即第二种）、丙（即第三种）、丁（即第四种）和戊(即第五种)都在其中。
    ```

    正例：

    ```markdown
    甲（即第一种）、乙（即第二种）和吸收能力(absorptive capacity)都在其中。
    ```
    """
    found = list(_HALF_BRACKETS.finditer(view.running))
    if _few(len(found), len(_WIDE_BRACKETS.findall(view.running))):
        for match in found:
            edits = [Edit(Span(match.start(), match.start() + 1), "（"), Edit(Span(match.end() - 1, match.end()), "）")]
            yield view.spot(match.start(), f"“{match[0][:20]}”用了半角括号。", "换成全角括号。", edits=edits)


@page_rule("TYP004", Severity.INFO)
def unpaired(view: View, site: Site) -> Iterator[Spot]:
    """引号、书名号或括号不成对

    一段之内开了没有关，或关了没有开。几段相连的引文只在末段写后引号，是通行的写法，不报告；注和引文切开的，先合在一起再数。

    **改法**：对照原文补上缺的一半，或删去多出的一半。

    反例：

    ```markdown
    他在《国富论一书中说：“分工提高了生产力”。
    ```

    正例：

    ```markdown
    他在《国富论》一书中说：“分工提高了生产力”。

    “第一段引文到这里还没有完。

    “第二段引文到这里就完了。”
    ```
    """
    blocks = [b for b in view.page.blocks if b.kind not in (BlockKind.TABLE, BlockKind.FENCE, BlockKind.HTML, BlockKind.COMMENT, BlockKind.RULE)]
    for index, block in enumerate(blocks):
        words = view.prose[block.text.start : block.text.end]
        for opener, closer in _PAIRS:
            if opener not in words and closer not in words:
                continue
            at = _first_unpaired(words, opener, closer)
            head = block.kind is BlockKind.HEADING
            if at < 0 or (not head and opener in "“‘「" and _goes_on(view, blocks, index, opener, closer)) or _enumerates(words, at):
                continue
            sign = words[at]
            missing = "后面缺" + closer if sign == opener else "前面缺" + opener
            if opener == "（" and (other := _narrow_partner(words, at)):
                yield view.spot(block.text.start + at, f"括号一半全角一半半角：{sign} 对着 {other}。", "两半用同一种，括着汉字的用全角。")
                continue
            hint = "正文的一行被当成了小标题？与下一段接起来。" if head else "对照原文补上缺的一半，或删去多出的一半。"
            yield view.spot(block.text.start + at, f"{sign} 不成对，{missing}。", hint)


def _first_unpaired(words: str, opener: str, closer: str) -> int:
    """The offset of the first sign without partner, or -1. An apostrophe (Hart’s) is no quotation mark."""
    open_at: list[int] = []
    for at, sign in enumerate(words):
        if sign == opener:
            open_at.append(at)
        elif sign == closer:
            if open_at:
                open_at.pop()
            elif not (sign == "’" and at and words[at - 1].isascii() and words[at - 1].isalpha()):
                return at
    return open_at[0] if open_at else -1


def _narrow_partner(words: str, at: int) -> str:
    """The half-width bracket that pairs with the full-width one at ``at`` without partner, or the empty string."""
    depth = 0
    ahead = words[at] == "（"
    opener, closer = ("(", ")") if ahead else (")", "(")
    for sign in words[at + 1 :] if ahead else reversed(words[:at]):
        if sign == closer and not depth:
            return sign
        depth += (sign == opener) - (sign == closer)
        if sign in "（）\n":
            return ""
    return ""


def _goes_on(view: View, blocks: list[Block], index: int, opener: str, closer: str) -> bool:
    """Whether a quotation runs over several paragraphs: each begins with its opener and the last alone has the closer."""
    words = view.words(blocks[index])
    depth = words.count(opener) - words.count(closer)
    if depth > 0:
        later = blocks[index + 1 : index + 12]
        return any(view.words(block).count(closer) > view.words(block).count(opener) or view.words(block).lstrip(f"{BLANK} 　").startswith(opener)
                   for block in later if block.kind is not BlockKind.HEADING)  # fmt: skip
    earlier = blocks[max(0, index - 12) : index]
    return any(view.words(block).count(opener) > view.words(block).count(closer) for block in earlier if block.kind is not BlockKind.HEADING)


def _enumerates(words: str, at: int) -> bool:
    """Whether a closing bracket belongs to a number in a list: 1）, 一）, a）."""
    return words[at] == "）" and re.search(r"(?:^|[\s\0，。；：、])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])$", words[:at]) is not None


@page_rule("TYP005", Severity.WARNING, fixable=True)
def doubled_stop(view: View, site: Site) -> Iterator[Spot]:
    """标点重复或相撞

    `，，`、`。。`、`、，` 之类多半是删字之后剩下的，或识别时把污点当成了标点。

    **改法**：留下一个；重复同一个标点的，`check --fix` 能改。

    反例：

    ```markdown
    第一句，，第二句。。
    ```

    正例：

    ```markdown
    第一句，第二句。……第三句。
    ```
    """
    for match in _DOUBLE.finditer(view.running):
        signs = match[0]
        same = len(set(signs.replace(" ", ""))) == 1
        edits = [Edit(Span(match.start(), match.end()), signs[0])] if same else []
        yield view.spot(match.start(), f"标点“{signs}”相撞。", "留下一个。", edits=edits)


@page_rule("TYP006", Severity.WARNING, fixable=True)
def blank_at_stop(view: View, site: Site) -> Iterator[Spot]:
    """全角标点旁边有空格

    全角标点自己占一个字的宽度，前后不再空格；空格会使断行与对齐出错。

    **改法**：删去空格；`check --fix` 能改。

    反例：

    ```markdown
    第一句 ，第二句《 书名》。
    ```

    正例：

    ```markdown
    第一句，第二句《书名》。
    ```
    """
    for match in re.finditer(rf"(?<=[{HAN}])[ \u3000]+(?=[，。、；：？！）》」』】])|(?<=[（《「『【“‘])[ \u3000]+(?=[{HAN}])", view.running):
        yield view.spot(match.start(), "全角标点旁边有空格。", "删去空格。", edits=[Edit(Span(*match.span()), "")])


@page_rule("TYP007", Severity.WARNING, fixable=True)
def spaced_letters(view: View, site: Site) -> Iterator[Spot]:
    """汉字一个一个地隔着空格

    文字识别常把字距读成空格，隔开的字检索不到。两个字的姓名（`徐 昱`）与词语之间的空格不算。

    **改法**：删去空格；`check --fix` 能改。

    反例：

    ```markdown
    新 质 生 产 力 的概念由此而来。
    ```

    正例：

    ```markdown
    新质生产力 的概念由此而来。记者 徐 昱 摄
    ```
    """
    for match in re.finditer(rf"(?<![{HAN}])(?:[{HAN}][ \u3000]){{3,}}[{HAN}](?![{HAN}])|(?<![{HAN}])(?:[{HAN}] ){{4,}}", view.prose):
        words = match[0]
        edits = [Edit(Span(match.start(), match.end()), re.sub(r"\s", "", words))]
        yield view.spot(match.start(), f"“{words.strip()[:20]}”一个字一个字地隔着空格。", "删去空格。", edits=edits)


@page_rule("TYP008", Severity.WARNING)
def straight_quote(view: View, site: Site) -> Iterator[Spot]:
    """汉字旁边用了直引号

    中文的引号是“”。直引号 `"` 分不出前后，换行时也会落在行首。

    **改法**：换成“”；引文里的引文用‘’。

    反例：

    ```markdown
    所谓"新质"，是对旧的而言。
    ```

    正例：

    ```markdown
    所谓“新质”，是对旧的而言；原文作 "new quality"。
    ```
    """
    last = -1
    for match in _STRAIGHT.finditer(view.running):
        if last >= 0 and "\n" not in view.running[last : match.start()] and match.start() - last < 200:
            last = -1
            continue
        last = match.start()
        yield view.spot(match.start(), "汉字旁边用了直引号。", "换成“”。")


@page_rule("TYP009", Severity.WARNING, fixable=True)
def makeshift_sign(view: View, site: Site) -> Iterator[Spot]:
    """省略号、破折号或间隔号用了别的符号凑成

    省略号是`……`，破折号是`——`，外国人名中间的间隔号是`·`。用句点、连字符、圆点凑成的，检索与断行都会出错。

    **改法**：换成规定的符号；`check --fix` 能改。

    反例：

    ```markdown
    亚当•斯密说过...这就是分工--财富的来源。
    ```

    正例：

    ```markdown
    亚当·斯密说过……这就是分工——财富的来源。
    ```
    """
    if not _MAKESHIFT.search(view.running):  # the patterns below are dear
        return
    for pattern, right in ((_ELLIPSIS, "……"), (_DASH, "——"), (_DOT, "·")):
        for match in pattern.finditer(view.running):
            yield view.spot(match.start(), f"“{match[0].strip()}”应是“{right}”。", f"换成“{right}”。", edits=[Edit(Span(*match.span()), right)])


@page_rule("TYP010", Severity.WARNING)
def stop_at_edge(view: View, site: Site) -> Iterator[Spot]:
    """段落以不能打头的标点打头，或以不能收尾的标点收尾

    逗号、句号、后引号不会在段首，逗号、顿号、前括号不会在段末：多半是一段被切成了两段，或漏了字。

    **改法**：与上一段或下一段接起来，或补上漏掉的字。

    反例：

    ```markdown
    这一段到这里被切开了，

    ，后半句在这里。
    ```

    正例：

    ```markdown
    这一段没有被切开，后半句在这里：

    后面是列举的内容；
    ```
    """
    for block in view.blocks(BlockKind.PARAGRAPH):
        if "references" in block.within or "figure" in block.within:
            continue
        words = view.words(block)
        plain = words.replace(BLANK, "").strip()
        if plain and plain[0] in "，。、；：？！）》”’」』】" and words.lstrip(" 　")[:1] == plain[0]:
            at = block.text.start + words.index(plain[0])
            yield view.spot(at, f"段落以“{plain[0]}”打头。", "与上一段接起来，或补上漏掉的字。")
        if plain and plain[-1] in "，、（《“‘「『【" and words.rstrip()[-1:] == plain[-1] and not _is_verse(view, block, plain):
            at = block.text.start + words.rindex(plain[-1])
            yield view.spot(at, f"段落以“{plain[-1]}”收尾。", "与下一段接起来，或补上漏掉的字。")


def _is_verse(view: View, block: Block, plain: str) -> bool:
    """Whether a line that ends in a comma is one of verse: in a quotation, or short among short lines."""
    if "quote" in block.within:
        return True
    blocks = view.page.blocks
    at = next(i for i, other in enumerate(blocks) if other is block)
    beside = [blocks[i] for i in (at - 1, at + 1) if 0 <= i < len(blocks) and blocks[i].kind is BlockKind.PARAGRAPH]
    return plain[-1] == "，" and len(plain) <= 30 and any(len(view.words(other).replace(BLANK, "").strip()) <= 30 for other in beside)
