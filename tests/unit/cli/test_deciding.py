"""A word on furniture is taken back only where there is one."""

from __future__ import annotations

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cli import cli
from pipeline.errors import NotFoundError


def test_what_nobody_judged_cannot_be_forgotten(sqlite_template, tmp_path, monkeypatch):
    (tmp_path / "warehouse.db").write_bytes(sqlite_template.read_bytes())
    block = {"host": "daily.example", "fingerprint": -7, "kind": "boilerplate", "status": "learned"}
    with SqlWarehouse(f"sqlite:///{tmp_path / 'warehouse.db'}").write() as db:
        votes = {"rule": "recurring", "story_votes": 3, "host_votes": 1, "sample": "Write to us"}
        db.upsert("boilerplate_blocks", [block | votes])
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path))
    with pytest.raises(NotFoundError, match="nobody judged block -7"):
        cli.main(["furniture", "forget", "daily.example", "-7"], standalone_mode=False)
