from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.errors import SourceError
from pipeline.model import Judgement, Verdict
from pipeline.parsing.files.judgements import parse_judgements

GOOD = {
    "left_id": "a1",
    "right_id": "a2",
    "verdict": "different",
    "judged_by": "ana",
    "judged_at": "2026-03-02T04:06:00Z",
    "note": 'two "ferries", one quay\nand a\u2028pilot',
}


def line(**changed):
    return json.dumps(GOOD | changed, ensure_ascii=False) + "\n"


def test_a_judgement_comes_back_with_its_note_whoever_wrote_it():
    moment = datetime(2026, 3, 2, 4, 6, tzinfo=UTC)
    assert parse_judgements(line() + "\n" + line(right_id="a3", verdict="same", note="")) == (
        Judgement("a1", "a2", Verdict.DIFFERENT, "ana", moment, GOOD["note"]),
        Judgement("a1", "a3", Verdict.SAME, "ana", moment, ""),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "left_id,right_id\n",
        "[1]\n",
        line(note=None),
        line(left_id="a2"),
        line(judged_at="yesterday"),
        line(judged_at="2026-03-02T04:06:00"),
        line(verdict="perhaps"),
        '{"left_id": "a1"}',
    ],
)
def test_the_line_that_is_wrong_is_named(wrong):
    with pytest.raises(SourceError, match="line 2"):
        parse_judgements(line() + wrong)
