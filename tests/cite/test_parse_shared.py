"""The real texts beside the project: gold of 001 by hand, and what this module's author read in 002 and 003.

Rows name a line of the text and bibliographic facts; the printed references themselves are read from the text.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from build_scripts.cite.gbt7714.parse import parse_reference
from build_scripts.cite.gbt7714.recognize import looks_like_reference
from tests.cite.parse_scoring import Score, flat, gold_fields

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason="the texts beside the project are absent")]
FIELDS_001 = ("type", "authors", "et_al", "title", "container", "year", "date", "volume", "number_of_volumes", "issue", "pages",
              "publisher", "place", "url", "accessed", "edition", "editor", "translator")  # fmt: skip


def text_lines(prefix: str) -> list[str]:
    path = next((SHARED / "sources").glob(f"{prefix}*.txt"))
    return path.read_text(encoding="utf-8").split("\n")


def test_gold_of_001() -> None:
    rows = json.loads((SHARED / "gold" / "refs_001.json").read_text(encoding="utf-8"))
    total = Score()
    for row in rows:
        want = {name: row[name] for name in FIELDS_001}
        accept = {name: list(values) for name, values in row["accept"].items()}
        accept.setdefault("title", []).append(row["title_full"])
        total.add(row["raw"], gold_fields(parse_reference(row["raw"])), want, accept)
    assert total.f1 >= 0.998, total.bad


NEWS_002 = {  # line: day of a dispatch of the one agency the report quotes
    59: "2024-02-01", 77: "2024-02-01", 119: "2013-12-31", 121: "2022-10-16", 123: "2013-12-04", 133: "2024-02-01",
    169: "2018-05-04", 177: "2022-10-25", 241: "2024-02-01", 253: "2024-03-21", 267: "2018-05-28", 285: "2023-02-22",
    345: "2023-09-09", 398: "2024-03-05", 420: "2024-02-01", 428: "2020-08-24", 464: "2024-02-01", 514: "2024-02-01",
    516: "2024-02-01", 542: "2024-02-01", 562: "2023-07-11", 584: "2023-10-18", 594: "2024-01-30", 614: "2024-04-20",
    624: "2024-04-22", 626: "2024-02-08", 680: "2024-03-06", 702: "2023-03-15", 738: "2024-03-05",
}  # fmt: skip
RENMIN = "人民出版社"
BOOKS_002: dict[int, dict[str, Any]] = {
    97: {"title": "马克思恩格斯文集", "volume": 7, "publisher": RENMIN, "date": "2009-12"},
    105: {"title": "资本论", "volume": 1, "publisher": RENMIN, "date": "2018-04"},
    107: {"title": "当代中国马克思主义评论", "volume": 2, "publisher": "社会科学文献出版社", "date": "2018-04"},
    109: {"title": "共产党宣言", "publisher": RENMIN, "date": "2015-01"},
    111: {"title": "毛泽东文集", "volume": 7, "publisher": RENMIN, "date": "1999-06"},
    113: {"title": "邓小平文选", "volume": 3, "publisher": RENMIN, "date": "2001-04"},
    135: {"title": "马克思恩格斯全集", "volume": 3, "publisher": RENMIN, "date": "2002-10"},
    249: {"title": "马克思恩格斯文集", "publisher": RENMIN, "date": "2009"},
    251: {"title": "邓小平文选（全三卷）", "number_of_volumes": 3, "publisher": RENMIN, "date": "1994"},
}
NEWSPAPER, JOURNAL, PAGE = "article-newspaper", "article-journal", "webpage"
LIST_002: dict[int, tuple[str, list[str], str, str]] = {  # line: type, authors, container, date
    1058: (NEWSPAPER, ["韩文秀"], "人民日报", "2024-01"),
    1059: (JOURNAL, ["国家发展改革委"], "求是", "2022-06"),
    1060: (NEWSPAPER, ["怀进鹏"], "人民日报", "2022-12"),
    1061: (NEWSPAPER, ["习近平经济思想研究中心"], "人民日报", "2024-03"),
    1062: (NEWSPAPER, ["孙学工", "荣晨"], "光明日报", "2024-03"),
    1063: (JOURNAL, ["卢延纯"], "价格理论与实践", "2023"),
    1068: (NEWSPAPER, ["张于喆"], "经济日报", "2024-06"),
    1070: (JOURNAL, ["贺俊"], "人民论坛杂志", "2024"),
    1072: (NEWSPAPER, ["燕连福"], "光明日报", "2024-04"),
    1074: (PAGE, ["陈启清"], "人民网", "2020-03"),
    1076: (NEWSPAPER, ["刘志彪"], "光明日报", "2024-04"),
    1078: (NEWSPAPER, ["吴文"], "北京日报", "2023-10"),
    1080: (PAGE, ["席伟健"], "环球网", "2023-12"),
}
IEA = {"type": "report", "authors": ["IEA"], "date": "2021"}
NOTES_003: dict[int, dict[str, Any]] = {
    55: {"type": JOURNAL, "authors": ["周延云", "李琪"], "container": "生产力研究", "date": "2006", "issue": 7},
    68: IEA,
    72: IEA,
    81: IEA,
    91: {"type": PAGE, "authors": ["杨永明"], "container": "中国能源新闻网", "date": "2023-09-22"},
    103: {"type": PAGE, "authors": ["戴溪瀛"], "container": "新华丝路网", "date": "2024-07-20"},
    105: {"type": PAGE, "authors": ["周盛平"], "container": "新华网", "date": "2023-05-05"},
    107: {"type": NEWSPAPER, "authors": ["丁怡婷"], "container": "人民日报", "date": "2024-01-26", "pages": 10},
    133: {"type": PAGE, "date": "2023-10-18"},
    135: {"type": "report", "authors": ["Stanford Institute for Human-Centered Artificial Intelligence (HAI)"], "date": "2024-04"},
    137: {"type": "report", "authors": ["科睿唯安科学信息研究所 (ISI)"], "date": "2024-03-15"},
    172: {"type": JOURNAL, "authors": ["Zheng, C.", "Zhai, L.", "Zheng, M.", "Gao, J.", "Pan, Y."], "date": "2023", "issue": 7,
          "container": "The Journal of Engineering"},
    218: {"type": PAGE, "authors": ["殷晓圣", "李骥志"], "container": "新华网", "date": "2024-06-22"},
}  # fmt: skip
EXPLANATIONS_003 = (35, 37, 39, 70)


def printed_title(raw: str) -> str:
    """What stands in the first title marks or quotes, cut by hand rather than by the parser."""
    match = re.search(r"《((?:[^《》]|《[^》]*》)*)》|“((?:[^“”]|“[^”]*”)*)”", raw)
    assert match is not None
    return (match[1] or match[2]).strip(" ,")


def printed_url(raw: str) -> str:
    match = re.search(r"https?://[\x21-\x3b\x3d\x3f-\x7e]+", raw)
    return match[0].rstrip(".") if match else ""


def count(total: Score, raw: str, want: dict[str, Any]) -> None:
    want = {"year": str(want["date"])[:4], "title": printed_title(raw), "url": printed_url(raw), **want}
    total.add(raw, gold_fields(parse_reference(raw)), want, {})


def test_notes_and_list_of_002() -> None:
    lines, total = text_lines("002"), Score()
    for line, day in NEWS_002.items():
        count(total, lines[line - 1], {"type": NEWSPAPER, "container": "新华社", "date": day})
    for line, want in BOOKS_002.items():
        count(total, lines[line - 1], {"type": "book", **want})
    count(total, lines[224], {"type": "report", "authors": ["国家统计局"], "date": "2024-02"})
    for line, (kind, authors, container, date) in LIST_002.items():
        issue = {"issue": 3} if line == 1063 else {}
        count(total, lines[line - 1], {"type": kind, "authors": authors, "container": container, "date": date, **issue})
    assert total.rows == 52
    assert total.f1 >= 0.998, total.bad


def test_notes_of_003() -> None:
    lines, total = text_lines("003"), Score()
    for line, want in NOTES_003.items():
        count(total, lines[line - 1], want)
    assert total.f1 >= 0.998, total.bad


def test_explanations_are_no_references() -> None:
    lines = text_lines("003")
    assert all(looks_like_reference(lines[line - 1]) for line in NOTES_003)
    assert not any(looks_like_reference(lines[line - 1]) for line in EXPLANATIONS_003)
    assert flat(None) == ""


def test_entry_broken_by_a_page() -> None:
    """``第`` at the foot of one page and ``9期`` at the head of the next are one issue number."""
    lines = text_lines("002")
    rest = next(line for line in lines[1064:1068] if "期" in line)
    found = parse_reference(lines[1063] + "\n" + rest)
    assert (found.container, found.issue, str(found.date)) == ("改革", "9", "2023")
