"""Serves the press over loopback, each outlet under a host of its own, as it stood after a chosen night.

Hosts matter: what repeats on one host is that outlet's furniture. By `names` the outlets are
`harbour-herald.localhost` and so on, all on 127.0.0.1: newsfold's own client, curl and browsers take every name below
`localhost` for this machine (RFC 6761), whatever its resolver says. For clients that ask the system's resolver, which
often knows no such name, each outlet can have an address of its own, 127.0.0.N; Linux lets them be bound, macOS does
not.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
import sys
import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal, Self
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from newsroom import feeds
from newsroom.facts import moment_of
from newsroom.outlets import Outlet, outlets

if TYPE_CHECKING:
    from newsroom.pages import NewsPage
    from newsroom.press import Press

Hosts = Literal["names", "addresses"]

FIRST_ADDRESS = 11
"""Outlets stand at 127.0.0.11 and on; lower ones are often taken by other local services."""


def has_loopback_network() -> bool:
    """Tell whether every 127.0.0.N may be bound; on macOS only 127.0.0.1 may, until aliases are added."""
    with socket.socket() as probe:
        try:
            probe.bind((f"127.0.0.{FIRST_ADDRESS}", 0))
        except OSError:
            return False
    return True


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a reader who has gone: whoever asked may be interrupted at any time."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class NewsroomServer:
    """Serves a press until closed. `requests` holds (host, path, status) of everything that was asked for."""

    def __init__(
        self,
        press: Press,
        *,
        port: int = 0,
        hosts: Hosts = "names",
        night: int | None = None,
        slow_seconds: float = 3.0,
    ) -> None:
        self.hosts = hosts
        self.slow_seconds = slow_seconds
        self.requests: list[tuple[str, str, int]] = []
        self._hosts = {
            outlet_id: f"{outlet_id}.localhost"
            if self.hosts == "names"
            else f"127.0.0.{FIRST_ADDRESS + position}"
            for position, outlet_id in enumerate(outlets())
        }
        self._outlets = {host: outlets()[outlet_id] for outlet_id, host in self._hosts.items()}
        self._servers = self._bind(port)
        self.port: int = self._servers[0].server_address[1]
        self.press = press.at(self.address)
        self.night = 0
        self._standing: dict[str, NewsPage] = {}
        self.set_night(press.nights if night is None else night)

    def _bind(self, port: int) -> list[ThreadingHTTPServer]:
        """Listen on one port at every address in use; a free port is chosen at the first and taken at the others."""
        room = self

        class Handler(_Handler):
            newsroom = room

        servers = []
        for address in sorted(set(self._hosts.values())) if self.hosts == "addresses" else ["127.0.0.1"]:
            server = _Server((address, port), Handler)
            port = server.server_address[1]
            servers.append(server)
        return servers

    def address(self, outlet_id: str) -> str:
        """Return the address of an outlet's home page."""
        return f"http://{self._hosts[outlet_id]}:{self.port}"

    def set_night(self, night: int) -> None:
        """Show the world as it is after that night: pages of later nights do not exist yet."""
        if not 0 <= night <= self.press.nights:
            raise ValueError(
                f"night {night} is out of bounds: this press has nights 0 to {self.press.nights}"
            )
        self._standing, self.night = self.press.standing(night), night

    @property
    def now(self) -> datetime:
        """The newsroom's own clock: five in the morning after its night."""
        return moment_of(self.night, 29 * 60)

    @property
    def sources(self) -> list[dict[str, str | int]]:
        """One source an outlet, as in `sources.toml`."""
        return self.press.sources()

    @property
    def sources_toml(self) -> str:
        """The sources as the text of a `sources.toml`."""
        return sources_toml(self.sources)

    def outlet_at(self, host: str) -> Outlet | None:
        """Return the outlet that a Host header names."""
        return self._outlets.get(host.rsplit(":", 1)[0].lower())

    def page_at(self, outlet: Outlet, target: str) -> NewsPage | None:
        """Return the page at a request target; what feeds append for tracking does not count."""
        parts = urlsplit(target)
        query = urlencode(
            [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")]
        )
        return self._standing.get(
            self.address(outlet.outlet_id) + parts.path + (f"?{query}" if query else "")
        )

    def pages_of(self, outlet: Outlet) -> list[NewsPage]:
        """Return the pages of one outlet that stand tonight."""
        return [page for page in self._standing.values() if page.outlet is outlet]

    def start(self) -> Self:
        """Begin to answer, in threads."""
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def close(self) -> None:
        """Stop answering and free the port."""
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()


def sources_toml(sources: list[dict[str, str | int]]) -> str:
    """Return the sources as the text of a `sources.toml`."""
    return "\n".join(
        "[[source]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in source.items())
        for source in sources
    )


class _Handler(BaseHTTPRequestHandler):
    """Answers for every outlet; the Host header says for which."""

    newsroom: NewsroomServer
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Stay silent; `requests` keeps the record."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Give the newsroom's own time, so that no page is younger than its answer."""
        return format_datetime(self.newsroom.now.astimezone(UTC), usegmt=True)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        outlet = self.newsroom.outlet_at(self.headers.get("Host", ""))
        if self.path.startswith("/_newsroom/"):
            self._control()
        elif outlet is None:
            self._send(404, "text/plain; charset=utf-8", b"No outlet has this host.\n")
        elif found := self._announcement(outlet):
            media_type, text = found
            self._send(200, f"{media_type}; charset=utf-8", text.encode())
        elif page := self.newsroom.page_at(outlet, self.path):
            self._send_page(page)
        else:
            self._send(404, "text/html; charset=utf-8", b"<html><body><h1>Not found</h1></body></html>")

    def _announcement(self, outlet: Outlet) -> tuple[str, str] | None:
        """Return what stands at an outlet's fixed addresses, as (media type, text)."""
        home, path = self.newsroom.address(outlet.outlet_id), urlsplit(self.path).path
        if path == "/robots.txt":
            return "text/plain", feeds.robots(outlet, home)
        if path == outlet.feed_path:
            return feeds.announcement(outlet, home, self.newsroom.pages_of(outlet))
        if path == "/":
            return "text/html", feeds.front_page(outlet, home, self.newsroom.pages_of(outlet))
        return None

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._control()

    def _control(self) -> None:
        """`POST /_newsroom/night?n=2` sets the night; `GET /_newsroom/state` and `/_newsroom/sources` tell."""
        room, parts = self.newsroom, urlsplit(self.path)
        if parts.path == "/_newsroom/night" and self.command == "POST":
            try:
                room.set_night(int(parse_qs(parts.query).get("n", [""])[0]))
            except ValueError as error:
                return self._send(400, "text/plain; charset=utf-8", f"{error}\n".encode())
        if parts.path in {"/_newsroom/night", "/_newsroom/state"}:
            state = {
                "night": room.night,
                "nights": room.press.nights,
                "pages": len(room._standing),
                "seed": room.press.seed,
            }
            return self._send(200, "application/json", json.dumps(state).encode() + b"\n")
        if parts.path == "/_newsroom/sources":
            return self._send(200, "application/toml; charset=utf-8", room.sources_toml.encode())
        return self._send(404, "text/plain; charset=utf-8", b"No such control.\n")

    def _send_page(self, page: NewsPage) -> None:
        body = _html(page)
        media_type = f"text/html; charset={page.outlet.encoding}"
        if page.behaviour in {"slow", "broken"}:
            return self._misbehave(page, media_type, body)
        changed = page.modified_at or page.published_at
        return self._send(page.status, media_type, body, changed)

    def _send(self, status: int, media_type: str, body: bytes, changed: datetime | None = None) -> None:
        """Send a whole answer: gzip where asked, 304 where the client holds these very bytes."""
        zipped = "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > 500
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}{"-gzip" if zipped else ""}"'
        if status == 200 and self._is_fresh(tag, changed):
            status, body = 304, b""
        self.newsroom.requests.append((self.headers.get("Host", ""), self.path, status))
        self.send_response(status)
        self.send_header("ETag", tag)
        self.send_header("Vary", "Accept-Encoding")
        if changed:
            self.send_header("Last-Modified", format_datetime(changed.astimezone(UTC), usegmt=True))
        if status != 304:
            self.send_header("Content-Type", media_type)
            if zipped:
                body = gzip.compress(body, 5, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _is_fresh(self, tag: str, changed: datetime | None) -> bool:
        """Tell whether the client's copy still holds; a tag, when sent, outranks the date (RFC 9110, 13.2.2)."""
        if known := self.headers.get("If-None-Match"):
            return known == "*" or tag in {each.strip().removeprefix("W/") for each in known.split(",")}
        since = self.headers.get("If-Modified-Since")
        if not since or not changed:
            return False
        try:
            return changed.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _misbehave(self, page: NewsPage, media_type: str, body: bytes) -> None:
        """Drip the body over `slow_seconds`, or promise all of it and break off in the middle."""
        self.newsroom.requests.append((self.headers.get("Host", ""), self.path, 200))
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        pieces = 20
        step = len(body) // pieces + 1
        try:
            for start in range(0, len(body) if page.behaviour == "slow" else len(body) // 2, step):
                self.wfile.write(body[start : start + step])
                self.wfile.flush()
                if page.behaviour == "slow":
                    time.sleep(self.newsroom.slow_seconds / pieces)
        except OSError:
            return  # the client hung up first, which is what a slow server deserves


@lru_cache(maxsize=256)
def _html(page: NewsPage) -> bytes:
    return page.html()
