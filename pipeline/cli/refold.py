"""`newsfold refold`: all stories again, under other thresholds."""

from __future__ import annotations

import click

from pipeline.cli.formats import as_json, print_change
from pipeline.cli.terminal import open_runtime
from pipeline.settings import BOUNDS


@click.command()
@click.option(
    "--threshold",
    "--jaccard",
    "jaccard",
    type=click.FloatRange(*BOUNDS["fold_jaccard"]),
    help="Try this Jaccard. Default: the setting.",
)
@click.option(
    "--containment",
    type=click.FloatRange(*BOUNDS["fold_containment"]),
    help="Try this containment. Default: the setting.",
)
@click.option(
    "--dry-run/--apply",
    "is_dry_run",
    default=True,
    show_default=True,
    help="Show what would change, or change the stories as the settings say.",
)
@as_json
def refold(*, jaccard: float | None, containment: float | None, is_dry_run: bool, wants_json: bool) -> None:
    """Fold again under other settings; without --apply only show what would change.

    --apply takes the thresholds from the settings, so that later runs fold by the same: to keep thresholds that you
    tried here, first set NEWSFOLD_FOLD_JACCARD and NEWSFOLD_FOLD_CONTAINMENT for every process.
    """
    from pipeline.maintenance.refold import refold as refold_all

    change = refold_all(open_runtime(), jaccard=jaccard, containment=containment, dry_run=is_dry_run)
    print_change(change, wants_json=wants_json)
