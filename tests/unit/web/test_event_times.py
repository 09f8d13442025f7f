"""Of an event whose first article gives a day and no hour, the pages name the day, and nobody as the first."""

from __future__ import annotations

import pytest

from tests import made_rows as made
from tests.unit.web.small_press import BRIDGE_STORY, DAY, HARBOUR_STORY


@pytest.fixture(params=[1, 0])
def is_exact(request, runtime):
    """Give whether the hour is known of the first story of an event of two."""
    stories = [
        made.story(each.story_id, each.pieces[0].article_id, at=DAY.replace(hour=hour), first_is_exact=exact)
        for each, hour, exact in [(HARBOUR_STORY, 0, request.param), (BRIDGE_STORY, 14, 1)]
    ]
    with runtime.warehouse.write() as db:
        made.write(db, "stories", stories)
        made.write(db, "events", [made.event("e1", at=DAY, stories=2)])
        made.write(db, "event_members", [made.event_member(each["story_id"], "e1") for each in stories])
    return request.param == 1


def _said(is_exact):
    return "9 Mar 2031, 00:00 to" if is_exact else "on 9 Mar 2031 to"


def test_the_events_of_a_day(as_reader, is_exact):
    page = as_reader.get("/events?day=2031-03-09").text
    assert _said(is_exact) in page
    assert ("00:00 to" in page) is is_exact


def test_an_event(as_reader, is_exact):
    page = as_reader.get("/event/e1").text
    assert _said(is_exact) in page
    assert ('<span class="small">first</span>' in page) is is_exact
    assert "9 Mar 2031, 14:00, 1 article" in page
