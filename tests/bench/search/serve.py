"""A server on the loopback interface that counts what it sends, deflating text files as any host does."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import mimetypes
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TEXT = {".html", ".js", ".css", ".json", ".svg", ".xml", ".txt", ".map"}


@dataclass
class Counter:
    """What was sent since the last `take`: (path, bytes of the body, seconds since 1970)."""

    address: str
    sent: list[tuple[str, int, float]] = field(default_factory=list)

    def take(self) -> list[tuple[str, int, float]]:
        """What was sent, and forgets it."""
        sent, self.sent = self.sent, []
        return sent


@lru_cache(maxsize=20_000)
def _body(path: Path) -> tuple[bytes, bool]:
    data = path.read_bytes()
    return (gzip.compress(data, 6, mtime=0), True) if path.suffix in _TEXT else (data, False)


@contextlib.contextmanager
def counting(folder: Path) -> Iterator[Counter]:
    """Serves the folder."""
    counter = Counter("")

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = folder / unquote(urlsplit(self.path).path).lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            data, packed = _body(path)
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "max-age=600")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)
            counter.sent.append((str(path.relative_to(folder)), len(data), time.time()))

        def log_message(self, *_: object) -> None:
            """The bench has its own record."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    counter.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield counter
    finally:
        server.shutdown()
        server.server_close()
