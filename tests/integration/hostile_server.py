"""A server on this machine that misbehaves in every way its paths name; it remembers what it was asked."""

from __future__ import annotations

import asyncio
import gzip
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from urllib.parse import unquote

PAGE = b"<html><body><p>A calm report about the harbour.</p></body></html>"


@dataclass
class HostileServer:
    """Answers by path; `robots` is the status and text of its robots.txt, `raw` an answer to the byte.

    `meeting` is where servers wait for each other.
    """

    robots: tuple[int, bytes] = (404, b"")
    robots_headers: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""
    meeting: asyncio.Barrier | None = None
    asked: list[str] = field(default_factory=list)
    asked_at: list[float] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    busy: int = 0
    most_busy: int = 0
    port: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = lines[0].split(" ")[1]
                self.headers.append(
                    {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:])}
                )
                self.asked.append(path)
                self.asked_at.append(time.monotonic())
                self.busy += 1
                self.most_busy = max(self.most_busy, self.busy)
                try:
                    await self.answer(path, writer)
                finally:
                    self.busy -= 1
        writer.close()

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:  # noqa: C901, PLR0912, PLR0915 - one branch for each trick
        if path.startswith("http://"):  # as a proxy is asked
            path = "/" + path.split("/", 3)[3]
        name, _, value = path.partition("?")[0].strip("/").partition("/")
        send = Sender(writer)
        if name == "robots.txt":
            await send(*self.robots, **self.robots_headers)
        elif name == "status":
            await send(int(value), b"")
        elif name == "raw":
            writer.write(self.raw)
            writer.close()
        elif name == "redirect":
            await send(302, b"", Location=unquote(value))
        elif name == "moved":
            await send(301, b"", Location=unquote(value))
        elif name == "choices":
            await send(300, b"", Location=unquote(value))
        elif name == "loop":
            await send(301, b"", Location=f"/loop/{int(value or 0) + 1}")
        elif name == "drip":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.05)
        elif name == "drip-headers":
            writer.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                writer.write(b"X-A: b\r\n")
                await writer.drain()
                await asyncio.sleep(0.05)
        elif name == "silence":
            await asyncio.sleep(60)
        elif name == "endless":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
        elif name == "announced-huge":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4294967296\r\n\r\n")
            await asyncio.sleep(60)
        elif name == "bomb":
            await send(200, bomb(), **{"Content-Encoding": "gzip"})
        elif name == "gzip":
            await send(200, gzip.compress(PAGE), **{"Content-Encoding": "gzip"})
        elif name == "cut-gzip":
            await send(200, gzip.compress(PAGE)[:-10], **{"Content-Encoding": "gzip"})
        elif name == "cut":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            writer.close()
        elif name == "garbage":
            writer.write(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
            writer.close()
        elif name == "hang-up":
            writer.close()
        elif name == "once-broken":
            await send(503 if self.asked.count(path) == 1 else 200, PAGE)
        elif name == "retry-after":
            await send(429 if self.asked.count(path) == 1 else 200, PAGE, **{"Retry-After": value})
        elif name == "unavailable":
            await send(503, PAGE, **{"Retry-After": value})
        elif name == "image":
            await send(200, b"GIF89a", **{"Content-Type": "image/gif"})
        elif name == "marked":
            if (
                'If-None-Match: "v1"' in str(self.headers[-1])
                or self.headers[-1].get("if-none-match") == '"v1"'
            ):
                await send(304, b"")
            else:
                await send(200, PAGE, ETag='"v1"')
        elif name == "cookie":
            await send(200, PAGE, **{"Set-Cookie": "session=secret"})
        elif name == "wants-cookie":
            if "seen=1" in self.headers[-1].get("cookie", ""):
                await send(200, PAGE)
            else:
                await send(302, b"", Location=path, **{"Set-Cookie": "seen=1; Path=/"})
        elif name == "stub":
            await send(200, f'<meta http-equiv="refresh" content="0; url={unquote(value)}">'.encode())
        elif name == "hops":
            await send(302, b"", Location=f"/hops/{int(value) - 1}" if int(value) > 1 else "/page")
        elif name == "meet":
            assert self.meeting
            await self.meeting.wait()
            await send(200, PAGE)
        else:
            await send(200, PAGE)


@cache
def bomb() -> bytes:
    """Return 16 KB that become 16 MB."""
    return gzip.compress(b"\x00" * (16 << 20), 9)


@dataclass
class Sender:
    writer: asyncio.StreamWriter

    async def __call__(self, status: int, body: bytes, **headers: str) -> None:
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = "Odd"
        fields = {"Content-Type": "text/html", "Content-Length": str(len(body))} | headers
        head = f"HTTP/1.1 {status} {phrase}\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in fields.items()
        )
        self.writer.write(head.encode() + b"\r\n" + body)
        await self.writer.drain()


@asynccontextmanager
async def hostile_server(**settings):
    """Run the server on a free port of this machine for the length of the block."""
    made = HostileServer(**settings)
    tasks = set()
    bomb()  # made before anybody waits for it

    def connected(reader, writer):
        task = asyncio.ensure_future(made.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, backlog=1024)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
