"""Drives the search boxes in Chromium: what is typed, when the first hit stands on the page, which pages are listed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, BrowserContext, Page

# Types a question and waits for the first hit whose list belongs to it: ms since the key, or null.
_TYPE = """async ([input, hit, text, limit]) => {
  const box = document.querySelector(input);
  const old = new Set(document.querySelectorAll(hit));
  const start = performance.now();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "a" }));
  for (;;) {
    if (Array.from(document.querySelectorAll(hit)).some((each) => !old.has(each))) return [performance.now() - start, Date.now()];
    if (performance.now() - start > limit) return [null, Date.now()];
    await new Promise((done) => { const c = new MessageChannel(); c.port1.onmessage = done; setTimeout(() => c.port2.postMessage(0), 1); });
  }
}"""
_PAGEFIND = """async (text) => {
  const start = performance.now(), found = await window.pagefind.search(text);
  if (!found.results.length) return [null, Date.now(), []];
  const first = await found.results[0].data(), time = performance.now() - start, at = Date.now();
  const rest = await Promise.all(found.results.slice(1, 10).map((result) => result.data()));
  return [time, at, [first, ...rest].map((data) => data.url)];
}"""


@dataclass(frozen=True)
class Answer:
    """Milliseconds from the key to the first hit (None: none came), and the pages of the hits in order."""

    ms: float | None
    pages: tuple[str, ...]
    at: float = 0.0
    """When the first hit stood, in seconds since 1970."""


class Box(Protocol):
    """A search box on an open page."""

    def open(self) -> None:
        """Opens it, as a reader would."""

    def ask(self, text: str, limit: int = 4_000) -> Answer:
        """Types a question."""


@dataclass
class Ours:
    """Our dialog."""

    page: Page

    def open(self) -> None:
        self.page.keyboard.press("/")
        self.page.wait_for_selector("dialog[open]")

    def ask(self, text: str, limit: int = 4_000) -> Answer:
        self.page.fill(".zj-search__input", "")
        self.page.wait_for_timeout(120)
        ms, at = self.page.evaluate(_TYPE, [".zj-search__input", ".zj-search__hit", text, limit])
        return Answer(ms, settled(self.page, ".zj-search__hit"), at / 1000)


@dataclass
class Material:
    """The search of mkdocs-material."""

    page: Page

    def open(self) -> None:
        self.page.keyboard.press("/")
        self.page.wait_for_selector(".md-search__input:focus")

    def ask(self, text: str, limit: int = 4_000) -> Answer:
        self.page.fill(".md-search__input", "")
        self.page.wait_for_timeout(300)
        ms, at = self.page.evaluate(_TYPE, [".md-search__input", ".md-search-result__item", text, limit])
        return Answer(ms, settled(self.page, ".md-search-result__item > a.md-search-result__link"), at / 1000)


@dataclass
class Pagefind:
    """Pagefind through its own API (no box, no key delay)."""

    page: Page

    def open(self) -> None:
        self.page.evaluate("async () => { window.pagefind = await import('/pagefind/pagefind.js'); await window.pagefind.init(); }")

    def ask(self, text: str, limit: int = 4_000) -> Answer:
        ms, at, urls = self.page.evaluate(_PAGEFIND, text)
        return Answer(ms, tuple(url.strip("/").split("/")[-1].split("#")[0].split("?")[0] for url in urls), at / 1000)


BOXES: dict[str, Any] = {"ours": Ours, "material": Material, "pagefind": Pagefind}


def settled(page: Page, selector: str) -> tuple[str, ...]:
    """The pages of the list once it has not changed for half a second (three seconds at most)."""
    now = slugs(page, selector)
    for _ in range(6):
        page.wait_for_timeout(500)
        before, now = now, slugs(page, selector)
        if before == now:
            break
    return now


def slugs(page: Page, selector: str) -> tuple[str, ...]:
    """Distinct pages of the listed links, in order."""
    links = page.eval_on_selector_all(selector, "links => links.map((link) => new URL(link.href).pathname)")
    return tuple(dict.fromkeys(path.strip("/").split("/")[-1] for path in links))


def slow_line(context: BrowserContext, page: Page) -> None:
    """5 Mbit/s with 80 ms, and a processor four times slower."""
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    line = {"offline": False, "latency": 80, "downloadThroughput": 625_000, "uploadThroughput": 625_000}
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def renderer_memory(browser: Browser) -> float:
    """Megabytes (proportional set size) of the renderer that holds most: the page's own. (Chromium keeps a spare one.)"""
    infos = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    held = [0]
    for info in infos:
        if info["type"] == "renderer":
            rollup = Path(f"/proc/{info['id']}/smaps_rollup").read_text()
            held.append(next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")))
    return max(held) / 1024
