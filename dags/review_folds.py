"""### Where the measurements doubt, a person decides.

After each checked day this asks about the pairs of that day that resemble each other and are still kept apart:
*Required Actions*, or the task of the pair. Both texts and what was measured stand in the question.

* **same** joins them, **different** keeps them apart for good. Either binds every later run, and can be undone.
* **unsure**, and no answer within the time: nothing is recorded and they stay apart.

Each answer takes effect as it is given; it waits for no other.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.sdk import Param, PartitionedAssetTimetable, dag, task
from newsfold_form import day
from newsfold_review import AskAboutPair, doubtful_pairs
from newsfold_tasks import STORIES, TASK_DEFAULTS


@dag(
    schedule=PartitionedAssetTimetable(assets=STORIES),
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001 - Airflow takes it as UTC
    catchup=False,
    # A question may be open for days; the next day's questions do not wait for it.
    max_active_runs=14,
    dagrun_timeout=timedelta(days=8),
    default_args=TASK_DEFAULTS,
    tags={"newsfold", "review"},
    doc_md=__doc__,
    params={
        "day": day("the day that was just loaded"),
        "questions": Param(
            20,
            type="integer",
            minimum=1,
            maximum=100,
            title="Questions",
            description="At most so many, the pairs most alike first.",
        ),
    },
)
def review_folds() -> None:
    @task(execution_timeout=timedelta(minutes=10))
    def find_doubts() -> list[list[str]]:
        return doubtful_pairs()

    AskAboutPair.partial(
        task_id="ask",
        # Filled in for each pair when it is asked: no text of an article passes between tasks.
        subject="Same story?",
        options=["same", "different", "unsure"],
        defaults="unsure",
        # With null allowed, a question can be answered without it.
        params={
            "note": Param(
                None,
                type=["null", "string"],
                title="Why",
                description="Kept with the judgement. May be left empty.",
            )
        },
        response_timeout=timedelta(days=7),
        map_index_template="{{ pair }}",
    ).expand(pair=find_doubts())


review_folds()
