"""The tasks that make stories of what was read, alike in every DAG that brings or reads pages by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow.sdk import task
from newsfold_tasks import run_step

if TYPE_CHECKING:
    from airflow.sdk import XComArg


def make_stories() -> list[XComArg]:
    """Declare the tasks from `clean` to `check` for the DAG that is being defined, in their order."""

    @task(multiple_outputs=False)
    def clean() -> dict[str, int]:
        """Learn what recurs on the pages of a host, and make the clean texts."""
        return run_step("clean")

    @task(multiple_outputs=False)
    def fold() -> dict[str, int]:
        """Fold what changed, and write the stories."""
        return run_step("fold")

    @task(multiple_outputs=False)
    def link() -> dict[str, int]:
        """Link the stories that changed to events."""
        return run_step("link")

    @task(multiple_outputs=False)
    def check() -> dict[str, int]:
        """Look whether the numbers add up."""
        return run_step("check")

    return [clean(), fold(), link(), check()]
