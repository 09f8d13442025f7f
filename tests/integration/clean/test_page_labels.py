"""What the rules of pages label: drafts made again under other rules, and what waits for what."""

from __future__ import annotations

from datetime import timedelta

from pipeline.maintenance import reprocess
from pipeline.model import Request, Window
from pipeline.steps.clean.clean_waiting import _label
from pipeline.steps.clean.step import run
from pipeline.steps.extract import page_labels
from tests.integration.drafted_pages import SHARE_BAR, START, TEXT, clean, hold, labelled_before, labels, page


def test_a_page_that_other_rules_labelled_is_labelled_by_the_present_ones(runtime):
    one = page(1)
    with runtime.warehouse.write() as db:
        hold(db, one)
        labelled_before(db, one, 5, SHARE_BAR, "cleaning-0")
    run(Request("r"), runtime)
    assert labels(runtime, one) == ["body"] * 6
    text = runtime.warehouse.ask("SELECT text, draft_text, page_scheme FROM article_versions")[1]
    assert text == [("\n\n".join(one.texts), None, page_labels.SCHEME)]


def test_labels_stay_those_of_the_text_until_both_are_made_anew(runtime):
    """Between two rounds of cleaning a reader sees the old labels beside the old text, not new ones."""
    one = page(1)
    with runtime.warehouse.write() as db:
        hold(db, one)
        labelled_before(db, one, 5, SHARE_BAR, page_labels.SCHEME)
    run(Request("r"), runtime)
    assert labels(runtime, one) == ["body"] * 5 + ["boilerplate"]
    with runtime.warehouse.write() as db:
        labelled_before(db, one, 5, SHARE_BAR, "cleaning-0")
        page_labels.redraft(db, [one.article_id])
    assert labels(runtime, one) == ["body"] * 5 + ["boilerplate"]
    assert runtime.warehouse.ask("SELECT text FROM article_versions")[1] == [("\n\n".join(one.texts[:5]),)]
    run(Request("r"), runtime)
    assert labels(runtime, one) == ["body"] * 6
    assert runtime.warehouse.ask("SELECT text FROM article_versions")[1] == [("\n\n".join(one.texts),)]


def test_a_block_that_is_no_text_any_more_is_labelled_by_its_page(runtime):
    one = page(1, menu="Weather")
    clean(runtime, one)
    now = labels(runtime, one)
    with runtime.warehouse.write() as db:
        labelled_before(db, one, 6, TEXT, page_labels.SCHEME)
    run(Request("r"), runtime)
    assert labels(runtime, one) == ["body"] * 7
    with runtime.warehouse.write() as db:
        labelled_before(db, one, 6, TEXT, "cleaning-0")
    run(Request("r"), runtime)
    assert labels(runtime, one) == now == ["body"] * 6 + ["boilerplate"]


def test_a_window_cleaned_again_from_its_blocks_is_labelled_by_the_present_rules(runtime):
    """A rule may have changed under the same name; whoever asks for a window to be cleaned again need not know."""
    one = page(1)
    with runtime.warehouse.write() as db:
        hold(db, one)
        labelled_before(db, one, 5, SHARE_BAR, page_labels.SCHEME)
    run(Request("r"), runtime)
    window = Window(START, START + timedelta(days=1))
    marked = reprocess.mark(Request("r", window=window), runtime, reprocess.Origin.BLOCKS)
    run(Request("r"), runtime)
    assert marked.counts == {"articles": 1}
    assert labels(runtime, one) == ["body"] * 6


def test_an_article_read_again_while_it_waits_for_its_labels_waits_for_votes_first(runtime):
    one = page(1)
    clean(runtime, one)
    with runtime.warehouse.write() as db:
        hold(db, one)
        db.upsert("pending_work", [{"step": "label", "subject_id": one.article_id}])
    _label(runtime)
    waits = "SELECT step FROM pending_work WHERE step IN ('clean', 'label') ORDER BY step"
    assert runtime.warehouse.ask(waits)[1] == [("clean",), ("label",)]
    run(Request("r"), runtime)
    assert runtime.warehouse.ask(waits)[1] == []


def test_an_article_marked_since_the_drafts_were_made_waits_for_the_next_run(runtime):
    one = page(1)
    clean(runtime, one)
    with runtime.warehouse.write() as db:
        db.run("maintenance/mark_drafts_to_make_again", start_at=START, end_at=START + timedelta(days=1))
        db.upsert("pending_work", [{"step": "clean", "subject_id": one.article_id}])
        assert db.rows("clean/list_articles_to_match") == []
