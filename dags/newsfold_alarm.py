"""How the DAGs call for help: when a task has failed for good, and when a run is late."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseNotifier
from airflow.sdk.definitions.callback import AsyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference

if TYPE_CHECKING:
    from datetime import timedelta

    from airflow.sdk.definitions.context import Context


class Alarm(BaseNotifier):
    """Says which task of which run failed, and why, to whoever NEWSFOLD_ALARM_URL names."""

    def notify(self, context: Context) -> None:
        """Sound the alarm for the task of this context."""
        task, run = context["ti"], context["dag_run"]
        where = f"{task.dag_id}.{task.task_id}" + (f" ({name})" if (name := context.get("sources")) else "")
        _sound(f"newsfold: {where} failed in {run.run_id}: {context.get('exception')}")


def late_after(interval: timedelta) -> DeadlineAlert:
    """Return an alert for runs that are not done so long after they were queued."""
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=interval,
        callback=AsyncCallback(sound_late, {"interval": str(interval)}),
    )


async def sound_late(*, interval: str, **more: Any) -> None:
    """Say that a run is late. Runs in the triggerer, which must not be held up."""
    run = (more.get("context") or {}).get("dag_run") or {}
    name = run.get("run_id", "a run") if isinstance(run, dict) else str(run)
    await asyncio.to_thread(_sound, f"newsfold: {name} is not done {interval} after it was queued")


def _sound(text: str) -> None:
    from pipeline.adapters.alarm import sound
    from pipeline.settings import Settings

    sound(text, address=Settings.from_environment(os.environ).alarm_url)
