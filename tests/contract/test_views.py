"""The views for analysts give the same answers on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.adapters.sql_files import SqlFiles
from tests.contract.morning import MORNING, capture

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
STORIES = MORNING["stories"][:1]


def asked(warehouse, statement):
    names, rows = warehouse.ask(statement)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_a_canonical_story_shows_its_article_and_how_many_voices_tell_it(morning):
    first, second = asked(
        morning,
        "SELECT story_id, title, url, article_count, independent_origin_count, origin, wire_agency, first_at, published_at,"
        " word_count, text FROM canonical_stories ORDER BY first_at",
    )
    assert first == {
        "story_id": "s1",
        "title": "Pilots vote to strike",
        "url": "https://herald.example/1",
        "article_count": 3,
        "independent_origin_count": 1,
        "origin": "northwire",
        "wire_agency": "northwire",
        "first_at": datetime(2026, 3, 2, 8, tzinfo=UTC),
        "published_at": datetime(2026, 3, 2, 8, tzinfo=UTC),
        "word_count": 18,
        "text": first["text"],
    }
    assert first["text"].startswith("Harbour pilots")
    assert (second["story_id"], second["article_count"]) == ("s2", 1)


def test_a_timeline_tells_who_followed_and_how_much_later(morning):
    found = asked(
        morning,
        "SELECT host, place, seconds_after_first, relation, jaccard FROM story_timeline"
        " WHERE story_id = 's1' ORDER BY place",
    )
    assert [tuple(row.values()) for row in found] == [
        ("herald.example", 1, 0, "canonical", None),
        ("post.example", 2, 1800, "identical", 1.0),
        ("gazette.example", 3, 5400, "abridged", 0.55),
    ]


def test_syndication_counts_what_each_host_took_from_whom(morning):
    found = asked(
        morning,
        "SELECT origin, copying_host, stories, articles, timed_stories, average_delay_seconds, last_at"
        " FROM syndication ORDER BY copying_host",
    )
    assert [(row["origin"], row["copying_host"], row["stories"]) for row in found] == [
        ("northwire", "gazette.example", 1),
        ("northwire", "herald.example", 1),
        ("northwire", "post.example", 1),
    ]
    assert [(row["timed_stories"], row["average_delay_seconds"]) for row in found] == [
        (1, 5400),
        (1, 0),
        (1, 1800),
    ]
    assert found[0]["last_at"] == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def copies(morning, **times):
    """Return who copied the strike report from whom, after other times for its articles and no agency for its origin."""
    with morning.write() as db:
        db.upsert("articles", [{**row, **times.get(row["article_id"], {})} for row in MORNING["articles"]])
        db.upsert("stories", [{**row, "origin": row["origin"] and "herald.example"} for row in STORIES])
    found = asked(
        morning, "SELECT origin, copying_host, delay_seconds FROM story_copies ORDER BY copying_host"
    )
    return [tuple(row.values()) for row in found]


def test_a_host_that_is_known_to_be_first_is_the_origin(morning):
    assert copies(morning) == [
        ("herald.example", "gazette.example", 5400),
        ("herald.example", "post.example", 1800),
    ]


def test_nobody_is_first_on_a_date_without_an_hour(morning):
    """The day of the gazette's page begins before the others' hours and ends after them."""
    day = {
        "article_at": MIDNIGHT,
        "earliest_at": MIDNIGHT - timedelta(hours=14),
        "latest_at": MIDNIGHT + timedelta(hours=36),
    }
    assert copies(morning, a3=day) == []


def test_a_day_that_came_later_is_a_copy_without_a_delay(morning):
    next_day = MIDNIGHT + timedelta(days=2)
    day = {
        "article_at": next_day,
        "earliest_at": next_day - timedelta(hours=14),
        "latest_at": next_day + timedelta(hours=36),
    }
    assert copies(morning, a3=day) == [
        ("herald.example", "gazette.example", None),
        ("herald.example", "post.example", 1800),
    ]


def test_a_page_without_a_date_may_have_been_first(morning):
    assert copies(morning, a3={"earliest_at": None}) == []


def test_an_agency_does_not_copy_itself(morning):
    with morning.write() as db:
        db.upsert("articles", [{**MORNING["articles"][0], "host_agency": "northwire"}])
    found = asked(morning, "SELECT copying_host FROM story_copies ORDER BY copying_host")
    assert [row["copying_host"] for row in found] == ["gazette.example", "post.example"]


def test_a_timeline_gives_no_seconds_where_an_hour_is_not_known(morning):
    with morning.write() as db:
        db.upsert("articles", [{**MORNING["articles"][0], "earliest_at": None}])
    found = asked(morning, "SELECT seconds_after_first FROM story_timeline WHERE story_id = 's1'")
    assert [row["seconds_after_first"] for row in found] == [None] * 3


def test_a_history_tells_what_changed_between_versions(morning):
    second = {**MORNING["article_versions"][0], "capture_id": "c5", "version": 2, "is_latest": 1}
    with morning.write() as db:
        db.upsert("article_versions", [{**MORNING["article_versions"][0], "is_latest": 0}])
        db.upsert("article_versions", [{**second, "title": "Pilots strike", "word_count": 21}])
    found = asked(
        morning,
        "SELECT version, title, title_before, has_new_title, has_new_text, words_more FROM article_history"
        " WHERE article_id = 'a1' ORDER BY version",
    )
    assert [tuple(row.values()) for row in found] == [
        (1, "Pilots vote to strike", None, None, None, None),
        (2, "Pilots strike", "Pilots vote to strike", 1, 0, 3),
    ]


def test_a_story_is_listed_with_its_hosts(morning):
    found = asked(
        morning,
        "SELECT host, articles, is_canonical, wire_agency FROM story_hosts WHERE story_id = 's1' ORDER BY host",
    )
    assert [tuple(row.values()) for row in found] == [
        ("gazette.example", 1, 0, None),
        ("herald.example", 1, 1, "northwire"),
        ("post.example", 1, 0, "northwire"),
    ]


def test_a_host_is_counted_by_day(morning):
    found = asked(
        morning,
        "SELECT host, day, articles, words, canonical, shared, credited FROM host_days ORDER BY host",
    )
    assert [tuple(row.values()) for row in found] == [
        ("gazette.example", "2026-03-02", 1, 9, 0, 1, 0),
        ("herald.example", "2026-03-02", 1, 18, 1, 1, 1),
        ("post.example", "2026-03-02", 2, 30, 1, 1, 1),
    ]


def test_folding_is_counted_by_source_and_day(morning):
    found = asked(
        morning,
        "SELECT source_id, day, articles, stories, folded, folded_share, identical FROM folding_by_source_day"
        " ORDER BY source_id",
    )
    assert [tuple(row.values()) for row in found] == [
        ("gazette", "2026-03-02", 1, 0, 1, 1.0, 0),
        ("herald", "2026-03-02", 1, 1, 0, 0.0, 0),
        ("post", "2026-03-02", 2, 1, 1, 0.5, 1),
    ]


def test_boilerplate_is_counted_by_host(morning):
    found = {row["host"]: row for row in asked(morning, "SELECT * FROM boilerplate_by_host")}
    assert set(found) == {"herald.example", "post.example", "gazette.example"}
    post = found["post.example"]
    assert (post["articles"], post["blocks"], post["boilerplate_blocks"], post["other_story_blocks"]) == (
        2,
        5,
        2,
        1,
    )
    assert post["removed_characters"] == 2 * len("Sign up for the Post at Five") + len(
        "Pilots vote to strike"
    )
    assert 0 < post["removed_share"] < 0.5
    assert (post["learned"], post["confirmed"], post["vetoed"]) == (1, 0, 1)
    assert found["herald.example"]["removed_share"] == 0.0


def test_a_view_still_answers_to_its_former_name(morning):
    former, now = (
        asked(morning, f"SELECT * FROM {view} ORDER BY host")
        for view in ("furniture_by_host", "boilerplate_by_host")
    )
    assert former == now


def test_health_shows_how_captures_ended_beside_what_is_usual(morning):
    found = asked(
        morning,
        "SELECT source_id, day, captures, articles, rejected, waiting, usual_captures, share_of_usual"
        " FROM ingest_health ORDER BY source_id, day",
    )
    assert [tuple(row.values()) for row in found if row["source_id"] == "herald"] == [
        ("herald", "2026-03-01", 2, 0, 2, 0, None, None),
        ("herald", "2026-03-02", 3, 1, 1, 1, 2.0, 1.5),
    ]


def test_a_silent_day_of_a_source_shows_as_a_row_of_zero(morning):
    with morning.write() as db:
        db.upsert("captures", [capture(99, "post", at=datetime(2026, 3, 3, tzinfo=UTC))])
    (row,) = asked(
        morning,
        "SELECT captures, share_of_usual FROM ingest_health WHERE source_id = 'herald' AND day = '2026-03-03'",
    )
    assert row == {"captures": 0, "share_of_usual": 0.0}


@pytest.mark.parametrize("view", [view.name for view in SqlFiles("sqlite").views])
def test_every_view_names_its_columns_in_its_comment(warehouse, view):
    text = next(file.text for file in SqlFiles("sqlite").views if file.name == view)
    comment = " ".join(line for line in text.splitlines() if line.startswith("--"))
    names, rows = warehouse.ask(f"SELECT * FROM {view}")
    assert rows == []
    assert names
    assert [name for name in names if name not in comment] == []
