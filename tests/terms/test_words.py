"""Words are never cut: what must be found stands beside what must not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.terms.build_glossary import found

CUT = [
    ("北大", "湖北大概有三成"), ("北大", "东北大概是这样"), ("市场", "市场化改革"), ("市场", "非市场因素"), ("经济", "经济学家说经济学"),
    ("创新", "创新型国家"), ("创新", "创新性和创新者"), ("创新", "开创新局面"), ("创新", "首创新品"), ("创新", "指数再创新高"),
    ("基础研究", "省基础研究院"), ("应用研究", "应用研究者"), ("校勘", "校勘学"), ("引证", "引证者"), ("数字经济", "数字经济学"),
    ("研发", "钻研发现的规律"), ("技术", "新技术性"), ("新组合", "重新组合"), ("口径", "路口径直走"), ("生产力", "生产力学"),
    ("范式", "示范式教学"), ("制度", "制度化"), ("人力资本", "人力资本化"), ("对校", "反对校方"), ("研发", "科研发展"),
]  # fmt: skip
WHOLE = [
    ("北大", "考上北大。"), ("市场", "国内市场上"), ("市场", "市场经济"), ("市场", "市场里化妆品"), ("市场", "把市场大门打开"),
    ("创新", "技术创新"), ("创新", "以创新论英雄"), ("创新", "科技创新和自主创新"), ("创新", "创新能力"), ("基础研究", "基础研究所占的比重"),
    ("研发", "研发人员"), ("口径", "统计口径不同"), ("劳动者", "劳动者们"), ("生产力", "社会生产力水平"), ("引证", "引证的规程"),
    ("新质生产力", "加快发展新质生产力"), ("数字经济", "数字经济核心产业"), ("校雠", "目录与校雠之学"), ("开放科学", "推动开放科学发展"),
    ("全要素生产率", "以全要素生产率大幅提升为标志"), ("知识外溢", "通过知识外溢提高"), ("初步数", "发布的初步数为"), ("理校", "他校、理校。"),
    ("技术", "高新技术开发区"), ("人力资本", "人力资本投资"), ("范式", "技术范式的转换"), ("经济", "经济和社会"), ("出处", "等于没有写出处"),
]  # fmt: skip


@pytest.mark.parametrize("name, text", CUT)
def test_a_piece_of_a_longer_word_is_no_term(name: str, text: str) -> None:
    assert found(name, text) == []


@pytest.mark.parametrize("name, text", WHOLE)
def test_a_whole_word_is_a_term(name: str, text: str) -> None:
    assert set(found(name, text)) == {name}


def test_the_glossary_is_part_of_the_dictionary() -> None:
    assert found("市场 市场化", "市场化改革与市场") == ["市场化", "市场"]
    assert found("校勘 校勘学", "校勘学与校勘") == ["校勘学", "校勘"]


def test_the_dictionary_is_read_late_and_jieba_not_imported() -> None:
    code = (
        "import sys; from build_scripts.terms.dictionary import lines; from tests.terms.build_glossary import found;"
        "found('DOI', 'DOI（见）'); assert not lines.cache_info().currsize;"
        "found('市场', '市场化'); assert lines.cache_info().currsize; assert 'jieba' not in sys.modules"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
