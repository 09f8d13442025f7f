"""The fields of the trigger forms that several DAGs share, or that stand for a setting of newsfold."""

from __future__ import annotations

from airflow.sdk import Param

THRESHOLDS = {
    "fold_jaccard": Param(
        None,
        type=["null", "number"],
        minimum=0.3,
        maximum=0.95,
        title="Fold from this Jaccard",
        description="For this run alone. Empty: as the deployment says (0.5 unless it was changed).",
    ),
    "fold_containment": Param(
        None,
        type=["null", "number"],
        minimum=0.5,
        maximum=1.0,
        title="Fold from this containment",
        description="For this run alone. Empty: as the deployment says (0.8 unless it was changed).",
    ),
}
"""Form fields named after the settings they replace for one run."""

RETENTION = {
    "keep_rejected_days": Param(
        None,
        type=["null", "integer"],
        minimum=1,
        maximum=36_500,
        title="Days to keep rejected captures",
        description="For this run alone. Empty: as the deployment says (for ever unless it was changed).",
    ),
    "keep_read_days": Param(
        None,
        type=["null", "integer"],
        minimum=1,
        maximum=36_500,
        title="Days to keep captures that became articles",
        description="For this run alone. Empty: as the deployment says (for ever unless it was changed). "
        "What is pruned can be cleaned and folded again, and never be read again.",
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


def dry_run(instead: str, *, default: bool = False) -> Param:
    """Return the form field for a run that changes nothing and does something else `instead`."""
    return Param(default=default, type="boolean", title="Dry run", description=instead)
