"""What folding costs as articles grow, and before anything is compiled.

    python benchmarks/folding_growth.py curve [--texts news|press] [--most 1000000]
    python benchmarks/folding_growth.py equal [--most 100000]
    python benchmarks/folding_growth.py compile
    python benchmarks/folding_growth.py night [--warehouse URL] [--held 1000] [--night 1000]

CPU seconds of one process. `curve` and `equal` go from UTF-8 to
exactly verified pairs in memory, each size in a process of its own, so that its peak memory is its own; `night` goes
through a warehouse, with relations and evidence.
"""

# ruff: noqa: PLC0415 - the warehouse is needed by one of four tables

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.folding import cpu, verified
from benchmarks.folding_texts import TEXTS
from pipeline.folding.kernels.compiled import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.integration.kept_articles import Bench, Kept


def curve(texts: str, most: int) -> None:
    """Print the cost of verified pairs as the number of texts grows."""
    print("| texts | CPU seconds | microseconds a text | peak memory, MB | of it texts, MB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    count = 1_000
    while count <= most:
        seconds, peak, held = in_a_process_of_its_own(texts, count)
        print(
            f"| {count:,} | {seconds:.2f} | {seconds / count * 1e6:.1f} | {peak:,.0f} | {held:,.0f} |",
            flush=True,
        )
        count *= 10


def equal(most: int) -> None:
    """Print what equal texts cost beside as many distinct ones."""
    apart, together = (in_a_process_of_its_own(texts, most)[0] for texts in ("press", "equal"))
    print(
        f"{most:,} distinct texts {apart:.2f} s, {most:,} equal ones {together:.2f} s: {together / apart:.2f} x"
    )


def in_a_process_of_its_own(texts: str, count: int) -> tuple[float, float, float]:
    """Return the CPU seconds of verified pairs, the peak of memory, and what of it was texts, in MB."""
    told = subprocess.run(
        [sys.executable, __file__, "once", "--texts", texts, "--most", str(count)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, peak, held = map(float, told.stdout.split())
    return seconds, peak, held


def once(texts: str, count: int) -> None:
    """Print the CPU seconds of verified pairs of so many texts, the peak of memory, and what the texts hold of it."""
    made = TEXTS["press"](1) * count if texts == "equal" else TEXTS[texts](count)
    verified(*joined(TEXTS["press"](300)))
    source, bounds = joined(made)
    del made
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = cpu(lambda: verified(source, bounds), 3 if count <= 10_000 else 1)
    print(
        seconds, max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, before), source.nbytes / 1e6
    )


def compiling() -> None:
    """Print how long the first fold takes where nothing is compiled yet, and where it is."""
    script = (
        "import time; began = time.process_time()\n"
        "from benchmarks.folding import joined, whole_fold\n"
        "from benchmarks.folding_texts import press\n"
        "texts = press(50); loaded = time.process_time(); whole_fold(*joined(texts))\n"
        "print(time.process_time() - loaded)"
    )
    with tempfile.TemporaryDirectory() as empty:
        for state in ("nothing compiled", "compiled before"):
            told = subprocess.run(
                [sys.executable, "-c", script],
                check=True,
                capture_output=True,
                text=True,
                cwd=Path(__file__).resolve().parents[1],
                env=os.environ | {"NUMBA_CACHE_DIR": empty},
            )
            print(f"{state}: {float(told.stdout):.1f} s")


def night(url: str | None, held: int, fresh: int) -> None:
    """Print what matching one night costs against what a warehouse holds."""
    from pipeline.adapters.warehouse import SqlWarehouse
    from tests.integration.kept_articles import Bench

    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(SqlWarehouse(url or f"sqlite:///{folder}/warehouse.db"))
        match_night(bench, held, fresh)


def match_night(bench: Bench, held: int, fresh: int) -> None:
    """Match articles until so many are held, and print what the next night costs."""
    from tests.integration.kept_articles import Kept

    bench.warehouse.migrate()
    texts = TEXTS["press"](held + fresh)
    first = datetime(2026, 3, 1, tzinfo=UTC)
    spacing = 29 * 86_400 / (held + fresh)
    kept = [
        Kept(f"t{number}", text, first + timedelta(seconds=number * spacing))
        for number, text in enumerate(texts)
    ]
    for start in range(0, len(kept), 10_000):
        bench.load(kept[start : start + 10_000])
    print("| held | CPU seconds for a night | milliseconds an article |\n| ---: | ---: | ---: |")
    done = 0
    for until in (0, held):
        for start in range(done, until, 4_000):
            _match(bench, kept[start : min(start + 4_000, until)])
        some = kept[until : until + fresh]
        seconds = cpu(lambda: _match(bench, some), 1)  # noqa: B023 - called at once
        done = until + len(some)
        print(f"| {until:,} | {seconds:.1f} | {seconds / len(some) * 1e3:.2f} |", flush=True)


def _match(bench: Bench, kept: Sequence[Kept]) -> None:
    from pipeline.matching.match import ChangedText, Signing

    with bench.warehouse.write() as db:
        signing = Signing(db, bench, "clean")
        signing.sign(ChangedText(each.article_id, each.article_at, each.text) for each in kept)
        matching = signing.look_up()
    matching.find_pairs()
    with bench.warehouse.write() as db:  # nothing groups them: the next night would take them for its own
        waiting = db.rows("fold/list_articles_to_group")
        db.run("fold/delete_group_work", articles=[row["article_id"] for row in waiting])


def main(arguments: Sequence[str]) -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["curve", "equal", "compile", "night", "once"])
    parser.add_argument("--texts", default="news")
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument(
        "--warehouse", help="address of an empty warehouse; a file of its own where none is given"
    )
    parser.add_argument("--held", type=int, default=1_000)
    parser.add_argument("--night", type=int, default=1_000)
    asked = parser.parse_args(arguments)
    calls = {
        "curve": lambda: curve(asked.texts, asked.most),
        "equal": lambda: equal(asked.most),
        "compile": compiling,
        "night": lambda: night(asked.warehouse, asked.held, asked.night),
        "once": lambda: once(asked.texts, asked.most),
    }
    calls[asked.what]()


if __name__ == "__main__":
    main(sys.argv[1:])
