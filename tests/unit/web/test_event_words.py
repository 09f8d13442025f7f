"""An editor says that two reports are of one event, or not: first what it changes, then the word, then its withdrawal."""

from __future__ import annotations

import re

import pytest

from pipeline.model import Verdict
from pipeline.review.event_judgements import judge_events
from pipeline.steps.link.step import link_waiting
from tests.unit.web.small_press import ALL_STORIES, BRIDGE_STORY, HARBOUR_STORY, NOTICE_ONE

HARBOUR, BRIDGE, NOTICE = (each.pieces[0].article_id for each in (HARBOUR_STORY, BRIDGE_STORY, NOTICE_ONE))
LEFT, RIGHT = sorted((HARBOUR, BRIDGE))
PAIR = f"/pair/{LEFT}/{RIGHT}"


@pytest.fixture(autouse=True)
def linked(runtime):
    """Link what the small press holds."""
    with runtime.warehouse.write() as db:
        stories = [each.story_id for each in ALL_STORIES]
        db.upsert("pending_work", [{"step": "link", "subject_id": each} for each in stories])
        link_waiting(db, runtime)


def _token(page):
    return re.search(r'name="token" value="([^"]+)"', page.text).group(1)


def _words(runtime):
    return runtime.warehouse.ask("SELECT left_id, right_id, verdict, judged_by, note FROM event_judgements")[
        1
    ]


def _say(client, verdict, note=""):
    tried = client.get(f"{PAIR}/event", params={"verdict": verdict, "note": note})
    return tried, client.post(
        f"{PAIR}/event", data={"token": _token(tried), "verdict": verdict, "note": note}
    )


def test_the_page_of_two_stories_says_whether_they_are_one_event_and_why(as_reader):
    page = as_reader.get(PAIR)
    assert "Two events" in page.text
    assert "Different events: score 0." in page.text
    assert "One event …" not in page.text  # a reader may not judge


def test_trying_a_word_shows_both_sides_of_the_change_and_stores_nothing(as_editor, runtime):
    as_editor.get(PAIR)
    tried = as_editor.get(f"{PAIR}/event", params={"verdict": "same", "note": 'a <b>"note"</b>'})
    assert tried.status_code == 200
    assert HARBOUR_STORY.pieces[0].title in tried.text
    assert BRIDGE_STORY.pieces[0].title in tried.text
    assert "Nothing is stored yet." in tried.text
    assert "<b>" not in tried.text
    assert _words(runtime) == []
    assert runtime.warehouse.ask("SELECT count(*) FROM events")[1] == [(len(ALL_STORIES),)]


def test_a_word_is_stored_shown_and_taken_back(as_editor, runtime):
    _, answer = _say(as_editor, "same", " both seen ")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{PAIR}?done=event_same#events"
    assert _words(runtime) == [(LEFT, RIGHT, "same", "ana", "both seen")]
    page = as_editor.get(f"{PAIR}?done=event_same").text
    assert "Stored: one event." in page
    assert "ana said on 2031-03-10" in page
    assert "(both seen)" in page
    event = as_editor.get(f"/event/{HARBOUR_STORY.story_id}").text
    assert "ana said on 2031-03-10" in event
    assert "Another report of this event" in event
    tried, answer = _say(as_editor, "take_back")
    assert "Store it" in tried.text
    assert answer.headers["location"] == f"{PAIR}?done=event_take_back#events"
    assert _words(runtime) == []
    assert "Two events" in as_editor.get(PAIR).text


def test_a_word_that_contradicts_is_refused_with_both_sentences(as_editor, runtime):
    judge_events(runtime, (HARBOUR, NOTICE), Verdict.SAME, by="bo")
    judge_events(runtime, (BRIDGE, NOTICE), Verdict.DIFFERENT, by="cy", note="weeks <apart>")
    tried = as_editor.get(f"{PAIR}/event", params={"verdict": "same"})
    assert "bo said on 2031-03-10" in tried.text
    assert "cy said on 2031-03-10" in tried.text
    assert "&lt;apart&gt;" in tried.text
    assert "Store it" not in tried.text
    token = _token(as_editor.get(PAIR))
    refused = as_editor.post(f"{PAIR}/event", data={"token": token, "verdict": "same"})
    assert refused.status_code == 409
    assert "cy said on 2031-03-10" in refused.text
    assert len(_words(runtime)) == 2


def test_one_story_of_two_that_are_of_different_events_is_refused_with_the_sentence(as_editor, runtime):
    judge_events(runtime, (HARBOUR, BRIDGE), Verdict.DIFFERENT, by="cy")
    fields = {"token": _token(as_editor.get(PAIR)), "verdict": "same"}
    refused = as_editor.post(f"{PAIR}/judgement", data=fields)
    assert refused.status_code == 409
    assert "cy said on 2031-03-10" in refused.text
    kept = f"SELECT * FROM judgements WHERE left_id = '{LEFT}' AND right_id = '{RIGHT}'"
    assert runtime.warehouse.ask(kept)[1] == []


def test_of_several_answers_one_that_contradicts_is_left_out_and_said(as_editor, runtime):
    judge_events(runtime, (HARBOUR, BRIDGE), Verdict.DIFFERENT, by="cy")
    fields = {"token": _token(as_editor.get(PAIR)), "day": "2031-03-09"}
    fields |= {f"answer~{LEFT}~{RIGHT}": "same", f"answer~{HARBOUR}~{NOTICE}": "different"}
    answer = as_editor.post("/review", data=fields)
    page = as_editor.get(answer.headers["location"]).text
    assert "1 answer is not stored" in page
    assert "1 answer stored." in page
    kept = f"SELECT * FROM judgements WHERE left_id = '{LEFT}' AND right_id = '{RIGHT}'"
    assert runtime.warehouse.ask(kept)[1] == []


@pytest.mark.parametrize("verdict", ["", "maybe"])
def test_a_form_without_a_word_is_refused(as_editor, runtime, verdict):
    assert as_editor.get(f"{PAIR}/event", params={"verdict": verdict}).status_code == 400
    token = _token(as_editor.get(PAIR))
    assert as_editor.post(f"{PAIR}/event", data={"token": token, "verdict": verdict}).status_code == 400
    assert _words(runtime) == []


def test_a_reader_may_neither_try_nor_store_a_word(as_reader, as_editor, runtime):
    assert as_reader.get(f"{PAIR}/event", params={"verdict": "same"}).status_code == 403
    token = _token(as_editor.get(PAIR))
    assert as_reader.post(f"{PAIR}/event", data={"token": token, "verdict": "same"}).status_code == 403
    assert as_editor.post(f"{PAIR}/event", data={"token": "x", "verdict": "same"}).status_code == 403
    assert _words(runtime) == []


def test_a_word_on_an_article_that_is_not_held_is_no_page(as_editor):
    gone = f"/pair/{LEFT}/a0000000000000000/event"
    assert as_editor.get(gone, params={"verdict": "same"}).status_code == 404
    assert as_editor.get(f"/pair/{LEFT}/{LEFT}/event", params={"verdict": "same"}).status_code == 404
