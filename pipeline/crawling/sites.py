"""Which hosts are one site: those under one name that a registry gave to one owner.

The public suffix list says where such names begin (`co.uk`, `com.tr`, `go.kr`, but also `blogspot.com`, under which
everybody has a name). publicsuffixlist (MPL 2.0, no dependencies, its list inside) takes some 15 µs; tldextract was
left out, since it wants requests and a folder for its cache.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

REMEMBERED = 20_000
"""Hosts with their site: those of some years of a large press."""

PLATFORMS = frozenset(
    {"substack.com", "tumblr.com", "livejournal.com", "medium.com", "beehiiv.com", "hatenablog.com"}
)
"""Sites whose host names belong to others each, which the list does not have."""

_ADDRESS = re.compile(r"[\d.]+|\[?[0-9a-f:]*:[0-9a-f:.]*\]?")


@lru_cache(maxsize=REMEMBERED)
def site_of(host: str) -> str:
    """Return the part of a host name that names its owner; for `www.news.example.co.uk` it is `example.co.uk`.

    A number, a name without a dot and a public suffix itself are their own site.
    """
    name = host.lower().rstrip(".")
    if _ADDRESS.fullmatch(name):
        return name
    site: str | None = _suffixes().privatesuffix(name)
    if site is None:
        return name
    if site in PLATFORMS and name != site:
        below = name.removesuffix(f".{site}").rpartition(".")[2]
        return site if below == "www" else f"{below}.{site}"
    return site


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - reads its list, where a site is asked for

    return PublicSuffixList()
