"""Pairs of articles: the list of what was measured or judged, and one pair with all its evidence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.folding.diff import Diff, compare
from pipeline.model import Evidence, Relation
from pipeline.review.events import explain_events
from pipeline.review.kept_apart import apart_because
from pipeline.web import cursor
from pipeline.web.articles import ArticlePage, article_page
from pipeline.web.story_filter import FIRST_DAY, asked_host, read_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection
    from pipeline.review.events import EventExplanation

PAGE_PAIRS = 40
JUDGED = "judged"
_OPENED_WITH = (Relation.NEAR_DUPLICATE, Relation.ABRIDGED, Relation.REVISION, Relation.IDENTICAL)
"""What folds, beginning with what a person may doubt: equal texts need no look."""
_MOST_PASSAGES = 12  # the longest ones say it; the rest is in the comparison below
_MOST_WORDS = 60
_HIGHEST_ID = "~"  # sorts after every id
_HIGHEST_JACCARD = 2.0
_ARTICLE_ID = re.compile(r"\b(a[0-9a-f]{16})\b")
_LAST_AT = datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MeasuredPair:
    """What is stored of two articles: the measurement and the judgement, where there are any."""

    left_id: str
    right_id: str
    relation: str | None
    jaccard: float | None
    containment: float | None
    shared_shingles: int | None
    evidence: str | None
    rule_version: str | None
    verdict: str | None
    judged_by: str | None
    judged_at: datetime | None
    note: str | None

    @property
    def folds(self) -> bool:
        """Whether the texts alone make one story of the two."""
        return self.relation is not None and Relation(self.relation).folds


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """Why a pair has its relation, shortened to what a page can show."""

    reason: str
    passages: tuple[str, ...]
    more_passages: int
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    own_text: str = ""


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair: both articles, the measurement and the judgement if there are any, and the texts side by side."""

    pair: MeasuredPair
    left: ArticlePage
    right: ArticlePage
    evidence: ShownEvidence
    diff: Diff
    apart_because: tuple[str, ...]
    """What keeps two articles apart whose texts would fold, in pieces: every other one is an article's id."""
    events: EventExplanation | None = None
    """Whether they report one event, and why; None for two of one story."""

    @property
    def older(self) -> str:
        """Which side appeared first, `left` or `right`; empty where that is not known."""
        left, right = self.left.article, self.right.article
        if right.earliest_at is not None and left.latest_at <= right.earliest_at:
            return "left"
        return "right" if left.earliest_at is not None and right.latest_at <= left.earliest_at else ""

    @property
    def is_folded(self) -> bool:
        """Whether both are in one story now."""
        left = self.left.article.story_id
        return left is not None and left == self.right.article.story_id


def pair_page(db: Connection, one: str, other: str, *, kernel: Kernel) -> PairPage:
    """Return the page of two articles in either order; raise NotFoundError where one is missing or both are one."""
    if one == other:
        raise NotFoundError("A pair needs two different articles.")
    left_id, right_id = sorted((one, other))
    left, right = article_page(db, left_id), article_page(db, right_id)
    pair = MeasuredPair(**db.rows("web/show_pair_page", left_id=left_id, right_id=right_id)[0])
    because = apart_because(db, left_id, right_id, kernel=kernel) if pair.folds else ""
    return PairPage(
        pair=pair,
        left=left,
        right=right,
        evidence=read_evidence(pair.evidence),
        diff=compare(left.article.text, right.article.text),
        apart_because=tuple(_ARTICLE_ID.split(because)) if because else (),
        events=explain_events(db, left_id, right_id),
    )


def read_evidence(stored: str | None) -> ShownEvidence:
    """Return stored evidence as it is shown; parts that are missing or of another form are empty."""
    try:
        found = json.loads(stored or "{}")
    except ValueError:
        found = {}
    if not isinstance(found, dict):
        found = {}
    passages = [_passage(entry) for entry in _list(found.get("passages"))]
    return ShownEvidence(
        reason=str(found.get("reason") or ""),
        passages=tuple(text for text in passages[:_MOST_PASSAGES] if text),
        more_passages=max(len(passages) - _MOST_PASSAGES, 0),
        only_left=_words(found.get("only_left")),
        only_right=_words(found.get("only_right")),
        own_text=_own_text(found.get("own_shared"), found.get("own_words")),
    )


def _own_text(shared: object, of: object) -> str:
    """Return how much of the shorter text's own words is shared; earlier rules did not store it."""
    if isinstance(shared, int) and isinstance(of, int):
        return Evidence(own_shared=shared, own_words=of).own_text
    return ""


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _passage(entry: object) -> str:
    return str(entry.get("text") or "") if isinstance(entry, dict) else str(entry or "")


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in _list(value)[:_MOST_WORDS])


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A pair in the list, with both titles; `judged_by` to `note` are of the judgement, where judgements are listed."""

    left_id: str
    right_id: str
    relation: str | None
    jaccard: float | None
    containment: float | None
    verdict: str | None
    left_host: str
    left_article_at: datetime
    left_title: str | None
    right_host: str
    right_article_at: datetime
    right_title: str | None
    judged_by: str | None = None
    judged_at: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PairsFilter:
    """Which pairs of a relation are asked for: an article of this day or host, and none that a person judged."""

    day: date | None = None
    host: str = ""
    is_unjudged: bool = False

    @property
    def query(self) -> dict[str, object]:
        """The parameters of an address that ask for it."""
        return {"day": self.day, "host": self.host, "unjudged": "1" if self.is_unjudged else ""}


def read_pairs_filter(asked: Mapping[str, str]) -> PairsFilter:
    """Return the filter that the parameters of an address ask for; raise UnreadableError for a day that is none."""
    day = asked.get("day", "")
    host = asked_host(asked)
    return PairsFilter(read_day(day) if day else None, host, bool(asked.get("unjudged")))


@dataclass(frozen=True, slots=True)
class PairsPage:
    """A page of pairs of one relation, or of those a person judged."""

    asked: PairsFilter
    shown: str
    counts: dict[str, int]
    pairs: tuple[ListedPair, ...]
    next_after: str


_EVERY_PAIR = PairsFilter()


def pairs_page(db: Connection, shown: str, after: str, asked: PairsFilter = _EVERY_PAIR) -> PairsPage:
    """Return pairs of the relation `shown`, the most similar first, or for `judged` the latest judgements.

    Without a relation they are pairs that fold: those are what stories rest on.
    """
    counts = {row["relation"]: row["pairs"] for row in db.rows("shared/count_pairs_by_relation")}
    if shown != JUDGED and shown not in set(Relation):
        shown = next((relation for relation in _OPENED_WITH if counts.get(relation)), _commonest(counts))
    found = _judged(db, after) if shown == JUDGED else _measured(db, shown, after, asked)
    pairs = found[:PAGE_PAIRS]
    return PairsPage(
        asked, shown, counts, tuple(pairs), _cursor(pairs[-1]) if len(found) > PAGE_PAIRS else ""
    )


def _commonest(counts: dict[str, int]) -> str:
    return max(counts, key=lambda relation: counts[relation], default=JUDGED)


def _measured(db: Connection, relation: str, after: str, asked: PairsFilter) -> list[ListedPair]:
    below, left, right = cursor.read(after, float, str, str) or (_HIGHEST_JACCARD, _HIGHEST_ID, _HIGHEST_ID)
    start = datetime.combine(asked.day, datetime.min.time(), UTC) if asked.day else FIRST_DAY
    rows = db.rows(
        "web/list_pairs_page",
        relation=relation,
        below=below,
        before_left=left,
        before_right=right,
        host=asked.host,
        unjudged=int(asked.is_unjudged),
        every_day=int(asked.day is None),
        start_at=start,
        end_at=start + timedelta(days=1),
        at_most=PAGE_PAIRS + 1,
    )
    return [ListedPair(**row) for row in rows]


def _judged(db: Connection, after: str) -> list[ListedPair]:
    before, left, right = cursor.read(after, cursor.moment, str, str) or (_LAST_AT, _HIGHEST_ID, _HIGHEST_ID)
    rows = db.rows(
        "web/list_judgements_page",
        before_at=before,
        before_left=left,
        before_right=right,
        at_most=PAGE_PAIRS + 1,
    )
    return [ListedPair(**row) for row in rows]


def _cursor(last: ListedPair) -> str:
    return cursor.write(last.judged_at or last.jaccard, last.left_id, last.right_id)
