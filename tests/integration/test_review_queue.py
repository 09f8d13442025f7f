"""Which pairs a person is asked about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.model import Verdict, Window
from pipeline.review.judge import judge
from pipeline.review.queue import list_pairs_to_review, question_about
from tests.integration.kept_articles import FIRST_DAY, Bench, Kept, report

WINDOW = Window(FIRST_DAY, FIRST_DAY + timedelta(days=1))
WORDS = report(1, 240).split(" ")


def with_share(share: float) -> str:
    """Return a text of 240 words of which this share opens as the report does."""
    kept = round(share * len(WORDS))
    return " ".join([*WORDS[:kept], *report(2, len(WORDS) - kept).split(" ")])


@pytest.fixture
def bench(warehouse):
    return Bench(warehouse)


def asked(bench: Bench) -> list[tuple[str, str]]:
    with bench.warehouse.read() as db:
        return list_pairs_to_review(db, WINDOW, 10)


@pytest.mark.parametrize(
    ("share", "is_asked"),
    [(0.8, False), (0.6, True), (0.54, True), (0.48, False)],
    ids=["folds by itself", "Jaccard .43", "Jaccard .36", "Jaccard .31"],
)
def test_a_pair_kept_apart_is_asked_about_from_a_jaccard_on(bench, share, is_asked):
    bench.night(
        Kept("report", " ".join(WORDS), host="one.example"),
        Kept("like", with_share(share), host="two.example"),
    )
    assert bool(asked(bench)) is is_asked


@pytest.mark.parametrize(("words", "is_asked"), [(70, True), (55, False)])
def test_a_short_text_of_which_much_stands_in_a_long_one_is_asked_about(bench, words, is_asked):
    short = " ".join([*WORDS[100 : 100 + words], *report(3, 100 - words).split(" ")])
    bench.night(Kept("report", " ".join(WORDS), host="one.example"), Kept("like", short, host="two.example"))
    assert bool(asked(bench)) is is_asked


def test_members_under_unlike_titles_are_asked_about_first(bench):
    text = " ".join(WORDS)
    first = Kept("report", text, host="one.example", title="Ferry sinks off Marrowick")
    unlike = Kept("unlike", text, FIRST_DAY + timedelta(hours=1), "two.example", title="Bread is dearer")
    doubt = Kept("doubt", with_share(0.54), host="three.example", title="Ferry sinks off Marrowick")
    bench.night(first, unlike, doubt)
    pair = (min(first.article_id, unlike.article_id), max(first.article_id, unlike.article_id))
    assert asked(bench)[0] == pair
    assert len(asked(bench)) > 1
    with bench.warehouse.read() as db:
        assert "Own words shared: " in question_about(db, *pair, kernel=bench.kernel).body
    judge(bench, pair, Verdict.SAME, by="ed")
    assert pair not in asked(bench)


def test_a_question_about_a_pair_that_folds_says_what_keeps_it_apart(bench):
    report_ = Kept("report", " ".join(WORDS), host="report.example")
    twin = Kept("twin", report_.text, FIRST_DAY + timedelta(hours=1), "twin.example")
    copy = Kept("copy", with_share(0.9), host="copy.example")
    bench.night(report_, twin, copy)
    judge(bench, (twin.article_id, copy.article_id), Verdict.DIFFERENT, by="ed")
    with bench.warehouse.read() as db:
        question = question_about(db, *sorted([report_.article_id, copy.article_id]), kernel=bench.kernel)
    assert "They stand in two stories: a person keeps" in question.body


def test_one_form_with_other_facts_is_no_doubt_however_alike(bench):
    form = "The bank of {0} set its rate at {1} percent on {2}. Governor {3} told reporters in {0} so. "
    texts = [
        form.format(*facts) + " ".join(WORDS[:80])
        for facts in (("Ankala", "50.0", "Monday", "Belgin"), ("Plata", "4.25", "Friday", "Caldo"))
    ]
    bench.night(*(Kept(f"form{number}", text, host=f"{number}.example") for number, text in enumerate(texts)))
    assert bench.table("SELECT relation FROM article_pairs") == [("template",)]
    assert asked(bench) == []


def test_what_a_person_has_judged_is_asked_no_more(bench):
    pair = (
        Kept("report", " ".join(WORDS), host="one.example"),
        Kept("like", with_share(0.6), host="two.example"),
    )
    bench.night(*pair)
    ((left, right),) = asked(bench)
    judge(bench, (left, right), Verdict.DIFFERENT, by="ed")
    assert asked(bench) == []


def test_the_parts_of_a_series_are_asked_about_once_and_the_others_after_the_answer(bench):
    parts = [
        Kept(
            f"part{number}",
            " ".join([*WORDS[:130], *report(20 + number, 110).split(" ")]),
            host="daily.example",
        )
        for number in range(4)
    ]
    bench.night(*parts)
    assert len(bench.table("SELECT * FROM article_pairs")) == 6
    (first,) = asked(bench)
    judge(bench, first, Verdict.DIFFERENT, by="ed")
    (second,) = asked(bench)
    assert second != first


def test_two_stories_of_several_copies_are_asked_about_once(bench):
    one, other = " ".join(WORDS), with_share(0.54)
    bench.night(
        *(Kept(f"one{number}", one, host=f"a{number}.example") for number in range(2)),
        *(Kept(f"other{number}", other, host="b.example") for number in range(2)),
    )
    assert len(bench.stories()) == 2
    assert len(asked(bench)) == 1


def test_a_question_leads_to_the_page_of_the_pair(bench):
    bench.night(
        Kept("report", " ".join(WORDS), host="one.example"),
        Kept("like", with_share(0.6), host="two.example"),
    )
    ((left, right),) = asked(bench)
    with bench.warehouse.read() as db:
        question = question_about(
            db, left, right, kernel=bench.kernel, address="https://x.example/stories/pair/1/2"
        )
    assert question.body.startswith(
        "[Both texts side by side, and what an answer changes](https://x.example/stories/pair/1/2)"
    )
