"""Judgements in a file of JSON Lines, as `newsfold export judgements` writes them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from pipeline.errors import SourceError
from pipeline.model import Judgement, Verdict

_KEYS = ("left_id", "right_id", "verdict", "judged_by", "judged_at", "note")


def parse_judgements(text: str) -> tuple[Judgement, ...]:
    """Return the judgements, one a line; raise SourceError naming the first line that is none."""
    lines = enumerate(text.split("\n"), 1)  # a note may hold what else ends a line
    return tuple(_judgement_of(line, number) for number, line in lines if line.strip())


def _judgement_of(line: str, number: int) -> Judgement:
    try:
        entry: dict[str, Any] = json.loads(line)
        left_id, right_id, verdict, judged_by, judged_at, note = (entry[key] for key in _KEYS)
        moment = datetime.fromisoformat(judged_at)
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(_wrong(number)) from error
    texts = (left_id, right_id, judged_by, note)
    if not all(isinstance(each, str) for each in texts) or left_id >= right_id or moment.tzinfo is None:
        raise SourceError(_wrong(number))
    if verdict not in list(Verdict):
        raise SourceError(f"line {number}: the verdict is one of {', '.join(Verdict)}, not {verdict!r}")
    return Judgement(left_id, right_id, Verdict(verdict), judged_by, moment, note)


def _wrong(number: int) -> str:
    return (
        f"line {number} is no judgement as `newsfold export judgements` writes it: "
        f"JSON with {', '.join(_KEYS)}, the lesser id on the left"
    )
