"""The question about a pair: harmless to show, and its answer a judgement. Nobody answers in a test, so we do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.review.queue import list_pairs_to_review, question_about
from tests.dags.pages import DAY, FAIR, FIRE

if TYPE_CHECKING:
    from airflow.dag_processing.dagbag import DagBag

    from tests.dags.conftest import Nightly

pytestmark = pytest.mark.slow


def answer(chosen: str, by: str | None = "ada", note: str | None = "read both") -> dict[str, object]:
    """Return an answer as Airflow hands it over; by nobody when the time is over."""
    return {
        "chosen_options": [chosen],
        "params_input": {"note": note},
        "responded_at": datetime(2026, 3, 3, tzinfo=UTC),
        "responded_by_user": {"id": by, "name": by} if by else None,
    }


@pytest.fixture
def alike(nightly: Nightly) -> Nightly:
    """Load two articles that share a half and are kept apart."""
    half = FIRE.strip().split("\n\n")[:2]
    nightly.add_source("harbour", {"fire.html": ("Fire in the harbour", FIRE)})
    nightly.add_source("dale", {"mixed.html": ("The week in short", "\n\n".join([*half, FAIR.strip()]))})
    nightly.run("ingest_news", day=DAY)
    return nightly


@pytest.fixture
def pair(alike: Nightly) -> list[str]:
    _, rows = alike.runtime.warehouse.ask("SELECT article_id FROM articles ORDER BY article_id")
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("chosen", "by", "stored"),
    [
        ("same", "ada", ["same"]),
        ("different", "ada", ["different"]),
        ("unsure", "ada", []),
        ("unsure", None, []),
    ],
)
def test_an_answer_becomes_a_judgement_and_no_answer_none(
    alike: Nightly, pair: list[str], chosen: str, by: str | None, stored: list[str]
) -> None:
    from newsfold_review import record_answer

    record_answer(alike.runtime, pair, answer(chosen, by))
    _, rows = alike.runtime.warehouse.ask("SELECT verdict, judged_by, note FROM judgements")
    assert rows == [(verdict, "ada", "read both") for verdict in stored]
    assert alike.counts()["stories"] == (1 if chosen == "same" else 2)


def test_an_answer_that_contradicts_a_word_on_events_is_not_stored_and_says_why(
    alike: Nightly, pair: list[str]
) -> None:
    from newsfold_review import record_answer

    from pipeline.model import Verdict
    from pipeline.review.event_judgements import judge_events

    judge_events(alike.runtime, pair, Verdict.DIFFERENT, by="bo")
    assert record_answer(alike.runtime, pair, answer("same")).startswith("the answer 'same' is not stored: ")
    assert alike.runtime.warehouse.ask("SELECT * FROM judgements")[1] == []
    assert "not stored" in record_answer(alike.runtime, [pair[0], "a-gone"], answer("same"))


def test_an_answer_needs_no_reason(bag: DagBag, alike: Nightly, pair: list[str]) -> None:
    """Airflow's form gives null for a field that was left empty, where its type allows that."""
    from newsfold_review import record_answer

    note = bag.dags["review_folds"].get_task("ask").params.get_param("note")
    assert note.resolve(None) is None
    record_answer(alike.runtime, pair, answer("different", note=None))
    _, rows = alike.runtime.warehouse.ask("SELECT verdict, note FROM judgements")
    assert rows == [("different", "")]


def test_a_doubtful_pair_is_asked_about_once_and_never_after_a_judgement(
    alike: Nightly, pair: list[str]
) -> None:
    from newsfold_review import record_answer

    def doubts() -> list[tuple[str, str]]:
        with alike.runtime.warehouse.read() as db:
            return list_pairs_to_review(db, alike.ever, 10)

    assert doubts() == [tuple(pair)]
    record_answer(alike.runtime, pair, answer("different"))
    assert doubts() == []


def test_what_a_page_says_cannot_act_on_the_page_that_asks(alike: Nightly, pair: list[str]) -> None:
    """Texts are in code blocks and the marks of titles are escaped, so that no link, image or heading of theirs works."""
    trap = "![](http://tracker.example/x.png) {{ params }}\n\n# Now\n\n```\n" + FIRE
    alike.add_source("trap", {"trap.html": ("[click](http://trap.example) <b>me</b>", trap)})
    alike.run("ingest_news", day=DAY)
    _, rows = alike.runtime.warehouse.ask("SELECT article_id FROM articles WHERE source_id = 'trap'")
    with alike.runtime.warehouse.read() as db:
        doubt = question_about(db, *sorted([pair[0], rows[0][0]]), kernel=alike.runtime.kernel)
    loose = [line for line in doubt.body.splitlines() if not line.startswith("    ")]
    assert not [
        line for line in loose if "](" in line.replace("\\]\\(", "") or "<b>" in line.replace("\\<", "")
    ]


def test_the_line_to_recognise_a_question_by_is_plain_text(nightly: Nightly) -> None:
    """Airflow shows a subject as it is; marks escaped for Markdown would be shown with their backslashes."""
    nightly.add_source("harbour", {"fire.html": ("Fire in the harbour: town-hall shut", FIRE)})
    nightly.add_source("dale", {"fair.html": ("Dale [live] fair", FAIR)})
    nightly.run("ingest_news", day=DAY)
    _, rows = nightly.runtime.warehouse.ask("SELECT article_id FROM articles ORDER BY source_id DESC")
    with nightly.runtime.warehouse.read() as db:
        subject = question_about(db, rows[0][0], rows[1][0], kernel=nightly.runtime.kernel).subject
    assert subject == "Same story? Fire in the harbour: town-hall shut | Dale [live] fair"


def test_a_misspelt_field_is_refused(nightly: Nightly) -> None:
    assert nightly.run("review_folds", day=DAY, question=5).failed() == {"find_pairs_to_review"}


def test_a_day_without_doubts_asks_nothing(nightly: Nightly) -> None:
    run = nightly.run("review_folds", day=DAY)
    assert run.state_of("find_pairs_to_review") == "success"
    assert run.state_of("ask") == "skipped"
