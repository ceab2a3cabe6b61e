"""Asking the servers of external links: the only file of the package that opens the network.

HEAD first, GET where a server does not answer HEAD well; at most one request a second to a host; redirects followed and told; what may
pass (429, 5xx, time-outs, cut connections) asked again. Addresses inside the own network are never asked: a page may come from a stranger.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit

from build_scripts.check.outside import Answer

_MOVED, _REDIRECT = (301, 308), (301, 302, 303, 307, 308)
_GONE = (404, 410, 451)
_REFUSED = (401, 402, 403, 405, 406, 407, 412, 418, 421, 999)
_HOPS = 8
_READ = 2048
_LONGEST_WAIT = 30.0


@dataclass(frozen=True)
class Policy:
    """How servers are asked. ``delay`` seconds lie between two requests to one host; ``archive`` is the service that knows archived copies
    (empty: it is not asked); ``private`` allows addresses of the own network (for tests)."""

    delay: float = 1.0
    timeout: float = 15.0
    retries: int = 2
    workers: int = 8
    agent: str = "Mozilla/5.0 (compatible; zhangju-link-check)"
    archive: str = "https://archive.org/wayback/available?url="
    private: bool = False


@dataclass(frozen=True)
class _Reply:
    status: int
    location: str = ""
    wait: float = 0.0
    body: bytes = b""


class _Bad(Exception):
    """The address cannot be asked; the words say why."""


class _Gone(Exception):
    """The host does not exist."""


class _Failed(Exception):
    """The server could not be reached this time; the words say why."""


class Asker:
    """Asks servers, each host in its own time. ``reached`` tells whether any server has answered at all."""

    def __init__(self, policy: Policy = Policy()) -> None:
        self.policy = policy
        self.reached = False
        self._next: dict[str, float] = defaultdict(float)
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()
        self._context = ssl.create_default_context()

    def ask_all(self, urls: Iterable[str], known: dict[str, Answer] | None = None) -> Iterator[tuple[str, Answer]]:
        """Address and answer, as they come in; hosts side by side, the addresses of one host one after the other."""
        by_host: dict[str, list[str]] = {}
        for url in urls:
            by_host.setdefault(_host_of(url), []).append(url)
        with ThreadPoolExecutor(self.policy.workers) as pool:
            tasks = [pool.submit(self._ask_host, group, known or {}) for group in by_host.values()]
            for task in as_completed(tasks):
                yield from task.result()

    def _ask_host(self, urls: list[str], known: dict[str, Answer]) -> list[tuple[str, Answer]]:
        return [(url, self.ask(url, known.get(url))) for url in urls]

    def ask(self, url: str, before: Answer | None = None) -> Answer:
        """The answer about one address. Never raises."""
        now = time.time()
        answer = replace(self._follow(url), asked=now)
        alive = now if answer.kind in ("ok", "moved", "refused") else before.alive if before else 0.0
        archive = before.archive if before else ""
        if answer.kind == "dead" and not archive:
            archive = self._archived(url)
        return replace(answer, alive=alive, archive=archive)

    def _follow(self, url: str) -> Answer:
        """Follows redirects; one that is for good makes the answer ``moved`` as long as the way ends well."""
        at, lasting, last = url, False, 0
        for _ in range(_HOPS):
            try:
                reply = self._persist(at)
            except _Bad as error:
                return Answer("bad", reason=str(error))
            except _Gone as error:
                return Answer("dead", reason=str(error))
            except _Failed as error:
                return Answer("unsure", reason=str(error))
            if reply.status not in _REDIRECT or not reply.location:
                return _judge(url, at, reply, last if lasting else 0)
            lasting = lasting or reply.status in _MOVED
            last = reply.status if reply.status in _MOVED else last
            at = urljoin(at, quote(reply.location, safe="%/:=&?~#+!$,;'@()*[]"))
        return Answer("unsure", last, at, "转来转去没有尽头")

    def _persist(self, url: str) -> _Reply:
        """HEAD, GET where HEAD is not answered well, and again where it may have been chance."""
        method, reason = "HEAD", ""
        for attempt in range(self.policy.retries + 1):
            try:
                reply = self._request(method, url)
                if method == "HEAD" and reply.status >= 400 and reply.status != 429:
                    method = "GET"
                    reply = self._request(method, url)
            except _Failed as error:
                reason, reply = str(error), None
                method = "GET"
            if reply is not None and reply.status != 429 and reply.status < 500:
                return reply
            if reply is not None:
                reason = str(reply.status)
            if attempt < self.policy.retries:
                time.sleep(min(_LONGEST_WAIT, max(reply.wait if reply else 0.0, self.policy.delay * 2**attempt)))
        if reply is not None:
            return reply
        raise _Failed(reason)

    def _request(self, method: str, url: str) -> _Reply:
        scheme, host, port, target = self._parts(url)
        self._wait_for(host)
        self._refuse_private(host, port)
        connection = (
            http.client.HTTPSConnection(host, port, timeout=self.policy.timeout, context=self._context)
            if scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=self.policy.timeout)
        )
        try:
            connection.request(method, target, headers={"User-Agent": self.policy.agent, "Accept": "*/*", "Accept-Language": "zh-CN,zh,en"})
            response = connection.getresponse()
            body = response.read(_READ) if method == "GET" else b""
        except TimeoutError as error:
            raise _Failed("超时") from error
        except ssl.SSLCertVerificationError as error:
            raise _Failed("证书有问题") from error
        except (http.client.HTTPException, OSError, ValueError) as error:
            raise _Failed(f"连接断了：{type(error).__name__}") from error
        finally:
            connection.close()
        self.reached = True
        wait = response.headers.get("Retry-After") or ""
        return _Reply(response.status, response.headers.get("Location") or "", float(wait) if wait.isdecimal() else 0.0, body)

    def _parts(self, url: str) -> tuple[str, str, int, str]:
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").encode("idna").decode("ascii")
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except (ValueError, UnicodeError) as error:
            raise _Bad("主机名或端口不合规矩") from error
        if parts.scheme not in ("http", "https") or not host:
            raise _Bad("不是网址")
        path = quote(parts.path or "/", safe="%/:=&~+!$,;'@()*")
        return parts.scheme, host, port, path + (f"?{quote(parts.query, safe=chr(37) + '/:=&?~+!$,;@()*[]')}" if parts.query else "")

    def _wait_for(self, host: str) -> None:
        """Waits until it is this host's time again."""
        with self._guard:
            lock = self._locks[host]
        with lock:
            pause = self._next[host] - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            self._next[host] = time.monotonic() + self.policy.delay

    def _refuse_private(self, host: str, port: int) -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise _Failed("查不到主机的地址") from error
            raise _Gone("没有这个主机") from error
        except (OSError, UnicodeError) as error:
            raise _Failed("查不到主机的地址") from error
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not self.policy.private and any(not address.is_global for address in addresses):
            raise _Bad("指向内部网络")

    def _archived(self, url: str) -> str:
        """The address of an archived copy, empty where none is known or the service does not answer."""
        if not self.policy.archive:
            return ""
        try:
            reply = self._request("GET", self.policy.archive + quote(url, safe=""))
            closest = json.loads(reply.body or b"{}").get("archived_snapshots", {}).get("closest", {})
            return str(closest.get("url") or "") if closest.get("available") else ""
        except (_Bad, _Gone, _Failed, ValueError, AttributeError):
            return ""


def _judge(url: str, at: str, reply: _Reply, moved: int) -> Answer:
    status = reply.status
    if status in _GONE:
        return Answer("dead", status, at, str(status))
    if status in _REFUSED:
        return Answer("refused", status, at, str(status))
    if status == 429 or status >= 500:
        return Answer("unsure", status, at, {429: "429，太忙"}.get(status, str(status)))
    if status >= 400:
        return Answer("dead" if status in (400, 414) else "refused", status, at, str(status))
    return Answer("moved", moved, at) if moved and at != url else Answer("ok", status, at)


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
