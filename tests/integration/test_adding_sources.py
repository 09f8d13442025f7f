"""`newsfold sources add`, `check`, `export`: the feeds of a site are found, tried, and listed for other readers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import SourceError
from tests.integration.paper_server import Reply, paper

TODAY = format_datetime(datetime.now(UTC) - timedelta(hours=2), usegmt=True)


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEWSFOLD_FETCH_PRIVATE_ADDRESSES", "1")
    monkeypatch.delenv("NEWSFOLD_WAREHOUSE", raising=False)
    with paper() as made:
        yield made


def typed(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, ["sources", *words], standalone_mode=False)
    assert result.exception is None, result.exception
    assert (result.return_value or 0) == code
    return result.output


def held() -> list[tuple[str, str, str]]:
    return [(row["source_id"], row["kind"], row["location"]) for row in json.loads(typed("--json"))]


def page(*links: str) -> Reply:
    return Reply(f"<html><head>{''.join(links)}</head><body><h1>The Paper</h1></body></html>")


FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="{0}">'


def test_the_feed_that_a_page_names_is_added_under_the_name_of_its_host(site):
    site.replies = {"/": page(FEED_LINK.format("/news/rss.xml")), "/news/rss.xml": site.feed("a", "b")}
    said = typed("add", site.url())
    assert held() == [("paper.localhost", "feed", site.url("/news/rss.xml"))]
    assert "Title of a" in said
    assert "is held already" in typed("add", site.url())


@pytest.mark.parametrize(
    "address",
    [
        "paper.localhost:{port}",
        "http://paper.localhost:{port}/world/story-1",
        "HTTP://PAPER.localhost:{port}/",
    ],
)
def test_any_address_of_the_site_will_do(site, address):
    named = page(FEED_LINK.format("/rss"))
    site.replies = {"/": named, "/world/story-1": named, "/rss": site.feed("a")}
    typed("add", address.format(port=site.port))
    assert held()[0][2].lower() == site.url("/rss")


def test_the_richest_feed_goes_before_comments_and_old_ones_and_sitemaps(site):
    site.replies = {
        "/": page(*(FEED_LINK.format(path) for path in ("/comments/feed", "/old", "/rss"))),
        "/comments/feed": site.feed("c1", "c2", "c3", date=TODAY),
        "/old": site.feed("x", "y", "z", date="Mon, 05 Jan 2015 10:00:00 GMT"),
        "/rss": site.feed("a", "b", date=TODAY),
        "/robots.txt": Reply(f"User-agent: *\nDisallow:\nSitemap: {site.url('/map.xml')}", "text/plain"),
        "/map.xml": site.sitemap("a", "b", "c", "d"),
    }
    typed("add", site.url())
    assert [location for *_, location in held()] == [site.url("/rss")]
    typed("add", "--all", site.url())
    assert {location for *_, location in held()} == {site.url(path) for path in ("/rss", "/old", "/map.xml")}


def test_a_sitemap_named_by_robots_txt_is_found_where_no_page_names_a_feed(site):
    site.replies = {
        "/": page(),
        "/robots.txt": Reply(f"Sitemap: {site.url('/map.xml')}", "text/plain"),
        "/map.xml": site.sitemap("a"),
    }
    typed("add", "--id", "paper", site.url())
    assert held() == [("paper", "sitemap", site.url("/map.xml"))]
    assert site.asked.count("/robots.txt") == 1


def test_usual_places_are_asked_only_where_the_site_names_nothing(site):
    site.replies = {"/": page(), "/feed.xml": site.feed("a")}
    typed("add", site.url())
    assert held() == [("paper.localhost", "feed", site.url("/feed.xml"))]
    site.asked.clear()
    site.replies["/"] = page(FEED_LINK.format("/feed.xml"))
    typed("add", site.url())
    assert set(site.asked) == {"/", "/feed.xml", "/robots.txt"}


def test_a_site_without_any_adds_nothing_and_says_so(site):
    site.replies = {"/": page()}
    with pytest.raises(SourceError, match="names a feed or sitemap"):
        CliRunner().invoke(cli, ["sources", "add", site.url()], standalone_mode=False, catch_exceptions=False)
    assert held() == []


def test_a_site_that_forbids_us_is_not_searched(site):
    site.replies = {
        "/robots.txt": Reply("User-agent: *\nDisallow: /", "text/plain"),
        "/rss": site.feed("a"),
    }
    with pytest.raises(SourceError, match=r"robots\.txt forbids us"):
        CliRunner().invoke(cli, ["sources", "add", site.url()], standalone_mode=False, catch_exceptions=False)
    assert set(site.asked) == {"/robots.txt"}


def test_a_dry_run_adds_nothing(site):
    site.replies = {"/rss": site.feed("a")}
    assert "would be added" in typed("add", "--dry-run", site.url("/rss"))
    assert held() == []


@pytest.mark.parametrize(
    "address", ["pages/one.html", "ftp://paper.localhost/rss", "http://ana:canary@paper.localhost/"]
)
def test_what_is_no_address_is_refused_and_a_login_not_repeated(site, address):
    with pytest.raises(SourceError) as caught:
        CliRunner().invoke(cli, ["sources", "add", address], standalone_mode=False, catch_exceptions=False)
    assert "canary" not in str(caught.value)
    assert site.asked == []


def test_a_list_of_feeds_goes_in_and_out(site, tmp_path):
    site.replies = {"/rss": site.feed("a"), "/sport": site.feed("b")}
    listed = tmp_path / "readers.opml"
    listed.write_text(
        '<opml version="2.0"><body><outline text="Papers">'
        f'<outline type="rss" text="The Paper" xmlUrl="{site.url("/rss")}"/>'
        f'<outline title="Sport" xmlURL="{site.url("/sport")}"/>'
        f'<outline text="again" xmlUrl="{site.url("/rss")}"/><outline text="none"/>'
        "</outline></body></opml>"
    )
    typed(str(listed))
    assert [location for *_, location in held()] == [site.url("/sport"), site.url("/rss")]
    typed("export", str(tmp_path / "out.opml"))
    site.replies["/list"] = Reply((tmp_path / "out.opml").read_bytes(), "text/x-opml")
    before = {location for *_, location in held()}
    typed("add", site.url("/list"))
    assert {location for *_, location in held()} == before


def test_each_source_is_tried_and_what_is_wrong_is_said_with_what_to_do(site, tmp_path):
    site.replies = {
        "/rss": site.feed("a", date=TODAY),
        "/page": page(),
        "/old": site.feed("a", date="Mon, 05 Jan 2015 10:00:00 GMT"),
    }
    entries = [("good", "/rss"), ("gone", "/gone"), ("page", "/page"), ("old", "/old")]
    (tmp_path / "s.toml").write_text(
        "".join(
            f'[[source]]\nid="{name}"\nkind="feed"\nlocation="{site.url(path)}"\n' for name, path in entries
        )
    )
    typed(str(tmp_path / "s.toml"))
    found = {row["source_id"]: row for row in json.loads(typed("check", "--json", code=1))}
    assert {name: row["outcome"] for name, row in found.items()} == {
        "good": "ok",
        "gone": "http_404",
        "page": "ok",
        "old": "stale",
    }
    assert found["page"]["detail"] == f"found at {site.url('/rss')}, a source at a usual place"
    assert [name for name, row in found.items() if not row["do"]] == ["good", "page"]
    assert "✓ good: it answers; 1 items" in typed("check", "good")
    assert [row["poll_outcome"] for row in json.loads(typed("--json"))] == [None] * 4  # nothing is stored


def test_a_site_given_to_ingest_is_asked_at_the_feed_that_it_names(site):
    site.replies = {
        "/": page(FEED_LINK.format("/rss")),
        "/rss": site.feed("a"),
        "/a": Reply(
            "<html><body><article><h1>Mill</h1><p>" + "The mill reopens on Monday. " * 30 + "</p></article>"
        ),
    }
    result = CliRunner().invoke(cli, ["ingest", "--source", site.url()], standalone_mode=False)
    assert (result.exception, result.return_value) == (None, None), result.output
    assert f"asked at {site.url('/rss')} from now on, a source named by the page" in result.output
    assert [location for *_, location in held()] == [site.url("/rss")]
    assert site.asked.count("/") == 1
