"""Names of hosts, looked up so that those whose servers say nothing hold nothing else up.

The system gives an answer, or after half a minute none, to a thread that cannot be called back. The event loop has half
a dozen threads for all names, and a hundred silent ones took them, and the slots of the requests behind them, for
minutes. So each name has a thread of its own, which is left to itself when its time is over, and a name that gave
nothing is not asked for again in the same round.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any, Final

from aiohttp.abc import AbstractResolver, ResolveResult

from pipeline.crawling.networks import is_loopback_host

NAME_SECONDS: Final = 10.0
"""For one name: the system asks a server again after five seconds, and many that answer at all do so by then."""

AT_ONCE: Final = 128
"""Threads that look names up, those that were left to themselves among them; each takes some 50 KB."""

REMEMBERED_SECONDS: Final = 300.0
"""A name that was found is looked up again after so long."""

_NUMERIC: Final = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV

_Addresses = list[tuple[Any, ...]]
LookUp = Callable[..., _Addresses]
"""What `socket.getaddrinfo` does."""


class Names(AbstractResolver):
    """Finds the addresses of names, for one event loop.

    `localhost` and all names below it are this machine (RFC 6761, 6.3).
    """

    def __init__(self, seconds: float = NAME_SECONDS, look_up: LookUp = socket.getaddrinfo) -> None:
        self._seconds = seconds
        self._look_up = look_up
        self._free = asyncio.Semaphore(AT_ONCE)
        self._found: dict[tuple[str, int], tuple[float, _Addresses]] = {}
        self._failed: dict[tuple[str, int], OSError] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a host; raise OSError where it has none, or none in time."""
        if is_loopback_host(host):
            return [_address(host, "127.0.0.1", port, socket.AF_INET, 0)]
        found = await self._of(host, family)
        return [_address(host, at[0], port, each, protocol) for each, _, protocol, _, at in found]

    async def look_ahead(self, host: str, family: socket.AddressFamily = socket.AF_UNSPEC) -> None:
        """Look a name up before a request waits for it; what comes of it is remembered."""
        try:
            await self.resolve(host, 0, family)
        except OSError:
            return

    async def close(self) -> None:
        """Give nothing back: threads that still look up end by themselves, and hold nobody up who leaves."""

    async def _of(self, host: str, family: int) -> _Addresses:
        key, now = (host, int(family)), asyncio.get_running_loop().time()
        if key in self._failed:
            raise self._failed[key]
        if key not in self._found or self._found[key][0] < now:
            try:
                self._found[key] = (now + REMEMBERED_SECONDS, await self._ask(host, family))
            except (OSError, UnicodeError) as failure:
                self._failed[key] = OSError(f"{host}: {failure}")
                raise self._failed[key] from failure
        return self._found[key][1]

    async def _ask(self, host: str, family: int) -> _Addresses:
        """Ask the system in a thread; the next may begin when that has ended, not when we stop waiting for it."""
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Addresses] = loop.create_future()

        def tell(found: _Addresses | None, failure: Exception | None) -> None:
            self._free.release()
            if answer.done():  # nobody waits any more
                return
            if failure is None:
                answer.set_result(found or [])
            else:
                answer.set_exception(failure)

        def work() -> None:
            found, failure = None, None
            try:
                found = self._look_up(host, 0, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)
            except (OSError, UnicodeError) as error:
                failure = error
            try:
                loop.call_soon_threadsafe(tell, found, failure)
            except RuntimeError:  # the round has ended
                return

        try:
            threading.Thread(target=work, name=f"name {host}"[:60], daemon=True).start()
        except RuntimeError as failure:  # this account may have no more threads; the next name may have one
            self._free.release()
            raise OSError(f"no thread to look the name up: {failure}") from failure
        try:
            async with asyncio.timeout(self._seconds):
                return await answer
        except TimeoutError:
            raise OSError(f"no answer within {self._seconds:g} s") from None


def _address(host: str, address: str, port: int, family: int, protocol: int) -> ResolveResult:
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=protocol, flags=_NUMERIC
    )
