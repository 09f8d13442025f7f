"""The check step: what it stores, what it says, and when it fails."""

from __future__ import annotations

import json
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from pipeline.errors import CheckFailedError
from pipeline.model import Request
from pipeline.steps.check import step as check

REQUEST = Request("night-1")


@dataclass
class FakeWarehouse:
    """A warehouse that has these findings, and keeps what is written unless the transaction fails."""

    findings: dict
    stored: list = field(default_factory=list)
    ran: list = field(default_factory=list)

    def checks(self):
        return sorted(self.findings)

    @contextmanager
    def write(self):
        before = [*self.stored], [*self.ran]
        try:
            yield self
        except Exception:
            self.stored, self.ran = before
            raise

    read = write

    def sample(self, query, most):
        return self.findings[query][:most], len(self.findings[query])

    def upsert(self, table, rows):
        self.stored.append((table, list(rows)))

    def rows(self, _query, **_lists):
        return []

    def narrow(self, _keys, _tables): ...

    def run(self, query, **_lists):
        self.ran.append(query)


def runtime(**findings):
    warehouse = FakeWarehouse({f"checks/{name}": rows for name, rows in findings.items()})
    silent = SimpleNamespace(track=lambda label, total=None: nullcontext(lambda steps=1: None))
    return SimpleNamespace(
        warehouse=warehouse, progress=silent, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)
    )


def test_when_nothing_offends_every_check_is_stored_as_passed():
    world = runtime(captures_add_up=[], nothing_is_pending=[])
    report = check.run(REQUEST, world)
    assert report.counts == {"checks": 4, "failed": 0}
    ((table, rows),) = world.warehouse.stored
    assert world.warehouse.ran == ["check/delete_checked_work"]
    assert table == "check_results"
    assert [(row["run_id"], row["check_name"], row["offending"], row["sample"]) for row in rows] == [
        ("night-1", "captures_add_up", 0, ""),
        ("night-1", "nothing_is_pending", 0, ""),
        ("night-1", "captures_have_bytes", 0, ""),
        ("night-1", "stamps_not_ahead", 0, ""),
    ]


def test_offending_rows_fail_the_run_by_name_after_they_are_stored():
    rows = [{"capture_id": f"c{number}"} for number in range(9)]
    world = runtime(captures_add_up=rows, nothing_is_pending=[])
    with pytest.raises(CheckFailedError) as caught:
        check.run(REQUEST, world)
    assert "1 of 4 checks of run night-1 failed" in str(caught.value)
    assert 'captures_add_up: 9 rows, first [{"capture_id": "c0"}]' in str(caught.value)
    (_, stored) = world.warehouse.stored[0]
    assert stored[0]["offending"] == 9
    assert world.warehouse.ran == [], "what offends is checked again, until it is mended"
    assert len(json.loads(stored[0]["sample"])) == check.SAMPLE_ROWS


def test_a_sample_tells_times_in_iso_form_and_text_as_it_is():
    world = runtime(dates=[{"published_at": datetime(2026, 1, 2, tzinfo=UTC), "title": "Žluť"}])
    with pytest.raises(CheckFailedError, match="2026-01-02T00:00:00"):
        check.run(REQUEST, world)
    assert "Žluť" in world.warehouse.stored[0][1][0]["sample"]


def test_everything_is_checked_without_a_run():
    assert check.check_everything(runtime(captures_add_up=[])).counts == {"checks": 3, "failed": 0}
    with pytest.raises(CheckFailedError, match="1 of 3 checks of everything failed"):
        check.check_everything(runtime(captures_add_up=[{"capture_id": "c1"}]))
