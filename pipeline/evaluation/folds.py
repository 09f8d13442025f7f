"""Judges stories by labelled pairs: pages that must share one, that must not, and that may do either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.crawling.urls import url_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.evaluation.loading import Stored

JOIN = frozenset({"near_dup", "same_url_recapture", "same_article_new_url", "3", "2"})
"""Labels of pairs that must share a story; 3 and 2 are grades of a person who judged how alike two pages are."""
APART = frozenset(
    {
        *("page_chrome", "follow_up_shared_background", "other_overlap", "template_lookalike"),
        *("same_event_other_words", "different", "0.5"),
    }
)
"""Labels of pairs that must not."""
SHOWN = frozenset({"same_story_partial", "revision_rewritten", "same_story", "1", "unknown"})
"""Labels of pairs that may do either: they are counted and not scored."""

MUST_JOIN, MUST_NOT, MAY = "must fold", "must not fold", "may fold"


@dataclass(frozen=True, slots=True)
class Side:
    """One page of a pair."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two pages and what a person or a rule says of them."""

    set_name: str
    label: str
    left: Side
    right: Side


def wish_of(label: str) -> str | None:
    """Return what pairs of this label must do; None for a label that nobody knows."""
    if label in JOIN:
        return MUST_JOIN
    if label in APART:
        return MUST_NOT
    return MAY if label in SHOWN else None


def label_of(row: Mapping[str, Any]) -> str:
    """Return the label of a pair as text, whether its set writes 2, 2.0 or "2"."""
    label = row.get("label")
    return f"{label:g}" if isinstance(label, int | float) else str(label)


def judge(pairs: Iterable[LabelledPair], stored: Stored) -> pd.DataFrame:
    """Return a row a pair: label, wish, whether it is folded, and both pages.

    `folded` is None where a page became no article; `no_article` holds the addresses of such pages.
    """
    return pd.DataFrame([_row(pair, stored) for pair in pairs], columns=COLUMNS, dtype=object)


COLUMNS = [
    "set", "label", "wish", "folded", "left_id", "right_id", "left_title", "right_title", "left_url", "right_url",
    "no_article",
]  # fmt: skip


def _row(pair: LabelledPair, stored: Stored) -> dict[str, Any]:
    left, right = (url_key(side.url) for side in (pair.left, pair.right))
    stories = stored.stories.get(left), stored.stories.get(right)
    missing = [
        side.url for side, story in zip((pair.left, pair.right), stories, strict=True) if story is None
    ]
    return {
        "set": pair.set_name,
        "label": pair.label,
        "wish": wish_of(pair.label),
        "folded": None if missing else stories[0] == stories[1],
        "left_id": stored.articles.get(left),
        "right_id": stored.articles.get(right),
        "left_title": pair.left.title,
        "right_title": pair.right.title,
        "left_url": pair.left.url,
        "right_url": pair.right.url,
        "no_article": missing,
    }


def score_sets(pairs: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the scores of every set, in the order of their names."""
    return [score(group) for _, group in pairs.groupby("set")] if len(pairs) else []


def score(pairs: pd.DataFrame) -> dict[str, Any]:
    """Return set, precision, recall, and the pairs that are wrong or missed; `pairs` are those of one set.

    Precision is the share of folded scored pairs that must fold; recall the share of pairs that must fold that do,
    a page that became no article counting as missed. Each is None where nothing is to be divided by.
    """
    must = pairs["wish"] == MUST_JOIN
    is_folded = pairs["folded"].eq(True)  # noqa: FBT003 - None is neither
    wrong = pairs[(pairs["wish"] == MUST_NOT) & is_folded]
    right, wanted = int((must & is_folded).sum()), int(must.sum())
    return {
        "set": pairs["set"].iloc[0],
        "precision": right / (right + len(wrong)) if right + len(wrong) else None,
        "recall": right / wanted if wanted else None,
        "wrong": _told(wrong),
        "missed": _told(pairs[must & ~is_folded]),
    }


def _told(pairs: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the pairs as a person reads them; `no_article` tells a page that is none from a fold that was missed."""
    return [
        {
            "label": row.label,
            "url1": row.left_url,
            "title1": row.left_title,
            "article1": row.left_id,
            "url2": row.right_url,
            "title2": row.right_title,
            "article2": row.right_id,
            "no_article": row.no_article,
        }
        for row in pairs.itertuples(index=False)
    ]


def by_label(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return a row a set and label: how many pairs, how many folded, how many with a page that is no article."""
    return (
        pairs.assign(
            folded_pairs=pairs["folded"].eq(True),  # noqa: FBT003
            no_article=pairs["folded"].isna(),
        )
        .groupby(["set", "wish", "label"])
        .agg(pairs=("label", "size"), folded=("folded_pairs", "sum"), no_article=("no_article", "sum"))
        .reset_index()
    )
