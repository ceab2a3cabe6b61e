"""Works that were named while texts were still being converted have the names that they would have got at the end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from build_scripts.commands.convert_pool import Raw, convert_raw
from build_scripts.diagnostics import Diagnostic
from build_scripts.ingest.converted import Conversion
from build_scripts.ingest.merge.update import NamedAhead, SiteState, update_site
from tests.commands.conftest import PAPER


def conversions(count: int) -> list[Conversion]:
    found = []
    for n in range(count):
        text = PAPER.replace("县域数据中心的选址", f"第{n}座数据中心的选址").replace("区位", "区位" if n % 2 else "布局")
        done = convert_raw(Raw(f"t{n}.txt", f"references/sources/t{n}.txt", text.encode())).conversion
        assert done is not None
        found.append(done)
    return found


def planned(given: Sequence[Conversion], site: SiteState, ahead: NamedAhead | None = None) -> tuple[object, list[Diagnostic]]:
    said: list[Diagnostic] = []
    return update_site(given, site, said.append, ahead=ahead).files, said


def state(given: Sequence[Conversion], library: str = "") -> SiteState:
    return SiteState(libraries={"references/library.bib": library}, sources=frozenset(one.source for one in given))


def named_ahead(given: Sequence[Conversion], site: SiteState) -> NamedAhead:
    ahead = NamedAhead(site)
    for one in given:
        ahead.add(one)
    return ahead


OWN = "@article{mine, author = {李某}, title = {数据中心的布局}, journal = {地理学报}, date = {2021}, volume = {76}, number = {3}, pages = {12-25}}"


@pytest.mark.parametrize("library", ["", f"{OWN}\n"])
def test_the_plan_is_the_same(library: str) -> None:
    given = conversions(4)
    site = state(given, library)
    assert planned(given, site, named_ahead(given, site)) == planned(given, site)


def test_what_was_named_in_another_order_is_named_again() -> None:
    given = conversions(4)
    site = state(given)
    assert planned(given, site, named_ahead(given[::-1], site)) == planned(given, site)


def test_a_text_that_is_left_out_names_nothing() -> None:
    given = conversions(3)
    again = PAPER.replace("县域数据中心的选址", "第0座数据中心的选址").replace("区位", "布局")
    given.append(convert_raw(Raw("t9.txt", "references/sources/t9.txt", again.encode())).conversion)  # type: ignore[arg-type]
    site = state(given)
    plan, said = planned(given, site, named_ahead(given, site))
    assert [finding.code for finding in said].count("SRC020") == 1
    assert (plan, said) == planned(given, site)
