"""Discover and fetch over announced pages: what is due is fetched, once a night, and the numbers add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.adapters.bounded import READ_FEED, BoundedParser
from pipeline.crawling.windows import day_window
from pipeline.errors import CheckFailedError, Rejected, TransientError
from pipeline.model import Fetched, RequestOptions, Source, SourceKind, Validators
from pipeline.parsing.feeds.announcements import Announcements, Item
from pipeline.steps.discover import entries, polling
from pipeline.steps.discover import step as discover
from pipeline.steps.discover.sources import register
from pipeline.steps.fetch import step as fetch
from tests.integration.gathering import NOON, gathering, request

FEED = "https://desk.example/rss"
HOUR = timedelta(hours=1)


@pytest.fixture
def made(tmp_path, warehouse_url):
    gathered = gathering(tmp_path / "home", warehouse_url)
    gathered.register(Source("desk", SourceKind.FEED, FEED))
    yield gathered
    gathered.warehouse.close()


def rss(*paths: str, date: str = "Mon, 02 Mar 2026 10:00:00 GMT") -> bytes:
    items = "".join(
        f"<item><title>Title of {path}</title><link>https://desk.example/{path}</link><pubDate>{date}</pubDate></item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def page(path: str, text: str = "news") -> tuple[str, bytes]:
    return f"https://desk.example/{path}", f"<p>{path}: {text}</p>".encode()


def states(made) -> dict[str, tuple[str, str]]:
    rows = made.ask("SELECT url_key, state, outcome FROM feed_entries ORDER BY 1")
    return {key.removeprefix("desk.example/"): (state, outcome) for key, state, outcome in rows}


def adds_up(counts) -> bool:
    ends = ("captured", "held", "unchanged", "refused", "retry")
    return counts["records"] + counts["due"] == sum(counts[end] for end in ends)


def test_what_is_announced_is_fetched_and_every_page_has_an_outcome(made):
    made.http.answers = {
        FEED: rss("a", "b", "c", "d?utm_source=x"),
        **dict([page("a"), page("d?utm_source=x")]),
    }
    made.http.answers["https://desk.example/c"] = TransientError("deadline")
    found = discover.run(request(), made.runtime)
    assert (found.counts["polled"], found.counts["announced"], found.counts["new"]) == (1, 4, 4)
    report = fetch.run(request(), made.runtime)
    assert [report.counts[name] for name in ("due", "captured", "refused", "retry")] == [4, 2, 1, 1]
    assert adds_up(report.counts)
    assert report.notes == ("1 refused, http_404", "1 retry, deadline")
    assert states(made) == {
        "a": ("captured", "ok"),
        "b": ("refused", "http_404"),
        "c": ("retry", "deadline"),
        "d": ("captured", "ok"),
    }
    assert made.ask("SELECT url FROM captures ORDER BY url") == [
        (page("a")[0],),
        (page("d?utm_source=x")[0],),
    ]


def test_how_each_host_answered_is_kept_for_a_while(made):
    made.http.answers = {
        FEED: rss("a", "b", "c"),
        **dict([page("a")]),
        "https://desk.example/b": Rejected("robots"),
    }
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    columns = "run_id, host, pages, answered, refused_by_robots, failed, bytes"
    assert made.ask(f"SELECT {columns} FROM fetching_by_host") == [
        ("test", "desk.example", 3, 1, 1, 1, len(page("a")[1]))
    ]
    made.clock.now += 100 * 24 * HOUR
    made.http.answers |= {FEED: rss("d"), **dict([page("d")])}
    for step in (discover, fetch):
        step.run(replace(request(), run_id="later"), made.runtime)
    assert made.ask("SELECT DISTINCT run_id FROM host_fetches") == [("later",)]


def test_twice_is_once(made):
    made.http.answers = {FEED: rss("a", "b"), **dict([page("a")])}
    for _ in range(2):
        discover.run(request(), made.runtime)
        fetch.run(request(), made.runtime)
        tables = made.everything()
    made.clock.now += HOUR
    made.http.asked.clear()
    assert discover.run(request(), made.runtime).counts["unchanged"] == 1
    assert fetch.run(request(), made.runtime).counts["due"] == 0
    assert made.http.asked == [FEED]
    again = made.everything()
    assert {name: again[name] for name in ("feed_entries", "captures")} == {
        name: tables[name] for name in ("feed_entries", "captures")
    }


def test_a_page_is_looked_at_again_on_the_next_night_while_it_is_announced(made):
    made.http.answers = {FEED: rss("a", "b"), **dict([page("a"), page("b")])}
    night = [request(window=day_window(date(2026, 3, day))) for day in (2, 3, 4, 5)]
    for step in (discover, fetch):
        step.run(night[0], made.runtime)
    made.http.answers |= dict([page("a", "corrected")])
    made.clock.now += 24 * HOUR
    assert discover.run(night[1], made.runtime).counts["again"] == 2
    report = fetch.run(night[1], made.runtime)
    assert (report.counts["captured"], report.counts["unchanged"]) == (1, 1)
    assert made.ask("SELECT count(*) FROM captures") == [(3,)]
    made.clock.now += HOUR
    again = discover.run(night[1], made.runtime)
    assert (again.counts["again"], again.counts["known"]) == (0, 2)
    made.clock.now += 48 * HOUR
    assert discover.run(night[3], made.runtime).counts["again"] == 0  # no news any more


def test_an_old_night_is_loaded_as_it_was_and_leaves_later_pages_for_later(made):
    made.http.answers = {
        FEED: rss("a") .replace(b"</channel>", b"") [:-len(b"</rss>")]
        + b"<item><link>https://desk.example/b</link><pubDate>Tue, 03 Mar 2026 01:00:00 GMT</pubDate></item>"
        + b"<item><link>https://desk.example/undated</link></item></channel></rss>",
        **dict([page("a"), page("b"), page("undated")]),
    }  # fmt: skip
    made.clock.now = NOON + 3 * 24 * HOUR
    for step in (discover, fetch):
        step.run(request(window=day_window(date(2026, 3, 2))), made.runtime)
    assert {key for key, (state, _) in states(made).items() if state == "captured"} == {"a", "undated"}
    report = fetch.run(request(window=day_window(date(2026, 3, 4))), made.runtime)
    assert report.counts["captured"] == 1


def test_a_front_page_that_answers_for_a_dead_link_is_no_capture(made):
    made.http.answers = {FEED: rss("gone"), **dict([page("gone")])}
    front = Fetched("https://desk.example/?error=gone", NOON, 200, {}, b"<p>Front page</p>")
    made.http.answers["https://desk.example/gone"] = front
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    assert states(made)["gone"] == ("refused", "lands_on_the_front")
    assert made.ask("SELECT count(*) FROM captures") == [(0,)]


GUID_FEED = (
    "<rss><channel><item><title>{0}</title><link>https://desk.example/{1}</link><guid isPermaLink='false'>{2}</guid>"
    "<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>{3}</channel></rss>"
)


@pytest.mark.parametrize(
    ("item", "is_known"),
    [
        (("Mill reopens", "mill?token=2", "7", ""), True),
        (("Mill reopens on Monday", "mill-reopens-on-monday", "7", ""), True),  # the same time
        (("Mill reopens", "mill?token=2", "8", ""), False),
        (
            ("Mill reopens", "mill?token=2", "7", "<item><link>/b</link><guid>7</guid></item>"),
            False,
        ),  # shared
    ],
)
def test_an_item_whose_address_changed_is_known_by_its_id_where_more_says_so(made, item, is_known):
    made.http.answers = {
        FEED: GUID_FEED.format("Mill reopens", "mill?token=1", "7", "").encode(),
        **dict([page("mill?token=1")]),
    }
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    made.clock.now += 2 * HOUR
    made.http.answers[FEED] = GUID_FEED.format(*item).encode()
    counts = discover.run(request(), made.runtime).counts
    assert counts["new"] == (0 if is_known else 2 if item[3] else 1)
    assert counts["collapsed"] == (1 if is_known else 0)
    assert ends(counts) == counts["announced"]
    assert fetch.run(request(), made.runtime).counts["due"] == counts["new"]


def test_an_item_whose_address_changes_every_night_is_one_page_that_is_looked_at_again(made):
    for token in range(3):
        address = f"mill?token={token}"
        made.http.answers |= dict([page(address, f"night {min(token, 1)}")])
        made.http.answers[FEED] = GUID_FEED.format("Mill reopens", address, "7", "").encode()
        for step in (discover, fetch):
            step.run(request(), made.runtime)
        made.clock.now += 24 * HOUR
    assert set(states(made)) == {"mill?token=0"}
    assert made.http.asked.count("https://desk.example/mill?token=0") == 2  # on the third night it is no news


def test_an_id_with_no_more_than_a_day_says_nothing_about_another_path(made):
    first = GUID_FEED.format("Weather", "weather-1", "7", "").replace("10:00:00", "00:00:00")
    made.http.answers = {FEED: first.encode(), **dict([page("weather-1")])}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    made.clock.now += 2 * HOUR
    made.http.answers[FEED] = first.replace("weather-1", "weather-2").encode()
    assert discover.run(request(), made.runtime).counts["new"] == 1


def test_an_item_whose_id_is_reused_at_another_time_is_new(made):
    made.http.answers = {
        FEED: GUID_FEED.format("Weather", "weather-1", "7", "").encode(),
        **dict([page("weather-1")]),
    }
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    made.clock.now += 2 * HOUR
    later = GUID_FEED.format("Weather", "weather-2", "7", "").replace("10:00:00", "11:00:00")
    made.http.answers[FEED] = later.encode()
    assert discover.run(request(), made.runtime).counts["new"] == 1


def test_a_refused_page_comes_back_while_it_is_announced(made):
    made.http.answers = {FEED: rss("a", "b"), **dict([page("b")])}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    assert states(made)["a"] == ("refused", "http_404")
    made.http.answers |= dict([page("a")])
    made.clock.now += HOUR
    assert discover.run(request(), made.runtime).counts["again"] == 0
    made.clock.now += 2 * HOUR
    assert discover.run(request(), made.runtime).counts["again"] == 1
    assert fetch.run(request(), made.runtime).counts["captured"] == 1
    assert states(made)["a"] == ("captured", "ok")


def test_a_refused_page_comes_back_when_its_feed_answers_that_nothing_changed(made):
    made.http.answers = {FEED: rss("late")}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    made.clock.now += 24 * HOUR
    made.http.answers |= {FEED: Fetched(FEED, made.clock(), 304, {}, b""), **dict([page("late")])}
    counts = discover.run(request(), made.runtime).counts
    assert (counts["unchanged"], counts["announced"], counts["again"]) == (1, 1, 1)
    assert fetch.run(request(), made.runtime).counts["captured"] == 1


def test_a_feed_that_moved_for_good_is_asked_there_from_now_on(made):
    new = "https://feeds.desk.example/all"
    made.http.answers = {FEED: Fetched(new, made.clock(), 200, {}, rss("a"), has_moved=True)}
    report = discover.run(request(), made.runtime)
    assert report.notes == (f"desk: asked at {new} from now on, where its host says that it moved for good",)
    assert made.ask("SELECT moved_to, location FROM sources") == [(new, FEED)]
    made.register(Source("desk", SourceKind.FEED, FEED))  # the file of sources still says the former address
    made.http.answers = {new: rss("a", "b")}
    made.clock.now += 2 * HOUR
    assert discover.run(request(), made.runtime).counts["new"] == 1
    other = "https://desk.example/other"
    made.register(Source("desk", SourceKind.FEED, other))
    assert made.ask("SELECT location, moved_to, polled_at FROM sources") == [(other, None, None)]


def test_a_page_that_moved_for_good_is_captured_as_any_other(made):
    moved = Fetched("https://desk.example/new", NOON, 200, {}, b"<p>news</p>", has_moved=True)
    made.http.answers = {FEED: rss("a"), "https://desk.example/a": moved}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    assert made.ask("SELECT url FROM captures") == [("https://desk.example/new",)]
    (row,) = made.ask("SELECT archive, archive_offset FROM captures")
    assert made.runtime.archive.read(*row) == replace(moved, has_moved=False)


def test_a_page_or_a_temporary_redirect_moves_no_feed(made):
    for answer in (
        Fetched("https://desk.example/", NOON, 200, {}, b"<html>Front page</html>", has_moved=True),
        Fetched("https://cdn.example/rss", NOON, 200, {}, rss("a")),
    ):
        made.http.answers = {FEED: answer}
        discover.run(request(), made.runtime)
        made.clock.now += 2 * HOUR
    assert made.ask("SELECT location, moved_to FROM sources") == [(FEED, None)]


def test_times_without_a_zone_are_those_of_the_source(made):
    made.register(Source("desk", SourceKind.FEED, FEED, time_zone="Europe/Berlin"))
    made.http.answers = {FEED: rss("a", date="2026-03-02 10:00:00") + b""}
    discover.run(request(), made.runtime)
    assert made.ask("SELECT published_at FROM feed_entries")[0][0] in {
        "2026-03-02T09:00:00+00:00",
        datetime(2026, 3, 2, 9, tzinfo=UTC),
    }


def test_a_source_is_asked_as_it_wishes_and_so_are_its_pages(made):
    wishes = RequestOptions("Reader/2", (("Accept-Language", "de"),), "http://proxy.example:3128")
    made.register(Source("desk", SourceKind.FEED, FEED, requests=wishes))
    made.http.answers = {FEED: rss("a"), **dict([page("a")])}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    assert made.http.options == {FEED: wishes, page("a")[0]: wishes}


WHOLE = "<p>" + "The mill at Vellin reopens on Monday after two years. " * 20 + "</p>"


def feed_with_text(content: str = WHOLE) -> bytes:
    return (
        (
            "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><title>Mill & more</title>"
            f"<link>https://desk.example/a</link><content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>"
        )
        .replace("& ", "&amp; ")
        .encode()
    )


@pytest.mark.parametrize("reason", ["robots", "http_403", "http_402"])
def test_a_report_that_its_feed_carries_whole_is_read_there_where_the_page_cannot_be_had(made, reason):
    made.http.answers = {FEED: feed_with_text(), "https://desk.example/a": Rejected(reason)}
    for step in (discover, fetch):
        report = step.run(request(), made.runtime)
    assert report.notes == ("1 captured, feed_text",)
    assert made.ask("SELECT url, content_type, http_status FROM captures") == [
        ("https://desk.example/a", "text/html; charset=utf-8; from=feed", 200)
    ]
    (row,) = made.ask("SELECT archive, archive_offset FROM captures")
    body = made.runtime.archive.read(*row).body.decode()
    assert "<h1>Mill &amp; more</h1>" in body
    assert WHOLE in body
    made.clock.now += 24 * HOUR  # on the next night the page can be had, and is the next version
    made.http.answers |= dict([page("a")])
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    assert made.ask("SELECT COUNT(*) FROM captures") == [(2,)]
    assert made.ask("SELECT COUNT(*) FROM feed_texts") == [(0,)]


@pytest.mark.parametrize(
    ("answer", "content"),
    [
        (Rejected("http_404"), WHOLE),  # it was taken down
        (Rejected("http_410"), WHOLE),
        (TransientError("deadline"), WHOLE),  # it is tried again
        (Rejected("robots"), "<p>A teaser of a sentence.</p>"),
    ],
)
def test_nothing_stands_in_for_a_page_that_was_taken_down_or_may_come(made, answer, content):
    made.http.answers = {FEED: feed_with_text(content), "https://desk.example/a": answer}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    assert made.ask("SELECT COUNT(*) FROM captures") == [(0,)]


def test_the_page_goes_before_the_text_of_its_feed(made):
    made.http.answers = {FEED: feed_with_text(), **dict([page("a")])}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    assert made.ask("SELECT content_type FROM captures") == [("text/html",)]
    assert made.ask("SELECT COUNT(*) FROM feed_texts") == [(0,)]


def test_the_outlet_of_an_aggregated_item_is_kept(made):
    item = "<item><link>https://desk.example/a</link><source url='https://gazette.example/rss'>Gazette</source></item>"
    made.http.answers = {FEED: f"<rss><channel>{item}</channel></rss>".encode()}
    discover.run(request(), made.runtime)
    assert made.ask("SELECT outlet FROM feed_entries") == [("Gazette",)]


def test_a_refused_page_that_is_no_longer_announced_stays_refused(made):
    made.http.answers = {FEED: rss("a")}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    made.clock.now += 99 * HOUR
    made.http.answers = {FEED: rss("b"), **dict([page("a"), page("b")])}
    discover.run(request(), made.runtime)
    assert fetch.run(request(), made.runtime).counts["due"] == 1
    assert states(made)["a"] == ("refused", "http_404")


def test_a_failed_page_is_tried_again_when_its_time_has_come(made):
    made.http.answers = {
        FEED: rss("a"),
        "https://desk.example/a": TransientError("http_503", retry_after_seconds=7200),
    }
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    made.http.answers |= dict([page("a")])
    made.clock.now += HOUR
    assert fetch.run(request(), made.runtime).counts["due"] == 0
    made.clock.now += HOUR
    assert fetch.run(request(), made.runtime).counts["captured"] == 1
    assert states(made) == {"a": ("captured", "ok")}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (TransientError("deadline"), "deadline"),
        (Rejected("http_410"), "http_410"),
        (b"<html>Checking your browser</html>", "not_a_feed"),
    ],
)
def test_a_failed_poll_changes_no_entry_and_is_named(made, answer, outcome):
    made.http.answers = {FEED: rss("a")}
    discover.run(request(), made.runtime)
    entries = made.everything()["feed_entries"]
    made.http.answers = {FEED: answer}
    made.clock.now += HOUR
    report = discover.run(request(), made.runtime)
    assert report.counts["failed"] == 1
    assert f"desk: {outcome}" in report.notes[0]
    assert made.everything()["feed_entries"] == entries
    assert made.ask("SELECT poll_outcome FROM sources") == [(outcome,)]


def test_a_feed_that_never_ends_its_parser_is_ended_and_the_others_are_read(made):
    """A hundred thousand attributes keep the repairing parser busy for minutes."""
    endless = "https://desk.example/endless"
    made.register(Source("endless", SourceKind.FEED, endless))
    attributes = b" ".join(b"a%d='x'" % number for number in range(100_000))
    made.http.answers = {FEED: rss("a"), endless: b"<rss " + attributes + b"><channel>&"}
    settings = replace(made.runtime.settings, parse_timeout_seconds=1)
    parser = BoundedParser(settings, workers=1, function=READ_FEED)
    report = discover.run(request(), replace(made.runtime, feed_parser=parser))
    parser.close()
    assert report.counts["polled"] == report.counts["new"] == report.counts["failed"] == 1
    assert "endless: parser_timeout" in report.notes[0]


def test_what_a_server_says_cannot_play_with_the_terminal(made):
    made.http.answers = {FEED: TransientError("bad_http", "line\n\x1b[31mred\x1b[0m\x00" + "x" * 9000)}
    (note,) = discover.run(request(), made.runtime).notes
    assert note.startswith("desk: bad_http: line")
    assert note.isprintable()
    assert len(note) <= 400


def test_a_source_is_not_polled_before_its_host_said(made):
    made.http.answers = {FEED: TransientError("http_429", retry_after_seconds=3600)}
    discover.run(request(), made.runtime)
    made.http.asked.clear()
    assert discover.run(request(), made.runtime).counts["not_due"] == 1
    assert made.http.asked == []
    made.clock.now += HOUR
    made.http.answers = {FEED: rss("a")}
    assert discover.run(request(), made.runtime).counts["polled"] == 1


def test_a_feed_that_answered_is_asked_once_an_hour_however_many_runs_are_started(made):
    made.http.answers = {FEED: rss("a")}
    discover.run(request(), made.runtime)
    made.clock.now += HOUR / 6
    report = discover.run(request(), made.runtime)
    assert (report.counts["not_due"], report.notes) == (1, ("1 answered within the last hour",))
    assert made.http.asked == [FEED]
    made.clock.now += HOUR
    assert discover.run(request(), made.runtime).counts["unchanged"] == 1


@pytest.mark.parametrize("outcome", ["deadline", "dns", "connection", "parser_timeout"])
def test_a_feed_that_gave_no_answer_may_be_asked_again_at_once(made, outcome):
    made.http.answers = {FEED: TransientError(outcome)}
    discover.run(request(), made.runtime)
    made.http.answers = {FEED: rss("a")}
    assert discover.run(request(), made.runtime).counts["polled"] == 1


@pytest.mark.parametrize("answer", [b"<html>", Rejected("http_410"), TransientError("http_503")])
def test_a_host_that_answered_anything_is_left_in_peace_for_the_hour(made, answer):
    made.http.answers = {FEED: answer}
    discover.run(request(), made.runtime)
    assert discover.run(request(), made.runtime).counts["not_due"] == 1


def test_a_newsroom_on_this_machine_is_asked_as_often_as_one_likes(made):
    here = "http://herald.localhost:8000/rss"
    made.register(Source("here", SourceKind.FEED, here))
    made.http.answers = {here: rss("a")}
    for _ in range(2):
        discover.run(request("here"), made.runtime)
    assert made.http.asked == [here, here]


def test_a_clock_that_was_wrong_once_silences_no_source(made):
    made.http.answers = {FEED: rss("a")}
    made.clock.now += 9000 * HOUR
    discover.run(request(), made.runtime)
    made.clock.now = NOON
    assert discover.run(request(), made.runtime).counts["not_due"] == 0


def test_a_source_that_moved_is_asked_at_once_and_for_the_whole(made):
    moved = "https://desk.example/new-rss"
    marked = Fetched(FEED, NOON, 200, {"etag": '"v1"'}, rss("a"))
    made.http.answers = {FEED: marked, moved: rss("a", "b")}
    discover.run(request(), made.runtime)
    made.register(Source("desk", SourceKind.FEED, FEED, authority=3))
    assert made.ask("SELECT etag FROM sources") == [('"v1"',)]
    made.register(Source("desk", SourceKind.FEED, moved))
    assert discover.run(request(), made.runtime).counts["new"] == 1
    assert made.http.validators == {}


def test_a_large_press_is_asked_in_groups_and_each_group_is_stored(made, monkeypatch):
    monkeypatch.setattr(discover, "SOURCES_AT_ONCE", 2)
    made.http.answers = {FEED: rss("a")}
    for number in range(3):
        url = f"https://desk{number}.example/rss"
        made.register(Source(f"n{number}", SourceKind.FEED, url))
        made.http.answers[url] = rss(f"p{number}")
    made.http.answers["https://desk2.example/rss"] = KeyboardInterrupt()
    fetch_all = made.http.fetch_all

    async def interrupted(urls, /, **options):
        async for url, answer in fetch_all(urls, **options):
            if isinstance(answer, KeyboardInterrupt):
                raise answer
            yield url, answer

    made.http.fetch_all = interrupted
    with pytest.raises(KeyboardInterrupt):
        discover.run(request(), made.runtime)
    assert len(states(made)) == 2


def test_polls_are_conditional_between_nights_and_whole_at_night(made):
    marked = Fetched(FEED, NOON, 200, {"etag": '"v1"', "last-modified": "x\r\nEvil: 1"}, rss("a"))
    made.http.answers = {FEED: marked}
    discover.run(request(), made.runtime)
    made.clock.now += HOUR
    made.http.answers = {FEED: replace(marked, http_status=304, body=b"")}
    report = discover.run(request(), made.runtime)
    assert made.http.validators == {FEED: Validators('"v1"', None)}
    assert (report.counts["unchanged"], report.counts["failed"]) == (1, 0)
    made.http.validators.clear()
    made.clock.now += 20 * HOUR
    made.http.answers = {FEED: marked}
    assert discover.run(request(), made.runtime).counts["unchanged"] == 1  # by its hash
    assert made.http.validators == {}


@pytest.mark.parametrize(
    ("etags", "is_conditional"),
    [
        (("1", "2", "3"), True),  # they changed when the feed did
        (("1", "1", "2"), False),  # once they did not, and never again are they believed
        (("1", "2", "2"), False),
    ],
)
def test_a_nightly_poll_is_conditional_once_the_marks_of_a_source_proved_true(made, etags, is_conditional):
    for night, etag in enumerate(etags):
        made.http.answers = {FEED: Fetched(FEED, NOON, 200, {"etag": f'"{etag}"'}, rss(f"p{night}"))}
        made.http.validators.clear()
        discover.run(request(), made.runtime)
        made.clock.now += 24 * HOUR
    made.http.validators.clear()
    discover.run(request(), made.runtime)
    assert (FEED in made.http.validators) is is_conditional


def test_on_the_third_night_a_source_is_asked_for_the_whole_whatever_its_marks(made):
    asked = []
    for night in range(6):
        body = rss("a" if night == 0 else "b")
        made.http.answers = {FEED: Fetched(FEED, NOON, 200, {"etag": f'"{min(night, 1)}"'}, body)}
        if night > 1:
            made.http.answers = {FEED: Fetched(FEED, NOON, 304, {}, b"")}
        if night == 4:
            made.http.answers = {FEED: Fetched(FEED, NOON, 200, {"etag": '"1"'}, body)}
        made.http.validators.clear()
        discover.run(request(), made.runtime)
        asked.append(FEED in made.http.validators)
        made.clock.now += 24 * HOUR
    assert asked == [False, False, True, True, False, True]


def test_the_sitemaps_of_an_index_are_read_and_a_failing_one_is_named(made):
    made.register(Source("map", SourceKind.SITEMAP, "https://desk.example/sitemap.xml"))
    sitemap = "<{0} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{1}</{0}>"
    index = "".join(f"<sitemap><loc>https://desk.example/{n}.xml</loc></sitemap>" for n in (1, 2))
    made.http.answers = {
        "https://desk.example/sitemap.xml": sitemap.format("sitemapindex", index).encode(),
        "https://desk.example/1.xml": sitemap.format(
            "urlset", "<url><loc>https://desk.example/a</loc></url>"
        ).encode(),
    }
    report = discover.run(request("map"), made.runtime)
    assert report.counts["new"] == 1
    assert "2.xml: http_404" in report.notes[0]
    assert made.ask("SELECT poll_outcome FROM sources WHERE source_id = 'map'") == [("incomplete",)]


SITEMAP = "<{0} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{1}</{0}>"
MAP = "https://desk.example/sitemap.xml"


def urlset(*paths: str, changed: str = "2026-03-02") -> bytes:
    entries = (
        f"<url><loc>https://desk.example/{path}</loc><lastmod>{changed}</lastmod></url>" for path in paths
    )
    return SITEMAP.format("urlset", "".join(entries)).encode()


def index(*paths: str) -> bytes:
    entries = (f"<sitemap><loc>https://desk.example/{path}</loc></sitemap>" for path in paths)
    return SITEMAP.format("sitemapindex", "".join(entries)).encode()


def ends(counts) -> int:
    return sum(counts[name] for name in ("new", "again", "known", "collapsed", "left_out", "dropped"))


def test_an_index_within_an_index_is_followed_and_one_of_itself_ends(made):
    made.register(Source("map", SourceKind.SITEMAP, MAP))
    made.http.answers = {
        MAP: index("news.xml", "sitemap.xml"),
        "https://desk.example/news.xml": index("day.xml", "sitemap.xml", "news.xml"),
        "https://desk.example/day.xml": urlset("a", "b"),
    }
    report = discover.run(request("map"), made.runtime)
    assert (report.counts["new"], report.counts["polled"], report.notes) == (2, 1, ())
    assert sorted(made.http.asked) == [f"https://desk.example/{n}.xml" for n in ("day", "news", "sitemap")]


def test_indexes_within_each_other_end_somewhere(made):
    made.register(Source("map", SourceKind.SITEMAP, MAP))
    made.http.answers = {MAP: index("1.xml")}
    made.http.answers |= {f"https://desk.example/{n}.xml": index(f"{n + 1}.xml") for n in range(1, 9)}
    report = discover.run(request("map"), made.runtime)
    assert "indexes within each other" in report.notes[0]
    assert len(made.http.asked) < 6


def test_later_runs_read_the_parts_of_an_index_that_one_leaves_out(made):
    made.register(Source("map", SourceKind.SITEMAP, MAP))
    made.http.answers = {MAP: index(*(f"map-{n}.xml" for n in range(1, 36)))}
    made.http.answers |= {f"https://desk.example/map-{n}.xml": urlset(f"p{n}") for n in range(1, 36)}
    first = discover.run(request("map"), made.runtime)
    assert "https://desk.example/map-35.xml" in made.http.asked
    assert first.notes == ("map: 15 parts of the index left out, beyond_the_cap",)
    made.clock.now += 24 * HOUR
    discover.run(request("map"), made.runtime)
    assert made.ask("SELECT count(*) FROM feed_entries") == [(35,)]


def test_later_runs_take_the_pages_that_a_cap_leaves_out(made, monkeypatch):
    monkeypatch.setattr(entries, "MAX_NEW", 4)
    made.register(Source("map", SourceKind.SITEMAP, MAP))
    made.http.answers = {MAP: urlset(*(f"p{n}" for n in range(10)))}
    counts = []
    for _ in range(3):
        report = discover.run(request("map"), made.runtime)
        counts.append([report.counts[name] for name in ("new", "known", "left_out")])
        made.clock.now += 2 * HOUR
    assert counts == [[4, 0, 6], [4, 4, 2], [2, 8, 0]]
    assert made.ask("SELECT url_key FROM feed_entries ORDER BY announced_at, newer_entries")[0] == (
        "desk.example/p9",
    )


def test_every_item_that_is_announced_counts_once(made):
    made.register(Source("map", SourceKind.SITEMAP, MAP))
    made.http.answers = {
        MAP: urlset("a", "b", "a?utm_source=x").replace(b"</urlset>", b"")
        + urlset("old", changed="2026-01-01").partition(b">")[2].replace(b"</urlset>", b"")
        + b"<url><loc>mailto:desk@desk.example</loc></url><url><loc>https://u:p@desk.example/c</loc></url></urlset>"
    }
    for expected in ({"new": 2, "known": 0}, {"new": 0, "known": 2}):
        report = discover.run(request("map"), made.runtime)
        counts = report.counts
        assert {name: counts[name] for name in ("announced", "collapsed", "left_out", "dropped")} == {
            "announced": 6,
            "collapsed": 1,
            "left_out": 1,
            "dropped": 2,
        }
        assert {name: counts[name] for name in expected} == expected
        assert ends(counts) == counts["announced"]
        assert "map: 1 left out, older" in report.notes
        assert {"map: 1 dropped, no_address", "map: 1 dropped, url_invalid"} <= set(report.notes)
        assert any("collapsed, the first https://desk.example/a" in note for note in report.notes)
        made.clock.now += 2 * HOUR


def test_numbers_that_do_not_add_up_end_the_run(made):
    class Lossy:
        def parse_all(self, fetched):
            for key, _ in fetched:
                yield key, Announcements((Item("https://desk.example/a"),), announced=2)

    made.http.answers = {FEED: rss("a")}
    with pytest.raises(CheckFailedError, match="desk announced 2 items, of which 1"):
        discover.run(request(), replace(made.runtime, feed_parser=Lossy()))


def test_a_feed_larger_than_a_page_is_asked_for_as_what_it_is(made):
    made.http.answers = {FEED: rss("a") + b" " * 2_000_000}
    assert discover.run(request(), made.runtime).counts["new"] == 1
    assert made.http.asked == [FEED, FEED]


def test_a_feed_beyond_fifty_megabytes_is_refused_by_name_and_keeps_its_entries(made):
    made.http.answers = {FEED: rss("a")}
    discover.run(request(), made.runtime)
    made.http.answers = {FEED: rss("a", "b") + b" " * polling.MAX_LIST_BYTES}
    made.clock.now += timedelta(days=1)
    report = discover.run(request(), made.runtime)
    assert (report.counts["failed"], report.counts["new"]) == (1, 0)
    assert "body_too_large" in report.notes[0]
    assert made.ask("SELECT url FROM feed_entries") == [("https://desk.example/a",)]


def test_a_list_of_addresses_is_read_from_a_file(made, tmp_path):
    file = tmp_path / "addresses.txt"
    file.write_text(
        "# ours\nhttps://desk.example/a\nfile:///etc/passwd\nhttps://desk.example/a?utm_source=x\n"
    )
    made.register(Source("list", SourceKind.URL_LIST, str(file)))
    made.http.answers = dict([page("a")])
    report = discover.run(request("list"), made.runtime)
    assert [report.counts[name] for name in ("announced", "new", "collapsed", "dropped")] == [3, 1, 1, 1]
    assert fetch.run(request("list"), made.runtime).counts["captured"] == 1
    file.unlink()
    assert "unreadable" in discover.run(request("list"), made.runtime).notes[0]


def test_a_page_two_sources_announce_is_fetched_once(made):
    made.register(Source("other", SourceKind.FEED, "https://other.example/rss"))
    made.http.answers = {FEED: rss("a"), "https://other.example/rss": rss("a"), **dict([page("a")])}
    discover.run(request(), made.runtime)
    report = fetch.run(request(), made.runtime)
    assert (report.counts["due"], report.counts["captured"]) == (1, 1)
    assert made.ask("SELECT state FROM feed_entries") == [("captured",), ("captured",)]
    assert made.http.asked.count("https://desk.example/a") == 1


def test_addresses_that_lead_to_one_page_are_one_capture(made):
    target = Fetched("https://desk.example/story", NOON, 200, {}, b"<p>story</p>")
    made.http.answers = {
        FEED: rss("r/1", "r/2"),
        "https://desk.example/r/1": target,
        "https://desk.example/r/2": target,
    }
    discover.run(request(), made.runtime)
    report = fetch.run(request(), made.runtime)
    assert (report.counts["captured"], report.counts["unchanged"]) == (1, 1)
    assert made.ask("SELECT url_key FROM captures") == [("desk.example/story",)]


def test_what_came_before_an_interruption_is_kept(made):
    made.http.answers = {FEED: rss("a", "b"), **dict([page("a"), page("b")])}
    discover.run(request(), made.runtime)
    fetch_all = made.http.fetch_all

    async def interrupted(urls, /, **options):
        async for pair in fetch_all(urls[:1]):
            yield pair
        raise KeyboardInterrupt

    made.http.fetch_all = interrupted
    with pytest.raises(KeyboardInterrupt):
        fetch.run(request(), made.runtime)
    assert made.ask("SELECT count(*) FROM captures") == [(1,)]
    made.http.fetch_all = fetch_all
    assert fetch.run(request(), made.runtime).counts == {
        **dict.fromkeys(("records", "held", "unchanged", "refused", "retry", "incomplete"), 0),
        **dict.fromkeys(("due", "captured"), 1),
    }


def test_what_a_host_had_no_time_for_is_said_and_taken_by_the_next_run(made):
    made.http.answers = {FEED: rss("a", "b"), **dict([page("a"), page("b")])}
    late = TransientError("host_time_over")
    discover.run(request(), made.runtime)
    b, in_time = page("b")
    made.http.answers[b] = late
    report = fetch.run(request(), made.runtime)
    assert (report.counts["captured"], report.counts["retry"]) == (1, 1)
    assert report.notes == ("1 retry, host_time_over",)
    made.http.answers[b] = in_time
    assert fetch.run(request(), made.runtime).counts["captured"] == 1


def test_files_are_registered_where_any_process_finds_them(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made.register(Source("list", SourceKind.URL_LIST, "addresses.txt"))
    assert made.ask("SELECT location FROM sources ORDER BY source_id") == [
        (FEED,),
        (str(tmp_path / "addresses.txt"),),
    ]


def test_files_are_found_from_the_folder_of_the_file_that_names_them(made, tmp_path):
    with made.warehouse.write() as db:
        register(
            db, [Source("list", SourceKind.URL_LIST, "lists/a.txt")], NOON, folder=tmp_path / "deliveries"
        )
    assert made.ask("SELECT location FROM sources WHERE source_id = 'list'") == [
        (str(tmp_path / "deliveries" / "lists" / "a.txt"),)
    ]


def test_only_the_sources_asked_for_are_touched(made):
    made.register(Source("other", SourceKind.FEED, "https://other.example/rss"))
    made.http.answers = {
        FEED: rss("a"),
        "https://other.example/rss": rss("b"),
        **dict([page("a"), page("b")]),
    }
    discover.run(request(), made.runtime)
    assert fetch.run(request("other"), made.runtime).counts["due"] == 1
    assert states(made)["a"] == ("due", None)


def test_dates_that_cannot_be_true_are_kept_as_text(made):
    made.http.answers = {FEED: rss("a", date="Thu, 01 Jan 1970 00:00:00 GMT")}
    discover.run(request(), made.runtime)
    assert made.ask("SELECT published_at, published_raw FROM feed_entries") == [
        (None, "Thu, 01 Jan 1970 00:00:00 GMT")
    ]
    assert made.ask("SELECT announced_at FROM feed_entries") == [(datetime(2026, 3, 2, 12, tzinfo=UTC),)]
