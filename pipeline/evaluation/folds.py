"""Measure folds and votes on labelled pairs: which share a story, and what is cut of the text they have in common.

The labelled pages are loaded the ordinary way, into a warehouse that is thrown away.
The gold folder is the reader's own (NEWSFOLD_GOLD); its README says what the labels mean and how good they are.
"""

from __future__ import annotations

import gzip
import json
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pandas as pd

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS
from pipeline.crawling.urls import url_key
from pipeline.errors import SourceError
from pipeline.model import Fetched, Request, Source, SourceKind, article_id_of
from pipeline.steps import runner
from pipeline.steps.discover.sources import register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.ports import Runtime

JOIN = ("near_dup", "same_url_recapture", "same_article_new_url")
"""Labels of pairs that must share a story."""
APART = ("page_chrome", "follow_up_shared_background", "other_overlap")
"""Labels of pairs that must not. `same_story_partial` may do either: one reuses a part of the other."""
SYNDICATED = (*JOIN, "same_story_partial")
"""Labels of pairs that, on two hosts, have an agency's text or one another's in common."""


@dataclass(frozen=True, slots=True)
class PairScores:
    """How the folds compare with the labels.

    `by_label` has one row a label (pairs, folded, missing); `pairs` one row a pair (label, folded, titles, urls,
    article ids), where `folded` is None for pairs with a page that became no article.
    """

    by_label: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def true_folds(self) -> int:
        """Pairs that must share a story, and do."""
        return int(self.pairs.query("label in @JOIN and folded == True").shape[0])

    @property
    def precision(self) -> float:
        """The share of folded judged pairs that must fold."""
        folded = self.pairs.query("label in @JOIN or label in @APART").query("folded == True").shape[0]
        return self.true_folds / folded if folded else 0.0

    @property
    def recall(self) -> float:
        """The share of pairs that must fold that do; a page that became no article counts as missed."""
        wanted = self.pairs.query("label in @JOIN").shape[0]
        return self.true_folds / wanted if wanted else 0.0

    @property
    def recall_of_articles(self) -> float:
        """The same among pairs of which both pages became articles: some labelled pages are lists of headlines."""
        wanted = self.pairs.query("label in @JOIN").dropna(subset=["folded"]).shape[0]
        return self.true_folds / wanted if wanted else 0.0


def load_nights(runtime: Runtime, gold: Path, *, newest_first: bool = False) -> list[str]:
    """Load the labelled nights one after the other; return their names."""
    nights = sorted((gold / "nights").glob("*.warc.gz"), reverse=newest_first)
    if not nights:
        raise SourceError(
            f"{gold / 'nights'} holds no .warc.gz file: name the labelled data with NEWSFOLD_GOLD"
        )
    for night in nights:
        _load(runtime, night)
    return [night.name for night in nights]


def load_labelled_pages(runtime: Runtime, gold: Path) -> None:
    """Load the pages of the labelled pairs as one WARC source."""
    places = runtime.archive.append("labelled-pages.warc.gz", _labelled_pages(gold))
    for archive in sorted({archive for archive, _ in places}):
        _load(runtime, runtime.settings.home / archive)


def score_pairs(runtime: Runtime, gold: Path, *, only_nights: bool = False) -> PairScores:
    """Compare the stories of the warehouse with the labelled pairs; each page is found by its address."""
    with runtime.warehouse.read() as db:
        members = db.rows("evaluation/list_members")
    story_of = {row["article_id"]: row["story_id"] for row in members}
    captured = {page["id"]: _identity(page) for page in _rows(gold / "duplicates" / "us10_text.jsonl.gz")}
    first_night = datetime(2016, 12, 18, tzinfo=UTC)
    table: list[dict[str, Any]] = []
    for pair in _rows(gold / "duplicates" / "us10_pairs.jsonl.gz"):
        left, right = captured[pair["id1"]], captured[pair["id2"]]
        if only_nights and min(left[1], right[1]) < first_night:
            continue
        article, other_article = (article_id_of(url_key(url)) for url, _ in (left, right))
        story, other_story = story_of.get(article), story_of.get(other_article)
        known = story is not None and other_story is not None
        table.append(
            {
                "label": pair["label"],
                "folded": story == other_story if known else None,
                "left_id": article,
                "right_id": other_article,
                "left_title": pair["title1"],
                "right_title": pair["title2"],
                "left_url": left[0],
                "right_url": right[0],
            }
        )
    pairs = pd.DataFrame(table)
    by_label = (
        pairs.assign(folded_pairs=pairs["folded"].eq(True), missing=pairs["folded"].isna())  # noqa: FBT003
        .groupby("label")
        .agg(pairs=("label", "size"), folded=("folded_pairs", "sum"), missing=("missing", "sum"))
        .reset_index()
    )
    wish = {**dict.fromkeys(JOIN, "must fold"), **dict.fromkeys(APART, "must not fold")}
    by_label.insert(1, "wish", by_label["label"].map(wish).fillna("may fold"))
    return PairScores(by_label.sort_values(["wish", "label"], ignore_index=True), pairs)


def measure_votes(runtime: Runtime, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return what votes cut of the text that page rules leave; `pairs` are those of `PairScores`."""
    with runtime.warehouse.read() as db:
        return cut_by_votes(pd.DataFrame(db.rows("evaluation/list_text_before_votes")), pairs)


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


def _load(runtime: Runtime, path: Path) -> None:
    source = Source(path.name, SourceKind.WARC, str(path))
    with runtime.warehouse.write() as db:
        register(db, [source], runtime.clock())
    for _ in runner.run_all(Request(run_id=f"evaluate-{path.name}", sources=(source.source_id,)), runtime):
        pass


def _labelled_pages(gold: Path) -> Iterator[Fetched]:
    rows = {row["id"]: row for row in _rows(gold / "duplicates" / "us10_text.jsonl.gz")}
    with tarfile.open(gold / "duplicates" / "us10_pages.html.tar.xz") as pages:
        for member in pages:
            body = pages.extractfile(member)
            name = member.name.rpartition("/")[2].removesuffix(".html")
            if body is None or name not in rows:
                continue
            url, captured = _identity(rows[name])
            yield Fetched(url, captured, 200, {"Content-Type": "text/html"}, body.read())


def _identity(page: dict[str, Any]) -> tuple[str, datetime]:
    digits = page["captured"] or page["day"].replace("-", "") + "000000"
    captured = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return page["url"] or f"http://unknown.invalid/{page['id']}", captured


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        raise SourceError(f"{path} is missing: name the labelled data with NEWSFOLD_GOLD")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
