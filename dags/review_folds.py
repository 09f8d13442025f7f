"""### A person decides about pairs that the measurements leave open.

After each checked day this asks about the pairs of that day that resemble each other and are kept apart. Answer under
*Required Actions*, or in the task of the pair. The question shows both texts and the measurement.

* **same** joins them, **different** keeps them apart. Either applies to every later run, and can be taken back.
* **unsure**, or no answer within seven days: nothing is recorded, and they stay apart.

Each answer takes effect at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.sdk import Param, PartitionedAssetTimetable, dag, task
from newsfold_form import day, within
from newsfold_review import AskAboutPair, pairs_to_review
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
    description="After each day: a person decides about doubtful pairs",
    doc_md=__doc__,
    params={
        "day": day("the day that was just loaded"),
        "questions": Param(
            20,
            type="integer",
            title="Questions",
            description="At most this many, 1 to 100. The most similar pairs come first.",
            **within(1, 100),
        ),
    },
)
def review_folds() -> None:
    @task(execution_timeout=timedelta(minutes=10))
    def find_pairs_to_review() -> list[list[str]]:
        """Find the pairs of the day that resemble each other and are kept apart."""
        return pairs_to_review()

    AskAboutPair.partial(
        task_id="ask",
        doc_md="Asks about one pair, and stores the answer as a judgement as soon as it is given.",
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
                description="Stored with the judgement. May be left empty.",
            )
        },
        response_timeout=timedelta(days=7),
        map_index_template="{{ pair }}",
    ).expand(pair=find_pairs_to_review())


review_folds()
