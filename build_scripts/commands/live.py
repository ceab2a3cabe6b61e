"""The server of the live preview: it sees an edit at once, builds only what changed, and lays the findings of ``check`` over the page.

MkDocs' own server looks for changes twice a second and waits again before it builds; here the system tells of a change. What comes of
looking all the same, once a second, catches file systems that tell nothing (network drives, mounts of containers).
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SETTLE = 0.05
"""Seconds without a further change before a build begins: an editor writes a file in several steps."""
LOOK = 1.0
"""Seconds between two looks at the files, where the system tells of no change."""
FINDINGS = "__zhangju__/findings"
_WRITTEN = frozenset({"created", "modified", "deleted", "moved", "closed"})
_LOG = logging.getLogger("mkdocs.livereload")

Findings = Mapping[str, list[dict[str, Any]]]
"""Findings by the path of the page below ``docs``; those that belong to no page under the empty string."""

OVERLAY = """
(() => {
  const place = new URL("%s", location.origin);
  const page = decodeURIComponent(location.pathname.slice(%d)) || "";
  fetch(`${place}?epoch=%d&page=${encodeURIComponent(page)}`).then((answer) => answer.json()).then((found) => {
    if (!found.length) return;
    const box = document.createElement("details");
    box.id = "zj-findings";
    box.open = found.some((one) => one.severity === "error");
    box.style.cssText = "position:fixed;right:1rem;bottom:1rem;z-index:99;max-width:min(32rem,90vw);max-height:50vh;overflow:auto;" +
      "padding:.5rem .8rem;font-size:.7rem;line-height:1.5;background:#fffbe6;color:#333;border:1px solid #b8860b;border-radius:.3rem";
    const head = box.appendChild(document.createElement("summary"));
    head.textContent = `检查：${found.length} 处`;
    for (const one of found) {
      const line = box.appendChild(document.createElement("p"));
      line.style.margin = ".3rem 0";
      line.textContent = `${one.path}:${one.line} ${one.code} ${one.message}`;
      line.title = one.hint;
      if (one.severity === "error") line.style.color = "#a00";
    }
    document.body.append(box);
  }).catch(() => {});
})();
"""
"""What the preview adds to a page; the published page has none of it. Messages are set as text, never as HTML."""


class _Memory(BytecodeCache):
    """Keeps compiled templates from one build to the next; the source decides whether they hold."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = _Memory()


class _Told(FileSystemEventHandler):
    """Passes changes on, not looks: a build opens every file itself."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self.tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """One event of the system."""
        if not event.is_directory and event.event_type in _WRITTEN:
            self.tell()


class LiveServer(LiveReloadServer):
    """Serves a folder, builds when watched files have changed, and hands each page its findings.

    ``stamps`` gives the state of all files that matter: where it is what the last build saw, there is nothing to do. ``check``
    finds the findings; it runs beside the server, after each build.
    """

    def __init__(self, builder: Callable[[], None], address: tuple[str, int], root: str, mount_path: str,
                 stamps: Callable[[], object], check: Callable[[], Findings]) -> None:  # fmt: skip
        super().__init__(builder, *address, root=root, mount_path=mount_path, polling_interval=LOOK, shutdown_delay=0.1)
        self.build_delay = SETTLE
        self._bound = False
        self.stamps, self.check = stamps, check
        self.built: object = None
        self._quick: Any = Observer()
        self._quick_refs: dict[str, Any] = {}
        self._found: Findings = {}
        self._checked = 0
        self._found_cond = threading.Condition()

    def server_bind(self) -> None:
        """Takes the address, once."""
        if not self._bound:
            super().server_bind()
            self._bound = True

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Watches a path, by the system's word and by looking."""
        known = set(self._watched_paths)
        super().watch(path, func, recursive=recursive)
        for new in set(self._watched_paths) - known:
            with contextlib.suppress(OSError):  # too many watches for the system: looking is left
                self._quick_refs[new] = self._quick.schedule(_Told(self._tell), new, recursive=recursive)

    def unwatch(self, path: str) -> None:
        """Watches a path no longer."""
        super().unwatch(path)
        for gone in set(self._quick_refs) - set(self._watched_paths):
            self._quick.unschedule(self._quick_refs.pop(gone))

    def _tell(self) -> None:
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serves until interrupted."""
        self.built = self.stamps()
        self._check_again()
        with contextlib.suppress(OSError):
            self._quick.start()
        super().serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]

    def shutdown(self, wait: bool = False) -> None:
        """Ends everything."""
        if self._quick.is_alive():
            self._quick.stop()
        super().shutdown(wait)

    def build_changed(self) -> bool:
        """Builds where something has changed since the last build; whether it did."""
        now = self.stamps()
        if now == self.built:
            return False
        self._wanted_epoch = max(int(time.time() * 1000), self._visible_epoch + 1)  # from here on a page that is asked for waits
        self.builder()
        self.built = self.stamps()
        return True

    def _build_loop(self) -> None:
        while True:
            with self._rebuild_cond:
                while not self._rebuild_cond.wait_for(lambda: self._want_rebuild or self._shutdown, timeout=self.shutdown_delay):
                    pass
                if self._shutdown:
                    return
                while self._rebuild_cond.wait(timeout=self.build_delay):
                    pass
                self._want_rebuild = False
            self._build_once()

    def _build_once(self) -> None:
        """One build, shown when it is whole."""
        try:
            if not self.build_changed():
                return
        except (Exception, SystemExit) as error:  # whatever a page or a setting does to the build, the preview goes on
            _LOG.error("这次没有构建成：%s", error)
            self.built = self.stamps()  # until something changes it would fail again
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()
        self._check_again()

    def _check_again(self) -> None:
        threading.Thread(target=self._run_check, args=(self._visible_epoch,), daemon=True).start()

    def _run_check(self, epoch: int) -> None:
        try:
            found: Findings = self.check()
        except Exception as error:
            found = {"": [{"path": "", "line": 0, "code": "", "severity": "error", "message": str(error), "hint": ""}]}
        with self._found_cond:
            if epoch >= self._checked:
                self._found, self._checked = found, epoch
            self._found_cond.notify_all()

    def _serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes] | None:
        if environ["PATH_INFO"] != self.mount_path + FINDINGS:
            return super()._serve_request(environ, start_response)
        from urllib.parse import parse_qs

        asked = parse_qs(environ.get("QUERY_STRING", ""))
        epoch = int(asked["epoch"][0]) if asked.get("epoch", [""])[0].isdigit() else 0
        with self._found_cond:
            self._found_cond.wait_for(lambda: self._checked >= epoch, timeout=20)
            found = self.findings_of((asked.get("page") or [""])[0])
        body = json.dumps(found, ensure_ascii=False).encode("utf-8")
        start_response("200 OK", [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(body)))])
        return [body]

    def findings_of(self, url: str) -> list[dict[str, Any]]:
        """The findings of the page at this address below the site, and those that belong to no page."""
        stem = re.sub(r"(?:index\.html)?$", "", url).strip("/")
        names = (f"{stem}.md", f"{stem}/index.md") if stem else ("index.md",)
        shared = self._found.get(f"{stem.split('/')[0]}", []) if stem.split("/")[0] in ("glossary", "bibliography") else []
        return [*self._found.get("", []), *(one for name in names for one in self._found.get(name, [])), *shared]

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        script = OVERLAY % (self.mount_path + FINDINGS, len(self.mount_path), epoch)
        at = page.rfind(b"</body>")
        return page[:at] + f"<script>{script}</script>".encode() + page[at:] if at >= 0 else page


def quick_templates(config: Any) -> None:
    """Lets the theme's templates be compiled once in a session, not once in a build."""
    make = config.theme.get_env

    def get_env() -> Any:
        environment = make()
        environment.bytecode_cache = TEMPLATES
        return environment

    config.theme.get_env = get_env


def file_stamps(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Time and size of each file; one that has just gone is left out."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        with contextlib.suppress(OSError):
            state = path.stat()
            found[path] = (state.st_mtime_ns, state.st_size)
    return found
