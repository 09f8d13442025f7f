from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.crawling.selection import (
    BEYOND,
    HEAD_PARTS,
    LATER,
    LOOK_BACK,
    MAX_PARTS,
    OLDER,
    Span,
    choose_parts,
    span_of,
)
from pipeline.crawling.windows import day_window
from pipeline.model import Window

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN = Span(None, None)


def test_a_run_looks_a_week_back_from_the_latest_page():
    latest = NOW - 3 * DAY
    span = span_of(Window(), [latest, latest - 30 * DAY], now=NOW, answered_at=None)
    assert span.why_left_out(latest - LOOK_BACK) is None
    assert span.why_left_out(latest - LOOK_BACK - DAY) == OLDER


def test_a_run_after_a_longer_silence_looks_back_to_the_last_answer():
    span = span_of(Window(), [NOW], now=NOW, answered_at=NOW - 20 * DAY)
    assert span.why_left_out(NOW - 20 * DAY) is None


def test_the_window_of_last_night_takes_what_changed_since():
    """Some sites give all their pages the time of a nightly rebuild."""
    span = span_of(day_window((NOW - DAY).date()), [NOW], now=NOW, answered_at=NOW - DAY)
    assert span.why_left_out(NOW - timedelta(hours=1)) is None


def test_a_window_of_days_past_takes_the_pages_of_its_days():
    window = day_window((NOW - 5 * DAY).date())
    span = span_of(window, [NOW], now=NOW, answered_at=NOW - DAY)
    assert [span.why_left_out(NOW - days * DAY) for days in (4, 5, 6)] == [LATER, None, OLDER]


def test_an_undated_page_is_taken_and_undated_pages_bound_nothing():
    assert Span(NOW, NOW).why_left_out(None) is None
    assert span_of(Window(), [], now=NOW, answered_at=NOW) == OPEN


def parts(count: int) -> dict[str, datetime | None]:
    return {f"https://desk.example/{n}.xml": None for n in range(count, 0, -1)}


def test_later_runs_read_the_parts_that_one_leaves_out_and_the_newest_every_time():
    named = parts(60)
    read_at: dict[str, datetime] = {}
    for night in range(4):
        chosen = choose_parts(named, read_at, OPEN)
        assert len(chosen.urls) == MAX_PARTS
        assert set(list(named)[:HEAD_PARTS]) <= set(chosen.urls)
        assert chosen.left_out == {BEYOND: 60 - MAX_PARTS}
        read_at |= dict.fromkeys(chosen.urls, NOW + night * DAY)
    assert set(read_at) == set(named)


def test_the_first_run_reads_the_newest_parts():
    assert choose_parts(parts(60), {}, OPEN).urls == tuple(list(parts(60))[:MAX_PARTS])


def test_a_part_unchanged_for_long_is_left_out_as_older():
    chosen = choose_parts({"a": NOW, "b": NOW - 30 * DAY, "c": None}, {}, Span(NOW - LOOK_BACK, None))
    assert (chosen.urls, chosen.left_out) == (("a", "c"), {OLDER: 1})


def test_a_run_over_days_past_reads_the_parts_that_name_them_first():
    months = {
        f"https://desk.example/map-{year}-{month:02}.xml": None
        for year in (2024, 2025)
        for month in range(12, 0, -1)
    }
    start = datetime(2024, 3, 9, tzinfo=UTC)
    assert (
        choose_parts(months, {}, Span(start, start + DAY)).urls[0] == "https://desk.example/map-2024-03.xml"
    )
    days = {f"https://desk.example/202403{day:02}.xml": None for day in range(1, 32)}
    assert "https://desk.example/20240309.xml" in choose_parts(days, {}, Span(start, start + DAY)).urls


def test_a_part_that_is_called_that_of_the_news_is_read_in_every_run_wherever_it_stands():
    numbered = [f"https://desk.example/sitemap-{number}.xml" for number in range(60, 0, -1)]
    parts = dict.fromkeys([*numbered, "https://desk.example/sitemap-news.xml"])
    read_at = {"https://desk.example/sitemap-news.xml": datetime(2026, 3, 1, tzinfo=UTC)}
    chosen = choose_parts(parts, read_at, Span(None, None)).urls
    assert chosen[0] == "https://desk.example/sitemap-news.xml"
    assert [*numbered[:4]] == list(chosen[1:5])
