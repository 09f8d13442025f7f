"""CPU of the page rules and of the votes, beside the CPU of extraction, in one run; and what they keep and cut.

Page rules are timed alone over all labelled pages. The clean step - page rules, drafts matched, votes, labels, all of it
with its database - is timed whole, over the same pages loaded at once into a throwaway warehouse on SQLite. Both five
times, the median counting: the first time compiles.

    python benchmarks/cleaning.py [--gold FOLDER]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pandas as pd

from pipeline.cleaning.furniture import label_page
from pipeline.model import Request
from pipeline.runtime import Runtime, build
from pipeline.settings import Settings
from pipeline.steps import clean
from pipeline.steps.evaluate_cleaning import (
    load_gold_pages,
    measure_cleaned,
    measure_page,
    read_gold_pages,
    summarise,
)

_GOLD = Path(os.environ.get("NEWSFOLD_GOLD") or Path(__file__).parents[2] / "shared" / "gold")
_ROUNDS = 5


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, default=_GOLD)
    gold = arguments.parse_args().gold
    began = time.process_time()
    entries = list(read_gold_pages(gold))
    extraction = time.process_time() - began
    rounds = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        for entry in entries:
            label_page(entry.page)
        rounds.append(time.process_time() - began)
    pd.set_option("display.width", 200, "display.max_columns", 20)
    print(summarise(measure_page(entry) for entry in entries).round(4).to_string(index=False))
    steps = []
    with tempfile.TemporaryDirectory(prefix="newsfold-cleaning-") as folder:
        loaded = Path(folder) / "loaded"
        runtime = _runtime(loaded)
        with closing(runtime.warehouse):
            runtime.warehouse.migrate()
            known = load_gold_pages(runtime, gold)
        for name in map(str, range(_ROUNDS)):
            runtime = _runtime(shutil.copytree(loaded, Path(folder) / name))
            began = time.process_time()
            clean.run(Request("benchmark"), runtime)
            steps.append(time.process_time() - began)
        for title, table in measure_cleaned(runtime, known).items():
            print(f"\n{title}\n{table.round(4).to_string(index=False)}")
    print(f"\n{len(entries)} pages, CPU:")
    for name, seconds in (
        ("reading the pages", extraction),
        ("page rules, in memory", statistics.median(rounds)),
        ("the clean step: page rules and votes, with the database", statistics.median(steps)),
    ):
        each = 1000 * seconds / len(entries)
        print(f"{name}: {each:.2f} ms a page, {100 * seconds / extraction:.1f} % of reading")


def _runtime(home: Path) -> Runtime:
    return build(Settings(home=home, warehouse=f"sqlite:///{home}/warehouse.db"))


if __name__ == "__main__":
    main()
