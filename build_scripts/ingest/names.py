"""Who wrote it: names of persons and of bodies in a printed byline, and lines that say where the authors work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from build_scripts.ingest.patterns import RUBRIC
from build_scripts.text.han import HAN, count_han

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅"
    "庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣"
    "贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋"
    "仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬"
    "申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广"
    "禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖岳亢况郈有琴归"
    "海晋楚闫法汝鄢涂钦商牟佘佴佟伯赏墨哈谯笪年爱阳佐仝占付代仉邸苑迟岱展战信原闪肇冼郇訚亓逢候覃操铁矫母敬卿种邝昂阿官撒官栗"
    "揭骈缑才但初蹇来苟由岱庹尧粟帅奉冒修萨旷青谌芦揣奥"
)
_DOUBLE = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 "
    "单于 长孙 宇文 司徒 鲜于 司空 闾丘 令狐 百里 呼延 东郭 南门 羊舌 微生 左丘 西门 第五 轩辕 拓跋 爱新 完颜 阿里 那拉".split()
)
_NO_NAMES = frozenset(
    "方法 高新 时代 马克思 国家 安全 和平 文件 全文 文章 全国 公报 公告 通知 通报 国有 法律 法规 经济 经验 成果 关键 关于 文献 原文 白皮书 蓝皮书 "
    "计划 万众 文化 文学 文明 东方 东部 山水 农业 农村 农民 水利 能源 海洋 家庭 金融 华人 常识 广告 都市 向往 项目 常态 高校 路径 应用 成就 师资 "
    "明天 时评 时政 社论 言论 单位 政策 党建 党课 管理 解读 简论 简介 简评 简讯 新论 国际 国内 国企 空间 容量 双碳 全会 温度 应对 展望 归来 相关 信息 "
    "须知 附件 附表 后记 于是 连载 平台 金句 时事 石油 居民 计量 商业 易读 查询 展览 代表 代序 原理 原因 向前 古代 种粮 查阅 支持".split()
)
_OF_WORDS = tuple("论观史学性化法力型")
_GROUP = re.compile(
    r"(?:课题组|项目组|研究组|调研组|写作组|编写组|编委会|编辑部|评论员|观察员|撰稿人|委员会|办公室|办公厅|研究院|研究所|研究室|研究中心|中心|协会|学会|"
    r"联合会|人民政府|统计局|调查队|总队|理事会|秘书处|国务院|[^的]{2,}[部委局厅署会院社]|智库|集团|公司|大学|学院|基金会|银行|团队|专班|专家组|工作组|小组|党组|总社|联盟|促进会)$"
)
_BULLET = re.compile(r"\s*[★☆□■◇◆○●▪▲△☐◎▢❏❑⬜◻]+\s*")
_ROLE = r"(?:撰?文|文字|图|图片|摄影|作者|撰稿|执笔|采写|口述|整理)"
_POST = (
    r"(?:县长|市长|省长|州长|区长|乡长|镇长|校长|院长|所长|处长|主任|局长|厅长|部长|书记|主席|总理|会长|行长|董事长|总经理|理事长|秘书长|代表|"
    r"教授|研究员|院士|博士|工程师|检察长|院长)"
)
_BY = re.compile(
    rf"\s*(?:{_ROLE}(?:\s*[、/／&和与]\s*{_ROLE})*\s*[/／|｜:：]\s*"
    r"|(?:[\u4e00-\u9fff]{0,8}(?:本报|本刊|本网|报|社|网|台|刊|日报|晚报|周刊))?\s*(?:特约|高级|首席|见习|实习|融媒体)?\s*(?:全媒体)?"
    r"(?:记者|通讯员|撰稿人|撰稿)\s*[:：]?\s+"
    r"|(?:本报|本刊|新华社|本网)\s*(?:特约|高级|首席|见习)?\s*(?:记者|通讯员|特派员|评论员(?=\s+\S))\s*"
    r"|[省市县区州镇乡][\s\u3000]+长[\s\u3000]+(?=[一-鿿](?:[\s\u3000]*[一-鿿]){1,2}\s*$)"
    rf"|[省市县区州镇乡]长(?=[{''.join(sorted(_SURNAMES))}][一-鿿]{{1,2}}\s*$)"
    rf"|[\u4e00-\u9fff]{{0,12}}{_POST}[\s\u3000]+(?=[\u4e00-\u9fff]{{2,3}}\s*$|[\u4e00-\u9fff]\s[\u4e00-\u9fff]\s*$))"
)
_ROLE_INSIDE = re.compile(
    rf"[\s\u3000、，,；;]+(?:{_ROLE}\s*[/／:：]\s*)?(?:本报|本刊|新华社|见习|实习|特约|特派|首席|高级|全媒体|融媒体|[一-鿿]{{1,6}}[报社网台])*(?:记者|通讯员|实习生|特派员|评论员)[\s\u3000:：]*(?=\S)"
)
"""A role that introduces the names behind it within a byline (记者 某某　通讯员 某某; 文/… 图/…)."""
_AFTER = re.compile(
    r"\s*(?:[/／|｜]\s*文|(?<=[\s\u3000])(?:编?著|主\s*编|编|撰|撰文|文|整理|执笔)|(?:采访)?整理|\s*等(?:\s*(?:编?著|主编))?)\s*$"
)
_CREDIT = re.compile(r"\s*[/／]?\s*(?:摄影报道|摄影|摄|供图|制图|绘图|图)\s*$")
_OFFICE = re.compile(r"[（(][^（）()\d]{2,36}(?:大学|学院|研究|教授|馆员?|院长?|所长?|中心|党校|公司|社)[^（）()\d]{0,12}[)）]")
"""Where an author works, in brackets behind the name (某某（某大学教授）、某某（某馆馆员）)."""
_COUNTRY = re.compile(r"[\[［〔（(【]\s*[\u4e00-\u9fff]{1,4}\s*[\]］〕）)】]\s*(?=[\u4e00-\u9fffA-Z])")
_MARKS = re.compile(
    r"\s*\$?\s*(?:\^\s*\{?\s*((?:[\d,，、*＊†‡①-⑳a-e\s]|\\(?:dagger|ddagger|ast|star)\b){1,12})\s*\}?|\{\s*([\d*＊†‡①-⑳]{1,6})\s*\}|([¹²³⁰⁴-⁹①-⑳*＊†‡]+)"
    r"|[\[［(（]\s*([\d①-⑳,，]{1,5})\s*[\]］)）]|(\d{1,2}(?:\s*[,，]\s*(?:\d{1,2}|[*＊]))*(?![\d年月日号])))\s*\$?"
)
_SEPARATORS = re.compile(r"\s*(?:[、,，;；/／|｜&＆]|(?<![A-Za-z])(?i:and)(?![A-Za-z]))\s*")
_HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}")
_HAN_LONG = re.compile(rf"[{HAN}]{{2,6}}")
_DOTTED = re.compile(rf"[{HAN}A-Z.]{{1,12}}(?:[·•．.・‧]\s?[{HAN}A-Z]{{1,12}})+")
_LATIN_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’\-‐]*(?:\s+(?:de|van|von|der|la|[A-ZÀ-Þ][\w.'’\-‐]*)){1,3}")
_PLACE = re.compile(
    r"大学|学院|研究院|研究所|研究中心|研究室|研究会|委员会|社科院|社会科学院|科学院|党校|公司|集团|办公厅|办公室|实验室|银行|协会|学会|报社|出版社|杂志社|编辑部|"
    r"图书馆|博物馆|中学|小学|医院|工程院|智库|[\u4e00-\u9fff]{2,}(?:部|局|厅|署|所|中心)(?=[,，\s]|$)|"
    r"(?i:university|college|institute|school|department|faculty|academy|cent(?:er|re)|laboratory|bank|ministry|company|bureau|hospital|corporation|co\.,)"
)
_DOMAIN = re.compile(r"(?:[A-Za-z]{2,}\.)+(?i:org|com|net|gov|edu|cn)")
_BOTH = re.compile(r"[\s\u3000]*(?:文\s*[/／]\s*[图摄]|图\s*[/／]\s*文)\s*$")
"""Behind the names of those who wrote it and took the pictures."""
_RUBRIC_SIGN = re.compile(r"\s*[■◆▍▎★]\s*(?P<words>[一-鿿]{2,8})\s*")
_REPORTER = re.compile(r"记者|通讯员|评论员|特约|编辑")
_COMMAND = re.compile(r"\\[a-z]+")
_PLACED = re.compile(r"\s*(?P<names>[^（()）。；:：]{2,200}?)\s*(?P<place>[(（]\s*\S.*[)）])\s*", re.DOTALL)
_POSTCODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass(frozen=True)
class Named:
    """A name of a byline and the marks printed behind it (digits, stars), which point at an affiliation."""

    name: str
    marks: tuple[str, ...] = ()


def names_of(text: str) -> list[Named]:
    """The names of a byline with their marks, in printed order; what prints no name is left out."""
    text = _COUNTRY.sub("", _plain(_OFFICE.sub("", text) if text[-1:] in "）)" else text))
    marked = _MARKS.sub(lambda m: "\ue000" + re.sub(r"[,，、\s]+", "\ue002", _COMMAND.sub(" †", next(g for g in m.groups() if g))) + "\ue001 ", text)
    out: list[Named] = []
    for part in _SEPARATORS.split(marked):
        out += _part(part)
    return out


def split_names(text: str) -> list[str]:
    """The names that a byline prints: 王 芳、李晓明 gives 王芳 and 李晓明; 本刊记者 田壮 gives 田壮."""
    return [named.name for named in names_of(text)]


def _plain(text: str) -> str:
    """The byline without its bullet, what introduces it (文/, 本报记者), and what follows it (著, /文, 等)."""
    text = _BULLET.sub("", _BOTH.sub("", text), count=1)
    for _ in range(3):
        text = _BY.sub(" ", text).strip()
    text = _ROLE_INSIDE.sub("、", text)
    text = _CREDIT.sub("", text)
    return _AFTER.sub("", _AFTER.sub("", text)).strip()


def _part(part: str) -> list[Named]:
    """The names of a stretch without separators: one, or several kept apart by blanks."""
    tokens: list[list[str]] = []
    for token in part.split():
        marks = [m for found in re.findall("\ue000(.*?)(?:\ue001|$)", token) for m in found.split("\ue002")]
        name = re.sub("\ue000.*?(?:\ue001|$)", "", token).replace("\ue001", "")
        if not name:
            if tokens and marks:
                tokens[-1][1:] += marks
            continue
        tokens.append([name, *marks])
    if not any(count_han(token[0]) for token in tokens):
        return _latin(tokens)
    return _joined(_western(tokens))


def _latin(tokens: list[list[str]]) -> list[Named]:
    """Names in Western letters only: one, or several where every one of them, two words at least, ends with its marks."""
    ends = [k for k, token in enumerate(tokens, 1) if len(token) > 1]
    if len(ends) < 2 or ends[-1] != len(tokens) or any(b - a < 2 for a, b in pairwise((0, *ends))):
        ends = [len(tokens)]
    groups = [tokens[a:b] for a, b in pairwise((0, *ends))]
    named = [Named(" ".join(token[0] for token in group), tuple(m for token in group for m in token[1:])) for group in groups]
    return [one for one in named if one.name.strip(" .·-—")]


def _western(tokens: list[list[str]]) -> list[list[str]]:
    """The words of a Western name among Chinese ones as one token: ``Maria Keller``."""
    out: list[list[str]] = []
    for token in tokens:
        latin = token[0][:1].isupper() and token[0][:1].isascii()
        if latin and out and len(out[-1]) == 1 and out[-1][0][:1].isascii() and out[-1][0][:1].isupper():
            out[-1] = [f"{out[-1][0]} {token[0]}", *token[1:]]
        else:
            out.append(list(token))
    return out


def _joined(tokens: list[list[str]]) -> list[Named]:
    """Characters that were set apart are one name again: 徐 昱, 欧阳 修, 王 小明."""
    out: list[Named] = []
    at = 0
    while at < len(tokens):
        name, marks = tokens[at][0], tokens[at][1:]
        following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        lone = len(name) == 1 or name in _DOUBLE
        if lone and not marks and following and count_han(following) == len(following) and len(following) <= (1 if name in _DOUBLE else 2):
            name, marks = name + following, tokens[at + 1][1:]
            at += 1
            if len(name) == 2 and at + 1 < len(tokens) and len(tokens[at + 1][0]) == 1 and _three(tokens, at + 1):
                name, marks = name + tokens[at + 1][0], tokens[at + 1][1:]
                at += 1
        out += _and(name, tuple(marks))
        at += 1
    return out


def _three(tokens: list[list[str]], at: int) -> bool:
    """Whether a lone character ends a name of three set apart (骆 明 远): nothing is left to pair it with."""
    run = 0
    while at + run < len(tokens) and len(tokens[at + run][0]) == 1:
        run += 1
    return run % 2 == 1


def _and(name: str, marks: tuple[str, ...]) -> list[Named]:
    """王芳和李明 is two names, 李和平 one."""
    match = re.fullmatch(rf"([{HAN}]{{2,4}})[和与及]([{HAN}]{{2,4}})", name)
    if match and is_person(match[1]) and is_person(match[2]) and len(name) > 4:
        return [Named(match[1]), Named(match[2], marks)]
    return [Named(name, marks)]


def is_person(name: str) -> bool:
    """Whether the words are built like one person's name."""
    if name in _NO_NAMES or (name[:2] in _NO_NAMES and (len(name) == 4 or name.endswith(_OF_WORDS))):
        return False
    if _HAN_NAME.fullmatch(name):
        if name[:2] in _DOUBLE:
            return len(name) in (3, 4) or len(name) == 2
        return name[0] in _SURNAMES and len(name) <= 3 + (len(name) == 4 and name[1] in _SURNAMES)
    if _DOMAIN.fullmatch(name):
        return False
    return _DOTTED.fullmatch(name) is not None or (len(name) < 60 and _LATIN_NAME.fullmatch(name) is not None)


def is_body(name: str) -> bool:
    """Whether the words name a body that signs texts (课题组, 统计局, 办公厅)."""
    return 3 <= len(name) <= 40 and count_han(name) >= 3 and _GROUP.search(name) is not None and not re.match(r"关于|论|试论|浅", name)


def is_rubric(text: str) -> bool:
    """Whether the line names a newspaper's column above a headline (■城市更新, 记者手记): a sign and words that are nobody's name."""
    if RUBRIC.fullmatch(text):
        return True
    match = _RUBRIC_SIGN.fullmatch(text)
    return match is not None and not is_person(match["words"]) and not is_body(match["words"]) and not _REPORTER.search(match["words"])


def has_byline_sign(text: str) -> bool:
    """Whether the line says that names follow: a bullet, 文/, 本报记者."""
    if is_rubric(text):
        return False
    return _BULLET.match(text) is not None or _BY.match(text) is not None or re.search(r"[/／]\s*文\s*$", text) is not None


def is_byline(text: str) -> bool:
    """Whether the whole line prints names, and nothing but names."""
    text = _BOTH.sub("", text.strip())
    if not text or len(text) > 120 or re.search(r"[。！？：:“”]", _plain(text)) or _CREDIT.search(text):
        return False
    if "《" in text or len(text) < 2 or RUBRIC.fullmatch(text):
        return False
    named = names_of(text)
    if not named or (text.isupper() and not count_han(text) and (len(text.split()) > 3 or _PLACE.search(text))):
        return False  # nothing, or a title or a body's name in English capitals
    if has_byline_sign(text):
        return all(len(n.name) <= 30 for n in named) and any(is_person(n.name) or is_body(n.name) or 2 <= len(n.name) <= 4 for n in named)
    sure = sum(is_person(n.name) or is_body(n.name) for n in named)
    # Among names, a word of the same build is one (names of four characters, rare surnames).
    return sure == len(named) or (sure >= 2 and all(is_person(n.name) or is_body(n.name) or _HAN_LONG.fullmatch(n.name) for n in named))


def is_listed(text: str) -> bool:
    """Whether the line could be names by its build alone (rare surnames, pen names): short words between commas."""
    words = re.split(r"[、,，;；\s]+", text.strip())
    return 0 < len(words) <= 8 and all(_HAN_NAME.fullmatch(word) for word in words) and not any(word in _NO_NAMES for word in words)


def is_credit(text: str) -> bool:
    """Whether the line credits a picture: names with 摄 (新华社记者 某某 摄)."""
    text = text.strip().strip("（）()")
    if len(text) > 60 or not _CREDIT.search(text) or re.search(r"[。，；：]", text):
        return False
    named = names_of(text)
    return bool(named) and all(is_person(n.name) or is_body(n.name) or 2 <= len(n.name) <= 4 for n in named)


def placed_names(text: str) -> int:
    """Where the bracket begins in which a byline prints its affiliations on the same line (王芳1，李明2(1.甲大学；2.乙所)); 0 without."""
    match = _PLACED.fullmatch(text) if len(text) < 900 else None
    return match.start("place") if match and is_affiliation(match["place"]) and names_of(match["names"]) else 0


def is_affiliation(text: str) -> bool:
    """Whether the line names where somebody works: a body of learning or office, no sentence."""
    plain = text.strip()
    if not plain or len(plain) > 600 or "。" in plain.strip("。") or not _PLACE.search(plain):
        return False
    wrapped = plain[0] in "（([［【〔" and plain[-1] in "）)]］】〕"
    return wrapped or _POSTCODE.search(plain) is not None or re.match(rf"\s*(?:{_MARKS.pattern}|\d\s*[.．、])", plain) is not None
