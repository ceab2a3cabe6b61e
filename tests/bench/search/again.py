"""What building the index costs, all of it and after a change: `python -m tests.bench.search.again [SITE]`.

SITE is a published site; without it the pages of the bench are taken (1,000 of about 6,000 characters). Seconds are of
processor time, reading the HTML from memory to all files in memory.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from build_scripts.search import Options, index_site, page_order
from tests.bench.search.pages import as_html, pages
from tests.bench.search.sites import corpus_json

OFF = b'<meta name="zj-search-index" content="off">'


@dataclass
class Drawer:
    """Keeps results in memory."""

    held: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def get(self, kind: str, key: str) -> bytes | None:
        """What was kept."""
        return self.held.get((kind, key))

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keeps it."""
        self.held[kind, key] = content


def published(site: Path) -> tuple[list[tuple[str, bytes]], str]:
    """The pages of a site in their order, and its `corpus.json`."""
    corpus = (site / "corpus.json").read_text(encoding="utf-8")
    urls = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    order = page_order([f"{url}/" if url != "." else "" for url in urls], corpus)
    read = ((url, (site / url / "index.html").read_bytes()) for url in order)
    return [(url, html) for url, html in read if OFF not in html], corpus


def generated(count: int, size: int) -> tuple[list[tuple[str, bytes]], str]:
    """The same of generated pages."""
    built = list(pages(count, size))
    return [(f"texts/{page.slug}/", as_html(page).encode()) for page in built], corpus_json(built)


def timed(pages_: list[tuple[str, bytes]], corpus: str, options: Options) -> tuple[float, dict[str, bytes]]:
    """Seconds of processor time, and the files."""
    gc.collect()
    start = time.process_time()
    files = dict(index_site(pages_, corpus, options))
    return time.process_time() - start, files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, nargs="?")
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--size", type=int, default=6_000)
    args = parser.parse_args()
    gc.set_threshold(200_000, 20, 100)  # as the publish command does
    html, corpus = published(args.site) if args.site else generated(args.pages, args.size)
    timed(html[:3], corpus, Options())  # what is loaded once a process is no part of the comparison
    plain, files = min((timed(html, corpus, Options(scratch=tempfile.TemporaryFile)) for _ in range(3)), key=lambda row: row[0])
    options = Options(scratch=tempfile.TemporaryFile, keep=Drawer())
    timed(html, corpus, options)
    nothing, same = min((timed(html, corpus, options) for _ in range(3)), key=lambda row: row[0])
    costs = []
    for number in range(3):
        at = len(html) * (number + 1) // 5
        html[at] = (html[at][0], html[at][1].replace(b"</article>", f'<p id="new{number}">今天另加一段文字。</p></article>'.encode()))
        cost, changed = timed(html, corpus, options)
        costs.append(cost)
    assert same == files
    assert changed == dict(index_site(html, corpus, Options()))
    characters = json.loads(files["search/manifest.json"])["characters"]
    size = sum(len(data) for name, data in files.items() if not name.endswith((".js", ".css")))
    print(f"| pages, characters | {len(html):,}, {characters:,} |\n| --- | ---: |")
    print(f"| all of it, s | {plain:.2f} |\n| million characters a second | {characters / plain / 1e6:.2f} |")
    print(f"| one page changed, s (÷ all of it) | {min(costs):.2f} ({min(costs) / plain:.3f}) |")
    print(f"| nothing changed, s (÷ all of it) | {nothing:.2f} ({nothing / plain:.3f}) |")
    print(f"| files of the index, ÷ characters × 3 bytes | {len(files):,}, {size / characters / 3:.3f} |")
    print(f"| memory at most, MB (all files, HTML and parts held) | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} |")


if __name__ == "__main__":
    main()
