"""Lines of a title page that their form alone tells: dates, numbers of papers, journal lines, a web page's line."""

from __future__ import annotations

import re

from build_scripts.ingest.block import Block, Kind
from build_scripts.ingest.furniture.issue_lines import is_issue_row
from build_scripts.ingest.metadata.pieces import cut, meta
from build_scripts.ingest.names import is_affiliation
from build_scripts.ingest.patterns import NEWS_START
from build_scripts.ingest.reasons import WEB_CHROME
from build_scripts.text.han import width
from build_scripts.text.normalize import squeeze

DATE = re.compile(
    r"\s*[（(\[【]?\s*(?:[12]\d{3}|[一二〇○零九八七六五四三]{4})\s*年\s*(?:[\d一二三四五六七八九十]{1,2}\s*月)?\s*(?:[\d一二三四五六七八九十]{1,3}\s*日)?\s*"
    r"(?:星期[一二三四五六日天])?\s*(?P<place>[于在]\S{1,12}|[·•]\s*[一-鿿]{2,6})?\s*[）)\]】]?\s*"
)
ADOPTED = re.compile(
    r"\s*[（(][^（）()。]{4,60}(?:通过|批准|公布|发布)[\s\u3000]*(?:19|20)\d\d\s*年[^（）()。]{2,80}(?:通过|公布|发布|施行|印发)[^（）()。]{0,20}[）)]\s*|"
    r"\s*[（(]\s*(?:\d{4}|[一二〇○零九]{4})\s*年.{4,400}(?:通过|公布|发布|修正|修订|批准|施行|印发|令)[^（）()]{0,80}[）)]\s*", re.DOTALL
)
JOURNAL = re.compile(
    r"(?=.{6,90}$)(?:.*《[^《》]{2,20}》.*(?:年|期|卷|版).*|.*(?:19|20)\d\d\s*年\s*第\s*[\d一二三四五六七八九十]+\s*期.*|.*第\s*[\d一二三四五六七八九十]+\s*卷\s*第?\s*[\d一二三四五六七八九十]+\s*期.*|"
    r".*\b[Vv][Oo][Ll]\.?\s*\d+.*\b[Nn][Oo]\.?\s*\d+.*|.*(?:总第\s*\d+\s*期).*)"
)
_DOCUMENT_NO = re.compile(r"\s*[\u4e00-\u9fff]{0,10}\s*[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*第?\s*\d+\s*号\s*")
PAPER = re.compile(
    r"\s*[\u4e00-\u9fff]{2,10}(?:日报|晚报|时报|早报|晨报|周报|导报|商报|周刊|月刊|杂志)\s*|\s*第\s*\d{1,3}\s*版(?:\s+[\u4e00-\u9fff·]{2,8})?\s*"
)
_SERIAL_NO = re.compile(r"\s*第\s*[〇零一二三四五六七八九十百\d]{1,6}\s*号\s*")
"""The number of an announcement or a decree below its title (第十二号)."""
_THESIS = re.compile(r"\s*[\u4e00-\u9fff\s]{0,16}(?:博士|硕士|学士)(?:专业)?(?:学位)?(?:毕业)?论\s*文\s*")
_PROCEEDINGS = re.compile(
    r"\s*(?:第\s*[〇一二三四五六七八九十百\d]+\s*[届次]|(?:19|20)\d\d\s*年)"
    r"[\u4e00-\u9fff·“”（）()]{2,36}(?:论文集|文集|会议论文|论文汇编)\s*"
)
_TRAIL = re.compile(r"\s*(?:您?(?:当前|现在|所在|的)*位置\s*[:：]\s*)?\S{1,12}(?:\s*[>＞›»]\s*\S{1,20}){1,5}\s*|\s*字\s*号\s*[:：]?\s*(?:[大中小超T+\-|]\s*)+")
_WEB = re.compile(
    r"(?P<date>(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)"
    r"|(?P<label>(?:发布|更新)?时间|来源|作者|记者|编辑|责任编辑|责编|【?字[号体]|阅读(?:次数|量|数)?|浏览(?:次数|量|数)?|点击(?:次数|量|数)?)\s*[:：]\s*"
)
_MASTHEAD = re.compile(r"\s*[\u4e00-\u9fff\s]{3,24}(?:文\s*件|公\s*报)\s*")
JOURNAL_NAME = re.compile(r"\s*《?[\u4e00-\u9fff]{2,16}(?:学报|学刊|月刊|季刊|双月刊)》?\s*(?:[（(][\u4e00-\u9fff、\s]{2,14}[）)])?\s*")
_IN_ENGLISH = re.compile(
    r"\s*(?:[A-Z][\w&,.’'() （）-]{0,40}\b)?(?:Journal|Bulletin|Review|Quarterly|Studies|University|Acta)\b[\w&,.’'() （）-]{0,60}"
    r"|\s*(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}[.,]?\s*(?:19|20)\d\d\s*"
)
"""The journal's name and month in English, as they stand beside its line of volume and issue."""
_OFFICE_AND_DATE = re.compile(
    r"\s*[\u4e00-\u9fff]{4,24}(?:办公室|办公厅|委员会|人民政府|局|厅|部)[ \t\u3000]{2,}(?P<date>(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*"
)
_PERIOD = re.compile(r"\s*[（(]\s*(?:19|20)\d\d\s*年?\s*[-—–－~～至]+\s*(?:19|20)\d\d\s*年\s*[）)]\s*")
"""The years that a plan covers, below its title."""
_REPORT_NUMBER = re.compile(r"\s*[A-Z]\s*[.．]\s*\d{1,2}\s*")
"""The number of a report in a yearbook of reports (B.1)."""
COLUMN = re.compile(r"\s*(?:[【\[［〔●■◆·•▲★☆]\s*)[\u4e00-\u9fff\s·、“”：:]{2,20}(?:[】\]］〕·•●■◆]\s*)")
_INNER = re.compile(r"[一-鿿“].*[一-鿿”]")
WIDEST_LINE = 600
"""No line of a title page has more characters."""


def lines_of_form(block: Block) -> list[Block]:
    """A line whose form alone says what it is."""
    text = block.text.text
    if block.kind not in (Kind.TEXT, Kind.ROW) or len(text) > WIDEST_LINE:
        return [block]
    if _TRAIL.fullmatch(text):
        return [block.aside(WEB_CHROME)]
    if DATE.fullmatch(text) and width(text.strip()) > 4:
        return [meta(block, "date", *unwrapped(text))]
    web = web_line(block)
    if web:
        return web
    for pattern, key in ((_DOCUMENT_NO, "document_no"), (_THESIS, "thesis"), (PAPER, "journal_line"), (_PROCEEDINGS, "journal_line")):
        if pattern.fullmatch(text) and not block.level:
            return [meta(block, key)]
    if _MASTHEAD.fullmatch(text) and text.strip().endswith(("文件", "文 件")):
        return [meta(block, "masthead")]
    if ADOPTED.fullmatch(text):
        return [meta(block, "title_note", *unwrapped(text))]
    dated = _OFFICE_AND_DATE.fullmatch(text)
    if dated:
        office, date = cut(block, dated.start("date"))
        return [meta(office, "issuer"), meta(date, "date")]
    if _PERIOD.fullmatch(text):
        return [meta(block, "subtitle", *unwrapped(text))]
    if is_issue_row(text) and not block.level:
        return [meta(block, "journal_line")]
    if JOURNAL_NAME.fullmatch(squeeze(text)) and not block.level:
        return [meta(block, "journal_line")]
    if JOURNAL.fullmatch(text) and not re.search(r"[。！？]|^《[^》]*》$|读《|评《|—", text.strip()):
        return [meta(block, "journal_line")]
    if _REPORT_NUMBER.fullmatch(text):
        return [meta(block, "chapter_number")]
    if COLUMN.fullmatch(text) and not block.level:
        words = _INNER.search(text)
        return [meta(block, "column", *(words.span() if words else ()))]
    if _SERIAL_NO.fullmatch(text):
        return [meta(block, "document_no")]
    if is_affiliation(text) and text.strip()[:1] in "（([［【〔" and not NEWS_START.match(text):
        return [meta(block, "affiliation", *unwrapped(text))]
    return [block]


def english_masthead(head: list[Block]) -> list[Block]:
    """English lines of the journal between or beside those that print its name, volume and issue."""
    out = list(head)
    for i, block in enumerate(head):
        if block.kind is Kind.TEXT and not block.level and len(block.text) < 110 and _IN_ENGLISH.fullmatch(block.text.text):
            near = out[max(0, i - 2) : i] + head[i + 1 : i + 3]
            if any(b.kind is Kind.META and b.label in ("journal_line", "doi", "article_no") for b in near):
                out[i] = meta(block, "journal_line")
    return out


_WEB_KEYS = {"来源": "source_note", "作者": "authors", "记者": "authors", "编辑": "editor", "责任编辑": "editor", "责编": "editor"}


def web_line(block: Block) -> list[Block]:
    """A web page's line of date, source and author, every one a piece of its own."""
    text = block.text.text
    found = list(_WEB.finditer(text)) if width(text) < 90 else []
    if len(found) < 2 or text[: found[0].start()].strip():
        return []
    pieces = cut(block, *(m.start() for m in found[1:]))
    out = []
    for piece, match in zip(pieces, found, strict=True):
        start = match.start() if match is found[0] else 0
        label = match["label"]
        if label is None or label.endswith("时间"):
            out.append(meta(piece, "date", start + (len(match[0]) if label else 0)))
        elif label in _WEB_KEYS:
            out.append(meta(piece, _WEB_KEYS[label], start + len(match[0])))
        else:
            out.append(piece.aside(WEB_CHROME))
    return out


def unwrapped(text: str) -> tuple[int, int]:
    """The stretch inside the brackets that wrap the whole line."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if text[start] in "（([［【〔" and text[end - 1] in "）)]］】〕":
        return start + 1, end - 1
    return start, end
