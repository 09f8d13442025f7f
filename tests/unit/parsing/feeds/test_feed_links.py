from __future__ import annotations

import time

import pytest

from pipeline.parsing.feeds.feed_links import MAX_LINKS, MAX_SITEMAP_LINES, feed_links, sitemap_lines

HERE = "https://desk.example/news/"


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', ["https://desk.example/rss"]),
        ("<LINK href=rss.xml type=application/atom+xml rel='alternate home'>", ["https://desk.example/news/rss.xml"]),
        ('<link rel=alternate type="application/feed+json" href="//feeds.example/f">', ["https://feeds.example/f"]),
        ('<base href="/x/"><link rel=alternate type="text/rss+xml" href="r">', ["https://desk.example/x/r"]),
        ('<link rel=alternate type="application/rss+xml" href="/a?x=1&amp;y=2">', ["https://desk.example/a?x=1&y=2"]),
        ('<link rel=alternate hreflang=de href="/de">', []),
        ('<link rel=alternate type="application/json" href="/wp-json/1">', []),
        ('<link rel=stylesheet type="application/rss+xml" href="/rss">', []),
        ('<link rel=alternate type="application/rss+xml" href="javascript:x">', []),
        ('<a href="/service/rss/">RSS</a> <a href="/feeds-of-hay">', ["https://desk.example/service/rss/"]),
        ('<a href="/rss"><link rel=alternate type="application/rss+xml" href="/f">', ["https://desk.example/f"]),
    ],
)  # fmt: skip
def test_what_a_page_names_is_found(markup, found):
    assert list(feed_links(markup.encode(), "text/html", HERE)) == found


def test_a_poisoned_page_takes_no_time_and_a_long_list_is_cut():
    links = "".join(f'<link rel=alternate type="application/rss+xml" href="/{n}">' for n in range(10_000))
    poison = "<link " * 100_000 + "<a href=" + "'" * 300_000 + links
    began = time.process_time()
    feed_links(poison.encode(), "text/html", HERE)
    assert len(feed_links(links.encode(), "text/html", HERE)) == MAX_LINKS
    assert time.process_time() - began < 2


def test_sitemaps_of_news_go_first():
    robots = b"User-agent: *\nDisallow: /x\nSitemap: /all.xml\nsitemap:https://desk.example/news.xml\nSitemap: mailto:x"
    assert list(sitemap_lines(robots, "https://desk.example/robots.txt")) == [
        "https://desk.example/news.xml",
        "https://desk.example/all.xml",
    ]


def test_a_robots_txt_of_empty_lines_takes_no_time():
    began = time.process_time()
    assert sitemap_lines(b"\n" * 100_000 + b" Sitemap: /a.xml", HERE)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(("before", "is_seen"), [(MAX_SITEMAP_LINES - 1, True), (MAX_SITEMAP_LINES, False)])
def test_of_a_long_list_of_sitemaps_the_first_are_looked_at(before, is_seen):
    robots = b"Sitemap: /all.xml\n" * before + b"Sitemap: /news.xml"
    assert ("https://desk.example/news.xml" in sitemap_lines(robots, HERE)) == is_seen
