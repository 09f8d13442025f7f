"""Trains the decision on pairs of stories and writes `pipeline/linking/coefficients.json`.

    python -m benchmarks.train_linking GOLD

A logistic regression by Newton's method on the candidate pairs of the labelled sets of events: each set has the same
weight, `_TRUE_SHARE` of it on the pairs that are one event. Copies are left out, for folding joins them. No coefficient may have the
wrong sign (agreeing speaks for, conflicting against), and where facts of a kind are too few in the sets to learn from (scores of
matches, magnitudes, ordinals), `_EXPECTED` stands in as the mean of their prior. The coefficients are written
once for use, and once without each set, so that a set is judged by what never saw it.
"""

from __future__ import annotations

import gzip
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.evaluation.pages import moment_of
from pipeline.linking.candidates import meeting
from pipeline.linking.features import compare, cosine
from pipeline.linking.profile import PROFILE, StoryProfile, StoryText, profile_of

_OUT = Path("pipeline/linking/coefficients.json")
_ENGLISH = ("clu_ecbplus", "clu_wikinews", "clu_gva")
_OTHER = (*_ENGLISH, "clu_vietnamese_mds")
_OTHER_FEATURES = (
    "words", "leads", "lead_in_other", "title_in_lead", "rare_lead_contained", "telling_share",
    "numbers_agree", "numbers_conflict", "days_apart", "same_day", "time_unknown",
)  # fmt: skip
_TRUE_SHARE = 0.3
_SET_WEIGHT = 3_000
_COPIES = 0.9
_RIDGE, _PRIOR = 1.0, 30.0
_EXPECTED = {
    "ordinal": (2.0, -3.0), "killed": (1.0, -0.5), "injured": (0.7, -0.5), "age": (1.0, -1.0),
    "magnitude": (1.0, -1.5), "score": (1.5, -1.5), "money": (0.7, -0.3), "percent": (0.7, -0.3), "day": (1.0, -1.0),
}  # fmt: skip
_ANY_SIGN = {"time_unknown", "base"}
_UNDATED = datetime(2026, 6, 1, tzinfo=UTC)

Table = tuple[list[dict[str, float]], np.ndarray]


def main(gold: Path) -> None:
    """Train on all sets and without each, and write the file."""
    tables = {name: _table(gold / f"events/{name}.jsonl.gz") for name in _OTHER}
    judged = {name: _trained(tables, name) for name in _OTHER}
    stored = {
        "made": datetime.now(UTC).date().isoformat(),
        "scheme": PROFILE,
        "data": {
            name: {"pairs": len(rows), "of one event": int(truth.sum())}
            for name, (rows, truth) in tables.items()
        },
        "figures": {name: _figures(name, tables[name], judged[name]) for name in _OTHER},
        "coefficients": _trained(tables, ""),
        "without": judged,
    }
    _OUT.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _trained(tables: dict[str, Table], without: str) -> dict[str, dict[str, float]]:
    names = tuple(tables["clu_ecbplus"][0][0])
    return {
        "english": _fit([tables[each] for each in _ENGLISH if each != without], names),
        "other": _fit([tables[each] for each in _OTHER if each != without], _OTHER_FEATURES),
    }


def _table(path: Path) -> Table:
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().split("\n")[:-1]]
    labels = {row["id"]: row["label"] for row in rows}
    met = meeting(map(read_profile, rows))
    pairs = [(left, right) for left, right in met if cosine(left.words, right.words) < _COPIES]
    features = [compare(left, right) for left, right in pairs]
    truth = np.array([labels[left.story_id] == labels[right.story_id] for left, right in pairs], float)
    return features, truth


def read_profile(row: dict[str, Any]) -> StoryProfile:
    """Return the profile of a row of a labelled set; one without a date was seen when the others were."""
    published = moment_of(row.get("date"))
    title = row.get("title")
    text = StoryText(
        row["id"],
        title if title and title != "None" else "",
        row["text"],
        row["lang"],
        published,
        published or _UNDATED,
    )
    return profile_of(text)


def _fit(tables: list[Table], names: tuple[str, ...]) -> dict[str, float]:
    """Return the coefficients by name."""
    columns = (*names, "base")
    matrix, truth, weight = (
        np.concatenate(each) for each in zip(*(_weighted(table, names) for table in tables), strict=True)
    )
    mean = np.array([_expected(name) for name in columns])
    stiff = np.array([0.0 if name == "base" else _PRIOR if _expected(name) else _RIDGE for name in columns])
    sign = np.array([_sign(name) for name in columns])
    found, free = mean.copy(), np.ones(len(columns), bool)
    while True:
        found = _newton(matrix, truth, weight, mean, stiff, found, free)
        wrong = np.where(free, found * sign, 0.0)
        if wrong.min() >= 0:
            return {name: round(float(value), 4) for name, value in zip(columns, found, strict=True) if value}
        worst = int(wrong.argmin())
        free[worst], found[worst] = False, 0.0


def _newton(  # noqa: PLR0917 - the terms of one formula
    matrix: np.ndarray,
    truth: np.ndarray,
    weight: np.ndarray,
    mean: np.ndarray,
    stiff: np.ndarray,
    start: np.ndarray,
    free: np.ndarray,
) -> np.ndarray:
    found = start.copy()
    for _ in range(100):
        chance = 1 / (1 + np.exp(-(matrix @ found)))
        slope = (matrix.T @ (weight * (chance - truth)) + stiff * (found - mean))[free]
        bend = (matrix * (weight * chance * (1 - chance) + 1e-9)[:, None]).T @ matrix + np.diag(stiff + 1e-9)
        step = np.clip(np.linalg.solve(bend[np.ix_(free, free)], slope), -3, 3)
        found[free] -= step
        if np.abs(step).max() < 1e-7:
            break
    return found


def _weighted(table: Table, names: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    matrix, truth = _matrix(table, names), table[1]
    weight = np.where(truth > 0, _TRUE_SHARE / truth.sum(), (1 - _TRUE_SHARE) / (1 - truth).sum())
    return matrix, truth, _SET_WEIGHT * weight


def _matrix(table: Table, names: tuple[str, ...]) -> np.ndarray:
    return np.array([[*(row[name] for name in names), 1.0] for row in table[0]])


def _expected(name: str) -> float:
    kind, _, what = name.rpartition("_")
    if name == "event_days_apart":
        return -1.5
    return _EXPECTED[kind][what == "conflict"] if kind in _EXPECTED else 0.0


def _sign(name: str) -> int:
    if name in _ANY_SIGN:
        return 0
    return -1 if name.endswith(("conflict", "apart")) else 1


def _figures(name: str, table: Table, trained: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return precision and recall of candidate pairs at .8, by the coefficients that never saw the set."""
    coefficients = trained["english" if name in _ENGLISH else "other"]
    names = tuple(name for name in coefficients if name != "base")
    linked = _matrix(table, names) @ np.array(
        [*(coefficients[name] for name in names), coefficients["base"]]
    ) >= np.log(4)
    right = float(table[1][linked].sum())
    return {
        "precision": round(right / max(1, int(linked.sum())), 3),
        "recall": round(right / table[1].sum(), 3),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
