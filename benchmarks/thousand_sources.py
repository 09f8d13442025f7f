"""Measures a night of many sources, many of them bad: `python -m benchmarks.thousand_sources [SOURCES]`.

Of ten sources one is dead (nothing listens, or it never answers), three are hostile (their feed or their pages answer in
the ways of `tests.integration.hostile_server`), and six are well. Every page of those that are well must be stored by
one run, every other source must end with a named outcome.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.hostile_fetching import TRICKS
from benchmarks.server_process import port_of
from pipeline.model import Request, Source, SourceKind
from pipeline.runtime import build
from pipeline.settings import Settings, address_of
from pipeline.steps import runner
from pipeline.steps.discover.sources import register
from tests.integration import hostile_server
from tests.integration.hostile_server import HostileServer, Sender
from tests.ports import held_port

DEADLINE_SECONDS = 2.0
CONNECTIONS = 100
PAGES = 2
"""Announced by each feed."""


class Press(HostileServer):
    """A server whose feeds announce two pages of their own host each."""

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        name, _, trick = path.strip("/").partition("/")
        if name != "feed":
            await super().answer(path, writer)
            return
        host = self.headers[-1]["host"]
        items = "".join(
            f"<item><title>Report {number}</title><link>http://{host}/{trick or 'page'}?n={number}</link></item>"
            for number in range(PAGES)
        )
        body = f"<rss version='2.0'><channel><title>{host}</title>{items}</channel></rss>"
        await Sender(writer)(200, body.encode(), **{"Content-Type": "application/rss+xml"})


def serve(port_file: str) -> None:
    """Run the server until the benchmark stops its process."""
    hostile_server.HostileServer = Press  # type: ignore[misc]

    async def forever() -> None:
        async with hostile_server.hostile_server() as server:
            Path(port_file).write_text(str(server.port), encoding="ascii")  # noqa: ASYNC240 - once, before serving
            await asyncio.Event().wait()

    asyncio.run(forever())


def kind_of(number: int) -> str:
    """Return what is to be expected of a source."""
    return "dead" if number % 10 == 9 else "hostile" if number % 10 in {2, 5, 7} else "well"


def source(number: int, port: int, closed_port: int) -> Source:
    """Return a source of that kind; of the hostile ones half have good feeds and bad pages."""
    trick = TRICKS[(number // 10) % len(TRICKS)]
    where = f"http://s{number}.localhost:{port}"
    location = {
        "well": f"{where}/feed",
        "dead": f"{where}/silence" if number % 20 == 9 else f"http://s{number}.localhost:{closed_port}/feed",
        "hostile": f"{where}/feed/{trick}" if number % 2 else f"{where}/{trick}?feed",
    }[kind_of(number)]
    return Source(f"s{number}", SourceKind.FEED, location)


def night(sources: int, port: int, closed_port: int, home: Path) -> bool:
    """Discover and fetch everything, print what came of it, and return whether it is as it must be."""
    runtime = build(
        Settings(
            home=home,
            warehouse=address_of(home / "warehouse.db"),
            fetch_private_addresses=True,
            fetch_deadline_seconds=DEADLINE_SECONDS,
            fetch_concurrency=CONNECTIONS,
        )
    )
    runtime.warehouse.migrate()
    with runtime.warehouse.write() as db:
        register(db, [source(number, port, closed_port) for number in range(sources)], runtime.clock())
    for step in ("discover", "fetch"):
        began = time.monotonic()
        report = runner.run_step(step, Request("night"), runtime)
        print(f"{step:22} {time.monotonic() - began:.1f} s  {dict(report.counts)}")
    polls = runtime.warehouse.ask("SELECT source_id, poll_outcome FROM sources")[1]
    captures = Counter(name for (name,) in runtime.warehouse.ask("SELECT source_id FROM captures")[1])
    for kind in ("well", "hostile", "dead"):
        named = [name for name, _ in polls if kind_of(int(name[1:])) == kind]
        whole = sum(captures[name] == PAGES for name in named)
        outcomes = Counter(outcome for name, outcome in polls if name in set(named))
        print(f"{kind:22} {whole} of {len(named)} loaded whole; polls: {dict(outcomes.most_common())}")
    print(f"{'memory':22} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    well = [name for name, _ in polls if kind_of(int(name[1:])) == "well"]
    runtime.warehouse.close()
    return all(captures[name] == PAGES for name in well) and all(outcome for _, outcome in polls)


def main() -> None:
    sources = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder, held_port() as closed_port, port_of(serve) as port:
        is_right = night(sources, port, closed_port, Path(folder) / "home")
    if not is_right:
        sys.exit("a source that is well was not loaded whole, or one ended without a name")


if __name__ == "__main__":
    main()
