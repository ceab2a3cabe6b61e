"""Merging an ingest's terms into the glossary: key by key, and an entry of a person's is never touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.diagnostics import Diagnostic, Severity
from build_scripts.formats.glossary import parse_glossary
from build_scripts.formats.glossary_write import update_glossary
from build_scripts.ingest.merge.glossary import Merging, merge_glossary
from build_scripts.model.glossary import Proposal
from build_scripts.text.merge3 import Decide, keep_ours

JIA = Proposal("水账", "一年用水的开支。", (), "water account", "某书")
YI = Proposal("电账", "一年用电的开支。", ("电费账",), "", "某书")
BASE = update_glossary("", [JIA, YI])
HEAD = "# 术语表\n\n"


def better(proposal: Proposal, definition: str) -> Proposal:
    return Proposal(proposal.term, definition, proposal.aliases, proposal.en, proposal.source)


def merge(ours: str, proposals: list[Proposal], *, everything: bool = True, elsewhere: str = "", base: str = BASE,
          decide: Decide = keep_ours) -> tuple[str, str, list[Diagnostic]]:  # fmt: skip
    found: list[Diagnostic] = []
    text, new = merge_glossary(base, ours, proposals, Merging(everything, elsewhere, found.append, decide))
    return text, new, found


def test_the_same_again_changes_no_byte() -> None:
    ours = HEAD + BASE.replace("一年用水", "一年里用水")
    assert merge(ours, [JIA, YI]) == (ours, BASE, [])


def test_a_term_that_nobody_touched_follows() -> None:
    text, base, found = merge(HEAD + BASE, [better(JIA, "一年用水的全部开支。"), YI])
    assert text == HEAD + BASE.replace("一年用水的开支", "一年用水的全部开支") and base == text.removeprefix(HEAD) and not found


def test_keys_that_a_person_changed_stay_and_others_follow() -> None:
    ours = HEAD + BASE.replace("water account", "water ledger").replace("term: 电账\n", "term: 电账\n  pinyin: dian zhang\n  # 待核\n")
    text, _, found = merge(ours, [better(JIA, "一年用水的全部开支。"), better(YI, "一年用电的全部开支。")])
    assert text == ours.replace("的开支", "的全部开支") and not found


def test_a_definition_that_both_changed_in_different_words_is_merged() -> None:
    ours = BASE.replace("一年用水的开支。", "一个农户一年用水的开支。")
    text, _, found = merge(ours, [better(JIA, "一年用水的全部开支。"), YI])
    assert "一个农户一年用水的全部开支。" in text and not found


def test_a_clash_keeps_the_persons_words_and_tells_both() -> None:
    ours = HEAD + BASE.replace("一年用水的开支。", "三年用水的开支。")
    theirs = [better(JIA, "两年用水的开支。"), YI]
    text, base, (clash,) = merge(ours, theirs)
    assert text == ours and "两年用水" in base
    assert (clash.code, clash.severity, clash.path, clash.line) == ("MRG001", Severity.ERROR, "references/glossary.yml", 6)
    assert "三年" in clash.message and "两年" in clash.message
    assert merge(text, theirs, base=base) == (text, base, []), "told once"
    decided, _, found = merge(ours, theirs, decide=lambda clash: clash.theirs)
    assert "两年用水" in decided and "三年" not in decided and not found


def test_an_entry_of_a_persons_own_is_not_the_ingests() -> None:
    ours = "- id: my-water\n  term: 水账\n  definition: 自己的说法。\n"
    text, _, found = merge(ours, [better(JIA, "两年用水的开支。"), YI])
    assert text == ours and not found


def test_a_term_that_a_person_took_out_stays_out() -> None:
    assert merge("[]\n", [better(JIA, "两年。"), YI])[0] == "[]\n"


def test_a_term_that_no_text_defines_any_more_goes_unless_it_is_needed() -> None:
    assert [term.term for term in parse_glossary(merge(HEAD + BASE, [YI])[0])] == ["电账"]
    for ours, elsewhere, everything in (
        (BASE.replace("一年用水", "一年里用水"), "", True),
        (BASE, "见[[水账]]。", True),
        (BASE.replace("source: 某书\n\n", "source: 某书\n\n", 1).replace("term: 电账\n", "term: 电账\n  see_also: [shui-zhang]\n"), "", True),
        (BASE, "", False),
    ):
        assert merge(ours, [YI], elsewhere=elsewhere, everything=everything)[0] == ours
    assert merge(BASE, [])[0] == "[]\n"


def test_of_some_sources_only_their_own_terms_follow() -> None:
    other = Proposal("水账", "别的书的说法。", source="别的书")
    assert merge(BASE, [other], everything=False)[:2] == (BASE, BASE)
    assert "全部" in merge(BASE, [better(JIA, "全部开支。")], everything=False)[0]


BROKEN, FLOW = "- id: [\n", "[{id: shui-zhang, term: 水账, definition: 我的}]\n"
BLOCK = "- id: shui-zhang\n  term: 水账\n  definition: |\n    # 一行\n    二行\n"


@pytest.mark.parametrize("ours", [BROKEN, FLOW, BLOCK])
def test_whatever_the_file_looks_like_nothing_in_it_is_lost(ours: str) -> None:
    text, _, _ = merge(ours, [better(JIA, "两年。"), better(YI, "两年。")])
    assert all(line in text for line in ours.splitlines())


def test_line_ends_stay_where_a_person_edited() -> None:
    ours = BASE.replace("一年用水", "一年里用水").replace("\n", "\r\n")
    text, _, _ = merge(ours, [better(JIA, "两年用水的开支。"), YI])
    assert text == ours


LINES = st.lists(st.sampled_from(
    ["  pinyin: shui zhang", "  # 存疑", "  see_also: [dian-zhang]", "  link: page", "  unless_in: [水账本]"]
), max_size=3, unique=True)  # fmt: skip
DEFINITIONS = st.sampled_from(["一年用水的开支。", "一年里用水的开支。", "一年用水的全部开支。", "用水：开支。", "'引' \"号\"", "- 甲", "# 不是注"])


@settings(max_examples=300, deadline=None)
@given(lines=LINES, mine=DEFINITIONS, new=DEFINITIONS, comment=st.sampled_from(["", "# 头\n", "# 头\n\n"]))
def test_no_line_of_a_persons_is_ever_lost(lines: list[str], mine: str, new: str, comment: str) -> None:
    own = update_glossary("", [better(JIA, mine), YI])
    ours = comment + own.replace("  en: water account\n", "".join(f"{line}\n" for line in lines) + "  en: water account\n")
    text, base, found = merge(ours, [better(JIA, new), YI])
    assert text.startswith(comment) and all(line in text.splitlines() for line in lines)
    definition = parse_glossary(text)["shui-zhang"].definition
    if mine != JIA.definition:
        assert all(sign in definition for sign in mine) and (definition == mine or not found)
    else:
        assert definition == new
    assert merge(text, [better(JIA, new), YI], base=base) == (text, base, [])
