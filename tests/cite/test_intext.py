"""Citations found in running text: what is one, what is none, and where it begins and ends."""

from __future__ import annotations

import pytest

from build_scripts.cite.citation import CitedItem, Found, Manner
from build_scripts.cite.intext import find_citations
from build_scripts.cite.numeric import expand


def shown(item: CitedItem) -> str:
    """``费孝通 1981a :25`` or ``#3 :11``."""
    who = f"#{item.number}" if item.number else "+".join(item.names) + ("等" if item.et_al else "") + f" {item.year}{item.suffix}"
    return who + (f" :{item.locator}" if item.locator else "")


def found(text: str, uncertain: bool = False) -> list[tuple[str, list[str]]]:
    return [(one.printed, [shown(item) for item in one.items]) for one in find_citations(text, uncertain=uncertain)]


PARENTHETICAL = {
    "（费孝通，1981：25-27）": ["费孝通 1981 :25-27"],
    "(钟山, 2003)": ["钟山 2003"],
    "(习近平,2025:25-26)": ["习近平 2025 :25-26"],
    "（费孝通，1981，1998）": ["费孝通 1981", "费孝通 1998"],
    "（费孝通，1981a：25）": ["费孝通 1981a :25"],
    "（费孝通，1981a，1981b）": ["费孝通 1981a", "费孝通 1981b"],
    "（涂尔干，1999：123；Durkheim，1973：24）": ["涂尔干 1999 :123", "Durkheim 1973 :24"],
    "（周文和许凌云，2023）": ["周文+许凌云 2023"],
    "（张三、李四和王五，2019）": ["张三+李四+王五 2019"],
    "（孙金一等，2025）": ["孙金一等 2025"],
    "（张三，2020、李四，2019）": ["张三 2020", "李四 2019"],
    "（参见周雪光，2005；渠敬东等，2009）": ["周雪光 2005", "渠敬东等 2009"],
    "(Smith et al., 2020)": ["Smith等 2020"],
    "(Smith & Jones, 2019, p. 5)": ["Smith+Jones 2019 :5"],
    "(see Keynes, 1936, pp. 3-5; cf. Hicks, 1937)": ["Keynes 1936 :3-5", "Hicks 1937"],
    "（马克思，[1867]2004：23）": ["马克思 2004 :23"],
    "（国家统计局，2021）": ["国家统计局 2021"],
    "（涂尔干，1999：第3章）": ["涂尔干 1999 :第3章"],
    "（王某，2024：12-14，20）": ["王某 2024 :12-14,20"],
}
NARRATIVE = {
    "这一点，徐政和牟春伟（2024）已经指出": ("徐政和牟春伟（2024）", ["徐政+牟春伟 2024"]),
    "正如费孝通（1981）所说": ("费孝通（1981）", ["费孝通 1981"]),
    "孔祥智等（2024）认为": ("孔祥智等（2024）", ["孔祥智等 2024"]),
    "李强等（2020，2021）的两项研究": ("李强等（2020，2021）", ["李强等 2020", "李强等 2021"]),
    "高帆（2023）认为": ("高帆（2023）", ["高帆 2023"]),
    "保罗·萨缪尔森（1954：3）的证明": ("保罗·萨缪尔森（1954：3）", ["保罗·萨缪尔森 1954 :3"]),
    "after Acemoglu and Robinson (2012) it": ("Acemoglu and Robinson (2012)", ["Acemoglu+Robinson 2012"]),
    "Wang et al. (2019) show": ("Wang et al. (2019)", ["Wang等 2019"]),
    "世界银行（2020）估计": ("世界银行（2020）", ["世界银行 2020"]),
    "由于王芳（2018）认为": ("王芳（2018）", ["王芳 2018"]),
}
NUMERIC = {
    "见[1]。": ("[1]", ["#1"]),
    "生产关系” [3]11。": ("[3]11", ["#3 :11"]),
    "跃升” [8] 的": ("[8]", ["#8"]),
    "支撑” [3]13,新的": ("[3]13", ["#3 :13"]),
    "多种看法[1-3]": ("[1-3]", ["#1", "#2", "#3"]),
    "多种看法[1，3]": ("[1，3]", ["#1", "#3"]),
    "多种看法［1，3－5］": ("［1，3－5］", ["#1", "#3", "#4", "#5"]),
    "上标^{[4]}的": ("^{[4]}", ["#4"]),
    "页码[6]326-329。": ("[6]326-329", ["#6 :326-329"]),
    "页码[8](P12)。": ("[8](P12)", ["#8 :12"]),
    "此后[5]2023年": ("[5]", ["#5"]),
    "空格[ 2 ]": ("[ 2 ]", ["#2"]),
}
NONE = [
    "国际标准化组织（ISO）成立", "当年（2023年）", "（1949—1978）", "（中国，2020）", "（图1，2020）", "（见表3）", "（下同）", "区间[0,1]上",
    "北京（2008）奥运会", "《某规划（2021—2025年）》", "第二次会议（1978）决定", "白皮书（2023）与规划（2020）", "[2020]", "[1](https://a.b)",
    "文集（2023）", "占37.9%（2020，下同）", "[1] 某某. 某书[M].", "（试行，2019）", "a[i]",
]  # fmt: skip


@pytest.mark.parametrize("text", PARENTHETICAL)
def test_parenthetical(text: str) -> None:
    assert found(f"前文{text}后文。") == [(text, PARENTHETICAL[text])]


@pytest.mark.parametrize("text", NARRATIVE)
def test_narrative(text: str) -> None:
    printed, items = NARRATIVE[text]
    assert found(text) == [(printed, items)]
    assert find_citations(text)[0].kind is Manner.NARRATIVE


@pytest.mark.parametrize("text", NUMERIC)
def test_numeric(text: str) -> None:
    printed, items = NUMERIC[text]
    assert found(text) == [(printed, items)]


@pytest.mark.parametrize("text", NONE)
def test_silence(text: str) -> None:
    assert found(text) == []


def test_uncertain_ones_are_given_only_when_asked_for() -> None:
    text = "哈贝马斯（1999）提出这一概念"
    assert found(text) == []
    asked = find_citations(text, uncertain=True)
    assert [one.certain for one in asked] == [False]
    assert asked[0].window == "哈贝马斯"


def test_places_cut_the_text() -> None:
    text = "甲（费孝通，1981）乙[3]11丙徐政和牟春伟（2024）丁"
    for one in find_citations(text, uncertain=True):
        assert isinstance(one, Found)
        assert text[one.start : one.end] == one.printed


def test_runs() -> None:
    assert expand("1,3-5") == [1, 3, 4, 5]
    assert expand("0,1") == []
    assert expand("9-3") == []
    assert expand("1-999") == []
