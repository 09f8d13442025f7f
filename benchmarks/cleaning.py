"""CPU of the page rules and of the votes, beside the CPU of extraction, in one run; and what they keep and cut.

Page rules are timed alone over all labelled pages, five times, the median counting. The clean step is timed whole,
matching and database included, on a throwaway warehouse.

    python benchmarks/cleaning.py [--gold FOLDER]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import pandas as pd

from pipeline.cleaning.furniture import label_page
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps.evaluate_cleaning import measure_page, measure_votes, read_gold_pages, summarise

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
    with tempfile.TemporaryDirectory(prefix="newsfold-cleaning-") as home:
        settings = Settings(home=Path(home), warehouse=f"sqlite:///{home}/warehouse.db")
        runtime = build(settings)
        runtime.warehouse.migrate()
        for title, table in measure_votes(runtime, gold).items():
            print(f"\n{title}\n{table.round(4).to_string(index=False)}")
    rules = statistics.median(rounds)
    print(
        f"\n{len(entries)} pages: reading them took {1000 * extraction / len(entries):.2f} ms a page,"
        f" the page rules {1000 * rules / len(entries):.2f} ms a page, {100 * rules / extraction:.1f} % of it"
    )


if __name__ == "__main__":
    main()
