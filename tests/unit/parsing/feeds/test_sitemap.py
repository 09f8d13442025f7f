from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from pipeline.errors import Rejected
from pipeline.parsing.feeds.announcements import MAX_ITEMS
from pipeline.parsing.feeds.sitemap import MAX_CHILDREN, parse_announcements

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE = "https://desk.example/sitemap.xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">'
)


def urlset(*entries: str) -> bytes:
    return (HEAD + "".join(f"<url>{entry}</url>" for entry in entries) + "</urlset>").encode()


def urls(body: bytes) -> list[str]:
    return [item.url for item in parse_announcements(body, HERE, AT).items]


def test_a_sitemap_for_news_gives_title_and_date():
    (item,) = parse_announcements(
        urlset(
            "<i:image><i:loc>https://desk.example/photo.jpg</i:loc><i:title>A photo</i:title></i:image>"
            "<loc>\n https://desk.example/a \n</loc><lastmod>2026-03-02</lastmod><n:news><n:publication><n:name>Desk"
            "</n:name></n:publication><n:publication_date>2026-03-01T08:00:00Z</n:publication_date>"
            "<n:title>Harbour reopens</n:title></n:news>"
        ),
        HERE,
        AT,
    ).items
    assert (item.url, item.title) == ("https://desk.example/a", "Harbour reopens")
    assert item.published_at == datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_a_change_is_no_publication():
    (item,) = parse_announcements(urlset("<loc>/a</loc><lastmod>2026-03-01</lastmod>"), HERE, AT).items
    assert (item.published_at, item.published_raw) == (None, None)


def test_pages_long_unchanged_are_no_news():
    body = urlset(
        "<loc>/old</loc><lastmod>2026-02-20</lastmod>",
        "<loc>/new</loc><lastmod>2026-03-01</lastmod>",
        "<loc>/recent</loc><lastmod>2026-02-27</lastmod>",
    )
    found = parse_announcements(body, HERE, AT)
    assert [item.url for item in found.items] == ["https://desk.example/new", "https://desk.example/recent"]
    assert found.dropped == 1


def test_an_index_names_its_latest_sitemaps():
    entries = "".join(
        f"<sitemap><loc>/{day}.xml</loc><lastmod>2026-02-{day:02}</lastmod></sitemap>" for day in range(1, 29)
    )
    body = (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'.encode()
    )
    children = parse_announcements(body, HERE, AT).children
    assert len(children) == MAX_CHILDREN
    assert children[0] == "https://desk.example/28.xml"


def test_only_the_latest_pages_of_a_huge_sitemap_are_announced():
    body = urlset(*(f"<loc>/{n:05}</loc><lastmod>2026-03-01</lastmod>" for n in range(MAX_ITEMS + 500)))
    found = parse_announcements(body, HERE, AT)
    assert (len(found.items), found.dropped) == (MAX_ITEMS, 500)


def test_what_came_decides_what_it_is():
    feed = b"<rss><channel><item><link>https://desk.example/a</link></item></channel></rss>"
    assert urls(feed) == ["https://desk.example/a"]
    assert urls(gzip.compress(urlset("<loc>/b</loc>"))) == ["https://desk.example/b"]
    assert urls(urlset()) == []


@pytest.mark.parametrize(
    "body",
    [
        urlset("<loc>/a</loc>")[:-20],
        b"<html><body>urlset</body></html>",
        b"<html><urlset></urlset></html>",
        gzip.compress(urlset("<loc>/a</loc>"))[:-12],
    ],
)
def test_a_broken_sitemap_is_refused_by_name(body):
    with pytest.raises(Rejected, match=r"not_a_feed|body_truncated"):
        parse_announcements(body, HERE, AT)


def test_a_page_without_a_web_address_is_dropped_and_counted():
    found = parse_announcements(
        urlset("<loc>javascript:alert(1)</loc>", "<lastmod>2026-03-01</lastmod>"), HERE, AT
    )
    assert (found.items, found.dropped) == ((), 2)
