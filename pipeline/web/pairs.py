"""Pairs of articles: the list of what was measured or judged, and one pair with all its evidence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.folding.diff import Diff, compare
from pipeline.model import Relation
from pipeline.review.kept_apart import apart_because
from pipeline.web.articles import ArticlePage, article_page
from pipeline.web.cursor import moment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row

PAGE_PAIRS = 40
JUDGED = "judged"
_MOST_PASSAGES = 12  # the longest ones say it; the rest is in the comparison below
_MOST_WORDS = 60
_HIGHEST = "~"  # sorts after every id
_ARTICLE_ID = re.compile(r"\b(a[0-9a-f]{16})\b")
_LAST_AT = datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a pair has its relation, as it was stored."""

    reason: str
    passages: tuple[str, ...]
    more_passages: int
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair: both articles, the measurement and the judgement if there are any, and the texts side by side."""

    pair: Row
    left: ArticlePage
    right: ArticlePage
    evidence: Evidence
    diff: Diff
    apart_because: tuple[str, ...]
    """What keeps two articles apart whose texts would fold, in pieces: every other one is an article's id."""

    @property
    def is_folded(self) -> bool:
        """Whether both are in one story now."""
        left = self.left.article["story_id"]
        return left is not None and left == self.right.article["story_id"]


def pair_page(db: Connection, one: str, other: str, *, kernel: Kernel) -> PairPage:
    """Return the page of two articles in either order; raise NotFoundError where one is missing or both are one."""
    if one == other:
        raise NotFoundError("A pair needs two different articles.")
    left_id, right_id = sorted((one, other))
    left, right = article_page(db, left_id), article_page(db, right_id)
    pair = db.rows("shared/show_pair_page", left_id=left_id, right_id=right_id)[0]
    because = apart_because(db, left_id, right_id, kernel=kernel) if _folds(pair) else ""
    return PairPage(
        pair=pair,
        left=left,
        right=right,
        evidence=read_evidence(pair["evidence"]),
        diff=compare(left.article["text"], right.article["text"]),
        apart_because=tuple(_ARTICLE_ID.split(because)) if because else (),
    )


def _folds(pair: Row) -> bool:
    return pair["relation"] is not None and Relation(pair["relation"]).folds


def read_evidence(stored: str | None) -> Evidence:
    """Return stored evidence as it is shown; parts that are missing or of another form are empty."""
    try:
        found = json.loads(stored or "{}")
    except ValueError:
        found = {}
    if not isinstance(found, dict):
        found = {}
    passages = [_passage(entry) for entry in _list(found.get("passages"))]
    return Evidence(
        reason=str(found.get("reason") or ""),
        passages=tuple(text for text in passages[:_MOST_PASSAGES] if text),
        more_passages=max(len(passages) - _MOST_PASSAGES, 0),
        only_left=_words(found.get("only_left")),
        only_right=_words(found.get("only_right")),
    )


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _passage(entry: object) -> str:
    return str(entry.get("text") or "") if isinstance(entry, dict) else str(entry or "")


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in _list(value)[:_MOST_WORDS])


@dataclass(frozen=True, slots=True)
class PairsPage:
    """A page of pairs of one relation, or of those a person judged."""

    shown: str
    counts: dict[str, int]
    rows: tuple[Row, ...]
    next_after: str


def pairs_page(db: Connection, shown: str, after: str) -> PairsPage:
    """Return pairs of the relation `shown`, most alike first, or for `judged` the latest judgements."""
    counts = {row["relation"]: row["pairs"] for row in db.rows("shared/count_pairs_by_relation")}
    if shown != JUDGED and shown not in set(Relation):
        shown = Relation.TEMPLATE.value if counts.get(Relation.TEMPLATE) else _commonest(counts)
    rows = _judged(db, after) if shown == JUDGED else _measured(db, shown, after)
    return PairsPage(shown, counts, tuple(rows[:PAGE_PAIRS]), _next_place(rows, shown))


def _commonest(counts: dict[str, int]) -> str:
    return max(counts, key=lambda relation: counts[relation], default=JUDGED)


def _measured(db: Connection, relation: str, after: str) -> list[Row]:
    jaccard, left, right = _split(after)
    try:
        below = float(jaccard)
    except ValueError:
        below, left, right = 2.0, _HIGHEST, _HIGHEST
    return db.rows(
        "web/list_pairs_page",
        relation=relation,
        below=below,
        before_left=left,
        before_right=right,
        at_most=PAGE_PAIRS + 1,
    )


def _judged(db: Connection, after: str) -> list[Row]:
    moment, left, right = _split(after)
    try:
        there = moment_of(moment)
    except ValueError:
        there, left, right = _LAST_AT, _HIGHEST, _HIGHEST
    return db.rows(
        "web/list_judgements_page",
        before_at=there,
        before_left=left,
        before_right=right,
        at_most=PAGE_PAIRS + 1,
    )


def _split(after: str) -> tuple[str, str, str]:
    first, _, rest = after.partition("~")
    left, _, right = rest.partition("~")
    return first, left, right


def _next_place(rows: Sequence[Row], shown: str) -> str:
    if len(rows) <= PAGE_PAIRS:
        return ""
    last = rows[PAGE_PAIRS - 1]
    first = last["judged_at"].isoformat() if shown == JUDGED else repr(last["jaccard"])
    return f"{first}~{last['left_id']}~{last['right_id']}"
