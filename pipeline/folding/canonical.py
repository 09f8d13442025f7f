"""Which article stands for a story: named rules in a fixed order, and the rule that decided is kept.

1. `agency_own_copy`: the agency's own page, when the story is that agency's report.
2. `most_complete`: the texts within a tenth of the longest.
3. `earliest`: the first of those.
4. `source_authority`: at one moment, the source a person trusts more.
5. `first_by_id`: nothing else tells them apart.

Only articles that resemble all others of the story are asked; so no member is joined to the canonical article through
others alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.folding.wire import is_agency_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

# A copy that lost a byline or a line of history is complete; one that lost a section is not.
COMPLETE_SHARE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an article that may stand for its story. `words` counts its clean text."""

    article_id: str
    article_at: datetime
    host: str
    words: int
    authority: int = 0
    wire_agency: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The article chosen and the rule that decided."""

    article_id: str
    reason: str


def choose_canonical(candidates: Iterable[Standing]) -> Choice:
    """Return the canonical article of these; raise ValueError when there are none."""
    left = sorted(candidates, key=lambda each: each.article_id)
    if not left:
        raise ValueError("no candidate for the canonical article")
    if len(left) == 1:
        return Choice(left[0].article_id, "only_candidate")
    reason = "first_by_id"
    for name, rule in _RULES:
        kept = rule(left)
        if len(kept) < len(left):
            left, reason = kept, name
        if len(left) == 1:
            break
    return Choice(left[0].article_id, reason)


def _agency_own_copy(candidates: Sequence[Standing]) -> list[Standing]:
    agencies = {each.wire_agency for each in candidates if each.wire_agency}
    own = [each for each in candidates if any(is_agency_host(each.host, agency) for agency in agencies)]
    return own or list(candidates)


def _most_complete(candidates: Sequence[Standing]) -> list[Standing]:
    longest = max(each.words for each in candidates)
    return [each for each in candidates if each.words >= COMPLETE_SHARE * longest]


def _earliest(candidates: Sequence[Standing]) -> list[Standing]:
    first = min(each.article_at for each in candidates)
    return [each for each in candidates if each.article_at == first]


def _source_authority(candidates: Sequence[Standing]) -> list[Standing]:
    highest = max(each.authority for each in candidates)
    return [each for each in candidates if each.authority == highest]


_RULES: Final[tuple[tuple[str, Callable[[Sequence[Standing]], list[Standing]]], ...]] = (
    ("agency_own_copy", _agency_own_copy),
    ("most_complete", _most_complete),
    ("earliest", _earliest),
    ("source_authority", _source_authority),
)
