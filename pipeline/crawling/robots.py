"""What a host's robots.txt allows (RFC 9309), decided from its answer alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from protego import Protego

AGENT = "newsfold"
"""The product token that robots.txt may name."""

MAX_BYTES = 500 * 1024
"""The RFC's own limit (2.5): what stands beyond is not read."""


@dataclass(frozen=True, slots=True)
class RobotRules:
    """What one robots.txt says. `reachable` is False when the host failed to answer: then nothing is allowed."""

    reachable: bool = True
    _parsed: Any = field(default=None, repr=False)

    def may_fetch(self, url: str) -> bool:
        """Return whether our agent may ask for this address."""
        if not self.reachable:
            return False
        return self._parsed is None or bool(self._parsed.can_fetch(url, AGENT))

    @property
    def crawl_delay_seconds(self) -> float | None:
        """The pause asked for between two requests, if any."""
        delay = None if self._parsed is None else self._parsed.crawl_delay(AGENT)
        return None if delay is None else float(delay)


ALLOW_ALL = RobotRules()
UNREACHABLE = RobotRules(reachable=False)


def rules_of(http_status: int, body: bytes = b"") -> RobotRules:
    """Return the rules of an answer: none below 500 other than 200 or 429 forbids anything (RFC 9309, 2.3.1)."""
    if http_status == 200:
        return RobotRules(_parsed=Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", "replace")))
    if http_status >= 500 or http_status == 429:
        return UNREACHABLE
    return ALLOW_ALL
