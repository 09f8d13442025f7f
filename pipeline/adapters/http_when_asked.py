"""The port `Http` by a client that is loaded when it is first asked: that takes as long as a run with nothing to do."""

from __future__ import annotations

from functools import cached_property
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from pipeline.errors import Rejected, TransientError
    from pipeline.model import Fetched, RequestOptions, Validators
    from pipeline.ports import Http


class HttpWhenAsked:
    """Makes one client, and hands everything on to it."""

    def __init__(self, make: Callable[[], Http]) -> None:
        self._make = make

    @cached_property
    def _client(self) -> Http:
        return self._make()

    def fetch_all(
        self,
        urls: Sequence[str],
        /,
        *,
        validators: Mapping[str, Validators] | None = None,
        max_bytes: int | None = None,
        options: Mapping[str, RequestOptions] | None = None,
    ) -> AsyncIterator[tuple[str, Fetched | TransientError | Rejected]]:
        """Yield (url, answer or why there is none) for every url, as the port says; of none, ask nobody."""
        if not urls:
            return _nothing()
        return self._client.fetch_all(urls, validators=validators, max_bytes=max_bytes, options=options)

    async def download(
        self,
        url: str,
        file: IO[bytes],
        /,
        *,
        max_bytes: int,
        validators: Validators | None = None,
        options: RequestOptions | None = None,
    ) -> Fetched | TransientError | Rejected:
        """Write what is at this address into a file, as the port says."""
        return await self._client.download(
            url, file, max_bytes=max_bytes, validators=validators, options=options
        )

    def sitemaps(self, url: str, /) -> tuple[str, ...]:
        """Return what robots.txt named, as the port says."""
        return self._client.sitemaps(url)


async def _nothing() -> AsyncIterator[tuple[str, Fetched | TransientError | Rejected]]:
    for _ in ():
        yield _
