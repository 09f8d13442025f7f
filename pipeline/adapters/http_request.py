"""One request to one address: an answer whose body is bounded on the wire and when decoded, or a named failure.

Redirects are not followed here, so that every hop can be checked like the first address.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from importlib.metadata import version
from typing import TYPE_CHECKING

import aiohttp

from pipeline.adapters.connector import connection_failure, is_forbidden
from pipeline.crawling.headers import kept_headers
from pipeline.crawling.politeness import is_transient, leave_alone_seconds
from pipeline.crawling.robots import AGENT
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched
from pipeline.parsing.codings import GZIP_MAGIC, decode_body
from pipeline.parsing.content_kind import is_media, is_text

if TYPE_CHECKING:
    from collections.abc import Mapping

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

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/x-")
_WHOLE_ENDINGS = (b"</html>", b"</rss>", b"</feed>", b"</rdf:rdf>", b"</urlset>", b"</sitemapindex>")
"""What says that a body is whole, though its frame promised more: lengths are often those of another coding."""
_ENDING_BYTES = 200


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that points to another address, as it stood in its header, and the cookies that it set."""

    location: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)


class Requester:
    """Sends requests in an open session and reads bodies of `max_bytes` at most."""

    def __init__(self, session: aiohttp.ClientSession, max_bytes: int, clock: Clock) -> None:
        self._session = session
        self._max_bytes = max_bytes
        self._clock = clock
        self._large_bodies = asyncio.Semaphore(LARGE_AT_ONCE)

    async def ask(
        self, url: str, validators: Validators | None, cookies: Mapping[str, str] | None = None
    ) -> Fetched | Redirect:
        """Return the answer to one request, sent with these cookies; raise TransientError or Rejected, named, where there is none.

        A TransientError says in `retry_after_seconds` how long the host asked to be left alone.
        """
        try:
            async with self._session.get(
                url, headers=_conditions(validators), cookies=cookies, allow_redirects=False
            ) as response:
                return await self._read(url, response, was_conditional=validators is not None)
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

    async def _read(
        self, url: str, response: aiohttp.ClientResponse, *, was_conditional: bool
    ) -> Fetched | Redirect:
        status = response.status
        if status in _REDIRECTS and (location := response.headers.get("Location")):
            return Redirect(location, response.cookies)
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
            body=await self._body(url, response),
        )

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
