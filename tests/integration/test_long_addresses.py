"""Addresses as long as strangers make them fit every index of both databases, and stay the same page."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pipeline.crawling.urls import MAX_KEY_BYTES, url_key
from pipeline.model import Block, BlockKind, Page, PageKind, Source, SourceKind
from pipeline.steps.discover import step as discover
from pipeline.steps.extract import step as extract
from pipeline.steps.fetch import step as fetch
from tests.integration.gathering import NOON, gathering, request

CHANCE = random.Random(7)
LONG = "".join(chr(CHANCE.randrange(0x4E00, 0x9FA5)) for _ in range(1_900))
"""Each letter takes nine bytes where it is escaped, and no database finds a pattern in them to pack."""
HOST = ".".join(chr(CHANCE.randrange(0xC0, 0xFF)) * 2 for _ in range(400)) + ".example"
ADDRESSES = (
    f"https://desk.example/{LONG}",
    f"https://desk.example/?q={LONG}",
    f"https://desk.example/{LONG[:900]}",
)
REPORT = Block(0, BlockKind.PARAGRAPH, "The bridge at Osk was opened on Friday after a year of work.")


@pytest.fixture
def made(tmp_path, warehouse_url):
    gathered = gathering(tmp_path / "home", warehouse_url)
    yield gathered
    gathered.warehouse.close()


def test_long_addresses_are_announced_fetched_and_kept(made):
    feed = "https://desk.example/rss"
    made.register(Source("desk", SourceKind.FEED, feed))
    places = (*ADDRESSES, f"https://{HOST}/")
    items = "".join(f"<item><link>{place}</link></item>" for place in places)
    made.http.answers = {feed: f"<rss><channel>{items}</channel></rss>".encode()}
    made.http.answers |= {place: place.encode() for place in ADDRESSES}
    found = discover.run(request(), made.runtime)
    assert (found.counts["new"], found.counts["dropped"]) == (3, 1)  # no name of a host is so long
    assert fetch.run(request(), made.runtime).counts["captured"] == 3


class OwnAddresses:
    """The port `PageParser`: pages that name an address of their own."""

    def __init__(self, address: str) -> None:
        self.address = address

    def parse_all(self, fetched):
        for key, _ in fetched:
            yield key, Page(PageKind.ARTICLE, (REPORT,), own_url=self.address)


@pytest.mark.parametrize(
    "address", [f"https://desk.example/{LONG * 5}", f"https://{HOST}/a", "https://ana:word@desk.example/a"]
)
def test_an_address_a_text_names_counts_only_when_it_may_be_one(made, tmp_path, address):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("A report")
    made.clock.now = NOON.replace(year=2100)
    made.register(Source("pages", SourceKind.FOLDER, str(folder)))
    fetch.run(request(), made.runtime)
    extract.run(request(), replace(made.runtime, parser=OwnAddresses(address)))
    assert made.ask("SELECT url FROM articles") == [((folder / "a.txt").resolve().as_uri(),)]


def test_a_long_key_is_short_and_still_tells_pages_apart():
    keys = {url_key(address) for address in ADDRESSES}
    assert len(keys) == 3
    assert all(len(key.encode()) <= MAX_KEY_BYTES and url_key(key) == key for key in keys)
    assert all(key.startswith("desk.example/") for key in keys)
    assert url_key(f"http://www.desk.example/{LONG}?utm_source=x") == url_key(ADDRESSES[0])
