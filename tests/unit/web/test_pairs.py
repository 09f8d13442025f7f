"""Stored evidence as the page of a pair reads it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from pipeline.web.pairs import PairPage, read_evidence

EIGHT = datetime(2031, 3, 9, 8, tzinfo=UTC)


def test_evidence_is_read_as_it_was_stored():
    stored = {
        "passages": [{"text": "forty ships"}],
        "only_left": ["14"],
        "only_right": [],
        "reason": "97 % shared",
    }
    found = read_evidence(json.dumps(stored))
    assert (found.passages, found.only_left, found.only_right, found.reason) == (
        ("forty ships",),
        ("14",),
        (),
        "97 % shared",
    )


@pytest.mark.parametrize(
    "stored",
    [None, "", "[]", "no json", '{"passages": 3}', '{"passages": [null, 4, {}]}', '{"only_left": {"a": 1}}'],
)
def test_evidence_of_another_form_never_breaks_the_page(stored):
    assert read_evidence(stored).only_left == ()


def test_many_passages_are_counted_not_shown():
    found = read_evidence(json.dumps({"passages": [{"text": f"words {n}"} for n in range(40)]}))
    assert len(found.passages) == 12
    assert found.more_passages == 28


@pytest.mark.parametrize(
    ("left", "right", "older"),
    [
        ((0, 0), (1, 1), "left"),
        ((2, 2), (1, 1), "right"),
        ((0, 24), (1, 1), ""),
        ((None, 0), (1, 1), "left"),
        ((0, 0), (None, 9), ""),
    ],
    ids=["an hour before", "an hour after", "only the day is known", "seen before it", "no date"],
)
def test_a_side_is_the_older_only_where_that_is_known(left, right, older):
    sides = [
        SimpleNamespace(
            article=SimpleNamespace(
                earliest_at=None if first is None else EIGHT + timedelta(hours=first),
                latest_at=EIGHT + timedelta(hours=last),
            )
        )
        for first, last in (left, right)
    ]
    page = PairPage(None, *sides, evidence=None, diff=None, apart_because=())
    assert page.older == older
