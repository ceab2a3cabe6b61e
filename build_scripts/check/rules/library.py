"""Entries of the library one by one: what their type needs, dates, identifiers, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from build_scripts.check.rule import Site, rule
from build_scripts.check.spot import Spot
from build_scripts.diagnostics import Severity
from build_scripts.model.reference import Date, Name, Reference, RefType

_NEEDS: dict[RefType, tuple[tuple[str, str], ...]] = {
    RefType.ARTICLE_JOURNAL: (("title", "题名 title"), ("container", "刊名 journal"), ("date", "年份 date")),
    RefType.ARTICLE_NEWSPAPER: (("title", "题名 title"), ("container", "报名 journal"), ("date", "日期 date")),
    RefType.BOOK: (("title", "书名 title"), ("publisher", "出版者 publisher"), ("date", "年份 date")),
    RefType.CHAPTER: (("title", "题名 title"), ("container", "书名 booktitle"), ("date", "年份 date")),
    RefType.PAPER_CONFERENCE: (("title", "题名 title"), ("container", "会议或文集名 booktitle"), ("date", "年份 date")),
    RefType.PROCEEDINGS: (("title", "书名 title"), ("date", "年份 date")),
    RefType.THESIS: (("title", "题名 title"), ("authors", "作者 author"), ("publisher", "学校 school"), ("date", "年份 date")),
    RefType.REPORT: (("title", "题名 title"), ("date", "年份 date")),
    RefType.STANDARD: (("title", "名称 title"), ("number", "标准号 number")),
    RefType.PATENT: (("title", "名称 title"), ("number", "专利号 number")),
    RefType.WEBPAGE: (("title", "题名 title"), ("url", "网址 url")),
    RefType.DATASET: (("title", "名称 title"),),
    RefType.PREPRINT: (("title", "题名 title"),),
}
_MARKS = {
    "J": {RefType.ARTICLE_JOURNAL, RefType.PERIODICAL}, "N": {RefType.ARTICLE_NEWSPAPER}, "M": {RefType.BOOK, RefType.CHAPTER},
    "D": {RefType.THESIS}, "S": {RefType.STANDARD}, "P": {RefType.PATENT}, "R": {RefType.REPORT},
    "C": {RefType.PROCEEDINGS, RefType.PAPER_CONFERENCE, RefType.CHAPTER},
}  # fmt: skip
_NO_NAME = re.compile(r"\d{2}|[\[\]〔〕@]|^(?:等|et al\.?|著|编|主编|译|佚名等)$|(?:主编|编著|编译|译者?|著)$", re.I)
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/]+\.[^\s/]+\S*\Z|(?:https?|ftp)://localhost\S*\Z")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\u3000-\u9fff]+\Z")


def print_or(severity: Severity, reference: Reference) -> Severity:
    """An entry that says what a print says may lack what the print lacks: that is told, not held against it."""
    return Severity.INFO if reference.raw else severity


@rule("REF101", Severity.INFO)
def unused_entry(site: Site) -> Iterator[Spot]:
    """文献没有被引用

    文献库里的这一条，没有页面、注、文献表或术语引用它。可能是多余的，也可能是引用时键写错了。

    **改法**：引用它，或删去；要留着备用的，写 `% allow REF101: 备用`。

    反例：

    ```bibtex
    @book{nobody2001,
      title = {没有人引用的书},
      publisher = {某社},
      date = {2001},
    }
    ```

    正例：

    ```bibtex
    % allow REF101: 备用
    @book{nobody2001,
      title = {没有人引用的书},
      publisher = {某社},
      date = {2001},
    }
    ```
    """
    used = _used(site)
    for key in site.corpus.entries:
        if key not in used:
            yield site.at_entry(key, f"文献 {key} 没有被引用。", "引用它，或删去；备用的写 % allow REF101: 备用。")


def _used(site: Site) -> set[str]:
    used = {item.key for page in site.corpus.all_pages for mark in page.marks for item in mark.items}
    for page in site.corpus.all_pages:
        for comment in re.findall(r"<!--\s*ref:((?:(?!<!--).)*?)-->", page.text, re.S):
            used.update(part.split(",")[0].strip().removeprefix("@") for part in comment.split(";"))
        used.add(str(page.meta.get("citekey") or ""))
    for text in (site.glossary, *(page.text for page in site.corpus.pages)):
        used.update(key.rstrip(".:") for key in re.findall(r"@([A-Za-z0-9_][\w:.#$%&+?~/-]*)", text))
    for entry in site.corpus.entries.values():
        used.update(re.findall(r"\bcrossref\s*=\s*[{\"]\s*([^}\"\s]+)", entry.bibtex))
    return used


@rule("REF102", Severity.WARNING)
def incomplete_entry(site: Site) -> Iterator[Spot]:
    """文献缺少这一类必有的著录项

    期刊论文要有刊名和年份，书要有出版者，学位论文要有学校，标准要有标准号，网页要有网址（GB/T 7714—2025）。从印本认出来的条目，印本上没有的只作提示。

    **改法**：查原书补上；补不到的，写 `% allow REF102: 原书未印`。

    反例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      date = {1957},
    }
    ```

    正例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      journal = {The Review of Economics and Statistics},
      date = {1957},
    }
    ```
    """
    for key, entry in site.corpus.entries.items():
        reference = entry.reference
        missing = [name for field, name in _NEEDS.get(reference.type, ()) if not getattr(reference, field)]
        if not (reference.authors or reference.editors or reference.publisher or reference.container or reference.title):
            missing = ["题名与责任者"]
        if missing:
            yield site.at_entry(key, f"文献 {key} 缺少{'、'.join(missing)}。", "查原书补上。", print_or(Severity.WARNING, reference))


@rule("REF103", Severity.ERROR)
def impossible_entry_date(site: Site) -> Iterator[Spot]:
    """文献的日期不可能

    没有这样的日子，年份在将来（明年之后），或查阅的日期早于发表的日期。

    **改法**：对照原书改正。

    反例：

    ```bibtex
    @online{bureau2024notice,
      title = {公报},
      url = {https://example.com/},
      date = {2024-05-01},
      urldate = {2023-01-02},
    }
    ```

    正例：

    ```bibtex
    @online{bureau2024notice,
      title = {公报},
      url = {https://example.com/},
      date = {2024-05-01},
      urldate = {2024-06-02},
    }
    ```
    """
    for key, entry in site.corpus.entries.items():
        published, accessed = entry.reference.date, entry.reference.accessed
        for name, value in (("发表", published), ("查阅", accessed)):
            if value is not None and not _possible(value):
                yield site.at_entry(key, f"文献 {key} 的{name}日期 {value} 不可能。", "对照原书改正。", words=str(value.year))
        if published and accessed and _before(accessed, published):
            severity = print_or(Severity.WARNING, entry.reference)
            yield site.at_entry(key, f"文献 {key} 的查阅日期 {accessed} 早于发表日期 {published}。", "对照原书改正。", severity, "urldate")


def _possible(value: Date) -> bool:
    lengths = (31, 29 if value.year % 4 == 0 and (value.year % 100 != 0 or value.year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not -3000 < value.year <= date.today().year + 1 or not 0 <= value.month <= 12:
        return False
    return value.day == 0 or (value.month > 0 and 1 <= value.day <= lengths[value.month - 1])


def _before(a: Date, b: Date) -> bool:
    """Whether ``a`` is surely before ``b``, as exact as both are."""
    for left, right in ((a.year, b.year), (a.month, b.month), (a.day, b.day)):
        if not left or not right:
            return False
        if left != right:
            return left < right
    return False


@rule("REF105", Severity.WARNING)
def entry_identifier(site: Site) -> Iterator[Spot]:
    """文献的 DOI 或网址不成形式

    DOI 以 `10.` 开头，不带网址；网址以 `https://` 开头，中间没有空格与中文标点。

    **改法**：对照原书改正。

    反例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      journal = {The Review of Economics and Statistics},
      date = {1957},
      doi = {doi.org/1926047},
    }
    ```

    正例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      journal = {The Review of Economics and Statistics},
      date = {1957},
      doi = {10.2307/1926047},
      url = {https://www.jstor.org/stable/1926047},
    }
    ```
    """
    for key, entry in site.corpus.entries.items():
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", entry.reference.doi, flags=re.I)
        if doi and not _DOI.match(doi):
            yield site.at_entry(key, f"文献 {key} 的 DOI {entry.reference.doi[:40]} 不成形式。", "写成 10.2307/1926047 这样。", words="doi")
        url = entry.reference.url
        if url and (not _ADDRESS.match(url) or re.search(r"[，。；：）》]", url)):
            severity = print_or(Severity.WARNING, entry.reference)
            yield site.at_entry(key, f"文献 {key} 的网址 {url[:50]} 不成形式。", "以 https:// 开头，没有空格与中文标点。", severity, "url")


@rule("REF106", Severity.WARNING)
def entry_pages(site: Site) -> Iterator[Spot]:
    """文献的起止页码倒了

    末页比首页小：抄倒了，或漏了一位。省写的末页（`1321-5`）不算。

    **改法**：对照原书改正。

    反例：

    ```bibtex
    @article{cai2013zhongguo,
      author = {{蔡昉}},
      title = {中国经济增长如何转向全要素生产率驱动型},
      journal = {中国社会科学},
      pages = {71-56},
      date = {2013},
    }
    ```

    正例：

    ```bibtex
    @article{cai2013zhongguo,
      author = {{蔡昉}},
      title = {中国经济增长如何转向全要素生产率驱动型},
      journal = {中国社会科学},
      pages = {156-71},
      date = {2013},
    }
    ```
    """
    for key, entry in site.corpus.entries.items():
        for first, last in re.findall(r"(?<![\dA-Za-z.])(\d{1,6})\s*[-–—~～]+\s*(\d{1,6})(?![\d.])", entry.reference.pages):
            if len(first) == len(last) and int(last) < int(first):
                severity = print_or(Severity.WARNING, entry.reference)
                yield site.at_entry(key, f"文献 {key} 的页码从 {first} 倒到 {last}。", "对照原书改正。", severity, "pages")


@rule("REF107", Severity.WARNING)
def mark_against_type(site: Site) -> Iterator[Spot]:
    """文献类型标识与条目的类型不合

    `mark = {M}` 是书，`@article` 是文章：两处说法不一，排出来的格式就会错。

    **改法**：改条目的类型，或改 `mark`。

    反例：

    ```bibtex
    @article{makesi2009makesi5,
      author = {{马克思}},
      title = {马克思恩格斯文集},
      journal = {人民出版社},
      date = {2009},
      mark = {M},
    }
    ```

    正例：

    ```bibtex
    @book{makesi2009makesi5,
      author = {{马克思}},
      title = {马克思恩格斯文集},
      publisher = {人民出版社},
      date = {2009},
      mark = {M},
    }
    ```
    """
    for key, entry in site.corpus.entries.items():
        mark = entry.reference.marker.strip("[]").split("/")[0].split("//")[0].upper()
        if mark in _MARKS and entry.reference.type not in _MARKS[mark] and entry.reference.type is not RefType.DOCUMENT:
            severity = print_or(Severity.WARNING, entry.reference)
            yield site.at_entry(key, f"文献 {key} 标作 [{mark}]，类型却是 {entry.reference.type}。", "改条目的类型，或改 mark。", severity, "mark")


@rule("REF108", Severity.WARNING)
def odd_name(site: Site) -> Iterator[Spot]:
    """责任者的姓名不像姓名

    姓名里有数字、方括号，或把“主编”“等”写进了姓名：多半是著录项切错了位置。

    **改法**：姓名只写姓名；有更多的人，末一个写 `others`；编者写在 `editor`。

    反例：

    ```bibtex
    @book{wang2001shu,
      author = {{王某主编}},
      title = {一本书},
      publisher = {某社},
      date = {2001},
    }
    ```

    正例：

    ```bibtex
    @book{wang2001shu,
      editor = {{王某} and others},
      title = {一本书},
      publisher = {某社},
      date = {2001},
    }
    ```
    """
    for key, entry in site.corpus.entries.items():
        reference = entry.reference
        for name in (*reference.authors, *reference.editors, *reference.translators):
            if _NO_NAME.search(name.family) and not _is_body(name):
                severity = print_or(Severity.WARNING, reference)
                yield site.at_entry(key, f"文献 {key} 的责任者“{name.family[:30]}”不像姓名。", "姓名只写姓名；编者写在 editor。", severity, name.family)


def _is_body(name: Name) -> bool:
    """Whether a name with digits is that of a body (某部队 61 单位, G20)."""
    return len(name.family) > 4 and re.search(r"(?:著|编|译)者?$", name.family) is None and not re.search(r"[\[\]〔〕@]", name.family)
