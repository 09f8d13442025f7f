"""Which article stands for a story: named rules in a fixed order, and the rule that decided is kept.

1. `named_original`: the page whose address the others give as that of their original.
2. `agency_own_copy`: the agency's own page, when the story is that agency's report, or its source is said to be one.
3. `most_complete`: the texts within a tenth of the longest, not counting what belongs to another story.
4. `one_report`: of those, the ones that contain nothing of another story.
5. `earliest`: the first of those: a date without an hour counts by the end of its day, by when it surely was out.
6. `source_authority`: at one moment, the source a person trusts more.
7. `first_by_id`: nothing else tells them apart.

Only articles that resemble all others of the story are asked; so no member is joined to the canonical article through
others alone. A passage belongs to another story when an article there has it and most of the articles asked here have
nothing in common with that one: a second, short report below the one a page is mostly, or boilerplate that was kept.
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
# Less than a tenth of another story is a sentence in common, and no second report.
OTHER_STORY_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class CanonicalCandidate:
    """What is known of an article that may become the canonical one.

    `shingles` counts those of its compared text: neither background nor a text said thirty times makes it more
    complete. `other_story_share` is the share of them, 0 to 1, that belongs to another story. `latest_at` is the time
    by which the article surely had appeared. `original_key` is the url key of the original that it names on another site,
    empty where it names none. `is_from_agency` says that a person called its source an agency's own.
    """

    article_id: str
    article_at: datetime
    host: str
    shingles: int
    authority: int = 0
    wire_agency: str | None = None
    other_story_share: float = 0.0
    latest_at: datetime | None = None
    url_key: str = ""
    original_key: str = ""
    is_from_agency: bool = False

    @property
    def own_shingles(self) -> float:
        """How many of its shingles belong to this story."""
        return self.shingles * (1 - self.other_story_share)

    @property
    def surely_out_at(self) -> datetime:
        """The time by which it had appeared."""
        return self.latest_at or self.article_at


@dataclass(frozen=True, slots=True)
class Choice:
    """The article chosen and the rule that decided."""

    article_id: str
    reason: str


def other_story_shares(
    candidates: Iterable[Sequence[str]], passages: Iterable[tuple[str, str, float]]
) -> dict[str, float]:
    """Return by article how much of it belongs to other stories; articles with no such share are left out.

    `candidates` are the articles that may become canonical, those with equal texts together. `passages` are an
    article of the story, one of another story that it has something in common with, and the share of the first.
    """
    text_of = {article: text for text, equal in enumerate(candidates) for article in equal}
    texts = len(set(text_of.values()))
    related_to: dict[str, set[int]] = {}
    shares: dict[tuple[int, str], float] = {}
    for article, other, share in passages:
        if article in text_of:
            text = text_of[article]
            related_to.setdefault(other, set()).add(text)
            shares[text, other] = max(share, shares.get((text, other), 0.0))
    largest: dict[int, float] = {}
    for (text, other), share in shares.items():
        if 2 * (len(related_to[other]) - 1) < texts - 1:
            largest[text] = max(share, largest.get(text, 0.0))
    return {article: largest[text] for article, text in text_of.items() if text in largest}


def choose_canonical(candidates: Iterable[CanonicalCandidate]) -> Choice:
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


def _named_original(candidates: Sequence[CanonicalCandidate]) -> list[CanonicalCandidate]:
    named = {each.original_key for each in candidates if each.original_key}
    return [each for each in candidates if each.url_key in named and not each.original_key] or list(
        candidates
    )


def _agency_own_copy(candidates: Sequence[CanonicalCandidate]) -> list[CanonicalCandidate]:
    agencies = {each.wire_agency for each in candidates if each.wire_agency}
    own = [
        each
        for each in candidates
        if each.is_from_agency or any(is_agency_host(each.host, agency) for agency in agencies)
    ]
    return own or list(candidates)


def _most_complete(candidates: Sequence[CanonicalCandidate]) -> list[CanonicalCandidate]:
    longest = max(each.own_shingles for each in candidates)
    return [each for each in candidates if each.own_shingles >= COMPLETE_SHARE * longest]


def _one_report(candidates: Sequence[CanonicalCandidate]) -> list[CanonicalCandidate]:
    return [each for each in candidates if each.other_story_share < OTHER_STORY_SHARE] or list(candidates)


def _earliest(candidates: Sequence[CanonicalCandidate]) -> list[CanonicalCandidate]:
    first = min(each.surely_out_at for each in candidates)
    return [each for each in candidates if each.surely_out_at == first]


def _source_authority(candidates: Sequence[CanonicalCandidate]) -> list[CanonicalCandidate]:
    highest = max(each.authority for each in candidates)
    return [each for each in candidates if each.authority == highest]


_RULES: Final[tuple[tuple[str, Callable[[Sequence[CanonicalCandidate]], list[CanonicalCandidate]]], ...]] = (
    ("named_original", _named_original),
    ("agency_own_copy", _agency_own_copy),
    ("most_complete", _most_complete),
    ("one_report", _one_report),
    ("earliest", _earliest),
    ("source_authority", _source_authority),
)
