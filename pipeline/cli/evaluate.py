"""`newsfold evaluate`: measure newsfold on labelled data."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.terminal import TerminalProgress, as_json, console, print_json, table
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.evaluation.folds import PairScores
    from pipeline.runtime import Runtime

_BESIDE = Path("../shared/gold")
"""Where the labelled data stands when it was put beside the project."""


@click.command()
@click.option(
    "--gold",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of labelled data. Default: NEWSFOLD_GOLD, or ../shared/gold.",
)
@click.option("--nights-only", is_flag=True, help="Load and judge the fourteen nights alone.")
@click.option("--folds-only", is_flag=True, help="Leave out the extraction sets.")
@as_json
def evaluate(gold: Path | None, *, nights_only: bool, folds_only: bool, wants_json: bool) -> None:
    """Measure folding and cleaning on labelled data.

    Loads the labelled pages into a throwaway warehouse, the ordinary way, and prints precision and recall of the
    folds with every wrong one by title, what votes cut of the text of several pages, then what extraction and
    cleaning keep and lose.
    """
    from pipeline.evaluation import folds as measuring

    folder = _gold(gold)
    with tempfile.TemporaryDirectory(prefix="newsfold-evaluate-") as home:
        runtime = _throwaway(Path(home))
        if not nights_only:
            measuring.load_labelled_pages(runtime, folder)
        measuring.load_nights(runtime, folder)
        scores = measuring.score_pairs(runtime, folder, only_nights=nights_only)
        votes = measuring.measure_votes(runtime, scores.pairs)
    cleaning = {} if folds_only else _measure_cleaning(folder)
    if wants_json:
        print_json(
            {
                "folds": {
                    "precision": scores.precision,
                    "recall": scores.recall,
                    "recall_of_articles": scores.recall_of_articles,
                    "labels": scores.by_label.to_dict("records"),
                },
                "votes": votes.to_dict("records"),
                "cleaning": {name: frame.to_dict("records") for name, frame in cleaning.items()},
            }
        )
        return
    _print_folds(scores)
    for name, frame in ({"Text that votes cut": votes} | cleaning).items():
        console().print(table(list(frame.columns), frame.itertuples(index=False), title=f"\n{name}"))


def _measure_cleaning(gold: Path) -> dict[str, pd.DataFrame]:
    from pipeline.evaluation.cleaning import measure_cleaning, measure_votes

    with tempfile.TemporaryDirectory(prefix="newsfold-evaluate-") as home:
        return measure_cleaning(gold) | measure_votes(_throwaway(Path(home)), gold)


def _gold(chosen: Path | None) -> Path:
    folder = chosen or Path(os.environ.get("NEWSFOLD_GOLD") or _BESIDE)
    if not folder.is_dir():
        raise SettingsError(f"no labelled data at {folder}: name its folder with --gold or NEWSFOLD_GOLD")
    return folder.absolute()


def _throwaway(home: Path) -> Runtime:
    from pipeline.runtime import build
    from pipeline.settings import Settings

    chosen = Settings.from_environment(os.environ)
    settings = replace(chosen, home=home, warehouse=f"sqlite:///{home / 'warehouse.db'}")
    runtime = build(settings, progress=TerminalProgress())
    runtime.warehouse.migrate()
    return runtime


def _print_folds(scores: PairScores) -> None:
    out = console()
    frame = scores.by_label
    out.print(table(list(frame.columns), frame.itertuples(index=False), title="Folds against labelled pairs"))
    out.print(
        f"\nprecision [bold]{scores.precision:.3f}[/bold]  recall [bold]{scores.recall:.3f}[/bold]"
        f"  ({scores.recall_of_articles:.3f} of the pairs of articles)\n"
    )
    wrong = scores.pairs.merge(frame[["label", "wish"]], on="label")
    for title, chosen in (
        ("FOLDED WRONGLY", wrong[(wrong.wish == "must not fold") & (wrong.folded == True)]),  # noqa: E712 - may be None
        ("MISSED", wrong[(wrong.wish == "must fold") & (wrong.folded != True)]),  # noqa: E712
    ):
        for row in chosen.itertuples(index=False):
            out.print(
                f"{title} {row.label} {row.left_id} {row.right_id}: {row.left_title} | {row.right_title}",
                markup=False,
            )
