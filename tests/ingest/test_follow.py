"""Which page of before is which page of now."""

from __future__ import annotations

from build_scripts.ingest.merge.follow import former_slug, group_pages, likeness, moved_by_hand, pair_pages, parted


def page(source: str, part: int, *lines: str) -> str:
    return f"---\ntitle: 题\nsource: {{file: {source}, part: {part}}}\n---\n\n" + "\n\n".join(lines) + "\n"


def chapter(slug: str, order: int, *lines: str) -> str:
    return f"---\npart_of: {slug}\norder: {order}\n---\n\n" + "\n\n".join(lines) + "\n"


BASE = group_pages({
    "a.md": page("a.txt", 1, "甲一。", "甲二。", "甲三。"),
    "b.md": page("a.txt", 2, "乙一。", "乙二。"),
    "long/index.md": page("long.txt", 1, "导言。"),
    "long/01-s1.md": chapter("long", 1, "丙一。", "丙二。"),
    "long/02-s2.md": chapter("long", 2, "丁一。", "丁二。"),
})  # fmt: skip


def test_texts_are_grouped_and_know_their_origins() -> None:
    assert {slug: len(pages) for slug, pages in BASE.texts.items()} == {"a": 1, "b": 1, "long": 3}
    assert BASE.origins == {"a": ("a.txt", 1), "b": ("a.txt", 2), "long": ("long.txt", 1)}


def test_a_text_is_known_by_its_origin_whatever_its_slug() -> None:
    assert former_slug("new", ("a.txt", 2), "", BASE, ["a.txt", "long.txt"], []) == "b"


def test_a_text_whose_source_was_renamed_is_known_by_slug_or_by_likeness() -> None:
    renamed = page("z.txt", 1, "甲一。", "甲二，改过。", "甲三。")
    assert former_slug("a", ("z.txt", 1), renamed, BASE, ["z.txt", "long.txt"], []) == "a"
    assert former_slug("z", ("z.txt", 1), renamed, BASE, ["z.txt", "long.txt"], []) == "a"


def test_a_text_is_new_when_its_like_still_has_its_source_or_is_spoken_for() -> None:
    copy = page("z.txt", 1, "甲一。", "甲二。", "甲三。")
    assert former_slug("z", ("z.txt", 1), copy, BASE, ["a.txt", "z.txt"], []) == ""
    assert former_slug("z", ("z.txt", 1), copy, BASE, ["z.txt"], ["a"]) == ""
    assert former_slug("z", ("z.txt", 1), page("z.txt", 1, "别的。"), BASE, ["z.txt"], []) == ""


def test_chapters_are_paired_by_place_and_else_by_likeness() -> None:
    old = BASE.texts["long"]
    one, two = old["long/01-s1.md"], old["long/02-s2.md"]
    new = {"long/index.md": old["long/index.md"], "long/01-s0.md": chapter("long", 1, "新。"), "long/02-s1.md": one, "long/03-s2.md": two}
    assert pair_pages(old, new) == {"long/index.md": "long/index.md", "long/02-s1.md": "long/01-s1.md", "long/03-s2.md": "long/02-s2.md"}
    moved = {path.replace("long/", "report/"): text for path, text in old.items()}
    assert pair_pages(old, moved) == {path.replace("long/", "report/"): path for path in old}


def test_likeness_leaves_the_front_matter_aside() -> None:
    assert likeness(page("a", 1, "甲。", "乙。"), page("b", 9, "甲。", "乙。")) == 1.0
    assert likeness(page("a", 1, "甲。", "乙。"), page("a", 1, "丙。", "丁。")) == 0.0
    assert likeness("", "甲") == 0.0


def test_a_page_moved_by_hand_is_found_by_origin_or_chapter() -> None:
    base = BASE.texts["a"]["a.md"]
    assert moved_by_hand("texts/a.md", base, {"x.md": "甲", "essays/a.md": base.replace("甲二", "甲二改")}) == "essays/a.md"
    assert moved_by_hand("texts/a.md", base, {"x.md": BASE.texts["b"]["b.md"]}) == ""
    chapters = BASE.texts["long"]
    elsewhere = {"texts/long/2.md": chapters["long/02-s2.md"], "texts/long/9.md": chapters["long/01-s1.md"]}
    assert moved_by_hand("texts/long/01-s1.md", chapters["long/01-s1.md"], elsewhere) == "texts/long/9.md"


def test_going_from_one_page_to_chapters_is_noticed() -> None:
    assert parted({"a.md": ""}, {"a/index.md": "", "a/01-x.md": ""})
    assert not parted({}, {"a/index.md": ""}) and not parted({"a.md": ""}, {"b.md": ""})
