"""External links against a server on the loopback that answers in every way a server can."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from build_scripts.check.outside import (
    Answer,
    bare_address,
    external_links,
    findings_of,
    format_answers,
    parse_answers,
    to_ask,
)
from build_scripts.check.web import Asker, Policy
from tests.check.sites import GLOSSARY, LIBRARY, PAGE, make_site

QUICK = Policy(delay=0.02, timeout=0.5, retries=1, archive="", private=True)


class Handler(BaseHTTPRequestHandler):
    seen: list[tuple[str, str, float]] = []  # noqa: RUF012 - emptied by the fixture

    def do_HEAD(self) -> None:
        self.answer("HEAD")

    def do_GET(self) -> None:
        self.answer("GET")

    def answer(self, method: str) -> None:
        self.seen.append((method, self.path, time.monotonic()))
        tries = sum(path == self.path for _, path, _ in self.seen)
        path = self.path.partition("?")[0]
        if path == "/slow":
            time.sleep(1.2)
        if path == "/cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if path == "/garbage":
            self.wfile.write(b"not http at all\r\n\r\n")
            return
        status, headers = 200, {}
        if path == "/no-head" and method == "HEAD":
            status = 405
        elif path == "/head-lies" and method == "HEAD":
            status = 404
        elif path == "/sometimes" and tries == 1:
            status = 503
        elif path == "/busy":
            status, headers = 429, {"Retry-After": "0"}
        elif path.startswith("/status/"):
            status = int(path.rsplit("/", 1)[1])
        elif path == "/moved":
            status, headers = 301, {"Location": "/ok"}
        elif path == "/found":
            status, headers = 302, {"Location": "/ok"}
        elif path == "/moved-dead":
            status, headers = 308, {"Location": "/status/404"}
        elif path == "/round":
            status, headers = 302, {"Location": "/round"}
        elif path == "/han":
            status, headers = 301, {"Location": "/%E6%96%87?q=1"}
        elif path == "/available":
            self.body(b'{"archived_snapshots": {"closest": {"available": true, "url": "http://archive.example/1/x"}}}')
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def body(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.seen = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [("/ok", "ok", 200), ("/no-head", "ok", 200), ("/head-lies", "ok", 200), ("/sometimes", "ok", 200), ("/found", "ok", 200),
     ("/moved", "moved", 301), ("/han", "moved", 301), ("/moved-dead", "dead", 404), ("/status/404", "dead", 404), ("/status/410", "dead", 410),
     ("/status/403", "refused", 403), ("/status/401", "refused", 401), ("/busy", "unsure", 429), ("/status/500", "unsure", 500),
     ("/slow", "unsure", 0), ("/cut", "unsure", 0), ("/garbage", "unsure", 0), ("/round", "unsure", 0), ("/文 件?甲=乙", "ok", 200)],
)  # fmt: skip
def test_answers(server: str, path: str, kind: str, status: int) -> None:
    answer = Asker(QUICK).ask(server + path)
    assert (answer.kind, answer.status) == (kind, status)
    assert (answer.alive > 0) == (kind in ("ok", "moved", "refused"))
    if kind == "moved":
        assert answer.final.startswith(server) and answer.final != server + path


def test_head_comes_first_and_get_only_where_needed(server: str) -> None:
    asker = Asker(QUICK)
    asker.ask(server + "/ok")
    asker.ask(server + "/no-head")
    assert [(method, path) for method, path, _ in Handler.seen] == [("HEAD", "/ok"), ("HEAD", "/no-head"), ("GET", "/no-head")]


def test_what_may_pass_is_asked_again_and_no_more(server: str) -> None:
    Asker(QUICK).ask(server + "/status/500")
    assert [method for method, _, _ in Handler.seen] == ["HEAD", "GET", "GET"]


def test_a_host_is_given_its_time(server: str) -> None:
    urls = [f"{server}/ok?{n}" for n in range(5)]
    list(Asker(Policy(delay=0.2, timeout=1, archive="", private=True)).ask_all(urls))
    moments = [moment for _, _, moment in Handler.seen]
    assert len(moments) == 5
    assert all(later - earlier > 0.15 for earlier, later in zip(moments, moments[1:], strict=False))


def test_the_own_network_is_not_asked(server: str) -> None:
    answer = Asker(Policy(delay=0, archive="")).ask(server + "/ok")
    assert answer.kind == "bad" and not Handler.seen
    assert Asker(Policy(delay=0, archive="")).ask("http://169.254.169.254/latest/").kind == "bad"


def test_addresses_that_cannot_be_asked() -> None:
    for url in ("http:///x", "http://a b/", "http://host:99999999/", "ftp://a/", "http://[::1"):
        assert Asker(QUICK).ask(url).kind in ("bad", "dead"), url


def test_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asker = Asker(QUICK)
    assert asker.ask(f"http://127.0.0.1:{port}/").kind == "unsure"
    assert not asker.reached


def test_an_archived_copy_is_looked_for_once(server: str) -> None:
    policy = Policy(delay=0.01, timeout=1, retries=0, archive=f"{server}/available?url=", private=True)
    answer = Asker(policy).ask(server + "/status/404")
    assert answer.archive == "http://archive.example/1/x"
    before = len(Handler.seen)
    again = Asker(policy).ask(server + "/status/404", answer)
    assert again.archive == answer.archive and not any("available" in path for _, path, _ in Handler.seen[before:])


def test_links_of_pages_and_library_with_their_places() -> None:
    page = "# 题名\n\n[甲](https://a.example/x#y)，<https://b.example/>，https://c.example/(1)。\n\n`https://d.example/`\n\n[本站](other.md)\n"
    library = "@online{one2024,\n  title = {甲},\n  url = {https://e.example/},\n  doi = {10.1/2},\n}\n"
    site, _ = make_site({PAGE: page, LIBRARY: library, GLOSSARY: "[]\n"})
    links = external_links(site)
    assert {url: [(place.path, place.line) for place in places] for url, places in links.items()} == {
        "https://a.example/x": [(PAGE, 3)], "https://b.example/": [(PAGE, 3)], "https://c.example/(1)": [(PAGE, 3)],
        "https://doi.org/10.1/2": [(LIBRARY, 4)], "https://e.example/": [(LIBRARY, 3)],
    }  # fmt: skip


def test_signs_of_the_sentence_are_no_part_of_an_address() -> None:
    assert [bare_address(text) for text in ("https://a/x.", "https://a/x).", "https://a/(x)", "https://a/x**")] == [
        "https://a/x", "https://a/x", "https://a/(x)", "https://a/x",
    ]  # fmt: skip


def test_the_cache_remembers_and_forgets() -> None:
    answers = {"https://a/": Answer("ok", 200, asked=1000.0), "https://b/": Answer("unsure", 500, asked=1000.0)}
    assert parse_answers(format_answers(answers)) == answers
    assert parse_answers("{broken") == {} and parse_answers('{"https://a/": {"colour": 1}}') == {}
    hour = 3600.0
    assert to_ask(answers, answers, 1000 + 6 * hour) == []
    assert to_ask(answers, answers, 1000 + 24 * hour) == ["https://b/"]
    assert to_ask([*answers, "https://c/"], answers, 1000) == ["https://c/"]


def test_what_is_told() -> None:
    site, _ = make_site({PAGE: "# 题名\n\n[甲](https://a.example/)[乙](https://b.example/)[丙](https://c.example/)\n"})
    answers = {"https://a.example/": Answer("dead", 404, reason="404", archive="https://arc.example/"),
               "https://b.example/": Answer("moved", 301, final="https://new.example/"), "https://c.example/": Answer("ok", 200)}  # fmt: skip
    told = list(findings_of(external_links(site), answers))
    assert [(one.code, one.line) for one in told] == [("LNK091", 3), ("LNK092", 3)]
    assert "https://arc.example/" in told[0].hint and "https://new.example/" in told[1].hint
