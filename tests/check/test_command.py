"""``check`` and ``explain`` as they are called: exit status, formats, fixing files, changed-files mode, what is not imported."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build_scripts.__main__ import main
from tests.check.sites import DEFAULT_GLOSSARY, DEFAULT_LIBRARY

ROOT = Path(__file__).resolve().parents[2]
GOOD = "---\ntitle: 题名\n---\n\n# 题名\n\n甲[@solow1957technical; @cai2013zhongguo; @makesi2009makesi5]。\n"
BAD = "---\ntitle: 题名\n---\n\n# 题名\n\n甲[@none2000]，乙，丙，丁，戊。\n\n己,庚。\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {"mkdocs.yml": "site_name: 甲\n", "docs/texts/a.md": GOOD, "docs/index.md": "# 甲\n\n乙。\n",
                       "references/library.bib": DEFAULT_LIBRARY, "references/glossary.yml": DEFAULT_GLOSSARY}.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(site: Path, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = main(["check", "-C", str(site), *args])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_a_clean_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(site, capsys)
    assert (status, out) == (0, "") and "错误 0，警告 0，提示 0" in err and "site/ 还没有构建" in err


def test_an_error_is_status_1_a_warning_is_not(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/texts/a.md").write_text(BAD, encoding="utf-8")
    status, out, _ = run(site, capsys)
    assert status == 1 and "docs/texts/a.md:7:3: CIT001 error: " in out and "hint: " in out
    assert run(site, capsys, "--ignore", "CIT001")[0] == 0
    assert run(site, capsys, "--select", "TYP")[0] == 0


def test_what_cannot_run_is_status_2(site: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    assert run(tmp_path_factory.mktemp("empty"), capsys)[0] == 2
    status, _, err = run(site, capsys, "--select", "CTI001")
    assert status == 2 and "STR192" in err
    status, _, err = run(site, capsys, "none.md")
    assert status == 2 and "STR193" in err
    (site / "docs/texts/a.md").write_bytes(b"\xff\xfe\xff")
    assert run(site, capsys)[0] == 2


def test_standing_ignores_of_the_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/texts/a.md").write_text(BAD, encoding="utf-8")
    (site / "mkdocs.yml").write_text("site_name: 甲\nextra:\n  check:\n    ignore: [CIT001, REF101]\n", encoding="utf-8")
    assert run(site, capsys)[0] == 0


def test_settings_that_nothing_knows_are_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "mkdocs.yml").write_text("site_name: 甲\nextra:\n  citations: {stlye: apa}\n", encoding="utf-8")
    status, out, _ = run(site, capsys)
    assert "mkdocs.yml: STR024" in out and "stlye" in out and status == int(" error: " in out)
    assert "STR024" not in run(site, capsys, "--ignore", "STR024")[1]
    assert "STR024" not in run(site, capsys, str(site / "docs/texts/a.md"))[1]
    assert "STR024" in run(site, capsys, str(site / "mkdocs.yml"))[1]


def test_changed_files_only(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "docs/texts/a.md").write_text(BAD, encoding="utf-8")
    (site / "docs/texts/b.md").write_text(BAD, encoding="utf-8")
    _, out, err = run(site, capsys, str(site / "docs/texts/b.md"))
    assert "docs/texts/b.md:7" in out and "docs/texts/a.md" not in out and "site/" not in err
    monkeypatch.chdir(site)
    assert run(Path(), capsys, "docs/texts/a.md", "mkdocs.yml")[0] == 1
    assert run(Path(), capsys, "references/glossary.yml")[0] == 0


def test_full_shows_the_line_and_the_place(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/texts/a.md").write_text(BAD, encoding="utf-8")
    _, out, _ = run(site, capsys, "--format", "full", "--select", "CIT001")
    source, mark = out.splitlines()[3:5]
    assert source == "  7 | 甲[@none2000]，乙，丙，丁，戊。"
    assert mark == "    |    ^"  # 甲 takes two columns, [ one


def test_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/texts/a.md").write_text(BAD, encoding="utf-8")
    _, out, _ = run(site, capsys, "--format", "json", "--select", "CIT001,TYP001")
    first, second = json.loads(out)
    assert (first["code"], first["severity"], first["path"], first["line"], first["column"]) == ("CIT001", "error", "docs/texts/a.md", 7, 3)
    assert (first["fixable"], second["fixable"]) == (False, True)
    (site / "docs/texts/a.md").write_text(GOOD, encoding="utf-8")
    assert json.loads(run(site, capsys, "--format", "json")[1]) == []


def test_github(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/texts/a.md").write_text(BAD, encoding="utf-8")
    _, out, _ = run(site, capsys, "--format", "github", "--select", "CIT001,TYP001")
    first, second = out.splitlines()
    assert first.startswith("::error file=docs/texts/a.md,line=7,col=3,title=CIT001::文献库中没有引文键 none2000。%0A")
    assert second.startswith("::notice file=docs/texts/a.md,line=9,col=2,title=TYP001::")


def test_sarif_is_sound(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/texts/a.md").write_text(BAD, encoding="utf-8")
    log: dict[str, Any] = json.loads(run(site, capsys, "--format", "sarif")[1])
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert one["columnKind"] == "unicodeCodePoints"
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note") and result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith("/") and place["region"]["startLine"] >= 1
    assert all(rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in rules)


def test_fix_changes_what_it_must_and_keeps_every_other_byte(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / "docs/texts/a.md"
    before = "\ufeff" + BAD.replace("\n", "\r\n")
    page.write_bytes(before.encode("utf-8"))
    other = (site / "references/library.bib").read_bytes()
    status, out, err = run(site, capsys, "--fix", "--select", "TYP,CIT")
    assert page.read_bytes() == before.replace("己,庚", "己，庚").encode("utf-8")
    assert (site / "references/library.bib").read_bytes() == other
    assert status == 1 and "CIT001" in out and "TYP001" not in out and "改了 1 处" in err


def test_fix_of_nothing_touches_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / "docs/texts/a.md"
    stamp = page.stat().st_mtime_ns
    assert run(site, capsys, "--fix")[0] == 0
    assert page.stat().st_mtime_ns == stamp


def test_word_lists_of_the_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/texts/a.md").write_text(GOOD + "\n这里有奇怪的错字。\n", encoding="utf-8")
    assert "TYP016" not in run(site, capsys)[1]
    (site / "references/lists").mkdir()
    (site / "references/lists/ocr.yml").write_text("confusions:\n  奇怪的错字: 平常的字\n", encoding="utf-8")
    assert "“奇怪的错字”多半是“平常的字”" in run(site, capsys)[1]
    (site / "references/lists/ocr.yml").write_text("confusions: [甲]\nfurniture: ['(']\n", encoding="utf-8")
    assert run(site, capsys)[1].count("TYP090") == 2


def test_the_built_site_is_looked_at_and_an_old_one_is_not(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "site").mkdir()
    (site / "site/index.html").write_text('<a href="nowhere/">甲</a>', encoding="utf-8")
    status, out, _ = run(site, capsys)
    assert status == 1 and "LNK101" in out
    assert run(site, capsys, "--no-site")[0] == 0
    assert run(site, capsys, "--select", "TYP")[0] == 0
    import os

    os.utime(site / "site/index.html", (1, 1))
    status, _, err = run(site, capsys)
    assert status == 0 and "比页面旧" in err


def test_watching_tells_again_after_a_change(site: Path) -> None:
    command = [sys.executable, "-u", "-m", "build_scripts", "check", "-C", str(site), "--watch", "--select", "CIT001"]
    # A shell's background job passes an ignored SIGINT on to its children, which then cannot be interrupted at all.
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                          preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) as watching:  # fmt: skip
        assert watching.stderr is not None and watching.stdout is not None
        try:
            assert "错误 0" in watching.stderr.readline()
            (site / "docs/texts/a.md").write_text(BAD, encoding="utf-8")
            assert "CIT001" in watching.stdout.readline()
            assert "错误 1" in watching.stderr.readline()
            watching.send_signal(signal.SIGINT)
            assert watching.wait(60) == 0
        finally:
            watching.kill()


def test_external_without_network_says_so(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "mkdocs.yml").write_text("site_name: 甲\nextra:\n  check:\n    external: {delay: 0, timeout: 1, retries: 0, archive: false}\n", encoding="utf-8")
    (site / "docs/texts/a.md").write_text(GOOD + "\n<https://no-such-host.invalid/>\n", encoding="utf-8")
    status, _, err = run(site, capsys, "--external")
    assert status == 2 and "LNK090" in err and "没有连上网" in err
    assert not (site / ".cache").exists()


def test_external_without_links_is_clean(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, capsys, "--external")[0] == 0


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "cit001"]) == 0
    assert capsys.readouterr().out.startswith("# CIT001 文献库中没有引文键\n")
    assert main(["explain", "SEC"]) == 0
    assert capsys.readouterr().out.count("\n") >= 9
    assert main(["explain"]) == 0
    assert capsys.readouterr().out.count("\n") > 150
    assert main(["explain", "CIT999"]) == 2


def test_start_up_imports_nothing_heavy() -> None:
    heavy = "mkdocs jieba bibtexparser lxml pypinyin opencc nh3 ssl".split()
    code = (
        "import contextlib, sys; from build_scripts.__main__ import main\n"
        f"with contextlib.suppress(SystemExit): main(['check', '--help'])\nprint([n for n in {heavy} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_a_check_of_files_imports_no_network_and_no_mkdocs(site: Path) -> None:
    heavy = "mkdocs jieba lxml ssl http.client opencc".split()
    code = (
        f"import sys; from build_scripts.__main__ import main; main(['check', '-C', {str(site)!r}, '--no-site']); "
        f"print([n for n in {heavy} if n in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"
