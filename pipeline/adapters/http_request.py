"""One request to one address: an answer whose body is bounded on the wire and when decoded, or a named failure.

Redirects are not followed here, so that every hop can be checked like the first address.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from importlib.metadata import version
from typing import IO, TYPE_CHECKING

import aiohttp

from pipeline.adapters.connector import connection_failure, is_forbidden
from pipeline.crawling.headers import kept_headers
from pipeline.crawling.networks import is_loopback_host, may_connect
from pipeline.crawling.politeness import is_transient, leave_alone_seconds
from pipeline.crawling.robots import AGENT
from pipeline.crawling.urls import host_of
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched, RequestOptions
from pipeline.parsing.codings import GZIP_MAGIC, decode_body
from pipeline.parsing.content_kind import is_media, is_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.model import Validators
    from pipeline.ports import Clock

LARGE_BYTES = 256 * 1024
LARGE_AT_ONCE = 4
"""Bodies beyond that size are read a few at a time: a hundred endless ones together would fill the memory."""

PRIVATE = "private_address"
HEADERS = {
    "User-Agent": f"{AGENT}/{version('newsfold')}",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    "Accept-Encoding": "gzip",
}

_REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/x-")
_WHOLE_ENDINGS = (b"</html>", b"</rss>", b"</feed>", b"</rdf:rdf>", b"</urlset>", b"</sitemapindex>")
"""What says that a body is whole, though its frame promised more: lengths are often those of another coding."""
_ENDING_BYTES = 200


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that points to another address, as it stood in its header, and the cookies that it set.

    `is_lasting` says that the address is to be used from now on (301, 308).
    """

    location: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    is_lasting: bool = False


@dataclass(frozen=True, slots=True)
class Into:
    """Where a body goes that is too large to be held: a file, in parts of which each comes within so many seconds."""

    file: IO[bytes]
    stall_seconds: float


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask for an address: what an earlier answer was marked with, and what its source wishes."""

    validators: Validators | None = None
    options: RequestOptions = field(default_factory=RequestOptions)
    into: Into | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers that this adds to those of every request."""
        said = dict(self.options.headers)
        if self.options.user_agent:
            said["User-Agent"] = self.options.user_agent
        return said | _conditions(self.validators)


@dataclass(frozen=True, slots=True)
class Sessions:
    """The open sessions: one that connects to hosts, and one that connects to proxies, which may be private."""

    direct: aiohttp.ClientSession
    by_proxy: aiohttp.ClientSession
    allows_private: bool

    def of(self, url: str, proxy: str | None) -> aiohttp.ClientSession:
        """Return the session to ask in; raise Rejected for a host that a proxy is not to be sent to.

        A proxy resolves names itself: it must not let us into the network that it stands in.
        """
        if proxy is None:
            return self.direct
        host = host_of(url)
        is_literal = host.startswith("[") or host.rpartition(".")[2][:1].isdigit()  # as 127.0.0.1, 0x7f.1
        is_own = is_loopback_host(host) or (is_literal and not may_connect(host.strip("[]")))
        if is_own and not self.allows_private:
            raise Rejected(PRIVATE, url[:200])
        return self.by_proxy


class Requester:
    """Sends requests in an open session and reads bodies of `max_bytes` at most."""

    def __init__(self, sessions: Sessions, max_bytes: int, clock: Clock) -> None:
        self._sessions = sessions
        self._max_bytes = max_bytes
        self._clock = clock
        self._large_bodies = asyncio.Semaphore(LARGE_AT_ONCE)

    async def ask(
        self, url: str, asking: Asking, cookies: Mapping[str, str] | None = None
    ) -> Fetched | Redirect:
        """Return the answer to one request, sent with these cookies; raise TransientError or Rejected, named, where there is none.

        A TransientError says in `retry_after_seconds` how long the host asked to be left alone.
        """
        proxy, into = asking.options.proxy, asking.into
        time = asyncio.get_running_loop().time
        began = time()
        with _failures_named(url, into):
            async with (
                asyncio.timeout(into.stall_seconds if into else None) as limit,
                self._sessions.of(url, proxy).get(
                    url, headers=asking.headers(), cookies=cookies, allow_redirects=False, proxy=proxy
                ) as response,
            ):
                answer = self._head(url, response, was_conditional=asking.validators is not None)
                if isinstance(answer, Redirect):
                    return answer
                if into is None:
                    body = await self._body(url, response)
                    return replace(answer, body=body, seconds=time() - began)
                await self._save(url, response, into, limit)
                return answer

    def _head(
        self, url: str, response: aiohttp.ClientResponse, *, was_conditional: bool
    ) -> Fetched | Redirect:
        """Return the answer without its body, or where it leads; raise for one that is none."""
        status = response.status
        if status in _REDIRECTS and (location := response.headers.get("Location")):
            return Redirect(location, response.cookies, is_lasting=status in _LASTING)
        if is_transient(status):
            seconds = leave_alone_seconds(status, response.headers.get("Retry-After"), self._clock())
            raise TransientError(f"http_{status}", url[:200], retry_after_seconds=seconds)
        if status != 200 and not (status == 304 and was_conditional):
            raise Rejected(f"http_{status}", url[:200])
        return Fetched(
            url=url,
            fetched_at=self._clock().replace(microsecond=0),
            http_status=status,
            headers=kept_headers(response.headers.items()),
            body=b"",
        )

    async def _save(
        self, url: str, response: aiohttp.ClientResponse, into: Into, limit: asyncio.Timeout
    ) -> None:
        """Write the body as it comes into the file; raise Rejected for one that is larger than may be."""
        length = 0
        time = asyncio.get_running_loop().time
        if (response.content_length or 0) > self._max_bytes:
            raise Rejected("body_too_large", f"{url[:200]}: {response.content_length:,} bytes")
        async for part in response.content.iter_any():
            length += len(part)
            if length > self._max_bytes:
                raise Rejected("body_too_large", f"{url[:200]}: more than {self._max_bytes:,} bytes")
            into.file.write(part)
            limit.reschedule(time() + into.stall_seconds)

    async def _body(self, url: str, response: aiohttp.ClientResponse) -> bytes:
        cap = self._max_bytes
        if (response.content_length or 0) > cap:
            raise Rejected("body_too_large", f"{url[:200]}: {response.content_length:,} bytes")
        encoding = response.headers.get("Content-Encoding", "")
        wire = bytearray()
        is_large = False
        async with AsyncExitStack() as stack:
            # An exception keeps the frames it passed until they are collected, and they would keep the body.
            stack.callback(wire.clear)
            try:
                async for part in response.content.iter_any():
                    if not wire and not encoding and _is_no_text(response.content_type, part):
                        raise Rejected("no_text", f"{url[:200]}: {response.content_type}")
                    wire += part
                    if len(wire) > cap:
                        raise Rejected("body_too_large", f"{url[:200]}: more than {cap:,} bytes")
                    if len(wire) > LARGE_BYTES and not is_large:
                        is_large = True
                        await stack.enter_async_context(self._large_bodies)
            except aiohttp.ClientPayloadError:
                body = self._decoded(url, bytes(wire), encoding)
                if not body[-_ENDING_BYTES:].lower().rstrip().endswith(_WHOLE_ENDINGS):
                    raise
                return body
            body = self._decoded(url, bytes(wire), encoding)
            if is_media(body):
                raise Rejected("no_text", f"{url[:200]}: {response.content_type}")
            return body

    def _decoded(self, url: str, wire: bytes, encoding: str) -> bytes:
        try:
            return decode_body(wire, encoding, self._max_bytes)
        except Rejected as refused:
            if refused.reason == "body_truncated":
                raise TransientError("body_truncated", url[:200]) from refused
            raise


@contextmanager
def _failures_named(url: str, into: Into | None) -> Iterator[None]:
    """Raise what a client raises as a TransientError or Rejected with its name."""
    try:
        yield
    except aiohttp.InvalidURL as error:
        raise Rejected("url_invalid", url[:200]) from error
    except aiohttp.ClientConnectorError as error:
        if is_forbidden(error):
            raise Rejected(PRIVATE, url[:200]) from error
        raise TransientError(connection_failure(error), f"{url}: {error}") from error
    except aiohttp.ClientPayloadError as error:
        raise TransientError("body_truncated", f"{url}: {error}") from error
    except (aiohttp.ClientConnectionError, aiohttp.ClientOSError) as error:
        raise TransientError("connection", f"{url}: {error!r}") from error
    except aiohttp.ClientError as error:
        raise TransientError("bad_http", f"{url}: {error!r}"[:500]) from error
    except TimeoutError as error:
        if into is None:  # it is that of the whole fetch
            raise
        raise TransientError("deadline", f"{url}: nothing came for {into.stall_seconds:g} s") from error


def _is_no_text(content_type: str, head: bytes) -> bool:
    """Return whether a body is no text, by its first bytes; a type alone proves nothing."""
    if is_media(head):
        return True
    return content_type.startswith(_NO_TEXT) and not is_text(head) and not head.startswith(GZIP_MAGIC)


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in conditions.items() if value}
