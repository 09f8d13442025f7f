"""Measures what votes cut of text that several pages have: an agency's report above all must stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pandas as pd

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS

if TYPE_CHECKING:
    from pipeline.ports import Runtime

SYNDICATED = ("near_dup", "same_url_recapture", "same_article_new_url", "same_story_partial")
"""Labels of pairs that, on two hosts, have an agency's text or one another's in common."""


def measure_votes(runtime: Runtime, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return what votes cut of the text that page rules leave; `pairs` are those that `folds.judge` returns."""
    with runtime.warehouse.read() as db:
        return cut_by_votes(db.frame("evaluation/list_text_before_votes"), pairs)


def cut_by_votes(blocks: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return a row each for all text, syndicated text and text that versions of a page repeat: how much was cut.

    Syndicated are the long blocks that both pages of a labelled pair of two hosts have. Each page counts its own.
    """
    here = ["article_id", "fingerprint"]
    left_host, right_host = (
        pairs[side].map(lambda url: urlsplit(url).netloc) for side in ("left_url", "right_url")
    )
    chosen = pairs.loc[pairs["label"].isin(SYNDICATED) & (left_host != right_host), ["left_id", "right_id"]]
    long = blocks.loc[blocks["characters"] >= LONG_CHARACTERS, here]
    shared = chosen.merge(long.set_axis(["left_id", "fingerprint"], axis=1)).merge(
        long.set_axis(["right_id", "fingerprint"], axis=1)
    )
    carried = {
        (article_id, row.fingerprint)
        for row in shared.itertuples()
        for article_id in (row.left_id, row.right_id)
    }
    is_syndicated = pd.MultiIndex.from_frame(blocks[here]).isin(carried)
    is_repeated = blocks.groupby(here)["version"].transform("nunique") > 1
    parts = {
        "all text": blocks,
        "syndicated": blocks[is_syndicated],
        "repeated by versions of a page": blocks[is_repeated],
    }
    return pd.DataFrame([{"text": name, **_cut_of(part)} for name, part in parts.items()])


def _cut_of(blocks: pd.DataFrame) -> dict[str, float]:
    cut = blocks[~blocks["label"].isin([label.value for label in TEXT_LABELS])]
    characters, lost = int(blocks["characters"].sum()), int(cut["characters"].sum())
    return {
        "blocks": len(blocks),
        "cut_blocks": len(cut),
        "characters": characters,
        "cut_characters": lost,
        "cut_percent": 100 * lost / characters if characters else 0.0,
    }
