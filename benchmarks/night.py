"""What a night costs in the index of keys, against what is held: joined with it and put in, on both databases.

    python benchmarks/night.py [--night 50000] [--held 1000000] [--older 1000000]

CPU seconds of this process and of the PostgreSQL server's together; PostgreSQL is skipped where its programs are
absent. `held` are articles of the thirty days before the night, `older` ones of before, which should cost nothing.

The articles are made-up signatures, for a million texts would take an hour. Two in five are copies of the night they
come in, alike in nine tenths of their values. Of their 40 sampled shingles two thirds are phrases, drawn by a power law
(exponent .7) from a million: so at 4,700 texts as many have company as among real news pages, and at a million nearly
all phrases are crowded. Segments are filled in nights of 50,000, as the pipeline would have.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import create_engine, text

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.folding.signatures import SCHEME
from pipeline.matching.lsh_index import LshIndex
from pipeline.matching.signatures import SignedArticle, TextOfDay
from tests.postgresql_cluster import Cluster, programs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DAY = 86_400
FIRST_DAY = 20_500
WINDOW = 30 * DAY
NIGHT = 50_000
SAMPLES = 40
PHRASES = 0.65


def made_up(count: int, first_day: float, last_day: float, dice: np.random.Generator) -> list[SignedArticle]:
    """Return articles of these days, by time."""
    signatures = dice.integers(0, 1 << 32, (count, SCHEME.permutations), np.uint32)
    samples = dice.integers(0, 1 << 32, (count, SAMPLES), np.uint32)
    phrases = (1e6 * dice.random(samples.shape) ** (1 / 0.3)).astype(np.uint32)
    samples = np.where(dice.random(samples.shape) < PHRASES, phrases * np.uint32(2_654_435_761), samples)
    copies = np.flatnonzero(dice.random(count) < 0.4)
    originals = dice.integers(0, count, len(copies))
    for values in (signatures, samples):
        changed = values[originals]
        own = dice.random(changed.shape) < 0.1
        changed[own] = values[copies][own]
        values[copies] = changed
    times = np.sort((dice.uniform(first_day, last_day, count) * DAY).astype(np.int64))
    keys = dice.integers(-(1 << 62), 1 << 62, count)
    at = datetime.fromtimestamp(0, UTC)
    return [
        SignedArticle(
            f"{key:x}", at, key, moment, TextOfDay(key, moment // DAY), is_representative=True, shingle_count=500,
            signature=signature.tobytes(), samples=np.unique(sample).tobytes(),
        )
        for key, moment, signature, sample in zip(keys.tolist(), times.tolist(), signatures, samples, strict=True)
    ]  # fmt: skip


def fill(
    warehouse: SqlWarehouse, count: int, first_day: float, last_day: float, dice: np.random.Generator
) -> None:
    """Put articles of these days into the index, a night at once."""
    nights = max(1, round(count / NIGHT))
    for night in range(nights):
        span = (last_day - first_day) / nights
        articles = made_up(count // nights, first_day + night * span, first_day + (night + 1) * span, dice)
        with warehouse.write() as db:
            LshIndex(db, "clean", WINDOW).replace([], articles)


def join_and_insert(warehouse: SqlWarehouse, night: Sequence[SignedArticle]) -> int:
    """Put the night into the index and find its collisions, as the step does; return how many there are."""
    with warehouse.write() as db:
        index = LshIndex(db, "clean", WINDOW)
        index.replace([], night)
        return sum(len(keys.shared) for keys in index.collisions(night))


def measure(
    warehouse: SqlWarehouse, server_seconds: Callable[[], float], night: Sequence[SignedArticle]
) -> str:
    """Return the cells of a row: CPU seconds of the client, of the server, of both, and the pairs found."""
    started, at_server, clock = time.process_time(), server_seconds(), time.monotonic()
    found = join_and_insert(warehouse, night)
    client, server = time.process_time() - started, server_seconds() - at_server
    elapsed = time.monotonic() - clock
    return f"{client:.1f} | {server:.1f} | {client + server:.1f} | {elapsed:.1f} | {found:,}"


@contextmanager
def sqlite(folder: Path) -> Iterator[tuple[str, Callable[[], float], Callable[[], int]]]:
    """Give the address of a SQLite warehouse, the CPU seconds of its server, which it has none of, and its bytes."""
    file = folder / "warehouse.db"
    yield f"sqlite:///{file}", lambda: 0.0, lambda: file.stat().st_size


@contextmanager
def postgresql(_folder: Path) -> Iterator[tuple[str, Callable[[], float], Callable[[], int]]]:
    """Give the same of a PostgreSQL of our own."""
    cluster = Cluster(programs())
    try:
        url = cluster.url(cluster.create())
        engine = create_engine(url)
        ticks = os.sysconf("SC_CLK_TCK")

        def seconds() -> float:
            with engine.connect() as connection:
                found = connection.execute(text("SELECT pid FROM pg_stat_activity")).scalars().all()
            used = 0
            for pid in found:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                used += int(fields[11]) + int(fields[12])
            return used / ticks

        def size() -> int:
            with engine.connect() as connection:
                return connection.execute(
                    text(
                        "SELECT pg_total_relation_size('key_segments') + pg_total_relation_size('key_postings')"
                    )
                ).scalar()

        yield url, seconds, size
        engine.dispose()
    finally:
        cluster.stop()


def main() -> None:
    """Print a row for each database and state."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--night", type=int, default=NIGHT)
    parser.add_argument("--held", type=int, default=1_000_000)
    parser.add_argument("--older", type=int, default=1_000_000)
    parser.add_argument(
        "--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"]
    )
    asked = parser.parse_args()
    print("| database | held | older | client | server | CPU seconds | elapsed | pairs | bytes an article |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for name in asked.databases:
        if name == "postgresql" and programs() is None:
            print("PostgreSQL's programs are not installed", file=sys.stderr)
            continue
        with (
            tempfile.TemporaryDirectory() as folder,
            {"sqlite": sqlite, "postgresql": postgresql}[name](Path(folder)) as (url, server_seconds, size),
        ):
            warehouse = SqlWarehouse(url)
            warehouse.migrate()
            dice = np.random.default_rng(1)
            tonight = FIRST_DAY + WINDOW / DAY
            join_and_insert(warehouse, made_up(100, 0, 1, dice))
            held = older = 0
            for more_held, more_older in (
                (asked.held // 10, 0),
                (asked.held - asked.held // 10, 0),
                (0, asked.older),
            ):
                fill(warehouse, more_held, FIRST_DAY, tonight, dice)
                fill(warehouse, more_older, FIRST_DAY - 365, FIRST_DAY - 65, dice)
                held, older = held + more_held, older + more_older
                bytes_an_article = size() / (held + older)
                night = made_up(asked.night, tonight, tonight + 1, dice)
                cells = measure(warehouse, server_seconds, night)
                print(f"| {name} | {held:,} | {older:,} | {cells} | {bytes_an_article:.0f} |", flush=True)
                held += asked.night
            warehouse.close()


if __name__ == "__main__":
    main()
