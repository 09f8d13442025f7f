"""What a step says it did: named counts, and the first few things a person should read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def counts_line(counts: Mapping[str, int]) -> str:
    """Return named counts as one line, ``12 captures, 10 versions``, without those that are zero."""
    parts = [f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items() if count]
    return ", ".join(parts) or "nothing to do"


@dataclass(frozen=True, slots=True)
class Report:
    """What one step did: named counts that must add up, and the first few things a person should read."""

    step: str
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
