"""What a client knows of the hosts it asks: their rules, the sitemaps these name, and whose turn it is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.crawling.urls import origin_of

if TYPE_CHECKING:
    from pipeline.crawling.robots import RobotRules
    from pipeline.ports import HostLimiter


@dataclass(slots=True)
class KnownHost:
    """What we know of a host, whatever the scheme, seen by every task of this process: its rules, and whose turn it is."""

    rules: dict[str, RobotRules] = field(default_factory=dict)
    """By origin: http and https may have different ones."""
    sitemaps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By origin, as its robots.txt names them: whoever looks for feeds need not ask for it again."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_forbidden: bool = False


class KnownHosts(dict[str, KnownHost]):
    """The hosts by name and port, and the limiter of their rates, which all processes share."""

    def __init__(self, limiter: HostLimiter) -> None:
        super().__init__()
        self.limiter = limiter

    def of(self, url: str) -> KnownHost:
        """Return what is known of the host of an address, nothing at first."""
        return self.setdefault(host_and_port(url), KnownHost())


def host_and_port(url: str) -> str:
    """Return host and port, the port left out where it is the scheme's own: http and https of a site are one host."""
    return origin_of(url).partition("://")[2]
