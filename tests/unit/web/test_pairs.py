"""Stored evidence as the page of a pair reads it."""

from __future__ import annotations

import json

import pytest

from pipeline.web.pairs import read_evidence


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
