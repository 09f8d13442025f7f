"""CPU of the page rules and of the votes, compared with the CPU of extraction, in one run; and what they keep and cut.

Page rules are timed alone over all labelled pages, and over the same pages with every block ten times; so are drafts:
all that is made of a page when it is read, labels, text and origin. The clean step (drafts matched, votes, labels, all of
it with its database) is timed whole and in its parts, over the same pages loaded at once into a throwaway warehouse on
SQLite. All five times; the median counts, since the first time compiles.

    python benchmarks/cleaning.py [--gold FOLDER]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.cleaning.page_rules.label_page import label_page
from pipeline.errors import Rejected
from pipeline.evaluation import reading
from pipeline.evaluation.loading import capture_ids, load
from pipeline.evaluation.pages import GoldPage, captures_of, gold_pages
from pipeline.evaluation.sets import PageSet, find_sets
from pipeline.model import Fetched, Page, PageKind, Request
from pipeline.parsing.pages.page import parse_page
from pipeline.runtime import Runtime, build
from pipeline.settings import Settings
from pipeline.steps.clean import step as clean
from pipeline.steps.extract import page_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pipeline.model import Block
    from pipeline.ports import Advance, Progress

_GOLD = Path(os.environ.get("NEWSFOLD_GOLD") or Path(__file__).parents[2] / "shared" / "gold")
_ROUNDS = 5

_READING = "reading the pages"
_RULES = "page rules, in memory"
_DRAFTS = "drafts, in memory: page rules, text and origin"
_STEP = "the clean step"
_VOTES = "- counting and judging votes"
_LABELS = "- labels by votes"


class _Parts:
    """A progress that notes when the parts of the clean step begin and end, in seconds of CPU."""

    def __init__(self) -> None:
        self.began = self.ended = time.process_time()
        self._begins: dict[str, float] = {}
        self._ends: dict[str, float] = {}

    @contextmanager
    def track(self, label: str, total: int | None = None, /) -> Iterator[Advance]:
        """Note begin and end of the block."""
        del total
        self._begins[label] = time.process_time()
        yield lambda _steps=1: None
        self._ends[label] = time.process_time()

    def seconds(self) -> dict[str, float]:
        """Return what each part took; what is counted and judged lies between two that show a bar."""
        matched, labelling = self._ends["matching (draft)"], self._begins["votes"]
        return {
            _STEP: self.ended - self.began,
            "- matching drafts": matched - self.began,
            _VOTES: labelling - matched,
            _LABELS: self.ended - labelling,
        }


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, default=_GOLD)
    sets = _sets(arguments.parse_args().gold)
    pd.set_option("display.width", 200, "display.max_columns", 20)
    began = time.process_time()
    pages = [
        _parsed(fetched)
        for page_set, rows in sets.items()
        for _, fetched in captures_of(page_set, rows, print)
    ]
    took = {
        _READING: time.process_time() - began,
        _RULES: _median(label_page, pages),
        _DRAFTS: _median(_draft, pages),
    }
    repeated = [replace(page, blocks=_repeated(page.blocks)) for page in pages]
    longer = _median(label_page, repeated) / took[_RULES]
    took |= _step_parts(sets)
    took["drafts, votes and labels by them"] = took[_DRAFTS] + took[_VOTES] + took[_LABELS]
    _show(took, pages)
    print(f"Page rules of pages with every block ten times take {longer:.1f} times as long.")


def _step_parts(sets: Mapping[PageSet, Sequence[GoldPage]]) -> dict[str, float]:
    """Return the median of each part of the clean step; print what the step keeps and cuts."""
    captures: dict[PageSet, dict[int, str]] = {page_set: {} for page_set in sets}
    with tempfile.TemporaryDirectory(prefix="newsfold-cleaning-") as folder:
        loaded = Path(folder) / "loaded"
        runtime = _runtime(loaded, _Parts())
        with closing(runtime.warehouse):
            runtime.warehouse.migrate()
            load(runtime, _captures(sets, captures), print, steps=("discover", "fetch", "extract"))
        rounds = []
        for name in map(str, range(_ROUNDS)):
            parts = _Parts()
            runtime = _runtime(shutil.copytree(loaded, Path(folder) / name), parts)
            parts.began = time.process_time()
            clean.run(Request("benchmark"), runtime)
            parts.ended = time.process_time()
            rounds.append(parts.seconds())
        measured = [
            row
            for page_set, rows in sets.items()
            for row in reading.measure_pages(runtime, page_set.name, rows, captures[page_set], _nothing)
        ]
    ours = reading.summarise(reading.with_stock(measured, {})).filter(regex="^(?!.*stock)")
    print(ours.dropna(axis="columns", how="all").round(4).to_string(index=False))
    return {part: statistics.median(seconds[part] for seconds in rounds) for part in rounds[0]}


def _show(took: Mapping[str, float], pages: Sequence[Page]) -> None:
    blocks = sum(len(page.blocks) for page in pages)
    print(f"\n{len(pages)} pages of {blocks / len(pages):.0f} blocks, CPU:")
    for name, seconds in took.items():
        share = 100 * seconds / took[_READING]
        print(f"{1000 * seconds / len(pages):6.2f} ms a page, {share:5.1f} % of reading: {name}")


def _sets(gold: Path) -> dict[PageSet, list[GoldPage]]:
    """Return the sets of pages with gold text, and what each says of its pages."""
    sets = [page_set for page_set in find_sets(gold).pages if page_set.name.startswith("ext_")]
    return {page_set: gold_pages(page_set, print) for page_set in sets}


def _captures(
    sets: Mapping[PageSet, Sequence[GoldPage]], found: Mapping[PageSet, dict[int, str]]
) -> Iterator[Fetched]:
    for page_set, rows in sets.items():
        yield from capture_ids(captures_of(page_set, rows, print), found[page_set])


def _parsed(fetched: Fetched) -> Page:
    try:
        return parse_page(fetched)
    except Rejected:
        return Page(kind=PageKind.ARTICLE, blocks=())


def _nothing(_steps: int = 1) -> None:
    """Show no progress: only the steps are timed."""


def _median(made: Callable[[Page], object], pages: Sequence[Page]) -> float:
    rounds = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        for page in pages:
            made(page)
        rounds.append(time.process_time() - began)
    return statistics.median(rounds)


def _draft(page: Page) -> object:
    """Make what the extract step writes of a page's labels."""
    return page_labels.draft_of(page, page_labels.labels_of(page), "")


def _repeated(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(replace(block, position=at) for at, block in enumerate(list(blocks) * 10))


def _runtime(home: Path, progress: Progress) -> Runtime:
    return build(Settings(home=home, warehouse=f"sqlite:///{home}/warehouse.db"), progress=progress)


if __name__ == "__main__":
    main()
