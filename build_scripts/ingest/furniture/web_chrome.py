"""What a browser saves around an article: menus, share buttons, counters, lists of other articles, the site's imprint."""

from __future__ import annotations

import re

from build_scripts.ingest.lines.line import Line
from build_scripts.ingest.reasons import WEB_CHROME
from build_scripts.text.normalize import squeeze

_CHROME = re.compile(
    r"(?:登录|注册|收藏本站|设为首页|手机版|无障碍\w{0,2}|网站首页|English)\s*[|｜]|[|｜]\s*(?:注册|登录|网站地图|联系我们)|"
    r"位置\s*[:：]|首页\s*[>＞»]|字[号体]\s*[:：]|分享(?:到|至)?\s*[:：](?=\s*$|\s*[\u4e00-\u9fffA-Z]{2,4}\s)|分享到\s*[:：]|点击(?:右上角|浏览器下方)|阅读剩余全文|猜你喜欢\s*$|朋友圈\s*$|我要打印|[【\[]\s*(?:打印|关闭|收藏|纠错)|"
    r"[上下]一篇\s*[】\]]?\s*[:：\s]|Copyright|版权所有|备案号|ICP备|网站地图|网友评论|扫一扫|[【\[](?:免责)?声明[】\]]|"
    r"相关(?:新闻|阅读|链接|文章|报道|稿件|文档|文件|政策)\s*[:：]?$|打印\s*关闭|返回(?:顶部|目录)|点击排行|"
    r"(?:版面|标题)导航|[上下]一版\s|全文复制|链接\s*[:：][^|｜]+[|｜]|网站标识码|运行维护单位|设为首页\s*$|标签\s*[-:：]\s|扫描二维码|投诉建议|官方微[信博]|关注我们|放大[\s/+|]*缩小"
)
"""Each begins with a letter of its own, so that most places of a line are passed over at once."""
_SIGN = re.compile(r"[|｜置首字享印【\[篇Cc权备站评扫关行返点剩猜朋导版复放链标运设描投官注]")
"""One of these stands in each of them."""
_MATTER = re.compile(r"发布(?:时间|日期)|来源\s*[:：]|作者\s*[:：]|责任编辑")
_OTHER_ARTICLE = re.compile(
    r"[·•●▪]?\s*\S.{2,40}[\s\u3000]+[\[(（]?(?:19|20)\d\d-\d{1,2}-\d{1,2}[\])）]?$|[·•●▪]\s*\S.{2,30}$"
    r"|(?:图解|一图读懂|视频|动漫)\s*[:：|｜]\s*\S.{2,60}$"
)
_TRAIL = re.compile(r"您?(?:当前|现在|所在|的)*位置\s*[:：]")
_SITE_WORDS = re.compile(r"多个检索词[,，]\s*请用空格间隔[。.]?|转换到[一-鿿]{2}中文|关注我们[\s\u3000]*了解更多|"
    r"阅读剩余全文\s*[（(]?\s*[)）]?|阅读下一篇\s*[:：]?|分享让更多人看到|[大小]字号|客户端下载|\d{24,}|(?:19|20)\d\d\s+\d\d/\d\d\s+\d\d:\d\d:\d\d|"
    r"字[号体]\s*[:：]\s*小\s*中\s*大(?:\s*分享(?:到|至)?\s*[:：]?)?|[【\[]纠错[】\]]\s*[【\[]责任编辑\s*[:：][^】\]]{2,12}[】\]]|"
    r"[一-鿿]{2,6}违法和不良信息举报(?:电话|邮箱)?\s*[:：]?.{0,30}|[一-鿿\s]{2,12}版\s*权\s*所\s*有.{0,30}|"
    r"[一-鿿]{2,6}网(?:首页)?\s*(?:[>＞›»]{1,2}\s*[一-鿿]{2,8}\s*){1,4}")
_RELATED = re.compile(r"猜你喜欢|大家都在看|为您推荐")
_RELATED_HEAD = re.compile(r"(?:推荐|相关|延伸)阅读\s*[:：]?")
"""The head of other texts at the end of a page, of which the copy kept none."""
_UPLOADED = re.compile(r"(?:19|20)\d\d-\d{1,2}-\d{1,2}[\s\u3000]*[一-鿿\s\u3000]{2,24}")
"""When a site took a text up, and the authors, on one line; the print's own byline stands below."""
_CARD = re.compile(
    r"(?P<ours>标\s*题|索\s*引\s*号|主题分类|公文种类|主\s*题\s*词|组配分类|公开(?:方式|形式|类别)|时\s*效\s*性|有\s*效\s*性|体裁分类|信息类别)\s*[:：]\s*(?P<value>.*)"
    r"|(?:发文机关|发布机构|发文单位|发文字号|文\s*号|成文日期|发布日期|生成日期|来\s*源)\s*[:：].*"
)
"""The lines of the card that an office's site prints above a paper; those of its catalogue, and those that tell of the paper."""
_CARD_LINES = 4
_CARD_HEAD = 24
_HEAD = 8
_LONGEST_NAME = 40
_MENU_WORD = 6
_ENOUGH = 3


def _site_words(lines: list[Line]) -> list[Line]:
    """What a site prints about itself wherever it stands: menu words above the trail to the page, hints for its search box,
    and, behind the text, other texts that one may like, with the line below the title that the same sites print."""
    trail = next((i for i, line in enumerate(lines[:_HEAD]) if _TRAIL.match(line.text.text)), 0)
    related = next((i for i, line in enumerate(lines) if 2 * i > len(lines) and _RELATED.fullmatch(line.text.text)), len(lines))
    if any("。" in line.text.text or len(line.text) > _LONGEST_NAME for line in lines[related:]):
        related = len(lines)
    gone = {i for i, line in enumerate(lines) if len(line.text) <= _LONGEST_NAME and _SITE_WORDS.fullmatch(line.text.text)}
    gone.update(i for i in range(trail) if len(lines[i].text) <= _MENU_WORD + 2 and not lines[i].level)
    gone.update(range(related, len(lines)))
    last = next((i for i in range(len(lines) - 1, -1, -1) if i not in gone and not lines[i].aside), 0)
    if lines and _RELATED_HEAD.fullmatch(lines[last].text.text.strip()):
        gone.add(last)
    if related < len(lines):
        gone.update(i for i in range(1, min(4, len(lines))) if _UPLOADED.fullmatch(lines[i].text.text))
    return [line.set_aside(WEB_CHROME) if i in gone and not line.aside else line for i, line in enumerate(lines)]


def _without_card(lines: list[Line]) -> list[Line]:
    """The catalogue's lines of the card above an official paper set aside, its title where the paper prints it again."""
    found = {i: m for i, line in enumerate(lines[:_CARD_HEAD]) if not line.aside and (m := _CARD.fullmatch(line.text.text.strip()))}
    if len(found) < _CARD_LINES:
        return lines
    below = squeeze("".join(line.text.text for line in lines[max(found) + 1 : max(found) + 8]))
    out = list(lines)
    for i, match in found.items():
        if match["ours"] and (not match["ours"].startswith("标") or squeeze(match["value"]) in below):
            out[i] = lines[i].set_aside(WEB_CHROME)
    return out


def set_aside_web_chrome(lines: list[Line]) -> list[Line]:
    """The lines of a saved page around its article set aside; nothing happens to a text that shows few such lines."""
    lines = _without_card(_site_words(lines))
    chrome = [i for i, line in enumerate(lines) if not line.aside and len(line.text) < 200 and _SIGN.search(line.text.text)
              and _CHROME.search(line.text.text) and not _MATTER.search(line.text.text)]  # fmt: skip
    if len(chrome) < _ENOUGH:
        return lines
    out = list(lines)
    for i in chrome:
        out[i] = lines[i].set_aside(WEB_CHROME)
    prose = [i for i, line in enumerate(lines) if len(line.text) > _LONGEST_NAME and "。" in line.text.text]
    head = [i for i in chrome if i < len(lines) / 2 and (not prose or i < prose[0])]
    tail = [i for i in chrome if i >= len(lines) / 2 and (not prose or i > prose[-1])]
    for i in range(head[0] + 1, head[-1]) if head else ():
        if not out[i].aside and len(out[i].text) <= _MENU_WORD and not _MATTER.search(lines[i + 1].text.text):
            out[i] = lines[i].set_aside(WEB_CHROME)
    for i in range(tail[0] if tail else len(lines), len(lines)):
        if not out[i].aside and (len(out[i].text) <= _MENU_WORD or _OTHER_ARTICLE.match(out[i].text.text)):
            out[i] = lines[i].set_aside(WEB_CHROME)
    return out
