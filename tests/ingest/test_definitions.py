"""Terms that running text defines are proposed; what only looks like a definition is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.ingest.writing.definitions import Defined, find_definitions

DEFINED = [
    ("购买力平价是指在不同国家购买同一篮子商品所需货币之间的比率。", Defined("购买力平价", "指在不同国家购买同一篮子商品所需货币之间的比率。")),
    ("上文已说。硬科技，指的是需要长期投入、门槛较高的关键技术。", Defined("硬科技", "指需要长期投入、门槛较高的关键技术。")),
    ("所谓“数字鸿沟”，就是不同人群之间获取信息的差距。", Defined("数字鸿沟", "指不同人群之间获取信息的差距。")),
    ("“吸收能力”（absorptive capacity）是指企业识别并消化外部知识的本领。", Defined("吸收能力", "指企业识别并消化外部知识的本领。", (), "absorptive capacity")),
    ("各国都重视研究与试验发展（以下简称“研发”）的投入。", Defined("研究与试验发展", aliases=("研发",))),
    ("发布《目录》的国家统计局（简称国统局）。", Defined("国家统计局", aliases=("国统局",))),
    ("研究与试验发展（Research and Experimental Development，R&D）经费", Defined("研究与试验发展", "", ("R&D",), "Research and Experimental Development")),
    ("即“全要素生产率”（total factor productivity，缩写TFP）", Defined("全要素生产率", "", ("TFP",), "total factor productivity")),
    ("数据包络分析(DEA)是一种方法", Defined("数据包络分析", "", ("DEA",))),
]  # fmt: skip


@pytest.mark.parametrize("text, wanted", DEFINED)
def test_what_is_defined(text: str, wanted: Defined) -> None:
    found = [(one.term, one.definition, one.aliases, one.en) for one in find_definitions(text)]
    assert (wanted.term, wanted.definition, wanted.aliases, wanted.en) in found


@pytest.mark.parametrize(
    "text",
    [
        "这是指出来的问题，大家都已经知道而且承认了。", "他是指挥员，长期在第一线工作并且有经验。", "其中主要是指那些还没有公开发表的材料和数据。",
        "也就是指各方面的工作都要一起抓而不能偏废。", "此处所说的是指狭义的概念而不是广义的概念。", "由政府提出的办法是指导性的，不是强制性的，也不收费。",
        "熊彼特（Schumpeter）认为", "（以下简称甲方）", "约翰·史密斯（John Smith）说", "见图（2）", "第一章（上）", "经济（以下简称经济）",
        "我们也可以用它（PPP）折算", "2024年（同比）", "口径是指。",
    ],
)  # fmt: skip
def test_what_only_looks_like_it(text: str) -> None:
    assert list(find_definitions(text)) == []


@given(st.text(st.sampled_from("甲乙是指所谓“”（）()，。简称以下AB cd\n"), max_size=200))
def test_any_text_is_taken(text: str) -> None:
    for one in find_definitions(text):
        assert len(one.term) >= 2 and (one.definition or one.aliases or one.en)
