"""The five labelled texts: two are of one call, and neither each other nor a thousand pages of another year join them."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from itertools import islice

import pytest

from pipeline.evaluation.pages import moment_of
from pipeline.linking.candidates import meeting
from pipeline.linking.decision import model
from pipeline.linking.events import EventJudgements, group
from pipeline.linking.profile import StoryText, profile_of

pytestmark = pytest.mark.gold

SEEN = datetime(2026, 6, 1, tzinfo=UTC)
LIMITS = (0.6, 0.7, 0.8, 0.9)
HELD = 1_100
ONE_CALL = {"001", "003"}


def seed_stories(seeds):
    """Return the five as linking reads them: none says when it was published."""
    for name, gold in json.loads((seeds / "gold.json").read_text()).items():
        lines = (seeds / name).read_text(encoding="utf-8").split("\n")
        body = "\n".join(lines[number - 1] for number in gold["body"])
        yield StoryText(name[:3], lines[gold["title"] - 1] if gold["title"] else "", body, "en", None, SEEN)


def pages_of_2016(gold, *, dated):
    """Return labelled pages that were published in 2016, with their dates or as if they had none."""
    with gzip.open(gold / "events/clu_gva.jsonl.gz", "rt") as file:
        rows = (json.loads(line) for line in file)
        found = ((row, moment_of(row["date"])) for row in rows if (row.get("date") or "").startswith("2016"))
        for row, moment in islice(found, HELD):
            said = moment if dated else None
            yield StoryText(row["id"], row.get("title") or "", row["text"], "en", said, said or SEEN)


@pytest.fixture(scope="module", params=["alone", "pages of 2016 held", "their dates unknown"])
def scored(request, gold, seeds):
    """Return the profiles of the five and of what is held beside them, and the log-odds of all pairs that are looked at."""
    texts = list(seed_stories(seeds))
    if request.param != "alone":
        held = list(pages_of_2016(gold, dated=request.param == "pages of 2016 held"))
        assert len(held) == HELD
        texts += held
    profiles = {each.story_id: profile_of(each) for each in texts}
    scores = {
        (left.story_id, right.story_id): model().decide(left, right).log_odds
        for left, right in meeting(profiles.values())
    }
    return profiles, scores


@pytest.mark.parametrize("limit", LIMITS)
def test_two_of_the_five_are_one_event_and_no_other_story_joins_any(scored, limit):
    profiles, scores = scored
    events = group(profiles, scores, model(), EventJudgements(), link_limit=limit)
    of_seeds = [set(event) for event in events if any(len(story) == 3 for story in event)]
    assert sorted(of_seeds, key=min) == sorted([ONE_CALL, {"000"}, {"002"}, {"004"}], key=min)
