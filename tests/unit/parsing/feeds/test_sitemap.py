from __future__ import annotations

import gzip
import tarfile
from datetime import UTC, datetime
from html import escape

import pytest

from pipeline.errors import Rejected
from pipeline.parsing.feeds.announcements import MAX_ITEMS
from pipeline.parsing.feeds.feed import parse_feed
from pipeline.parsing.feeds.sitemap import parse_announcements

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


def test_pages_come_newest_first_with_when_they_changed():
    body = urlset(
        "<loc>/old</loc><lastmod>2026-02-20</lastmod>",
        "<loc>/undated</loc>",
        "<loc>/new</loc><lastmod>2026-03-01</lastmod>",
    )
    found = parse_announcements(body, HERE, AT)
    assert [
        (item.url.rpartition("/")[2], item.changed_at and item.changed_at.day) for item in found.items
    ] == [
        ("new", 1),
        ("old", 20),
        ("undated", None),
    ]
    assert found.announced == 3


def test_an_index_names_its_sitemaps_newest_first():
    entries = "".join(
        f"<sitemap><loc>/{day}.xml</loc><lastmod>2026-02-{day:02}</lastmod></sitemap>" for day in range(1, 29)
    )
    body = (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'.encode()
    )
    parts = parse_announcements(body, HERE, AT).parts
    assert [part.url for part in parts] == [f"https://desk.example/{day}.xml" for day in range(28, 0, -1)]


def test_of_a_huge_sitemap_the_newest_pages_are_kept_and_the_others_counted():
    body = urlset(*(f"<loc>/{n}</loc><lastmod>2026-03-01</lastmod>" for n in range(MAX_ITEMS + 500)))
    found = parse_announcements(body, HERE, AT)
    assert (len(found.items), found.beyond, found.announced) == (MAX_ITEMS, 500, MAX_ITEMS + 500)
    assert found.items[0].url == f"https://desk.example/{MAX_ITEMS + 499}"


DAMAGES = {
    "a raw ampersand": lambda body: body.replace(b"/b<", b"/b?x=1&page=2<"),
    "an undeclared prefix": lambda body: body.replace(b"<url>", b"<url><x:rank>1</x:rank>"),
    "an entity of HTML": lambda body: body.replace(b"<url>", b"<url><title>caf&eacute;</title>"),
    "an error message before it": lambda body: (
        b"<br />\n<b>Warning</b>: old in map.php on line 3<br />" + body
    ),
    "a byte that is no UTF-8": lambda body: body.replace(b"<url>", b"<url><title>caf\xe9</title>"),
    "a control character": lambda body: body.replace(b"<url>", b"<url><title>a\x03b</title>"),
    "text behind the end": lambda body: body + b"<!-- cached --> page made in 3 ms",
    "no end": lambda body: body.replace(b"</urlset>", b"<url><loc>https://desk.example/cut"),
    "a control character amid addresses": lambda body: body.replace(b"/b<", b"/b?x=1&amp;page=2<").replace(
        b"<url>", b"<url><title>a\x03b</title>"
    ),
    "an element that was never opened": lambda body: body.replace(b"<url>", b"<url></p>", 1),
}

OF_QUERIES = {"a raw ampersand", "a control character amid addresses"}
"""Damages that are done to an address with two parameters."""


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_sitemap_gives_its_whole_entries_and_says_what_was_wrong(damage):
    body = DAMAGES[damage](urlset("<loc>/a</loc>", "<loc>/b</loc>", "<loc>/c</loc>"))
    found = parse_announcements(body, HERE, AT)
    addresses = sorted(item.url.removeprefix("https://desk.example") for item in found.items)
    assert addresses == ["/a", "/b?x=1&page=2" if damage in OF_QUERIES else "/b", "/c"]
    assert "not well formed" in found.repaired


WHOLE = {"none": lambda body: body, "gzip": gzip.compress, "cut": lambda body: body[: -len(b"</urlset>") - 3]}


@pytest.mark.gold
@pytest.mark.slow
def test_sitemaps_of_the_links_of_real_feeds_give_them_whatever_is_damaged(gold):
    """Each kind of damage on the links of every feed that has some; of a file that is cut all but the last."""
    damages = DAMAGES | WHOLE | {"a raw ampersand": lambda body: body.replace(b"&amp;", b"&")}
    read, missed = 0, []
    with tarfile.open(gold / "inputs" / "feed_fixtures.tar.xz") as archive:
        for member in archive:
            links = links_of(archive.extractfile(member), member.name)
            body = urlset(*(f"<loc>{escape(link)}</loc>" for link in links))
            for damage, apply in damages.items() if links else ():
                wanted = set(links[:-1] if damage == "cut" else links)
                read += 1
                if wanted and not wanted <= set(urls(apply(body))):
                    missed.append((member.name, damage))
    assert read > 2_000
    assert missed == []


def links_of(file, name: str) -> list[str]:
    if file is None or not name.endswith((".xml", ".rss", ".atom")):
        return []
    try:
        return [item.url for item in parse_feed(file.read(), HERE, AT).items]
    except Rejected:
        return []


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig"])
def test_a_sitemap_in_another_character_set_is_read(charset):
    text = urlset("<loc>/a</loc>").decode().replace("UTF-8", "UTF-16" if "16" in charset else "UTF-8")
    assert urls(text.encode(charset)) == ["https://desk.example/a"]


def test_a_list_of_addresses_is_a_sitemap_and_a_text_is_none():
    assert urls(b"\xef\xbb\xbfhttps://desk.example/a\r\nhttps://desk.example/b\n") == [
        "https://desk.example/a",
        "https://desk.example/b",
    ]
    with pytest.raises(Rejected, match="not_a_feed"):
        urls(b"https://desk.example/a\nis where it stands\n")


def test_a_feed_in_json_is_read():
    body = (
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/a", "title": "A",'
        b' "date_published": "2026-03-01T08:00:00Z"}, {"id": "https://desk.example/b"}, {"id": 3}, 4]}'
    )
    found = parse_announcements(body, HERE, AT)
    assert [(item.url, item.title) for item in found.items] == [
        ("https://desk.example/a", "A"),
        ("https://desk.example/b", None),
    ]
    assert (found.announced, found.dropped) == (4, 2)
    for other in (b"{", b'{"items": 3}', b'{"a": []}'):
        with pytest.raises(Rejected, match="not_a_feed"):
            urls(other)


def test_what_came_decides_what_it_is():
    feed = b"<rss><channel><item><link>https://desk.example/a</link></item></channel></rss>"
    assert urls(feed) == ["https://desk.example/a"]
    assert urls(gzip.compress(urlset("<loc>/b</loc>"))) == ["https://desk.example/b"]
    assert urls(urlset()) == []


@pytest.mark.parametrize(
    "body",
    [
        urlset("<loc>/a</loc>")[:-30],
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


def test_names_in_capitals_are_the_same_names():
    body = "<URLSET><URL><LOC>https://desk.example/a</LOC></URL><Url><Loc>https://desk.example/b</Loc></Url></URLSET>"
    assert sorted(urls(body.encode())) == ["https://desk.example/a", "https://desk.example/b"]
    cut = body.replace("</URLSET>", "<URL><LOC>https://desk.ex")
    assert sorted(urls(cut.encode())) == ["https://desk.example/a", "https://desk.example/b"]


@pytest.mark.parametrize("ampersand", ["&amp;amp;", "&amp;#038;", "&amp;#38;", "&amp;#x26;", "&amp;AMP;"])
def test_an_address_that_was_escaped_twice_is_the_one_that_was_meant(ampersand):
    entry = f"<loc>https://desk.example/a?x=1{ampersand}y=2</loc>"
    assert urls(urlset(entry)) == ["https://desk.example/a?x=1&y=2"]


@pytest.mark.parametrize(
    "named", ["windows-1252", "ISO-8859-1", "Shift_JIS", "gb2312", "utf-16", "windows-1251"]
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\r\n"])
def test_utf_8_is_read_as_such_whatever_the_document_names(named, mark):
    feed = (
        f'<?xml version="1.0" encoding="{named}"?><rss version="2.0"><channel><item><title>Größe, Köln</title>'
        "<link>https://desk.example/a</link></item></channel></rss>"
    )
    (item,) = parse_announcements(mark + feed.encode(), HERE, AT).items
    assert item.title == "Größe, Köln"


def test_another_encoding_that_the_bytes_bear_is_believed():
    feed = (
        '<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><title>Порт</title>'
        "<link>https://desk.example/a</link></item></channel></rss>"
    )
    (item,) = parse_announcements(feed.encode("cp1251"), HERE, AT).items
    assert item.title == "Порт"
