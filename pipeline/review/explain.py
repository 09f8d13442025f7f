"""Why two articles fold, or why they do not: everything that is known and measured of a pair, in a fold or not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import NotFoundError
from pipeline.folding.alignment import align_texts
from pipeline.folding.bands import BANDS, ROWS
from pipeline.folding.relations import Limits
from pipeline.matching.page_relationship import PageAddress, address_of, pages_of
from pipeline.matching.pairs import CLEAN, decided_pair
from pipeline.review.chain import chain_between
from pipeline.review.kept_apart import apart_because
from pipeline.steps.fold.links import read_judgement

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.folding.signatures import Sketches
    from pipeline.model import Judgement, Pair
    from pipeline.ports import Connection, Row, Runtime
    from pipeline.review.chain import ChainLink


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two articles; `text` is what was compared."""

    article_id: str
    url: str
    title: str | None
    article_at: datetime
    story_id: str | None
    shingle_count: int
    text: str


@dataclass(frozen=True, slots=True)
class Collision:
    """Whether the LSH index could bring two articles together.

    `bands_shared` numbers the bands (0 to 31) whose values agree and `samples_shared` counts sampled shingles in both:
    where both are empty the two never collided. `estimate` is the Jaccard that the signatures estimate.
    """

    estimate: float
    bands_shared: tuple[int, ...]
    samples_shared: int
    days_apart: float
    is_within_window: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the warehouse has of a pair: whether it is stored, what a person said, and how their stories stand.

    `chain` leads from left to right through their story, and is empty when they are in different ones; `apart_because`
    then says what keeps those apart.
    """

    is_stored: bool
    judgement: Judgement | None
    in_one_story: bool
    chain: tuple[ChainLink, ...]
    apart_because: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a pair, and what is measured of it now under the present rules."""

    left: Side
    right: Side
    pair: Pair
    collision: Collision
    known: Known

    @property
    def apart_because(self) -> str:
        """What keeps two articles apart whose texts alone would fold, unless a judgement of just these two does."""
        return self.known.apart_because if self.pair.relation.folds else ""

    def flat(self) -> dict[str, object]:
        """Return all of it under one name each, as scripts read it."""
        pair, known = self.pair, self.known
        return {
            "left": asdict(self.left),
            "right": asdict(self.right),
            "relation": pair.relation,
            "reason": pair.evidence.reason,
            "jaccard": pair.jaccard,
            "containment": pair.containment,
            "shared_shingles": pair.shared_shingles,
            "own_text": pair.evidence.own_text,
            **asdict(self.collision),
            "evidence": asdict(pair.evidence),
            "rule_version": pair.rule_version,
            "is_stored": known.is_stored,
            "judgement": asdict(known.judgement) if known.judgement else None,
            "in_one_story": known.in_one_story,
            "chain": [asdict(link) for link in known.chain],
            "apart_because": self.apart_because,
        }


@dataclass(frozen=True, slots=True)
class _Article:
    """An article with what is compared of it."""

    article_id: str
    url: str
    title: str | None
    article_at: datetime
    story_id: str | None
    address: PageAddress
    text: str

    def side(self, shingle_count: int) -> Side:
        return Side(
            self.article_id,
            self.url,
            self.title,
            self.article_at,
            self.story_id,
            shingle_count,
            self.text,
        )


def explain(runtime: Runtime, one: str, other: str) -> Explanation:
    """Measure two articles and gather what is stored of them; raise NotFoundError where one is not held."""
    left_id, right_id = sorted((one, other))
    with runtime.warehouse.read() as db:
        articles = _find(db, left_id), _find(db, right_id)
        known = _known(db, runtime, articles)
    sketches, sets = runtime.kernel.sign_and_keep_sets([each.text for each in articles])
    (measured,) = runtime.kernel.measure(sets, np.array([0]), np.array([1])).chosen(np.array([0]))
    pair = decided_pair(
        (left_id, right_id),
        measured,
        align_texts(runtime.kernel, *(each.text for each in articles)),
        Limits(runtime.settings.fold_jaccard, runtime.settings.fold_containment),
        pages_of(*(each.address for each in articles)),
    )
    sides = [each.side(int(size)) for each, size in zip(articles, sets.sizes, strict=True)]
    collision = _collision(sketches, measured.shared, articles, runtime.settings.fold_window_days)
    return Explanation(sides[0], sides[1], pair, collision, known)


def _known(db: Connection, runtime: Runtime, articles: tuple[_Article, _Article]) -> Known:
    left, right = articles
    ends = {"left_id": left.article_id, "right_id": right.article_id}
    judged = db.rows("shared/find_judgement", **ends)
    in_one_story = left.story_id is not None and left.story_id == right.story_id
    return Known(
        is_stored=bool(db.rows("review/find_pair", corpus=CLEAN, **ends)),
        judgement=read_judgement(judged[0]) if judged else None,
        in_one_story=in_one_story,
        chain=chain_between(db, left.article_id, right.article_id) if in_one_story else (),
        apart_because=apart_because(db, left.article_id, right.article_id, kernel=runtime.kernel),
    )


def _collision(
    sketches: Sketches, shared: int, articles: tuple[_Article, _Article], window_days: int
) -> Collision:
    agree = sketches.signatures[0] == sketches.signatures[1]
    one, other = (each.article_at.astimezone(UTC) for each in articles)
    return Collision(
        estimate=float(agree.mean()) if shared else 0.0,
        bands_shared=tuple(np.flatnonzero(agree.reshape(BANDS, ROWS).all(axis=1)).tolist()),
        samples_shared=len(np.intersect1d(sketches.samples_of(0), sketches.samples_of(1))),
        days_apart=abs((one - other).total_seconds()) / 86_400,
        is_within_window=abs((one.date() - other.date()).days) <= window_days,
    )


def _find(db: Connection, article_id: str) -> _Article:
    found = db.rows("review/find_compared_article", article_id=article_id)
    if not found:
        raise NotFoundError(f"no article {article_id!r} with a text")
    return _read(found[0])


def _read(row: Row) -> _Article:
    return _Article(
        row["article_id"],
        row["url"],
        row["title"],
        row["article_at"],
        row["story_id"],
        address_of(row),
        row["folding_text"],
    )
