"""Lighthouse over a built site, served packed as hosts do: scores and times, the median of several runs.

    npm install --prefix /some/folder lighthouse
    LIGHTHOUSE=/some/folder/node_modules/lighthouse/cli/index.js python -m tests.bench.lighthouse.measure site texts/a/ …

A machine that is busy with other work gives lower scores: what Lighthouse simulates starts from what it measured.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import mimetypes
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index", "cumulative-layout-shift")
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


class _Packed(http.server.BaseHTTPRequestHandler):
    """Files of one folder, packed by gzip."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path) -> None:
        self.folder = folder
        super().__init__(*args)

    def log_message(self, *_: Any) -> None:
        """Silent: the table is the output."""

    def do_GET(self) -> None:
        path = self.folder / self.path.split("?")[0].lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or not path.resolve().is_relative_to(self.folder.resolve()):
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def run_once(address: str, preset: str) -> dict[str, float]:
    """Scores (0 to 100) and times (milliseconds) of one run."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["node", os.environ["LIGHTHOUSE"], address, "--quiet", f"--chrome-flags={CHROME}", "--output=json", f"--output-path={report}",
                   "--only-categories=performance,accessibility", *(["--preset=desktop"] if preset == "desktop" else [])]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        found = json.loads(report.read_text(encoding="utf-8"))
    out = {name: 100 * category["score"] for name, category in found["categories"].items()}
    return out | {name: found["audits"][name]["numericValue"] for name in TIMES}


def main() -> None:
    """Prints one line for each page and preset."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("pages", nargs="+", help="addresses below the site's root")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    if "LIGHTHOUSE" not in os.environ:
        sys.exit("LIGHTHOUSE must name lighthouse's cli/index.js")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Packed, folder=args.site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for page in args.pages:
        for preset in ("mobile", "desktop"):
            runs = [run_once(f"http://127.0.0.1:{server.server_port}/{page}", preset) for _ in range(args.runs)]
            middle = {name: round(statistics.median(run[name] for run in runs), 3) for name in runs[0]}
            scores = [round(run["performance"]) for run in runs]
            print(f"{page} {preset}: {scores} {json.dumps(middle)} load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
