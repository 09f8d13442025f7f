"""What preparing and loading cost against `ingest`, and whether they come to the same rows.

    python benchmarks/past_one_machine.py SOURCE... [--workers 2] [--warehouses URL URL] [--shuffle 7]
    python benchmarks/past_one_machine.py --made 1000

CPU seconds of the command and all its processes, the most memory they had together (shared pages counted for each), bytes
on the disk; processes are looked at five times a second. The pages are those of the sources, or so many of a made-up press. Two empty warehouses may be named; SQLite in a folder of its own if
left out. The shards are loaded in an order of dice.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newsroom import Press
from newsroom.write import write_warc
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.settings import address_of
from tests.integration.decided_rows import decided_rows, differences

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = (sys.executable, "-c", "from pipeline.cli import main; main()")
PAGES_A_REPORT = 2.4
"""Of the made-up press: a report with its copies and the odd pages around it."""


class Cost(NamedTuple):
    """What a command cost: CPU seconds, seconds, and the most megabytes that all its processes had."""

    cpu: float
    wall: float
    megabytes: float


class Watched:
    """A command and all that it started, also what outlives its parent: what each has used so far."""

    def __init__(self, pid: int) -> None:
        self._seen = {pid}
        self._ticks: dict[int, int] = {}
        self.pages = 0

    def look(self) -> None:
        """Take note of all processes that are there."""
        stats = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = path.read_text().rpartition(")")[2].split()
                stats[int(path.parent.name)] = (
                    int(fields[1]),
                    int(fields[11]) + int(fields[12]),
                    int(fields[21]),
                )
        while new := {pid for pid, (parent, _, _) in stats.items() if parent in self._seen} - self._seen:
            self._seen |= new
        alive = [(pid, *stats[pid][1:]) for pid in self._seen & stats.keys()]
        self._ticks |= {pid: ticks for pid, ticks, _ in alive}
        self.pages = max(self.pages, sum(pages for _, _, pages in alive))

    @property
    def cpu(self) -> float:
        """The CPU seconds of all that was seen."""
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")


def cost_of(words: Sequence[str], home: Path, warehouse: str) -> Cost:
    """Run a command of newsfold in a home of its own."""
    environment = {**os.environ, "NEWSFOLD_HOME": str(home), "NEWSFOLD_WAREHOUSE": warehouse}
    began = time.monotonic()
    running = subprocess.Popen([*PROGRAM, *words], env=environment, stdout=subprocess.DEVNULL)
    watched = Watched(running.pid)
    while running.poll() is None:
        watched.look()
        time.sleep(0.2)
    if running.returncode not in {0, 1}:  # 1: a damaged file
        raise SystemExit(f"newsfold {words[0]} ended with {running.returncode}")
    megabytes = watched.pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    return Cost(watched.cpu, time.monotonic() - began, megabytes)


def made_press(pages: int, folder: Path) -> list[str]:
    """Write a made-up press of some three nights a thousand pages; return the folder of its WARC files."""
    nights = max(3, pages // 350)
    list(
        write_warc(
            Press(seed=7, nights=nights, reports_per_night=round(pages / nights / PAGES_A_REPORT)), folder
        )
    )
    return [str(folder)]


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Print a row for each command, and what differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--made", type=int, help="pages of a made-up press, instead of sources")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--warehouses", nargs=2)
    parser.add_argument("--shuffle", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        homes = [folder / name for name in ("preparing", "loaded", "plain")]
        shards = folder / "shards"
        sources = made_press(asked.made, folder / "press") if asked.made else asked.sources
        loaded, plain = asked.warehouses or [address_of(home / "warehouse.db") for home in homes[1:]]
        named = [word for source in sources for word in ("--source", source)]
        print("| command | CPU s | s | all processes, MB |\n| --- | ---: | ---: | ---: |", flush=True)
        for words, home, warehouse in (
            (["prepare", *sources, "--into", str(shards), "--workers", asked.workers], homes[0], loaded),
            (["load"], homes[1], loaded),
            (["ingest", *named], homes[2], plain),
        ):
            more = _shuffled(shards, asked.shuffle) if words[0] == "load" else []
            cost = cost_of([*words, *more], home, warehouse)
            print(f"| {words[0]} | {cost.cpu:.1f} | {cost.wall:.0f} | {cost.megabytes:.0f} |", flush=True)
        rows = [decided_rows(SqlWarehouse(url)) for url in (loaded, plain)]
        pages = len(rows[1]["captures"])
        print(f"{pages:,} captures; bytes each: shards {size(shards) // pages:,}, ", end="")
        print(f"home and warehouse {size(homes[1]) // pages:,} loaded, {size(homes[2]) // pages:,} plain")
        print(
            "\n".join(differences(*rows))
            or "equal: " + ", ".join(f"{len(rows[1][name]):,} {name}" for name in rows[1])
        )


def _shuffled(shards: Path, seed: int) -> list[str]:
    paths = sorted(map(str, shards.glob("*.shard.parquet")))
    random.Random(seed).shuffle(paths)
    return paths


if __name__ == "__main__":
    main()
