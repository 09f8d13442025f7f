"""Everything that decides about the stories around some articles, read at once: the first part of regrouping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.crawling.urls import url_key
from pipeline.folding.canonical import CanonicalCandidate
from pipeline.folding.clusters import CONTAINED_SHARE
from pipeline.folding.identity import story_id_of
from pipeline.matching.components import components_around
from pipeline.matching.page_relationship import original_of
from pipeline.matching.pairs import CLEAN
from pipeline.steps.fold.links import FoldingPair, judgements_among, pairs_to_group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.model import Judgement
    from pipeline.ports import Connection


@dataclass(frozen=True, slots=True)
class Gathered:
    """Whole components of articles, and what is known of them.

    `candidates` has those with a text, by id; the others are in no story any more. `story_of` gives the story each
    article was in, and `pairs` may lead to articles outside.
    """

    articles: Sequence[str]
    candidates: Mapping[str, CanonicalCandidate]
    pairs: Sequence[FoldingPair]
    judgements: Sequence[Judgement]
    story_of: Mapping[str, str]

    @property
    def without_text(self) -> tuple[str, ...]:
        """The articles that are in no story any more."""
        return tuple(each for each in self.articles if each not in self.candidates)


def gather_around(db: Connection, article_ids: Iterable[str]) -> Gathered:
    """Read what decides about the stories of these articles, of their story mates, and of all they are linked with."""
    around = set(article_ids)
    rows = db.rows("fold/list_containing_or_contained", articles=around, contained_share=CONTAINED_SHARE)
    around |= {row["article_id"] for row in rows}
    around |= story_mates(db, around).keys()
    components = components_around(db, CLEAN, around)
    articles = sorted({member for component in components for member in component})
    return Gathered(
        articles,
        _candidates(db, articles),
        pairs_to_group(db, articles),
        judgements_among(db, articles),
        story_mates(db, articles),
    )


def story_mates(db: Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """Return the story of every article in the stories of these articles."""
    rows = db.rows("shared/list_story_mates", articles=article_ids)
    return {row["article_id"]: row["story_id"] for row in rows}


def taken_outside(db: Connection, articles: Sequence[str]) -> Callable[[str], bool]:
    """Return the question whether a story of other articles has an id; the likely ids are all asked for at once."""
    likely = {story_id_of(article_id) for article_id in articles}
    taken = _stories_of_others(db, articles, likely)

    def is_taken(story_id: str) -> bool:
        return story_id in (taken if story_id in likely else _stories_of_others(db, articles, {story_id}))

    return is_taken


def _candidates(db: Connection, articles: Sequence[str]) -> dict[str, CanonicalCandidate]:
    return {
        row["article_id"]: CanonicalCandidate(
            row["article_id"],
            row["article_at"],
            row["host"],
            row["shingle_count"],
            row["authority"],
            row["wire_agency"],
            latest_at=row["latest_at"],
            url_key=row["url_key"],
            is_from_agency=bool(row["agency"]),
            original_key=url_key(original_of(row["host"], row["canonical_url"])),
        )
        for row in db.rows("fold/list_canonical_candidates", articles=articles)
    }


def _stories_of_others(db: Connection, articles: Sequence[str], story_ids: Iterable[str]) -> set[str]:
    rows = db.rows("fold/list_stories_of_others", stories=story_ids, articles=articles)
    return {row["story_id"] for row in rows}
