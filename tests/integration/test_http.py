"""The client against a server on this machine that does its worst: every fetch ends in time, with a name."""

from __future__ import annotations

import asyncio
import socket
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.adapters.http import HttpClient
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched, RequestOptions, Validators
from pipeline.settings import Settings
from tests.integration.hostile_server import PAGE, hostile_server

AT = datetime(2026, 3, 2, 12, 0, 0, 500, tzinfo=UTC)
DEADLINE = 0.6
"""For what never ends; on a busy machine an honest answer may take as long."""
PATIENCE = 10.0


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Give each test a home folder of its own, where the rates of hosts are kept."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def client(*, allows_private: bool = True, look_up=socket.getaddrinfo, **changes) -> HttpClient:
    values = {"fetch_deadline_seconds": PATIENCE, "page_max_bytes": 1_000_000} | changes
    return HttpClient(
        Settings(home=Path("home"), warehouse="", fetch_private_addresses=allows_private, **values),
        lambda: AT,
        look_up,
    )


async def ask(http: HttpClient, *urls: str, **validators: Validators) -> dict[str, object]:
    return {url: answer async for url, answer in http.fetch_all(urls, validators=validators)}


def name_of(answer: object) -> str:
    if isinstance(answer, Rejected):
        return answer.reason
    return answer.outcome if isinstance(answer, TransientError) else str(answer.http_status)


def outcomes(*paths: str, deadline: float = PATIENCE, **settings) -> dict[str, str]:
    async def go():
        async with hostile_server(**settings) as server:
            http = client(fetch_deadline_seconds=deadline)
            found = await ask(http, *(server.url(path) for path in paths))
            return {path: name_of(found[server.url(path)]) for path in paths}

    return asyncio.run(go())


HOSTILE = {
    "/drip": "deadline",
    "/drip-headers": "deadline",
    "/silence": "deadline",
    "/endless": "body_too_large",
    "/announced-huge": "body_too_large",
    "/bomb": "body_too_large",
    "/cut": "body_truncated",
    "/cut-gzip": "body_truncated",
    "/garbage": "bad_http",
    "/hang-up": "connection",
    "/loop/0": "too_many_redirects",
    "/redirect/file:///etc/passwd": "redirect_refused",
    "/redirect/gopher://desk.example/": "redirect_refused",
    "/redirect/http://[bad/": "redirect_refused",
    "/redirect/http://169.254.169.254/latest/": "private_address",
    "/image": "no_text",
    "/status/404": "http_404",
    "/status/410": "http_410",
    "/status/403": "http_403",
    "/status/204": "http_204",
    "/status/300": "http_300",
    "/status/304": "http_304",
    "/status/500": "http_500",
    "/status/999": "http_999",
    "/status/429": "http_429",
}


@pytest.mark.parametrize("path", HOSTILE)
def test_every_fetch_ends_in_time_and_with_a_name(path):
    """How soon after its deadline is measured by the benchmark of hostile hosts; here the server would wait a minute."""
    began = time.monotonic()
    name = HOSTILE[path]
    assert outcomes(path, deadline=DEADLINE if name == "deadline" else PATIENCE) == {path: name}
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "path", ["/page", "/gzip", "/once-broken", "/redirect/../page", "/redirect//page", "/choices/../page"]
)
def test_a_page_comes_whole(path):
    async def go():
        async with hostile_server() as server:
            (answer,) = (await ask(client(), server.url(path))).values()
            return answer

    answer = asyncio.run(go())
    assert isinstance(answer, Fetched)
    assert (answer.body, answer.http_status) == (PAGE, 200)
    assert answer.fetched_at == AT.replace(microsecond=0)


@pytest.mark.parametrize(
    "path", ["/wants-cookie", "/stub//page", "/stub/wants-cookie", "/hops/10", "/redirect/..%2Fa page"]
)
def test_a_page_is_found_however_a_site_sends_its_readers_on(path):
    assert outcomes(path.replace(" ", "%20")) == {path.replace(" ", "%20"): "200"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/hops/11", "too_many_redirects"),
        ("/stub/file:%2F%2F%2Fetc%2Fpasswd", "redirect_refused"),
        ("/stub/http:%2F%2F169.254.169.254%2Flatest%2F", "private_address"),
    ],
)
def test_an_element_leads_no_further_than_a_redirect(path, name):
    assert outcomes(path) == {path: name}


def test_a_cookie_ends_with_its_chain_of_redirects():
    async def go():
        async with hostile_server() as server:
            http = client()
            await ask(http, server.url("/wants-cookie"), server.url("/page"))
            await ask(http, server.url("/wants-cookie"))
            return [
                headers.get("cookie")
                for headers, path in zip(server.headers, server.asked, strict=True)
                if path != "/robots.txt"
            ]

    sent = asyncio.run(go())
    assert sorted(map(str, sent)) == ["None", "None", "None", "seen=1", "seen=1"]


def raw(head: bytes, status: str = "200 OK") -> bytes:
    """Return an answer with this head, byte by byte."""
    return b"HTTP/1.1 " + status.encode() + b"\r\n" + head + b"\r\nContent-Length: 0\r\n\r\n"


STRANGE_ANSWERS = {
    raw(b"Retry-After: Mon, 02 Mar 99999999999999999999 12:10:00 GMT", "429 Busy"): "http_429",
    raw(b"Retry-After: Mon, 02 Mar 2026 12:10:00 +99999999999999999999", "503 Busy"): "http_503",
    raw(b"Retry-After: \xff\xfe", "429 Busy"): "http_429",
    raw(b"Location: http://[::1", "302 Found"): "redirect_refused",
    raw(b"Location: http://\xff\xfe.example/", "302 Found"): "redirect_refused",
    raw(b"Location: http://desk.example:99999/", "302 Found"): "redirect_refused",
    raw(b"Location: http://user:pass@desk.example/", "302 Found"): "redirect_refused",
    raw(b"Location: data:text/html,news", "302 Found"): "redirect_refused",
    raw(b"Location: ", "302 Found"): "http_302",
    raw(b"Location: /" + b"x" * 3000, "302 Found"): "redirect_refused",
    raw(b"Content-Type: ;;;=\xff"): "200",
    raw(b"Content-Type: text/html; charset=\xff\x00"): "bad_http",
    raw(b"Content-Encoding: snappy"): "200",
    raw(b"Content-Encoding: gzip"): "200",
    raw(b"X: " + b"y" * 100_000): "bad_http",
    raw(b"\r\n".join(b"X%d: y" % n for n in range(20_000))): "bad_http",
    raw(b"Content-Length: -5"): "bad_http",
    raw(b"Transfer-Encoding: chunked"): "bad_http",
    raw(b"", "999999 Odd"): "bad_http",
    raw(b"", "OK"): "bad_http",
}


@pytest.mark.parametrize("answer", STRANGE_ANSWERS, ids=lambda answer: ascii(answer[9:60]))
def test_no_header_is_a_fault_of_ours(answer):
    """One strange answer must not end the run of all others."""
    assert outcomes("/raw", raw=answer) == {"/raw": STRANGE_ANSWERS[answer]}


def answered(head: bytes, body: bytes) -> object:
    """Return what comes of an answer with this head and body, byte by byte."""

    async def go():
        async with hostile_server(raw=b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + body) as server:
            (answer,) = (await ask(client(), server.url("/raw"))).values()
            return answer

    return asyncio.run(go())


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: application/x-httpd-php",
        b"Content-Type: image/png",
        b"Content-Encoding: gzip",
        b"Content-Encoding: snappy",
        b"Content-Encoding: UTF-8",
        b"Content-Length: 4000",
        b"Transfer-Encoding: identity",
        b"Content-Security-Policy: " + b"https://cdn.example " * 2_000,
    ],
    ids=lambda head: head[:40].decode(),
)
def test_a_page_counts_for_what_it_is_and_not_for_its_labels(head):
    answer = answered(head, PAGE)
    assert isinstance(answer, Fetched), answer
    assert answer.body == PAGE


@pytest.mark.parametrize(
    ("head", "body", "reason"),
    [
        (b"Content-Type: text/html", b"%PDF-1.7 \x00\x01", "no_text"),
        (b"Content-Type: application/x-tar", b"\x00" * 600, "no_text"),
        (b"Content-Encoding: snappy", b"\x00\x01\x02" * 40, "unknown_encoding"),
        (b"Content-Length: 4000", PAGE[:-20], "body_truncated"),
    ],
)
def test_what_is_no_whole_text_is_refused_by_what_it_is(head, body, reason):
    assert name_of(answered(head, body)) == reason


def test_an_address_in_an_old_character_set_is_followed_byte_by_byte():
    async def go():
        async with hostile_server(raw=raw(b"Location: /caf\xe9?q=\xff", "302 Found")) as server:
            (answer,) = (await ask(client(), server.url("/raw"))).values()
            assert name_of(answer) == "200"
            assert server.asked[-1] == "/caf%E9?q=%FF"

    asyncio.run(go())


def test_the_address_that_answered_is_told():
    async def go():
        async with hostile_server() as server:
            (answer,) = (await ask(client(), server.url("/redirect//page#top"))).values()
            assert answer.url == server.url("/page")

    asyncio.run(go())


@pytest.mark.parametrize(
    ("path", "has_moved"),
    [
        ("/page", False),
        ("/moved//page", True),
        ("/moved//moved/%2Fpage", True),
        ("/moved//redirect/%2Fpage", False),
        ("/redirect//page", False),
    ],
)
def test_an_answer_says_whether_its_address_moved_for_good(path, has_moved):
    async def go():
        async with hostile_server() as server:
            (answer,) = (await ask(client(), server.url(path))).values()
            assert (answer.url, answer.has_moved) == (server.url("/page"), has_moved)

    asyncio.run(go())


def test_a_source_is_asked_with_its_own_headers_which_go_to_no_other_host():
    async def go():
        async with hostile_server() as server:
            other = server.url("/page", "other.localhost")
            first = server.url(f"/redirect/{other}", "desk.localhost")
            wishes = {first: RequestOptions("Reader/2", (("X-Reader", "7"),))}
            async for _, answer in client().fetch_all([first], options=wishes):
                assert name_of(answer) == "200"
            sent = [
                (headers["host"].partition(":")[0], headers["user-agent"], headers.get("x-reader"))
                for headers in server.headers
            ]
            # robots.txt and the page, of either host
            assert (
                sent
                == [("desk.localhost", "Reader/2", "7")] * 2 + [("other.localhost", "Reader/2", None)] * 2
            )

    asyncio.run(go())


def test_a_source_is_asked_by_its_proxy():
    """Also by one in a private network: a person chose it, and it stands outside for everything asked by it."""

    async def go():
        async with hostile_server() as server:
            url = "http://desk.example/page"
            wishes = {url: RequestOptions(proxy=server.url(""))}
            (answer,) = [
                answer async for _, answer in client(allows_private=False).fetch_all([url], options=wishes)
            ]
            assert name_of(answer) == "200"
            assert server.asked == ["http://desk.example/robots.txt", url]

    asyncio.run(go())


def test_a_proxy_is_sent_to_no_private_address():
    async def go():
        async with hostile_server() as server:
            hosts = ["127.0.0.1", "localhost", "desk.localhost", "[::1]", "10.0.0.1", "169.254.169.254"]
            urls = [f"http://{host}/page" for host in (*hosts, "0x7f.1", "127.1", "2130706433")]
            urls += [server.url(f"/redirect/{urls[-1]}", "desk.example")]
            wishes = dict.fromkeys(urls, RequestOptions(proxy=server.url("")))
            answers = client(allows_private=False).fetch_all(urls, options=wishes)
            assert {name_of(answer) async for _, answer in answers} <= {"private_address", "url_invalid"}
            assert all("desk.example" in asked for asked in server.asked)

    asyncio.run(go())


def test_no_private_address_is_connected_to():
    """By literal in every spelling, by name, and by redirect; the server sees nothing of it."""

    async def go():
        async with hostile_server() as server:
            hosts = [
                "127.0.0.1",
                "localhost",
                "desk.localhost",
                "[::ffff:127.0.0.1]",
                "0x7f.1",
                "127.1",
                "0.0.0.0",
            ]
            found = await ask(client(allows_private=False), *(server.url("/page", host) for host in hosts))
            assert {name_of(answer) for answer in found.values()} <= {"private_address", "url_invalid"}
            assert server.asked == []

    asyncio.run(go())


def test_even_where_private_networks_are_allowed_it_keeps_out_the_metadata_of_clouds():
    (answer,) = asyncio.run(ask(client(), "http://169.254.169.254/latest/meta-data/")).values()
    assert name_of(answer) == "private_address"


def test_names_below_localhost_mean_this_machine():
    async def go():
        async with hostile_server() as server:
            (answer,) = (await ask(client(), server.url("/page", "herald.localhost"))).values()
            assert name_of(answer) == "200"

    asyncio.run(go())


def test_addresses_nobody_should_ask_for_are_not_asked_for():
    urls = ["file:///etc/passwd", "http://user:pw@desk.example/", "http://desk.example\\@evil.example/"]
    found = asyncio.run(ask(client(), *urls))
    assert [name_of(found[url]) for url in urls] == ["url_scheme", "url_invalid", "url_invalid"]


def test_a_name_that_does_not_exist_may_exist_later():
    (answer,) = asyncio.run(ask(client(fetch_deadline_seconds=20), "http://nowhere.invalid/")).values()
    assert isinstance(answer, TransientError)
    assert answer.outcome == "dns"


def test_a_host_that_is_down_and_one_that_speaks_no_tls_are_named():
    async def refuse(_, writer):
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async def go():
        async with await asyncio.start_server(refuse, "127.0.0.1") as server:
            port = server.sockets[0].getsockname()[1]
            urls = [f"https://127.0.0.1:{port}/page", "http://127.0.0.1:9/page"]
            found = await ask(client(), *urls)
            return [name_of(found[url]) for url in urls]

    assert asyncio.run(go()) == ["tls", "connection"]


def test_robots_txt_is_obeyed_and_read_once():
    async def go():
        async with hostile_server(
            robots=(200, b"\xef\xbb\xbfUser-agent: newsfold\nDisallow: /private\n")
        ) as server:
            paths = ["/private/a", "/page", "/redirect//private/b", "/other"]
            found = await ask(client(), *(server.url(path) for path in paths))
            assert [name_of(found[server.url(path)]) for path in paths] == ["robots", "200", "robots", "200"]
            assert server.asked == ["/robots.txt", "/page", "/redirect//private/b", "/other"]

    asyncio.run(go())


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, "200"), (403, "200"), (500, "robots_unreachable"), (503, "robots_unreachable")],
)
def test_a_missing_robots_txt_forbids_nothing_and_a_broken_one_everything(status, outcome):
    assert outcomes("/page", robots=(status, b"")) == {"/page": outcome}


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"#" * 1_500_000, {}),
        (b"\x00\x01\x02" * 40, {"Content-Encoding": "snappy"}),
        (b"\x1f\x8b\x08 no member", {"Content-Encoding": "gzip"}),
    ],
)
def test_rules_that_cannot_be_read_are_not_taken_for_leave(body, headers):
    assert outcomes("/page", robots=(200, body), robots_headers=headers) == {"/page": "robots_unreachable"}


@pytest.mark.parametrize("label", ["br", "gzip", "utf-8"])
def test_rules_stay_rules_whatever_coding_was_named(label):
    robots = (200, b"User-agent: *\nDisallow: /")
    assert outcomes("/page", robots=robots, robots_headers={"Content-Encoding": label}) == {"/page": "robots"}


def test_pauses_take_no_time_of_a_fetch(monkeypatch):
    """A redirect is a second request: at a pause longer than the deadline its page must be had all the same."""
    monkeypatch.setattr("pipeline.adapters.http.pause_seconds", lambda _host, _delay: 2.0)
    assert outcomes("/redirect//page", deadline=1.5) == {"/redirect//page": "200"}


def test_a_host_is_asked_one_thing_at_a_time_and_hosts_side_by_side():
    """Each answers a page when the other is asked for one, too: by turns, nothing would ever come."""

    async def go():
        both = asyncio.Barrier(2)
        async with hostile_server(meeting=both) as one, hostile_server(meeting=both) as other:
            urls = [server.url(f"/meet/{n}") for n in range(4) for server in (one, other)]
            found = await ask(client(), *urls)
            assert {name_of(answer) for answer in found.values()} == {"200"}
            assert (one.most_busy, other.most_busy) == (1, 1)

    asyncio.run(go())


def test_a_host_that_asks_to_be_left_alone_is_left_alone_as_a_whole():
    async def go():
        async with hostile_server() as server:
            http = client()
            urls = [server.url("/retry-after/3600"), server.url("/page"), server.url("/other")]
            found = await ask(http, *urls)
            assert [name_of(found[url]) for url in urls] == ["http_429", "left_alone", "left_alone"]
            assert all(3590 < found[url].retry_after_seconds <= 3600 for url in urls)
            again = await ask(http, server.url("/page"))
            assert [name_of(answer) for answer in again.values()] == ["left_alone"]
            assert server.asked == ["/robots.txt", "/retry-after/3600"]

    asyncio.run(go())


def test_a_host_that_is_not_to_be_asked_for_now_is_named_by_its_answer_and_left_alone():
    async def go():
        async with hostile_server() as server:
            urls = [server.url("/unavailable/3600"), server.url("/page")]
            found = await ask(client(), *urls)
            return [name_of(found[url]) for url in urls]

    assert asyncio.run(go()) == ["http_503", "left_alone"]


def test_a_host_is_left_alone_by_the_next_run_too():
    async def go():
        async with hostile_server() as server:
            await ask(client(), server.url("/retry-after/3600"))
            found = await ask(client(), server.url("/page"))
            assert [name_of(answer) for answer in found.values()] == ["left_alone"]

    asyncio.run(go())


def test_tasks_side_by_side_pause_between_them(monkeypatch):
    """Two runs of two pages and a robots.txt each: six requests, and no two within a pause."""
    monkeypatch.setattr("pipeline.adapters.http.pause_seconds", lambda _host, _delay: 0.1)

    async def go():
        async with hostile_server() as server:
            urls = [
                [server.url("/page"), server.url("/other")],
                [server.url("/third"), server.url("/fourth")],
            ]
            await asyncio.gather(*(ask(client(), *some) for some in urls))
            assert len(server.asked_at) == 6
            assert min(later - earlier for earlier, later in pairwise(server.asked_at)) >= 0.09

    asyncio.run(go())


def test_a_short_wait_is_waited():
    async def go():
        async with hostile_server() as server:
            began = time.monotonic()
            found = await ask(client(), server.url("/retry-after/1"))
            assert [name_of(answer) for answer in found.values()] == ["200"]
            assert time.monotonic() - began >= 1.0

    asyncio.run(go())


def test_an_unchanged_answer_is_asked_for_by_its_mark():
    async def go():
        async with hostile_server() as server:
            url = server.url("/marked")
            (first,) = (await ask(client(), url)).values()
            assert first.headers["etag"] == '"v1"'
            (second,) = (await ask(client(), url, **{url: Validators(etag='"v1"')})).values()
            assert (second.http_status, second.body) == (304, b"")

    asyncio.run(go())


def test_cookies_are_neither_kept_nor_sent():
    async def go():
        async with hostile_server() as server:
            (answer,) = (await ask(client(), server.url("/cookie"))).values()
            assert "set-cookie" not in answer.headers
            await ask(client(), server.url("/page"))
            assert not any("cookie" in headers for headers in server.headers)
            assert server.headers[-1]["user-agent"].startswith("newsfold/")
            assert server.headers[-1]["accept-encoding"] == "gzip"

    asyncio.run(go())


def test_one_client_serves_one_event_loop_after_another():
    http = client()

    async def go():
        async with hostile_server() as server:
            return [
                name_of(answer)
                for answer in (await ask(http, server.url("/page"), server.url("/b"))).values()
            ]

    assert asyncio.run(go()) == asyncio.run(go()) == ["200", "200"]


def test_a_round_that_is_abandoned_leaves_no_task_behind():
    async def go():
        async with hostile_server() as server:
            answers = client().fetch_all([server.url(path) for path in ("/page", "/silence", "/drip")])
            await anext(answers)
            await answers.aclose()
            return [task for task in asyncio.all_tasks() if "answer_in_turn" in repr(task)]

    assert asyncio.run(go()) == []


def test_a_fault_of_ours_is_raised_and_not_taken_for_an_answer(monkeypatch):
    http = client()
    monkeypatch.setattr("pipeline.adapters.http.rules_of", lambda *_: 1 / 0)

    async def go():
        async with hostile_server(robots=(200, b"")) as server:
            await ask(http, server.url("/page"))

    with pytest.raises(ZeroDivisionError):
        asyncio.run(go())
