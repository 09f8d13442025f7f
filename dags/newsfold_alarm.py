"""The alarms of the DAGs: a task that failed after all its retries, and a run that is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow.sdk import BaseNotifier
from airflow.sdk.definitions.callback import AsyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference

if TYPE_CHECKING:
    from datetime import timedelta

    from airflow.sdk.definitions.context import Context


class Alarm(BaseNotifier):
    """Reports which task of which run failed, and why, to the address in NEWSFOLD_ALARM_URL."""

    def notify(self, context: Context) -> None:
        """Sound the alarm for the task of this context."""
        from pipeline.adapters.alarm import sound_as_set

        task, run = context["ti"], context["dag_run"]
        where = f"{task.dag_id}.{task.task_id}" + (f" ({name})" if (name := context.get("sources")) else "")
        sound_as_set(f"newsfold: {where} failed in {run.run_id}: {context.get('exception')}")


def late_after(interval: timedelta) -> DeadlineAlert:
    """Return an alert for runs that are not done so long after they were queued."""
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=interval,
        callback=AsyncCallback("pipeline.adapters.alarm.sound_late", {"interval": str(interval)}),
    )
