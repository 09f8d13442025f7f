"""Measures pages a second beside Scrapy: `python -m benchmarks.beside_scrapy SCRAPYS_PYTHON [PAGES]`.

One server on loopback; both fetch the same pages from the same 64 hosts, as many at once (newsfold one from each host),
without pauses, in turns of which the median counts. Scrapy is no part of this project: install it into an environment
of its own and name its interpreter. newsfold reads each host's robots.txt as it always does; Scrapy does not.
"""

from __future__ import annotations

import asyncio
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from pipeline.adapters.http import HttpClient
from pipeline.model import Fetched, Request, Source, SourceKind
from pipeline.runtime import build
from pipeline.settings import Settings, address_of
from pipeline.steps import runner
from pipeline.steps.discover.sources import register

HOSTS = [f"127.0.0.{number}" for number in range(2, 66)]
CONCURRENCY = 16
ROUNDS = 3
PAGE = (
    "<html><head><title>Report</title></head><body><article>"
    + "<p>The harbour board met on Monday and kept the old crane.</p>" * 500
    + "</article></body></html>"
).encode()  # 30 KB, as pages of news have before their pictures

SPIDER = f"""
import sys, time, resource
import scrapy
from scrapy.crawler import CrawlerProcess

class Pages(scrapy.Spider):
    name = "pages"
    got = 0
    custom_settings = dict(
        CONCURRENT_REQUESTS={CONCURRENCY}, CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENCY}, DOWNLOAD_DELAY=0, ROBOTSTXT_OBEY=False,
        COOKIES_ENABLED=False, TELNETCONSOLE_ENABLED=False, LOG_LEVEL="ERROR", DOWNLOAD_TIMEOUT=30,
    )
    async def start(self):
        for url in open(sys.argv[1]).read().split():
            yield scrapy.Request(url, callback=self.parse)
    def parse(self, response):
        Pages.got += len(response.body) == {len(PAGE)}

process = CrawlerProcess()
process.crawl(Pages)
began = time.monotonic()
process.start()
used = resource.getrusage(resource.RUSAGE_SELF)
print(Pages.got, time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            is_rules = head.startswith(b"GET /robots.txt ")
            body = b"" if is_rules else PAGE
            status = b"404 Not Found" if is_rules else b"200 OK"
            writer.write(
                b"HTTP/1.1 %b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
                % (status, len(body))
            )
            writer.write(body)
            await writer.drain()
    writer.close()


def serve(port: int, ready: str) -> None:
    """Answer on every host of this machine that the pages are on."""

    async def forever() -> None:
        server = await asyncio.start_server(_answer, HOSTS, port, backlog=1024)
        Path(ready).touch()  # noqa: ASYNC240 - once, before serving
        await server.serve_forever()

    asyncio.run(forever())


def fetched_only(urls: list[str], home: Path) -> tuple[int, float]:
    """Fetch the pages with newsfold's client; return how many came whole, and the seconds."""
    http = HttpClient(
        Settings(home=home, warehouse="", fetch_private_addresses=True, fetch_concurrency=CONCURRENCY),
        lambda: datetime.now(UTC),
    )

    async def go() -> int:
        return sum(
            [isinstance(answer, Fetched) and answer.body == PAGE async for _, answer in http.fetch_all(urls)]
        )

    began = time.monotonic()
    return asyncio.run(go()), time.monotonic() - began


def fetched_and_stored(urls: list[str], home: Path) -> tuple[int, float]:
    """Load the pages as a list of addresses, as a night does: what was announced, the bytes in WARC files, the rows."""
    home.mkdir(parents=True)
    (home / "list.txt").write_text("\n".join(urls), encoding="ascii")
    runtime = build(
        Settings(
            home=home,
            warehouse=address_of(home / "warehouse.db"),
            fetch_private_addresses=True,
            fetch_concurrency=CONCURRENCY,
        )
    )
    runtime.warehouse.migrate()
    with runtime.warehouse.write() as db:
        register(db, [Source("list", SourceKind.URL_LIST, str(home / "list.txt"))], runtime.clock())
    began = time.monotonic()
    runner.run_step("discover", Request("night"), runtime)
    report = runner.run_step("fetch", Request("night"), runtime)
    return report.counts["captured"], time.monotonic() - began


def run_here(name: str, url_file: str, home: str) -> None:
    """Run one of the two ways above in this process and print what Scrapy's script prints."""
    way = {"fetch": fetched_only, "store": fetched_and_stored}[name]
    got, seconds = way(Path(url_file).read_text(encoding="ascii").split(), Path(home))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(got, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def main() -> None:
    if sys.argv[1] in {"fetch", "store"}:
        run_here(*sys.argv[1:])
        return
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    with socket.socket() as free:
        free.bind((HOSTS[0], 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        ready, url_file = Path(folder) / "ready", Path(folder) / "urls"
        server = get_context("spawn").Process(target=serve, args=(port, str(ready)), daemon=True)
        server.start()
        while not ready.exists():
            time.sleep(0.05)
        try:
            urls = [f"http://{HOSTS[number % len(HOSTS)]}:{port}/page-{number}" for number in range(pages)]
            url_file.write_text("\n".join(urls), encoding="ascii")
            _compare(sys.argv[1], url_file, Path(folder))
        finally:
            server.terminate()
            server.join()


def _compare(scrapys_python: str, url_file: Path, folder: Path) -> None:
    spider = folder / "spider.py"
    spider.write_text(SPIDER, encoding="utf-8")
    found: dict[str, list[list[float]]] = {"scrapy": [], "fetch": [], "store": []}
    for number in range(ROUNDS):
        for name, measured in found.items():
            here = [sys.executable, "-m", "benchmarks.beside_scrapy", name, str(url_file)]
            command = (
                [scrapys_python, str(spider), str(url_file)]
                if name == "scrapy"
                else [*here, str(folder / f"{name}{number}")]
            )
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            measured.append([float(each) for each in said.split()])
    print(f"{'':8} {'pages':>7} {'pages a second':>15} {'ms CPU a page':>14} {'MB':>5}")
    for name, measured in found.items():
        got, seconds, cpu, memory = (statistics.median(column) for column in zip(*measured, strict=True))
        print(f"{name:8} {got:7.0f} {got / seconds:15.0f} {1000 * cpu / got:14.2f} {memory:5.0f}")


if __name__ == "__main__":
    main()
