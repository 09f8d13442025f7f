"""How the hosts of a run answered: outcomes, bytes, and how long answers took, summed up for each host."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.crawling.urls import host_of
from pipeline.errors import Rejected, TransientError

if TYPE_CHECKING:
    from pipeline.model import Fetched

KEPT = timedelta(days=90)
"""How long the figures of a run are kept: long enough to see a host grow slow."""


@dataclass(frozen=True, slots=True)
class HostFetches:
    """What came of the pages of one host that ended with one outcome. Seconds are None where nothing came."""

    host: str
    outcome: str
    pages: int
    bytes: int
    seconds_median: float | None
    seconds_90: float | None


class HostTally:
    """Counts answers as they come."""

    def __init__(self) -> None:
        self._pages: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._bytes: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._seconds: defaultdict[tuple[str, str], list[float]] = defaultdict(list)

    def add(self, url: str, answer: Fetched | TransientError | Rejected) -> None:
        """Count what came of asking for an address."""
        key = host_of(url), _outcome(answer)
        self._pages[key] += 1
        if not isinstance(answer, TransientError | Rejected):
            self._bytes[key] += len(answer.body)
            self._seconds[key].append(answer.seconds)

    def sums(self) -> list[HostFetches]:
        """Return the sums of each host and outcome, in the order of their names."""
        return [
            HostFetches(
                host=host,
                outcome=outcome,
                pages=pages,
                bytes=self._bytes[host, outcome],
                seconds_median=_quantile(self._seconds[host, outcome], 0.5),
                seconds_90=_quantile(self._seconds[host, outcome], 0.9),
            )
            for (host, outcome), pages in sorted(self._pages.items())
        ]


def _outcome(answer: Fetched | TransientError | Rejected) -> str:
    if isinstance(answer, TransientError):
        return answer.outcome
    return answer.reason if isinstance(answer, Rejected) else "ok"


def _quantile(values: list[float], share: float) -> float | None:
    """Return the value that this share of the values does not exceed (the nearest rank)."""
    if not values:
        return None
    rank = max(0, -int(-share * len(values) // 1) - 1)
    return round(sorted(values)[rank], 4)
