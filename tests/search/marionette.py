"""Firefox as Mozilla ships it, driven over Marionette, the protocol that it speaks itself: one connection, JSON with its length.

Playwright drives only a Firefox of its own build; the one that readers have needs no more than this.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """A session. Scripts are the body of a function; `run_async` scripts end by calling `done(value)`."""

    def __init__(self, port: int) -> None:
        self.socket = _connect(port)
        self.left = b""
        self.count = 0
        self._read()
        self.send("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"timeouts": {"script": 15_000}}}})

    def send(self, command: str, parameters: dict[str, Any]) -> Any:
        """The result of a command. Raises `RuntimeError` with what Firefox says of a failure."""
        self.count += 1
        text = json.dumps([0, self.count, command, parameters])
        self.socket.sendall(f"{len(text.encode())}:{text}".encode())
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(error["message"])
        return result

    def visit(self, address: str) -> None:
        """Opens an address and waits until it has loaded."""
        self.send("WebDriver:Navigate", {"url": address})

    def run(self, script: str, *arguments: Any) -> Any:
        """The value that the script returns."""
        return self.send("WebDriver:ExecuteScript", {"script": script, "args": list(arguments), "sandbox": None})["value"]

    def wait_for(self, expression: str, seconds: float = 8.0) -> Any:
        """The value of an expression once it is true."""
        end = time.monotonic() + seconds
        while not (value := self.run(f"return {expression}")):
            if time.monotonic() > end:
                raise AssertionError(f"never: {expression}")
            time.sleep(0.05)
        return value

    def _read(self) -> Any:
        while b":" not in self.left:
            self.left += self.socket.recv(65_536)
        size, _, rest = self.left.partition(b":")
        while len(rest) < int(size):
            rest += self.socket.recv(65_536)
        self.left = rest[int(size) :]
        return json.loads(rest[: int(size)])


def _connect(port: int) -> socket.socket:
    for _ in range(300):
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        time.sleep(0.1)
    raise RuntimeError("Firefox does not answer")


@contextlib.contextmanager
def firefox() -> Iterator[Firefox]:
    """A headless Firefox with an empty profile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        (Path(profile) / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
        command = [FIREFOX or "firefox", "--headless", "--marionette", "--no-remote", "--profile", profile]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            session = Firefox(port)
            yield session
            with contextlib.suppress(RuntimeError, OSError):
                session.send("Marionette:Quit", {"flags": ["eForceQuit"]})
        finally:
            process.terminate()
            process.wait(timeout=30)
