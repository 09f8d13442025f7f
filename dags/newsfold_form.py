"""The fields of the trigger forms that several DAGs share, and those that replace a setting of newsfold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from airflow.sdk import Param

from pipeline.settings import BOUNDS, Settings, home_of, is_whole
from pipeline.steps.discover.known_sources import known_sources


def _instead(setting: str, title: str, more: str = "") -> Param:
    """Return the form field that replaces this setting for one run."""
    least, most = BOUNDS[setting]
    default = getattr(Settings(Path(), ""), setting)
    shown = "kept forever" if default is None else default
    return Param(
        None,
        type=["null", "integer" if is_whole(setting) else "number"],
        title=title,
        description=(
            f"{least:g} to {most:g}, for this run only. "
            f"Empty: the setting of the deployment ({shown} unless it was changed).{more}"
        ),
        **within(least, most),
    )


def within(least: float, most: float) -> dict[str, Any]:
    """Return the bounds of a number so that Airflow's form refuses another, and says why.

    Told as `minimum` and `maximum` of the field itself, its page puts the nearest bound in place of what was typed and
    says nothing: a Jaccard of 2 became 0.95.
    """
    return {"allOf": [{"minimum": least, "maximum": most}]}


THRESHOLDS = {
    "fold_jaccard": _instead("fold_jaccard", "Jaccard threshold of folding"),
    "fold_containment": _instead("fold_containment", "Containment threshold of folding"),
}
"""Form fields named after the settings they replace for one run."""

RETENTION = {
    "keep_rejected_days": _instead("keep_rejected_days", "Days to keep rejected captures"),
    "keep_read_days": _instead(
        "keep_read_days",
        "Days to keep captures that became articles",
        " What is pruned can be cleaned and folded again, but never read again.",
    ),
}
"""Form fields of the same kind, for how long raw captures are kept."""

DATES = {
    "date_from": Param(type="string", format="date", title="First day", description="UTC, included."),
    "date_to": Param(type="string", format="date", title="Last day", description="UTC, included."),
}
"""Form fields for a range of days."""


def day(empty_means: str) -> Param:
    """Return the form field for one day; left empty it means something else."""
    return Param(
        None, type=["null", "string"], format="date", title="Day", description=f"UTC. Empty: {empty_means}."
    )


def source_names() -> Param:
    """Return the form field for names of sources, which offers those that are known; others can be typed."""
    known = known_sources(home_of(os.environ))
    shown = {name: f"{name}: {label}" for name, label in known.items()}
    offered: dict[str, Any] = {"examples": [*shown], "values_display": shown} if shown else {}
    return Param(
        None,
        type=["null", "array"],
        items={"type": "string"},
        title="Sources",
        description="Names of sources" + ("" if known else ", one a line") + ". Empty: every enabled source.",
        **offered,
    )


def dry_run(instead: str, *, default: bool = False) -> Param:
    """Return the form field for a run that changes nothing and does something else `instead`."""
    return Param(default=default, type="boolean", title="Dry run", description=instead)
