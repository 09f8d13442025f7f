"""Nights of the newsroom, from WARC files to stories: right against the truth, twice is once, order does not matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from newsroom import Judge
from pipeline.model import Request
from pipeline.runtime import build
from pipeline.steps import runner
from tests.e2e.conftest import Load, table

if TYPE_CHECKING:
    from newsroom import Press

PARTITION = """
  SELECT left_members.article_id AS left_id, right_members.article_id AS right_id
  FROM story_members AS left_members
  INNER JOIN story_members AS right_members ON left_members.story_id = right_members.story_id
  WHERE left_members.article_id < right_members.article_id
"""
EVENTS = """
  SELECT one.canonical_article_id AS left_id, other.canonical_article_id AS right_id
  FROM event_members AS left_members
  INNER JOIN event_members AS right_members ON left_members.event_id = right_members.event_id
  INNER JOIN stories AS one ON left_members.story_id = one.story_id
  INNER JOIN stories AS other ON right_members.story_id = other.story_id
  WHERE one.canonical_article_id < other.canonical_article_id
"""
SAME_IN_ANY_ORDER = {
    "events": EVENTS,
    "partition": PARTITION,
    "canonical articles": "SELECT canonical_article_id, canonical_reason, article_count, origin FROM stories",
    "labels": "SELECT capture_id, position, version, label, rule, other_article_id FROM article_blocks",
    "texts": "SELECT capture_id, version, is_latest, text, text_sha256, wire_agency FROM article_versions",
    "furniture": "SELECT host, fingerprint, kind, status, story_votes, host_votes, sample FROM boilerplate_blocks",
    "rejections": "SELECT capture_id, reason FROM rejections",
    "pairs": "SELECT corpus, left_id, right_id, relation, jaccard, containment FROM article_pairs",
    "articles": "SELECT article_id, url, host, first_seen_at, article_at FROM articles",
}
EVERY_ROW = (
    "captures", "articles", "article_versions", "article_blocks", "boilerplate_blocks", "article_signatures",
    "article_pairs", "story_members", "stories", "story_redirects", "rejections", "draft_clusters",
    "story_profiles", "story_keys", "event_pairs", "events", "event_members", "event_redirects",
)  # fmt: skip


def test_loading_a_night_again_changes_no_row(runtime, nights, load: Load):
    load(runtime, nights)
    before = {name: table(runtime, f"SELECT * FROM {name}") for name in EVERY_ROW}
    load(runtime, nights[1:2])
    load(runtime, nights)
    for name, rows in before.items():
        pd.testing.assert_frame_equal(table(runtime, f"SELECT * FROM {name}"), rows, obj=name)


@pytest.mark.parametrize("way", [(2, 1, 0), (1, 2, 0)], ids=["last night first", "out of order"])
def test_the_order_of_nights_changes_nothing_but_story_ids(runtime, second_runtime, nights, load: Load, way):
    load(runtime, nights)
    load(second_runtime, [nights[night] for night in way])
    for name, statement in SAME_IN_ANY_ORDER.items():
        pd.testing.assert_frame_equal(
            table(second_runtime, statement), table(runtime, statement), obj=name, check_dtype=False
        )


def test_all_nights_in_one_run_are_the_nights_one_by_one(second_runtime, tmp_path, nights, load: Load):
    one_by_one = build(
        replace(
            second_runtime.settings, home=tmp_path / "third", warehouse=f"sqlite:///{tmp_path / 'third.db'}"
        )
    )
    one_by_one.warehouse.migrate()
    load(one_by_one, nights)
    load(second_runtime, [nights[0].parent])
    for name, statement in SAME_IN_ANY_ORDER.items():
        pd.testing.assert_frame_equal(
            table(second_runtime, statement), table(one_by_one, statement), obj=name
        )


def test_every_capture_is_accounted_for(runtime, nights, load: Load):
    load(runtime, nights)
    lost = table(
        runtime,
        """
        SELECT captures.capture_id FROM captures
        LEFT JOIN article_versions ON captures.capture_id = article_versions.capture_id
        LEFT JOIN rejections ON captures.capture_id = rejections.capture_id
        LEFT JOIN extract_retries ON captures.capture_id = extract_retries.capture_id
        WHERE article_versions.capture_id IS NULL AND rejections.capture_id IS NULL
          AND extract_retries.capture_id IS NULL
        """,
    )
    assert lost.empty
    assert table(runtime, "SELECT count(*) AS captures FROM captures").captures[0] > 100


def test_look_alikes_stay_apart_and_copies_meet(second_runtime, press: Press, nights, load: Load):
    """No two articles of different stories share one, and 97 of a hundred pairs of copies do.

    A page that tells no story of its own, as a gallery, is one for itself.
    """
    load(second_runtime, nights)
    found = table(
        second_runtime,
        """
        SELECT DISTINCT captures.url, story_members.story_id
        FROM captures
        INNER JOIN article_versions ON captures.capture_id = article_versions.capture_id
        INNER JOIN story_members ON article_versions.article_id = story_members.article_id
        """,
    )
    truth = press.truth().drop_duplicates("url", keep="last").set_index("url")
    truth["true"] = truth["story_id"].where(truth["story_id"] != "", truth.index)
    told = found.merge(truth[["true", "copy_kind"]], left_on="url", right_index=True)
    assert len(told) > 100
    assert (told.copy_kind == "round_up").sum() == 3
    mixed = told.groupby("story_id")["true"].nunique()
    wrong = told[told.story_id.isin(mixed[mixed > 1].index)]
    assert wrong.empty, wrong.sort_values("story_id")[["url", "copy_kind", "true"]].to_string()
    score = Judge(press).folds(dict(zip(told.url, told.story_id, strict=True)))
    assert score.recall >= 0.97, score.missed_pairs
    assert score.right > 100


def test_a_run_cut_off_between_steps_is_finished_by_the_next(second_runtime, runtime, nights, load: Load):
    """A run stopped after each step in turn leaves a warehouse that the next run completes to the same rows."""
    load(runtime, nights[:1])
    from pipeline.steps.discover.infer import infer_source
    from pipeline.steps.discover.sources import register

    source = infer_source(str(nights[0]))
    with second_runtime.warehouse.write() as db:
        register(db, [source], second_runtime.clock())
    for stop_after in range(1, len(runner.ORDER) + 1):
        for name in runner.ORDER[:stop_after]:
            runner.run_step(
                name, Request(run_id=f"cut-{stop_after}", sources=(source.source_id,)), second_runtime
            )
    for name, statement in SAME_IN_ANY_ORDER.items():
        pd.testing.assert_frame_equal(
            table(second_runtime, statement), table(runtime, statement), obj=name, check_dtype=False
        )
