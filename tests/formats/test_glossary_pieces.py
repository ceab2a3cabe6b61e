"""Changing a glossary piece by piece gives what cutting and joining its whole text gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.formats.glossary_pieces import Pieces
from build_scripts.formats.glossary_write import term_places

between = st.sampled_from(["", "\n", "\n\n\n", "# 注\n", "\n# 注\n\n"])
endings = st.sampled_from(["\n", "\r\n", ""])
changes = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([None, "- id: t{0}\n  term: 新{0}", "- {{id: t{0}, term: 更新{0}}}"])), max_size=8)


def removed(text: str, start: int, end: int) -> str:
    return (text[:start].rstrip("\n") + "\n\n" + text[end:].lstrip("\n")).strip("\n") + "\n"


@given(st.lists(st.tuples(between, st.booleans()), max_size=6), between, endings, changes)
def test_as_the_whole_text_would_be_changed(parts: list[tuple[str, bool]], tail: str, ending: str, done: list[tuple[int, str | None]]) -> None:
    text = "".join(f"{gap}- id: t{n}\n  term: 词{n}\n" if long else f"{gap}- {{id: t{n}, term: 词{n}}}\n" for n, (gap, long) in enumerate(parts))
    text = (text + tail).removesuffix("\n") + ending
    pieces = Pieces(text)
    for number, new in done:
        identity = f"t{number}"
        place = term_places(text).get(identity)
        entry = pieces.entry(identity)
        assert (entry is None) == (place is None)
        if place is None or entry is None:
            continue
        assert entry == text[slice(*place)].rstrip("\r\n") and pieces.place(identity)[0] == place[0]
        assert pieces.without(identity).replace("\n", "") == (text[: place[0]] + text[place[1] :]).replace("\n", "")
        if new is None:
            text = removed(text, *place)
            pieces.remove(identity)
        else:
            text = text[: place[0]] + new.format(number) + text[place[0] + len(entry) :]
            pieces.replace(identity, new.format(number))
        assert str(pieces) == text
