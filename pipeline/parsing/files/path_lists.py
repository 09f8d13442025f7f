"""Lists of WARC files as public crawls publish them (`warc.paths.gz`): which of them hold the days of a run."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipeline.errors import SourceError
from pipeline.parsing.codings import GZIP_MAGIC

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.model import Window

MAX_LIST_BYTES = 64 << 20
"""Of a list, unpacked; that of a month of news has a few hundred lines."""
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})-?(\d{2})-?(\d{2})(?=\d{6}(?!\d)|T|\D|$)")


def parse_path_list(body: bytes, base: str) -> tuple[str, ...]:
    """Return the addresses on the lines of a list, packed or not; paths count from the root of its host."""
    if body.startswith(GZIP_MAGIC):
        try:
            body = zlib.decompressobj(31).decompress(body, MAX_LIST_BYTES)
        except (gzip.BadGzipFile, zlib.error) as error:
            raise SourceError(f"{base}: the list of files is damaged: {error}") from error
    lines = (line.strip() for line in body.decode("utf-8", "replace").splitlines())
    scheme, _, rest = base.partition("://")
    root = f"{scheme}://{rest.partition('/')[0]}/"
    is_web = scheme.lower() in {"http", "https"}  # the one way of joining addresses that knows no stores
    return tuple(
        urljoin(root, line) if is_web or "://" in line else root + line.lstrip("/") for line in lines if line
    )


def within(addresses: tuple[str, ...], window: Window) -> tuple[str, ...]:
    """Return the files whose names say that they begin on a day of the window; without one, those of their last day."""
    days = {address: day for address in addresses if (day := _day_in(address)) is not None}
    if window.start is None or window.end is None:
        last = max(days.values(), default="")
        return tuple(address for address in addresses if days.get(address) == last)
    first, end = _written(window.start), _written(window.end)
    return tuple(address for address in addresses if first <= days.get(address, "") < end)


def _day_in(address: str) -> str | None:
    found = _DAY.search(address.rpartition("/")[2])
    return "".join(found.groups()) if found else None


def _written(moment: datetime) -> str:
    return f"{moment:%Y%m%d}"
