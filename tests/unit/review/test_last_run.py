"""Whether the last run was good."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.review.last_run import last_run
from pipeline.steps.runner import ORDER
from tests import made_rows as made

NIGHT = datetime(2031, 3, 9, 2, tzinfo=UTC)
DAY = {"window_start_at": NIGHT - timedelta(hours=26), "window_end_at": NIGHT - timedelta(hours=2)}


def steps(*names, run_id="night-1", **columns):
    return [made.run(run_id, name, started_at=NIGHT, **columns) for name in names]


def polled(name, outcome="ok", **columns):
    at = None if outcome is None else NIGHT
    return made.source(name, polled_at=at, poll_outcome=outcome, **columns)


GOOD = {
    "sources": [polled("herald"), polled("post", "unchanged"), polled("off", "not_a_feed", enabled=0)],
    "articles": [made.article("https://herald.example/1", "herald", at=NIGHT - timedelta(hours=20))],
    "runs": steps(*ORDER, **DAY),
}


def said(warehouse, now=NIGHT + timedelta(hours=5), **rows):
    """Return the headline and the sentences for a good night with other rows in some tables."""
    made.insert(warehouse, GOOD | rows)
    with warehouse.read() as db:
        latest = last_run(db, now)
    return latest.headline, [fault.sentence for fault in latest.faults]


def test_a_good_night_is_said_to_be_good(warehouse):
    assert said(warehouse) == ("The last run was good.", [])


def test_before_the_first_run_it_says_how_to_start(warehouse):
    _, sentences = said(warehouse, runs=[])
    assert sentences == ["Nothing has been run yet."]


def test_a_run_that_goes_on_is_not_called_stopped(warehouse):
    headline, sentences = said(warehouse, runs=steps("discover", "fetch"))
    assert (headline, sentences) == ("A run is under way; nothing is wrong so far.", [])


@pytest.mark.parametrize(
    ("rows", "hours", "sentence"),
    [
        ({"runs": steps("discover", "fetch")}, 10, "The last run stopped after the step fetch."),
        ({}, 80, "The last run started 3 days ago."),
        (
            {"sources": [polled("herald"), polled("post", "http_500")]},
            5,
            "1 source failed at the last poll: post (http_500).",
        ),
        (
            {"sources": [polled(name, None) for name in ("herald", "b", "c", "d", "e")]},
            5,
            "5 enabled sources have never been polled: b, c, d and 2 more.",
        ),
        (
            {"check_results": [{"run_id": "night-1", "check_name": "captures_add_up", "offending": 2}]},
            5,
            "The check captures_add_up found 2 rows.",
        ),
        (
            {
                "runs": [
                    *steps("discover", "fetch", "extract", "check"),
                    *steps("fold", report=json.dumps({"counts": {"failed": 1}, "notes": ["no index"]})),
                ]
            },
            5,
            "The step fold failed: no index",
        ),
        (
            {"articles": [made.article("https://herald.example/1", "herald", at=NIGHT - timedelta(days=9))]},
            5,
            "The last run loaded 2031-03-08, and no article of that time has come.",
        ),
    ],
)
def test_each_fault_is_said_in_a_sentence(warehouse, rows, hours, sentence):
    headline, sentences = said(warehouse, NIGHT + timedelta(hours=hours), **rows)
    assert sentences == [sentence]
    assert headline == "One thing needs a look."


def test_a_source_that_is_silent_and_usually_is_not_is_named(warehouse):
    two_nights = [
        made.capture(f"https://{name}.example/{night}", name, fetched_at=NIGHT - timedelta(days=night))
        for name, nights in (("herald", (0, 1)), ("post", (1,)))
        for night in nights
    ]
    _, sentences = said(warehouse, captures=two_nights)
    assert sentences == ["1 source brought nothing on the last day, and usually something: post."]


def test_folding_again_is_no_night(warehouse):
    again = [made.run("refold-1", "fold", started_at=NIGHT + timedelta(hours=1))]
    assert said(warehouse, runs=[*GOOD["runs"], *again])[1] == []
