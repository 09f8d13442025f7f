"""The server shows each outlet under a host of its own, as it stood after the chosen night."""

import gzip
import http.client
import tomllib
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from newsroom import Press
from newsroom.server import NewsroomServer, has_loopback_network

HOSTS = [
    "names",
    pytest.param("addresses", marks=pytest.mark.skipif(not has_loopback_network(), reason="only 127.0.0.1")),
]


@pytest.fixture(scope="module", params=HOSTS)
def room(request):
    press = Press(seed=4, nights=2, reports_per_night=30)
    with NewsroomServer(press, hosts=request.param, slow_seconds=0.2) as room:
        yield room


def ask(room, url, method="GET", **headers):
    """Ask with the outlet's own Host, connecting where names need no resolver."""
    parts = urlsplit(url)
    address = "127.0.0.1" if room.hosts == "names" else parts.hostname
    connection = http.client.HTTPConnection(address, parts.port, timeout=60)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request(method, target, headers={"Host": parts.netloc, **headers})
    answer = connection.getresponse()
    body = answer.read() if method != "HEAD" else b""
    connection.close()
    return answer, body


def page_of(room, **wanted):
    room.set_night(2)
    return next(
        page
        for page in room.press.standing(2).values()
        if all(getattr(page, key) == value for key, value in wanted.items())
    )


def test_every_page_is_served_as_it_was_written(room):
    room.set_night(2)
    for page in room.press.standing(2).values():
        if page.behaviour:
            continue
        answer, body = ask(room, page.announced_url)
        assert (answer.status, body) == (page.status, page.html())


def test_each_outlet_has_a_host_of_its_own(room):
    assert len({urlsplit(source["location"]).hostname for source in room.sources}) == len(room.sources)


def test_a_page_of_a_later_night_does_not_exist_yet(room):
    late = next(page for page in room.press.pages(2) if page.version == 1 and not page.behaviour)
    room.set_night(1)
    assert ask(room, late.url)[0].status == 404
    assert ask(room, f"{room.address('newsbasket')}/_newsroom/night?n=2", "POST")[0].status == 200
    assert room.night == 2
    assert ask(room, late.url)[0].status == 200


def test_a_night_that_is_not_there_is_refused(room):
    answer, body = ask(room, f"{room.address('newsbasket')}/_newsroom/night?n=9", "POST")
    assert (answer.status, b"out of bounds" in body) == (400, True)


def test_feeds_and_sitemaps_announce_every_page_of_their_outlet(room):
    room.set_night(2)
    for source in room.sources:
        answer, body = ask(room, source["location"])
        assert answer.status == 200
        root = ET.fromstring(body)
        announced = {
            element.text for element in root.iter() if element.tag.endswith(("link", "loc")) and element.text
        }
        announced |= {element.get("href") for element in root.iter() if element.tag.endswith("}link")}
        own = [page for page in room.press.standing(2).values() if page.outlet.outlet_id == source["id"]]
        assert {page.announced_url for page in own} <= announced


def test_a_client_that_holds_the_page_is_told_so(room):
    page = page_of(room, page_kind="article", status=200, behaviour="")
    first, body = ask(room, page.url)
    by_tag, nothing = ask(room, page.url, **{"If-None-Match": first.headers["ETag"]})
    assert (by_tag.status, nothing) == (304, b"")
    by_date, _ = ask(room, page.url, **{"If-Modified-Since": first.headers["Last-Modified"]})
    assert by_date.status == 304
    other, again = ask(
        room, page.url, **{"If-None-Match": '"another"', "If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert (other.status, again) == (200, body)


def test_a_changed_page_is_sent_again(room):
    changed = next(page for page in room.press.pages(2) if page.version == 2 and not page.behaviour)
    room.set_night(1)
    tag = ask(room, changed.url)[0].headers["ETag"]
    room.set_night(2)
    answer, body = ask(room, changed.url, **{"If-None-Match": tag})
    assert (answer.status, body) == (200, changed.html())


def test_gzip_is_used_only_where_asked_and_has_a_tag_of_its_own(room):
    page = page_of(room, page_kind="article", status=200, behaviour="")
    plain, body = ask(room, page.url)
    zipped, packed = ask(room, page.url, **{"Accept-Encoding": "gzip"})
    assert plain.headers["Content-Encoding"] is None
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == body
    assert plain.headers["ETag"] != zipped.headers["ETag"]


def test_no_answer_is_older_than_the_page_it_carries(room):
    page = page_of(room, page_kind="article", status=200, behaviour="")
    answer, _ = ask(room, page.url, "HEAD")
    assert answer.headers["Date"] == "Wed, 04 Mar 2026 05:00:00 GMT"
    assert (
        answer.headers["Last-Modified"] < answer.headers["Date"]
        or "Mar 2026" in answer.headers["Last-Modified"]
    )


def test_the_broken_page_breaks_off_and_the_slow_one_arrives(room):
    broken, slow = page_of(room, behaviour="broken"), page_of(room, behaviour="slow")
    with pytest.raises(http.client.IncompleteRead):
        ask(room, broken.url)
    assert ask(room, slow.url)[1] == slow.html()


def test_robots_forbid_what_the_truth_says_they_forbid(room):
    answer, body = ask(room, f"{room.address('skyline-post')}/robots.txt")
    assert answer.status == 200
    assert b"Disallow: /print/" in body


def test_the_sources_read_as_toml(room):
    read = tomllib.loads(room.sources_toml)["source"]
    assert read == room.sources
    assert {source["kind"] for source in read} == {"feed", "sitemap"}


def test_every_request_is_remembered(room):
    before = len(room.requests)
    ask(room, room.address("newsbasket") + "/nothing-here")
    host, path, status = room.requests[before]
    assert (path, status) == ("/nothing-here", 404)
    assert host == urlsplit(room.address("newsbasket")).netloc
