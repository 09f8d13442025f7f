"""No forbidden address is connected to, whatever leads there: every connection this process opens is counted."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import unquote

import pytest

from pipeline.adapters.http import HttpClient
from pipeline.errors import Rejected
from pipeline.runtime import now
from pipeline.settings import Settings
from tests.integration.connections import SERVER, connected_to, let_server_be_public
from tests.integration.hostile_server import hostile_server

FORBIDDEN = (
    *("127.0.0.2", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1"),
    *("169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.255.254"),
    *("192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.7"),
    *("203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::7f00:1", "::ffff:127.0.0.2", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1"),
    *("2001::1", "2001:db8::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "100::1"),
)  # fmt: skip


class Names:
    """Answers from a table, as the system does."""

    def __init__(self, table: dict[str, str]) -> None:
        self.table = table

    def __call__(self, host, port, *_):
        address = self.table.get(host, host)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 0, "", (address, port))]


@pytest.fixture(autouse=True)
def one_public_host(monkeypatch):
    let_server_be_public(monkeypatch)


def literal(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def name(number: int) -> str:
    return f"n{number}.example"


async def reasons(http: HttpClient, *urls: str) -> dict[str, str]:
    """Return why each address was refused, and its status where it was not."""
    return {
        url: answer.reason
        if isinstance(answer, Rejected)
        else str(getattr(answer, "http_status", None) or answer)
        async for url, answer in http.fetch_all(urls)
    }


def test_no_forbidden_address_is_connected_to(tmp_path):
    """As a literal, by a name, at the end of a redirect to either, and by a name that changed its address."""

    async def go():
        names = Names({name(number): address for number, address in enumerate(FORBIDDEN)})
        names.table |= {"public.example": SERVER, **{f"re{name(n)}": SERVER for n in range(len(FORBIDDEN))}}
        http = HttpClient(Settings(home=tmp_path, warehouse="", fetch_deadline_seconds=20), now, names)
        async with hostile_server() as server:
            urls = [
                *(f"http://{literal(address)}:{server.port}/" for address in FORBIDDEN),
                *(f"http://{name(number)}:{server.port}/" for number in range(len(FORBIDDEN))),
            ]
            redirects = [server.url(f"/redirect/{url}", "public.example") for url in urls]
            rebound = [server.url("/page", f"re{name(number)}") for number in range(len(FORBIDDEN))]
            assert set((await reasons(http, *rebound)).values()) == {"200"}
            names.table |= {f"re{name(number)}": address for number, address in enumerate(FORBIDDEN)}
            found = await reasons(http, *urls, *redirects, *rebound)
            assert {url: reason for url, reason in found.items() if reason != "private_address"} == {}
            assert len(found) >= 30 * 5
            assert set(connected_to) == {(SERVER, server.port)}
            asked = {unquote(path) for path in server.asked}
            assert asked == {"/robots.txt", "/page", *(f"/redirect/{url}" for url in urls)}

    asyncio.run(go())


def test_many_addresses_of_a_forbidden_host_cost_no_pauses(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.adapters.http.pause_seconds", lambda _host, _delay: 30.0)

    async def go():
        http = HttpClient(Settings(home=tmp_path, warehouse="", fetch_deadline_seconds=5), now)
        urls = [f"http://10.0.0.1/{number}" for number in range(50)]
        assert set((await asyncio.wait_for(reasons(http, *urls), 10)).values()) == {"private_address"}

    asyncio.run(go())


@pytest.mark.parametrize("spelling", ["2130706434", "0x7f000002", "0177.0.0.2", "127.2", "127.0.2"])
def test_no_spelling_of_a_number_leads_around_the_guard(tmp_path, spelling):
    async def go():
        http = HttpClient(Settings(home=tmp_path, warehouse="", fetch_deadline_seconds=20), now)
        (reason,) = (await reasons(http, f"http://{spelling}:9/")).values()
        assert reason in {"private_address", "url_invalid"}
        assert connected_to == []

    asyncio.run(go())
