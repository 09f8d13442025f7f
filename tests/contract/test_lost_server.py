"""A server that goes away in the middle of a write is a sentence, whatever was being done."""

from __future__ import annotations

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.errors import WarehouseError
from tests import made_rows as made

END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.mark.postgresql
@pytest.mark.parametrize("doing", ["upsert", "rows", "run_many", "commit", "narrow"])
def test_a_server_that_goes_amid_a_write_is_named_and_the_next_write_is_whole(
    postgresql, postgresql_template, doing
):
    name = postgresql.create(postgresql_template)
    opened = SqlWarehouse(postgresql.url(name))
    try:
        with pytest.raises(WarehouseError), opened.write() as db:  # noqa: PT012 - the transaction is the statement
            db.upsert("sources", [made.source("a")])
            postgresql.execute(END, name)
            if doing == "upsert":
                db.upsert("sources", [made.source("b")])
            elif doing == "rows":
                db.rows("shared/list_sources")
            elif doing == "run_many":
                db.run_many("maintenance/set_pruned", [{"capture_id": "c", "pruned_at": made.NOON}])
            elif doing == "narrow":
                db.narrow(["c"], {"captures": ["capture_id"]})
        with opened.write() as db:
            db.upsert("sources", [made.source("c")])
        assert opened.ask("SELECT source_id FROM sources")[1] == [("c",)]
    finally:
        opened.close()
        postgresql.drop(name)
