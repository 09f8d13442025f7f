"""What a host's robots.txt allows (RFC 9309), decided from its answer alone.

A file may name thousands of agents over thousands of rules, and a parser that gives each agent the rules of its group
takes their product in time and memory. So the groups that concern us are taken out first, in one pass over the lines,
and protego is given these alone, of one agent and a bounded number of rules: both are linear in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from protego import Protego

AGENT = "newsfold"
"""The product token that robots.txt may name."""

MAX_BYTES = 500 * 1024
"""The RFC's own limit (2.5): what stands beyond is not read."""

MAX_RULES = 25_000
"""Of those that concern us; of 4,231 real files one has more than 5,000, and it has 19,127. A host with more is asked
for nothing: its rules cannot be read, and each address would be compared with every one of them."""

_FIELD = re.compile(
    r"(?P<agent>user[- ]?agent)|(?P<allow>allow)|(?P<disallow>dis?sall?ow|diasllow|disall?aw|disall?ow)"
    r"|(?P<delay>crawl[- ]delay)",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"[a-z_-]+")
_EVERYBODY = "*"
_NO_HOST = frozenset({"dns", "connection", "tls"})
"""Outcomes that say nothing of robots.txt, since no page of the host would come either."""
_UNREAD = frozenset({"body_too_large", "body_damaged", "unknown_encoding", "no_text"})
"""Reasons why rules that a host did give were not understood."""


@dataclass(frozen=True, slots=True)
class RobotRules:
    """What one robots.txt says. `reachable` is False when the host failed to answer: then nothing is allowed.

    `why_unreachable` is the outcome that stands for all its pages then.
    """

    reachable: bool = True
    why_unreachable: str = "robots_unreachable"
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
        ours = _our_lines(body[:MAX_BYTES].decode("utf-8-sig", "replace"))
        return (
            UNREACHABLE if len(ours) > MAX_RULES + 1 else RobotRules(_parsed=Protego.parse("\n".join(ours)))
        )
    if http_status >= 500 or http_status == 429:
        return UNREACHABLE
    return ALLOW_ALL


def rules_without(reason: str) -> RobotRules:
    """Return the rules where no answer came, by the named reason.

    A host whose rules cannot be found forbids nothing; one whose rules came and cannot be read may forbid anything.
    """
    return UNREACHABLE if reason in _UNREAD else ALLOW_ALL


def rules_unreachable(outcome: str) -> RobotRules:
    """Return the rules of a host that did not answer; where there is no host to be reached, that is why."""
    return RobotRules(reachable=False, why_unreachable=outcome) if outcome in _NO_HOST else UNREACHABLE


def _our_lines(text: str) -> list[str]:
    """Return the lines of the groups that concern us, as one group of our name: those of our name, else everybody's."""
    lines: dict[str, list[str]] = {}
    names: set[str] = set()
    is_open = False
    for kind, value in filter(None, map(_directive, text.splitlines())):
        if kind == "agent":
            if not is_open:
                names = set()
            is_open = True
            if (name := _agent_named(value)) in {AGENT, _EVERYBODY}:
                names.add(name)
                lines.setdefault(name, [f"User-agent: {AGENT}"])
            continue
        is_open = False
        for name in names:
            if value and len(lines[name]) <= MAX_RULES + 1:
                lines[name].append(f"{kind}: {value}")
    return lines.get(AGENT) or lines.get(_EVERYBODY) or []


def _directive(line: str) -> tuple[str, str] | None:
    """Return the field of a line and its value, or None for one that is no rule of a group."""
    text = line.partition("#")[0].strip()
    found = _FIELD.match(text)
    rest = text[found.end() :] if found else ""
    if found is None or (rest and rest[0] != ":" and not rest[0].isspace()):
        return None
    field = "crawl-delay" if found.lastgroup == "delay" else str(found.lastgroup)
    return field, rest.lstrip().removeprefix(":").strip()


def _agent_named(value: str) -> str:
    """Return the product token of an agent line, without a version behind it (RFC 9309, 2.2.1); stars say nothing."""
    if value == _EVERYBODY:
        return value
    product = _PRODUCT.match(value.strip("* ").lower())
    return product[0] if product else ""
