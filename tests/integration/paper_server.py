"""A made-up paper on this machine, whose answers a test writes by path; it remembers what it was asked."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Reply:
    body: str | bytes = ""
    content_type: str = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Paper:
    """What it answers with by path; anything else is 404."""

    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://paper.localhost:{self.port}{path}"

    def feed(self, *names: str, date: str = "") -> Reply:
        dated = f"<pubDate>{date}</pubDate>" if date else ""
        items = "".join(
            f"<item><title>Title of {name}</title><link>{self.url(f'/{name}')}</link>{dated}</item>"
            for name in names
        )
        return Reply(f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml")

    def sitemap(self, *names: str) -> Reply:
        urls = "".join(f"<url><loc>{self.url(f'/{name}')}</loc></url>" for name in names)
        return Reply(
            f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>", "text/xml"
        )


@contextmanager
def paper() -> Iterator[Paper]:
    """Serve a paper for the length of the block."""
    made = Paper()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None: ...

        def do_GET(self) -> None:
            made.asked.append(self.path)
            reply = made.replies.get(self.path, Reply(status=404))
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
