"""What a host's robots.txt allows (RFC 9309), decided from its answer alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from protego import Protego

AGENT = "newsfold"
"""The product token that robots.txt may name."""

MAX_BYTES = 500 * 1024
"""The RFC's own limit (2.5): what stands beyond is not read."""

_AGENT_LINE = re.compile(r"(\s*user[- ]?agent\s*:?\s*)([a-z_-]+)[^#]*", re.IGNORECASE)
_ANOTHER = "another"
_UNREAD = frozenset({"body_too_large", "body_damaged", "unknown_encoding", "no_text"})
"""Reasons why rules that a host did give were not understood."""


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
        text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
        return RobotRules(_parsed=Protego.parse("\n".join(map(_named_exactly, text.splitlines()))))
    if http_status >= 500 or http_status == 429:
        return UNREACHABLE
    return ALLOW_ALL


def rules_without(reason: str) -> RobotRules:
    """Return the rules where no answer came, by the named reason.

    A host whose rules cannot be found forbids nothing; one whose rules came and cannot be read may forbid anything.
    """
    return UNREACHABLE if reason in _UNREAD else ALLOW_ALL


def _named_exactly(line: str) -> str:
    """Return the line so that protego takes the group of our name for ours, and that of `news` for another's.

    It matches the beginning of a name, and knows no version behind it (RFC 9309, 2.2.1: the product token alone).
    """
    found = _AGENT_LINE.match(line)
    if found is None or not AGENT.startswith(token := found[2].lower()):
        return line
    return found[1] + (AGENT if token == AGENT else _ANOTHER)
