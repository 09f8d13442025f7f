"""What poison costs: the time, the longest hold of the write lock, and the peak of memory of each step.

    python -m benchmarks.poison [crowded|tall|recurring|one_story ...] [--postgresql] [--scale 1.0]

Each corpus is made up from a seed, and each step runs in a process of its own, so that its peak of memory is its own.

crowded     4,000 short pages of phrases from one small stock: nearly every two of them resemble each other
recurring   4,000 short pages of whole sentences from one small stock, which votes take for boilerplate
tall        70 pages of 14,000 blocks each, half of which all of them share
one_story   16,000 pages that say nearly the same: one story
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.folding.kernel import warm_up
from pipeline.model import Request
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from pipeline.steps.check import step as check
from pipeline.steps.clean import step as clean
from pipeline.steps.fold import step as fold
from pipeline.steps.link import step as link
from tests.contract.test_checks import WholeArchive
from tests.integration.drafted_pages import CleanRuntime, DraftedPage, hold
from tests.postgresql_cluster import Cluster, programs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STEPS: Final = {"clean": clean.run, "fold": fold.run, "link": link.run, "check": check.run}
PAGES_AT_ONCE: Final = 50
HOURS: Final = 240
"""All pages lie within ten days: farther apart they would not be compared."""


class Stopwatch:
    """The port `Warehouse`, which notes for how long each transaction held the write lock, by the clock and in CPU."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.holds: list[tuple[float, float]] = []

    @contextmanager
    def write(self) -> Iterator[Any]:
        """Open a transaction that writes, and note how long it is open."""
        with self.inner.write() as db:
            began, worked = time.monotonic(), time.process_time()
            yield db
        self.holds.append((time.monotonic() - began, time.process_time() - worked))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@dataclass(frozen=True)
class PoisonRuntime(CleanRuntime):
    """What the steps from clean to check use of a runtime."""

    archive: WholeArchive = field(default_factory=WholeArchive)


def words(random: Random, count: int) -> list[str]:
    """Return so many made-up words."""
    return ["".join(random.choices("bcdfglmnprstvaeiou", k=6)) for _ in range(count)]


def crowded(random: Random, scale: float) -> Iterator[DraftedPage]:
    """Yield short pages of phrases from one small stock, put together anew for each."""
    known = words(random, 3_000)
    stock = [" ".join(random.choices(known, k=10)) for _ in range(60)]
    for number in range(int(4_000 * scale)):
        texts = tuple(" ".join(random.sample(stock, 3)).capitalize() + "." for _ in range(4))
        yield DraftedPage(f"site-{number % 40}.example", f"p{number}", texts, hour=number % HOURS)


def recurring(random: Random, scale: float) -> Iterator[DraftedPage]:
    """Yield short pages of whole sentences from one small stock."""
    known = words(random, 3_000)
    stock = [" ".join(random.choices(known, k=20)).capitalize() + "." for _ in range(40)]
    for number in range(int(4_000 * scale)):
        texts = tuple(random.sample(stock, 10))
        yield DraftedPage(f"site-{number % 40}.example", f"p{number}", texts, hour=number % HOURS)


def tall(random: Random, scale: float) -> Iterator[DraftedPage]:
    """Yield pages of very many blocks, half of which all of them share."""
    known = words(random, 3_000)
    shared = [" ".join(random.choices(known, k=8)) for _ in range(7_000)]
    for number in range(int(70 * scale)):
        own = [" ".join(random.choices(known, k=8)) for _ in shared]
        yield DraftedPage("tall.example", f"p{number}", (*own, *shared), hour=number % HOURS)


def one_story(random: Random, scale: float) -> Iterator[DraftedPage]:
    """Yield copies of one report, each with a word of its own."""
    known = words(random, 3_000)
    report = [" ".join(random.choices(known, k=24)).capitalize() + "." for _ in range(6)]
    for number in range(int(16_000 * scale)):
        last = report[-1].replace(" ", f" {known[number % len(known)]}{number} ", 1)
        yield DraftedPage(f"site-{number}.example", "p", (*report[:-1], last), hour=number % HOURS)


CORPORA: Final[dict[str, Callable[[Random, float], Iterator[DraftedPage]]]] = {
    "crowded": crowded,
    "recurring": recurring,
    "tall": tall,
    "one_story": one_story,
}


def main() -> None:
    """Print a line for each step on each corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="*", default=list(CORPORA))
    parser.add_argument("--postgresql", action="store_true", help="on a server of its own, instead of SQLite")
    parser.add_argument("--scale", type=float, default=1.0, help="so many times the pages")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--warehouse", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        run_step(given.step, given.warehouse)
        return
    print(
        "| corpus | step | seconds | CPU | longest hold, seconds | CPU | transactions | peak memory, MB | counts |"
    )
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster = Cluster(programs()) if given.postgresql else None
        if cluster:
            stack.callback(cluster.stop)
        for name in given.corpora:
            url = cluster.url(cluster.create()) if cluster else f"sqlite:///{folder}/{name}.db"
            put_up(name, given.scale, url)
            for step in STEPS:
                measured = [sys.executable, __file__, "--step", step, "--warehouse", url]
                told = subprocess.run(measured, check=True, stdout=subprocess.PIPE, text=True).stdout
                print(f"| {name} | {step} | {told.strip()} |", flush=True)


def put_up(name: str, scale: float, url: str) -> None:
    """Put the pages of a corpus into a new warehouse, to be cleaned."""
    warehouse = SqlWarehouse(url)
    warehouse.migrate()
    waiting: list[DraftedPage] = []
    for page in [*CORPORA[name](Random(name), scale)]:
        waiting.append(page)
        if len(waiting) == PAGES_AT_ONCE:
            keep(warehouse, waiting)
            waiting = []
    keep(warehouse, waiting)
    warehouse.compact()  # counts what the planner of a server goes by
    warehouse.close()


def keep(warehouse: SqlWarehouse, pages: list[DraftedPage]) -> None:
    """Hold these pages."""
    with warehouse.write() as db:
        for page in pages:
            hold(db, page)


def run_step(step: str, url: str) -> None:
    """Run one step and print what it cost."""
    watched = Stopwatch(SqlWarehouse(url))
    runtime = PoisonRuntime(
        Settings(home=Path(tempfile.gettempdir()), warehouse=url), watched, SilentProgress()
    )  # type: ignore[arg-type]
    warm_up(runtime.kernel)
    began, worked = time.monotonic(), time.process_time()
    report = STEPS[step](Request("r"), replace(runtime))  # type: ignore[arg-type]
    seconds, cpu = time.monotonic() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = ", ".join(f"{key} {value}" for key, value in report.counts.items() if value)
    hold, of_cpu = map(max, zip(*watched.holds, strict=True))
    print(
        f"{seconds:.1f} | {cpu:.1f} | {hold:.1f} | {of_cpu:.1f} | {len(watched.holds)} | {peak:,.0f} | {counts}"
    )


if __name__ == "__main__":
    main()
