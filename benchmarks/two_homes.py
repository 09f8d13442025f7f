"""Measures whether machines that share a warehouse spare hosts together: `python -m benchmarks.two_homes`.

Two processes with a home each and one PostgreSQL fetch pages of the same hosts at the same time. No request of a host may
come before its pause is over, whoever asks.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import defaultdict
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from pipeline.adapters import http
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.runtime import build
from pipeline.settings import Settings
from tests.integration.hostile_server import hostile_server
from tests.postgresql_cluster import Cluster, programs

HOSTS = 20
PAGES = 10
"""Of each host, fetched by each process."""
PAUSE_SECONDS = 0.25
CLOCK_SECONDS = 0.01
"""What a request may seem early for the time that its connection takes."""


def fetch(home: str, warehouse: str, port: int) -> None:
    """Fetch every page as one machine does."""
    http.pause_seconds = lambda _host, _delay: PAUSE_SECONDS  # type: ignore[assignment]
    runtime = build(
        Settings(
            home=Path(home),
            warehouse=warehouse,
            fetch_private_addresses=True,
            fetch_deadline_seconds=30,
            fetch_concurrency=HOSTS,
        )
    )
    urls = [f"http://h{host}.localhost:{port}/page?{page}" for page in range(PAGES) for host in range(HOSTS)]

    async def go() -> None:
        async for _ in runtime.http.fetch_all(urls):
            pass

    asyncio.run(go())
    runtime.warehouse.close()


async def measure(warehouse: str, folder: str) -> dict[str, list[float]]:
    """Return when each host was asked."""
    context = get_context("spawn")
    async with hostile_server() as server:
        machines = [
            context.Process(target=fetch, args=(f"{folder}/{name}", warehouse, server.port))
            for name in ("one", "two")
        ]
        for machine in machines:
            machine.start()
        for machine in machines:
            await asyncio.to_thread(machine.join)
        asked: dict[str, list[float]] = defaultdict(list)
        for headers, moment in zip(server.headers, server.asked_at, strict=True):
            asked[headers["host"]].append(moment)
    return asked


def main() -> None:
    folder_of_programs = programs()
    if folder_of_programs is None:
        sys.exit("PostgreSQL's programs (initdb, postgres) are not installed")
    cluster = Cluster(folder_of_programs)
    try:
        url = cluster.url(cluster.create())
        warehouse = SqlWarehouse(url)
        warehouse.migrate()
        warehouse.close()
        with tempfile.TemporaryDirectory() as folder:
            asked = asyncio.run(measure(url, folder))
    finally:
        cluster.stop()
    gaps = [later - earlier for moments in asked.values() for earlier, later in pairwise(moments)]
    early = [gap for gap in gaps if gap < PAUSE_SECONDS - CLOCK_SECONDS]
    print(
        f"{len(asked)} hosts, {len(gaps) + len(asked)} requests by two homes: {len(early)} early; "
        f"shortest gap {min(gaps):.3f} s of {PAUSE_SECONDS}"
    )
    if early:
        sys.exit("a host was asked before its pause was over")


if __name__ == "__main__":
    main()
