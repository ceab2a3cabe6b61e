"""Entries of the library beside each other: the same work twice, one journal under two names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import combinations

from build_scripts.check.rule import Site, rule
from build_scripts.check.spot import Spot
from build_scripts.cite.works import Same, same_work, work_title
from build_scripts.diagnostics import Severity
from build_scripts.formats.bibtex.fields import CONTAINER_READ, OWN_FIELDS, PLACE_READ
from build_scripts.text.normalize import fold

_YEAR = re.compile(r"(?<![\w-])year\s*=\s*[{\"]?\s*(\d+)", re.IGNORECASE)
_FIELD = re.compile(r"^[ \t]*([A-Za-z][A-Za-z-]{2,30})[ \t]*=[ \t]*[{\"\d]", re.MULTILINE)
_KNOWN = sorted(
    {*OWN_FIELDS, *CONTAINER_READ, *PLACE_READ}
    | set(
        "publisher institution school holder bookauthor series chapter note annote annotation abstract keywords crossref xref key type isbn issn isrn "
        "eprint eprinttype eprintclass archiveprefix primaryclass archive shorttitle shortauthor titleaddon booksubtitle booktitleaddon maintitle "
        "mainsubtitle journalsubtitle issuetitle issuesubtitle eventtitle eventdate venue origdate origlanguage origtitle origpublisher part pagetotal "
        "bookpagination pagination version pubstate file options sortkey sortname sorttitle related editora editorb editortype annotator commentator "
        "foreword afterword introduction license rights shelf library copyright pmid pmcid mrnumber zblnumber collaboration day hour nameaddon "
        "label lista listb verba usera userb language comment owner timestamp groups indextitle reprinttitle translation authority genre section scale "
        "dimensions references source reviewed-title collection-title container-title call-number number-of-pages archive-place author-role citations "
        "container-full continued cstr editors-et-al epub event-place range terms translators-et-al updated whole-number year-suffix".split()
    )
)
"""Fields that we write, that biblatex has or that the usual programs keep; a name near to one of them is a slip."""
_DATED = re.compile(r"(?<![\w-])date\s*=", re.IGNORECASE)


@rule("REF104", Severity.WARNING)
def same_work_twice(site: Site) -> Iterator[Spot]:
    """同一著作有两条

    题名、责任者、年份、卷期都合得上的两条是同一著作；引用分散在两个键上，参考文献表里会重复，“引用过这部著作的文章”也不全。

    **改法**：留下著录较全的一条，把引用另一个键的地方改过来，再删去另一条。

    反例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      journal = {The Review of Economics and Statistics},
      date = {1957},
    }

    @article{solow1957change,
      author = {Solow, R M},
      title = {Technical Change and the Aggregate Production Function},
      journal = {The Review of Economics and Statistics},
      date = {1957},
    }
    ```

    正例：

    ```bibtex
    @book{makesi2009makesi5,
      author = {{马克思}},
      title = {马克思恩格斯文集},
      volume = {5},
      publisher = {人民出版社},
      date = {2009},
    }

    @book{makesi2009makesi8,
      author = {{马克思}},
      title = {马克思恩格斯文集},
      volume = {8},
      publisher = {人民出版社},
      date = {2009},
    }
    ```
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for key, entry in site.corpus.entries.items():
        title = work_title(entry.reference)
        if len(title) > 1:
            groups[title].append(key)
        if entry.reference.doi:
            groups[f"doi:{entry.reference.doi.lower()}"].append(key)
    told: set[frozenset[str]] = set()
    for keys in groups.values():
        for first, second in combinations(keys[:40], 2):
            a, b = site.corpus.entries[first].reference, site.corpus.entries[second].reference
            pair = frozenset((first, second))
            if pair not in told and (same_work(a, b) is Same.YES or (a.doi and a.doi.lower() == b.doi.lower())):
                told.add(pair)
                yield site.at_entry(second, f"文献 {second} 与 {first} 是同一著作。", "留下较全的一条，引用一并改过来。")


@rule("REF109", Severity.INFO)
def journal_spelt_twice(site: Site) -> Iterator[Spot]:
    """同一刊物有两种写法

    只差大小写、空格、标点或书名号的刊名，排在文献表里就不整齐，按刊名归类也会分成两处。

    **改法**：统一成刊物自己的写法。

    反例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      journal = {The Review of Economics and Statistics},
      date = {1957},
    }

    @article{solow1956contribution,
      author = {Solow, R M},
      title = {Another title},
      journal = {The review of economics and statistics},
      date = {1956},
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

    @article{solow1956contribution,
      author = {Solow, R M},
      title = {Another title},
      journal = {The Quarterly Journal of Economics},
      date = {1956},
    }
    ```
    """
    spellings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, entry in site.corpus.entries.items():
        name = entry.reference.container
        if name:
            spellings[re.sub(r"[\W_]+", "", fold(name))][name].append(key)
    for spelt in spellings.values():
        usual, *others = sorted(spelt, key=lambda name: (-len(spelt[name]), name))
        for other in others:
            key = spelt[other][0]
            yield site.at_entry(key, f"刊名“{other}”在 {spelt[usual][0]} 写作“{usual}”。", "统一成刊物自己的写法。", words=other)


@rule("REF110", Severity.WARNING)
def two_years(site: Site) -> Iterator[Spot]:
    """文献的 year 与 date 不合

    条目同时写了 `year` 和 `date` 时以 `date` 为准；只改了其中一个，改动就显示不出来。

    **改法**：两个写成同一年，或只留 `date`。

    反例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      journal = {The Review of Economics and Statistics},
      year = {1958},
      date = {1957},
    }
    ```

    正例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      journal = {The Review of Economics and Statistics},
      year = {1957},
      date = {1957-08},
    }
    ```
    """
    for key, entry in site.corpus.entries.items():
        found = _YEAR.search(entry.bibtex)
        when = entry.reference.date
        if found and when and _DATED.search(entry.bibtex) and int(found[1]) != when.year:
            yield site.at_entry(key, f"文献 {key} 的 year 是 {found[1]}，date 是 {when}；用的是 date。", "两个写成同一年，或只留 date。", words=found[0])


@rule("REF111", Severity.WARNING)
def misspelt_field(site: Site) -> Iterator[Spot]:
    """文献的著录项写错了名字

    BibTeX 不认得的著录项只是照样留着，不进引文；名字差一两个字母的，多半是写错了。

    **改法**：改成提示的名字；确是自己另用的，写 `% allow REF111: 缘由`。

    反例：

    ```bibtex
    @article{solow1957technical,
      author = {Solow, R M},
      title = {Technical change and the aggregate production function},
      jounal = {The Review of Economics and Statistics},
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
      x-shelf = {甲架},
    }
    ```
    """
    for key, entry in site.corpus.entries.items():
        for match in _FIELD.finditer(entry.bibtex):
            name = match[1].lower()
            near = get_close_matches(name, _KNOWN, 1, 0.75) if name not in _KNOWN and not name.startswith("x-") else []
            if near:
                yield site.at_entry(key, f"文献 {key} 没有 {match[1]} 这个著录项。", f"想写的是 {near[0]} 吗？", words=match[1])
