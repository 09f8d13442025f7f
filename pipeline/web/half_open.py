"""Connections that begin a request and do not end it, or do not take the answer: they are closed after a while.

The server's own timeout counts from an answer to the next request's first byte; one byte stops it for good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

REQUEST_SECONDS: Final = 20.0
"""For a request to come whole: the longest form has a kilobyte."""

ANSWER_SECONDS: Final = 300.0
"""For its answer to be made and taken; the slowest page reads for a minute."""

CONNECTIONS: Final = 500
"""At once; what comes beyond is answered 503. A browser opens six."""


class BoundedProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, of which each request and each answer has its time."""

    request_seconds = REQUEST_SECONDS
    answer_seconds = ANSWER_SECONDS
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._time(self.request_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        super().connection_lost(exc)
        self._time(None)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        super().on_response_complete()
        self._time(None if self.transport.is_closing() else self.request_seconds)

    def _time(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._end_unless_asked)

    def _end_unless_asked(self) -> None:
        """Close the connection, unless its request came whole: then its answer has its time."""
        if self.cycle is None or self.cycle.response_complete or self.cycle.more_body:
            self.transport.abort()
        else:
            self._timer = self.loop.call_later(self.answer_seconds, self.transport.abort)
