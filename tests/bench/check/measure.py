"""How long a check takes: 1,000 built pages with 90,000 links, and a thousand pages of text under every rule.

    python tests/bench/check/measure.py [PAGES]

Every page of the built site is as large as a real one (about 60 KB: navigation, paragraphs with permalinks, citations). One link in a thousand
is broken; the run says whether all were found. Prints seconds and megabytes; nothing is asserted.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from build_scripts.check.built import BuiltSite
from build_scripts.check.rule import RULES, Site
from build_scripts.check.run import Choice, check_site
from build_scripts.check.scan import scan_page
from build_scripts.formats.page import parse_page
from build_scripts.model.corpus import Config, Corpus, Text

LINKS = 90
SENTENCE = "一个数字只有连同它的口径、年份和出处一起给出，才可以比较、可以复核、可以引用（见表一），这是“规程”的第一条。"


def html_page(number: int, pages: int) -> bytes:
    """A page of about 60 KB with ninety links: to other pages, to anchors there, to anchors of its own; every tenth page has a broken one."""
    navigation = "".join(f'<li class="md-nav__item"><a class="md-nav__link" href="../p{(number + i) % pages}/">第{i}页</a></li>' for i in range(LINKS // 3))
    body = []
    for i in range(LINKS // 3):
        target = "#nowhere" if i == 7 and number % 10 == 0 else f"#p{i + 1}"
        body.append(
            f'<h2 id="s{i}">第{i}节</h2><p id="p{i}">{SENTENCE * 4}<a class="permalink headerlink" href="{target}">{i}</a>'
            f'<a class="citation" data-key="k{i}" href="../p{(number * 7 + i) % pages}/#p{i}">（某，2024）</a></p><p>{SENTENCE * 6}</p>'
        )
    body.append(f'<p id="p{LINKS // 3}"></p>')
    head = '<link rel="stylesheet" href="../assets/a.css"><script src="../assets/a.js"></script>'
    return f"<!doctype html><html><head>{head}<title>第{number}页</title></head><body><ul>{navigation}</ul>{''.join(body)}</body></html>".encode()


def measure_built(pages: int) -> None:
    """Writes the pages to disk, reads and scans them, and runs the link and safety rules."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for number in range(pages):
            place = root / f"p{number}"
            place.mkdir()
            (place / "index.html").write_bytes(html_page(number, pages))
        size = sum(path.stat().st_size for path in root.rglob("*.html")) / 1e6
        start = time.perf_counter()
        names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.html"))
        scanned = tuple(scan_page(name, (root / name).read_bytes()) for name in names)
        read = time.perf_counter()
        site = Site(Corpus(Config()), built=BuiltSite(scanned, frozenset([*names, "assets/a.css", "assets/a.js"])))
        found = check_site(site, Choice(("LNK1", "SEC1")))
        end = time.perf_counter()
    links = sum(len(page.links) for page in scanned)
    wanted = (pages + 9) // 10
    print(f"built site: {pages} pages, {size:.0f} MB, {links} distinct links: read {read - start:.2f} s, rules {end - read:.2f} s; "
          f"broken links found {len(found)} of {wanted}")  # fmt: skip


def measure_rules(pages: int) -> None:
    """Runs every rule over pages of about 6,000 characters."""
    paragraph = f"{SENTENCE * 8}[@k2024]<!-- print: （某，2024） -->“引文”《书》（附注）。[^{{}}]\n\n"
    text = "---\ntitle: 题名\n---\n\n# 题名\n\n" + "".join(
        f"## {i} 小标题 {{#s{i}}}\n\n" + paragraph.replace("{}", str(i)) for i in range(1, 13)
    ) + "\n".join(f"[^{i}]: 注文{i}。" for i in range(1, 13)) + "\n"  # fmt: skip
    start = time.perf_counter()
    parsed = [parse_page(f"texts/t{n}.md", text) for n in range(pages)]
    read = time.perf_counter()
    site = Site(Corpus(Config(), tuple(Text(f"t{n}", (page,)) for n, page in enumerate(parsed))))
    costs = {}
    for code in sorted(RULES):
        begin = time.perf_counter()
        list(RULES[code].findings(site))
        costs[code] = time.perf_counter() - begin
    dearest = ", ".join(f"{code} {seconds:.2f}" for code, seconds in sorted(costs.items(), key=lambda pair: -pair[1])[:6])
    print(f"pages: {pages} of {len(text)} characters: parse {read - start:.2f} s, {len(RULES)} rules {sum(costs.values()):.2f} s (dearest: {dearest})")


def main() -> None:
    """Measures both."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    measure_built(pages)
    measure_rules(pages)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
