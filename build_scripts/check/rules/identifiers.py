"""Dates, identifiers and pages in the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from build_scripts.check.rule import Site, page_rule
from build_scripts.check.spot import Spot
from build_scripts.check.view import View
from build_scripts.diagnostics import Severity

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?\Z")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\u3000-\u9fff]+\Z")


@page_rule("MET103", Severity.ERROR)
def impossible_date(view: View, site: Site) -> Iterator[Spot]:
    """日期不可能，或读不出来

    没有这样的月份或日子，年份在将来，或写法不合 `2024`、`2024-05`、`2024-05-01`。日期用于引文、排序与元数据。

    **改法**：改正日期；只知道年份的写年份。

    反例：

    ```markdown
    ---
    title: 题名
    date: 2024-02-30
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    date: 2024-02-29
    ---

    # 题名

    甲。
    ```
    """
    value = view.page.meta.get("date")
    if value is None or isinstance(value, list | Mapping) or str(value).strip() == "":
        return
    match = _DATE.match(str(value).strip())
    if match is None:
        yield view.meta_spot("date", f"日期 {value} 读不出来。", "写成 2024、2024-05 或 2024-05-01。", Severity.INFO)
    elif not is_date(int(match[1]), int(match[2] or 1), int(match[3] or 1)):
        yield view.meta_spot("date", f"没有 {value} 这个日期。", "改正日期；只知道年份的写年份。")
    elif int(match[1]) > date.today().year + 1:
        yield view.meta_spot("date", f"日期 {value} 还在将来。", "对照原书改正年份。")


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@page_rule("MET104", Severity.WARNING)
def bad_identifier(view: View, site: Site) -> Iterator[Spot]:
    """DOI、ISSN 或 ISBN 不对

    DOI 以 `10.` 开头，中间有 `/`；ISSN 与 ISBN 的末位是校验码，抄错一位就对不上。

    **改法**：对照原书改正。

    反例：

    ```markdown
    ---
    title: 题名
    doi: 10.16060
    issn: 2095-8073
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    doi: 10.1787/9789264239012-en
    issn: 2095-8072
    isbn: 978-7-01-000000-8
    ---

    # 题名

    甲。
    ```
    """
    meta = view.page.meta
    doi = str(meta.get("doi") or "").strip()
    if doi and not _DOI.match(re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi, flags=re.I)):
        yield view.meta_spot("doi", f"DOI {doi[:40]} 不成形式。", "写成 10.1787/9789264239012-en 这样，不带网址。")
    for key, sound in (("issn", is_issn), ("isbn", is_isbn)):
        value = str(meta.get(key) or "").strip()
        if value and not sound(value):
            yield view.meta_spot(key, f"{key.upper()} {value} 的校验码不对。", "对照原书改正。")


def is_issn(text: str) -> bool:
    """Whether the check digit holds (ISO 3297)."""
    digits = text.replace("-", "").upper()
    return re.fullmatch(r"\d{7}[\dX]", digits) is not None and sum((8 - i) * _digit(c) for i, c in enumerate(digits)) % 11 == 0


def is_isbn(text: str) -> bool:
    """Whether the check digit holds (ISO 2108), with ten digits or thirteen."""
    digits = re.sub(r"[\s-]", "", text.upper()).removeprefix("ISBN")
    if re.fullmatch(r"\d{9}[\dX]", digits):
        return sum((10 - i) * _digit(c) for i, c in enumerate(digits)) % 11 == 0
    return re.fullmatch(r"97[89]\d{10}", digits) is not None and sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10 == 0


def _digit(sign: str) -> int:
    return 10 if sign == "X" else int(sign)


@page_rule("MET108", Severity.WARNING)
def reversed_pages(view: View, site: Site) -> Iterator[Spot]:
    """起止页码倒了

    末页比首页小，多半抄倒了或漏了一位。

    **改法**：对照原书改正，写成 `52-63`；不连续的用逗号隔开。

    反例：

    ```markdown
    ---
    title: 题名
    pages: 63-52
    ---

    # 题名

    甲。
    ```

    正例：

    ```markdown
    ---
    title: 题名
    pages: 52-63, 70
    ---

    # 题名

    甲。
    ```
    """
    value = str(view.page.meta.get("pages") or "").strip()
    if value and pages_fault(value):
        yield view.meta_spot("pages", f"页码 {value} {pages_fault(value)}。", "写成 52-63；不连续的用逗号隔开。")


def pages_fault(text: str) -> str:
    """What is wrong with printed pages: runs that go back, or nothing."""
    for first, last in re.findall(r"(?<![\d.])(\d{1,6})\s*[-–—~～]\s*(\d{1,6})(?![\d.])", text):
        if len(first) == len(last) and int(last) < int(first):
            return f"从 {first} 倒到 {last}"
    return ""
