"""The JSON API as a script gets it, on each database."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient

from pipeline.web import api_records
from pipeline.web.app import create_app
from tests.made_rows import NOON, event, event_member, insert
from tests.unit.web.small_press import ALL_STORIES, HARBOUR_STORY, HOSTILE, HOSTILE_TITLE

API = "/api/v1"
ADDRESSES = [
    f"{API}/{name}" for name in ("stories", "search?q=x", "pairs", "events", "sources", "openapi.json")
]


def all_of(client, address, name, **asked):
    """Return every entry of a list, read page by page."""
    found, after = [], ""
    for _ in range(100):
        answer = client.get(f"{API}/{address}", params=asked | {"after": after})
        assert answer.status_code == 200, answer.text
        found += answer.json()[name]
        after = answer.json()["next"]
        if not after:
            return found
    raise AssertionError("the pages do not end")


def ids(entries, name="story_id"):
    return [entry[name] for entry in entries]


def test_all_stories_come_page_by_page_the_latest_first_and_each_once(as_reader):
    whole = all_of(as_reader, "stories", "stories", limit=200)
    assert sorted(ids(whole)) == sorted(story.story_id for story in ALL_STORIES)
    assert [story["first_at"] for story in whole] == sorted(
        (story["first_at"] for story in whole), reverse=True
    )
    for limit in (1, 2, 3):
        assert all_of(as_reader, "stories", "stories", limit=limit) == whole


def test_stories_are_found_by_day_host_language_and_size(as_reader):
    day = HARBOUR_STORY.pieces[0]
    found = all_of(as_reader, "stories", "stories", host=day.host.upper(), least_articles=2, language="en")
    assert ids(found) == [HARBOUR_STORY.story_id]
    on = found[0]["first_at"][:10]
    assert HARBOUR_STORY.story_id in ids(all_of(as_reader, "stories", "stories", **{"from": on, "to": on}))
    assert all_of(as_reader, "stories", "stories", to="1999-01-01") == []
    assert all_of(as_reader, "stories", "stories", host="nobody.example") == []


def test_a_story_has_its_text_and_its_members_page_by_page(as_reader):
    address = f"{API}/stories/{HARBOUR_STORY.story_id}"
    found = as_reader.get(address).json()
    assert found["story"]["article_count"] == len(found["members"]) == len(HARBOUR_STORY.pieces)
    assert found["text"].startswith("The harbour of Velmouth")
    assert [each["relation"] for each in found["members"]].count("canonical") == 1
    page = as_reader.get(address, params={"limit": 2}).json()
    rest = as_reader.get(address, params={"after": page["next"]}).json()
    assert page["members"] + rest["members"] == found["members"]
    assert rest["next"] is None


def test_pairs_come_with_their_evidence(as_reader):
    article = HARBOUR_STORY.pieces[1].article_id
    whole = all_of(as_reader, "pairs", "pairs", limit=1)
    assert whole == all_of(as_reader, "pairs", "pairs", limit=200)
    mine = all_of(as_reader, "pairs", "pairs", article=article)
    assert mine == [pair for pair in whole if article in (pair["left_id"], pair["right_id"])]
    assert mine
    assert {pair["relation"] for pair in all_of(as_reader, "pairs", "pairs", relation="template")} == {
        "template"
    }
    pair = mine[0]
    found = as_reader.get(f"{API}/pairs/{pair['right_id']}/{pair['left_id']}").json()
    assert found["pair"] == pair
    assert found["in_one_story"] is True
    assert found["reason"]


def test_events_and_sources_are_listed(as_reader, runtime):
    one, two, alone = (story.story_id for story in ALL_STORIES[:3])
    insert(
        runtime.warehouse,
        {
            "events": [event("e1", stories=2), event("e2", at=NOON + timedelta(days=1))],
            "event_members": [event_member(one, "e1"), event_member(two, "e1"), event_member(alone, "e2")],
        },
    )
    listed = all_of(as_reader, "events", "events", limit=1)
    assert ids(listed, "event_id") == ["e2", "e1"]
    assert ids(all_of(as_reader, "events", "events", least_stories=2), "event_id") == ["e1"]
    assert all_of(as_reader, "events", "events", **{"from": NOON.date() + timedelta(days=2)}) == []
    found = as_reader.get(f"{API}/events/e1").json()
    assert found["event"] == listed[1]
    assert sorted(ids(found["stories"])) == sorted([one, two])
    assert as_reader.get(f"{API}/events/{two}").json() == found
    sources = as_reader.get(f"{API}/sources").json()["sources"]
    assert "wires" in ids(sources, "source_id")


def test_stories_are_found_by_what_their_articles_say(as_reader):
    whole = all_of(as_reader, "search", "hits", q="harbour velmouth")
    assert HARBOUR_STORY.story_id in ids(whole)
    assert all("Velmouth" in hit["said"] for hit in whole)
    assert all_of(as_reader, "search", "hits", q="harbour velmouth", limit=1) == whole
    assert all_of(as_reader, "search", "hits", q="harbour velmouth", to="1999-01-01") == []
    hosts = {piece.host for piece in HARBOUR_STORY.pieces}
    assert {hit["host"] for hit in all_of(as_reader, "search", "hits", q="harbour", host=min(hosts))} <= {
        min(hosts)
    }


def test_times_are_in_utc_and_texts_are_as_they_are(as_reader):
    found = as_reader.get(f"{API}/stories/{HOSTILE.story_id}")
    assert found.headers["content-type"] == "application/json"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.json()["story"]["title"] == HOSTILE_TITLE
    assert datetime.fromisoformat(found.json()["story"]["first_at"]).utcoffset().total_seconds() == 0


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("stories?from=yesterday", 400, "from: "),
        ("stories?limit=0", 400, "limit: "),
        ("stories?limit=201", 400, "limit: "),
        ("stories?after=half", 400, "'half' is no `next`"),
        ("stories?from=9999-12-31", 400, "9999-12-31"),
        ("pairs?relation=alike", 400, "relation: "),
        ("pairs?after=x", 400, "'x' is no `next`"),
        ("pairs?article=a0123456789", 404, "a0123456789"),
        ("stories/s0123456789", 404, "s0123456789"),
        (f"stories/{HARBOUR_STORY.story_id}?after=99999999999999999999999", 200, "members"),
        (f"stories/{HARBOUR_STORY.story_id}?after=-99999999999999999999999", 200, "members"),
        ("events/e0123456789", 404, "e0123456789"),
        ("pairs/a1/a1", 404, "two different"),
        ("search", 400, "q: "),
        ("search?q=x&after=0", 400, "'0' is no `next`"),
        ("search?q=x&from=9999-12-31", 400, "9999-12-31"),
        ("nothing", 404, "Not Found"),
    ],
)
def test_what_cannot_be_answered_is_said_in_json(as_reader, address, status, said):
    answer = as_reader.get(f"{API}/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
    assert said in answer.text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(as_editor, method):
    described = as_editor.get(f"{API}/openapi.json").json()["paths"]
    assert {verb for path in described.values() for verb in path} == {"get"}
    for address in ADDRESSES:
        assert getattr(as_editor, method)(address).status_code == 405


def test_it_asks_who_somebody_is_as_the_pages_do_and_sends_no_script_to_a_login(runtime):
    def nobody():
        raise HTTPException(401, "Sign in first.")

    app = create_app(runtime, nobody, sign_in=lambda _: "/login")
    with TestClient(app, base_url="http://pages.example", follow_redirects=False) as client:
        assert client.get("/").status_code == 303
        for address in [*ADDRESSES, f"{API}/stories/{HARBOUR_STORY.story_id}"]:
            answer = client.get(address)
            assert (answer.status_code, answer.json()) == (401, {"detail": "Sign in first."})


def test_every_address_and_field_is_documented(as_reader):
    described = as_reader.get(f"{API}/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert sorted(described["paths"]) == [
        f"{API}/{path}"
        for path in (
            "events",
            "events/{event_id}",
            "pairs",
            "pairs/{left}/{right}",
            "search",
            "sources",
            "stories",
            "stories/{story_id}",
        )
    ]
    for path in described["paths"].values():
        assert path["get"]["description"]
        assert path["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    schemas = described["components"]["schemas"]
    for name in ("Story", "Member", "Pair", "Event", "EventStory", "Source"):
        record = getattr(api_records, name)
        assert list(schemas[name]["properties"]) == [each.name for each in fields(record)]
        assert schemas[name]["description"].split()


def test_the_fields_of_a_version_stay():
    """Add to this list; take nothing from it. Scripts read these names."""
    kept = {
        "Story": "story_id title first_at last_at first_is_exact article_count host_count independent_origin_count origin"
        " language article_id url host",
        "Member": "article_id url host title article_at earliest_at latest_at seconds_after_first wire_agency relation"
        " matched_article_id jaccard containment",
        "Pair": "left_id right_id relation jaccard containment shared_shingles rule_version verdict judged_by judged_at",
        "Event": "event_id title first_at last_at story_count article_count host_count independent_source_count",
        "Source": "source_id kind location language publisher enabled polled_at poll_outcome captures last_capture_at advice",
    }
    for name, names in kept.items():
        assert set(names.split()) <= {each.name for each in fields(getattr(api_records, name))}
