from __future__ import annotations

import io
import tarfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from pipeline.errors import Rejected
from pipeline.parsing.feeds.announcements import MAX_ITEMS, Item, item_of
from pipeline.parsing.feeds.feed import MAX_REPAIRED, parse_feed
from pipeline.parsing.feeds.sitemap import parse_announcements

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = datetime(2027, 3, 2, tzinfo=UTC)
HERE = "https://desk.example/news/rss.xml"

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Desk</title><link>https://desk.example/</link><atom:link href="/news/rss.xml" rel="self"/>
%s
</channel></rss>"""


def rss(*items: str) -> bytes:
    return (RSS % "".join(f"<item>{item}</item>" for item in items)).encode()


def only(body: bytes):
    (item,) = parse_feed(body, HERE, AT).items
    return item


def test_an_rss_item_is_read_whole():
    item = only(
        rss(
            "<title>Harbour &amp;amp; &lt;b&gt;quay&lt;/b&gt; reopen</title><link> https://desk.example/a </link>"
            "<guid isPermaLink='false'>n-1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate>"
            "<media:title>photo</media:title>"
        )
    )
    assert item.url == "https://desk.example/a"
    assert item.title == "Harbour & quay reopen"
    assert item.published_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert item.published_raw == "Mon, 02 Mar 2026 10:00:00 +0100"
    assert item.guid == "n-1"


def test_an_atom_entry_is_read_by_its_alternate_link_and_its_first_date():
    item = only(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://desk.example/base/"><title>Desk</title>
        <entry><id>tag:1</id><title type="html">Two &lt;i&gt;ships&lt;/i&gt;</title>
        <link rel="enclosure" href="photo.jpg"/><link rel="alternate" type="text/html" href="a"/>
        <updated>2026-03-02T11:00:00Z</updated><published>2026-03-01T11:00:00Z</published></entry></feed>"""
    )
    assert item.url == "https://desk.example/base/a"
    assert item.title == "Two ships"
    assert item.published_at == datetime(2026, 3, 1, 11, tzinfo=UTC)


def test_an_rss_1_item_stands_beside_its_channel():
    item = only(
        b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><title>A</title>
        <link>https://desk.example/a</link><dc:date>2026-03-02T09:00Z</dc:date></item></rdf:RDF>"""
    )
    assert (item.url, item.published_at) == ("https://desk.example/a", datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<link>../a?x=1&amp;y=2</link>", "https://desk.example/a?x=1&y=2"),
        ("<link>//other.example/a</link>", "https://other.example/a"),
        ("<guid>https://desk.example/by-guid</guid>", "https://desk.example/by-guid"),
        ("<link>https://click.example/1</link><feedburner:origLink>https://desk.example/a</feedburner:origLink>", "https://desk.example/a"),
        ("<atom:link href='https://desk.example/a'/>", "https://desk.example/a"),
        ("<link><![CDATA[https://desk.example/a]]></link>", "https://desk.example/a"),
    ],
)  # fmt: skip
def test_the_address_is_found_wherever_feeds_put_it(markup, url):
    assert only(rss(markup)).url == url


@pytest.mark.parametrize(
    "markup",
    [
        "<title>no link</title>",
        "<link>javascript:alert(1)</link>",
        "<link>mailto:desk@desk.example</link>",
        "<link>file:///etc/passwd</link>",
        "<link>http://[bad/</link>",
    ],
)
def test_an_item_without_a_web_address_is_dropped_and_counted(markup):
    found = parse_feed(rss(markup, "<link>https://desk.example/b</link>"), HERE, AT)
    assert ([item.url for item in found.items], found.dropped) == (["https://desk.example/b"], 1)


@pytest.mark.parametrize(
    "date", ["Thu, 01 Jan 1970 00:00:00 GMT", "2099-01-01T00:00:00Z", "30 Feb 2026", "soon"]
)
def test_a_date_that_cannot_be_true_is_kept_as_text_alone(date):
    item = only(rss(f"<link>https://desk.example/a</link><pubDate>{date}</pubDate>"))
    assert (item.published_at, item.published_raw) == (None, date)


def test_an_address_that_is_announced_again_counts_again():
    found = parse_feed(rss(*["<link>https://desk.example/a</link>"] * 3), HERE, AT)
    assert (len(found.items), found.announced) == (3, 3)


@pytest.mark.parametrize("link", ["/a b.html", "\n/a\n b.html ", "https://desk.example/a b.html"])
def test_a_space_within_a_link_is_written_as_browsers_write_it(link):
    assert only(rss(f"<link>{link}</link>")).url.replace("a%20b", "ab") == "https://desk.example/ab.html"


def test_links_of_a_feed_that_another_host_serves_are_those_of_the_site():
    body = (
        b"<rss><channel><link>https://paper.example/news/</link><item><link>/a</link></item></channel></rss>"
    )
    assert only(body).url == "https://paper.example/a"
    named = body.replace(b"<channel>", b"<channel xml:base='https://third.example/'>")
    assert only(named).url == "https://third.example/a"


def test_a_guid_that_all_items_share_tells_nothing_apart():
    items = [
        f"<guid isPermaLink='false'>desk</guid><link>https://desk.example/{name}</link>" for name in "abc"
    ]
    found = parse_feed(rss(*items), HERE, AT)
    assert [item.url for item in found.items] == [f"https://desk.example/{name}" for name in "abc"]


@pytest.mark.parametrize(
    "body",
    [
        rss("<title>A &nbsp; B</title><link>https://desk.example/a?x=1&y=2</link>"),
        rss("<title>A \x0b B</title><link>https://desk.example/a?x=1&amp;y=2</link>"),
        rss("<title>A B</title><link>https://desk.example/a?x=1&amp;y=2</link>")[:-20],
        b"\n\n" + rss("<title>A B</title><link>/a?x=1&y=2</link>"),
    ],
)
def test_a_broken_feed_is_repaired(body):
    item = only(body)
    assert item.url == "https://desk.example/a?x=1&y=2"
    assert item.title.split() == ["A", "B"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><head><title>Checking your browser</title></head><body>rss</body></html>",
        b"<html><body><p>unclosed & broken",
        b"/etc/passwd",
        b"https://desk.example/rss",
        b"\x00\x01\x02",
        b"<?xml version='1.0'?><urlset/>",
        b'{"errors": ["no such feed"]}',
    ],
)
def test_what_is_no_feed_is_refused_by_name(body):
    with pytest.raises(Rejected, match="not_a_feed"):
        parse_feed(body, HERE, AT)


def test_entities_are_not_expanded_and_files_are_not_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for entity in (f'SYSTEM "{secret.as_uri()}"', '"aaaaaaaaaa"'):
        body = (
            f"<!DOCTYPE rss [<!ENTITY x {entity}>]><rss><channel><item><title>T&x;</title>"
            "<link>https://desk.example/a</link></item></channel></rss>"
        )
        assert "secret" not in str(parse_feed(body.encode(), HERE, AT))


@pytest.mark.parametrize(("broken", "cap"), [("", MAX_ITEMS), ("<b>&nope;</b>", MAX_REPAIRED)])
@pytest.mark.parametrize("is_oldest_first", [True, False])
def test_of_a_huge_feed_the_newest_items_are_kept_in_bounded_time(broken, cap, is_oldest_first):
    days = [AT - timedelta(hours=age) for age in range(cap + 3_000)]
    body = rss(
        *(
            f"<link>/at/{day:%Y%m%d%H}</link><pubDate>{day:%Y-%m-%dT%H:00:00Z}</pubDate>{broken}"
            for day in (days[::-1] if is_oldest_first else days)
        )
    )
    began = time.process_time()
    found = parse_feed(body, HERE, AT)
    assert (len(found.items), found.beyond, found.announced) == (cap, 3_000, cap + 3_000)
    assert max(item.published_at for item in found.items) == AT
    assert time.process_time() - began < 10


def test_texts_can_be_stored_in_any_database():
    item = only(rss(f"<title>{'x' * 9000}</title><link>/a</link><guid>\u202ea&#x202e;</guid>"))
    assert len(item.title) == 500
    assert "\u202e" not in item.guid


def read_by_feedparser(body: bytes) -> list[Item]:
    """Return the first item of each address."""
    parsed = feedparser.parse(
        io.BytesIO(body), sanitize_html=False, response_headers={"content-location": HERE}
    )
    found = {}
    for entry in parsed.entries:
        date = entry.get("published") or entry.get("created") or entry.get("updated")
        item = item_of(entry.get("link"), HERE, LATER, title=entry.get("title"), date=date)
        if item is not None:
            found.setdefault(item.url, item)
    return list(found.values())


@pytest.mark.gold
@pytest.mark.slow
def test_well_formed_feeds_of_the_wild_are_read_as_feedparser_reads_them(gold):
    """Titles and dates always; links but for those where feedparser takes a counting service for the page."""
    links = same_links = items = 0
    with tarfile.open(gold / "inputs" / "feed_fixtures.tar.xz") as archive:
        for member in archive:
            if Path(member.name).suffix not in {".xml", ".rss", ".atom"} or "illformed" in member.name:
                continue
            body = archive.extractfile(member).read()
            try:
                found = {item.url: item for item in parse_feed(body, HERE, LATER).items}
            except Rejected:
                continue
            for expected in read_by_feedparser(body):
                links += 1
                if (read := found.get(expected.url)) is not None:
                    same_links += 1
                    items += (read.title, read.published_at) == (expected.title, expected.published_at)
    assert links > 1_000
    assert same_links / links > 0.85
    assert items / same_links > 0.99


@pytest.mark.parametrize(
    "item",
    [
        "<item><guid isPermaLink='false'>https://desk.example/a</guid></item>",
        "<item><guid>https://desk.example/a</guid></item>",
        "<item xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' rdf:about='https://desk.example/a'/>",
        "<item><guid isPermaLink='false'>https://desk.example/a</guid><title>A & B</title></item>",  # repaired
    ],
)
def test_an_item_whose_id_is_its_only_address_has_that(item):
    found = parse_feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), HERE, AT)
    assert [each.url for each in found.items] == ["https://desk.example/a"]


@pytest.mark.parametrize("order", [("picture", "own"), ("own", "picture")])
def test_the_title_of_a_picture_is_not_that_of_its_item(order):
    titles = {
        "picture": "<media:title>Credit</media:title>",
        "own": "<title>Mill reopens</title>",
    }
    item = "".join(titles[name] for name in order)
    body = (
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel>"
        f"<item>{item}<link>https://desk.example/a</link></item></channel></rss>"
    )
    assert [each.title for each in parse_feed(body.encode(), HERE, AT).items] == ["Mill reopens"]


LONG = "The mill reopens on Monday. " * 40


@pytest.mark.parametrize(
    "body",
    [
        (
            f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://desk.example/a'/>"
            f"<content type='html'>&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"
        ),
        (
            f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://desk.example/a'/><content type='xhtml'>"
            f"<div xmlns='http://www.w3.org/1999/xhtml'><p>{LONG}</p></div></content></entry></feed>"
        ),
        (
            f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://desk.example/a'/>"
            f"<content>{LONG}</content></entry></feed>"
        ),
        f'{{"items": [{{"url": "https://desk.example/a", "content_html": "<p>{LONG}</p>"}}]}}',
        f'{{"items": [{{"url": "https://desk.example/a", "content_text": "{LONG}"}}]}}',
    ],
)
def test_the_whole_text_of_an_item_is_kept_as_html(body):
    (item,) = parse_announcements(body.encode(), HERE, AT).items
    assert LONG.strip() in item.content
    assert "<p>" in item.content
