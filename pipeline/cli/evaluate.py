"""`newsfold evaluate`: measure newsfold on labelled data."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import TerminalProgress, console, harmless, table
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    import pandas as pd

    from pipeline.evaluation.measure import Measured, Tools
    from pipeline.ports import Advance
    from pipeline.runtime import Runtime

_BESIDE = Path("../shared/gold")
"""Where labelled data is looked for that nobody names."""

_PARTS = ("reading", "folds", "events")

_FAULTS = 20
"""Wrong and missed pairs of a set that are printed for a person; a script gets all."""

_MEASURED_AT = datetime(2100, 1, 1, tzinfo=UTC)
"""The clock of a measurement: what it finds must not depend on the day, nor be refused as dated ahead."""


@click.command()
@click.option(
    "--gold",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of labelled data. Default: NEWSFOLD_GOLD, or ../shared/gold.",
)
@click.option("--only", "only", type=click.Choice(_PARTS), help="Measure this alone.")
@click.option("--folds-only", is_flag=True, hidden=True, help="The old name of --only folds.")
@as_json
def evaluate(gold: Path | None, only: str | None, *, folds_only: bool, wants_json: bool) -> None:
    """Measure reading, folding and events on labelled data.

    Takes every set of a known form below the folder (docs/how-to/measure-on-your-own-pages.md): pages with their text,
    title, authors, date and language; pairs that must share a story or must not; texts with the event they report.
    Their pages are loaded the ordinary way into throwaway warehouses. What cannot be read is named on standard error.
    """
    from pipeline.evaluation.measure import Part, measure

    folder = _gold(gold)
    chosen = "folds" if folds_only else only
    measured = measure(folder, {Part(chosen)} if chosen else set(Part), gold_tools(_note))
    if wants_json:
        print_json(_as_json(measured))
    else:
        _print(measured)


def _gold(chosen: Path | None) -> Path:
    folder = chosen or Path(os.environ.get("NEWSFOLD_GOLD") or _BESIDE)
    if not folder.is_dir():
        raise SettingsError(f"no labelled data at {folder}: name its folder with --gold or NEWSFOLD_GOLD")
    return folder.absolute()


def gold_tools(note: Callable[[str], None]) -> Tools:
    """Return what measuring needs; all warehouses share the processes that read pages."""
    from pipeline.evaluation.measure import Tools
    from pipeline.runtime import from_environment, stock_parser, throwaway

    shared = from_environment()

    def open_warehouse(name: str) -> AbstractContextManager[Runtime]:
        return throwaway(shared, progress=_NamedProgress(name), clock=lambda: _MEASURED_AT)

    return Tools(open_warehouse, shared.reader, stock_parser(shared.settings), note)


class _NamedProgress(TerminalProgress):
    """Progress that says of which pages a step is at work."""

    def __init__(self, name: str) -> None:
        self._name = name

    @contextmanager
    def track(self, label: str, total: int | None = None, /) -> Iterator[Advance]:
        """Show a bar for the length of the block."""
        with super().track(f"{self._name}: {label}", total) as advance:
            yield advance


def _note(text: str) -> None:
    click.echo(f"newsfold: {harmless(text)}", err=True)


def _as_json(measured: Measured) -> dict[str, Any]:
    """Return the figures of every set, None where a set does not say."""
    from pipeline.evaluation.folds import score_sets
    from pipeline.evaluation.reading import figures

    return {
        "reading": figures(measured.pages),
        "folds": score_sets(measured.pairs),
        "events": measured.events,
    }


def _print(measured: Measured) -> None:
    """Print the figures for a person: a line a set, then what a person looks at next."""
    import pandas as pd

    from pipeline.evaluation import folds, reading

    scores = folds.score_sets(measured.pairs)
    if not measured.pages.empty:
        _print_table("Reading", reading.summarise(measured.pages))
        _print_table("Reading, by language", reading.by_language(measured.pages))
        _print_table("Gold cut, by rule", reading.summarise_cut(measured.pages))
    if scores:
        counted = [score | {name: len(score[name]) for name in ("wrong", "missed")} for score in scores]
        _print_table("Folds", pd.DataFrame(counted))
        _print_table("Folds, by label", folds.by_label(measured.pairs))
        _print_table("Text that votes cut", measured.votes)
    for score in scores:
        _print_faults(score)
    _print_table("Events", pd.DataFrame(measured.events))


def _print_table(title: str, frame: pd.DataFrame) -> None:
    frame = frame.dropna(axis="columns", how="all")
    if frame.empty:
        return
    columns = [re.sub(r"_percent$", " %", str(name)) for name in frame.columns]
    plain = frame.astype(object).where(frame.notna(), None)
    console().print(table(columns, plain.itertuples(index=False), title=f"\n{title}"))


def _print_faults(score: dict[str, Any]) -> None:
    """Print the first wrong and missed pairs of a set; a page that became no article is named."""
    for title, pairs in (("FOLDED WRONGLY", score["wrong"]), ("MISSED", score["missed"])):
        for pair in pairs[:_FAULTS]:
            no_article = f" (no article: {', '.join(pair['no_article'])})" if pair["no_article"] else ""
            console().print(
                f"{title} {score['set']} {pair['label']}: {pair['title1']} <{pair['url1']}> | "
                f"{pair['title2']} <{pair['url2']}>{no_article}",
                markup=False,
            )
        if len(pairs) > _FAULTS:
            console().print(f"{title} {score['set']}: {len(pairs) - _FAULTS} more, which --json lists")
