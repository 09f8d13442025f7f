"""The stories that can be linked: their profiles, the keys by which they are found, and the scored pairs of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.linking.candidates import SHARED_KEYS, WINDOW
from pipeline.linking.decision import KEPT_LIMIT, RULES, model
from pipeline.linking.evidence import evidence_of
from pipeline.linking.profile import PROFILE, profile_of, read_story
from pipeline.linking.stored_profile import read_profile, written_profile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pipeline.linking.profile import StoryProfile
    from pipeline.ports import Connection, Row

SCHEME: Final = f"{PROFILE}, {RULES}"
"""By what profiles and scores were made: stories of another scheme are linked anew."""
_STORIES_AT_ONCE: Final = 2_000
_KEY_BYTES: Final = 8


@dataclass(slots=True)
class StoryIndex:
    """The profiles that were read so far, by story, which a transaction reads once; and how many pairs were compared."""

    db: Connection
    profiles: dict[str, StoryProfile] = field(default_factory=dict)
    compared: int = 0

    def load(self, story_ids: Iterable[str]) -> None:
        """Read the profiles of these stories, where they are not known yet."""
        missing = sorted(set(story_ids) - self.profiles.keys())
        for row in self.db.rows("link/list_profiles", stories=missing):
            self.profiles[row["story_id"]] = read_profile(
                row["story_id"], row["profile"], row["published_at"], row["article_at"]
            )


def replace_stories(db: Connection, story_ids: Sequence[str]) -> StoryIndex:
    """Make profiles, keys and pairs of these stories anew; those of stories that are gone only go."""
    living = renew_stories(db, story_ids)
    index = StoryIndex(db)
    for start in range(0, len(living), _STORIES_AT_ONCE):
        score_stories(index, living[start : start + _STORIES_AT_ONCE])
    return index


def renew_stories(db: Connection, story_ids: Sequence[str]) -> list[str]:
    """Make profiles and keys of these stories anew, and forget their pairs; return those that are not gone."""
    for query in ("link/delete_event_pairs", "link/delete_story_keys"):
        db.run(query, stories=story_ids)
    gone = set(story_ids)
    for start in range(0, len(story_ids), _STORIES_AT_ONCE):
        rows = db.rows("shared/list_story_texts", stories=story_ids[start : start + _STORIES_AT_ONCE])
        made = [profile_of(read_story(row)) for row in rows]
        gone -= {each.story_id for each in made}
        db.upsert("story_profiles", map(_profile_row, made))
        db.upsert("story_keys", (row for each in made for row in _key_rows(each)))
    db.run("link/delete_profiles", stories=sorted(gone))
    return [each for each in story_ids if each not in gone]


def score_stories(index: StoryIndex, story_ids: Sequence[str], scored: Collection[str] = ()) -> None:
    """Score these stories with all that they meet, and keep the pairs that are not hopeless.

    Pairs with those of `scored`, which were scored as they are now, are left as they stand.
    """
    index.db.upsert("event_pairs", _scored(index, story_ids, scored))


def _scored(index: StoryIndex, story_ids: Sequence[str], scored: Collection[str]) -> Iterator[Row]:
    """Yield the rows of the candidate pairs of these stories that are not hopeless."""
    met = index.db.rows(
        "link/list_meeting_stories", stories=story_ids, window_days=WINDOW.days, shared_keys=SHARED_KEYS
    )
    pairs = sorted(
        {tuple(sorted((row["story_id"], row["other_id"]))) for row in met if row["other_id"] not in scored}
    )
    index.load(story_id for pair in pairs for story_id in pair)
    index.compared += len(pairs)
    for left_id, right_id in pairs:
        left, right = index.profiles[left_id], index.profiles[right_id]
        decision = model().decide(left, right)
        if decision.score >= KEPT_LIMIT:
            evidence = evidence_of(left, right, decision)
            yield {
                "left_id": left_id,
                "right_id": right_id,
                "score": decision.score,
                "log_odds": decision.log_odds,
                "evidence": json.dumps(evidence, ensure_ascii=False),
                "rule_version": RULES,
            }


def _profile_row(profile: StoryProfile) -> Row:
    return {
        "story_id": profile.story_id,
        "scheme": SCHEME,
        "published_at": profile.published_at,
        "article_at": profile.article_at,
        "profile": written_profile(profile),
    }


def _key_rows(profile: StoryProfile) -> Iterator[Row]:
    keys = {_key_of(profile.language, word) for word in profile.keys}
    yield from ({"key_key": key, "story_id": profile.story_id} for key in sorted(keys))


def _key_of(language: str, word: str) -> int:
    """Return the 64-bit number of a word in a language; chance makes two words one in no warehouse of a human size."""
    digest = hashlib.blake2b(f"{language}\x1f{word}".encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES)
    return int.from_bytes(digest.digest(), "big", signed=True)
