"""What kind of source a name is, and what type of work the elements of an unmarked reference add up to."""

from __future__ import annotations

import re
from enum import Enum, auto

from build_scripts.cite.gbt7714.draft import Draft
from build_scripts.cite.gbt7714.names import is_body
from build_scripts.model.lists import Lists
from build_scripts.model.reference import RefType


class Kind(Enum):
    """The source that an element names."""

    UNKNOWN = auto()
    AGENCY = auto()
    NEWSPAPER = auto()
    JOURNAL = auto()
    SITE = auto()
    PUBLISHER = auto()
    THESIS = auto()


_PAPER = re.compile(
    r"(?:[日晚早晨周时商青导农]报|[午都]报|[^学通汇简画公]报|参考消息|Times|Daily|Herald|Tribune|Guardian|Gazette|(?:Washington "
    r")?Post)(?:\s*\([^()]*版\))?\Z"
)
_PERIODICAL = re.compile(
    r"(?:学报|月刊|季刊|双月刊|周刊|旬刊|半月刊|杂志|集刊|学刊|丛刊|年刊|会刊|辑刊|汇刊|通报|画报|公报|文摘|导刊|论坛"
    r"|评论|译丛|动态|研究|论丛|战线|辑刊|纵横|探索|导报|通讯|学习与探索|Journal|Review|Quarterly|Magazine)(?:\s*\([^()]*版\))?\Z"
    r"|\A(?:The )?(?:Journal|Annals|Proceedings|Transactions|Bulletin|Review|Archives|International Journal)\b|Economist\Z"
)
_REPORT = re.compile(
    r"报告|公报|统计|年鉴|白皮书|蓝皮书|皮书|指数|调查|普查|年报|展望|[Rr]eport|[Oo]utlook|[Ss]urvey|[Ii]ndex|[Ss]tatistics"
    r"|[Ww]orking [Pp]aper|[Ii]ndicators|Review \d{4}"
)
_INSTITUTE = re.compile(
    r"统计局|统计司|调查队|研究院|研究所|研究中心|智库|研究会|信息中心|Institute|Institution|Agency|Bureau of Statistics"
    r"|Center|Centre|Organi[sz]ation|Bank|Council|Forum|Foundation|Fund|\A[A-Z]{2,7}\Z"
)


def kind_of_source(name: str, lists: Lists) -> Kind:
    """What the bare name of a source is, by the editors' lists and then by how it ends."""
    name = name.strip(" 《》.,:")
    bare = re.sub(r"\s*\([^()]*\)\Z", "", name)
    if bare in lists.agencies:
        return Kind.AGENCY
    if bare in lists.newspapers:
        return Kind.NEWSPAPER
    if bare in lists.journals:
        return Kind.JOURNAL
    if len(bare) > 60 or len(bare) < 2:
        return Kind.UNKNOWN
    last = bare.split()[-1] if bare.isascii() and bare.split() else bare
    if any(last[-k:] in lists.publisher_endings for k in range(2, 7)) or last in lists.publisher_endings:
        return Kind.PUBLISHER
    if any(bare[-k:] in lists.site_endings for k in range(1, 7)) or re.search(r"\.(?:com|cn|org|net|gov|edu)\Z", bare):
        return Kind.SITE
    if _PAPER.search(name):
        return Kind.NEWSPAPER
    if _PERIODICAL.search(name):
        return Kind.JOURNAL
    return Kind.UNKNOWN


def decide(draft: Draft, kind: Kind, in_host: bool, lists: Lists) -> RefType:
    """The type of an unmarked reference from what was read (the order of the tests is that of their strength)."""
    if kind is Kind.THESIS:
        return RefType.THESIS
    if kind in (Kind.AGENCY, Kind.NEWSPAPER) and not draft.issue:
        return RefType.ARTICLE_NEWSPAPER
    if draft.container and (draft.publisher or draft.place or (in_host and draft.editors)):
        return RefType.CHAPTER
    if draft.issue or kind is Kind.JOURNAL:
        return RefType.ARTICLE_JOURNAL
    if draft.publisher:
        return RefType.BOOK
    if kind is Kind.SITE:
        return RefType.WEBPAGE
    if draft.number and not draft.url and not draft.container:
        return RefType.LEGISLATION
    if _is_report(draft):
        return RefType.REPORT
    if draft.container and draft.volume:
        return RefType.ARTICLE_JOURNAL
    if draft.url:
        return RefType.WEBPAGE
    if draft.container:
        if draft.date and draft.date.day:
            return RefType.ARTICLE_NEWSPAPER
        return RefType.CHAPTER if in_host else RefType.ARTICLE_JOURNAL
    if draft.pages or draft.volume or draft.edition or draft.number_of_volumes:
        return RefType.BOOK
    return RefType.BOOK if draft.date and not draft.date.month and draft.authors else RefType.DOCUMENT


def _is_report(draft: Draft) -> bool:
    """A body's report: statistics and institutes' reports, with or without an address, but not from a named site."""
    if draft.container or not draft.authors:
        return False
    body = next((name for name in draft.authors if name.literal or is_body(name.family)), None)
    if body is None:
        return False
    return bool(_REPORT.search(draft.title) or _INSTITUTE.search(re.sub(r"\s*\([^()]*\)|（[^（）]*）", "", body.family)))
