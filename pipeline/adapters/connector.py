"""The connector: every address is checked where a connection to it is opened, after all names were resolved.

A guard in the resolver is passed by with literal addresses, and a check of the name by answering differently the
second time; the socket factory sees the very address that is connected to, whatever led there.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import aiohttp

from pipeline.crawling.networks import may_connect

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver
    from aiohttp.connector import AddrInfoType


class ForbiddenAddressError(OSError):
    """The address may not be connected to. An OSError, so that the client goes on to the next address of the name."""


def guarded_connector(*, allows_private: bool, resolver: AbstractResolver) -> aiohttp.TCPConnector:
    """Return a connector to public addresses only, and to private networks when allowed, whatever the resolver says."""

    def open_socket(address: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, (ip_address, *_) = address
        if not may_connect(str(ip_address), allows_private=allows_private):
            raise ForbiddenAddressError(f"{ip_address} is not a public address")
        opened = socket.socket(family=family, type=kind, proto=protocol)
        opened.settimeout(0)
        return opened

    return aiohttp.TCPConnector(socket_factory=open_socket, resolver=resolver, limit=0)


def is_forbidden(error: BaseException) -> bool:
    """Return whether a failed connection failed because of the guard."""
    seen: list[BaseException] = [error]
    while seen:
        one = seen.pop()
        if isinstance(one, ForbiddenAddressError) or ForbiddenAddressError.__name__ in repr(one):
            return True
        seen += [cause for cause in (one.__cause__, getattr(one, "os_error", None)) if cause is not None]
        seen += getattr(one, "exceptions", ())
    return False


def connection_failure(error: Any) -> str:
    """Return the named outcome of a connection that was not made."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "dns"
    return "tls" if isinstance(error, aiohttp.ClientSSLError) else "connection"
