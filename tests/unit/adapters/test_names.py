"""Names whose servers say nothing hold nothing up."""

from __future__ import annotations

import asyncio
import socket
import threading

import pytest

from pipeline.adapters.names import AT_ONCE, Names
from tests.integration.hostile_server import hostile_server
from tests.integration.test_http import client, name_of

HERE = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]


class Servers:
    """Name servers of which those of `silent…` say nothing until the test is over."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.asked: list[str] = []

    def __call__(self, host, *_):
        self.asked.append(host)
        if host.startswith("silent"):
            self.over.wait()
        if host.startswith("missing"):
            raise socket.gaierror(-2, "Name or service not known")
        return HERE


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Keep the rates of hosts in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def servers():
    made = Servers()
    yield made
    made.over.set()


@pytest.mark.parametrize("host", ["silent.example", "missing.example", "." * 70 + "example"])
def test_a_name_without_an_answer_is_an_error_once_and_for_all(servers, host):
    async def go():
        names = Names(0.05, servers)
        for _ in range(3):
            with pytest.raises(OSError, match="example"):
                await names.resolve(host, 80)

    if host.startswith("."):
        servers = socket.getaddrinfo
    asyncio.run(go())
    assert servers is socket.getaddrinfo or servers.asked == [host]


def test_a_name_is_looked_up_once_for_many_pages(servers):
    async def go():
        names = Names(5, servers)
        await names.look_ahead("desk.example")
        found = [await names.resolve("desk.example", port, socket.AF_UNSPEC) for port in (80, 443)]
        assert [(each["host"], each["port"]) for (each,) in found] == [("127.0.0.1", 80), ("127.0.0.1", 443)]

    asyncio.run(go())
    assert servers.asked == ["desk.example"]


def test_a_hundred_silent_names_take_no_slot_from_the_others(servers):
    """With two requests under way at once, the honest host is asked while all others are still waited for."""
    hosts = [f"silent-{number}.example" for number in range(100)]

    async def go():
        http = client(fetch_concurrency=2, look_up=servers, fetch_deadline_seconds=20)
        async with hostile_server() as server:
            urls = [
                *(f"http://{host}:{server.port}/page" for host in hosts),
                server.url("/page", "honest.example"),
            ]
            async for url, answer in http.fetch_all(urls):
                assert url == urls[-1], name_of(answer)
                assert name_of(answer) == "200"
                break

    asyncio.run(go())
    assert len(set(servers.asked)) == len(hosts) + 1


def test_no_more_threads_wait_for_silent_names_than_may(servers):
    async def go():
        names = Names(0.5, servers)
        asked = [asyncio.create_task(names.look_ahead(f"silent-{n}.example")) for n in range(AT_ONCE + 50)]
        await asyncio.wait(asked, timeout=2)
        assert len(servers.asked) == AT_ONCE
        servers.over.set()
        await asyncio.gather(*asked)
        assert len(servers.asked) == AT_ONCE + 50

    asyncio.run(go())


@pytest.mark.parametrize(("host", "name"), [("silent.example", "dns"), ("missing.example", "dns")])
def test_the_outcome_of_a_page_says_that_its_host_has_no_name(servers, host, name):
    async def go():
        http = client(fetch_deadline_seconds=1, look_up=servers)
        ((_, answer),) = [each async for each in http.fetch_all([f"http://{host}/page"])]
        return name_of(answer)

    assert asyncio.run(go()) == name


def test_a_name_that_no_thread_can_be_had_for_is_an_error_and_the_next_is_looked_up(servers, monkeypatch):
    def refuse(_):
        raise RuntimeError("can't start new thread")

    async def go():
        names = Names(5, servers)
        with monkeypatch.context() as full:
            full.setattr(threading.Thread, "start", refuse)
            for number in range(AT_ONCE + 1):
                with pytest.raises(OSError, match="no thread"):
                    await names.resolve(f"a{number}.example", 80)
        assert await names.resolve("b.example", 80)

    asyncio.run(go())
