"""Feeds that are wrong in every way: each ends as announcements or as a named refusal, in its time, in its memory."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, datetime

import pytest

from pipeline.adapters.bounded import READ_FEED, BoundedParser
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched
from pipeline.parsing.feeds.announcements import MAX_ITEMS, Announcements
from pipeline.settings import Settings
from tests.integration.timed import timed

pytestmark = pytest.mark.slow

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECONDS = 3.0
SEED = 20_260_302

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Quay Street Courier</title><link>https://desk.example/</link>
<item><title>Lighthouse keeper's café reopens</title><link>https://desk.example/a</link>
<guid isPermaLink="false">n-1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>
<description><![CDATA[<p>The kettle survived the storm.</p>]]></description></item>
<item><title>Two &amp; two make a quorum</title><link>https://desk.example/b?x=1&amp;y=2</link>
<guid>https://desk.example/b</guid><dc:date>2026-03-02T09:00:00+01:00</dc:date></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://desk.example/news/"><title>Quay Street Courier</title>
<entry><title type="html">Tram &lt;b&gt;line&lt;/b&gt; is mended</title><link rel="alternate" href="tram"/>
<id>tag:desk.example,2026:tram</id><published>2026-03-02T08:00:00Z</published></entry>
<entry><title>Council meets on a boat</title><link href="https://desk.example/boat"/><id>2</id>
<updated>2026-03-02T07:00:00Z</updated></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://desk.example/"><title>Courier</title></channel>
<item rdf:about="https://desk.example/r"><title>Old forms still read</title><link>https://desk.example/r</link></item>
</rdf:RDF>"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://desk.example/s</loc><news:news>
<news:publication_date>2026-03-02T06:00:00Z</news:publication_date><news:title>Ferry counts its passengers</news:title>
</news:news></url><url><loc>https://desk.example/t</loc><lastmod>2026-03-01</lastmod></url></urlset>"""
GOOD = {"rss": RSS, "atom": ATOM, "rdf": RDF, "sitemap": SITEMAP}

ENTITY_BOMB = (
    "<!DOCTYPE rss [<!ENTITY a0 'news'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)
_ITEM = "<item><title>t{0}</title><link>https://desk.example/{0}</link><guid>{0}</guid></item>"


def rss_of(items: str, head: str = "") -> bytes:
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel>{items}</channel></rss>".encode(
        "utf-8", "surrogatepass"
    )


def mutations() -> dict[str, bytes]:
    """Return bad feeds by name: good ones cut, spliced, and told in the wrong words."""
    chance = random.Random(SEED)
    found: dict[str, bytes] = {}
    for name, text in GOOD.items():
        body = text.encode()
        for part in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97):
            found[f"{name} cut at {part}"] = body[: int(len(body) * part)]
        for number in range(6):
            hurt = bytearray(body)
            for _ in range(4**number % 97 + 1):
                hurt[chance.randrange(len(hurt))] = chance.randrange(256)
            found[f"{name} with bytes changed, {number}"] = bytes(hurt)
        for codec in ("utf-16", "utf-16-be", "utf-32", "utf-7", "cp1252", "cp037"):
            found[f"{name} in {codec} that says utf-8"] = body.decode().encode(codec, "replace")
        for said in ("utf-16", "latin-1", "no-such-set", "", "utf-8" * 999, "\x00"):
            found[f"{name} that says {said[:12]!a}"] = (
                text.replace("utf-8", said).replace("UTF-8", said).encode()
            )
        found[f"{name} twice"] = body + body
        found[f"{name} after a newspaper"] = b"<p>Good morning.</p>" * 300 + body
        found[f"{name} with NULs between"] = b"\x00".join(body[i : i + 1] for i in range(len(body)))
        found[f"{name} in capitals"] = text.upper().encode()
        found[f"{name} without its namespaces"] = text.replace("xmlns", "nsxml").encode()
        found[f"{name} with another prefix"] = (
            text.replace("<item", "<q:item").replace("<entry", "<q:entry").encode()
        )
        found[f"{name} with a bomb of entities"] = (
            text.replace("?>", "?>" + ENTITY_BOMB, 1).replace("<title>", "<title>&a11;", 1).encode()
        )
        found[f"{name} with a file in it"] = (
            text.replace("?>", "?><!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>", 1)
            .replace("<title>", "<title>&f;", 1)
            .encode()
        )
        found[f"{name} as a small file that grows"] = gzip.compress(body + b" " * 60_000_000)
        found[f"{name} as a cut small file"] = gzip.compress(body)[:-7]
    return found


WRONG = {
    "nothing": b"",
    "white space": b" \r\n\t" * 100_000,
    "one letter": b"<",
    "a path": b"/etc/passwd",
    "an address": b"http://127.0.0.1:9/",
    "a web page": b"<!doctype html><html><head><title>News</title></head><body><rss>" + b"<p>x</p>" * 1_000,
    "a challenge": b"<html><script>location='/?__cf_chl=1'</script>Checking your browser</html>",
    "JSON": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://desk.example/j"}]}',
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400,
    "opened for ever": b"<rss><channel>" + b"<item>" * 200_000,
    "closed for ever": b"<rss><channel>" + b"</item>" * 200_000,
    "nested deeply": b"<rss>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</rss>",
    "items in items": rss_of("<item><title>" * 5_000),
    "a hundred thousand items": rss_of("".join(_ITEM.format(n) for n in range(100_000))[:5_000_000]),
    "a hundred thousand broken items": rss_of("".join(_ITEM.format(n) for n in range(50_000)))[:-20] + b"&",
    "a title of five megabytes": rss_of(f"<item><title>{'x' * 4_900_000}</title><link>https://desk.example/x</link></item>"),
    "a title of brackets": rss_of("<item><title><![CDATA[" + "<" * 3_000_000 + "]]></title><link>https://desk.example/x</link></item>"),
    "a title of ampersands": rss_of(f"<item><title>{'&amp;' * 900_000}</title><link>https://desk.example/x</link></item>"),
    "a link of five megabytes": rss_of(f"<item><link>https://desk.example/{'x' * 4_900_000}</link></item>"),
    "a link of ten thousand lines": rss_of(f"<item><link>{'https://desk.example/' + chr(10) * 10_000}x</link></item>"),
    "a guid of five megabytes": rss_of(f"<item><link>https://desk.example/g</link><guid>{'g' * 4_900_000}</guid></item>"),
    "a date of digits": rss_of(f"<item><link>https://desk.example/d</link><pubDate>{'9' * 1_000_000}</pubDate></item>"),
    "a date of words": rss_of(f"<item><link>https://desk.example/d</link><pubDate>{'Mon, ' * 100_000}</pubDate></item>"),
    "one guid for all": rss_of("".join(_ITEM.format(n).replace(f"<guid>{n}", "<guid>1") for n in range(1_000))),
    "one address for all": rss_of(_ITEM.format(1) * 5_000),
    "addresses of other kinds": rss_of(
        "".join(
            f"<item><link>{link}</link></item>"
            for link in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//[", "http://[::1", "mailto:a@b", " ", "\u202e")
        )
    ),
    "a hundred thousand attributes": b"<rss " + b" ".join(b"a%d='x'" % n for n in range(100_000)) + b"><channel>",
    "an attribute of five megabytes": b"<rss a='" + b"x" * 4_900_000 + b"'><channel></channel></rss>",
    "a hundred thousand namespaces": b"<rss " + b" ".join(b"xmlns:n%d='urn:%d'" % (n, n) for n in range(100_000)) + b"/>",
    "a comment without end": b"<rss><channel><!--" + b"-" * 4_000_000,
    "instructions without end": b"<rss><channel>" + b"<?x y?>" * 400_000 + b"</channel></rss>",
    "a section without end": b"<rss><channel><item><title><![CDATA[" + b"]]" * 2_000_000,
    "broken entities": rss_of("<item><title>" + "&x" * 500_000 + "</title></item>"),
    "numbers that are no letters": rss_of("<item><title>&#0;&#xD800;&#x110000;&#99999999999;</title><link>https://desk.example/n</link></item>"),
    "half characters": rss_of("<item><title>\ud800\udfff</title><link>https://desk.example/h</link></item>"),
    "letters that hide": rss_of("<item><title>\u202eevil\u2066\u200b\ufeff</title><link>https://desk.example/l</link></item>"),
    "escaped ten times": rss_of("<item><title>" + "&amp;" + "amp;" * 10 + "lt;b></title><link>https://desk.example/e</link></item>"),
    "a base elsewhere": b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='javascript:alert(1)//'><entry><link href='x'/></entry></feed>",
    "bases without end": b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry xml:base='../x/'>" * 250 + b"</entry>" * 250 + b"</feed>",
    "an index of itself": b"<sitemapindex>" + b"<sitemap><loc>https://desk.example/map.xml</loc></sitemap>" * 50_000 + b"</sitemapindex>",
    "a sitemap without end": b"<urlset>" + b"<url><loc>https://desk.example/x</loc></url>" * 100_000,
    "a sitemap of files": b"<urlset>" + b"<url><loc>file:///etc/passwd</loc></url>" * 1_000 + b"</urlset>",
    "a sitemap of dates": b"<urlset>" + b"".join(
        b"<url><loc>https://desk.example/%d</loc><lastmod>%s</lastmod></url>" % (n, date)
        for n, date in enumerate((b"1970-01-01", b"2099-01-01", b"2026-02-30", b"0000-00-00", b"now", b"\xd9\xa2", b"1e999"))
    ) + b"</urlset>",
}  # fmt: skip
FEEDS = mutations() | WRONG


def test_there_are_enough_of_them():
    assert len(FEEDS) >= 150


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read all of them as a night does, in one process that is ended where it must be."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), warehouse="", parse_timeout_seconds=SECONDS)
    parser = BoundedParser(settings, workers=2, function=READ_FEED)
    list(parser.parse_all([("first", Fetched("https://desk.example/rss", AT, 200, {}, RSS.encode()))]))
    feeds = ((name, Fetched("https://desk.example/rss", AT, 200, {}, body)) for name, body in FEEDS.items())
    yield timed(parser.parse_all(feeds))
    parser.close()


def test_every_feed_ends_as_announcements_or_with_a_name(read):
    outcomes = {
        name: type(result).__name__ if isinstance(result, Announcements) else result.reason
        for name, (result, _) in read.items()
        if not isinstance(result, TransientError)
    }
    assert list(outcomes) == list(FEEDS), "a parser failed in a way nobody foresaw"
    assert set(outcomes.values()) <= {
        *("Announcements", "not_a_feed", "parser_timeout", "parser_memory"),
        *("body_too_large", "body_truncated", "body_damaged"),
    }


def test_every_feed_ends_in_its_time(read):
    """A margin for a busy machine; what runs out of time is killed with its process."""
    assert {name: seconds for name, (_, seconds) in read.items() if seconds > 2 * SECONDS + 5} == {}
    assert (
        sum(isinstance(each, Rejected) and each.reason == "parser_timeout" for each, _ in read.values()) <= 15
    )


def test_what_is_announced_can_be_stored_and_fetched(read):
    for name, (result, _) in read.items():
        if isinstance(result, Announcements):
            assert len(result.items) <= MAX_ITEMS, name
            for item in result.items:
                assert item.url.lower().startswith(("http://", "https://")), name
                for text in (item.title, item.published_raw, item.guid):
                    assert text is None or (
                        len(text) <= 500 and "\x00" not in text and "root:" not in text
                    ), name
                    assert text is None or text.encode("utf-8").decode("utf-8") == text, name
                assert item.published_at is None or item.published_at.year in {2025, 2026}, name


@pytest.mark.parametrize("kind", GOOD)
def test_most_of_a_feed_that_is_only_hurt_is_still_read(read, kind):
    """What a repairing reader can find is not thrown away with the rest."""
    name = f"{kind} cut at 0.97"
    result, _ = read[name]
    assert isinstance(result, Announcements) or kind == "sitemap", name
