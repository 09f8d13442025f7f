"""A profile as text, as the warehouse keeps it: small, and the same after it was read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.linking.profile import StoryProfile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def written_profile(profile: StoryProfile) -> str:
    """Return a profile as JSON, without what the row has in columns of its own."""
    found: dict[str, Any] = {
        "language": profile.language,
        "words": dict(profile.words),
        "lead": dict(profile.lead),
        "title": dict(profile.title),
        "names": dict(profile.names),
        "telling": sorted(profile.telling),
        "lead_names": sorted(profile.lead_names),
        "numbers": sorted(profile.numbers),
        "places": sorted(profile.places),
        "facts": {kind: sorted(values) for kind, values in profile.facts.items()},
        "phrases": sorted(profile.phrases),
        "keys": profile.keys,
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def read_profile(
    story_id: str, stored: str, published_at: datetime | None, article_at: datetime
) -> StoryProfile:
    """Return the profile that `written_profile` wrote."""
    found: Mapping[str, Any] = json.loads(stored)
    return StoryProfile(
        story_id=story_id,
        language=found["language"],
        published_at=published_at,
        article_at=article_at,
        words=found["words"],
        lead=found["lead"],
        title=found["title"],
        names=found["names"],
        telling=frozenset(found["telling"]),
        lead_names=frozenset(found["lead_names"]),
        numbers=frozenset(found["numbers"]),
        places=frozenset(found["places"]),
        facts={kind: frozenset(values) for kind, values in found["facts"].items()},
        phrases=frozenset(found["phrases"]),
        keys=tuple(found["keys"]),
    )
