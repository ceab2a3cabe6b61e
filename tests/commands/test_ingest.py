"""``ingest``: what is written, what is kept of people's work, what is said when something is wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.commands import convert_pool
from build_scripts.formats.bibtex.library import parse_library
from tests.commands.conftest import NOTE, PAPER, Site


def test_two_texts_become_pages_library_and_bases(site: Site) -> None:
    paper = site.page("paper").read_text(encoding="utf-8")
    assert "# 县域数据中心的选址" in paper and "电价决定建不建" in paper
    assert "近几年并不少见" in site.page("note").read_text(encoding="utf-8")
    keys = list(parse_library((site.root / "references/library.bib").read_text(encoding="utf-8")).by_key)
    assert len(keys) == 2 and all(f"ref: {key}" in paper for key in keys)
    assert site.tree("docs/texts").keys() == {"docs/texts/paper.md", "docs/texts/note.md"}
    assert (site.root / "references/imported/paper.md").read_text(encoding="utf-8") == paper


def test_an_unchanged_source_changes_no_byte(site: Site) -> None:
    before = site.tree()
    assert site.ingest()[0] == 0
    assert site.tree() == before


def test_one_line_a_text_and_the_same_for_machines(site: Site) -> None:
    _, out, _ = site.ingest()
    lines = out.splitlines()
    assert lines[0].startswith("a-paper.txt → paper；保留") and "文献 2" in lines[0] and len(lines) == 3
    data = json.loads(site.ingest("--format", "json")[1])
    first = data["sources"][0]
    assert first["source"] == "a-paper.txt" and first["texts"][0]["pages"] == ["paper.md"]
    ledger = first["ledger"]
    assert ledger["total"] == len("".join(PAPER.split())) and ledger["lost"] == ledger["doubled"] == 0
    assert ledger["kept"] + sum(ledger["moved"].values()) + sum(ledger["aside"].values()) == ledger["total"]


def test_an_edit_stays_and_what_the_source_changed_elsewhere_arrives(site: Site) -> None:
    site.edit(site.page("paper"), "先后的次序", "先后次序")
    edited = site.tree()
    assert site.ingest()[0] == 0 and site.tree() == edited, "an edit alone is no reason to write"
    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    assert site.ingest()[0] == 0
    text = site.page("paper").read_text(encoding="utf-8")
    assert "先后次序" in text and "逐县对照" in text and "逐县比较" not in text


def test_a_clash_keeps_the_edit_is_reported_once_with_both_versions_and_exits_1(site: Site) -> None:
    site.edit(site.page("paper"), "逐县比较", "逐县比照")
    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    status, _, findings = site.ingest()
    assert status == 1
    assert "docs/texts/paper.md:" in findings and "MRG001" in findings and "逐县比照" in findings and "逐县对照" in findings
    line = int(findings.split("paper.md:")[1].split(":")[0])
    text = site.page("paper").read_text(encoding="utf-8")
    assert "逐县比照" in text.splitlines()[line - 1] and "逐县对照" not in text
    before = site.tree()
    assert site.ingest()[0] == 0 and site.tree() == before, "settled: the base knows both versions now"


def test_a_clash_may_be_decided_for_the_conversion(site: Site) -> None:
    site.edit(site.page("paper"), "逐县比较", "逐县比照")
    site.edit(site.page("paper"), "先后的次序", "先后次序")
    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    assert site.ingest("--theirs")[0] == 0
    text = site.page("paper").read_text(encoding="utf-8")
    assert "逐县对照" in text and "先后次序" in text, "only the clash is decided, other edits stay"


def test_review_asks_about_each_clash(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.edit(site.page("paper"), "逐县比较", "逐县比照")
    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    answers = iter(["?\n", "t\n"])
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True, "readline": lambda self: next(answers)})())
    status, _, asked = site.ingest("--review")
    assert status == 0 and "逐县比照" in asked and "逐县对照" in asked
    assert "逐县对照" in site.page("paper").read_text(encoding="utf-8")


def test_review_without_a_terminal_cannot_run(site: Site) -> None:
    assert site.ingest("--review")[0] == 2


def test_front_matter_is_merged_key_by_key(site: Site) -> None:
    site.edit(site.page("paper"), "title: 县域数据中心的选址", "title: 县域数据中心选址\nlevel: 县")
    (site.root / "references/sources/a-paper.yml").write_text("slug: paper\ndate: 2024-03\n", encoding="utf-8")
    assert site.ingest()[0] == 0
    head = site.page("paper").read_text(encoding="utf-8").split("---")[1]
    assert "title: 县域数据中心选址\nlevel: 县\n" in head and "2024-03" in head


def test_a_corrected_entry_of_the_library_stays(site: Site) -> None:
    site.edit("references/library.bib", "数据中心的区位", "数据中心的区位选择")
    before = site.tree()
    assert site.ingest()[0] == 0
    assert site.tree() == before


def test_a_term_that_a_person_took_out_of_the_glossary_stays_out(site: Site) -> None:
    terms = "名词解释\n\n水账：一年用水的开支同节水的收益相抵以后的数目。\n\n电账：一年用电的开支同节电的收益相抵以后的数目。\n"
    site.source("c.txt", f"{NOTE.replace('算力', '水力')}\n{terms}")
    assert site.ingest()[0] == 0
    glossary = site.root / "references/glossary.yml"
    written = glossary.read_text(encoding="utf-8")
    assert "水账" in written and "电账" in written
    glossary.write_text("[]\n", encoding="utf-8")
    assert site.ingest()[0] == 0
    assert glossary.read_text(encoding="utf-8") == "[]\n"


def test_dry_run_and_diff_write_nothing_and_say_what_would_change(site: Site) -> None:
    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    before = site.tree()
    status, out, _ = site.ingest("--dry-run")
    assert status == 0 and "将写 2 个文件" in out
    status, out, _ = site.ingest("--diff")
    assert status == 0 and "--- a/docs/texts/paper.md" in out and any(line.startswith("+") and "逐县对照" in line for line in out.splitlines())
    assert site.tree() == before


def test_any_number_of_processes_writes_the_same_bytes(site: Site, tmp_path: Path) -> None:
    trees = []
    for jobs in ("1", "2", "3"):
        root = tmp_path / f"jobs{jobs}"
        assert site.run("new", root, site.root / "references/sources", "--name", "同名") == 0
        for i in range(5):
            (root / f"references/sources/more{i}.txt").write_text(NOTE.replace("算力的账", f"第{i}种算力的账"), encoding="utf-8")
        assert site.run("ingest", "-C", root, "--jobs", jobs) == 0
        trees.append(Site(root, site.run, site.capture).tree("docs", "references"))
    assert trees[0] == trees[1] == trees[2] and len(trees[0]) > 14


def test_batches_hold_every_text_once_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_pool, "BATCH_BYTES", 10)
    raws = [convert_pool.Raw(str(i), str(i), b"x" * (i % 7)) for i in range(40)]
    assert [raw for batch in convert_pool._batches(raws) for raw in batch] == raws


def test_raw_texts_are_read_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_pool, "BATCH_BYTES", 1)
    monkeypatch.setattr(convert_pool, "AHEAD", 3)
    read: list[int] = []

    def raws() -> Iterator[convert_pool.Raw]:
        for i in range(20):
            read.append(i)
            yield convert_pool.Raw(f"{i:02}", f"{i:02}", NOTE.encode())

    with convert_pool.converting(raws(), 2) as results:
        assert len(read) == 6
        assert [one.raw_path for one in results] == [f"{i:02}" for i in range(20)]


def test_only_the_named_source_is_converted(site: Site) -> None:
    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    site.source("b-note.txt", NOTE.replace("值得", "很值得"))
    status, out, _ = site.ingest("references/sources/b-note.txt")
    assert status == 0 and "a-paper" not in out
    assert "很值得" in site.page("note").read_text(encoding="utf-8")
    assert "逐县对照" not in site.page("paper").read_text(encoding="utf-8")
    assert len(parse_library((site.root / "references/library.bib").read_text(encoding="utf-8")).entries) == 2


def test_two_sources_with_one_slug(site: Site) -> None:
    site.source("c.txt", NOTE.replace("算力", "电力"))
    (site.root / "references/sources/c.yml").write_text("slug: note\n", encoding="utf-8")
    before = site.page("note").read_bytes()
    status, _, findings = site.ingest()
    assert status == 1 and "SRC020" in findings and "c.yml" in findings
    assert site.page("note").read_bytes() == before


def test_a_renamed_source_is_followed(site: Site) -> None:
    site.edit(site.page("note"), "值得后来的地方留心", "值得后来者留心")
    folder = site.root / "references/sources"
    (folder / "b-note.txt").rename(folder / "z.txt")
    (folder / "b-note.yml").unlink()
    status, _, findings = site.ingest()
    assert status == 0 and "MRG006" in findings
    pages = [path for path in (site.root / "docs/texts").glob("*.md") if "值得后来者留心" in path.read_text(encoding="utf-8")]
    assert len(pages) == 1 and "z.txt" in pages[0].read_text(encoding="utf-8") and not site.page("note").exists()


def test_a_deleted_source_leaves_its_page_and_is_reported(site: Site) -> None:
    (site.root / "references/sources/b-note.txt").unlink()
    before = site.tree("docs")
    status, _, findings = site.ingest()
    assert status == 0 and "MRG004" in findings and "b-note.txt" in findings
    assert site.tree("docs") == before


def test_a_deleted_source_is_reported_although_another_cannot_be_converted(site: Site) -> None:
    (site.root / "references/sources/b-note.txt").unlink()
    site.source("c.txt", "")
    before = site.tree("docs", "references/library.bib", "references/glossary.yml")
    status, _, findings = site.ingest()
    assert status == 1 and "SRC001" in findings and "MRG004" in findings and "b-note.txt" in findings
    assert "MRG004" not in site.ingest("a-paper.txt")[2], "who asks for one text is told of that one"
    assert site.tree("docs", "references/library.bib", "references/glossary.yml") == before


def test_a_work_that_is_never_cited_is_told_at_its_line(site: Site) -> None:
    place = PAPER.split("\n").index("[2] 国家统计局. 中国统计年鉴2023[M]. 北京: 中国统计出版社, 2023.") + 1
    site.source("a-paper.txt", PAPER.replace("以年鉴的说明为准[2]", "以年鉴的说明为准"))
    assert f"references/sources/a-paper.txt:{place}:1: CIT014" in site.ingest()[2]
    listed = "slug: note\nreferences: |\n  王某. 甲的账[J]. 某刊, 2020(1): 1-2.\n\n  李某. 乙的账[J]. 某刊, 2021(1): 1-2.\n"
    (site.root / "references/sources/b-note.yml").write_text(listed, encoding="utf-8")
    site.source("b-note.txt", NOTE.replace("两本账不能合成一本。", "两本账不能合成一本[1]。"))
    assert "references/sources/b-note.yml:5:1: CIT014" in site.ingest()[2]
    one_by_one = "slug: note\nreferences:\n  - 王某. 甲的账[J]. 某刊, 2020(1): 1-2.\n  - '李某. 乙的账[J]. 某刊, 2021(1): 1-2.'\n"
    (site.root / "references/sources/b-note.yml").write_text(one_by_one, encoding="utf-8")
    assert "references/sources/b-note.yml:4:1: CIT014" in site.ingest()[2]


def test_a_sidecar_in_another_encoding_and_the_address_of_the_list_are_told(site: Site) -> None:
    place = site.root / "references/sources/b-note.yml"
    place.write_bytes("title: 甲\n".encode("gb18030"))
    status, _, findings = site.ingest()
    assert status == 1 and "b-note.yml: SRC010" in findings and "不是 UTF-8" in findings and "codec" not in findings
    place.write_text("slug: index\n", encoding="utf-8")
    status, _, findings = site.ingest()
    assert status == 1 and "b-note.yml:1:7: SRC014" in findings and not (site.root / "docs/texts/index.md").exists()


def test_a_page_moved_by_hand_is_followed(site: Site) -> None:
    moved = site.root / "docs/essays/account.md"
    moved.parent.mkdir()
    site.page("note").rename(moved)
    site.source("b-note.txt", NOTE.replace("值得", "很值得"))
    assert site.ingest()[0] == 0
    assert "很值得" in moved.read_text(encoding="utf-8") and not site.page("note").exists()


def test_a_page_taken_away_by_hand_stays_away(site: Site) -> None:
    site.page("note").unlink()
    status, _, findings = site.ingest()
    assert status == 0 and "MRG003" in findings and not site.page("note").exists()


def test_a_new_slug_takes_the_edits_along(site: Site) -> None:
    site.edit(site.page("note"), "值得后来的地方留心", "值得后来者留心")
    (site.root / "references/sources/b-note.yml").write_text("slug: account\n", encoding="utf-8")
    assert site.ingest()[0] == 0
    assert "值得后来者留心" in site.page("account").read_text(encoding="utf-8")
    assert not site.page("note").exists() and not (site.root / "references/imported/note.md").exists()


def test_two_texts_may_swap_their_slugs(site: Site) -> None:
    for name, slug in (("a-paper", "note"), ("b-note", "paper")):
        (site.root / f"references/sources/{name}.yml").write_text(f"slug: {slug}\n", encoding="utf-8")
    site.ingest()
    assert "选址" in site.page("note").read_text(encoding="utf-8") and "算力的账" in site.page("paper").read_text(encoding="utf-8")


def test_a_hand_written_page_in_the_way_is_never_overwritten(site: Site) -> None:
    site.page("account").write_text("# 手写的页\n", encoding="utf-8")
    (site.root / "references/sources/b-note.yml").write_text("slug: account\n", encoding="utf-8")
    status, _, findings = site.ingest()
    assert status == 1 and "MRG007" in findings
    assert site.page("account").read_text(encoding="utf-8") == "# 手写的页\n" and site.page("note").exists()


@pytest.mark.parametrize(
    "name, data, code",
    [("x.txt", b"", "SRC001"), ("x.txt", bytes(range(256)) * 20, "SRC002"), ("x.txt", "Größe schön für".encode("latin-1") * 9, "SRC003")],
)
def test_a_bad_source_is_reported_and_the_others_are_converted(site: Site, name: str, data: bytes, code: str) -> None:
    (site.root / "references/sources" / name).write_bytes(data)
    site.source("b-note.txt", NOTE.replace("值得", "很值得"))
    status, out, findings = site.ingest()
    assert status == 1 and f"references/sources/{name}: {code} error" in findings and f"{name}：没有转换（{code}）" in out
    assert "很值得" in site.page("note").read_text(encoding="utf-8")


def test_a_broken_sidecar_leaves_the_text_as_it_was(site: Site) -> None:
    (site.root / "references/sources/b-note.yml").write_text("slug: [\n", encoding="utf-8")
    site.source("b-note.txt", NOTE.replace("值得", "很值得"))
    before = site.tree("docs")
    status, _, findings = site.ingest()
    assert status == 1 and "references/sources/b-note.yml:2:1: SRC010" in findings
    assert site.tree("docs") == before


def test_a_source_that_is_a_link_out_of_the_site_is_refused(site: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不该公开的内容，一个字也不该。" * 20, encoding="utf-8")
    (site.root / "references/sources/x.txt").symlink_to(secret)
    status, _, findings = site.ingest()
    assert status == 1 and "SEC090" in findings
    assert not any("不该公开" in data.decode("utf-8", "replace") for data in site.tree("docs", "references/imported").values())


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a\\b", "a\udcffb", "a\u202eb"])
def test_a_source_whose_name_cannot_be_is_told_so_and_the_others_are_converted(site: Site, name: str) -> None:
    site.source(f"{name}.txt", NOTE.replace("算力", "电力"))
    before = site.tree("docs")
    status, _, findings = site.ingest()
    assert status == 1 and "SEC091" in findings and "SEC090" not in findings and "改名" in findings
    assert len(findings.splitlines()) == 2 and site.tree("docs") == before
    assert site.run("check", "--no-site", "-C", site.root) == 1 and "SEC091" in site.capture.readouterr().out


def test_a_long_name_gives_no_address_that_a_file_system_refuses(site: Site) -> None:
    site.source("x" * 251 + ".txt", "无人署名的一段话，写得很短，只有一句。\n")
    assert site.ingest()[0] == 0
    assert max(len(path.stem) for path in (site.root / "docs/texts").iterdir()) <= 80
    site.source("z.txt", "y" * 300 + "\n\n题名是一个很长的词，正文却很短，只有一句。\n")
    assert site.ingest()[0] == 0
    assert max(len(path.stem) for path in (site.root / "docs/texts").iterdir()) <= 80


@pytest.mark.parametrize("missing, hint", [("nothing", "new"), ("b-not", "b-note")])
def test_a_source_that_is_not_there(site: Site, missing: str, hint: str) -> None:
    status, _, findings = site.ingest(missing)
    assert status == 2 and "SRC021" in findings and hint in findings


def test_a_killed_worker_process_is_said_plainly(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_pool, "convert_batch", _die)
    before = site.tree()
    site.capture.readouterr()
    assert site.run("ingest", "-C", site.root, "--jobs", "2") == 2
    assert "INT008" in site.capture.readouterr().err and site.tree() == before


def _die(*_: object) -> None:
    os._exit(1)


@pytest.mark.parametrize("broken", ["@article{x, title = {未完", "@book{a,}\n@book{a,}\n随手写的一行\n", "\ufeff% 只有说明\r\n", "@@@@{{{{"])
def test_a_broken_library_loses_nothing(site: Site, broken: str) -> None:
    place = site.root / "references/library.bib"
    place.write_bytes(place.read_bytes() + f"\n{broken}".encode())
    before = site.tree()
    assert site.ingest()[0] == 0
    assert site.tree() == before
    site.source("c.txt", PAPER.replace("县域", "市域").replace("李某. 数据中心的区位", "赵某. 市域的数据中心"))
    site.ingest()
    assert broken.strip("\r\n") in place.read_bytes().decode()


def test_a_source_of_a_hundred_megabytes_is_refused_unread(site: Site) -> None:
    with (site.root / "references/sources/x.txt").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    status, _, findings = site.ingest()
    assert status == 1 and "references/sources/x.txt: SRC005" in findings


def test_two_ingests_at_once(site: Site) -> None:
    from build_scripts.formats.disk import locked

    before = site.tree()
    with locked(site.root):
        status, _, findings = site.ingest()
    assert status == 2 and "INT004" in findings and site.tree() == before


def test_pages_folder_that_is_a_link_out_of_the_site(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (site.root / "docs/texts").rename(outside)
    (site.root / "docs/texts").symlink_to(outside)
    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    status, _, findings = site.ingest()
    assert status == 2 and "SEC090" in findings
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before


def test_a_read_only_site_is_said_plainly(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    site.source("a-paper.txt", PAPER.replace("逐县比较", "逐县对照"))
    monkeypatch.setattr("build_scripts.formats.disk._write", read_only)
    before = site.tree()
    status, _, findings = site.ingest()
    assert status == 2 and "INT003" in findings and "只读" in findings and site.tree() == before


def test_a_name_that_is_like_another_in_its_ending_only_is_no_guess(site: Site) -> None:
    assert "是不是" not in site.ingest("zzz.txt")[2]
    assert "是不是 b-note.txt" in site.ingest("b-nota.txt")[2]


def test_a_file_that_is_no_text_is_told_of_and_not_passed_over(site: Site) -> None:
    for _ in range(2):
        status, _, findings = site.ingest()
        assert status == 0 and "SRC104" not in findings
    (site.root / "references/sources/scan.pdf").write_bytes(b"%PDF-1.7")
    for _ in range(2):  # also where nothing else is new
        status, _, findings = site.ingest()
        assert status == 0 and findings.count("SRC104") == 1 and "scan.pdf" in findings and "pdftotext" in findings
    assert "SRC104" not in site.ingest("a-paper.txt")[2]
