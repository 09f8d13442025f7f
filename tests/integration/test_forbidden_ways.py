"""Whatever a stranger writes, wherever newsfold reads an address of theirs, no forbidden address is connected to."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from pipeline.crawling.windows import day_window
from pipeline.model import Request, RequestOptions, Source, SourceKind
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps.discover import step as discover
from pipeline.steps.discover.add import find_sources
from pipeline.steps.discover.check_sources import check_sources
from pipeline.steps.discover.infer import sources_of_opml
from pipeline.steps.discover.sources import register, registered
from pipeline.steps.fetch import step as fetch
from tests.integration.connections import SERVER, connected_to, let_server_be_public
from tests.integration.paper_server import Reply, paper

TARGETS = (
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.2:9/secret",
    "http://10.0.0.1/secret",
    "http://[::ffff:10.0.0.1]/secret",
    "http://[fd00:ec2::254]/secret",
    "http://0.0.0.0:9/secret",
    "http://2130706434:9/secret",
)
FEED, MAP, WARC, URL_LIST = SourceKind.FEED, SourceKind.SITEMAP, SourceKind.WARC, SourceKind.URL_LIST


class Way:
    """A press whose answers lead to forbidden addresses, each way in one method that gives the sources of it."""

    def __init__(self, site) -> None:
        self.site = site

    def at(self, path: str) -> str:
        return f"http://{SERVER}:{self.site.port}{path}"

    def each(self, kind: SourceKind, answer, path: str = "/way{0}") -> list[Source]:
        """Serve an answer for each target, and give the sources that ask for them."""
        for number, target in enumerate(TARGETS):
            self.site.replies[path.format(number)] = answer(target)
        return [Source(f"s{number}", kind, self.at(path.format(number))) for number in range(len(TARGETS))]

    def one(self, kind: SourceKind, path: str, body: str | bytes, content_type: str) -> list[Source]:
        self.site.replies[path] = Reply(body, content_type)
        return [Source("one", kind, self.at(path))]

    def rss(self, links) -> str:
        items = "".join(
            f"<item><title>Report {number}</title><link>{link}</link></item>"
            for number, link in enumerate(links)
        )
        return f"<rss version='2.0'><channel>{items}</channel></rss>"

    # The ways

    def location_of_a_source(self):
        return [Source(f"s{number}", FEED, target) for number, target in enumerate(TARGETS)]

    def redirect_of_a_feed(self):
        return self.each(FEED, lambda target: Reply(status=301, headers={"Location": target}))

    def refresh_of_a_feed(self):
        return self.each(FEED, lambda target: Reply(headers={"Refresh": f"0; url={target}"}))

    def link_to_the_feed_of_a_page(self):
        return self.each(
            FEED,
            lambda target: Reply(
                f'<html><head><link rel="alternate" type="application/rss+xml" href="{target}">'
            ),
        )

    def item_of_a_feed(self):
        return self.one(FEED, "/rss.xml", self.rss(TARGETS), "application/rss+xml")

    def redirect_of_an_item(self):
        sources = self.one(
            FEED,
            "/rss.xml",
            self.rss(self.at(f"/hop{n}") for n in range(len(TARGETS))),
            "application/rss+xml",
        )
        self.each(FEED, lambda target: Reply(status=302, headers={"Location": target}), "/hop{0}")
        return sources

    def stub_of_an_item(self):
        sources = self.one(
            FEED,
            "/rss.xml",
            self.rss(self.at(f"/hop{n}") for n in range(len(TARGETS))),
            "application/rss+xml",
        )
        self.each(
            FEED, lambda target: Reply(f'<meta http-equiv="refresh" content="0; url={target}">'), "/hop{0}"
        )
        return sources

    def part_of_an_index(self):
        parts = "".join(f"<sitemap><loc>{target}</loc></sitemap>" for target in TARGETS)
        return self.one(MAP, "/map.xml", f"<sitemapindex>{parts}</sitemapindex>", "application/xml")

    def page_of_a_sitemap(self):
        pages = "".join(f"<url><loc>{target}</loc></url>" for target in TARGETS)
        return self.one(MAP, "/map.xml", f"<urlset>{pages}</urlset>", "application/xml")

    def line_of_a_list(self):
        return self.one(URL_LIST, "/list.txt", "\n".join(TARGETS), "text/plain")

    def robots_txt_of_a_host(self):
        self.site.replies["/robots.txt"] = Reply(status=302, headers={"Location": TARGETS[0]})
        return self.one(FEED, "/rss.xml", self.rss([self.at("/page")]), "application/rss+xml")

    def warc_by_address(self):
        return [Source(f"s{number}", WARC, f"{target}.warc.gz") for number, target in enumerate(TARGETS)]

    def redirect_of_a_warc(self):
        return self.each(
            WARC, lambda target: Reply(status=302, headers={"Location": target}), "/night{0}.warc.gz"
        )

    def line_of_a_list_of_warcs(self):
        lines = "\n".join(f"{target}-20260302000000.warc.gz" for target in TARGETS)
        return self.one(WARC, "/warc.paths.gz", gzip.compress(lines.encode()), "application/gzip")

    def proxy_of_a_source(self):
        return [
            Source(
                f"s{number}",
                FEED,
                "http://desk.example/rss",
                requests=RequestOptions(None, (), target.rstrip("/")),
            )
            for number, target in enumerate(TARGETS)
        ]

    def list_of_feeds(self):
        outlines = "".join(f'<outline type="rss" xmlUrl="{target}"/>' for target in TARGETS)
        return sources_of_opml(f"<opml version='2.0'><body>{outlines}</body></opml>".encode())


WAYS = [name for name, each in vars(Way).items() if callable(each) and name[0] != "_"]
WAYS = [name for name in WAYS if name not in {"at", "each", "one", "rss"}]


@pytest.fixture
def site(monkeypatch):
    """Give a press that is public."""
    let_server_be_public(monkeypatch)
    with paper() as made:
        yield made


@pytest.fixture
def runtime(tmp_path):
    made = build(Settings(home=tmp_path / "home", warehouse=f"sqlite:///{tmp_path}/warehouse.db"))
    made.warehouse.migrate()
    yield made
    made.warehouse.close()


def strangers(site) -> set[object]:
    """Return what was connected to but for the press; looking up names asks the system."""
    return {
        each for each in connected_to if each != (SERVER, site.port) and not isinstance(each, str | bytes)
    }


@pytest.mark.parametrize("way", WAYS)
def test_no_way_in_leads_to_a_forbidden_address(site, runtime, way):
    sources = getattr(Way(site), way)()
    with runtime.warehouse.write() as db:
        register(db, sources, runtime.clock())
    request = Request("night", window=day_window(date(2026, 3, 2)))
    discover.run(request, runtime)
    fetch.run(request, runtime)
    with runtime.warehouse.read() as db:
        held = registered(db)
    list(check_sources(held, runtime))
    assert strangers(site) == set()
    assert not site.replies or (SERVER, site.port) in connected_to
    walked = {"/robots.txt"} if "/robots.txt" in site.replies else set(site.replies)
    assert walked <= set(site.asked)
    assert runtime.warehouse.ask("SELECT url FROM captures")[1] in ([], [(Way(site).at("/page"),)])


@pytest.mark.parametrize("target", TARGETS)
def test_looking_for_the_feeds_of_a_site_leads_to_no_forbidden_address(site, runtime, target):
    site.replies = {
        "/robots.txt": Reply(f"User-agent: *\nAllow: /\nSitemap: {target}\n", "text/plain"),
        "/": Reply(
            f'<link rel="alternate" type="application/rss+xml" href="{target}"><a href="{target}/rss.xml">Feed</a>'
        ),
        "/rss.xml": Reply(status=301, headers={"Location": target}),
    }
    for address in (f"http://{SERVER}:{site.port}/", target):
        assert find_sources(runtime, address).sources == ()
    assert strangers(site) == set()
    assert "/robots.txt" in site.asked
