"""How the constructs of Chinese academic and policy texts begin a line; shared by segmenting and the recognizers.

Heads follow the usual orders of numbering (GB/T 15834, GB/T 7713: 第一章, 第一节, 一、, （一）, 1., （1）; 1, 1.1, 1.1.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from build_scripts.text.han import count_han, ends_sentence

CN = "〇零一二三四五六七八九十百千廿卅两"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"

_C = rf"[{_CIRCLED}]"
NOTE_MARK = re.compile(
    rf"\$\s*\^\s*\{{?\s*(?:\\textcircled\s*\{{?\s*\d{{1,2}}\s*\}}?|{_C}|\d{{1,3}}|\*{{1,3}}|\[\d{{1,3}}\])\s*\}}?\s*\$"
    rf"|<sup>\s*[\[(（]?(?:{_C}|\d{{1,3}}|\*{{1,3}})[\])）]?\s*</sup>"
    rf"|\[\^[^\]\s]{{1,12}}\]"
    rf"|\^?\{{?\s*{_C}\s*\}}?"
    rf"|\^\s*\{{?\s*[\[［〔(（]?(?:\d{{1,3}}(?!\d*\s*[-–—~～,，、]\s*\d)|\*{{1,3}})[\]］〕)）]?\s*\}}?"
    rf"|(?<![A-Za-z0-9μ°])[¹²³⁰⁴-⁹]{{1,3}}"
)
"""A printed note mark anywhere: ① ^① ^{①} $^{①}$ ^{*} ^{1} ¹ <sup>1</sup> [^a] (no bare digit, no bare star)."""

MARK_SIGN = re.compile(rf"[$<\[［〔^{_CIRCLED}¹²³⁰⁴-⁹]")
"""A sign with which every note mark and every number in brackets begins."""

NOTE_START = re.compile(rf"(?:{NOTE_MARK.pattern}|\*{{1,3}}(?=\s*[^*\s]))\s*[:：]?\s*")
"""A note mark at the beginning of a line that may define a note."""

_NOTE_FIRST = re.compile(rf"[\s$<\[^{{*{_CIRCLED}¹²³⁰⁴-⁹]")


def starts_note(text: str) -> bool:
    """Whether the text begins with a note mark; its first character mostly tells that it does not."""
    return _NOTE_FIRST.match(text) is not None and NOTE_START.match(text) is not None


WEAK_MARK = re.compile(r"[\[［〔]\s*(\d{1,3})\s*[\]］〕]")
"""A number in brackets: a note mark where the text defines notes by it, else a citation."""

_NAMES_NOTE = re.compile(r"(?:[同前见上下脚尾]\s*引?注释?|前引|前揭)\s*$")

CAPTION = re.compile(
    r"(?P<label>(?P<word>图\s*表|附?[图表]|专栏|Table|Figure|Fig\.|Tab\.|Box)\s*(?P<number>(?:[A-Z]{1,3}[-–—])?[A-Z]?\d{1,3}(?:[-.．—–－]\d{1,3}){0,2}|[一二三四五六七八九十]{1,3}(?![一-鿿]*是)))"
    r"(?P<gap>[\s:：.．、]*)(?P<title>.*)$", re.S)  # fmt: skip
CAPTION_PROSE = re.compile(r"\s*(?:[为是中和与、，,]|所示|显示|可见|可知|表明|反映|给出|列出|描述|展示|报告|呈现|说明|汇报|所列|的)")
SOURCE_LINE = re.compile(r"\s*(资料来源|数据来源|来源|资料出处|图片来源|注\s*释?|附?注|说明|单位)\s*[:：]|\s*注\s*\d?\s*[:：.]|\s*(Sources?|Notes?)\s*:")
BOX_TITLE = re.compile(
    r"(?:【)?(专\s*栏|案\s*例|链\s*接|知识链接|延伸阅读框|资料\s*链接|Box)\s*(?P<number>[\d一二三四五六七八九十]{1,3}(?:\s*[-—–－.．]\s*\d{1,3})?)(?:】)?(?P<gap>[\s:：]*)(?P<title>\S.*)?$",
    re.S,
)
BOX_NAMED = re.compile(
    r"[【\[]?\s*(?:阅读(?:材料|资料)|(?:延伸|拓展|补充)阅读|知识(?:链接|拓展|窗|卡片|点)|小(?:知识|贴士|资料)|(?:资料|背景|相关|新闻|案例)?链接|背景(?:资料|材料)|案例(?:分析|导入)?|"
    r"专家(?:视点|观点|点评)|名家(?:观点|视点))"
    r"\s*(?P<number>(?:\d{1,2}(?:[-–—.．]\d{1,2})?)?)(?:[】\]]\s*[:：]?\s*|\s*[:：]\s*|[ \u3000]+)(?P<title>[^\s《》。；\d][^《》。；]{1,29})$"
)
"""The title of a box that bears no number (阅读材料 …, 知识链接 …)."""
BOX_ALONE = re.compile(
    r"[【\[■◆]?\s*(?:(?:延伸|拓展|补充)阅读|(?:相关|新闻|资料|背景|知识)链接|新闻背景|背景资料|小贴士|链\s*接|数\s*[读说]|名词(?:卡片|解释)|知识点|"
    r"(?:记者|采访)手记|(?:引导|开篇|导入|章首)案例)(?P<number>)(?P<title>)\s*[】\]]?"
)
"""The name of a box alone above its title."""
CONTINUED = re.compile(r"[（(]?\s*续\s*(前|上)?\s*[表图]\s*[\d.．\-—]*\s*[)）]?$")
VERSE = re.compile(r"[一-鿿]{4,9}[，。；！？、,;!?](?:[一-鿿]{4,9}[，。；！？,;!?])?")
"""A line of a poem in one metre, or two halves of one."""
LIST_DASH = re.compile(r"\s*(——|--|—)\s*\S")

LABEL = re.compile(
    r"\s*[\[【〔［(（]?\s*(摘\s*要|内容\s*摘要|内容\s*提要|提\s*要|关\s*键\s*[词字]|主\s*题\s*词|中图\s*分类号|中图法分类号|分类号|文献\s*标[识志]码|"
    r"文章\s*编号|基金\s*项目|项目\s*基金|作者\s*简介|作者\s*单位|作者\s*介绍|通[讯信]作者|收稿\s*日期|修回日期|责任\s*编辑|责\s*编|编\s*辑|校\s*对|"
    r"Abstract|ABSTRACT|Key\s*[Ww]ords?|KEY\s*WORDS|Keywords?|DOI|doi|网络首发|引用格式|原载|原文载|本文原载|JEL|"
    r"Author|Received|CLC|Funding)\s*[\]】〕］)）]?\s*(?:[:：]|(?<=[\]】〕］])|(?=\s{2}))"
)
"""A labelled line of an article's matter."""

REFERENCE_HEAD = re.compile(
    r"\s*[\[【〔［]?\s*((?:主\s*要\s*)?(?:参\s*考|引\s*用|征\s*引)\s*(?:文\s*献|书\s*目|资\s*料)|引\s*文\s*注\s*释|注\s*释|尾\s*注|References?|REFERENCES|Bibliography)"
    r"\s*(?:[（(]\s*References?\s*[)）]|References?)?\s*[\]】〕］]?\s*[:：]?\s*$"
)
REFERENCE_ENTRY = re.compile(r"\s*(?:-\s+)?[\[［〔【]\s*(\d{1,4})\s*[“《]?\s*[\]］〕】]\s*\S")
AUTHOR_DATE = re.compile(r"[\u4e00-\u9fff·、，,和与等\s]{2,40}[，,]?\s*[（(]?(?:19|20)\d\d[a-z]?\s*年?[）)]?\s*[：:.]\s*[《“\u4e00-\u9fff]")
"""How an entry of a list by author and year begins (某某、某某，2018：《…》)."""
DOCUMENT_MARKER = re.compile(r"[\[［]\s*(?:[JMNDCRSPGZA]|EB|DB|CP|DS|CM|PP)\s*(?:[/／]\s*(?:OL|CD|MT|DK|MM))?\s*[\]］]")
"""What kind of document a printed reference names ([J], [M], [EB/OL])."""
GLOSSARY_HEAD = re.compile(
    r"\s*((?:主要|重要|关键|相关|专业|常用)?(?:名词|概念)(?:术语)?解释|(?:主要|关键|专业|常用|名词)?术语(?:表|解释|和定义|与定义|对照表|索引)?|"
    r"(?:术语|名词)[和与及]缩略[语词](?:表)?|"
    r"(?:主要|常用)?缩略[语词](?:表|对照表|说明)?|主要名词|名词(?:注释|索引)?|主要指标解释|指标解释|Glossary)\s*$"
)
CONTENTS_HEAD = re.compile(r"\s*(目\s*[录次]|本期目录|(?:图\s*表|图|表|表\s*格|插\s*图|专\s*栏)\s*目\s*[录次]|CONTENTS|Contents)\s*$")
BYLINE = re.compile(r"\s*(?:[□■◆●◇▲△★☆]\s*(?=\S*[一-鿿])[^。，；：！？\[\]□■◆●◇▲△]{2,32}|[○◎]\s*[一-鿿](?:[\s\u3000、·]*[一-鿿]){1,13})$")
"""A byline behind its bullet (□ 名, ■ 本报记者 名 名, ○ 名)."""
RUBRIC = re.compile(
    r"\s*[□■◆●◇▲△★☆▍▎]?\s*[一-鿿]{0,6}(?:调查|手记|观察|评论|时评|视点|聚焦|关注|追踪|深度|特稿|对话|访谈|连线|专栏|链接|来信|来论|来稿|快评|短评|锐评|漫谈|走笔|札记|论坛|头条|专题|报道"
    r"|往来|热评|微评|点评|絮语|漫笔|快览|速递|速览|掠影|广角|看台)\s*$|\s*(?:[一-鿿]{2,4}[·•・])?(?:诗歌|诗词|散文|随笔|小说|书评|光影|微言|言论|杂谈|今日谈|人民论坛)\s*$"
)
"""The name of a newspaper's column above a headline (■一线调查, 记者手记): no byline, whatever its sign."""
SALUTATION = re.compile(r"(?:(?:编辑|记者|总编|主编|读者)(?:同志|先生|女士|朋友)们?|(?:尊敬|敬爱|亲爱)的[^。，：:]{1,12})\s*[:：]")
"""Whom a letter addresses, on a line of its own."""
ADDRESS = re.compile(r"(?:各|全体|广大)[^。；：:]{1,60}[:：]")
"""Whom a notice addresses, on a line of its own (各用户：)."""
REPORTERS = re.compile(
    r"\s*(?:[一-鿿]{2,5}报|本[报刊]|新华社)(?:见习|特约|首席)?记者[\s\u3000]+(?:[一-鿿·、\s\u3000]{2,24}?)(?:[\s\u3000]+(?:实习生|通讯员)[一-鿿、\s\u3000]{2,16}?)?"
    r"(?:[\s\u3000]*(?:文|图)\s*[/／]\s*(?:[摄图文]))?\s*"
)
"""A byline of reporters, their roles said, on a line of its own."""
CLOSING_NOTE = re.compile(
    r"\s*[（(【](?:本文)?(?:第一)?(?:作者|原载|原文|执笔|记者|本报记者|编译|译者|责任编辑|责编|整理|据《"
    r"|(?:本文)?根据.{0,16}(?:整理|改写)|本文[系为是][^（）()。]{0,24}(?:项目|课题|基金|成果))"
)
"""A note in brackets that closes an article （作者系…，原载…）."""
IMPRINT = re.compile(r"\s*(?:抄\s*送|分\s*送|报\s*送)\s*[:：]|\s*[\u4e00-\u9fff]{4,30}[\s\u3000]*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发\s*$")
"""The last lines of an official paper: who gets copies, who printed it and when."""
LETTERHEAD = re.compile(
    r"\s*[\u4e00-\u9fff\s]{2,24}文\s*件\s*|\s*[\u4e00-\u9fff]{2,30}(?:人民政府|政府|办公厅|办公室|委员会|[^企干全内外局]局|[^大客餐]厅|[^全内外]部)\s*"
)
"""A line of nothing but an office's name, or of a letterhead (某省人民政府文件)."""
JUMP_OUT = re.compile(r"\s*[（(]\s*下转第?\s*[A-Z]?[\d一二三四五六七八九十]+\s*[版页][^（）()]*[)）]\s*$")
JUMP_IN = re.compile(r"\s*[（(]\s*[上紧]接第?\s*[A-Z]?[\d一二三四五六七八九十]+\s*[版页][^（）()]*[)）]\s*")
"""Where an article leaves a page of a newspaper, and where it goes on."""
NEWS_START = re.compile(
    r"(?:本报讯|本报[^，。（]{2,10}[讯电]|新华社[^，。（]{2,12}电|据新华社|中新社[^，。（]{2,12}电"
    r"|[一-鿿]{2,6}(?:[日晚时早晨商]报|网)(?:讯(?![息号])|[^，。（\d]{0,8}(?:\d{1,2}月)?\d{1,2}日[讯电])"
    r"|【[^【】。]{2,30}\d{1,2}(?:日|月号)(?:电|报道|讯|文章|消息|社论)?】)[\s（(　]?"
)
"""How a news item without byline begins; a digest of other papers sets the dateline in brackets (【某社某地8月23日电】)."""
PRINTED_IN = re.compile(
    r"\s*[（(]?\s*《[^《》]{2,16}》\s*[（(]?\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[，,]?\s*(?:第?\s*\d{1,3}\s*版)?[^（）()。]{0,8}[)）]{1,2}\s*"
)
"""Where a paper's web page says that the article was printed: 《某报》（2024年10月11日 06版）."""
PLACE_AND_NAME = re.compile(
    r"\s*[一-鿿]{2,8}(?:省|市|县|区|旗|镇|乡|村|学校?|院|厂|局|读者|网友|居民|职工|学生)[\s\u3000]+(?P<names>[一-鿿]{2,3}|[一-鿿][\s\u3000]+[一-鿿](?:[\s\u3000]+[一-鿿])?)\s*"
)
"""Where a letter comes from and who wrote it, below its last line (河阳县　某某)."""
AUTHOR_LINE = re.compile(r"\s*作者\s*[:：]\s*[一-鿿·\s、]{2,20}(?:[（(][^（）()]{4,40}[)）])?\s*")
"""An author's name behind its label, with the office in brackets (作者：某某（某大学教授）)."""
PLAIN_TOP = re.compile(
    r"(引\s*言|导\s*[言论]|前\s*言|序\s*[言]?|绪\s*论|绪\s*言|结\s*语|结\s*论|结\s*束\s*语|余\s*论|小\s*结|后\s*记|致\s*谢|附\s*录.{0,12}|参\s*考\s*文\s*献|主要参考文献|参考书目|"
    r"附\s*件\s*[\d一二三四五六七八九十]{0,2}|附\s*注|风\s*险\s*提\s*示|免\s*责\s*声\s*明|"
    r"版\s*权\s*声\s*明|课题组(?:成员|名单)|编写组(?:成员|名单)|关于(?:本报告|我们)|联系我们|执\s*行\s*摘\s*要|"
    r"名\s*词\s*解\s*释|编\s*写\s*说\s*明|编\s*后\s*记|注\s*释|术语表|索\s*引|问题的提出|文献(?:综述|回顾))$"
)
"""Heads without number that stand at the top of a text's outline."""
BACK_SECTION = re.compile(
    r"(本\s*章\s*小\s*结|本\s*章\s*提\s*要|复\s*习\s*(?:思\s*考\s*)?题|思\s*考\s*(?:与练习|题)|练\s*习\s*题|推\s*荐\s*阅\s*读|进一步阅读|延伸阅读|阅读书目|"
    r"关\s*键\s*(?:概念|术语)|学\s*习\s*目\s*标)$"
)
"""Back matter of a chapter (本章小结, 复习题, 推荐阅读)."""


@dataclass(frozen=True)
class HeadStyle:
    """One manner of numbering heads: ``rank`` is its usual depth, ``run_in`` whether prose often follows on the line."""

    name: str
    rank: float
    pattern: re.Pattern[str]


def names_note(text: str, start: int) -> bool:
    """Whether a number in brackets at ``start`` only mentions a note (同前注〔4〕, 前引〔4〕): it calls none and cites nothing."""
    return _NAMES_NOTE.search(text, max(0, start - 8), start) is not None


HEAD_STYLES = (
    HeadStyle("part", 0, re.compile(rf"(第\s*[{CN}\d]+\s*(?:编|篇|部\s*分|卷))(?![{CN}]*[款项])(?P<after>[\s:：、]*)")),
    HeadStyle("chapter", 1, re.compile(rf"(第\s*[{CN}\d]+\s*章|Chapter\s+\d+)(?P<after>[\s:：、]*)")),
    HeadStyle("section", 2, re.compile(rf"(第\s*[{CN}\d]+\s*节)(?P<after>[\s:：、]*)")),
    HeadStyle("article", 3, re.compile(rf"(第\s*[{CN}\d]+\s*条)(?P<after>[\s:：、]*)")),
    HeadStyle("decimal3", 6, re.compile(r"(\d{1,2}[.．]\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?)(?P<after>[\s、.．]*)(?=\D)")),
    HeadStyle("decimal2", 5, re.compile(r"(\d{1,2}[.．]\d{1,2})(?P<after>\s+|[、]|(?=[一-鿿A-Z“《]))(?![%％倍个万亿元年月])")),
    HeadStyle("han", 3.5, re.compile(rf"([{CN}]{{1,3}}\s*[、．.])(?P<after>\s*)")),
    HeadStyle("hanblank", 3.5, re.compile(rf"([{CN}]{{1,3}})(?P<after>[ \u3000\t]+)(?=\S{{2}})")),
    HeadStyle("hanbracket", 7, re.compile(rf"([（(]\s*[{CN}]{{1,3}}\s*[）)])(?P<after>[\s、]*)")),
    HeadStyle("arabic", 8, re.compile(r"(\d{1,2}\s*(?:[、．]|\.(?!\d)))(?P<after>\s*)")),
    HeadStyle("arabicblank", 8, re.compile(r"(\d{1,2})(?P<after>[ \u3000]+)(?=[一-鿿“《]|[A-Z][a-z])(?![年月日个万亿元%])")),
    HeadStyle("arabicbracket", 9, re.compile(r"([（(]\s*\d{1,2}\s*[）)])(?P<after>[\s、]*)")),
    HeadStyle("arabichalf", 10, re.compile(r"(\d{1,2}\s*[）)])(?P<after>[\s、]*)")),
    HeadStyle("roman", 3, re.compile(r"([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+|(?:I{1,3}|IV|VI{0,3}|IX|X)(?=[.、]))(?P<after>[.、\s]*)")),
    HeadStyle("circled", 11, re.compile(r"([①-⑳])(?P<after>\s*)")),
)


_BEGUN_BY = {
    first: tuple(style for style in HEAD_STYLES if style.name in names)
    for firsts, names in (
        ("第", ("part", "chapter", "section", "article")),
        ("0123456789", ("decimal3", "decimal2", "arabic", "arabicblank", "arabichalf")),
        (CN, ("han", "hanblank")),
        ("（(", ("hanbracket", "arabicbracket")),
    )
    for first in firsts
}
"""The manners of numbering that a first character can begin, where not all of them need be tried."""
_HEAD_BEGINS = re.compile(rf"[第C\d{CN}（(ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX①-⑳]")

_TRAILING = re.compile(r"(?:\s*+(?>" + NOTE_MARK.pattern + r"|[\[［〔]\d{1,3}(?:[-,，、–]\d{1,3})*[\]］〕](?:\d{1,4})?))++\s*$")
_MARK_ENDS = re.compile(rf"[{_CIRCLED}\d*$>\]］〕)）}}¹²³⁰⁴-⁹]$")
_STAGE = re.compile(
    r"(?:(?<=[。！？!?…”])[\s\u3000]*[（(][^（）()。]{1,10}|(?<=[。！？!?…])[（(][^（）()。]{1,40}|(?<=[。！？!?…]”)[（(][^（）()。]{1,40})[）)]$"
)
"""A stage direction behind a sentence of a speech （热烈鼓掌）, the names that sign an entry （某某）, or who said it, where and when
（农户访谈，2022年7月）."""
_TAIL = 240
"""No run of marks that closes a text is longer than this."""


_WESTERN_END = re.compile(r"(?:[A-Za-z]{2}|[A-Za-z]\d|\d|[)\]])[.][”\"’']?$")


def finished(text: str) -> bool:
    """Whether running text ends a sentence, note marks and numeric citations behind it left aside."""
    return _finished(text if len(text) <= _TAIL else text[-_TAIL:])


@lru_cache(maxsize=8192)
def _finished(tail: str) -> bool:
    if ends_sentence(tail):
        return True
    bare = bare_end(tail)
    return ends_sentence(bare) or ("." in bare[-3:] and _WESTERN_END.search(bare) is not None)


def bare_end(text: str) -> str:
    """The text without the note marks and numeric citations that close it; only its end is looked at."""
    text = text.rstrip()
    if not _MARK_ENDS.search(text[-1:]):
        return text
    marks = _TRAILING.search(text, max(0, len(text) - _TAIL))
    text = text[: marks.start()].rstrip() if marks else text
    aside = _STAGE.search(text, max(0, len(text) - 48))
    return text[: aside.start()] if aside else text


ANNEX = re.compile(r"附件[\d一二三四五六七八九十]{0,2}$")
ANNEX_LIST = re.compile(r"\s*附\s*件\s*[:：]")
"""The list of a paper's annexes above its signature, and the line that heads an annex."""
_LEAF_TOP = re.compile(r"(?!名词解释|术语|附录|附件|附注)")


_RELATION = re.compile(r"[=＝≈≤≥≡<>＜＞]")


@lru_cache(maxsize=64)
def is_formula(text: str) -> bool:
    """Whether a line displays a formula: a relation sign, hardly any Han characters, no Western sentence."""
    if text.startswith("$$"):
        return True
    if not _RELATION.search(text) or len(text) > 200 or text.startswith(("<", "http")):
        return False
    words = re.findall(r"[A-Za-z]{4,}", text)
    return count_han(text) <= 2 and len(words) <= 4 and not re.search(r"\[[JMNDC]\]", text)


def is_leaf_head(text: str) -> bool:
    """Whether a head at the top (引言, 结语, 参考文献) never has numbered heads below it, as an appendix may."""
    return PLAIN_TOP.match(text) is not None and _LEAF_TOP.match(text) is not None


@lru_cache(maxsize=256)
def head_style(text: str) -> tuple[HeadStyle, str, str] | None:
    """The numbering that begins the text, its printed number and the rest; None without one."""
    if not _HEAD_BEGINS.match(text):
        return None
    for style in _BEGUN_BY.get(text[0], HEAD_STYLES):
        match = style.pattern.match(text)
        if match:
            return style, match.group(1), text[match.end() :]
    return None
