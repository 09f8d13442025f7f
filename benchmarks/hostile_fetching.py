"""Measures how the client bears a hostile web: `python -m benchmarks.hostile_fetching [FETCHES]`.

Hosts below `localhost` answer 70 % of the requests well and 30 % in the ways of `tests.integration.hostile_server`.
Every fetch must end with a named outcome, within its deadline and half a second; the client's memory must stay small.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from benchmarks.server_process import port_of
from pipeline.adapters.http import HttpClient, _Visit
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched
from pipeline.settings import Settings
from tests.integration.hostile_server import hostile_server

DEADLINE_SECONDS = 2.0
CONNECTIONS = 100
PAGES_PER_HOST = 20
TRICKS = (
    "drip",
    "silence",
    "endless",
    "bomb",
    "cut",
    "garbage",
    "hang-up",
    "loop/0",
    "status/500",
    "announced-huge",
)


def serve(port_file: str) -> None:
    """Run the server until the benchmark stops its process."""

    async def forever() -> None:
        async with hostile_server() as server:
            Path(port_file).write_text(str(server.port), encoding="ascii")  # noqa: ASYNC240 - once, before serving
            await asyncio.Event().wait()

    asyncio.run(forever())


def addresses(port: int, fetches: int) -> list[str]:
    """Return the addresses to fetch: three of ten are hostile, spread over the hosts."""
    made = []
    for number in range(fetches):
        host = f"http://h{number // PAGES_PER_HOST}.localhost:{port}"
        trick = TRICKS[(number // 10) % len(TRICKS)] if number % 10 < 3 else "page"
        made.append(f"{host}/{trick}?n={number}")
    return made


def timed() -> list[float]:
    """Return a list that receives how long each piece of work under a deadline took, waiting for its turn left out."""
    lengths: list[float] = []
    follow = _Visit._follow  # noqa: SLF001 - the very thing that is measured

    async def follow_timed(visit: _Visit, url: str, *, obeys_rules: bool, on_behalf: str) -> Fetched:
        began = time.monotonic()
        try:
            return await follow(visit, url, obeys_rules=obeys_rules, on_behalf=on_behalf)
        finally:
            lengths.append(time.monotonic() - began)

    _Visit._follow = follow_timed  # type: ignore[method-assign]  # noqa: SLF001
    return lengths


def fetch(port: int, fetches: int, home: Path) -> dict[str, object]:
    """Fetch everything and return what was measured; runs in a process of its own, so that its memory is its own."""
    http = HttpClient(
        Settings(
            home=home,
            warehouse="",
            fetch_private_addresses=True,
            fetch_deadline_seconds=DEADLINE_SECONDS,
            fetch_concurrency=CONNECTIONS,
        ),
        lambda: datetime.now(UTC),
    )
    urls = addresses(port, fetches)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ends: Counter[str] = Counter()
    lengths = timed()

    async def go() -> None:
        async for _, answer in http.fetch_all(urls):
            if isinstance(answer, Fetched):
                ends["ok"] += 1
            else:
                assert isinstance(answer, TransientError | Rejected)
                ends[answer.outcome if isinstance(answer, TransientError) else answer.reason] += 1

    began, cpu = time.monotonic(), time.process_time()
    asyncio.run(go())
    return {
        "fetches": len(urls),
        "ends": dict(ends.most_common()),
        "all_named": ends.total() == len(urls),
        "seconds": round(time.monotonic() - began, 1),
        "cpu_milliseconds_a_fetch": round(1000 * (time.process_time() - cpu) / len(urls), 2),
        "rss_mb_before": before // 1024,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "longest_seconds": round(max(lengths), 2),
    }


def main() -> None:
    fetches = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with (
        tempfile.TemporaryDirectory() as folder,
        port_of(serve) as port,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
    ):
        measured = pool.submit(fetch, port, fetches, Path(folder)).result()
    for name, value in measured.items():
        print(f"{name:26} {value}")
    longest = measured["longest_seconds"]
    assert isinstance(longest, float)
    if not measured["all_named"] or longest > DEADLINE_SECONDS + 0.5:
        sys.exit("a fetch ended without a name, or half a second after its deadline")


if __name__ == "__main__":
    main()
